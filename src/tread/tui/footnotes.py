"""Footnotes shown on the page under the rows that refer to them, which move down and nothing else.

Owns which are shown, and what stands in the rows between. Only `article_view` uses it.
"""

from __future__ import annotations

from collections.abc import Sequence

from tread.core.flow import Flow, flow_rows
from tread.core.footnotes import Reference
from tread.core.layout import Layout, Spot
from tread.core.position import Position
from tread.core.row import Row

_INDENT, _BAR = "  ", "┆ "


class Footnotes:
    """The footnotes that are shown.

    rows: the footnote's paragraph and its row that stands in a row of the page, by that row's number from
    the top. below: how many of such rows are below the page.
    """

    def __init__(self) -> None:
        self._shown: dict[Position, tuple[int, ...]] = {}
        self.rows: dict[int, tuple[int, Row]] = {}
        self.below = 0

    def forget(self) -> None:
        """Show none."""
        self._shown.clear()
        self.rows = {}

    def toggle(self, found: Sequence[Reference]) -> bool:
        """Hide the notes of references where one of them is shown, else show them; False: nothing to do.

        Without a reference, all that are shown are hidden.
        """
        places = [reference.range.start for reference in found] or list(self._shown)
        if not places:
            return False
        if any(place in self._shown for place in places):
            for place in places:
                self._shown.pop(place, None)
        else:
            self._shown.update((reference.range.start, reference.notes) for reference in found)
        return True

    def fit_in(self, layout: Layout, page: Sequence[Spot], height: int) -> list[Spot]:
        """A page of at most `height` rows with the notes in it; their rows have the spot of the row above."""
        self.rows, self.below = {}, 0
        if not self._shown:
            return list(page)
        under: dict[Spot, list[int]] = {}
        for place, notes in sorted(self._shown.items()):
            under.setdefault(layout.spot(place), []).extend(notes)
        fitted: list[Spot] = []
        for spot in page:
            fitted.append(spot)
            for index in under.get(spot, ()):
                for row in _note_rows(layout, index):
                    self.rows[len(fitted)] = index, row
                    fitted.append(spot)
        self.below = sum(y >= height for y in self.rows)
        self.rows = {y: note for y, note in self.rows.items() if y < height}
        return fitted[:height]


def _note_rows(layout: Layout, index: int) -> list[Row]:
    paragraph = layout.document.paragraphs[index]
    marker = f"{paragraph.marker} " if paragraph.marker else ""
    first, rest = _INDENT + _BAR + marker, _INDENT + _BAR + " " * len(marker)
    span = (0, len(paragraph.text))
    return flow_rows(paragraph, span, (first, rest), layout.width, layout.measure, Flow())
