"""A file that is edited under a running reader: its highlight moves, is edited, is lost, and comes back."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from terminal import Terminal, command

QUOTE = "The clerk remembered the money that was paid in cash."
BEFORE = "The harbour was sold in the spring of that year, and nobody asked why."
BEHIND = "The town forgot the sale until the cranes were taken down."
PAGE, ROWS = 84, 24
"""Cells of a row that the article's text may have, and rows of the screen."""
TEXT = f"The harbour\n\n{BEFORE}\n\n{QUOTE}\n\n{BEHIND}\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """An article with one highlight and its note."""
    path = tmp_path / "harbour.txt"
    path.write_text(TEXT, encoding="utf-8")
    marking = [command(), "annotate", str(path), "--quote", QUOTE, "--note", "How much?"]
    subprocess.run(marking, check=True, capture_output=True, timeout=60)
    return path


def highlighted(screen: Terminal) -> list[str]:
    """What of the article's text lies on another ground than the page, row by row."""
    found = []
    for y in range(ROWS - 1):
        cells = screen.grounds(y)[:PAGE]
        row = "".join(text for text, ground in cells if ground != cells[0][1]).strip()
        if row:
            found.append(row)
    return found


def test_a_highlight_moves_is_edited_is_lost_and_comes_back(article: Path) -> None:
    with Terminal([command(), str(article)], size=(120, ROWS)) as screen:
        screen.until(lambda: highlighted(screen) == [QUOTE], "the highlight")
        where = row_of(screen, QUOTE)

        article.write_text(TEXT.replace(BEFORE, f"{BEFORE}\n\nA new paragraph was put in."), encoding="utf-8")
        screen.shows("A new paragraph was put in.")
        screen.until(lambda: highlighted(screen) == [QUOTE], "the highlight, further down")
        assert row_of(screen, QUOTE) == where + 2
        assert "≠" not in screen.text

        edited = QUOTE.replace("in cash", "in coins")
        article.write_text(TEXT.replace(QUOTE, edited), encoding="utf-8")
        screen.until(lambda: highlighted(screen) == [edited], "the highlight on the text as it was edited")
        screen.shows("≠", "edited since you marked it,")
        screen.press("g", "g", "j", "j", "d")
        screen.shows("cash coins")

        article.write_text(TEXT.replace(QUOTE, "Trains run at noon."), encoding="utf-8")
        screen.shows("Place not found", "▌ The clerk remembered the money", "The town forgot the sale until…")
        assert highlighted(screen) == []

        article.write_text(TEXT, encoding="utf-8")
        screen.until(lambda: highlighted(screen) == [QUOTE], "the highlight, back")
        screen.until(lambda: "Place not found" not in screen.text and "≠" not in screen.text, "its place")
        assert "How much?" in screen.text
        assert row_of(screen, QUOTE) == where


def row_of(screen: Terminal, text: str) -> int:
    """The row of the screen on which a text of the article stands."""
    return next(y for y, row in enumerate(screen.text.split("\n")) if text in row[:PAGE])
