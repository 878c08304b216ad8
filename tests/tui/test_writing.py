"""Writing a note: reading on beside it, tags, the quote, undo, and the reader's own editor."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from driving import HOSTILE, Driver, reading, stored, write
from textual.app import App

from tread.tui import writing
from tread.tui.widgets.note_editor import NoteEditor

TEXT = "# One\n\nA first paragraph.\n\nA second paragraph. It has two sentences.\n\n" + "\n\n".join(
    f"Paragraph {number} of many." for number in range(60)
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write(tmp_path / "lib" / "one.md", TEXT)


def editor(tread: Driver) -> NoteEditor:
    found = tread.screen.sidebar.editor
    assert found is not None
    return found


async def kept(tread: Driver, key: str = "escape") -> str:
    """Leave the editor; the note as it is on disk."""
    await tread.press(key)
    await tread.until(lambda: not tread.screen.sidebar.is_writing, "the end of writing")
    await tread.until(lambda: stored(tread.article.path), "the note on disk")
    await tread.saved()
    (one,) = stored(tread.article.path)
    return one.note


@pytest.mark.parametrize("key", ["escape", "ctrl+s"])
async def test_both_ways_of_leaving_keep_the_note(article: Path, key: str) -> None:
    async with reading(article, size=(120, 30)) as tread:
        await tread.press("j", "a")
        await tread.shows("Esc keep PgDn on ^o quote ^e edit")
        await tread.type("why?")
        assert await kept(tread, key) == "why?"


async def test_the_article_is_read_on_beside_the_note_and_the_selection_stays(article: Path) -> None:
    async with reading(article, size=(120, 20)) as tread:
        await tread.press("j", "a")
        await tread.type("see")
        before = tread.selection
        await tread.press("pagedown")
        await tread.shows("Paragraph 9 of many.")
        await tread.press("pageup")
        await tread.shows("A first paragraph.")
        await tread.press("ctrl+down", "alt+j", "ctrl+down", "alt+j")
        await tread.until(lambda: "2 min" not in tread.text, "scrolling")
        await tread.press("ctrl+up", "alt+k", "ctrl+up", "alt+k")
        await tread.shows("2 min")
        assert tread.selection == before
        await tread.type(" on")
        assert await kept(tread) == "see on"


async def test_a_tag_is_completed_and_becomes_one_of_the_annotation(article: Path) -> None:
    async with reading(article, size=(120, 30)) as tread:
        await tread.press("j", "t")
        await tread.type("economy ecology")
        await tread.press("enter", "j", "a")
        await tread.type("on #ec")
        await tread.shows("Tab #ecology  #economy")
        await tread.type("on")
        await tread.shows("Tab #economy")
        await tread.press("tab")
        await tread.type(" and #ecol")
        await tread.press("right")
        await tread.type(" #new")
        await tread.press("escape")
        await tread.saved()
        note = next(one for one in tread.reading.annotations if one.note)
        assert (note.note, note.tags) == (
            "on #economy and #ecology #new",
            ("economy", "ecology", "new"),
        )


async def test_tab_indents_where_nothing_is_offered(article: Path) -> None:
    async with reading(article, size=(120, 30)) as tread:
        await tread.press("j", "a")
        await tread.type("- a")
        await tread.press("enter", "tab")
        await tread.type("- b")
        assert await kept(tread) == "- a\n  - b"


async def test_the_quote_is_put_between_the_rows_and_taken_back_as_one(article: Path) -> None:
    async with reading(article, size=(120, 30)) as tread:
        await tread.press("j", "j", "a")
        await tread.type("so")
        await tread.press("ctrl+o")
        assert editor(tread).text == "so\n\n> A second paragraph. It has two sentences.\n\n"
        await tread.type("but")
        await tread.press("ctrl+z", "ctrl+z")
        assert editor(tread).text == "so"
        await tread.press("ctrl+y", "ctrl+y")
        assert await kept(tread) == "so\n\n> A second paragraph. It has two sentences.\n\nbut"


async def test_a_note_on_the_article_quotes_what_is_selected(article: Path) -> None:
    async with reading(article, size=(120, 30)) as tread:
        await tread.press("j", "A", "ctrl+o")
        assert await kept(tread) == "> A first paragraph."


async def test_alt_and_a_letter_is_no_text(article: Path) -> None:
    async with reading(article, size=(120, 30)) as tread:
        await tread.press("j", "a")
        await tread.type("a")
        await tread.press("alt+y", "alt+j")
        await tread.type("b")
        assert await kept(tread) == "ab"


async def test_the_editor_grows_with_its_text_to_a_share_of_the_sidebar(article: Path) -> None:
    async with reading(article, size=(120, 30)) as tread:
        await tread.press("j", "a")
        await tread.pilot.pause()
        small = editor(tread).size.height
        await tread.paste("\n".join(f"row {number}" for number in range(8)))
        await tread.until(lambda: editor(tread).size.height >= 8 > small, "growing")
        await tread.paste("\n".join(f"row {number}" for number in range(80)))
        await tread.pilot.pause()
        assert editor(tread).size.height <= 18


async def test_a_note_is_written_in_the_smallest_window(article: Path) -> None:
    async with reading(article, size=(40, 12)) as tread:
        await tread.press("j", "a")
        await tread.shows("Esc keep", "Note on “A first")
        await tread.type("one two")
        await tread.shows("one two")
        await tread.press("pagedown")
        await tread.shows("No room to show the article.")
        await tread.press("escape")
        await tread.until(lambda: [one.note for one in stored(article)] == ["one two"], "the note")


async def test_keys_of_the_readers_own_work_and_those_for_writing_are_refused(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = article.parent.parent / "config.toml"
    write(config, '[keys]\n"note.quote" = "f4"\n"note.keep" = "k"\n"note.editor" = "g g"\n')
    monkeypatch.setenv("TREAD_CONFIG", str(config))
    async with reading(article, size=(120, 30)) as tread:
        await tread.shows("'k' is for writing", "'g g' is more than one key")
        await tread.press("j", "a")
        await tread.type("kk")
        await tread.press("f4")
        assert await kept(tread) == "kk\n\n> A first paragraph."


async def test_the_palette_lists_what_can_be_done_to_a_note(article: Path) -> None:
    async with reading(article, size=(120, 30)) as tread:
        await tread.press("j", "a")
        await tread.type("so")
        await tread.press("ctrl+p")
        await tread.type("insert the q")
        await tread.shows("Insert the quote  Ctrl+o")
        await tread.press("enter")
        await tread.until(lambda: "> A first" in editor(tread).text, "the quote")


# The reader's own editor


@contextmanager
def suspended(app: App[object]) -> Iterator[None]:
    """A terminal that can be left."""
    yield


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A script that is the reader's editor; the test writes what it does to "$1"."""
    monkeypatch.setattr(App, "suspend", suspended)
    script = write(tmp_path / "an editor" / "edit", "#!/bin/sh\n")
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"'{script}' --wait")
    return script


