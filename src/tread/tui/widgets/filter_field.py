"""What a list is filtered by: a field that always has the focus, and passes on what is not typed into it, so
that keys stay in the order they were pressed in."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.message import Message

from tread.tui.widgets.field import Field


class FilterField(Field):
    """The field. While nothing is typed into it, keys are passed on as they come."""

    class Moved(Message):
        """An arrow was pressed while the field had the keys."""

        def __init__(self, items: int) -> None:
            super().__init__()
            self.items = items

    def __init__(self, pass_on: Callable[[events.Key], None], hint: str, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, placeholder=hint)
        self.cursor_blink = False
        self._pass_on = pass_on
        self._is_typing = False

    @property
    def is_typing(self) -> bool:
        """Whether keys go into the field."""
        return self._is_typing

    def type_into(self, begin: bool) -> None:
        """Let keys go into the field, or no more."""
        self._is_typing = begin
        self.set_class(begin, "-typing")
        self.cursor_position = len(self.value)

    def takes(self, event: events.Key) -> bool:
        """Pass on what is not typed; else end the filter, or go through the list."""
        if not self._is_typing:
            self._pass_on(event)
        elif event.key in ("escape", "enter"):
            if event.key == "escape":
                self.value = ""
            self.type_into(False)
        elif event.key in ("up", "down"):
            self.post_message(self.Moved(1 if event.key == "down" else -1))
        else:
            return False
        return True

    def _on_paste(self, event: events.Paste) -> None:
        if not self._is_typing:
            event.prevent_default()
            event.stop()
