from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tread.cli import main
from tread.core.position import within
from tread.library import Library
from tread.store import storage
from tread.store.storage import parse, serialise

from .damage import conflicted, flipped, of_another_shape, overwritten
from .shelf import Shelf, stored_notes

Doctor = Callable[..., tuple[int, str, str]]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(storage, "READ_PAUSE_S", 0)
    return tmp_path / "library"


@pytest.fixture
def doctor(library: Path, capsys: pytest.CaptureFixture[str]) -> Doctor:
    """Run `tread doctor` on the library: exit code, standard output, standard error."""

    def run(*options: str) -> tuple[int, str, str]:
        code = main(["doctor", str(library), *options])
        return (code, *capsys.readouterr())

    return run


def annotated(library: Path, name: str) -> Shelf:
    """An article with two notes, one of them edited, and a highlight that was deleted."""
    shelf = Shelf(library, name)
    shelf.commit(shelf.adding(f"{name} one"))
    shelf.commit(shelf.adding(f"{name} two"))
    shelf.commit(shelf.adding(f"{name} gone"))
    shelf.commit(shelf.editing(f"{name} two", note=f"{name} two é"))
    shelf.commit(shelf.editing(f"{name} gone", deleted=shelf.now()))
    return shelf


def ways_to_damage(example: bytes) -> Iterator[Callable[[Shelf], object]]:
    """What is done to an article's files, one way after the other. example: the bytes of such a database."""

    def replacing(change: Callable[[bytes], bytes]) -> Callable[[Shelf], object]:
        return lambda shelf: shelf.database.write_bytes(change(shelf.database.read_bytes()))

    yield replacing(lambda data: data[: len(data) // 2])
    yield replacing(lambda data: data[:-3])
    yield replacing(lambda data: conflicted(data, data))
    for number in range(len(list(overwritten(example)))):
        yield replacing(lambda data, number=number: list(overwritten(data))[number])  # type: ignore[misc]
    for data in of_another_shape():
        yield replacing(lambda _, data=data: data)  # type: ignore[misc]
    for number in range(0, len(example) * 8 // 401, 3):
        yield replacing(lambda data, number=number: list(flipped(data, 401))[number])  # type: ignore[misc]
    yield lambda shelf: shelf.database.unlink()
    yield tear_journal
    yield garble_journal
    yield lambda shelf: backup_of(shelf).write_bytes(b"{")
    yield garble_draft
    yield garble_batch
    yield leave_temporaries


def tear_journal(shelf: Shelf) -> None:
    with shelf.journal.open("ab") as file:
        file.write(b'{"crc32": "0123abcd", "at": "2026')


def garble_journal(shelf: Shelf) -> None:
    lines = shelf.journal.read_bytes().split(b"\n")
    shelf.journal.write_bytes(b"\n".join([lines[0], b"\0" * 40, *lines[1:]]))


def backup_of(shelf: Shelf) -> Path:
    (backup,) = (shelf.store.place.folder / "backup").glob(f"*/{shelf.record.id[2:]}.*")
    return backup


def garble_draft(shelf: Shelf) -> None:
    shelf.store.save_draft(shelf.record.id, "k", "half a thought")
    name = f"{shelf.record.id[2:]}-0123456789abcdef.json"
    (shelf.store.place.folder / "drafts" / name).write_bytes(b"not even JSON")


def garble_batch(shelf: Shelf) -> None:
    folder = shelf.store.place.folder / "journal" / "batches"
    folder.mkdir()
    (folder / "01a21178-484a-7855-98ce-43eb71504aca.json").write_bytes(b"\0" * 80)


def leave_temporaries(shelf: Shelf) -> None:
    for path in (shelf.database, shelf.journal, backup_of(shelf), shelf.store.place.folder / "colours.toml"):
        temporary = path.with_name(f".{path.name}.4711-0123abcd.tmp")
        temporary.write_bytes(b"half")
        os.utime(temporary, (0, 0))


def test_a_library_damaged_in_every_way_loses_nothing_when_it_is_mended(
    library: Path, doctor: Doctor
) -> None:
    shelves = [annotated(library, "example")]
    ways = list(ways_to_damage(shelves[0].database.read_bytes()))
    shelves += [annotated(library, f"damaged {number}") for number in range(len(ways))]
    for way, shelf in zip(ways, shelves[1:], strict=True):
        way(shelf)
    folder = shelves[0].store.place.folder
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    code, out, err = doctor()
    assert code == 1
    assert "left to look at. `tread doctor --repair` mends" in err
    for kind in ("damaged", "missing", "journal", "backup", "draft", "batch", "leftover"):
        assert f"  {kind}: " in out
    # Looking changes nothing.
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before

    code, out, err = doctor("--repair")
    assert (code, err) == (0, err)
    assert "mended" in err
    assert "left" not in err.replace("leftover", "")
    for shelf in shelves:
        name = shelf.article.stem
        found = sorted(note for note in stored_notes(shelf.database).values() if note is not None)
        assert found == [f"{name} one", f"{name} two é"], name
        assert shelf.notes == found
    (draft,) = [shelf for way, shelf in zip(ways, shelves[1:], strict=True) if way is garble_draft]
    assert draft.store.load_drafts(draft.record.id) == {"k": "half a thought"}
    assert list(folder.rglob("*.tmp")) == []
    # Every byte that could not be read is kept.
    kept = (path for name in ("damaged", "conflicts") for path in (folder / name).iterdir())
    aside = {path.read_bytes() for path in kept}
    for path, data in before.items():
        is_kept = path.exists() and path.read_bytes() == data
        assert is_kept or data in aside or path.suffix == ".tmp" or path.name == ".lock", path

    assert doctor() == (
        0,
        "",
        f"Looked at {len(shelves) * 2} annotations on {len(shelves)} articles: nothing is wrong.\n",
    )


def test_what_cannot_be_mended_is_said_with_what_to_do(library: Path, doctor: Doctor) -> None:
    newer, foreign, gone = (annotated(library, name) for name in ("newer", "foreign", "gone"))
    tables = parse(newer.database.read_bytes())
    next(iter(tables["annotations"].values()))["schema"] = 99
    newer.database.write_bytes(serialise(tables))
    tables = parse(foreign.database.read_bytes())
    tables["annotations"]["7"] = {"no": "annotation"}
    foreign.database.write_bytes(serialise(tables))
    gone.article.unlink()
    outside = library.parent / "outside"
    outside.mkdir()
    (newer.store.place.folder / "backup" / "link").symlink_to(outside)
    (newer.store.place.folder / "annotations" / "notes.txt").write_text("mine")

    code, out, err = doctor("--json", "--repair")
    assert code == 1
    found = {row["kind"]: row for row in json.loads(out)}
    assert found.keys() == {"newer", "not understood", "article gone", "link", "stray"}
    assert all(row["message"] and row["hint"] and not row["mended"] for row in found.values())
    assert found["newer"]["article"] == newer.record.id
    assert "gone.txt" in found["article gone"]["message"]
    assert "5 left to look at" in err


@pytest.mark.parametrize(
    "name",
    ["{}.sync-conflict-20261122-101500-ABCDEFG{}", "{} (Ada's conflicted copy 2026-11-22){}", "{}-LAPTOP{}"],
)
def test_copies_that_sync_programs_left_are_merged_in(library: Path, doctor: Doctor, name: str) -> None:
    shelf = annotated(library, "one")
    elsewhere = library.parent / "elsewhere"
    shutil.copytree(library, elsewhere)
    other = Shelf(elsewhere, "one")
    other.store = other.reopened("laptop")
    other.commit(other.adding("from the laptop"))
    copies = []
    for theirs, ours in ((other.database, shelf.database), (other.journal, shelf.journal)):
        copies.append(ours.with_name(name.format(ours.stem, ours.suffix)))
        shutil.copy(theirs, copies[-1])
    code, out, _ = doctor()
    assert code == 1
    assert out.count("  conflict copy: ") == 2
    code, out, err = doctor("--repair")
    assert (code, out.count("mended: It was merged")) == (0, 2), err
    assert not any(copy.exists() for copy in copies)
    found = sorted(note for note in stored_notes(shelf.database).values() if note)
    assert found == ["from the laptop", "one one", "one two é"]
    assert doctor()[0] == 0


def test_a_copy_that_is_another_articles_is_left_and_said_so(library: Path, doctor: Doctor) -> None:
    one, two = annotated(library, "one"), annotated(library, "two")
    copy = one.database.with_name(f"{one.database.stem} (copy).json")
    shutil.copy(two.database, copy)
    code, _, err = doctor("--repair")
    assert code == 3
    assert "another article's" in err
    assert copy.exists()


def test_a_renamed_article_is_not_gone(library: Path, doctor: Doctor) -> None:
    shelf = Shelf(library)
    opened = Library(device="desk").open(shelf.article)
    Library(device="desk").annotate(opened, within(0, 4, 9))
    (library / "sub").mkdir()
    shelf.article.rename(library / "sub" / "other.txt")
    assert doctor()[0] == 0


def test_annotations_without_their_place_are_named(library: Path, doctor: Doctor) -> None:
    shelf = Shelf(library)
    annotations = Library(device="desk")
    shelf.article.write_text("The harbour was sold in the spring.\n\nNobody asked why it was sold.\n")
    opened = annotations.open(shelf.article)
    made = annotations.annotate(opened, within(0, 0, 34), note="n")
    shelf.article.write_text("Everything here was written anew, about birds.\n")
    code, out, _ = doctor("--json")
    (row,) = json.loads(out)
    assert (code, row["kind"], row["annotation"]) == (1, "orphan", made.id)
    assert row["path"] == str(shelf.article)
    assert "“The harbour was sold in the spring” is no longer found" in row["message"]


def test_a_library_without_annotations_has_nothing_wrong(library: Path, doctor: Doctor) -> None:
    Shelf(library)
    assert doctor() == (0, "", "Looked at 0 annotations on 0 articles: nothing is wrong.\n")
    assert not (library / ".tread").exists()


def test_what_could_not_be_mended_ends_with_the_exit_code_of_the_store(library: Path, doctor: Doctor) -> None:
    shelf = annotated(library, "one")
    shelf.database.write_bytes(b"")
    (shelf.store.place.folder / "damaged").write_text("in the way")
    code, _, err = doctor("--repair")
    assert code == 3
    assert "could not be" in err
    assert shelf.database.read_bytes() == b""
