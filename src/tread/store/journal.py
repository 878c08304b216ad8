"""Every change to an article's annotations, appended. Only `repository` and `rebuild` import it.

It owns `journal/`: one file an article, one JSON entry a step, each flushed before the database is replaced.
So every acknowledged change is in the journal, and a damaged database can be rebuilt from it. An entry whose
step never reached the database (the process died between the two) is told by its annotations' versions, and
the entry after it says so.

What cannot be read as an entry (a torn last one), or is not as its checksum says it was written, is skipped,
and never costs the entries around it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from tread.core.annotation import Annotation
from tread.core.history import Change, History, Step
from tread.files import file_mode, flush_folder, write_all
from tread.store.codec import decode, encode, encode_time
from tread.store.disk import in_words
from tread.store.stamps import covers
from tread.store.storage import CHECKSUM, CHECKSUM_HEAD, checked, is_intact

EntryKind = Literal["do", "undo", "redo", "base"]
_TAIL_BYTES = 16_384
_KINDS: tuple[EntryKind, ...] = get_args(EntryKind)


class Entry(NamedTuple):
    """One step as it was stored: its changes are between states that stood in the database.

    It has none where only what is known of the article changed. kind: "base" is no step: it says how all
    annotations were when the journal was made shorter.
    article: the article's record without its paragraphs, for a database that has to be rebuilt.
    voids_previous: the entry before this one was found not to have reached the database.
    """

    kind: EntryKind
    device: str
    step: Step
    article: Mapping[str, Any]
    voids_previous: bool = False


def append(path: Path, entry: Entry, at: datetime) -> int:
    """Add an entry, durably; the folder must exist. Returns the file's size before, for `take_back`.

    Errors: StoreError; then nothing was added.
    """
    line = encoded(entry, at)
    with in_words(path):
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(path, flags, file_mode(path.parent))
        try:
            size = os.fstat(descriptor).st_size
            torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
            try:
                write_all(descriptor, b"\n" * torn + line + b"\n")
                os.fsync(descriptor)
                if size == 0:
                    flush_folder(path.parent)
            except OSError:
                os.ftruncate(descriptor, size)
                raise
        finally:
            os.close(descriptor)
    return size


def encoded(entry: Entry, at: datetime) -> bytes:
    """The line of an entry, without its end."""
    stored = {
        "at": encode_time(at),
        "kind": entry.kind,
        "device": entry.device,
        "label": entry.step.label,
        "changes": [_encode_change(change) for change in entry.step.changes],
        **({"batch": entry.step.batch} if entry.step.batch else {}),
        "article": dict(entry.article),
        "voids_previous": entry.voids_previous,
    }
    return checked("", json.dumps(stored)).encode("ascii")


def take_back(path: Path, size: int) -> None:
    """Remove the entry that `append` added last, when its step did not reach the database."""
    with in_words(path):
        descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            os.ftruncate(descriptor, size)
        finally:
            os.close(descriptor)


def read(path: Path) -> Iterator[Entry]:
    """The entries, oldest first, without the voided. Errors: StoreError when the file cannot be read."""
    with in_words(path, "read"):
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return
    for _, entry in _effective(data):
        yield entry


def effective_lines(data: bytes) -> list[bytes]:
    """The lines of the entries that `read` gives, oldest first, each as it would stand without the voided."""
    lines = []
    for line, entry in _effective(data):
        if entry.voids_previous:
            stored = json.loads(line) | {"voids_previous": False}
            stored.pop(CHECKSUM, None)
            line = checked("", json.dumps(stored)).encode("ascii")
        lines.append(line)
    return lines


def count_unread(data: bytes) -> int:
    """How many lines of a journal are no entries."""
    return sum(1 for line in data.split(b"\n") if line.strip() and _try_decode(line) is None)


def _effective(data: bytes) -> Iterator[tuple[bytes, Entry]]:
    previous: tuple[bytes, Entry] | None = None
    for row in BytesIO(data):
        line = row.removesuffix(b"\n")
        entry = _try_decode(line)
        if entry is None:
            continue
        if previous is not None and not entry.voids_previous:
            yield previous
        previous = line, entry
    if previous is not None:
        yield previous


def is_last_reached(path: Path, device: str, stored: Mapping[str, Annotation]) -> bool:
    """True unless the last entry's step is not in the database: its writer died between the two.

    An entry of another device is not doubted: a sync program may have brought it before the database.
    stored: the annotations of the database by id, tombstones too. Errors: StoreError.
    """
    with in_words(path, "read"):
        try:
            line = _last_line(path)
        except FileNotFoundError:
            return True
    entry = _try_decode(line)
    return entry is None or entry.device != device or _reached(entry.step, stored)


def history(path: Path, device: str, stored: Mapping[str, Annotation]) -> History:
    """What `device` can undo and redo, from the entries whose steps are in the database.

    stored: the annotations of the database by id, tombstones too.
    """
    result = History()
    for entry in read(path):
        if (
            entry.kind == "base"
            or not entry.step.changes
            or entry.device != device
            or not _reached(entry.step, stored)
        ):
            continue
        if entry.kind == "do":
            result = result.add(entry.step)
        elif entry.kind == "undo":
            result = _move_undone(result, entry.step)
        else:
            result = _move_redone(result, entry.step)
    return result


def _reached(step: Step, stored: Mapping[str, Annotation]) -> bool:
    return all(
        change.after is None
        or (change.id in stored and covers(stored[change.id].version, change.after.version))
        for change in step.changes
    )


def _move_undone(before: History, undo: Step) -> History:
    # Two windows of one device share the journal, each with its own history: it need not be the last step.
    for index in reversed(range(len(before.done))):
        if _same_annotations(before.done[index], undo):
            done = before.done[:index] + before.done[index + 1 :]
            return History(done, (*before.undone, before.done[index]))
    return before


def _move_redone(before: History, redo: Step) -> History:
    for index in reversed(range(len(before.undone))):
        if _same_annotations(before.undone[index], redo):
            undone = before.undone[:index] + before.undone[index + 1 :]
            return History((*before.done, before.undone[index]), undone)
    return before


def _same_annotations(one: Step, other: Step) -> bool:
    if one.batch or other.batch:
        return one.batch == other.batch
    return one.label == other.label and {c.id for c in one.changes} == {c.id for c in other.changes}


def _last_line(path: Path) -> bytes:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        length = _TAIL_BYTES
        while True:
            file.seek(max(size - length, 0))
            lines = file.read().rstrip(b"\n").rsplit(b"\n", 1)
            if len(lines) > 1 or length >= size:
                return lines[-1]
            length *= 8


def _encode_change(change: Change) -> dict[str, Any]:
    return {
        "before": change.before and encode(change.before),
        "after": change.after and encode(change.after),
    }


def _try_decode(line: bytes) -> Entry | None:
    try:
        return _decode(line)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _decode(line: bytes) -> Entry:
    if line.startswith(CHECKSUM_HEAD) and not is_intact("", line.decode("ascii")):
        raise ValueError("it is not as it was written")
    stored = json.loads(line)
    if stored["kind"] not in _KINDS:
        raise ValueError("no kind of entry")
    changes = tuple(
        Change(
            None if change["before"] is None else decode(change["before"]),
            None if change["after"] is None else decode(change["after"]),
        )
        for change in stored["changes"]
    )
    return Entry(
        stored["kind"],
        stored["device"],
        Step(stored["label"], changes, stored.get("batch", "")),
        stored["article"],
        stored.get("voids_previous", False),
    )
