"""Copies that sync programs leave, and git's conflict markers: merged on sight, and kept byte for byte."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tread.core.annotation import SCHEMA, Annotation
from tread.core.history import Change, Step
from tread.store import conflicts
from tread.store.codec import ArticleRecord
from tread.store.conflicts import copies_of, sides
from tread.store.place import StorePlace
from tread.store.repository import Store
from tread.store.storage import parse, serialise

Make = Callable[..., Annotation]
Reopen = Callable[..., Store]

NAMES = [
    "{}.sync-conflict-20261122-101500-ABCDEFG.json",
    "{} (Ada's conflicted copy 2026-11-22).json",
    "{} (conflicted copy 2026-11-22 101500).json",
    "{} (Adas in Konflikt stehende Kopie 2026-11-22).json",
    "{} (Copie en conflit de Ada 2026-11-22).json",
    "{} (Ada のコンフリクトコピー 2026-11-22).json",
    "{}_conflict-20261122-101500.json",
    "{}-LAPTOP.json",
    "{} 2.json",
    "{} (1).json",
    "{} (SFConflict ada@example.org 2026-11-22-10-15-00).json",
    "{}.json.conflict1",
]


def add(annotation: Annotation) -> Step:
    return Step("highlight", (Change(None, annotation),))


def edit(annotation: Annotation, **fields: Any) -> Step:
    return Step("edit", (Change(annotation, replace(annotation, **fields)),))


class Diverged:
    """One note that was written on two machines: the files of the other one."""

    def __init__(
        self, store: Store, laptop: Store, record: ArticleRecord, note: Annotation, database: Path
    ) -> None:
        (self.made,) = store.commit(record, add(note))
        self.journal = store.place.folder / "journal" / database.parent.name / f"{database.stem}.jsonl"
        before = (database.read_bytes(), self.journal.read_bytes())
        laptop.commit(record, edit(self.made, note="theirs", colour="red"))
        self.theirs, self.their_journal = database.read_bytes(), self.journal.read_bytes()
        database.write_bytes(before[0])
        self.journal.write_bytes(before[1])
        (self.mine,) = store.commit(record, edit(self.made, note="mine", tags=("fact",)))
        self.database = database

    def copy(self, name: str = NAMES[0]) -> Path:
        path = self.database.parent / name.format(self.database.stem)
        path.write_bytes(self.theirs)
        return path

    def copy_of_journal(self, name: str = NAMES[0]) -> Path:
        path = self.journal.parent / name.format(self.journal.stem).replace(".json", ".jsonl")
        path.write_bytes(self.their_journal)
        return path


@pytest.fixture
def diverged(
    store: Store, reopen: Reopen, record: ArticleRecord, highlight: Make, database: Path
) -> Diverged:
    return Diverged(store, reopen("laptop"), record, highlight(), database)


def in_folder(place: StorePlace, name: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (place.folder / name).glob("*")}


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_is_merged_in_and_kept_byte_for_byte_and_said(
    diverged: Diverged, reopen: Reopen, record: ArticleRecord, place: StorePlace, name: str
) -> None:
    copy = diverged.copy(name)
    store = reopen()
    kept = store.load(record.id)
    (one,) = kept.annotations
    assert (one.note, one.colour, one.tags) == ("theirs\n\nmine", "red", ("fact",))
    (notice,) = kept.notices
    assert "merged in" in notice
    assert str(place.folder / "conflicts" / copy.name) in notice
    assert not copy.exists()
    assert in_folder(place, "conflicts") == {copy.name: diverged.theirs}
    assert not (place.folder / "damaged").exists()
    again = store.load(record.id)
    assert (again.annotations, again.notices) == (kept.annotations, ())
    assert store.copies(record.id) == ()


def test_a_commit_merges_a_copy_in_after_the_change(
    diverged: Diverged, store: Store, record: ArticleRecord, place: StorePlace
) -> None:
    diverged.copy()
    (one,) = store.commit(record, edit(diverged.mine, note="mine, and more"))
    assert one.note == "theirs\n\nmine, and more"
    assert len(in_folder(place, "conflicts")) == 1
    assert store.has_news(record.id)
    assert store.load(record.id).annotations == (one,)
    assert not store.has_news(record.id)


def test_two_machines_that_merge_the_same_copies_write_the_same_bytes(
    diverged: Diverged, reopen: Reopen, record: ArticleRecord
) -> None:
    mine = diverged.database.read_bytes()
    diverged.copy()
    reopen().load(record.id)
    here = diverged.database.read_bytes()
    diverged.database.write_bytes(diverged.theirs)
    diverged.copy().write_bytes(mine)
    reopen("laptop").load(record.id)
    assert diverged.database.read_bytes() == here


def test_several_copies_are_merged_at_once_and_said_in_one_sentence(
    diverged: Diverged, reopen: Reopen, record: ArticleRecord, place: StorePlace
) -> None:
    for name in NAMES[:3]:
        diverged.copy(name)
    (notice,) = reopen().load(record.id).notices
    assert notice.startswith("3 copies")
    assert len(in_folder(place, "conflicts")) == 3


def test_a_second_copy_of_the_same_name_does_not_replace_the_first(
    diverged: Diverged, reopen: Reopen, record: ArticleRecord, place: StorePlace
) -> None:
    diverged.copy()
    reopen().load(record.id)
    diverged.copy().write_bytes(diverged.theirs + b"\n")
    reopen().load(record.id)
    assert sorted(in_folder(place, "conflicts").values()) == sorted(
        [diverged.theirs, diverged.theirs + b"\n"]
    )


def test_copies_are_merged_when_the_library_is_listed(
    diverged: Diverged, reopen: Reopen, record: ArticleRecord, place: StorePlace
) -> None:
    diverged.copy()
    assert [one.id for one in reopen().records()] == [record.id]
    assert len(in_folder(place, "conflicts")) == 1


def test_a_copy_without_the_file_that_it_is_a_copy_of_is_taken_for_it(
    diverged: Diverged, reopen: Reopen, record: ArticleRecord
) -> None:
    diverged.copy()
    diverged.database.unlink()
    diverged.journal.unlink()
    assert [one.id for one in reopen().records()] == [record.id]
    (one,) = reopen().load(record.id).annotations
    assert one.note == "theirs"


def test_a_damaged_copy_goes_to_the_damaged_files_and_its_whole_lines_are_merged_in(
    diverged: Diverged, reopen: Reopen, record: ArticleRecord, place: StorePlace
) -> None:
    copy = diverged.copy()
    torn = diverged.theirs[: diverged.theirs.index(b'"article"')]
    copy.write_bytes(torn)
    kept = reopen().load(record.id)
    assert [one.note for one in kept.annotations] == ["theirs\n\nmine"]
    assert "damaged" in kept.notices[0]
    assert in_folder(place, "damaged") == {copy.name: torn}
    assert not copy.exists()


@pytest.mark.parametrize("data", [b"", b"\0" * 50, b"{", b"[1]"])
def test_a_copy_that_holds_nothing_costs_nothing(
    diverged: Diverged, reopen: Reopen, record: ArticleRecord, place: StorePlace, data: bytes
) -> None:
    copy = diverged.copy()
    copy.write_bytes(data)
    assert reopen().load(record.id).annotations == (diverged.mine,)
    assert in_folder(place, "damaged") == {copy.name: data}


def test_a_copy_by_a_newer_tread_stays_where_it_is(
    diverged: Diverged, reopen: Reopen, record: ArticleRecord, place: StorePlace
) -> None:
    copy = diverged.copy()
    tables = parse(diverged.theirs)
    tables["article"]["1"]["schema"] = SCHEMA + 1
    copy.write_bytes(serialise(tables))
    kept = reopen().load(record.id)
    assert (kept.annotations, kept.read_only) == ((diverged.mine,), False)
    assert [one.id for one in reopen().records()] == [record.id]
    assert copy.read_bytes() == serialise(tables)
    assert not (place.folder / "conflicts").exists()


def test_the_file_of_another_article_is_no_copy(
    diverged: Diverged, reopen: Reopen, record: ArticleRecord
) -> None:
    other = diverged.copy("{}-LAPTOP.json")
    tables = parse(diverged.theirs)
    tables["article"]["1"]["id"] = "a-0123456789abcdef"
    other.write_bytes(serialise(tables))
    assert reopen().load(record.id).annotations == (diverged.mine,)
    assert other.exists()


def test_a_link_is_no_copy(diverged: Diverged, reopen: Reopen, record: ArticleRecord, tmp_path: Path) -> None:
    outside = tmp_path / "outside.json"
    outside.write_bytes(diverged.theirs)
    link = diverged.database.with_name(NAMES[0].format(diverged.database.stem))
    link.symlink_to(outside)
    assert reopen().load(record.id).annotations == (diverged.mine,)
    assert link.is_symlink()


def test_only_what_begins_like_the_file_is_a_copy_of_it(tmp_path: Path) -> None:
    file = tmp_path / "0123456789abcdef.json"
    for name in (
        "0123456789abcdef.json",
        "0123456789abcdef0.json",
        "0123456789abcdee 2.json",
        "0123456789abcdef 2.jsonl",
        ".0123456789abcdef.json.12-ab.tmp",
        "~syncthing~0123456789abcdef.json.tmp",
        ".syncthing.0123456789abcdef.json.tmp",
        "0123456789abcdef.json.part",
    ):
        (tmp_path / name).touch()
    assert copies_of(file) == []
    (tmp_path / "0123456789abcdef 2.json").touch()
    assert [path.name for path in copies_of(file)] == ["0123456789abcdef 2.json"]
    assert [path.name for path in copies_of(file.with_suffix(".jsonl"))] == ["0123456789abcdef 2.jsonl"]


# Nothing is lost between the steps


def test_a_process_that_died_after_the_merge_has_merged_and_the_next_puts_the_copy_aside(
    diverged: Diverged,
    reopen: Reopen,
    record: ArticleRecord,
    place: StorePlace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copy = diverged.copy()

    def die(*_: object) -> list[Path]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(conflicts, "put_aside", die)
        reopen().load(record.id)
    merged = diverged.database.read_bytes()
    assert copy.exists()
    (one,) = reopen().load(record.id).annotations
    assert one.note == "theirs\n\nmine"
    assert diverged.database.read_bytes() == merged
    assert not copy.exists()


def test_a_copy_that_is_replaced_while_it_is_merged_is_merged_too(
    diverged: Diverged, reopen: Reopen, record: ArticleRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = diverged.copy()
    real = conflicts.put_aside

    def replaced(*args: Any) -> list[Path]:
        copy.write_bytes(diverged.theirs.replace(b"crc32", b"x") + b" ")
        os.utime(copy, ns=(1, 1))
        return real(*args)

    with monkeypatch.context() as patch:
        patch.setattr(conflicts, "put_aside", replaced)
        reopen().load(record.id)
    assert copy.exists()
    reopen().load(record.id)
    assert not copy.exists()


def test_a_copy_that_cannot_be_put_aside_is_merged_all_the_same(
    diverged: Diverged, reopen: Reopen, record: ArticleRecord, place: StorePlace
) -> None:
    copy = diverged.copy()
    (place.folder / "conflicts").write_text("in the way")
    kept = reopen().load(record.id)
    assert [one.note for one in kept.annotations] == ["theirs\n\nmine"]
    assert "stay where they are" in kept.notices[0]
    assert copy.exists()
    (one,) = reopen().commit(record, edit(kept.annotations[0], colour="blue"))
    assert (one.note, one.colour) == ("theirs\n\nmine", "blue")


def test_in_a_store_that_cannot_be_written_copies_are_merged_in_memory(
    diverged: Diverged, reopen: Reopen, record: ArticleRecord, place: StorePlace
) -> None:
    copy = diverged.copy()
    before = diverged.database.read_bytes()
    (place.folder / ".lock").unlink()
    (place.folder / ".lock").mkdir()
    kept = reopen().load(record.id)
    assert [one.note for one in kept.annotations] == ["theirs\n\nmine"]
    assert "could not be merged in on disk" in kept.notices[0]
    assert (copy.exists(), diverged.database.read_bytes()) == (True, before)


def test_what_came_in_with_a_copy_survives_the_loss_of_the_database(
    diverged: Diverged, reopen: Reopen, record: ArticleRecord
) -> None:
    diverged.copy()
    expected = reopen().commit(record, edit(diverged.mine, colour="blue"))
    diverged.database.write_bytes(b"")
    assert reopen().load(record.id).annotations == expected


# Journals


def test_the_entries_of_a_copy_of_a_journal_are_united_with_it(
    diverged: Diverged, reopen: Reopen, record: ArticleRecord, place: StorePlace
) -> None:
    diverged.copy()
    copy = diverged.copy_of_journal()
    reopen().load(record.id)
    assert not copy.exists()
    assert in_folder(place, "conflicts")[copy.name] == diverged.their_journal
    lines = diverged.journal.read_bytes().splitlines()
    assert set(lines) >= set(diverged.their_journal.splitlines())
    assert [json.loads(line)["device"] for line in lines] == ["desk", "laptop", "desk"]
    for device in ("desk", "laptop"):
        assert reopen(device).history(record.id).done[-1].label == "edit"


def test_an_entry_that_came_before_its_database_is_not_voided(
    diverged: Diverged, reopen: Reopen, record: ArticleRecord
) -> None:
    diverged.journal.write_bytes(diverged.their_journal)
    (mine,) = reopen().commit(record, edit(diverged.mine, colour="blue"))
    diverged.database.write_bytes(b"")
    (one,) = reopen().load(record.id).annotations
    assert "theirs" in one.note
    assert one.colour == mine.colour


# Drafts


def test_a_draft_that_was_written_on_two_machines_is_both_until_it_is_dropped(
    store: Store, record: ArticleRecord, place: StorePlace
) -> None:
    store.save_draft(record.id, "note/1", "theirs")
    (file,) = (place.folder / "drafts").iterdir()
    theirs = file.read_bytes()
    store.save_draft(record.id, "note/1", "mine")
    copy = file.with_name(f"{file.stem}.sync-conflict-20261122-101500-ABCDEFG.json")
    copy.write_bytes(theirs)
    assert store.load_drafts(record.id) == {"note/1": "mine\n\ntheirs"}
    store.save_draft(record.id, "note/1", "mine, and theirs")
    assert store.load_drafts(record.id) == {"note/1": "mine, and theirs"}
    store.drop_draft(record.id, "note/1")
    assert store.load_drafts(record.id) == {}
    assert in_folder(place, "conflicts") == {copy.name: theirs}


# Git's markers


def conflict(ours: bytes, theirs: bytes, base: bytes | None = None) -> bytes:
    middle = b"" if base is None else b"||||||| 1234567\n" + base
    return b"<<<<<<< HEAD\n" + ours + middle + b"=======\n" + theirs + b">>>>>>> laptop\n"


@pytest.mark.parametrize("has_base", [False, True])
def test_both_sides_of_a_conflict_in_git_are_merged(
    diverged: Diverged, reopen: Reopen, record: ArticleRecord, place: StorePlace, has_base: bool
) -> None:
    ours, theirs = (data.splitlines(True) for data in (diverged.database.read_bytes(), diverged.theirs))
    assert (ours[0], ours[2:-1]) == (theirs[0], theirs[2:-1])
    base = b"".join(ours[1:2]).replace(b"mine", b"base") if has_base else None
    marked = ours[0] + conflict(ours[1], theirs[1], base) + b"".join(ours[2:])
    entries = conflict(diverged.journal.read_bytes(), diverged.their_journal)
    diverged.database.write_bytes(marked)
    diverged.journal.write_bytes(entries)
    kept = reopen().load(record.id)
    (one,) = kept.annotations
    assert (one.note, one.colour, one.tags) == ("theirs\n\nmine", "red", ("fact",))
    assert "conflict in git" in kept.notices[0]
    assert sorted(in_folder(place, "conflicts").values()) == sorted([marked, entries])
    assert parse(diverged.database.read_bytes())
    assert b"<<<" not in diverged.journal.read_bytes()
    assert len(reopen().history(record.id).done) == 2
    assert not (place.folder / "damaged").exists()


def test_a_conflict_whose_sides_are_no_databases_is_damage(
    diverged: Diverged, reopen: Reopen, record: ArticleRecord, place: StorePlace
) -> None:
    marked = conflict(diverged.database.read_bytes(), diverged.theirs[:40])
    diverged.database.write_bytes(marked)
    kept = reopen().load(record.id)
    assert kept.annotations == (diverged.mine,)
    assert list(in_folder(place, "damaged").values()) == [marked]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (b"a\n<<<<<<< x\nb\n=======\nc\n>>>>>>> y\nd\n", (b"a\nb\nd\n", b"a\nc\nd\n", None)),
        (b"<<<<<<< x\n||||||| z\nb\n=======\nc\n>>>>>>> y\n", (b"", b"c\n", b"b\n")),
        (b"<<<<<<< x\r\nb\r\n=======\r\nc\r\n>>>>>>> y\r\n", (b"b\r\n", b"c\r\n", None)),
        (b"no markers\n", None),
        (b"<<<<<<< x\nb\n", None),
        (b"=======\n", None),
        (b"<<<<<<< x\n>>>>>>> y\n", None),
        (b"<<<<<<< x\n<<<<<<< y\n=======\n>>>>>>> y\n", None),
        (b'"a": "<<<<<<< x"\n', None),
    ],
)
def test_the_sides_of_a_file_with_markers(
    marked: bytes, expected: tuple[bytes, bytes, bytes | None] | None
) -> None:
    assert sides(marked) == expected
