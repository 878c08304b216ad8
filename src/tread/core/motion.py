"""Motions: where the selection goes next. Pure functions from a selection to a selection.

Owns the rules of moving by word, sentence, paragraph and heading. Never knows a key, a screen or a row.
Anything may import it.

One function serves moving and extending: where the selection is extending, its anchor stays and only
the head moves. A motion that has nowhere to go returns the selection as it was. Paragraphs without
text (rules, blank ones) are never stopped at.

From a coarser unit to a finer one, a motion looks inside first: forward takes the first sentence or
word within the head, backward the last. So a reader gets from a paragraph to its last sentence in one
key. Anything else goes past the head: forward to the first unit that starts at its end or later,
backward to the last one that ends at its start or earlier; a range that is no unit counts as finer.
Just after `v` the anchor already holds what lies inside the head, so there a motion goes past it too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import lru_cache

from tread.core.document import Document
from tread.core.graphemes import whole
from tread.core.parts import parts_of
from tread.core.position import Position, Range, within
from tread.core.selection import Selection, Unit, has_text, selecting

_CACHED_PARAGRAPHS = 64
_COARSENESS: dict[Unit, int] = {
    **dict.fromkeys(("free", "word"), 0),
    **dict.fromkeys(("link", "clause", "quotation"), 1),
    "sentence": 2,
    "paragraph": 3,
    "section": 4,
}

_Pieces = tuple[tuple[int, ...], tuple[int, ...]]
"""The starts and the ends of a paragraph's words or sentences, in code points."""


def _pieces(spans: list[tuple[int, int]]) -> _Pieces:
    return tuple(start for start, _ in spans), tuple(end for _, end in spans)


@lru_cache(maxsize=_CACHED_PARAGRAPHS)
def _sentences(text: str) -> _Pieces:
    from tread.core.segment import sentences  # here, because the first page needs no sentences

    return _pieces(sentences(text))


@lru_cache(maxsize=_CACHED_PARAGRAPHS)
def _words(text: str) -> _Pieces:
    from tread.core.segment import words

    return _pieces(words(text))


def next_paragraph(document: Document, selection: Selection, count: int = 1) -> Selection:
    """To the paragraph after the one that holds the head."""
    return _repeat(_paragraph_after, document, selection, count)


def previous_paragraph(document: Document, selection: Selection, count: int = 1) -> Selection:
    """To the paragraph before the one that holds the head."""
    return _repeat(_paragraph_before, document, selection, count)


def next_sentence(document: Document, selection: Selection, count: int = 1) -> Selection:
    """To the next sentence, or the first one in a selected paragraph."""
    return _repeat(lambda d, s: _forward(d, s, "sentence", _sentences), document, selection, count)


def previous_sentence(document: Document, selection: Selection, count: int = 1) -> Selection:
    """To the previous sentence, or the last one in a selected paragraph."""
    return _repeat(lambda d, s: _backward(d, s, "sentence", _sentences), document, selection, count)


def next_word(document: Document, selection: Selection, count: int = 1) -> Selection:
    """To the next word, or the first one in a selected sentence or paragraph."""
    return _repeat(lambda d, s: _forward(d, s, "word", _words), document, selection, count)


def previous_word(document: Document, selection: Selection, count: int = 1) -> Selection:
    """To the previous word, or the last one in a selected sentence or paragraph."""
    return _repeat(lambda d, s: _backward(d, s, "word", _words), document, selection, count)


def next_heading(document: Document, selection: Selection, count: int = 1) -> Selection:
    """To the next heading after the paragraph that holds the head."""
    return _repeat(_heading_after, document, selection, count)


def previous_heading(document: Document, selection: Selection, count: int = 1) -> Selection:
    """To the nearest heading before the paragraph that holds the head."""
    return _repeat(_heading_before, document, selection, count)


def next_quotation(document: Document, selection: Selection, count: int = 1) -> Selection:
    """To the next quotation, without its marks; from a paragraph or a sentence to the first one in it."""
    return _repeat(_quotation_after, document, selection, count)


def previous_quotation(document: Document, selection: Selection, count: int = 1) -> Selection:
    """To the previous quotation, without its marks; from a paragraph or a sentence to the last one in it."""
    return _repeat(_quotation_before, document, selection, count)


