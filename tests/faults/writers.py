"""Processes that write without a pause: through tread's store, and through TinyDB as it comes.

Run as a program, this is a nursery: it imports what writers need once, and starts a writer for each line of
JSON on its standard input, as a process of its own. All of them write what they do to its standard output,
a row each: what is begun before it is, what is saved once it is acknowledged.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

ARTICLE_TEXT = "The quick brown fox.\n"


class Writer(Protocol):
    """What a writer does to one article; a note is known by an id."""

    def add(self, id_: str, note: str) -> None:
        """Add a note."""

    def edit(self, id_: str, note: str) -> None:
        """Give a note another text."""

    def delete(self, id_: str) -> None:
        """Delete a note."""


class ThroughTread:
    """Writes through the store, with a journal that is made shorter again and again."""

    def __init__(self, article: Path, device: str) -> None:
        from tread.store import compaction
        from tread.store.codec import ArticleRecord
        from tread.store.place import locate
        from tread.store.repository import Store

        compaction.LONGEST_BYTES, compaction.KEPT_BYTES = 40_000, 20_000
        self._store = Store(locate(article), device, _now)
        self._record = ArticleRecord(self._store.identify(article, "f"), article.name, "The fox", "f", ("p",))
        self._device = device
        self._living = {one.id: one for one in self._store.load(self._record.id).annotations}

    def add(self, id_: str, note: str) -> None:
        """Add a note."""
        from tread.core.annotation import Anchor, Quote
        from tread.core.position import within
        from tread.store.identity import new_annotation

        anchor = Anchor(within(0, 4, 9), Quote("quick", "The ", " brown"), ("p",))
        made = new_annotation("highlight", anchor, now=_now(), device=self._device, note=note)
        self._commit(None, replace(made, id=id_))

    def edit(self, id_: str, note: str) -> None:
        """Give a note another text."""
        self._commit(self._living[id_], replace(self._living[id_], note=note))

    def delete(self, id_: str) -> None:
        """Delete a note."""
        self._commit(self._living[id_], replace(self._living[id_], deleted=_now()))

    def _commit(self, before: Any, after: Any) -> None:
        from tread.core.history import Change, Step

        found = self._store.commit(self._record, Step("note", (Change(before, after),)))
        self._living = {one.id: one for one in found}


class ThroughStock:
    """Writes through TinyDB with its own storage."""

    def __init__(self, article: Path, device: str) -> None:
        from tinydb import TinyDB, where

        self._table = TinyDB(article.with_suffix(".json")).table("annotations")
        self._where = where

    def add(self, id_: str, note: str) -> None:
        """Add a note."""
        self._table.insert({"id": id_, "note": note, "deleted": None, "quote": "q" * 400})

    def edit(self, id_: str, note: str) -> None:
        """Give a note another text."""
        self._table.update({"note": note}, self._where("id") == id_)

    def delete(self, id_: str) -> None:
        """Delete a note."""
        self._table.remove(self._where("id") == id_)


class ThroughCache(ThroughStock):
    """Writes through TinyDB with the cache that it offers to be quicker."""

    def __init__(self, article: Path, device: str) -> None:
        from tinydb import TinyDB, where
        from tinydb.middlewares import CachingMiddleware
        from tinydb.storages import JSONStorage

        storage = CachingMiddleware(JSONStorage)  # type: ignore[no-untyped-call]
        self._table = TinyDB(article.with_suffix(".json"), storage=storage).table("annotations")
        self._where = where


WAYS: Mapping[str, Callable[[Path, str], Writer]] = {
    "tread": ThroughTread,
    "stock": ThroughStock,
    "cache": ThroughCache,
}


def database_of(way: str, article: Path) -> Path:
    """The file that a writer of an article writes."""
    if way != "tread":
        return article.with_suffix(".json")
    from tread.store.place import derived_id

    stem = derived_id(article.name)[2:]
    return article.parent / ".tread" / "annotations" / stem[:2] / f"{stem}.json"


def write(way: str, articles: Sequence[Path], device: str, seed: int, steps: int) -> None:
    """Add, edit and delete notes on some articles, and say so; what another device made is left alone."""
    writers = [WAYS[way](article, device) for article in articles]
    choose = random.Random(f"{device} {seed}")
    mine: list[list[str]] = [[] for _ in articles]
    for number in range(steps):
        which = choose.randrange(len(articles))
        writer, living = writers[which], mine[which]
        kind = choose.choice(("add", "add", "edit", "delete")) if len(living) > 2 else "add"
        id_ = str(uuid4()) if kind == "add" else choose.choice(living)
        note = None if kind == "delete" else f"{device} {seed} {number} " + "n" * choose.randrange(200)
        _say(["begun", which, id_, note])
        try:
            if kind == "add":
                writer.add(id_, note or "")
                living.append(id_)
            elif kind == "edit":
                writer.edit(id_, note or "")
            else:
                writer.delete(id_)
                living.remove(id_)
        except Exception as error:
            _say(["raised", which, id_, type(error).__name__])
            continue
        _say(["saved", which, id_, note])


def read(way: str, articles: Sequence[Path]) -> None:
    """Read some articles again and again, as tread does and as plain TinyDB does, until there is `done`."""
    import time

    from tinydb import TinyDB

    from tread.store.place import locate
    from tread.store.repository import Store

    count = errors = 0
    while not (articles[0].parent / "done").exists():
        for article in articles:
            database = database_of(way, article)
            if not database.exists():
                continue
            count += 1
            try:
                with TinyDB(database, access_mode="r") as plain:
                    plain.table("annotations").all()
                if way == "tread":
                    store = Store(locate(article), "reader", _now)
                    errors += bool(store.load(store.identify(article, "")).notices)
            except Exception:
                errors += 1
        time.sleep(0.002)
    _say(["read", count, errors, None])


class Nursery:
    """Starts writers. Use it in a `with` block, which ends it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._rows: list[list[Any]] = []

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def start(self, **what: Any) -> int:
        """Start a writer, or a reader; its process id. See `_start` for what it is told."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"waits": False, **what}) + "\n")
        self._process.stdin.flush()
        while (row := self._read())[0] != "started":
            self._rows.append(row)
        return int(row[1])

    def row(self) -> list[Any]:
        """The next row that is whole; one that a kill has torn is passed over."""
        return self._rows.pop(0) if self._rows else self._read()

    def _read(self) -> list[Any]:
        assert self._process.stdout
        while line := self._process.stdout.readline():
            if line.startswith("[") and line.endswith("]\n"):
                return list(json.loads(line))
        raise AssertionError("the nursery has ended")


def _now() -> datetime:
    return datetime.now(UTC)


def _say(row: list[Any]) -> None:
    os.write(1, (json.dumps(row) + "\n").encode())


def _start(what: Mapping[str, Any]) -> int:
    process = os.fork()
    if process:
        return process
    try:
        articles = [Path(article) for article in what["articles"]]
        if what["does"] == "read":
            read(what["way"], articles)
        else:
            write(what["way"], articles, what["device"], what["seed"], what["steps"])
    except BaseException as error:
        _say(["failed", 0, "", repr(error)])
    finally:
        os._exit(0)


def main() -> None:
    """Start a writer for every line, and say when it has ended."""
    import tinydb.table  # noqa: F401

    import tread.store.compaction
    import tread.store.repository  # noqa: F401

    for line in sys.stdin:
        what = json.loads(line)
        process = _start(what)
        _say(["started", process, "", None])
        if what["waits"]:
            os.waitpid(process, 0)
            _say(["ended", process, "", None])
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return


if __name__ == "__main__":
    main()
