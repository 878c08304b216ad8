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
from tread.store.places import Places

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


# Which article a file is


PARAGRAPHS = [f"Paragraph {number} of the report, which no other article has." for number in range(8)]


def report(path: Path, *changes: tuple[int, str], paragraphs: list[str] = PARAGRAPHS) -> Path:
    """The report, with some of its paragraphs changed."""
    edited = dict(enumerate(paragraphs)) | dict(changes)
    return write(path, "\n\n".join(edited[number] for number in sorted(edited)) + "\n")


def ids_at(folder: Path, *names: str) -> list[list[str]]:
    """The ids of the annotations of articles, read by another process, and as they are listed."""
    articles = [library(folder).open(folder / name) for name in names]
    entries = [library(folder).summarise(folder / name, Places()) for name in names]
    assert [entry.id for entry in entries] == [article.id for article in articles]
    assert [sum(entry.annotations.values()) for entry in entries] == [
        len(article.kept.annotations) for article in articles
    ]
    return [[one.id for one in article.kept.annotations] for article in articles]


@pytest.mark.parametrize("name", ["b.txt", "sub/a.txt", "sub/b.md"])
@pytest.mark.parametrize("edited", [0, 1, 4])
def test_annotations_follow_an_article_that_is_edited_and_renamed(
    name: str, edited: int, folder: Path
) -> None:
    books = library(folder)
    path = report(folder / "a.txt")
    report(folder / "another.txt", paragraphs=[f"Another article, {number}." for number in range(8)])
    made = books.annotate(books.open(path), within(7, 0, 9))
    path.unlink()
    report(folder / name, *((number, f"Edited {number}.") for number in range(edited)))
    assert ids_at(folder, name, "another.txt") == [[made.id], []]


def test_an_article_that_shares_less_than_half_with_one_that_is_gone_is_another(folder: Path) -> None:
    books = library(folder)
    path = report(folder / "a.txt")
    books.annotate(books.open(path), within(7, 0, 9))
    path.unlink()
    report(folder / "b.txt", *((number, f"Edited {number}.") for number in range(5)))
    assert ids_at(folder, "b.txt") == [[]]


def test_what_every_article_begins_and_ends_with_does_not_make_two_one(folder: Path) -> None:
    books = library(folder)
    for name in ("a.txt", "b.txt"):
        path = report(folder / name, *((number, f"{name}, {number}.") for number in range(3, 6)))
        books.annotate(books.open(path), within(4, 0, 5))
    (folder / "a.txt").unlink()
    report(folder / "c.txt", *((number, f"c, {number}.") for number in range(3, 6)))
    assert ids_at(folder, "c.txt") == [[]]


def test_an_edited_copy_is_another_article(folder: Path) -> None:
    books = library(folder)
    path = report(folder / "a.txt")
    made = books.annotate(books.open(path), within(7, 0, 9))
    report(folder / "b.txt", (0, "Edited."))
    assert ids_at(folder, "a.txt", "b.txt") == [[made.id], []]


def test_two_articles_that_swap_their_names_keep_their_annotations(folder: Path) -> None:
    """Also while only one of them has been annotated again under its new name."""
    books = library(folder)
    one = report(folder / "a.txt")
    other = report(folder / "b.txt", paragraphs=[f"Another article, {number}." for number in range(8)])
    first, second = (books.annotate(books.open(path), within(7, 0, 9)).id for path in (one, other))
    one.rename(folder / "aside")
    other.rename(one)
    (folder / "aside").rename(other)
    assert ids_at(folder, "a.txt", "b.txt") == [[second], [first]]
    third = library(folder).annotate(library(folder).open(one), within(0, 0, 7)).id
    assert ids_at(folder, "a.txt", "b.txt") == [[third, second], [first]]
    fourth = library(folder).annotate(library(folder).open(other), within(0, 0, 9)).id
    assert ids_at(folder, "a.txt", "b.txt") == [[third, second], [fourth, first]]


def test_a_copy_over_an_annotated_article_leaves_it_its_annotations(folder: Path) -> None:
    books = library(folder)
    one = report(folder / "a.txt")
    other = report(folder / "b.txt", paragraphs=[f"Another article, {number}." for number in range(8)])
    first, second = (books.annotate(books.open(path), within(7, 0, 9)).id for path in (one, other))
    one.write_bytes(other.read_bytes())
    assert ids_at(folder, "a.txt", "b.txt") == [[first], [second]]