def first_paragraph(document: Document, selection: Selection, count: int = 1) -> Selection:
    """To the first paragraph, or the `count`-th from the top; the last one where there are fewer."""
    return _nth_paragraph(document, selection, range(len(document.paragraphs)), count)


def last_paragraph(document: Document, selection: Selection, count: int = 1) -> Selection:
    """To the last paragraph, or the `count`-th from the end; the first one where there are fewer."""
    return _nth_paragraph(document, selection, range(len(document.paragraphs) - 1, -1, -1), count)


def paragraph_at(document: Document, index: int, selection: Selection) -> Selection:
    """To paragraph `index`; where it has no text, to the nearest one after it, else before it."""
    if not document.paragraphs:
        return selection
    index = min(max(index, 0), len(document.paragraphs) - 1)
    found = _first_with_text(document, range(index, len(document.paragraphs)))
    if found is None:
        found = _first_with_text(document, range(index, -1, -1))
    return selection if found is None else _moved(selection, document.whole(found), "paragraph")


def to_range(document: Document, selection: Selection, target: Range, unit: Unit) -> Selection:
    """To a given range (an annotation, a search hit), cut to what the document holds, and grown to whole
    characters where it would cut one."""
    if not document.paragraphs:
        return selection
    (first, start), (last, end) = document.clamp(target.start), document.clamp(target.end)
    if first == last:
        start, end = whole(document.paragraphs[first].text, start, end)
    else:
        start, _ = whole(document.paragraphs[first].text, start, start)
        _, end = whole(document.paragraphs[last].text, 0, end)
    return _moved(selection, Range(Position(first, start), Position(last, end)), unit)


def _repeat(
    step: Callable[[Document, Selection], Selection], document: Document, selection: Selection, count: int
) -> Selection:
    """A step taken `count` times, or until it goes nowhere."""
    for _ in range(count):
        moved = step(document, selection)
        if moved == selection:
            break
        selection = moved
    return selection


def _moved(selection: Selection, head: Range, unit: Unit) -> Selection:
    """The selection with its head there, and its anchor too unless it is extending."""
    if selection.extending:
        return Selection(selection.anchor, head, unit, extending=True)
    return selecting(head, unit)


def _first_with_text(document: Document, indexes: Iterable[int]) -> int | None:
    paragraphs = document.paragraphs
    return next((index for index in indexes if has_text(paragraphs[index])), None)


def _last_touched(head: Range) -> int:
    """The index of the last paragraph of which a range holds a character."""
    ends_before = head.end.offset == 0 and head.end.paragraph > head.start.paragraph
    return head.end.paragraph - ends_before


def _to_paragraph(document: Document, selection: Selection, indexes: Iterable[int]) -> Selection:
    index = _first_with_text(document, indexes)
    return selection if index is None else _moved(selection, document.whole(index), "paragraph")


def _paragraph_after(document: Document, selection: Selection) -> Selection:
    after = range(_last_touched(selection.head) + 1, len(document.paragraphs))
    return _to_paragraph(document, selection, after)


def _paragraph_before(document: Document, selection: Selection) -> Selection:
    return _to_paragraph(document, selection, range(selection.head.start.paragraph - 1, -1, -1))


def _heading_after(document: Document, selection: Selection) -> Selection:
    after = range(_last_touched(selection.head) + 1, len(document.paragraphs))
    return _to_paragraph(document, selection, _headings(document, after))


def _heading_before(document: Document, selection: Selection) -> Selection:
    before = range(selection.head.start.paragraph - 1, -1, -1)
    return _to_paragraph(document, selection, _headings(document, before))


def _quotation_after(document: Document, selection: Selection) -> Selection:
    from tread.core.quotation import next_quotation  # here, because its patterns take a while

    head = selection.head
    place = head.start if _looks_inside(selection, "quotation") else head.end
    found = next_quotation(document, place)
    return selection if found is None else _moved(selection, found.inner, "quotation")


def _quotation_before(document: Document, selection: Selection) -> Selection:
    from tread.core.quotation import previous_quotation

    head = selection.head
    place = head.end if _looks_inside(selection, "quotation") else head.start
    found = previous_quotation(document, place)
    return selection if found is None else _moved(selection, found.inner, "quotation")


