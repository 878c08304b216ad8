"""The sidebar's list: its orders and counts, filtering, folding, picking several, going there and back, and
those whose place is not certain."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import Driver, reading, stored, write

TEXT = """# The harbour

The city sold its harbour in spring. Nobody asked why it was sold.

The buyer was never named, {long}.

## Afterwards

The price stayed secret. A clerk left the office.

Ships still come in. They pay at the gate.
""".format(long="and " + "the papers went from desk to desk, " * 12 + "as papers do")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write(tmp_path / "lib" / "harbour.md", TEXT)


async def mark_four(tread: Driver) -> None:
    """Four highlights, one in each paragraph: yellow, green, yellow, blue; and the keys in the sidebar."""
    for keys in (("j", "l", "1"), ("j", "2"), ("j", "j", "l", "1"), ("j", "l", "3")):
        await tread.press(*keys)
    await tread.press("g", "g", "tab", "g", "g")
    assert tread.screen.sidebar.notes.count() == 4 and pane(tread) == "sidebar"


def listed(tread: Driver) -> list[str]:
    """The first words of the quotes in the list."""
    entries = tread.screen.sidebar.notes.entries
    return [entry.annotation.anchor.quote.exact[:9] for entry in entries if entry.annotation.anchor]


def colours(tread: Driver) -> list[str | None]:
    return [entry.annotation.colour for entry in tread.screen.sidebar.notes.entries]


async def test_the_list_is_paged_through(article: Path) -> None:
    async with reading(article, size=(120, 12)) as tread:
        await mark_four(tread)
        notes = tread.screen.sidebar.notes
        await tread.press("space")
        first = notes.cursor
        assert 0 < first < 4
        await tread.press("space", "space")
        assert notes.cursor == 3
        await tread.press("pageup", "pageup", "pageup")
        assert notes.cursor == 0
        await tread.press("G", "k")
        assert notes.cursor == 2


def pane(tread: Driver) -> str:
    """The pane that has the keys."""
    return tread.screen.context


async def test_the_list_is_ordered_by_place_time_and_colour_and_says_so(article: Path) -> None:
    async with reading(article, size=(120, 40), overrides={"sidebar_width": 40}) as tread:
        await mark_four(tread)
        await tread.shows("by place")
        await tread.press("j", "s")
        await tread.shows("by time", "Today")
        assert listed(tread) == ["Ships sti", "The price", "The buyer", "The city "]
        assert tread.screen.sidebar.notes.cursor == 2, "the cursor stays on its annotation"
        await tread.press("s")
        await tread.shows("by colour")
        assert colours(tread) == ["yellow", "yellow", "green", "blue"]
        await tread.press("s")
        await tread.shows("by place")
        assert listed(tread) == ["The city ", "The buyer", "The price", "Ships sti"]


async def test_colours_are_counted_with_their_names(article: Path) -> None:
    names = {"yellow": "claim", "green": "fact", "blue": "a question that has a name of some length"}
    async with reading(article, size=(120, 40), overrides={"colours": names}) as tread:
        await mark_four(tread)
        await tread.shows("■ 2 claim", "■ 1 fact")
        await tread.press("/")
        await tread.type("colour:fact")
        await tread.hides("■ 2 claim")
        await tread.shows("■ 1 fact")
        await tread.press("escape")
        await tread.shows("■ 2 claim")


@pytest.mark.parametrize("width", [40, 56, 80, 200])
async def test_the_counts_fit_windows_of_any_width(article: Path, width: int) -> None:
    names = dict.fromkeys(("yellow", "green", "blue"), "a name of quite some length")
    overrides: dict[str, object] = {"colours": names, "sidebar": "on"}
    async with reading(article, size=(width, 30), overrides=overrides) as tread:
        await mark_four(tread)
        assert "■ 2" in tread.text and "■ 1" in tread.text


async def test_the_filter_speaks_of_tags_colours_kinds_and_words(article: Path) -> None:
    async with reading(article, size=(120, 40)) as tread:
        await mark_four(tread)
        await tread.press("j", "t")
        await tread.type("money")
        await tread.press("enter", "/")
        await tread.type("#mon")
        assert listed(tread) == ["The buyer"]
        await tread.press("enter", "/", "ctrl+u")
        await tread.type("colour:yellow -city")
        assert listed(tread) == ["The price"]
        await tread.press("enter", "/", "ctrl+u")
        await tread.type("kind:note")
        await tread.shows("Nothing here holds “kind:note”.")
        await tread.press("escape")
        assert tread.screen.sidebar.notes.cursor == 1, "the cursor comes back to its annotation"


async def test_long_quotes_are_folded_and_unfolded_here_and_everywhere(article: Path) -> None:
    async with reading(article, size=(120, 40)) as tread:
        await mark_four(tread)
        list_ = tread.screen.sidebar.notes

        def rows(index: int) -> int:
            return len(list_.item(index, list_.size.width, False))

        await tread.press("j")
        folded = rows(1)
        assert folded == 5
        await tread.press("o")
        assert rows(1) > 12
        await tread.press("o")
        assert rows(1) == folded
        await tread.press("z")
        assert rows(1) > 12
        await tread.press("o")
        assert rows(1) == folded, "folded while the others are not"
        await tread.press("z")
        assert rows(1) == folded


async def test_enter_goes_there_and_escape_comes_back(article: Path) -> None:
    async with reading(article, size=(120, 14)) as tread:
        await mark_four(tread)
        before = tread.screen.view.standing
        await tread.press("G", "enter")
        assert tread.selected == "Ships still come in." and pane(tread) == "article"
        await tread.press("escape")
        assert pane(tread) == "sidebar" and tread.screen.view.standing == before
        assert tread.screen.sidebar.notes.cursor == 3
        await tread.press("enter", "k", "escape")
        assert pane(tread) == "article", "who has read on is not taken back"
        await tread.press("tab", "escape")
        assert pane(tread) == "article"


async def test_several_are_picked_and_recoloured_tagged_and_deleted_as_one_step_each(article: Path) -> None:
    async with reading(article, size=(120, 40)) as tread:
        await mark_four(tread)
        await tread.press("v", "j", "v")
        await tread.shows("2 picked")
        await tread.press("5")
        assert colours(tread) == ["purple", "green", "purple", "blue"]
        assert "Changed 2 annotations." in tread.status
        await tread.press("t")
        await tread.shows("tags of 2")
        await tread.type("money -old")
        await tread.press("enter")
        await tread.until(lambda: tread.reading.tags_in_use(), "the tags")
        assert [one.tags for one in tread.reading.annotations] == [("money",), (), ("money",), ()]
        await tread.press("u", "u")
        assert colours(tread) == ["yellow", "green", "yellow", "blue"]
        assert tread.reading.tags_in_use() == []
        await tread.press("*", "x")
        assert tread.reading.annotations == [] and "Deleted 4; u takes it back." in tread.status
        await tread.press("u")
        assert len(tread.reading.annotations) == 4
        await tread.hides("picked")
        await tread.until(lambda: len(stored(article)) == 4, "saving")


async def test_escape_and_a_second_star_pick_none(article: Path) -> None:
    async with reading(article, size=(120, 40)) as tread:
        await mark_four(tread)
        await tread.press("*")
        await tread.shows("4 picked")
        await tread.press("*")
        await tread.hides("picked")
        await tread.press("v", "escape")
        await tread.hides("picked")
        assert pane(tread) == "sidebar"
        await tread.press("escape")
        assert pane(tread) == "article"


async def test_what_is_picked_stays_picked_under_another_filter(article: Path) -> None:
    async with reading(article, size=(120, 40)) as tread:
        await mark_four(tread)
        for colour in ("yellow", "blue"):
            await tread.press("/", "ctrl+u")
            await tread.type(colour)
            await tread.press("enter", "*")
        await tread.shows("3 picked")
        await tread.press("2", "/", "escape")
        assert colours(tread) == ["green"] * 4


async def test_what_is_picked_is_exported_to_a_file_of_its_own(article: Path, tmp_path: Path) -> None:
    async with reading(article, size=(140, 40)) as tread:
        await mark_four(tread)
        await tread.press("j", "v", "e")
        await tread.shows("export 1 to")
        target = tmp_path / "some.md"
        await tread.press("ctrl+u")
        await tread.type(str(target))
        await tread.press("enter")
        await tread.until(target.exists, "the export")
        text = target.read_text()
        assert "The buyer was never named" in text and "Ships" not in text
        await tread.shows("Exported to")


async def lose_the_first(tread: Driver, article: Path) -> None:
    """The first highlight's sentence is gone from the article's file; the others stand."""
    await tread.saved()
    write(article, TEXT.replace("The city sold its harbour in spring. ", ""))
    await tread.until(lambda: tread.reading.marks.astray, "the change")


async def test_a_lost_one_is_placed_on_what_is_selected(article: Path) -> None:
    async with reading(article, size=(120, 40)) as tread:
        await mark_four(tread)
        await lose_the_first(tread, article)
        await tread.press("G")
        await tread.shows("Place not certain", "Place not found", "p places it on")
        await tread.press("enter")
        assert pane(tread) == "sidebar" and "come back and press p" in tread.status
        await tread.press("=")
        assert "No place is proposed" in tread.status
        await tread.press("escape", "G", "l", "h")
        here = tread.selection.range
        await tread.press("tab")
        assert tread.screen.sidebar.notes.current is not None
        assert tread.screen.sidebar.notes.current.is_astray, "the list comes back to it"
        await tread.press("p")
        assert not tread.reading.marks.astray and tread.reading.marks.exactly(here) is not None
        await tread.press("p")
        assert "Its place is certain." in tread.status
        await tread.press("u")
        assert tread.reading.marks.astray


async def test_a_lost_one_is_dismissed_and_brought_back(article: Path) -> None:
    async with reading(article, size=(120, 40)) as tread:
        await mark_four(tread)
        await lose_the_first(tread, article)
        await tread.press("G", "x")
        assert not tread.reading.marks.astray and len(tread.reading.annotations) == 3
        await tread.press("u")
        assert tread.reading.marks.astray


async def test_an_uncertain_one_is_looked_at_and_accepted(tmp_path: Path) -> None:
    quote = "The harbour was sold in spring to somebody nobody knew."
    article = write(tmp_path / "lib" / "one.md", f"First of all.\n\nBefore that. {quote} After that.\n")
    async with reading(article, size=(120, 40)) as tread:
        await tread.press("j", "l", "l", "1")
        await tread.saved()
        now = "A harbour is let each spring to somebody nobody knew."
        write(article, f"Unlike it.\n\nNever so.\n\nPerhaps. {now} Quite.\n\nMore of it.\n")
        await tread.until(lambda: tread.reading.marks.astray, "the change")
        await tread.press("tab", "G")
        await tread.shows("Place uncertain", "= accepts what is")
        await tread.press("enter")
        assert tread.selected == now and "It may have stood here" in tread.status
        await tread.press("escape", "=")
        (mark,) = tread.reading.marks.marks
        assert tread.reading.document.text_of(mark.range) == now and not tread.reading.marks.astray
        await tread.press("u")
        assert tread.reading.marks.astray
