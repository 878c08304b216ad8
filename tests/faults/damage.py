"""Files that are damaged: what a bad disk, a half-done copy, a sync tool or a person leaves of a database."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tinydb import TinyDB

from .shelf import Shelf


def truncated(data: bytes, step: int = 1) -> Iterator[bytes]:
    """The file cut off at every length, or every few bytes."""
    return (data[:length] for length in range(0, len(data), step))


def flipped(data: bytes, step: int = 1) -> Iterator[bytes]:
    """The file with one bit flipped, at every position or every few."""
    for position in range(0, len(data) * 8, step):
        changed = bytearray(data)
        changed[position // 8] ^= 1 << position % 8
        yield bytes(changed)


def overwritten(data: bytes) -> Iterator[bytes]:
    """The file with NULs, garbage, or nothing in place of some of it or all of it."""
    middle, chance = len(data) // 2, random.Random(len(data))
    yield b""
    yield b" \n"
    yield b"\0" * len(data)
    yield data[:middle] + b"\0" * (len(data) - middle)
    yield data[:middle] + b"\0" * 64 + data[middle + 64 :]
    yield data + b"\0" * 512
    yield chance.randbytes(len(data))
    yield data[:middle] + chance.randbytes(64) + data[middle + 64 :]
    yield b"\xff\xfe" + data
    yield data + data
    yield data[: len(data) - 40] + data[len(data) - 80 :]


def of_another_shape() -> Iterator[bytes]:
    """JSON that is no database."""
    for text in ("null", "[]", "{", '"text"', "7", '{"annotations": []}', '{"annotations": {"1": 2}}'):
        yield text.encode()
    yield b'{"annotations": {"one": {"id": "1"}}}'
    yield b"[" * 100_000


def conflicted(ours: bytes, theirs: bytes) -> bytes:
    """What git leaves of a file that two branches changed: both, between its markers."""
    return b"<<<<<<< HEAD\n" + ours + b"=======\n" + theirs + b">>>>>>> branch\n"


@dataclass
class Damaged:
    """What came of it: of so many damaged files, how many showed all notes as they were, how many refused to
    open, and how many opened and showed something else, or nothing, without a word."""

    files: int = 0
    right: int = 0
    refused: int = 0
    silent: int = 0


def read_damaged(way: str, shelf: Shelf, files: Iterable[bytes]) -> Damaged:
    """Read the library with each of these in place of its database: as tread does, or stock TinyDB."""
    result = Damaged()
    folder = shelf.store.place.folder
    data, expected = shelf.database.read_bytes(), _read(way, shelf)
    shutil.copytree(folder / "backup", folder.parent / "backup")
    for file in files:
        shelf.database.write_bytes(file)
        result.files += 1
        try:
            found = _read(way, shelf)
        except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
            result.refused += 1
        else:
            result.right += found == expected
            result.silent += found != expected
        shutil.rmtree(folder / "damaged", ignore_errors=True)
        shutil.rmtree(folder / "backup")
        shutil.copytree(folder.parent / "backup", folder / "backup")
    shelf.database.write_bytes(data)
    shutil.rmtree(folder.parent / "backup")
    return result


def _read(way: str, shelf: Shelf) -> list[Any]:
    if way == "tread":
        kept = shelf.reopened().load(shelf.record.id)
        return [*kept.annotations, *kept.tombstones]
    with TinyDB(shelf.database) as plain:
        return [{**document, "crc32": ""} for document in plain.table("annotations").all()]
