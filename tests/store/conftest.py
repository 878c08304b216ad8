"""A library of one article in a temporary folder, a store over it, and a clock that ticks a second a look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tread.core.annotation import Anchor, Annotation, Quote
from tread.core.position import within
from tread.store.codec import ArticleRecord
from tread.store.identity import new_annotation
from tread.store.place import StorePlace, locate
from tread.store.repository import Store

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """The path of an article; there is no `.tread` yet."""
    path = tmp_path / "library" / "article.txt"
    path.parent.mkdir()
    path.write_text("The quick brown fox.\n")
    return path


@pytest.fixture
def place(article: Path) -> StorePlace:
    return locate(article)


@pytest.fixture
def now() -> Callable[[], datetime]:
    seconds = count()
    return lambda: NOON + timedelta(seconds=next(seconds))


@pytest.fixture
def reopen(place: StorePlace, now: Callable[[], datetime]) -> Callable[..., Store]:
    """Another Store over the same files, as after a restart: reopen(device)."""
    return lambda device="desk": Store(place, device, now)


@pytest.fixture
def store(reopen: Callable[..., Store]) -> Store:
    return reopen()


@pytest.fixture
def record(store: Store, article: Path) -> ArticleRecord:
    fingerprint = "0123456789ab"
    return ArticleRecord(
        id=store.identify(article, fingerprint),
        path="article.txt",
        title="The fox",
        fingerprint=fingerprint,
        paragraphs=("aaaaaaaaaaaa",),
        extractor="text/1",
        format="text",
    )


@pytest.fixture
def highlight(now: Callable[[], datetime]) -> Callable[..., Annotation]:
    """A new highlight: highlight(start=0, **fields)."""

    def make(start: int = 4, **fields: Any) -> Annotation:
        anchor = Anchor(within(0, start, start + 5), Quote("quick", "The ", " brown"), ("aaaaaaaaaaaa",))
        fields.setdefault("colour", "yellow")
        return new_annotation("highlight", anchor, now=now(), device="desk", **fields)

    return make


@pytest.fixture
def database(place: StorePlace, record: ArticleRecord) -> Path:
    """Where the article's database will be."""
    stem = record.id.removeprefix("a-")
    return place.folder / "annotations" / stem[:2] / f"{stem}.json"
