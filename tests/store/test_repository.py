from __future__ import annotations

import json
import os
import resource
import signal
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from tread.core.annotation import SCHEMA, Annotation
from tread.core.history import Change, Step
from tread.errors import StoreError, StoreNewer
from tread.store.codec import ArticleRecord
from tread.store.place import StorePlace, locate
from tread.store.repository import Store
from tread.store.stamps import milliseconds
from tread.store.storage import parse, serialise

Make = Callable[..., Annotation]
Reopen = Callable[..., Store]


def add(annotation: Annotation) -> Step:
    return Step("highlight", (Change(None, annotation),))


def edit(annotation: Annotation, **fields: Any) -> Step:
    return Step("edit", (Change(annotation, replace(annotation, **fields)),))


def plain(database: Path, table: str = "annotations") -> list[Any]:
    with TinyDB(database) as tinydb:
        documents = list(tinydb.table(table).all())
    for document in documents:
        document.pop("crc32", None)
    return documents


# Acknowledged


def test_nothing_is_on_disk_before_the_first_annotation(
    store: Store, record: ArticleRecord, article: Path
) -> None:
    kept = store.load(record.id)
    assert (kept.annotations, kept.record, kept.signature) == ((), None, None)
    assert store.history(record.id).done == ()
    assert store.load_drafts(record.id) == {}
    assert store.records() == []
    assert list(article.parent.iterdir()) == [article]


def test_a_committed_annotation_is_read_back_and_by_plain_tinydb(
    store: Store, reopen: Reopen, record: ArticleRecord, highlight: Make, database: Path
) -> None:
    made = highlight(note="[/foo] é 世界", tags=("a", "b"))
    (stored,) = store.commit(record, add(made))
    assert (stored.id, stored.note, stored.anchor, stored.version) == (
        made.id,
        made.note,
        made.anchor,
        {"desk": milliseconds(stored.modified)},
    )
    kept = reopen().load(record.id)
    assert kept.annotations == (stored,)
    assert kept.record == record
    assert kept.notices == ()
    assert [document["id"] for document in plain(database)] == [made.id]
    assert plain(database, "article")[0]["paragraphs"] == ["aaaaaaaaaaaa"]


def test_annotations_come_in_the_order_of_the_article(
    store: Store, record: ArticleRecord, highlight: Make
) -> None:
    for start in (9, 2, 5):
        store.commit(record, add(highlight(start)))
    whole = replace(highlight(), kind="note", anchor=None)
    store.commit(record, add(whole))
    starts = [one.anchor and one.anchor.range.start.offset for one in store.load(record.id).annotations]
    assert starts == [None, 2, 5, 9]


def test_a_deletion_leaves_a_tombstone(
    store: Store, record: ArticleRecord, highlight: Make, database: Path
) -> None:
    (stored,) = store.commit(record, add(highlight()))
    assert store.commit(record, edit(stored, deleted=stored.modified)) == ()
    kept = store.load(record.id)
    assert [one.id for one in kept.tombstones] == [stored.id]
    assert plain(database)[0]["deleted"] is not None


def test_a_restore_is_stamped_after_its_tombstone(
    store: Store, record: ArticleRecord, highlight: Make, reopen: Reopen
) -> None:
    (stored,) = store.commit(record, add(highlight()))
    store.commit(record, edit(stored, deleted=stored.modified))
    (tombstone,) = store.load(record.id).tombstones
    behind = Store(store.place, "desk", lambda: stored.created)
    (restored,) = behind.commit(record, Step("delete", (Change(tombstone, stored),)), "undo")
    assert tombstone.deleted
    assert restored.modified > tombstone.deleted


def test_an_equal_commit_tried_again_changes_nothing(
    store: Store, record: ArticleRecord, highlight: Make, database: Path
) -> None:
    step = add(highlight())
    first = store.commit(record, step)
    data = database.read_bytes()
    assert store.commit(record, step) == first
    assert database.read_bytes() == data


