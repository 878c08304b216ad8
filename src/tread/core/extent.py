"""How far into an article a position is, and where a fraction of it lies. Pure.

Counted in characters, so that it is right before anything has been wrapped and at any width; every
paragraph counts one more than its characters, so that empty ones count too.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import accumulate

from tread.core.document import Document
from tread.core.position import Position


class Extent:
    """The lengths of an article's paragraphs, summed."""

    def __init__(self, document: Document) -> None:
        lengths = (len(paragraph.text) + 1 for paragraph in document.paragraphs)
        self._ends = array("q", accumulate(lengths))

    @property
    def total(self) -> int:
        """Characters in all."""
        return self._ends[-1] if self._ends else 0

    def before(self, position: Position) -> int:
        """Characters before a position."""
        index = position.paragraph
        return (self._ends[index - 1] if index else 0) + position.offset

    def fraction(self, position: Position) -> float:
        """How much of the article lies before a position, 0 to 1."""
        return min(self.before(position) / self.total, 1.0) if self.total else 0.0

    def position(self, fraction: float) -> Position:
        """The position that so much of the article lies before."""
        if not self._ends:
            return Position(0, 0)
        character = min(max(round(fraction * self.total), 0), self.total - 1)
        paragraph = bisect_right(self._ends, character)
        start = self._ends[paragraph - 1] if paragraph else 0
        return Position(paragraph, character - start)
