"""Where a note is written: several rows in the sidebar, beside the text it is on.

Leaving it keeps the text, whichever way it is left. What is typed is reported as it changes, so that
a draft can be kept. A tag that is being typed is completed; the row below says which key does what.
Imported when the first note is written: a text area costs start-up time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from tread.core.clean import clean
from tread.core.tags import completions, typed_length
from tread.tui.pinned import pinned
from tread.tui.widgets.canvas import Canvas, Text


class WritingKeys(NamedTuple):
    """What keys do while a note is written.

    command_of: the command of a key, named as Textual does, or None. run: runs one.
    shown: keys and a word for each, the most needed first.
    """

    command_of: Callable[[str, str | None], str | None]
    run: Callable[[str], None]
    shown: Sequence[tuple[str, str]]


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

        def __init__(self, event: events.Key) -> None:
            super().__init__()
            self.event = event

    def __init__(self, text: str, keys: WritingKeys, words: Sequence[str] = ()) -> None:
        """words: the tags that one that is being typed may be completed to."""
        super().__init__(clean(text), soft_wrap=True, show_line_numbers=False, compact=True)
        self.tab_behavior = "indent"
        self.indent_width = 2
        self.hint = WritingHint(keys)
        self._keys = keys
        self._words = words
        self._is_left = False
        self.move_cursor(self.document.end)

    def offer(self, words: Sequence[str]) -> None:
        """Complete tags to these from here on."""
        self._words = words
        self.update_suggestion()

    def update_suggestion(self) -> None:
        """Offer the rest of a tag that is being typed; called when the text or the cursor has changed."""
        row, column = self.cursor_location
        line = self.document[row]
        offered: list[str] = []
        if self.selection.is_empty and not line[column : column + 1].strip():
            offered = completions(line[:column], self._words)
        self.suggestion = offered[0][typed_length(line[:column]) :] if offered else ""
        self.hint.offer(offered)

    def put(self, text: str) -> None:
        """Put a text where the cursor is, as one change."""
        self.history.checkpoint()
        self.replace(text, *self.selection)
        self.history.checkpoint()

    def put_block(self, text: str) -> None:
        """Put rows between the rows that are there, and go on writing below them."""
        row, column = self.selection.start
        before = self.document[row][:column]
        self.put(("\n\n" if before.strip() else "") + text + "\n\n")

    def replace_all(self, text: str) -> None:
        """Let another text stand here, as one change that can be taken back."""
        if (text := clean(text)) != self.text:
            self.history.checkpoint()
            self.replace(text, self.document.start, self.document.end)
            self.history.checkpoint()
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
        command_id = self._keys.command_of(event.key, event.character)
        if self._is_left:
            self.post_message(self.KeyLeft(event))
        elif command_id == "note.keep":
            self._is_left = True
            self.post_message(self.Left(self.text))
        elif command_id:
            self._keys.run(command_id)
        elif event.key == "tab" and self.suggestion:
            self.insert(self.suggestion)
        elif event.key.startswith("alt+") and event.is_printable:
            pass  # with Alt a letter comes as a letter too: it is no text
        else:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()


class WritingHint(Canvas):
    """The row under the editor: its keys, or the tags that are offered."""

    def __init__(self, keys: WritingKeys) -> None:
        super().__init__(classes="note-hint")
        self._keys = keys
        self._offered: list[str] = []

    def offer(self, tags: list[str]) -> None:
        """Show tags in place of the keys; none for the keys."""
        if tags != self._offered:
            self._offered = tags
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The one row."""
        width = self.size.width
        if self._offered:
            first, *others = self._offered
            texts: list[Text] = [(" Tab ", "key"), (f"#{first}", "tag")]
            return self.strip([*texts, *((f"  #{tag}", "muted") for tag in others)], width)
        texts, used = [], 0
        for key, what in self._keys.shown:
            cells = len(key) + len(what) + 2
            if used + cells > width and texts:
                break
            texts += [(f" {key}", "key"), (f" {what}", "muted")]
            used += cells
        return self.strip(texts, width)