def test_a_record_can_be_stored_alone(store: Store, record: ArticleRecord, highlight: Make) -> None:
    store.commit(record, add(highlight()))
    store.commit(record._replace(title="New"), Step("", ()))
    kept = store.load(record.id)
    assert kept.record == record._replace(title="New")
    assert len(store.history(record.id).done) == 1


def test_what_others_did_is_returned_with_the_commit(
    store: Store, reopen: Reopen, record: ArticleRecord, highlight: Make
) -> None:
    before = store.signature(record.id)
    other = reopen("laptop").commit(record, add(highlight(2)))
    assert store.signature(record.id) != before
    assert store.commit(record, add(highlight(7)))[0] == other[0]


# Diverged


def test_two_windows_on_one_note_keep_both_texts(
    store: Store, reopen: Reopen, record: ArticleRecord, highlight: Make
) -> None:
    (seen,) = store.commit(record, add(highlight(note="draft")))
    reopen().commit(record, edit(seen, note="one", colour="red"))
    (stored,) = store.commit(record, edit(seen, note="two", tags=("t",)))
    assert (stored.note, stored.colour, stored.tags) == ("one\n\ntwo", "red", ("t",))


def test_a_deletion_loses_to_an_edit_it_had_not_seen(
    store: Store, reopen: Reopen, record: ArticleRecord, highlight: Make
) -> None:
    (seen,) = store.commit(record, add(highlight()))
    (edited,) = reopen().commit(record, edit(seen, note="important"))
    assert store.commit(record, edit(seen, deleted=seen.modified)) == (edited,)


def test_a_text_that_cannot_be_stored_as_it_is_does_not_count_as_anothers_edit(
    store: Store, record: ArticleRecord, highlight: Make
) -> None:
    odd = highlight(note="a\ud800")
    store.commit(record, add(odd))
    (stored,) = store.commit(record, edit(odd, note="b"))
    assert stored.note == "b"


def test_keys_of_others_survive_an_edit(
    store: Store, record: ArticleRecord, highlight: Make, database: Path
) -> None:
    (seen,) = store.commit(record, add(highlight()))
    with TinyDB(database) as tinydb:
        tinydb.table("annotations").update({"mood": {"calm": 1}})
        tinydb.table("article").update({"shelf": "top"})
        tinydb.table("their own").insert({"x": 1})
        tinydb.table("annotations").insert({"no": "annotation"})
    store.commit(record, edit(seen, note="x"))
    documents = plain(database)
    assert documents[0]["mood"] == {"calm": 1}
    assert documents[0]["note"] == "x"
    assert documents[1] == {"no": "annotation"}
    assert plain(database, "article")[0]["shelf"] == "top"
    assert plain(database, "their own") == [{"x": 1}]
    kept = store.load(record.id)
    assert len(kept.annotations) == 1
    assert "1 entries" in kept.notices[0]


# Undo


def test_undo_and_redo_go_on_after_a_restart(
    store: Store, reopen: Reopen, record: ArticleRecord, highlight: Make
) -> None:
    first, second = highlight(2), highlight(7)
    store.commit(record, add(first))
    store.commit(record, add(second))
    history, undo = store.history(record.id).undo()
    assert undo
    assert [one.id for one in store.commit(record, undo, "undo")] == [first.id]

    again = reopen()
    history = again.history(record.id)
    assert (len(history.done), len(history.undone)) == (1, 1)
    _, redo = history.redo()
    assert redo
    assert {one.id for one in again.commit(record, redo, "redo")} == {first.id, second.id}
    assert len(reopen().history(record.id).done) == 2
    assert reopen().history(record.id).undone == ()


