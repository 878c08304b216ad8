"""What a list is filtered by: a field that always has the focus, and passes on what is not typed into it, so
that keys stay in the order they were pressed in. Whatever else the list asks for is typed into it too."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.message import Message
from textual.widgets import Input

from tread.tui.widgets.field import Field, LastWordSuggester


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
        self._hint = hint
        self._is_typing = False
        self._answer: Callable[[str | None], None] | None = None
        self._filter = ""

    @property
    def is_typing(self) -> bool:
        """Whether keys go into the field."""
        return self._is_typing

    @property
    def is_asking(self) -> bool:
        """Whether something else than the filter is typed."""
        return self._answer is not None

    def type_into(self, begin: bool) -> None:
        """Let keys go into the field, or no more."""
        self._is_typing = begin
        self.set_class(begin, "-typing")
        self.cursor_position = len(self.value)

    def ask(self, text: str, words: Sequence[str], answer: Callable[[str | None], None]) -> None:
        """Let something else be typed in place of the filter, which comes back afterwards.

        text: to begin with. words: what the last word may be completed to. answer: gets what was typed, or
        None where the reader has left it.
        """
        self._filter, self._answer = self.value, answer
        self.suggester = LastWordSuggester(words) if words else None
        self._put(text, "")
        self.type_into(True)

    def _put(self, text: str, hint: str) -> None:
        with self.prevent(Input.Changed):
            self.value, self.placeholder = text, hint

    def takes(self, event: events.Key) -> bool:
        """Pass on what is not typed; else end what is typed, or go through the list."""
        if not self._is_typing:
            self._pass_on(event)
        elif event.key in ("escape", "enter"):
            self._end(None if event.key == "escape" else self.value)
        elif event.key in ("up", "down"):
            self.post_message(self.Moved(1 if event.key == "down" else -1))
        else:
            return False
        return True

    def _end(self, text: str | None) -> None:
        """Enter or Escape was pressed."""
        answer, self._answer = self._answer, None
        if answer is not None:
            self.suggester = None
            self._put(self._filter, self._hint)
        elif text is None:
            self.value = ""
        self.type_into(False)
        if answer is not None:
            answer(text)

    def _on_paste(self, event: events.Paste) -> None:
        if not self._is_typing:
            event.prevent_default()
            event.stop()
