from __future__ import annotations

import json
import os
import re
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from tread.errors import StoreDamaged, StoreError
from tread.store.storage import (
    AtomicStorage,
    OutsideChangeError,
    Tables,
    parse,
    parse_by_rows,
    salvage,
    serialise,
)

TABLES: Tables = {
    "article": {"1": {"path": "a.txt", "title": "Über"}},
    "annotations": {"12": {"note": "two\nlines \u2028 and \x85", "id": "b"}, "7": {"id": "a"}},
}
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text("abc"), children, max_size=3),
    max_leaves=6,
)
tables_of_anything = st.dictionaries(
    st.text("abcdef", min_size=1),
    st.dictionaries(
        st.integers(0, 2**53).map(str), st.dictionaries(st.text("xyz"), values, max_size=3), max_size=4
    ),
    max_size=3,
)


@given(tables_of_anything)
def test_what_is_written_is_read_back(tables: Tables) -> None:
    assert parse(serialise(tables)) == tables


@given(tables_of_anything, st.integers(0), st.sampled_from(['"', "}", "{", ",", "\n", "},\n", "1", " "]))
def test_a_database_that_is_read_by_rows_is_read_as_json_reads_it(
    tables: Tables, place: int, put_in: str
) -> None:
    """Or not by rows at all, where something else has been put into it."""
    text = serialise(tables).decode()
    assert tables == {} or parse_by_rows(text) == json.loads(text)
    at = place % (len(text) + 1)
    for changed in (text[:at] + put_in + text[at:], text[:at] + text[at + 1 :], text[:at]):
        try:
            wanted = json.loads(changed)
        except ValueError:
            wanted = None
        assert parse_by_rows(changed) in (None, wanted)


def test_each_document_stands_on_one_line_and_keys_are_sorted() -> None:
    assert serialise(TABLES).decode() == (
        '{"annotations": {\n'
        '"7": {"crc32": "4a3c224b", "id": "a"},\n'
        '"12": {"crc32": "0a6bc7cf", "id": "b", "note": "two\\nlines \u2028 and \x85"}\n'
        "},\n"
        '"article": {\n'
        '"1": {"crc32": "1638ef40", "path": "a.txt", "title": "Über"}\n'
        "}}\n"
    )


def test_equal_tables_are_equal_bytes_in_whatever_order_they_were_made() -> None:
    turned = {
        name: {number: dict(reversed(document.items())) for number, document in reversed(table.items())}
        for name, table in reversed(TABLES.items())
    }
    assert serialise(turned) == serialise(TABLES)