def does(script: Path, *rows: str) -> None:
    script.write_text("\n".join(("#!/bin/sh", "shift", *rows, "")))


async def test_a_note_goes_on_in_the_readers_own_editor(article: Path, outside: Path) -> None:
    does(
        outside,
        'printf "%s from outside\\r\\nrow \\033[31m2\\n" "$(cat "$1")" > "$1.new"',
        'mv "$1.new" "$1"',
    )
    async with reading(article, size=(120, 30)) as tread:
        await tread.press("j", "a")
        await tread.type("begun")
        await tread.press("ctrl+e")
        await tread.shows("begun from outside", "row 2")
        await tread.press("ctrl+z")
        assert editor(tread).text == "begun"
        await tread.press("ctrl+y")
        await tread.type("!")
        assert await kept(tread) == "begun from outside\nrow 2!"
        await tread.until(lambda: not list((article.parent / ".tread" / "drafts").iterdir()), "no draft")


@pytest.mark.parametrize(
    ("rows", "left", "told"),
    [
        (("exit 3",), "begun", "ended with exit code 3"),
        (("kill -9 $$",), "begun", "ended by signal 9"),
        (('echo "saved first" > "$1"', "kill -9 $$"), "saved first", "ended by signal 9"),
        ((': > "$1"', "exit 1"), "begun", "ended with exit code 1"),
        (('rm "$1"',), "begun", "cannot be read"),
        ((': > "$1"',), "", ""),
    ],
)
async def test_an_editor_that_fails_loses_nothing(
    article: Path, outside: Path, rows: tuple[str, ...], left: str, told: str
) -> None:
    does(outside, *rows)
    async with reading(article, size=(200, 30)) as tread:
        await tread.press("j", "a")
        await tread.type("begun")
        await tread.press("ctrl+e")
        await tread.until(lambda: told in tread.status, told)
        assert editor(tread).text == left
        await tread.press("ctrl+z")
        assert editor(tread).text in ("begun", "")


async def test_why_there_is_no_editor_is_said_and_writing_goes_on(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "")
    async with reading(article, size=(120, 30)) as tread:
        await tread.press("j", "a")
        await tread.type("on")
        await tread.press("ctrl+e")
        await tread.shows("Neither VISUAL nor EDITOR names an editor")
        monkeypatch.setenv("EDITOR", "no-such-editor")
        await tread.press("ctrl+e")
        await tread.shows("This terminal cannot be left")
        monkeypatch.setattr(App, "suspend", suspended)
        await tread.press("ctrl+e")
        await tread.shows("no-such-editor cannot be run: No such file")
        await tread.type("ce")
        assert await kept(tread) == "once"


async def test_what_is_typed_after_the_own_editor_is_the_later_draft(
    article: Path, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_DRAFT_DELAY_S", 0.02)
    does(outside, 'echo outside > "$1"')
    async with reading(article, size=(120, 30)) as tread:
        await tread.press("j", "a", "ctrl+e")
        await tread.shows("outside")
        await tread.type(" and in")
        drafts = article.parent / ".tread" / "drafts"
        await tread.until(
            lambda: any("outside and in" in one.read_text() for one in drafts.glob("*.json")), "the draft"
        )
    async with reading(article, size=(120, 30)) as tread:
        await tread.shows("was not kept")
        await tread.press("g", "g", "j", "a")
        await tread.shows("outside and in")


async def test_a_hostile_tag_and_a_hostile_note_are_plain_text(article: Path, outside: Path) -> None:
    write(outside.parent / "hostile", HOSTILE)
    does(outside, f'cat "{outside.parent}/hostile" > "$1"')
    async with reading(article, size=(120, 30)) as tread:
        await tread.press("j", "a", "ctrl+e")
        await tread.until(lambda: "[/foo]" in editor(tread).text, "the text")
        assert "\x1b" not in editor(tread).text
