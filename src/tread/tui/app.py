"""The Textual application: settings, keys and themes in force, and the one screen that reads.

`run_reader` is what the command line calls. What the app cannot do without a screen is elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.command import CommandPalette

from tread.config import LoadedSettings, themes_folder
from tread.errors import TreadError
from tread.keymap import build_keymap
from tread.problems import Problem
from tread.themes import Theme, choose_theme, load_themes
from tread.tui import leaving
from tread.tui.desk import Desk, OpenArticle
from tread.tui.looks import Looks
from tread.tui.measure import ScreenMeasure, is_plain
from tread.tui.notices import Notices
from tread.tui.pacing import Pacing
from tread.tui.page_style import PageStyle, page_style
from tread.tui.screens.reader import ReaderScreen
from tread.tui.theming import textual_theme, variable_defaults
from tread.tui.widgets.article_view import ArticleView
from tread.tui.widgets.canvas import Canvas

if TYPE_CHECKING:
    from textual.screen import Screen

READ_AT_ONCE_BYTES = 1_000_000
"""A first article in Markdown up to this size is read before the first paint, which then shows it."""


_ALWAYS = ("ctrl+q", "ctrl+c", "ctrl+p")
"""Keys that are the app's own, wherever the others go."""


class Target(NamedTuple):
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

    def __init__(
        self, target: Target, loaded: LoadedSettings, *, desk: Desk, first: OpenArticle | None = None
    ) -> None:
        self._themes_folder = themes_folder(loaded.path) if loaded.path else None
        self._palette, theme_problems = choose_theme(loaded.settings.theme, self._themes_folder)
        self.looks = self._looks()
        super().__init__()
        self.target = target
        self.settings = loaded.settings
        self.page_style = page_style(loaded.settings)
        ScreenMeasure.plain_emoji = is_plain(loaded.settings.plain_emoji, os.environ)
        self.keymap, key_problems = build_keymap(loaded.settings.keys, loaded.settings.digits)
        self.desk = desk
        self.pacing = Pacing()
        self.first = first
        self.failure: TreadError | None = None
        self.reader = ReaderScreen(loaded.settings, target)
        self.notices = Notices(self)
        self.problems: tuple[Problem, ...] = (*loaded.problems, *key_problems, *theme_problems)
        self.register_theme(textual_theme(self._palette))
        self.theme = self._palette.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Values for the roles' variables before the first theme is set."""
        return variable_defaults(self._palette)

    def _looks(self) -> Looks:
        return Looks(self._palette, colourless=bool(os.environ.get("NO_COLOR")))

    def set_palette(self, palette: Theme) -> None:
        """Show everything in the colours of a theme."""
        self._palette = palette
        self.looks = self._looks()
        self.register_theme(textual_theme(palette))
        self.theme = palette.name
        for canvas in self.query(Canvas):
            canvas.notify_style_update()
            canvas.refresh()

    def set_page_style(self, style: PageStyle) -> None:
        """Set every article that is shown in another style."""
        self.page_style = style
        for view in self.reader.query(ArticleView):
            view.style_changed()

    def get_default_screen(self) -> Screen[Any]:
        """The reading screen."""
        return self.reader

    async def action_quit(self) -> None:
        """Quit as the command does, so that nothing is lost."""
        await leaving.leave(self.reader)

    async def on_event(self, event: events.Event) -> None:
        """Let keys wait that are meant for a field which is not there yet; all others go their way."""
        if not (isinstance(event, events.Key) and self._waits(event)):
            await super().on_event(event)

    def _waits(self, event: events.Key) -> bool:
        is_for_reader = not event.is_forwarded and self.screen_stack[-1] is self.reader
        return is_for_reader and event.key not in _ALWAYS and self.reader.ahead.holds(event)

    def action_help_quit(self) -> None:
        """Ctrl+C: say how to quit."""
        keys = self.keymap.keys_of("app.quit")
        self.reader.status.say(f"{keys[0] if keys else 'ctrl+q'} quits.")

    def choose_theme(self) -> None:
        """Choose another theme by name, from the palette."""
        from tread.tui.palette import ThemeProvider

        self.push_screen(CommandPalette(providers=[ThemeProvider], placeholder="Theme…"))

    def warn(self, text: str) -> None:
        """Say what is wrong, for as long as it takes to read."""
        self.notices.show(text)

    def palettes(self) -> list[Theme]:
        """The themes there are; what is wrong with the others is said."""
        found = load_themes(self._themes_folder)
        for problem in found.problems:
            self.warn(str(problem))
        return list(found.themes.values())

    def action_command_palette(self) -> None:
        """Show every command by its name."""
        from tread.tui.palette import CommandProvider

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(providers=[CommandProvider], placeholder="Command…"))

    def fail(self, error: TreadError) -> None:
        """End with an error that the command line shows: there was nothing to read."""
        self.failure = error
        self.exit(1)


def make_app(paths: Sequence[Path], loaded: LoadedSettings) -> TreadApp:
    """The reader on files and folders, not running yet. Errors: ArticleError."""
    folders = tuple(path for path in paths if path.is_dir())
    articles = tuple(path for path in paths if not path.is_dir())
    target = Target(articles, folders)
    store = Path(loaded.settings.store).expanduser() if loaded.settings.store else None
    desk = Desk(opened=target.opened, override=store)
    first = None
    if not target.opens_library and _is_soon_read(articles[0]):
        first = desk.open(articles[0])
    return TreadApp(target, loaded, desk=desk, first=first)


def _is_soon_read(path: Path) -> bool:
    """Whether an article, or its first part, is read before anybody could notice."""
    if not path.is_file():
        return False
    return path.suffix.lower() not in (".md", ".markdown") or path.stat().st_size <= READ_AT_ONCE_BYTES


def run_reader(paths: Sequence[Path], loaded: LoadedSettings) -> int:
    """Open the reader on files and folders; the exit code.

    Errors: TreadError when there is nothing to read.
    """
    app = make_app(paths, loaded)
    if loaded.settings.images == "on":
        from tread.tui.images import prepare

        prepare()
    code = app.run()
    if app.failure is not None:
        raise app.failure
    return code or 0
