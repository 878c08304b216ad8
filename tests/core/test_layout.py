"""An article as rows: what each row holds, where a position is drawn, and walking by rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import iter_graphemes

from tread.core.document import KINDS, Document, Kind, Paragraph
from tread.core.layout import Layout, Piece, Row, Spot, gap, leads, visible_end
from tread.core.position import Position
from tread.tui.measure import ScreenMeasure

MEASURE = ScreenMeasure()
FAMILY = "👩\u200d👩\u200d👧"
EVERYTHING = 1_000_000

words = [
    "the",
    "quick",
    "well-known",
    " ",
    " ",
    " ",
    "  ",
    "\n",
    "—",
    "e\u0301",
    "世界",
    "。",
    "「",
    FAMILY,
    "❤\ufe0f",
]
plain = st.lists(st.sampled_from([*words, "x" * 20, "ක්\u200dර"]), max_size=15).map("".join)
cells = st.sampled_from(["", "a", "quick", "世界", "e\u0301", FAMILY, "two words"])
tables = st.lists(st.lists(cells, min_size=1, max_size=4).map(" | ".join), min_size=1, max_size=4).map(
    "\n".join
)


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    kind: Kind = draw(st.sampled_from(KINDS))
    marker = draw(st.sampled_from(["", "•", "12.", "☐", "[一]"])) if kind in ("list-item", "footnote") else ""
    level = draw(st.integers(1, 3)) if kind in ("heading", "list-item", "quote") else None
    text = "" if kind == "rule" else draw(tables if kind == "table" else plain)
    return Paragraph(text, kind, level, marker)


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    document = Document(draw(st.lists(paragraphs(), min_size=1, max_size=5)))
    return Layout(
        document,
        draw(st.integers(4, 40)),
        MEASURE,
        spacing=draw(st.integers(0, 2)),
        heading_rows=draw(st.integers(0, 3)),
    )


def single(paragraph: Paragraph, width: int) -> Layout:
    return Layout(Document([paragraph]), width, MEASURE)


def drawn(layout: Layout) -> list[str]:
    """The rows of the first paragraph as they look on the screen, blank rows left out."""
    text = layout.document.paragraphs[0].text
    found: list[str] = []
    for row in layout.block(0).rows:
        screen = [" "] * layout.width
        for x, shown in [(0, row.lead), *((piece.x, text[piece.start : piece.end]) for piece in row.pieces)]:
            cell = x
            for grapheme in iter_graphemes(shown):
                screen[cell : cell + cell_len(grapheme)] = [grapheme, *[""] * (cell_len(grapheme) - 1)]
                cell += cell_len(grapheme)
        found.append("".join(screen).rstrip())
    return found


def all_rows(layout: Layout) -> Iterator[tuple[Spot, Row, str]]:
    for spot in layout.spots(Spot(0, 0), EVERYTHING):
        if row := layout.row(spot):
            yield spot, row, layout.document.paragraphs[spot.paragraph].text


def borders(text: str) -> list[int]:
    return [0, *accumulate(map(len, iter_graphemes(text)))]


@given(layouts())
def test_the_rows_of_a_paragraph_partition_its_text(layout: Layout) -> None:
    for index, paragraph in enumerate(layout.document.paragraphs):
        rows = layout.block(index).rows
        assert rows[0].start == 0 and rows[-1].end == len(paragraph.text)
        assert all(before.end == after.start for before, after in pairwise(rows))


@given(layouts())
def test_what_is_in_no_piece_is_white_space_or_parts_two_cells_of_a_table(layout: Layout) -> None:
    for _, row, text in all_rows(layout):
        places = [piece.start for piece in row.pieces] + [row.end]
        ends = [row.start] + [piece.end for piece in row.pieces]
        left_out = [text[end:place] for end, place in zip(ends, places, strict=True)]
        assert left_out[0] == "" and left_out[-1].strip(" \n") == ""
        assert all(between == " | " for between in left_out[1:-1])


@given(layouts())
def test_a_row_is_no_wider_than_the_page_but_for_a_single_grapheme(layout: Layout) -> None:
    for _, row, text in all_rows(layout):
        assert cell_len(row.lead) <= layout.width
        for piece in row.pieces:
            shown = text[piece.start : piece.end]
            assert piece.x + cell_len(shown) <= layout.width or len(list(iter_graphemes(shown))) == 1


@given(layouts())
def test_the_pieces_of_a_row_do_not_lie_on_each_other_or_on_the_lead(layout: Layout) -> None:
    for _, row, text in all_rows(layout):
        for before, after in pairwise(row.pieces):
            assert before.x + cell_len(text[before.start : before.end]) < after.x
        if len(row.pieces) == 1:
            assert row.pieces[0].x == cell_len(row.lead)


@given(layouts())
def test_a_position_is_hit_where_it_is_drawn(layout: Layout) -> None:
    for spot, row, text in all_rows(layout):
        for piece in row.pieces:
            for border in borders(text[piece.start : piece.end]):
                position = Position(spot.paragraph, piece.start + border)
                if position.offset == row.end and row.end < len(text):
                    continue  # it is the start of the row below
                if layout.spot(position) != spot:  # an empty last row has it
                    assert position.offset == len(text)
                    continue
                assert layout.hit(spot, layout.x(position)) == position


@given(layouts())
def test_every_cell_of_a_character_hits_the_position_before_it(layout: Layout) -> None:
    for spot, row, text in all_rows(layout):
        for piece in row.pieces:
            x = piece.x
            place = piece.start
            for length, width in MEASURE.graphemes(text[piece.start : piece.end]):
                for cell in range(x, x + width):
                    assert layout.hit(spot, cell) == Position(spot.paragraph, place)
                x, place = x + width, place + length


@given(layouts(), st.integers(-5, 60))
def test_any_cell_hits_a_position_of_its_row(layout: Layout, x: int) -> None:
    for spot in layout.spots(Spot(0, 0), EVERYTHING):
        position = layout.hit(spot, x)
        row = layout.row(spot)
        assert position.paragraph == spot.paragraph
        assert row.start <= position.offset <= row.end if row else position.offset == 0


@given(layouts())
def test_a_row_is_the_spot_of_the_position_it_starts_with(layout: Layout) -> None:
    for spot, row, _ in all_rows(layout):
        assert layout.position(spot) == Position(spot.paragraph, row.start)
        assert layout.spot(layout.position(spot)) == spot


@given(layouts(), st.data())
def test_moving_by_rows_walks_the_spots_and_stops_at_the_ends(layout: Layout, data: st.DataObject) -> None:
    spots = layout.spots(Spot(0, 0), EVERYTHING)
    start = data.draw(st.integers(0, len(spots) - 1))
    rows = data.draw(st.integers(-len(spots) - 2, len(spots) + 2))
    there = min(max(start + rows, 0), len(spots) - 1)
    assert layout.move(spots[start], rows) == spots[there]
    if there == start + rows:
        assert layout.move(layout.move(spots[start], rows), -rows) == spots[start]


@given(layouts(), st.data())
def test_the_spots_of_a_page_are_those_that_a_step_down_finds(layout: Layout, data: st.DataObject) -> None:
    every = layout.spots(Spot(0, 0), EVERYTHING)
    assert len(every) == sum(layout.block(index).height for index in range(len(layout.document.paragraphs)))
    assert all(layout.move(before, 1) == after for before, after in pairwise(every))
    top = data.draw(st.integers(0, len(every) - 1))
    height = data.draw(st.integers(0, len(every)))
    assert layout.spots(every[top], height) == every[top : top + height]


@given(layouts(), st.data(), st.integers(1, 5))
def test_the_distance_is_the_number_of_spots_between_up_to_the_limit(
    layout: Layout, data: st.DataObject, limit: int
) -> None:
    spots = layout.spots(Spot(0, 0), EVERYTHING)
    places = st.integers(0, len(spots) - 1)
    first, second = data.draw(places), data.draw(places)
    assert layout.distance(spots[first], spots[second], EVERYTHING) == second - first
    assert layout.distance(spots[first], spots[second], limit) == min(max(second - first, -limit), limit)


@given(layouts(), st.integers(1, 60))
def test_the_last_top_shows_the_last_row_at_the_foot(layout: Layout, height: int) -> None:
    every = layout.spots(Spot(0, 0), EVERYTHING)
    page = layout.spots(layout.last_top(height), height)
    assert page == every[-height:]


@given(layouts())
def test_laying_out_anew_gives_the_same_rows(layout: Layout) -> None:
    again = Layout(
        layout.document,
        layout.width,
        MEASURE,
        spacing=layout.spacing,
        heading_rows=layout.heading_rows,
    )
    for index in reversed(range(len(layout.document.paragraphs))):
        assert again.block(index) == layout.block(index)


@pytest.mark.parametrize(
    ("paragraph", "width", "expected"),
    [
        (Paragraph("The quick brown fox"), 10, ["The quick", "brown fox"]),
        (Paragraph("one\ntwo"), 10, ["one", "two"]),
        (Paragraph("one\n"), 10, ["one", ""]),
        (Paragraph("The quick brown", "quote"), 12, ["│ The quick", "│ brown"]),
        (Paragraph("The quick brown", "quote", 2), 14, ["│ │ The quick", "│ │ brown"]),
        (Paragraph("The quick brown", "list-item", 1, "•"), 12, ["• The quick", "  brown"]),
        (Paragraph("The quick brown", "list-item", 2, "3."), 15, ["  3. The quick", "     brown"]),
        (Paragraph("The quick brown", "list-item", 1), 12, ["  The quick", "  brown"]),
        (Paragraph("The quick brown", "footnote", None, "[一]"), 14, ["[一] The quick", "     brown"]),
        (Paragraph("x = 1\n  y", "code"), 12, ["  x = 1", "    y"]),
        (Paragraph("", "rule"), 12, ["    ────"]),
        (Paragraph("a | bcd\nef | g", "table"), 12, ["a  │ bcd", "ef │ g"]),
        (Paragraph("世 | b\na | c", "table"), 12, ["世 │ b", "a  │ c"]),
        (Paragraph("a | b | c\nd", "table"), 12, ["a │ b │ c", "d"]),
        (Paragraph("a | bcd\nef | g", "table"), 7, ["a | bcd", "ef | g"]),
        (Paragraph("The quick", "quote", 3), 10, ["The quick"]),
    ],
)
def test_what_a_paragraph_looks_like(paragraph: Paragraph, width: int, expected: list[str]) -> None:
    assert drawn(single(paragraph, width)) == expected


def test_the_pieces_of_a_table_stand_in_columns() -> None:
    first, second = single(Paragraph("a | bcd\nef | g", "table"), 12).block(0).rows
    assert first == Row(0, 8, "   │    ", (Piece(0, 1, 0), Piece(4, 7, 5)))
    assert second == Row(8, 14, "   │    ", (Piece(8, 10, 0), Piece(13, 14, 5)))


@pytest.mark.parametrize(
    ("offset", "row", "x"),
    [(0, 0, 2), (3, 0, 5), (9, 0, 11), (10, 1, 2), (15, 1, 7)],
)
def test_the_cell_of_a_position_in_a_list_item(offset: int, row: int, x: int) -> None:
    layout = single(Paragraph("The quick brown", "list-item", 1, "•"), 12)
    assert layout.spot(Position(0, offset)) == Spot(0, row)
    assert layout.x(Position(0, offset)) == x


@pytest.mark.parametrize(("x", "offset"), [(-3, 0), (0, 0), (1, 0), (2, 1), (3, 1), (4, 2), (5, 3), (99, 3)])
def test_the_position_at_a_cell_is_before_the_character_that_holds_it(x: int, offset: int) -> None:
    assert single(Paragraph("世界a"), 12).hit(Spot(0, 0), x) == Position(0, offset)


@pytest.mark.parametrize(
    ("x", "offset"), [(0, 0), (1, 1), (2, 1), (3, 1), (4, 1), (5, 4), (7, 6), (8, 7), (20, 7)]
)
def test_the_gap_between_two_cells_of_a_table_hits_the_end_of_the_left_one(x: int, offset: int) -> None:
    layout = single(Paragraph("a | bcd\nef | g", "table"), 12)
    assert layout.hit(Spot(0, 0), x) == Position(0, offset)


def test_positions_in_white_space_that_is_not_drawn_stand_at_the_end_of_their_row() -> None:
    layout = single(Paragraph("one   two"), 4)
    assert [layout.x(Position(0, offset)) for offset in range(7)] == [0, 1, 2, 3, 3, 3, 0]
    assert [layout.spot(Position(0, offset)).row for offset in range(7)] == [0, 0, 0, 0, 0, 0, 1]


def test_blank_rows_stand_above_and_hit_the_start_of_their_paragraph() -> None:
    layout = Layout(Document([Paragraph("one"), Paragraph("two")]), 20, MEASURE, spacing=1, heading_rows=2)
    assert layout.spots(Spot(0, 0), 9) == [Spot(0, 0), Spot(0, 1), Spot(0, 2), Spot(1, 0), Spot(1, 1)]
    assert [layout.row(spot) is None for spot in layout.spots(Spot(0, 0), 9)] == [
        True,
        True,
        False,
        True,
        False,
    ]
    assert layout.hit(Spot(1, 0), 7) == layout.position(Spot(1, 0)) == Position(1, 0)
    assert layout.spot(Position(1, 0)) == Spot(1, 1)


@pytest.mark.parametrize(
    ("before", "after", "spacing", "expected"),
    [
        ("paragraph", "paragraph", 1, 1),
        ("paragraph", "paragraph", 0, 0),
        ("list-item", "list-item", 1, 0),
        ("footnote", "footnote", 1, 0),
        ("list-item", "footnote", 1, 1),
        ("paragraph", "heading", 1, 2),
        ("paragraph", "heading", 0, 2),
        ("heading", "paragraph", 0, 1),
        ("heading", "heading", 1, 1),
        ("paragraph", "heading", 2, 3),
    ],
)
def test_the_blank_rows_between_two_paragraphs(
    before: Kind, after: Kind, spacing: int, expected: int
) -> None:
    assert gap(Paragraph("x", before), Paragraph("y", after), spacing) == expected


@given(paragraphs())
def test_what_leads_the_first_row_is_as_long_as_what_leads_the_others(paragraph: Paragraph) -> None:
    first, rest = leads(paragraph)
    assert len(first) == len(rest)


@pytest.mark.parametrize(
    ("text", "expected"), [("one", 3), ("one  ", 3), ("one \n", 3), ("   ", 0), ("\n", 0), ("one\u00a0", 4)]
)
def test_the_visible_end_is_before_the_spaces_and_the_newline_at_a_rows_end(text: str, expected: int) -> None:
    assert visible_end(text, 0, len(text)) == expected
    assert visible_end("x" + text, 1, 1 + len(text)) == 1 + expected


class CountingMeasure(ScreenMeasure):
    """Counts the texts it was asked about."""

    def __init__(self) -> None:
        self.asked = 0

    def graphemes(self, text: str) -> Iterator[tuple[int, int]]:
        self.asked += 1
        return super().graphemes(text)


def test_only_the_paragraphs_that_are_looked_at_are_laid_out_and_only_once() -> None:
    measure = CountingMeasure()
    layout = Layout(Document([Paragraph("世界") for _ in range(1000)]), 20, measure)
    for _ in range(3):
        layout.spots(Spot(500, 0), 10)
        layout.move(Spot(500, 0), -10)
    assert measure.asked == 10
    assert layout.last_top(10) == Spot(995, 0)
    assert measure.asked == 15


def test_a_layout_forgets_blocks_rather_than_growing_without_end() -> None:
    measure = CountingMeasure()
    layout = Layout(Document([Paragraph("世") for _ in range(20_000)]), 20, measure)
    for index in range(20_000):
        layout.block(index)
    layout.block(19_999)
    assert measure.asked == 20_000
    layout.block(0)
    assert measure.asked == 20_001


def test_a_table_of_many_columns_and_many_rows_is_set_as_text() -> None:
    text = " | ".join("a" * 3000) + "\nb" * 3000
    layout = single(Paragraph(text, "table"), 40)
    rows = [layout.row(spot) for spot in layout.spots(Spot(0, 0), 10_000)]
    assert rows[-1] is not None and rows[-1].end == len(text)
    assert all(row is not None and len(row.pieces) == 1 for row in rows)


@pytest.mark.parametrize("text", ["word " * 40_000, "世界。" * 30_000, "x" * 100_000, "👩‍👩‍👧" * 20_000])
def test_a_very_long_paragraph_is_set_in_pieces_that_read_on(text: str) -> None:
    layout = single(Paragraph(text), 40)
    rows = [layout.row(spot) for spot in layout.spots(Spot(0, 0), 1_000_000)]
    starts = [row.start for row in rows if row]
    ends = [row.end for row in rows if row]
    assert starts[0] == 0 and ends[-1] == len(text) and starts[1:] == ends[:-1]
    for offset in range(0, len(text), len(text) // 50):
        spot = layout.spot(Position(0, offset))
        row = layout.row(spot)
        assert row is not None and row.start <= offset < row.end
        assert layout.move(layout.move(spot, 700), -700) == spot or spot > layout.move(
            layout.last_spot(0), -700
        )
    assert layout.distance(layout.first_spot(0), layout.last_spot(0), 10**9) == len(rows) - 1


def test_jumping_into_a_very_long_paragraph_wraps_a_piece_of_it_only() -> None:
    measure = CountingMeasure()
    layout = Layout(Document([Paragraph("世界 " * 1_000_000)]), 40, measure)
    layout.spots(layout.spot(Position(0, 2_000_000)), 50)
    assert measure.asked <= 3
