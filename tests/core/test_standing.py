"""What is at the top of a page, found again at the same width and at another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tread.core.document import Document, Paragraph
from tread.core.layout import Layout, Manner, Spot
from tread.core.position import Position
from tread.core.standing import START, Top, spot_of, top_at
from tread.tui.measure import ScreenMeasure

texts = st.lists(st.sampled_from(["a word ", "世界", "longer-than-a-row ", ""]), max_size=12).map("".join)
documents = st.lists(texts.map(Paragraph), min_size=1, max_size=6).map(Document)
widths = st.integers(8, 30)


def layout_of(document: Document, width: int, heading_rows: int = 3) -> Layout:
    return Layout(document, width, ScreenMeasure(), Manner(spacing=2), heading_rows=heading_rows)


def all_spots(layout: Layout) -> list[Spot]:
    return layout.spots(Spot(0, 0), 10_000)


@given(documents, widths, st.data())
def test_every_row_is_found_again_at_the_same_width(
    document: Document, width: int, data: st.DataObject
) -> None:
    layout = layout_of(document, width)
    spot = data.draw(st.sampled_from(all_spots(layout)))
    assert spot_of(layout, top_at(layout, spot)) == spot


@given(documents, widths, widths, st.data())
def test_at_another_width_the_word_at_the_top_is_in_the_first_row(
    document: Document, width: int, other: int, data: st.DataObject
) -> None:
    layout = layout_of(document, width)
    spot = data.draw(st.sampled_from(all_spots(layout)))
    top = top_at(layout, spot)
    wider = layout_of(document, other, heading_rows=5)
    found = spot_of(wider, top)
    if top.above:
        assert (found.paragraph == spot.paragraph and wider.row(found) is None) or found == Spot(0, 0)
    else:
        assert found == wider.spot(top.position)


def test_the_start_shows_the_whole_heading_however_many_rows_it_takes() -> None:
    document = Document([Paragraph("text")])
    assert top_at(layout_of(document, 20, heading_rows=2), Spot(0, 0)) == START
    assert spot_of(layout_of(document, 20, heading_rows=5), START) == Spot(0, 0)


def test_a_place_past_the_end_of_a_shortened_article_is_its_end() -> None:
    layout = layout_of(Document([Paragraph("text"), Paragraph("end")]), 20)
    assert spot_of(layout, Top(Position(90, 4))) == layout.last_spot(1)


def test_a_page_that_begins_between_two_lines_of_a_table_is_found_again() -> None:
    table = "Source | Weak on\nEyewitness | numbers, times and faces\nPhotograph | when"
    layout = layout_of(Document([Paragraph(table, "table"), Paragraph("word")]), 24)
    for spot in all_spots(layout)[1:]:
        assert spot_of(layout, top_at(layout, spot)) == spot
    assert spot_of(layout_of(layout.document, 80), Top(Position(0, len(table)), -9)).paragraph == 0
