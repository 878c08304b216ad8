"""What is wrong is said where nothing is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import Driver, reading, write
from textual.geometry import Region
from textual.widgets._toast import Toast

TEXT = "# One\n\nA first paragraph.\n\n" + "\n\n".join(f"Paragraph {number} of many." for number in range(40))
LONG = "A sentence about something that went wrong, and what can be done about it now. " * 2


def notices(tread: Driver) -> list[Region]:
    """Where notices can be seen."""
    placed = tread.app.screen._compositor.full_map
    toasts = [one for one in tread.app.screen.query(Toast) if one.is_attached and one in placed]
    return [region for region in (placed[one].visible_region for one in toasts) if region.area]


async def said(tread: Driver, number: int) -> None:
    """So many notices are on the screen."""
    await tread.until(lambda: len(notices(tread)) == number, f"{number} notices")
    await tread.pilot.pause()


def typed(tread: Driver) -> Region:
    """Where a note is typed, with what stands above and below it."""
    editor = tread.screen.sidebar.editor
    assert editor is not None
    label = tread.screen.sidebar.query_one(".note-label")
    return label.region.union(editor.region).union(editor.hint.region)


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60)])
async def test_a_notice_never_covers_the_note_that_is_written(tmp_path: Path, size: tuple[int, int]) -> None:
    async with reading(write(tmp_path / "one.md", TEXT), size=size) as tread:
        tread.app.warn(LONG)
        await said(tread, 1)
        await tread.press("j", "a")
        await tread.until(lambda: tread.screen.sidebar.is_writing, "the editor")
        await tread.paste("\n".join(f"row {number}" for number in range(60)))
        tread.app.warn(f"Another: {LONG}")
        await tread.pilot.pause(0.1)
        assert typed(tread).height > 5
        assert not [one for one in notices(tread) if one.overlaps(typed(tread))]
        await tread.press("escape")
        await tread.shows("Another: A sentence")


async def test_a_notice_never_covers_a_question(tmp_path: Path) -> None:
    async with reading(write(tmp_path / "one.md", TEXT), size=(40, 12)) as tread:
        tread.app.warn(LONG)
        await said(tread, 1)
        await tread.press("/")
        prompt = tread.screen.asker.prompt
        assert prompt is not None
        await tread.until(lambda: prompt.field.has_focus, "the field")
        assert prompt.region.area and not [one for one in notices(tread) if one.overlaps(prompt.region)]


async def test_a_notice_waits_in_a_window_that_becomes_small_while_a_note_is_written(tmp_path: Path) -> None:
    async with reading(write(tmp_path / "one.md", TEXT), size=(120, 40)) as tread:
        tread.app.warn("Something is wrong.")
        await said(tread, 1)
        await tread.press("j", "a")
        await tread.resize(40, 12)
        await said(tread, 0)
        await tread.resize(120, 40)
        await said(tread, 1)
        await tread.shows("Something is wrong.")
