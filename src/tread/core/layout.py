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
from collections.abc import Sequence
from typing import NamedTuple

from tread.core.document import CELL_SEPARATOR, Document, Paragraph
from tread.core.parts import parts_of
from tread.core.position import Position
from tread.core.width import Measure
from tread.core.wrap import wrap

QUOTE_BAR = "│ "
RULE = "─"
LIST_INDENT = 2
CODE_INDENT = 2
_KEPT_BLOCKS = 4096
PART_ROWS = 1 << 20
"""More rows than one part of a paragraph can have."""
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
    """A row of the page: a paragraph's index and a row of its block, from 0, blank rows counted.

    A very long paragraph is set in parts, each a block of its own; the rows of part n are counted from
    n × `PART_ROWS`, so that spots order as the text reads however many rows the parts have.
    """

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
        self._blocks: OrderedDict[tuple[int, int], Block] = OrderedDict()

    def block(self, index: int, part: int = 0) -> Block:
        """The block of a paragraph or of a part of it; worked out once and kept while it is in use."""
        block = self._blocks.get((index, part))
        if block is None:
            block = self._set(index, part)
            self._blocks[index, part] = block
            if len(self._blocks) > _KEPT_BLOCKS:
                self._blocks.popitem(last=False)
        return block

    def spot(self, position: Position) -> Spot:
        """The row that shows a position; at a row's end, the row that begins there."""
        index, offset = position
        part = bisect_right(self._cuts(index), offset) - 1
        block = self.block(index, part)
        row = bisect_right(block.rows, offset, key=lambda row: row.start) - 1
        return _spot(index, part, block.above + max(row, 0))

    def first_spot(self, index: int) -> Spot:
        """The first row of text of a paragraph."""
        return Spot(index, self.block(index).above)

    def last_spot(self, index: int) -> Spot:
        """The last row of a paragraph."""
        part = len(self._cuts(index)) - 1
        return _spot(index, part, self.block(index, part).height - 1)

    def row(self, spot: Spot) -> Row | None:
        """The row of text at a spot; None for a blank row."""
        part, row = divmod(spot.row, PART_ROWS)
        block = self.block(spot.paragraph, part)
        row -= block.above
        return block.rows[row] if 0 <= row < len(block.rows) else None

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
        index, (part, row) = spot.paragraph, divmod(spot.row, PART_ROWS)
        row += rows
        while row < 0 and (before := self._before(index, part)):
            index, part = before
            row += self.block(index, part).height
        while row >= (height := self.block(index, part).height) and (after := self._after(index, part)):
            row -= height
            index, part = after
        return _spot(index, part, min(max(row, 0), max(height - 1, 0)))

    def distance(self, first: Spot, second: Spot, limit: int) -> int:
        """Rows from `first` down to `second`, negative when it is above; at most `limit` either way."""
        if second < first:
            return -self.distance(second, first, limit)
        index, (part, row) = first.paragraph, divmod(first.row, PART_ROWS)
        last, (last_part, last_row) = second.paragraph, divmod(second.row, PART_ROWS)
        rows = -row
        while (index, part) < (last, last_part) and rows < limit:
            rows += self.block(index, part).height
            index, part = self._after(index, part) or (last, last_part)
        return min(rows + last_row, limit)

    def last_top(self, height: int) -> Spot:
        """The lowest spot that a page of `height` rows may start at: the last row at its foot."""
        return self.move(self.last_spot(len(self.document.paragraphs) - 1), 1 - height)

    def spots(self, top: Spot, height: int) -> list[Spot]:
        """The spots of a page of `height` rows from `top` on; fewer where the article ends."""
        spots: list[Spot] = []
        index, (part, row) = top.paragraph, divmod(top.row, PART_ROWS)
        here: tuple[int, int] | None = (index, part)
        while here and len(spots) < height:
            block_height = self.block(*here).height
            end = min(block_height, row + height - len(spots))
            spots += [_spot(*here, place) for place in range(row, end)]
            here, row = self._after(*here), 0
        return spots

    def _after(self, index: int, part: int) -> tuple[int, int] | None:
        """The block after one, as paragraph and part; None after the last."""
        if part + 1 < len(self._cuts(index)):
            return index, part + 1
        return (index + 1, 0) if index + 1 < len(self.document.paragraphs) else None

    def _before(self, index: int, part: int) -> tuple[int, int] | None:
        """The block before one, as paragraph and part; None before the first."""
        if part:
            return index, part - 1
        return (index - 1, len(self._cuts(index - 1)) - 1) if index else None

    def _cuts(self, index: int) -> Sequence[int]:
        """Where the parts of a paragraph start; a paragraph of ordinary length is one part."""
        return parts_of(self.document.paragraphs[index].text)

    def _set(self, index: int, part: int) -> Block:
        paragraph = self.document.paragraphs[index]
        cuts = self._cuts(index)
        start = cuts[part]
        end = cuts[part + 1] if part + 1 < len(cuts) else len(paragraph.text)
        above = 0
        if not part:
            above = self.heading_rows
            if index:
                above = gap(self.document.paragraphs[index - 1], paragraph, self.spacing)
        return Block(above, tuple(self._rows(paragraph, start, end)))

    def _rows(self, paragraph: Paragraph, start: int, end: int) -> list[Row]:
        """The rows of a paragraph's characters start to end."""
        if paragraph.kind == "rule":
            third = RULE * (self.width // 3)
            return [Row(0, len(paragraph.text), third.center(self.width).rstrip(), ())]
        is_whole = end - start == len(paragraph.text)
        if paragraph.kind == "table" and is_whole and (rows := self._table_rows(paragraph.text)):
            return rows
        first, rest = leads(paragraph)
        text, indent = paragraph.text, self.measure.cells(first)
        if self.width - indent < _SCARCELY:
            first, rest, indent = "", "", 0
        rest += " " * (indent - self.measure.cells(rest))
        shown = text if is_whole else text[start:end]
        return [
            Row(
                start + a,
                start + b,
                rest if start + a else first,
                (Piece(start + a, start + visible_end(shown, a, b), indent),),
            )
            for a, b in wrap(shown, self.width - indent, self.measure)
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


def _spot(index: int, part: int, row: int) -> Spot:
    return Spot(index, part * PART_ROWS + row)


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
