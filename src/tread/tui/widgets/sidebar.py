"""The sidebar: an article's annotations, and under them the note that is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tread.reading import Reading
from tread.tui.widgets.notes_list import NotesList
from tread.tui.widgets.pane_title import PaneTitle

if TYPE_CHECKING:
    from tread.tui.widgets.note_editor import NoteEditor


class Sidebar(Vertical):
    """Highlights and notes of the article that has the reader's attention."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._reading: Reading | None = None
        self._title = PaneTitle("Notes")
        self.editor: NoteEditor | None = None
        self.notes: NotesList = NotesList(id="notes-list")

    def compose(self) -> ComposeResult:
        """A title and the list; the editor comes when a note is written."""
        yield self._title
        yield self.notes

    def show(self, reading: Reading | None) -> None:
        """List an article's annotations as they now are."""
        self._reading = reading
        self.notes.show(reading)
        self._title.show(len(self.notes.entries), self.notes.filter)

    def filter(self, text: str) -> None:
        """List only what holds a text."""
        self.notes.filter = text.strip()
        self.show(self._reading)

    @property
    def is_writing(self) -> bool:
        """True while a note is being written."""
        return self.editor is not None

    def write(self, label: str, text: str) -> None:
        """Open the editor on a text."""
        from tread.tui.widgets.note_editor import NoteEditor

        if self.is_writing:
            return
        self.editor = NoteEditor(text)
        self.mount(Static(Content(label), classes="note-label"), self.editor)
        self.editor.focus()

    def stop_writing(self) -> str:
        """Close the editor; the text that stood in it."""
        if self.editor is None:
            return ""
        text = self.editor.text
        # Not to be painted while it is taken away: Textual drops its styles first (8.2.8 widget.py).
        self.editor.display = False
        self.editor.remove()
        self.editor = None
        self.query(".note-label").remove()
        return text
