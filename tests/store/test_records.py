from __future__ import annotations

import os
from pathlib import Path

import pytest

from tread.store.codec import ArticleRecord, encode_record
from tread.store.records import Records
from tread.store.storage import serialise


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "5f").mkdir()
    return tmp_path


def write(folder: Path, number: int, path: str) -> Path:
    file = folder / "5f" / f"5f{number:014}.json"
    record = ArticleRecord(f"a-{file.stem}", path, fingerprint=f"of {path}")
    file.write_bytes(serialise({"article": {"1": encode_record(record)}}))
    return file


def test_records_are_found_by_path_and_by_fingerprint(folder: Path) -> None:
    file = write(folder, 1, "b.txt")
    write(folder, 2, "a.txt")
    records = Records(folder)
    assert [record.path for record in records.all()] == ["a.txt", "b.txt"]
    (found,) = records.at_path("b.txt")
    assert found.id == f"a-{file.stem}"
    assert records.with_fingerprint("of b.txt") == [found]
    assert records.at_path("c.txt") == []
    assert records.with_fingerprint("of c.txt") == []


def test_a_database_that_is_gone_is_forgotten(folder: Path) -> None:
    file = write(folder, 1, "a.txt")
    write(folder, 2, "b.txt")
    records = Records(folder)
    assert len(records.all()) == 2
    file.unlink()
    assert [record.path for record in records.all()] == ["b.txt"]
    assert records.at_path("a.txt") == []
    (folder / "5f").rename(folder.parent / "elsewhere")
    assert records.all() == []


def test_a_database_that_came_within_one_tick_of_the_clock_is_seen(folder: Path) -> None:
    write(folder, 1, "a.txt")
    shard = folder / "5f"
    records = Records(folder)
    assert len(records.all()) == 1
    before = shard.stat()
    write(folder, 2, "b.txt")
    os.utime(shard, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert len(records.all()) == 2


def test_what_holds_no_record_is_passed_over(folder: Path) -> None:
    write(folder, 1, "a.txt")
    for name, data in (("5f01.json", "{"), ("5f02.json", '{"article": {"1": {}}}'), ("notes.txt", "")):
        (folder / "5f" / name).write_text(data)
    (folder / "5f" / ".5f03.json").write_text("half")
    (folder / "5f" / "5f04.json").mkdir()
    assert [record.path for record in Records(folder).all()] == ["a.txt"]