def test_a_file_name_that_is_not_utf8_comes_back_as_it_was(tmp_path: Path) -> None:
    tables = {"article": {"1": {"path": os.fsdecode(b"a\xff\xfeb.txt")}}}
    assert parse(serialise(tables)) == tables
    (tmp_path / "plain.json").write_bytes(serialise(tables))
    with TinyDB(tmp_path / "plain.json") as tinydb:
        assert tinydb.table("article").all()[0]["path"] == tables["article"]["1"]["path"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n",
        b"\0\0\0\0",
        b"{",
        b"[]",
        b"null",
        b'{"annotations": []}',
        b'{"annotations": {"1": 2}}',
        b'{"annotations": {"one": {}}}',
        b"<<<<<<< HEAD\n{}\n=======\n",
        b"\xff\xfe{}",
        b"[" * 100_000,
    ],
    ids=lambda data: repr(data[:12]),
)
def test_what_is_no_database_is_damaged_and_never_an_empty_database(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(data)
    with pytest.raises(StoreDamaged, match=r"x\.json"):
        AtomicStorage(path).read()
    assert path.read_bytes() == data


def test_a_missing_file_has_no_tables(tmp_path: Path) -> None:
    assert AtomicStorage(tmp_path / "x.json").read() is None


def test_plain_tinydb_reads_what_tinydb_writes_through_the_storage(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    with TinyDB(path, storage=AtomicStorage) as database:
        table = database.table("annotations", cache_size=0)
        table.insert({"note": "one"})
        table.insert({"note": "two"})
        table.update({"note": "2"}, doc_ids=[2])
    with TinyDB(path) as plain:
        assert [one["note"] for one in plain.table("annotations").all()] == ["one", "2"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"id": "a"', b'"id": "c"'),
        (b'"7":', b'"5":'),
        (b'"annotations"', b'"annotatinns"'),
        (b'"4a3', b'"5a3'),
    ],
    ids=["document", "number", "table", "checksum"],
)
def test_a_line_that_is_not_as_it_was_written_is_damage_though_it_is_good_json(
    old: bytes, new: bytes
) -> None:
    data = serialise(TABLES)
    assert data.count(old) == 1
    changed = data.replace(old, new)
    json.loads(changed)
    with pytest.raises(ValueError, match="is not as it was written"):
        parse(changed)


def test_what_plain_tinydb_wrote_is_taken_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(serialise(TABLES))
    with TinyDB(path) as plain:
        plain.table("annotations").update({"note": "theirs"})
    assert parse(path.read_bytes())["annotations"] == {
        "7": {"id": "a", "note": "theirs"},
        "12": {"id": "b", "note": "theirs"},
    }


def test_a_file_from_before_there_were_checksums_is_read() -> None:
    data = re.sub(rb'"crc32": "\w{8}", ', b"", serialise(TABLES))
    assert parse(data) == TABLES
    assert [row.is_sure for row in salvage(data[:-5])] == [False, False]


def test_a_file_that_changed_since_it_was_read_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    storage = AtomicStorage(path)
    storage.write(TABLES)
    storage.read()
    path.write_text('{"by": {"1": {"someone": "else"}}}')
    with pytest.raises(OutsideChangeError):
        storage.write(TABLES)
    assert "else" in path.read_text()
    assert [file.name for file in tmp_path.iterdir()] == ["x.json"]


def test_what_a_killed_writer_left_is_removed_by_the_next(tmp_path: Path) -> None:
    (tmp_path / ".x.json.4711-abcd.tmp").write_text("half")
    (tmp_path / ".y.json.4711-abcd.tmp").write_text("another file's")
    AtomicStorage(tmp_path / "x.json").write(TABLES)
    assert sorted(file.name for file in tmp_path.iterdir()) == [".y.json.4711-abcd.tmp", "x.json"]


def test_a_folder_that_is_gone_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"The folder is gone: .* could not be written") as raised:
        AtomicStorage(tmp_path / "gone" / "x.json").write(TABLES)
    assert raised.value.hint


@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o700, 0o600), (0o755, 0o644)])
def test_a_file_is_the_owners_alone_where_its_folder_is(
    tmp_path: Path, folder_mode: int, file_mode: int
) -> None:
    tmp_path.chmod(folder_mode)
    before = os.umask(0o022)
    try:
        AtomicStorage(tmp_path / "x.json").write(TABLES)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "x.json").stat().st_mode) == file_mode


def test_whole_lines_are_salvaged_from_a_torn_file() -> None:
    torn = serialise(TABLES)[:-30]
    assert [row[:3] for row in salvage(torn)] == [
        ("annotations", number, TABLES["annotations"][number]) for number in ("7", "12")
    ]
    assert all(row.is_sure for row in salvage(torn))


def test_both_sides_of_a_git_conflict_are_salvaged() -> None:
    rows = [
        '{"annotations": {',
        "<<<<<<< ours",
        '"1": {"n": 1},',
        "=======",
        '"1": {"n": 2},',
        ">>>>>>> theirs",
    ]
    found = list(salvage("\n".join(rows).encode()))
    assert [row[:3] for row in found] == [("annotations", "1", {"n": 1}), ("annotations", "1", {"n": 2})]
    assert not any(row.is_sure for row in found)


def test_numbers_that_json_cannot_hold_as_text_keys_are_written_as_text(tmp_path: Path) -> None:
    AtomicStorage(tmp_path / "x.json").write({"t": {1: {"a": 1}}})
    assert list(json.loads((tmp_path / "x.json").read_text())["t"]) == ["1"]
