"""One writer at a time, in this process and in others. Only `tread.store.repository` imports it.

It owns `.tread/.lock`: an empty file that is locked (flock), never written, never removed. The lock goes with
the process that holds it, so a holder that died never blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tread.errors import StoreLocked
from tread.files import file_mode
from tread.store.disk import in_words

LOCK_NAME = ".lock"
WAIT_S = 10.0
POLL_S = 0.003


@contextmanager
def locked(folder: Path, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold the lock of the store in `folder` (which must exist) for the block.

    wait_s: how long to wait for another holder. Errors: StoreLocked, which says who holds it where the system
    tells; StoreError when the lock file cannot be opened.
    """
    from filelock import FileLock, Timeout  # 60 ms, and only writers need it

    path = folder / LOCK_NAME
    with in_words(path, "locked"):
        # A lock object for each use: filelock counts nested uses of one object as one holder.
        lock = FileLock(path, timeout=wait_s, mode=file_mode(folder))
        try:
            lock.acquire(poll_interval=POLL_S)
        except Timeout as error:
            raise StoreLocked(
                f"{folder} is in use: {_holder(path)} has held its lock for more than {wait_s:g} s.",
                "Nothing was changed. Close the other program, or wait and try again.",
            ) from error
    try:
        yield
    finally:
        lock.release()


def _holder(path: Path) -> str:
    """Who holds a flock on `path`, as far as the system tells: Linux lists them by inode in /proc/locks."""
    try:
        inode = str(path.stat().st_ino)
        for entry in Path("/proc/locks").read_text().splitlines():
            fields = entry.split()
            # "1: FLOCK ADVISORY WRITE 4711 fe:00:131 0 EOF": the holder's process, then device and inode
            if fields[1] == "FLOCK" and fields[5].rpartition(":")[2] == inode:
                return f"process {fields[4]} ({_process_name(fields[4])})"
    except (OSError, IndexError):
        pass
    return "another process"


def _process_name(pid: str) -> str:
    return Path("/proc", pid, "comm").read_text().strip()
