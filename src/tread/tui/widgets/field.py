"""One row of text being typed: what the prompt's field and the field of a filter have in common.

What a key means there beside text, its subclasses say. Imports nothing of tread but the door for foreign text
and the rows that keep their frame; imported with the first field that is shown.
"""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.geometry import Region
from textual.strip import Strip
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
