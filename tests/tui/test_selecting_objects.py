"""Selecting by text objects from the keyboard: growing, shrinking, and one object by its name."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import reading, write

TEXT = """# Markets

## Fish

The harbour closed. “It was cold, but clear,” she said of the [old quay](https://example.org) there.

The town forgot.

## Grain

Nothing moved.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write(tmp_path / "lib" / "markets.md", TEXT)


async def test_plus_grows_the_selection_and_minus_goes_the_same_way_back(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "j", "l", "l", "w", "w", "w")
        seen = [tread.selected]
        for _ in range(8):
            await tread.press("+")
            seen.append(tread.selected)
        assert seen[:5] == [
            "cold",
            "It was cold",
            "It was cold, but clear,",
            "“It was cold, but clear,”",
            "“It was cold, but clear,” she said of the old quay there.",
        ]
        assert [text.split("\n")[0] for text in seen[5:]] == [
            "The harbour closed. " + seen[4],
            "Fish",
            "Markets",
            "Markets",
        ]
        assert "All of the article is selected." in tread.status
        for earlier in reversed(seen[:-2]):
            await tread.press("-")
            assert tread.selected == earlier


async def test_a_quotation_is_marked_in_three_keys(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "j", "l", "l")
        await tread.press("w", "i", "q", "3")
        assert tread.only().colour == "blue"
        assert tread.only().anchor is not None
        assert tread.only().anchor.quote.exact == "It was cold, but clear,"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("i w", "It"),
        ("i W", "It "),
        ("i ,", "It was cold"),
        ("i q", "It was cold, but clear,"),
        ("i Q", "“It was cold, but clear,”"),
        ("i s", "“It was cold, but clear,” she said of the old quay there."),
        ("i S", " “It was cold, but clear,” she said of the old quay there."),
        (
            "i p",
            "The harbour closed. “It was cold, but clear,” she said of the old quay there.",
        ),
        (
            "i C",
            "Fish\nThe harbour closed. “It was cold, but clear,” she said of the old quay there."
            "\nThe town forgot.",
        ),
        (
            "i c",
            "The harbour closed. “It was cold, but clear,” she said of the old quay there.\nThe town forgot.",
        ),
    ],
)
async def test_an_object_is_selected_by_its_name(article: Path, keys: str, expected: str) -> None:
    async with reading(article) as tread:
        await tread.press("j", "j", "l", "l", "w", *keys.split())
        assert tread.selected == expected


async def test_an_object_that_is_not_there_is_said_and_changes_nothing(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "j", "l", "w", "i", "q")
        assert tread.selected == "The"
        assert "There is no quotation here" in tread.status
        await tread.press("i", "l")
        assert "There is no link here" in tread.status


async def test_what_was_stretched_last_is_selected_again(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("g", "v")
        assert "Nothing was stretched yet." in tread.status
        await tread.press("j", "j", "l", "w", "v", "w", "w", "escape", "G", "g", "v")
        assert tread.selected == "The harbour closed"
        await tread.press("w")
        assert tread.selected.startswith("The harbour closed. “It")


async def test_headings_quotations_and_pages_are_gone_to_and_back(article: Path) -> None:
    article.write_text(TEXT + "\n" + "\n\n".join(f"Paragraph {number}." for number in range(60)))
    async with reading(article, size=(80, 20)) as tread:
        await tread.press("}")
        assert tread.selected == "Fish"
        await tread.press("}", "}")
        assert tread.selected == "Grain"
        await tread.press("{")
        assert tread.selected == "Fish"
        await tread.press('"')
        assert tread.selected == "It was cold, but clear,"
        await tread.press("G", "Q")
        assert tread.selected == "It was cold, but clear,"
        await tread.press("g", "g", "space", "space")
        below = tread.screen.view.top_position
        await tread.press("pageup")
        above = tread.screen.view.top_position
        await tread.press("pageup")
        assert tread.screen.view.top_position < above < below
