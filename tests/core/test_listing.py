"""The list of an article's annotations: its orders, and how many there are of each colour."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.anchor import ORPHAN, Placed, capture
from tread.core.annotation import Annotation
from tread.core.document import Document, Paragraph
from tread.core.listing import ORDERS, Listing, Order
from tread.core.marks import Astray, Marks

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DOCUMENT = Document([Paragraph(f"Paragraph {number}.") for number in range(6)])


def annotation(name: str, paragraph: int | None, made: int, colour: str | None) -> Annotation:
    anchor = capture(DOCUMENT, DOCUMENT.whole(paragraph)) if paragraph is not None else None
    created = NOON + timedelta(minutes=made)
    return Annotation(name, "highlight" if colour else "note", anchor, created, created, colour)


ALL = (
    annotation("whole", None, 3, None),
    annotation("first", 0, 5, "red"),
    annotation("second", 1, 1, "yellow"),
    annotation("third", 2, 4, None),
    annotation("fourth", 3, 2, "mauve"),
    annotation("fifth", 4, 6, "yellow"),
    annotation("lost", 5, 9, "yellow"),
    annotation("doubtful", 5, 8, "green"),
)


def marks() -> Marks:
    placed = {one.id: Placed("anchored", one.anchor.range) for one in ALL if one.anchor}
    placed["lost"] = ORPHAN
    placed["doubtful"] = Placed("uncertain", DOCUMENT.whole(5))
    return Marks(DOCUMENT, ALL, placed)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("place", "whole first second third fourth fifth"),
        ("time", "fifth first third whole fourth second"),
        ("colour", "second fifth first fourth whole third"),
    ],
)
def test_each_order_lists_all_and_those_without_a_sure_place_at_the_end(order: Order, expected: str) -> None:
    entries = Listing(marks(), order).entries
    assert " ".join(entry.annotation.id for entry in entries) == f"{expected} doubtful lost"
    assert [entry.is_astray for entry in entries] == [False] * 6 + [True] * 2


@given(
    st.sampled_from(ORDERS),
    st.booleans(),
    st.lists(
        st.tuples(st.sampled_from(ALL), st.sampled_from(("red", "blue", None)), st.booleans()), max_size=6
    ),
)
def test_a_list_that_follows_is_the_one_that_would_be_made_anew(
    order: Order, is_filtered: bool, changes: list[tuple[Annotation, str | None, bool]]
) -> None:
    def wanted(one: Annotation) -> bool:
        return not is_filtered or one.colour != "red"

    there = marks()
    listing = Listing(there, order, wanted)
    for one, colour, goes in changes:
        kept = there.where(one.id)
        if goes:
            there.remove(one.id)
        else:
            placed = (
                kept.placed
                if isinstance(kept, Astray)
                else one.anchor and Placed("anchored", one.anchor.range)
            )
            there.put(replace(one, colour=colour), placed)
    listing.follow()
    anew = Listing(there, order, wanted)
    assert listing.entries == anew.entries
    assert list(listing.counts.items()) == list(anew.counts.items())
    assert [listing.index_of(entry.annotation.id) for entry in anew.entries] == [*range(len(anew.entries))]
    assert listing.ids() == anew.ids()


def test_what_is_proposed_for_an_uncertain_one_is_listed_with_it() -> None:
    for order in ORDERS:
        doubtful, lost = Listing(marks(), order).entries[-2:]
        assert (doubtful.range, lost.range) == (DOCUMENT.whole(5), None)


def test_colours_are_counted_in_their_own_order_and_strange_ones_after_them() -> None:
    counts = Listing(marks(), "place").counts
    assert list(counts.items()) == [("yellow", 3), ("green", 1), ("red", 1), ("mauve", 1)]
    assert Listing(Marks(DOCUMENT, (), {}), "place").counts == {}