def test_every_step_can_be_undone_to_the_beginning_and_redone(
    store: Store, reopen: Reopen, record: ArticleRecord, highlight: Make
) -> None:
    (one,) = store.commit(record, add(highlight(note="1")))
    (one,) = store.commit(record, edit(one, note="2"))
    (one,) = store.commit(record, edit(one, colour="red", tags=("t",)))
    store.commit(record, edit(one, deleted=one.modified))
    seen = []
    for _ in range(4):
        _, step = reopen().history(record.id).undo()
        assert step
        seen.append([(a.note, a.colour) for a in store.commit(record, step, "undo")])
    assert seen == [[("2", "red")], [("2", "yellow")], [("1", "yellow")], []]
    seen = []
    for _ in range(4):
        _, step = reopen().history(record.id).redo()
        assert step
        seen.append([(a.note, a.colour) for a in store.commit(record, step, "redo")])
    assert seen == [[("1", "yellow")], [("2", "yellow")], [("2", "red")], []]


def test_the_reader_undoes_only_what_this_device_did(
    store: Store, reopen: Reopen, record: ArticleRecord, highlight: Make
) -> None:
    store.commit(record, add(highlight(2)))
    reopen("laptop").commit(record, add(highlight(7)))
    (step,) = store.history(record.id).done
    assert step.changes[0].after
    assert step.changes[0].after.device == "desk"


def test_a_window_that_undoes_an_older_step_does_not_undo_the_other_windows(
    store: Store, reopen: Reopen, record: ArticleRecord, highlight: Make
) -> None:
    mine, theirs = add(highlight(2)), add(highlight(7))
    store.commit(record, mine)
    reopen().commit(record, theirs)
    store.commit(record, mine.reversed(), "undo")
    history = reopen().history(record.id)
    assert [step.changes[0].id for step in history.done] == [theirs.changes[0].id]
    assert [step.changes[0].id for step in history.undone] == [mine.changes[0].id]


def test_a_step_that_never_reached_the_database_is_not_offered_for_undo(
    store: Store, reopen: Reopen, record: ArticleRecord, highlight: Make, database: Path
) -> None:
    store.commit(record, add(highlight(2)))
    before = database.read_bytes()
    store.commit(record, add(highlight(7)))
    database.write_bytes(before)  # as when the process dies between the journal and the database
    assert len(reopen().history(record.id).done) == 1


@pytest.mark.parametrize("note", ["short", "long " * 10_000], ids=["short", "long"])
def test_a_step_that_never_reached_the_database_does_not_come_back_when_it_is_rebuilt(
    store: Store, reopen: Reopen, record: ArticleRecord, highlight: Make, database: Path, note: str
) -> None:
    (first,) = store.commit(record, add(highlight(2)))
    before = database.read_bytes()
    store.commit(record, edit(first, note=note, deleted=first.modified))
    database.write_bytes(before)  # as when the process dies between the journal and the database
    for start in (7, 9):
        expected = reopen().commit(record, add(highlight(start, note=note)))
        assert expected[0] == first
        database.write_bytes(b"")
        assert reopen().load(record.id).annotations == expected


# Damage


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 500, b"garbage", b'["another shape"]', None],
    ids=["zero", "nuls", "garbage", "shape", "torn"],
)
@pytest.mark.parametrize("through", ["load", "commit"])
def test_a_damaged_database_is_kept_and_rebuilt_to_the_last_acknowledged_change(
    store: Store,
    reopen: Reopen,
    record: ArticleRecord,
    highlight: Make,
    database: Path,
    data: bytes | None,
    through: str,
) -> None:
    for start in (1, 2, 3):
        store.commit(record, add(highlight(start)))
    last = store.commit(record, edit(store.load(record.id).annotations[0], note="the last word"))
    data = database.read_bytes()[:-200] if data is None else data
    database.write_bytes(data)

    again = reopen()
    if through == "commit":
        expected = (*last, highlight(4))
        found = again.commit(record, add(expected[-1]))
        assert [one.id for one in found] == [one.id for one in expected]
        assert found[:3] == last
    kept = again.load(record.id)
    assert kept.annotations[:3] == last
    assert kept.record is not None
    assert kept.record.path == record.path
    assert not kept.read_only
    (notice,) = kept.notices
    assert "damaged" in notice
    (aside,) = (store.place.folder / "damaged").iterdir()
    assert aside.read_bytes() == data
    assert str(aside) in notice
    assert len(plain(database)) == len(kept.annotations)
    assert reopen().load(record.id).notices == ()


