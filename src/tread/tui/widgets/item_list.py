"""A list of items of several rows each, of any length: only what is in view is ever drawn.

Like the article's page it is scrolled by a place in it, an item and a row of that item, so that its
cost does not depend on how many items there are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tread.tui.glide import Glide
from tread.tui.pinned import pinned
from tread.tui.widgets.canvas import Canvas, Text

Rows = list[list[Text]]


class Held(NamedTuple):
    """Which of so many items the cursor is on, and the page begins with; is_seen: the first is in view."""

    cursor: int
    top: tuple[int, int]
    is_seen: bool
    items: int


class ItemList(Canvas, can_focus=True):
    """Items under one another, one of them under the cursor; subclasses say what an item looks like."""

    class Chosen(Message):
        """An item was clicked."""

        def __init__(self, item_list: ItemList, index: int) -> None:
            super().__init__()
            self.item_list = item_list
            self.index = index

        @property
        def control(self) -> ItemList:
            """The list the item stands in."""
            return self.item_list

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.cursor = 0
        self._top = (0, 0)
        self._glide = Glide(self, self._scroll)
        self._rows: dict[tuple[int, bool], list[Strip]] = {}

    def count(self) -> int:
        """How many items there are."""
        raise NotImplementedError

    def item(self, index: int, width: int, current: bool) -> Rows:
        """The rows of an item, at least one; `current` when the cursor is on it."""
        raise NotImplementedError

    def empty(self, width: int) -> Rows:
        """What is shown where there are no items."""
        raise NotImplementedError

    def forget_rows(self) -> None:
        """Forget what was drawn."""
        self._rows.clear()

    def changed(self) -> None:
        """Draw anew: the items have changed."""
        self.forget_rows()
        self.cursor = max(0, min(self.cursor, self.count() - 1))
        self._top = min(self._top, (max(self.count() - 1, 0), 0))
        self._show_cursor()

    def held(self) -> Held:
        """The items that cursor and page are on, for `hold` once items have come or gone."""
        last = self.index_at(self.size.height - 1)
        is_seen = self._top[0] <= self.cursor and (last is None or self.cursor <= last)
        return Held(self.cursor, self._top, is_seen, self.count())

    def hold(self, held: Held, now_at: Callable[[int], int | None]) -> None:
        """Draw anew, cursor and page on the items they were on, or on the next that is left.

        now_at: where an item is, by where it was; None when it is gone.
        """
        self.forget_rows()
        last = max(self.count() - 1, 0)
        self.cursor = min(_left(held.cursor, held.items, now_at), last)
        if held.top != (0, 0):
            self._top = (min(_left(held.top[0], held.items, now_at), last), held.top[1])
        if held.is_seen:
            self._show_cursor()
        else:
            self._top = min(self._top, self._last_top()) if self.count() else (0, 0)
            self._draw()

    def move_to(self, index: int) -> None:
        """Put the cursor on an item and scroll it into view."""
        self.cursor = max(0, min(index, self.count() - 1))
        self._show_cursor()

    def move_by(self, items: int) -> None:
        """Move the cursor by so many items."""
        self.move_to(self.cursor + items)

    def move_by_page(self, direction: int) -> None:
        """Move the cursor by about a page of items, down (1) or up (-1)."""
        rows = self.size.height
        index = self.cursor
        while rows > 0 and 0 <= index + direction < self.count():
            index += direction
            rows -= self._height(index)
        self.move_to(index)

    def rows(self, crop: Region) -> list[Strip]:
        """The rows of a region, which are pinned when they are drawn and not once again in each frame."""
        return [self.render_line(y) for y in crop.line_range]

    def render_line(self, y: int) -> Strip:
        """Row y of the view."""
        width = self.size.width
        if not self.count():
            rows = self.empty(width)
            return pinned(self.strip(rows[y], width)) if y < len(rows) else self.blank(width)
        index, row = self._top
        row += y
        while index < self.count() and row >= (height := self._height(index)):
            row -= height
            index += 1
        return self._strips(index)[row] if index < self.count() else self.blank(width)

    def index_at(self, y: int) -> int | None:
        """The item drawn at row y of the view."""
        index, row = self._top
        row += y
        while index < self.count():
            row -= self._height(index)
            if row < 0:
                return index
            index += 1
        return None

    def on_resize(self) -> None:
        """Draw for the new width."""
        self.forget_rows()
        self._show_cursor()

    def on_focus(self) -> None:
        """The cursor is drawn otherwise where keys go."""
        self.forget_rows()

    def on_blur(self) -> None:
        """The cursor is drawn otherwise where keys do not go."""
        self.forget_rows()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the item that was clicked, and say so."""
        if (index := self.index_at(event.y)) is not None:
            self.move_to(index)
            self.post_message(self.Chosen(self, index))

    def on_mouse_scroll_down(self) -> None:
        """Scroll on with the wheel."""
        self._glide.push(1)

    def on_mouse_scroll_up(self) -> None:
        """Scroll back with the wheel."""
        self._glide.push(-1)

    def _strips(self, index: int) -> list[Strip]:
        current = index == self.cursor
        strips = self._rows.get((index, current))
        if strips is None:
            width = self.size.width
            strips = [pinned(self.strip(row, width)) for row in self.item(index, width, current)]
            if len(self._rows) > 1000:
                self._rows.clear()
            self._rows[index, current] = strips
        return strips

    def _height(self, index: int) -> int:
        return len(self._strips(index))

    def _scroll(self, rows: int) -> None:
        index, row = self._top
        row += rows
        while row < 0 and index > 0:
            index -= 1
            row += self._height(index)
        while index < self.count() - 1 and row >= self._height(index):
            row -= self._height(index)
            index += 1
        if self.count():
            self._top = min((index, max(row, 0)), self._last_top())
        self._draw()

    def _last_top(self) -> tuple[int, int]:
        """The lowest top that leaves no empty rows at the foot."""
        rows, index = self.size.height, self.count() - 1
        while index > 0 and rows > self._height(index):
            rows -= self._height(index)
            index -= 1
        return (index, max(self._height(index) - rows, 0))

    def _show_cursor(self) -> None:
        """Scroll no further than needed for the whole item under the cursor to be seen."""
        height = self.size.height
        if self.count() and height:
            index, above = self.cursor, height - self._height(self.cursor)
            while index > 0 and above > 0:
                index -= 1
                above -= self._height(index)
            lowest = (index, -above) if above < 0 else (index, 0)
            self._top = min(max(self._top, lowest), (self.cursor, 0))
        self._draw()

    def _draw(self) -> None:
        # A region spares the rest of the screen (textual 8.2.8 widget.py:4324).
        self.refresh(Region(0, 0, *self.size))


def _left(index: int, count: int, now_at: Callable[[int], int | None]) -> int:
    """Where an item of so many is now; where it is gone, the next that is left, else the one before."""
    for near in (*range(index, count), *range(index - 1, -1, -1)):
        if (now := now_at(near)) is not None:
            return now
    return 0
