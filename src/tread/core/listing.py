"""An article's annotations as a list: in which order, and how many there are of each colour. Pure.

Those whose place is not certain stand at the end of every order, apart from the others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Set
from itertools import chain
from typing import Any, Literal, NamedTuple, get_args

from tread.core.anchor import State
from tread.core.annotation import COLOURS, Annotation
from tread.core.marks import Astray, Mark, Marks
from tread.core.position import Range

Order = Literal["place", "time", "colour"]
ORDERS: tuple[Order, ...] = get_args(Order)

_KNOWN: tuple[str, ...] = COLOURS


class Entry(NamedTuple):
    """An annotation in the list; `range` is None where it has no place, and what is proposed where that is
    not certain."""

    annotation: Annotation
    range: Range | None
    state: State

    @property
    def is_astray(self) -> bool:
        """Whether the annotation's place in the article is not certain."""
        return self.state in ("uncertain", "orphan")


class Listing:
    """All annotations of an article in an order, kept as they are at the cost of what changes (`follow`).

    wanted: which of them are listed, by an annotation's own state.
    entries: those, by place, the last made first, or by colour and in it by place.
    """

    def __init__(
        self, marks: Marks, order: Order, wanted: Callable[[Annotation], bool] | None = None
    ) -> None:
        self.marks = marks
        self._seen = len(marks.log)
        self._order = order
        self._wanted = wanted
        kept: Iterable[Mark | Astray | Annotation] = chain(marks.on_article, marks.marks, marks.astray)
        self.entries = [entry for entry in map(_entry, kept) if self._is_wanted(entry.annotation)]
        self._keys = {entry.annotation.id: self._key(entry) for entry in self.entries}
        if order != "place":
            self.entries.sort(key=self._key_of)
        self._colours = Counter(entry.annotation.colour for entry in self.entries)

    def follow(self) -> None:
        """Take over what has changed among the marks since."""
        log, self._seen, seen = self.marks.log, len(self.marks.log), self._seen
        for annotation_id in dict.fromkeys(log[seen:]):
            if (index := self.index_of(annotation_id)) is not None:
                self._colours[self.entries.pop(index).annotation.colour] -= 1
                del self._keys[annotation_id]
            kept = self.marks.where(annotation_id)
            if kept is not None and self._is_wanted((entry := _entry(kept)).annotation):
                self._keys[annotation_id] = key = self._key(entry)
                self.entries.insert(bisect_left(self.entries, key, key=self._key_of), entry)
                self._colours[entry.annotation.colour] += 1

    def index_of(self, annotation_id: str) -> int | None:
        """Where an annotation is in the list; None where it is not listed."""
        key = self._keys.get(annotation_id)
        return None if key is None else bisect_left(self.entries, key, key=self._key_of)

    def ids(self) -> Set[str]:
        """The ids of those that are listed."""
        return self._keys.keys()

    @property
    def counts(self) -> dict[str, int]:
        """How many are listed of each colour that is used, in the order of the colours."""
        found = [
            (colour, number) for colour, number in self._colours.items() if colour is not None and number
        ]
        return dict(sorted(found, key=lambda pair: colour_rank(pair[0])))

    def _is_wanted(self, annotation: Annotation) -> bool:
        return self._wanted is None or self._wanted(annotation)

    def _key_of(self, entry: Entry) -> tuple[Any, ...]:
        return self._keys[entry.annotation.id]

    def _key(self, entry: Entry) -> tuple[Any, ...]:
        """A key that sorts as the list is ordered, and that no two entries share."""
        annotation = entry.annotation
        if entry.is_astray:
            return (_ASTRAY, annotation.anchor and annotation.anchor.range, annotation.id)
        if entry.range is None:
            place: tuple[Any, ...] = (0, annotation.created, annotation.id)
        else:
            place = (1, entry.range, annotation.id)
        if self._order == "time":
            return (0, -annotation.created.timestamp(), *place)
        if self._order == "colour":
            return (0, colour_rank(annotation.colour), *place)
        return place


_ASTRAY = 2
"""The key of those without a certain place begins with this, behind those of all others."""


def _entry(kept: Mark | Astray | Annotation) -> Entry:
    if isinstance(kept, Mark):
        return Entry(kept.annotation, kept.range, kept.state)
    if isinstance(kept, Astray):
        return Entry(kept.annotation, kept.placed.range, kept.placed.state)
    return Entry(kept, None, "anchored")


def colour_rank(colour: str | None) -> tuple[int, str]:
    """A key that sorts colours as the keys 1 to 5 do, then those from elsewhere; none comes last."""
    if colour is None:
        return (len(_KNOWN) + 1, "")
    return (_KNOWN.index(colour), "") if colour in _KNOWN else (len(_KNOWN), colour)
