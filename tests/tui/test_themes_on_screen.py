"""Every theme that ships, on the screen."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from driving import reading, write

from tread.themes import load_themes

THEMES = load_themes(None).themes


@pytest.mark.parametrize("name", THEMES)
async def test_every_theme_can_be_started_with_and_shows_marks(tmp_path: Path, name: str) -> None:
    article = write(tmp_path / "one.txt", "A paragraph to read.\n\nAnother one.\n")
    async with reading(article, overrides={"theme": name}) as tread:
        await tread.shows("A paragraph to read.")
        await tread.press("1", "j", "l", "2", "slash")
        await tread.type("one")
        await tread.press("enter")
        assert tread.app.theme == name
        assert len(tread.reading.marks.marks) == 2


async def test_every_theme_can_be_changed_to(tmp_path: Path) -> None:
    article = write(tmp_path / "one.txt", "A paragraph to read.\n\nAnother one.\n")
    async with reading(article) as tread:
        for palette in THEMES.values():
            tread.app.set_palette(palette)
            await asyncio.sleep(0)
            await tread.press("a", "escape", "question_mark", "escape")
            await tread.shows("A paragraph to read.")
