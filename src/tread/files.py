"""Replacing a whole file, so that it is the old one or the new one. Whatever writes files may import it.

It owns the one way bytes replace bytes: written aside in the same folder, flushed, renamed into place, the
folder flushed. It never says what went wrong in words: errors are `OSError`, and whoever calls knows what was
being written. It must not import anything of tread.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

TEMPORARY_SUFFIX = ".tmp"


def is_private(folder: Path) -> bool:
    """True when nobody but the owner can look into the folder."""
    return not stat.S_IMODE(folder.stat().st_mode) & 0o077


def file_mode(folder: Path) -> int:
    """The mode a new file in `folder` asks for: the owner's alone where the folder is, else by the umask."""
    return 0o600 if is_private(folder) else 0o666


def write_aside(path: Path, data: bytes) -> Path:
    """Write and flush `data` to a new hidden file beside `path`; return it. An error leaves nothing."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}{TEMPORARY_SUFFIX}")
    descriptor = os.open(
        temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, file_mode(path.parent)
    )
    try:
        try:
            write_all(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def publish(temporary: Path, path: Path) -> None:
    """Rename what `write_aside` made over `path`, and flush the folder; on an error `path` is as it was."""
    try:
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def write_atomically(path: Path, data: bytes) -> None:
    """Replace `path` by `data`, durably: after a crash it holds the old bytes or the new ones, whole.

    The folder must exist. A symlink at `path` is replaced, not followed.
    """
    publish(write_aside(path, data), path)


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte: `os.write` may write fewer, as on a disk that is nearly full."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def flush_folder(folder: Path) -> None:
    """Make the names in a folder durable: without it a power cut loses the last rename."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
