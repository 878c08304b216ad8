"""An article's annotations by where they stand: what to paint, what lies here, what comes next. Pure.

Only annotations whose place is certain are marks; the uncertain, the orphans and the notes on the whole
article are kept apart, so that nothing is ever painted on text that is not its quote.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from tread.core.anchor import Placed, State
from tread.core.annotation import COLOURS, Annotation
from tread.core.document import Document
from tread.core.overlay import Layer
from tread.core.position import Position, Range

NOTE_ROLE = "noted"
"""The role of a mark without a colour: a note on a range."""


class Mark(NamedTuple):
    """An annotation and the range where it stands in the article as it is; state: what is known of it."""

    annotation: Annotation
    range: Range
    state: State = "anchored"

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


class Astray(NamedTuple):
    """An annotation whose place is not certain, and what is proposed for it, if anything is."""

    annotation: Annotation
    placed: Placed


_Held = TypeVar("_Held")


def role_of(annotation: Annotation) -> str:
    """What an annotation is painted as."""
    return NOTE_ROLE if annotation.colour is None else highlight_role(annotation.colour)


def highlight_role(colour: str) -> str:
    """What a highlight of a colour is painted as; one that tread does not know is painted as the first."""
    known: tuple[str, ...] = COLOURS
    return f"highlight-{known.index(colour) + 1 if colour in known else 1}"


class Marks:
    """The annotations of one article, in its order. One that changes is put in its place (`put`, `remove`) at
    the cost of that one, however many there are.

    marks: those with a place, in order. on_article: notes on the whole of it.
    astray: the uncertain and the orphans, in the order they once stood.
    log: the ids of those that have changed since all were first put here, for whoever follows.
    """

    def __init__(
        self, document: Document, annotations: Iterable[Annotation], placed: Mapping[str, Placed]
    ) -> None:
        self.on_article: list[Annotation] = []
        self.astray: list[Astray] = []
        self.marks: list[Mark] = []
        self.log: list[str] = []
        self._document = document
        self._where: dict[str, Mark | Astray | Annotation] = {}
        for annotation in annotations:
            kept = _kept(annotation, placed.get(annotation.id))
            self._where[annotation.id] = kept
            if isinstance(kept, Mark):
                self.marks.append(kept)
            elif isinstance(kept, Astray):
                self.astray.append(kept)
            else:
                self.on_article.append(kept)
        self.marks.sort(key=place_key)
        self.on_article.sort(key=_note_key)
        self.astray.sort(key=astray_key)
        self._starts = [mark.range.start for mark in self.marks]
        self._by_paragraph: dict[int, list[Mark]] = {}
        self._bookmarks: dict[str, Mark] = {}
        for mark in self.marks:
            for index in _paragraphs(mark):
                self._by_paragraph.setdefault(index, []).append(mark)
            if mark.annotation.letter and mark.is_bookmark:
                self._bookmarks[mark.annotation.id] = mark

    def __len__(self) -> int:
        """How many annotations there are, whatever is known of their places."""
        return len(self._where)

    def where(self, annotation_id: str) -> Mark | Astray | Annotation | None:
        """The annotation with an id: as a mark, as one astray, or by itself where it is on the whole article;
        None where there is none."""
        return self._where.get(annotation_id)

    def put(self, annotation: Annotation, placed: Placed | None) -> None:
        """Let an annotation stand where it has been placed, in place of what is here of it."""
        self.remove(annotation.id)
        self.log.append(annotation.id)
        kept = self._where[annotation.id] = _kept(annotation, placed)
        if isinstance(kept, Mark):
            index = bisect_left(self.marks, place_key(kept), key=place_key)
            self.marks.insert(index, kept)
            self._starts.insert(index, kept.range.start)
            for paragraph in _paragraphs(kept):
                insort(self._by_paragraph.setdefault(paragraph, []), kept, key=place_key)
            if annotation.letter and kept.is_bookmark:
                self._bookmarks[annotation.id] = kept
        elif isinstance(kept, Astray):
            insort(self.astray, kept, key=astray_key)
        else:
            insort(self.on_article, kept, key=_note_key)

    def remove(self, annotation_id: str) -> None:
        """Take an annotation away, if it is here."""
        kept = self._where.pop(annotation_id, None)
        if kept is None:
            return
        self.log.append(annotation_id)
        if isinstance(kept, Mark):
            del self._starts[_take(self.marks, kept, place_key)]
            for paragraph in _paragraphs(kept):
                _take(self._by_paragraph[paragraph], kept, place_key)
            self._bookmarks.pop(annotation_id, None)
        elif isinstance(kept, Astray):
            _take(self.astray, kept, astray_key)
        else:
            _take(self.on_article, kept, _note_key)

    @property
    def lettered(self) -> dict[str, Mark]:
        """The bookmarks by their letter, in its order; of several with one letter the last made."""
        bookmarks = sorted(self._bookmarks.values(), key=lambda mark: (mark.annotation.letter, mark.made))
        return {mark.annotation.letter: mark for mark in bookmarks}

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
        colour = here.annotation.colour
        group = {
            mark.annotation.id: mark for mark in self.touching(place) if mark.annotation.colour == colour
        }
        hull = here.range
        grows = True
        while grows:
            for mark in group.values():
                hull = hull.hull(mark.range)
            near = {
                mark.annotation.id: mark
                for mark in self._near(hull)
                if mark.annotation.colour == colour and self._adjoins(hull, mark.range)
            }
            grows = not near.keys() <= group.keys()
            group |= near
        return sorted(group.values(), key=place_key)

    def _near(self, place: Range) -> Iterator[Mark]:
        """The marks in the paragraphs of a range and in those next to it."""
        for index in range(
            place.start.paragraph - _NEAR_PARAGRAPHS, place.end.paragraph + _NEAR_PARAGRAPHS + 1
        ):
            yield from self.in_paragraph(index)

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


def place_key(mark: Mark) -> tuple[Range, str]:
    """A key that sorts marks as the article reads."""
    return (mark.range, mark.annotation.id)


def astray_key(astray: Astray) -> tuple[Range, str]:
    """A key that sorts what has no certain place by where it once stood."""
    anchor = astray.annotation.anchor
    return (anchor.range if anchor else _NOWHERE, astray.annotation.id)


def _note_key(annotation: Annotation) -> tuple[datetime, str]:
    return (annotation.created, annotation.id)


def _kept(annotation: Annotation, placed: Placed | None) -> Mark | Astray | Annotation:
    if annotation.anchor is None:
        return annotation
    assert placed is not None, "what has an anchor has been looked for"
    if placed.range is None or placed.state in ("uncertain", "orphan"):
        return Astray(annotation, placed)
    return Mark(annotation, placed.range, placed.state)


def _paragraphs(mark: Mark) -> range:
    return range(mark.range.start.paragraph, mark.range.end.paragraph + 1)


def _take(held: list[_Held], one: _Held, key: Callable[[_Held], Any]) -> int:
    """Take one out of a list that is sorted by a key, which no two share; where it was."""
    index = bisect_left(held, key(one), key=key)
    del held[index]
    return index


def _newest(marks: Iterable[Mark]) -> Mark | None:
    return max(marks, key=lambda mark: mark.made, default=None)


def _length(document: Document, place: Range) -> int:
    return sum(part.end.offset - part.start.offset for part in document.slices(place))
