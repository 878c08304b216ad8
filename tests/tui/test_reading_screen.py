"""Reading: moving, finding, the sidebar, and the place that is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import reading, write

from tread.tui import notices
from tread.tui.widgets.article_view import ArticleView


def numbered(count: int) -> str:
    sentence = "The {0}th paragraph says {0} things, and says them at some length, so that it wraps."
    return "\n\n".join(sentence.format(number) for number in range(1, count + 1)) + "\n"


@pytest.fixture
def long(tmp_path: Path) -> Path:
    return write(tmp_path / "lib" / "long.txt", numbered(200))


def top(view: ArticleView) -> str:
    assert view.reading is not None
    place = view.top_position
    return view.reading.document.paragraphs[place.paragraph].text[place.offset :][:12]


async def test_the_sidebar_follows_filters_and_jumps(long: Path) -> None:
    async with reading(long, size=(120, 24)) as tread:
        await tread.press("1")
        for _ in range(3):
            await tread.press("space", "2")
        notes = tread.screen.sidebar.notes
        assert notes.count() == 4
        assert notes.cursor == 3
        await tread.press("g", "g")
        assert notes.cursor == 0
        await tread.press("tab")
        assert notes.has_focus
        await tread.press("j", "j", "enter")
        assert tread.screen.view.has_focus
        third = sorted(one.anchor.range for one in tread.reading.annotations if one.anchor)[2]
        assert tread.selection.range == third
        await tread.press("tab", "/")
        await tread.type("green")
        assert notes.count() == 3
        await tread.press("enter")
        assert "Notes  3 “green”" in tread.text
        await tread.press("escape")
        assert notes.count() == 4
        assert notes.has_focus
        await tread.press("3")
        assert tread.reading.annotations[2].colour == "blue"
        await tread.press("G", "x")
        assert notes.count() == 3
        await tread.press("escape")
        assert tread.screen.context == "article"


async def test_another_width_keeps_the_word_at_the_top(long: Path) -> None:
    async with reading(long, size=(100, 30)) as tread:
        await tread.press("space", "space", "space")
        view = tread.screen.view
        place, words = view.top_position, top(view)
        for width, height in ((60, 20), (140, 40), (40, 12), (100, 30)):
            await tread.resize(width, height)
            paragraph = view.top_position.paragraph
            assert paragraph == place.paragraph
            assert view.top_position.offset <= place.offset
            layout = view.layout_of_text
            assert layout is not None
            row = layout.row(layout.spot(place))
            assert row is not None and row.start <= place.offset < row.end
        assert (view.top_position, top(view)) == (place, words)


async def test_the_place_is_kept_and_found_again_at_another_width(long: Path) -> None:
    async with reading(long, size=(120, 30)) as tread:
        await tread.press("space", "space", "j", "j")
        here = tread.selection.range.start
        assert here.paragraph > 5
        await tread.press("q")
        await tread.until(lambda: tread.app.return_code is not None or not tread.app.is_running, "the end")
    async with reading(long, size=(60, 20)) as tread:
        assert tread.selection.range.start == here
        assert f"The {here.paragraph + 1}th paragraph" in tread.text


async def test_two_articles_one_after_the_other_keep_their_own_places(long: Path) -> None:
    other = write(long.parent / "other.txt", "A short one.\n\nWith two paragraphs.\n")
    async with reading(long.parent, size=(150, 30)) as tread:
        await tread.press("enter")
        await tread.shows("The 1th paragraph")
        await tread.press("space", "space")
        place = tread.screen.view.top_position
        await tread.press("q", "j", "enter")
        await tread.shows("With two paragraphs.")
        assert tread.article.path == other
        await tread.press("q", "k", "enter")
        await tread.until(lambda: tread.article.path == long, "the first article")
        await tread.until(lambda: tread.screen.view.top_position.paragraph > 0, "the place")
        selected = tread.selection.range.start
        assert abs(selected.paragraph - place.paragraph) <= 1


async def test_a_paragraph_taller_than_the_page_is_read_row_by_row(tmp_path: Path) -> None:
    words = " ".join(f"word{number}" for number in range(900))
    path = write(tmp_path / "tall.txt", f"Before it.\n\n{words}\n\nAfter it.\n")
    async with reading(path, size=(80, 24)) as tread:
        await tread.press("j")
        seen = set()
        for _ in range(12):
            seen |= {word for word in tread.text.split() if word.startswith("word")}
            if tread.selection.range.start.paragraph == 2:
                break
            await tread.press("j")
        assert len(seen) == 900
        assert tread.selected == "After it."


async def test_the_end_of_a_tall_last_paragraph_is_in_view_after_going_there(tmp_path: Path) -> None:
    words = " ".join(f"word{number}" for number in range(900))
    path = write(tmp_path / "tall.txt", f"Before it.\n\n{words}\n")
    for key in ("G", "end"):
        async with reading(path, size=(80, 24)) as tread:
            await tread.press(key)
            assert "word899" in tread.text
            assert tread.selected == words
            assert tread.screen.view.fraction_seen == 1.0
            await tread.press("g", "g", key)
            assert "word899" in tread.text


async def test_a_click_selects_and_a_click_on_a_highlight_takes_it(long: Path) -> None:
    async with reading(long, size=(80, 24)) as tread:
        await tread.press("j", "l", "1")
        rows = tread.text.split("\n")
        third = next(y for y, row in enumerate(rows) if "The 3th" in row)
        second = next(y for y, row in enumerate(rows) if "The 2th" in row)
        x = rows[third].index("The 3th")
        await tread.pilot.click("#article", offset=(x, third))
        assert tread.selected.startswith("The 3th")
        await tread.pilot.click("#article", offset=(x, second))
        assert tread.reading.marks.exactly(tread.selection.range) is not None
        await tread.pilot.click("#article", offset=(x + 5, third), times=2)
        assert tread.selected == "3th"


async def test_of_several_articles_named_the_first_has_the_keys_and_keeps_them(tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{name}.txt", f"Of {name}.\n") for name in ("one", "two")]
    async with reading(*paths) as tread:
        held = set()
        for _ in range(20):
            held.add((tread.screen.context, tread.screen.focused))
            await tread.pilot.pause(0)
        assert held == {("article", tread.screen.view)}


async def test_escape_takes_away_what_is_said_over_the_text(
    long: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "SHOWN_S", 600)
    async with reading(long, overrides={"theme": "sepa"}) as tread:
        await tread.shows("There is no theme 'sepa'.")
        await tread.press("j")
        assert "no theme" in tread.text
        await tread.press("escape")
        await tread.hides("no theme")
