"""Keeping a journal from growing for ever. Only `tread.store.repository` imports it.

It owns when a journal is made shorter, and what stays of it: the newest steps, as they were, after one entry
that holds every annotation as it stands in the database. So undo goes back thousands of steps, and a damaged
database is rebuilt as before. The journal is replaced whole: a process killed meanwhile leaves the long one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from tread.core.annotation import Annotation
from tread.core.history import Change, Step
from tread.files import write_atomically
from tread.store import journal
from tread.store.disk import in_words

LONGEST_BYTES = 16 << 20
KEPT_BYTES = 8 << 20
"""Some five thousand steps: one takes about 1.5 KB."""


def is_due(size: int, database_size: int) -> bool:
    """Whether a journal of `size` bytes should be made shorter, of an article whose database has so many."""
    # Every annotation stands in the first entry: with very many of them the rest would be small beside it.
    return size > LONGEST_BYTES + 4 * database_size


def compact(
    path: Path, device: str, stored: Iterable[Annotation], article: Mapping[str, Any], at: datetime
) -> None:
    """Make a journal shorter; its last entry must have reached the database. Errors: StoreError.

    stored: all annotations of the database, tombstones too. article: the record without its paragraphs.
    """
    changes = tuple(Change(None, annotation) for annotation in stored)
    base = journal.encoded(journal.Entry("base", device, Step("", changes), article), at)
    with in_words(path, "read"):
        data = path.read_bytes()
    kept: list[bytes] = []
    size = 0
    for line in reversed(journal.effective_lines(data)):
        size += len(line) + 1
        if size > KEPT_BYTES:
            break
        kept.append(line)
    with in_words(path):
        write_atomically(path, b"\n".join((base, *reversed(kept))) + b"\n")
