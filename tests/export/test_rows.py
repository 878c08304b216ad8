"""What `--json` prints of articles and annotations: every key, and what stands for "not known"."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from tread.core.position import within
from tread.export.rows import entry_json, note_json, show_json
from tread.library import Article, Library, in_order
from tread.store.place import canonical
from tread.store.places import Place, Places

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=timezone(timedelta(hours=1)))
TEXT = "The harbour\n\nIt was sold in the spring of that year.\n\nNobody asked why it was sold.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lib").mkdir()
    return tmp_path / "lib"


def library(folder: Path) -> Library:
    return Library(opened=folder, device="tests", now=lambda: NOW)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def rows_of(article: Article) -> list[dict[str, Any]]:
    return [note_json(article, annotation, placed) for annotation, placed in in_order(article)]


def test_an_annotation_is_found_again_with_everything_it_says(folder: Path) -> None:
    path = write(folder / "a.txt", TEXT)
    books = library(folder)
    article = books.open(path)
    made = books.annotate(
        article, within(1, 0, 11), colour="green", note="Really?\x1b[0m ", tags=("money", "money", " ")
    )
    (row,) = rows_of(library(folder).open(path))
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
        "letter": None,
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
    write(path, TEXT.replace("It was sold in the spring of that year", "They gave all away"))
    rows = rows_of(books.open(path))
    assert [row["id"] for row in rows] == [whole.id, first.id, second.id, lost.id]
    assert [row["state"] for row in rows] == ["anchored", "anchored", "anchored", "orphan"]
    for name in ("paragraph", "start", "end", "end_paragraph", "current"):
        assert rows[3][name] is None
        assert rows[0][name] is None


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
