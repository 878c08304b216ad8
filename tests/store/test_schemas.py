"""Stores as each schema left them: what was written once is read for ever."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tread.core.annotation import SCHEMA
from tread.library import Library, record_of
from tread.store.repository import Store

SCHEMAS = Path(__file__).with_name("schemas")


@pytest.fixture(params=sorted(path.name for path in SCHEMAS.iterdir()))
def article(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An article whose store was written in an earlier form."""
    shutil.copytree(SCHEMAS / request.param, tmp_path / "library")
    (tmp_path / "library" / "store").rename(tmp_path / "library" / ".tread")
    return tmp_path / "library" / "harbour.txt"


def test_there_is_a_store_of_every_schema() -> None:
    assert {int(path.name.split("-")[0]) for path in SCHEMAS.iterdir()} == set(range(1, SCHEMA + 1))


def test_a_store_of_any_schema_is_read_undone_written_and_rebuilt(article: Path) -> None:
    library = Library(device="desk", now=lambda: datetime(2026, 11, 23, tzinfo=UTC))
    opened = library.open(article)
    kept, store = opened.kept, opened.store
    assert kept.notices == ()
    assert not kept.read_only
    assert [(one.kind, one.colour, one.note, one.tags, one.letter) for one in kept.annotations] == [
        ("note", None, "On the whole article.", (), ""),
        ("highlight", "yellow", "Who sold it, and why?", ("harbour", "money"), ""),
        ("bookmark", None, "", (), "b"),
    ]
    assert [one.colour for one in kept.tombstones] == ["blue"]
    assert {placed.state for placed in opened.placed.values()} == {"anchored"}
    assert store.load_drafts(opened.id) == {"article": "half a thought"}

    history = store.history(opened.id)
    assert [step.label for step in history.done][-3:] == ["letter", "note", "delete"]
    _, undo = history.undo()
    assert undo is not None
    restored = store.commit(record_of(opened), undo, "undo")
    assert [one.colour for one in restored if one.colour == "blue"] == ["blue"]

    (database,) = (article.parent / ".tread" / "annotations").rglob("*.json")
    database.write_bytes(b"")
    again = Store(store.place, "desk", lambda: datetime(2026, 11, 23, tzinfo=UTC)).load(opened.id)
    assert again.annotations == restored
