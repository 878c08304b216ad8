"""Code set into rows that are not wrapped: each of its lines is one, cut where the page ends.

What is cut is marked, and seen by scrolling the code sideways. Pure; imported by `layout`.

    def answer(questi›          ‹ stion): return 42
"""

from __future__ import annotations

from tread.core.row import CODE_INDENT, Piece, Row, visible_end
from tread.core.width import Measure, is_narrow

CUT_LEFT, CUT_RIGHT = "‹", "›"
NARROWEST = 10
"""Cells of a page at the least; on a narrower one code is wrapped."""


def code_rows(text: str, start: int, end: int, width: int, measure: Measure, scrolled: int = 0) -> list[Row]:
    """The rows of the lines in text[start:end].

    width: of the page in cells, `NARROWEST` at the least. scrolled: cells of each line that lie left of
    the page.
    """
    room = width - CODE_INDENT
    rows: list[Row] = []
    begin = start
    for line in text[start:end].removesuffix("\n" if end < len(text) else "").split("\n"):
        close = min(begin + len(line) + 1, end)
        visible = visible_end(text, begin, begin + len(line))
        first, shift = (begin, 0) if not scrolled else _skip(text, begin, visible, scrolled, measure)
        last, is_cut = _fill(text, first, visible, room - shift, measure)
        lead = " " * CODE_INDENT
        if first > begin:
            lead = CUT_LEFT + lead[1:]
        piece = Piece(first, last, CODE_INDENT + shift)
        rows.append(Row(begin, close, lead + " " * shift, (piece,), CUT_RIGHT if is_cut else ""))
        begin += len(line) + 1
    return rows


def widest(text: str, start: int, end: int, measure: Measure) -> int:
    """Cells of the longest line in text[start:end]."""
    return max(measure.cells(line.rstrip(" ")) for line in text[start:end].split("\n"))


def _skip(text: str, start: int, end: int, cells: int, measure: Measure) -> tuple[int, int]:
    """The first character that begins `cells` cells into text[start:end], and the cells beyond those."""
    if is_narrow(text[start : min(start + cells, end)]):
        return min(start + cells, end), 0
    place, used = start, 0
    for length, wide in measure.graphemes(text[start:end]):
        if used >= cells:
            break
        place, used = place + length, used + wide
    return place, max(used - cells, 0)


def _fill(text: str, start: int, end: int, room: int, measure: Measure) -> tuple[int, bool]:
    """Where the part of text[start:end] ends that fits; True when it is cut, and leaves a cell to say so."""
    if end - start <= 8 * room and measure.cells(text[start:end]) <= room:
        return end, False
    place, used = start, 0
    for length, wide in measure.graphemes(text[start : min(end, start + 8 * room)]):
        if used + wide > room - 1:
            break
        place, used = place + length, used + wide
    return place, True
