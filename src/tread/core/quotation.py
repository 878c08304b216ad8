"""Quotations: what is quoted where, from the opening mark to the closing one.

Owns the marks and the rules that tell an opening from a closing one and both from an apostrophe. Pure; for
`tread.core.objects`. Never changes a text, and never looks at a whole article: at one paragraph, or at those
of a quotation that goes on from paragraph to paragraph with an opening mark on each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from tread.core.document import Document
from tread.core.parts import LONGEST_PART
from tread.core.position import Position, Range
from tread.core.selection import has_text

_PAIRS: Final = {
    "“": "”",
    "„": "“”",
    "”": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’",
    "‚": "‘’",
    '"': '"',
    "＂": "＂",
    "'": "'",
    "「": "」",
    "『": "』",
    "﹁": "﹂",
    "﹃": "﹄",
}
"""Opening mark -> the marks that close it. German closes with “ what „ opened; Swedish repeats ”; Danish
turns guillemets round."""

_MARK: Final = re.compile("[“”„«»‹›‘’‚\"＂'「」『』﹁﹂﹃﹄]")
_SINGLE: Final = frozenset("'’")
_ALWAYS_OPEN: Final = frozenset("„‚「『﹁﹃")
_LATER_CLOSING: Final = re.compile(r"[‘]|(?<![\s‘'])['’](?!\w)")
_POSSESSIVE_REACH: Final = 400
_LONGEST_RUN: Final = 100
"""Paragraphs of one quotation that are looked at in either direction."""
_FARTHEST: Final = 5000
"""Paragraphs in which the next quotation is looked for."""


class Quotation(NamedTuple):
    """outer: with its marks. inner: what stands between them."""

    outer: Range
    inner: Range


class _Quoted(NamedTuple):
    """What one paragraph quotes.

    closed: (offset of the opening mark, offset after the closing one). open: (offset, mark) of the opening
    marks that nothing closes.
    """

    closed: tuple[tuple[int, int], ...]
    open: tuple[tuple[int, str], ...]


def quotations(document: Document, place: Range) -> list[Quotation]:
    """The quotations that hold a range, or within whose marks it is, the innermost first."""
    found = []
    if place.start.paragraph == place.end.paragraph:
        index = place.start.paragraph
        text, base = _window(document.paragraphs[index].text, place.start.offset)
        for start, end in _quoted(text).closed:
            outer = Range(Position(index, base + start), Position(index, base + end))
            found.append(Quotation(outer, _inner(outer)))
    if run := _run(document, place.start.paragraph):
        found.append(run)
    holding = [one for one in found if one.outer.contains(place)]
    if place.is_empty and any(one.outer.start == place.start for one in holding):
        # Between two quotations: what begins here is meant, not what ends here.
        holding = [one for one in holding if one.outer.end != place.end]
    return sorted(holding, key=lambda one: (one.outer.start, one.outer.end), reverse=True)


def next_quotation(document: Document, place: Position) -> Quotation | None:
    """The first quotation that begins at a position or later, within some thousand paragraphs."""
    last = min(place.paragraph + _FARTHEST, len(document.paragraphs))
    for index in range(place.paragraph, last):
        for one in _beginning_in(document, index):
            if one.outer.start >= place:
                return one
    return None


def previous_quotation(document: Document, place: Position) -> Quotation | None:
    """The last quotation that ends at a position or earlier, within some thousand paragraphs."""
    first = max(place.paragraph - _FARTHEST, 0)
    for index in range(min(place.paragraph, len(document.paragraphs) - 1), first - 1, -1):
        for one in reversed(_beginning_in(document, index)):
            if one.outer.end <= place:
                return one
    return None


def _beginning_in(document: Document, index: int) -> list[Quotation]:
    """The quotations that begin in a paragraph and are in no other one, in order."""
    paragraph = document.paragraphs[index]
    if not has_text(paragraph) or not _MARK.search(paragraph.text):
        return []
    found = []
    end = 0
    for start, after in _quoted(paragraph.text).closed:
        if start >= end:
            outer = Range(Position(index, start), Position(index, after))
            found.append(Quotation(outer, _inner(outer)))
            end = after
    run = _run(document, index)
    if run is not None:
        # What belongs to it is no quotation of its own.
        found = [one for one in found if not run.outer.contains(one.outer)]
        if run.outer.start.paragraph == index:
            found.append(run)
    return found


def _inner(outer: Range) -> Range:
    start, end = outer
    return Range(start._replace(offset=start.offset + 1), end._replace(offset=end.offset - 1))


def _window(text: str, offset: int) -> tuple[str, int]:
    """What is looked at of a paragraph's text, and where it starts: all of it, unless it is very long."""
    if len(text) <= LONGEST_PART:
        return text, 0
    start = max(offset - LONGEST_PART // 2, 0)
    return text[start : start + LONGEST_PART], start


@lru_cache(maxsize=64)
def _quoted(text: str) -> _Quoted:
    closed: list[tuple[int, int]] = []
    stack: list[tuple[int, str]] = []
    for match in _MARK.finditer(text):
        at, mark = match.start(), match[0]
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        level = _closes(text, at, mark, stack)
        if level is not None:
            closed.append((stack[level][0], at + 1))
            del stack[level:]
        elif mark in _ALWAYS_OPEN or _looks_open(mark, before, after):
            stack.append((at, mark))
    return _Quoted(tuple(sorted(closed)), tuple(stack))


def _closes(text: str, at: int, mark: str, stack: list[tuple[int, str]]) -> int | None:
    """Which of the open marks the one at an offset closes; None when it closes none."""
    level = next((n for n in range(len(stack) - 1, -1, -1) if mark in _PAIRS[stack[n][1]]), None)
    if level is None:
        return None
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if mark in _SINGLE:
        if before.isspace() or after.isalnum() or _is_possessive(text, at):
            return None
    elif mark in '"＂' and before.isspace() and after and not after.isspace():
        # The one before was no opening mark after all: an inch, or a slip.
        del stack[level:]
        return None
    return level


def _is_possessive(text: str, at: int) -> bool:
    """Whether a single mark that could close belongs to "the boys’ bikes": another one closes later."""
    if text[at - 1 : at] not in ("s", "S") or not re.match(r"[ \u00a0]\w", text[at + 1 : at + 3]):
        return False
    later = _LATER_CLOSING.search(text, at + 1, at + 1 + _POSSESSIVE_REACH)
    return later is not None and later[0] != "‘"


def _looks_open(mark: str, before: str, after: str) -> bool:
    """Whether a mark that closes nothing opens something: it does not follow a word, and one follows it."""
    if mark not in _PAIRS:
        return False
    if mark in "“«‹":
        return True
    if mark in "»›":
        return not before.isalnum() and after.isalnum()
    return not (before.isalnum() or before in ".,!?;:") and bool(after) and not after.isspace()


def _run(document: Document, index: int) -> Quotation | None:
    """The quotation of several paragraphs that one of them belongs to."""
    first = last = index
    for before in _neighbours(document, index, -1):
        if not _goes_on(document, before, first):
            break
        first = before
    for after in _neighbours(document, index, 1):
        if not _goes_on(document, last, after):
            break
        last = after
    if first == last:
        return None
    text = document.paragraphs[last].text
    start = len(text) - len(text.lstrip())
    ends = [end for begin, end in _quoted(text).closed if begin == start]
    is_closed = bool(ends)
    end = Position(last, ends[0] if ends else len(text))
    opening = Position(first, _quoted(document.paragraphs[first].text).open[0][0])
    inner = Range(opening._replace(offset=opening.offset + 1), end._replace(offset=end.offset - is_closed))
    return Quotation(Range(opening, end), inner)


def _neighbours(document: Document, index: int, step: int) -> Iterator[int]:
    """The paragraphs with text after one, or before it, that a quotation may reach."""
    place = index + step
    for _ in range(_LONGEST_RUN):
        if not 0 <= place < len(document.paragraphs):
            return
        if document.paragraphs[place].text.strip():
            yield place
        place += step


def _goes_on(document: Document, index: int, after: int) -> bool:
    """Whether a quotation that is open at the end of one paragraph goes on in the next one with text."""
    one, other = document.paragraphs[index], document.paragraphs[after]
    if one.kind != other.kind or max(len(one.text), len(other.text)) > LONGEST_PART:
        return False
    left_open = _quoted(one.text).open
    if not left_open or left_open[0][1] in _SINGLE:
        return False
    mark = left_open[0][1]
    return (
        other.text.lstrip()[:1] in (mark, *_PAIRS[mark])
        if mark in "«»‹›"
        else other.text.lstrip()[:1] == mark
    )
