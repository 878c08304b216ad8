"""Adjusting a selection's ends by words and sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import parse

from tread.core.adjust import adjusted, turned
from tread.core.document import Document, Paragraph
from tread.core.position import within
from tread.core.selection import Selection, Unit, selecting

CASES: list[tuple[str, Unit, str, str]] = [
    ("One #[two|]# three four.", "word", "+", "two three"),
    ("One #[two|]# three four.", "word", "++", "two three four"),
    ("One #[two three|]# four.", "word", "-", "two"),
    ("One #[two three|]# four.", "word", "--", "two"),
    ("One #[two three|]# four.", "free", "+-", "two three"),
    ("One #[two three|]# four.", "word", "o+", "One two three"),
    ("One #[two three|]# four.", "word", "o-", "three"),
    ("One #[two three|]# four.", "word", "o+o-", "One two"),
    ("One #[wo three|]# four.", "free", "-", "wo"),
    ("One.\n\n#[Two|]#.", "word", "o+", "One.\nTwo"),
    ("#[Rain fell.|]# Snow came. Ice stayed.", "sentence", "+", "Rain fell. Snow came."),
    ("#[Rain fell. Snow came.|]# Ice stayed.", "sentence", "-", "Rain fell."),
    ("#[Rain fell. Snow came.|]#\n\nIce stayed.", "paragraph", "+", "Rain fell. Snow came.\nIce stayed."),
    ("#[Rain fell. Snow came.|]#\n\nIce stayed.", "paragraph", "-", "Rain fell."),
    ("One #[two|]#", "word", "+", "two"),
]


@pytest.mark.parametrize(("marked", "unit", "keys", "expected"), CASES)
def test_an_end_moves_by_a_word_or_a_sentence(marked: str, unit: Unit, keys: str, expected: str) -> None:
    document, selection = parse(marked, unit)
    for key in keys:
        if key == "o":
            selection = turned(document, selection)
        else:
            selection = adjusted(document, selection, outward=key == "+")
    assert document.text_of(selection.range) == expected
    assert selection.unit == unit
    assert not selection.extending


words = st.lists(st.sampled_from(["one", "two", "it's", "é", "世界", "."]), min_size=1, max_size=12)


@given(words, st.data())
def test_the_fixed_end_never_moves_and_something_stays(pieces: list[str], data: st.DataObject) -> None:
    text = " ".join(pieces)
    document = Document([Paragraph(text)])
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    selection: Selection = selecting(within(0, start, end), "free")
    for outward in data.draw(st.lists(st.booleans(), max_size=8)):
        selection = adjusted(document, selection, outward=outward)
        assert selection.range.start.offset == start
        assert selection.range.end.offset >= start
        assert start == end or not selection.range.is_empty
