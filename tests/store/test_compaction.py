from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tread.core.annotation import Annotation
from tread.core.history import Change, Step
from tread.store import compaction, journal
from tread.store.codec import ArticleRecord
from tread.store.repository import Store

Make = Callable[..., Annotation]
Reopen = Callable[..., Store]


@pytest.fixture
def path(store: Store, record: ArticleRecord) -> Path:
    """The article's journal."""
    stem = record.id[2:]
    return store.place.folder / "journal" / stem[:2] / f"{stem}.jsonl"


def edit_often(store: Store, record: ArticleRecord, annotation: Annotation, times: int) -> None:
    for number in range(times):
        edited = replace(annotation, note=f"{annotation.note[0]} {number}")
        found = store.commit(record, Step("note", (Change(annotation, edited),)))
        (annotation,) = (one for one in found if one.id == annotation.id)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal is soon too long."""
    monkeypatch.setattr(compaction, "LONGEST_BYTES", 30_000)
    monkeypatch.setattr(compaction, "KEPT_BYTES", 15_000)


def test_a_journal_does_not_grow_for_ever_and_its_newest_steps_can_be_undone(
    small: None, store: Store, reopen: Reopen, record: ArticleRecord, highlight: Make, path: Path
) -> None:
    first, second = highlight(1, note="a"), highlight(9, note="b")
    store.commit(record, Step("highlight", (Change(None, first),)))
    store.commit(record, Step("highlight", (Change(None, second),)))
    edit_often(store, record, second, 100)
    assert path.stat().st_size < 60_000
    steps = len(reopen().history(record.id).done)
    assert 10 < steps < 60
    notes = []
    for _ in range(5):
        _, undo = reopen().history(record.id).undo()
        assert undo
        notes.append(reopen().commit(record, undo, "undo")[1].note)
    assert notes == ["b 98", "b 97", "b 96", "b 95", "b 94"]
    _, redo = reopen().history(record.id).redo()
    assert redo
    assert reopen().commit(record, redo, "redo")[1].note == "b 95"


def test_a_database_is_rebuilt_from_a_journal_that_was_made_shorter(
    small: None, store: Store, reopen: Reopen, record: ArticleRecord, highlight: Make, database: Path
) -> None:
    untouched, deleted, edited = highlight(1, note="a"), highlight(5, note="b"), highlight(9, note="c")
    for one in (untouched, deleted, edited):
        store.commit(record, Step("highlight", (Change(None, one),)))
    store.commit(record, Step("delete", (Change(deleted, replace(deleted, deleted=deleted.created)),)))
    edit_often(store, record, edited, 100)
    expected = store.load(record.id)
    for backup in store.place.folder.glob("backup/*/*"):
        backup.unlink()
    database.write_bytes(b"")
    kept = reopen().load(record.id)
    assert kept.annotations == expected.annotations
    assert kept.tombstones == expected.tombstones
    assert len(kept.annotations) == 2


def test_a_step_that_never_reached_the_database_stays_void_in_a_shorter_journal(
    store: Store, record: ArticleRecord, highlight: Make, path: Path, database: Path
) -> None:
    store.commit(record, Step("highlight", (Change(None, highlight(1, note="kept")),)))
    before = database.read_bytes()
    store.commit(record, Step("highlight", (Change(None, highlight(2, note="void")),)))
    database.write_bytes(before)  # as when the process dies between the journal and the database
    store.commit(record, Step("highlight", (Change(None, highlight(3, note="after")),)))
    stored = store.load(record.id).annotations
    compaction.compact(path, "desk", stored, {"path": "article.txt"}, stored[0].modified)
    notes = [change.after.note for e in journal.read(path) for change in e.step.changes if change.after]
    assert notes == ["kept", "after", "kept", "after"]  # as they stand, and the steps
    assert [len(entry.step.changes) for entry in journal.read(path)] == [2, 1, 1]


def test_a_large_database_does_not_make_every_change_shorten_its_journal() -> None:
    assert compaction.is_due(17 << 20, 1000)
    assert not compaction.is_due(17 << 20, 1 << 20)


def test_a_journal_that_cannot_be_made_shorter_costs_no_change(
    small: None, store: Store, record: ArticleRecord, highlight: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(compaction, "write_atomically", refuse)
    made = highlight(1, note="a")
    store.commit(record, Step("highlight", (Change(None, made),)))
    edit_often(store, record, made, 60)
    assert len(store.history(record.id).done) == 61
