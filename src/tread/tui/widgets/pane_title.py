"""The first row of a pane: what is in it, how much of it, and by what it is filtered."""

from __future__ import annotations

from textual.strip import Strip

from tread.tui.widgets.canvas import Canvas, Text


class PaneTitle(Canvas):
    """One row above a list or a page."""

    def __init__(self, title: str) -> None:
        super().__init__(classes="pane-title")
        self._title = title
        self._count = 0
        self._filter = ""
        self._lit = True

    def name_it(self, title: str, *, lit: bool) -> None:
        """Show another title; one that is not lit is fainter."""
        if (title, lit) != (self._title, self._lit):
            self._title, self._lit = title, lit
            self.refresh()

    def show(self, count: int, filtered_by: str) -> None:
        """Say how many items are listed, and by what they are filtered."""
        self._count, self._filter = count, filtered_by
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The row."""
        what = f" “{self._filter}”" if self._filter else ""
        texts: list[Text] = [
            (f" {self._title}", "muted strong" if self._lit else "muted"),
            (f"  {self._count or ''}{what}", "muted"),
        ]
        return self.strip(texts, self.size.width)
