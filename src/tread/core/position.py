"""Positions and ranges: where something is in an article. Pure values, imported by everything.

A position is a gap between two characters, so that a range needs no "inclusive or not":

    paragraph 3:   T h e   q u i c k
    offset:       0 1 2 3 4 5 6 7 8 9
    Range(Position(3, 4), Position(3, 9))  is  "quick"

Offsets count code points of the paragraph's plain text. Positions order as the text reads.
"""

from __future__ import annotations

from typing import NamedTuple


class Position(NamedTuple):
    """A gap between two characters.

    paragraph: index into `Document.paragraphs`, from 0.
    offset: code points from the paragraph's start, 0 to the length of its text.
    """

    paragraph: int
    offset: int


class Range(NamedTuple):
    """Two positions, `start` not after `end`, `end` exclusive; may cross paragraphs."""

    start: Position
    end: Position

    @property
    def is_empty(self) -> bool:
        """True when the range holds no character."""
        return self.start == self.end

    def contains(self, other: Range) -> bool:
        """True when `other` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Range) -> bool:
        """True when the two share at least one character (an empty range: when it lies inside)."""
        if self.is_empty or other.is_empty:
            return self.contains(other) or other.contains(self)
        return self.start < other.end and other.start < self.end

    def hull(self, other: Range) -> Range:
        """The smallest range that holds both."""
        return Range(min(self.start, other.start), max(self.end, other.end))


def within(paragraph: int, start: int, end: int) -> Range:
    """The range of one paragraph's characters from offset `start` to offset `end`."""
    return Range(Position(paragraph, start), Position(paragraph, end))
