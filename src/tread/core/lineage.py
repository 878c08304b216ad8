"""Which paragraph of an article was which when it was last seen, told by their fingerprints alone.

Pure. Imported by `core.resolver`.

    seen  A B C D E F       A and B are known, and E and F
    now   A B X Y E F       C may have become X, and D Y: their blocks
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from tread.core.patience import Pairing


class Lineage:
    """Between two lists of fingerprints."""

    def __init__(self, seen: Sequence[str], now: Sequence[str]) -> None:
        self._seen = seen
        self._now = now

    def now_of(self, index: int) -> int | None:
        """Where a paragraph that was at an index is, unchanged; None where it is not, or not known."""
        if index < self._pairing.head:
            return index
        if len(self._seen) - self._pairing.tail <= index < len(self._seen):
            return index + len(self._now) - len(self._seen)
        return self._pairing.pairs.get(index)

    def seen_of(self, index: int) -> int | None:
        """Where a paragraph that is at an index was, unchanged; None where it was not, or not known."""
        if index < self._pairing.head:
            return index
        if index >= len(self._now) - self._pairing.tail:
            return index + len(self._seen) - len(self._now)
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
            old_end = len(self._seen) - self._pairing.tail
        return new_end - new <= old_end - old

    def expected(self, index: int) -> int:
        """Where a paragraph that was at an index should be, whatever has become of it."""
        if (now := self.now_of(index)) is not None:
            return now
        old, old_end, new, new_end = self._pairing.gap(index)
        return new + (index - old) * (new_end - new) // (old_end - old)

    @cached_property
    def _pairing(self) -> Pairing:
        return Pairing(self._seen, self._now)

    @cached_property
    def _seen_of_paired(self) -> dict[int, int]:
        return {new: old for old, new in self._pairing.pairs.items()}

    @cached_property
    def _paired_now(self) -> list[int]:
        return sorted(self._seen_of_paired)
