"""Who may look at what tread writes, and where it is written: nowhere outside of the library."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tread.cli import main
from tread.errors import StoreError
from tread.store import compaction, storage
from tread.store.colours import write_names

from .shelf import Shelf


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Damage is damage at once, and every change makes the journal shorter."""
    monkeypatch.setattr(storage, "READ_PAUSE_S", 0)
    monkeypatch.setattr(compaction, "LONGEST_BYTES", 0)
    monkeypatch.setattr(compaction, "is_due", lambda size, database_size: True)


@pytest.fixture
def common_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def do_everything(shelf: Shelf) -> None:
    """Write every kind of file that a store has; what is refused is passed over."""

    def mark() -> None:
        shelf.commit(shelf.adding("one"))
        shelf.commit(shelf.adding("two"))

    def damage_and_load() -> None:
        shelf.database.write_bytes(b"garbage")
        shelf.reopened().load(shelf.record.id)

    def leave_copy_and_mark() -> None:
        copy = shelf.database.with_name(f"{shelf.database.stem} (conflicted copy).json")
        shutil.copy(shelf.database, copy)
        shelf.commit(shelf.adding("three"))

    def repair() -> None:
        if not shelf.journal.is_symlink():
            with shelf.journal.open("ab") as journal:
                journal.write(b"torn")
        main(["doctor", str(shelf.folder), "--repair"])

    works: tuple[Callable[[], object], ...] = (
        mark,
        lambda: shelf.store.save_draft(shelf.record.id, "k", "text"),
        lambda: shelf.store.hand_out_draft(shelf.record.id, "k", "text"),
        lambda: write_names(shelf.store.place, {"yellow": "fact"}),
        damage_and_load,
        leave_copy_and_mark,
        repair,
    )
    for work in works:
        with suppress(StoreError, OSError):
            work()


@pytest.mark.parametrize(
    ("library", "folder", "file"), [(0o700, 0o700, 0o600), (0o755, 0o755, 0o644)], ids=["private", "shared"]
)
def test_files_are_the_owners_alone_where_the_library_is(
    tmp_path: Path, common_umask: None, library: int, folder: int, file: int
) -> None:
    shelf = Shelf(tmp_path / "library")
    shelf.folder.chmod(library)
    do_everything(shelf)
    store = shelf.store.place.folder
    kinds = {path.relative_to(store).parts[0] for path in store.rglob("*")}
    assert kinds >= {
        "annotations",
        "journal",
        "backup",
        "drafts",
        "damaged",
        "conflicts",
        "colours.toml",
        ".lock",
    }
    for path in (store, *store.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (folder if path.is_dir() else file), path


LINKED = (
    "annotations",
    "journal",
    "backup",
    "drafts",
    "damaged",
    "conflicts",
    "surroundings",
    "colours.toml",
    ".lock",
)


@pytest.mark.parametrize("name", LINKED)
def test_nothing_is_written_through_a_link_that_leads_out_of_the_library(tmp_path: Path, name: str) -> None:
    shelf = Shelf(tmp_path / "library")
    store = shelf.store.place.folder
    store.mkdir()
    outside = tmp_path / "outside"
    if "." in name:
        outside.write_text("theirs")
    else:
        outside.mkdir()
        (outside / "theirs").write_text("theirs")
    (store / name).symlink_to(outside)
    do_everything(shelf)
    if outside.is_dir():
        assert [path.name for path in outside.rglob("*")] == ["theirs"]
    else:
        assert outside.read_text() == "theirs"


@pytest.mark.parametrize("which", ["database", "journal"])
def test_nothing_is_written_through_a_file_that_is_a_link(tmp_path: Path, which: str) -> None:
    shelf = Shelf(tmp_path / "library")
    shelf.commit(shelf.adding("one"))
    outside = tmp_path / "outside"
    path: Path = getattr(shelf, which)
    path.rename(outside)
    data = outside.read_bytes()
    path.symlink_to(outside)
    do_everything(shelf)
    assert outside.read_bytes() == data
