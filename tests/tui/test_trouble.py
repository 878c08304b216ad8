"""When the disk refuses, files are damaged, and others write too: nothing is lost, and it is said."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from driving import databases, reading, stored, write

from tread.core.annotation import SCHEMA
from tread.core.position import within
from tread.library import Library
from tread.store.disk import explained
from tread.store.storage import parse, serialise
from tread.tui import saving, storing, writing
from tread.tui.desk import OpenArticle
from tread.tui.screens.unsaved import UnsavedScreen

TEXT = """The harbour

It was sold in the spring. Nobody asked why it was sold.

The buyer was never named. A clerk remembered the money.
"""


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(saving, "RETRY_S", 0.1)
    monkeypatch.setattr(storing, "_OUTSIDE_CHECK_S", 0.1)
    return write(tmp_path / "lib" / "harbour.txt", TEXT)


async def test_what_cannot_be_saved_stays_is_said_and_is_saved_when_it_can_be(article: Path) -> None:
    in_the_way = write(article.parent / ".tread", "a file where the folder should be")
    async with reading(article, size=(160, 30)) as tread:
        await tread.press("j", "1", "j", "2")
        await tread.shows("NOT SAVED (2)", ".tread")
        await tread.press("k")
        assert "NOT SAVED (2)" in tread.status
        assert len(tread.reading.annotations) == 2
        await tread.press("q")
        await tread.until(lambda: isinstance(tread.app.screen, UnsavedScreen), "the question")
        await tread.shows("2 changes are not saved.", str(article.parent / ".tread"))
        await tread.press("n")
        assert tread.app.screen is tread.screen
        in_the_way.unlink()
        await tread.saved()
        assert "NOT SAVED" not in tread.text
        assert [one.colour for one in stored(article)] == ["yellow", "green"]
        await tread.press("q")
        await tread.until(lambda: not tread.app.is_running, "the end")


async def test_why_a_change_is_not_saved_can_be_read_in_a_narrow_window(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise explained(OSError(errno.ENOSPC, "No space left on device"), article)

    monkeypatch.setattr(OpenArticle, "commit", refuse)
    async with reading(article, size=(60, 30)) as tread:
        await tread.press("1")
        await tread.shows("NOT SAVED (1) · The disk is full")
        monkeypatch.undo()


async def test_a_drive_that_is_unplugged_costs_no_mark_and_takes_the_new_ones_when_it_is_back(
    article: Path,
) -> None:
    async with reading(article, size=(160, 30)) as tread:
        await tread.press("j", "1")
        await tread.saved()
        away = article.parent.rename(article.parent.with_name("unplugged"))
        await tread.press("j", "2")
        await tread.shows("NOT SAVED (1)", "The folder is gone")
        assert len(tread.reading.annotations) == 2
        assert not article.parent.exists()
        await tread.press("q")
        await tread.until(lambda: isinstance(tread.app.screen, UnsavedScreen), "the question")
        await tread.press("n")
        away.rename(article.parent)
        await tread.saved()
        assert [one.colour for one in stored(article)] == ["yellow", "green"]


async def test_quitting_all_the_same_is_possible(article: Path) -> None:
    write(article.parent / ".tread", "a file where the folder should be")
    async with reading(article) as tread:
        await tread.press("j", "1")
        await tread.shows("NOT SAVED (1)")
        await tread.press("ctrl+q")
        await tread.until(lambda: isinstance(tread.app.screen, UnsavedScreen), "the question")
        await tread.press("y")
        await tread.until(lambda: not tread.app.is_running, "the end")


async def test_a_damaged_database_is_put_aside_and_said_and_the_annotations_come_back(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "1")
        await tread.saved()
    (database,) = databases(article.parent)
    database.write_bytes(b'{"annotations": {"1": {"id"')
    async with reading(article, size=(160, 30)) as tread:
        await tread.until(lambda: tread.reading.annotations, "the annotation")
        assert tread.only().colour == "yellow"
        await tread.shows("damaged")
        assert [path.read_bytes()[:4] for path in (article.parent / ".tread/damaged").iterdir()] == [b'{"an']
        await tread.press("3")
    assert len(stored(article)) == 2


async def test_what_another_process_writes_appears_and_nothing_of_either_is_lost(article: Path) -> None:
    library = Library(opened=article.parent, device="another", now=lambda: datetime.now(UTC))

    def annotate(quote: str, colour: str) -> None:
        opened = library.open(article)
        start = opened.document.paragraphs[2].text.index(quote)
        library.annotate(opened, within(2, start, start + len(quote)), colour=colour)

    async with reading(article, size=(140, 30)) as tread:
        await tread.press("j", "1")
        await tread.saved()
        annotate("A clerk remembered", "blue")
        await tread.shows("“A clerk remembered”")
        await tread.press("j", "2")
        await tread.saved()
        assert sorted(one.colour or "" for one in stored(article)) == ["blue", "green", "yellow"]
        await tread.press("u", "u")
        await tread.until(lambda: [one.colour for one in stored(article)] == ["blue"], "the undone state")


async def test_what_others_write_is_looked_for_every_second_and_shown(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # as it is
    assert storing._OUTSIDE_CHECK_S == 1.0
    library = Library(opened=article.parent, device="another", now=lambda: datetime.now(UTC))
    async with reading(article, size=(140, 30)) as tread:
        await tread.press("j", "1")
        await tread.saved()
        library.annotate(library.open(article), within(2, 0, 3), note="by somebody else")
        await tread.shows("by somebody else")


async def test_what_a_killed_writer_left_is_removed_after_a_while(article: Path) -> None:
    shelf = article.parent / ".tread"
    old = write(shelf / "backup" / "5f" / ".5f.json.123-abc.tmp", "half")
    new = write(shelf / "drafts" / ".5f.json.124-abc.tmp", "just being written")
    os.utime(old, (0, 0))
    async with reading(article) as tread:
        await tread.press("j", "1")
        await tread.until(lambda: not old.exists(), "the sweep")
        assert new.exists()


async def test_a_highlight_whose_text_is_gone_is_listed_and_painted_nowhere(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "l", "1", "j", "l", "2")
        await tread.saved()
    write(
        article, "The harbour\n\nEverything here was written anew.\n\nThe buyer was never named. Even so.\n"
    )
    async with reading(article, size=(140, 30)) as tread:
        await tread.shows("Place not found", "It was sold in the spring.", "Place not certain")
        (mark,) = tread.reading.marks.marks
        assert tread.reading.document.text_of(mark.range) == "The buyer was never named."
        await tread.press("tab", "G", "enter")
        assert "Its place was not found." in tread.status
    assert len(stored(article)) == 2


async def test_a_draft_that_was_not_kept_is_offered_again(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_DRAFT_DELAY_S", 0.05)
    async with reading(article) as tread:
        await tread.press("j", "a")
        await tread.type("half a thou")
        await tread.until(lambda: list((article.parent / ".tread").glob("drafts/*")), "the draft")
        await tread.pilot.pause(0.2)
    async with reading(article) as tread:
        await tread.shows("A note that you were writing was not kept", "at ¶ 2")
        await tread.press("a")
        await tread.shows("half a thou", "This is a draft")
        await tread.press("escape")
        await tread.until(lambda: [one.note for one in stored(article)] == ["half a thou"], "the note")


async def test_a_store_of_a_newer_version_is_read_and_marking_says_why_it_is_not_kept(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "1")
        await tread.saved()
    (database,) = databases(article.parent)
    tables = parse(database.read_bytes())
    for document in tables["annotations"].values():
        document["schema"] = SCHEMA + 1
    newer = serialise(tables).decode()
    database.write_text(newer)
    async with reading(article, size=(200, 30)) as tread:
        await tread.shows("A newer version of tread wrote")
        assert "read only" in tread.status
        assert tread.only().colour == "yellow"
        await tread.press("j", "2")
        await tread.shows("NOT SAVED (1)", "was written by a newer version of tread")
        assert database.read_text() == newer
        await tread.press("q")
        await tread.until(lambda: isinstance(tread.app.screen, UnsavedScreen), "the question")
        await tread.shows("was written by a newer version of tread")
