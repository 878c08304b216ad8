"""One writer at a time, in this process and in others. Only modules of `tread.store` import it.

It owns `.tread/.lock`: a file that is locked (flock) and never removed. The lock goes with the process that
holds it, so a holder that died never blocks. While it is held the file says by whom; else it is blank. On a
disk that has no such locks `.lock-held` stands for one: a file that is there while somebody writes, and that
the next may take when its holder has died or has not been heard of for some seconds.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tread.errors import StoreLocked
from tread.files import file_mode
from tread.store.disk import in_words

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK_NAME = ".lock"
MARKER_NAME = ".lock-held"
WAIT_S = 10.0
POLL_S = 0.003
LEASE_S = 6.0
"""After so long a holder that says nothing is passed over, where only `.lock-held` can be asked."""

_NO_LOCKS = frozenset((errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL))
_NOTE_BYTES = 256


@contextmanager
def locked(folder: Path, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold the lock of the store in `folder` (which must exist) for the block.

    wait_s: how long to wait for one holder; while others take turns it goes on. Errors: StoreLocked, which
    says who holds it and since when; StoreError when the lock file cannot be opened.
    """
    from filelock import FileLock, Timeout  # 60 ms, and only writers need it

    path = folder / LOCK_NAME
    with in_words(path, "locked"):
        # A lock object for each use: filelock counts nested uses of one object as one holder.
        _make(path)
        lock: BaseFileLock = FileLock(path, timeout=wait_s, fallback_to_soft=False)
        try:
            try:
                _acquire(lock, path)
            except OSError as error:
                if error.errno not in _NO_LOCKS:
                    raise
                path = folder / MARKER_NAME
                lock = _marker(path, wait_s)
                _acquire(lock, path)
        except Timeout as error:
            raise StoreLocked(
                f"{folder} is in use: {_named(path)} has held its lock for more than {wait_s:g} s.",
                "Nothing was changed. Close the other program, or wait and try again.",
            ) from error
    try:
        _note(path)
        yield
    finally:
        _clear(path)
        lock.release()


def _acquire(lock: BaseFileLock, path: Path) -> None:
    """Take a lock; Timeout where one holder keeps it. While many come and go it waits for longer."""
    from filelock import Timeout

    while True:
        holder = _bytes(path)
        try:
            lock.acquire(poll_interval=POLL_S)
        except Timeout:
            if _bytes(path) == holder:
                raise
        else:
            return


def _make(path: Path) -> None:
    """Make the lock file, for those who may look into its folder; filelock would let everybody write it."""
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    os.close(os.open(path, flags, file_mode(path.parent)))


def _marker(path: Path, wait_s: float) -> BaseFileLock:
    from filelock import SoftFileLease

    return SoftFileLease(path, lease_duration=LEASE_S, timeout=wait_s, mode=file_mode(path.parent))


# Who holds it: for people to read, and never more than that


def _note(path: Path) -> None:
    """Write into the lock file who holds it. The marker says so already."""
    if path.name == LOCK_NAME:
        since = datetime.now().astimezone().isoformat(timespec="seconds")
        _put(path, f"pid={os.getpid()}\nhost={os.uname().nodename}\nsince={since}\n".encode(errors="replace"))


def _clear(path: Path) -> None:
    if path.name == LOCK_NAME:
        _put(path, b"")


def _put(path: Path, note: bytes) -> None:
    with suppress(OSError):  # as on a full disk: the lock holds without it
        descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            # Written over: making it shorter takes a disk as long as a save does.
            os.write(descriptor, note[:_NOTE_BYTES].ljust(_NOTE_BYTES, b"\n"))
        finally:
            os.close(descriptor)


def _bytes(path: Path) -> bytes:
    """What a holder wrote: another one, or the same at another time, wrote something else."""
    try:
        return path.read_bytes()[:_NOTE_BYTES]
    except OSError:
        return b""


def _named(path: Path) -> str:
    """The holder as a reader is told of it."""
    wrote, pid = _read(path), _pid_by_system(path)
    if not wrote or pid not in ("", wrote["pid"]):
        return f"process {pid}{_program(pid)}" if pid else "another process"
    program = _program(wrote["pid"]) if wrote["host"] == os.uname().nodename else ""
    return f"process {wrote['pid']}{program} on {wrote['host']}, since {wrote['since']},"


def _read(path: Path) -> dict[str, str]:
    """What a holder wrote: `pid`, `host`, and `since` as ISO 8601; empty where nothing is to be read."""
    try:
        with path.open("rb") as file:
            rows = file.read(_NOTE_BYTES).decode("utf-8", "replace").split("\n")
            touched = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime).astimezone()
    except OSError:
        return {}
    wrote = dict(row.split("=", 1) for row in rows if "=" in row)
    # A marker does not say since when; its holder touches it again and again.
    wrote.setdefault("since", f"before {touched.isoformat(timespec='seconds')}")
    return wrote if {"pid", "host"} <= wrote.keys() else {}


def _pid_by_system(path: Path) -> str:
    """The process that holds a flock on `path`, where the system tells: Linux lists them in /proc/locks."""
    with suppress(OSError, IndexError):
        inode = str(path.stat().st_ino)
        for entry in Path("/proc/locks").read_text().splitlines():
            fields = entry.split()
            # "1: FLOCK ADVISORY WRITE 4711 fe:00:131 0 EOF": the holder's process, then device and inode
            if fields[1] == "FLOCK" and fields[5].rpartition(":")[2] == inode:
                return fields[4]
    return ""


def _program(pid: str) -> str:
    """What a process of this machine runs, in brackets; empty where the system does not tell."""
    try:
        return f" ({Path('/proc', pid, 'comm').read_text().strip()})"
    except OSError:
        return ""
