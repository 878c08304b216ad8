"""A TinyDB storage that never leaves half a file. `tread.store.repository` and `rebuild` import it.

It owns the bytes of a database file: UTF-8, one document a line, keys sorted, so that equal tables are equal
bytes and a person or git can read a difference. Each line begins with a checksum of its table, number and
document, reckoned alike in every version, since a bit that flips on a disk may leave good JSON; what another
program wrote in TinyDB's own form has no such lines, and is taken as it is.

TinyDB's own JSONStorage writes over the old file in place and takes an empty file for a new database
(tinydb 4.9.0 storages.py:131); this one replaces the file whole and refuses a file that is not a database. It
does not lock: its caller does.
"""

from __future__ import annotations

import json
import operator
import os
import re
import time
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from tinydb.storages import Storage

from tread.errors import StoreDamaged, StoreError
from tread.files import TEMPORARY_SUFFIX, publish, write_aside
from tread.store.disk import Signature, explained, in_words, signature, signature_of

Tables = dict[str, dict[str, Any]]
"""What TinyDB hands a storage: table name -> document number as text -> document."""

READ_ATTEMPTS = 4
READ_PAUSE_S = 0.03

_LARGE_BYTES = 65_536

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
_SURROGATE = re.compile("[\ud800-\udfff]")
_DOCUMENT_ROW = re.compile(r'\s*,?"(\d+)": ?(\{.*\}),?\s*')
CHECKSUM = "crc32"
CHECKSUM_HEAD = b'{"crc32": '
"""What an object begins with that has a checksum."""
_CHECKED = re.compile(r'\{"crc32": "([0-9a-f]{8})"(?:, )?(.*)', re.DOTALL)
_ROW = re.compile(rb'^"(\d+)": \{(?:"crc32": "([0-9a-f]{8})"(?:, )?)?(.*\}),?$')
_HEADING = re.compile(rb'^\{?("(?:[^"\\]|\\.)*"): \{$')
_TABLE_OPENS = re.compile(r'("(?:[^"\\]|\\.)*"): \{(|\},|\}\})')
_DOCUMENT = re.compile(r'"([0-9]+)": (\{.*\})(,?)')
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
            let_go(parse(content))
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
        beginning = f".{self.path.name}."
        with os.scandir(self.path.parent) as found:
            leftovers = [one.name for one in found if one.name.startswith(beginning)]
        for name in leftovers:
            if name.endswith(TEMPORARY_SUFFIX):
                self.path.with_name(name).unlink(missing_ok=True)


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
            f'"{number}": {checked(_context(name, number), json_of(document))}'
            for number, document in sorted(tables[name].items(), key=lambda item: int(item[0]))
        )
        rows.append(f"{json_of(name)}: {{\n{documents}\n}}" if documents else f"{json_of(name)}: {{}}")
    text = ",\n".join(rows)
    return b"".join((b"{", text.encode(), b"}\n"))


def parse(data: bytes) -> Tables:
    """The tables in the bytes of a database; ValueError, with the reason, when they are not one."""
    if not data.strip():
        raise ValueError("it is empty")
    try:
        text = data.decode()
        tables = parse_by_rows(text) if len(data) > _LARGE_BYTES else None
        if tables is None:
            tables = json.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    del text  # as large as the file; what follows needs room
    if not isinstance(tables, dict) or not all(_is_table(table) for table in tables.values()):
        raise ValueError("it is JSON, but not a TinyDB database")
    _verify(data)
    for table in tables.values():
        for document in table.values():
            document.pop(CHECKSUM, None)
    return tables


def parse_by_rows(text: str) -> Tables | None:
    """What `json.loads` makes of a database that `serialise` wrote, a document at a time; else None.

    The whole of a large one in one call would hold Python's lock, and the screen, for as long as it takes.
    """
    tables: Tables = {}
    table: dict[str, Any] = {}
    expected = "database"
    try:
        for row in text.split("\n"):
            if expected == "database":
                expected, row = "table", row.removeprefix("{")
            if expected == "table" and (heading := _TABLE_OPENS.fullmatch(row)):
                table = tables[json.loads(heading[1])] = {}
                expected = {"": "document", "},": "table", "}}": "end"}[heading[2]]
            elif expected == "document" and (found := _DOCUMENT.fullmatch(row)):
                table[found[1]] = json.loads(found[2])
                expected = "document" if found[3] else "table's end"
            elif expected == "table's end" and row in ("},", "}}"):
                expected = "table" if row == "}," else "end"
            elif expected == "end" and row == "":
                expected = "nothing"
            else:
                return None
    except ValueError:
        return None
    return tables if expected in ("end", "nothing") and text.startswith("{") else None


