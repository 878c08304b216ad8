"""Driving the reader in tests: started as the command line starts it, its screen read as text."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from textual.events import Key, Paste
from textual.pilot import Pilot

from tread.config import config_path, load_settings
from tread.core.annotation import Annotation
from tread.core.selection import Selection
from tread.reading.reading import Reading
from tread.store.repository import Store
from tread.tui.app import TreadApp, make_app
from tread.tui.desk import OpenArticle
from tread.tui.screens.reader import ReaderScreen

HOSTILE = "[/foo] [@click=app.quit]\x1b]52;c;eHg=\x07 \u202e👩‍👩‍👧 é 世界"
SHOWN = "[/foo] [@click=app.quit] 👩‍👩‍👧 é 世界"
"""What is left of `HOSTILE` behind the door for foreign text."""

_TRIES, _PAUSE_S = 1000, 0.01


class Driver:
    """A reader that is running without a terminal."""

    def __init__(self, app: TreadApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> ReaderScreen:
        """The reading screen, whatever may stand over it."""
        return self.app.reader

    @property
    def article(self) -> OpenArticle:
        """The article that is open."""
        assert self.screen.article is not None
        return self.screen.article

    @property
    def reading(self) -> Reading:
        """The article that is open, as it is read."""
        return self.article.reading

    @property
    def text(self) -> str:
        """The whole screen, row by row."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    @property
    def status(self) -> str:
        """The last row of the screen."""
        return self.text.split("\n")[-1]

    @property
    def selected(self) -> str:
        """The text that is selected."""
        return self.reading.document.text_of(self.selection.range)

    @property
    def selection(self) -> Selection:
        """The selection that the keys act on."""
        return self.screen.view.selection

    def only(self) -> Annotation:
        """The one annotation there is."""
        (annotation,) = self.reading.annotations
        return annotation

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other, and wait until they have been dealt with."""
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        """Type a text as fast as a paste of single keys."""
        await self.pilot.press(*("space" if character == " " else character for character in text))

    def type_ahead(self, text: str) -> None:
        """Type a text without waiting for any of it to be dealt with."""
        for character in text:
            key = {"\r": "enter", "\x1b": "escape", "\x7f": "backspace"}.get(character, character)
            self.app.post_message(Key(key, character))

    async def paste(self, text: str) -> None:
        """Paste a text where the keys go."""
        self.app.post_message(Paste(text))
        await self.pilot.pause()

    async def until(self, is_so: Callable[[], object], what: str = "it") -> None:
        """Wait for something that a worker brings about."""
        for _ in range(_TRIES):
            if is_so():
                return
            await asyncio.sleep(_PAUSE_S)
        raise AssertionError(f"{what} did not come about; the screen:\n{self.text}")

    async def shows(self, *texts: str) -> None:
        """Wait for texts to stand on the screen."""
        for text in texts:
            await self.until(lambda text=text: text in self.text, repr(text))  # type: ignore[misc]

    async def hides(self, text: str) -> None:
        """Wait for a text to be gone from the screen."""
        await self.until(lambda: text not in self.text, f"the end of {text!r}")

    async def saved(self) -> None:
        """Wait until nothing is left to be written."""
        await self.until(lambda: "· saved" in self.status, "saving")

    async def searched(self) -> None:
        """Wait until a search has come to its end."""
        await self.until(lambda: not _begun(self.app, "find"), "the end of the search")
        await self.pilot.pause()

    async def resize(self, width: int, height: int) -> None:
        """Give the window another size, in cells."""
        await self.pilot.resize_terminal(width, height)
        await self.pilot.pause()


@asynccontextmanager
async def reading(
    *paths: Path, size: tuple[int, int] = (100, 30), overrides: dict[str, object] | None = None
) -> AsyncIterator[Driver]:
    """The reader on files and folders; what the store has on a first article has been read.

    size: of the window, in cells.
    """
    app = make_app(paths, load_settings(config_path(os.environ), os.environ, overrides))
    async with app.run_test(size=size, notifications=True) as pilot:
        driver = Driver(app, pilot)
        await driver.until(lambda: _is_listed(app), "the list of the library")
        await driver.until(lambda: not _begun(app, "open", "read", "library"), "the start")
        await pilot.pause()
        yield driver


def _is_listed(app: TreadApp) -> bool:
    """Whether the articles of a library are listed and read, where one was opened: before, there is nothing
    to press keys on."""
    pane = app.reader.library
    items = pane._items.values()
    is_read = all(item.entry is not None or item.reason for item in items)
    return not app.target.opens_library or (is_read and (bool(items) or pane.articles._is_bare))


def _begun(app: TreadApp, *groups: str) -> list[object]:
    return [worker for worker in app.workers if worker.group.startswith(groups) and not worker.is_finished]


def write(path: Path, text: str) -> Path:
    """A file with this text, its folder made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def stored(path: Path) -> list[Annotation]:
    """What is on disk for an article, read by another store, as another process would."""
    from datetime import UTC, datetime

    from tread.store.place import locate

    store = Store(locate(path), "another", lambda: datetime.now(UTC))
    return [one for record in store.records() for one in store.load(record.id).annotations]


def databases(folder: Path) -> Sequence[Path]:
    """The databases in a library's store."""
    return sorted((folder / ".tread" / "annotations").rglob("*.json"))
