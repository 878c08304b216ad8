"""Keys pressed before what they are meant for is there, however they fall in with it."""

from __future__ import annotations

import asyncio
from itertools import count
from pathlib import Path

from driving import Driver, reading, write

from tread.tui.widgets.note_editor import NoteEditor

TEXT = "# One\n\nA teapot.\n\n" + "\n\n".join(f"Paragraph {number} of many." for number in range(20))
_STEPS = 30
"""So many steps of the loop lie between two keys at the most: a field has the focus well before."""


async def typed(tread: Driver, text: str, first: int, others: int) -> None:
    """Type a text, with so many steps of the loop between its first two keys, and between the others."""
    for number, character in enumerate(text):
        tread.type_ahead(character)
        for _ in range(first if number == 0 else others):
            await asyncio.sleep(0)


async def test_a_question_is_answered_whenever_its_keys_come(tmp_path: Path) -> None:
    async with reading(write(tmp_path / "one.md", TEXT), size=(100, 30)) as tread:
        for first in range(_STEPS):
            others = (0, 1, 3)[first % 3]
            await typed(tread, "/teapot\r2", first, others)
            await tread.until(
                lambda: [one.colour for one in tread.reading.annotations] == ["green"],
                f"the mark, with {first} and {others} steps",
            )
            assert tread.screen.asker.question is None and tread.selected == "teapot"
            await tread.press("u", "escape", "g", "g")
            assert tread.reading.annotations == []


async def test_one_question_follows_another_whenever_its_keys_come(tmp_path: Path) -> None:
    numbers, rubout = count(), "\x7f" * 12
    async with reading(write(tmp_path / "one.md", TEXT), size=(100, 30)) as tread:
        await tread.press("j", "1")
        for steps in range(_STEPS):
            one, other = f"a{next(numbers)}", f"b{next(numbers)}"
            await typed(tread, f"t{one}\rt{rubout}{other}\r", steps, 0 if steps % 2 else 1)
            await tread.until(lambda other=other: tread.only().tags == (other,), f"the tag, with {steps}")  # type: ignore[misc]
            assert tread.screen.asker.question is None


async def test_a_note_is_written_whenever_its_keys_come(tmp_path: Path) -> None:
    async with reading(write(tmp_path / "one.md", TEXT), size=(100, 30)) as tread:
        for steps in range(_STEPS):
            await typed(tread, "ja", steps, 0)
            await typed(tread, "teapot\x1b", steps // 2, steps % 3)
            await tread.until(lambda: tread.reading.annotations, f"the note, with {steps} steps")
            assert tread.only().note == "teapot"
            await tread.press("u", "g", "g")
            await tread.until(lambda: not tread.screen.query(NoteEditor), "the end of the editor")
