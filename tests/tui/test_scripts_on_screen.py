"""Articles in many scripts on the screen."""

from __future__ import annotations

from pathlib import Path

from driving import reading, write
from textual.geometry import Region

from tread.tui.pinned import PinnedStrip
from tread.tui.widgets.field import Field
from tread.tui.widgets.filter_field import FilterField
from tread.tui.widgets.note_editor import NoteEditor
from tread.tui.widgets.prompt import PromptInput

TEXT = "# Who is coming?\n\n> 👩\u200d👩\u200d👧 from 🇮🇸, with a 👍🏽\n"


async def test_what_is_typed_keeps_its_frame_too(tmp_path: Path) -> None:
    path = write(tmp_path / "emoji.md", TEXT)
    async with reading(path, size=(120, 30), overrides={"sidebar": "on"}) as driver:
        await driver.press("a")
        await driver.paste("दादी 👍🏽")
        editor = driver.screen.query_one(NoteEditor)
        assert isinstance(editor.render_lines(Region(0, 0, editor.size.width, 1))[0], PinnedStrip)
        await driver.press("escape", "slash")
        await driver.paste("दादी 👍🏽")
        field: Field = driver.screen.query_one(PromptInput)
        assert isinstance(field.render_lines(Region(0, 0, field.size.width, 1))[0], PinnedStrip)
        await driver.press("escape", "g", "n", "slash")
        await driver.paste("दादी 👍🏽")
        field = driver.app.screen.query_one(FilterField)
        assert field.value == "दादी 👍🏽"
        assert isinstance(field.render_lines(Region(0, 0, field.size.width, 1))[0], PinnedStrip)


async def test_emoji_are_drawn_whole_unless_the_reader_wants_them_plain(tmp_path: Path) -> None:
    path = write(tmp_path / "emoji.md", TEXT)
    async with reading(path, overrides={"plain_emoji": "off"}) as driver:
        assert "│ 👩\u200d👩\u200d👧 from 🇮🇸, with a 👍🏽" in driver.text
    async with reading(path, overrides={"plain_emoji": "on"}) as driver:
        assert "│ 👩👩👧 from IS, with a 👍" in driver.text
        await driver.press("j", "1")
        await driver.saved()
        assert driver.only().anchor is not None
        assert driver.selected == "👩\u200d👩\u200d👧 from 🇮🇸, with a 👍🏽"
