"""All notes of the library: filtered as one types, grouped in several ways, any number of them.

A worker reads them a part at a time, and what has come is gone through in slices between which keys have
their turn, so that nothing waits for the whole. The field always has the focus, and passes on what is not
typed into it: keys stay in the order they were pressed in.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static
from textual.worker import WorkType, get_current_worker

from tread.core.filter import parse_filter
from tread.core.gathered import GROUPINGS, Listed, Note, Sieve, Sifter
from tread.keymap import Matched, Pending
from tread.keys import key_name, shown
from tread.tui.widgets.canvas import Text
from tread.tui.widgets.filter_field import FilterField
from tread.tui.widgets.gathered_list import AllNotesList
from tread.tui.widgets.pane_title import PaneTitle
from tread.tui.widgets.status_bar import Status, StatusBar

if TYPE_CHECKING:
    from tread.batches import Way
    from tread.tui.all_notes import AllNotes
    from tread.tui.app import TreadApp
    from tread.tui.batching import ChangesOf
    from tread.tui.gathering import Part
    from tread.tui.screens.reader import ReaderScreen
    from tread.tui.widgets.item_list import ItemList

_SLICE = 1000
"""So many notes are gone through before keys have their turn; 2 ms."""
_SHOW_S = 0.1
"""How often what has been found so far is shown."""


class NotesScreen(Screen[None]):
    """The list, what it is filtered by, and the row that says how much of it there is."""

    CSS_PATH = "notes.tcss"
    AUTO_FOCUS = "#notes-filter"

    app: TreadApp

    _TOP = "top"
    """Instead of a note's id: whichever comes first."""

    class Gathered(Message):
        """More notes have been read; `is_last`: there are no others. round: of which reading of them all."""

        def __init__(self, round_: int, parts: list[Part], is_last: bool) -> None:
            super().__init__()
            self.round = round_
            self.parts = parts
            self.is_last = is_last

    def __init__(self, state: AllNotes, reader: ReaderScreen) -> None:
        super().__init__()
        self._state = state
        self._reader = reader
        self._names = reader.naming.names(state.gatherer.colour_names())
        self._title = PaneTitle("All notes")
        self.notes: AllNotesList = AllNotesList(self._names, id="all-notes")
        keys = reader.app.keymap.keys_of("notes.filter")
        hint = "words, #tag, colour:green, kind:note, has:note"
        self.field = FilterField(
            self.press, f"{shown(keys[0])} filters: {hint}" if keys else hint, id="notes-filter"
        )
        self._question = Static("", id="notes-question", markup=False)
        self.status: StatusBar = StatusBar(id="status")
        self._pending: tuple[str, ...] = ()
        self._is_asked = False
        self._held: list[events.Key] = []
        self._round = 0
        self._coming: list[Note] = []
        self._all: list[Note] = []
        self._is_whole = False
        self._sieve = Sieve(self._names)
        self._sifter = self._new_sifter()
        self._wants_note = state.note

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield self._title
        with Horizontal(id="notes-row"):
            yield self._question
            yield self.field
        yield self.notes
        yield self.status

    def on_mount(self) -> None:
        """Begin to read."""
        with self.field.prevent(Input.Changed):
            self.field.value = self._state.filter
        self.gather()

    # Reading them

    def gather(self) -> None:
        """Read the notes, those again that have changed; what is shown stays until they are there."""
        self._round += 1
        self._coming = []
        round_ = self._round
        self.run_worker(
            lambda: self._gather(round_), thread=True, exclusive=True, group="gather", exit_on_error=False
        )

    def _gather(self, round_: int) -> None:
        """In a worker thread: read the notes, telling the screen in batches."""
        worker, beside = get_current_worker(), self._reader.beside
        batch: list[Part] = []
        told = 0.0
        with beside.working():
            for part in self._state.gatherer.parts():
                if worker.is_cancelled:
                    return
                batch.append(part)
                if monotonic() - told > _SHOW_S:
                    self.post_message(self.Gathered(round_, batch, False))
                    batch, told = [], monotonic()
                    beside.give_way()
        self.post_message(self.Gathered(round_, batch, True))

    def on_notes_screen_gathered(self, message: Gathered) -> None:
        """Show more notes: as they come the first time, and afterwards once all have been read again."""
        message.stop()
        if message.round != self._round:
            return
        for part in message.parts:
            self._coming += part.notes
            if part.trouble:
                self.app.warn(part.trouble)
        if self._is_whole and not message.is_last:
            return
        is_again, self._is_whole = self._is_whole, message.is_last
        self._all = self._coming
        self._sieve.forget()
        if is_again:
            self._sift_anew()
        else:
            self._sift()

    # Going through them

    def _new_sifter(self) -> Sifter:
        state = self._state
        return self._sieve.sifter(parse_filter(state.filter, self._names), state.grouping)

    def _sift_anew(self) -> None:
        self._is_asked = True
        self._sifter = self._new_sifter()
        self._sift()

    def _sift(self) -> None:
        work: WorkType[None] = self._go_through
        self.run_worker(work, exclusive=True, group="sift", exit_on_error=False)

    async def _go_through(self) -> None:
        """Go through the notes that have come, and show what is found: the first at once, then all."""
        sifter = self._sifter
        shown_first = sifter.taken > 0
        while not sifter.is_through(self._all):
            sifter.take(self._all, _SLICE)
            if not shown_first and len(sifter.found) > self.size.height and self._state.grouping == "article":
                shown_first = True
                self._show(sifter.listed())
            await asyncio.sleep(0)
        if self._is_whole:
            self._sieve.keep(sifter)
        self._show(sifter.listed())
        self._is_asked = False
        while self._held and not self._is_asked:
            self.press(self._held.pop(0))

    def _show(self, listed: Listed) -> None:
        note = "" if self._wants_note == self._TOP else self._wants_note or None
        self.notes.show(self._all, listed, self._state, note, is_whole=self._is_whole)
        is_all = self._is_whole and self._sifter.is_through(self._all)
        if is_all or self._wants_note in (self._TOP, self.notes.note_id):
            self._wants_note = ""
        self.show_status()

    def show_status(self) -> None:
        """Say how many notes are listed, and how many there are."""
        state, found, total = self._state, len(self._sifter.found), len(self._all)
        what = "1 note" if total == 1 else f"{total:,} notes"
        if state.filter:
            what = f"{found:,} of {what}"
        picked = len(self.notes.picked)
        self._title.show(found, state.filter, order=f"by {state.grouping}", picked=picked)
        self.status.show(Status(place=what, unit="" if self._is_whole else "reading…"))

    # Keys

    def press(self, event: events.Key) -> None:
        """Run the command that a key, or the last key of a sequence, stands for; once what was asked for
        before it is on the screen."""
        if self._is_asked:
            self._held.append(event)
            return
        self._reader.beside.key_came()
        self.status.say("")
        found = self.app.keymap.feed("notes", self._pending, key_name(event.key, event.character))
        self._pending = ()
        hint: list[Text] = []
        match found:
            case Matched(command_id):
                self._reader.run_command(command_id)
            case Pending(keys, continuations):
                self._pending = keys
                for rest, command in continuations:
                    hint += [(shown(rest), "key"), (f" {command.title}   ", "muted")]
        self.status.show_hint(hint)

    def begin_to_filter(self) -> None:
        """Let keys go into the field."""
        self.field.type_into(True)

    def group_next(self) -> None:
        """Group in the next of the ways there are."""
        state = self._state
        state.grouping = GROUPINGS[(GROUPINGS.index(state.grouping) + 1) % len(GROUPINGS)]
        self.status.say(f"Grouped by {state.grouping}.")
        self._sift_anew()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while the reader types."""
        event.stop()
        if self.field.is_asking or event.value != self.field.value:
            return  # it is an answer, or was: told late
        if (text := event.value.strip()) != self._state.filter:
            is_wider = self._state.filter.startswith(text)
            self._state.filter = text
            self._wants_note = self.notes.note_id if is_wider else self._TOP
            self._sift_anew()

    def on_filter_field_moved(self, message: FilterField.Moved) -> None:
        """Go through the list while the field has the keys."""
        self.notes.move_by(message.items)

    def on_item_list_chosen(self, message: ItemList.Chosen) -> None:
        """Open what was clicked."""
        message.stop()
        self.open()

    def open(self) -> None:
        """Open the note under the cursor."""
        if (note := self.notes.note) is not None:
            self._state.note = note.id
            self._state.open(note)

    # Several at once

    def pick(self) -> None:
        """Pick the note under the cursor, or pick it no more."""
        self.notes.pick()
        self.show_status()

    def pick_all(self) -> None:
        """Pick all that are listed, or none of them."""
        self.notes.pick_all()
        self.show_status()

    def recolour(self, colour: str) -> None:
        """Give the chosen notes a colour."""
        from tread.core.bulk import recoloured

        nothing = f"Already {self._names.get(colour) or colour}."
        self._do("recolour", lambda annotations: recoloured(annotations, colour), nothing)

    def delete(self) -> None:
        """Delete the chosen notes."""
        from tread.core.bulk import deleted

        self._do("delete", deleted, "It has been deleted already.")

    def ask_for_tags(self) -> None:
        """Ask for tags to add to the chosen notes, or to take off."""
        from tread.core.bulk import tagged

        if not (chosen := self.notes.chosen):
            return
        used = Counter(chain.from_iterable(note.tags for note in self._all))
        self._ask(
            f"tags of {len(chosen):,} (-tag takes off)",
            "",
            [tag for tag, _ in used.most_common()],
            lambda text: self._do(
                "tags", lambda annotations: tagged(annotations, text), "They are tagged so already."
            ),
        )

    def ask_for_export(self) -> None:
        """Ask where the chosen notes are to be written to."""
        if chosen := self.notes.chosen:
            folder = self.app.settings.export_folder
            path = (Path(folder).expanduser() if folder else Path.cwd()) / "picked notes.md"
            export = self._reader.batcher.export
            self._ask(f"export {len(chosen):,} to", str(path), (), lambda text: export(chosen, text))

    def turn(self, way: Way) -> None:
        """Take back what was done last from here, or to several articles at once; or do it again."""
        self._reader.batcher.turn(way)

    def _do(self, label: str, change: ChangesOf, nothing: str) -> None:
        if chosen := self.notes.chosen:
            self._reader.batcher.do_to_notes(chosen, label, change, nothing)

    def _ask(self, question: str, text: str, words: Sequence[str], answered: Callable[[str], None]) -> None:
        def answer(typed: str | None) -> None:
            self._question.update("")
            if typed is not None and typed.strip():
                answered(typed.strip())

        self._question.update(Content(f" {question} "))
        self.field.ask(text, words, answer)

    # Leaving

    def back(self) -> None:
        """Pick none any more; then show all again, if a filter hides some; else leave."""
        if self.notes.picked:
            self.notes.pick_none()
            self.show_status()
        elif self.field.value:
            self.field.value = ""
        else:
            self._state.leave()

    def on_unmount(self) -> None:
        """Remember where the reader was."""
        self._state.note = self.notes.note_id
