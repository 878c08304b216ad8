"""What the mouse selects: the character under a cell, and all from where a drag began to there. Pure.

The quick [brown] fox.      pressed twice: the word is the grip
The [quick brown] fox.      dragged back: from the grip to the word under the pointer, both whole
"""

from __future__ import annotations

from typing import NamedTuple

from tread.core import motion
from tread.core.document import Document
from tread.core.layout import Layout, Spot
from tread.core.position import Position, Range
from tread.core.selection import Selection, Unit, selecting

DRAG_UNITS: tuple[Unit, ...] = ("free", "word", "sentence", "paragraph")
"""What a drag can go by; "free" is by character."""
_LONGEST_GRAPHEME = 64


class Grip(NamedTuple):
    """Where a drag began: a character, or a whole word, sentence or paragraph; it moves by the same."""

    range: Range
    unit: Unit


def character_at(layout: Layout, spot: Spot, x: int) -> Range:
    """The character drawn at cell x of a row, with all that joins it; empty past the row's end."""
    start = layout.hit(spot, x)
    row = layout.row(spot)
    if row is None or not any(piece.start <= start.offset < piece.end for piece in row.pieces):
        return Range(start, start)
    text = layout.document.paragraphs[spot.paragraph].text
    length, _ = next(iter(layout.measure.graphemes(text[start.offset : start.offset + _LONGEST_GRAPHEME])))
    return Range(start, start._replace(offset=start.offset + length))


def unit_at(document: Document, character: Range, unit: Unit) -> Range:
    """The word, sentence or paragraph that holds a character; the character itself where there is none."""
    if unit == "free":
        return character
    if unit == "paragraph":
        return document.whole(character.start.paragraph)
    around = motion.word_at if unit == "word" else motion.sentence_at
    found = around(document, character.start, selecting(character, "free"))
    return found.range if found.unit == unit else character


def dragged(document: Document, grip: Grip, character: Range) -> Selection:
    """All from the grip through what is under the pointer, whichever comes first; the grip stays whole."""
    head = unit_at(document, character, grip.unit)
    if head.start >= grip.range.start:
        head = Range(head.start, _not_at_start(document, head.end, grip.range.start.paragraph))
        head = Range(min(head), head.end)
    else:
        head = Range(_not_at_end(document, head.start, grip.range.end.paragraph), head.end)
        head = Range(head.start, max(head))
    return Selection(grip.range, head, grip.unit)


def _not_at_start(document: Document, position: Position, first: int) -> Position:
    """The end of the paragraph before, where a position is at a paragraph's very start."""
    index, offset = position
    while not offset and index > first:
        index -= 1
        offset = len(document.paragraphs[index].text)
    return Position(index, offset)


def _not_at_end(document: Document, position: Position, last: int) -> Position:
    """The start of the paragraph after, where a position is at a paragraph's very end."""
    index, offset = position
    while offset == len(document.paragraphs[index].text) and index < last:
        index, offset = index + 1, 0
    return Position(index, offset)
