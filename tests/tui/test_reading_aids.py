from __future__ import annotations

from pathlib import Path

import pytest
from driving import Driver, reading, write
from rich.color import Color as RichColor
from textual.color import Color

from tread.library import Library
from tread.store.paces import Paces
from tread.store.places import Places
from tread.themes import Theme, contrast, load_themes
from tread.tui.looks import Looks
from tread.tui.pacing import Pacing

THEMES = list(load_themes(None).themes.values())
PARAGRAPHS = [f"Paragraph {n} says that the harbour was sold in year {n}." for n in range(60)]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write(tmp_path / "harbour.txt", "\n\n".join(PARAGRAPHS) + "\n")


def inks(driver: Driver, words: str) -> set[str]:
    """The colours and faces that a row of the page with these words is drawn in."""
    view = driver.screen.view
    for y in range(view.size.height):
        strip = view.render_line(y)
        if words in strip.text:
            return {str(style) for text, style, _ in list(strip)[:-1] if text.strip() and style}
    raise AssertionError(f"{words!r} is not in view")


# Focus mode


async def test_focus_mode_dims_all_but_the_paragraph_that_is_read(article: Path) -> None:
    async with reading(article) as driver:
        await driver.press("j", "j")
        plain = inks(driver, "Paragraph 5 ")
        assert plain <= inks(driver, "Paragraph 2 ")
        await driver.press("F")
        dimmed = inks(driver, "Paragraph 5 ")
        assert plain.isdisjoint(dimmed)
        assert plain <= inks(driver, "Paragraph 2 ")
        await driver.press("j")
        assert inks(driver, "Paragraph 2 ") == dimmed
        assert plain <= inks(driver, "Paragraph 3 ")
        await driver.press("v", "j")
        assert dimmed.isdisjoint(inks(driver, "Paragraph 3 "))
        await driver.press("F")
        assert inks(driver, "Paragraph 9 ") == plain


async def test_focus_mode_can_be_on_from_the_start_and_holds_for_a_second_pane(article: Path) -> None:
    async with reading(article, size=(160, 30), overrides={"focus_mode": "on"}) as driver:
        dimmed = inks(driver, "Paragraph 5 ")
        await driver.press("ctrl+w", "v", "j")
        assert inks(driver, "Paragraph 5 ") == dimmed
        assert inks(driver, "Paragraph 1 ") != dimmed


@pytest.mark.parametrize("theme", [theme for theme in THEMES if not theme.ansi], ids=lambda theme: theme.name)
def test_what_is_dimmed_can_still_be_read(theme: Theme) -> None:
    looks = Looks(theme, colourless=False)
    grounds = set()
    for roles in ["ink", "heading", "link", "code", "quote", *(f"ink highlight-{n}" for n in range(1, 6))]:
        dimmed = looks.dimmed(looks.style(roles))
        assert contrast(_hex(dimmed.color), _hex(dimmed.bgcolor)) >= 4.5, roles
        grounds.add(_hex(dimmed.bgcolor))
    ink = looks.dimmed(looks.style("ink"))
    assert contrast(_hex(ink.color), theme.roles["page"]) < contrast(theme.roles["ink"], theme.roles["page"])
    assert len(grounds) == 6, "a dimmed highlight looks like another, or like none"


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_dimmed_highlights_are_told_from_text_and_matches_stay_bright(theme: Theme) -> None:
    for colourless in (False, True):
        looks = Looks(theme, colourless=colourless)
        ink = looks.dimmed(looks.style("ink"))
        assert ink != looks.style("ink")
        assert looks.dimmed(looks.style("ink highlight-1")) not in (ink, looks.style("ink highlight-1"))
    looks = Looks(theme, colourless=False)
    assert looks.dimmed(looks.style("ink search")) == looks.style("ink search")


def _hex(colour: RichColor | None) -> str:
    assert colour is not None
    return Color.from_rich_color(colour).hex.lower()


# Only the article