def test_a_database_without_journal_is_rebuilt_from_its_backup_and_its_whole_lines(
    store: Store, reopen: Reopen, record: ArticleRecord, highlight: Make, database: Path
) -> None:
    store.commit(record, add(highlight(1)))
    store.commit(record, add(highlight(2)))  # the first write of the day that finds a file keeps a copy of it
    expected = store.commit(record, add(highlight(3)))
    for journal in store.place.folder.glob("journal/*/*.jsonl"):
        journal.unlink()
    lines = database.read_bytes().split(b"\n")
    kept_lines = [line for line in lines if b'"offset": 1' not in line and b'"offset": 2' not in line]
    assert len(kept_lines) == len(lines) - 2
    database.write_bytes(b"\n".join(kept_lines)[:-5])
    found = reopen().load(record.id)
    assert found.annotations == (
        expected[0],
        expected[2],
    )  # the first from the backup, the third from its line


def test_a_database_that_vanished_is_rebuilt(
    store: Store, reopen: Reopen, record: ArticleRecord, highlight: Make, database: Path
) -> None:
    expected = store.commit(record, add(highlight(1)))
    database.unlink()
    kept = reopen().load(record.id)
    assert kept.annotations == expected
    assert kept.record == record._replace(paragraphs=())
    assert "missing" in kept.notices[0]
    assert database.exists()


def test_a_torn_last_journal_entry_costs_nothing_else(
    store: Store, reopen: Reopen, record: ArticleRecord, highlight: Make, database: Path
) -> None:
    store.commit(record, add(highlight(1)))
    (journal,) = store.place.folder.glob("journal/*/*.jsonl")
    with journal.open("ab") as file:
        file.write(b'{"kind": "do", "chan')
    expected = store.commit(record, add(highlight(2)))
    assert len(reopen().history(record.id).done) == 2
    database.write_bytes(b"")
    assert reopen().load(record.id).annotations == expected


def test_a_damaged_database_in_a_store_that_cannot_be_written_is_rebuilt_in_memory(
    store: Store, reopen: Reopen, record: ArticleRecord, highlight: Make, database: Path
) -> None:
    expected = store.commit(record, add(highlight(1)))
    database.write_bytes(b"")
    (store.place.folder / ".lock").unlink()
    (store.place.folder / ".lock").mkdir()
    kept = reopen().load(record.id)
    assert kept.annotations == expected
    assert kept.read_only
    assert "could not be rebuilt" in kept.notices[0]
    assert database.read_bytes() == b""


def test_backups_are_few(store: Store, record: ArticleRecord, highlight: Make) -> None:
    for day in range(1, 7):
        dated = Store(store.place, "desk", lambda day=day: datetime(2026, 11, day, tzinfo=UTC))  # type: ignore[misc]
        dated.commit(record, add(highlight(day)))
        dated.commit(record, add(highlight(day + 20)))
    names = sorted(file.name.split(".")[1] for file in store.place.folder.glob("backup/*/*.json"))
    assert names == ["2026-11-04", "2026-11-05", "2026-11-06"]


# Newer


def test_a_newer_schema_is_read_and_not_written(
    store: Store, record: ArticleRecord, highlight: Make, database: Path
) -> None:
    (stored,) = store.commit(record, add(highlight()))
    tables = parse(database.read_bytes())
    for document in (*tables["annotations"].values(), *tables["article"].values()):
        document["schema"] = SCHEMA + 1
    text = serialise(tables).decode()
    database.write_text(text)
    kept = store.load(record.id)
    assert kept.read_only
    assert [one.id for one in kept.annotations] == [stored.id]
    assert "newer" in kept.notices[0]
    with pytest.raises(StoreNewer):
        store.commit(record, add(highlight(9)))
    assert database.read_text() == text


