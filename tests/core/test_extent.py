"""How far into an article a position is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.document import Document, Paragraph
from tread.core.extent import Extent
from tread.core.position import Position

lengths = st.lists(st.integers(0, 2000), min_size=1, max_size=60)


def document(paragraph_lengths: list[int]) -> Document:
    return Document([Paragraph("x" * length) for length in paragraph_lengths])


@given(lengths, st.data())
def test_the_position_at_a_positions_fraction_is_that_position(found: list[int], data: st.DataObject) -> None:
    extent = Extent(document(found))
    paragraph = data.draw(st.integers(0, len(found) - 1))
    position = Position(paragraph, data.draw(st.integers(0, found[paragraph])))
    assert extent.position(extent.fraction(position)) == position


def test_no_position_of_an_article_is_lost_to_rounding() -> None:
    found = [7, 0, 31, 900, 1, 0, 58]
    extent = Extent(document(found))
    for paragraph, length in enumerate(found):
        for offset in range(length + 1):
            position = Position(paragraph, offset)
            assert extent.position(extent.fraction(position)) == position


@given(lengths, st.floats(0, 1))
def test_any_fraction_has_a_position_that_exists(found: list[int], fraction: float) -> None:
    position = Extent(document(found)).position(fraction)
    assert 0 <= position.offset <= found[position.paragraph]


@given(lengths, st.lists(st.floats(0, 1), min_size=2, max_size=5))
def test_a_larger_fraction_lies_no_earlier(found: list[int], fractions: list[float]) -> None:
    extent = Extent(document(found))
    positions = [extent.position(fraction) for fraction in sorted(fractions)]
    assert positions == sorted(positions)
    found_again = [extent.fraction(position) for position in positions]
    assert found_again == sorted(found_again)


@pytest.mark.parametrize(
    ("position", "before"),
    [
        (Position(0, 0), 0),
        (Position(0, 3), 3),
        (Position(1, 0), 4),
        (Position(2, 0), 5),
        (Position(2, 2), 7),
    ],
)
def test_every_paragraph_counts_one_more_than_its_characters(position: Position, before: int) -> None:
    extent = Extent(document([3, 0, 2]))
    assert extent.total == 8
    assert extent.before(position) == before
    assert extent.fraction(position) == before / 8


@pytest.mark.parametrize(
    ("fraction", "position"),
    [(0.0, Position(0, 0)), (1.0, Position(2, 2)), (-0.5, Position(0, 0)), (7.0, Position(2, 2))],
)
def test_a_fraction_beyond_the_ends_is_held_within_the_article(fraction: float, position: Position) -> None:
    assert Extent(document([3, 0, 2])).position(fraction) == position


def test_an_article_without_paragraphs_has_only_its_beginning() -> None:
    extent = Extent(Document([]))
    assert extent.total == 0
    assert extent.fraction(Position(0, 0)) == 0.0
    assert extent.position(0.5) == Position(0, 0)
