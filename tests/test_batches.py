"""One thing done to several articles: in each of them, taken back as one, and what does not hold it up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from tread.batches import Part, carry_out, find, new_batch_id, part_of, turn
from tread.core.annotation import Annotation
from tread.core.bulk import deleted, recoloured, tagged
from tread.core.history import Change
from tread.core.position import within
from tread.errors import StoreError
from tread.library import Library
from tread.store.repository import Store

NAMES = ("one", "two", "three")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles, the first words of each highlighted."""
    folder = tmp_path / "lib"
    (folder / ".tread").mkdir(parents=True)
    for name in NAMES:
        path = folder / f"{name}.txt"
        path.write_text(f"The {name} fox. It runs.\n")
        library = Library(opened=folder, device="desk")
        library.annotate(library.open(path), within(0, 0, 7), colour="yellow", tags=("old",))
    return folder


def store_of(folder: Path, device: str = "desk") -> Store:
    """A store as after a restart."""
    return Library(opened=folder, device=device).store_of(folder)


def all_of(folder: Path) -> dict[str, list[Annotation]]:
    store = store_of(folder)
    return {Path(one.path).stem: [*store.load(one.id).annotations] for one in store.records()}


def tags(folder: Path) -> dict[str, list[tuple[str, ...]]]:
    return {name: [one.tags for one in annotations] for name, annotations in all_of(folder).items()}


def parts(folder: Path, label: str, change: object, names: Sequence[str] = NAMES) -> list[Part]:
    store = store_of(folder)
    found = []
    for record in store.records():
        if Path(record.path).stem in names:
            ids = {one.id for one in store.load(record.id).annotations}
            part = part_of(store, record.id, ids, label, change)  # type: ignore[arg-type]
            found += [part] if part else []
    return found


def as_new(annotations: Iterable[Annotation]) -> list[Change]:
    return tagged(annotations, "new -old")


def test_it_is_done_in_each_article_and_taken_back_as_one_after_a_restart(folder: Path) -> None:
    done = carry_out(new_batch_id(), "tags #new of 2 annotations", parts(folder, "tags", as_new, NAMES[:2]))
    assert (done.annotations, done.articles, done.failures) == (2, 2, ())
    assert tags(folder) == {"one": [("new",)], "two": [("new",)], "three": [("old",)]}
    for _ in range(2):
        found = find([store_of(folder)], "undo")
        assert [batch.label for _, batch in found] == ["tags #new of 2 annotations"]
        assert turn(found, "undo")[:2] == (2, 2)
        assert tags(folder) == {name: [("old",)] for name in NAMES}
        assert find([store_of(folder)], "undo") == []
        assert turn(find([store_of(folder)], "redo"), "redo")[:2] == (2, 2)
        assert tags(folder) == {"one": [("new",)], "two": [("new",)], "three": [("old",)]}
        assert find([store_of(folder)], "redo") == []


def test_what_was_deleted_comes_back_and_goes_again(folder: Path) -> None:
    carry_out(new_batch_id(), "delete", parts(folder, "delete", deleted))
    assert all_of(folder) == {name: [] for name in NAMES}
    turn(find([store_of(folder)], "undo"), "undo")
    assert tags(folder) == {name: [("old",)] for name in NAMES}
    turn(find([store_of(folder)], "redo"), "redo")
    assert all_of(folder) == {name: [] for name in NAMES}


def test_several_are_taken_back_the_last_first_and_a_new_one_forgets_what_could_be_done_again(
    folder: Path,
) -> None:
    for label, colour in (("first", "green"), ("second", "blue")):
        carry_out(
            new_batch_id(), label, parts(folder, "recolour", lambda all_, c=colour: recoloured(all_, c))
        )
    undone = []
    while found := find([store_of(folder)], "undo"):
        undone.append(found[0][1].label)
        turn(found, "undo")
    assert undone == ["second", "first"]
    assert {one.colour for all_ in all_of(folder).values() for one in all_} == {"yellow"}
    assert find([store_of(folder)], "redo")[0][1].label == "first"
    carry_out(new_batch_id(), "third", parts(folder, "tags", as_new))
    assert find([store_of(folder)], "redo") == []


def test_what_was_done_in_an_article_since_stays_when_it_is_taken_back(folder: Path) -> None:
    carry_out(new_batch_id(), "tags", parts(folder, "tags", as_new))
    (later,) = parts(folder, "recolour", lambda all_: recoloured(all_, "red"), ["two"])
    later.store.commit(later.record, later.step)
    assert turn(find([store_of(folder)], "undo"), "undo").articles == 3
    assert tags(folder) == {name: [("old",)] for name in NAMES}
    assert all_of(folder)["two"][0].colour == "red"


def test_an_article_that_cannot_be_written_does_not_hold_up_the_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = Store.commit

    def refuse_two(store: Store, record: object, *rest: object) -> object:
        if getattr(record, "path", "") == "two.txt":
            raise StoreError("The disk is full.")
        return commit(store, record, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "commit", refuse_two)
    done = carry_out(new_batch_id(), "tags", parts(folder, "tags", as_new))
    assert (done.annotations, done.articles) == (2, 2)
    assert [(path.name, str(error)) for path, error in done.failures] == [("two.txt", "The disk is full.")]
    assert tags(folder) == {"one": [("new",)], "two": [("old",)], "three": [("new",)]}
    assert turn(find([store_of(folder)], "undo"), "undo")[:2] == (2, 2)
    assert tags(folder) == {name: [("old",)] for name in NAMES}


def test_another_installation_does_not_take_it_back(folder: Path) -> None:
    carry_out(new_batch_id(), "tags", parts(folder, "tags", as_new))
    assert find([store_of(folder, "laptop")], "undo") == []


def test_a_file_of_a_batch_that_cannot_be_read_hides_no_other(folder: Path) -> None:
    carry_out(new_batch_id(), "tags", parts(folder, "tags", as_new))
    for name, text in (("0.json", "{"), ("z.json", '{"device": "desk"}')):
        (folder / ".tread" / "journal" / "batches" / name).write_text(text)
    assert len(find([store_of(folder)], "undo")) == 1


def test_what_comes_to_nothing_is_no_part(folder: Path) -> None:
    assert parts(folder, "recolour", lambda all_: recoloured(all_, "yellow")) == []
