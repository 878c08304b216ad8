"""The thin rule between panes, and the notice that stands in for them in a window that is too small."""

from __future__ import annotations

from textual.strip import Strip

from tread.core.wrap import wrap
from tread.tui.measure import ScreenMeasure
from tread.tui.widgets.canvas import Canvas


class Rule(Canvas):
    """One column of a thin rule."""

    def render_line(self, y: int) -> Strip:
        """One cell of it."""
        return self.strip([("│", "rule")], self.size.width)


class TooSmall(Canvas):
    """Says how large a window has to be; what is under it stays as it is."""

    def __init__(self, smallest: tuple[int, int], *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._smallest = smallest

    def render_line(self, y: int) -> Strip:
        """A row of the notice."""
        columns, rows = self._smallest
        size = self.screen.size
        text = f"tread needs {columns}×{rows} cells; this window has {size.width}×{size.height}."
        lines = wrap(text, max(self.size.width, 2), ScreenMeasure())
        if y >= len(lines):
            return self.strip((), self.size.width)
        start, end = lines[y]
        return self.strip([(text[start:end].rstrip(), "ink")], self.size.width)
