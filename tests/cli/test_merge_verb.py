"""What git calls to merge annotations: by itself, and by a real git as the documentation sets it up."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from verbs import Tread

from tread.core.annotation import SCHEMA
from tread.core.history import Change, Step
from tread.core.position import within
from tread.library import Library, record_of
from tread.store.storage import parse, serialise

SYNC = (Path(__file__).parents[2] / "docs" / "sync.md").read_text(encoding="utf-8")
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class Machine:
    """A machine with a copy of the library."""

    def __init__(self, folder: Path, device: str, ahead: timedelta = timedelta(0)) -> None:
        self.folder = folder
        ticks = count()
        self.library = Library(device=device, now=lambda: NOON + ahead + timedelta(seconds=next(ticks)))

    def annotate(self, note: str) -> None:
        self.library.annotate(self.opened, within(2, 0, 6), note=note, colour="yellow")

    def edit(self, **fields: Any) -> None:
        """Change the first annotation."""
        opened = self.opened
        one = opened.kept.annotations[0]
        opened.store.commit(record_of(opened), Step("edit", (Change(one, replace(one, **fields)),)))

    @property
    def opened(self) -> Any:
        return self.library.open(self.folder / "harbour.txt")

    @property
    def notes(self) -> list[str]:
        kept = self.opened.kept
        assert kept.notices == ()
        return [one.note for one in kept.annotations]

    def file(self, suffix: str) -> Path:
        """The article's database (".json") or journal (".jsonl")."""
        folder = self.folder / ".tread" / ("annotations" if suffix == ".json" else "journal")
        (path,) = folder.glob(f"*/*{suffix}")
        return path


@pytest.fixture
def three(library: Path, tmp_path: Path) -> tuple[Machine, Machine, Machine]:
    """The library as it was, and as two machines have made it since."""
    base = Machine(library, "desk")
    base.annotate("base")
    copies = [tmp_path / name for name in ("desk", "laptop")]
    for copy in copies:
        shutil.copytree(library, copy)
    ours, theirs = Machine(copies[0], "desk"), Machine(copies[1], "laptop", timedelta(minutes=1))
    ours.edit(note="ours")
    theirs.edit(note="theirs", colour="red")
    return base, ours, theirs


@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
def test_three_versions_become_one_in_ours(
    three: tuple[Machine, Machine, Machine], tread: Tread, suffix: str
) -> None:
    base, ours, theirs = (machine.file(suffix) for machine in three)
    before = theirs.read_bytes()
    assert tread("merge", str(base), str(ours), str(theirs)) == (0, "", "")
    merged = ours.read_bytes()
    assert b"ours" in merged
    assert b"theirs" in merged
    assert theirs.read_bytes() == before
    assert tread("merge", str(base), str(theirs), str(ours)) == (0, "", "")
    assert theirs.read_bytes() == merged


def test_files_that_both_sides_made_are_merged_without_a_base(
    three: tuple[Machine, Machine, Machine], tread: Tread, tmp_path: Path
) -> None:
    _, ours, theirs = three
    (tmp_path / "empty").touch()
    assert tread("merge", str(tmp_path / "empty"), str(ours.file(".json")), str(theirs.file(".json")))[0] == 0
    assert ours.notes == ["ours\n\ntheirs"]


def damaged(data: bytes) -> bytes:
    return data[:-20]


def newer(data: bytes) -> bytes:
    tables = parse(data)
    tables["article"]["1"]["schema"] = SCHEMA + 1
    return serialise(tables)


def a_journal(data: bytes) -> bytes:
    return b'{"kind": "do", "changes": []}\n'


@pytest.mark.parametrize("spoil", [damaged, newer, a_journal, lambda data: b"", lambda data: b"[1]"])
@pytest.mark.parametrize("side", [1, 2])
def test_what_cannot_be_read_is_an_error_and_ours_is_untouched(
    three: tuple[Machine, Machine, Machine], tread: Tread, spoil: Any, side: int
) -> None:
    files = [machine.file(".json") for machine in three]
    files[side].write_bytes(spoil(files[side].read_bytes()))
    before = files[1].read_bytes()
    code, out, err = tread("merge", *map(str, files))
    assert (code, out) == (1, "")
    assert re.search(r"not merged: (our|their) version ", err)
    assert "Nothing was changed." in err
    assert files[1].read_bytes() == before


