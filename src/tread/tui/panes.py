"""Which panes a window of a given width shows. Pure, so that folding can be tested without a window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tread.keymap import Context

LIBRARY_CELLS = 30
SIDEBAR_CELLS = 34
SMALLEST = (40, 12)
"""The smallest window, in cells, that tread is laid out for."""

_COMFORTABLE = 64
"""Cells that the article keeps before a pane that nobody asked for is shown beside it."""
_ENOUGH = 36
"""Cells that the article keeps beside a pane that was asked for."""

Wish = Literal["auto", "on", "off"]
"""Whether a pane is to be shown: where there is room, always, or only while it has the focus."""


@dataclass(frozen=True, slots=True)
class Panes:
    """The panes to show; at least one is."""

    library: bool
    article: bool
    sidebar: bool


def panes(width: int, focus: Context, library: Wish, sidebar: Wish) -> Panes:
    """The panes for a window `width` cells wide. The pane with the focus is always shown; then the
    article, then the others as far as they leave it room, the sidebar first."""
    if focus == "library" and width < LIBRARY_CELLS + _ENOUGH:
        return Panes(True, False, False)
    if focus == "sidebar" and width < SIDEBAR_CELLS + _ENOUGH:
        return Panes(False, False, True)
    left = width - (LIBRARY_CELLS if focus == "library" else 0) - (SIDEBAR_CELLS if focus == "sidebar" else 0)
    show_sidebar = focus == "sidebar"
    if not show_sidebar and _fits(sidebar, left - SIDEBAR_CELLS):
        show_sidebar = True
        left -= SIDEBAR_CELLS
    show_library = focus == "library" or _fits(library, left - LIBRARY_CELLS)
    return Panes(show_library, True, show_sidebar)


def _fits(wish: Wish, article_cells: int) -> bool:
    return wish != "off" and article_cells >= (_ENOUGH if wish == "on" else _COMFORTABLE)
