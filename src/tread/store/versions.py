"""Three versions of one file of the store into one, as a version control system asks for it. Pure.

Only `tread.cli` imports it. A database and a file of lines (a journal) are told apart by what is in them: the
files have names of their own while they are merged.
"""

from __future__ import annotations

import json

from tread.store.joining import is_newer, joined
from tread.store.storage import Tables, parse, serialise
from tread.store.uniting import united


def merged(base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """The file that holds what both sides did since `base`, which is empty where both made the file.

    Errors: ValueError, which says which side cannot be read and why.
    """
    if all(_has_entries(side) or not side.strip() for side in (ours, theirs)) and (ours + theirs).strip():
        return united(ours, theirs)
    sides = _database("our", ours), _database("their", theirs)
    try:
        past = parse(base)
    except ValueError:
        past = None  # it only helps
    return serialise(joined(*sides, past))


def _database(whose: str, data: bytes) -> Tables:
    try:
        tables = parse(data)
    except ValueError as error:
        raise ValueError(f"{whose} version is no database of tread: {error}") from error
    if is_newer(tables):
        raise ValueError(f"{whose} version was written by a newer tread")
    return tables


def _has_entries(data: bytes) -> bool:
    """Whether any line is an entry by itself: one that is torn costs the others nothing."""
    return not _is_database(data) and any(map(_is_entry, data.split(b"\n")))


def _is_database(data: bytes) -> bool:
    try:
        parse(data)
    except ValueError:
        return False
    return True


def _is_entry(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
