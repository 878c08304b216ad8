"""Keys on the reading screen: which command a key, or the last key of a sequence, runs there.

Owns the sequence that has been begun and the hint of how it may go on. What keys mean is in `tread.keymap`,
what commands do in `tread.tui.actions`. Keys that must wait come from `tread.tui.typeahead`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tread.commands import Command
from tread.keymap import Matched, Pending, Unbound
from tread.keys import is_letter, key_name, shown
from tread.tui import actions, jumping
from tread.tui.widgets.canvas import Text

if TYPE_CHECKING:
    from tread.tui.screens.reader import ReaderScreen

_HINT_DELAY_S = 0.4


class Keyboard:
    """The keys of one screen."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._pending: tuple[str, ...] = ()
        self._awaiting: Command | None = None

    def press(self, textual_key: str, character: str | None) -> bool:
        """Act on a key, named as Textual does; False when it means nothing here."""
        screen = self._screen
        screen.beside.key_came()
        key = key_name(textual_key, character)
        if screen.is_typing:
            return self._switch_while_typing(key)
        screen.status.say("")
        if key == "escape":
            screen.app.notices.clear()
        if screen.is_labelling and screen.labelling.takes(key):
            return True
        found = screen.app.keymap.feed(screen.context, self._pending, key)
        if self._awaiting is not None:
            found = Matched(self._awaiting.id, key) if is_letter(key) else Unbound()
            self._awaiting = None
        if self._pending:
            screen.status.show_hint([])
        self._pending = ()
        match found:
            case Matched(command_id, letter, count):
                screen.run_command(command_id, letter, count)
                # At once, and not only when the page says that it moved: one paint shows both.
                screen.show_status()
                screen.follow()
            case Pending(keys, _):
                self._pending = keys
                screen.set_timer(_HINT_DELAY_S, self._show_continuations)
            case _:
                return False
        return True

    def await_letter(self, command: Command) -> None:
        """Take the next key for the letter of a command that was run by its name."""
        self._awaiting = command
        self._screen.status.say(f"{command.title}: type a letter.")

    def _switch_while_typing(self, key: str) -> bool:
        """Run a command that changes how a text is found, while it is being typed."""
        found = self._screen.app.keymap.feed("article", (), key)
        if self._screen.asker.question != "find" or not isinstance(found, Matched):
            return False
        if found.command_id not in actions.WHILE_TYPING:
            return False
        self._screen.run_command(found.command_id)
        return True

    def _show_continuations(self) -> None:
        if not self._pending:
            return
        screen = self._screen
        found = screen.app.keymap.feed(screen.context, self._pending[:-1], self._pending[-1])
        if isinstance(found, Pending):
            hint: list[Text] = [(" ".join(shown(key) for key in found.keys) + "  ", "muted")]
            for keys, command in found.continuations:
                hint += jumping.continuations(screen, keys, command)
            if not found.continuations:
                hint += [("a number and a motion go so many steps", "muted")]
            screen.status.show_hint(hint)
