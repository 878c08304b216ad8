"""The library: what a folder holds, and articles with what the store keeps of them."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tread.core.annotation import Quote
from tread.core.document import Document, Paragraph
from tread.core.position import within
from tread.errors import ArticleError, QuoteError
from tread.library import (
    Library,
    entry_json,
    find_quote,
    notes_json,
    open_article,
    scan,
    show_json,
)
from tread.store.place import canonical
from tread.store.places import Place, Places

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=timezone(timedelta(hours=1)))


def library(folder: Path) -> Library:
    return Library(opened=folder, device="tests", now=lambda: NOW)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# Scanning


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "lib"


def names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in scan(folder).articles]


def test_articles_are_found_in_folders_and_sorted_as_people_count(folder: Path) -> None:
    for name in ("10 b.txt", "9 a.md", "Sub/2.txt", "sub/10.markdown", "apple.TXT", "plain", "picture.png"):
        write(folder / name, "Some text.")
    write(folder / ".hidden" / "x.txt", "no")
    write(folder / ".tread" / "x.txt", "no")
    write(folder / ".x.txt", "no")
    (folder / "binary").write_bytes(b"\x7fELF\0\0")
    found = names(folder)
    assert found[:2] == ["9 a.md", "10 b.txt"]
    assert sorted(found) == sorted(
        ["10 b.txt", "9 a.md", "Sub/2.txt", "sub/10.markdown", "apple.TXT", "plain"]
    )


def test_a_loop_of_links_is_walked_once(folder: Path) -> None:
    write(folder / "a" / "one.txt", "One.")
    (folder / "a" / "again").symlink_to(folder)
    (folder / "self").symlink_to(folder / "self")
    assert len(scan(folder).articles) == 1


def test_what_cannot_be_read_is_listed_with_the_reason(folder: Path) -> None:
    write(folder / "good.txt", "Good.")
    os.mkfifo(folder / "pipe.txt")
    (folder / "broken.md").symlink_to(folder / "nowhere")
    found = scan(folder)
    assert [path.name for path in found.articles] == ["good.txt"]
    assert {one.path.name: one.reason for one in found.unreadable} == {
        "pipe.txt": "It is not a regular file.",
        "broken.md": "It cannot be read: No such file or directory.",
    }
    gone = scan(folder / "absent")
    assert gone.articles == ()
    assert "No such file" in gone.unreadable[0].reason


# Opening


TEXT = "The harbour\n\nIt was sold in the spring of that year.\n\nNobody asked why it was sold.\n"


def test_opening_an_article_leaves_no_trace(folder: Path) -> None:
    path = write(folder / "a.txt", TEXT)
    article = library(folder).open(path)
    assert article.kept.annotations == ()
    assert [entry.name for entry in folder.iterdir()] == ["a.txt"]


def test_an_annotation_is_found_again_with_everything_it_says(folder: Path) -> None:
    path = write(folder / "a.txt", TEXT)
    books = library(folder)
    article = books.open(path)
    made = books.annotate(
        article, within(1, 0, 11), colour="green", note="Really?\x1b[0m ", tags=("money", "money", " ")
    )
    row = notes_json(open_article(path, opened=folder))[0]
    assert row == {
        "id": made.id,
        "article": article.id,
        "path": str(path),
        "title": "The harbour",
        "kind": "highlight",
        "state": "anchored",
        "paragraph": 1,
        "start": 0,
        "end": 11,
        "end_paragraph": 1,
        "quote": "It was sold",
        "current": "It was sold",
        "heading": "The harbour",
        "colour": "green",
        "note": "Really?",
        "tags": ["money"],
        "created": "2026-11-22T08:00:00Z",
        "modified": row["modified"],
    }


def test_annotations_stand_in_the_articles_order_and_lost_ones_at_the_end(folder: Path) -> None:
    path = write(folder / "a.txt", TEXT)
    books = library(folder)
    article = books.open(path)
    lost = books.annotate(article, within(1, 0, 11))
    second = books.annotate(article, within(2, 0, 6))
    first = books.annotate(article, within(0, 4, 11))
    whole = books.annotate(article, None, kind="note", note="All of it.")
    write(path, TEXT.replace("It was sold in", "They gave it away in"))
    rows = notes_json(books.open(path))
    assert [row["id"] for row in rows] == [whole.id, first.id, second.id, lost.id]
    assert [row["state"] for row in rows] == ["anchored", "anchored", "anchored", "orphan"]
    for name in ("paragraph", "start", "end", "end_paragraph", "current"):
        assert rows[3][name] is None
        assert rows[0][name] is None


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
    assert [row["id"] for row in notes_json(lost[0])] == [made.id]
    assert notes_json(lost[0])[0]["state"] == "orphan"
    assert notes_json(lost[0])[0]["title"] == "The harbour"
    assert lost[0].path == path
    assert books.gone(folder / "sub", []) != []
    (folder / "other").mkdir()
    assert books.gone(folder / "other", []) == []


def test_a_missing_article_is_an_error_that_names_it(folder: Path) -> None:
    folder.mkdir()
    with pytest.raises(ArticleError, match="absent"):
        library(folder).open(folder / "absent.txt")


def test_an_entry_says_how_long_an_article_is_and_how_far_it_was_read(folder: Path, tmp_path: Path) -> None:
    path = write(folder / "a.txt", TEXT)
    books = library(folder)
    article = books.open(path)
    books.annotate(article, within(1, 0, 11))
    books.annotate(article, None, kind="note", note="n")
    places = Places(tmp_path / "places")
    fresh = entry_json(books.summarise(path, places))
    assert (fresh["progress"], fresh["state"]) == (0.0, "new")
    places.save(canonical(path), Place(1, 0, "It was", 0.4, "reading", NOW.astimezone(UTC)))
    entry = entry_json(books.summarise(path, places))
    assert entry == {
        "id": article.id,
        "path": str(path),
        "title": "The harbour",
        "authors": [],
        "published": None,
        "format": "text",
        "words": 17,
        "minutes": 1,
        "progress": 0.4,
        "state": "reading",
        "annotations": {"highlight": 1, "note": 1, "bookmark": 0},
    }


def test_an_article_is_shown_with_its_spans_and_nothing_guessed(folder: Path) -> None:
    path = write(folder / "a.md", "# Title\n\nA [link](https://example.org/) here.\n\n- one\n")
    shown = show_json(library(folder).open(path))
    assert (shown["title"], shown["authors"], shown["published"]) == ("Title", [], None)
    heading, prose, item = shown["paragraphs"]
    assert (heading["kind"], heading["level"], heading["index"]) == ("heading", 1, 0)
    assert prose["spans"] == [{"start": 2, "end": 6, "style": "link", "href": "https://example.org/"}]
    assert prose["level"] is None
    assert item["level"] == 1
    assert prose["id"].startswith("p-")


# Finding a quote


CATS = Document(
    (
        Paragraph("A cat, and a cat."),
        Paragraph("“Then—the end,” said the cat’s owner."),
        Paragraph("Then silence"),
    )
)


def test_a_quote_is_found_whatever_its_typography() -> None:
    place = find_quote(CATS, Quote('"Then--the  end,"'))
    assert CATS.text_of(place) == "“Then—the end,”"


def test_a_quote_may_cross_paragraphs() -> None:
    assert find_quote(CATS, Quote("owner. Then")).end == within(2, 0, 4).end


@pytest.mark.parametrize(
    ("quote", "occurrence", "place"),
    [
        (Quote("cat", "A "), None, within(0, 2, 5)),
        (Quote("cat", "", "."), None, within(0, 13, 16)),
        (Quote("cat"), 2, within(0, 13, 16)),
        (Quote("owne", "", "r"), None, within(1, 31, 35)),
    ],
)
def test_a_quote_in_several_places_is_told_apart(quote: Quote, occurrence: int | None, place: object) -> None:
    assert find_quote(CATS, quote, occurrence) == place


@pytest.mark.parametrize(
    ("quote", "occurrence", "said"),
    [
        (Quote("cat"), None, "3 places"),
        (Quote("cat"), None, r"\n  2\. paragraph 1: A cat, and a \[cat\]\."),
        (Quote("cat"), 9, "no occurrence 9"),
        (Quote("cat", "dog "), None, "between that prefix and suffix"),
        (Quote("dog"), None, "not in the article"),
        (Quote(" "), None, "empty"),
    ],
)
def test_a_quote_that_has_no_single_place_is_an_error_that_says_why(
    quote: Quote, occurrence: int | None, said: str
) -> None:
    with pytest.raises(QuoteError, match=said) as caught:
        find_quote(CATS, quote, occurrence)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("quote", "hint"),
    [("THEN SILENCE", "Paragraph 3"), ("Then came silence", "paragraph 3"), ("dogs", "tread show")],
)
def test_the_nearest_paragraph_to_an_absent_quote_is_named(quote: str, hint: str) -> None:
    with pytest.raises(QuoteError) as caught:
        find_quote(CATS, Quote(quote))
    assert hint in caught.value.hint
