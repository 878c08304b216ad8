"""All notes of the library: listed, filtered as one types, grouped, opened in place."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import HOSTILE, SHOWN, Driver, reading, stored, write

from tread.tui.screens.keys import KeysScreen
from tread.tui.screens.notes import NotesScreen
from tread.tui.screens.reader import ReaderScreen


def text_of(name: str) -> str:
    return f"# Called {name}\n\n" + "\n\n".join(
        f"The {name} paragraph {number} says so. It says more." for number in range(1, 30)
    )


@pytest.fixture
async def library(tmp_path: Path) -> Path:
    """Three articles; two highlights and a note in each of the first two."""
    folder = tmp_path / "lib"
    for name in ("apple", "birch", "cedar"):
        write(folder / f"{name}.md", text_of(name))
    for name in ("apple", "birch"):
        async with reading(folder, size=(100, 30)) as tread:
            await tread.press(*([] if name == "apple" else ["j"]), "enter")
            await tread.until(lambda: tread.screen.article, "the article")
            await tread.until(lambda: tread.article.has_history, "its annotations")
            await tread.press("j", "1", "j", "2", "j", "a")
            await tread.until(lambda: tread.screen.sidebar.is_writing, "the editor")
            await tread.type(f"a thought on {name} #idea")
            await tread.press("escape")
            await tread.until(lambda: len(tread.reading.annotations) == 3, "the note")
            await tread.until(lambda: not tread.screen.saver.unsaved, "saving")
    return folder


def list_of(tread: Driver) -> NotesScreen:
    assert isinstance(tread.app.screen, NotesScreen)
    return tread.app.screen


async def show(tread: Driver, number: int) -> NotesScreen:
    """All notes, of which there are so many."""
    await tread.press("g", "n")
    await tread.until(lambda: isinstance(tread.app.screen, NotesScreen), "the list")
    screen = list_of(tread)
    await tread.until(lambda: screen.notes.count() == number and "reading…" not in tread.text, "all notes")
    return screen


async def test_all_notes_are_listed_by_article(library: Path) -> None:
    async with reading(library, size=(100, 40)) as tread:
        await show(tread, 6)
        await tread.shows("All notes  6", "by article", "Called apple", "Called birch", "6 notes")
        assert "Called cedar" not in tread.text
        assert tread.text.index("apple paragraph 1") < tread.text.index("birch paragraph 1")
        await tread.shows("#idea", "a thought on birch")
        await tread.press("q")
        assert isinstance(tread.app.screen, ReaderScreen)


async def test_they_are_filtered_as_one_types_and_escape_takes_it_back(library: Path) -> None:
    async with reading(library, size=(100, 40)) as tread:
        screen = await show(tread, 6)
        await tread.press("/")
        await tread.type("thought")
        await tread.until(lambda: screen.notes.count() == 2, "the filter")
        await tread.shows("2 of 6 notes")
        await tread.type(" birch")
        await tread.until(lambda: screen.notes.count() == 1, "the filter")
        await tread.press("escape")
        await tread.until(lambda: screen.notes.count() == 6, "all of them")
        await tread.press("/")
        await tread.type("colour:green")
        await tread.press("enter")
        await tread.until(lambda: screen.notes.count() == 2, "the filter")
        await tread.press("j", "j")
        assert screen.notes.cursor == 1 and screen.field.value == "colour:green"
        await tread.press("escape")
        await tread.until(lambda: screen.notes.count() == 6, "all of them")
        await tread.press("escape")
        assert isinstance(tread.app.screen, ReaderScreen)


async def test_what_is_typed_ahead_goes_where_it_was_meant(library: Path) -> None:
    async with reading(library, size=(100, 40)) as tread:
        screen = await show(tread, 6)
        tread.type_ahead("j/thought\rjs}")
        await tread.shows("by tag")
        await tread.until(lambda: screen.notes.count() == 2, "the filter")
        assert screen.field.value == "thought"
        tread.type_ahead("\x1b/birch\rj\r")
        await tread.until(lambda: tread.screen.article and tread.article.path.stem == "birch", "the article")
        await tread.until(lambda: "birch paragraph" in tread.selected, "the place")


async def test_they_are_grouped_in_four_ways_and_groups_are_leapt_over(library: Path) -> None:
    async with reading(library, size=(100, 40)) as tread:
        screen = await show(tread, 6)
        await tread.press("}")
        assert screen.notes.cursor == 3
        await tread.press("j", "{")
        assert screen.notes.cursor == 3
        await tread.press("{", "s")
        await tread.shows("by tag", "#idea", "No tag")
        await tread.press("s")
        await tread.shows("by colour", " yellow", " green", "No colour")
        await tread.press("s")
        await tread.shows("by day")
        await tread.press("s")
        await tread.shows("by article")


async def test_enter_opens_the_article_there_and_escape_comes_back(library: Path) -> None:
    async with reading(library, size=(100, 40)) as tread:
        screen = await show(tread, 6)
        await tread.press("/")
        await tread.type("birch")
        await tread.until(lambda: screen.notes.count() == 3, "the filter")
        await tread.press("enter", "j", "enter")
        await tread.until(lambda: tread.screen.article and tread.article.path.stem == "birch", "the article")
        await tread.until(
            lambda: tread.selected == "The birch paragraph 2 says so. It says more.", "the place"
        )
        await tread.press("escape")
        await tread.until(lambda: isinstance(tread.app.screen, NotesScreen), "the list")
        again = list_of(tread)
        await tread.until(lambda: again.notes.count() == 3, "the list as it was left")
        assert again.field.value == "birch" and again.notes.cursor == 1
        await tread.press("j", "enter")
        await tread.until(lambda: "birch paragraph 3" in tread.selected, "the place in the open article")
        await tread.press("j", "escape")
        assert isinstance(tread.app.screen, ReaderScreen), "who has read on is not taken back"


async def test_notes_of_an_article_that_is_gone_say_so_and_are_not_lost(library: Path) -> None:
    (library / "apple.md").unlink()
    async with reading(library, size=(100, 40)) as tread:
        screen = await show(tread, 6)
        await tread.shows("Called apple, whose file is gone")
        await tread.press("G")
        assert screen.notes.note is not None and screen.notes.note.is_gone
        await tread.press("enter")
        assert isinstance(tread.app.screen, NotesScreen) and "Its file is gone" in tread.status
        await tread.press("s")
        await tread.shows("file gone")


async def test_what_is_marked_meanwhile_is_there_the_next_time(library: Path) -> None:
    async with reading(library / "apple.md", size=(100, 40)) as tread:
        await show(tread, 6)
        await tread.press("q")
        await tread.press("G", "1")
        await show(tread, 7)
        await tread.press("q", "x")
        await show(tread, 6)


async def test_a_damaged_database_does_not_hide_the_others(library: Path) -> None:
    for path in (library / ".tread").rglob("*"):
        if path.is_file() and ("journal" in path.parts or "backup" in path.parts):
            path.unlink()
    broken = next(
        path for path in (library / ".tread" / "annotations").rglob("*.json") if "apple" in path.read_text()
    )
    broken.write_text("{")
    async with reading(library, size=(100, 40)) as tread:
        await show(tread, 3)
        await tread.shows("Called birch")


async def test_an_empty_library_says_so(tmp_path: Path) -> None:
    write(tmp_path / "lib" / "one.md", "A paragraph.\n")
    async with reading(tmp_path / "lib", size=(60, 12)) as tread:
        await show(tread, 0)
        await tread.shows("There are no notes in this library yet.")
        await tread.press("j", "}", "{", "enter", "G", "s", "escape")
        assert isinstance(tread.app.screen, ReaderScreen)


async def test_hostile_titles_quotes_and_notes_are_shown_as_they_read(tmp_path: Path) -> None:
    article = write(tmp_path / "lib" / "one.md", f"# {HOSTILE}\n\nA paragraph {HOSTILE} of it.\n")
    async with reading(article, size=(140, 30)) as tread:
        await tread.press("j", "1", "t")
        await tread.type("[/foo]")
        await tread.press("enter")
        await tread.saved()
        await show(tread, 1)
        await tread.shows(f"A paragraph {SHOWN} of it.", "#[/foo]")
        assert "\x1b" not in tread.text and "\u202e" not in tread.text


async def test_the_keys_of_the_list_are_in_the_help_and_in_the_palette(library: Path) -> None:
    async with reading(library, size=(100, 40)) as tread:
        screen = await show(tread, 6)
        await tread.press("?")
        assert isinstance(tread.app.screen, KeysScreen)
        await tread.press("escape", ":")
        await tread.type("next gr")
        await tread.shows("Next group  }")
        await tread.press("enter")
        await tread.until(lambda: screen.notes.cursor == 3, "the next group")
        await tread.press("g")
        await tread.shows("g Top")


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 60)])
async def test_the_list_fits_windows_of_any_size(library: Path, size: tuple[int, int]) -> None:
    async with reading(library, size=size) as tread:
        await show(tread, 6)
        await tread.shows("All notes  6", "The apple paragraph 1", "6 notes")
        await tread.resize(60, 20)
        await tread.shows("All notes  6")


# Several at once


def tags_of(folder: Path) -> list[tuple[str, ...]]:
    """The tags of all annotations on disk."""
    return sorted(one.tags for one in stored(folder / "apple.md"))


async def test_several_notes_of_several_articles_are_tagged_and_taken_back_as_one(library: Path) -> None:
    async with reading(library, size=(100, 40)) as tread:
        screen = await show(tread, 6)
        await tread.press("v", "}", "v")
        await tread.shows("2 picked", "✓")
        await tread.press("t")
        await tread.shows("tags of 2 (-tag takes off)")
        await tread.type("war pe")
        tread.type_ahead("ace\rj")
        await tread.shows("Changed 2 notes; u takes it back.", "#war #peace")
        assert screen.notes.cursor == 5 and not screen.field.is_typing
        assert tags_of(library) == [(), (), ("idea",), ("idea",), ("war", "peace"), ("war", "peace")]
        await tread.press("u")
        await tread.shows("Undid: tags #war #peace of 2 annotations")
        await tread.hides("  #war #peace")
        assert tags_of(library) == [(), (), (), (), ("idea",), ("idea",)]
        await tread.press("ctrl+r")
        await tread.shows("Redid: tags #war #peace of 2 annotations", "  #war #peace")
    async with reading(library, size=(100, 40)) as tread:
        await show(tread, 6)
        await tread.press("u")
        await tread.shows("Undid: tags #war #peace of 2 annotations")
        assert tags_of(library) == [(), (), (), (), ("idea",), ("idea",)]
        await tread.press("u")
        await tread.shows("Nothing to undo that was done")


async def test_one_that_is_not_picked_is_recoloured_by_its_key(library: Path) -> None:
    async with reading(library, size=(100, 40)) as tread:
        await show(tread, 6)
        await tread.press("}", "3")
        await tread.shows("Changed 1 note; u takes it back.")
        assert sorted(str(one.colour) for one in stored(library / "apple.md")) == (
            ["None", "None", "blue", "green", "green", "yellow"]
        )
        await tread.press("3")
        await tread.shows("Already blue.")


async def test_what_is_deleted_leaves_the_cursor_on_the_next_that_is_left(library: Path) -> None:
    async with reading(library, size=(100, 40)) as tread:
        screen = await show(tread, 6)
        await tread.press("j", "v", "v", "x")
        await tread.until(lambda: screen.notes.count() == 4, "the end of two")
        await tread.shows("Deleted 2 notes; u takes it back.")
        assert screen.notes.note is not None and screen.notes.note.quote.startswith("The birch paragraph 1")
        await tread.press("G", "x")
        await tread.until(lambda: screen.notes.count() == 3, "the end of the last")
        assert screen.notes.cursor == 2
        await tread.press("u", "u")
        await tread.until(lambda: screen.notes.count() == 6, "all of them")


async def test_all_that_are_listed_are_picked_and_escape_picks_none(library: Path) -> None:
    async with reading(library, size=(100, 40)) as tread:
        screen = await show(tread, 6)
        await tread.press("/")
        await tread.type("birch")
        await tread.press("enter", "*")
        await tread.shows("3 picked")
        await tread.press("*")
        await tread.hides("picked")
        await tread.press("*", "escape")
        await tread.hides("picked")
        assert screen.field.value == "birch"


async def test_notes_of_an_open_article_are_changed_where_it_is_read_and_undone_there(library: Path) -> None:
    async with reading(library, size=(140, 40)) as tread:
        await tread.press("enter")
        await tread.until(lambda: tread.screen.article, "the article")
        await tread.until(lambda: tread.article.has_history, "its annotations")
        await show(tread, 6)
        await tread.press("*", "5")
        await tread.shows("Changed 6 notes")
        await tread.press("q")
        assert {one.colour for one in tread.reading.annotations} == {"purple"}
        await tread.press("u")
        await tread.shows("Undid: recolour to purple of 6 annotations", ", in 1 more article")
        assert sorted(str(one.colour) for one in stored(library / "apple.md")) == (
            ["None", "None", "green", "green", "yellow", "yellow"]
        )


async def test_picked_notes_of_several_articles_are_exported_into_one_file(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (library / "apple.md").rename(tmp_path / "apple.md")
    async with reading(library, size=(140, 40)) as tread:
        await show(tread, 6)
        await tread.press("v", "G", "v", "e")
        await tread.shows("export 2 to")
        await tread.press("enter")
        await tread.shows("Exported to")
        text = (tmp_path / "picked notes.md").read_text()
        assert text.count("tread:begin") == 2 and "The apple paragraph" in text and "The birch" in text
        assert text.count("^t-") == 2
        await tread.press("e", "enter")
        await tread.shows("Nothing has changed since")
        await tread.press("e")
        await tread.press("ctrl+u")
        await tread.type(str(library))
        await tread.press("enter")
        await tread.shows("cannot be")
        await tread.press("t", "escape")
        await tread.hides("tags of")


async def test_the_list_is_paged_and_stepped_through(library: Path) -> None:
    async with reading(library, size=(100, 12)) as tread:
        screen = await show(tread, 6)
        await tread.press("space")
        page = screen.notes.cursor
        assert 0 < page < 6
        await tread.press("pagedown", "pagedown", "pagedown")
        assert screen.notes.cursor == 5
        await tread.press("k")
        assert screen.notes.cursor == 4
        await tread.press("pageup")
        assert screen.notes.cursor < 4
        await tread.press("G", "g", "g")
        assert screen.notes.cursor == 0
