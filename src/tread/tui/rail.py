"""The rail at the right edge of a page: a scroll bar and a map of the article in one column of cells.

Drawn as the page's last cell rather than as a widget: a stock scroll bar costs more than half of a
scrolled frame. Only `article_view` uses it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment

from tread.core.find import matches
from tread.core.position import Position
from tread.tui.widgets.canvas import sign_role

if TYPE_CHECKING:
    from tread.tui.widgets.article_view import ArticleView

TRACK, THUMB, MARK = " ", "┃", "▐"
_SEARCHED_CHARACTERS = 2_000_000
"""Up to so many characters all matches are shown on the rail."""


class Rail:
    """What each cell of the rail shows; worked out again only when that has changed."""

    def __init__(self) -> None:
        self._marks: dict[int, str] | None = None
        self._height = 0
        self._in_view = range(0)

    def forget(self) -> None:
        """The annotations, the matches or the article have changed."""
        self._marks = None

    def scrolled(self, view: ArticleView) -> None:
        """Another part of the article is in view."""
        reading, height = view.reading, view.size.height
        if height != self._height:
            self._marks, self._height = None, height
        if reading is not None:
            first = int(reading.extent.fraction(view.top_position) * height)
            last = int(reading.extent.fraction(view.bottom_position) * height - 1e-9)
            self._in_view = range(first, max(last, first) + 1)

    def segment(self, view: ArticleView, y: int) -> Segment:
        """The rail's cell in row y of the view."""
        reading = view.reading
        if reading is None or not reading.extent.total:
            return Segment(" ", view.style_of("ink"))
        if self._marks is None:
            self._marks = _map(view, self._height)
        if role := self._marks.get(y):
            return Segment(MARK, view.style_of(role))
        if y in self._in_view:
            return Segment(THUMB, view.style_of("thumb"))
        return Segment(TRACK, view.style_of("track"))


def _map(view: ArticleView, height: int) -> dict[int, str]:
    """Row of the rail -> role, for the rows that hold a mark or a match."""
    reading = view.reading
    assert reading is not None
    rows: dict[int, str] = {}
    for mark in reading.marks.marks:
        y = int(reading.extent.fraction(mark.range.start) * height)
        rows[y] = sign_role(mark.annotation)
    if view.query_shown is not None and reading.extent.total <= _SEARCHED_CHARACTERS:
        for index, paragraph in enumerate(reading.document.paragraphs):
            for start, _ in matches(view.query_shown, paragraph.text):
                rows[int(reading.extent.fraction(Position(index, start)) * height)] = "mark-search"
    return rows
