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
from tread.core.layout import Layout, Manner, Spot
from tread.core.position import Position, within
from tread.core.row import Piece, Row, gap, item_indent, leads, visible_end
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
cells = st.sampled_from(
    ["", "a", "12", "quick", "世界", "e\u0301", FAMILY, "two words", "many words in a cell"]
)
tables = st.lists(st.lists(cells, min_size=1, max_size=4).map(" | ".join), min_size=1, max_size=4).map(
    "\n".join
)


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    kind: Kind = draw(st.sampled_from(KINDS))
    marker = draw(st.sampled_from(["", "•", "12.", "☐", "[一]"])) if kind in ("list-item", "footnote") else ""
    level = draw(st.integers(1, 3)) if kind in ("heading", "list-item", "quote") else None
    text = "" if kind == "rule" else draw(tables if kind == "table" else plain)
    target = draw(st.sampled_from(["", "images/a.jpg", "世界" * 30])) if kind == "image" else ""
    quoted = draw(st.integers(0, 3)) if kind != "quote" else 0
    sides = draw(st.text("<^> ", max_size=5)) if kind == "table" else ""
    return Paragraph(text, kind, level, marker, target=target, quoted=quoted, sides=sides)


def everywhere(word: str) -> range:
    """Hyphens that divide a word wherever two letters are left on either side."""
    return range(2, len(word) - 1)


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    document = Document(draw(st.lists(paragraphs(), min_size=1, max_size=5)))
    manner = Manner(
        spacing=draw(st.integers(0, 2)),
        indent=draw(st.sampled_from([0, 0, 2, 8])),
        justified=draw(st.booleans()),
        wraps_code=draw(st.booleans()),
    )
    layout = Layout(
        document,
        draw(st.integers(4, 40)),
        MEASURE,
        manner,
        hyphens=draw(st.sampled_from([None, everywhere])),
        heading_rows=draw(st.integers(0, 3)),
    )
    layout.scroll_code(
        Position(draw(st.integers(0, len(document.paragraphs) - 1)), 0), draw(st.integers(0, 30))
    )
    return layout


def single(paragraph: Paragraph, width: int) -> Layout:
    return Layout(Document([paragraph]), width, MEASURE)


def drawn(layout: Layout) -> list[str]:
    """The rows of the first paragraph as they look on the screen, blank rows left out."""
    text = layout.document.paragraphs[0].text
    found: list[str] = []
    for row in layout.block(0).rows:
        screen = [" "] * layout.width
        shown_at = [(0, row.lead), *((piece.x, text[piece.start : piece.end]) for piece in row.pieces)]
        for place, (x, shown) in enumerate(shown_at):
            cell = x
            if place == len(row.pieces):
                shown += row.tail
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


def owners(rows: tuple[Row, ...]) -> list[tuple[int, int]]:
    """The stretches of text that rows show, each once."""
    return list(dict.fromkeys((row.start, row.end) for row in rows))


@given(layouts())
def test_the_rows_of_a_paragraph_partition_its_text(layout: Layout) -> None:
    for index, paragraph in enumerate(layout.document.paragraphs):
        stretches = owners(layout.block(index).rows)
        assert stretches[0][0] == 0 and stretches[-1][1] == len(paragraph.text)
        assert all(before[1] == after[0] for before, after in pairwise(stretches))


@given(layouts())
def test_rows_that_show_one_stretch_together_stand_together(layout: Layout) -> None:
    for index in range(len(layout.document.paragraphs)):
        rows = layout.block(index).rows
        assert [row.start for row in rows] == sorted(row.start for row in rows)
        assert len({start for start, _ in owners(rows)}) == len(owners(rows))


def is_cut(layout: Layout, index: int) -> bool:
    is_code = layout.document.paragraphs[index].kind == "code"
    return is_code and layout.width >= 10 and not layout.manner.wraps_code


