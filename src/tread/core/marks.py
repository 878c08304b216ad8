"""An article's annotations by where they stand: what to paint, what lies here, what comes next. Pure.

Only annotations whose place is certain are marks; the uncertain, the orphans and the notes on the whole
article are kept apart, so that nothing is ever painted on text that is not its quote.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from tread.core.anchor import Placed
from tread.core.annotation import COLOURS, Annotation
from tread.core.document import Document
from tread.core.overlay import Layer
from tread.core.position import Position, Range

NOTE_ROLE = "noted"
"""The role of a mark without a colour: a note on a range."""


class Mark(NamedTuple):
    """An annotation and the range where it stands in the article as it is."""

    annotation: Annotation
    range: Range

    @property
    def is_bookmark(self) -> bool:
        """Whether it only says where something is: then nothing is painted on the text."""
        return self.annotation.kind == "bookmark"

    @property
    def role(self) -> str:
        """What it is painted as: "highlight-1" to "highlight-5", or "noted"."""
        return role_of(self.annotation)

    @property
    def made(self) -> tuple[datetime, str]:
        """A key that sorts marks by when they were made."""
        return (self.annotation.created, self.annotation.id)


def role_of(annotation: Annotation) -> str:
    """What an annotation is painted as."""
    return NOTE_ROLE if annotation.colour is None else highlight_role(annotation.colour)


def highlight_role(colour: str) -> str:
    """What a highlight of a colour is painted as; one that tread does not know is painted as the first."""
    known: tuple[str, ...] = COLOURS
    return f"highlight-{known.index(colour) + 1 if colour in known else 1}"


class Marks:
    """The annotations of one article, in its order.

    marks: those with a place, in order. on_article: notes on the whole of it.
    lettered: bookmarks by their letter, in its order; of several with one letter the last made.
    astray: the uncertain and the orphans, in the order they once stood.
    """

    def __init__(
        self, document: Document, annotations: Iterable[Annotation], placed: Mapping[str, Placed]
    ) -> None:
        self.on_article: list[Annotation] = []
        self.astray: list[tuple[Annotation, Placed]] = []
        marks: list[Mark] = []
        for annotation in annotations:
            if annotation.anchor is None:
                self.on_article.append(annotation)
                continue
            place = placed[annotation.id]
            if place.range is None or place.state in ("uncertain", "orphan"):
                self.astray.append((annotation, place))
            else:
                marks.append(Mark(annotation, place.range))
        self.marks = sorted(marks, key=_order)
        bookmarks = [mark for mark in self.marks if mark.is_bookmark and mark.annotation.letter]
        bookmarks.sort(key=lambda mark: (mark.annotation.letter, mark.made))
        self.lettered = {mark.annotation.letter: mark for mark in bookmarks}
        self.on_article.sort(key=lambda annotation: annotation.created)
        self.astray.sort(key=lambda pair: (pair[0].anchor.range if pair[0].anchor else _NOWHERE, pair[0].id))
        self._starts = [mark.range.start for mark in self.marks]
        self._by_paragraph: dict[int, list[Mark]] = {}
        for mark in self.marks:
            for index in range(mark.range.start.paragraph, mark.range.end.paragraph + 1):
                self._by_paragraph.setdefault(index, []).append(mark)
        self._document = document

    def in_paragraph(self, index: int) -> list[Mark]:
        """The marks that touch a paragraph, in order."""
        return self._by_paragraph.get(index, [])

    def layers(self, index: int) -> list[Layer]:
        """What to paint on a paragraph, the mark that was made last on top."""
        length = len(self._document.paragraphs[index].text)
        layers = []
        painted = [mark for mark in self.in_paragraph(index) if not mark.is_bookmark]
        for mark in sorted(painted, key=lambda mark: mark.made):
            start = mark.range.start.offset if mark.range.start.paragraph == index else 0
            end = mark.range.end.offset if mark.range.end.paragraph == index else length
            # A note on a whole paragraph has its sign in the margin, which says as much as a line under it.
            if mark.role != NOTE_ROLE or (start, end) != (0, length):
                layers.append(Layer(start, end, mark.role))
        return layers

    def exactly(self, place: Range) -> Mark | None:
        """The mark that stands on exactly this range and is no bookmark, the last made of several."""
        touching = self.touching(place)
        return _newest(mark for mark in touching if mark.range == place and not mark.is_bookmark)

    def here(self, place: Range) -> Mark | None:
        """The mark that a command acts on: on exactly this range, else the smallest around it, else the
        first inside or across it; a bookmark only where there is nothing else."""
        if exact := self.exactly(place):
            return exact
        touching = self.touching(place)
        touching = [mark for mark in touching if not mark.is_bookmark] or touching
        around = [mark for mark in touching if mark.range.contains(place)]
        if around:
            return min(around, key=lambda mark: _length(self._document, mark.range))
        return touching[0] if touching else None

    def touching(self, place: Range) -> list[Mark]:
        """The marks that share a character with a range, in order."""
        found: dict[str, Mark] = {}
        for index in range(place.start.paragraph, place.end.paragraph + 1):
            for mark in self.in_paragraph(index):
                if mark.range.overlaps(place):
                    found.setdefault(mark.annotation.id, mark)
        return list(found.values())

    def joinable(self, place: Range) -> list[Mark]:
        """The highlights of one colour that touch a range, and those of that colour that adjoin them, in
        order; nothing but white space stands between highlights that adjoin. The colour is that of the mark
        that a command would act on; none where that has no colour."""
        here = self.here(place)
        if here is None or here.annotation.colour is None:
            return []
        alike = [mark for mark in self.marks if mark.annotation.colour == here.annotation.colour]
        group = [mark for mark in self.touching(place) if mark.annotation.colour == here.annotation.colour]
        hull = group[0].range
        for mark in group:
            hull = hull.hull(mark.range)
        grows = True
        while grows:
            near = [mark for mark in alike if mark not in group and self._adjoins(hull, mark.range)]
            group += near
            for mark in near:
                hull = hull.hull(mark.range)
            grows = bool(near)
        return sorted(group, key=_order)

    def _adjoins(self, one: Range, other: Range) -> bool:
        first, last = sorted((one, other))
        if last.start <= first.end:
            return True
        if last.start.paragraph - first.end.paragraph > _NEAR_PARAGRAPHS:
            return False
        return not self._document.text_of(Range(first.end, last.start)).strip()

    def after(self, position: Position) -> Mark | None:
        """The first mark that starts after a position."""
        index = bisect_right(self._starts, position)
        return self.marks[index] if index < len(self.marks) else None

    def before(self, position: Position) -> Mark | None:
        """The last mark that starts before a position."""
        index = bisect_left(self._starts, position)
        return self.marks[index - 1] if index else None

    def nearest(self, position: Position) -> int:
        """The index in `marks` of the mark at a position, or the last one that starts before it."""
        return max(bisect_right(self._starts, position) - 1, 0)


_NEAR_PARAGRAPHS = 3
"""Highlights this far apart do not adjoin, whatever stands between them."""
_NOWHERE = Range(Position(0, 0), Position(0, 0))


def _order(mark: Mark) -> tuple[Range, str]:
    return (mark.range, mark.annotation.id)


def _newest(marks: Iterable[Mark]) -> Mark | None:
    return max(marks, key=lambda mark: mark.made, default=None)


def _length(document: Document, place: Range) -> int:
    return sum(part.end.offset - part.start.offset for part in document.slices(place))
