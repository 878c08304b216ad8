"""A library: the articles of a folder, each with what the store keeps of it.

Owns the walk through a folder, the joining of a document with its annotations, and the rows that `list`,
`show` and `notes` print. It writes through the store only, and never shows anything. Imported by the
command line and the reader.

An article is opened in two steps, because the second needs the store and the first page does not:
`read_document` gives the document, `Library.attach` its annotations. `Library.open` does both.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tread.core.anchor import ORPHAN, Placed, Resolver, article_fingerprint, capture, fingerprints, fold
from tread.core.annotation import Annotation, AnnotationKind, Quote
from tread.core.clean import clean, clean_line
from tread.core.document import Document, minutes, words
from tread.core.history import Change, Step
from tread.core.marks import Marks
from tread.core.position import Range
from tread.errors import QuoteError
from tread.ingest import FORMATS, extractor, is_article, read_document
from tread.store.codec import ArticleRecord
from tread.store.identity import new_annotation
from tread.store.place import StorePlace, canonical, derived_id, locate
from tread.store.places import Places

if TYPE_CHECKING:
    from tread.store.repository import Kept, Store

_SNIFFED_BYTES = 4096
_CONTEXT_SHOWN = 24
"""Characters on either side of a quote when its places are listed."""

_SUFFIXES = frozenset(FORMATS) - {""}
_LEAD_CHARACTERS = 120

_DIGITS = re.compile(r"(\d+)")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something in a folder that should be an article and cannot be read."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Scan:
    """What a folder holds: articles, in natural order, and what could not be looked at."""

    articles: tuple[Path, ...]
    unreadable: tuple[Unreadable, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A document with what the store keeps of it.

    path: as it was named; relative: as the store has it.
    fingerprints: of the paragraphs as they are. placed: where each annotation that has an anchor stands.
    """

    path: Path
    relative: str
    id: str
    document: Document
    fingerprints: tuple[str, ...]
    store: Store
    record: ArticleRecord | None
    kept: Kept
    placed: Mapping[str, Placed] = field(default_factory=dict)

    @property
    def marks(self) -> Marks:
        """The annotations by where they stand."""
        return Marks(self.document, self.kept.annotations, self.placed)


@dataclass(frozen=True, slots=True)
class Entry:
    """One article in a list.

    lead: its first words, to know it by where it has no title.
    progress: how much has been read, 0 to 1. state: new, reading, done or later.
    seen: when it was last read, as ISO 8601 in UTC; empty for one that was not.
    annotations: how many there are of each kind. used_tags: the tags they carry.
    """

    id: str
    path: str
    title: str
    lead: str
    authors: tuple[str, ...]
    published: str
    source: str
    tags: tuple[str, ...]
    format: str
    words: int
    minutes: int
    progress: float
    state: str
    seen: str
    annotations: Mapping[AnnotationKind, int]
    used_tags: tuple[str, ...]


def _local_now() -> datetime:
    return datetime.now().astimezone()


