"""Finding in an article: as it is typed, the ways to find, the count, and articles of any length."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import Driver, reading, write
from textual.events import Key

from tread import ingest
from tread.core import find
from tread.core.document import Paragraph
from tread.core.find import Hits
from tread.core.position import Position
from tread.ingest import gradual
from tread.ingest.gradual import GradualReader
from tread.tui import finding
from tread.tui.finding import Finder
from tread.tui.messages import HitsFound


def numbered(count: int) -> str:
    sentence = "The {0}th paragraph says {0} things, and says them at some length, so that it wraps."
    return "\n\n".join(sentence.format(number) for number in range(1, count + 1)) + "\n"


@pytest.fixture
def long(tmp_path: Path) -> Path:
    return write(tmp_path / "lib" / "long.txt", numbered(200))


@pytest.fixture
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """An article of some pages takes many slices."""
    monkeypatch.setattr(find, "SLICE", 500)


async def find_text(tread: Driver, text: str, *keys: str) -> None:
    await tread.press("/")
    await tread.type(text)
    await tread.press(*keys)
    await tread.searched()


def paragraph(tread: Driver) -> int:
    return tread.selection.range.start.paragraph


def lit(tread: Driver, role: str) -> list[str]:
    """The texts on the page that are drawn on the ground of a role."""
    ground = tread.screen.view.style_of(role).bgcolor
    strips = tread.app.screen._compositor.render_strips()
    return [
        segment.text
        for strip in strips
        for segment in strip
        if segment.style and segment.style.bgcolor == ground
    ]


def rail_rows(tread: Driver) -> list[int]:
    """The rows of the rail that show a hit."""
    view = tread.screen.view
    colour = view.style_of("mark-search").color
    return [y for y in range(view.size.height) if view._rail.segment(view, y).style.color == colour]  # type: ignore[union-attr]


@pytest.mark.usefixtures("small_slices")
async def test_find_goes_to_the_match_and_on_and_back(long: Path) -> None:
    async with reading(long) as tread:
        await find_text(tread, "77th")
        assert tread.selected == "77th"
        assert tread.screen.view.top_position.paragraph > 60
        await tread.press("enter")
        await find_text(tread, "9 THINGS", "escape")
        assert tread.selected == "77th"
        assert tread.screen.view.hits is None
        await find_text(tread, "9 things", "enter")
        assert paragraph(tread) == 78
        assert "/9 things 8 of 20" in tread.status
        await tread.press("n")
        assert paragraph(tread) == 88
        await tread.press("N", "N")
        assert paragraph(tread) == 68
        await tread.press("g", "g", "N")
        assert paragraph(tread) == 198
        assert "The search went on at the end." in tread.status
        await tread.press("n")
        assert "The search went on at the top." in tread.status
        await tread.press("j")
        assert "/9 things 20 found" in tread.status
        await tread.press("escape")
        assert "9 things" not in tread.status
        await tread.press("n")
        await tread.searched()
        assert "2 of 20" in tread.status


async def test_each_letter_narrows_and_one_taken_back_widens_again(long: Path) -> None:
    async with reading(long) as tread:
        await tread.press("j", "/")
        for text, place, count in [("1", 9, 280), ("9", 18, 24), ("9", 198, 2)]:
            await tread.type(text)
            await tread.searched()
            assert (paragraph(tread), f"of {count}" in tread.status) == (place, True), tread.status
        await tread.press("backspace", "backspace")
        await tread.searched()
        assert paragraph(tread) == 9
        await tread.press("backspace")
        await tread.searched()
        assert (paragraph(tread), tread.screen.view.hits) == (1, None)


async def test_an_empty_text_goes_on_with_the_last(long: Path) -> None:
    async with reading(long) as tread:
        await find_text(tread, "9 things", "enter")
        await tread.press("/", "enter")
        await tread.searched()
        assert paragraph(tread) == 18
        await tread.press("escape")
        await tread.press("j", "/", "escape", "n")
        await tread.searched()
        assert paragraph(tread) == 28


async def test_what_is_not_there_is_said_and_nothing_moves(long: Path) -> None:
    async with reading(long) as tread:
        await tread.press("j")
        await find_text(tread, "zeppelin")
        assert "/zeppelin not found" in tread.status
        await tread.press("enter")
        assert "“zeppelin” is not in this article." in tread.status
        assert paragraph(tread) == 1


async def test_the_hit_the_reader_is_at_looks_other_than_the_rest(long: Path) -> None:
    async with reading(long, size=(80, 24)) as tread:
        await find_text(tread, "says", "enter")
        assert lit(tread, "found") == ["says"]
        assert len(lit(tread, "search")) > 6
        assert set(lit(tread, "search")) == {"says"}


@pytest.mark.usefixtures("small_slices")
async def test_the_rail_shows_where_the_hits_are(long: Path) -> None:
    async with reading(long, size=(80, 21)) as tread:
        await find_text(tread, "100th", "enter")
        assert rail_rows(tread) == [9]
        await find_text(tread, "1th", "enter")
        found = [n for n in range(200) if str(n + 1).endswith("1")]
        extent, height = tread.reading.extent, tread.screen.view.size.height
        places = {int(extent.fraction(Position(n, 4)) * height) for n in found}
        assert rail_rows(tread) == sorted(places)
        await tread.press("escape")
        assert rail_rows(tread) == []


async def test_a_hit_that_is_wrapped_over_two_rows_is_one(tmp_path: Path) -> None:
    path = write(tmp_path / "one.txt", f"Title\n\n{'words ' * 9}broken phrase at the end of a row.\n")
    async with reading(path, size=(70, 20)) as tread:
        await find_text(tread, "broken phrase at", "enter")
        assert "1 of 1" in tread.status
        assert len(lit(tread, "found")) == 2


async def test_a_hit_in_a_paragraph_taller_than_the_page_is_in_view(tmp_path: Path) -> None:
    words = " ".join(f"word{number}" for number in range(20_000))
    path = write(tmp_path / "tall.txt", f"Before it.\n\n{words}\n\nAfter it.\n")
    async with reading(path, size=(60, 20)) as tread:
        for number in (300, 5_000, 5_020, 19_999, 17):
            await find_text(tread, f"word{number}", "enter")
            assert tread.selected == f"word{number}"
            assert f"word{number}" in tread.text
        await find_text(tread, "9 ", "enter")
        for key in "nnnnnnnnNNNNNNNNNNNN":
            await tread.press(key)
            view = tread.screen.view
            assert view.layout_of_text is not None
            assert view.layout_of_text.spot(tread.selection.head.start) in view._page


# The ways to find


@pytest.fixture
def words(tmp_path: Path) -> Path:
    text = "Art\n\nArt is long; the party starts at ten. ART: an art.\n\nBuy 12 tarts (or 345) at tea.\n"
    return write(tmp_path / "words.txt", text)


async def test_the_way_to_find_is_switched_while_typing(words: Path) -> None:
    async with reading(words) as tread:
        await find_text(tread, "art")
        await tread.shows("Alt+w word", "Alt+c smart case", "Alt+r regex", "of 7")
        await tread.press("alt+w")
        await tread.shows("of 4")
        await tread.press("alt+c")
        await tread.shows("exact case", "of 1")
        await tread.press("alt+c")
        await tread.shows("any case", "of 4")
        await tread.press("alt+w", "alt+c", "alt+r")
        await tread.type("..")
        await tread.shows("/art..")
        await tread.searched()
        assert tread.selected == "Art i"
        await tread.press("enter", "n")
        await tread.searched()
        assert tread.selected == "arty "


async def test_a_letter_with_alt_is_not_typed(words: Path) -> None:
    async with reading(words) as tread:
        await find_text(tread, "art")
        tread.app.post_message(Key("alt+w", "w"))  # as a terminal sends it
        await tread.shows("/art 1 of 4", "find art ")


async def test_the_way_to_find_is_switched_for_what_has_been_found(words: Path) -> None:
    async with reading(words) as tread:
        await find_text(tread, "art", "enter")
        assert "1 of 7" in tread.status
        await tread.press("n", "alt+w")
        await tread.shows("Finding: whole words, smart case, literal.")
        await tread.searched()
        await tread.press("n")
        assert "/art 3 of 4" in tread.status
        await find_text(tread, "art", "enter")
        assert "of 4" in tread.status


async def test_a_narrow_window_shows_only_the_ways_that_are_on(words: Path) -> None:
    async with reading(words, size=(40, 12)) as tread:
        await find_text(tread, "art", "alt+w")
        row = next(row for row in tread.text.split("\n") if "find art" in row)
        assert row.split() == ["find", "art", "word"]


async def test_a_broken_expression_is_said_calmly_and_finds_nothing(words: Path) -> None:
    async with reading(words) as tread:
        await tread.press("/", "alt+r")
        await tread.type("t(en")
        await tread.shows("Not a regular expression: missing ).")
        assert paragraph(tread) == 0
        await tread.type("|art)s")
        await tread.hides("Not a regular expression")
        await tread.searched()
        assert tread.selected == "tarts"
        await tread.press("backspace", "backspace", "enter")
        await tread.shows("Not a regular expression: missing ).")
        assert paragraph(tread) == 0
        await tread.press("n")
        assert "Not a regular expression" in tread.status


async def test_an_expression_that_would_never_end_is_left_off(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", f"Title\n\nOne aa.\n\n{'a' * 5000}!\n\nThe end.\n")
    async with reading(path) as tread:
        await tread.press("/", "alt+r")
        await tread.type("(a+)+$")
        await tread.shows("This regular expression takes too long.")
        await tread.press("enter")
        await tread.until(lambda: "takes too long" in tread.status, "the reason")
        await tread.press("j")
        assert paragraph(tread) > 0


async def test_text_from_elsewhere_is_shown_as_it_is(words: Path) -> None:
    async with reading(words) as tread:
        await find_text(tread, "[/foo] [@click=app.quit]", "enter")
        assert "“[/foo] [@click=app.quit]” is not in this article." in tread.status
        await tread.press("j")
        assert "[/foo]" in tread.status


# Searching goes on while the reader reads


class Gate:
    """Lets a search into so many slices, and no further."""

    def __init__(self) -> None:
        self._slices = threading.Semaphore(0)

    def open(self, slices: int = 10_000) -> None:
        """Let it go on."""
        self._slices.release(slices)

    def wait(self) -> None:
        """In the search: wait to be let in."""
        self._slices.acquire(timeout=60)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, small_slices: None) -> Iterator[Gate]:
    """Keeps slices from being searched until they are let through."""
    gate, search = Gate(), find.search_slice

    def held(*args: object) -> object:
        gate.wait()
        return search(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(finding, "search_slice", held)
    monkeypatch.setattr(finding, "_TELL_S", 0)
    yield gate
    gate.open()


async def test_hits_are_shown_and_counted_as_they_are_found(long: Path, gate: Gate) -> None:
    async with reading(long) as tread:
        await tread.press("/")
        await tread.type("says")
        assert paragraph(tread) == 0
        # Textual describes a worker by the repr of its work, which must not be as long as the article.
        assert all(len(worker.description) < 500 for worker in tread.app.workers)
        gate.open(4)
        await tread.until(lambda: "+" in tread.status, "the first hits")
        assert tread.selected == "says"
        assert "/says 1 of " in tread.status
        await tread.press("enter", "n", "n")
        assert "/says 3 of " in tread.status
        gate.open()
        await tread.searched()
        assert "/says 3 of 400  " in tread.status


async def test_keys_for_a_hit_wait_for_it_and_escape_takes_it_back(long: Path, gate: Gate) -> None:
    async with reading(long) as tread:
        tread.type_ahead("/150th\r1")
        await tread.until(lambda: tread.screen.finder.is_awaited, "the search")
        await tread.pilot.pause()
        assert tread.reading.annotations == []
        gate.open()
        await tread.until(lambda: tread.reading.annotations, "the highlight")
        assert tread.only().anchor.quote.exact == "150th"  # type: ignore[union-attr]


async def test_escape_ends_the_wait_for_a_hit(long: Path, gate: Gate) -> None:
    async with reading(long) as tread:
        tread.type_ahead("/150th\r1")
        await tread.until(lambda: tread.screen.finder.is_awaited, "the search")
        await tread.press("escape", "j")
        gate.open()
        await tread.searched()
        assert (paragraph(tread), tread.reading.annotations) == (1, [])


async def test_keys_that_waited_too_long_do_nothing_and_reading_goes_on(
    long: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "_PATIENCE_S", 0.01)
    async with reading(long) as tread:
        tread.type_ahead("/150th\r1")
        await tread.shows("Still searching")
        assert tread.reading.annotations == []
        await tread.press("j")
        assert paragraph(tread) == 1
        gate.open()
        await tread.searched()
        assert (paragraph(tread), tread.reading.annotations) == (1, [])
        assert "/150th 1 found" in tread.status


async def test_the_next_letter_ends_the_search_before_it(
    long: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Hits] = []
    took = Finder.took

    def told(self: Finder, message: HitsFound) -> None:
        begun.append(message.hits)
        took(self, message)

    monkeypatch.setattr(Finder, "took", told)
    async with reading(long) as tread:
        await tread.press("/")
        await tread.type("15")
        gate.open()
        await tread.type("0th")
        await tread.searched()
        assert tread.selected == "150th"
        assert begun[-1] is tread.screen.view.hits
        assert tread.screen.view.hits.total == 1


async def test_a_focus_that_is_told_late_does_not_end_the_question(long: Path) -> None:
    async with reading(long, write(long.parent / "other.txt", "Other\n\nIt says nothing.\n")) as tread:
        tread.screen.panes.focus("library")
        await tread.pilot.pause()
        tread.screen.panes.focus("article")
        tread.screen.run_command("find.open")
        await tread.pilot.pause()
        await tread.type("says")
        await tread.searched()
        assert tread.selected == "says"


async def test_another_article_is_searched_anew(long: Path) -> None:
    other = write(long.parent / "other.txt", "Other\n\nIt says nothing.\n")
    async with reading(long, other) as tread:
        await find_text(tread, "says", "enter")
        tread.screen.opener.open(other)
        await tread.shows("It says nothing.")
        assert tread.screen.view.hits is None
        await find_text(tread, "says", "enter")
        assert "/says 1 of 1" in tread.status


async def test_an_article_that_changes_is_searched_again_where_hits_are_shown(tmp_path: Path) -> None:
    path = write(tmp_path / "one.txt", "One\n\nA reef and a reef.\n\nThe end.\n")
    async with reading(path) as tread:
        await find_text(tread, "reef", "enter", "n")
        assert "/reef 2 of 2" in tread.status
        write(path, "One\n\nA new reef.\n\nA reef and a reef.\n\nThe end.\n")
        await tread.shows("A new reef.")
        await tread.until(lambda: "3 of 3" in tread.screen.finder.status, "the count")
        await tread.press("escape")
        write(path, "One\n\nAn old reef.\n\nThe end.\n")
        await tread.shows("An old reef.")
        await tread.searched()
        assert lit(tread, "search") == []
        await tread.press("n")
        await tread.until(lambda: "1 of 1" in tread.screen.finder.status, "the count")


async def test_each_of_two_pages_is_searched_for_itself(long: Path) -> None:
    async with reading(long, size=(160, 30)) as tread:
        await find_text(tread, "9 things", "enter")
        await tread.press("ctrl+w", "v")
        assert "/9 things" not in tread.status
        await tread.press("n", "n")
        await tread.searched()
        assert "/9 things 3 of 20" in tread.status
        await tread.press("ctrl+w", "w", "n")
        await tread.searched()
        assert "/9 things 2 of 20" in tread.status


async def test_an_article_is_searched_as_far_as_it_has_been_read_and_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "LONG_BYTES", 10_000)
    monkeypatch.setattr(gradual, "_FIRST_BYTES", 2_000)
    monkeypatch.setattr(gradual, "_PART_BYTES", 2_000)
    monkeypatch.setattr(find, "SLICE", 500)
    opened, rest = threading.Event(), GradualReader.rest

    def held(self: GradualReader) -> Iterator[list[Paragraph]]:
        opened.wait(60)
        yield from rest(self)

    monkeypatch.setattr(GradualReader, "rest", held)
    path = write(
        tmp_path / "long.txt", "".join(f"Paragraph {n} says it is one of many.\n" for n in range(800))
    )
    try:
        async with reading(path) as tread:
            await tread.press("/")
            await tread.type("says")
            await tread.until(lambda: "+" in tread.status, "the first hits")
            await tread.press("enter", "n", "n")
            assert "/says 3 of " in tread.status
            await tread.press("/")
            await tread.type("paragraph 799")
            await tread.press("enter")
            assert tread.selected == "Paragraph 7"
            opened.set()
            await tread.until(lambda: tread.selected == "Paragraph 799", "the hit at the end")
            await tread.searched()
            assert "1 of 1  " in tread.status
            await find_text(tread, "says", "enter")
            assert "800 of 800  " in tread.status
    finally:
        opened.set()
