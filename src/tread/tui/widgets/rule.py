"""The thin rule between panes, and the notice that stands in for them in a window that is too small."""

from __future__ import annotations

from textual import events
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

    def render_line(self, y: int) -> Strip:
        """One cell of it."""
        return self.strip([("│", "rule" if self._held_at is None else "bar")], self.size.width)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the rule."""
        self.capture_mouse()
        self._held_at = event.screen_x
        self.refresh()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Move what is held."""
        if self._held_at is not None and (cells := round(event.screen_x - self._held_at)):
            self._held_at += cells
            self.post_message(self.Dragged(self, cells))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        self.release_mouse()
        self._held_at = None
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
