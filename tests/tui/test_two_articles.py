"""Two article panes: side by side or in turns, of one article or of two, each with a place of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import Driver, reading, stored, write

from tread.tui.widgets.article_pane import ArticlePane

WIDE = (130, 30)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "lib"
    for name in ("harbour", "winter"):
        paragraphs = (f"Paragraph {number} of the {name}, and no more." for number in range(1, 81))
        write(folder / f"{name}.txt", "\n\n".join((f"The {name}", *paragraphs)))
    return folder


def shown(tread: Driver) -> list[ArticlePane]:
    """The article panes on the screen, from left to right."""
    panes = [pane for pane in tread.screen.query(ArticlePane) if pane.has_class("-shown")]
    return sorted(panes, key=lambda pane: pane.region.x)


async def choose(tread: Driver, key: str) -> None:
    """Open another article of the library in the pane that is read in."""
    tread.screen.panes.focus("library")
    await tread.press(key, "enter")


def drawn_in(tread: Driver, pane: ArticlePane, text: str) -> str:
    """The highlight's role that a text is drawn in, or empty."""
    rows = (pane.view.render_line(y) for y in range(pane.view.size.height))
    row = next(row for row in rows if text in row.text)
    grounds = {segment.style.bgcolor for segment in row if segment.style and text in segment.text}
    roles = (f"highlight-{number}" for number in range(1, 6))
    return next((role for role in roles if tread.app.looks.style(role).bgcolor in grounds), "")


def number(tread: Driver) -> int:
    """The number of the selected paragraph."""
    return tread.selection.range.start.paragraph


async def test_a_split_shows_the_same_place_twice_and_then_two(library: Path) -> None:
    async with reading(library / "harbour.txt", size=WIDE) as tread:
        await tread.press("space", "space")
        place, top = number(tread), tread.screen.view.top_position
        await tread.press("ctrl+w", "v")
        left, right = shown(tread)
        assert left.article is right.article
        assert tread.screen.view is right.view
        assert (number(tread), right.view.top_position) == (place, top)
        await tread.press("G")
        assert number(tread) == 80
        assert left.view.selection.range.start.paragraph == place
        assert left.view.top_position == top
        await tread.press("ctrl+w", "w")
        assert (tread.screen.view, number(tread)) == (left.view, place)


async def test_a_highlight_made_in_one_pane_is_drawn_in_the_other(library: Path) -> None:
    async with reading(library / "harbour.txt", size=WIDE) as tread:
        await tread.press("ctrl+w", "v", "j", "3")
        await tread.saved()
        assert [drawn_in(tread, pane, "Paragraph 1 ") for pane in shown(tread)] == ["highlight-3"] * 2
        await tread.press("ctrl+w", "w", "u")
        assert [drawn_in(tread, pane, "Paragraph 1 ") for pane in shown(tread)] == [""] * 2
        await tread.until(lambda: not stored(library / "harbour.txt"), "the end of the highlight")


async def test_the_sidebar_follows_the_focus_between_two_articles(library: Path) -> None:
    async with reading(library, size=(200, 30), overrides={"sidebar": "on"}) as tread:
        await tread.press("enter")
        await tread.shows("Paragraph 1 of the harbour")
        await tread.press("j", "1", "ctrl+w", "v")
        await choose(tread, "j")
        await tread.shows("Paragraph 1 of the winter")
        left, right = shown(tread)
        assert (left.article_path, right.article_path) == (library / "harbour.txt", library / "winter.txt")
        await tread.press("j", "j", "2")
        assert "“Paragraph 2 of the winter" in tread.text
        assert "“Paragraph 1 of the harbour" not in tread.text
        await tread.press("ctrl+w", "w")
        assert "“Paragraph 1 of the harbour" in tread.text
        assert "“Paragraph 2 of the winter" not in tread.text


async def test_the_panes_are_named_and_the_one_with_the_keys_is_brighter(library: Path) -> None:
    async with reading(library / "harbour.txt", size=WIDE) as tread:
        await tread.press("G")
        assert "The harbour" not in tread.text
        await tread.press("ctrl+w", "v")
        assert tread.text.split("\n")[0].count("The harbour") == 2
        await tread.press("ctrl+w", "q")
        assert "The harbour" not in tread.text


async def test_below_ninety_cells_two_articles_take_turns(library: Path) -> None:
    async with reading(library / "harbour.txt", size=(90, 30)) as tread:
        await tread.press("ctrl+w", "v", "G")
        assert len(shown(tread)) == 2
        await tread.resize(89, 30)
        (alone,) = shown(tread)
        assert alone.view is tread.screen.view
        assert number(tread) == 80
        await tread.press("ctrl+w", "w")
        (other,) = shown(tread)
        assert other is not alone
        assert number(tread) == 0
        await tread.press("tab")
        assert shown(tread) == [alone]
        assert number(tread) == 80


async def test_tab_goes_through_both_articles(library: Path) -> None:
    async with reading(library, size=(200, 30)) as tread:
        await tread.press("enter")
        await tread.shows("Paragraph 1 of the harbour")
        await tread.press("ctrl+w", "v")
        left, right = shown(tread)
        seen = []
        for _ in range(5):
            await tread.press("tab")
            seen.append((tread.screen.context, tread.screen.panes.current))
        expected = [("sidebar", right), ("library", right), ("article", left), ("article", right)]
        assert seen == [*expected, expected[0]]


