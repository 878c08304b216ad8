"""An article as rows on a page of a given width, worked out a paragraph at a time.

Nothing here knows how many rows the article has: a place on the page is a `Spot`, a paragraph and a
row of its block, and moving by rows walks from block to block. So opening, jumping and scrolling cost
the same in a long article as in a short one, and nothing has to be estimated. Pure; `tui` draws it.

A paragraph's block is its blank rows above and then its rows of text:

    row 0   (blank, `above` of them)
    row 1   ▏ the first row of text      <- rows[0], drawn from cell `indent` on
    row 2   ▏ the second                 <- rows[1]
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from typing import NamedTuple

from tread.core.document import CELL_SEPARATOR, Document, Paragraph
from tread.core.position import Position
from tread.core.width import Measure
from tread.core.wrap import wrap

QUOTE_BAR = "│ "
RULE = "─"
LIST_INDENT = 2
CODE_INDENT = 2
_KEPT_BLOCKS = 4096
_SCARCELY = 8
"""Below so many cells for the text, indents are given up."""


class Piece(NamedTuple):
    """Characters start to end of the paragraph's text, drawn from cell x of the page on."""

    start: int
    end: int
    x: int


class Row(NamedTuple):
    """One row of a paragraph.

    start, end: code points of the paragraph's text; the rows of a paragraph partition its text.
    lead: what is drawn and is not part of the text. Where there is one piece it stands before it (a
        list's marker, a quote's bar); where there are several, they lie on it (a table's bars).
    pieces: what is drawn where, from left to right; more than one only in a table, none in a rule.
    """

    start: int
    end: int
    lead: str
    pieces: tuple[Piece, ...]


class Block(NamedTuple):
    """A paragraph on the page: `above` blank rows, then `rows`."""

    above: int
    rows: tuple[Row, ...]

    @property
    def height(self) -> int:
        """Rows in all, the blank ones included."""
        return self.above + len(self.rows)


class Spot(NamedTuple):
    """A row of the page: a paragraph's index and a row of its block, from 0, blank rows counted."""

    paragraph: int
    row: int


