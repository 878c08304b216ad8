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
from typing import TYPE_CHECKING, NamedTuple

from tread.core.code_rows import NARROWEST, code_rows, widest
from tread.core.document import Document, Kind, Paragraph
from tread.core.flow import Flow, Hyphens, flow_rows
from tread.core.parts import parts_of
from tread.core.position import Position, Range
from tread.core.row import CODE_INDENT, QUOTE_BAR, Row, behind, gap, item_indent, leads
from tread.core.width import Measure

if TYPE_CHECKING:
    from tread.core.tables import Columns

RULE = "─"
IMAGE = "image · "
"""What stands before an image's path."""
_KEPT_BLOCKS = 4096
PART_ROWS = 1 << 20
"""More rows than one part of a paragraph can have."""
_PROSE = frozenset[Kind]({"paragraph", "quote", "list-item", "footnote"})
"""What is justified and whose words are divided."""
_PLAIN = Flow()
_SCARCELY = 8
"""Below so many cells for the text, indents are given up."""
_AROUND = 4
"""Cells kept beside what is brought into view in code that is scrolled sideways."""


class Manner(NamedTuple):
    """How an article is set.

    spacing: blank rows between paragraphs. indent: cells that the first row of a paragraph begins further
    right, where one of running text stands above it. justified: both edges even. wraps_code: code is
    wrapped, and not cut.
    """

    spacing: int = 1
    indent: int = 0
    justified: bool = False
    wraps_code: bool = False


