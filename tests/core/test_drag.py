"""What the mouse selects, from where it was pressed to where it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.document import Document, Paragraph
from tread.core.drag import DRAG_UNITS, Grip, character_at, dragged, unit_at
from tread.core.layout import Layout, Spot
from tread.core.position import Position, Range, within
from tread.core.selection import Unit
from tread.tui.measure import ScreenMeasure

FAMILY = "👩\u200d👩\u200d👧"
TEXTS = ("One fox. Two dogs sleep.", "", f"e\u0301世{FAMILY} end", "Last words here.")
DOCUMENT = Document([Paragraph(text) for text in TEXTS])


def layout(width: int = 40) -> Layout:
    return Layout(DOCUMENT, width, ScreenMeasure())


positions = st.integers(0, len(TEXTS) - 1).flatmap(
    lambda index: st.integers(0, len(TEXTS[index])).map(lambda offset: Position(index, offset))
)
characters = positions.map(
    lambda place: Range(place, place._replace(offset=min(place.offset + 1, len(TEXTS[place.paragraph]))))
)


@pytest.mark.parametrize(
    ("x", "text"),
    [(0, "e\u0301"), (1, "世"), (2, "世"), (3, FAMILY), (4, FAMILY), (5, " "), (6, "e"), (9, ""), (90, "")],
)
def test_a_cell_holds_a_whole_character_and_none_past_the_end(x: int, text: str) -> None:
    set_out = layout()
    found = character_at(set_out, set_out.first_spot(2), x)
    assert DOCUMENT.text_of(found) == text


def test_a_blank_row_holds_no_character() -> None:
    found = character_at(layout(), Spot(3, 0), 2)
    assert found == Range(Position(3, 0), Position(3, 0))


def test_past_the_end_of_a_wrapped_row_is_its_end_and_not_the_next_row() -> None:
    set_out = layout(12)
    found = character_at(set_out, set_out.first_spot(0), 30)
    assert found.is_empty
    assert TEXTS[0][: found.start.offset] == "One fox. Two"


@pytest.mark.parametrize(
    ("unit", "offset", "text"),
    [
        ("free", 4, "f"),
        ("word", 4, "fox"),
        ("word", 8, " "),
        ("sentence", 10, "Two dogs sleep."),
        ("paragraph", 10, TEXTS[0]),
    ],
)
def test_a_unit_is_the_one_around_the_character(unit: Unit, offset: int, text: str) -> None:
    assert DOCUMENT.text_of(unit_at(DOCUMENT, within(0, offset, offset + 1), unit)) == text


@pytest.mark.parametrize(
    ("unit", "grip", "here", "text"),
    [
        ("free", within(0, 4, 5), within(0, 6, 7), "fox"),
        ("free", within(0, 6, 7), within(0, 4, 5), "fox"),
        ("free", within(0, 4, 5), within(0, 4, 5), "f"),
        ("word", within(0, 4, 7), within(0, 10, 11), "fox. Two"),
        ("word", within(0, 9, 12), within(0, 1, 2), "One fox. Two"),
        ("word", within(0, 4, 7), within(0, 8, 9), "fox. "),
        ("sentence", within(0, 9, 24), within(0, 1, 2), TEXTS[0]),
        ("sentence", within(0, 0, 8), within(3, 1, 2), "\n".join(TEXTS)),
        ("free", within(0, 17, 18), within(1, 0, 0), " sleep."),
        ("free", within(0, 18, 19), within(3, 0, 0), "sleep.\n\n" + TEXTS[2]),
        ("free", within(3, 3, 4), within(0, 24, 24), TEXTS[2] + "\nLast"),
    ],
)
def test_a_drag_selects_from_the_grip_through_what_is_under_the_pointer(
    unit: Unit, grip: Range, here: Range, text: str
) -> None:
    assert DOCUMENT.text_of(dragged(DOCUMENT, Grip(grip, unit), here).range) == text


@given(st.sampled_from(DRAG_UNITS), characters, characters)
def test_the_grip_stays_whole_and_the_end_under_the_pointer_is_the_one_that_moves(
    unit: Unit, pressed: Range, here: Range
) -> None:
    grip = Grip(unit_at(DOCUMENT, pressed, unit), unit)
    selection = dragged(DOCUMENT, grip, here)
    assert selection.anchor == grip.range
    assert selection.range.contains(grip.range)
    assert selection.head.start <= selection.head.end
    assert not selection.extending and selection.unit == unit
    if not here.is_empty:
        assert selection.range.contains(here)


@given(characters, characters)
def test_a_drag_and_the_same_drag_backwards_select_the_same(one: Range, other: Range) -> None:
    there = dragged(DOCUMENT, Grip(one, "free"), other).range
    back = dragged(DOCUMENT, Grip(other, "free"), one).range
    if not one.is_empty and not other.is_empty:
        assert there == back
