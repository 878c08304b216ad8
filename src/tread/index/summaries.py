"""What a list says of each article, as last read. Only `tread.index` and `library` import it.

It owns the question whether a file is the one that was read: where it looks as it did before it was, and was
not so young that it may have changed again and look the same.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tread.core.clean import clean_line
from tread.core.document import Document, words
from tread.store.disk import Look, look_of
from tread.store.place import StorePlace

if TYPE_CHECKING:
    from sqlite3 import Connection

    from tread.index.database import Database

_LEAD_CHARACTERS = 120
_BETWEEN = "\x1f"
"""Parts the names and the tags in a column; no text that has been cleaned holds it."""
_DIGITS = 12
"""Of a paragraph's fingerprint, in hexadecimal."""
_HELD = 500
"""So many are held before they are written."""
_SWEPT = 500
"""So many rows are looked at, with every writing, for files that are gone."""


class Summary(NamedTuple):
    """What a document says of itself in a list.

    lead: its first words. paragraphs: their fingerprints; None where they were not asked for.
    """

    title: str
    lead: str
    authors: tuple[str, ...]
    published: str
    source: str
    tags: tuple[str, ...]
    format: str
    words: int
    paragraphs: tuple[str, ...] | None = None


class Seen(NamedTuple):
    """An article's file as it was looked at before it was read.

    path: as the store has it.
    """

    path: str
    look: Look


def summary_of(document: Document) -> Summary:
    """The summary of a document, without its paragraphs."""
    first = next((paragraph.text for paragraph in document.paragraphs if paragraph.text), "")
    return Summary(
        document.title,
        clean_line(first[:_LEAD_CHARACTERS]),
        document.authors,
        document.published,
        document.source,
        document.tags,
        document.format,
        words(document),
    )


class Summaries:
    """The summaries of the articles of one store."""

    TABLE = """
        CREATE TABLE summaries (
            path BLOB PRIMARY KEY, look TEXT NOT NULL, title TEXT NOT NULL, lead TEXT NOT NULL,
            authors TEXT NOT NULL, published TEXT NOT NULL, source TEXT NOT NULL, tags TEXT NOT NULL,
            format TEXT NOT NULL, words INTEGER NOT NULL, paragraphs BLOB
        ) WITHOUT ROWID
    """

    def __init__(self, database: Database, place: StorePlace) -> None:
        self._database = database
        self._place = place
        self._held: dict[str, tuple[Seen, Summary]] = {}
        self._lock = threading.Lock()
        self._swept = b""

    def look_at(self, path: Path) -> Seen | None:
        """An article's file as it is; None where there is none. To be called before it is read."""
        try:
            about = path.stat()
        except (OSError, ValueError):
            return None
        return Seen(self._place.relative(path), look_of(about))

    def find(self, seen: Seen) -> Summary | None:
        """What was read from this very file; None where it has to be read."""
        if not seen.look.is_sure:
            return None
        with self._lock:
            held = self._held.get(seen.path)
        if held is not None:
            return held[1] if held[0].look == seen.look else None
        row = self._database.read(
            lambda connection: connection.execute(
                "SELECT title, lead, authors, published, source, tags, format, words, paragraphs"
                " FROM summaries WHERE path = ? AND look = ?",
                (os.fsencode(seen.path), seen.look.text),
            ).fetchone(),
            None,
        )
        if row is None:
            return None
        title, lead, authors, published, source, tags, format_, total, paragraphs = row
        return Summary(
            title,
            lead,
            _parts(authors),
            published,
            source,
            _parts(tags),
            format_,
            total,
            _unpacked(paragraphs),
        )

    def learn(self, seen: Seen, summary: Summary) -> None:
        """Keep what was read from a file, with the next `save`."""
        if not seen.look.is_sure:
            return
        with self._lock:
            self._held[seen.path] = (seen, summary)
            is_full = len(self._held) >= _HELD
        if is_full:
            self.save()

    def save(self) -> None:
        """Write what was learnt, and look for rows whose file is gone."""
        with self._lock:
            held, self._held = self._held, {}
        if held:
            rows = [_row(seen, summary) for seen, summary in held.values()]
            self._database.write(lambda connection: self._write(connection, rows))

    def _write(self, connection: Connection, rows: list[tuple[str | bytes | int | None, ...]]) -> None:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT OR REPLACE INTO summaries VALUES ({marks})", rows)
        looked_at = connection.execute(
            "SELECT path FROM summaries WHERE path > ? ORDER BY path LIMIT ?", (self._swept, _SWEPT)
        ).fetchall()
        gone = [row for row in looked_at if not self._place.absolute(os.fsdecode(row[0])).exists()]
        connection.executemany("DELETE FROM summaries WHERE path = ?", gone)
        self._swept = looked_at[-1][0] if len(looked_at) == _SWEPT else b""


def _row(seen: Seen, summary: Summary) -> tuple[str | bytes | int | None, ...]:
    return (
        os.fsencode(seen.path),
        seen.look.text,
        summary.title,
        summary.lead,
        _BETWEEN.join(summary.authors),
        summary.published,
        summary.source,
        _BETWEEN.join(summary.tags),
        summary.format,
        summary.words,
        None if summary.paragraphs is None else bytes.fromhex("".join(summary.paragraphs)),
    )


def _parts(column: str) -> tuple[str, ...]:
    return tuple(column.split(_BETWEEN)) if column else ()


def _unpacked(column: bytes | None) -> tuple[str, ...] | None:
    if column is None:
        return None
    digits = column.hex()
    return tuple(digits[start : start + _DIGITS] for start in range(0, len(digits), _DIGITS))