class Library:
    """Opens articles and finds the store of each.

    opened: the folder that was opened, which gets the store where there is none yet.
    override: the store's folder, where the reader named one.
    device: the id of this installation; needed for writing only.
    now: the time, aware, in the author's zone.
    """

    def __init__(
        self,
        *,
        opened: Path | None = None,
        override: Path | None = None,
        device: str = "",
        now: Callable[[], datetime] = _local_now,
    ) -> None:
        self._opened = opened
        self._override = override
        self._device = device
        self._now = now
        self._stores: dict[StorePlace, Store] = {}

    def store_of(self, path: Path) -> Store:
        """The store of the article (or folder) at `path`; nothing is made on disk."""
        from tread.store.repository import Store  # here, because it imports tinydb

        place = locate(path, self._opened, self._override)
        return self._stores.setdefault(place, Store(place, self._device, self._now))

    def open(self, path: Path) -> Article:
        """An article with its annotations. Raises ArticleError, StoreError."""
        return self.attach(path, read_document(path))

    def attach(self, path: Path, document: Document) -> Article:
        """What the store keeps of an article that was read before. Raises StoreError."""
        store = self.store_of(path)
        known = fingerprints(document)
        article_id = store.identify(path, article_fingerprint(known))
        kept = store.load(article_id)
        resolver = Resolver(document, known, kept.record.paragraphs if kept.record else ())
        placed = {one.id: resolver.resolve(one.anchor) for one in kept.annotations if one.anchor}
        relative = store.place.relative(path)
        return Article(path, relative, article_id, document, known, store, kept.record, kept, placed)

    def gone(self, folder: Path, found: Sequence[Article]) -> list[Article]:
        """The annotated articles below a folder whose file is no longer there: empty, with their orphans.

        found: the articles that are there; one of them may be a lost one under a new name.
        """
        store = self.store_of(folder)
        below = canonical(folder)
        known = {article.id for article in found}
        lost = []
        for record in store.records():
            path = store.place.absolute(record.path)
            if record.id in known or path.exists() or not path.is_relative_to(below):
                continue
            kept = store.load(record.id)
            placed = {one.id: ORPHAN for one in kept.annotations if one.anchor}
            document = Document((), record.format, record.title)
            named = folder / path.relative_to(below)
            lost.append(Article(named, record.path, record.id, document, (), store, record, kept, placed))
        return lost

    def annotate(
        self,
        article: Article,
        place: Range | None,
        *,
        kind: AnnotationKind = "highlight",
        colour: str | None = None,
        note: str = "",
        tags: Sequence[str] = (),
    ) -> Annotation:
        """Add an annotation on a range (None: on the whole article); when this returns it is on disk.

        Raises StoreError.
        """
        document = article.document
        made = new_annotation(
            kind,
            capture(document, place, article.fingerprints) if place else None,
            now=self._now(),
            device=self._device,
            colour=colour,
            note=clean(note).strip(),
            tags=tuple(dict.fromkeys(tag for tag in map(clean_line, tags) if tag)),
            heading=document.heading_above(place.start.paragraph) if place else "",
        )
        article.store.commit(record_of(article), Step(kind, (Change(None, made),)))
        return made

    def _kept(self, path: Path, document: Document) -> tuple[str, tuple[Annotation, ...]]:
        """An article's id and its annotations, without finding their places."""
        place = locate(path, self._opened, self._override)
        if not place.folder.is_dir():
            return derived_id(place.relative(path)), ()
        store = self.store_of(path)
        known = article_fingerprint(fingerprints(document)) if store.records() else ""
        article_id = store.identify(path, known)
        return article_id, store.load(article_id).annotations

    def summarise(self, path: Path, places: Places) -> Entry:
        """What a list says of an article. Raises ArticleError, StoreError."""
        document = read_document(path)
        article_id, annotations = self._kept(path, document)
        seen = places.load(canonical(path))
        total = words(document)
        counts: dict[AnnotationKind, int] = {"highlight": 0, "note": 0, "bookmark": 0}
        for annotation in annotations:
            counts[annotation.kind] += 1
        return Entry(
            id=article_id,
            path=str(path),
            title=document.title,
            lead=_lead(document),
            authors=document.authors,
            published=document.published,
            source=document.source,
            tags=document.tags,
            format=document.format,
            words=total,
            minutes=minutes(total),
            progress=seen.fraction if seen else 0.0,
            state=seen.state if seen else "new",
            seen=_time(seen.seen) if seen else "",
            annotations=counts,
            used_tags=tuple(dict.fromkeys(tag for one in annotations for tag in one.tags)),
        )


def open_article(
    path: Path,
    *,
    opened: Path | None = None,
    override: Path | None = None,
    device: str = "",
    now: Callable[[], datetime] = _local_now,
) -> Article:
    """One article with its annotations; for several keep a `Library`. Raises ArticleError, StoreError."""
    return Library(opened=opened, override=override, device=device, now=now).open(path)


def record_of(article: Article) -> ArticleRecord:
    """What the store is to know of an article as it is."""
    return ArticleRecord(
        id=article.id,
        path=article.relative,
        title=article.document.title,
        fingerprint=article_fingerprint(article.fingerprints),
        paragraphs=article.fingerprints,
        extractor=extractor(article.document.format),
        format=article.document.format,
    )


def natural_key(path: Path) -> tuple[tuple[str | int, ...], ...]:
    """A key that sorts paths as people count: "9 b" before "10 a", without regard to case."""
    return tuple(
        tuple(int(part) if part.isdecimal() else part for part in _DIGITS.split(name.casefold()))
        for name in path.parts
    )


