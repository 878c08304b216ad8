from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from driving import Driver, reading, stored, write

from tread import ingest
from tread.core.position import Position
from tread.ingest import gradual

PARAGRAPHS = [f"Paragraph {n} says that the harbour was sold in year {n}." for n in range(60)]
CHANGED = "The article has changed on disk."


def text(paragraphs: list[str]) -> str:
    return "\n\n".join(paragraphs) + "\n"


def rename_over(path: Path, new: str) -> None:
    aside = path.with_name(f".{path.name}.swp")
    aside.write_text(new)
    aside.replace(path)


def truncate_and_write(path: Path, new: str) -> None:
    with path.open("w") as file:
        file.write(new[: len(new) // 2])
        file.flush()
        file.write(new[len(new) // 2 :])


def delete_and_make(path: Path, new: str) -> None:
    path.unlink()
    path.write_text(new)


def rename_away_and_make(path: Path, new: str) -> None:
    path.rename(path.with_name(f"{path.name}~"))
    path.write_text(new)


WAYS = [rename_over, truncate_and_write, delete_and_make, rename_away_and_make]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write(tmp_path / "harbour.txt", text(PARAGRAPHS))


def rows(driver: Driver) -> list[str]:
    return driver.text.split("\n")


def row_of(driver: Driver, words: str) -> int:
    return next(y for y, row in enumerate(rows(driver)) if words in row)


async def go_to(driver: Driver, number: int) -> None:
    """Select a paragraph far down, and its third word."""
    await driver.press(*["j"] * number)
    await driver.shows(f"Paragraph {number} ")


@pytest.mark.parametrize("change", WAYS)
async def test_an_article_is_shown_anew_however_its_file_is_replaced(
    article: Path, change: Callable[[Path, str], None]
) -> None:
    async with reading(article) as driver:
        await go_to(driver, 30)
        await driver.press("w", "w", "w")
        selected, row = driver.selected, row_of(driver, "Paragraph 30 ")
        change(article, text(["Something new.", *PARAGRAPHS[:5], "And here.", *PARAGRAPHS[5:]]))
        await driver.shows(CHANGED)
        assert len(driver.reading.document.paragraphs) == 62
        assert driver.selected == selected
        assert driver.screen.view.selection.range.start.paragraph == 32
        assert row_of(driver, "Paragraph 30 ") == row


async def test_a_page_at_the_start_of_an_article_stays_at_its_start(article: Path) -> None:
    async with reading(article) as driver:
        rename_over(article, text(["Something new.", *PARAGRAPHS]))
        await driver.shows("Something new.", CHANGED)
        assert "Paragraph 0 " in driver.selected


async def test_an_article_behind_a_link_is_shown_anew(tmp_path: Path, article: Path) -> None:
    other = write(tmp_path / "elsewhere" / "other.txt", text(["Another one altogether."]))
    link = tmp_path / "link.txt"
    link.symlink_to(article)
    async with reading(link) as driver:
        rename_over(article, text(["The target has changed.", *PARAGRAPHS]))
        await driver.shows("The target has changed.")
        link.unlink()
        link.symlink_to(other)
        await driver.shows("Another one altogether.")


async def test_marks_keep_to_their_words_and_those_that_are_gone_are_orphans(article: Path) -> None:
    async with reading(article, size=(140, 30)) as driver:
        await driver.press("j", "1", "j", "2")
        await driver.saved()
        await driver.press("j")
        changed = ["New.", PARAGRAPHS[0], PARAGRAPHS[1], *PARAGRAPHS[3:]]
        rename_over(article, text(changed))
        await driver.shows("one annotation has lost its place")
        (mark,) = driver.reading.marks.marks
        assert driver.reading.document.text_of(mark.range) == PARAGRAPHS[1]
        assert len(driver.reading.marks.astray) == 1
        rename_over(article, text(PARAGRAPHS))
        await driver.until(lambda: len(driver.reading.marks.marks) == 2, "both marks")
        await driver.press("u", "u")
        await driver.until(lambda: not driver.reading.annotations, "undoing")
    assert stored(article) == []


async def test_a_note_that_is_being_written_stays_on_its_words(article: Path) -> None:
    async with reading(article, size=(140, 30)) as driver:
        await driver.press("j", "j", "a")
        await driver.type("half a thought")
        rename_over(article, text(["New.", "New too.", *PARAGRAPHS]))
        await driver.until(lambda: len(driver.reading.document.paragraphs) == 62, "the change")
        await driver.type(" and the rest")
        await driver.press("escape", "escape")
        await driver.saved()
        (mark,) = driver.reading.marks.marks
        assert mark.annotation.note == "half a thought and the rest"
        assert driver.reading.document.text_of(mark.range) == PARAGRAPHS[2]
        await driver.until(lambda: not list(article.parent.rglob("drafts/*.json")), "the end of the draft")


async def test_a_note_whose_words_go_while_it_is_written_is_kept_without_a_certain_place(
    article: Path,
) -> None:
    async with reading(article, size=(140, 30)) as driver:
        await driver.press("j", "j", "a")
        await driver.type("on what was there")
        rename_over(article, text([*PARAGRAPHS[:2], *PARAGRAPHS[3:]]))
        await driver.until(lambda: len(driver.reading.document.paragraphs) == 59, "the change")
        await driver.press("escape", "escape")
        await driver.saved()
        ((annotation, placed),) = driver.reading.marks.astray
        assert (annotation.note, placed.state) == ("on what was there", "uncertain")
        assert annotation.anchor is not None
        assert annotation.anchor.quote.exact == PARAGRAPHS[2]


async def test_what_is_gone_stays_on_the_screen_and_comes_back_with_its_file(article: Path) -> None:
    async with reading(article) as driver:
        aside = article.rename(article.with_suffix(".aside"))
        await driver.shows("The article’s file is gone")
        await driver.press("j")
        await driver.shows("Paragraph 1 ", "file gone")
        aside.rename(article)
        await driver.shows("The article’s file is there again.")
        await driver.press("j")
        await driver.hides("file gone")
        article.write_text("")
        await driver.shows("The article’s file is empty", "Paragraph 1 ")
        article.write_text(text(["It was filled again.", *PARAGRAPHS]))
        await driver.shows("It was filled again.")
        await driver.press("j")
        await driver.hides("file empty")


async def test_what_cannot_be_read_any_more_stays_on_the_screen(article: Path) -> None:
    async with reading(article) as driver:
        rename_over(article, "")
        article.write_bytes(b"\0\1\2\3" * 1000)
        await driver.shows("cannot be read any more", "Paragraph 1 ")
        rename_over(article, text(["A text again."]))
        await driver.shows("A text again.", CHANGED)


async def test_half_of_a_file_is_never_shown_while_the_other_half_is_on_its_way(article: Path) -> None:
    async with reading(article) as driver:
        await driver.press("G", "1")
        await driver.saved()
        seen = set()
        whole = text(["First of all.", *PARAGRAPHS])
        with article.open("w") as file:
            for start in range(0, len(whole), 300):
                file.write(whole[start : start + 300])
                file.flush()
                await driver.pilot.pause(0.1)
                seen.add(len(driver.reading.marks.astray))
        await driver.shows(CHANGED)
        assert seen == {0}
        assert len(driver.reading.marks.marks) == 1


async def test_an_article_that_is_being_written_is_not_recorded_yet(article: Path) -> None:
    async with reading(article) as driver:
        await driver.press("1")
        await driver.saved()
        before = driver.article.editions
        rename_over(article, text(["New.", *PARAGRAPHS]))
        await driver.shows(CHANGED)
        await driver.press("j", "2")
        await driver.saved()
        assert driver.article.editions == before
        await driver.until(lambda: len(driver.article.editions[0]) == 61, "the record of the new text")


async def test_more_at_the_end_of_a_log_leaves_the_page_where_it_is(article: Path) -> None:
    async with reading(article) as driver:
        await go_to(driver, 30)
        before = rows(driver)[:-1]
        with article.open("a") as file:
            file.write("\nOne more entry.\n")
        await driver.shows("The article has grown on disk.")
        assert len(driver.reading.document.paragraphs) == 61
        assert rows(driver)[:-1] == before
        await driver.press("G")
        await driver.shows("One more entry.")


async def test_a_long_article_is_read_again_a_part_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "LONG_BYTES", 10_000)
    monkeypatch.setattr(gradual, "_FIRST_BYTES", 2_000)
    monkeypatch.setattr(gradual, "_PART_BYTES", 2_000)
    paragraphs = [f"Paragraph {n} of a long article, with some words in it." for n in range(800)]
    article = write(tmp_path / "long.txt", text(paragraphs))
    async with reading(article) as driver:
        await driver.until(lambda: driver.reading.is_whole, "the whole article")
        await driver.press("G", "1")
        await driver.saved()
        old = driver.reading.document.paragraphs[5]
        rename_over(article, text([*paragraphs[:400], "New.", *paragraphs[400:]]))
        await driver.shows(CHANGED)
        assert driver.screen.view.selection.range.start.paragraph == 800
        (mark,) = driver.reading.marks.marks
        assert mark.range.start == Position(800, 0)
        assert driver.reading.document.paragraphs[5] is old


async def test_a_file_that_only_has_a_new_date_changes_nothing(article: Path) -> None:
    async with reading(article) as driver:
        edition = driver.reading.edition
        os.utime(article, (1, 1))
        await driver.pilot.pause(1.0)
        assert driver.reading.edition is edition
        assert CHANGED not in driver.text


async def test_both_pages_of_an_article_that_is_open_twice_keep_their_places(article: Path) -> None:
    async with reading(article, size=(160, 30)) as driver:
        await driver.press("j", "ctrl+w", "v")
        await go_to(driver, 40)
        first, second = (pane.view for pane in driver.screen.panes.articles)
        rename_over(article, text(["Something new.", *PARAGRAPHS]))
        await driver.shows(CHANGED)
        assert first.selection.range.start.paragraph == 2
        assert second.selection.range.start.paragraph == 42
