"""Keys that are pressed before what they are meant for is there: a field, or the answer to a search.

They are kept in the order they were pressed in and passed on when it is; without this they would be lost, or
act on what the reader has already left. While a field is on its way the app asks here before it gives a key
to anybody: else keys would overtake those that wait, which come by way of the widget that had the focus.
"""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING

from textual import events

if TYPE_CHECKING:
    from tread.tui.screens.reader import ReaderScreen


class TypeAhead:
    """The keys that wait, on one screen."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._keys: list[events.Key] = []
        self._awaits = False

    def wait_for_field(self) -> None:
        """A field will take the keys, once it has the focus."""
        self._awaits = True

    @property
    def awaits_field(self) -> bool:
        """True while a field that will take the keys has not had the focus yet."""
        return self._screen.is_typing and self._awaits

    def field_has_focus(self) -> None:
        """The field has the focus."""
        self._awaits = False
        self.go_on()

    def holds(self, event: events.Key) -> bool:
        """Whether a key that nobody has seen yet is kept, because a field that will take it is on its way."""
        if not self.awaits_field:
            return False
        self.add(event)
        return True

    def takes(self, event: events.Key) -> bool:
        """Whether a key has to wait, and is kept; one that a field did not want has not."""
        screen = self._screen
        waits = self.awaits_field if screen.is_typing else bool(self._keys) or screen.finder.is_awaited
        if not waits:
            return False
        if event.key == "escape" and screen.finder.is_awaited:
            self._keys.clear()
            screen.finder.give_up()
        else:
            self.add(event)
        return True

    def add(self, event: events.Key) -> None:
        """Keep a key among those that wait, and pass on what can be."""
        insort(self._keys, event, key=lambda held: held.time)
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
            event = self._keys.pop(0)
            field = screen.focused
            if not screen.is_typing or field is None:
                screen.keyboard.press(event.key, event.character)
            else:
                # A new event, for this one may have been stopped; it keeps its time, should it come back.
                # Straight into the field's queue, before the next key that the app has.
                again = events.Key(event.key, event.character)
                again.time = event.time
                field._forward_event(again)
