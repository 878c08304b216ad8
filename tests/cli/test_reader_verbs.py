"""Opening the reader: on paths, on standard input, on the tour."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from verbs import TEXT, Tread

Opened = list[tuple[list[str], str]]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """What the reader was opened on, without opening it: paths and theme."""
    calls: Opened = []

    def remember(run: Any, paths: Any) -> None:
        calls.append(([str(path) for path in paths], run.loaded.settings.theme))

    monkeypatch.setattr("tread.cli.opening.open_reader", remember)
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

        monkeypatch.setattr("tread.cli.opening.open_reader", read)
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
