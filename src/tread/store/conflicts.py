"""Copies that sync programs leave where two machines wrote one file, and git's conflict markers.

Modules of `tread.store` import it. It decides nothing about when: it is told, under the lock. What was merged
in is put aside (`tread.store.aside`).

Syncthing, Dropbox, Nextcloud, OneDrive, iCloud and the others name a copy in as many ways, and in the
language of the machine. All keep what the file's name begins with, and no other file of the store has such a
name:

    5f0c2a9b3d4e6f71.sync-conflict-20261122-101500-ABCDEFG.json
    5f0c2a9b3d4e6f71 (Ada's conflicted copy 2026-11-22).json
    5f0c2a9b3d4e6f71_conflict-20261122-101500.json
    5f0c2a9b3d4e6f71-LAPTOP.json
    5f0c2a9b3d4e6f71 2.json
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from tread.errors import StoreDamaged, StoreError
from tread.files import write_atomically
from tread.store.aside import CONFLICTS, DAMAGED, move
from tread.store.disk import Signature, in_words, make_folder, signature
from tread.store.joining import is_newer, joined
from tread.store.rebuild import ANNOTATIONS, ARTICLE, RECORD_NUMBER, keep_damaged
from tread.store.storage import AtomicStorage, Tables, parse, salvage
from tread.store.uniting import united

_COPY = re.compile(
    r"([0-9a-f]{16})(?![0-9a-z]).*(\.jsonl?)(?:[.~_-]?conflict\d*)?", re.IGNORECASE | re.DOTALL
)
_PLAIN = re.compile(r"[0-9a-f]{16}\.jsonl?")
_MARKER = re.compile(rb"(<{7}|\|{7}|={7}|>{7})(?: .*)?")


class Copy(NamedTuple):
    """A copy of a database, as it was read.

    tables: what it holds; of a damaged one, what is surely as it was written.
    """

    path: Path
    signature: Signature | None
    tables: Tables
    is_damaged: bool = False


def copies_of(file: Path) -> list[Path]:
    """The copies beside a file of the store, by name."""
    return sorted(
        file.parent / name
        for name in _names(file.parent)
        if name.startswith(file.stem) and (found := _COPY.fullmatch(name)) and found[2] == file.suffix
    )


def stems_with_copies(folder: Path) -> set[str]:
    """What the files are called that have copies, in `annotations/` or `journal/`."""
    try:
        shards = [entry.path for entry in os.scandir(folder) if entry.is_dir()]
    except OSError:
        return set()
    return {found[1] for shard in shards for name in _names(Path(shard)) if (found := _COPY.fullmatch(name))}


def stem_of_copy(name: str) -> str:
    """What the file is called that a file of this name is a copy of; empty where it is none."""
    found = None if _PLAIN.fullmatch(name) else _COPY.fullmatch(name)
    return found[1] if found else ""


def read_copies(database: Path) -> list[Copy]:
    """The copies of a database that can be merged in.

    Not those of another article, which a person may have named so, nor those of a newer tread: they stay.
    """
    copies = []
    for path in copies_of(database):
        storage = AtomicStorage(path)
        try:
            tables, is_damaged = storage.read(), False
        except StoreDamaged:
            tables, is_damaged = _salvaged(path), True
        except StoreError:
            continue  # it cannot be read; perhaps next time
        if tables is not None and not is_newer(tables) and _is_of(tables, database.stem):
            copies.append(Copy(path, storage.signature, tables, is_damaged))
    return copies


def folded(tables: Tables, copies: Iterable[Copy]) -> Tables:
    """A database with what the copies hold."""
    for copy in copies:
        tables = joined(tables, copy.tables)
    return tables


def put_aside(copies: Iterable[Copy], store: Path, boundary: Path) -> list[Path]:
    """Move copies to `conflicts/`, damaged ones to `damaged/`, durably, byte for byte; return where they are.

    A copy that is another one since it was read stays. Errors: StoreError.
    """
    moved = [
        move(copy.path, copy.signature, store / (DAMAGED if copy.is_damaged else CONFLICTS), boundary)
        for copy in copies
    ]
    return [path for path in moved if path is not None]


def told(kept: Sequence[Path]) -> str:
    """What a reader is told of copies that were merged in and put aside: at least one."""
    if len(kept) > 1:
        return (
            f"{len(kept)} copies that a sync program left were merged in; they are kept in {kept[0].parent}."
        )
    fate = "was merged in"
    if kept[0].parent.name == DAMAGED:
        fate = "was damaged; what is whole in it was merged in"
    return f"A copy that a sync program left {fate}; it is kept as {kept[0]}."


def unite_lines(file: Path, store: Path, boundary: Path, *, has_markers: bool = False) -> None:
    """Unite a journal, or another file of lines, with its copies, and put those aside.

    has_markers: git may have left markers in it, too; then both sides are united, and the file kept as it is
    in `conflicts/`. Errors: StoreError.
    """
    copies = copies_of(file)
    if not copies and not has_markers:
        return
    make_folder(file.parent, boundary)
    folder = store / CONFLICTS
    with in_words(file):
        present = file.read_bytes() if file.exists() else b""
        both = present
        if has_markers and (found := sides(present)) is not None:
            keep_damaged(folder, boundary, file.stem, present, file.suffix)
            both = united(found[0], found[1])
        seen = [(copy, signature(copy), copy.read_bytes()) for copy in copies]
        for _, _, data in seen:
            both = united(both, data)
        if both != present:
            write_atomically(file, both)
    for copy, as_read, _ in seen:
        move(copy, as_read, folder, boundary)


def sides(data: bytes) -> tuple[bytes, bytes, bytes | None] | None:
    """Ours, theirs and what both came from (None where git did not write that) of a file with markers.

    None for a file that has no markers, or whose markers do not match.
    """
    ours: list[bytes] = []
    theirs: list[bytes] = []
    base: list[bytes] = []
    into: tuple[list[bytes], ...] = (ours, theirs, base)
    expected, has_base, has_markers = b"<", False, False
    for line in data.split(b"\n"):
        found = _MARKER.fullmatch(line.rstrip(b"\r"))
        if found is None:
            for side in into:
                side.append(line)
            continue
        marker = found[1][:1]
        if marker not in expected:
            return None
        has_markers = True
        if marker == b"<":
            into, expected = (ours,), b"|="
        elif marker == b"|":
            into, expected, has_base = (base,), b"=", True
        elif marker == b"=":
            into, expected = (theirs,), b">"
        else:
            into, expected = (ours, theirs, base), b"<"
    if not has_markers or expected != b"<":
        return None
    return b"\n".join(ours), b"\n".join(theirs), b"\n".join(base) if has_base else None


def merged_sides(data: bytes) -> Tables | None:
    """The database of a file with git's markers, both sides merged; None where it is not that."""
    found = sides(data)
    if found is None:
        return None
    try:
        ours, theirs = parse(found[0]), parse(found[1])
    except ValueError:
        return None
    try:
        base = parse(found[2]) if found[2] else None
    except ValueError:
        base = None
    return None if is_newer(ours) or is_newer(theirs) else joined(ours, theirs, base)


def _names(folder: Path) -> list[str]:
    """The names of the plain files in a folder that may be copies; a link is never followed."""
    try:
        with os.scandir(folder) as found:
            return [
                entry.name
                for entry in found
                if not _PLAIN.fullmatch(entry.name)
                and not entry.name.startswith((".", "~"))
                and entry.is_file(follow_symlinks=False)
            ]
    except OSError:
        return []


def _salvaged(path: Path) -> Tables | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    tables: Tables = {}
    for row in salvage(data, (ANNOTATIONS, ARTICLE)):
        if row.is_sure:
            tables.setdefault(row.table, {})[row.number] = row.document
    return tables


def _is_of(tables: Tables, stem: str) -> bool:
    record = tables.get(ARTICLE, {}).get(RECORD_NUMBER, {})
    return bool(record.get("id", f"a-{stem}") == f"a-{stem}")
