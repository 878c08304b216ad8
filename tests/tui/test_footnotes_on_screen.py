"""Footnotes shown under the rows that refer to them, and the page that stays where it is."""

from __future__ import annotations

from pathlib import Path

from driving import reading, write

WORDS = "A sentence of some words. " * 12
NOTE = "What the note says is rather longer than a row can be, so that it takes two of them or more."
ARTICLE = f"# Title\n\nBefore.[^a] {WORDS}[^b]\n\n" + f"{WORDS}\n\n" * 30 + f"[^a]: {NOTE}\n\n[^b]: Second.\n"


async def test_one_key_shows_the_notes_of_the_selection_and_hides_them_again(tmp_path: Path) -> None:
    async with reading(write(tmp_path / "a.md", ARTICLE), size=(80, 30)) as driver:
        await driver.press("S", "j")
        before, view = driver.text, driver.screen.view
        top = view.top_position
        await driver.press("r")
        rows = driver.text.split("\n")
        (note,) = [y for y, row in enumerate(rows) if "┆ [1] What the note says" in row]
        assert "Before.[1]" in rows[note - 1] and "┆" in rows[note + 1]
        assert "┆ [2] Second." in driver.text and view.top_position == top
        assert driver.selected.startswith("Before.")
        await driver.press("r")
        assert driver.text == before


async def test_only_the_note_of_the_selected_sentence_is_shown(tmp_path: Path) -> None:
    async with reading(write(tmp_path / "a.md", ARTICLE), size=(80, 30)) as driver:
        await driver.press("S", "j", "l", "r")
        assert "┆ [1]" in driver.text and "┆ [2]" not in driver.text


async def test_a_note_below_the_page_is_brought_into_view(tmp_path: Path) -> None:
    article = f"{WORDS}\n\n" * 3 + f"Last.[^a]\n\n{WORDS}\n\n{WORDS}\n\n[^a]: {NOTE}\n"
    async with reading(write(tmp_path / "a.md", article), size=(60, 40)) as driver:
        await driver.press("home")
        view = driver.screen.view
        rows = driver.text.split("\n")
        (last,) = [y for y, row in enumerate(rows) if "Last." in row]
        await driver.resize(60, last + 2)
        await driver.pilot.click("#article", offset=(view._left + 1, last))
        assert driver.selected == "Last.[1]" and view.top_position.paragraph == 0
        await driver.press("r")
        assert "two of them or more." in driver.text and "Last." in driver.text


async def test_the_end_of_the_article_can_be_reached_with_a_note_shown(tmp_path: Path) -> None:
    article = f"{WORDS}\n\n" * 5 + f"Ref.[^a]\n\nEnd of the text.\n\n[^a]: {NOTE}\n"
    async with reading(write(tmp_path / "a.md", article), size=(60, 20)) as driver:
        await driver.press("G", "k", "k", "r")
        assert "┆ [1]" in driver.text
        await driver.press("G")
        assert "End of the text." in driver.text and driver.screen.view.fraction_seen == 1.0


async def test_where_no_footnote_is_referred_to_the_reader_is_told(tmp_path: Path) -> None:
    async with reading(write(tmp_path / "a.md", ARTICLE)) as driver:
        await driver.press("r")
        assert "No footnote is referred to here." in driver.status
        await driver.press("j", "r", "k", "r")
        assert "┆" not in driver.text


async def test_marks_on_a_footnote_are_seen_where_it_is_shown(tmp_path: Path) -> None:
    async with reading(write(tmp_path / "a.md", ARTICLE), size=(80, 30)) as driver:
        await driver.press("S", "G", "k", "1", "g", "g", "j", "r")
        view = driver.screen.view
        y = next(y for y, row in enumerate(driver.text.split("\n")) if "┆ [1]" in row)
        style = view.style_of("muted highlight-1")
        assert any(segment.style == style for segment in view.render_line(y))


async def test_a_click_on_a_footnote_selects_the_paragraph_it_is_on_and_nothing_else(tmp_path: Path) -> None:
    article = f"# Title\n\nBefore and after.[^a]\n\nLast.\n\n[^a]: {NOTE}\n"
    async with reading(write(tmp_path / "a.md", article), size=(80, 30)) as driver:
        await driver.press("S", "j", "1", "r", "g", "g")
        view = driver.screen.view
        note = next(y for y, row in enumerate(driver.text.split("\n")) if "┆ [1]" in row)
        for _ in range(2):
            await driver.pilot.click("#article", offset=(view._left + 8, note))
            assert driver.selected == "Before and after.[1]" and driver.selection.unit == "paragraph"
        await driver.pilot.mouse_down("#article", offset=(view._left, note - 1))
        await driver.pilot.hover("#article", offset=(view._left + 8, note))
        assert driver.selected == "Before and after.[1]" and driver.selection.unit == "free"
