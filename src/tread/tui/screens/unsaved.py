"""Asks before quitting while changes could not be written."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tread.core.clean import clean_line


class UnsavedScreen(ModalScreen[bool]):
    """True: quit all the same. False: go on, and they are tried again."""

    CSS_PATH = "dialogs.tcss"

    def __init__(self, unsaved: int, reason: str) -> None:
        super().__init__()
        self._unsaved = unsaved
        self._reason = clean_line(reason)

    def compose(self) -> ComposeResult:
        """The question."""
        changes = "1 change is" if self._unsaved == 1 else f"{self._unsaved} changes are"
        with Vertical(id="dialog"):
            yield Static(Content(f"{changes} not saved."), id="dialog-title")
            yield Static(Content(self._reason))
            yield Static(
                Content("y  quit and lose what is not saved      n, Esc  go on reading; it is tried again")
            )

    def on_key(self, event: events.Key) -> None:
        """Yes or no."""
        event.stop()
        if event.character in ("y", "Y"):
            self.dismiss(True)
        elif event.key == "escape" or event.character in ("n", "N"):
            self.dismiss(False)