class Layout:
    """A document set to a width.

    width: cells of the page, without margins. spacing: blank rows between paragraphs.
    heading_rows: rows above the first paragraph, kept free for the article's own heading.
    """

    def __init__(
        self, document: Document, width: int, measure: Measure, *, spacing: int = 1, heading_rows: int = 0
    ) -> None:
        self.document = document
        self.width = max(width, 4)
        self.measure = measure
        self.spacing = spacing
        self.heading_rows = heading_rows
        self._blocks: OrderedDict[int, Block] = OrderedDict()

    def block(self, index: int) -> Block:
        """The block of paragraph `index`; worked out once and kept while it is in use."""
        block = self._blocks.get(index)
        if block is None:
            block = self._set(index)
            self._blocks[index] = block
            if len(self._blocks) > _KEPT_BLOCKS:
                self._blocks.popitem(last=False)
        return block

    def spot(self, position: Position) -> Spot:
        """The row that shows a position; at a row's end, the row that begins there."""
        block = self.block(position.paragraph)
        index = bisect_right(block.rows, position.offset, key=lambda row: row.start) - 1
        return Spot(position.paragraph, block.above + max(index, 0))

    def row(self, spot: Spot) -> Row | None:
        """The row of text at a spot; None for a blank row."""
        block = self.block(spot.paragraph)
        index = spot.row - block.above
        return block.rows[index] if 0 <= index < len(block.rows) else None

    def position(self, spot: Spot) -> Position:
        """The position where a spot's row starts; a blank row has the start of its paragraph."""
        row = self.row(spot)
        return Position(spot.paragraph, row.start if row else 0)

    def x(self, position: Position) -> int:
        """The cell, from the page's left, where a position is drawn."""
        row = self.row(self.spot(position))
        if row is None:
            return 0
        text = self.document.paragraphs[position.paragraph].text
        for piece in reversed(row.pieces):
            if piece.start <= position.offset:
                return piece.x + self.measure.cells(text[piece.start : min(position.offset, piece.end)])
        return row.pieces[0].x if row.pieces else self.measure.cells(row.lead)

    def hit(self, spot: Spot, x: int) -> Position:
        """The position nearest to cell x of a row: before the character whose cells hold x."""
        row = self.row(spot)
        if row is None or not row.pieces:
            return self.position(spot)
        text = self.document.paragraphs[spot.paragraph].text
        piece = next((piece for piece in reversed(row.pieces) if piece.x <= x), row.pieces[0])
        place, cell = piece.start, piece.x
        for length, cells in self.measure.graphemes(text[piece.start : piece.end]):
            if x < cell + cells:
                break
            place, cell = place + length, cell + cells
        return Position(spot.paragraph, place)

    def move(self, spot: Spot, rows: int) -> Spot:
        """The spot so many rows further down (up, when negative), held within the article."""
        paragraph, row = spot.paragraph, spot.row + rows
        last = len(self.document.paragraphs) - 1
        while row < 0 and paragraph > 0:
            paragraph -= 1
            row += self.block(paragraph).height
        while paragraph < last and row >= (height := self.block(paragraph).height):
            row -= height
            paragraph += 1
        return Spot(paragraph, min(max(row, 0), max(self.block(paragraph).height - 1, 0)))

    def distance(self, first: Spot, second: Spot, limit: int) -> int:
        """Rows from `first` down to `second`, negative when it is above; at most `limit` either way."""
        if second < first:
            return -self.distance(second, first, limit)
        rows = -first.row
        for paragraph in range(first.paragraph, second.paragraph):
            rows += self.block(paragraph).height
            if rows >= limit:
                return limit
        return min(rows + second.row, limit)

    def last_top(self, height: int) -> Spot:
        """The lowest spot that a page of `height` rows may start at: the last row at its foot."""
        last = len(self.document.paragraphs) - 1
        return self.move(Spot(last, self.block(last).height - 1), 1 - height)

    def spots(self, top: Spot, height: int) -> list[Spot]:
        """The spots of a page of `height` rows from `top` on; fewer where the article ends."""
        spots: list[Spot] = []
        if height <= 0:
            return spots
        row = top.row
        for paragraph in range(top.paragraph, len(self.document.paragraphs)):
            block_height = self.block(paragraph).height
            while row < block_height:
                spots.append(Spot(paragraph, row))
                if len(spots) == height:
                    return spots
                row += 1
            row = 0
        return spots

    def _set(self, index: int) -> Block:
        paragraph = self.document.paragraphs[index]
        above = self.heading_rows
        if index:
            above = gap(self.document.paragraphs[index - 1], paragraph, self.spacing)
        return Block(above, tuple(self._rows(paragraph)))

    def _rows(self, paragraph: Paragraph) -> list[Row]:
        if paragraph.kind == "rule":
            third = RULE * (self.width // 3)
            return [Row(0, len(paragraph.text), third.center(self.width).rstrip(), ())]
        if paragraph.kind == "table" and (rows := self._table_rows(paragraph.text)):
            return rows
        first, rest = leads(paragraph)
        text, indent = paragraph.text, self.measure.cells(first)
        if self.width - indent < _SCARCELY:
            first, rest, indent = "", "", 0
        rest += " " * (indent - self.measure.cells(rest))
        return [
            Row(start, end, rest if number else first, (Piece(start, visible_end(text, start, end), indent),))
            for number, (start, end) in enumerate(wrap(text, self.width - indent, self.measure))
        ]

    def _table_rows(self, text: str) -> list[Row]:
        """The rows of a table with its columns aligned; none when they do not fit the width."""
        cells = [line.split(CELL_SEPARATOR) for line in text.split("\n")]
        columns = max(map(len, cells))
        if 3 * (columns - 1) > self.width:
            return []
        widths = [
            max((self.measure.cells(line[column]) for line in cells if column < len(line)), default=0)
            for column in range(columns)
        ]
        if sum(widths) + 3 * (columns - 1) > self.width:
            return []
        left = [sum(widths[:column]) + 3 * column for column in range(columns)]
        lead = " │ ".join(" " * width for width in widths)
        rows: list[Row] = []
        start = 0
        for line in cells:
            place, pieces = start, []
            for column, cell in enumerate(line):
                pieces.append(Piece(place, place + len(cell), left[column]))
                place += len(cell) + len(CELL_SEPARATOR)
            end = place - len(CELL_SEPARATOR)
            bars = lead if len(pieces) > 1 else ""
            rows.append(Row(start, min(end + 1, len(text)), bars, tuple(pieces)))
            start = end + 1
        return rows


def visible_end(text: str, start: int, end: int) -> int:
    """Where the drawn part of the row text[start:end] ends: before its trailing space or newline."""
    while end > start and text[end - 1] in " \n":
        end -= 1
    return end


def leads(paragraph: Paragraph) -> tuple[str, str]:
    """What stands before a paragraph's first row and before its others, both of as many characters."""
    depth = max((paragraph.level or 1) - 1, 0)
    if paragraph.kind == "quote":
        bars = QUOTE_BAR * (depth + 1)
        return bars, bars
    if paragraph.kind in ("list-item", "footnote"):
        indent = " " * (LIST_INDENT * depth)
        marker = f"{paragraph.marker} " if paragraph.marker else " " * LIST_INDENT
        return indent + marker, indent + " " * len(marker)
    if paragraph.kind == "code":
        return " " * CODE_INDENT, " " * CODE_INDENT
    return "", ""


def gap(before: Paragraph, after: Paragraph, spacing: int) -> int:
    """Blank rows between two paragraphs."""
    if before.kind == after.kind == "list-item" or before.kind == after.kind == "footnote":
        return 0
    if after.kind == "heading" and before.kind != "heading":
        return max(spacing + 1, 2)
    if "heading" in (before.kind, after.kind):
        return max(spacing, 1)
    return spacing
