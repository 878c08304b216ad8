"""The list of all notes of the library, in groups: the one under the cursor is lit."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tread.core.gathered import Listed, Note
from tread.core.marks import highlight_role
from tread.core.row import visible_end
from tread.core.wrap import wrap
from tread.tui.measure import ScreenMeasure
from tread.tui.widgets.canvas import Text, fit
from tread.tui.widgets.item_list import ItemList, Rows

if TYPE_CHECKING:
    from tread.tui.all_notes import AllNotes

_WIDEST = 100
"""Cells of a row at the most, so that it can be read."""
_QUOTE_ROWS = 2
_MEASURE = ScreenMeasure()


class AllNotesList(ItemList, can_focus=False):
    """Notes of many articles.

    all: those there are, listed or not. picked: the ids of those that commands act on together.
    """

    def __init__(self, colour_names: Mapping[str, str], *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.all: list[Note] = []
        self.picked: set[str] = set()
        self._names = colour_names
        self._listed = Listed([], {})
        self._starts: list[int] = []
        self._filter = ""
        self._grouping = "article"
        self._is_whole = False

    def show(
        self, notes: list[Note], listed: Listed, state: AllNotes, note_id: str | None, *, is_whole: bool
    ) -> None:
        """List these of the notes there are; is_whole: all have been read.

        note_id: the cursor goes to this one, if it is among them, else to the first; None: it stays where it
        is, and where that note is gone goes to the next that is left.
        """
        held, before, self.all = self.all, self._listed.rows, notes
        cursor, there = self.cursor, self._listed.rows[: self.cursor + 1]
        self._listed, self._starts = listed, sorted(listed.starts)
        self._filter, self._grouping, self._is_whole = state.filter, state.grouping, is_whole
        stays = note_id is None or (bool(there) and held[there[-1]].id == note_id)
        if held is notes and there and stays and listed.rows[: len(there)] == there:
            self.changed()  # more has come behind it
            return
        if note_id is None:
            row = self._row_left([held[index].id for index in (*before[cursor:], *before[:cursor][::-1])])
        else:
            row = self._row_of(note_id, there[-1] if there else 0) if note_id else 0
        if self.picked and held is not notes:
            self.picked &= {note.id for note in notes}
        self.forget_rows()
        self.move_to(row)

    def _row_of(self, note_id: str, guess: int) -> int:
        """The row of a note, the first where it is not listed; guess: the index that it had before."""
        rows = self._listed.rows
        if guess < len(self.all) and self.all[guess].id == note_id:
            return rows.index(guess) if guess in rows else 0
        return next((row for row, index in enumerate(rows) if self.all[index].id == note_id), 0)

    def _row_left(self, ids: Sequence[str]) -> int:
        """The row of the first of some notes that is listed."""
        row_of = {self.all[index].id: row for row, index in reversed([*enumerate(self._listed.rows)])}
        return next((row_of[one] for one in ids if one in row_of), 0)

    @property
    def chosen(self) -> list[Note]:
        """What commands act on: the notes that are picked, listed or not; where none are, the one here."""
        if not self.picked:
            return [self.note] if self.note else []
        return [note for note in self.all if note.id in self.picked]

    def pick(self) -> None:
        """Pick the note under the cursor, or pick it no more, and go on to the next."""
        if self.note is not None:
            self.picked ^= {self.note.id}
            self.forget_rows()
            self.move_by(1)

    def pick_all(self) -> None:
        """Pick all that are listed, or none of them where all are."""
        ids = {self.all[index].id for index in self._listed.rows}
        self.picked = self.picked - ids if ids <= self.picked else self.picked | ids
        self.changed()

    def pick_none(self) -> None:
        """Pick none any more."""
        self.picked = set()
        self.changed()

    @property
    def note(self) -> Note | None:
        """The note under the cursor."""
        rows = self._listed.rows
        return self.all[rows[self.cursor]] if self.cursor < len(rows) else None

    @property
    def note_id(self) -> str:
        """The id of the note under the cursor, or empty."""
        return self.note.id if self.note else ""

    def move_by_group(self, direction: int) -> None:
        """Go to the first note of the next group (1), of this one, or of the one before (-1)."""
        if not self._starts:
            return
        if direction > 0:
            place = bisect_right(self._starts, self.cursor)
            self.move_to(self._starts[place] if place < len(self._starts) else self.count())
        else:
            self.move_to(self._starts[max(bisect_left(self._starts, self.cursor) - 1, 0)])

    def count(self) -> int:
        """How many rows of notes there are."""
        return len(self._listed.rows)

    def empty(self, width: int) -> Rows:
        """What stands in an empty list."""
        if not self._is_whole:
            text = "Reading the notes…"
        elif self._filter:
            text = f"Nothing here holds “{self._filter}”."
        else:
            text = "There are no notes in this library yet."
        return [[], *_wrapped(text, width - 2, " ", "muted")]

    def item(self, index: int, width: int, current: bool) -> Rows:
        """The rows of a note: its group where that is new, its quote, its note, and what else is known."""
        note = self.all[self._listed.rows[index]]
        lit = " current" if current else ""
        rows: Rows = []
        if (heading := self._listed.starts.get(index)) is not None:
            rows += [[]] if index else []
            rows.append([(fit(f" {heading}", width), "muted strong")])
        role = highlight_role(note.colour).replace("highlight", "mark") if note.colour else "mark-note"
        side: Text = ("▌" if note.colour else "▏", role)
        width = min(width, _WIDEST)
        bar: Text = ("▌" if current else " ", "bar")
        quote = note.quote or ("" if note.text else "Bookmark")
        first = len(rows)
        for row in _cut(_wrapped(quote, width - 5, "", f"ink{lit}"), _QUOTE_ROWS) if quote else ():
            rows.append([bar, side, (" ", f"ink{lit}"), *_filled(row, width - 4)])
        for row in _cut(_wrapped(note.text, width - 6, "", "note"), _QUOTE_ROWS) if note.text else ():
            rows.append([bar, side, ("  ", "ink"), *row])
        rows.append([bar, side, *self._about(note, width - 4)])
        if note.id in self.picked:
            rows[first][1] = ("✓", "key")
        return rows

    def _about(self, note: Note, width: int) -> list[Text]:
        """Tags, colour, article, heading and day, as far as the group does not say them."""
        tags = " ".join(f"#{tag}" for tag in note.tags)
        name = self._names.get(note.colour or "", "")
        where = note.title
        if self._grouping == "article":
            where = "" if note.heading == note.title else note.heading
        facts = [
            "file gone" if note.is_gone and self._grouping != "article" else "",
            "" if name == note.colour or self._grouping == "colour" else name,
            where if where != note.quote else "",
            "" if self._grouping == "day" else note.day,
        ]
        about = " · ".join(fact for fact in facts if fact)
        tagged: list[Text] = [(f"  {tags}", "tag")] if tags else []
        return [*tagged, (fit(f"  {about}", max(width - len(tags), 0)), "muted")]


def _wrapped(text: str, width: int, lead: str, roles: str) -> Rows:
    rows = wrap(text, max(width, 2), _MEASURE)
    return [[(lead + text[start : visible_end(text, start, end)], roles)] for start, end in rows]


def _filled(row: list[Text], width: int) -> list[Text]:
    text, roles = row[0]
    return [(text + " " * max(width - _MEASURE.cells(text), 0), roles)]


def _cut(rows: Rows, limit: int) -> Rows:
    if len(rows) <= limit:
        return rows
    text, roles = rows[limit - 1][0]
    return [*rows[: limit - 1], [(f"{text}…", roles)]]
