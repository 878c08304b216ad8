"""Running text set into rows: a first row that is indented, words divided, both edges even.

Where rows may end is for `wrap` to say; here a row that it leaves too short takes the beginning of the
next word, with a hyphen that is not part of the text, and the spaces of a row are widened until it is
full. A row that would need spaces that wide that they run down the page as rivers stays ragged, and so
do the last row of a paragraph and the rows before a line break. Pure; imported by `layout`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from tread.core.document import Paragraph
from tread.core.row import Piece, Row, visible_end
from tread.core.width import Measure, is_narrow
from tread.core.wrap import wrap

Hyphens = Callable[[str], Sequence[int]]
"""Where a word may be divided: offsets in it, in order."""

WIDEST_SPACE = 3
"""Cells that no space of a justified row is wider than."""
_LOOSE = 0.6
"""Cells that a justified row's spaces may gain on average before a word is divided instead."""
_ROOM = 6
"""Cells that a ragged row may miss before a word is divided instead."""
_LADDER = 2
"""Rows in succession that may end in a hyphen."""
_SHORTEST = 5
"""Letters of a word that is divided, at the least."""

_SPACES = re.compile(" +")
_WORD = r"([“‘\"'(\[«‹„¿¡]*)([^\W\d_]+)(?=[’”\"')\]»›.,;:!?…]*(?:\s|\Z))"
"""A word that stands alone between spaces and its punctuation: no address, no number, nothing joined."""
_AND_ANOTHER = r"[^\w\s]* +\S"
"""What follows a word that is not the last of its line."""


class Flow(NamedTuple):
    """How running text is set. justified: both edges even. hyphens: None where no word is divided."""

    justified: bool = False
    hyphens: Hyphens | None = None


class _Broken(NamedTuple):
    """Characters start to end of a text as a row of `width` cells; divided: it ends inside a word."""

    start: int
    end: int
    width: int
    divided: bool = False


def flow_rows(
    paragraph: Paragraph,
    span: tuple[int, int],
    leads: tuple[str, str],
    width: int,
    measure: Measure,
    flow: Flow,
    indent: int = 0,
) -> list[Row]:
    """The rows of a paragraph's characters span[0] to span[1].

    leads: what stands before its first row and before the others, of the same cells. width: of the rows,
    in cells. indent: cells that the first row begins further right.
    """
    start, end = span
    text = paragraph.text if end - start == len(paragraph.text) else paragraph.text[start:end]
    left = measure.cells(leads[0]) if leads[0] else 0
    rest = leads[1] + " " * (left - measure.cells(leads[1])) if left else ""
    first = (rest if start else leads[0]) + " " * indent
    if not indent and not flow.justified and flow.hyphens is None:
        return [
            Row(
                start + a,
                start + b,
                rest if a else first,
                (Piece(start + a, start + visible_end(text, a, b), left),),
            )
            for a, b in wrap(text, width - left, measure)
        ]
    kept = [(span.start - start, span.end - start) for span in paragraph.spans if span.style == "code"]
    rows = []
    for number, row in enumerate(_broken(text, width - left, measure, flow, indent, kept)):
        lead = rest if number else first
        x = left if number else left + indent
        visible = visible_end(text, row.start, row.end)
        pieces = None
        if flow.justified and row.end < len(text) and text[row.end - 1] != "\n":
            pieces = _spread(text, row, visible, x, measure, from_left=number % 2 == 0)
        if pieces is None:
            pieces = (Piece(row.start, visible, x),)
        if start:
            pieces = tuple(Piece(a + start, b + start, cell) for a, b, cell in pieces)
        rows.append(Row(start + row.start, start + row.end, lead, pieces, "-" if row.divided else ""))
    return rows


def _broken(
    text: str, width: int, measure: Measure, flow: Flow, indent: int, kept: Sequence[tuple[int, int]]
) -> list[_Broken]:
    rows: list[_Broken] = []
    if indent:
        end = _first_row(text, 0, width - indent, measure)
        rows.append(_divide(text, _Broken(0, end, width - indent), measure, flow, kept))
    if flow.hyphens is None:
        start = rows[-1].end if rows else 0
        if not rows or start < len(text) or text.endswith("\n"):
            rows += [_Broken(start + a, start + b, width) for a, b in wrap(text[start:], width, measure)]
        return rows
    ladder = int(bool(rows and rows[0].divided))
    while not rows or rows[-1].end < len(text):
        start = rows[-1].end if rows else 0
        row = _Broken(start, _first_row(text, start, width, measure), width)
        if ladder < _LADDER:
            row = _divide(text, row, measure, flow, kept)
        ladder = ladder + 1 if row.divided else 0
        rows.append(row)
    if text.endswith("\n"):
        rows.append(_Broken(len(text), len(text), width))
    return rows


def _first_row(text: str, start: int, width: int, measure: Measure) -> int:
    """Where the row that begins at `start` ends; only as much of the text is wrapped as can fill it."""
    window = 2 * width + 32
    while True:
        shown = text[start : start + window]
        end = wrap(shown, width, measure)[0][1]
        if end < len(shown) or start + window >= len(text):
            return start + end
        window *= 4


def _divide(
    text: str, row: _Broken, measure: Measure, flow: Flow, kept: Sequence[tuple[int, int]]
) -> _Broken:
    """The row with the beginning of the next word, where it is too short and that word may be divided."""
    if flow.hyphens is None or row.end >= len(text) or text[row.end - 1] == "\n":
        return row
    visible = visible_end(text, row.start, row.end)
    missing = row.width - measure.cells(text[row.start : visible])
    spaces = len(_SPACES.findall(text, row.start, visible))
    if missing <= (spaces * _LOOSE if flow.justified else _ROOM):
        return row
    found = _pattern(_WORD).match(text, row.end)
    if found is None or len(found[2]) < _SHORTEST or _pattern(_AND_ANOTHER).match(text, found.end()) is None:
        return row
    word = found[2]
    if word[1:] != word[1:].lower() or any(a < found.end() and row.end < b for a, b in kept):
        return row
    room = missing - (row.end - visible) - 1
    for offset in reversed(flow.hyphens(word)):
        if measure.cells(found[1] + word[:offset]) <= room:
            return row._replace(end=found.start(2) + offset, divided=True)
    return row


def _spread(
    text: str, row: _Broken, visible: int, x: int, measure: Measure, *, from_left: bool
) -> tuple[Piece, ...] | None:
    """The pieces of a row whose spaces are widened until it is full; None when it stays as it is.

    from_left: from which side on the wider ones stand, so that they do not in every row.
    """
    shown = text[row.start : visible]
    missing = row.width - (len(shown) if is_narrow(shown) else measure.cells(shown)) - row.divided
    begin = row.start + len(shown) - len(shown.lstrip(" "))
    spaces = [match.span() for match in _SPACES.finditer(text, begin, visible)]
    if missing <= 0 or not spaces or missing > len(spaces) * (WIDEST_SPACE - 1):
        return None
    each, more = divmod(missing, len(spaces))
    pieces: list[Piece] = []
    start = row.start
    for number, (a, b) in enumerate(spaces):
        place = number if from_left else len(spaces) - 1 - number
        wider = each + ((place + 1) * more // len(spaces) - place * more // len(spaces))
        if wider:
            pieces.append(Piece(start, a, x))
            x += measure.cells(text[start:b]) + wider
            start = b
    return (*pieces, Piece(start, visible, x))


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)  # here, because a page whose words are not divided needs none
