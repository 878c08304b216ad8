"""How an article is set, and changed while reading: its measure, its edges, its code, its tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import Driver, reading, write

from tread.config import Settings
from tread.core.position import Position
from tread.tui.page_style import PageStyle, hyphens_of, page_style

PROSE = "A reader takes the news as it comes, and an understanding of it much later. " * 6
LONG = "x = " + "abcdefgh " * 12 + "needle"


def drawn(driver: Driver, index: int) -> list[str]:
    """The rows of a paragraph as the screen shows them, without the margin and the rail."""
    view = driver.screen.view
    layout = view.layout_of_text
    assert layout is not None
    left = view._left
    return [
        "".join(segment.text for segment in view.render_line(y))[left : left + layout.width].rstrip()
        for y, spot in enumerate(view._page)
        if spot.paragraph == index and layout.row(spot)
    ]


async def test_text_is_justified_and_ragged_again_with_one_key(tmp_path: Path) -> None:
    async with reading(write(tmp_path / "a.md", PROSE)) as driver:
        before = drawn(driver, 0)
        assert len({len(row) for row in before[:-1]}) > 1
        await driver.press("z", "j")
        assert {len(row) for row in drawn(driver, 0)[:-1]} == {60}
        assert "Justified" in driver.status
        await driver.press("z", "j")
        assert drawn(driver, 0) == before


async def test_words_are_divided_in_the_articles_own_language(tmp_path: Path) -> None:
    text = "Die Nachrichtenagenturen berichteten ununterbrochen. " * 6
    path = write(tmp_path / "a.md", f"---\nlang: de\n---\n\n{text}")
    async with reading(path, overrides={"alignment": "justified", "measure": 40}) as driver:
        ends = [row.split(" ")[-1] for row in drawn(driver, 0) if row.endswith("-")]
        assert ends and set(ends) <= {
            f"{word[:place]}-"
            for word in ("Nachrichtenagenturen", "berichteten", "ununterbrochen")
            for place in (hyphens_of("de") or (lambda _: ()))(word)
        }


@pytest.mark.parametrize(
    ("hyphenation", "alignment", "divides"),
    [
        ("justified", "ragged", False),
        ("always", "ragged", True),
        ("off", "justified", False),
        ("justified", "justified", True),
    ],
)
async def test_words_are_divided_where_the_settings_say_so(
    tmp_path: Path, hyphenation: str, alignment: str, divides: bool
) -> None:
    overrides: dict[str, object] = {"hyphenation": hyphenation, "alignment": alignment, "measure": 44}
    text = "Yesterday representatives announced considerable improvements everywhere. " * 6
    async with reading(write(tmp_path / "a.md", text), overrides=overrides) as driver:
        assert any(row.endswith("-") for row in drawn(driver, 0)) is divides


async def test_the_measure_is_made_wider_and_narrower_with_the_place_kept(tmp_path: Path) -> None:
    async with reading(write(tmp_path / "a.md", f"{PROSE}\n\n" * 20), size=(120, 20)) as driver:
        await driver.press("S", *["space"] * 3)
        top = driver.screen.view.top_position
        await driver.press("z", "+")
        assert driver.screen.view.layout_of_text is not None
        assert driver.screen.view.layout_of_text.width == 76
        await driver.press("z", "-", "z", "-")
        assert driver.screen.view.layout_of_text.width == 68
        assert driver.screen.view.top_position.paragraph == top.paragraph
        assert "Measure: 68 cells" in driver.status


def test_margins_go_before_the_text_gets_narrow() -> None:
    style = page_style(Settings(margin=10))
    assert [style.text_width(room) for room in (200, 80, 60, 45, 30, 2)] == [72, 60, 40, 40, 30, 4]
    assert page_style(Settings()).text_width(60) == 60


async def test_paragraphs_are_set_as_in_a_book_where_the_settings_say_so(tmp_path: Path) -> None:
    overrides: dict[str, object] = {"paragraph_spacing": 0, "first_line_indent": 3}
    async with reading(write(tmp_path / "a.md", "One.\n\nTwo.\n\nThree."), overrides=overrides) as driver:
        assert [drawn(driver, index) for index in range(3)] == [["One."], ["   Two."], ["   Three."]]


async def test_long_code_is_cut_and_scrolled_sideways_or_wrapped(tmp_path: Path) -> None:
    async with reading(write(tmp_path / "a.md", f"Text.\n\n```\n{LONG}\n```\n")) as driver:
        (row,) = drawn(driver, 1)
        assert row.endswith("›") and "needle" not in row
        await driver.press(">", ">")
        (row,) = drawn(driver, 1)
        assert row.startswith("‹") and row.endswith("needle")
        await driver.press(">")
        assert "No code here" in driver.status
        await driver.press("<", "<")
        assert drawn(driver, 1)[0].startswith("  x =")
        await driver.press("z", "c")
        assert len(drawn(driver, 1)) == 3 and drawn(driver, 1)[2].endswith("needle")


async def test_a_match_beyond_the_cut_is_brought_into_view(tmp_path: Path) -> None:
    async with reading(write(tmp_path / "a.md", f"Text.\n\n```\n{LONG}\n```\n")) as driver:
        await driver.press("/")
        await driver.type("needle")
        await driver.press("enter")
        await driver.shows("needle ")
        assert drawn(driver, 1)[0].endswith("needle")
        await driver.press("k", "j", "w", "w")
        assert driver.screen.view.selection.range.start == Position(1, 4)
        assert drawn(driver, 1)[0].startswith("  x =")


async def test_a_click_in_a_cell_of_a_table_is_the_word_it_shows(tmp_path: Path) -> None:
    table = "| Source | Weak on |\n|--|--|\n| Eyewitness | " + "numbers, times and faces " * 5 + "last |\n"
    async with reading(write(tmp_path / "a.md", table)) as driver:
        view = driver.screen.view
        y = max(
            y for y, spot in enumerate(view._page) if view.layout_of_text and view.layout_of_text.row(spot)
        )
        x = view._left + drawn(driver, 0)[-1].index("last")
        await driver.pilot.click("#article", offset=(x + 1, y), times=2)
        assert driver.selected == "last"
        await driver.press("1")
        anchor = driver.only().anchor
        assert anchor is not None and anchor.quote.exact == "last"
        assert view.render_line(y).text[x : x + 4] == "last"


@pytest.mark.parametrize("language", ["en", "EN-us", "de_AT", "pt-BR", "fr-XX"])
def test_a_languages_hyphens_are_found_under_any_of_its_names(language: str) -> None:
    assert hyphens_of(language) is not None


@pytest.mark.parametrize("language", ["xx", "", "../../etc", "[/foo]"])
def test_a_language_without_hyphens_divides_nothing(language: str) -> None:
    assert hyphens_of(language) is None


def test_where_the_letters_would_change_no_word_is_divided() -> None:
    places = hyphens_of("hu")
    assert places is not None and 3 not in places("asszonnyal")


def test_a_style_of_ragged_text_needs_no_hyphens() -> None:
    style: PageStyle = page_style(Settings())
    assert style.hyphens("en") is None


async def test_a_list_in_a_quotation_has_the_quotations_bar_in_its_colour(tmp_path: Path) -> None:
    async with reading(write(tmp_path / "a.md", "Before.\n\n> Said:\n>\n> - one\n\nAfter.\n")) as driver:
        view = driver.screen.view
        assert [drawn(driver, index) for index in (1, 2)] == [["│ Said:"], ["│ • one"]]
        said, one = (
            next(segment for segment in view.render_line(y) if segment.text.startswith("│"))
            for y, spot in enumerate(view._page)
            if spot.paragraph in (1, 2) and view.layout_of_text and view.layout_of_text.row(spot)
        )
        assert one.text == said.text == "│ " and one.style == said.style
