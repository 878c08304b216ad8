"""All notes of the library, as the reading screen sees them: showing them, opening one, coming back.

What is shown is in `tread.tui.screens.notes`, which is imported when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tread.core.annotation import COLOURS
from tread.tui.marking import Action
from tread.tui.tending import Visit

if TYPE_CHECKING:
    from tread.core.gathered import Grouping, Note
    from tread.tui.desk import OpenArticle
    from tread.tui.gathering import Gatherer
    from tread.tui.screens.notes import NotesScreen
    from tread.tui.screens.reader import ReaderScreen


class AllNotes:
    """What is kept of the list of all notes while it is not on the screen.

    filter, grouping, note: as it was left; note is the id of the one under the cursor.
    bound_for: the note that an article is being opened at.
    """

    def __init__(self, reader: ReaderScreen) -> None:
        self._reader = reader
        self._gatherer: Gatherer | None = None
        self.screen: NotesScreen | None = None
        self.filter = ""
        self.grouping: Grouping = "article"
        self.note = ""
        self._bound_for: Note | None = None

    @property
    def gatherer(self) -> Gatherer:
        """What reads the notes of the library."""
        if self._gatherer is None:
            from tread.tui.gathering import Gatherer

            app = self._reader.app
            target = app.target
            folders = target.folders or (() if target.articles else (Path(),))
            self._gatherer = Gatherer(app.desk, folders, target.articles)
        return self._gatherer

    def show(self) -> None:
        """Show the notes of the library, as they were left."""
        if self.screen is None:
            from tread.tui.screens.notes import NotesScreen

            self._reader.writer.keep()
            self.screen = NotesScreen(self, self._reader)
            self._reader.app.push_screen(self.screen)

    def leave(self) -> None:
        """Go back to what is under the list."""
        screen, self.screen = self.screen, None
        if screen is not None:
            screen.dismiss()

    def open(self, note: Note) -> None:
        """Open the article at a note."""
        if note.is_gone:
            assert self.screen is not None
            self.screen.status.say(f"Its file is gone: {note.path}", error=True)
            return
        self.leave()
        self._bound_for = note
        reader = self._reader
        reader.opener.open(Path(note.path))
        if reader.article is not None and reader.article.has_history:
            self.arrive(reader.article)

    def arrive(self, article: OpenArticle) -> None:
        """The annotations of an article have been read: go to the one that it was opened at."""
        reader, note = self._reader, self._bound_for
        if note is None or article is not reader.article or str(article.path) != note.path:
            return
        self._bound_for = None
        annotation = article.reading.annotation(note.id)
        placed = article.reading.placed_by_id(note.id)
        if annotation is None or annotation.deleted is not None:
            reader.status.say("The note has been deleted.")
        elif placed is not None and placed.range is not None and placed.state not in ("uncertain", "orphan"):
            reader.view.show_range(placed.range)
        elif annotation.anchor is not None:
            reader.status.say("Its place in the article is not certain.")
            reader.sidebar.notes.move_to_annotation(note.id)
        reader.visit = Visit(reader.view, article, None, reader.view.selection)

    def read_again(self) -> None:
        """Something has been written to the store."""
        if self.screen is not None:
            self.screen.gather()


def _on_list(act: Callable[[NotesScreen], object]) -> Action:
    def run(reader: ReaderScreen) -> None:
        if reader.all_notes.screen is not None:
            act(reader.all_notes.screen)

    return run


NOTES: Mapping[str, Action] = {
    "notes.show": lambda reader: reader.all_notes.show(),
    "notes.open": _on_list(lambda screen: screen.open()),
    "notes.next": _on_list(lambda screen: screen.notes.move_by(1)),
    "notes.previous": _on_list(lambda screen: screen.notes.move_by(-1)),
    "notes.page-down": _on_list(lambda screen: screen.notes.move_by_page(1)),
    "notes.page-up": _on_list(lambda screen: screen.notes.move_by_page(-1)),
    "notes.next-group": _on_list(lambda screen: screen.notes.move_by_group(1)),
    "notes.previous-group": _on_list(lambda screen: screen.notes.move_by_group(-1)),
    "notes.top": _on_list(lambda screen: screen.notes.move_to(0)),
    "notes.end": _on_list(lambda screen: screen.notes.move_to(screen.notes.count())),
    "notes.filter": _on_list(lambda screen: screen.begin_to_filter()),
    "notes.group": _on_list(lambda screen: screen.group_next()),
    "notes.pick": _on_list(lambda screen: screen.pick()),
    "notes.pick-all": _on_list(lambda screen: screen.pick_all()),
    "notes.back": _on_list(lambda screen: screen.back()),
    "notes.leave": lambda reader: reader.all_notes.leave(),
}

_THERE: Mapping[str, Action] = {
    **{
        f"mark.colour-{number}": _on_list(lambda screen, colour=colour: screen.recolour(colour))  # type: ignore[misc]
        for number, colour in enumerate(COLOURS, 1)
    },
    "mark.tags": _on_list(lambda screen: screen.ask_for_tags()),
    "mark.delete": _on_list(lambda screen: screen.delete()),
    "mark.undo": _on_list(lambda screen: screen.turn("undo")),
    "mark.redo": _on_list(lambda screen: screen.turn("redo")),
    "app.export": _on_list(lambda screen: screen.ask_for_export()),
}


def with_all_notes(actions: Mapping[str, Action]) -> Mapping[str, Action]:
    """The commands that act on annotations, acting on those of the list of all notes while it is shown."""

    def either(here: Action, there: Action) -> Action:
        return lambda reader: (here if reader.all_notes.screen is None else there)(reader)

    return {name: either(act, _THERE[name]) if name in _THERE else act for name, act in actions.items()}
