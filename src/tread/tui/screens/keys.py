"""The keys, as they are in force, from the registry of commands."""

from __future__ import annotations

import textwrap

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tread.commands import COMMANDS, GROUPS, Context
from tread.keymap import Keymap
from tread.keys import shown

_KEYS_CELLS = 18
_HELP_CELLS = 54


class KeysScreen(ModalScreen[None]):
    """Every command with its keys; those of the pane that has the focus are bright."""

    CSS_PATH = "dialogs.tcss"

    def __init__(self, keymap: Keymap, context: Context) -> None:
        super().__init__()
        self._keymap = keymap
        self._pane_context = context

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        with VerticalScroll(id="keys"):
            yield Static(self._text())

    def on_mount(self) -> None:
        """Keys scroll the text."""
        self.query_one("#keys").focus()

    def on_key(self, event: events.Key) -> None:
        """Leave, or scroll as an article does."""
        area = self.query_one("#keys", VerticalScroll)
        if event.key in ("escape", "q", "enter") or event.character == "?":
            self.dismiss()
        elif event.key in ("j", "down"):
            area.scroll_relative(y=1, animate=False)
        elif event.key in ("k", "up"):
            area.scroll_relative(y=-1, animate=False)
        elif event.key in ("space", "pagedown", "ctrl+d"):
            area.scroll_page_down(animate=False)
        elif event.key in ("pageup", "ctrl+u"):
            area.scroll_page_up(animate=False)
        elif event.key in ("g", "home"):
            area.scroll_home(animate=False)
        elif event.key in ("G", "end"):
            area.scroll_end(animate=False)
        else:
            return
        event.stop()
        event.prevent_default()

    def _text(self) -> Content:
        parts: list[tuple[str, str]] = []
        for group in GROUPS:
            parts.append((f"{group}\n", "bold $tread-heading"))
            for command in COMMANDS:
                if command.group != group:
                    continue
                keys = ", ".join(shown(key) for key in self._keymap.keys_of(command.id))
                here = self._pane_context in command.contexts
                colour = "$tread-ink" if here else "$tread-muted"
                rows = textwrap.wrap(command.help, _HELP_CELLS)
                parts.append((f"  {keys or '—':<{_KEYS_CELLS}} ", f"bold {colour}"))
                parts.append((f"\n{'':<{_KEYS_CELLS + 3}}".join(rows) + "\n", colour))
            parts.append(("\n", ""))
        parts.append(
            ("Press Esc to go back. Any command can be given other keys in config.toml.", "$tread-muted")
        )
        return Content.assemble(*parts)
