"""One library in two folders: its own, and the one that keeps its annotations while it cannot be written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tread.core.annotation import Annotation
from tread.core.history import Change, Step
from tread.store.codec import ArticleRecord
from tread.store.disk import short_hash
from tread.store.place import StorePlace, locate
from tread.store.repository import Store

Make = Callable[..., Annotation]
Open = Callable[[], Store]


def add(annotation: Annotation) -> Step:
    return Step("highlight", (Change(None, annotation),))


def edit(annotation: Annotation, note: str) -> Step:
    return Step("edit", (Change(annotation, replace(annotation, note=note)),))


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return tmp_path / "data" / "stores" / "0123456789abcdef"


@pytest.fixture
def at_home(place: StorePlace, shelf: Path, now: Callable[[], datetime]) -> Open:
    """The store while the library can be written."""
    return lambda: Store(place._replace(twin=shelf if shelf.is_dir() else None), "desk", now)


@pytest.fixture
def away(place: StorePlace, shelf: Path, now: Callable[[], datetime]) -> Open:
    """The store while the library cannot be written."""
    twin = place.folder
    return lambda: Store(
        StorePlace(place.root, shelf, is_fallback=True, twin=twin if twin.is_dir() else None), "desk", now
    )


def notes(store: Store, record: ArticleRecord) -> list[str]:
    return [annotation.note for annotation in store.load(record.id).annotations]


def test_what_the_library_holds_is_there_while_it_cannot_be_written(
    at_home: Open, away: Open, record: ArticleRecord, article: Path, highlight: Make
) -> None:
    at_home().commit(record, add(highlight(note="home")))
    at_home().save_draft(record.id, "article", "half a thought")
    store = away()
    assert store.records() == [record]
    assert store.identify(article, "") == record.id
    assert store.load(record.id).record == record
    assert notes(store, record) == ["home"]
    assert store.load_drafts(record.id) == {"article": "half a thought"}


def test_what_was_written_elsewhere_comes_home_with_the_next_change(
    at_home: Open, away: Open, record: ArticleRecord, highlight: Make, shelf: Path, database: Path
) -> None:
    (made,) = at_home().commit(record, add(highlight(1, note="home")))
    before = database.read_bytes()
    away().commit(record, edit(made, "edited away"))
    away().commit(record, add(highlight(5, note="away")))
    assert database.read_bytes() == before
    assert notes(away(), record) == notes(at_home(), record) == ["edited away", "away"]
    at_home().commit(record, add(highlight(9, note="back")))
    shutil.rmtree(shelf)
    assert notes(at_home(), record) == ["edited away", "away", "back"]


def test_a_mark_that_was_deleted_elsewhere_stays_deleted(
    at_home: Open, away: Open, record: ArticleRecord, highlight: Make
) -> None:
    (made,) = at_home().commit(record, add(highlight()))
    away().commit(record, Step("delete", (Change(made, replace(made, deleted=made.modified)),)))
    assert notes(at_home(), record) == notes(away(), record) == []


def test_an_article_that_was_only_annotated_elsewhere_is_known_at_home(
    at_home: Open, away: Open, record: ArticleRecord, article: Path, highlight: Make
) -> None:
    away().commit(record, add(highlight(note="away")))
    store = at_home()
    assert store.records() == [record]
    assert store.identify(article, "") == record.id
    assert notes(store, record) == ["away"]


@pytest.mark.parametrize("left", [b"", b"[]"])
def test_a_damaged_database_elsewhere_is_rebuilt(
    at_home: Open, away: Open, record: ArticleRecord, highlight: Make, shelf: Path, left: bytes
) -> None:
    away().commit(record, add(highlight(note="away")))
    (file,) = (shelf / "annotations").rglob("*.json")
    file.write_bytes(left)
    assert notes(at_home(), record) == ["away"]
    assert json.loads(file.read_bytes())


def test_the_folder_that_holds_more_of_a_library_is_found(article: Path, tmp_path: Path) -> None:
    place = locate(article, fallback=tmp_path / "stores")
    assert (place.twin, place.is_there) == (None, False)
    shelf = tmp_path / "stores" / short_hash(place.root.as_posix())
    shelf.mkdir(parents=True)
    place = locate(article, fallback=tmp_path / "stores")
    assert (place.twin, place.is_there, place.is_fallback) == (shelf, True, False)
