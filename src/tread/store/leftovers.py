"""Temporary files that killed writers left. Modules of `tread.store` import it.

It owns when one is nobody's any more. What a live writer is about to rename into place is never touched.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from tread.files import TEMPORARY_SUFFIX

STALE_S = 3600.0
"""A write takes a second at most: after an hour its writer is dead, or will have to write anew."""


def stale(folder: Path) -> Iterator[Path]:
    """The temporary files below a folder that no writer will rename any more; links are not followed."""
    latest = time.time() - STALE_S
    pending = [folder]
    while pending:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(Path(entry.path))
                    elif is_temporary(entry.name) and entry.stat(follow_symlinks=False).st_mtime < latest:
                        yield Path(entry.path)
        except OSError:
            continue


def sweep(folder: Path) -> list[Path]:
    """Remove the stale temporary files below a folder; those that were removed."""
    removed = []
    for path in stale(folder):
        try:
            path.unlink()
        except OSError:
            continue
        removed.append(path)
    return removed


def is_temporary(name: str) -> bool:
    """Whether a file of this name is one that a writer renames into place."""
    return name.startswith(".") and name.endswith(TEMPORARY_SUFFIX)
