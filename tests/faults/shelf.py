"""A library to put faults into: one article, the store over it, and short words for what is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from tread.core.annotation import Anchor, Annotation, Quote
from tread.core.history import Change, Step
from tread.core.position import within
from tread.store.codec import ArticleRecord
from tread.store.identity import new_annotation
from tread.store.place import locate
from tread.store.repository import Store

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class Shelf:
    """One article in a folder, and what is kept of it."""

    def __init__(self, folder: Path, name: str = "article") -> None:
        self.folder = folder
        self.article = folder / f"{name}.txt"
        folder.mkdir(parents=True, exist_ok=True)
        self.article.write_text("The quick brown fox.\n")
        self._seconds = count()
        self.store = self.reopened()
        self.record = ArticleRecord(
            self.store.identify(self.article, "f"), self.article.name, "The fox", "f", ("p",)
        )

    def now(self) -> datetime:
        """The time: a second later with every look."""
        return NOON + timedelta(seconds=next(self._seconds))

    def reopened(self, device: str = "desk") -> Store:
        """Another store over the same files, as after a restart."""
        return Store(locate(self.article), device, self.now)

    @property
    def database(self) -> Path:
        """The article's database."""
        stem = self.record.id[2:]
        return self.store.place.folder / "annotations" / stem[:2] / f"{stem}.json"

    @property
    def journal(self) -> Path:
        """The article's journal."""
        stem = self.record.id[2:]
        return self.store.place.folder / "journal" / stem[:2] / f"{stem}.jsonl"

    # Doing

    def adding(self, note: str, **fields: Any) -> Step:
        """A step that adds a highlight with a note."""
        anchor = Anchor(within(0, 4, 9), Quote("quick", "The ", " brown"), ("p",))
        made = new_annotation("highlight", anchor, now=self.now(), device="desk", note=note, **fields)
        return Step("note", (Change(None, made),))

    def editing(self, note: str, /, **fields: Any) -> Step:
        """A step that changes the highlight with this note."""
        (found,) = (one for one in self.reopened().load(self.record.id).annotations if one.note == note)
        return Step("edit", (Change(found, replace(found, **fields)),))

    def commit(self, step: Step) -> tuple[Annotation, ...]:
        """Make a step durable, through the store that was opened first."""
        return self.store.commit(self.record, step)

    # Looking

    @property
    def notes(self) -> list[str]:
        """The notes of the highlights that are kept, as a store that is opened anew has them."""
        return sorted(one.note for one in self.reopened().load(self.record.id).annotations)

    @property
    def leftovers(self) -> list[Path]:
        """The temporary files that are there."""
        return sorted(self.folder.rglob("*.tmp"))


def stored_notes(database: Path) -> dict[str, str | None]:
    """The notes by id, None for a deleted one, as plain TinyDB reads them."""
    with TinyDB(database, access_mode="r") as plain:
        documents: list[Mapping[str, Any]] = plain.table("annotations").all()
    return {one["id"]: None if one["deleted"] else one["note"] for one in documents}
