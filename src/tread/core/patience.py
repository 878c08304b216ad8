"""Which entries of two lists are the same ones, told by those that each list has once.

Pure. Patience diff (Bram Cohen, 2003): what is unlike anything else tells the most. Imported by
`core.passage` and `core.lineage`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence


class Pairing:
    """Between two lists of texts, or of fingerprints.

    head, tail: how many entries at the start, and at the end, are equal.
    pairs: old index -> new index, of those between that are the same ones; both rise.
    moved: the same, of those that both lists have once and that did not keep their order.
    """

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._old = old
        self._new = new
        self.head, self.tail = _equal_ends(old, new)
        self.pairs: dict[int, int] = {}
        self.moved: Mapping[int, int] = {}
        self._pair()
        self._paired = sorted(self.pairs)

    def gap(self, old: int) -> tuple[int, int, int, int]:
        """The unpaired entries around one: first and end in the old list, first and end in the new."""
        place = bisect_left(self._paired, old)
        first, new_first = self.head, self.head
        last, new_last = len(self._old) - self.tail, len(self._new) - self.tail
        if place:
            first = self._paired[place - 1] + 1
            new_first = self.pairs[first - 1] + 1
        if place < len(self._paired):
            last = self._paired[place]
            new_last = self.pairs[last]
        return first, last, new_first, new_last

    def _pair(self) -> None:
        """The most that keep their order are the frame; equal neighbours join it."""
        old_end, new_end = len(self._old) - self.tail, len(self._new) - self.tail
        once = _once(self._new, self.head, new_end)
        both = [
            (i, once[entry]) for entry, i in _once(self._old, self.head, old_end).items() if entry in once
        ]
        both.sort()
        frame = _longest_rising(both)
        for old, new in frame:
            while old < old_end and new < new_end and self._old[old] == self._new[new]:
                if old in self.pairs:
                    break
                self.pairs[old] = new
                old, new = old + 1, new + 1
        taken = set(self.pairs.values())
        for old, new in frame:
            while old > self.head and new > self.head and self._old[old - 1] == self._new[new - 1]:
                old, new = old - 1, new - 1
                if old in self.pairs or new in taken:
                    break
                self.pairs[old] = new
        self.moved = {old: new for old, new in both if old not in self.pairs}


def _equal_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many entries at the start are equal, and how many of the others at the end."""
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail


def _once(entries: Sequence[str], first: int, end: int) -> dict[str, int]:
    """Entry -> index, of those that are there once; an empty one tells nothing."""
    found: dict[str, int] = {}
    twice = set()
    for index in range(first, end):
        entry = entries[index]
        if entry in found:
            twice.add(entry)
        found[entry] = index
    return {entry: index for entry, index in found.items() if entry and entry not in twice}


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most of the pairs, by rising first value, whose second values rise too (patience sorting)."""
    tops: list[int] = []
    places: list[int] = []
    before: list[int | None] = []
    for place, (_, new) in enumerate(pairs):
        pile = bisect_left(tops, new)
        before.append(places[pile - 1] if pile else None)
        if pile == len(tops):
            tops.append(new)
            places.append(place)
        else:
            tops[pile], places[pile] = new, place
    rising: list[tuple[int, int]] = []
    at = places[-1] if places else None
    while at is not None:
        rising.append(pairs[at])
        at = before[at]
    return rising[::-1]
