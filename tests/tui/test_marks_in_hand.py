"""What happens to a mark that was just made: adjusted, recoloured, stretched, merged, split; the pen."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import Driver, reading, stored, write

TEXT = """The harbour

It was sold in the spring. Nobody asked why it was sold.

The buyer was never named. A clerk remembered the money.

The town forgot.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write(tmp_path / "lib" / "harbour.txt", TEXT)


def marked(tread: Driver) -> list[tuple[str, str]]:
    """The highlights, as (text, colour), in order."""
    document = tread.reading.document
    return [
        (document.text_of(mark.range), mark.annotation.colour or "") for mark in tread.reading.marks.marks
    ]


async def test_the_ends_of_a_new_highlight_are_adjusted_by_words(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "w", "w", "w", "1")
        assert marked(tread) == [("sold", "yellow")]
        await tread.press("+", "+")
        assert marked(tread) == [("sold in the", "yellow")]
        await tread.press("o", "+", "o", "-")
        assert marked(tread) == [("was sold in", "yellow")]
        await tread.press("2")
        assert marked(tread) == [("was sold in", "green")]
        await tread.saved()
        (kept,) = stored(article)
        assert kept.anchor is not None
        assert (kept.anchor.quote.exact, kept.colour) == ("was sold in", "green")


async def test_each_adjustment_is_undone_by_itself(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "w", "1", "+", "u")
        assert marked(tread) == [("It", "yellow")]
        assert "Undid: stretch" in tread.status
        await tread.press("ctrl+r")
        assert marked(tread) == [("It was", "yellow")]
        await tread.press("u", "u")
        assert marked(tread) == []


async def test_the_ends_of_a_highlighted_sentence_are_adjusted_by_sentences(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "l", "1", "+", "+")
        assert marked(tread) == [
            ("It was sold in the spring. Nobody asked why it was sold.\nThe buyer was never named.", "yellow")
        ]


async def test_another_selection_lets_the_highlight_go(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "w", "1", "w", "+")
        assert marked(tread) == [("It", "yellow")]
        assert tread.selected == "It was sold in the spring."
        await tread.press("j", "k", "w", "w", "w", "1", "escape", "+")
        assert marked(tread) == [("It", "yellow"), ("sold", "yellow")]
        await tread.press("g", "g", "j", "w", "w", "w", "2", "space", "+")
        assert marked(tread) == [("It", "yellow"), ("sold", "green")]


async def test_stretching_a_highlight_changes_it(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "w", "1", "a")
        await tread.type("why")
        await tread.press("escape", "g", "g", "]", "v", "w", "w", "3")
        assert marked(tread) == [("It was sold", "blue")]
        assert tread.only().note == "why"
        await tread.press("w", "1")
        assert len(marked(tread)) == 2


async def test_marking_stops_stretching(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "w", "v", "w", "1", "w")
        assert tread.selected == "sold"
        assert marked(tread) == [("It was", "yellow")]


async def test_adjoining_highlights_are_merged_with_their_notes_and_tags(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "l", "1", "a")
        await tread.type("one")
        await tread.press("escape", "l", "1", "t")
        await tread.type("due")
        await tread.press("enter", "j", "l", "2", "k", "J")
        assert marked(tread)[0] == ("It was sold in the spring. Nobody asked why it was sold.", "yellow")
        assert "Merged 2 highlights." in tread.status
        merged = tread.reading.marks.marks[0].annotation
        assert (merged.note, merged.tags) == ("one", ("due",))
        await tread.press("u")
        assert len(marked(tread)) == 3
        await tread.press("G", "J")
        assert "No other highlight" in tread.status


async def test_a_highlight_is_split_where_the_selection_in_it_begins(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "1", "l", "l", "K")
        assert [text for text, _ in marked(tread)] == [
            "It was sold in the spring.",
            "Nobody asked why it was sold.",
        ]
        await tread.press("u")
        assert len(marked(tread)) == 1
        await tread.press("escape", "K")
        assert "Select words inside the highlight" in tread.status
        await tread.press("G", "K")
        assert "There is no highlight here." in tread.status


async def test_enter_asks_which_of_several_highlights_is_meant(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "1", "l", "2", "w", "enter")
        await tread.pilot.pause()
        assert "Which one?" in tread.text
        await tread.press("2")
        assert tread.selected == "It was sold in the spring. Nobody asked why it was sold."
        await tread.press("4")
        assert [colour for _, colour in marked(tread)] == ["green", "red"]
        await tread.press("escape", "w", "enter", "3")
        assert ("It", "red") in marked(tread)


async def test_two_highlights_on_the_same_words_are_both_reached(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "l", "1", "G", "k", "k")
        first = tread.only()
        other = tread.reading.new("highlight", tread.reading.marks.marks[0].range, colour="green")
        placed = tread.reading.place([first, other])
        tread.reading.acknowledge(tread.reading.news([first, other], placed))
        tread.screen.annotations_changed(tread.article)
        await tread.press("l", "enter", "2", "x")
        assert [one.id for one in tread.reading.annotations] == [first.id]


async def test_the_pen_marks_with_enter_and_its_colour_is_chosen_once(article: Path) -> None:
    async with reading(article, size=(120, 30)) as tread:
        await tread.press("p", "2")
        assert "pen: green" in tread.status
        assert marked(tread) == []
        await tread.press("j", "l", "enter", "l", "enter", "j", "enter")
        assert [colour for _, colour in marked(tread)] == ["green"] * 3
        await tread.press("enter")
        assert "Already green." in tread.status
        await tread.press("p", "3")
        assert "pen:" not in tread.status
        assert marked(tread)[-1][1] == "blue"


async def test_escape_puts_the_pen_away_when_nothing_else_is_to_be_let_go(article: Path) -> None:
    async with reading(article, size=(120, 30)) as tread:
        await tread.press("p", "j", "l", "escape")
        assert tread.screen.pen
        await tread.press("escape")
        assert not tread.screen.pen
        assert "pen:" not in tread.status
