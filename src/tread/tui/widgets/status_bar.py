"""The last row of the screen: where the reader is, what is selected, whether it is saved."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from textual.strip import Strip

from tread.core.clean import clean_line
from tread.tui.widgets.canvas import Canvas, Text, fit

_SEPARATOR: Text = (" · ", "rule")


class Status(NamedTuple):
    """What the bar says, from left to right; empty texts are left out.

    place: percent and paragraph. unit: of the selection, or "extend". pen: (name, role) of the colour.
    saved: "saved", "saving…", or why not; then `unsaved` is True. file: what is wrong with it.
    edited: what has become of the mark here.
    """

    place: str = ""
    unit: str = ""
    pen: Text = ("", "")
    saved: str = ""
    unsaved: bool = False
    found: str = ""
    file: str = ""
    edited: str = ""


class StatusBar(Canvas):
    """One row; a message takes the place of the rest until the next key."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._status = Status()
        self._message = ""
        self._is_error = False
        self._hint: list[Text] = []
        self._is_quiet = False

    def keep_quiet(self, quiet: bool) -> None:
        """Be on the screen only with an error, or with what may follow the keys that were begun."""
        self._is_quiet = quiet
        self._appear()

    def _appear(self) -> None:
        is_needed = self._status.unsaved or bool(self._hint) or (self._is_error and bool(self._message))
        self.set_class(self._is_quiet and not is_needed, "-quiet")

    def show(self, status: Status) -> None:
        """Say where the reader is."""
        if status != self._status:
            self._status = status
            self._appear()
            self.refresh()

    def say(self, message: str, *, error: bool = False) -> None:
        """Say something until the next key; an empty message takes it back."""
        message = clean_line(message)
        if message != self._message or error != self._is_error:
            self._message, self._is_error = message, error
            self._appear()
            self.refresh()

    def show_hint(self, hint: list[Text]) -> None:
        """Show what may follow the keys that were begun; an empty hint takes it back."""
        if hint != self._hint:
            self._hint = hint
            self._appear()
            self.refresh()

    @property
    def message(self) -> str:
        """The message that is shown, or empty."""
        return self._message

    def render_line(self, y: int) -> Strip:
        """The one row; in a narrow window what matters least goes first."""
        width = self.size.width
        if self._hint:
            return self.strip([(" ", "muted"), *self._hint], width)
        keys: list[Text] = [(" ?", "key"), (" keys ", "muted")]
        status = self._status
        saved: Text = (status.saved, "error" if status.unsaved else "muted")
        if self._message:
            text = (self._message, "error" if self._is_error else "ink")
            parts = [saved, text] if status.unsaved else [text]
        else:
            pen = (f" {status.pen[0]} ", status.pen[1]) if status.pen[0] else ("", "")
            parts = [(status.place, "muted"), (status.unit, "muted"), pen, (status.found, "muted")]
            parts += [(status.edited, "changed"), saved]
            parts.append((status.file, "error"))
        parts = [part for part in parts if part[0]]
        room = width - 1 - sum(cell_len(text) for text, _ in keys)
        if room < 24:
            keys, room = [], width - 1
        while len(parts) > 2 and _cells(parts) > room:
            parts.pop(1)
        row: list[Text] = [(" ", "muted")]
        for number, part in enumerate(parts):
            row += [_SEPARATOR, part] if number else [part]
        used = sum(cell_len(text) for text, _ in row)
        if used > room + 1:
            row = [(fit("".join(text for text, _ in row), room + 1), parts[0][1])]
            used = cell_len(row[0][0])
        return self.strip([*row, (" " * max(room + 1 - used, 0), "muted"), *keys], width)


def _cells(parts: list[Text]) -> int:
    return sum(cell_len(text) for text, _ in parts) + 3 * (len(parts) - 1)
