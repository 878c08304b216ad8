"""Naming colours, and renaming tags over the library, from the reading screen."""

from __future__ import annotations

from pathlib import Path

from driving import HOSTILE, SHOWN, Driver, reading, stored, write

from tread.cli import main
from tread.store.colours import read_names, write_names
from tread.store.place import locate

TEXT = "# One\n\nA first paragraph.\n\nA second paragraph.\n"


async def named(tread: Driver, name: str) -> None:
    """Give the colour here a name, in place of the one it has."""
    tread.screen.run_command("mark.name-colour")
    await tread.press("ctrl+u")
    await tread.type(name)
    await tread.press("enter")


async def test_a_colour_is_named_for_the_library_and_shown_wherever_it_is(tmp_path: Path) -> None:
    one = write(tmp_path / "lib" / "one.md", TEXT)
    async with reading(one, size=(130, 30)) as tread:
        await tread.press("j", "2")
        await tread.saved()
        await named(tread, "claim")
        await tread.until(lambda: read_names(locate(one))[0] == {"green": "claim"}, "the name on disk")
        await tread.shows("claim  just now", "green is called claim here.")
        await tread.press("escape")
        await tread.shows("claim  · saved")
        tread.screen.run_command("sidebar.filter")
        await tread.type("cla")
        await tread.shows("claim  just now")
        await tread.press("escape", "escape", "k", "j", "3", "u")
        await tread.shows("Undid: recolour to blue")
    async with reading(one, size=(130, 30)) as tread:
        await tread.press("2")
        await tread.shows("claim")
        await named(tread, "")
        await tread.until(lambda: read_names(locate(one))[0] == {}, "the name's end")
        await tread.press("escape")
        await tread.shows("green  · saved")


async def test_the_librarys_name_goes_before_the_readers_own_in_what_is_exported(
    tmp_path: Path, own_home: Path
) -> None:
    write(own_home / ".config" / "tread" / "config.toml", '[colours]\nyellow = "mine"\nblue = "doubt"\n')
    one = write(tmp_path / "lib" / "one.md", TEXT)
    write_names(locate(one), {"yellow": "fact"})
    async with reading(one, size=(130, 30)) as tread:
        await tread.press("j", "1", "j", "3")
        await tread.shows("doubt  · saved")
        await tread.press("e", "ctrl+u")
        await tread.type(str(tmp_path / "out.md"))
        await tread.press("enter")
        await tread.shows("Exported")
    text = (tmp_path / "out.md").read_text()
    assert "fact" in text
    assert "doubt" in text
    assert "mine" not in text


async def test_a_name_given_by_another_program_shows_and_is_foreign_text(tmp_path: Path) -> None:
    one = write(tmp_path / "lib" / "one.md", TEXT)
    async with reading(one, size=(150, 30)) as tread:
        await tread.press("j", "1")
        await tread.saved()
        write_names(locate(one), {"yellow": HOSTILE})
        await tread.shows(SHOWN)


async def test_names_that_cannot_be_read_are_told_and_nothing_else_stops(tmp_path: Path) -> None:
    one = write(tmp_path / "lib" / "one.md", TEXT)
    write(tmp_path / "lib" / ".tread" / "colours.toml", "yellow = ")
    async with reading(one, size=(130, 30)) as tread:
        await tread.shows("colours.toml")
        await tread.press("j", "1")
        await tread.saved()
        await named(tread, "fact")
        await tread.shows("colours.toml: The file is not TOML")


def library(tmp_path: Path) -> Path:
    """Two articles, one annotation with two tags in each."""
    folder = tmp_path / "lib"
    for name in ("one.md", "two.md"):
        article = write(folder / name, TEXT)
        arguments = ["annotate", str(article), "--quote", "first", "--tag", "econ", "--tag", "war"]
        (folder / ".tread").mkdir(exist_ok=True)
        assert main([*arguments, "--note", "on #econ"]) == 0
    return folder


async def test_a_tag_is_renamed_over_the_library_and_taken_back_as_one(tmp_path: Path) -> None:
    folder = library(tmp_path)

    def tags() -> set[tuple[str, ...]]:
        return {one.tags for one in stored(folder / "one.md")}  # of both articles: they have one store

    async with reading(folder / "one.md", size=(130, 30)) as tread:
        await tread.shows("#econ #war")
        await tread.press("]")
        tread.screen.run_command("mark.rename-tag")
        await tread.type("economy")
        await tread.press("enter")
        await tread.shows("#economy #war", "#econ is #economy in 2 annotations, in 2 articles.")
        await tread.press("escape")
        await tread.saved()
        assert tags() == {("economy", "war")}
        assert {one.note for one in stored(folder / "one.md")} >= {"on #economy"}
        await tread.press("u")
        await tread.shows(
            "Undid: rename #econ to #economy of 2 annotations", ", in 1 more article", "#econ #war"
        )
        assert tags() == {("econ", "war")}
        await tread.press("ctrl+r")
        await tread.shows("Redid: rename #econ to #economy of 2 annotations", ", in 1 more article")
        await tread.press("escape")
        await tread.saved()
        assert tags() == {("economy", "war")}
    async with reading(folder / "two.md", size=(130, 30)) as tread:
        await tread.shows("#economy #war")
        await tread.press("u")
        await tread.shows("Undid: rename #econ to #economy of 2 annotations", ", in 1 more article")
        assert tags() == {("econ", "war")}


async def test_a_renaming_that_renames_nothing_says_so(tmp_path: Path) -> None:
    folder = library(tmp_path)
    async with reading(folder, size=(130, 30)) as tread:
        await tread.press("enter")
        await tread.shows("#econ #war")
        for typed, told in (("none at", "There is no tag none here."), ("one", "Type two words")):
            tread.screen.run_command("mark.rename-tag")
            await tread.press("ctrl+u")
            await tread.type(typed)
            await tread.press("enter")
            await tread.shows(told)


async def test_tags_of_the_library_are_offered_in_an_article_opened_by_itself(tmp_path: Path) -> None:
    folder = library(tmp_path)
    three = write(folder / "three.md", TEXT)
    async with reading(three, size=(130, 30)) as tread:
        await tread.press("j", "t")
        await tread.until(lambda: tread.screen.naming.words(tread.reading), "the tags")
        await tread.type("ec")
        await tread.shows("econ")
        await tread.press("tab", "enter")
        await tread.until(lambda: tread.reading.annotations, "the tag")
        assert tread.only().tags == ("econ",)