async def test_only_the_article_is_only_the_article(article: Path) -> None:
    async with reading(article.parent, size=(140, 30)) as driver:
        await driver.shows("Paragraph 0")
        await driver.press("enter")
        await driver.shows("¶ 1/60")
        await driver.press(*["j"] * 20)
        page = driver.screen.view.top_position
        await driver.press("Z")
        await driver.hides("keys")
        assert "Notes" not in driver.text and "Library" not in driver.text
        assert driver.screen.view.size == driver.app.size
        assert driver.screen.view.top_position == page
        await driver.press("Z")
        await driver.shows("Notes", "Library", "¶ 21/60")
        assert driver.screen.view.top_position == page


async def test_escape_brings_the_panes_back_after_it_has_let_go_of_everything(article: Path) -> None:
    async with reading(article) as driver:
        await driver.press("Z", "j", "w", "v")
        await driver.press("escape", "escape")
        await driver.pilot.pause()
        assert "? keys" not in driver.text
        await driver.press("escape")
        await driver.shows("? keys")


async def test_only_the_article_stays_when_another_one_is_opened(article: Path) -> None:
    write(article.parent / "other.txt", "Other\n\nAnother text.\n")
    async with reading(article.parent, size=(140, 30)) as driver:
        await driver.shows("Other")
        await driver.press("enter", "Z")
        await driver.hides("Library")
        await driver.press("q")
        await driver.shows("Library", "? keys")
        await driver.press("G", "enter")
        await driver.shows("Another text.")
        await driver.hides("Library")
        assert "? keys" not in driver.text


async def test_errors_and_questions_are_still_seen_with_only_the_article(article: Path) -> None:
    async with reading(article) as driver:
        await driver.press("Z")
        await driver.hides("? keys")
        await driver.press("/")
        await driver.type("year 7")
        await driver.shows(" find", "year 7")
        await driver.press("enter")
        await driver.hides(" find")
        assert "? keys" not in driver.text
        article.unlink()
        await driver.shows("The article’s file is gone")
        await driver.press("j")
        await driver.hides("The article’s file is gone")


async def test_of_two_articles_only_the_one_that_is_read_is_left(article: Path) -> None:
    async with reading(article, size=(160, 30)) as driver:
        await driver.press("ctrl+w", "v", "Z")
        await driver.hides("? keys")
        assert driver.screen.view.size == driver.app.size
        await driver.press("ctrl+w", "w")
        assert driver.screen.view.size == driver.app.size
        await driver.press("Z")
        await driver.shows("? keys")
        assert [pane.has_class("-shown") for pane in driver.screen.panes.articles] == [True, True]


# The reader's own pace


def prose(words: int) -> str:
    rows = [" ".join(f"word{row}" for _ in range(40)) for row in range(words // 40)]
    return "\n\n".join(rows) + "\n"


async def test_minutes_follow_the_pace_that_was_measured(tmp_path: Path) -> None:
    article = write(tmp_path / "articles" / "long.txt", prose(4600))
    async with reading(article.parent, size=(140, 40)) as driver:
        now = [0.0]
        driver.app.pacing = Pacing(clock=lambda: now[0])
        await driver.shows("20 min")
        await driver.press("enter")
        await driver.shows("¶ 1/115")
        for _ in range(8):
            words = driver.screen.view.top_position.paragraph * 40
            await driver.press("space")
            await driver.pilot.pause()
            read_words = driver.screen.view.top_position.paragraph * 40 - words
            now[0] += 60 * read_words / 460
        await driver.until(lambda: driver.app.pacing.pace.is_known("spaced"), "a pace")
        kept = Paces().file
        await driver.until(lambda: kept.exists() and len(kept.read_text().split()) > 7, "keeping")
    async with reading(article.parent, size=(140, 40)) as driver:
        await driver.shows("10 min")


async def test_the_list_of_the_command_line_keeps_to_the_common_pace(tmp_path: Path) -> None:
    article = write(tmp_path / "long.txt", prose(4600))
    for _ in range(9):
        Paces().add("spaced", 460)
    entry = Library(opened=tmp_path).summarise(article, Places())
    assert entry.minutes == 20
    assert Pacing().minutes(entry) == 10
