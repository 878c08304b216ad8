"""One row above the status bar that asks for a text: what to find, a filter, tags, where to export to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input, Static

from tread.core.clean import clean
from tread.tui.widgets.canvas import Canvas, Text
from tread.tui.widgets.field import Field, LastWordSuggester

Question = Literal[
    "find",
    "filter-library",
    "filter-notes",
    "tags",
    "tag-picked",
    "rename-tag",
    "colour-name",
    "export",
    "export-picked",
]


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

    class KeyLeft(Message):
        """A key reached the field after its question was over: it was meant for what comes then."""

        def __init__(self, event: events.Key) -> None:
            super().__init__()
            self.event = event

    class Cancelled(Message):
        """Escape was pressed."""

        def __init__(self, question: Question) -> None:
            super().__init__()
            self.question = question

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.question: Question = "find"
        self.label = Static("", id="prompt-label", markup=False)
        self.field = PromptInput(self)
        self.hint = PromptHint(id="prompt-hint")

    def compose(self) -> ComposeResult:
        """A label, a field, and what else there is to say."""
        yield self.label
        yield self.field
        yield self.hint

    def ask(self, question: Question, label: str, text: str = "", words: Sequence[str] = ()) -> None:
        """Ask a question, with a text to begin with and words that the last word may be completed to."""
        self.question = question
        self.label.update(Content(label))
        self.hint.show([])
        field = self.field
        self.offer(words)
        self.add_class("-asking")
        with field.prevent(Input.Changed):
            field.value = clean(text).replace("\n", " ")
        field.cursor_position = len(field.value)
        self.call_after_refresh(field.focus)

    def offer(self, words: Sequence[str]) -> None:
        """Let the last word be completed to these."""
        self.field.suggester = LastWordSuggester(words) if words else None

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

    def answer(self, text: str) -> None:
        """Enter was pressed."""
        self.close()
        self.post_message(self.Answered(self.question, text))

    def cancel(self) -> None:
        """Escape was pressed."""
        self.close()
        self.post_message(self.Cancelled(self.question))


class PromptInput(Field):
    """The field. A question is over with the very key that ends it: keys that have been pressed since are
    in this field's queue by then, and are handed back in their order."""

    def __init__(self, prompt: Prompt) -> None:
        super().__init__(id="prompt-input")
        self._prompt = prompt
        self._is_over = False

    def on_focus(self) -> None:
        """Another question; or the window has the focus again, and there is none."""
        self._is_over = not self._prompt.is_asking

    def takes(self, event: events.Key) -> bool:
        """Answer or cancel, and hand back what comes after that."""
        if self._is_over:
            self._prompt.post_message(Prompt.KeyLeft(event))
        elif event.key == "escape":
            self._is_over = True
            self._prompt.cancel()
        elif event.key == "enter":
            self._is_over = True
            self._prompt.answer(self.value)
        else:
            return False
        return True


class PromptHint(Canvas):
    """At the right of the field, as wide as what it says."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._texts: list[Text] = []

    def show(self, texts: list[Text]) -> None:
        """Say something else."""
        self._texts = texts
        self.styles.width = sum(cell_len(text) for text, _ in texts)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The one row."""
        return self.strip(self._texts, self.size.width)
