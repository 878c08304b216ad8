"""Questions in the row above the status bar: asking, following what is typed, and acting on the answer.

The row itself is `widgets.prompt`. What an answer means to its subject is in that subject's module.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from tread.tui import actions, tending
from tread.tui.marking import tags_answered

if TYPE_CHECKING:
    from textual.widget import Widget

    from tread.tui.screens.reader import ReaderScreen
    from tread.tui.widgets.prompt import Prompt, Question

    Act = Callable[[ReaderScreen, str], object]


class Asker:
    """The questions of one screen.

    prompt: the row that asks, once something has been asked.
    """

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self.prompt: Prompt | None = None

    @property
    def question(self) -> Question | None:
        """What is being asked; None where no question is on the screen."""
        return self.prompt.question if self.prompt is not None and self.prompt.is_asking else None

    @property
    def field(self) -> Widget | None:
        """Where an answer is typed, once something has been asked."""
        return self.prompt.field if self.prompt is not None else None

    def ask(self, question: Question, label: str, text: str = "", words: Sequence[str] = ()) -> None:
        """Ask for a text."""
        from tread.tui.widgets.prompt import Prompt  # after the first paint

        screen = self._screen
        if self.prompt is None:
            self.prompt = Prompt(id="prompt")
            screen.mount(self.prompt, before=screen.status)
        screen.ahead.wait_for_field()
        self.prompt.ask(question, label, text, words)
        screen.panes.fold()

    def offer_tags(self, words: Sequence[str]) -> None:
        """Offer more tags where tags are being typed."""
        if self.prompt is not None and self.question == "tags":
            self.prompt.offer(words)

    def drop(self) -> None:
        """Take the question away without an answer: the reader has turned to something else."""
        if self.prompt is not None and self.question is not None:
            self.prompt.close()
            self._screen.panes.fold()

    def typed(self, message: Prompt.Changed) -> None:
        """Find and filter while the reader types."""
        if act := _TYPED.get(message.question):
            act(self._screen, message.text)

    def answered(self, message: Prompt.Answered) -> None:
        """Do what was asked for."""
        self._screen.panes.focus(self._screen.context)
        if act := _ANSWERED.get(message.question):
            act(self._screen, message.text)

    def cancelled(self, message: Prompt.Cancelled) -> None:
        """Take a search or a filter back."""
        self._screen.panes.focus(self._screen.context)
        if message.question == "find":
            self._screen.finder.cancelled()
        elif act := _TYPED.get(message.question):
            act(self._screen, "")


_TYPED: Mapping[Question, Act] = {
    "find": lambda screen, text: screen.finder.typed(text),
    "filter-library": lambda screen, text: screen.library.filter(text),
    "filter-notes": lambda screen, text: screen.sidebar.filter(text),
}

_ANSWERED: Mapping[Question, Act] = {
    "find": lambda screen, text: screen.finder.answered(text),
    "tags": tags_answered,
    "rename-tag": lambda screen, text: screen.naming.renaming_answered(text),
    "colour-name": lambda screen, text: screen.naming.colour_answered(text),
    "tag-picked": tending.tags_answered,
    "export": actions.export_answered,
    "export-picked": tending.export_answered,
}
