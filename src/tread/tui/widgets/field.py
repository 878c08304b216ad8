"""One row of text being typed: what the prompt's field and the field of a filter have in common.

What a key means there beside text, its subclasses say; Tab takes the word that is offered. Imported with the
first field that is shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.binding import Binding
from textual.geometry import Region
from textual.strip import Strip
from textual.suggester import Suggester
from textual.widgets import Input

from tread.core.clean import clean
from tread.tui.pinned import pinned


class Field(Input):
    """A text of one row."""

    def __init__(self, *, id: str, placeholder: str = "") -> None:  # noqa: A002
        super().__init__(id=id, compact=True, select_on_focus=False, placeholder=placeholder)

    def takes(self, event: events.Key) -> bool:
        """Whether a key is no text here but something else, which has been done."""
        return False

    def render_lines(self, crop: Region) -> list[Strip]:
        """The row, which keeps its frame; see `NoteEditor.render_lines`."""
        return [pinned(strip) for strip in super().render_lines(crop)]

    def _on_paste(self, event: events.Paste) -> None:
        event.text = clean(event.text)

    async def _on_key(self, event: events.Key) -> None:
        if self.takes(event):
            pass
        elif event.key == "tab" and self._suggestion:
            self.action_cursor_right()
        elif action := _ACTION.get(event.key):
            # At once: as a binding it would be run by the app, behind keys that were pressed after it.
            await self.run_action(action)
        elif event.key.startswith(("alt+", "ctrl+")):
            event.prevent_default()  # with Alt a letter comes as a letter too: it is a command's, not text
            return
        elif event.key not in ("tab", "shift+tab"):
            return  # textual 8.2.8 message_pump.py: the base's own handler is called next
        event.stop()
        event.prevent_default()


_ACTION = {
    key: binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding)
    for key in binding.key.split(",")
}
"""What a key that moves or deletes does in a field."""


class LastWordSuggester(Suggester):
    """Completes the last of several words parted by spaces or commas."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__(use_cache=False)
        self._words = words

    async def get_suggestion(self, value: str) -> str | None:
        """The value with its last word completed, or None."""
        head, last = _split_last(value)
        if not last:
            return None
        used = set(_split_words(head))
        for word in self._words:
            if word.startswith(last) and word != last and word not in used:
                return head + word
        return None


def _split_words(text: str) -> list[str]:
    return text.replace(",", " ").split()


def _split_last(text: str) -> tuple[str, str]:
    cut = max(text.rfind(" "), text.rfind(","), text.rfind("#")) + 1
    return text[:cut], text[cut:]
