"""Following a link: to a heading, to another article of the library, or out of tread.

Nothing is ever run but the platform's own opener, with one address of the web or of mail as its argument;
of files only those are opened that the library could list.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tread.core.clean import clean_line
from tread.core.links import Address, File, Heading, Nowhere, destination, heading_index
from tread.core.selection import selecting
from tread.ingest import is_article
from tread.tui import jumping
from tread.tui.clipboard import copy

if TYPE_CHECKING:
    from tread.tui.desk import OpenArticle
    from tread.tui.screens.reader import ReaderScreen

_FAILS_WITHIN_S = 5.0
"""An opener that has not failed by then has opened the address: some run for as long as the browser."""


class Following:
    """Goes where links lead, on one reading screen."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._wanted: tuple[Path, str] | None = None

    def follow(self, address: str) -> None:
        """Go where an address leads, or say why not."""
        self._wanted, pane = None, self._screen.panes.current
        before = jumping.here(pane)
        match destination(address):
            case Address(text):
                self._open_outside(text)
            case Heading(fragment):
                self._go_to_heading(fragment)
            case File(path, fragment):
                self._open_article(path, fragment)
            case Nowhere(reason):
                self._screen.status.say(reason)
        jumping.record(pane, before)

    def arrived(self, article: OpenArticle) -> None:
        """An article is shown: go to the heading that the link to it named."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted[0] == article.path and wanted[1]:
            self._go_to_heading(wanted[1])

    # Out of tread

    def _open_outside(self, address: str) -> None:
        screen, shown = self._screen, clean_line(address)
        command = opener()
        if command is None:
            copy(screen.app, address)
            screen.status.say("No browser here: the address has been sent to the terminal's clipboard.")
            return
        try:
            process = subprocess.Popen(
                [*command, address],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            screen.status.say(f"{command[0]} cannot be run: {error.strerror}.", error=True)
            return
        screen.status.say(f"Opening {shown}")
        watch = threading.Thread(target=self._watch, args=(process, shown), daemon=True)
        watch.start()

    def _watch(self, process: subprocess.Popen[bytes], shown: str) -> None:
        """In a thread: say so where the opener fails."""
        try:
            failed = process.wait(_FAILS_WITHIN_S) != 0
        except subprocess.TimeoutExpired:
            process.wait()
            return
        app = self._screen.app
        if failed:
            with suppress(RuntimeError):  # tread has been left
                app.call_from_thread(app.warn, f"{shown} could not be opened.")

    # Within the library

    def _go_to_heading(self, fragment: str) -> None:
        screen, reading = self._screen, self._screen.view.reading
        if reading is None:
            return
        index = heading_index(reading.document, fragment)
        if index is None:
            screen.status.say(f"There is no heading “{clean_line(fragment)}” in this article.")
        else:
            screen.view.select(selecting(reading.document.whole(index), "paragraph"))

    def _open_article(self, written: str, fragment: str) -> None:
        screen, article = self._screen, self._screen.article
        if article is None:
            return
        path, name = self._in_library(article.path, written), clean_line(written)
        if path is None:
            screen.status.say(f"{name} is not in the library.")
        elif not path.is_file():
            screen.status.say(f"There is no file {name}.")
        elif not is_article(path):
            screen.status.say(f"tread does not read files like {name}.")
        elif path == article.path:
            self._go_to_heading(fragment)
        else:
            self._wanted = (path, fragment)
            screen.opener.open(path)

    def _in_library(self, article: Path, written: str) -> Path | None:
        """The path of a file of the library, as the library names it; None for any other file.

        The library is the folders that were opened and the articles that were named, else the folder of
        the article.
        """
        target = self._screen.app.target
        wanted = Path(os.path.normpath(article.absolute().parent / written))
        for named in target.articles:
            if named.absolute() == wanted:
                return named
        for folder in target.folders or (article.parent,):
            root = Path(os.path.normpath(folder.absolute()))
            if wanted.is_relative_to(root):
                below = wanted.relative_to(root)
                return None if any(part.startswith(".") for part in below.parts) else folder / below
        return None


def opener() -> list[str] | None:
    """The platform's program that opens an address; None where it could only open it in this terminal."""
    if sys.platform == "darwin":
        candidates = [["open"]]
    elif os.environ.get("WSL_DISTRO_NAME"):
        candidates = [["wslview"], ["xdg-open"]]
    elif os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        candidates = [["xdg-open"], ["gio", "open"]]
    else:
        return None
    return next((command for command in candidates if shutil.which(command[0])), None)
