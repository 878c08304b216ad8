"""Every command by key, by name and in the help; themes; settings that are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import Driver, reading, write
from textual.command import CommandPalette

from tread.commands import COMMANDS
from tread.tui.actions import ACTIONS
from tread.tui.screens.keys import KeysScreen
from tread.tui.screens.reader import ReaderScreen

TEXT = "# One\n\nA first paragraph.\n\n## Two\n\nA second paragraph. It has two sentences.\n"


def test_every_command_has_an_action_and_every_action_a_command() -> None:
    assert set(ACTIONS) == {command.id for command in COMMANDS}


async def run_all(tread: Driver) -> None:
    """Run every command but quitting, closing whatever it has opened."""
    for command in COMMANDS:
        contexts = command.contexts if command.group == "Marking" else command.contexts[:1]
        for context in contexts:
            if command.id == "app.quit" or (context == "sidebar" and tread.screen.article is None):
                continue
            if context == "note":
                if tread.screen.article is None:
                    continue
                tread.screen.run_command("mark.article-note")
            elif context == "notes":
                tread.screen.run_command("notes.show")
            else:
                tread.screen.panes.focus(context)
            tread.screen.run_command(command.id)
            await tread.pilot.pause(0)
            prompt = tread.screen.asker.prompt
            is_asking = prompt is not None and prompt.is_asking
            if context == "notes":
                tread.screen.run_command("notes.leave")
                await tread.pilot.pause(0)
            elif tread.app.screen is not tread.screen or is_asking or tread.screen.sidebar.is_writing:
                await tread.press("escape")
            assert tread.app.screen is tread.screen, command.id


@pytest.mark.parametrize("text", [TEXT, "", None], ids=["an article", "an empty article", "no article"])
async def test_every_command_runs_wherever_it_is_offered(
    tmp_path: Path, text: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if text is not None:
        write(tmp_path / "lib" / "one.md", text)
    folder = tmp_path / "lib"
    folder.mkdir(exist_ok=True)
    async with reading(folder, size=(200, 40)) as tread:
        if text is not None:
            await tread.press("enter")
            await tread.until(lambda: tread.screen.article, "the article")
        await run_all(tread)
        assert tread.app.is_running


async def test_the_keys_are_shown_and_the_help_goes_away_again(tmp_path: Path) -> None:
    async with reading(write(tmp_path / "one.md", TEXT), size=(100, 30)) as tread:
        await tread.press("?")
        await tread.shows("Select the next paragraph.", "j, ↓")
        assert isinstance(tread.app.screen, KeysScreen)
        await tread.press("G")
        await tread.shows("from there leave tread.")
        await tread.press("q")
        assert isinstance(tread.app.screen, ReaderScreen)
        assert tread.app.is_running


async def test_the_palette_finds_a_command_and_runs_it(tmp_path: Path) -> None:
    async with reading(write(tmp_path / "one.md", TEXT), size=(100, 30)) as tread:
        await tread.press("j", ":")
        await tread.until(lambda: isinstance(tread.app.screen, CommandPalette), "the palette")
        await tread.type("colour 3")
        await tread.shows("Colour 3  3")
        await tread.press("enter")
        await tread.until(lambda: tread.reading.annotations, "the highlight")
        assert tread.only().colour == "blue"


async def test_a_theme_is_chosen_by_name(tmp_path: Path) -> None:
    async with reading(write(tmp_path / "one.md", TEXT), size=(100, 30)) as tread:
        await tread.press("1")
        before = tread.screen.view.style_of("ink")
        tread.screen.run_command("view.theme")
        await tread.until(lambda: isinstance(tread.app.screen, CommandPalette), "the palette")
        await tread.type("sepia")
        await tread.shows("Sepia  sepia")
        await tread.press("enter")
        await tread.until(lambda: tread.app.theme == "sepia", "the theme")
        assert tread.screen.view.style_of("ink") != before
        page = tread.screen.view.style_of("ink").bgcolor
        await tread.until(lambda: background(tread, 0, 0) == page, "the page's colour")


def background(tread: Driver, x: int, y: int) -> object:
    style = tread.app.screen.get_style_at(x, y)
    return style.bgcolor


async def test_no_colour_is_used_where_none_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(write(tmp_path / "one.md", TEXT), size=(100, 30)) as tread:
        await tread.press("j", "l", "1")
        assert tread.screen.view.style_of("highlight-1").underline
        assert tread.screen.view.style_of("selection").reverse
        assert tread.app.no_color


async def test_a_sequence_shows_what_may_follow_and_rebound_keys_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = write(
        tmp_path / "config.toml", 'measure = "wide"\n[keys]\n"mark.colour-1" = "H"\n"mark.nte" = "z"\n'
    )
    monkeypatch.setenv("TREAD_CONFIG", str(config))
    async with reading(write(tmp_path / "one.md", TEXT), size=(120, 30)) as tread:
        await tread.shows("mark.nte", "measure")
        await tread.press("j", "1")
        assert tread.reading.annotations == []
        await tread.press("H")
        assert tread.only().colour == "yellow"
        await tread.press("g")
        await tread.shows("g Top")
        await tread.press("g")
        assert tread.selected == "One"


async def test_a_theme_that_is_not_whole_is_named_and_the_default_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # a short path, so that what is said of it stands in one row
    monkeypatch.setenv("TREAD_CONFIG", str(write(Path("config.toml"), 'theme = "mine"\n')))
    write(Path("themes") / "mine.toml", 'title = "Mine"\n')
    async with reading(write(tmp_path / "one.md", TEXT), size=(120, 30)) as tread:
        await tread.shows("dark: A theme says whether it", "And 16 more problems")
        assert tread.app.theme == "tread-dark"