@given(layouts())
def test_what_is_in_no_piece_is_white_space_or_parts_two_cells_or_is_cut_off(layout: Layout) -> None:
    for index, paragraph in enumerate(layout.document.paragraphs):
        rows = layout.block(index).rows
        for start, end in owners(rows):
            pieces = sorted(
                piece for row in rows if (row.start, row.end) == (start, end) for piece in row.pieces
            )
            places = [piece.start for piece in pieces] + [end]
            ends = [start] + [piece.end for piece in pieces]
            left_out = [paragraph.text[a:b] for a, b in zip(ends, places, strict=True)]
            if is_cut(layout, index):
                (row,) = [row for row in rows if row.start == start]
                assert (left_out[0] == "") is not row.lead.startswith("‹")
                assert (left_out[1].strip(" \n") == "") is (row.tail == "")
                continue
            if paragraph.kind == "table":
                assert all(between in ("", " | ") or not between.strip(" \n") for between in left_out)
            else:
                assert all(between.strip(" \n") == "" for between in left_out)


@given(layouts())
def test_a_row_is_no_wider_than_the_page_but_for_a_single_grapheme(layout: Layout) -> None:
    for _, row, text in all_rows(layout):
        assert cell_len(row.lead) <= layout.width
        for piece in row.pieces:
            shown = text[piece.start : piece.end]
            tail = row.tail if piece == row.pieces[-1] else ""
            fits = piece.x + cell_len(shown) + cell_len(tail) <= layout.width
            assert fits or len(list(iter_graphemes(shown))) == 1


@given(layouts())
def test_the_pieces_of_a_row_do_not_lie_on_each_other_or_on_the_lead(layout: Layout) -> None:
    for spot, row, text in all_rows(layout):
        for before, after in pairwise(row.pieces):
            assert before.x + MEASURE.cells(text[before.start : before.end]) < after.x
        if row.pieces and layout.document.paragraphs[spot.paragraph].kind != "table":
            assert row.pieces[0].x == cell_len(row.lead)


@given(layouts())
def test_a_position_is_hit_where_it_is_drawn(layout: Layout) -> None:
    for spot, row, text in all_rows(layout):
        for piece in row.pieces:
            for border in borders(text[piece.start : piece.end]):
                position = Position(spot.paragraph, piece.start + border)
                if layout.spot(position) != spot:  # it is the start of a row, or of a cell's row, below
                    assert position.offset == piece.end and layout.spot(position) > spot
                    continue
                assert layout.hit(spot, layout.x(position)) == position


@given(layouts())
def test_every_position_has_a_row_that_shows_its_stretch(layout: Layout) -> None:
    for index, paragraph in enumerate(layout.document.paragraphs):
        for offset in range(len(paragraph.text) + 1):
            row = layout.row(layout.spot(Position(index, offset)))
            assert row is not None and row.start <= offset <= row.end
            assert 0 <= layout.x(Position(index, offset)) <= layout.width + 1


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


@given(layouts())
def test_a_widened_space_hits_the_position_before_it_in_all_its_cells(layout: Layout) -> None:
    for spot, row, text in all_rows(layout):
        if layout.document.paragraphs[spot.paragraph].kind == "table":
            continue
        for before, after in pairwise(row.pieces):
            assert set(text[before.end : after.start]) == {" "}
            for x in range(before.x + MEASURE.cells(text[before.start : before.end]), after.x):
                assert layout.hit(spot, x) == Position(spot.paragraph, before.end)


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
        assert row.start <= layout.position(spot).offset <= row.end
        if row.pieces:
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
        layout.manner,
        hyphens=layout._flow.hyphens,
        heading_rows=layout.heading_rows,
    )
    index, cells = layout.scrolled
    again.scroll_code(Position(max(index, 0), 0), cells)
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
        (Paragraph("a | bcd\nef | g", "table"), 12, ["a  │ bcd", "───┼────", "ef │ g"]),
        (Paragraph("a | b | c\nd", "table"), 12, ["a │ b │ c", "──┼───┼──", "d"]),
        (Paragraph("Title", "heading", 1), 12, ["Title"]),
        (Paragraph("A caption", "image", target="a.png"), 20, ["A caption", "image · a.png"]),
        (Paragraph("", "image", target="images/a.png"), 14, ["image · image…"]),
        (Paragraph("caption", "image"), 14, ["caption"]),
        (Paragraph("x = 1234567\ny", "code"), 10, ["  x = 123›", "  y"]),
        (Paragraph("a | bcde | fghij\nk", "table"), 9, ["a | bcde", "| fghij", "k"]),
        (Paragraph("The quick", "quote", 3), 10, ["The quick"]),
        (Paragraph("The quick brown", "list-item", 1, "•", quoted=1), 14, ["│ • The quick", "│   brown"]),
        (Paragraph("x = 1234567\ny", "code", quoted=2), 14, ["│ │   x = 123›", "│ │   y"]),
        (Paragraph("a | bcd\nef | g", "table", quoted=1), 12, ["│ a  │ bcd", "│ ───┼────", "│ ef │ g"]),
        (Paragraph("A caption", "image", target="a.png", quoted=1), 20, ["│ A caption", "│ image · a.png"]),
        (Paragraph("", "rule", quoted=1), 11, ["│    ───"]),
        (Paragraph("Quick", "heading", 2, quoted=3), 10, ["Quick"]),
        (Paragraph("name | n\na | bcd", "table", sides="^>"), 14, ["name │   n", "─────┼────", " a   │ bcd"]),
        (Paragraph("name | n\na | 9", "table", sides=" <"), 14, ["name │ n", "─────┼──", "a    │ 9"]),
    ],
)
def test_what_a_paragraph_looks_like(paragraph: Paragraph, width: int, expected: list[str]) -> None:
    assert drawn(single(paragraph, width)) == expected


