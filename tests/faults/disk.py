"""A disk that refuses: every call by which the store changes the disk fails once, and from there on."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tread.errors import StoreError

from .shelf import Shelf, stored_notes

CALLS = ("open", "write", "fsync", "replace", "rename", "unlink", "mkdir", "ftruncate", "truncate", "link")
"""The functions of `os` by which a disk is changed."""


class Disk:
    """Counts the calls that change what is below a folder, and refuses some.

    first: the number of the first call to be refused, from 0; is_lasting: every later one too.
    A write that is refused has written half of its bytes, as a full disk's may.
    """

    def __init__(self, folder: Path, first: int, number: int, *, is_lasting: bool) -> None:
        self.calls = 0
        self.refused: list[str] = []
        self._folder = folder
        self._first = first
        self._number = number
        self._is_lasting = is_lasting

    def wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        """A function of `os` as this disk has it."""

        def call(what: Any, *arguments: Any, **options: Any) -> Any:
            if not self._is_mine(what) or (name == "open" and not _changes(arguments)):
                return real(what, *arguments, **options)
            number = self.calls
            self.calls += 1
            if number == self._first or (self._is_lasting and number > self._first and name != "unlink"):
                self.refused.append(name)
                if name == "write":
                    real(what, bytes(arguments[0])[: len(arguments[0]) // 2])
                raise OSError(self._number, os.strerror(self._number), str(what))
            return real(what, *arguments, **options)

        return call

    def _is_mine(self, what: Any) -> bool:
        if isinstance(what, int):
            try:
                what = Path(f"/proc/self/fd/{what}").readlink()
            except OSError:
                return False
        return Path(what).is_relative_to(self._folder)


def _changes(arguments: tuple[Any, ...]) -> bool:
    return bool(arguments and arguments[0] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


@contextmanager
def refusing(folder: Path, first: int, number: int, *, is_lasting: bool) -> Iterator[Disk]:
    """For the block, a disk that refuses call `first` below `folder` with errno `number`."""
    disk = Disk(folder, first, number, is_lasting=is_lasting)
    real = {name: getattr(os, name) for name in CALLS}
    for name, function in real.items():
        setattr(os, name, disk.wrapped(name, function))
    try:
        yield disk
    finally:
        for name, function in real.items():
            setattr(os, name, function)


def refuse_in_turn(folder: Path, number: int, *, is_lasting: bool) -> tuple[int, int, int, int]:
    """Make a change to a library again and again, with each call that it takes refused in turn with an errno.

    How many calls were refused, how many changes failed for it, how many files did not open then, and how
    many changes were not there after they had been tried again without a fault.
    """
    calls = failed = unreadable = lost = 0
    while True:
        shelf = Shelf(folder / str(calls))
        shelf.commit(shelf.adding("one"))
        step = shelf.adding("new")
        with refusing(shelf.folder, calls, number, is_lasting=is_lasting) as disk:
            try:
                shelf.commit(step)
            except StoreError:
                failed += 1
        if not disk.refused:
            return calls, failed, unreadable, lost
        calls += 1
        try:
            stored_notes(shelf.database)
        except ValueError:
            unreadable += 1
        shelf.commit(step)
        lost += shelf.notes != ["new", "one"]
