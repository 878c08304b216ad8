"""Counts before a motion, with digits for colours and with digits for counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import reading, write


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write(tmp_path / "a.txt", "\n\n".join(f"Paragraph {n} has words." for n in range(1, 61)))


async def test_a_count_is_typed_behind_c_where_digits_are_colours(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("c", "1", "2", "j")
        assert tread.selected == "Paragraph 13 has words."
        await tread.press("c", "3", "k", "c", "2", "w")
        assert tread.selected == "10"
        assert tread.reading.annotations == []
        await tread.press("3")
        assert tread.only().colour == "blue"
        await tread.press("c", "4", "2", "G")
        assert tread.selected == "Paragraph 42 has words."
        await tread.press("c", "9", "9", "9", "9", "9", "9", "j")
        assert tread.selected == "Paragraph 60 has words."


async def test_digits_count_where_that_is_set_and_c_begins_a_colour(article: Path) -> None:
    async with reading(article, overrides={"digits": "counts"}) as tread:
        await tread.press("1", "0", "j")
        assert tread.selected == "Paragraph 11 has words."
        await tread.press("c", "2")
        assert tread.only().colour == "green"
        await tread.press("3", "k", "2", "G")
        assert tread.selected == "Paragraph 2 has words."


async def test_a_count_repeats_only_what_can_be_repeated(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("1", "j", "2", "j", "3", "c", "2", "u")
        assert len(tread.reading.annotations) == 1
        await tread.press("j", "2", "j", "3", "c", "3", "x")
        assert len(tread.reading.annotations) == 2
        await tread.press("g", "g", "l", "c", "2", "w", "c", "2", "+")
        assert tread.selected.endswith("Paragraph 60 has words.")


async def test_escape_gives_a_count_up(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("c", "5", "escape", "j")
        assert tread.selected == "Paragraph 2 has words."
        await tread.until(lambda: "? keys" in tread.status, "the status")
        tread.type_ahead("c5")
        await tread.shows("a number and a motion")
