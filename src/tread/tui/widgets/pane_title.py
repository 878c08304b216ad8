"""The first row of a pane: what is in it, how much of it, by what it is filtered and in which order."""

from __future__ import annotations

from rich.cells import cell_len
from textual.strip import Strip

from tread.tui.widgets.canvas import Canvas, Text


class PaneTitle(Canvas):
    """One row above a list or a page."""

    def __init__(self, title: str) -> None:
        super().__init__(classes="pane-title")
        self._title = title
        self._count = 0
        self._filter = ""
        self._order = ""
        self._picked = 0
        self._lit = True

    def name_it(self, title: str, *, lit: bool) -> None:
        """Show another title; one that is not lit is fainter."""
        if (title, lit) != (self._title, self._lit):
            self._title, self._lit = title, lit
            self.refresh()

    def show(self, count: int, filtered_by: str, *, order: str = "", picked: int = 0) -> None:
        """Say how many items are listed, by what they are filtered, in which order, how many are picked."""
        self._count, self._filter, self._order, self._picked = count, filtered_by, order, picked
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The row; the order stands at its end, where there is room."""
        width = self.size.width
        what = f" “{self._filter}”" if self._filter else ""
        texts: list[Text] = [
            (f" {self._title}", "muted strong" if self._lit else "muted"),
            (f"  {self._count or ''}{what}", "muted"),
        ]
        if self._picked:
            texts.append((f"  {self._picked} picked", "key"))
        room = width - sum(cell_len(text) for text, _ in texts) - 2
        if self._order and room >= cell_len(self._order):
            texts.append((f" {self._order.rjust(room)}", "muted"))
        return self.strip(texts, width)
