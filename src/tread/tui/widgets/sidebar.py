"""The sidebar: an article's annotations, and under them the note that is being written."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Static

from tread.reading import Reading
from tread.tui.widgets.canvas import Canvas
from tread.tui.widgets.notes_list import NotesList


class Sidebar(Vertical):
    """Highlights and notes of the article that has the reader's attention."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._reading: Reading | None = None
        self._title = SidebarTitle(classes="pane-title")
        self.notes: NotesList = NotesList(id="notes-list")

    def compose(self) -> ComposeResult:
        """A title and the list; the editor comes when a note is written."""
        yield self._title
        yield self.notes

    def show(self, reading: Reading | None) -> None:
        """List an article's annotations as they now are."""
        self._reading = reading
        self.notes.show(reading)
        self._title.count = len(self.notes.entries)
        self._title.filter = self.notes.filter
        self._title.refresh()

    def filter(self, text: str) -> None:
        """List only what holds a text."""
        self.notes.filter = text.strip()
        self.show(self._reading)

    @property
    def is_writing(self) -> bool:
        """True while a note is being written."""
        return bool(self.query("#note-editor"))

    def write(self, label: str, text: str) -> None:
        """Open the editor on a text."""
        from tread.tui.widgets.note_editor import NoteEditor

        if self.is_writing:
            return
        editor = NoteEditor(text)
        self.mount(Static(Content(label), id="note-label"), editor)
        editor.focus()

    def stop_writing(self) -> str:
        """Close the editor; the text that stood in it."""
        from tread.tui.widgets.note_editor import NoteEditor

        editor = self.query_one(NoteEditor)
        text = editor.text
        editor.remove()
        self.query("#note-label").remove()
        return text


class SidebarTitle(Canvas):
    """How many annotations are listed."""

    count = 0
    filter = ""

    def render_line(self, y: int) -> Strip:
        """The title."""
        what = f" “{self.filter}”" if self.filter else ""
        return self.strip(
            [(" Notes", "muted strong"), (f"  {self.count or ''}{what}", "muted")], self.size.width
        )
