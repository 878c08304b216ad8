from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from tread.store import storage
from tread.store.storage import parse

from .damage import conflicted, flipped, of_another_shape, overwritten, truncated
from .shelf import Shelf, stored_notes


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """A library with marks that were made, edited and deleted."""
    monkeypatch.setattr(storage, "READ_PAUSE_S", 0)
    shelf = Shelf(tmp_path / "library")
    shelf.commit(shelf.adding("one"))
    shelf.commit(shelf.adding("two é 世界", tags=("a", "b")))
    shelf.commit(shelf.adding("three"))
    shelf.commit(shelf.editing("one", note="the last word"))
    shelf.commit(shelf.editing("three", deleted=shelf.now()))
    return shelf


def try_all(shelf: Shelf, damaged: Iterable[bytes]) -> int:
    """Read the library with each of these in place of the database; how many of them were damage."""
    data, expected, found = shelf.database.read_bytes(), shelf.store.load(shelf.record.id), 0
    folder = shelf.store.place.folder
    shutil.copytree(folder / "backup", folder.parent / "backup")
    for bytes_ in damaged:
        shelf.database.write_bytes(bytes_)
        kept = shelf.reopened().load(shelf.record.id)
        assert kept.annotations == expected.annotations, bytes_
        assert kept.tombstones == expected.tombstones, bytes_
        assert not kept.read_only
        assert kept.record is not None
        assert kept.record.path == shelf.record.path
        if (folder / "damaged").exists():
            (aside,) = (folder / "damaged").iterdir()
            assert aside.read_bytes() == bytes_
            (notice,) = kept.notices
            assert "was damaged; it was rebuilt from the journal and the backup" in notice
            assert str(aside) in notice
            assert len(stored_notes(shelf.database)) == 3
            shutil.rmtree(folder / "damaged")
            found += 1
        else:
            assert parse(bytes_) == parse(data), bytes_
            assert kept.notices == ()
        shelf.database.write_bytes(data)
        shutil.rmtree(folder / "backup")
        shutil.copytree(folder.parent / "backup", folder / "backup")
    return found


def test_a_file_cut_off_at_any_length_is_rebuilt(shelf: Shelf) -> None:
    assert try_all(shelf, truncated(shelf.database.read_bytes(), 67)) > 20


def test_a_bit_that_flipped_anywhere_is_found_and_mended(shelf: Shelf) -> None:
    # 211 has no factor in common with 8: every place in a byte has its turn.
    assert try_all(shelf, flipped(shelf.database.read_bytes(), 211)) > 60


def test_nuls_garbage_and_nothing_are_rebuilt(shelf: Shelf) -> None:
    damaged = list(overwritten(shelf.database.read_bytes()))
    assert try_all(shelf, damaged) == len(damaged)


def test_json_of_another_shape_is_rebuilt(shelf: Shelf) -> None:
    damaged = list(of_another_shape())
    assert try_all(shelf, damaged) == len(damaged)


def test_both_sides_of_a_git_conflict_are_kept(tmp_path: Path, shelf: Shelf) -> None:
    other = tmp_path / "other"
    shutil.copytree(shelf.folder, other)
    shelf.commit(shelf.editing("the last word", note="ours"))
    ours = shelf.database.read_bytes()
    theirs = Shelf(other)
    theirs.store = theirs.reopened("laptop")
    theirs.commit(theirs.adding("theirs"))
    shelf.database.write_bytes(conflicted(ours, theirs.database.read_bytes()))
    assert shelf.notes == ["ours", "theirs", "two é 世界"]


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_file_cut_off_at_every_length_and_flipped_at_every_bit_is_rebuilt(shelf: Shelf) -> None:
    data = shelf.database.read_bytes()
    assert try_all(shelf, truncated(data)) >= len(data) - 2
    shutil.rmtree(shelf.folder / "backup")
    assert try_all(shelf, flipped(data)) > len(data) * 7
