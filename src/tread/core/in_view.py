"""What of an article is in view: its sentences, words and links there. Pure.

Owns finding the things that labels are put on. Never walks more of the article than is seen, whatever
its length and that of its paragraphs; never knows a key or a screen.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from tread.core import segment
from tread.core.document import Document
from tread.core.layout import Layout, Spot
from tread.core.marks import Marks
from tread.core.parts import LONGEST_PART, parts_of
from tread.core.position import Position, Range, within
from tread.core.selection import has_text

_LONGEST_ADDRESS = 2048
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9])(https?://|www\.|mailto:)"
    r"[^\s<>\"“”„«»‹›`|\\^{}\u3000-\u303f\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]{1,2048}",
    re.IGNORECASE,
)
_ENDS_NO_ADDRESS = ".,;:!?'’‘*_~…"
_BRACKETS = {")": "(", "]": "["}


class Thing(NamedTuple):
    """Something in view that a label can stand for.

    start: the first of its positions that is in view. address: where a link leads: as it is written in
    the article, not checked.
    """

    range: Range
    start: Position
    address: str = ""


def stretches(layout: Layout, spots: Iterable[Spot]) -> list[Range]:
    """What of each paragraph stands on the rows of a page, as ranges within one paragraph, in order."""
    found: dict[int, Range] = {}
    for spot in spots:
        row = layout.row(spot)
        if row is not None and has_text(layout.document.paragraphs[spot.paragraph]):
            place = within(spot.paragraph, row.start, row.end)
            held = found.get(spot.paragraph)
            found[spot.paragraph] = held.hull(place) if held else place
    return list(found.values())


def sentences_in(document: Document, seen: Iterable[Range]) -> list[Thing]:
    """The sentences of which a character is in view."""
    return [thing for stretch in seen for thing in _pieces_in(document, stretch, segment.sentences)]


def words_in(document: Document, seen: Iterable[Range]) -> list[Thing]:
    """The words of which a character is in view."""
    return [thing for stretch in seen for thing in _pieces_in(document, stretch, segment.words)]


def marks_in(marks: Marks, seen: Iterable[Range]) -> list[Thing]:
    """The ranges that are highlighted or have a note, and of which a character is in view."""
    found: dict[Range, Thing] = {}
    for stretch in seen:
        for mark in marks.touching(stretch):
            found.setdefault(mark.range, _thing(mark.range, stretch))
    return sorted(found.values())


def links_in(document: Document, seen: Iterable[Range]) -> list[Thing]:
    """The links of which a character is in view: those that the article made, and addresses that are
    written out in it."""
    return [link for stretch in seen for link in sorted(_links_in(document, stretch))]


def _thing(place: Range, stretch: Range, address: str = "") -> Thing:
    return Thing(place, max(place.start, stretch.start), address)


def _pieces_in(
    document: Document, stretch: Range, pieces: Callable[[str], list[tuple[int, int]]]
) -> Iterator[Thing]:
    index, text = stretch.start.paragraph, document.paragraphs[stretch.start.paragraph].text
    parts = parts_of(text)
    first, last = stretch.start.offset, stretch.end.offset
    for part in range(bisect_right(parts, first) - 1, bisect_left(parts, last)):
        base = parts[part]
        limit = parts[part + 1] if part + 1 < len(parts) else len(text)
        for start, end in pieces(text if limit - base == len(text) else text[base:limit]):
            if base + start < last and first < base + end:
                yield _thing(within(index, base + start, base + end), stretch)


def _links_in(document: Document, stretch: Range) -> list[Thing]:
    index, paragraph = stretch.start.paragraph, document.paragraphs[stretch.start.paragraph]
    start, end = stretch.start.offset, stretch.end.offset
    spans = paragraph.spans
    first = bisect_left(spans, start - LONGEST_PART, key=lambda span: span.start)
    last = bisect_left(spans, end, key=lambda span: span.start)
    links = [
        _thing(within(index, span.start, span.end), stretch, span.href)
        for span in spans[first:last]
        if span.style == "link" and span.href and start < span.end
    ]
    base = max(start - _LONGEST_ADDRESS, 0)
    for a, b in addresses(paragraph.text[base : end + _LONGEST_ADDRESS]):
        written = within(index, base + a, base + b)
        if written.overlaps(stretch) and not any(link.range.overlaps(written) for link in links):
            address = paragraph.text[base + a : base + b]
            links.append(_thing(written, stretch, f"https://{address}" if address[0] in "wW" else address))
    return links


def addresses(text: str) -> list[tuple[int, int]]:
    """Where addresses are written out in a text: (start, end), without what the sentence around them ends
    with or encloses them in."""
    found = []
    for match in _ADDRESS.finditer(text):
        start, end = match.span()
        while end > match.end(1):
            last = text[end - 1]
            opener = _BRACKETS.get(last)
            is_open = opener and text.count(last, start, end) > text.count(opener, start, end)
            if last not in _ENDS_NO_ADDRESS and not is_open:
                break
            end -= 1
        if end > match.end(1):
            found.append((start, end))
    return found
