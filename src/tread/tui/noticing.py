"""Where something changes in the folders of a library: the paths that a list has to look at again.

`Folders.changed` never waits. On a local disk the system tells what has changed (`watchfiles`); on a network
disk, which tells nothing, where the system has no watches left, and where `watchfiles` cannot be had, it asks
for everything to be looked through now and then. No widget and no document; only a thread calls it.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watchfiles import Change

    Events = Generator[set[tuple[Change, str]], None, None]

MOST_FOLDERS = 2_000
"""More are not watched: each takes 10 µs in which nothing else runs, and there are only so many watches."""
_FLOOD = 2_000
"""So many changes at once, and the system may have kept some to itself."""
_REMOTE = ("9p", "afs", "ceph", "cifs", "drvfs", "fuse", "lustre", "nfs", "prl_fs", "smb", "vboxsf")
MOUNTS = Path("/proc/self/mounts")


class Folders:
    """The folders of a library.

    listed: all their articles are listed; articles: files that were named one by one, wherever they are.
    """

    def __init__(self, listed: Iterable[Path], articles: Iterable[Path] = ()) -> None:
        self._listed = set(listed)
        self._articles = frozenset(articles)
        self._events: Events | None = None
        self._names: dict[str, Path] = {}
        self._watch()

    @property
    def is_told(self) -> bool:
        """Whether the system tells what changes; otherwise everything has to be looked through."""
        return self._events is not None

    def changed(self) -> set[Path] | None:
        """Where something has changed since the last time: files and folders, there or gone.

        None where that is not known, and everything has to be looked through.
        """
        if self._events is None:
            return None
        try:
            told = next(self._events)
        except (OSError, RuntimeError, StopIteration):
            self.end()
            return None
        paths = {path for _, name in told if (path := self._path(name)) is not None}
        return paths if len(told) < _FLOOD else None

    def lists(self, path: Path) -> bool:
        """Whether a path is that of a folder whose articles are listed."""
        return path in self._listed

    def found(self, folders: Iterable[Path], *, anew: bool = False) -> None:
        """These folders are listed too from here on; those that are gone are not.

        anew: one of them may be another folder of the same name.
        """
        there = {folder for folder in self._listed if folder.is_dir()} | set(folders)
        if there != self._listed or anew:
            self._listed = there
            self._watch()

    def end(self) -> None:
        """Watch no more."""
        if self._events is not None:
            self._events.close()
            self._events = None

    def _watch(self) -> None:
        before = self._events
        folders = self._listed | {path.parent for path in self._articles}
        self._names = {str(folder.absolute()): folder for folder in folders}
        self._events = _events(list(self._names))
        if before is not None:
            before.close()  # after the new watch has begun, so that nothing falls between them

    def _path(self, name: str) -> Path | None:
        """The path that the system names, as it was opened; None for one that is not listed."""
        folder, _, last = name.rpartition(os.sep)
        known = self._names.get(folder)
        if known is None or last.startswith("."):
            return self._names.get(name)
        path = known / last
        return path if known in self._listed or path in self._articles else None


def _events(folders: Sequence[str]) -> Events | None:
    """What the system tells of these folders, not of those in them; None where it tells nothing."""
    if not 0 < len(folders) <= MOST_FOLDERS or any_remote(folders):
        return None
    try:
        from watchfiles import watch  # here, in a thread: it takes as long as all of the reader's start
    except ImportError:  # there is no wheel for this platform
        return None
    # Asked again and again, it never waits: one step of a millisecond, and what has come is there.
    events = watch(
        *folders,
        watch_filter=None,
        debounce=1,
        step=1,
        rust_timeout=1,
        yield_on_timeout=True,
        raise_interrupt=False,
        recursive=False,
        ignore_permission_denied=True,
    )
    try:
        next(events)
    except (OSError, RuntimeError, StopIteration):  # there are no watches left
        return None
    return events


def any_remote(folders: Iterable[str]) -> bool:
    """Whether one of the folders is on a disk whose changes the system does not tell, as far as is known."""
    try:
        rows = [row.split(" ") for row in MOUNTS.read_text("utf-8", "surrogateescape").splitlines()]
    except OSError:
        return False
    mounts = {row[1].replace("\\040", " ").rstrip("/"): row[2] for row in rows if len(row) > 2}
    for folder in {os.path.realpath(folder) for folder in folders}:
        inside = [mount for mount in mounts if f"{folder}/".startswith(f"{mount}/")]
        if inside and mounts[max(inside, key=len)].startswith(_REMOTE):
            return True
    return False
