"""What is drawn of a frame, and what is kept from the one before."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import reading, write

from tread.tui.widgets.rule import Rule

LONG = "\n\n".join(f"Paragraph {number} of a longish article, which has some words." for number in range(200))


@pytest.mark.parametrize("size", [(120, 40), (70, 20), (30, 8), (18, 3)])
async def test_every_cell_of_the_screen_has_a_colour_behind_it(tmp_path: Path, size: tuple[int, int]) -> None:
    write(tmp_path / "a.txt", LONG)
    async with reading(tmp_path, size=size) as driver:
        for keys in ([], ["enter"], ["s"], ["ctrl+w", "v"]):
            await driver.press(*keys)
            strips = driver.app.screen._compositor.render_strips()
            assert [strip.cell_length for strip in strips] == [size[0]] * size[1]
            assert all(segment.style and segment.style.bgcolor for strip in strips for segment in strip)


async def test_rows_that_stay_in_view_are_kept_as_they_were_drawn(tmp_path: Path) -> None:
    article = write(tmp_path / "a.txt", LONG)
    async with reading(article, size=(120, 40)) as driver:
        view = driver.screen.view
        view.scroll_rows(20)
        before = view.rows(view.region)
        view.scroll_rows(1)
        after = view.rows(view.region)
        assert sum(row is kept for row, kept in zip(after, before[1:], strict=False)) >= len(after) - 3


async def test_a_rule_is_the_same_strip_in_every_row_until_it_is_taken_hold_of(tmp_path: Path) -> None:
    article = write(tmp_path / "a.txt", LONG)
    async with reading(article, size=(120, 40), overrides={"sidebar": "on"}) as driver:
        rule = driver.screen.query_one("#sidebar-rule", Rule)
        strip = rule.render_line(0)
        assert all(row is strip for row in rule.rows(rule.region))
        await driver.pilot.mouse_down(rule)
        assert rule.render_line(0) != strip
        await driver.pilot.mouse_up(rule)
        assert rule.render_line(0) == strip
