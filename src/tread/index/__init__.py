"""What is known of a library without reading it: a cache in SQLite that can be thrown away at any time.

One file a store, in the user's cache folder. Nothing here is the truth: a row counts only while the file that
it was read from looks as it did then, and without the index everything is as it is, only slower. The package
writes nothing but its own files, and never says that they could not be written. Imported by `library` and
what is above it.
"""

from __future__ import annotations

import threading
from pathlib import Path

from tread import __version__
from tread.folders import user_folder
from tread.index.database import Database
from tread.index.notes import Notes
from tread.index.summaries import Summaries
from tread.ingest import EXTRACTOR
from tread.store.disk import short_hash
from tread.store.place import StorePlace

_SCHEMA = 2
"""Goes up when a table becomes another, or when tread says something else of a file that is the same."""


class Index:
    """The index of one store; safe to use from several threads and processes."""

    def __init__(self, place: StorePlace, folder: Path | None = None) -> None:
        """folder: where the indexes are; the user's cache folder unless given."""
        named = short_hash(f"{place.root.as_posix()}\0{place.folder.as_posix()}")
        file = (folder or user_folder("cache") / "index") / f"{named}.sqlite"
        self._database = Database(file, _edition(), (Summaries.TABLE, *Notes.TABLES))
        self.summaries = Summaries(self._database, place)
        self.notes = Notes(self._database, place)

    def save(self) -> None:
        """Keep what was learnt since the last time."""
        self.summaries.save()

    def close(self) -> None:
        """Let go of the file; it is opened again when something is asked."""
        self._database.close()


class Indexes:
    """The indexes of the stores that are looked at, each made when it is first asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        """folder: as `Index` has it."""
        self._folder = folder
        self._made: dict[StorePlace, Index] = {}
        self._lock = threading.Lock()

    def of(self, place: StorePlace) -> Index:
        """The index of a store."""
        with self._lock:
            if place not in self._made:
                self._made[place] = Index(place, self._folder)
            return self._made[place]

    def save(self) -> None:
        """Keep what was learnt since the last time."""
        for index in list(self._made.values()):
            index.save()

    def close(self) -> None:
        """Let go of the files."""
        for index in list(self._made.values()):
            index.close()


def _edition() -> str:
    """What the rows of this tread are good for: another's are thrown away."""
    return " ".join((__version__, str(_SCHEMA), *sorted(EXTRACTOR.values())))