def test_a_version_that_is_not_there_is_an_error_of_the_store(
    three: tuple[Machine, Machine, Machine], tread: Tread
) -> None:
    ours = str(three[1].file(".json"))
    code, _, err = tread("merge", "missing", ours, ours)
    assert code == 3
    assert "missing could not be read" in err


# As the documentation says


def git(folder: Path, *arguments: str, fails: bool = False) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True)
    assert (done.returncode != 0) == fails, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def with_git(monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Ada")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "ada@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)


def set_up() -> tuple[str, ...]:
    """The lines that the documentation gives: two for the repository, one for each machine."""
    (block,) = re.findall(r"```sh\n(.*?)```", SYNC, re.DOTALL)
    lines = tuple(str(block).strip().splitlines())
    assert len(lines) == 3
    return lines


def clones(library: Path, tmp_path: Path, *, driver: bool) -> tuple[Machine, Machine]:
    """Two clones of a library in git, in which both machines wrote on one note, and one added another."""
    desk = Machine(library, "desk")
    desk.annotate("base")
    git(library, "init", "-q", "-b", "main")
    (library / ".gitignore").write_text(".lock\n")
    attributes, configuration = set_up()[:2], set_up()[2]
    for line in attributes if driver else ():
        subprocess.run(line, shell=True, check=True, cwd=library)
    git(library, "add", "-A")
    git(library, "commit", "-qm", "Begin")
    git(tmp_path, "clone", "-q", str(library), "laptop")
    laptop = Machine(tmp_path / "laptop", "laptop", timedelta(minutes=1))
    for machine in (desk, laptop):
        if driver:
            subprocess.run(configuration, shell=True, check=True, cwd=machine.folder)
    desk.edit(note="written at the desk")
    laptop.edit(note="written on the laptop", tags=("fact",))
    laptop.annotate("another")
    for machine in (desk, laptop):
        git(machine.folder, "add", "-A")
        git(machine.folder, "commit", "-qm", "Read")
    git(laptop.folder, "fetch", "-q")
    return desk, laptop


def test_two_clones_merge_as_the_documentation_sets_it_up(
    library: Path, tmp_path: Path, with_git: None
) -> None:
    desk, laptop = clones(library, tmp_path, driver=True)
    git(laptop.folder, "merge", "-q", "-m", "Merge", "origin/main")
    assert git(laptop.folder, "status", "--porcelain") == ""
    assert sorted(laptop.notes) == ["another", "written at the desk\n\nwritten on the laptop"]
    history = laptop.opened.store.history(laptop.opened.id)
    assert [step.label for step in history.done][-2:] == ["edit", "highlight"]
    lines = laptop.file(".jsonl").read_bytes().splitlines()
    assert [json.loads(line)["device"] for line in lines] == ["desk", "desk", "laptop", "laptop"]

    git(desk.folder, "pull", "-q", "--ff-only", str(laptop.folder), "main")
    assert sorted(desk.notes) == sorted(laptop.notes)


def test_both_clones_come_to_the_same_files_when_each_merges_the_other(
    library: Path, tmp_path: Path, with_git: None
) -> None:
    desk, laptop = clones(library, tmp_path, driver=True)
    git(desk.folder, "fetch", "-q", str(laptop.folder), "main")
    git(desk.folder, "merge", "-q", "-m", "Merge", "FETCH_HEAD")
    git(laptop.folder, "merge", "-q", "-m", "Merge", "origin/main")
    for suffix in (".json", ".jsonl"):
        assert desk.file(suffix).read_bytes() == laptop.file(suffix).read_bytes()


def test_without_the_driver_the_markers_that_git_leaves_are_merged_on_sight(
    library: Path, tmp_path: Path, with_git: None
) -> None:
    _, laptop = clones(library, tmp_path, driver=False)
    git(laptop.folder, "merge", "-q", "-m", "Merge", "origin/main", fails=True)
    assert b"<<<<<<< " in laptop.file(".json").read_bytes()
    kept = laptop.opened.kept
    assert sorted(one.note for one in kept.annotations) == [
        "another",
        "written at the desk\n\nwritten on the laptop",
    ]
    assert "conflict in git" in kept.notices[0]
    assert b"<<<<<<< " not in laptop.file(".jsonl").read_bytes()
    git(laptop.folder, "add", "-A")
    git(laptop.folder, "commit", "-qm", "Merge")
