"""The verbs: what they print, where, and with which exit code."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tread import cli
from tread.cli import main
from tread.errors import StoreError

TEXT = "The harbour\n\nIt was sold in the spring of that year.\n\nNobody asked why it was sold.\n"
HOSTILE = "[/foo] [@click=app.quit] \x1b]52;c;eHg=\x07\u202e 👩‍👩‍👧 é 世界"

Tread = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for every test, and the folder of the library as the current one."""
    folder = tmp_path / "home"
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(folder / name))
    for name in [name for name in os.environ if name.startswith("TREAD_") or name == "NO_COLOR"]:
        monkeypatch.delenv(name)
    (tmp_path / "work" / "lib").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "work")
    Path("lib/harbour.txt").write_text(TEXT, encoding="utf-8")
    Path("lib/other.md").write_text("# Other\n\nAnother *text* altogether.\n", encoding="utf-8")
    return folder


@pytest.fixture
def tread(capsys: pytest.CaptureFixture[str]) -> Tread:
    """Runs the command in this process: exit code, standard output, standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        out, err = capsys.readouterr()
        return code, out, err

    return run


def marked(tread: Tread, *more: str) -> str:
    code, out, err = tread("annotate", "lib/harbour.txt", "--quote", "sold in the spring", *more)
    assert (code, err) == (0, "")
    return out.strip()


def test_annotate_then_notes_tell_the_same_story(tread: Tread) -> None:
    made = marked(tread, "--note", "Really?", "--tag", "#money", "--tag", "ports", "--colour", "green")
    code, out, err = tread("notes", "lib", "--json")
    assert (code, err) == (0, "")
    (row,) = json.loads(out)
    assert (row["id"], row["path"], row["quote"]) == (made, "lib/harbour.txt", "sold in the spring")
    assert (row["tags"], row["colour"], row["state"]) == (["money", "ports"], "green", "anchored")
    _, out, _ = tread("notes", "lib")
    assert out == "The harbour\n  ¶2  green  “sold in the spring”  #money  #ports\n      Really?\n\n"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (("--tag", "Money"), 1),
        (("--tag", "#none"), 0),
        (("--colour", "fact"), 1),
        (("--colour", "green"), 0),
        (("--since", "2020-01-01"), 1),
        (("--since", "2990-01-01"), 0),
        (("--orphans",), 0),
    ],
)
def test_notes_are_chosen_by_tag_colour_and_day(
    tread: Tread, home: Path, given: tuple[str, ...], found: int
) -> None:
    config = home / "XDG_CONFIG_HOME" / "tread" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[colours]\nyellow = "Fact"\n')
    marked(tread, "--tag", "money")
    _, out, _ = tread("notes", "lib", "--json", *given)
    assert len(json.loads(out)) == found


def test_notes_of_an_article_that_is_gone_are_listed_as_orphans(tread: Tread) -> None:
    made = marked(tread)
    Path("lib/harbour.txt").unlink()
    code, out, _ = tread("notes", "lib", "--orphans", "--json")
    assert code == 0
    assert [(row["id"], row["state"], row["path"]) for row in json.loads(out)] == [
        (made, "orphan", "lib/harbour.txt")
    ]


def test_a_quote_that_is_absent_or_in_doubt_is_an_error_that_says_where(tread: Tread) -> None:
    code, out, err = tread("annotate", "lib/harbour.txt", "--quote", "was sold")
    assert (code, out) == (1, "")
    assert "2 places" in err
    assert "paragraph 2" in err
    assert "paragraph 3: Nobody asked why it [was sold]." in err
    assert "--occurrence" in err
    code, _, err = tread("annotate", "lib/harbour.txt", "--quote", "given away")
    assert code == 1
    assert "not in the article" in err
    code, _, _ = tread("annotate", "lib/harbour.txt", "--quote", "was sold", "--occurrence", "2")
    assert code == 0


def test_an_unknown_colour_is_a_wrong_command_line(tread: Tread) -> None:
    code, _, err = tread("annotate", "lib/harbour.txt", "--quote", "sold in", "--colour", "gren")
    assert code == 2
    assert "Did you mean 'green'?" in err


def test_list_prints_every_article_once(tread: Tread) -> None:
    marked(tread)
    code, out, err = tread("list", "lib", "--json")
    assert (code, err) == (0, "")
    rows = json.loads(out)
    assert [(row["path"], row["title"]) for row in rows] == [
        ("lib/harbour.txt", "The harbour"),
        ("lib/other.md", "Other"),
    ]
    assert rows[0]["annotations"] == {"highlight": 1, "note": 0, "bookmark": 0}
    _, out, _ = tread("list", "lib")
    assert out.splitlines()[0] == "The harbour  1 min · new · 1 note"


def test_one_bad_article_does_not_stop_the_others(tread: Tread) -> None:
    Path("lib/broken.txt").write_bytes(b"\x7fELF\0\0\1\0" * 9)
    for verb in (["list", "lib", "--json"], ["notes", "lib", "--json"], ["export", "lib"]):
        code, out, err = tread(*verb)
        assert code == 1
        assert "broken.txt" in err
    code, out, err = tread("list", "nowhere.txt", "lib", "--json")
    assert (code, len(json.loads(out))) == (1, 2)
    assert "nowhere.txt" in err


def test_show_prints_the_text_and_its_json(tread: Tread) -> None:
    code, out, _ = tread("show", "lib/harbour.txt")
    assert (code, out) == (0, TEXT)
    code, out, _ = tread("show", "lib/other.md", "--json")
    shown = json.loads(out)
    assert list(shown) == [
        "id", "path", "format", "title", "authors", "published", "source", "language", "words", "minutes",
        "paragraphs",
    ]  # fmt: skip
    assert shown["paragraphs"][1]["spans"] == [{"start": 8, "end": 12, "style": "emphasis"}]
    assert tread("show", "lib/none.txt")[0] == 1


def test_export_goes_to_standard_output_to_a_file_or_to_a_folder(tread: Tread) -> None:
    made = marked(tread)
    _, out, _ = tread("export", "lib/harbour.txt")
    assert out.startswith('---\ntitle: "The harbour"\n')
    assert f"\n^t-{made.replace('-', '')[-12:]}\n" in out
    assert tread("export", "lib/harbour.txt", "--output", "notes")[0] == 0
    assert Path("notes/harbour.md").read_text("utf-8") == out
    assert [path.name for path in Path("notes").iterdir()] == ["harbour.md"]
    _, sections, _ = tread("export", "lib", "--output", "-")
    assert tread("export", "lib", "--output", "all.md")[0] == 0
    assert Path("all.md").read_text("utf-8") == sections


def test_exporting_again_touches_nothing_and_keeps_what_a_person_wrote(tread: Tread) -> None:
    marked(tread)
    tread("export", "lib", "--output", "notes")
    path = Path("notes/harbour.md").rename("notes/mine.md")
    path.write_text(path.read_text("utf-8") + "\nMy thoughts.\n", encoding="utf-8")
    before = path.stat()
    code, _, err = tread("export", "lib", "--output", "notes")
    assert (code, err) == (0, "unchanged notes/mine.md\n")
    assert path.stat() == before
    marked(tread, "--note", "More")
    _, _, err = tread("export", "lib", "--output", "notes")
    assert err == "wrote notes/mine.md\n"
    assert "More" in path.read_text("utf-8")
    assert path.read_text("utf-8").endswith("\nMy thoughts.\n")
    path.write_text(path.read_text("utf-8").replace("More", "Less"), encoding="utf-8")
    code, _, err = tread("export", "lib", "--output", "notes")
    assert code == 1
    assert "mine.md" in err
    assert "edited" in err
    assert "Less" in path.read_text("utf-8")


def test_keys_themes_and_config_print_what_is_in_force(tread: Tread, monkeypatch: pytest.MonkeyPatch) -> None:
    _, out, _ = tread("keys", "--json")
    keys = {row["command"]: row["keys"] for row in json.loads(out)}
    assert keys["article.next-paragraph"][0] == "j"
    assert "article.next-paragraph" in tread("keys")[1]
    monkeypatch.setenv("TREAD_MEASURE", "80")
    _, out, _ = tread("--theme", "sepia", "config", "--json")
    settings = json.loads(out)["settings"]
    assert settings["measure"] == {"value": 80, "origin": "environment"}
    assert settings["theme"] == {"value": "sepia", "origin": "command line"}
    assert "measure            80  (environment)" in tread("config")[1]
    assert tread("config", "--path")[1].endswith("tread/config.toml\n")
    assert "#measure = 72" in tread("config", "--default")[1]


def test_themes_lists_those_that_ship(tread: Tread) -> None:
    code, out, err = tread("themes", "--json")
    assert (code, err) == (0, "")
    rows = {row["name"]: row for row in json.loads(out)}
    assert rows["tread-dark"]["dark"] is True
    assert rows["tread-dark"]["current"] is True
    assert "tread-light" in tread("themes")[1]


def test_a_bad_setting_is_named_and_the_verb_goes_on(tread: Tread, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TREAD_MEASURE", "wide")
    code, out, err = tread("config", "--json")
    assert code == 0
    assert "TREAD_MEASURE" in err
    assert json.loads(out)["settings"]["measure"]["origin"] == "default"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--nonsense",), 2, "No such option"),
        (("list", "--nonsense"), 2, "No such option"),
        (("annotate", "lib/harbour.txt"), 2, "--quote"),
        (("show",), 2, "FILE"),
        (("--measure", "3"), 2, "measure"),
        (("lst",), 1, "Did you mean 'list'?"),
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


def test_version_and_help_go_to_standard_output(tread: Tread) -> None:
    assert tread("--version") == (0, "tread 0.1.0\n", "")
    code, out, _ = tread("--help")
    assert code == 0
    for verb in ("list", "show", "notes", "annotate", "export", "keys", "themes", "config", "tutor"):
        assert f"\n  {verb} " in out


Opened = list[tuple[list[str], str]]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """What the reader was opened on, without opening it: paths and theme."""
    calls: Opened = []

    def remember(run: Any, paths: Any) -> None:
        calls.append(([str(path) for path in paths], run.loaded.settings.theme))

    monkeypatch.setattr(cli, "_open_reader", remember)
    return calls


def test_a_path_that_is_no_verb_opens_the_reader(tread: Tread, opened: Opened) -> None:
    Path("list").write_text("An article called list.")
    assert tread("lib")[0] == 0
    assert tread()[0] == 0
    assert tread("./list")[0] == 0
    assert tread("--theme", "sepia", "lib/other.md", "lib")[0] == 0
    assert tread("lib", "--theme", "sepia")[0] == 0
    assert opened == [
        (["lib"], "tread-dark"),
        (["."], "tread-dark"),
        (["list"], "tread-dark"),
        (["lib/other.md", "lib"], "sepia"),
        (["lib"], "sepia"),
    ]
    assert json.loads(tread("list", "list", "--json")[1])[0]["path"] == "list"


def test_standard_input_is_kept_only_when_something_was_written_on_it(
    tread: Tread, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def pipe(act: Callable[[Path], object]) -> int:
        def read(_: object, paths: list[Path]) -> None:
            opened.append(paths[0])
            assert paths[0].read_text("utf-8") == TEXT
            act(paths[0])

        monkeypatch.setattr(cli, "_open_reader", read)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
        return tread("-")[0]

    assert pipe(lambda _: None) == 0
    assert not opened[0].exists()
    assert pipe(lambda path: tread("annotate", str(path), "--quote", "sold in")) == 0
    assert opened[1] == opened[0]
    assert [row["quote"] for row in json.loads(tread("notes", str(opened[0]), "--json")[1])] == ["sold in"]


def test_a_binary_on_standard_input_is_refused(tread: Tread, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\x7fELF\0\0\1\0" * 9)))
    code, _, err = tread("-")
    assert code == 1
    assert "standard input" in err


def test_the_tutor_opens_a_copy_that_is_made_once(tread: Tread, opened: Opened) -> None:
    assert tread("tutor")[0] == 0
    tour = Path(opened[0][0][0])
    assert tour.name == "tour.md"
    assert tour.is_file()
    tour.write_text("# My tour\n")
    assert tread("tutor")[0] == 0
    assert tour.read_text() == "# My tour\n"


def test_the_reader_without_a_terminal_is_an_error_that_names_other_verbs(tread: Tread) -> None:
    code, _, err = tread("lib")
    assert code == 1
    assert "needs a terminal" in err
    assert "tread show" in err


def test_a_store_that_cannot_be_read_is_exit_code_three(
    tread: Tread, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreError("The store is locked.", "Try again.")

    from tread.library import Library

    monkeypatch.setattr(Library, "attach", refuse)
    for verb in (["notes", "lib"], ["show", "lib/harbour.txt", "--json"], ["export", "lib"]):
        code, _, err = tread(*verb)
        assert code == 3
        assert "The store is locked.\n  Try again." in err


def test_an_error_inside_tread_is_one_sentence_and_a_log(
    tread: Tread, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("tread.library.scan", fail)
    code, out, err = tread("list", "lib")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "errors.log" in err
    log = next(home.rglob("errors.log"))
    assert "ZeroDivisionError: secret" in log.read_text()


def test_an_interrupt_is_exit_code_130(tread: Tread, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tread.library.scan", interrupt)
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


def test_output_that_is_no_terminal_has_no_colour(tread: Tread) -> None:
    marked(tread)
    for verb in (["list", "lib"], ["notes", "lib"], ["keys"], ["themes"]):
        assert "\x1b" not in tread(*verb)[1]
