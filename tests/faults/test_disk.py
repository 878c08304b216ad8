from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from tread.core.history import Step
from tread.errors import StoreError
from tread.store import storage
from tread.store.colours import read_names, write_names
from tread.store.place import locate
from tread.store.repository import Store

from .disk import refusing
from .full import fill, small_disk
from .shelf import Shelf, stored_notes


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged database is not read again after a moment."""
    monkeypatch.setattr(storage, "READ_PAUSE_S", 0)


REFUSALS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EACCES)


def a_first_mark(shelf: Shelf) -> tuple[list[str], Step]:
    return [], shelf.adding("new")


def a_second_mark(shelf: Shelf) -> tuple[list[str], Step]:
    shelf.commit(shelf.adding("one"))
    return ["one"], shelf.adding("new")


def an_edit(shelf: Shelf) -> tuple[list[str], Step]:
    shelf.commit(shelf.adding("one"))
    shelf.commit(shelf.adding("two"))
    return ["one", "two"], shelf.editing("one", note="new")


def a_deletion(shelf: Shelf) -> tuple[list[str], Step]:
    shelf.commit(shelf.adding("one"))
    shelf.commit(shelf.adding("two"))
    return ["one", "two"], shelf.editing("one", deleted=shelf.now())


def a_mark_on_a_damaged_database(shelf: Shelf) -> tuple[list[str], Step]:
    before, _ = an_edit(shelf)
    shelf.database.write_bytes(b"")
    return before, shelf.adding("new")


@pytest.mark.parametrize("is_lasting", [False, True], ids=["once", "from-then-on"])
@pytest.mark.parametrize(
    "prepare", [a_first_mark, a_second_mark, an_edit, a_deletion, a_mark_on_a_damaged_database]
)
def test_whichever_call_the_disk_refuses_the_old_file_is_whole_and_the_change_can_be_tried_again(
    tmp_path: Path, prepare: Callable[[Shelf], tuple[list[str], Step]], is_lasting: bool
) -> None:
    for number in count():
        shelf = Shelf(tmp_path / str(number))
        before, step = prepare(shelf)
        steps = len(before)
        data = shelf.database.read_bytes() if before else None
        error = None
        refusal = REFUSALS[number % len(REFUSALS)]
        with refusing(shelf.folder, number, refusal, is_lasting=is_lasting) as disk:
            try:
                shelf.commit(step)
            except StoreError as raised:
                error = raised
        if not disk.refused:
            break
        where = f"call {number}, {disk.refused[0]}, {errno.errorcode[refusal]}"
        if error is not None:
            assert error.hint, where
            if shelf.database.exists() and shelf.database.read_bytes() != data:
                stored_notes(shelf.database)  # it is the new one then, or the rebuilt one, whole
            after_restart = shelf.notes
        # The reader tries again; nothing is there twice, and one undo takes it back.
        expected = sorted(one.note for one in shelf.commit(step))
        assert shelf.notes == expected != before, where
        if error is not None:
            assert after_restart in (before, expected), where
        store = shelf.reopened()
        history = store.history(shelf.record.id)
        assert len(history.done) == steps + 1, where
        _, undo = history.undo()
        assert undo
        assert sorted(one.note for one in store.commit(shelf.record, undo, "undo")) == before, where
        assert shelf.leftovers == [], where
    assert number > 12


def test_a_full_disk_costs_neither_a_draft_nor_a_name(tmp_path: Path) -> None:
    for number in count():
        shelf = Shelf(tmp_path / str(number))
        write_names(shelf.store.place, {"yellow": "fact"})
        shelf.store.save_draft(shelf.record.id, "k", "old")
        raised = 0
        with refusing(shelf.folder, number, errno.ENOSPC, is_lasting=True) as disk:
            for work in (
                lambda shelf=shelf: shelf.store.save_draft(shelf.record.id, "k", "new"),
                lambda shelf=shelf: write_names(shelf.store.place, {"yellow": "claim"}),
            ):
                try:
                    work()
                except StoreError:
                    raised += 1
        if not disk.refused:
            break
        assert shelf.store.load_drafts(shelf.record.id)["k"] in ("old", "new")
        assert read_names(shelf.store.place)[0]["yellow"] in ("fact", "claim")
    assert number > 5


# Gone


def test_a_library_that_is_gone_is_not_made_anew_and_takes_the_change_when_it_is_back(
    tmp_path: Path,
) -> None:
    shelf = Shelf(tmp_path / "drive" / "library")
    shelf.commit(shelf.adding("one"))
    shelf.folder.parent.rename(tmp_path / "unplugged")
    step = shelf.adding("two")
    for work in (
        lambda: shelf.commit(step),
        lambda: shelf.store.load(shelf.record.id),
        lambda: shelf.store.save_draft(shelf.record.id, "k", "text"),
        lambda: shelf.store.hand_out_draft(shelf.record.id, "k", "text"),
    ):
        with pytest.raises(StoreError, match="The folder is gone"):
            work()
        assert not shelf.folder.parent.exists()
    (tmp_path / "unplugged").rename(shelf.folder.parent)
    shelf.commit(step)
    assert shelf.notes == ["one", "two"]


def test_a_store_that_is_gone_is_not_begun_anew_by_those_who_knew_it(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "library")
    shelf.commit(shelf.adding("one"))
    shelf.store.place.folder.rename(tmp_path / "away")
    with pytest.raises(StoreError, match="The folder is gone"):
        shelf.commit(shelf.adding("two"))
    assert not shelf.store.place.folder.exists()
    # After a restart nobody knows of it.
    shelf.store = shelf.reopened()
    shelf.commit(shelf.adding("three"))
    assert shelf.notes == ["three"]


def test_a_library_that_was_never_annotated_and_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "library")
    shutil.rmtree(shelf.folder)
    with pytest.raises(StoreError, match="The folder is gone"):
        shelf.commit(shelf.adding("one"))
    assert not shelf.folder.exists()


# Read-only

NOBODY = 65534


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that another user can reach, which those that pytest makes are not."""
    folder = Path(tempfile.mkdtemp()).resolve()
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """For the block, a library that this process may read and not write; root becomes nobody for it."""
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    for one in folders:
        one.chmod(0o555)
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)  # permission bits do not stop root
    try:
        yield
    finally:
        os.seteuid(user)
        for one in folders:
            one.chmod(0o755)


