"""Where a position of one edition of an article stands in the next: the file has changed under its reader.

A reader's place and selection pass over with it, for which "near" is good enough; where an annotation
stands is never decided here but by `tread.core.resolver`. Pure; made by a worker, asked by the screen.

    old   A B C  D   E F        paragraphs at both ends that are equal
    new   A B    D'  X E F      one that is unlike any: C; one edited: D to D'
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from tread.core.document import Document, Paragraph
from tread.core.patience import Pairing
from tread.core.position import Position, Range, within
from tread.core.selection import Selection, has_text, selecting
from tread.core.standing import START, Standing

_CONTEXTS = (24, 12, 6)
"""So many characters beside a position are looked for in an edited paragraph, the most first."""
_LIKENESS_PARAGRAPHS = 40
_LIKENESS_CHARACTERS = 2_000
_ALIKE = 0.3
"""The share of an edited paragraph's words that one has to have to be taken for it."""


class Passage:
    """From one edition of an article to the next.

    head, tail: how many paragraphs at the start, and at the end, are the same in both.
    """

    def __init__(self, old: Sequence[Paragraph], new: Document) -> None:
        self._old = old
        self._document = new
        self._new = new.paragraphs
        self._pairing = Pairing(old, new.paragraphs, lambda paragraph: paragraph.text)
        self.head, self.tail = self._pairing.head, self._pairing.tail

    @property
    def is_same(self) -> bool:
        """Whether both editions have the same text."""
        return self.head == len(self._old) == len(self._new)

    @property
    def only_adds(self) -> bool:
        """Whether the new edition is the old one with more at its end."""
        return self.head == len(self._old) < len(self._new)

    def position(self, position: Position) -> Position:
        """Where the word after a position stands; where it is gone, what is nearest to it."""
        return self._position(position, is_end=False)

    def range(self, span: Range) -> Range:
        """Where the words of a range stand; where they are gone, what is left around them, maybe nothing."""
        start, end = self._position(span.start, is_end=False), self._position(span.end, is_end=True)
        found = Range(start, max(start, end))
        if self._says(span, found) or span.start.paragraph != span.end.paragraph:
            return found
        words = self._old[span.start.paragraph].text[span.start.offset : span.end.offset]
        text = self._new[start.paragraph].text if self._new else ""
        place = _nearest(text, words, start.offset, 0, len(text)) if words else None
        return found if place is None else within(start.paragraph, place, place + len(words))

    def keeps(self, span: Range) -> bool:
        """Whether the words of a range still stand where `range` says."""
        return self._says(span, self.range(span))

    def selection(self, selection: Selection) -> Selection:
        """The selection of the same words; where they are gone, of the paragraph nearest to them."""
        if not self._new:
            return selecting(within(0, 0, 0), "paragraph")
        if selection.unit != "paragraph" or selection.extending:
            anchor, head = self.range(selection.anchor), self.range(selection.head)
            if not head.is_empty and not anchor.is_empty:
                return replace(selection, anchor=anchor, head=head)
        here = self.position(selection.head.start).paragraph
        return selecting(self._document.whole(self._with_text(here)), "paragraph")

    def standing(self, standing: Standing) -> Standing:
        """The same words selected, and the page beginning with the same word."""
        top = standing.top
        if top is not None and top != START:
            top = top._replace(position=self.position(top.position))
        return Standing(self.selection(standing.selection), top)

    # Paragraphs

    def _pair(self, old: int) -> int | None:
        """The index of the same paragraph in the new edition, edited or moved; None when it is gone."""
        if old < self.head:
            return old
        if old >= len(self._old) - self.tail:
            return old + len(self._new) - len(self._old)
        if (same := self._pairing.pairs.get(old, self._pairing.moved.get(old))) is not None:
            return same
        first, last, new_first, new_last = self._pairing.gap(old)
        if last - first == new_last - new_first:
            return new_first + old - first
        near = new_first + old - first
        candidates = range(
            max(new_first, near - _LIKENESS_PARAGRAPHS), min(new_last, near + _LIKENESS_PARAGRAPHS)
        )
        words = _words(self._old[old].text)
        alike = [(_alike(words, _words(self._new[index].text)), -abs(index - near)) for index in candidates]
        if not alike or max(alike)[0] < _ALIKE:
            return None
        return candidates[alike.index(max(alike))]

    def _with_text(self, index: int) -> int:
        """The nearest paragraph that can be selected, from one on."""
        for distance in range(len(self._new)):
            for near in (index + distance, index - distance):
                if 0 <= near < len(self._new) and has_text(self._new[near]):
                    return near
        return index

    # Characters

    def _position(self, position: Position, *, is_end: bool) -> Position:
        if not self._new:
            return Position(0, 0)
        old = min(position.paragraph, len(self._old) - 1)
        if old < 0:
            return Position(0, 0)
        pair = self._pair(old)
        if pair is None:
            first, _, new_first, new_last = self._pairing.gap(old)
            index = min(new_first + old - first, new_last)
            if index < len(self._new):
                return Position(index, 0)
            return Position(len(self._new) - 1, len(self._new[-1].text))
        text = self._new[pair].text
        return Position(pair, _offset(self._old[old].text, text, position.offset, is_end=is_end))

    def _says(self, span: Range, found: Range) -> bool:
        """Whether two ranges, one in each edition, have the same words."""
        size = span.end.paragraph - span.start.paragraph
        if size != found.end.paragraph - found.start.paragraph or not self._new:
            return False
        old = Document(self._old[span.start.paragraph : span.end.paragraph + 1])
        here = Range(Position(0, span.start.offset), Position(size, span.end.offset))
        return old.text_of(here) == self._document.text_of(found)


def _words(text: str) -> set[str]:
    return set(text[:_LIKENESS_CHARACTERS].split())


def _alike(one: set[str], other: set[str]) -> float:
    """The share of words that two texts have in common, 0 to 1."""
    return len(one & other) / max(len(one), len(other), 1)


def _offset(old: str, new: str, offset: int, *, is_end: bool) -> int:
    """Where an offset of a paragraph stands after the paragraph was edited.

    is_end: the offset ends a range, so that it belongs to the characters before it.
    """
    if old == new:
        return offset
    shorter = min(len(old), len(new))
    head = _common(shorter, lambda size: new.startswith(old[:size]))
    if offset <= head:
        return offset
    tail = _common(shorter - head, lambda size: new.endswith(old[len(old) - size :]))
    if offset >= len(old) - tail:
        return len(new) - (len(old) - offset)
    for size in _CONTEXTS:
        words = old[max(offset - size, 0) : offset] if is_end else old[offset : offset + size]
        reach = len(words) if is_end else 0
        found = _nearest(new, words, offset - reach, max(head - size, 0), len(new)) if words else None
        if found is not None:
            return found + reach
    return min(offset, len(new) - tail)


def _common(most: int, is_common: Callable[[int], bool]) -> int:
    """The largest size up to `most` that holds, where every smaller one holds too."""
    return bisect_right(range(1, most + 1), 0, key=lambda size: 0 if is_common(size) else 1)


def _nearest(text: str, words: str, offset: int, first: int, end: int) -> int | None:
    """Where words stand in text[first:end], nearest to an offset."""
    after = text.find(words, max(offset, first), end)
    before = text.rfind(words, first, min(max(offset, first) + len(words), end))
    found = [place for place in (after, before) if place >= 0]
    return min(found, key=lambda place: abs(place - offset), default=None)
