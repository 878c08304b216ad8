"""How far into an article a position is, and where a fraction of it lies. Pure.

Counted in characters, so that it is right before anything has been wrapped and at any width; every
paragraph counts one more than its characters, so that empty ones count too.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from tread.core.document import Document, Paragraph
from tread.core.position import Position


class Extent:
    """The lengths of an article's paragraphs, summed.

    An article that is still being read has an expected total, so that a fraction hardly changes when the
    rest of it comes.
    """

    def __init__(self, document: Document) -> None:
        self._ends = array("q")
        self._expected = 0
        self.add(document.paragraphs)

    @property
    def total(self) -> int:
        """Characters in all; while more are expected, as many as are expected."""
        return max(self.known, self._expected)

    @property
    def known(self) -> int:
        """Characters of the paragraphs that have been read."""
        return self._ends[-1] if self._ends else 0

    @property
    def is_whole(self) -> bool:
        """True unless more paragraphs are expected."""
        return not self._expected

    def add(self, paragraphs: Iterable[Paragraph], expected: int = 0) -> None:
        """More paragraphs have been read; `expected` characters are expected in all, 0 if these are all."""
        before = self.known
        lengths = (len(paragraph.text) + 1 for paragraph in paragraphs)
        self._ends.extend(end + before for end in accumulate(lengths))
        self._expected = expected

    def before(self, position: Position) -> int:
        """Characters before a position."""
        return self.start(position.paragraph) + position.offset

    def start(self, paragraph: int) -> int:
        """Characters before a paragraph."""
        return self._ends[paragraph - 1] if paragraph else 0

    def first_from(self, character: int) -> int:
        """The first paragraph that starts at a character or later; their number when there is none."""
        return min(bisect_left(self._ends, character) + 1, len(self._ends)) if character > 0 else 0

    def at(self, character: int) -> Position:
        """The position that so many characters lie before."""
        paragraph = bisect_right(self._ends, character)
        return Position(paragraph, character - self.start(paragraph))

    def fraction(self, position: Position) -> float:
        """How much of the article lies before a position, 0 to 1."""
        return min(self.before(position) / self.total, 1.0) if self.total else 0.0

    def position(self, fraction: float) -> Position:
        """The position that so much of the article lies before."""
        if not self._ends:
            return Position(0, 0)
        character = min(max(round(fraction * self.total), 0), self.known - 1)
        return self.at(character)
