"""Copies that a sync program left, on a disk that refuses and in a process that is killed."""

from __future__ import annotations

import errno
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from tread.errors import StoreError

from .disk import refusing
from .shelf import Shelf, stored_notes

KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from faults.disk import refusing
from faults.shelf import Shelf

class Deadly(list):
    def append(self, call):
        os.kill(os.getpid(), signal.SIGKILL)

shelf = Shelf(Path(sys.argv[2]))
with refusing(shelf.folder, int(sys.argv[3]), 5, is_lasting=False) as disk:
    disk.refused = Deadly()
    if sys.argv[4] == "load":
        shelf.store.load(shelf.record.id)
    else:
        shelf.commit(shelf.adding("new"))
"""


def diverged(folder: Path) -> tuple[Shelf, list[bytes]]:
    """An article with a note of each machine: the desk's files, and copies of the laptop's beside them."""
    shelf = Shelf(folder)
    files = (shelf.database, shelf.journal)
    shelf.commit(shelf.adding("base"))
    before = [file.read_bytes() for file in files]
    shelf.reopened("laptop").commit(shelf.record, shelf.editing("base", note="theirs"))
    theirs = [file.read_bytes() for file in files]
    for file, data in zip(files, before, strict=True):
        file.write_bytes(data)
    shelf.commit(shelf.editing("base", note="mine"))
    for file, data in zip(files, theirs, strict=True):
        file.with_name(f"{file.stem}.sync-conflict-20261122-101500-ABCDEFG{file.suffix}").write_bytes(data)
    return shelf, theirs


def is_nothing_lost(shelf: Shelf, theirs: list[bytes], where: str) -> None:
    """What is there, whatever happened: whole files, both texts, and the bytes of the copies."""
    stored_notes(shelf.database)
    kept = {path.read_bytes() for path in shelf.store.place.folder.rglob("*conflict*/*") if path.is_file()}
    kept |= {path.read_bytes() for path in shelf.store.place.folder.rglob("*.sync-conflict-*")}
    assert kept >= set(theirs), where
    notes = shelf.notes
    assert "theirs\n\nmine" in notes, where
    assert notes.count("theirs\n\nmine") == 1, where
    assert shelf.reopened().copies(shelf.record.id) == (), where
    for device in ("desk", "laptop"):
        labels = [step.label for step in shelf.reopened(device).history(shelf.record.id).done]
        assert "edit" in labels, where


def read(shelf: Shelf) -> None:
    shelf.store.load(shelf.record.id)


def write(shelf: Shelf) -> None:
    shelf.commit(shelf.adding("new"))


@pytest.mark.parametrize("is_lasting", [False, True], ids=["once", "from-then-on"])
@pytest.mark.parametrize("act", [read, write])
def test_whichever_call_the_disk_refuses_a_copy_is_merged_in_sooner_or_later(
    tmp_path: Path, act: Callable[[Shelf], None], is_lasting: bool
) -> None:
    for number in count():
        shelf, theirs = diverged(tmp_path / str(number))
        with (
            refusing(shelf.folder, number, errno.ENOSPC, is_lasting=is_lasting) as disk,
            suppress(StoreError),
        ):
            act(shelf)
        if not disk.refused:
            break
        is_nothing_lost(shelf, theirs, f"call {number}, {disk.refused[0]}")
    assert number > 10


@pytest.mark.parametrize("act", ["load", pytest.param("commit", marks=pytest.mark.slow)])
def test_a_process_that_is_killed_at_any_step_loses_no_copy(tmp_path: Path, act: str) -> None:
    tests = Path(__file__).parents[1]
    for number in count():
        shelf, theirs = diverged(tmp_path / str(number))
        done = subprocess.run(
            [sys.executable, "-c", KILLED, tests, shelf.folder, str(number), act], capture_output=True
        )
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()
        is_nothing_lost(shelf, theirs, f"killed at call {number}")
    assert number > 10
