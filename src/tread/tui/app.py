"""The Textual application: settings, keys and themes in force, and the one screen that reads.

`run_reader` is what the command line calls. What the app cannot do without a screen is elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.binding import Binding
from textual.command import Provider

from tread.config import LoadedSettings, themes_folder
from tread.errors import TreadError
from tread.keymap import build_keymap
from tread.problems import Problem
from tread.themes import load_themes
from tread.tui.desk import Desk
from tread.tui.screens.reader import ReaderScreen
from tread.tui.theming import textual_theme, variable_defaults

if TYPE_CHECKING:
    from textual.screen import Screen

DEFAULT_THEME = "tread-dark"


@dataclass(frozen=True, slots=True)
class Target:
    """What the command line named.

    articles: files to read. folders: libraries to list. The first of what was named is opened.
    """

    articles: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()

    @property
    def opens_library(self) -> bool:
        """True when the reader begins with the list of articles."""
        return bool(self.folders) or not self.articles

    @property
    def has_library(self) -> bool:
        """True when there is more than one article to choose from."""
        return self.opens_library or len(self.articles) > 1

    @property
    def opened(self) -> Path | None:
        """The folder that was opened, where annotations go if no store is nearer."""
        return self.folders[0] if self.folders else None


class TreadApp(App[int]):
    """tread, reading."""

    TITLE = "tread"
    CSS_PATH = "reader.tcss"
    ENABLE_COMMAND_PALETTE = True
    PAUSE_GC_ON_SCROLL = True
    BINDINGS = [Binding("ctrl+q", "quit", "Quit", show=False, priority=True)]  # noqa: RUF012

    def __init__(self, target: Target, loaded: LoadedSettings, *, desk: Desk) -> None:
        self._themes = load_themes(themes_folder(loaded.path) if loaded.path else None)
        super().__init__()
        self.target = target
        self.settings = loaded.settings
        self.keymap, key_problems = build_keymap(loaded.settings.keys)
        self.desk = desk
        self.failure: TreadError | None = None
        self.reader = ReaderScreen()
        theme_problems: list[Problem] = list(self._themes.problems)
        name = loaded.settings.theme
        if name not in self._themes.themes:
            theme_problems.append(self._themes.unknown(name))
            name = DEFAULT_THEME
        self.problems: tuple[Problem, ...] = (*loaded.problems, *key_problems, *theme_problems)
        for theme in self._themes.themes.values():
            self.register_theme(textual_theme(theme))
        self.theme = name
        self.set_class(bool(os.environ.get("NO_COLOR")), "-no-colour")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Values for the roles' variables under themes that do not have them."""
        return variable_defaults(self._themes.themes.values())

    def get_default_screen(self) -> Screen[Any]:
        """The reading screen."""
        return self.reader

    def get_commands(self) -> set[type[Provider]]:
        """Nothing of Textual's own: the registry has every command."""
        return set()

    async def action_quit(self) -> None:
        """Quit as the command does, so that nothing is lost."""
        await self.reader.leave()

    def action_help_quit(self) -> None:
        """Ctrl+C: say how to quit."""
        keys = self.keymap.keys_of("app.quit")
        self.reader.status.say(f"{keys[0] if keys else 'ctrl+q'} quits.")

    def choose_theme(self) -> None:
        """Choose another theme by name, from the palette."""
        self.search_themes()

    def fail(self, error: TreadError) -> None:
        """End with an error that the command line shows: there was nothing to read."""
        self.failure = error
        self.exit(1)


def run_reader(paths: Sequence[Path], loaded: LoadedSettings) -> int:
    """Open the reader on files and folders; the exit code.

    Errors: TreadError when there is nothing to read.
    """
    folders = tuple(path for path in paths if path.is_dir())
    articles = tuple(path for path in paths if not path.is_dir())
    target = Target(articles, folders)
    store = Path(loaded.settings.store).expanduser() if loaded.settings.store else None
    app = TreadApp(target, loaded, desk=Desk(opened=target.opened, override=store))
    code = app.run()
    if app.failure is not None:
        raise app.failure
    return code or 0
