"""Which panes a window of a given width shows. Pure, so that folding can be tested without a window."""

from __future__ import annotations

from typing import Literal, NamedTuple

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


class Panes(NamedTuple):
    """The panes to show; at least one is."""

    library: bool
    article: bool
    sidebar: bool


def panes(width: int, focus: Context, library: Wish, sidebar: Wish, *, is_open: bool = True) -> Panes:
    """The panes for a window `width` cells wide; a wider one never shows fewer.

    The pane with the focus is always shown; then the article, then the others as far as they leave it
    room: those that were asked for first, and the sidebar before the library.

    is_open: whether an article is open; while none is, the library has the window to itself.
    """
    if not is_open and focus == "library":
        return Panes(True, False, False)
    if focus == "library" and width < LIBRARY_CELLS + _ENOUGH:
        return Panes(True, False, False)
    if focus == "sidebar" and width < SIDEBAR_CELLS + _ENOUGH:
        return Panes(False, False, True)
    others: list[tuple[Context, Wish, int]] = [
        ("sidebar", "on" if focus == "sidebar" else sidebar, SIDEBAR_CELLS),
        ("library", "on" if focus == "library" else library, LIBRARY_CELLS),
    ]
    others.sort(key=lambda other: (other[0] != focus, other[1] != "on"))
    shown, left = set[Context](), width
    for pane, wish, cells in others:
        if wish == "off":
            continue
        left -= cells
        if left < (_ENOUGH if wish == "on" else _COMFORTABLE):
            break
        shown.add(pane)
    return Panes("library" in shown, True, "sidebar" in shown)
