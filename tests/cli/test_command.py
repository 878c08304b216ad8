"""The command as a whole: help, exit codes, errors, and what every verb prints safely."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from verbs import Tread, marked

from tread.cli import VERBS
from tread.errors import StoreError

HOSTILE = "[/foo] [@click=app.quit] \x1b]52;c;eHg=\x07\u202e 👩‍👩‍👧 é 世界"


def test_version_and_help_go_to_standard_output(tread: Tread) -> None:
    assert tread("--version") == (0, "tread 0.1.0\n", "")
    code, out, _ = tread("--help")
    assert code == 0
    for verb in VERBS:
        assert f"\n  {verb} " in out
    assert "..." not in out.replace("[PATH]...", "").replace("VERB ...", "")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--nonsense",), 2, "No such option"),
        (("list", "--nonsense"), 2, "No such option"),
        (("notes", "--colr", "green"), 2, "'--colr'. Did you mean '--colour'?\n"),
        (("list", "--colr"), 2, "'--colr'.\n"),
        (("notes", "--colour", "fact"), 2, "There are yellow, green, blue, red, purple."),
        (("annotate", "lib/harbour.txt"), 2, "--quote"),
        (("show",), 2, "FILE"),
        (("--measure", "3"), 2, "measure"),
        (("lst",), 1, "Did you mean 'list'?"),
        (("anotate", "lib/harbour.txt", "--quote", "sold"), 1, "Did you mean 'annotate'?"),
        (("lib", "--nonsense"), 2, "Usage: tread [OPTIONS] [PATH]... | VERB ..."),
        (("show", "lib"), 1, "folder"),
    ],
)
def test_a_wrong_command_line_says_what_is_wrong(
    tread: Tread, arguments: tuple[str, ...], code: int, said: str
) -> None:
    got, out, err = tread(*arguments)
    assert (got, out) == (code, "")
    assert said in err
    assert "Traceback" not in err


def test_a_store_that_cannot_be_read_is_exit_code_three(
    tread: Tread, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreError("The store is locked.", "Try again.")

    from tread.library import Library

    monkeypatch.setattr(Library, "attach", refuse)
    article = "lib/harbour.txt"
    for verb in (["notes", article], ["show", article, "--json"], ["export", article]):
        code, _, err = tread(*verb)
        assert code == 3
        assert "The store is locked.\n  Try again." in err


def test_an_error_inside_tread_is_one_sentence_and_a_log(
    tread: Tread, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("tread.walk.scan", fail)
    code, out, err = tread("list", "lib")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "errors.log" in err
    log = next(own_home.rglob("errors.log"))
    assert "ZeroDivisionError: secret" in log.read_text()


def test_an_interrupt_is_exit_code_130(tread: Tread, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tread.walk.scan", interrupt)
    assert tread("list", "lib") == (130, "", "")


def test_hostile_text_is_printed_as_harmless_text(tread: Tread) -> None:
    path = Path("lib/\x1b[31mred [foo].txt")
    path.write_text(f"A title {HOSTILE}\n\nSome words {HOSTILE} and more words.\n", encoding="utf-8")
    code, out, _ = tread(
        "annotate", str(path), "--quote", "Some words [/foo]", "--note", HOSTILE, "--tag", "\x1b[31mt"
    )
    assert code == 0
    for verb in (["notes", "lib"], ["show", str(path)], ["notes", "lib"], ["export", "lib"]):
        code, out, err = tread(*verb)
        assert code == 0
        assert not set(out + err) & set("\x1b\x07\u202e")
        assert "/foo" in out
    _, out, _ = tread("list", "lib", "--json")
    assert str(path) in [row["path"] for row in json.loads(out)]
    assert "\x1b" not in out


def test_output_that_is_no_terminal_has_no_colour(tread: Tread) -> None:
    marked(tread)
    for verb in (["list", "lib"], ["notes", "lib"], ["keys"], ["themes"]):
        assert "\x1b" not in tread(*verb)[1]


def run_installed(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "tread", *arguments],
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )


def test_json_survives_an_output_that_is_not_utf8() -> None:
    Path("lib/wörld 👩‍👩‍👧.txt").write_text("Grüße, 世界\n", encoding="utf-8")
    name = os.fsencode("lib/") + b"\xff.txt"
    Path(os.fsdecode(name)).write_text("Not a name.\n")
    for encoding in ("latin-1", "utf-8", "ascii"):
        done = run_installed("list", "lib", "--json", PYTHONIOENCODING=encoding)
        assert done.returncode == 0, done.stderr
        rows = json.loads(done.stdout.decode(encoding))
        assert {"lib/wörld 👩‍👩‍👧.txt", os.fsdecode(name)} <= {row["path"] for row in rows}
        assert run_installed("list", "lib", PYTHONIOENCODING=encoding).returncode == 0


def test_a_reader_of_the_output_that_has_seen_enough_is_no_error() -> None:
    Path("lib/long.txt").write_text("word " * 400_000)
    done = subprocess.run(
        ["/bin/sh", "-c", '"$0" -m tread show lib/long.txt | head -c 10', sys.executable],
        capture_output=True,
        check=False,
    )
    assert done.stdout == b"word word "
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_an_output_that_cannot_be_written_is_one_sentence() -> None:
    for verb in ("list", "keys", "--help"):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run([sys.executable, "-m", "tread", verb], stdout=full, stderr=subprocess.PIPE)
        assert done.returncode == 1
        assert done.stderr == b"tread: Standard output cannot be written: No space left on device.\n"


def test_nothing_to_print_is_said_on_standard_error(tread: Tread) -> None:
    assert tread("notes", "lib") == (0, "", "There are no notes here.\n")
    assert tread("notes", "lib", "--tag", "x") == (0, "", "There are no such notes here.\n")
    assert tread("notes", "lib", "--json") == (0, "[]\n", "")
    for output in ([], ["--output", "out/"], ["--output", "all.md"]):
        assert tread("export", "lib", *output) == (0, "", "There are no notes to export.\n")
