"""The annotations of a library, a row each, as the store's databases had them when they were last looked at.

It owns the question which databases have changed since. What the store has to say is asked of the store,
which reads and mends; where the annotations stand in their articles is not known here. Only `tread.index`,
`library` and what is above it import it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from tread.core.clean import clean_line
from tread.core.filter import facts_of, folded
from tread.errors import StoreError
from tread.store.databases import databases_in, journals_in
from tread.store.disk import Look
from tread.store.place import StorePlace

if TYPE_CHECKING:
    from datetime import datetime
    from sqlite3 import Connection

    from tread.core.annotation import Annotation, AnnotationKind
    from tread.index.database import Database
    from tread.store.repository import Kept, Store

SHOWN_CHARACTERS = 400
"""How much of a quote or a note is kept to be shown; all of it is searched."""

_BETWEEN = "\x1f"
_BATCH = 1_000
"""So many databases are read between two writings."""
_NEWEST_SEARCHED = 1_000
"""So many are gone through, the newest first, before all are."""

_NOTES = "id, article, path, title, kind, colour, quote, note, tags, heading, created, modified, searched"
_TAGGED = "number IN (SELECT number FROM tags WHERE folded >= ? AND folded < ?)"
_IS_TAGGED = "EXISTS (SELECT 1 FROM tags WHERE number = notes.number AND folded >= ? AND folded < ?)"
_FROM = "notes JOIN databases USING (article)"

Row = tuple[Any, ...]


class StoredNote(NamedTuple):
    """An annotation as its database has it.

    path: of its article, as the store has it; empty where the database does not say. title: its article's as
    it is shown.
    quote, note: how they begin, on one row, clean. created, modified: milliseconds since 1970.
    searched: what a filter looks for words in, folded.
    """

    id: str
    article: str
    path: str
    title: str
    kind: AnnotationKind
    colour: str | None
    quote: str
    note: str
    tags: tuple[str, ...]
    heading: str
    created: int
    modified: int
    searched: str


class Notes:
    """The annotations of one store."""

    TABLES = (
        """CREATE TABLE databases (
            article TEXT PRIMARY KEY, look TEXT NOT NULL, path BLOB NOT NULL, title TEXT NOT NULL,
            fingerprint TEXT NOT NULL
        ) WITHOUT ROWID""",
        """CREATE TABLE notes (
            number INTEGER PRIMARY KEY, id TEXT NOT NULL, article TEXT NOT NULL, place INTEGER NOT NULL,
            kind TEXT NOT NULL, colour TEXT, quote TEXT NOT NULL, note TEXT NOT NULL, tags TEXT NOT NULL,
            heading TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL, searched TEXT NOT NULL
        )""",
        "CREATE INDEX notes_of_article ON notes (article, place)",
        "CREATE INDEX notes_by_age ON notes (created)",
        "CREATE INDEX notes_by_colour ON notes (colour, created)",
        """CREATE TABLE tags (
            folded TEXT NOT NULL, created INTEGER NOT NULL, number INTEGER NOT NULL, tag TEXT NOT NULL,
            PRIMARY KEY (folded, created, number, tag)
        ) WITHOUT ROWID""",
        "CREATE INDEX tags_of_note ON tags (number)",
    )

    def __init__(self, database: Database, place: StorePlace) -> None:
        self._database = database
        self._place = place
        self._refreshing = threading.Lock()

    def refresh(self, store: Callable[[], Store]) -> bool:
        """Bring the rows up to the databases; False where that cannot be done, and they have to be asked.

        It looks at every database, and reads those that are not as they were: for a worker. store: gives
        the store, which is imported when something has to be read.
        """
        if self._place.twin is not None:
            return False  # two stores make one there
        with self._refreshing:
            known = self._database.read(_known, None)
            if known is None and self._database.write(lambda _: None):
                known = self._database.read(_known, None)
            if known is None:
                return False
            if journals_in(self._place.folder) - databases_in(self._place.folder).keys():
                store().records()  # a database is missing, and is made again
            found = databases_in(self._place.folder)
            changed = [one for one, look in found.items() if known.get(one) != look.text]
            gone = [one for one in known if one not in found]
            for start in range(0, len(changed), _BATCH):
                batch = changed[start : start + _BATCH]
                old = [one for one in batch if one in known]
                try:
                    read = [(one, found[one], store().load(one, quiet=True)) for one in batch]
                except StoreError:
                    return False
                if not self._database.write(partial(_replace, old=old, read=read)):
                    return False
            return not gone or self._database.write(partial(_forget, articles=gone))

    def all(self) -> list[StoredNote] | None:
        """Every note, the articles by their paths, and in the order of each article.

        None where the index cannot be read.
        """
        return self._database.read(
            lambda connection: [
                _note(row)
                for row in connection.execute(f"SELECT {_NOTES} FROM {_FROM} ORDER BY path, article, place")
            ],
            None,
        )

    def newest(
        self, number: int, *, tag: str = "", colour: str = "", text: str = ""
    ) -> list[StoredNote] | None:
        """The newest notes: those with a tag that begins so, of a colour, with a text in them.

        None where the index cannot be read.
        """
        beginning = folded(tag.lstrip("#"))
        tests = {
            "colour = ?": [colour] if colour else [],
            "instr(searched, ?)": [folded(text)] if text else [],
            _TAGGED: [beginning, beginning + "\U0010ffff"] if tag else [],
        }
        wanted = [test for test, values in tests.items() if values]
        values = [value for some in tests.values() for value in some]
        where = f"WHERE {' AND '.join(wanted)}" if wanted else ""

        def search(connection: Connection) -> list[StoredNote]:
            def numbers(source: str, where: str, *more: int, order: str) -> list[int]:
                chosen = f"SELECT number FROM {source} {where} ORDER BY {order} DESC LIMIT ?"
                return [found for (found,) in connection.execute(chosen, (*more, *values, number))]

            found: list[int] = []
            if text or tag:
                # What is asked for stands in some of the newest, mostly; these are gone through one by one.
                newest = "(SELECT * FROM notes ORDER BY created DESC LIMIT ?) AS notes"
                one_by_one = where.replace(_TAGGED, _IS_TAGGED)
                found = numbers(newest, one_by_one, _NEWEST_SEARCHED, order="created")
            if len(found) < number:
                # With the sign no index is gone by: the table is gone through once, as it lies on the disk.
                found = numbers("notes", where, order="+created" if text else "created")
            marks = ", ".join("?" * len(found))
            chosen = f"SELECT {_NOTES} FROM {_FROM} WHERE number IN ({marks}) ORDER BY created DESC"
            return [_note(row) for row in connection.execute(chosen, found)]

        return self._database.read(search, None)

    def articles(self) -> dict[str, tuple[str, str]] | None:
        """The annotated articles: id -> path, as the store has it, and fingerprint.

        None where the index cannot be read.
        """
        return self._database.read(
            lambda connection: {
                article: (os.fsdecode(path), fingerprint)
                for article, path, fingerprint in connection.execute(
                    "SELECT article, path, fingerprint FROM databases"
                )
            },
            None,
        )

    def of_article(self, article: str) -> list[tuple[AnnotationKind, tuple[str, ...]]] | None:
        """The annotations of an article, each with its kind and its tags, in its order.

        None where the index cannot be read.
        """
        return self._database.read(
            lambda connection: [
                (kind, _parts(tags))
                for kind, tags in connection.execute(
                    "SELECT kind, tags FROM notes WHERE article = ? ORDER BY place", (article,)
                )
            ],
            None,
        )

    def tags(self) -> list[tuple[str, str, int]] | None:
        """How many annotations carry which tag in which article: (tag, article's path, number).

        None where the index cannot be read.
        """
        return self._database.read(
            lambda connection: [
                (tag, os.fsdecode(path), number)
                for tag, path, number in connection.execute(
                    "SELECT tag, path, count(*) FROM tags JOIN notes USING (number)"
                    " JOIN databases USING (article) GROUP BY tag, article"
                )
            ],
            None,
        )


def _known(connection: Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT article, look FROM databases"))


def _replace(connection: Connection, old: Sequence[str], read: Sequence[tuple[str, Look, Kept]]) -> None:
    """old: the articles that may have rows already."""
    _forget(connection, old)
    (last,) = connection.execute("SELECT coalesce(max(number), 0) FROM notes").fetchone()
    databases: list[Row] = []
    notes: list[Row] = []
    tags: list[Row] = []
    for article, look, kept in read:
        path, title = (kept.record.path, kept.record.title) if kept.record else ("", "")
        # A database that may change without looking different is read again the next time.
        shown = clean_line(title) or clean_line(path.rpartition("/")[2]) or article
        fingerprint = kept.record.fingerprint if kept.record else ""
        databases.append((article, look.text if look.is_sure else "", os.fsencode(path), shown, fingerprint))
        for place, annotation in enumerate(kept.annotations):
            last += 1
            notes.append((last, *_columns(annotation, article, place, shown)))
            created = _milliseconds(annotation.created)
            tags += [(folded(tag), created, last, tag) for tag in dict.fromkeys(annotation.tags)]
    connection.executemany("INSERT INTO databases VALUES (?, ?, ?, ?, ?)", databases)
    connection.executemany(f"INSERT INTO notes VALUES (?{', ?' * 12})", notes)
    connection.executemany("INSERT INTO tags VALUES (?, ?, ?, ?)", tags)


def _forget(connection: Connection, articles: Iterable[str]) -> None:
    for article in articles:
        connection.execute(
            "DELETE FROM tags WHERE number IN (SELECT number FROM notes WHERE article = ?)", (article,)
        )
        connection.execute("DELETE FROM notes WHERE article = ?", (article,))
        connection.execute("DELETE FROM databases WHERE article = ?", (article,))


def _columns(annotation: Annotation, article: str, place: int, title: str) -> Row:
    quote = annotation.anchor.quote.exact if annotation.anchor else ""
    return (
        annotation.id,
        article,
        place,
        annotation.kind,
        annotation.colour,
        clean_line(quote[:SHOWN_CHARACTERS]),
        clean_line(annotation.note[:SHOWN_CHARACTERS]),
        _BETWEEN.join(annotation.tags),
        clean_line(annotation.heading),
        _milliseconds(annotation.created),
        _milliseconds(annotation.modified),
        facts_of(annotation, title).text,
    )


def _note(row: Row) -> StoredNote:
    id_, article, path, title, kind, colour, quote, note, tags, *rest = row
    return StoredNote(
        id_,
        article,
        os.fsdecode(path),
        title,
        kind,
        colour,
        quote,
        note,
        _parts(tags),
        *rest,
    )


def _parts(column: str) -> tuple[str, ...]:
    return tuple(column.split(_BETWEEN)) if column else ()


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
