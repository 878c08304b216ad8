"""The rail at the right edge of a page: a scroll bar and a map of the article in one column of cells.

Drawn as the page's last cell rather than as a widget: a stock scroll bar costs more than half of a
scrolled frame. Only `article_view` uses it.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from rich.segment import Segment

from tread.tui.widgets.canvas import sign_role

if TYPE_CHECKING:
    from tread.core.find import Hits
    from tread.core.marks import Mark
    from tread.reading.reading import Reading
    from tread.tui.widgets.article_view import ArticleView

TRACK, THUMB, MARK = " ", "┃", "▐"


class Rail:
    """What each cell of the rail shows; worked out again only when that has changed."""

    def __init__(self) -> None:
        self._marks: dict[int, str] | None = None
        self._hits: set[int] | None = None
        self._height = 0
        self._in_view = range(0)

    def forget(self) -> None:
        """The annotations, or the article, have changed."""
        self._marks = self._hits = None

    def forget_hits(self) -> None:
        """More has been found, or something else."""
        self._hits = None

    def scrolled(self, view: ArticleView) -> None:
        """Another part of the article is in view."""
        reading, height = view.reading, view.size.height
        if height != self._height:
            self.forget()
            self._height = height
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
            self._marks = _marks(reading, self._height)
        if self._hits is None:
            self._hits = _hits(view.hits, reading.extent.total, self._height)
        if y in self._hits:
            return Segment(MARK, view.style_of("mark-search"))
        if role := self._marks.get(y):
            return Segment(MARK, view.style_of(role))
        if y in self._in_view:
            return Segment(THUMB, view.style_of("thumb"))
        return Segment(TRACK, view.style_of("track"))


def _marks(reading: Reading, height: int) -> dict[int, str]:
    """Row of the rail -> role, for the rows that hold an annotation: that of the last mark there.

    Asks for no more marks than it has rows, however many there are.
    """

    def row_of(mark: Mark) -> int:
        return int(reading.extent.fraction(mark.range.start) * height)

    marks, found, index = reading.marks.marks, dict[int, str](), 0
    while index < len(marks):
        row = row_of(marks[index])
        index = bisect_right(marks, row, lo=index, key=row_of)
        found[row] = sign_role(marks[index - 1].annotation)
    return found


def _hits(hits: Hits | None, total: int, height: int) -> set[int]:
    """The rows of the rail that hold a hit, in an article of `total` characters."""
    if hits is None:
        return set()
    borders = [-(-y * total // height) for y in range(height + 1)]
    return {y for y in range(height) if hits.any_between(borders[y], borders[y + 1])}
