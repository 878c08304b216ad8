"""What lies over what: a selection never hides the colour of the highlight under it."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from driving import reading, write

from tread.themes import Theme, contrast, load_themes
from tread.tui.looks import Looks

THEMES = list(load_themes(None).themes.values())
HIGHLIGHTS = [f"highlight-{number}" for number in range(1, 6)]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_selected_highlight_keeps_its_colour_and_shows_that_it_is_selected(theme: Theme) -> None:
    looks = Looks(theme, colourless=False)
    for highlight in HIGHLIGHTS:
        plain, selected = looks.style(f"ink {highlight}"), looks.style(f"ink {highlight} selection")
        assert (selected.color, selected.bgcolor) == (plain.color, plain.bgcolor)
        assert selected != plain
        if not theme.ansi:
            assert selected.color is not None and selected.bgcolor is not None
            colours = [str(colour.get_truecolor().hex) for colour in (selected.color, selected.bgcolor)]
            assert contrast(*colours) >= 4.5
    faces = [looks.style(f"ink {role} selection") for role in (*HIGHLIGHTS, "")]
    assert all(one != other for one, other in itertools.combinations(faces, 2))


def test_where_there_are_no_colours_a_selected_highlight_is_told_from_both() -> None:
    looks = Looks(THEMES[0], colourless=True)
    three = [looks.style(f"ink {roles}") for roles in ("highlight-1", "selection", "highlight-1 selection")]
    faces = [(style.underline, style.reverse) for style in three]
    assert len(set(faces)) == 3


async def test_the_colour_is_seen_on_the_sentence_that_was_just_marked(tmp_path: Path) -> None:
    article = write(tmp_path / "one.txt", "A sentence to mark. Another one.\n")
    async with reading(article, size=(80, 24)) as tread:
        await tread.press("l", "2")
        row = next(y for y, text in enumerate(tread.text.split("\n")) if "A sentence" in text)
        x = tread.text.split("\n")[row].index("sentence")
        style = tread.app.screen.get_style_at(x, row)
        assert style.bgcolor == tread.screen.view.style_of("highlight-2").bgcolor
        assert style.underline
        await tread.press("w", "w")
        style = tread.app.screen.get_style_at(x, row)
        assert style.bgcolor == tread.screen.view.style_of("highlight-2").bgcolor
