"""Smooth scrolling with the wheel: a notch is several rows, taken a few at a time, one paint for each.

What is still to be scrolled is added up, so that a fast wheel goes fast and never runs on after it stops.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget

NOTCH_ROWS = 3
_FRAME_S = 1 / 60


class Glide:
    """Scrolls a widget for the wheel.

    scroll: scrolls by so many rows, down, or up when negative.
    """

    def __init__(self, widget: Widget, scroll: Callable[[int], object]) -> None:
        self._widget = widget
        self._scroll = scroll
        self._rows = 0
        self._timer: Timer | None = None

    @property
    def rests(self) -> bool:
        """Whether nothing is left to be scrolled."""
        return self._timer is None

    def push(self, notches: int) -> None:
        """The wheel was turned by so many notches, down, or up when negative."""
        if self._rows * notches < 0:
            self._rows = 0
        self._rows += notches * NOTCH_ROWS
        if self._timer is None:
            self._timer = self._widget.set_interval(_FRAME_S, self._step)
            self._step()

    def _step(self) -> None:
        if not self._rows:
            if self._timer is not None:
                self._timer.stop()
                self._timer = None
            return
        rows = -(-abs(self._rows) // NOTCH_ROWS)
        rows = rows if self._rows > 0 else -rows
        self._rows -= rows
        self._scroll(rows)