def let_go(*databases: Tables) -> None:
    """Empty databases that nobody needs any more, a document at a time.

    Letting thousands go at once would hold Python's lock, and the screen, for as long as it takes.
    """
    for tables in databases:
        for table in tables.values():
            while table:
                table.popitem()


class Row(NamedTuple):
    """A document that stands whole on its line in damaged bytes.

    text: as it stands there. is_sure: its checksum says that it is what was written; False also where it has
    no checksum.
    """

    table: str
    number: str
    document: dict[str, Any]
    text: str
    is_sure: bool

    def is_nearly(self, table: str, number: str, document: Mapping[str, Any]) -> bool:
        """Whether the line is that of this document, but for one byte at most."""
        these = self.text.encode(errors="surrogateescape")
        those = checked(_context(table, number), json_of(document)).encode()
        return len(these) == len(those) and sum(map(operator.ne, these, those)) <= 1


def salvage(data: bytes, tables: tuple[str, ...] = ()) -> Iterator[Row]:
    """The documents in damaged bytes that stand whole on their lines.

    It works on what `serialise` wrote, and on that with git's conflict markers in it. tables: those that a
    document may be of whose table is no longer named rightly.
    """
    table = ""
    for row in data.decode(errors="surrogateescape").split("\n"):
        if heading := _TABLE_ROW.fullmatch(row):
            table = heading[1]
        elif found := _DOCUMENT_ROW.fullmatch(row):
            try:
                document = json.loads(found[2])
            except (ValueError, RecursionError):
                continue
            document.pop(CHECKSUM, None)
            named = (one for one in (table, *tables) if is_intact(_context(one, found[1]), found[2]))
            of = next(named, None)
            yield Row(table if of is None else of, found[1], document, found[2], of is not None)


# Checksums


def checked(context: str, text: str) -> str:
    """The JSON of an object with a checksum of itself and its context as its first key."""
    rest = text[1:]
    return f'{{"{CHECKSUM}": "{_sum(context, text)}"{", " if rest != "}" else ""}{rest}'


def is_intact(context: str, text: str) -> bool:
    """True when the checksum that JSON begins with is that of the rest; False where there is none."""
    found = _CHECKED.fullmatch(text)
    return found is not None and found[1] == _sum(context, "{" + found[2])


def json_of(value: object) -> str:
    """JSON with sorted keys that UTF-8 can hold."""
    text = _ENCODER.encode(value)
    if text.isascii():
        return text
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _context(table: str, number: object) -> str:
    return f"{table}\n{number}\n"


def _sum(context: str, text: str) -> str:
    return f"{crc32((context + text).encode(errors='surrogateescape')):08x}"


def _verify(data: bytes) -> None:
    """ValueError when a line is not as it was written, in a file that has lines with checksums."""
    context = b""
    has_checksums = False
    wrong: list[str] = []
    for row in BytesIO(data):  # not split: a list of all rows would be as large as the file
        line = row.removesuffix(b"\n")
        if found := _ROW.match(line):
            if found[2] is None:
                wrong.append(found[1].decode())
                continue
            has_checksums = True
            if int(found[2], 16) != crc32(context + found[1] + b"\n{" + found[3]):
                wrong.append(found[1].decode())
        elif heading := _HEADING.match(line):
            context = json.loads(heading[1]).encode(errors="surrogateescape") + b"\n"
    if has_checksums and wrong:
        raise ValueError(f"document {wrong[0]} is not as it was written")


def _read(path: Path) -> tuple[bytes, Signature]:
    with path.open("rb") as file:
        return file.read(), signature_of(os.fstat(file.fileno()))


def _is_table(table: object) -> bool:
    return isinstance(table, dict) and all(
        number.isdecimal() and number.isascii() and isinstance(document, dict)
        for number, document in table.items()
    )
