"""What comes in through a sync program, while the article is open."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from driving import databases, reading, stored, write

from tread.core.history import Change, Step
from tread.library import Library, record_of
from tread.tui import storing

TEXT = """The harbour

It was sold in the spring. Nobody asked why it was sold.

The buyer was never named. A clerk remembered the money.
"""


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(storing, "_OUTSIDE_CHECK_S", 0.1)
    return write(tmp_path / "lib" / "harbour.txt", TEXT)


def on_another_machine(article: Path, folder: Path, note: str) -> bytes:
    """The database as it is on a machine that had this library, and wrote another note on the first mark."""
    shutil.copytree(article.parent, folder)
    library = Library(device="laptop", now=lambda: datetime.now(UTC))
    opened = library.open(folder / article.name)
    (one,) = opened.kept.annotations
    opened.store.commit(record_of(opened), Step("note", (Change(one, replace(one, note=note)),)))
    (database,) = databases(folder)
    return database.read_bytes()


async def test_a_copy_that_a_sync_program_leaves_shows_and_is_said(article: Path, tmp_path: Path) -> None:
    async with reading(article, size=(120, 30)) as tread:
        await tread.press("j", "1")
        await tread.saved()
        theirs = on_another_machine(article, tmp_path / "laptop", "written on the laptop")
        await tread.press("2")
        await tread.saved()
        (database,) = databases(article.parent)
        copy = database.with_name(f"{database.stem}.sync-conflict-20261122-101500-ABCDEFG.json")
        copy.write_bytes(theirs)
        await tread.shows("written on the laptop", "A copy that a sync program left was merged in")
        assert not copy.exists()
        assert [(one.note, one.colour) for one in stored(article)] == [("written on the laptop", "green")]


async def test_a_copy_that_comes_in_with_a_save_shows_and_is_said(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "_OUTSIDE_CHECK_S", 3600.0)
    async with reading(article, size=(120, 30)) as tread:
        await tread.press("j", "1")
        await tread.saved()
        theirs = on_another_machine(article, tmp_path / "laptop", "written on the laptop")
        (database,) = databases(article.parent)
        database.with_name(f"{database.stem} 2.json").write_bytes(theirs)
        await tread.press("2")
        await tread.saved()
        await tread.shows("written on the laptop")
        assert tread.article.has_changed_outside()