async def test_a_click_in_the_other_pane_reads_on_there(library: Path) -> None:
    async with reading(library / "harbour.txt", size=WIDE) as tread:
        await tread.press("ctrl+w", "v", "G")
        left, right = shown(tread)
        await tread.pilot.click(left.view, offset=(10, 4))
        assert tread.screen.view is left.view
        assert number(tread) == 1
        await tread.press("1")
        assert tread.only().anchor is not None
        assert right.view.selection.range.start.paragraph == 80


@pytest.mark.parametrize("closed", [0, 1])
async def test_closing_either_pane_leaves_the_other_as_it_was(library: Path, closed: int) -> None:
    async with reading(library / "harbour.txt", size=WIDE) as tread:
        await tread.press("j", "ctrl+w", "v", "G")
        panes = shown(tread)
        if not closed:
            await tread.press("ctrl+w", "w")
        await tread.press("ctrl+w", "q")
        (left,) = shown(tread)
        assert left is panes[1 - closed]
        assert number(tread) == (1 if closed else 80)
        await tread.press("ctrl+w", "q")
        assert "This is the only article pane." in tread.status
        await tread.press("ctrl+w", "v", "k")
        assert len(shown(tread)) == 2
        assert number(tread) == (0 if closed else 79)


async def test_there_are_two_articles_at_most(library: Path) -> None:
    async with reading(library / "harbour.txt", size=(200, 30)) as tread:
        await tread.press("ctrl+w", "v", "ctrl+w", "v")
        assert "There are two articles already." in tread.status
        assert len(shown(tread)) == 2


async def test_panes_are_made_wider_and_even_again(library: Path) -> None:
    async with reading(library / "harbour.txt", size=WIDE, overrides={"sidebar": "off"}) as tread:
        await tread.press("ctrl+w", "v")
        left, right = shown(tread)
        even = right.size.width
        await tread.press("ctrl+w", ">")
        assert (right.size.width, left.size.width + right.size.width) == (even + 4, WIDE[0] - 1)
        await tread.press("ctrl+w", "w", "ctrl+w", "<")
        assert right.size.width == even + 8
        await tread.press("ctrl+w", "=")
        assert right.size.width == even


async def test_the_sidebar_is_made_wider_from_either_side(library: Path) -> None:
    async with reading(library / "harbour.txt", size=WIDE) as tread:
        sidebar = tread.screen.sidebar
        assert sidebar.size.width == 34
        await tread.press("ctrl+w", "<")
        assert sidebar.size.width == 38
        await tread.press("tab", "ctrl+w", "<")
        assert sidebar.size.width == 34
        await tread.press("S", "ctrl+w", ">")
        assert "There is nothing beside the article." in tread.status


async def test_a_rule_is_dragged(library: Path) -> None:
    async with reading(library / "harbour.txt", size=WIDE) as tread:
        x = tread.screen.sidebar.region.x - 1
        await tread.pilot.mouse_down(offset=(x, 5))
        await tread.pilot.hover(offset=(x - 6, 5))
        await tread.pilot.mouse_up(offset=(x - 6, 5))
        assert tread.screen.sidebar.size.width == 40
        await tread.pilot.hover(offset=(x - 20, 5))
        assert tread.screen.sidebar.size.width == 40


async def test_a_note_goes_to_the_article_it_was_begun_on(library: Path) -> None:
    async with reading(library, size=(200, 30)) as tread:
        await tread.press("enter")
        await tread.shows("Paragraph 1 of the harbour")
        await tread.press("ctrl+w", "v")
        await choose(tread, "j")
        await tread.shows("Paragraph 1 of the winter")
        left, _ = shown(tread)
        await tread.press("j", "a")
        await tread.type("cold")
        await tread.pilot.click(left.view, offset=(10, 6))
        await tread.until(lambda: stored(library / "winter.txt"), "the note")
        (note,) = stored(library / "winter.txt")
        assert note.note == "cold"
        assert note.anchor is not None
        assert note.anchor.quote.exact == "Paragraph 1 of the winter, and no more."


async def test_an_article_opened_twice_is_one_article(library: Path) -> None:
    async with reading(library, size=(200, 30)) as tread:
        await tread.press("enter")
        await tread.shows("Paragraph 1 of the harbour")
        await tread.press("ctrl+w", "v")
        await choose(tread, "j")
        await tread.shows("Paragraph 1 of the winter")
        await choose(tread, "k")
        await tread.hides("Paragraph 1 of the winter")
        left, right = shown(tread)
        assert left.article is right.article


async def test_each_article_keeps_its_own_place_for_the_next_time(library: Path) -> None:
    async with reading(library, size=(200, 30)) as tread:
        await tread.press("enter")
        await tread.shows("Paragraph 1 of the harbour")
        await tread.press("ctrl+w", "v")
        await choose(tread, "j")
        await tread.shows("Paragraph 1 of the winter")
        await tread.press("G", "ctrl+w", "w", "j", "j", "ctrl+q")
        await tread.pilot.pause()
    async with reading(library / "winter.txt") as tread:
        assert number(tread) == 80
    async with reading(library / "harbour.txt") as tread:
        assert number(tread) == 2
