"""Asks which of several annotations in one place is meant."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tread.core.clean import clean_line
from tread.core.marks import Mark
from tread.tui.widgets.canvas import Text, fit, sign_role
from tread.tui.widgets.item_list import ItemList, Rows


class ChoosingScreen(ModalScreen[int | None]):
    """The index of the annotation that was chosen; their number: none of them; None: it was left."""

    CSS_PATH = "dialogs.tcss"

    def __init__(self, marks: Sequence[Mark], otherwise: str) -> None:
        """otherwise: what else can be done, offered as the last of the list; empty where there is nothing."""
        super().__init__()
        self._list = _Choices(marks, otherwise, id="choices")

    def compose(self) -> ComposeResult:
        """The question and the list."""
        with Vertical(id="dialog"):
            yield Static(Content("Several lie here. Which one?"), id="dialog-title")
            yield self._list
            yield Static(Content("1 to 9, or j k and Enter, choose · Esc leaves it"))

    def on_mount(self) -> None:
        """Give the list as many rows as it has choices."""
        self._list.styles.height = min(self._list.count(), max(self.app.size.height - 8, 1))

    def on_key(self, event: events.Key) -> None:
        """Move, choose or leave."""
        event.stop()
        key = event.character or event.key
        if event.key == "escape" or key == "q":
            self.dismiss(None)
        elif event.key == "enter":
            self.dismiss(self._list.cursor)
        elif event.key in ("j", "down", "k", "up"):
            self._list.move_by(1 if event.key in ("j", "down") else -1)
        elif key.isdecimal() and 0 < int(key) <= self._list.count():
            self.dismiss(int(key) - 1)

    def on_item_list_chosen(self, message: ItemList.Chosen) -> None:
        """Choose what was clicked."""
        self.dismiss(message.index)


class _Choices(ItemList):
    """One row an annotation: its number, its sign, its quote and its note."""

    def __init__(self, marks: Sequence[Mark], otherwise: str, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._marks = marks
        self._otherwise = otherwise

    def count(self) -> int:
        """How many choices there are."""
        return len(self._marks) + bool(self._otherwise)

    def item(self, index: int, width: int, current: bool) -> Rows:
        """The row of a choice."""
        lit = " current" if current else ""
        row: list[Text] = [(f" {index + 1} ", f"key{lit}")]
        if index == len(self._marks):
            return [[*row, (f"  {self._otherwise}", f"ink{lit}")]]
        annotation = self._marks[index].annotation
        quote = clean_line(annotation.anchor.quote.exact) if annotation.anchor else ""
        row += [("▌ " if annotation.colour else "▏ ", sign_role(annotation))]
        row += [(fit(quote, max(width // 2, width - 40)), f"ink{lit}")]
        if annotation.note:
            row += [(f"  {clean_line(annotation.note)}", f"note{lit}")]
        return [row]

    def empty(self, width: int) -> Rows:
        """There is always something to choose from."""
        return []