def scan(folder: Path) -> Scan:
    """The articles of a folder and of those in it, hidden ones left out; each folder is read once."""
    articles: list[Path] = []
    unreadable: list[Unreadable] = []
    visited: set[tuple[int, int]] = set()
    pending = [folder]
    while pending:
        here = pending.pop()
        try:
            about = here.stat()
            if (about.st_dev, about.st_ino) in visited:
                continue
            visited.add((about.st_dev, about.st_ino))
            entries = list(os.scandir(here))
        except OSError as error:
            unreadable.append(Unreadable(here, f"The folder cannot be read: {error.strerror}."))
            continue
        for entry in entries:
            path = here / entry.name
            if entry.name.startswith("."):
                continue
            if path.is_dir():
                pending.append(path)
            elif is_article(path):
                reason = _why_unreadable(path)
                if reason:
                    unreadable.append(Unreadable(path, reason))
                elif path.suffix.lower() in _SUFFIXES or _looks_like_text(path):
                    articles.append(path)
    return Scan(
        tuple(sorted(articles, key=natural_key)),
        tuple(sorted(unreadable, key=lambda one: natural_key(one.path))),
    )


def _why_unreadable(path: Path) -> str:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return "It is not a regular file."
    except OSError as error:
        return f"It cannot be read: {error.strerror}."
    return "" if os.access(path, os.R_OK) else "It cannot be read: permission denied."


