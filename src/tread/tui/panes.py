"""Which panes a window of a given width shows. Pure, so that folding can be tested without a window."""

from __future__ import annotations

from typing import Literal, NamedTuple

from tread.commands import Pane

SMALLEST = (40, 12)
"""The smallest window, in cells, that tread is laid out for."""
SPLIT_CELLS = 90
"""Two articles stand side by side in a window of so many cells; in a narrower one they take turns."""
NARROWEST, WIDEST = 20, 90
"""Cells that the library and the sidebar have at least and at most."""

_COMFORTABLE = 64
"""Cells that the article keeps before a pane that nobody asked for is shown beside it."""
_ENOUGH = 36
"""Cells that the article keeps beside a pane that was asked for."""
_LEAST_SHARE = 0.2

Wish = Literal["auto", "on", "off"]
"""Whether a pane is to be shown: where there is room, always, or only while it has the focus."""


class Sizes(NamedTuple):
    """How wide panes are to be.

    library, sidebar: cells. first: the share that the first of two articles has of the room for both, 0 to 1.
    """

    library: int
    sidebar: int
    first: float = 0.5

    def widened(self, pane: Pane, cells: int, room: int) -> Sizes:
        """The sizes with a pane so many cells wider; with "article", the first of two that share `room`."""
        if pane == "article":
            share = self.first + cells / max(room, 1)
            return self._replace(first=min(max(share, _LEAST_SHARE), 1 - _LEAST_SHARE))
        held = self.library if pane == "library" else self.sidebar
        wider = min(max(held + cells, NARROWEST), WIDEST)
        return self._replace(library=wider) if pane == "library" else self._replace(sidebar=wider)


class Panes(NamedTuple):
    """The panes to show; at least one is. articles: how many articles, 0 to 2."""

    library: bool
    articles: int
    sidebar: bool


def panes(
    width: int,
    focus: Pane,
    library: Wish,
    sidebar: Wish,
    sizes: Sizes,
    *,
    is_open: bool = True,
    is_split: bool = False,
) -> Panes:
    """The panes for a window `width` cells wide; a wider one never shows fewer.

    The pane with the focus is always shown; then the article, or both where there are two; then the others
    as far as they leave them room: those that were asked for first, and the sidebar before the library.

    is_open: whether an article is open; while none is, the library has the window to itself.
    """
    if not is_open and focus == "library":
        return Panes(True, 0, False)
    if focus == "library" and width < sizes.library + _ENOUGH:
        return Panes(True, 0, False)
    if focus == "sidebar" and width < sizes.sidebar + _ENOUGH:
        return Panes(False, 0, True)
    articles = 2 if is_split and width >= SPLIT_CELLS else 1
    beside = {"library": sizes.library, "sidebar": sizes.sidebar}.get(focus, 0)
    if width - beside < _room(articles, _ENOUGH):
        articles = 1
    others: list[tuple[Pane, Wish, int]] = [
        ("sidebar", "on" if focus == "sidebar" else sidebar, sizes.sidebar),
        ("library", "on" if focus == "library" else library, sizes.library),
    ]
    others.sort(key=lambda other: (other[0] != focus, other[1] != "on"))
    shown, left = set[Pane](), width
    for pane, wish, cells in others:
        if wish == "off":
            continue
        left -= cells
        if left < _room(articles, _ENOUGH if wish == "on" else _COMFORTABLE):
            break
        shown.add(pane)
    return Panes("library" in shown, articles, "sidebar" in shown)


def _room(articles: int, cells: int) -> int:
    """Cells that articles take which have so many each, with the rule between them."""
    return articles * cells + articles - 1
