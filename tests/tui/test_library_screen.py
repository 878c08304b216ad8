"""The library pane: what is listed, sorted, filtered and opened, and what cannot be read."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterable
from pathlib import Path

import pytest
from driving import Driver, reading, write

import tread.tui.following
import tread.walk
from tread.config import config_path, load_settings
from tread.tui.app import make_app


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "lib"
    write(
        folder / "b ports.md",
        "---\ntitle: Ports\ndate: 2024-02-03\nsource: https://www.example.org/x\n---\n\nText.\n",
    )
    write(folder / "a zinc.md", "# Zinc\n\nA metal, and its price.\n")
    write(folder / "sub" / "c.txt", "Amber, at length.\n\nMore of it.\n")
    (folder / "broken.md").symlink_to(folder / "nowhere")
    return folder


def listed(text: str) -> list[str]:
    """The first word of each title in the list, from the top."""
    rows = [row.lstrip("▌ ") for row in text.split("\n")]
    return [row[1:].split()[0] for row in rows if row[:1] in ("●", "◐", "○", "✗")]


async def test_a_folder_lists_titles_and_what_cannot_be_read_with_the_reason(library: Path) -> None:
    async with reading(library, size=(80, 24)) as tread:
        assert listed(tread.text) == ["Zinc", "Ports", "broken.md", "Amber,"]
        assert "1 min · 2024-02-03 · example.org" in tread.text
        assert " sub" in tread.text.split("\n")
        assert "It cannot be read: No such file or directory." in tread.text
        await tread.press("j", "j", "enter")
        assert tread.screen.article is None
        assert tread.screen.status.message == tread.screen.library.articles.reason()


async def test_the_list_is_filtered_as_one_types(library: Path) -> None:
    async with reading(library, size=(80, 24)) as tread:
        await tread.press("/")
        await tread.type("Zi")
        assert listed(tread.text) == ["Zinc"]
        await tread.press("enter", "enter")
        await tread.shows("A metal, and its price.")
        await tread.press("q")
        await tread.shows("Library  1 “Zi”")
        await tread.press("escape")
        assert len(listed(tread.text)) == 4
        await tread.press("/")
        await tread.type("Zi")
        await tread.press("enter", "/", "escape")
        assert len(listed(tread.text)) == 4
        await tread.press("/")
        await tread.type("zeppelin")
        await tread.shows("Nothing here holds")


async def test_the_list_is_sorted_in_several_ways(library: Path) -> None:
    async with reading(library, size=(80, 24)) as tread:
        await tread.press("s")
        assert "Sorted by title." in tread.status
        assert listed(tread.text) == ["Amber,", "broken.md", "Ports", "Zinc"]
        await tread.press("s")
        assert listed(tread.text)[0] == "Ports"
        await tread.press("g", "g")
        assert tread.screen.library.articles.chosen_path() == library / "b ports.md"
        await tread.press("s", "s", "s")
        assert "Sorted by file name." in tread.status


async def test_marks_and_progress_are_counted_in_the_list(library: Path) -> None:
    async with reading(library, size=(120, 24)) as tread:
        await tread.press("enter")
        await tread.shows("A metal, and its price.")
        await tread.press("1", "j", "2")
        await tread.saved()
        await tread.press("q")
        await tread.shows("2 marks")
        assert re.search(r"○ Zinc +100 %", tread.text)
    async with reading(library, size=(120, 24)) as tread:
        assert re.search(r"○ Zinc +100 %", tread.text)
        await tread.shows("2 marks")


async def test_an_empty_folder_says_what_can_be_read(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(80, 24)) as tread:
        await tread.shows("No articles yet.")
        assert "opens an article" not in tread.text
        await tread.press("enter", "j", "x", "tab", "s", "G")
        await tread.shows("No articles yet.")
        assert "opens an article" not in tread.text
        write(tmp_path / "one.txt", "The first\n\nIts text.\n")
        await tread.shows("Enter opens an article")
        (tmp_path / "one.txt").unlink()
        await tread.until(lambda: "opens an article" not in tread.text, "the list being empty again")


async def test_the_order_of_file_names_is_found_off_the_screens_thread(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: set[threading.Thread] = set()
    natural_key = tread.walk.natural_key

    def noted(path: Path) -> tread.walk.NaturalKey:
        threads.add(threading.current_thread())
        return natural_key(path)

    monkeypatch.setattr(tread.walk, "natural_key", noted)
    async with reading(library, size=(80, 24)) as driver:
        await driver.press("s", "s", "s", "s", "s")
        assert "Sorted by file name." in driver.status
        assert listed(driver.text) == ["Zinc", "Ports", "broken.md", "Amber,"]
        await driver.press("/")
        await driver.type("Zi")
        assert listed(driver.text) == ["Zinc"]
    assert threads
    assert threading.main_thread() not in threads


async def test_a_folder_that_is_still_being_looked_through_is_not_called_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lib").mkdir()
    begun, go_on = threading.Event(), threading.Event()
    find = tread.tui.following.find

    def slow(folders: Iterable[Path], articles: Iterable[Path]) -> tread.tui.following.Library:
        begun.set()
        go_on.wait(30)
        return find(folders, articles)

    monkeypatch.setattr(tread.tui.following, "find", slow)
    app = make_app([tmp_path / "lib"], load_settings(config_path(os.environ), os.environ))
    async with app.run_test(size=(80, 24)) as pilot:
        driver = Driver(app, pilot)
        await driver.until(begun.is_set, "the look through the folder")
        await pilot.pause()
        assert "No articles yet." not in driver.text
        go_on.set()
        await driver.shows("No articles yet.")


async def test_the_list_is_paged_and_stepped_through(tmp_path: Path) -> None:
    for number in range(30):
        write(tmp_path / "lib" / f"{number:02d}.md", f"# Title {number}\n\nText.\n")
    async with reading(tmp_path / "lib", size=(80, 16)) as tread:
        articles = tread.screen.library.articles
        await tread.press("space")
        page = articles.cursor
        assert 0 < page < 16
        await tread.press("pagedown", "k")
        assert page < articles.cursor < 2 * page + 2
        await tread.press("pageup", "pageup", "pageup")
        assert articles.cursor == 0
        await tread.press("G", "k")
        assert articles.cursor == 28
