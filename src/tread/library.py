"""Articles, each with what the store keeps of it.

Owns the joining of a document with its annotations. It writes through the store only, and never shows
anything. Imported by the command line, the exports and the reader.

An article is opened in two steps, because the second needs the store and the first page does not:
`read_document` gives the document, `Library.attach` its annotations. `Library.open` does both.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tread.core.anchor import ORPHAN, Placed, capture
from tread.core.annotation import Annotation, AnnotationKind
from tread.core.clean import clean, clean_line
from tread.core.document import Document, minutes
from tread.core.folding import article_fingerprint, fingerprints
from tread.core.history import Change, Step
from tread.core.marks import Marks
from tread.core.position import Range
from tread.core.resolver import Resolver
from tread.core.surroundings import Surroundings, bare, newly_anchored
from tread.errors import ArticleError
from tread.index import Indexes
from tread.index.notes import Notes
from tread.index.summaries import Summary, summary_of
from tread.ingest import extractor, read_document
from tread.store.codec import ArticleRecord
from tread.store.identity import new_annotation
from tread.store.place import STORE_FOLDER, StorePlace, canonical, derived_id, locate
from tread.store.places import Places, ReadingState
from tread.walk import scan

if TYPE_CHECKING:
    from tread.store.repository import Kept, Store


class Article(NamedTuple):
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
    placed: Mapping[str, Placed]

    @property
    def marks(self) -> Marks:
        """The annotations by where they stand."""
        return Marks(self.document, self.kept.annotations, self.placed)


class Entry(NamedTuple):
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
    state: ReadingState
    seen: str
    annotations: Mapping[AnnotationKind, int]
    used_tags: tuple[str, ...]


def _local_now() -> datetime:
    return datetime.now().astimezone()


class _Known(NamedTuple):
    """Which articles of a place are annotated.

    ids, by_path, by_fingerprint: their ids, by the path that they were at, by what they said. is_unsure: one
    of them may be another file by now, or belongs to none. notes: the index of their annotations, if any.
    """

    ids: Collection[str]
    by_path: Mapping[str, Sequence[str]]
    by_fingerprint: Mapping[str, Sequence[str]]
    is_unsure: bool
    notes: Notes | None

    def is_not_at(self, relative: str) -> bool:
        """Whether the article at a path is surely none of them."""
        is_taken = relative in self.by_path or derived_id(relative) in self.ids
        return not self.is_unsure and not is_taken

    def id_at(self, relative: str, fingerprint: str) -> str | None:
        """The id of the article at a path; None where the store has to be asked."""
        ids = self.by_path.get(relative, ())
        has_moved = any(one not in ids for one in self.by_fingerprint.get(fingerprint, ()))
        return ids[0] if len(ids) == 1 and not has_moved else None


class Library:
    """Opens articles and finds the store of each.

    opened: the folder that was opened, which gets the store where there is none yet.
    override: the store's folder, where the reader named one.
    device: the id of this installation; needed for writing only.
    now: the time, aware, in the author's zone.
    indexes: what is known without reading; those in the user's cache folder unless given.
    """

    def __init__(
        self,
        *,
        opened: Path | None = None,
        override: Path | None = None,
        device: str = "",
        now: Callable[[], datetime] = _local_now,
        indexes: Indexes | None = None,
    ) -> None:
        self._opened = opened
        self._override = override
        self._device = device
        self._now = now
        self.indexes = indexes or Indexes()
        self._stores: dict[StorePlace, Store] = {}
        self._known: dict[StorePlace, _Known] = {}

    def store_of(self, path: Path) -> Store:
        """The store of the article (or folder) at `path`; nothing is made on disk."""
        return self.store_in(self.place_of(path))

    def store_in(self, place: StorePlace) -> Store:
        """The store that is in a place."""
        from tread.store.repository import Store  # here, because it imports tinydb

        return self._stores.setdefault(place, Store(place, self._device, self._now))

    def place_of(self, path: Path) -> StorePlace:
        """Where that store is, or would be."""
        return locate(path, self._opened, self._override)

    def stores_at(self, path: Path) -> list[Store]:
        """The stores that there are for what is at or below a path, each once."""
        return [self.store_in(place) for place in self.places_at(path)]

    def places_at(self, path: Path) -> list[StorePlace]:
        """Where those stores are."""
        below = scan(path).folders if path.is_dir() else ()
        folders = (path, *(one for one in below if (one / STORE_FOLDER).is_dir()))
        return [place for place in dict.fromkeys(map(self.place_of, folders)) if place.is_there]

    def notes_in(self, place: StorePlace) -> Notes | None:
        """The index of the annotations that are kept in a place, up to date; None where there is none.

        It looks at every database: for a worker.
        """
        notes = self.indexes.of(place).notes
        return notes if notes.refresh(lambda: self.store_in(place)) else None

    def look_again(self) -> None:
        """Forget which articles are annotated: it is found out anew when next it is asked."""
        self._known.clear()

    def open(self, path: Path) -> Article:
        """An article with its annotations. Raises ArticleError, StoreError."""
        return self.attach(path, read_document(path))

    def attach(self, path: Path, document: Document) -> Article:
        """What the store keeps of an article that was read before. Raises StoreError."""
        store = self.store_of(path)
        known = fingerprints(document)
        article_id = store.identify(path, article_fingerprint(known), known, fingerprint_at)
        kept = store.load(article_id)
        resolver = Resolver(document, known, kept.record.editions if kept.record else ())
        placed = {one.id: resolver.resolve(one.anchor) for one in kept.annotations if one.anchor}
        relative = store.place.relative(path)
        return Article(path, relative, article_id, document, known, store, kept.record, kept, placed)

    def kept_of(self, path: Path) -> tuple[Kept, Callable[[Annotation], Surroundings]]:
        """What the store keeps of an article, whatever has become of its file; and what stood around an
        annotation of it when it was put there, as far as that was kept. Raises StoreError."""
        store = self.store_of(path)
        try:
            known = fingerprints(read_document(path))
        except ArticleError:
            known = ()
        article_id = store.identify(path, article_fingerprint(known) if known else "", known, fingerprint_at)

        def around(annotation: Annotation) -> Surroundings:
            known = store.surroundings(article_id, annotation.id)
            return known or (bare(annotation.anchor) if annotation.anchor else Surroundings(("",), ("",)))

        return store.load(article_id), around

    def may_be_annotated(self, path: Path) -> bool:
        """Whether the store may keep something of an article, judged without reading it.

        It may where the store knows the path, or knows an article that is gone, or cannot tell which article
        some annotations belong to: this may be that one.
        """
        place = self.place_of(path)
        if not place.is_there:
            return False
        known = self._known_in(place)
        return known.is_unsure or place.relative(path) in known.by_path

    def _known_in(self, place: StorePlace) -> _Known:
        if place not in self._known:
            notes = self.notes_in(place)
            articles = notes.articles() if notes else None
            if articles is None:
                store, notes = self.store_in(place), None
                articles = {record.id: (record.path, record.fingerprint) for record in store.records()}
                articles |= {} if store.knows_all() else {"": ("", "")}
            by_path: dict[str, list[str]] = {}
            by_fingerprint: dict[str, list[str]] = {}
            for article_id, (relative, fingerprint) in articles.items():
                by_path.setdefault(relative, []).append(article_id)
                by_fingerprint.setdefault(fingerprint, []).append(article_id)
            is_unsure = any(not one or not place.absolute(one).exists() for one in by_path)
            self._known[place] = _Known(articles.keys(), by_path, by_fingerprint, is_unsure, notes)
        return self._known[place]

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
            lost.append(without_file(store, record, folder / path.relative_to(below)))
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
        step = Step(kind, (Change(None, made),))
        article.store.commit(record_of(article), step, around=newly_anchored(document, step.changes))
        return made

    def summarise(self, path: Path, places: Places) -> Entry:
        """What a list says of an article, which is read only where it has changed since it was last read.

        Raises ArticleError, StoreError.
        """
        place = self.place_of(path)
        known = self._known_in(place) if place.is_there else None
        relative = place.relative(path)
        is_new = known is None or known.is_not_at(relative)
        summary = self._summary(path, place, with_paragraphs=not is_new)
        article_id = derived_id(relative)
        if known is not None and not is_new:
            paragraphs = summary.paragraphs or ()
            fingerprint = article_fingerprint(paragraphs)
            article_id = known.id_at(relative, fingerprint) or self.store_in(place).identify(
                path, fingerprint, paragraphs, fingerprint_at
            )
        annotations = self._annotations(place, known, article_id) if known else ()
        seen = places.load(path)
        counts: dict[AnnotationKind, int] = {"highlight": 0, "note": 0, "bookmark": 0}
        for kind, _ in annotations:
            counts[kind] += 1
        return Entry(
            id=article_id,
            path=str(path),
            title=summary.title,
            lead=summary.lead,
            authors=summary.authors,
            published=summary.published,
            source=summary.source,
            tags=summary.tags,
            format=summary.format,
            words=summary.words,
            minutes=minutes(summary.words),
            progress=seen.fraction if seen else 0.0,
            state=seen.state if seen else "new",
            seen=stamp(seen.seen) if seen else "",
            annotations=counts,
            used_tags=tuple(dict.fromkeys(tag for _, tags in annotations for tag in tags)),
        )

    def _annotations(
        self, place: StorePlace, known: _Known, article_id: str
    ) -> Sequence[tuple[AnnotationKind, tuple[str, ...]]]:
        """The kind and the tags of each annotation of an article."""
        found = known.notes.of_article(article_id) if known.notes else None
        if found is not None:
            return found
        return [(one.kind, one.tags) for one in self.store_in(place).load(article_id).annotations]

    def _summary(self, path: Path, place: StorePlace, *, with_paragraphs: bool) -> Summary:
        summaries = self.indexes.of(place).summaries
        seen = summaries.look_at(path)
        known = summaries.find(seen) if seen else None
        if known is not None and (known.paragraphs is not None or not with_paragraphs):
            return known
        document = read_document(path)
        summary = summary_of(document)
        if with_paragraphs:
            summary = summary._replace(paragraphs=fingerprints(document))
        if seen is not None:
            summaries.learn(seen, summary)
        return summary


def without_file(store: Store, record: ArticleRecord, path: Path) -> Article:
    """An article whose file is not there: empty, with its orphans. Raises StoreError."""
    kept = store.load(record.id)
    placed = {one.id: ORPHAN for one in kept.annotations if one.anchor}
    document = Document((), record.format, record.title)
    return Article(path, record.path, record.id, document, (), store, record, kept, placed)


def fingerprint_at(path: Path) -> str:
    """The fingerprint of the article at a path; empty where none can be read."""
    try:
        return article_fingerprint(fingerprints(read_document(path)))
    except ArticleError:
        return ""


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


def in_order(article: Article) -> Iterator[tuple[Annotation, Placed | None]]:
    """An article's annotations: those on the whole of it, then as the text reads, then the astray ones."""
    marks = article.marks
    for annotation in marks.on_article:
        yield annotation, None
    for mark in marks.marks:
        yield mark.annotation, article.placed[mark.annotation.id]
    yield from marks.astray


def stamp(moment: datetime) -> str:
    """A time as JSON has it: in UTC, "2026-11-22T08:00:00Z", with milliseconds where it has any."""
    precision = "milliseconds" if moment.microsecond else "seconds"
    return moment.astimezone(UTC).isoformat(timespec=precision).replace("+00:00", "Z")
