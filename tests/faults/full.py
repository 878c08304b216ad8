"""A disk that fills up while notes are written on it: a small file system in memory."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .shelf import stored_notes
from .writers import ARTICLE_TEXT, Nursery, database_of

SIZE_KB = 128


@dataclass
class Filled:
    """What came of it: changes that were acknowledged and refused; of the acknowledged those that were not
    there in the end; whether the file opened, and whether a change was taken again once there was room."""

    acknowledged: int = 0
    refused: int = 0
    lost: int = 0
    opens: bool = True
    goes_on: bool = False


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """For the block, a small file system on `folder`; False where none may be mounted."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_KB}k", "tmpfs", str(folder)]
    try:
        is_there = subprocess.run(mount, capture_output=True).returncode == 0
    except OSError:
        is_there = False
    try:
        yield is_there
    finally:
        if is_there:
            subprocess.run(["umount", str(folder)], check=True)


def fill(way: str, disk: Path, steps: int = 1000) -> Filled:
    """Write on a small disk until long after it is full; then make room."""
    result = Filled()
    article = disk / "article.txt"
    article.write_text(ARTICLE_TEXT)
    room = disk / "room"
    room.write_bytes(b"x" * 49_152)
    saved: dict[str, str | None] = {}
    writing = {"does": "write", "way": way, "articles": [str(article)], "device": "desk", "waits": True}
    with Nursery() as nursery:
        nursery.start(**writing, seed=1, steps=steps)
        while (row := nursery.row())[0] != "ended":
            if row[0] == "saved":
                saved[row[2]] = row[3]
                result.acknowledged += 1
            result.refused += row[0] == "raised"
        try:
            found = stored_notes(database_of(way, article))
        except ValueError:
            result.opens, found = False, {}
        result.lost = sum(1 for id_, note in saved.items() if found.get(id_) != note)
        room.unlink()
        nursery.start(**writing, seed=2, steps=1)
        while (row := nursery.row())[0] != "ended":
            result.goes_on = result.goes_on or row[0] == "saved"
    return result
