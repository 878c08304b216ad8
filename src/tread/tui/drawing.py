"""One row of an article as texts in roles: what leads it, its pieces, the spaces between, what ends it.

Owns which role each kind of paragraph, each level of heading and each sign of a row is drawn in. Only
`page_rows` uses it.
"""

from __future__ import annotations

from collections.abc import Sequence

from tread.core.document import Paragraph
from tread.core.overlay import Layer, runs
from tread.core.row import QUOTE_BAR, Piece, Row
from tread.core.width import Measure
from tread.tui.widgets.canvas import Text

SPAN_ROLES = {
    "strong": "strong",
    "emphasis": "emphasis",
    "code": "code",
    "strike": "strike",
    "link": "link",
    "superscript": "muted",
    "subscript": "muted",
}
_BASE_ROLES = {
    "paragraph": "ink",
    "list-item": "ink",
    "quote": "quote",
    "code": "code",
    "caption": "muted",
    "footnote": "muted",
    "image": "muted emphasis",
}
_LAST_LEVEL = 4
"""The heading level from which on headings look the same."""


def row_texts(paragraph: Paragraph, row: Row, layers: Sequence[Layer], measure: Measure) -> list[Text]:
    """A row as it is drawn from the page's left edge on."""
    if not row.pieces:
        return [(row.lead, "muted" if paragraph.kind == "image" else "rule")]
    kind, text = paragraph.kind, paragraph.text
    base = _BASE_ROLES.get(kind) or _base_role(paragraph, row)
    is_table = kind == "table"
    lead_role = "rule" if is_table or kind == "quote" else "muted"
    bars = QUOTE_BAR * paragraph.quoted
    is_cut = len(row.pieces) > 1
    texts: list[Text] = []
    x = 0
    before: Piece | None = None
    for piece in row.pieces:
        if piece.x > x:
            if before is None or is_table:
                lead = row.lead[x : piece.x] or " " * (piece.x - x)
                if bars and not x and lead.startswith(bars):
                    texts.append((bars, "rule"))
                    lead = lead[len(bars) :]
                texts.append((lead, lead_role))
            else:
                texts += _widened(before, piece, piece.x - x, layers, base)
        for run in runs(piece.start, piece.end, layers):
            texts.append((text[run.start : run.end], " ".join((base, *run.roles)) if run.roles else base))
        x = piece.x + measure.cells(text[piece.start : piece.end]) if is_cut or is_table else 0
        before = piece
    if row.tail:
        texts.append((row.tail, _tail_role(paragraph, row.pieces[-1].end, layers, base)))
    elif is_table:
        texts.append((row.lead[x:], lead_role))
    return texts


def _widened(before: Piece, after: Piece, cells: int, layers: Sequence[Layer], base: str) -> list[Text]:
    """The space between two pieces, wider than in the text: marks lie on all of it."""
    cut = runs(before.end, after.start, layers)
    widths = [run.end - run.start for run in cut]
    widths[0] += cells - sum(widths)
    return [(" " * wide, " ".join((base, *run.roles))) for wide, run in zip(widths, cut, strict=True)]


def _tail_role(paragraph: Paragraph, end: int, layers: Sequence[Layer], base: str) -> str:
    """The role of what ends a row: of a hyphen, that of the letter before it."""
    if paragraph.kind == "code":
        return "muted"
    return " ".join((base, *(role for run in runs(end - 1, end, layers) for role in run.roles)))


def _base_role(paragraph: Paragraph, row: Row) -> str:
    if paragraph.kind == "heading":
        return f"heading-{min(paragraph.level or 1, _LAST_LEVEL)}"
    if paragraph.kind == "table" and not row.start:
        return "ink strong"  # its header
    return "ink"
