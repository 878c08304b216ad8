"""Positions and ranges: order, and what contains, overlaps and holds what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.position import Position, Range, within

positions = st.builds(Position, st.integers(0, 2), st.integers(0, 4))
ranges = st.tuples(positions, positions).map(lambda pair: Range(min(pair), max(pair)))


def gaps(span: Range) -> set[tuple[int, int]]:
    """The characters of a range, were every paragraph five characters and a newline long."""
    return {divmod(place, 6) for place in range(_place(span.start), _place(span.end))}


def _place(position: Position) -> int:
    return position.paragraph * 6 + position.offset


@given(st.lists(positions))
def test_positions_order_as_the_text_reads(found: list[Position]) -> None:
    assert sorted(found) == sorted(found, key=_place)


@given(ranges, ranges)
def test_a_range_contains_another_that_starts_and_ends_inside_it(first: Range, second: Range) -> None:
    inside = first.start <= second.start and second.end <= first.end
    assert first.contains(second) == inside
    assert not first.contains(second) or gaps(second) <= gaps(first)


@given(ranges, ranges)
def test_ranges_overlap_when_they_share_a_character(first: Range, second: Range) -> None:
    assert first.overlaps(second) == second.overlaps(first)
    if not first.is_empty and not second.is_empty:
        assert first.overlaps(second) == bool(gaps(first) & gaps(second))


@given(ranges, ranges)
def test_the_hull_is_the_smallest_range_that_holds_both(first: Range, second: Range) -> None:
    hull = first.hull(second)
    assert hull.contains(first) and hull.contains(second)
    assert hull.start in (first.start, second.start) and hull.end in (first.end, second.end)
    assert hull == second.hull(first)


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        (within(0, 0, 4), within(0, 4, 6), False),
        (within(0, 0, 4), within(0, 3, 6), True),
        (within(0, 2, 2), within(0, 0, 4), True),
        (within(0, 4, 4), within(0, 0, 4), True),
        (within(0, 5, 5), within(0, 0, 4), False),
        (within(0, 2, 2), within(0, 2, 2), True),
        (within(0, 0, 4), within(1, 0, 4), False),
        (Range(Position(0, 3), Position(2, 1)), within(1, 0, 4), True),
    ],
)
def test_touching_is_not_overlapping_but_an_empty_range_counts_inside(
    first: Range, second: Range, overlap: bool
) -> None:
    assert first.overlaps(second) is overlap


def test_a_range_is_empty_when_it_holds_no_character() -> None:
    assert within(1, 3, 3).is_empty
    assert not within(1, 3, 4).is_empty
    assert not Range(Position(0, 3), Position(1, 3)).is_empty
