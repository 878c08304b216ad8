from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tread.core.annotation import SCHEMA, Annotation
from tread.core.history import Change, Step
from tread.store import journal
from tread.store.codec import decode, document_number, encode
from tread.store.rebuild import keep_damaged, rebuild
from tread.store.storage import serialise

Make = Callable[..., Annotation]


@pytest.fixture
def one(highlight: Make) -> Annotation:
    return replace(highlight(note="one"), version={"desk": 1})


def database_of(*documents: dict[str, Any]) -> bytes:
    return serialise({"annotations": {document_number(each["id"]): each for each in documents}})


def write_journal(path: Path, *states: Annotation) -> Path:
    for state in states:
        step = Step("note", (Change(None, state),))
        journal.append(
            path, journal.Entry("do", "desk", step, {"path": "x", "fingerprint": "f"}), state.modified
        )
    return path


def notes(tables: Any) -> list[str]:
    return sorted(document["note"] for document in tables.get("annotations", {}).values())


def test_nothing_left_is_nothing(tmp_path: Path) -> None:
    assert rebuild(b"garbage", [], tmp_path / "none") == {}


def test_a_newer_line_stands_over_an_older_backup_and_journal(tmp_path: Path, one: Annotation) -> None:
    newer = replace(one, note="newer", version={"desk": 2})
    backup = tmp_path / "b.json"
    backup.write_bytes(database_of(encode(one)))
    path = write_journal(tmp_path / "j", one)
    assert notes(rebuild(database_of(encode(newer))[:-1], [backup], path)) == ["newer"]


def test_a_line_with_a_flipped_bit_gives_way_to_the_journal_and_one_changed_by_hand_stands(
    tmp_path: Path, one: Annotation, highlight: Make
) -> None:
    other = replace(highlight(note="other"), version={"desk": 1})
    data = database_of(encode(one), encode(other))
    path = write_journal(tmp_path / "j", one, other)
    assert notes(rebuild(data.replace(b'"other"', b'"otler"'), [], path)) == ["one", "other"]
    by_hand = data.replace(b'"other"', b'"written by hand"')
    assert notes(rebuild(by_hand, [], path)) == ["one", "written by hand"]
    (_, edited) = rebuild(by_hand, [], path)["annotations"].values()
    assert decode(edited).version == other.version


def test_of_the_article_what_stands_whole_in_the_database_is_newer_than_the_journal(
    tmp_path: Path, one: Annotation
) -> None:
    record = {"path": "renamed", "fingerprint": "f", "paragraphs": ["p"]}
    data = serialise({"annotations": {"1": encode(one)}, "article": {"1": record}})
    path = write_journal(tmp_path / "j", one)
    assert rebuild(data.replace(b"{", b"[", 1), [], path)["article"]["1"] == record


def test_of_a_damaged_backup_what_is_as_it_was_written_is_taken(tmp_path: Path, one: Annotation) -> None:
    backup = tmp_path / "b.json"
    two = replace(one, id="2", note="two")
    backup.write_bytes(database_of(encode(one), encode(two)).replace(b'"two"', b'"twp"'))
    assert notes(rebuild(b"", [backup], tmp_path / "none")) == ["one"]


def test_a_line_that_was_changed_in_place_gives_way_to_the_journal(tmp_path: Path, one: Annotation) -> None:
    flipped = replace(one, note="0ne")
    path = write_journal(tmp_path / "j", one)
    assert notes(rebuild(database_of(encode(flipped)), [], path)) == ["one"]


def test_states_that_diverged_keep_both_notes(tmp_path: Path, one: Annotation) -> None:
    theirs = replace(one, note="theirs", version={"laptop": 1})
    path = write_journal(tmp_path / "j", one)
    (note,) = notes(rebuild(database_of(encode(theirs)), [], path))
    assert sorted(note.split("\n\n")) == ["one", "theirs"]


def test_a_damaged_backup_is_passed_over(tmp_path: Path, one: Annotation) -> None:
    bad, good = tmp_path / "1.json", tmp_path / "2.json"
    bad.write_bytes(b"{")
    good.write_bytes(database_of(encode(one)))
    assert notes(rebuild(b"", [bad, good, tmp_path / "gone.json"], tmp_path / "none")) == ["one"]


def test_a_document_of_a_newer_schema_stays_as_it_is(tmp_path: Path, one: Annotation) -> None:
    newer = {**encode(one), "schema": SCHEMA + 1, "note": {"shape": "of the future"}}
    path = write_journal(tmp_path / "j", one)
    tables = rebuild(database_of(newer)[:-2], [], path)
    assert tables["annotations"] == {str(document_number(one.id)): newer}


def test_paragraphs_of_another_content_are_not_kept_in_the_record(tmp_path: Path, one: Annotation) -> None:
    path = write_journal(tmp_path / "j", one)
    backup = tmp_path / "b.json"
    for fingerprint, paragraphs in (("f", ["p"]), ("before the edit", [])):
        record = {"path": "y", "fingerprint": fingerprint, "paragraphs": ["p"]}
        backup.write_bytes(serialise({"article": {"1": record}}))
        assert rebuild(b"", [backup], path)["article"]["1"] == {
            "path": "x",
            "fingerprint": "f",
            "paragraphs": paragraphs,
        }


def test_equal_damaged_bytes_are_kept_once_and_others_beside_them(tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    kept = {keep_damaged(folder, tmp_path, "5f", data) for data in (b"a", b"a", b"b")}
    assert sorted(file.read_bytes() for file in folder.iterdir()) == [b"a", b"b"]
    assert kept == set(folder.iterdir())
