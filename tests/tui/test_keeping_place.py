"""Where the reader is: kept across resizes, panes, themes and restarts."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import Driver, reading, write


def numbered(count: int) -> str:
    sentence = "The {0}th paragraph says {0} things, and says them at some length, so that it wraps."
    return "\n\n".join(sentence.format(number) for number in range(1, count + 1)) + "\n"


@pytest.fixture
def long(tmp_path: Path) -> Path:
    return write(tmp_path / "lib" / "long.txt", numbered(60))


def drawn_anew(tread: Driver) -> str:
    """The screen with nothing in it that was drawn before."""
    view = tread.screen.view
    view.forget_rows()
    view._styles_cache.clear()
    return tread.text


SIZES = ((60, 16), (120, 24), (120, 40), (200, 60), (200, 20), (40, 12), (79, 50), (130, 31), (100, 30))


@pytest.mark.parametrize("keys", [(), ("space", "space"), ("G",)], ids=["top", "middle", "end"])
async def test_no_row_of_another_size_stays_on_the_screen(long: Path, keys: tuple[str, ...]) -> None:
    async with reading(long, size=(100, 30)) as tread:
        await tread.press(*keys)
        for size in SIZES:
            await tread.resize(*size)
            seen = tread.text
            assert seen == drawn_anew(tread), size


async def leave(tread: Driver) -> None:
    tread.screen.run_command("app.quit")
    await tread.until(lambda: not tread.app.is_running, "the end")


@pytest.mark.parametrize("keys", [(), ("j",), ("space", "space", "j"), ("G",)])
async def test_after_many_sizes_the_first_page_comes_back(long: Path, keys: tuple[str, ...]) -> None:
    async with reading(long, size=(100, 30)) as tread:
        await tread.press(*keys)
        before = tread.text
        for size in (*SIZES, (60, 30), (100, 16), (100, 30)):
            await tread.resize(*size)
        assert tread.text == before


async def test_a_page_that_begins_with_a_blank_row_comes_back_with_it(long: Path) -> None:
    async with reading(long, size=(80, 24)) as tread:
        view = tread.screen.view
        view.scroll_rows(12)
        while tread.text.split("\n")[0].strip(" ┃▐"):
            view.scroll_rows(1)
        await tread.pilot.pause()
        before = tread.text
        await tread.resize(50, 14)
        await tread.resize(80, 24)
        assert tread.text == before


async def test_what_is_selected_stays_in_view_in_a_smaller_window(long: Path) -> None:
    async with reading(long, size=(100, 40)) as tread:
        await tread.press("space", *"jjjjjjj")
        selected = tread.selected
        before = tread.text
        for size in ((100, 14), (50, 14), (40, 12)):
            await tread.resize(*size)
            await tread.shows(selected[:20])
        await tread.resize(100, 40)
        assert tread.text == before


@pytest.mark.parametrize("pane", ["S", "L", "Z"])
async def test_a_pane_that_comes_and_goes_leaves_the_page_as_it_was(long: Path, pane: str) -> None:
    async with reading(long.parent, size=(110, 24)) as tread:
        await tread.press("enter")
        await tread.shows("The 1th")
        await tread.press("space", "space", "space", "l")
        before, selected = tread.text, tread.selected
        await tread.press(pane)
        assert tread.text != before
        await tread.shows(selected[:10])
        await tread.press(pane)
        tread.screen.panes.focus("article")
        await tread.until(lambda: tread.text == before, "the first page")


async def test_a_theme_changes_nothing_but_the_colours(long: Path) -> None:
    from tread.themes import load_themes

    async with reading(long) as tread:
        await tread.press("space", "space", "l", "l")
        before = tread.text
        for theme in load_themes(None).themes.values():
            tread.app.set_palette(theme)
            await tread.pilot.pause()
            assert tread.text == before


@pytest.mark.parametrize("keys", ["", "  ", "  l", "  lw", "  lwvww"], ids=repr)
async def test_a_restart_shows_the_same_page_with_the_same_selection(long: Path, keys: str) -> None:
    async with reading(long, size=(90, 24)) as tread:
        await tread.press(*("space" if key == " " else key for key in keys))
        rows, selected, unit = tread.text.split("\n")[:-1], tread.selected, tread.screen.view.selection.unit
        await leave(tread)
    async with reading(long, size=(90, 24)) as tread:
        assert tread.text.split("\n")[:-1] == rows
        assert (tread.selected, tread.screen.view.selection.unit) == (selected, unit)
    async with reading(long, size=(50, 14)) as tread:
        assert tread.selected == selected
        await tread.shows(selected.split()[0])
        await leave(tread)
    async with reading(long, size=(90, 24)) as tread:
        assert tread.selected == selected


async def test_a_page_that_was_scrolled_away_from_the_selection_is_the_one_that_is_kept(long: Path) -> None:
    async with reading(long, size=(90, 24)) as tread:
        tread.screen.view.scroll_rows(61)
        await tread.pilot.pause()
        top = tread.screen.view.top_position
        assert top.paragraph > 3
        await leave(tread)
    async with reading(long, size=(90, 24)) as tread:
        assert tread.screen.view.top_position == top
        assert tread.screen.view.selection.range.start.paragraph == top.paragraph


async def test_a_place_in_an_article_that_was_edited_goes_by_its_words(long: Path) -> None:
    async with reading(long, size=(90, 24)) as tread:
        await tread.press("space", "space", "l")
        selected = tread.selected
        await leave(tread)
    write(long, "A paragraph that is new.\n\n" + numbered(60))
    async with reading(long, size=(90, 24)) as tread:
        assert tread.selected.startswith(selected[:12])
        await tread.shows(selected[:12])


async def test_a_symlinks_place_is_the_same_in_the_list_as_on_the_page(long: Path) -> None:
    link = long.parent / "another name.txt"
    link.symlink_to(long)
    async with reading(link, size=(90, 24)) as tread:
        await tread.press("G")
        await leave(tread)
    async with reading(long.parent, size=(60, 24)) as tread:
        await tread.shows("100 %")
        assert tread.text.count("100 %") == 1
        await tread.press("enter")
        await tread.until(lambda: tread.screen.article, "the article")
        assert tread.selected.startswith("The 60th")


async def test_an_article_read_to_its_end_gets_its_sign_at_once(long: Path) -> None:
    write(long.parent / "short.txt", "A short one.\n")
    async with reading(long.parent, size=(150, 24)) as tread:
        await tread.shows("● A short one.", "● The 1th")
        await tread.press("enter", "space")
        await tread.until(lambda: tread.screen.article, "the article")
        tread.screen.places.keep()
        await tread.shows("◐ The 1th")
        await tread.press("G")
        tread.screen.places.keep()
        await tread.shows("○ The 1th")
        await tread.press("g", "g")
        tread.screen.places.keep()
        await tread.pilot.pause()
        assert "○ The 1th" in tread.text
