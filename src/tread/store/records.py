"""The records of the articles, by id, by path and by fingerprint. Only `tread.store.repository` imports it.

It owns a picture of `annotations/` in memory, kept up to date by stat: a file is parsed again only when it
changed, a folder is listed again only when it changed. It never writes.
"""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

from tread.store.codec import ArticleRecord, decode_record
from tread.store.disk import Signature, signature_of
from tread.store.rebuild import ARTICLE, RECORD_NUMBER
from tread.store.storage import parse

_DATABASE = re.compile(r"[0-9a-f]{16}\.json")
_RACY_NS = 2_000_000_000
"""A folder that changed this recently may change again within one tick of the file system's clock."""


class Records:
    """The records of the databases below one `annotations/` folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, dict[str, tuple[Signature, ArticleRecord | None]]] = {}
        self._listed: dict[str, int] = {}
        self._by_path: dict[str, list[ArticleRecord]] = {}
        self._by_fingerprint: dict[str, list[ArticleRecord]] = {}

    def all(self) -> list[ArticleRecord]:
        """Every record, by path."""
        self._refresh()
        found = [record for shard in self._known.values() for _, record in shard.values() if record]
        return sorted(found, key=lambda record: (record.path, record.id))

    def unread(self) -> list[str]:
        """The ids of the articles whose database holds no record that can be read."""
        self._refresh()
        return [
            article_id(Path(name))
            for shard in self._known.values()
            for name, (_, record) in shard.items()
            if record is None
        ]

    def at_path(self, path: str) -> list[ArticleRecord]:
        """The records of the articles that were at a path from the root when they were last annotated."""
        self._refresh()
        return self._by_path.get(path, [])

    def with_fingerprint(self, fingerprint: str) -> list[ArticleRecord]:
        """The records of the articles that had this fingerprint when they were last annotated."""
        self._refresh()
        return self._by_fingerprint.get(fingerprint, [])

    def of(self, file: Path) -> ArticleRecord | None:
        """The record in one database; None when there is no such file or it holds no record."""
        try:
            return self._look(file.parent.name, file.name, signature_of(file.stat()))
        except OSError:
            return None

    def _refresh(self) -> None:
        changed = False
        try:
            with os.scandir(self._folder) as found:
                shards = {entry.name: entry.stat().st_mtime_ns for entry in found if entry.is_dir()}
        except OSError:
            shards = {}
        for gone in self._known.keys() - shards.keys():
            del self._known[gone]
            self._listed.pop(gone, None)
            changed = True
        for shard, mtime_ns in shards.items():
            if self._listed.get(shard) != mtime_ns:
                self._list(shard)
                changed = True
                if time.time_ns() - mtime_ns > _RACY_NS:
                    self._listed[shard] = mtime_ns
        if changed:
            self._sort_out()

    def _list(self, shard: str) -> None:
        present = set()
        try:
            with os.scandir(self._folder / shard) as found:
                for entry in found:
                    if _DATABASE.fullmatch(entry.name):
                        self._look(shard, entry.name, signature_of(entry.stat()))
                        present.add(entry.name)
        except OSError:
            pass
        known = self._known.setdefault(shard, {})
        for gone in known.keys() - present:
            del known[gone]

    def _look(self, shard: str, name: str, signature: Signature) -> ArticleRecord | None:
        known = self._known.setdefault(shard, {})
        if name not in known or known[name][0] != signature:
            known[name] = (signature, _read(self._folder / shard / name))
        return known[name][1]

    def _sort_out(self) -> None:
        self._by_path = {}
        self._by_fingerprint = {}
        for shard in self._known.values():
            for _, record in shard.values():
                if record is not None:
                    self._by_path.setdefault(record.path, []).append(record)
                    self._by_fingerprint.setdefault(record.fingerprint, []).append(record)


def article_id(file: Path) -> str:
    """The id of the article whose database this is."""
    return f"a-{file.stem}"


def _read(file: Path) -> ArticleRecord | None:
    try:
        document = parse(file.read_bytes())[ARTICLE][RECORD_NUMBER]
        # The id follows from the file's name: a document that came from elsewhere does not choose a path.
        return decode_record({**document, "id": article_id(file)})
    except (OSError, ValueError, KeyError):
        return None
