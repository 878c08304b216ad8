"""Folders of the store, and errors of the disk in words. Modules of `tread.store` import it.

It owns what a reader is told when the disk refuses, and the rule that nothing is written through a symlink
that leads out of the store. It imports no tinydb.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tread.errors import StoreError
from tread.files import flush_folder, is_private

Signature = tuple[int, int, int]
"""(mtime in ns, size in bytes, inode): changes with every write by tread; the mtime alone would repeat."""

_YOUNG_NS = 2_000_000_000
"""A file that changed this recently may change again within one tick of its file system's clock."""

_ADVICE = {
    errno.ENOSPC: ("the disk is full", "Free some space; what was stored before is untouched."),
    errno.EDQUOT: ("the disk quota is used up", "Free some space; what was stored before is untouched."),
    errno.EFBIG: (
        "the file would be larger than is allowed",
        "Raise the limit on file sizes; what was stored before is untouched.",
    ),
    errno.EROFS: (
        "the file system is read-only",
        "Mount it for writing, or name another store with --store DIR.",
    ),
    errno.EACCES: ("permission is denied", "Change the permissions, or name another store with --store DIR."),
    errno.EPERM: ("permission is denied", "Change the permissions, or name another store with --store DIR."),
    errno.ELOOP: ("it is a symbolic link", "Put a real file or folder in its place."),
    errno.ENOENT: ("the folder is gone", "Put the folder back, or name another store with --store DIR."),
    errno.EIO: ("the disk reports an error", "Check the disk; what was stored before is untouched."),
}


def explained(error: OSError, path: Path, doing: str = "written") -> StoreError:
    """The error in words: why, what could not be `doing` ("written", "read"), and what to do.

    The reason goes first: a path is long, and a row that is cut must not lose it.
    """
    reason, hint = _ADVICE.get(
        error.errno or 0, (error.strerror or str(error), "Check the disk and the folder.")
    )
    return StoreError(f"{reason[:1].upper()}{reason[1:]}: {path} could not be {doing}.", hint)


@contextmanager
def in_words(path: Path, doing: str = "written") -> Iterator[None]:
    """Turn an `OSError` inside the block into a `StoreError` about `path`."""
    try:
        yield
    except OSError as error:
        raise explained(error, path, doing) from error


def signature_of(status: os.stat_result) -> Signature:
    """The signature of a file from its stat."""
    return (status.st_mtime_ns, status.st_size, status.st_ino)


def signature(path: Path) -> Signature | None:
    """The signature of a file; None when it is not there or cannot be looked at."""
    try:
        return signature_of(path.stat())
    except OSError:
        return None


def is_folder(path: Path) -> bool:
    """True when there is a folder; False too where it cannot be looked at, as on a drive that is gone."""
    try:
        return path.is_dir()
    except OSError:
        return False


class Look(NamedTuple):
    """How a file looks, which is another with every change of it.

    text: its times, size and inode; text, because a number may be too large for a database of numbers.
    is_sure: False where the file is so young that it may change again and look the same.
    """

    text: str
    is_sure: bool


def look_of(status: os.stat_result) -> Look:
    """How a file looks by its stat; both times, because who edits a file may put back the one."""
    youngest = max(status.st_mtime_ns, status.st_ctime_ns)
    text = f"{status.st_mtime_ns} {status.st_ctime_ns} {status.st_size} {status.st_ino}"
    return Look(text, time.time_ns() - youngest > _YOUNG_NS)


def make_folder(folder: Path, top: Path) -> None:
    """Make `folder` and what is missing between it and `top`, durably; `top`'s parents are made too.

    New folders are the owner's alone where the folder above is. Errors: StoreError, also when a symlink on
    the way leads out of `top`.
    """
    with in_words(folder):
        if _is_plain(folder, top):
            return
        if not folder.resolve().is_relative_to(top.resolve()):
            raise StoreError(
                f"{folder} leads out of {top} through a symbolic link; nothing is written there.",
                "Put a real folder in its place.",
            )
        _make(folder)


def _is_plain(folder: Path, top: Path) -> bool:
    """Whether `folder` is there, below `top`, and no symlink is on the way from the one to the other."""
    if not folder.is_relative_to(top):
        return False
    try:
        here = folder
        while here != top:
            if not stat.S_ISDIR(here.lstat().st_mode):
                return False
            here = here.parent
    except OSError:
        return False
    return folder != top


def _make(folder: Path) -> None:
    if folder.is_dir():
        return
    _make(folder.parent)
    try:
        folder.mkdir(0o700 if is_private(folder.parent) else 0o777)
    except FileExistsError:
        if not folder.is_dir():
            raise
    flush_folder(folder.parent)


def short_hash(text: str, digits: int = 16) -> str:
    """So many hex digits that stand for a text in a file name (BLAKE2b)."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=digits // 2).hexdigest()