def _headings(document: Document, indexes: range) -> Iterable[int]:
    return (index for index in indexes if document.paragraphs[index].kind == "heading")


def _nth_paragraph(document: Document, selection: Selection, indexes: range, count: int) -> Selection:
    found = None
    for index in indexes:
        if count < 1:
            break
        if has_text(document.paragraphs[index]):
            found, count = index, count - 1
    return selection if found is None else _moved(selection, document.whole(found), "paragraph")


def _looks_inside(selection: Selection, unit: Unit) -> bool:
    """Whether a motion by `unit` starts within the head rather than past it."""
    just_extended = selection.extending and selection.anchor.contains(selection.head)
    return _COARSENESS[selection.unit] > _COARSENESS[unit] and not just_extended


def _forward(
    document: Document, selection: Selection, unit: Unit, pieces: Callable[[str], _Pieces]
) -> Selection:
    head = selection.head
    place = head.start if _looks_inside(selection, unit) else head.end
    target = _piece_from(document, place, pieces)
    return selection if target is None else _moved(selection, target, unit)


def _backward(
    document: Document, selection: Selection, unit: Unit, pieces: Callable[[str], _Pieces]
) -> Selection:
    head = selection.head
    place = head.end if _looks_inside(selection, unit) else head.start
    target = _piece_until(document, place, pieces)
    return selection if target is None else _moved(selection, target, unit)


def _piece_from(document: Document, place: Position, pieces: Callable[[str], _Pieces]) -> Range | None:
    """The first word or sentence that starts at `place` or later."""
    for index in range(place.paragraph, len(document.paragraphs)):
        if not has_text(document.paragraphs[index]):
            continue
        text = document.paragraphs[index].text
        least = place.offset if index == place.paragraph else 0
        parts = parts_of(text)
        for part in range(bisect_right(parts, least) - 1, len(parts)):
            base, starts, ends = _pieces_of_part(text, parts, part, pieces)
            number = bisect_left(starts, least - base)
            if number < len(starts):
                return within(index, base + starts[number], base + ends[number])
    return None


def _piece_until(document: Document, place: Position, pieces: Callable[[str], _Pieces]) -> Range | None:
    """The last word or sentence that ends at `place` or earlier."""
    for index in range(min(place.paragraph, len(document.paragraphs) - 1), -1, -1):
        if not has_text(document.paragraphs[index]):
            continue
        text = document.paragraphs[index].text
        most = place.offset if index == place.paragraph else len(text)
        parts = parts_of(text)
        for part in range(bisect_right(parts, most) - 1, -1, -1):
            base, starts, ends = _pieces_of_part(text, parts, part, pieces)
            number = bisect_right(ends, most - base) - 1
            if number >= 0:
                return within(index, base + starts[number], base + ends[number])
    return None


def _pieces_of_part(
    text: str, parts: tuple[int, ...], part: int, pieces: Callable[[str], _Pieces]
) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """Where a part of a text starts, and the starts and ends of its words or sentences from there."""
    base = parts[part]
    end = parts[part + 1] if part + 1 < len(parts) else len(text)
    starts, ends = pieces(text if end - base == len(text) else text[base:end])
    return base, starts, ends


def word_at(document: Document, position: Position, selection: Selection) -> Selection:
    """Select the word at a position, or its paragraph where there is none; for a double click."""
    return _piece_at(document, position, selection, "word", _words)


def sentence_at(document: Document, position: Position, selection: Selection) -> Selection:
    """Select the sentence at a position, or its paragraph where there is none; for a triple click."""
    return _piece_at(document, position, selection, "sentence", _sentences)


def _piece_at(
    document: Document,
    position: Position,
    selection: Selection,
    unit: Unit,
    pieces: Callable[[str], _Pieces],
) -> Selection:
    text = document.paragraphs[position.paragraph].text
    parts = parts_of(text)
    part = bisect_right(parts, position.offset) - 1
    base, starts, ends = _pieces_of_part(text, parts, part, pieces)
    number = bisect_right(starts, position.offset - base) - 1
    if number >= 0 and position.offset < base + ends[number]:
        found = within(position.paragraph, base + starts[number], base + ends[number])
        return to_range(document, selection, found, unit)
    return paragraph_at(document, position.paragraph, selection)
