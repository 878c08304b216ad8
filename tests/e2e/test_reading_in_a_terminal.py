"""The installed command in a real pseudo-terminal: what is kept after a kill, and what is drawn."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path
from time import sleep

import pytest
from terminal import Terminal, command
from tinydb import TinyDB

TEXT = """The harbour

It was sold in the spring. Nobody asked why it was sold.

The buyer was never named. A clerk remembered the money.
"""
HOSTILE = "[/foo] [@click=app.quit] \x1b]52;c;eHg=\x07\u202e é 世界 👩‍👩‍👧"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "harbour.txt").write_text(TEXT, encoding="utf-8")
    (folder / "other.md").write_text("# Other\n\nAnother text altogether.\n", encoding="utf-8")
    return folder


def tread(*arguments: str, cwd: Path) -> str:
    """What a verb prints."""
    done = subprocess.run([command(), *arguments], cwd=cwd, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def test_what_is_marked_noted_and_tagged_survives_a_kill_and_leaves_by_every_road(library: Path) -> None:
    home = library.parent
    with Terminal([command(), "articles"], cwd=home, size=(120, 30)) as screen:
        screen.shows("The harbour", "Other")
        screen.press("enter")
        screen.shows("Nobody asked why", "¶ 1/3")
        screen.press("j", "1")
        screen.shows("· saved")
        screen.press("a")
        screen.shows("Note on “It was sold")
        screen.type("By whom?")
        screen.press("escape")
        screen.shows("†", "By whom?")
        screen.press("t")
        screen.shows(" tags")
        screen.type("money ports")
        screen.press("enter")
        screen.shows("#money #ports")
        screen.until(lambda: "saving" not in screen.text and "· saved" in screen.text, "saving")
        screen.kill()

    (row,) = json.loads(tread("notes", "articles", "--json", cwd=home))
    assert row["quote"] == "It was sold in the spring. Nobody asked why it was sold."
    assert (row["colour"], row["note"], row["tags"]) == ("yellow", "By whom?", ["money", "ports"])
    assert (row["state"], row["paragraph"], row["path"]) == ("anchored", 1, "articles/harbour.txt")
    exported = tread("export", "articles/harbour.txt", cwd=home)
    assert "> It was sold in the spring. Nobody asked why it was sold." in exported
    assert "By whom?" in exported
    (database,) = (library / ".tread" / "annotations").rglob("*.json")
    with TinyDB(database, access_mode="r") as tables:
        (document,) = tables.table("annotations").all()
    assert (document["note"], document["tags"]) == ("By whom?", ["money", "ports"])

    with Terminal([command(), "articles"], cwd=home, size=(120, 30)) as screen:
        screen.shows("1 mark")
        screen.press("enter")
        screen.shows("“It was sold in the spring.", "By whom?", "#money #ports")


def test_all_but_the_last_second_of_a_note_is_offered_again_after_a_kill(library: Path) -> None:
    article = str(library / "harbour.txt")
    with Terminal([command(), article]) as screen:
        screen.shows("Nobody asked why")
        screen.press("j", "a")
        screen.shows("Note on “It was sold")
        for words in ("half a thought", ", and", " then some"):
            screen.type(words)
            screen.shows(words)
        sleep(1)
        screen.type(" and what came later")
        screen.kill()
    with Terminal([command(), article], size=(120, 30)) as screen:
        screen.shows("Nobody asked why", "A note that you were writing")
        screen.press("g", "g", "j", "a")
        screen.shows("half a thought, and then some")


def test_a_note_goes_on_in_another_editor_and_comes_back(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = library.parent / "edit"
    script.write_text('#!/bin/sh\nprintf "Type here: "\nread row\necho "$(cat "$1") $row" > "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    with Terminal([command(), str(library / "harbour.txt")], size=(120, 30)) as screen:
        screen.shows("Nobody asked why")
        screen.press("j", "a")
        screen.shows("Note on “It was sold")
        screen.type("begun")
        screen.shows("begun")
        screen.press("\x05")
        screen.shows("Type here:")
        screen.type("and ended\n")
        screen.shows("begun and ended", "Nobody asked why")
        screen.press("escape")
        screen.shows("· saved")
        screen.press("q")
        assert screen.ends() == 0
    assert not list((library / ".tread" / "drafts").iterdir())


def test_what_another_editor_saved_is_offered_again_after_a_kill_while_it_runs(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = library.parent / "edit"
    script.write_text('#!/bin/sh\necho "$(cat "$1") and saved outside" > "$1"\necho It waits.\nread row\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    article = str(library / "harbour.txt")
    with Terminal([command(), article], size=(120, 30)) as screen:
        screen.shows("Nobody asked why")
        screen.press("j", "a")
        screen.shows("Note on “It was sold")
        screen.type("begun")
        screen.shows("begun")
        screen.press("\x05")
        screen.shows("It waits.")
        screen.kill()
    with Terminal([command(), article], size=(120, 30)) as screen:
        screen.shows("Nobody asked why")
        screen.press("g", "g", "j", "a")
        screen.shows("begun and saved outside")


def test_an_article_that_is_edited_under_its_reader_is_shown_anew_and_keeps_its_marks(library: Path) -> None:
    article = library / "harbour.txt"
    with Terminal([command(), str(article)], size=(120, 30)) as screen:
        screen.shows("Nobody asked why")
        screen.press("j", "j", "1")
        screen.shows("· saved", "“The buyer was never named.")
        article.write_text(TEXT.replace("\n\nIt was", "\n\nA new beginning.\n\nIt was"), encoding="utf-8")
        screen.shows("A new beginning.", "The article has changed on disk.")
        screen.press("escape")
        screen.shows("¶ 4/4", "· saved")
        article.unlink()
        screen.shows("file is gone")
        screen.press("q")
        assert screen.ends() == 0
    article.write_text(TEXT, encoding="utf-8")
    (row,) = json.loads(tread("notes", "articles", "--json", cwd=library.parent))
    assert (row["state"], row["paragraph"]) == ("anchored", 2)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
def test_quitting_gives_the_terminal_back(library: Path, size: tuple[int, int]) -> None:
    with Terminal([command(), str(library)], size=size) as screen:
        before = screen.modes()
        screen.shows("The harbour")
        assert screen.modes() != before
        screen.press("enter")
        screen.shows("It was sold in the spring.")
        assert all(len(row) <= size[0] for row in screen.text.split("\n"))
        screen.press("q")
        screen.shows("Library")
        screen.press("q")
        assert screen.ends() == 0
        assert screen.modes() == before
        assert screen.written.rfind(b"\x1b[?1049l") > screen.written.rfind(b"\x1b[?1049h")
        assert screen.written.rfind(b"\x1b[?25h") > screen.written.rfind(b"\x1b[?25l")
        assert screen.written.rfind(b"\x1b[?1000l") > screen.written.rfind(b"\x1b[?1000h")


def test_standard_input_is_read_while_the_keys_come_from_the_terminal(library: Path) -> None:
    with Terminal([command(), "-"], stdin=TEXT.encode(), size=(80, 24)) as screen:
        screen.shows("Nobody asked why")
        screen.press("j", "1")
        screen.shows("· saved")
        screen.press("q")
        assert screen.ends() == 0
    with Terminal([command(), "-"], stdin=TEXT.encode(), size=(120, 30)) as screen:
        screen.shows("Nobody asked why", "“It was sold in the spring.")


def test_no_escape_of_an_article_reaches_the_terminal(tmp_path: Path) -> None:
    name = HOSTILE.replace("/", "")
    article = tmp_path / "lib" / f"{name}.md"
    article.parent.mkdir()
    article.write_text(f"# {HOSTILE}\n\nSome words {HOSTILE}.\n\n- An item {HOSTILE}\n", encoding="utf-8")
    (article.parent / f"z {name}.txt").symlink_to(tmp_path / "nowhere")
    with Terminal([command(), str(article.parent)], size=(120, 30)) as screen:
        screen.shows("[foo] [@click=app.quit]", "No such file")
        screen.press("j", "enter")
        screen.press("k", "enter")
        screen.shows("Some words [/foo] [@click=app.quit]")
        screen.press("1", "a")
        screen.shows("Note on “")
        screen.type("a note")
        screen.press("escape")
        screen.shows("†")
        screen.press("/")
        screen.type("zzz")
        screen.press("enter")
        screen.shows("“zzz” is not in this article.")
        screen.press("q", "q")
        assert screen.ends() == 0
        assert b"\x1b]52" not in screen.written
        assert b"eHg=" not in screen.written
        for bidi in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
            assert bidi.encode() not in screen.written


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_keeps_the_note_and_gives_the_terminal_back(
    library: Path, number: signal.Signals
) -> None:
    with Terminal([command(), str(library / "harbour.txt")]) as screen:
        before = screen.modes()
        screen.shows("Nobody asked why")
        screen.press("j", "a")
        screen.shows("Note on “")
        screen.type("By whom?")
        screen.shows("By whom?")
        screen.send(number)
        assert screen.ends() == 128 + number
        assert screen.modes() == before
        assert screen.written.rindex(b"\x1b[?1049l") > screen.written.rindex(b"\x1b[?1049h")
        assert b"Traceback" not in screen.written
    (row,) = json.loads(tread("notes", str(library), "--json", cwd=library.parent))
    assert (row["note"], row["paragraph"]) == ("By whom?", 1)


@pytest.mark.parametrize("controls", [True, False])
def test_a_terminal_that_is_closed_costs_nothing_of_a_note(library: Path, controls: bool) -> None:
    with Terminal([command(), str(library / "harbour.txt")], controls=controls) as screen:
        screen.shows("Nobody asked why")
        screen.press("j", "a")
        screen.shows("Note on “")
        screen.type("By whom?")
        screen.shows("By whom?")
        screen.close()
        screen.exits()
    (row,) = json.loads(tread("notes", str(library), "--json", cwd=library.parent))
    assert row["note"] == "By whom?"


def test_suspended_and_brought_back_it_goes_on(library: Path) -> None:
    with Terminal([command(), str(library / "harbour.txt")]) as screen:
        screen.shows("Nobody asked why")
        screen.press("ctrl+z")
        screen.until(lambda: screen.is_stopped, "being stopped")
        screen.send(signal.SIGCONT)
        screen.press("j", "1")
        screen.shows("¶ 2/3", "· saved")
