"""How many of the annotations that are listed have which colour, in the colours, with their names."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from textual.strip import Strip

from tread.core.clean import clean_line
from tread.core.marks import highlight_role
from tread.tui.widgets.canvas import Canvas, Text

_ROWS = 2
_SIGN = "■"


class ColourCounts(Canvas):
    """A row, or two where the names need it; without the names where they would need more."""

    def __init__(self) -> None:
        super().__init__(classes="colour-counts")
        self._counts: Mapping[str, int] = {}
        self._names: Mapping[str, str] = {}
        self._rows: list[list[Text]] = []

    def show(self, counts: Mapping[str, int], names: Mapping[str, str]) -> None:
        """Show other counts, by colour, under the names that colours have; with none there is no row."""
        self._counts, self._names = counts, names
        self._set()

    def on_resize(self) -> None:
        """Set for another width."""
        self._set()

    def _set(self) -> None:
        names = self.app.settings.colours
        named = [
            (colour, f" {number} {clean_line(names.get(colour, '') or colour)}")
            for colour, number in self._counts.items()
        ]
        rows = _set_in_rows(named, self.size.width)
        if len(rows) > _ROWS:
            bare = [(colour, f" {number}") for colour, number in self._counts.items()]
            rows = _set_in_rows(bare, self.size.width)[:_ROWS]
        self._rows = rows
        self.styles.height = len(rows)
        self.display = bool(rows)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A row of counts."""
        return self.strip(self._rows[y] if y < len(self._rows) else [], self.size.width)


def _set_in_rows(items: list[tuple[str, str]], width: int) -> list[list[Text]]:
    """Items beside one another in rows of at most `width` cells."""
    rows: list[list[Text]] = []
    used = width
    for colour, text in items:
        cells = cell_len(text) + 3
        if used + cells > width or not rows:
            rows.append([(" ", "muted")])
            used = 0
        rows[-1] += [(_SIGN, highlight_role(colour).replace("highlight", "mark")), (f"{text} ", "muted")]
        used += cells
    return rows