def test_the_pieces_of_a_table_stand_in_columns() -> None:
    first, _, second = single(Paragraph("a | bcd\nef | g", "table"), 12).block(0).rows
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
    layout = Layout(Document([Paragraph("one"), Paragraph("two")]), 20, MEASURE, heading_rows=2)
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


def test_a_chapter_within_an_article_has_a_rule_under_its_heading() -> None:
    headings = [Paragraph("Title", "heading", level) for level in (1, 1, 2)]
    layout = Layout(Document(headings), 12, MEASURE)
    assert [len(layout.block(index).rows) for index in range(3)] == [1, 2, 1]
    assert layout.block(1).rows[1] == Row(0, 5, "─" * 12, ())


def test_lower_headings_and_what_goes_on_with_an_item_are_set_closer_or_apart() -> None:
    item, more = Paragraph("x", "list-item", 1, "•"), Paragraph("y", "list-item", 1)
    assert gap(Paragraph("x"), Paragraph("y", "heading", 3), 1) == 1
    assert (gap(item, item, 1), gap(item, more, 1), gap(more, item, 1)) == (0, 1, 0)


def test_the_bar_of_a_quotation_goes_on_between_its_paragraphs() -> None:
    quotes = [
        Paragraph("a", "quote", 1),
        Paragraph("b", "quote", 2),
        Paragraph("c", "quote", 2),
        Paragraph("d"),
    ]
    layout = Layout(Document(quotes), 30, MEASURE)
    assert [layout.block(index).between for index in range(4)] == ["", "│ ", "│ │ ", ""]
    assert layout.between(Spot(2, 0)) == "│ │ "


def test_the_bar_of_a_quotation_goes_on_to_a_list_and_code_in_it() -> None:
    quoted = [
        Paragraph("a", "quote", 1),
        Paragraph("b", "list-item", 1, "•", quoted=2),
        Paragraph("c", "code", quoted=1),
        Paragraph("d", "code"),
    ]
    layout = Layout(Document(quoted), 30, MEASURE)
    assert [layout.block(index).between for index in range(4)] == ["", "│ ", "│ ", ""]


def test_code_in_a_quotation_scrolls_to_its_own_end() -> None:
    layout = single(Paragraph("x = 1234567890", "code", quoted=1), 14)
    assert drawn(layout) == ["│   x = 12345›"]
    assert layout.scroll_code(Position(0, 0), 100)
    assert drawn(layout) == ["│ ‹ 1234567890"]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([(1, "•"), (2, "•"), (3, "•")], [0, 2, 4]),
        ([(1, "10."), (2, "•"), (2, ""), (1, "")], [0, 4, 6, 4]),
        ([(1, "1."), (1, ""), (2, "3)"), (2, "4)"), (1, "2.")], [0, 3, 3, 3, 0]),
        ([(2, "•"), (1, "")], [2, 2]),
        ([(1, "世."), (2, "•")], [0, 4]),
    ],
)
def test_items_hang_under_the_text_of_the_item_they_belong_to(
    items: list[tuple[int, str]], expected: list[int]
) -> None:
    paragraphs = [Paragraph("word", "list-item", level, marker) for level, marker in items]
    found = [item_indent(paragraphs, index, MEASURE) for index in range(len(items))]
    assert found == expected


