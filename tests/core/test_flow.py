"""Running text: both edges even, words divided, and when a row is better left alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.document import Paragraph, Span
from tread.core.flow import WIDEST_SPACE, Flow, Hyphens, flow_rows
from tread.core.row import Row
from tread.tui.measure import ScreenMeasure

MEASURE = ScreenMeasure()
EVEN = Flow(justified=True)


def everywhere(word: str) -> range:
    return range(2, len(word) - 1)


def rows_of(text: str, width: int, flow: Flow, indent: int = 0, spans: tuple[Span, ...] = ()) -> list[Row]:
    paragraph = Paragraph(text, spans=spans)
    return flow_rows(paragraph, (0, len(text)), ("", ""), width, MEASURE, flow, indent)


def drawn(text: str, width: int, flow: Flow, indent: int = 0, spans: tuple[Span, ...] = ()) -> list[str]:
    found = []
    for row in rows_of(text, width, flow, indent, spans):
        screen = ""
        for piece in row.pieces:
            screen = screen.ljust(piece.x) + text[piece.start : piece.end]
        found.append(screen + row.tail)
    return found


def test_both_edges_are_even_but_for_the_last_row() -> None:
    assert drawn("the quick brown fox jumps over the lazy dog", 21, EVEN) == [
        "the quick  brown  fox",
        "jumps  over  the lazy",
        "dog",
    ]


def test_the_wider_spaces_do_not_stand_on_the_same_side_in_every_row() -> None:
    assert drawn("aa bb cc dd ee " * 2 + "aa bb", 16, EVEN) == [
        "aa bb  cc dd  ee",
        "aa  bb cc  dd ee",
        "aa bb",
    ]


def test_a_row_before_a_line_break_stays_ragged() -> None:
    assert drawn("one two\nthree four five six", 15, EVEN) == ["one two", "three four five", "six"]
    assert drawn("aa bb cc dd ee\nff", 10, EVEN) == ["aa  bb  cc", "dd ee", "ff"]


def test_a_row_that_would_need_rivers_stays_ragged() -> None:
    assert drawn("ab incomprehensibilities it is", 22, EVEN)[0] == "ab"
    assert drawn("a bb incomprehensibilities", 21, EVEN)[0] == "a bb"


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("the quick understanding fox", 18, ["the quick underst-", "anding fox"]),
        ("a “understanding”, a fox", 12, ["a “understa-", "nding”, a", "fox"]),
    ],
)
def test_a_word_is_divided_where_the_row_would_be_too_short(
    text: str, width: int, expected: list[str]
) -> None:
    assert drawn(text, width, Flow(hyphens=everywhere)) == expected


@pytest.mark.parametrize(
    "word",
    [
        "UNDERSTANDING",
        "JavaScript2",
        "PostgreSQLs",
        "example.org/understanding",
        "under_standing",
        "well-understood",
    ],
)
def test_capitals_numbers_and_addresses_are_not_divided(word: str) -> None:
    for row in rows_of(f"the quick {word} fox jumps", 18, Flow(hyphens=everywhere)):
        assert row.tail == ""


def test_code_within_the_text_and_the_last_word_are_not_divided() -> None:
    text = "the quick understanding fox"
    assert drawn(text, 18, Flow(hyphens=everywhere), spans=(Span(10, 23, "code"),))[0] == "the quick"
    assert drawn("the quick understanding.", 18, Flow(hyphens=everywhere))[0] == "the quick"
    assert drawn("the quick understanding\nfox", 18, Flow(hyphens=everywhere))[0] == "the quick"


def test_no_more_than_two_rows_in_succession_end_in_a_hyphen() -> None:
    text = "incomprehensibilities " * 12
    tails = [row.tail for row in rows_of(text, 16, Flow(justified=True, hyphens=everywhere))]
    assert "-" in tails and all("".join(tails[at : at + 3]) != "---" for at in range(len(tails)))


def test_a_row_that_is_nearly_full_divides_no_word() -> None:
    assert drawn("the quick brown understanding fox", 19, Flow(hyphens=everywhere))[0] == "the quick brown"


def test_the_first_row_begins_further_right() -> None:
    assert drawn("the quick brown fox", 10, Flow(), indent=4) == ["    the", "quick", "brown fox"]
    assert drawn("the quick brown fox\n", 12, Flow(), indent=2) == ["  the quick", "brown fox", ""]
    assert drawn("the", 12, EVEN, indent=2) == ["  the"]


texts = st.lists(
    st.sampled_from(
        ["the", "quick", "understanding", "incomprehensibilities", "世界", "“brown”,", "\n", "x-y", "  "]
    )
).map(" ".join)
hyphens: st.SearchStrategy[Hyphens | None] = st.sampled_from([None, everywhere])


@given(texts, st.integers(12, 50), hyphens, st.sampled_from([0, 3]))
def test_a_justified_row_ends_at_the_edge_and_no_space_in_it_is_too_wide(
    text: str, width: int, hyphens: Hyphens | None, indent: int
) -> None:
    rows = rows_of(text, width, Flow(justified=True, hyphens=hyphens), indent)
    for row in rows:
        for before, after in pairwise(row.pieces):
            gap = after.x - before.x - MEASURE.cells(text[before.start : before.end])
            assert 1 < gap <= WIDEST_SPACE + (after.start - before.end) - 1
        last = row.pieces[-1]
        if len(row.pieces) > 1:
            assert last.x + MEASURE.cells(text[last.start : last.end] + row.tail) == width
    assert len(rows[-1].pieces) == 1


@given(texts, st.integers(12, 50), st.booleans())
def test_a_hyphen_stands_between_two_letters_of_a_word(text: str, width: int, justified: bool) -> None:
    for row in rows_of(text, width, Flow(justified, everywhere)):
        if row.tail:
            assert text[row.end - 2 : row.end + 2].isalpha()
