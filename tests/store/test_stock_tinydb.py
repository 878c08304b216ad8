"""What stock TinyDB loses, and that the store does not: each case is run against both."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import TinyDB

from tread.core.annotation import Annotation
from tread.core.history import Change, Step
from tread.errors import StoreDamaged
from tread.store.codec import ArticleRecord
from tread.store.repository import Store
from tread.store.storage import AtomicStorage

Make = Callable[..., Annotation]

FILL = """
import resource, signal, sys
from tinydb import TinyDB
from tread.store.storage import AtomicStorage
from tread.errors import StoreError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
options = {"storage": AtomicStorage} if sys.argv[2] == "ours" else {}
table = TinyDB(sys.argv[1], **options).table("annotations", cache_size=0)
try:
    while True:
        table.insert({"note": "x" * 500})
        print("acknowledged", flush=True)
except (OSError, StoreError) as error:
    print(type(error).__name__)
"""


def fill(path: Path, storage: str) -> list[str]:
    """Insert until the file may grow no more; the rows it printed."""
    ran = subprocess.run(
        [sys.executable, "-c", FILL, path, storage],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    return ran.stdout.split()


def test_a_full_disk_destroys_the_stock_file_and_ours_keeps_every_acknowledged_document(
    tmp_path: Path,
) -> None:
    rows = fill(tmp_path / "stock.json", "stock")
    assert rows.count("acknowledged") > 10
    with TinyDB(tmp_path / "stock.json") as plain, pytest.raises(json.JSONDecodeError):
        plain.table("annotations").all()

    rows = fill(tmp_path / "ours.json", "ours")
    assert rows[-1] == "StoreError"
    with TinyDB(tmp_path / "ours.json") as plain:
        assert len(plain.table("annotations")) == rows.count("acknowledged") > 10
    assert sorted(file.name for file in tmp_path.iterdir()) == ["ours.json", "stock.json"]


def test_stock_takes_an_emptied_file_for_a_new_database_and_ours_rebuilds_it(
    tmp_path: Path, store: Store, record: ArticleRecord, highlight: Make, database: Path
) -> None:
    stock = tmp_path / "stock.json"
    with TinyDB(stock) as plain:
        plain.insert({"note": "precious"})
    stock.write_bytes(b"")
    with TinyDB(stock) as plain:
        plain.insert({"note": "new"})
        assert [document["note"] for document in plain.all()] == ["new"]

    store.commit(record, Step("note", (Change(None, highlight(1, note="precious")),)))
    database.write_bytes(b"")
    with pytest.raises(StoreDamaged):
        AtomicStorage(database).read()
    kept = store.commit(record, Step("note", (Change(None, highlight(2, note="new")),)))
    assert [annotation.note for annotation in kept] == ["precious", "new"]


def test_two_stock_writers_give_one_number_to_two_documents_and_ours_never_does(
    tmp_path: Path, reopen: Callable[..., Store], record: ArticleRecord, highlight: Make, database: Path
) -> None:
    with TinyDB(tmp_path / "stock.json") as one, TinyDB(tmp_path / "stock.json") as other:
        one.insert({"note": "1"})
        other.insert({"note": "2"})
        one.insert_multiple([{"note": "3"}])  # counts on from the number it used last, and so does the other
        stock = [document["note"] for document in one.all()]
    assert stock == ["1", "3"]

    ours, theirs = reopen("desk"), reopen("laptop")
    for number in range(4):
        store = (ours, theirs)[number % 2]
        store.commit(record, Step("note", (Change(None, highlight(number, note=str(number))),)))
    with TinyDB(database) as plain:
        documents = plain.table("annotations").all()
    assert sorted(document["note"] for document in documents) == ["0", "1", "2", "3"]
    assert len({document.doc_id for document in documents}) == 4
