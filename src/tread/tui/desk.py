"""Opening an article and keeping what is written on it: the reader's side of `ingest` and `store`.

What reads or writes the disk here is slow and is called from worker threads; nothing touches a widget.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from tread.core.annotation import Anchor, Annotation, AnnotationKind
from tread.core.clean import clean_line
from tread.core.document import Document, Paragraph
from tread.core.folding import article_fingerprint
from tread.core.history import History, Step
from tread.core.motion import paragraph_at
from tread.core.position import Position, Range
from tread.core.selection import opening, selecting
from tread.core.standing import Standing
from tread.ingest import extractor, open_document
from tread.reading.edition import Edition
from tread.reading.reading import News, Reading, StepKind
from tread.store import colours
from tread.store.disk import signature
from tread.store.place import StorePlace, locate
from tread.store.places import Place, Places, state_at

if TYPE_CHECKING:
    from tread.batches import Part
    from tread.ingest.gradual import GradualReader
    from tread.library import Entry, Library
    from tread.store.codec import ArticleRecord
    from tread.store.disk import Signature
    from tread.store.repository import Store

_CONTEXT_CHARACTERS = 24
_NEAR_PARAGRAPHS = 500
"""How far from where it was a reading place's words are looked for in an article that has changed."""


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


class Stored(NamedTuple):
    """What the store has on an article: annotations with their places, what can be undone, drafts.

    colour_names: what the library calls its colours.

    edition: the text that the places are in.
    """

    news: News
    history: History
    drafts: Mapping[str, str]
    notices: tuple[str, ...]
    read_only: bool
    edition: Edition
    colour_names: Mapping[str, str] = MappingProxyType({})


class Desk:
    """Where articles are opened: what all of them share.

    opened: the folder that was opened, if one was; override: the store folder that was asked for.
    """

    def __init__(self, opened: Path | None = None, override: Path | None = None) -> None:
        self.opened = opened
        self._override = override
        self._stores: dict[StorePlace, Store] = {}

    def summarise(self, path: Path) -> Entry:
        """What the library's list says of an article. Errors: ArticleError, StoreError."""
        return self.library.summarise(path, self.places)

    @cached_property
    def library(self) -> Library:
        """What works on articles that are not open."""
        from tread.library import Library

        return Library(opened=self.opened, override=self._override, device=self.device)

    @cached_property
    def places(self) -> Places:
        """Where the reader was in each article."""
        return Places()

    @cached_property
    def device(self) -> str:
        """The id of this installation."""
        from tread.store.identity import device_id

        return device_id()

    def open(self, path: Path) -> OpenArticle:
        """Read an article. Errors: ArticleError."""
        seen = signature(path)
        opened = open_document(path)
        place = self.place_of(path)
        if isinstance(opened, Document):
            return OpenArticle(self, path, opened, place, self.places.load(path), seen)
        article = OpenArticle(self, path, opened.document, place, self.places.load(path), seen)
        article.has_rest(opened)
        return article

    def place_of(self, path: Path) -> StorePlace:
        """Where the annotations of an article, or of what is in a folder, are kept."""
        return locate(path, self.opened, self._override)

    def store(self, place: StorePlace) -> Store:
        """The store of a place; TinyDB is imported with the first."""
        from tread.store.repository import Store

        if place not in self._stores:
            self._stores[place] = Store(place, self.device, _now)
        return self._stores[place]


