"""A SQLite file that may be missing, locked, broken or of another tread. Only `tread.index` imports it.

It owns the file's opening, and what becomes of it when something is wrong: what is broken or foreign is
thrown away and begun anew, what cannot be had now is done without for a while. Nothing is raised.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic, time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from sqlite3 import Connection, Error

Result = TypeVar("Result")

_WAIT_S = 0.25
"""How long another process is waited for."""
_REST_S = 5.0
"""After a failure it is done without for so long, so that a list does not wait at each article."""
_FORGOTTEN_S = 180 * 24 * 3600.0
"""The index of a library that was not written for so long is removed when another is made."""


class Database:
    """One file. edition: what its rows must have been written for. tables: the statements that make it."""

    def __init__(self, file: Path, edition: str, tables: Sequence[str]) -> None:
        self._file = file
        self._edition = edition
        self._tables = tables
        self._connection: Connection | None = None
        self._lock = threading.RLock()
        self._not_before = 0.0

    def read(self, work: Callable[[Connection], Result], otherwise: Result) -> Result:
        """What `work` finds; `otherwise` where there is no index, or it cannot be read."""
        return self._run(work, otherwise, makes=False)

    def write(self, work: Callable[[Connection], object]) -> bool:
        """Do `work` in one transaction; False where it could not be done, and then nothing of it was."""

        def in_transaction(connection: Connection) -> bool:
            connection.execute("BEGIN IMMEDIATE")
            work(connection)
            connection.execute("COMMIT")
            return True

        return self._run(in_transaction, False, makes=True)

    def close(self) -> None:
        """Close the file; the next call opens it again."""
        with self._lock:
            connection, self._connection = self._connection, None
            if connection is not None:
                with suppress(Exception):
                    connection.close()

    def _run(self, work: Callable[[Connection], Result], otherwise: Result, *, makes: bool) -> Result:
        import sqlite3  # 4 ms, and the first page of an article does without it

        with self._lock:
            if monotonic() < self._not_before:
                return otherwise
            for attempt in range(2):
                try:
                    connection = self._connection or self._open(makes=makes)
                    if connection is None:
                        return otherwise
                    return work(connection)
                except sqlite3.Error as error:
                    self.close()
                    if attempt or not _is_broken(error):
                        break
                    _throw_away(self._file)
                except (OSError, UnicodeEncodeError):
                    self.close()
                    break
            self._not_before = monotonic() + _REST_S
            return otherwise

    def _open(self, *, makes: bool) -> Connection | None:
        """The file, with the tables in it; None where there is none and `makes` does not ask for one."""
        import sqlite3

        if not self._file.exists():
            if not makes:
                return None
            self._make()
        connection = sqlite3.connect(
            self._file, timeout=_WAIT_S, isolation_level=None, check_same_thread=False
        )
        self._connection = connection
        try:
            found = connection.execute("SELECT edition FROM about").fetchone()
        except sqlite3.OperationalError as error:
            if not _is_broken(error):
                raise
            found = None
        if found == (self._edition,):
            return connection
        if not makes:
            self.close()
            return None
        connection.execute("BEGIN IMMEDIATE")
        # Under the lock: two processes may have found the file empty.
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        known = "about" in names and connection.execute("SELECT edition FROM about").fetchone()
        if known != (self._edition,):
            for name in names:
                connection.execute(f'DROP TABLE IF EXISTS "{name}"')
            for table in self._tables:
                connection.execute(table)
            connection.execute("CREATE TABLE about (edition TEXT NOT NULL)")
            connection.execute("INSERT INTO about VALUES (?)", (self._edition,))
        connection.execute("COMMIT")
        return connection

    def _make(self) -> None:
        """An empty file, which nobody but its owner can look into: notes are in it."""
        folder = self._file.parent
        folder.mkdir(0o700, parents=True, exist_ok=True)
        for other in folder.glob("*.sqlite"):
            with suppress(OSError):
                if time() - other.stat().st_mtime > _FORGOTTEN_S:
                    _throw_away(other)
        os.close(os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))


def _throw_away(file: Path) -> None:
    # The journal first: it must never be taken for that of a file which is made after this one.
    for name in (f"{file.name}-journal", file.name):
        with suppress(OSError):
            file.with_name(name).unlink()


def _is_broken(error: Error) -> bool:
    """Whether the file is no database, or not the one that it should be; else it cannot be had now."""
    import sqlite3

    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return False
    return code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
