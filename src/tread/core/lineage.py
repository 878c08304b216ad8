"""Which paragraph of an article was which in an earlier edition, told by their fingerprints alone; and
which earlier editions are worth remembering.

Pure. Imported by `core.resolver` and `store`.

    seen  A B C D E F       A and B are known, and E and F
    now   A B X Y E F       C may have become X, and D Y: their blocks
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property

from tread.core.anchor import is_of
from tread.core.annotation import Anchor
from tread.core.patience import Pairing

MOST_EDITIONS = 8
MOST_FINGERPRINTS = 400_000
"""So many earlier editions are remembered, and so many fingerprints of them all together."""


def worth_remembering(
    editions: Sequence[Sequence[str]], now: Sequence[str], anchors: Iterable[Anchor]
) -> tuple[tuple[str, ...], ...]:
    """The earlier editions, newest first, in which anchors were made that are not of a newer one.

    editions: what is remembered so far, newest first. now: the edition that is not an earlier one.
    """
    homeless = [anchor for anchor in anchors if not is_of(anchor, now)]
    kept: list[tuple[str, ...]] = []
    room = MOST_FINGERPRINTS
    for edition in editions:
        left = [anchor for anchor in homeless if not is_of(anchor, edition)]
        room -= len(edition)
        if len(left) < len(homeless) and room >= 0 and len(kept) < MOST_EDITIONS:
            kept.append(tuple(edition))
            homeless = left
    return tuple(kept)


class Lineage:
    """Between two lists of fingerprints."""

    def __init__(self, seen: Sequence[str], now: Sequence[str]) -> None:
        self.seen = seen
        self._now = now

    @cached_property
    def is_same(self) -> bool:
        """Whether nothing has changed."""
        return tuple(self.seen) == tuple(self._now)

    def same_or_edited(self, index: int) -> int | None:
        """Where a paragraph that was at an index is, or what has become of it where that is told by those
        around it."""
        now = self.now_of(index)
        return self.edited(index) if now is None else now

    def now_of(self, index: int) -> int | None:
        """Where a paragraph that was at an index is, unchanged; None where it is not, or not known."""
        if index < self._pairing.head:
            return index
        if len(self.seen) - self._pairing.tail <= index < len(self.seen):
            return index + len(self._now) - len(self.seen)
        return self._pairing.pairs.get(index)

    def seen_of(self, index: int) -> int | None:
        """Where a paragraph that is at an index was, unchanged; None where it was not, or not known."""
        if index < self._pairing.head:
            return index
        if index >= len(self._now) - self._pairing.tail:
            return index + len(self.seen) - len(self._now)
        return self._seen_of_paired.get(index)

    def block(self, index: int) -> range:
        """The indexes now among which a paragraph that was at an index should be."""
        if (now := self.now_of(index)) is not None:
            return range(now, now + 1)
        _, _, first, last = self._pairing.gap(index)
        return range(first, last)

    def edited(self, index: int) -> int | None:
        """Where a changed paragraph is that stands among as many changed ones as it stood."""
        old, old_end, new, new_end = self._pairing.gap(index)
        return new + index - old if old_end - old == new_end - new else None

    def is_taken(self, index: int) -> bool:
        """Whether a paragraph that is at an index, and is not known, seems to be another one, edited: it
        stands among no more than there were."""
        at = bisect_left(self._paired_now, index)
        new = self._paired_now[at - 1] if at else self._pairing.head - 1
        old = self._seen_of_paired[new] if at else self._pairing.head - 1
        if at < len(self._paired_now):
            new_end = self._paired_now[at]
            old_end = self._seen_of_paired[new_end]
        else:
            new_end = len(self._now) - self._pairing.tail
            old_end = len(self.seen) - self._pairing.tail
        return new_end - new <= old_end - old

    def expected(self, index: int) -> int:
        """Where a paragraph that was at an index should be, whatever has become of it."""
        if (now := self.now_of(index)) is not None:
            return now
        old, old_end, new, new_end = self._pairing.gap(index)
        return new + (index - old) * (new_end - new) // (old_end - old)

    @cached_property
    def _pairing(self) -> Pairing[str]:
        return Pairing(self.seen, self._now)

    @cached_property
    def _seen_of_paired(self) -> dict[int, int]:
        return {new: old for old, new in self._pairing.pairs.items()}

    @cached_property
    def _paired_now(self) -> list[int]:
        return sorted(self._seen_of_paired)
