"""Which entries of two lists are the same ones, told by those that each list has once.

Pure. Patience diff (Bram Cohen, 2003): what is unlike anything else tells the most. Imported by
`core.passage` and `core.lineage`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

Entry = TypeVar("Entry")


class Pairing(Generic[Entry]):
    """Between two lists of paragraphs, told by their texts, or of fingerprints.

    head, tail: how many entries at the start, and at the end, are equal.
    pairs: old index -> new index, of those between that are the same ones; both rise.
    moved: the same, of those that both lists have once and that did not keep their order.
    """

    def __init__(
        self, old: Sequence[Entry], new: Sequence[Entry], text_of: Callable[[Entry], str] = str
    ) -> None:
        """text_of: what two entries have in common that are the same."""
        self._old = old
        self._new = new
        self._text_of = text_of
        self.head, self.tail = self._equal_ends()
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
        once = self._once(self._new, self.head, new_end)
        once_before = self._once(self._old, self.head, old_end)
        both = [(index, once[text]) for text, index in once_before.items() if text in once]
        both.sort()
        frame = _longest_rising(both)
        for old, new in frame:
            while old < old_end and new < new_end and self._is_same(old, new):
                if old in self.pairs:
                    break
                self.pairs[old] = new
                old, new = old + 1, new + 1
        taken = set(self.pairs.values())
        for old, new in frame:
            while old > self.head and new > self.head and self._is_same(old - 1, new - 1):
                old, new = old - 1, new - 1
                if old in self.pairs or new in taken:
                    break
                self.pairs[old] = new
        self.moved = {old: new for old, new in both if old not in self.pairs}

    def _is_same(self, old: int, new: int) -> bool:
        one, other = self._old[old], self._new[new]
        return one is other or self._text_of(one) == self._text_of(other)

    def _equal_ends(self) -> tuple[int, int]:
        """How many entries at the start are equal, and how many of the others at the end."""
        old, new, text_of = self._old, self._new, self._text_of
        shorter = min(len(old), len(new))
        # Most of a long article is here, and calls of `_is_same` would take three times as long.
        head = 0
        while head < shorter:
            one, other = old[head], new[head]
            if one is not other and text_of(one) != text_of(other):
                break
            head += 1
        tail = 0
        while tail < shorter - head:
            one, other = old[-1 - tail], new[-1 - tail]
            if one is not other and text_of(one) != text_of(other):
                break
            tail += 1
        return head, tail

    def _once(self, entries: Sequence[Entry], first: int, end: int) -> dict[str, int]:
        """Text -> index, of the entries that are there once; an empty one tells nothing."""
        found: dict[str, int] = {}
        twice = set()
        for index in range(first, end):
            text = self._text_of(entries[index])
            if text in found:
                twice.add(text)
            found[text] = index
        return {text: index for text, index in found.items() if text and text not in twice}


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
