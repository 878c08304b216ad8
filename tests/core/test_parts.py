from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.document import Document, Paragraph
from tread.core.motion import next_sentence, next_word, previous_sentence, sentence_at
from tread.core.parts import LONGEST_PART, parts_of
from tread.core.position import Position, within
from tread.core.selection import opening, selecting


@pytest.mark.parametrize("text", ["", "a", "word " * 3000, "x" * LONGEST_PART])
def test_a_text_of_ordinary_length_is_one_part(text: str) -> None:
    assert parts_of(text) == (0,)


@given(st.sampled_from(["word ", "One sentence. ", "世界。", "xxxx", "e\u0301", "👩\u200d👧", "row\n"]))
def test_parts_begin_where_the_text_may_be_cut_and_none_is_too_long(unit: str) -> None:
    text = unit * (50_000 // len(unit))
    parts = parts_of(text)
    bounds = [*parts, len(text)]
    assert parts[0] == 0
    assert all(0 < b - a <= LONGEST_PART for a, b in pairwise(bounds))
    for cut in parts[1:]:
        assert text[cut] not in "\u0301\u200d"
        assert text[cut - 1] != "\u200d"
        if unit[-1] in " \n。":
            assert text[cut - 1] == unit[-1]


def test_sentences_and_words_of_a_very_long_paragraph_are_found_part_by_part() -> None:
    text = "This is a sentence of several words. " * 5_000
    document = Document([Paragraph(text)])
    offset = text.find("This", 100_000)
    here = selecting(within(0, offset, offset + 36), "sentence")
    after = next_sentence(document, here)
    assert after.head.start.offset == offset + 37
    assert previous_sentence(document, after) == here
    for cut in parts_of(text)[1:]:
        before = selecting(within(0, cut - 37, cut - 1), "sentence")
        assert next_sentence(document, before).head == within(0, cut, cut + 36)
        assert previous_sentence(document, next_sentence(document, before)) == before
    assert sentence_at(document, Position(0, offset + 3), opening(document)).head == here.head
    assert document.text_of(next_word(document, here).head) == "This"
