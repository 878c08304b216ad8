"""What is wrong, said over whatever is shown for as long as it takes to read; never over what is being typed.

Notices stand at the top, where nothing is typed. In a window too low for both, they wait until the note has
been written, and those that are shown when it is begun come back then. The app has one of these.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from tread.core.clean import clean_line

if TYPE_CHECKING:
    from tread.tui.app import TreadApp

SHOWN_S = 12.0
_ROOMY_ROWS = 24
"""In a window of so many rows a note leaves a quarter of them free."""


class Notices:
    """The notices of one app."""

    def __init__(self, app: TreadApp) -> None:
        self._app = app
        self._shown: list[tuple[str, float]] = []
        self._waiting: list[str] = []

    def show(self, text: str) -> None:
        """Say something, once there is room for it."""
        self._waiting.append(clean_line(text))
        self.settle()

    def clear(self) -> None:
        """Take away all that is shown."""
        self._shown = []
        self._app.clear_notifications()

    def settle(self) -> None:
        """A note has been begun or ended, or the window has another size: show what waits, or let it wait."""
        app, now = self._app, monotonic()
        app.reader.set_class(app.reader.sidebar.is_writing, "-writing")
        self._shown = [(text, until) for text, until in self._shown if until > now]
        if app.reader.sidebar.is_writing and app.size.height < _ROOMY_ROWS:
            if self._shown:
                self._waiting = [text for text, _ in self._shown] + self._waiting
                self.clear()
            return
        for text in self._waiting:
            app.notify(text, severity="warning", markup=False, timeout=SHOWN_S)
            self._shown.append((text, now + SHOWN_S))
        self._waiting = []
