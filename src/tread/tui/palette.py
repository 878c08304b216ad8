"""Every command by its name, for the command palette.

Names are given as `Content`: a plain string would be read as markup, and so would whatever
`Matcher.highlight` makes of it (textual 8.2.8 fuzzy.py:212).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tread.commands import COMMANDS, PANES, Command, Context
from tread.keys import shown
from tread.themes import Theme

if TYPE_CHECKING:
    from tread.tui.app import TreadApp
    from tread.tui.screens.reader import ReaderScreen


def offered(context: Context) -> list[Command]:
    """The commands that can be run where the keys go, those of that place before those of every pane."""
    own = [command for command in COMMANDS if context in command.contexts and command.id != "app.commands"]
    return [command for command in own if len(command.contexts) < len(PANES)] + [
        command for command in own if len(command.contexts) >= len(PANES)
    ]


class CommandProvider(Provider):
    """The registry's commands, those of the pane that has the focus first."""

    async def discover(self) -> Hits:
        """All of them."""
        for command in self._commands():
            yield DiscoveryHit(
                self._shown(command),
                partial(self._run, command),
                text=command.title,
                help=_plain(command.help),
            )

    async def search(self, query: str) -> Hits:
        """Those whose name or help matches."""
        matcher = self.matcher(query)
        for command in self._commands():
            score = max(matcher.match(command.title), matcher.match(command.help) / 2)
            if score > 0:
                yield Hit(
                    score,
                    self._shown(command),
                    partial(self._run, command),
                    text=command.title,
                    help=_plain(command.help),
                )

    @property
    def _reader(self) -> ReaderScreen:
        return cast("TreadApp", self.app).reader

    def _commands(self) -> list[Command]:
        return offered(self._reader.commands_for)

    def _shown(self, command: Command) -> Content:
        keys = cast("TreadApp", self.app).keymap.keys_of(command.id)
        return Content.assemble(command.title, (f"  {', '.join(map(shown, keys))}" if keys else "", "dim"))

    def _run(self, command: Command) -> None:
        self._reader.run_command(command.id)


class ThemeProvider(Provider):
    """The themes by their titles."""

    async def discover(self) -> Hits:
        """All of them."""
        for palette in self._app.palettes():
            yield DiscoveryHit(_title(palette), partial(self._app.set_palette, palette), text=palette.title)

    async def search(self, query: str) -> Hits:
        """Those whose title matches."""
        matcher = self.matcher(query)
        for palette in self._app.palettes():
            if (score := matcher.match(f"{palette.title} {palette.name}")) > 0:
                yield Hit(score, _title(palette), partial(self._app.set_palette, palette), text=palette.title)

    @property
    def _app(self) -> TreadApp:
        return cast("TreadApp", self.app)


def _title(palette: Theme) -> Content:
    return Content.assemble(palette.title, (f"  {palette.name}", "dim"))


def _plain(text: str) -> str:
    return text.replace("[", r"\[")
