"""A table set into rows: its columns side by side, and cells that do not fit wrapped inside theirs.

Each line of the table takes as many rows as its tallest cell; they show that line's text together. The
first line is the header, with a rule under it. Pure; imported by `layout`.

    Source      │ Weak on
    ────────────┼──────────────
    Eyewitness  │ numbers,
                │ times, faces
                │
    Photograph  │ when
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tread.core.document import CELL_SEPARATOR
from tread.core.parts import LONGEST_PART
from tread.core.row import Piece, Row, visible_end
from tread.core.width import Measure
from tread.core.wrap import wrap

_BAR, _CROSS, _DASH = " │ ", "─┼─", "─"
_LONGEST_WORD = 24
"""Cells that a word gets for itself at the most before it is broken."""
_NARROWEST = 4
"""Cells of a column at the least, unless it needs fewer; below, a table is set as text."""
_NUMBER = re.compile(r"[-+−–±~≈<>]?[€$£¥]?[-−]?\d[\d.,'\u00a0\u202f ]*(?:%|‰|[€$£¥]|[a-zµ]{1,3})?")


class Columns(NamedTuple):
    """The columns of a table. widths: in cells. sides: where a column's cells stand, one of "<^>" each."""

    widths: tuple[int, ...]
    sides: str


def columns_of(text: str, width: int, measure: Measure, sides: str = "") -> Columns | None:
    """The columns of a table on a page `width` cells wide; None when there is no room for them.

    sides: as in `Paragraph`; where nothing is said, numbers stand at the right and all else at the left.
    Judged by the first lines of a long table: later cells that need more are wrapped.
    """
    shown = text if len(text) <= LONGEST_PART else text[: text.rfind("\n", 0, LONGEST_PART) + 1].rstrip("\n")
    lines = [line.split(CELL_SEPARATOR) for line in shown.split("\n")]
    count = max(map(len, lines))
    room = width - len(_BAR) * (count - 1)
    if not shown or room < count:
        return None
    columns = [[line[index] for line in lines if index < len(line)] for index in range(count)]
    natural = [max(map(measure.cells, cells)) for cells in columns]
    widths = natural if sum(natural) <= room else _shared(columns, natural, room, measure)
    if widths is None:
        return None
    said = sides[:count].ljust(count)
    found = (side if side != " " else _side(cells) for side, cells in zip(said, columns, strict=True))
    return Columns(tuple(widths), "".join(found))


def _side(cells: list[str]) -> str:
    """Where the cells of a column stand of which nothing is said."""
    is_numbers = any(cells[1:]) and all(not cell or _NUMBER.fullmatch(cell) for cell in cells[1:])
    return ">" if is_numbers else "<"


def _shared(columns: list[list[str]], natural: list[int], room: int, measure: Measure) -> list[int] | None:
    """Widths of together `room` cells: each column its longest word, and the rest by what is missing."""
    least = [
        min(wide, max((measure.cells(word) for cell in cells for word in cell.split()), default=0))
        for cells, wide in zip(columns, natural, strict=True)
    ]
    least = [min(cells, _LONGEST_WORD) for cells in least]
    cap = _LONGEST_WORD
    while sum(min(cells, cap) for cells in least) > room:
        cap -= 1
        if cap < _NARROWEST:
            return None
    least = [min(cells, cap) for cells in least]
    left = room - sum(least)
    missing = [wide - cells for wide, cells in zip(natural, least, strict=True)]
    total = sum(missing)
    shares = [left * cells // total for cells in missing]
    order = sorted(range(len(missing)), key=lambda index: -(left * missing[index] % total))
    for index in order[: left - sum(shares)]:
        shares[index] += 1
    return [cells + share for cells, share in zip(least, shares, strict=True)]


def table_rows(text: str, start: int, end: int, columns: Columns, measure: Measure) -> list[Row]:
    """The rows of the lines in text[start:end], which begins and ends where a line does."""
    widths = columns.widths
    left = [sum(widths[:index]) + len(_BAR) * index for index in range(len(widths))]
    bars = _BAR.join(" " * width for width in widths)
    lines: list[tuple[int, int, list[tuple[Piece, ...]]]] = []
    begin = start
    for line in text[start:end].removesuffix("\n" if end < len(text) else "").split("\n"):
        close = min(begin + len(line) + 1, len(text))
        lines.append((begin, close, _line_rows(line, begin, columns, left, measure)))
        begin += len(line) + 1
    body = lines if start else lines[1:]
    is_tall = any(len(drawn) > 1 for _, _, drawn in body)
    rows: list[Row] = []
    for number, (begin, close, drawn) in enumerate(lines):
        lead = bars if len(drawn[0]) > 1 else ""
        rows += [Row(begin, close, lead, pieces) for pieces in drawn]
        if begin == 0 and "\n" in text:
            rows.append(Row(begin, close, _CROSS.join(_DASH * width for width in widths), ()))
        elif is_tall and (number + 1 < len(lines) or end < len(text)):
            rows.append(Row(begin, close, bars.rstrip(), ()))
    return rows


def _line_rows(
    line: str, start: int, columns: Columns, left: list[int], measure: Measure
) -> list[tuple[Piece, ...]]:
    """The pieces of one line of a table, row by row."""
    rows: list[list[Piece]] = []
    place = start
    for index, cell in enumerate(line.split(CELL_SEPARATOR, len(left) - 1)):
        for number, (a, b) in enumerate(wrap(cell, columns.widths[index], measure)):
            visible = visible_end(cell, a, b)
            x = left[index]
            if (side := columns.sides[index]) != "<":
                free = max(columns.widths[index] - measure.cells(cell[a:visible]), 0)
                x += free // 2 if side == "^" else free
            if number == len(rows):
                rows.append([])
            rows[number].append(Piece(place + a, place + visible, x))
        place += len(cell) + len(CELL_SEPARATOR)
    return [tuple(pieces) for pieces in rows]