def _looks_like_text(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return b"\0" not in file.read(_SNIFFED_BYTES)
    except OSError:
        return False


def find_quote(document: Document, quote: Quote, occurrence: int | None = None) -> Range:
    """The one place where a quote stands, its prefix before it and its suffix behind it where they are given.

    occurrence: which of several, from 1. Raises QuoteError, which lists the places where it is in doubt.
    """
    resolver = Resolver(document, ())
    wanted = Quote(clean(quote.exact).strip(), clean(quote.prefix), clean(quote.suffix))
    if not wanted.exact:
        raise QuoteError("The quote is empty.", "Give the words to mark with --quote.")
    everywhere = sorted(resolver.places(wanted))
    places = [place for place in everywhere if _stands_between(document, place, wanted)]
    if not places and everywhere:
        raise QuoteError(
            "The quote does not stand between that prefix and suffix. It stands here:"
            + _listed(document, everywhere),
            "Correct --prefix and --suffix, or leave them out.",
        )
    if not places:
        raise QuoteError("The quote is not in the article.", _nearest(document, wanted.exact))
    if occurrence is not None:
        if not 1 <= occurrence <= len(places):
            raise QuoteError(
                f"There is no occurrence {occurrence}: the quote stands here:" + _listed(document, places),
                f"Give --occurrence from 1 to {len(places)}.",
            )
        return places[occurrence - 1]
    if len(places) > 1:
        raise QuoteError(
            f"The quote stands in {len(places)} places:" + _listed(document, places),
            "Say which with --occurrence N, or with --prefix and --suffix.",
        )
    return places[0]


def _stands_between(document: Document, place: Range, quote: Quote) -> bool:
    before = fold(document.paragraphs[place.start.paragraph].text[: place.start.offset]).rstrip()
    after = fold(document.paragraphs[place.end.paragraph].text[place.end.offset :]).lstrip()
    return before.endswith(fold(quote.prefix).strip()) and after.startswith(fold(quote.suffix).strip())


def _listed(document: Document, places: Sequence[Range]) -> str:
    """The places of a quote, a row each: number, paragraph (from 1, as people count), context."""
    rows = []
    for number, place in enumerate(places, start=1):
        first = document.paragraphs[place.start.paragraph].text
        last = document.paragraphs[place.end.paragraph].text
        start, end = place.start.offset, place.end.offset
        before = ("…" if start > _CONTEXT_SHOWN else "") + first[max(0, start - _CONTEXT_SHOWN) : start]
        after = last[end : end + _CONTEXT_SHOWN] + ("…" if end + _CONTEXT_SHOWN < len(last) else "")
        shown = clean_line(f"{before}[{document.text_of(place)}]{after}")
        rows.append(f"\n  {number}. paragraph {place.start.paragraph + 1}: {shown}")
    return "".join(rows)


def _nearest(document: Document, exact: str) -> str:
    """Where something like a quote stands, as a hint; empty where nothing is like it."""
    plain = fold(exact).casefold()
    wanted = set(_WORD.findall(plain))
    best, shared = None, 0
    for index, paragraph in enumerate(document.paragraphs):
        text = fold(paragraph.text).casefold()
        if plain in text:
            return f"Paragraph {index + 1} has it in other letters: {_shortened(paragraph.text)}"
        count = len(wanted.intersection(_WORD.findall(text)))
        if count > shared:
            best, shared = index, count
    if best is None or 2 * shared < len(wanted):
        return "`tread show FILE` prints the text that quotes are looked up in."
    return f"The nearest is in paragraph {best + 1}: {_shortened(document.paragraphs[best].text)}"


def _lead(document: Document) -> str:
    first = next((paragraph.text for paragraph in document.paragraphs if paragraph.text), "")
    return clean_line(first[:_LEAD_CHARACTERS])


def _shortened(text: str) -> str:
    line = clean_line(text)
    return line if len(line) <= 4 * _CONTEXT_SHOWN else line[: 4 * _CONTEXT_SHOWN].rstrip() + "…"


# What the verbs print


def show_json(article: Article) -> dict[str, Any]:
    """An article as `show --json` prints it."""
    document = article.document
    total = words(document)
    return {
        "id": article.id,
        "path": str(article.path),
        "format": document.format,
        "title": document.title,
        "authors": list(document.authors),
        "published": document.published or None,
        "source": document.source or None,
        "language": document.language or None,
        "words": total,
        "minutes": minutes(total),
        "paragraphs": [
            {
                "index": index,
                "id": f"p-{article.fingerprints[index]}",
                "kind": paragraph.kind,
                "level": paragraph.level if paragraph.kind in ("heading", "list-item") else None,
                "text": paragraph.text,
                "spans": [
                    {"start": span.start, "end": span.end, "style": span.style}
                    | ({"href": span.href} if span.style == "link" else {})
                    for span in paragraph.spans
                ],
            }
            for index, paragraph in enumerate(document.paragraphs)
        ],
    }


def entry_json(entry: Entry) -> dict[str, Any]:
    """An entry as `list --json` prints it."""
    return {
        "id": entry.id,
        "path": entry.path,
        "title": entry.title,
        "authors": list(entry.authors),
        "published": entry.published or None,
        "format": entry.format,
        "words": entry.words,
        "minutes": entry.minutes,
        "progress": round(entry.progress, 4),
        "state": entry.state,
        "annotations": dict(entry.annotations),
    }


def in_order(article: Article) -> Iterator[tuple[Annotation, Placed | None]]:
    """An article's annotations: those on the whole of it, then as the text reads, then the astray ones."""
    marks = article.marks
    for annotation in marks.on_article:
        yield annotation, None
    for mark in marks.marks:
        yield mark.annotation, article.placed[mark.annotation.id]
    yield from marks.astray


def note_json(article: Article, annotation: Annotation, placed: Placed | None) -> dict[str, Any]:
    """An annotation as `notes --json` prints it."""
    place = placed.range if placed else None
    return {
        "id": annotation.id,
        "article": article.id,
        "path": str(article.path),
        "title": article.document.title,
        "kind": annotation.kind,
        "state": placed.state if placed else "anchored",
        "paragraph": place.start.paragraph if place else None,
        "start": place.start.offset if place else None,
        "end": place.end.offset if place else None,
        "end_paragraph": place.end.paragraph if place else None,
        "quote": annotation.anchor.quote.exact if annotation.anchor else "",
        "current": article.document.text_of(place) if place else None,
        "heading": annotation.heading,
        "colour": annotation.colour,
        "note": annotation.note,
        "tags": list(annotation.tags),
        "created": _time(annotation.created),
        "modified": _time(annotation.modified),
    }


def notes_json(article: Article) -> list[dict[str, Any]]:
    """All annotations of an article as `notes --json` prints them."""
    return [note_json(article, annotation, placed) for annotation, placed in in_order(article)]


def _time(moment: datetime) -> str:
    precision = "milliseconds" if moment.microsecond else "seconds"
    return moment.astimezone(UTC).isoformat(timespec=precision).replace("+00:00", "Z")