def test_an_item_of_another_list_leads_nothing() -> None:
    paragraphs = [Paragraph("a", "list-item", 1, "100."), Paragraph("b"), Paragraph("c", "list-item", 2, "•")]
    assert item_indent(paragraphs, 2, MEASURE) == 2


def test_only_running_text_after_running_text_is_indented() -> None:
    kinds: list[Kind] = ["paragraph", "paragraph", "heading", "paragraph", "quote", "paragraph"]
    texts = [*(Paragraph("word " * 9, kind) for kind in kinds), Paragraph("verse\nverse")]
    layout = Layout(Document(texts), 30, MEASURE, Manner(indent=3))
    firsts = [layout.block(index).rows[0].pieces[0].x for index in range(len(texts))]
    assert firsts == [0, 3, 0, 0, 2, 0, 0]
    assert layout.block(1).rows[1].pieces[0].x == 0


def test_code_is_scrolled_sideways_as_far_as_its_longest_line_and_back() -> None:
    texts = [Paragraph("0123456789abcdef\nxy", "code"), Paragraph("0123456789abcdef", "code")]
    layout = Layout(Document(texts), 12, MEASURE)
    assert not layout.scroll_code(Position(0, 0), -5)
    assert layout.scroll_code(Position(0, 0), 5) and layout.scrolled == (0, 5)
    assert drawn(layout) == ["‹ 56789abcd›", "‹"]
    assert layout.scroll_code(Position(0, 0), 50) and layout.scrolled == (0, 6)
    assert drawn(layout)[0] == "‹ 6789abcdef"
    assert not layout.scroll_code(Position(0, 0), 1)
    assert layout.scroll_code(Position(1, 0), 1) and layout.scrolled == (1, 1)
    assert drawn(layout)[0] == "  012345678›"
    assert not layout.scroll_code(Position(1, 0), 0)


def test_text_and_code_that_is_wrapped_are_not_scrolled_sideways() -> None:
    long = "0123456789abcdef"
    assert not Layout(Document([Paragraph(long)]), 12, MEASURE).scroll_code(Position(0, 0), 1)
    wrapping = Layout(Document([Paragraph(long, "code")]), 12, MEASURE, Manner(wraps_code=True))
    assert not wrapping.scroll_code(Position(0, 0), 1)
    assert drawn(wrapping) == ["  0123456789", "  abcdef"]


@given(st.text("ab 世", min_size=1, max_size=60), st.integers(10, 30), st.data())
def test_what_is_revealed_in_code_is_in_view(text: str, width: int, data: st.DataObject) -> None:
    layout = single(Paragraph(f"first\n{text}", "code"), width)
    layout.scroll_code(Position(0, 0), data.draw(st.integers(0, 40)))
    start = data.draw(st.integers(6, 5 + len(text)))
    while text[start - 6] == " " and start > 6:
        start -= 1
    layout.reveal(within(0, start, start + 1))
    (row,) = [row for row in layout.block(0).rows if row.start == 6]
    if text.strip(" "):
        assert row.pieces[0].start <= start and (start < row.pieces[0].end or not text[start - 6 :].strip())
    assert not layout.reveal(within(0, start, start + 1))


def test_what_is_in_view_in_code_is_not_moved() -> None:
    layout = single(Paragraph("0123456789" * 3, "code"), 20)
    assert not layout.reveal(within(0, 3, 9))
    layout.scroll_code(Position(0, 0), 6)
    assert not layout.reveal(within(0, 8, 18))
    assert layout.reveal(within(0, 3, 9)) and layout.scrolled == (0, 0)
    assert layout.reveal(within(0, 25, 30)) and layout.scrolled == (0, 12)


def test_a_very_long_table_keeps_its_columns_from_part_to_part() -> None:
    text = "\n".join(["Name | Number", *(f"row {number} | {number}" for number in range(5000))])
    layout = single(Paragraph(text, "table"), 40)
    rows = [layout.row(spot) for spot in layout.spots(Spot(0, 0), 1_000_000)]
    assert len(rows) == 5002
    assert {
        row.pieces[1].x + row.pieces[1].end - row.pieces[1].start for row in rows if row and row.pieces
    } == {17}


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
