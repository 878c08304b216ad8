"""The thin rule between panes, and the notice that stands in for them in a window that is too small."""

from __future__ import annotations

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tread.core.wrap import wrap
from tread.tui.measure import ScreenMeasure
from tread.tui.widgets.canvas import Canvas


class Rule(Canvas):
    """One column of a thin rule, which the mouse can drag."""

    class Dragged(Message):
        """The rule was dragged so many cells to the right."""

        def __init__(self, rule: Rule, cells: int) -> None:
            super().__init__()
            self.rule = rule
            self.cells = cells

    _held_at: float | None = None
    _cell: Strip | None = None

    def rows(self, crop: Region) -> list[Strip]:
        """The same cell in every row."""
        return [self.render_line(0)] * crop.height

    def render_line(self, y: int) -> Strip:
        """One cell of it; the same strip each time, for what Textual works out about a strip it keeps."""
        if self._cell is None:
            self._cell = self.strip([("│", "rule" if self._held_at is None else "bar")], 1)
        return self._cell

    def forget_rows(self) -> None:
        """Draw it in other colours."""
        self._cell = None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the rule."""
        self.capture_mouse()
        self._hold(event.screen_x)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Move what is held."""
        if self._held_at is not None and (cells := round(event.screen_x - self._held_at)):
            self._held_at += cells
            self.post_message(self.Dragged(self, cells))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        self.release_mouse()
        self._hold(None)

    def _hold(self, at: float | None) -> None:
        self._held_at, self._cell = at, None
        self.refresh()


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
