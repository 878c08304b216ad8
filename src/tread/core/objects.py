"""Text objects: the word, clause, quotation, sentence, paragraph, section or link that holds a range.

Owns growing and shrinking the selection through them, and selecting one by its name, with what surrounds
it or without. Pure functions from a selection to a selection, like those of `tread.core.motion`; never
knows a key or a screen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tread.core import segment
from tread.core.clause import clauses
from tread.core.document import Document
from tread.core.parts import parts_of
from tread.core.position import Position, Range, within
from tread.core.quotation import quotations
from tread.core.selection import Reach, Selection, Unit, has_text, selecting


class _Step(NamedTuple):
    """A range that a selection may grow to, and the unit it then has."""

    unit: Unit
    range: Range


def grow(document: Document, selection: Selection) -> Selection:
    """The smallest object that holds all that is selected and more; `shrink` goes back from it.

    Word, clause, quotation without and with its marks, sentence, paragraph, section, the section around
    that, the article; several words, sentences or paragraphs where the selection touches several.
    """
    place = selection.range
    found: _Step | None = None
    for step in _ladder(document, place):
        if not step.range.contains(place) or step.range == place:
            continue
        if found is None or _length(document, step.range) <= _length(document, found.range):
            found = step
        if found is not None and step.unit in ("paragraph", "section"):
            break  # a section holds its paragraphs, and is looked for only when they are not enough
    if found is None:
        return selection
    return Selection(found.range, found.range, found.unit, grown_from=selection)


def shrink(document: Document, selection: Selection) -> Selection:
    """Back to what the selection grew from; else the largest object within it, at its start."""
    if selection.grown_from is not None:
        return selection.grown_from
    if not document.paragraphs:
        return selection
    place = selection.range
    start = _first_character(document, place)
    inside = [
        step
        for step in _ladder(document, Range(start, start))
        if place.contains(step.range) and step.range != place and not step.range.is_empty
    ]
    best: _Step | None = None
    for step in inside:
        if best is None or step.range.contains(best.range):
            best = step
    return selection if best is None else selecting(best.range, best.unit)


def select_object(document: Document, selection: Selection, unit: Unit, reach: Reach) -> Selection:
    """Select the object of a unit that holds the selection's moving end; a quotation that is selected
    already gives the one around it. The selection stays as it was where there is no such object."""
    place = selection.range if unit in ("quotation", "section") else selection.head
    found = _FINDERS[unit](document, place, reach)
    return selection if found is None else selecting(found, unit)


# The ladder


def _ladder(document: Document, place: Range) -> Iterator[_Step]:
    """Objects around a range, the smaller kinds first; of one kind too the smaller first."""
    if not document.paragraphs:
        return
    for unit in ("word", "clause"):
        if found := _FINDERS[unit](document, place, "inside"):
            yield _Step(unit, found)
    for quotation in quotations(document, place):
        if quotation.inner.contains(place):
            yield _Step("quotation", quotation.inner)
        yield _Step("quotation", quotation.outer)
    if found := _sentence(document, place, "inside"):
        yield _Step("sentence", found)
    yield _Step("paragraph", _paragraph(document, place, "inside"))
    section = place
    while (around := _section_around(document, section)) is not None:
        yield _Step("section", around)
        section = around


def _word(document: Document, place: Range, reach: Reach) -> Range | None:
    found = _hull(document, place, segment.words)
    return _with_space(document, found) if found and reach == "around" else found


def _sentence(document: Document, place: Range, reach: Reach) -> Range | None:
    found = _hull(document, place, segment.sentences)
    return _with_space(document, found) if found and reach == "around" else found


def _clause(document: Document, place: Range, reach: Reach) -> Range | None:
    """The clauses of one sentence that a range touches; None where it touches several sentences."""

    def pieces(text: str) -> list[tuple[int, int]]:
        return [clause for start, end in segment.sentences(text) for clause in clauses(text, start, end)]

    found = _hull(document, place, pieces)
    sentence = _piece(document, place.start, segment.sentences, after=True)
    return found if found is not None and sentence is not None and sentence.contains(found) else None


def _quotation(document: Document, place: Range, reach: Reach) -> Range | None:
    for quotation in quotations(document, place):
        found = quotation.inner if reach == "inside" else quotation.outer
        if found.contains(place) and found != place:
            return found
        if reach == "inside" and quotation.outer.contains(place) and not found.contains(place):
            return found
    return None


def _paragraph(document: Document, place: Range, reach: Reach) -> Range:
    return document.whole(place.start.paragraph).hull(document.whole(_last_paragraph(place)))


def _section(document: Document, place: Range, reach: Reach) -> Range | None:
    """The section around a range, without its heading or with it."""
    section = _section_around(document, place)
    if section is None or reach == "around":
        return section
    first = section.start.paragraph
    if document.paragraphs[first].kind != "heading":
        return section
    after = next(
        (i for i in range(first + 1, section.end.paragraph + 1) if has_text(document.paragraphs[i])), None
    )
    inner = None if after is None else Range(Position(after, 0), section.end)
    return inner if inner is not None and inner.contains(place) and inner != place else section


def _link(document: Document, place: Range, reach: Reach) -> Range | None:
    index = place.start.paragraph
    for span in document.paragraphs[index].spans:
        if span.style == "link" and span.start <= place.start.offset < span.end:
            return within(index, span.start, span.end)
    return None


_FINDERS: dict[Unit, Callable[[Document, Range, Reach], Range | None]] = {
    "word": _word,
    "clause": _clause,
    "quotation": _quotation,
    "sentence": _sentence,
    "paragraph": _paragraph,
    "section": _section,
    "link": _link,
}


# Their bounds


def _last_paragraph(place: Range) -> int:
    """The last paragraph of which a range holds a character."""
    ends_before = place.end.offset == 0 and place.end.paragraph > place.start.paragraph
    return place.end.paragraph - ends_before


def _first_character(document: Document, place: Range) -> Position:
    """Where the first word of a range begins."""
    word = _piece(document, place.start, segment.words, after=True)
    start = word.start if word is not None else place.start
    return start if start < place.end else place.start


def _hull(document: Document, place: Range, pieces: Callable[[str], list[tuple[int, int]]]) -> Range | None:
    """From the first to the last of the pieces that a range touches; None where it touches none."""
    first = _piece(document, place.start, pieces, after=True)
    last = first if place.is_empty else _piece(document, place.end, pieces, after=False)
    if first is None or last is None or first.start > place.end or last.end < place.start:
        return None
    return first.hull(last)


def _piece(
    document: Document, place: Position, pieces: Callable[[str], list[tuple[int, int]]], *, after: bool
) -> Range | None:
    """The piece around a position, else the next one in its paragraph; not `after`: of what ends there."""
    text = document.paragraphs[place.paragraph].text
    parts = parts_of(text)
    part = bisect_right(parts, place.offset if after else max(place.offset - 1, 0)) - 1
    base = parts[part]
    end = parts[part + 1] if part + 1 < len(parts) else len(text)
    found = [(base + a, base + b) for a, b in pieces(text if end - base == len(text) else text[base:end])]
    if after:
        near = next(((a, b) for a, b in found if b > place.offset), None)
    else:
        near = next(((a, b) for a, b in reversed(found) if a < place.offset), None)
    return None if near is None else within(place.paragraph, *near)


def _length(document: Document, place: Range) -> int:
    return sum(part.end.offset - part.start.offset for part in document.slices(place))


def _with_space(document: Document, place: Range) -> Range:
    """A range with the white space after it, or at a paragraph's end with the white space before it."""
    text = document.paragraphs[place.end.paragraph].text
    end = place.end.offset
    while end < len(text) and text[end].isspace():
        end += 1
    if end > place.end.offset:
        return Range(place.start, place.end._replace(offset=end))
    text = document.paragraphs[place.start.paragraph].text
    start = place.start.offset
    while start and text[start - 1].isspace():
        start -= 1
    return Range(place.start._replace(offset=start), place.end)


def _section_around(document: Document, place: Range) -> Range | None:
    """The smallest section that holds a range and more: from a heading to the next of its level or above.

    Before the first heading, and around the highest ones, it is the whole article.
    """
    paragraphs = document.paragraphs
    whole = Range(Position(0, 0), document.whole(len(paragraphs) - 1).end)
    level = 7
    for first in range(place.start.paragraph, -1, -1):
        heading = paragraphs[first]
        if heading.kind != "heading" or (heading.level or 1) >= level:
            continue
        level = heading.level or 1
        last = first
        while last + 1 < len(paragraphs) and not (
            paragraphs[last + 1].kind == "heading" and (paragraphs[last + 1].level or 1) <= level
        ):
            last += 1
        found = Range(Position(first, 0), document.whole(last).end)
        if found.contains(place) and found != place:
            return found
    return whole if whole.contains(place) and whole != place else None