# Errors


def test_a_change_that_cannot_be_written_is_an_error_and_leaves_no_trace(
    store: Store, reopen: Reopen, record: ArticleRecord, highlight: Make, database: Path
) -> None:
    before = store.commit(record, add(highlight(1)))
    data = database.read_bytes()
    database.unlink()
    database.mkdir()
    with pytest.raises(StoreError, match="could not be"):
        store.commit(record, add(highlight(2)))
    database.rmdir()
    database.write_bytes(data)
    assert reopen().load(record.id).annotations == before
    assert len(reopen().history(record.id).done) == 1


def test_a_change_that_the_disk_refused_leaves_no_trace_and_can_be_tried_again(
    store: Store, reopen: Reopen, record: ArticleRecord, highlight: Make
) -> None:
    large = record._replace(paragraphs=("aaaaaaaaaaaa",) * 5000)  # in the database, not in the journal
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        with pytest.raises(
            StoreError, match=r"The file would be larger than is allowed: .* could not be written"
        ) as raised:
            store.commit(large, add(highlight(1)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert raised.value.hint
    kept = reopen().load(record.id)
    assert (kept.annotations, kept.notices) == ((), ())
    expected = store.commit(large, add(highlight(2)))
    assert reopen().load(record.id).annotations == expected
    assert len(reopen().history(record.id).done) == 1


def test_a_store_that_is_a_link_out_of_the_library_is_refused(
    article: Path, tmp_path: Path, highlight: Make, record: ArticleRecord, now: Any
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (article.parent / ".tread").symlink_to(outside)
    store = Store(locate(article), "desk", now)
    with pytest.raises(StoreError, match="leads out of"):
        store.commit(record, add(highlight()))
    with pytest.raises(StoreError, match="leads out of"):
        store.save_draft(record.id, "k", "text")
    assert list(outside.iterdir()) == []


def test_a_journal_that_is_a_link_is_not_followed(
    store: Store, record: ArticleRecord, highlight: Make, tmp_path: Path
) -> None:
    store.commit(record, add(highlight(1)))
    (journal,) = store.place.folder.glob("journal/*/*.jsonl")
    journal.unlink()
    outside = tmp_path / "outside"
    outside.write_text("mine")
    journal.symlink_to(outside)
    with pytest.raises(StoreError, match="symbolic link"):
        store.commit(record, add(highlight(2)))
    assert outside.read_text() == "mine"


def test_an_id_that_is_none_of_an_article_names_no_file(store: Store) -> None:
    with pytest.raises(ValueError, match="no article's id"):
        store.load("a-../../../etc/passwd")


def test_a_store_is_the_owners_alone_where_the_library_is(
    store: Store, record: ArticleRecord, highlight: Make, article: Path
) -> None:
    article.parent.chmod(0o700)
    before = os.umask(0o022)
    try:
        store.commit(record, add(highlight()))
        store.commit(record, add(highlight()))
        store.save_draft(record.id, "k", "text")
    finally:
        os.umask(before)
    for path in store.place.folder.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


# Which article


def commit_at(store: Store, path: Path, fingerprint: str, annotation: Annotation) -> ArticleRecord:
    record = ArticleRecord(store.identify(path, fingerprint), store.place.relative(path), "", fingerprint)
    store.commit(record, add(annotation))
    return record


def test_an_article_keeps_its_id_when_it_is_renamed_or_moved(
    store: Store, reopen: Reopen, article: Path, highlight: Make
) -> None:
    record = commit_at(store, article, "f1", highlight())
    moved = article.parent / "sub" / "other.txt"
    moved.parent.mkdir()
    article.rename(moved)
    assert reopen().identify(moved, "f1") == record.id
    commit_at(store, moved, "f1", highlight(9))
    assert [one.path for one in store.records()] == ["sub/other.txt"]
    assert reopen().identify(moved, "edited since") == record.id


def test_an_edited_article_keeps_its_id(store: Store, article: Path, highlight: Make) -> None:
    record = commit_at(store, article, "f1", highlight())
    assert store.identify(article, "f2") == record.id


def test_a_copy_is_another_article(store: Store, article: Path, highlight: Make) -> None:
    record = commit_at(store, article, "f1", highlight())
    copy = article.with_name("copy.txt")
    copy.write_bytes(article.read_bytes())
    assert store.identify(copy, "f1") != record.id


def test_a_new_article_where_a_renamed_one_was_gets_an_id_of_its_own(
    store: Store, reopen: Reopen, article: Path, highlight: Make
) -> None:
    moved = article.with_name("moved.txt")
    record = commit_at(store, article, "f1", highlight())
    article.rename(moved)
    assert commit_at(store, moved, "f1", highlight()).id == record.id
    article.write_text("Another article.")
    other = commit_at(reopen(), article, "f2", highlight())
    assert other.id != record.id
    assert reopen().identify(article, "f2") == other.id
    assert reopen().identify(moved, "f1") == record.id


def test_the_id_does_not_depend_on_how_the_article_was_opened(
    article: Path, tmp_path: Path, now: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = tmp_path / "link"
    link.symlink_to(article.parent)
    monkeypatch.chdir(article.parent)
    ids = {
        Store(locate(path), "desk", now).identify(path, "f")
        for path in (
            article,
            Path("article.txt"),
            link / "article.txt",
            article.parent / ".." / "library" / "article.txt",
        )
    }
    assert len(ids) == 1


def test_a_record_does_not_choose_its_own_id(
    store: Store, record: ArticleRecord, highlight: Make, database: Path
) -> None:
    store.commit(record, add(highlight()))
    tables = json.loads(database.read_text())
    tables["article"]["1"]["id"] = "a-../../x"
    database.write_text(json.dumps(tables))
    assert [one.id for one in store.records()] == [record.id]


def test_records_leave_out_what_cannot_be_read(
    store: Store, place: StorePlace, article: Path, highlight: Make
) -> None:
    record = commit_at(store, article, "f1", highlight())
    (place.folder / "annotations" / "00").mkdir()
    (place.folder / "annotations" / "00" / "0000000000000000.json").write_text("{")
    assert [one.id for one in store.records()] == [record.id]


# Drafts


def test_a_draft_survives_a_restart_until_it_is_dropped(
    store: Store, reopen: Reopen, record: ArticleRecord
) -> None:
    store.save_draft(record.id, "note/1", "half a th")
    store.save_draft(record.id, "note/1", "half a thought \ud800")
    store.save_draft(record.id, "note/2", "another")
    (store.place.folder / "drafts" / f"{record.id[2:]}-broken.json").write_text("{")
    assert reopen().load_drafts(record.id) == {"note/1": "half a thought \ud800", "note/2": "another"}
    reopen().drop_draft(record.id, "note/1")
    reopen().drop_draft(record.id, "note/1")
    assert store.load_drafts(record.id) == {"note/2": "another"}
    assert store.load_drafts("a-0000000000000000") == {}


def test_what_another_program_made_of_a_draft_is_the_draft_until_it_is_saved_again(
    store: Store, record: ArticleRecord, reopen: Callable[..., Store]
) -> None:
    file = store.hand_out_draft(record.id, "note/1", "begun")
    assert (file.suffix, file.read_text()) == (".md", "begun")
    file.write_text("begun and ended\n")
    assert reopen().load_drafts(record.id) == {"note/1": "begun and ended"}
    file.write_text("")
    assert reopen().load_drafts(record.id) == {"note/1": "begun"}
    file.write_text("older")
    os.utime(file, ns=(0, 0))
    assert reopen().load_drafts(record.id) == {"note/1": "begun"}
    store.drop_draft(record.id, "note/1")
    assert not file.exists()
    assert store.load_drafts(record.id) == {}
