"""One row above the status bar that asks for a text: what to find, a filter, tags, where to export to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Static

from tread.core.clean import clean

Question = Literal["find", "filter-library", "filter-notes", "tags", "export"]


class Prompt(Horizontal):
    """Asks one question at a time."""

    class Changed(Message):
        """What is typed has changed."""

        def __init__(self, question: Question, text: str) -> None:
            super().__init__()
            self.question = question
            self.text = text

    class Answered(Message):
        """Enter was pressed."""

        def __init__(self, question: Question, text: str) -> None:
            super().__init__()
            self.question = question
            self.text = text

    class Cancelled(Message):
        """Escape was pressed."""

        def __init__(self, question: Question) -> None:
            super().__init__()
            self.question = question

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.question: Question = "find"
        self.label = Static("", id="prompt-label", markup=False)
        self.field = PromptInput(id="prompt-input", compact=True, select_on_focus=False)

    def compose(self) -> ComposeResult:
        """A label and a field."""
        yield self.label
        yield self.field

    def ask(self, question: Question, label: str, text: str = "", words: Sequence[str] = ()) -> None:
        """Ask a question, with a text to begin with and words that the last word may be completed to."""
        self.question = question
        self.label.update(Content(label))
        field = self.field
        field.suggester = LastWordSuggester(words) if words else None
        self.add_class("-asking")
        with field.prevent(Input.Changed):
            field.value = clean(text).replace("\n", " ")
        field.cursor_position = len(field.value)
        self.call_after_refresh(field.focus)

    @property
    def is_asking(self) -> bool:
        """True while a question is on the screen."""
        return self.has_class("-asking")

    def close(self) -> None:
        """Take the question off the screen."""
        self.remove_class("-asking")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        if self.is_asking:
            self.post_message(self.Changed(self.question, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass on the answer."""
        event.stop()
        self.close()
        self.post_message(self.Answered(self.question, event.value))

    def on_prompt_input_escaped(self) -> None:
        """Pass on that there is no answer."""
        self.close()
        self.post_message(self.Cancelled(self.question))


class PromptInput(Input):
    """A field that says when Escape is pressed."""

    class Escaped(Message):
        """Escape was pressed."""

    def _on_paste(self, event: events.Paste) -> None:
        event.text = clean(event.text)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.post_message(self.Escaped())
        elif event.key == "tab" and self._suggestion:
            event.stop()
            event.prevent_default()
            self.action_cursor_right()
        elif event.key in ("tab", "shift+tab"):
            event.stop()
            event.prevent_default()
        else:
            await super()._on_key(event)


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
