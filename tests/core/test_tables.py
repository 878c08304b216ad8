"""Tables: how a page is shared out among columns, and how cells are wrapped inside theirs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.document import Document, Paragraph
from tread.core.layout import Layout, Spot
from tread.core.position import Position
from tread.core.tables import Columns, columns_of
from tread.tui.measure import ScreenMeasure

MEASURE = ScreenMeasure()
SOURCES = "Source | Weak on\nEyewitness | numbers, times, faces\nPhotograph | when"

cells = st.text("ab 世,", max_size=30)
tables = st.integers(1, 5).flatmap(
    lambda columns: st.lists(
        st.lists(cells, min_size=columns, max_size=columns).map(" | ".join), min_size=1, max_size=6
    ).map("\n".join)
)


def drawn(text: str, width: int) -> list[str]:
    layout = Layout(Document([Paragraph(text, "table")]), width, MEASURE)
    found = []
    for row in layout.block(0).rows:
        screen = row.lead.ljust(width)
        for piece in row.pieces:
            shown = text[piece.start : piece.end]
            screen = screen[: piece.x] + shown + screen[piece.x + len(shown) :]
        found.append(screen.rstrip())
    return found


def test_a_table_that_fits_is_as_wide_as_its_cells() -> None:
    assert drawn(SOURCES, 40) == [
        "Source     │ Weak on",
        "───────────┼──────────────────────",
        "Eyewitness │ numbers, times, faces",
        "Photograph │ when",
    ]


def test_cells_that_do_not_fit_are_wrapped_inside_their_columns_and_lines_are_parted() -> None:
    assert drawn(SOURCES, 30) == [
        "Source     │ Weak on",
        "───────────┼──────────────────",
        "Eyewitness │ numbers, times,",
        "           │ faces",
        "           │",
        "Photograph │ when",
    ]


def test_numbers_stand_at_the_right_of_their_column() -> None:
    assert drawn("Year | Thefts\n2001 | 41\n2002 | 1,083\n2003 | 5 %", 20) == [
        "Year │ Thefts",
        "─────┼───────",
        "2001 │     41",
        "2002 │  1,083",
        "2003 │    5 %",
    ]


@pytest.mark.parametrize(
    ("text", "width", "widths"),
    [
        ("a | b", 20, (1, 1)),
        ("short | " + "long " * 20, 40, (5, 32)),
        ("x " * 20 + "| " + "y " * 20, 43, (20, 20)),
        ("abcdefghij | klmnopqrst", 15, (6, 6)),
        ("abcdefghij | klmnopqrst", 11, (4, 4)),
        ("Incomprehensibilities | " + "x " * 30, 43, (21, 19)),
    ],
)
def test_a_page_is_shared_out_by_need(text: str, width: int, widths: tuple[int, ...]) -> None:
    columns = columns_of(text, width, MEASURE)
    assert columns is not None and columns.widths == widths


@pytest.mark.parametrize(("text", "width"), [("abcdefghij | klmnopqrst", 10), ("a | b | c | d", 12)])
def test_a_window_that_is_absurdly_narrow_has_no_room_for_columns(text: str, width: int) -> None:
    assert columns_of(text, width, MEASURE) is None


@given(tables, st.integers(4, 60))
def test_columns_take_no_more_than_the_page_and_none_more_than_it_needs(text: str, width: int) -> None:
    columns = columns_of(text, width, MEASURE)
    if columns is not None:
        assert sum(columns.widths) + 3 * (len(columns.widths) - 1) <= width
        needed = [
            max(MEASURE.cells(line.split(" | ")[index]) for line in text.split("\n"))
            for index in range(len(columns.widths))
        ]
        assert all(0 <= wide <= most for wide, most in zip(columns.widths, needed, strict=True))


@given(tables, st.integers(8, 60))
def test_every_character_of_every_cell_is_shown_once(text: str, width: int) -> None:
    layout = Layout(Document([Paragraph(text, "table")]), width, MEASURE)
    shown = [offset for row in layout.block(0).rows for piece in row.pieces for offset in range(*piece[:2])]
    assert len(shown) == len(set(shown))
    if columns_of(text, width, MEASURE) is not None:
        left_out = "".join(character for offset, character in enumerate(text) if offset not in set(shown))
        assert set(left_out) <= set(" |\n")


def test_a_position_in_a_wrapped_cell_stands_in_the_row_that_shows_it() -> None:
    layout = Layout(Document([Paragraph(SOURCES, "table")]), 30, MEASURE)
    faces = Position(0, SOURCES.index("faces"))
    assert layout.spot(faces) == Spot(0, 3) and layout.x(faces) == 13
    assert layout.spot(Position(0, SOURCES.index("Eyewitness") + 3)) == Spot(0, 2)
    assert layout.hit(Spot(0, 3), 13) == faces
    assert layout.position(Spot(0, 3)) == faces


def test_a_line_with_more_cells_than_the_first_lines_have_keeps_them_in_its_last() -> None:
    text = "a | b\n" + "c | d\n" * 5000 + "e | f | g"
    layout = Layout(Document([Paragraph(text, "table")]), 30, MEASURE)
    last, row = layout.last_spot(0), layout.row(layout.move(layout.last_spot(0), -2))
    assert row is not None
    assert [text[piece.start : piece.end] for piece in row.pieces] == ["e", "f"]
    assert layout.position(last) == Position(0, len(text) - 1)
    assert columns_of(text, 30, MEASURE) == Columns((1, 1), "<<")