def test_a_library_that_may_not_be_written_is_annotated_in_the_users_own_folder(reachable: Path) -> None:
    shelf = Shelf(reachable / "library")
    shelf.commit(shelf.adding("one"))
    kept = shelf.database.read_bytes()
    (reachable / "data").mkdir()
    (reachable / "data").chmod(0o777)
    with unwritable(shelf.folder):
        place = locate(shelf.article, fallback=reachable / "data")
        assert place.is_fallback
        assert "cannot be written; annotations are kept in" in place.reason
        away = Store(place, "desk", shelf.now)
        assert away.identify(shelf.article, "f") == shelf.record.id
        found = away.commit(shelf.record, shelf.adding("two"))
        assert sorted(one.note for one in found) == ["one", "two"]
    assert shelf.database.read_bytes() == kept
    # When the library can be written again, what was kept elsewhere is read there too.
    home = Store(locate(shelf.article, fallback=reachable / "data"), "desk", shelf.now)
    assert not home.place.is_fallback
    assert sorted(one.note for one in home.load(shelf.record.id).annotations) == ["one", "two"]


def test_a_library_that_may_no_longer_be_written_refuses_a_change_until_it_may(reachable: Path) -> None:
    shelf = Shelf(reachable / "library")
    shelf.commit(shelf.adding("one"))
    step = shelf.adding("two")
    with unwritable(shelf.folder):
        with pytest.raises(StoreError, match="Permission is denied"):
            shelf.commit(step)
        assert [one.note for one in shelf.store.load(shelf.record.id).annotations] == ["one"]
    shelf.commit(step)
    assert shelf.notes == ["one", "two"]


# Full


def test_a_full_disk_refuses_changes_loses_none_and_takes_them_when_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path) as is_mounted:
        if not is_mounted:
            pytest.skip("a small disk cannot be mounted here")
        found = fill("tread", tmp_path, steps=60)
    assert (found.lost, found.opens, found.goes_on) == (0, True, True)
    assert found.acknowledged > 10
    assert found.refused > 10
