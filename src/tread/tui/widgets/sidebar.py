"""The sidebar: an article's annotations, and under them the note that is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tread.core.listing import ORDERS
from tread.reading.reading import Reading
from tread.tui.widgets.canvas import Unpainted
from tread.tui.widgets.notes_list import NotesList
from tread.tui.widgets.pane_title import PaneTitle

if TYPE_CHECKING:
    from tread.tui.widgets.colour_counts import ColourCounts
    from tread.tui.widgets.note_editor import NoteEditor


class Sidebar(Unpainted, Vertical):
    """Highlights and notes of the article that has the reader's attention."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._reading: Reading | None = None
        self._title = PaneTitle("Notes")
        self._colours: ColourCounts | None = None
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
        self.show_title()
        self._show_colours()

    def show_title(self) -> None:
        """Say what is listed, and how much of it is picked."""
        notes = self.notes
        order = f"by {notes.order}" if notes.entries else ""
        self._title.show(len(notes.entries), notes.filter, order=order, picked=len(notes.picked))

    def _show_colours(self) -> None:
        counts = self.notes.counts
        if self._colours is None and counts:
            from tread.tui.widgets.colour_counts import ColourCounts  # with the first highlight

            self._colours = ColourCounts()
            self.mount(self._colours, after=self._title)
        if self._colours is not None:
            self._colours.show(counts, self.notes.colour_names)

    def filter(self, text: str) -> None:
        """List only what is wanted, in the language of `tread.core.filter`."""
        self.notes.filter = text.strip()
        self.show(self._reading)

    def order_next(self) -> None:
        """List in the next of the orders there are."""
        self.notes.order = ORDERS[(ORDERS.index(self.notes.order) + 1) % len(ORDERS)]
        self.show(self._reading)

    @property
    def is_writing(self) -> bool:
        """True while a note is being written."""
        return self.editor is not None

    def write(self, label: str, editor: NoteEditor) -> None:
        """Open an editor under the list."""
        if self.is_writing:
            return
        self.editor = editor
        self.mount(Static(Content(label), classes="note-label"), editor, editor.hint)
        editor.focus()

    def stop_writing(self) -> str:
        """Close the editor; the text that stood in it."""
        if self.editor is None:
            return ""
        text = self.editor.text
        # Not to be painted while it is taken away: Textual drops its styles first (8.2.8 widget.py).
        self.editor.display = False
        self.editor.remove()
        self.editor.hint.remove()
        self.editor = None
        self.query(".note-label").remove()
        return text
