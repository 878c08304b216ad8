from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from driving import reading

from tread import ingest
from tread.core.document import Paragraph
from tread.core.layout import Block, Layout
from tread.ingest import gradual
from tread.ingest.gradual import GradualReader

ROWS = 800


T = TypeVar("T")


class Unwalked(list[T]):
    """A list that may be looked up in, but not walked through."""

    def __iter__(self) -> Iterator[T]:
        raise AssertionError("walked through all of them")


@pytest.fixture
def long_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An article that is read in some twenty parts."""
    monkeypatch.setattr(ingest, "LONG_BYTES", 10_000)
    monkeypatch.setattr(gradual, "_FIRST_BYTES", 2_000)
    monkeypatch.setattr(gradual, "_PART_BYTES", 2_000)
    path = tmp_path / "long.txt"
    path.write_text(
        "".join(f"Paragraph {n} of a long article, with some words in it.\n" for n in range(ROWS))
    )
    return path


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Keeps the rest of a long article from being read until it is set."""
    opened, rest = threading.Event(), GradualReader.rest

    def held(self: GradualReader) -> Iterator[list[Paragraph]]:
        opened.wait()
        yield from rest(self)

    monkeypatch.setattr(GradualReader, "rest", held)
    yield opened
    opened.set()


async def test_the_first_part_is_read_while_the_rest_is_on_its_way(
    long_article: Path, gate: threading.Event
) -> None:
    async with reading(long_article) as driver:
        await driver.shows("Paragraph 0 of", "¶ 1/")
        assert len(driver.reading.document.paragraphs) < ROWS
        begun = driver.reading.extent.total
        await driver.press("j", "1")
        await driver.saved()
        gate.set()
        await driver.until(lambda: driver.reading.is_whole, "the whole article")
        assert len(driver.reading.document.paragraphs) == ROWS
        assert begun == pytest.approx(driver.reading.extent.total, rel=0.1)
        await driver.shows("¶ 2/800")
    async with reading(long_article) as driver:
        await driver.until(lambda: driver.reading.annotations, "the mark")
        assert driver.only().anchor is not None
        assert driver.only().anchor.quote.exact == "Paragraph 1 of a long article, with some words in it."  # type: ignore[union-attr]
        assert len(driver.reading.marks.marks) == 1


async def test_the_end_is_gone_to_when_it_is_known(long_article: Path, gate: threading.Event) -> None:
    async with reading(long_article) as driver:
        await driver.shows("Paragraph 0 of")
        await driver.press("G")
        gate.set()
        await driver.shows("Paragraph 799 of", "100 %")


async def test_who_reads_on_is_not_taken_to_the_end(long_article: Path, gate: threading.Event) -> None:
    async with reading(long_article) as driver:
        await driver.shows("Paragraph 0 of")
        await driver.press("G", "g", "g")
        gate.set()
        await driver.until(lambda: driver.reading.is_whole, "the whole article")
        await driver.shows("Paragraph 0 of", "¶ 1/800")


async def test_reading_goes_on_deep_in_a_long_article(long_article: Path) -> None:
    async with reading(long_article) as driver:
        await driver.until(lambda: driver.reading.is_whole, "the whole article")
        await driver.press("G", "k")
        await driver.shows("¶ 799/800")
        await driver.press("q")
    async with reading(long_article) as driver:
        await driver.shows("Paragraph 798 of", "¶ 799/800")


async def test_marks_are_not_looked_for_before_the_article_is_there(
    long_article: Path, gate: threading.Event
) -> None:
    gate.set()
    async with reading(long_article) as driver:
        await driver.until(lambda: driver.reading.is_whole, "the whole article")
        await driver.press("G", "1")
        await driver.saved()
    gate.clear()
    async with reading(long_article) as driver:
        await driver.shows("Paragraph")
        was_asked = driver.article.has_changed_outside()
        gate.set()
        assert not was_asked, "a first part would make orphans of marks"
        await driver.until(lambda: driver.reading.annotations, "the mark")
        assert len(driver.reading.marks.marks) == 1
        assert not driver.article.has_changed_outside()


async def test_only_the_first_part_of_the_file_is_read_before_the_page_is_shown(
    long_article: Path, gate: threading.Event
) -> None:
    async with reading(long_article) as driver:
        await driver.shows("Paragraph 0 of")
        rest = driver.article._rest
        done, size = (rest.done, rest.size) if rest else (0, 0)
        gate.set()
        assert 0 < done <= 2_000 < size


async def test_a_key_sets_the_paragraphs_in_view_and_no_others(
    long_article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(long_article) as driver:
        await driver.until(lambda: driver.reading.is_whole, "the whole article")
        await driver.pilot.pause()
        asked: Counter[int] = Counter()
        block = Layout.block

        def counted(self: Layout, index: int, part: int = 0) -> Block:
            asked[index] += 1
            return block(self, index, part)

        monkeypatch.setattr(Layout, "block", counted)
        for keys in ("j", "l", "w", "space", "G", "k"):
            asked.clear()
            await driver.press(keys)
            # Those on the page that is left and on the one that is come to, of 800.
            assert 0 < len(asked) < 3 * driver.app.size.height, keys
            assert sum(asked.values()) < 40 * driver.app.size.height, keys


async def test_a_key_looks_at_the_marks_near_the_reader_and_marking_at_no_others(
    long_article: Path,
) -> None:
    async with reading(long_article, size=(140, 30), overrides={"sidebar": "on"}) as driver:
        await driver.until(lambda: driver.reading.is_whole, "the whole article")
        for _ in range(4):
            await driver.press("1", "j")
        await driver.saved()
        await driver.press("g", "g")
        marks, notes = driver.reading.marks, driver.screen.sidebar.notes
        marks.marks = Unwalked(marks.marks)
        assert notes._listing is not None
        notes._listing.entries = Unwalked(notes._listing.entries)
        for key in ("j", "l", "w", "right_square_bracket", "left_square_bracket", "space", "G", "1", "2"):
            await driver.press(key)
        await driver.until(lambda: not driver.screen.saver.unsaved, "saving")
        await driver.shows("Paragraph 799 of")
        assert marks.marks is driver.reading.marks.marks, "they are those that were guarded"


async def test_the_way_back_into_a_long_article_waits_for_the_place(
    long_article: Path, gate: threading.Event
) -> None:
    gate.set()
    short = long_article.with_name("short.txt")
    short.write_text("Something short.\n\nAnd more.\n")
    async with reading(long_article, short, size=(120, 30)) as driver:
        await driver.until(lambda: driver.reading.is_whole, "the whole article")
        await driver.press("G", "k", "k")
        before = driver.screen.view.standing
        await driver.press("g", "g")
        driver.screen.opener.open(short)
        await driver.shows("Something short.")
        gate.clear()
        await driver.press("ctrl+o")
        await driver.until(lambda: driver.article.path == long_article, "the long article")
        await driver.press("ctrl+o")
        assert not driver.reading.is_whole
        gate.set()
        await driver.until(lambda: driver.screen.view.standing == before, "the place")


async def test_the_percentage_is_right_from_the_start_and_the_page_stays_as_the_rest_comes(
    long_article: Path, gate: threading.Event
) -> None:
    async with reading(long_article) as driver:
        await driver.press("space")
        view = driver.screen.view
        assert not driver.reading.is_whole
        page, guessed = list(view.spots_in_view), view.fraction_seen
        gate.set()
        await driver.until(lambda: driver.reading.is_whole, "the whole article")
        await driver.pilot.pause()
        assert view.spots_in_view == page
        assert 0 < guessed < 0.1 and view.fraction_seen == pytest.approx(guessed, rel=0.05)
