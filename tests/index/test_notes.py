"""The annotations of a library from the index: what the store's databases say, and never anything else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from tread.core.filter import folded
from tread.core.history import Change, Step
from tread.core.position import within
from tread.index import Index, Indexes
from tread.library import Library, record_of
from tread.store.place import locate
from tread.store.places import Places
from tread.store.repository import Store
from tread.tagging import TagCount, count_tags, rename_tag

TEXT = "The harbour\n\nIt was sold in the spring of that year.\n\nNobody asked why it was sold.\n"
LATER_NS = 60_000_000_000
GoOn = Callable[[int], None]
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles with annotations, and one without."""
    folder = tmp_path / "lib"
    (folder / "sub").mkdir(parents=True)
    for name in ("a.txt", "b.txt", "sub/c.txt", "plain.txt"):
        (folder / name).write_text(f"{name}\n\n{TEXT}")
    books = writing(folder)
    for number, (name, colour, note, tags) in enumerate(
        (
            ("a.txt", "yellow", "Ask the mayor", ("money", "Straße")),
            ("b.txt", "green", "", ("money",)),
            ("sub/c.txt", None, "", ()),
            ("a.txt", "green", "[/foo] 世界", ("motive", "two words")),
        )
    ):
        article = books.open(folder / name)
        place = within(2, 0, 6 + number)
        books.annotate(article, place, colour=colour, note=note, tags=tags)
    return folder


def writing(folder: Path) -> Library:
    """A library in which every annotation is made a minute after the one before."""
    ticks = count()
    return Library(
        opened=folder, device="tests", now=lambda: NOON + timedelta(minutes=next(ticks)), indexes=NO_INDEX
    )


class _None(Indexes):
    """Indexes that are not there."""

    def of(self, place: object) -> Index:
        return Index(locate(Path("/")), Path("/dev/null/nowhere"))


NO_INDEX = _None()


def reading(folder: Path) -> Library:
    """A library that has an index."""
    return Library(opened=folder, device="tests", indexes=Indexes())


def said(library: Library, folder: Path) -> object:
    """All that is said of a library where the index may be asked."""
    paths = sorted(folder.rglob("*.txt"))
    return (
        [library.summarise(path, Places()) for path in paths],
        count_tags(library, folder),
        count_tags(library, folder / "sub") if (folder / "sub").exists() else [],
        [library.may_be_annotated(path) for path in paths],
    )


def opened(folder: Path) -> list[tuple[str, int]]:
    """The id of each article as it is opened, and how many annotations it has then."""
    articles = [Library(opened=folder).open(path) for path in sorted(folder.rglob("*.txt"))]
    return [(article.id, len(article.kept.annotations)) for article in articles]


def database(folder: Path, name: str) -> Path:
    """The database of an article."""
    store = Store(locate(folder), "tests", lambda: NOON)
    (record,) = (one for one in store.records() if one.path == name)
    return folder / ".tread" / "annotations" / record.id[2:4] / f"{record.id[2:]}.json"


def change(folder: Path, name: str, **changes: object) -> None:
    """Change the first annotation of an article, as another process would."""
    books = writing(folder)
    article = books.open(folder / name)
    one = article.kept.annotations[0]
    article.store.commit(record_of(article), Step("change", (Change(one, replace(one, **changes)),)))  # type: ignore[arg-type]


def swap(folder: Path) -> None:
    """Let two articles swap their names."""
    (folder / "a.txt").rename(folder / "aside")
    (folder / "b.txt").rename(folder / "a.txt")
    (folder / "aside").rename(folder / "b.txt")


def cut_down(folder: Path) -> None:
    """Remove all that is kept of an article."""
    file = database(folder, "a.txt")
    shutil.rmtree(folder / ".tread" / "journal")
    file.unlink()


CHANGES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda folder: None,
    "another colour": lambda folder: change(folder, "a.txt", colour="blue"),
    "another tag": lambda folder: change(folder, "a.txt", tags=("monex", "Straße")),
    "a tag renamed": lambda folder: rename_tag(writing(folder), folder, "money", "cash"),
    "a bookmark more": lambda folder: writing(folder).annotate(
        writing(folder).open(folder / "plain.txt"), within(2, 0, 3), kind="bookmark"
    ),
    "a renamed article": lambda folder: (folder / "a.txt").rename(folder / "sub" / "z.txt"),
    "a copied article": lambda folder: shutil.copy(folder / "a.txt", folder / "a copy.txt"),
    "swapped names": swap,
    "an article gone": lambda folder: (folder / "a.txt").unlink(),
    "a database gone": lambda folder: database(folder, "a.txt").unlink(),
    "a damaged database": lambda folder: database(folder, "a.txt").write_bytes(b"{"),
    "a database and its journal gone": cut_down,
    "the store gone": lambda folder: shutil.rmtree(folder / ".tread"),
}


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("wait_ns", [0, LATER_NS])
def test_the_index_says_what_the_files_say(what: str, wait_ns: int, folder: Path, clock: GoOn) -> None:
    """Whatever has happened since it was made, a moment ago or long ago."""
    clock(wait_ns)
    before = reading(folder)
    assert said(before, folder) == said(Library(opened=folder, indexes=NO_INDEX), folder)
    before.indexes.save()
    CHANGES[what](folder)
    for _ in range(2):
        clock(wait_ns)
        indexed = said(reading(folder), folder)
        assert indexed == said(Library(opened=folder, indexes=NO_INDEX), folder)
        entries = [reading(folder).summarise(path, Places()) for path in sorted(folder.rglob("*.txt"))]
        assert [(one.id, sum(one.annotations.values())) for one in entries] == opened(folder)
    before.look_again()
    assert said(before, folder) == indexed


