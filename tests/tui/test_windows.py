"""Panes that fold as the window narrows, and the keys that show, hide and reach them."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import Driver, reading, write


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "lib"
    write(folder / "one.txt", "The first of two.\n\nIt has a second paragraph.\n")
    write(folder / "two.txt", "The other of two.\n")
    return folder


def shown(tread: Driver) -> str:
    """The panes on the screen by their first letters, as they stand from left to right."""
    screen = tread.screen
    panes = {"l": screen.library, "a": screen.view, "s": screen.sidebar}
    return "".join(letter for letter, pane in panes.items() if pane.display and pane.region.width)


async def test_panes_fold_away_as_the_window_narrows(library: Path) -> None:
    async with reading(library, size=(200, 40)) as tread:
        await tread.press("enter")
        await tread.shows("It has a second paragraph.")
        found = {}
        for width in (200, 120, 100, 80, 40):
            await tread.resize(width, 24)
            found[width] = shown(tread)
            await tread.shows("It has a second paragraph.")
        assert found == {200: "las", 120: "as", 100: "as", 80: "a", 40: "a"}
        await tread.resize(200, 40)
        assert shown(tread) == "las"


async def test_a_window_that_is_too_small_says_so_and_comes_back(library: Path) -> None:
    async with reading(library / "one.txt", size=(80, 24)) as tread:
        await tread.press("j")
        await tread.resize(20, 5)
        rows = " ".join(tread.text.split())
        assert "tread needs 40×12 cells" in rows
        assert "second paragraph" not in rows
        await tread.press("1")
        await tread.resize(80, 24)
        await tread.shows("It has a second paragraph.")
        assert "tread needs" not in tread.text
        assert len(tread.reading.annotations) == 1


async def test_panes_are_shown_hidden_and_reached_by_key(library: Path) -> None:
    async with reading(library, size=(200, 40)) as tread:
        await tread.press("enter")
        await tread.shows("It has a second paragraph.")
        await tread.press("L")
        assert shown(tread) == "as"
        await tread.press("S")
        assert shown(tread) == "a"
        await tread.press("L", "S")
        assert shown(tread) == "las"
        await tread.press("Z")
        assert shown(tread) == "a"
        assert tread.screen.view.has_focus
        await tread.press("Z")
        assert shown(tread) == "las"
        order = []
        for _ in range(3):
            await tread.press("tab")
            order.append(tread.screen.context)
        assert order == ["sidebar", "library", "article"]
        await tread.press("shift+tab")
        assert tread.screen.library.articles.has_focus


async def test_a_folded_pane_takes_a_narrow_window_while_it_has_the_keys(library: Path) -> None:
    async with reading(library, size=(60, 20)) as tread:
        await tread.press("enter")
        await tread.shows("It has a second paragraph.")
        assert shown(tread) == "a"
        await tread.press("S")
        assert shown(tread) == "s"
        await tread.press("escape")
        assert shown(tread) == "a"
        await tread.press("q")
        assert shown(tread) == "l"
        await tread.press("tab")
        assert shown(tread) == "a"


async def test_q_goes_back_to_the_library_and_then_leaves(library: Path) -> None:
    async with reading(library, size=(80, 24)) as tread:
        await tread.press("enter")
        await tread.shows("It has a second paragraph.")
        await tread.press("q")
        await tread.shows("Library  2")
        await tread.press("q")
        await tread.until(lambda: not tread.app.is_running, "the end")


async def test_q_leaves_when_no_article_was_opened(library: Path) -> None:
    async with reading(library, size=(80, 24)) as tread:
        await tread.shows("Library  2")
        await tread.press("q")
        await tread.until(lambda: not tread.app.is_running, "the end")


async def test_a_second_article_is_shown_in_a_window_with_room_for_one_pane(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / "lib" / f"{name}.md", f"# Called {name}\n\nA paragraph.\n")
    async with reading(tmp_path / "lib", size=(60, 20)) as tread:
        await tread.press("enter")
        await tread.shows("Called one", "A paragraph.")
        await tread.press("q", "j", "enter")
        await tread.until(lambda: tread.article.path.stem == "two", "the second article")
        await tread.shows("Called two", "A paragraph.")
