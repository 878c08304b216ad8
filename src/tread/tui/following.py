"""Keeping the list of a library as its folders are: what is added, removed or changed.

A thread looks at what `tread.tui.noticing` tells of, reads it when it is quiet, and tells the pane what is
another one; a folder in which much happens is followed in batches, and a file that takes long to read is read
seldom. Only `library_pane` uses it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from tread.store.disk import Signature, signature
from tread.tui.noticing import Folders
from tread.walk import Unreadable, look_at, scan

LOOK_S = 0.2
LOOK_THROUGH_S = 2.0
"""Where nothing is told, everything is looked through this often."""
QUIET_S = 0.4
"""A file that has not changed for so long has been written."""
_LATEST_S = 3.0
"""A file that never rests is read at the latest after so long."""
_BATCH = 200
"""So many files are read at the most before what was read is told."""
_COSTS = 20.0
"""What takes long is done again only after so many times as long."""

_log = logging.getLogger(__name__)

Seen = Signature | None


class Library(NamedTuple):
    """What a library holds: each file that is listed, and why it cannot be read; the folders they are in."""

    files: dict[Path, str]
    folders: tuple[Path, ...]


def find(folders: Iterable[Path], articles: Iterable[Path]) -> Library:
    """Look through the folders of a library."""
    files: dict[Path, str] = dict.fromkeys(articles, "")
    inside: list[Path] = []
    for folder in folders:
        found = scan(folder)
        files |= dict.fromkeys(found.articles, "")
        files |= {one.path: one.reason for one in found.unreadable}
        inside += found.folders
    return Library(files, tuple(inside))


class _Waiting:
    """A file that has changed and is to be read."""

    def __init__(self, now: float, seen: Seen) -> None:
        self.first = self.last = now
        self.seen = seen


class Follower:
    """Follows a library.

    folders, articles: what was opened. tell: takes the files to show anew, each with why it cannot be read or
    an empty text, and those that are gone; it reads them, and is called in the thread that follows.
    """

    def __init__(
        self,
        folders: tuple[Path, ...],
        articles: tuple[Path, ...],
        tell: Callable[[dict[Path, str], set[Path]], None],
    ) -> None:
        self._opened = folders
        self._articles = articles
        self._tell = tell
        self._known: dict[Path, Seen] = {}
        self._waiting: dict[Path, _Waiting] = {}
        self._not_before: dict[Path, float] = {}
        self._next_look = 0.0
        self._stop = threading.Event()
        self.follows = False
        """Whether it has begun: what changes is noticed."""

    def start(self, library: Library, seen: dict[Path, Seen]) -> None:
        """Follow a library from where it was found; seen: its files as they were when they were read."""
        self._known = seen
        threading.Thread(target=self._run, args=(library,), name="following", daemon=True).start()

    def stop(self) -> None:
        """Follow it no more."""
        self._stop.set()

    def _run(self, library: Library) -> None:
        watched = Folders(library.folders, self._articles)
        # What has changed before the watch began.
        self._look_through(watched)
        self.follows = True
        while not self._stop.wait(LOOK_S):
            try:
                self._step(watched)
            except Exception:  # a bug here must not end the following, nor the reading
                _log.exception("Following the library failed.")
        watched.end()

    def _step(self, watched: Folders) -> None:
        changed = watched.changed()
        if changed is None:
            if monotonic() >= self._next_look:
                self._look_through(watched)
        elif changed:
            self._look_at(changed, watched)
        self._read_what_rests()

    # What may have changed

    def _look_through(self, watched: Folders) -> None:
        began = monotonic()
        library = find(self._opened, self._articles)
        watched.found(library.folders)
        for path in (*library.files, *(self._known.keys() - library.files.keys())):
            self._notice(path)
        now = monotonic()
        self._next_look = now + max(LOOK_THROUGH_S, _COSTS * (now - began))

    def _look_at(self, changed: set[Path], watched: Folders) -> None:
        inside = find([path for path in changed if path.is_dir()], ())
        is_another = any(watched.lists(path) for path in changed)
        if inside.folders or is_another:
            watched.found(inside.folders, anew=is_another)
        for path in inside.files:
            self._notice(path)
        for path in changed.difference(inside.folders):
            self._notice(path, is_told=True)
        for path in self._known:
            if not changed.isdisjoint(path.parents):
                self._notice(path)

    def _notice(self, path: Path, *, is_told: bool = False) -> None:
        """Something may have happened to a file; where the system tells of it, it has."""
        seen, waiting, now = signature(path), self._waiting.get(path), monotonic()
        if waiting is not None:
            if seen != waiting.seen or is_told:
                waiting.last, waiting.seen = now, seen
        elif self._known.get(path) != seen or (is_told and seen is not None):
            self._waiting[path] = _Waiting(now, seen)

    # What has changed

    def _read_what_rests(self) -> None:
        now = monotonic()
        rested = [path for path, one in self._waiting.items() if self._rests(path, one, now)][:_BATCH]
        if not rested:
            return
        files: dict[Path, str] = {}
        gone: set[Path] = set()
        for path in rested:
            waiting = self._waiting.pop(path)
            seen = signature(path)
            if seen != waiting.seen:
                self._waiting[path] = _Waiting(now, seen)
                continue
            shown = path if path in self._articles else look_at(path)
            if seen is None or shown is None:
                if self._known.pop(path, ()) != ():
                    gone.add(path)
                continue
            self._known[path] = seen
            files[path] = shown.reason if isinstance(shown, Unreadable) else ""
        if files or gone:
            self._tell(files, gone)
            cost_s = monotonic() - now
            self._not_before |= dict.fromkeys(files, now + _COSTS * cost_s / max(len(files), 1))

    def _rests(self, path: Path, one: _Waiting, now: float) -> bool:
        if now < self._not_before.get(path, 0.0):
            return False
        return now - one.last >= QUIET_S or now - one.first >= _LATEST_S