class Block(NamedTuple):
    """A paragraph on the page: `above` blank rows, then `rows`.

    between: what is drawn in the blank rows: the bar of a quotation that goes on.
    """

    above: int
    rows: tuple[Row, ...]
    between: str = ""

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

    width: cells of the page, without margins. hyphens: where words may be divided; None where none is.
    heading_rows: rows above the first paragraph, kept free for the article's own heading.
    """

    def __init__(
        self,
        document: Document,
        width: int,
        measure: Measure,
        manner: Manner = Manner(),  # noqa: B008 - a value
        *,
        hyphens: Hyphens | None = None,
        heading_rows: int = 0,
    ) -> None:
        self.document = document
        self.width = max(width, 4)
        self.measure = measure
        self.manner = manner
        self.heading_rows = heading_rows
        self._flow = Flow(manner.justified, hyphens)
        self._blocks: OrderedDict[tuple[int, int], Block] = OrderedDict()
        self._columns: tuple[int, Columns | None] = (-1, None)
        self._scrolled = (-1, 0)

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
        row = max(bisect_right(block.rows, offset, key=lambda row: row.start) - 1, 0)
        return _spot(index, part, block.above + _shown_in(block.rows, row, offset))

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
        if row is None:
            return Position(spot.paragraph, 0)
        return Position(spot.paragraph, row.pieces[0].start if row.pieces else row.start)

    def between(self, spot: Spot) -> str:
        """What is drawn in a blank row."""
        return self.block(spot.paragraph, spot.row // PART_ROWS).between

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

    # Code that is scrolled sideways

    @property
    def scrolled(self) -> tuple[int, int]:
        """The paragraph that is scrolled sideways, and by how many cells; of none, 0 cells."""
        return self._scrolled

    def scroll_code(self, position: Position, cells: int) -> bool:
        """Scroll the code at a position by so many cells to the right; True when it moved.

        It goes no further than its longest line does, and any other code goes back to its start.
        """
        index = position.paragraph
        if not self._is_cut(index):
            return False
        cuts = self._cuts(index)
        part = bisect_right(cuts, position.offset) - 1
        text = self.document.paragraphs[index].text
        end = cuts[part + 1] if part + 1 < len(cuts) else len(text)
        most = max(widest(text, cuts[part], end, self.measure) - self._room(index) + CODE_INDENT, 0)
        here = self._scrolled[1] if self._scrolled[0] == index else 0
        return self._scroll_to(index, min(max(here + cells, 0), most))

    def reveal(self, span: Range) -> bool:
        """Scroll code sideways until a range that lies beyond the cut is in view; True when it moved."""
        index, offset = span.start
        if not self._is_cut(index):
            return False
        row = self.row(self.spot(span.start))
        assert row is not None
        text, room = self.document.paragraphs[index].text, self._room(index) - CODE_INDENT - 2
        end = span.end.offset if span.end.paragraph == index else row.end
        first = self.measure.cells(text[row.start : offset])
        last = first + self.measure.cells(text[offset : min(max(end, offset), row.end)].rstrip("\n"))
        here = self._scrolled[1] if self._scrolled[0] == index else 0
        if last <= room:
            wanted = 0
        elif here <= first and last <= here + room:
            return False
        else:
            wanted = max(min(last + _AROUND - room, first - _AROUND), 0)
        return self.scroll_code(span.start, wanted - here)

    def _is_cut(self, index: int) -> bool:
        """Whether a paragraph's rows are cut rather than wrapped."""
        is_code = self.document.paragraphs[index].kind == "code"
        return is_code and not self.manner.wraps_code and self._room(index) >= NARROWEST

    def _scroll_to(self, index: int, cells: int) -> bool:
        before, self._scrolled = self._scrolled, (index, cells)
        if before == self._scrolled or not (before[1] or cells):
            return False
        for scrolled in {before[0], index} - {-1}:
            for part in range(len(self._cuts(scrolled))):
                self._blocks.pop((scrolled, part), None)
        return True

    # Setting one paragraph

    def _set(self, index: int, part: int) -> Block:
        paragraphs, paragraph = self.document.paragraphs, self.document.paragraphs[index]
        cuts = self._cuts(index)
        start = cuts[part]
        end = cuts[part + 1] if part + 1 < len(cuts) else len(paragraph.text)
        rows = tuple(self._rows(index, start, end))
        if part:
            return Block(0, rows)
        if not index:
            return Block(self.heading_rows, rows)
        before = paragraphs[index - 1]
        between = ""
        if depth := before.quotations:
            between = self._bars(min(depth, paragraph.quotations))
        return Block(gap(before, paragraph, self.manner.spacing), rows, between)

    def _rows(self, index: int, start: int, end: int) -> list[Row]:
        """The rows of a paragraph's characters start to end, behind the bars of the quotations around it."""
        quoted = self.document.paragraphs[index].quoted
        bars = self._bars(quoted) if quoted else ""
        rows = self._own_rows(index, start, end, self.width - len(bars))
        return [behind(bars, row) for row in rows] if bars else rows

    def _bars(self, depth: int) -> str:
        """The bars of so many quotations; empty where they would leave too little of the width."""
        return QUOTE_BAR * depth if self.width - len(QUOTE_BAR) * depth >= _SCARCELY else ""

    def _room(self, index: int) -> int:
        """Cells for a paragraph beside the bars of the quotations around it."""
        return self.width - len(self._bars(self.document.paragraphs[index].quoted))

    def _own_rows(self, index: int, start: int, end: int, width: int) -> list[Row]:
        paragraph = self.document.paragraphs[index]
        text, measure = paragraph.text, self.measure
        match paragraph.kind:
            case "rule":
                return [Row(0, len(text), (RULE * (width // 3)).center(width).rstrip(), ())]
            case "table" if columns := self._columns_at(index, start, end):
                from tread.core.tables import table_rows  # here, because few articles have one

                return table_rows(text, start, end, columns, measure)
            case "code" if self._is_cut(index):
                scrolled = self._scrolled[1] if self._scrolled[0] == index else 0
                return code_rows(text, start, end, width, measure, scrolled)
            case "image":
                return self._image_rows(paragraph, start, end, width)
            case "heading" if index and (paragraph.level or 1) == 1 and end == len(text):
                rows = flow_rows(paragraph, (start, end), ("", ""), width, measure, Flow())
                return [*rows, Row(rows[-1].start, rows[-1].end, RULE * width, ())]
        first, rest = self._leads(index) if paragraph.kind != "paragraph" else ("", "")
        if first and width - measure.cells(first) < _SCARCELY:
            first = rest = ""
        flow = self._flow if paragraph.kind in _PROSE else _PLAIN
        indent = self._indent(index) if self.manner.indent and not start else 0
        return flow_rows(paragraph, (start, end), (first, rest), width, measure, flow, indent)

    def _leads(self, index: int) -> tuple[str, str]:
        paragraphs = self.document.paragraphs
        if paragraphs[index].kind in ("list-item", "footnote"):
            return leads(paragraphs[index], item_indent(paragraphs, index, self.measure))
        return leads(paragraphs[index])

    def _indent(self, index: int) -> int:
        """Cells that a paragraph's first row is indented by: only where running text goes on."""
        paragraphs = self.document.paragraphs
        if not index or self.width - self.manner.indent < 2 * _SCARCELY:
            return 0
        goes_on = paragraphs[index].kind == paragraphs[index - 1].kind == "paragraph"
        return self.manner.indent if goes_on and "\n" not in paragraphs[index].text else 0

    def _columns_at(self, index: int, start: int, end: int) -> Columns | None:
        """A table's columns; None where they do not fit, or the part is not made of whole lines."""
        paragraph = self.document.paragraphs[index]
        text = paragraph.text
        if (start and text[start - 1] != "\n") or (end < len(text) and text[end - 1] != "\n"):
            return None
        from tread.core.tables import columns_of

        if self._columns[0] != index:
            self._columns = (index, columns_of(text, self._room(index), self.measure, paragraph.sides))
        return self._columns[1]

    def _image_rows(self, paragraph: Paragraph, start: int, end: int, width: int) -> list[Row]:
        """An image's caption, and under it where the image is."""
        rows = flow_rows(paragraph, (start, end), ("", ""), width, self.measure, Flow())
        if not paragraph.target or end < len(paragraph.text):
            return rows
        path = _cut(IMAGE + paragraph.target, width, self.measure)
        if not paragraph.text:
            return [Row(0, 0, path, ())]
        return [*rows, Row(rows[-1].start, rows[-1].end, path, ())]


def _spot(index: int, part: int, row: int) -> Spot:
    return Spot(index, part * PART_ROWS + row)


def _shown_in(rows: Sequence[Row], row: int, offset: int) -> int:
    """Which of the rows that show one stretch of text together has a position; `row` is their last."""
    found, nearest = row, -1
    start = rows[row].start
    while row >= 0 and rows[row].start == start:
        for piece in rows[row].pieces:
            if nearest < piece.start <= offset:
                found, nearest = row, piece.start
        row -= 1
    return found


def _cut(text: str, width: int, measure: Measure) -> str:
    """The text in at most `width` cells, an ellipsis at its end where it was cut."""
    if measure.cells(text) <= width:
        return text
    place = used = 0
    for length, cells in measure.graphemes(text):
        if used + cells > width - 1:
            break
        place, used = place + length, used + cells
    return text[:place] + "…"
