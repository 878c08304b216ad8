"""A TinyDB storage that never leaves half a file. `tread.store.repository` and `rebuild` import it.

It owns the bytes of a database file: UTF-8, one document a line, keys sorted, so that equal tables are equal
bytes and a person or git can read a difference. TinyDB's own JSONStorage writes over the old file in place
and takes an empty file for a new database (tinydb 4.9.0 storages.py:131); this one replaces the file whole
and refuses a file that is not a database. It does not lock: its caller does.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from tread.errors import StoreDamaged, StoreError
from tread.files import TEMPORARY_SUFFIX, publish, write_aside
from tread.store.disk import Signature, explained, in_words, signature, signature_of

Tables = dict[str, dict[str, Any]]
"""What TinyDB hands a storage: table name -> document number as text -> document."""

READ_ATTEMPTS = 4
READ_PAUSE_S = 0.03

_SURROGATE = re.compile("[\ud800-\udfff]")
_DOCUMENT_ROW = re.compile(r'\s*,?"(\d+)": ?(\{.*\}),?\s*')
_TABLE_ROW = re.compile(r'[\s{},]*"([^"]+)": ?\{\s*')


class OutsideChangeError(Exception):
    """The file is not the one that was read: someone wrote it without the lock. Read again and start over."""


class AtomicStorage(Storage):
    """TinyDB over one file that is always whole: `TinyDB(path, storage=AtomicStorage)`.

    The folder must exist. `signature` is that of the file as last read or written, None while there is none.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.signature: Signature | None = None

    def read(self) -> Tables | None:
        """The tables, or None when there is no file.

        Errors: StoreDamaged when the file is empty or not a database, and stays so for a moment (a program
        that writes in place may be half done); StoreError when it cannot be read.
        """
        for attempt in range(READ_ATTEMPTS):
            try:
                data, self.signature = _read(self.path)
            except FileNotFoundError:
                self.signature = None
                return None
            except OSError as error:
                raise explained(error, self.path, "read") from error
            try:
                return parse(data)
            except ValueError as error:
                if attempt == READ_ATTEMPTS - 1:
                    raise StoreDamaged(f"{self.path} is damaged: {error}.", "Its bytes are kept.") from error
                time.sleep(READ_PAUSE_S)
        raise AssertionError("unreachable")

    def write(self, data: Mapping[str, Mapping[Any, Any]]) -> None:
        """Replace the file, durably; on an error it is as it was.

        Errors: OutsideChangeError; StoreError, which says what the disk refused.
        """
        content = serialise(data)
        try:
            parse(content)
        except ValueError as error:
            raise StoreError(
                f"{self.path} was not written: what would stand there is no database ({error}).",
                "This is a fault in tread; please report it.",
            ) from error
        with in_words(self.path):
            self._remove_leftovers()
            temporary = write_aside(self.path, content)
            if signature(self.path) != self.signature:
                temporary.unlink()
                raise OutsideChangeError(str(self.path))
            publish(temporary, self.path)
            self.signature = signature(self.path)

    def _remove_leftovers(self) -> None:
        """Remove what a killed writer of this file left; under the lock no other writer is at work."""
        for leftover in self.path.parent.glob(f".{self.path.name}.*{TEMPORARY_SUFFIX}"):
            leftover.unlink(missing_ok=True)


class PrivateCopy(Storage):
    """Tables in memory, for a change that is put together with TinyDB and then written once."""

    def __init__(self, tables: Tables) -> None:
        self.tables = dict(tables)

    def read(self) -> Tables:
        """The tables."""
        return self.tables

    def write(self, data: Tables) -> None:
        """Keep the tables."""
        self.tables = data


def serialise(tables: Mapping[str, Mapping[Any, Any]]) -> bytes:
    """The bytes of a database; a lone surrogate, as names of files have that are not UTF-8, is escaped."""
    rows = []
    for name in sorted(tables):
        documents = ",\n".join(
            f"{_json(str(number))}: {_json(document)}"
            for number, document in sorted(tables[name].items(), key=lambda item: int(item[0]))
        )
        rows.append(f"{_json(name)}: {{\n{documents}\n}}" if documents else f"{_json(name)}: {{}}")
    text = "{" + ",\n".join(rows) + "}\n"
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text).encode()


def parse(data: bytes) -> Tables:
    """The tables in the bytes of a database; ValueError, with the reason, when they are not one."""
    if not data.strip():
        raise ValueError("it is empty")
    try:
        tables = json.loads(data.decode())
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if not isinstance(tables, dict) or not all(_is_table(table) for table in tables.values()):
        raise ValueError("it is JSON, but not a TinyDB database")
    return tables


def salvage(data: bytes) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The documents in damaged bytes that stand whole on their lines: (table, document number, document).

    It works on what `serialise` wrote, and on that with git's conflict markers in it.
    """
    table = ""
    for row in data.decode(errors="replace").split("\n"):
        if heading := _TABLE_ROW.fullmatch(row):
            table = heading[1]
        elif found := _DOCUMENT_ROW.fullmatch(row):
            try:
                document = json.loads(found[2])
            except (ValueError, RecursionError):
                continue
            yield table, found[1], document


def _read(path: Path) -> tuple[bytes, Signature]:
    with path.open("rb") as file:
        return file.read(), signature_of(os.fstat(file.fileno()))


def _is_table(table: object) -> bool:
    return isinstance(table, dict) and all(
        number.isdecimal() and number.isascii() and isinstance(document, dict)
        for number, document in table.items()
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
