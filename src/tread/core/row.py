"""One row of an article on its page, and what leads it. Values alone; imported by those who set rows.

Most rows are one piece of text. A row of a table has a piece for each of its cells, and a justified one
is cut into pieces where a space is wider than in the text:

    │ The quick   brown fox-      lead "│ ", pieces "The quick" and "brown fox", tail "-"
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tread.core.document import Paragraph
from tread.core.width import Measure

QUOTE_BAR = "│ "
LIST_INDENT = 2
CODE_INDENT = 2
_LOOKED_BACK = 200
"""Paragraphs above a list item that are asked for the item it belongs to."""


class Piece(NamedTuple):
    """Characters start to end of the paragraph's text, drawn from cell x of the page on."""

    start: int
    end: int
    x: int


class Row(NamedTuple):
    """One row of a paragraph.

    start, end: code points of the paragraph's text. The rows of a paragraph partition its text, but for
        rows that show one stretch of it together and then share both: the rows of a table's line, a
        rule under them, an image's path. Of those, a position stands in the row that has its piece.
    lead: what is drawn before the first piece and is not part of the text (a list's marker, a quote's
        bar); in a table it is as wide as the table, and its bars are seen between the pieces.
    pieces: what is drawn where, from left to right and as the text reads; none in a rule.
    tail: what is drawn after the last piece and is not part of the text: a hyphen, the sign of a cut.
    """

    start: int
    end: int
    lead: str
    pieces: tuple[Piece, ...]
    tail: str = ""


def visible_end(text: str, start: int, end: int) -> int:
    """Where the drawn part of the row text[start:end] ends: before its trailing space or newline."""
    return start + len(text[start:end].rstrip(" \n"))


def behind(bars: str, row: Row) -> Row:
    """A row moved to the right, with bars before it."""
    pieces = tuple(Piece(start, end, x + len(bars)) for start, end, x in row.pieces)
    return row._replace(lead=bars + row.lead, pieces=pieces)


def leads(paragraph: Paragraph, indent: int = 0) -> tuple[str, str]:
    """What stands before a paragraph's first row and before its others, both of as many characters.

    indent: cells before a list item's marker.
    """
    if paragraph.kind == "quote":
        bars = QUOTE_BAR * paragraph.quotations
        return bars, bars
    if paragraph.kind in ("list-item", "footnote"):
        before = " " * indent
        marker = f"{paragraph.marker} " if paragraph.marker else ""
        return before + marker, before + " " * len(marker)
    if paragraph.kind == "code":
        return " " * CODE_INDENT, " " * CODE_INDENT
    return "", ""


def item_indent(paragraphs: Sequence[Paragraph], index: int, measure: Measure) -> int:
    """Cells before the marker of a list item, or before its text where it goes on an item or a footnote.

    An item inside another stands under the other's text, and so does what goes on with an item.
    """
    item = paragraphs[index]
    level = item.level or 1
    if item.marker and level == 1:
        return 0
    wanted = level - 1 if item.marker else level
    for above in range(index - 1, max(index - 1 - _LOOKED_BACK, -1), -1):
        other = paragraphs[above]
        if other.kind in ("heading", "paragraph", "rule"):
            break
        if other.kind == item.kind and other.marker and (other.level or 1) <= wanted:
            return item_indent(paragraphs, above, measure) + measure.cells(other.marker) + 1
    return LIST_INDENT * wanted


def gap(before: Paragraph, after: Paragraph, spacing: int) -> int:
    """Blank rows between two paragraphs."""
    if before.kind == after.kind and after.kind in ("list-item", "footnote"):
        return 0 if after.marker else spacing
    if after.kind == "heading" and before.kind != "heading":
        is_high = (after.level or 1) <= 2
        return max(spacing + 1, 2) if is_high else max(spacing, 1)
    if "heading" in (before.kind, after.kind):
        return max(spacing, 1)
    return spacing
