"""Labels: letters put on things in view, one of which is then chosen by typing. Pure.

Owns which label each thing gets and where it is drawn. Never knows a key or a screen.

    The nearest have one letter:    s̲old by then. d̲etails were few. …
    with more things than letters:  zs, zd, zf … where no label begins with another
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tread.core.in_view import Thing
from tread.core.layout import Layout, Spot
from tread.core.position import Range

LETTERS = "sdfghjklqweriopzcbnm"
"""What labels are made of, the home row first. Letters that act on a selection are left out (a, t, u, v,
x, y), so that after a label such a key acts at once."""


class Label(NamedTuple):
    """A label, what it stands for, and where it is drawn.

    thing: which of the things, as they were given. spot: the row. x: its first cell, from the page's left.
    """

    text: str
    thing: int
    spot: Spot
    x: int


def label_texts(count: int, letters: str = LETTERS) -> list[str]:
    """So many labels, the shortest and best to reach first; as many as there can be, where that is fewer.

    None begins with another, and none is longer than two letters.
    """
    total = len(letters)
    begun = min(max(-(-(count - total) // (total - 1)), 0), total)
    short, first = letters[: total - begun], letters[total - begun :]
    return [*short, *(one + two for one in first for two in letters)][:count]


def nearest_first(things: Sequence[Range], here: Range) -> list[int]:
    """The things' indexes, in the order of how many other things lie between them and `here`.

    things: in the order of the article. What lies at `here` comes first; of two as far, the later one.
    """
    before = [index for index, thing in enumerate(things) if thing.end <= here.start]
    after = [index for index, thing in enumerate(things) if thing.start >= here.end]
    beside = {*before, *after}
    order = [index for index in range(len(things)) if index not in beside]
    before.reverse()
    for step in range(max(len(before), len(after))):
        order += after[step : step + 1] + before[step : step + 1]
    return order


def set_labels(
    layout: Layout, page: Iterable[Spot], things: Sequence[Thing], here: Range, letters: str = LETTERS
) -> list[Label]:
    """Labels for things on the rows of a page, each on the first character of its thing that is drawn.

    things: in the order of the article. One whose first cells another label has taken gets its label
    further right, or none where it is too short.
    """
    wanted = 1 if len(things) <= len(letters) else 2
    taken: dict[Spot, list[int]] = {spot: [] for spot in page}
    places: list[tuple[int, Spot, int]] = []
    for index in nearest_first([thing.range for thing in things], here):
        if len(places) == len(letters) ** 2:
            break
        spot = layout.spot(things[index].start)
        cells = _cells(layout, spot, things[index]) if spot in taken else None
        if cells is None:
            continue
        x, end = cells
        for other in sorted(taken[spot]):
            if other - wanted < x < other + wanted:
                x = other + wanted
        if x < end:
            taken[spot].append(x)
            places.append((index, spot, x))
    texts = label_texts(len(places), letters)
    return [Label(text, *place) for text, place in zip(texts, places, strict=True)]


def labels_at(layout: Layout, things: Sequence[Thing], letters: str = LETTERS) -> list[Label]:
    """Labels for things wherever they are in the article, in their order, each where its thing begins."""
    labels = []
    for index, text in enumerate(label_texts(len(things), letters)):
        spot = layout.spot(things[index].start)
        labels.append(Label(text, index, spot, (_cells(layout, spot, things[index]) or (0, 0))[0]))
    return labels


def _cells(layout: Layout, spot: Spot, thing: Thing) -> tuple[int, int] | None:
    """The cells, first and end, in which a row shows a thing; None where it shows nothing of it."""
    row = layout.row(spot)
    assert row is not None
    start, last = thing.start.offset, thing.range.end
    end = last.offset if last.paragraph == thing.start.paragraph else row.end
    pieces = [piece for piece in row.pieces if piece.start < end and start < piece.end]
    if not pieces:
        return None
    text, cells = layout.document.paragraphs[spot.paragraph].text, layout.measure.cells
    first, final = pieces[0], pieces[-1]
    return (
        first.x + cells(text[first.start : max(start, first.start)]),
        final.x + cells(text[final.start : min(end, final.end)]),
    )


def chosen(labels: Iterable[Label], typed: str) -> Label | None:
    """The label that was typed."""
    return next((label for label in labels if label.text == typed), None)


def begins(labels: Iterable[Label], typed: str) -> bool:
    """Whether what was typed begins a label."""
    return any(label.text.startswith(typed) for label in labels)
