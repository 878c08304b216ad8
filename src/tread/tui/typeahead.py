"""Keys that are pressed before what they are meant for is there: a field, or the answer to a search.

They are kept in their order and passed on when it is; without this they would be lost, or act on what the
reader has already left.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from textual import events

if TYPE_CHECKING:
    from tread.tui.screens.reader import ReaderScreen


class TypeAhead:
    """The keys that wait, on one screen."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._keys: list[tuple[str, str | None]] = []
        self._typing_from = inf

    def wait_for_field(self) -> None:
        """A field will take the keys, once it has the focus."""
        self._typing_from = inf

    @property
    def awaits_field(self) -> bool:
        """True while a field that will take the keys has not had the focus yet."""
        return self._screen.is_typing and self._typing_from == inf

    def field_has_focus(self, time: float) -> None:
        """The field has the focus since then."""
        self._typing_from = time
        self.go_on()

    def takes(self, event: events.Key) -> bool:
        """Whether a key has to wait, and is kept; one that a field did not want has not."""
        screen = self._screen
        if screen.is_typing:
            waits = event.time < self._typing_from
        else:
            waits = bool(self._keys) or screen.finder.is_awaited
        if not waits:
            return False
        if event.key == "escape" and screen.finder.is_awaited:
            self._keys.clear()
            screen.finder.give_up()
        else:
            self.add(event.key, event.character)
        return True

    def add(self, key: str, character: str | None) -> None:
        """Keep a key behind those that wait, and pass on what can be."""
        self._keys.append((key, character))
        self.go_on()

    def drop(self) -> bool:
        """Forget the keys that wait; whether there were any."""
        had_any = bool(self._keys)
        self._keys.clear()
        return had_any

    def go_on(self) -> None:
        """Pass on the keys that wait, as far as they need not wait for more."""
        screen = self._screen
        while self._keys:
            if self.awaits_field:
                return
            if not screen.is_typing and screen.finder.is_awaited:
                return
            key, character = self._keys.pop(0)
            if screen.is_typing:
                # A new event: what a field does not want comes back to the screen, and must not look typed
                # ahead. It bubbles no further than its sender (textual 8.2.8 message_pump.py), and the app
                # runs bindings.
                screen.app.post_message(events.Key(key, character).set_sender(screen.app))
            else:
                screen.keyboard.press(key, character)
