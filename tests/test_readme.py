"""What the README and the other pages say is true: commands run, links lead somewhere, tables are whole."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tread.cli import VERBS
from tread.commands import key_table_markdown
from tread.config import load_settings
from tread.keymap import build_keymap
from tread.themes import load_themes

PROJECT = Path(__file__).resolve().parents[1]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")

HOUSE_ROW = re.compile(r"^( +)([a-z_]+)(/?) {2,}\S", re.MULTILINE)
"""A row of the picture of the house: indent, name, "/" for a folder, and what it is."""


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a language, each with its rows."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)


def conversation(block: str) -> list[tuple[str, str]]:
    """Each command of a `console` block with the output that is shown under it."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
    assert parts[0] == "", "a console block begins with a command"
    return list(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder to run commands in: with the articles, and a `tread` that is this one."""
    shutil.copytree(PROJECT / "articles", tmp_path / "articles", ignore=shutil.ignore_patterns(".tread"))
    command = tmp_path / "bin" / "tread"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tread "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return tmp_path


class Run:
    """A shell in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *command: str) -> str:
        done = subprocess.run(
            command,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stdout
        return done.stdout


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command as a reader would type it; its exit code and all that it printed."""
    monkeypatch.setenv("PATH", str(folder / "bin"), prepend=":")
    return Run(folder)


def test_the_table_of_keys_is_the_registry() -> None:
    _, begin, rest = README.partition("<!-- keys:begin (made by docs/key_table.py) -->\n")
    table, end, _ = rest.partition("<!-- keys:end -->")
    assert begin and end
    assert table.strip() == key_table_markdown().strip(), "run `python docs/key_table.py`"


@pytest.mark.parametrize(
    "command", ["pip install . && tread articles/", "pip install -e '.[test]' && pytest"]
)
def test_installing_and_testing_take_one_command_each(command: str) -> None:
    assert f"{command}\n" in blocks(README, "sh")


def test_commands_do_and_print_what_the_readme_shows(run: Run) -> None:
    commands = [pair for block in blocks(README, "console") for pair in conversation(block)]
    assert len(commands) > 5
    for command, shown in commands:
        printed = run("sh", "-c", command)
        assert printed.strip() == shown.strip(), command
    for name in ("notes", "articles", "tour"):
        assert json.loads((run.folder / f"{name}.json").read_text(encoding="utf-8"))


def test_plain_tinydb_reads_the_marks_as_the_readme_does(run: Run) -> None:
    (program,) = blocks(README, "python")
    assert run(sys.executable, "-c", program) == ""
    run("tread", "annotate", "articles/troops-in-kursk.txt", "--quote", "14,000", "--note", "Who says?")
    assert run(sys.executable, "-X", "dev", "-c", program) == "yellow 14,000 Who says? []\n"


def test_the_settings_shown_are_without_fault(tmp_path: Path) -> None:
    (example,) = blocks(README, "toml")
    path = tmp_path / "config.toml"
    path.write_text(example, encoding="utf-8")
    loaded = load_settings(path, {})
    _, key_problems = build_keymap(loaded.settings.keys)
    assert (loaded.problems, key_problems) == ((), ())
    assert loaded.settings.theme in load_themes(None).themes
    assert {name for name, origin in loaded.origins.items() if origin == "file"} == tomllib.loads(
        example
    ).keys()


def test_the_default_settings_written_out_are_without_fault(run: Run) -> None:
    run("sh", "-c", "tread config --default > config.toml")
    assert load_settings(run.folder / "config.toml", {}).problems == ()


def test_every_verb_is_in_the_table_of_verbs_and_no_other() -> None:
    rows = re.findall(r"^\| (`tread .*?`) \| ", README, re.MULTILINE)
    named = {verb for row in rows for verb in re.findall(r"`tread ([a-z]+)", row)}
    assert named == set(VERBS)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_and_pictures_lead_somewhere(page: str) -> None:
    text = (PROJECT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)]+)\)", text) + re.findall(r'(?:src|srcset)="([^"]+)"', text)
    missing = [one for one in targets if "://" not in one and not (PROJECT / one.partition("#")[0]).exists()]
    assert missing == []


def test_the_readme_shows_every_picture_and_each_is_one() -> None:
    pictures = sorted((PROJECT / "docs" / "pictures").iterdir())
    assert pictures
    for picture in pictures:
        assert f'"docs/pictures/{picture.name}"' in README
        assert picture.read_text(encoding="utf-8").startswith("<svg")


def test_the_picture_of_the_house_names_every_module_and_no_other() -> None:
    house = next(block for block in blocks(CONTRIBUTING, "text") if block.startswith("src/tread/\n"))
    drawn: set[str] = set()
    above: list[tuple[int, str]] = []
    for indent, name, is_folder in HOUSE_ROW.findall(house):
        while above and above[-1][0] >= len(indent):
            above.pop()
        drawn.add("/".join([*(folder for _, folder in above), name]))
        if is_folder:
            above.append((len(indent), name))
    source = PROJECT / "src" / "tread"
    modules = {path.relative_to(source).with_suffix("").as_posix() for path in source.rglob("*.py")}
    packages = {path.removesuffix("/__init__") for path in modules if path.endswith("/__init__")}
    modules = {path for path in modules if not path.rpartition("/")[2].startswith("__")}
    assert drawn == modules | packages
