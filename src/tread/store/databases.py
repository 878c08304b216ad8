"""Which databases a store has, and how each looks, found without reading any. Light: it imports no tinydb.

It owns the names of the store's folders and files. Modules of `tread.store`, and `tread.index`, import it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from tread.store.disk import Look, look_of

_STEM = re.compile(r"[0-9a-f]{16}")


def databases_in(folder: Path) -> dict[str, Look]:
    """How the databases of the store in a folder look, by the ids of their articles."""
    found = {}
    for entry in _entries(folder / "annotations", ".json"):
        try:
            found[_article_id(entry.name)] = look_of(entry.stat())
        except OSError:
            continue
    return found


def journals_in(folder: Path) -> set[str]:
    """The ids of the articles that the store in a folder has a journal of."""
    return {_article_id(entry.name) for entry in _entries(folder / "journal", ".jsonl")}


def _article_id(name: str) -> str:
    return f"a-{name[:16]}"


def _entries(folder: Path, suffix: str) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as shards:
            names = [shard.name for shard in shards]
    except OSError:
        return
    for name in names:
        try:
            with os.scandir(folder / name) as files:
                yield from (one for one in files if _STEM.fullmatch(one.name.removesuffix(suffix)))
        except OSError:
            continue