def test_tags_are_counted_by_annotation_and_by_article(folder: Path, clock: GoOn) -> None:
    clock(LATER_NS)
    for _ in range(2):
        assert count_tags(reading(folder), folder) == [
            TagCount("money", 2, 2),
            TagCount("Straße", 1, 1),
            TagCount("motive", 1, 1),
            TagCount("two words", 1, 1),
        ]


def test_a_database_that_has_not_changed_is_not_read(folder: Path, clock: GoOn) -> None:
    """Nor is the store imported for it; an edited one is, be it as long as it was and of the same time."""
    read: list[Store] = []

    def store() -> Store:
        read.append(Store(locate(folder), "tests", lambda: NOON))
        return read[-1]

    def colours() -> list[str | None]:
        notes = Index(locate(folder)).notes
        assert notes.refresh(store)
        return [one.colour for one in notes.all() or ()]

    for wait_ns in (0, LATER_NS):  # those that were young when they were read are read again
        clock(wait_ns)
        assert colours() == ["yellow", "green", "green", None]
        assert len(read) == 3
        read.clear()
    assert colours() == ["yellow", "green", "green", None]
    assert read == []
    file = database(folder, "a.txt")
    about = file.stat()
    change(folder, "a.txt", colour="purple")
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))
    clock(LATER_NS)
    assert colours() == ["purple", "green", "green", None]
    assert len(read) == 1


def test_what_is_kept_of_a_note_comes_back(folder: Path, clock: GoOn) -> None:
    clock(LATER_NS)
    notes = reading(folder).notes_in(locate(folder))
    assert notes is not None
    found = notes.all()
    assert found is not None
    first = found[0]
    assert (first.path, first.title, first.kind, first.colour) == ("a.txt", "a.txt", "highlight", "yellow")
    assert (first.quote, first.note, first.tags) == ("It was", "Ask the mayor", ("money", "Straße"))
    assert "strasse" in first.searched
    assert [one.path for one in found] == ["a.txt", "a.txt", "b.txt", "sub/c.txt"]


@pytest.mark.parametrize("number", [1, 2, 100])
@pytest.mark.parametrize("tag", ["", "m", "#Mon", "strasse", "none"])
@pytest.mark.parametrize("colour", ["", "green"])
@pytest.mark.parametrize("text", ["", "MAYOR", "the", "世界", "nowhere", "%"])
def test_the_newest_notes_are_those_that_are_wanted(
    number: int, tag: str, colour: str, text: str, folder: Path, clock: GoOn
) -> None:
    clock(LATER_NS)
    notes = reading(folder).notes_in(locate(folder))
    assert notes is not None
    wanted = [
        one
        for one in sorted(notes.all() or (), key=lambda one: -one.created)
        if (not tag or any(folded(own).startswith(folded(tag.lstrip("#"))) for own in one.tags))
        and (not colour or one.colour == colour)
        and folded(text) in one.searched
    ]
    assert notes.newest(number, tag=tag, colour=colour, text=text) == wanted[:number]


def test_an_annotated_library_is_listed_without_the_store(folder: Path) -> None:
    code = (
        "import sys, time\nreal = time.time_ns\ntime.time_ns = lambda: real() + 10**10\n"
        "from tread.cli import main\n"
        f"main(['list', '--json', {str(folder)!r}]); main(['tags', {str(folder)!r}])\n"
        "print('tinydb' in sys.modules)"
    )
    run = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in "12"
    ]
    cold, warm = (done.stdout.rpartition("\n")[0].rpartition("\n") for done in run)
    assert (cold[0], cold[2], warm[2]) == (warm[0], "True", "False")


def test_an_index_beside_two_stores_of_one_library_is_not_asked(folder: Path) -> None:
    place = locate(folder)._replace(twin=folder / "twin")
    assert reading(folder).notes_in(place) is None
