"""The list of an article's annotations: its orders, and how many there are of each colour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tread.core.anchor import ORPHAN, Placed, capture
from tread.core.annotation import Annotation
from tread.core.document import Document, Paragraph
from tread.core.listing import ORDERS, Order, counts, listed
from tread.core.marks import Marks

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
    entries = listed(marks(), order)
    assert " ".join(entry.annotation.id for entry in entries) == f"{expected} doubtful lost"
    assert [entry.is_astray for entry in entries] == [False] * 6 + [True] * 2


def test_what_is_proposed_for_an_uncertain_one_is_listed_with_it() -> None:
    for order in ORDERS:
        doubtful, lost = listed(marks(), order)[-2:]
        assert (doubtful.range, lost.range) == (DOCUMENT.whole(5), None)


def test_colours_are_counted_in_their_own_order_and_strange_ones_after_them() -> None:
    assert list(counts(ALL).items()) == [("yellow", 3), ("green", 1), ("red", 1), ("mauve", 1)]
    assert counts(()) == {}
