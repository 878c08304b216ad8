"""Writing changes behind the reader's back: in order, never lost, never over what somebody else wrote.

The store is the real one, in a temporary folder; a second store over it is another process.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import cast

import pytest
from textual.message import Message

from tread.core.annotation import Anchor, Annotation, AnnotationKind
from tread.core.document import Document, Paragraph
from tread.core.history import Change, Step
from tread.core.position import Range, within
from tread.errors import StoreError, StoreNewer
from tread.reading import annotating
from tread.reading.reading import Outcome, Reading, StepKind
from tread.store.codec import ArticleRecord
from tread.store.identity import new_annotation
from tread.store.place import locate
from tread.store.repository import Store
from tread.tui.beside import Beside
from tread.tui.desk import OpenArticle
from tread.tui.messages import AnnotationSaved, SaveFailed
from tread.tui.saving import Saver

TEXT = "The quick brown fox jumps over the lazy dog."
QUICK, FOX, DOG = within(0, 4, 9), within(0, 16, 19), within(0, 40, 43)
FULL = StoreError("The disk is full.", "Make room.")

_ticks = count()


def now() -> datetime:
    return datetime(2026, 11, 22, 12, 0, tzinfo=UTC) + timedelta(seconds=next(_ticks))


@dataclass(eq=False)
class Desk:
    """An article that is open on one device. `fails`: what the next commits raise instead of writing."""

    path: Path
    device: str
    fails: list[Exception] = field(default_factory=list)
    committed: list[str] = field(default_factory=list)
    before_commit: Callable[[], object] = lambda: None

    def __post_init__(self) -> None:
        self.reading = Reading(Document([Paragraph(TEXT)]), self._make)
        self.store = Store(locate(self.path), self.device, now)
        self.article_id = self.store.identify(self.path, "")

    def _make(self, kind: AnnotationKind, anchor: Anchor | None) -> Annotation:
        return new_annotation(kind, anchor, now=now(), device=self.device)

    def commit(self, step: Step, kind: StepKind) -> tuple[Annotation, ...]:
        self.before_commit()
        if self.fails:
            raise self.fails.pop(0)
        self.committed.append(f"{kind} {step.label}")
        record = ArticleRecord(self.article_id, self.path.name, paragraphs=self.reading.fingerprints)
        return self.store.commit(record, step, kind)

    def read(self) -> None:
        """Take over what the store has, as when another process has written."""
        kept = self.store.load(self.article_id)
        placed = self.reading.place(kept.annotations)
        self.reading.acknowledge(self.reading.news(kept.annotations, placed))

    def change(self, annotation: Annotation, **fields: object) -> None:
        """An edit by this device, on disk at once."""
        (known,) = (one for one in self.kept if one.id == annotation.id)
        edited = replace(known, **fields)  # type: ignore[arg-type]
        self.commit(Step("edit", (Change(known, edited),)), "do")

    @property
    def kept(self) -> tuple[Annotation, ...]:
        """What is on disk."""
        return self.store.load(self.article_id).annotations

    @property
    def only(self) -> Annotation:
        (annotation,) = self.reading.annotations
        return annotation

    @property
    def kept_only(self) -> Annotation:
        (annotation,) = self.kept
        return annotation


class Reader:
    """A saver with what it told the screen, and the keys of a reader."""

    def __init__(self) -> None:
        self.told: asyncio.Queue[Message] = asyncio.Queue()
        self.saver = Saver(self.told.put_nowait, Beside())

    def save(self, desk: Desk, outcome: Outcome) -> None:
        assert outcome.step is not None
        self.saver.save(as_article(desk), outcome.step, outcome.kind)

    def highlight(self, desk: Desk, place: Range = QUICK, colour: str = "yellow") -> None:
        self.save(desk, annotating.highlight(desk.reading, place, colour))

    def note(self, desk: Desk, text: str) -> None:
        """The note on the only annotation."""
        self.save(
            desk, annotating.write_note(desk.reading, annotating.note_on(desk.reading, desk.only), text)
        )

    def left(self) -> tuple[int, StoreError | None]:
        """How many steps are not on disk, and why."""
        return (self.saver.unsaved, self.saver.failure)

    async def hear(self, kind: type[Message]) -> None:
        """Wait until the screen is told."""
        while not isinstance(await asyncio.wait_for(self.told.get(), 20), kind):
            pass


def as_article(desk: Desk) -> OpenArticle:
    return cast("OpenArticle", desk)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "library" / "fox.txt"
    path.parent.mkdir()
    path.write_text(TEXT)
    return path


@pytest.fixture
def mine(path: Path) -> Desk:
    return Desk(path, "desk")


@pytest.fixture
def theirs(path: Path) -> Desk:
    return Desk(path, "lap")


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
async def running(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Reader]:
    """A reader whose saver is at work, and tries again soon."""
    monkeypatch.setattr("tread.tui.saving.RETRY_S", 0.02)
    task = asyncio.create_task(reader.saver.run())
    yield reader
    assert not task.done(), task.exception()
    task.cancel()
    await asyncio.wait([task])


# In order


async def test_what_is_saved_is_on_disk_and_said_so(mine: Desk, running: Reader) -> None:
    running.highlight(mine)
    assert running.saver.unsaved == 1
    await running.hear(AnnotationSaved)
    assert running.saver.unsaved == 0
    assert running.saver.pending(as_article(mine)) == set()
    assert mine.kept == (mine.only,)
    assert list(mine.only.version) == ["desk"]


async def test_steps_are_written_in_the_order_they_were_made(mine: Desk, reader: Reader) -> None:
    reader.highlight(mine)
    reader.highlight(mine, colour="red")
    reader.note(mine, "why?")
    reader.save(mine, mine.reading.undo())
    reader.save(mine, mine.reading.undo())
    reader.save(mine, mine.reading.redo())
    assert await reader.saver.finish()
    assert mine.committed == [
        "do highlight",
        "do recolour",
        "do note",
        "undo note",
        "undo recolour",
        "redo recolour",
    ]
    assert (mine.kept_only.colour, mine.kept_only.note) == ("red", "")
    history = mine.store.history(mine.article_id)
    assert [step.label for step in history.done] == ["highlight", "recolour"]
    assert [step.label for step in history.undone] == ["note"]


async def test_only_what_is_not_on_disk_is_pending(mine: Desk, reader: Reader) -> None:
    reader.highlight(mine, QUICK)
    reader.highlight(mine, FOX)
    made = {annotation.id for annotation in mine.reading.annotations}
    assert reader.saver.pending(as_article(mine)) == made
    assert await reader.saver.finish()
    reader.highlight(mine, DOG)
    (new,) = {annotation.id for annotation in mine.reading.annotations} - made
    assert reader.saver.pending(as_article(mine)) == {new}


async def test_undo_works_on_after_a_restart(path: Path, mine: Desk, reader: Reader) -> None:
    reader.highlight(mine)
    reader.note(mine, "why?")
    reader.save(mine, annotating.delete(mine.reading, mine.only))
    assert await reader.saver.finish()
    again = Desk(path, "desk")
    again.read()
    again.reading.history = again.store.history(again.article_id)
    seen = []
    for _ in range(3):
        reader.save(again, again.reading.undo())
        seen.append([(one.colour, one.note) for one in again.reading.annotations])
    assert seen == [[("yellow", "why?")], [("yellow", "")], []]
    for _ in range(2):
        reader.save(again, again.reading.redo())
    assert await reader.saver.finish()
    assert (again.kept_only.note, again.only.note) == ("why?", "why?")
    reader.save(again, again.reading.redo())
    assert again.reading.annotations == []
    assert await reader.saver.finish()
    assert again.kept == ()


# With somebody else


async def test_quick_edits_do_not_merge_with_themselves(mine: Desk, reader: Reader) -> None:
    reader.highlight(mine)
    for text in ("one", "two", "three"):
        reader.note(mine, text)
    assert await reader.saver.finish()
    assert mine.kept_only.note == mine.only.note == "three"


async def test_quick_edits_join_one_note_with_what_somebody_wrote_before(
    mine: Desk, theirs: Desk, reader: Reader
) -> None:
    reader.highlight(mine)
    assert await reader.saver.finish()
    theirs.change(mine.only, note="theirs", colour="red")
    for text in ("one", "two", "three"):
        reader.note(mine, text)
    assert await reader.saver.finish()
    assert (mine.kept_only.note, mine.kept_only.colour) == ("theirs\n\nthree", "red")
    assert mine.only == mine.kept_only
    reader.save(mine, mine.reading.undo())
    assert await reader.saver.finish()
    assert mine.kept_only.note == "theirs\n\ntwo"


async def test_an_edit_by_somebody_else_between_two_quick_ones_is_kept(
    mine: Desk, theirs: Desk, reader: Reader
) -> None:
    reader.highlight(mine)
    for text in ("one", "two", "three"):
        reader.note(mine, text)

    def interfere() -> None:
        if len(mine.committed) == 2:
            theirs.change(mine.only, note="one, theirs", tags=("theirs",))

    mine.before_commit = interfere
    assert await reader.saver.finish()
    assert (mine.kept_only.note, mine.kept_only.tags) == ("one, theirs\n\nthree", ("theirs",))


async def test_a_step_made_while_the_one_before_is_written_does_not_merge_with_it(
    mine: Desk, theirs: Desk, running: Reader
) -> None:
    running.highlight(mine)
    await running.hear(AnnotationSaved)
    theirs.change(mine.only, note="theirs")
    loop = asyncio.get_running_loop()
    texts = iter(("two", "three"))

    def write_on() -> None:
        # On the screen's side, while this commit is on its way.
        if text := next(texts, None):
            asyncio.run_coroutine_threadsafe(as_coroutine(lambda: running.note(mine, text)), loop).result(20)

    mine.before_commit = write_on
    running.note(mine, "one")
    for _ in range(3):
        await running.hear(AnnotationSaved)
    assert mine.kept_only.note == mine.only.note == "theirs\n\nthree"


async def as_coroutine(work: Callable[[], object]) -> None:
    work()


async def test_a_deletion_does_not_take_what_somebody_wrote_meanwhile(
    mine: Desk, theirs: Desk, reader: Reader
) -> None:
    reader.highlight(mine)
    assert await reader.saver.finish()
    theirs.change(mine.only, note="theirs")
    reader.save(mine, annotating.delete(mine.reading, mine.only))
    assert mine.reading.annotations == []
    assert await reader.saver.finish()
    assert mine.only.note == mine.kept_only.note == "theirs"
    assert [mark.range for mark in mine.reading.marks.marks] == [QUICK]


async def test_an_edit_in_waiting_and_a_deletion_leave_what_somebody_wrote(
    mine: Desk, theirs: Desk, reader: Reader
) -> None:
    reader.highlight(mine)
    assert await reader.saver.finish()
    theirs.change(mine.only, note="theirs")
    reader.highlight(mine, colour="red")
    reader.save(mine, annotating.delete(mine.reading, mine.only))
    assert await reader.saver.finish()
    assert (mine.kept_only.note, mine.kept_only.colour) == ("theirs", "red")


async def test_an_edit_wins_over_a_deletion_it_had_not_seen(mine: Desk, theirs: Desk, reader: Reader) -> None:
    reader.highlight(mine)
    assert await reader.saver.finish()
    known = mine.kept_only
    theirs.commit(Step("delete", (Change(known, None),)), "do")
    reader.note(mine, "mine")
    assert await reader.saver.finish()
    assert (mine.only.note, mine.kept_only.note) == ("mine", "mine")


async def test_a_deletion_by_somebody_else_is_seen_with_the_next_write(
    mine: Desk, theirs: Desk, reader: Reader
) -> None:
    reader.highlight(mine)
    assert await reader.saver.finish()
    theirs.commit(Step("delete", (Change(mine.kept_only, None),)), "do")
    reader.highlight(mine, FOX)
    assert await reader.saver.finish()
    assert [mark.range for mark in mine.reading.marks.marks] == [FOX]


async def test_annotations_that_somebody_else_made_are_placed_and_shown(
    mine: Desk, theirs: Desk, reader: Reader
) -> None:
    reader.highlight(mine)
    reader.highlight(theirs, DOG, "blue")
    assert await reader.saver.finish()
    theirs.read()
    reader.highlight(mine, FOX)
    assert await reader.saver.finish()
    assert [mark.range for mark in mine.reading.marks.marks] == [QUICK, FOX, DOG]
    assert [mark.range for mark in theirs.reading.marks.marks] == [QUICK, DOG]


# When it cannot be written


async def test_what_cannot_be_written_is_kept_and_tried_again_in_order(mine: Desk, running: Reader) -> None:
    mine.fails = [FULL, FULL]
    running.highlight(mine)
    await running.hear(SaveFailed)
    assert running.left() == (1, FULL)
    running.highlight(mine, colour="red")
    assert running.saver.unsaved == 2
    await running.hear(AnnotationSaved)
    await running.hear(AnnotationSaved)
    assert mine.committed == ["do highlight", "do recolour"]
    assert running.left() == (0, None)
    assert mine.kept == (mine.only,)


async def test_finishing_says_what_is_left_unsaved(mine: Desk, reader: Reader) -> None:
    mine.fails = [FULL]
    reader.highlight(mine)
    assert not await reader.saver.finish()
    assert reader.left() == (1, FULL)
    assert len(mine.reading.marks.marks) == 1
    assert await reader.saver.finish()
    assert reader.left() == (0, None)
    reader.highlight(mine, FOX)
    assert reader.left() == (1, None)


async def test_finishing_does_not_write_again_what_is_on_its_way(mine: Desk, running: Reader) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        begun.set()
        assert go_on.wait(20)

    mine.before_commit = wait
    running.highlight(mine)
    await asyncio.to_thread(begun.wait, 20)
    finishing = asyncio.create_task(running.saver.finish())
    await asyncio.sleep(0)
    go_on.set()
    assert await finishing
    assert mine.committed == ["do highlight"]
    assert len(mine.store.history(mine.article_id).done) == 1


async def test_an_article_that_cannot_be_written_does_not_hold_up_another(
    mine: Desk, path: Path, reader: Reader
) -> None:
    other = Desk(path.with_name("dog.txt"), "desk")
    newer = StoreNewer("A newer version of tread wrote it.")
    mine.fails = [newer]
    reader.highlight(mine)
    reader.highlight(mine, colour="red")
    reader.highlight(other)
    assert reader.saver.pending(as_article(mine)) == {mine.only.id}
    assert reader.saver.pending(as_article(other)) == {other.only.id}
    assert not await reader.saver.finish()
    assert (mine.committed, other.committed) == ([], ["do highlight"])
    assert reader.left() == (2, newer)


async def test_a_defect_is_told_and_does_not_end_the_saving(
    mine: Desk, running: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    mine.fails = [RuntimeError("a defect")]
    running.highlight(mine)
    await running.hear(SaveFailed)
    await running.hear(AnnotationSaved)
    assert len(mine.kept) == 1
    assert "a defect" in caplog.text


async def test_the_mark_stays_on_the_screen_while_somebody_elses_comes_in(
    mine: Desk, theirs: Desk, reader: Reader
) -> None:
    mine.fails = [FULL]
    reader.highlight(mine)
    reader.highlight(theirs, DOG)
    assert not await reader.saver.finish()
    kept = theirs.kept
    pending = reader.saver.pending(as_article(mine))
    mine.reading.acknowledge(mine.reading.news(kept, mine.reading.place(kept)), pending=pending)
    assert [mark.range for mark in mine.reading.marks.marks] == [QUICK, DOG]


# Afterwards


async def test_work_waits_for_what_was_asked_before(mine: Desk, reader: Reader) -> None:
    seen: list[int] = []
    mine.fails = [FULL]
    reader.highlight(mine)
    reader.saver.then(lambda: seen.append(len(mine.committed)))
    assert not await reader.saver.finish()
    assert seen == []
    assert await reader.saver.finish()
    assert seen == [1]
    assert await reader.saver.finish()
    assert seen == [1]


async def test_work_alone_wakes_the_saver_and_a_failure_does_not_stop_the_next(
    running: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    done = asyncio.Event()
    loop = asyncio.get_running_loop()

    def fail() -> None:
        raise FULL

    running.saver.then(fail)
    running.saver.then(lambda: loop.call_soon_threadsafe(done.set))
    await asyncio.wait_for(done.wait(), 20)
    assert "The disk is full." in caplog.text
