"""The library: articles with what the store keeps of them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tread.core.anchor import ORPHAN
from tread.core.position import within
from tread.errors import ArticleError
from tread.library import Library, in_order

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=timezone(timedelta(hours=1)))


def library(folder: Path) -> Library:
    return Library(opened=folder, device="tests", now=lambda: NOW)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "lib"


TEXT = "The harbour\n\nIt was sold in the spring of that year.\n\nNobody asked why it was sold.\n"


def test_opening_an_article_leaves_no_trace(folder: Path) -> None:
    path = write(folder / "a.txt", TEXT)
    article = library(folder).open(path)
    assert article.kept.annotations == ()
    assert [entry.name for entry in folder.iterdir()] == ["a.txt"]


def test_a_renamed_article_keeps_its_annotations(folder: Path) -> None:
    path = write(folder / "a.txt", TEXT)
    books = library(folder)
    made = books.annotate(books.open(path), within(1, 0, 11))
    path.rename(folder / "b.txt")
    found = library(folder).open(folder / "b.txt")
    assert [one.id for one in found.kept.annotations] == [made.id]
    assert library(folder).gone(folder, [found]) == []


def test_annotations_whose_file_is_gone_are_orphans_of_its_folder(folder: Path) -> None:
    path = write(folder / "sub" / "a.txt", TEXT)
    other = write(folder / "b.txt", "Other text.\n")
    books = library(folder)
    made = books.annotate(books.open(path), within(1, 0, 11), note="Kept")
    path.unlink()
    lost = books.gone(folder, [books.open(other)])
    ((astray, placed),) = in_order(lost[0])
    assert (astray.id, placed) == (made.id, ORPHAN)
    assert lost[0].document.title == "The harbour"
    assert lost[0].path == path
    assert books.gone(folder / "sub", []) != []
    (folder / "other").mkdir()
    assert books.gone(folder / "other", []) == []


def test_a_missing_article_is_an_error_that_names_it(folder: Path) -> None:
    folder.mkdir()
    with pytest.raises(ArticleError, match="absent"):
        library(folder).open(folder / "absent.txt")


def test_an_article_may_be_annotated_where_the_store_knows_it_or_misses_one(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(f"The text of {name}.\n")
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    writing = Library(opened=tmp_path, device="desk")
    assert not writing.may_be_annotated(one)
    writing.annotate(writing.open(one), within(0, 0, 3), colour="yellow")
    reading = Library(opened=tmp_path)
    assert (reading.may_be_annotated(one), reading.may_be_annotated(two)) == (True, False)
    one.rename(tmp_path / "three.txt")
    renamed = Library(opened=tmp_path)
    assert renamed.may_be_annotated(tmp_path / "three.txt")
