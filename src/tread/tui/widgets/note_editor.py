"""Where a note is written: several rows in the sidebar, beside the text it is on.

Leaving it keeps the text, whichever way it is left. What is typed is reported as it changes, so that
a draft can be kept. Imported when the first note is written: a text area costs start-up time.
"""

from __future__ import annotations

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from tread.core.clean import clean
from tread.tui.pinned import pinned


class NoteEditor(TextArea):
    """A note being written."""

    class Typed(Message):
        """The text has changed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

        def can_replace(self, message: Message) -> bool:
            """Only the last of several matters."""
            return isinstance(message, NoteEditor.Typed)

    class Left(Message):
        """The reader is done: `text` is to be kept."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class KeyLeft(Message):
        """A key reached the editor after the reader was done: it was meant for what comes then."""

        def __init__(self, key: str, character: str | None) -> None:
            super().__init__()
            self.key = key
            self.character = character

    def __init__(self, text: str) -> None:
        super().__init__(clean(text), soft_wrap=True, show_line_numbers=False, compact=True)
        self._is_left = False
        self.move_cursor(self.document.end)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Rows that keep their frame. Here, because Textual makes new strips of what `render_line` returns
        (textual 8.2.8 _styles_cache.py:511).

        A text area that was removed may be painted once more, without the styles it would look up
        (textual 8.2.8 widget.py:4534).
        """
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        return [pinned(strip) for strip in super().render_lines(crop)]

    def on_text_area_changed(self) -> None:
        """Report what is typed."""
        self.post_message(self.Typed(self.text))

    async def _on_paste(self, event: events.Paste) -> None:
        event.text = clean(event.text)

    async def _on_key(self, event: events.Key) -> None:
        if self._is_left:
            self.post_message(self.KeyLeft(event.key, event.character))
        elif event.key in ("escape", "ctrl+s"):
            self._is_left = True
            self.post_message(self.Left(self.text))
        else:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
