"""The library: articles with what the store keeps of them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tread.core.anchor import ORPHAN, Placed
from tread.core.document import Document, Paragraph
from tread.core.position import within
from tread.errors import ArticleError
from tread.ingest.text import read as read_text
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


def test_a_note_of_an_older_edition_knows_its_neighbours_after_two_more(folder: Path) -> None:
    alpha, beta = "Team Alpha wins the cup today.", "Team Beta wins the cup today."
    path = write(folder / "a.txt", f"Before it.\n\n{alpha}\n\n{beta}\n\nAfter it.\n")
    books = library(folder)
    first = books.annotate(books.open(path), within(1, 16, 23))
    write(path, f"Before it, edited.\n\n{beta}\n\nAfter it.\n")
    books.annotate(books.open(path), within(0, 0, 6))
    write(path, f"Before it, twice.\n\n{beta}\n\nAfter it all.\n")
    # Without the first edition the words would be found in the other team's paragraph.
    assert library(folder).open(path).placed[first.id] == ORPHAN
    write(path, f"Before it.\n\n{alpha}\n\n{beta}\n\nAfter it.\n")
    assert library(folder).open(path).placed[first.id] == Placed("anchored", within(1, 16, 23))


def test_editions_that_no_annotation_was_made_in_are_not_remembered(folder: Path) -> None:
    path = write(folder / "a.txt", TEXT)
    books = library(folder)
    books.annotate(books.open(path), within(2, 0, 6))
    for number in range(3):
        write(path, TEXT.replace("spring", f"year {number}"))
        books.annotate(books.open(path), None, kind="note", note="n")
    record = books.open(path).record
    assert record is not None and record.earlier == ()


def test_another_way_of_reading_a_page_shifts_no_annotation(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (
        "Home, News, Weather\n\nThe harbour was sold in the spring of that year, for one pound.\n\n"
        "Nobody asked why it was sold; everybody knew.\n\nRead on, Write to us\n"
    )
    path = write(folder / "a.txt", page)
    books = library(folder)
    quotes = {
        books.annotate(books.open(path), within(1, 4, 20)).id: "harbour was sold",
        books.annotate(books.open(path), within(2, 0, 12)).id: "Nobody asked",
        books.annotate(books.open(path), within(2, 30, 45)).id: "everybody knew.",
    }

    def read_otherwise(content: str) -> Document:
        """Without the menus, both paragraphs in one, with the address of a picture between them."""
        texts = read_text(content).paragraphs[1:3]
        joined = f"{texts[0].text} [harbour.jpg] {texts[1].text}"
        return Document((Paragraph("Harbour", "heading"), Paragraph(joined)), "text")

    monkeypatch.setattr("tread.ingest.FORMATS", dict.fromkeys((".txt", ""), ("text", read_otherwise)))
    monkeypatch.setattr("tread.ingest.EXTRACTOR", {"text": "text/2"})
    article = library(folder).open(path)
    found = {
        key: placed.range and article.document.text_of(placed.range) for key, placed in article.placed.items()
    }
    assert found == quotes
    assert {placed.state for placed in article.placed.values()} <= {"anchored", "moved", "uncertain"}