class OpenArticle:
    """An article that is open, with the store that keeps its annotations.

    is_kept: "saved" when all its annotations were last seen on disk, "read only", or empty: not known yet.
    """

    def __init__(
        self,
        desk: Desk,
        path: Path,
        document: Document,
        store_place: StorePlace,
        place: Place | None,
        file: Signature | None = None,
    ) -> None:
        """file: the article's file as it was when it was read."""
        self.path = path
        self.store_place = store_place
        self.reading = Reading(document, self._make)
        self.drafts: dict[str, str] = {}
        self.is_read = threading.Event()
        self.is_read.set()
        self._rest: GradualReader | None = None
        self._is_given_up = False
        self._owes_record = False
        self.has_history = False
        self._was_stored_read = False
        self.is_kept = ""
        self._desk = desk
        self._place = place
        self.file = file
        self.trouble = ""
        """What is wrong with the file while its text is on the screen, in two words, or empty."""
        self.is_settled = True
        """False while the file may not be what its writer meant it to be in the end."""
        self.editions: Sequence[Sequence[str]] = ()
        """The paragraphs' fingerprints in the editions that the annotations were made in, newest first."""
        self._article_id = ""
        self._signature: Signature | None = None
        self._copies: tuple[tuple[Path, Signature | None], ...] = ()
        self._names_signature: tuple[Signature | None, ...] = (None,)

    def _make(self, kind: AnnotationKind, anchor: Anchor | None) -> Annotation:
        from tread.store.identity import new_annotation

        return new_annotation(kind, anchor, now=_now(), device=self._desk.device)

    # The rest of a long article

    def has_rest(self, rest: GradualReader) -> None:
        """Only the first part has been read."""
        self._rest = rest
        self.is_read.clear()
        self.reading.expect(self._expected)

    @property
    def _expected(self) -> int:
        """About how many characters the whole article has, judged by what has been read of it."""
        rest = self._rest
        if rest is None or not rest.done:
            return 0
        return self.reading.extent.known * rest.size // rest.done

    def rest(self) -> Iterator[tuple[list[Paragraph], int]]:
        """The paragraphs that follow, a part at a time, each with the characters expected in all.

        For a worker thread; whoever shows the article gives them to its `reading`. Errors: ArticleError.
        """
        rest = self._rest
        if rest is not None:
            for paragraphs in rest.rest():
                yield paragraphs, self._expected

    @property
    def notice(self) -> str:
        """A sentence about how the rest was read, or empty."""
        return self._rest.notice if self._rest else ""

    def complete(self) -> None:
        """All of the article has been read and given to its `reading`."""
        self.reading.complete()
        self.is_read.set()

    def give_up(self) -> None:
        """The rest could not be read; once the file can be, it is read again from the start."""
        self._is_given_up = True

    @property
    def is_there(self) -> bool:
        """Whether no more of the article is on its way."""
        return self.is_read.is_set() or self._is_given_up

    # The annotations

    def read_stored(self, give_way: Callable[[], None] = lambda: None) -> Stored:
        """What the store has on this article; nothing where there is no store yet. Errors: StoreError.

        give_way: rests while keys come in; called between two annotations that are looked for.
        """
        try:
            return self._read_stored(give_way)
        finally:
            self._was_stored_read = True

    def _read_stored(self, give_way: Callable[[], None]) -> Stored:
        edition = self.reading.edition
        if not self.store_place.is_there:
            return Stored(self.reading.news((), {}), History(), {}, (), False, edition)
        store, article_id = self._desk.store(self.store_place), self._identify()
        kept = store.load(article_id)
        self._signature = kept.signature
        self._copies = store.copies(article_id)
        self._names_signature = colours.signature_of(self.store_place)
        names, problems = colours.read_names(self.store_place)
        if kept.record is not None:
            self.editions = kept.record.editions
        placed = self.reading.place(kept.annotations, self.editions, edition, give_way)
        return Stored(
            self.reading.news(kept.annotations, placed),
            store.history(article_id),
            store.load_drafts(article_id),
            (*kept.notices, *map(str, problems)),
            kept.read_only,
            edition,
            names,
        )

    def has_changed_outside(self) -> bool:
        """True when another process has written this article's annotations, or what the colours are called,
        or a sync program has left a copy of them, since they were last read.

        Never before they have been asked for once: of a long article they are, when it is there.
        """
        if not self._was_stored_read or not self.store_place.is_there:
            return False
        if colours.signature_of(self.store_place) != self._names_signature:
            return True
        store, article_id = self._desk.store(self.store_place), self._identify()
        return (
            store.signature(article_id) != self._signature
            or store.copies(article_id) != self._copies
            or store.has_news(article_id)
        )

    def commit(self, step: Step, kind: StepKind) -> tuple[Annotation, ...]:
        """Write a step; when this returns it is on disk. The annotations as the store has them.

        Errors: StoreError; then nothing has changed, and the same step can be written again.
        """
        store, record = self._desk.store(self.store_place), self._record()
        from tread.core.surroundings import newly_anchored  # with the first mark

        around = newly_anchored(self.reading.document, step.changes)
        annotations = store.commit(record, step, kind, around)
        if record.paragraphs not in self.editions:
            self.editions = (record.paragraphs, *self.editions)
        self._signature = store.signature(record.id)
        return annotations

    def write_record(self) -> None:
        """Write what was not known of the article when its annotations were written. Errors: StoreError."""
        if self._owes_record:
            self._owes_record = False
            self.commit(Step("", ()), "do")

    def sweep(self) -> None:
        """Remove the temporary files that killed writers left beside annotations and reading places."""
        from tread.store.leftovers import sweep

        for folder in (self.store_place.folder, self._desk.places.folder.parent):
            sweep(folder)

    def _record(self) -> ArticleRecord:
        """What the store is to know of the article; what it knew before, while only a part has been read or
        the file is being written."""
        from tread.store.codec import ArticleRecord

        article_id, document = self._identify(), self.reading.document
        record = ArticleRecord(
            id=article_id,
            path=self.store_place.relative(self.path),
            title=document.title,
            format=document.format,
            extractor=extractor(document.format),
        )
        edition = self.reading.edition
        if edition.is_whole and self.is_settled:
            known = edition.fingerprints
            return record._replace(fingerprint=article_fingerprint(known), paragraphs=known)
        self._owes_record = True
        return self._desk.store(self.store_place).load(article_id).record or record

    def _identify(self) -> str:
        if not self._article_id:
            store = self._desk.store(self.store_place)
            # The fingerprint of a long article takes a while; without other articles there is none to be.
            if self.reading.is_whole and store.records():
                from tread.library import fingerprint_at

                known = self.reading.edition.fingerprints
                fingerprint = article_fingerprint(known)
                self._article_id = store.identify(self.path, fingerprint, known, fingerprint_at)
            else:
                self._article_id = store.identify(self.path, "")
        return self._article_id

    @property
    def store(self) -> Store:
        """What keeps its annotations."""
        return self._desk.store(self.store_place)

    @property
    def kept_as(self) -> tuple[StorePlace, str]:
        """Where its annotations are kept, and under which id. Slow the first time."""
        return self.store_place, self._identify()

    # Drafts

    def save_draft(self, key: str, text: str) -> None:
        """Keep a note that is being written. Errors: StoreError."""
        self._desk.store(self.store_place).save_draft(self._identify(), key, text)

    def hand_out_draft(self, key: str, text: str) -> Path:
        """Keep a note that is being written, as a file that another program edits. Errors: StoreError."""
        return self._desk.store(self.store_place).hand_out_draft(self._identify(), key, text)

    def drop_draft(self, key: str) -> None:
        """Forget a note that was being written: it has been kept. Errors: StoreError."""
        self._desk.store(self.store_place).drop_draft(self._identify(), key)

    # The library it is in

    def name_colour(self, colour: str, name: str) -> Mapping[str, str]:
        """Call a colour so in the library; the names that the library has then. Errors: StoreError."""
        colours.write_names(self.store_place, {colour: name})
        return colours.read_names(self.store_place)[0]

    def library_tags(self) -> list[str]:
        """The tags of the library, the most used first. Errors: StoreError."""
        from tread.tagging import count_tags

        return [one.tag for one in count_tags(self._desk.library, self.library_folder)]

    def renaming_parts(self, old: str, new: str, leave: Sequence[Path]) -> list[Part]:
        """What renaming a tag comes to in the articles of the library but some. Errors: StoreError."""
        from tread.tagging import renaming_parts

        return renaming_parts(self._desk.library, self.library_folder, old, new, leave)[0]

    @property
    def library_folder(self) -> Path:
        """The folder that was opened; without one, the folder whose store this article's is."""
        return self._desk.opened or (self.store_place.root if self.store_place.is_there else self.path)

    # The reading place

    @property
    def has_place(self) -> bool:
        """Whether the reader has been in this article before."""
        return self._place is not None

    def resume(self) -> Standing | None:
        """Where to read on from.

        None where the article was never read, has nothing to read, or is not read so far yet.
        """
        place, document = self._place, self.reading.document
        if place is None or not document.paragraphs:
            return None
        if not self.reading.is_whole and place.paragraph >= len(document.paragraphs):
            return None
        position = document.clamp(Position(place.paragraph, place.offset))
        found = _found_again(document, position, place.context)
        if found != position or place.end is None:
            here = found or position
            selection = paragraph_at(document, here.paragraph, opening(document))
            return Standing(selection, place.top if found == position else None)
        return Standing(selecting(Range(position, document.clamp(place.end)), place.unit), place.top)

    def place_at(self, standing: Standing, fraction: float) -> Place:
        """The place to keep for a reader who stands there, so much of the article above the page's foot."""
        selection = standing.selection
        position = selection.range.start
        text = self.reading.document.paragraphs[position.paragraph].text
        seen = self._place.fraction if self._place else 0.0
        return Place(
            paragraph=position.paragraph,
            offset=position.offset,
            context=text[position.offset : position.offset + _CONTEXT_CHARACTERS],
            fraction=max(fraction, seen),
            state=state_at(fraction, self._place.state if self._place else "new"),
            seen=datetime.now(UTC),
            end=None if selection.unit == "paragraph" else selection.range.end,
            unit=selection.unit,
            top=standing.top,
        )

    def keep_place(self, place: Place) -> None:
        """Remember where the reader is. Errors: StoreError."""
        self._place = place
        self._desk.places.save(self.path, place)

    # Taking out

    def export_path(self, folder: str, what: str = "notes") -> Path:
        """Where the article's notes, or some of them, go unless the reader says otherwise."""
        base = Path(folder).expanduser() if folder else Path.cwd()
        return base / f"{clean_line(self.path.stem)} {what}.md"

    def export(self, path: Path, only: Sequence[Annotation] | None = None) -> bool:
        """Write the notes as Markdown, all or some of them; False when the file had them all already.

        Errors: ExportError, StoreError.
        """
        from tread.export.blocks import merge_into, owner
        from tread.export.files import read, write
        from tread.export.markdown import render

        article_id = self._identify()
        text = render(
            self.reading.document,
            article_id,
            self.reading.marks if only is None else self.reading.marks_of(only),
            self.reading.colour_names,
            name=clean_line(self.path.stem),
        )
        existing = read(path)
        if existing is not None:
            store = self._desk.store(self.store_place)
            had = store.load(article_id).tombstones if self.store_place.is_there else ()
            text = merge_into(existing, text, owner(article_id, (*self.reading.annotations, *had)))
        return write(path, text)


def _found_again(document: Document, position: Position, context: str) -> Position | None:
    """Where the words that stood at a position are, nearest to it; None when they are gone."""
    if not context:
        return None
    here = document.paragraphs[position.paragraph].text
    if here.startswith(context, position.offset):
        return position
    for distance in range(_NEAR_PARAGRAPHS):
        for index in (position.paragraph - distance, position.paragraph + distance):
            if 0 <= index < len(document.paragraphs):
                found = document.paragraphs[index].text.find(context)
                if found >= 0:
                    return Position(index, found)
    return None
