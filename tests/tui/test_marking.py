"""Marking from the keyboard: highlights, notes, tags, undo, and what is said of their being saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import Driver, reading, stored, write
from textual.geometry import Region

TEXT = """The harbour

It was sold in the spring. Nobody asked why it was sold.

The buyer was never named. A clerk remembered the money.

The town forgot.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write(tmp_path / "lib" / "harbour.txt", TEXT)


async def test_one_key_marks_the_second_paragraph_and_saved_means_on_disk(article: Path) -> None:
    async with reading(article.parent) as tread:
        await tread.shows("The harbour")
        assert "Nobody" not in tread.text
        await tread.press("enter")
        await tread.shows("Nobody asked why it was sold.")
        assert not (article.parent / ".tread").exists()
        await tread.press("j", "1")
        assert tread.only().anchor is not None
        await tread.until(lambda: "saved" in tread.status or "saving" in tread.status, "the status")
        await tread.saved()
        (on_disk,) = stored(article)
        assert on_disk.colour == "yellow"
        assert on_disk.anchor is not None
        assert on_disk.anchor.quote.exact == "It was sold in the spring. Nobody asked why it was sold."
        assert "“It was sold in the spring." in tread.text


async def test_saved_is_not_said_while_the_store_is_still_writing(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Event

    from tread.tui.desk import OpenArticle

    may_write, commit = Event(), OpenArticle.commit

    def slow(self: OpenArticle, *arguments: object) -> object:
        may_write.wait(30)
        return commit(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(OpenArticle, "commit", slow)
    async with reading(article) as tread:
        try:
            await tread.press("j", "2")
            await tread.shows("saving…")
            assert stored(article) == []
        finally:
            may_write.set()
        await tread.saved()
        assert [one.colour for one in stored(article)] == ["green"]


async def test_words_and_sentences_are_selected_and_extended(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "l")
        assert tread.selected == "It was sold in the spring."
        await tread.press("l")
        assert tread.selected == "Nobody asked why it was sold."
        await tread.press("h", "w")
        assert tread.selected == "It"
        await tread.press("w", "v", "w", "w")
        assert tread.selected == "was sold in"
        assert "word, extending" in tread.status
        await tread.press("o", "b")
        assert tread.selected == "It was sold in"
        await tread.press("3")
        assert tread.only().colour == "blue"
        await tread.press("escape", "escape")
        assert tread.selected == "It was sold in the spring. Nobody asked why it was sold."
        await tread.saved()
        (one,) = stored(article)
        assert one.anchor is not None and one.anchor.quote.exact == "It was sold in"


async def test_v_stops_extending_and_keeps_what_is_selected(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "w", "v", "w", "v")
        assert tread.selected == "It was"
        assert "extending" not in tread.status
        await tread.press("w")
        assert tread.selected == "sold"


async def test_another_colour_recolours_and_undo_goes_back_step_by_step(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "1", "4")
        assert tread.only().colour == "red"
        await tread.press("x")
        assert tread.reading.annotations == []
        assert "Deleted; u takes it back." in tread.status
        await tread.press("u")
        assert tread.only().colour == "red"
        await tread.press("u")
        assert tread.only().colour == "yellow"
        await tread.press("u", "u")
        assert tread.reading.annotations == []
        assert "Nothing to undo." in tread.status
        await tread.press("ctrl+r", "ctrl+r")
        assert tread.only().colour == "red"
        await tread.press("j")
        await tread.saved()
        assert [one.colour for one in stored(article)] == ["red"]
    async with reading(article) as tread:
        await tread.until(lambda: tread.reading.annotations, "the annotation")
        await tread.press("u")
        assert tread.only().colour == "yellow"
        await tread.press("u", "u")
        assert tread.reading.annotations == []
        await tread.until(lambda: stored(article) == [], "the undone state on disk")


async def write_note(tread: Driver, text: str, leave: str) -> None:
    await tread.press("a")
    await tread.shows("Note on “")
    await tread.type(text)
    await tread.press(leave)


@pytest.mark.parametrize("leave", ["escape", "ctrl+s"])
async def test_a_note_is_kept_whichever_way_it_is_left(article: Path, leave: str) -> None:
    async with reading(article, size=(80, 24)) as tread:
        await tread.press("j", "1")
        await write_note(tread, "by whom? j 1", leave)
        assert tread.screen.context == "article"
        await tread.saved()
        (one,) = stored(article)
        assert (one.note, one.colour) == ("by whom? j 1", "yellow")
        await tread.press("enter")
        await tread.shows("by whom?")
        await tread.type(" Ask.")
        await tread.press(leave)
        await tread.until(lambda: [one.note for one in stored(article)] == ["by whom? j 1 Ask."], "the edit")
        await tread.until(lambda: not list((article.parent / ".tread").glob("drafts/*")), "the draft's end")


async def test_a_note_in_a_narrow_window_takes_it_and_gives_it_back(article: Path) -> None:
    async with reading(article, size=(40, 12)) as tread:
        await tread.press("j")
        await write_note(tread, "narrow", "escape")
        await tread.shows("The harbour")
        assert tread.only().note == "narrow"
        assert tread.only().colour is None


async def test_a_note_left_open_is_kept_when_another_article_is_opened(article: Path) -> None:
    write(article.parent / "other.txt", "Other words.\n\nAnd more.\n")
    async with reading(article.parent, size=(140, 30)) as tread:
        await tread.press("enter")
        await tread.shows("Nobody asked why")
        await tread.press("j", "a")
        await tread.type("half a thought")
        await tread.pilot.click("#library-list", offset=(4, 3))
        await tread.shows("And more.")
        await tread.until(lambda: [one.note for one in stored(article)] == ["half a thought"], "the note")
        assert tread.reading.annotations == []


async def test_the_whole_article_can_have_a_note(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("A")
        await tread.shows("Note on the article")
        await tread.type("read twice")
        await tread.press("escape")
        await tread.shows("On the whole article", "read twice")
        await tread.saved()
        (one,) = stored(article)
        assert (one.anchor, one.note) == (None, "read twice")


async def test_tags_are_completed_and_added_to(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "t")
        await tread.type("money, ports")
        await tread.press("enter", "j", "1", "t")
        await tread.type("mo")
        await tread.until(
            lambda: tread.screen.asker.prompt and tread.screen.asker.prompt.field._suggestion, "a suggestion"
        )
        await tread.press("tab")
        await tread.type(" x")
        await tread.press("enter")
        await tread.saved()
        assert [one.tags for one in stored(article)] == [("money", "ports"), ("money", "x")]
        await tread.press("t")
        await tread.type("y")
        await tread.press("enter")
        assert [one.tags for one in tread.reading.annotations] == [("money", "ports"), ("money", "x", "y")]
        await tread.shows("#money #x #y")


async def test_tags_of_the_library_complete_too(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "t")
        await tread.type("shipping")
        await tread.press("enter")
        await tread.saved()
    write(article.parent / "other.txt", "Other words.\n\nAnd more.\n")
    async with reading(article.parent) as tread:
        await tread.press("j", "enter")
        await tread.shows("And more.")
        await tread.press("t")
        await tread.type("sh")
        await tread.shows("tags shipping")


async def test_brackets_go_from_annotation_to_annotation(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("]")
        assert "No annotation further down." in tread.status
        await tread.press("j", "1", "j", "j", "2", "g", "g", "]")
        assert tread.selected.startswith("It was sold")
        await tread.press("]")
        assert tread.selected == "The town forgot."
        await tread.press("[")
        assert tread.selected.startswith("It was sold")
        await tread.press("[")
        assert "No annotation further up." in tread.status


async def test_copying_says_where_the_text_went(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "y")
        assert tread.app.clipboard == "It was sold in the spring. Nobody asked why it was sold."
        assert "Sent 56 characters to the terminal's clipboard." in tread.status
        await tread.press("l", "Y")
        assert tread.app.clipboard == "> It was sold in the spring.\n>\n> — The harbour\n"


async def test_export_writes_the_notes_where_it_is_told(article: Path, tmp_path: Path) -> None:
    async with reading(article, overrides={"export_folder": str(tmp_path)}) as tread:
        await tread.press("e")
        assert "There is nothing to export" in tread.status
        await tread.press("j", "1", "e")
        await tread.shows("export to")
        await tread.press("enter")
        await tread.shows("Exported to")
        assert "Nobody asked why it was sold." in (tmp_path / "harbour notes.md").read_text()
        await tread.press("e", "enter")
        await tread.shows("Nothing has changed since")


async def test_export_keeps_what_a_person_wrote_around_the_notes(article: Path, tmp_path: Path) -> None:
    notes = tmp_path / "harbour notes.md"
    async with reading(article, overrides={"export_folder": str(tmp_path)}) as tread:
        await tread.press("j", "1", "e", "enter")
        await tread.shows("Exported to")
        notes.write_text(f"{notes.read_text()}\nMy own conclusion.\n")
        await tread.press("j", "2", "e", "enter")
        await tread.until(lambda: "never named" in notes.read_text(), "the second export")
        assert notes.read_text().endswith("\nMy own conclusion.\n")


async def test_a_note_on_what_the_sidebar_shows_goes_back_to_the_sidebar(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "1", "tab")
        await write_note(tread, "from the side", "escape")
        assert tread.screen.sidebar.notes.has_focus
        assert tread.only().note == "from the side"


async def test_a_click_elsewhere_keeps_the_note_and_gives_the_keys_back(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "a")
        await tread.type("kept")
        await tread.pilot.click("#article", offset=(10, 7))
        await tread.press("2")
        found = sorted((one.note, one.colour) for one in tread.reading.annotations)
        assert found == [("", "green"), ("kept", None)]
        await tread.press("t")
        await tread.pilot.click("#article", offset=(10, 5))
        await tread.press("G")
        assert tread.selected == "The town forgot."


async def test_what_is_typed_ahead_of_a_field_is_not_lost(article: Path) -> None:
    async with reading(article) as tread:
        tread.type_ahead("/money\r")
        await tread.until(lambda: tread.selected == "money" and "1 of" in tread.status, "the search")
        tread.type_ahead("1aabcd")
        await tread.until(lambda: "abcd" in tread.text, "the note")
        await tread.press("escape")
        tread.type_ahead("a efg")
        await tread.until(lambda: "abcd efg" in tread.text, "the note")
        await tread.press("escape")
        assert (tread.only().note, tread.only().colour) == ("abcd efg", "yellow")
        tread.type_ahead("tab cd\r")
        await tread.until(lambda: tread.only().tags == ("ab", "cd"), "the tags")


async def test_what_is_typed_behind_the_end_of_a_field_is_not_for_the_field(article: Path) -> None:
    async with reading(article) as tread:
        tread.type_ahead("/it\rn1")
        await tread.until(lambda: tread.reading.annotations, "the highlight")
        assert tread.only().anchor is not None
        second = tread.only().anchor.range  # type: ignore[union-attr]
        assert tread.reading.document.text_of(second) == "it"
        await tread.press("g", "g")
        tread.type_ahead("/no such\r/Nobody\r2")
        await tread.until(lambda: len(tread.reading.annotations) == 2, "the second highlight")
        assert tread.selected == "Nobody"
        tread.type_ahead("txy\x7fz, b\rxu")
        await tread.until(lambda: "Undid" in tread.status, "taking it back")
        assert {one.tags for one in tread.reading.annotations} == {(), ("xz", "b")}
        tread.type_ahead("aA note\x1bgg3")
        await tread.until(lambda: len(tread.reading.annotations) == 3, "the third highlight")
        assert sorted(one.note for one in tread.reading.annotations) == ["", "", "A note"]
        assert tread.selected == tread.reading.document.paragraphs[0].text
        tread.type_ahead("Sjt\x1bG4")
        await tread.until(lambda: len(tread.reading.annotations) == 4, "the fourth highlight")
        assert sum(bool(one.tags) for one in tread.reading.annotations) == 1


async def test_a_filter_is_left_by_the_key_that_ends_it(article: Path) -> None:
    async with reading(article, size=(150, 30)) as tread:
        await tread.press("1", "j", "2")
        await tread.press("tab")
        tread.type_ahead("/green\r3")
        await tread.until(lambda: [one.colour for one in tread.reading.annotations] == ["yellow", "blue"])


async def test_an_editor_that_was_taken_away_can_be_painted_once_more(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "a")
        await tread.shows("Note on")
        editor = tread.screen.sidebar.editor
        assert editor is not None
        await editor.remove()
        assert [strip.text for strip in editor.render_lines(Region(0, 0, 3, 2))] == ["   ", "   "]


@pytest.mark.parametrize("colourless", [False, True])
async def test_marks_over_one_another_have_a_doubled_sign_in_the_margin_and_are_all_reached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, colourless: bool
) -> None:
    if colourless:
        monkeypatch.setenv("NO_COLOR", "1")
    article = write(
        tmp_path / "one.md", "# One\n\nThe city sold it. Nobody asked.\n\nAlone here. And there.\n"
    )
    async with reading(article, size=(100, 20)) as tread:
        await tread.press("j", "1", "l", "2", "j", "1", "g", "g")
        rows = tread.text.split("\n")
        assert any(row.startswith("║  The city sold it.") for row in rows)
        assert any(row.startswith("   Alone here.") for row in rows)
        for number, quote in (("1", "The city sold it."), ("2", "The city sold it. Nobody asked.")):
            await tread.press("g", "g", "j", "l", "w", "enter")
            await tread.shows("Several lie here. Which one?")
            await tread.press(number)
            assert tread.selected == quote
        await tread.press("a")
        await tread.until(lambda: tread.screen.sidebar.is_writing, "the editor")
        await tread.type("why")
        await tread.press("escape", "g", "g")
        await tread.until(lambda: any(row.startswith("‡") for row in tread.text.split("\n")), "the sign")
