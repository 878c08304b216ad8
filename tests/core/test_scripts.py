"""All scripts mixed: whatever breaks, cuts, moves or selects leaves a reader's characters whole."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import iter_graphemes

from tread.core import motion
from tread.core.document import Document, Paragraph
from tread.core.parts import LONGEST_PART, parts_of
from tread.core.position import within
from tread.core.row import visible_end
from tread.core.segment import sentences, words
from tread.core.selection import extend, opening
from tread.core.wrap import wrap
from tread.tui.measure import ScreenMeasure

PIECES = [
    *(
        "The quick",
        " fox",
        ". ",
        "? ",
        " ",
        " ",
        "\n",
        "—",
        "“",
        "”",
        "3.5",
        "don’t",
        "cafe\u0301",
        "é",
        "ọ̀rọ̀",
    ),
    *("中文", "字", "。", "，", "！", "「", "」", "『", "々", "カー", "っと", "ひらがな", "漢字", "ﾊﾟ"),
    *("한국어", "\u1112\u1161\u11ab", "ไทย", "น้ำ", "ๆ", "ພາສາ", "မြန်မာ", "။", "ខ្មែរ", "។"),
    *("हिन्दी", "क्षत्रि", "।", "நி", "বাংলা", "ක්\u200dර", "العِلْمُ", "؟", "می\u200cخواهم", "שָׁלוֹם", "ד״ר"),
    *("👩\u200d👩\u200d👧", "👍🏽", "🇮🇸", "🇫🇷🇩🇪", "❤\ufe0f", "1\ufe0f\u20e3", "🏃🏽\u200d♀\ufe0f", "☝🏽"),
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join)
MEASURE = ScreenMeasure()
MOTIONS = [
    motion.next_word,
    motion.previous_word,
    motion.next_sentence,
    motion.previous_sentence,
    motion.next_paragraph,
    motion.previous_paragraph,
]


def borders(text: str) -> set[int]:
    """The offsets between two graphemes, both ends included."""
    return {0, *accumulate(map(len, iter_graphemes(text)))}


@given(texts, st.integers(2, 40), st.booleans())
def test_rows_partition_the_text_fit_the_measure_and_cut_no_character(
    text: str, width: int, is_plain: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ScreenMeasure, "plain_emoji", is_plain)
        rows = wrap(text, width, MEASURE)
        assert rows[0][0] == 0 and rows[-1][1] == len(text)
        assert all(before[1] == after[0] for before, after in pairwise(rows))
        assert {end for _, end in rows} <= borders(text)
        for start, end in rows:
            shown = text[start : visible_end(text, start, end)]
            fits = max(cell_len(MEASURE.drawn(shown)), MEASURE.cells(shown)) <= width
            assert fits or len(list(iter_graphemes(shown))) == 1


@given(texts)
def test_words_and_sentences_begin_and_end_between_characters(text: str) -> None:
    allowed = borders(text)
    for pieces in (words(text), sentences(text)):
        assert {place for piece in pieces for place in piece} <= allowed


@given(st.lists(texts, min_size=1, max_size=3), st.lists(st.integers(0, 6), max_size=12))
def test_motions_land_between_characters(paragraphs: list[str], keys: list[int]) -> None:
    document = Document([Paragraph(text) for text in paragraphs])
    selection = opening(document)
    for key in keys:
        selection = extend(selection) if key == 6 else MOTIONS[key](document, selection)
        for index, offset in selection.range:
            assert offset in borders(document.paragraphs[index].text)


@given(texts, st.integers(0, 60), st.integers(0, 60))
def test_a_range_that_is_gone_to_is_grown_to_whole_characters(text: str, a: int, b: int) -> None:
    document = Document([Paragraph(text)])
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    found = motion.to_range(document, opening(document), within(0, start, end), "free").range
    assert {found.start.offset, found.end.offset} <= borders(text)
    assert found.start.offset <= start and (found.end.offset >= end or start == end)


@given(st.sampled_from(PIECES), st.integers(0, 40))
def test_the_parts_of_a_long_text_of_one_thing_repeated_cut_no_character(piece: str, before: int) -> None:
    text = "x" * before + piece * (2 * LONGEST_PART // len(piece))
    cuts = [*parts_of(text), len(text)]
    length = len(piece)
    allowed = {border % length for border in borders(piece * 4) if border >= length}
    assert {(cut - before) % length for cut in cuts[1:-1]} <= allowed
    assert all(0 < b - a <= LONGEST_PART for a, b in pairwise(cuts))
