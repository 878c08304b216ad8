"""The store: what the rest of the program talks to. `library`, `export`, `cli` and `tui` may import it.

It owns how a change becomes durable. Under the lock: read the database fresh; if it is damaged, put its bytes
aside and rebuild it; merge the change with what others wrote since its author looked; add it to the journal;
replace the database; only then return. A process killed at any moment leaves the old database or the new one,
and whatever was returned is in it. It never knows what an article says or how anything is shown.
"""

from __future__ import annotations

import errno
import heapq
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from tinydb.table import Document as StoredDocument
from tinydb.table import Table

from tread.core.annotation import Annotation
from tread.core.carry import step_again
from tread.core.history import Change, History, Step
from tread.core.kinship import the_same, told_by_many
from tread.core.lineage import worth_remembering
from tread.core.position import Position
from tread.core.surroundings import Surroundings
from tread.errors import StoreDamaged, StoreError, StoreNewer
from tread.store import batches, compaction, conflicts, drafts, journal, surroundings
from tread.store.batches import Batch
from tread.store.codec import (
    ArticleRecord,
    decode,
    decode_record,
    document_number,
    encode,
    encode_record,
    encode_time,
    to_stored,
)
from tread.store.disk import Signature, in_words, is_folder, make_folder, signature
from tread.store.joining import is_newer, joined
from tread.store.lock import locked
from tread.store.merge import apply, settle
from tread.store.place import StorePlace, derived_id
from tread.store.rebuild import (
    ANNOTATIONS,
    ARTICLE,
    RECORD_NUMBER,
    back_up,
    backups_of,
    is_backed_up,
    keep_damaged,
    rebuild,
)
from tread.store.records import Records
from tread.store.stamps import next_number
from tread.store.storage import AtomicStorage, OutsideChangeError, PrivateCopy, Tables, let_go

WRITE_ATTEMPTS = 5
_SORTED_AT_ONCE = 500

_ARTICLE_ID = re.compile(r"a-[0-9a-f]{16}")


class Kept(NamedTuple):
    """What the store keeps of one article.

    annotations: the living ones, in the order of the article; tombstones: the deleted ones.
    signature: of the database as it was read; None when there is none.
    notices: sentences for the reader about what was found and mended.
    read_only: True when a commit would be refused.
    """

    record: ArticleRecord | None
    annotations: tuple[Annotation, ...] = ()
    tombstones: tuple[Annotation, ...] = ()
    signature: Signature | None = None
    notices: tuple[str, ...] = ()
    read_only: bool = False


class _Found(NamedTuple):
    """The annotations in a database: by id, the number each stands under, and how many are not understood."""

    annotations: Mapping[str, Annotation]
    numbers: Mapping[str, int]
    unknown: int


class Store:
    """The annotations of the articles of one place. Safe to use from several threads and processes."""

    def __init__(self, place: StorePlace, device: str, now: Callable[[], datetime]) -> None:
        """device: the id of this installation; now: the time, aware."""
        self.place = place
        self.device = device
        self._now = now
        self._records = Records(place.folder / ANNOTATIONS)
        self._unsaid: dict[str, list[str]] = {}
        self._is_mended = False
        self._was_there = is_folder(place.folder)
        self._doubted: set[str] = set()
        """The articles whose database was replaced, but perhaps not durably."""
        self._twin = Store(StorePlace(place.root, place.twin), device, now) if place.twin else None

    @property
    def twin(self) -> Store | None:
        """The store over the place's other folder, where it has one."""
        return self._twin

    # Which article

    def records(self) -> list[ArticleRecord]:
        """The records of every annotated article, by path. Damaged databases are rebuilt on the way; one
        that cannot be is left out."""
        self._mend()
        own = self._records.all()
        if self._twin is None:
            return own
        known = {record.id for record in own}
        others = [record for record in self._twin.records() if record.id not in known]
        return sorted((*own, *others), key=lambda record: (record.path, record.id))

    def article_ids(self) -> list[str]:
        """The ids of all articles that have a database, found without reading any."""
        found = {f"a-{path.stem}" for path in (self.place.folder / ANNOTATIONS).glob("*/*.json")}
        others = self._twin.article_ids() if self._twin else ()
        return sorted({*filter(_ARTICLE_ID.fullmatch, found), *others})

    def knows_all(self) -> bool:
        """False where a database does not tell which article it belongs to."""
        return not self._records.unread() and (self._twin is None or self._twin.knows_all())

    def identify(
        self,
        path: Path,
        fingerprint: str,
        paragraphs: Sequence[str] = (),
        text_at: Callable[[Path], str] = lambda path: "",
    ) -> str:
        """The id of the article at `path`, of which the fingerprint, and those of its paragraphs, are known.

        It is that of the record with this path, unless two articles have swapped their names; else of one
        with this fingerprint whose file is gone, or is another article by now; else of one whose file is
        gone and that shares so much with it that it was renamed and edited; else a new one, which follows
        from the path.

        text_at: the fingerprint of the article at a path, empty where there is none.
        """
        relative = self.place.relative(path)
        derived = derived_id(relative, 0)
        known = self._records.of(self._database(derived))
        if known is not None and known.path == relative and fingerprint in ("", known.fingerprint):
            return derived
        self._mend()
        stores = (self, self._twin) if self._twin else (self,)
        here = [record for store in stores for record in store._records.at_path(relative)]
        here.sort(key=lambda one: (one.fingerprint != fingerprint, one.id != derived))
        if here and fingerprint in ("", here[0].fingerprint):
            return here[0].id
        alike = [
            record
            for store in stores
            for record in (store._records.with_fingerprint(fingerprint) if fingerprint else ())
            if record.path != relative
        ]
        for one in alike:
            there = self.place.absolute(one.path)
            if here:
                if text_at(there) in (other.fingerprint for other in here):
                    return one.id
            elif not there.exists() or self._is_anothers(one, text_at(there)):
                return one.id
        if here:
            return here[0].id
        if paragraphs and (near := self._nearest(paragraphs)):
            return near
        salt = 0
        while any(store._records.of(store._database(derived_id(relative, salt))) for store in stores):
            salt += 1
        return derived_id(relative, salt)

    def _is_anothers(self, record: ArticleRecord, text: str) -> bool:
        """Whether the text at an article's path is that of another one which was annotated there since."""
        there = self._records.at_path(record.path)
        return any(one.id != record.id and one.fingerprint == text != record.fingerprint for one in there)

    def _nearest(self, paragraphs: Sequence[str]) -> str | None:
        """The article whose file is gone and that is surely the one with these paragraphs."""
        records = [one for one in self.records() if one.paragraphs]
        gone = {one.id: one.paragraphs for one in records if not self.place.absolute(one.path).exists()}
        return the_same(paragraphs, gone, told_by_many([one.paragraphs for one in records])) if gone else None

    # Reading

    def load(self, article_id: str, *, quiet: bool = False) -> Kept:
        """What is kept of an article. A damaged database is rebuilt on the way. Errors: StoreError.

        quiet: nobody is told of what was mended; the next `load` says it.
        """
        self._expect_folder()
        if self.copies(article_id):
            self._fold_copies(article_id)
        storage = AtomicStorage(self._database(article_id))
        is_mended = True
        try:
            tables = storage.read()
            is_whole = tables is not None or not self._journal(article_id).exists()
        except StoreDamaged:
            tables, is_whole = None, False
        if not is_whole:
            storage, tables, is_mended = self._load_damaged(article_id)
        tables = self._with_twin(article_id, self._with_copies(article_id, tables or {}))
        found = _find(tables)
        notices = [] if quiet else self._unsaid.pop(article_id, [])
        if found.unknown:
            notices.append(
                f"{found.unknown} entries in {storage.path} are not understood; they are kept there."
            )
        is_too_new = is_newer(tables)
        if is_too_new:
            notices.append(f"A newer version of tread wrote {storage.path}; it can be read, not changed.")
        return Kept(
            record=_record(tables, article_id),
            annotations=_living(found.annotations.values()),
            tombstones=tuple(one for one in found.annotations.values() if one.deleted),
            signature=storage.signature,
            notices=tuple(notices),
            read_only=is_too_new or not is_mended,
        )

    def history(self, article_id: str) -> History:
        """What this installation can undo and redo in an article, after a restart too. Errors: StoreError."""
        tables = self._with_twin(article_id, AtomicStorage(self._database(article_id)).read() or {})
        return journal.history(self._journal(article_id), self.device, _find(tables).annotations)

    def signature(self, article_id: str) -> Signature | None:
        """A value that changes when anyone writes the article's annotations; None while there are none."""
        return signature(self._database(article_id))

    def copies(self, article_id: str) -> tuple[tuple[Path, Signature | None], ...]:
        """The copies of the article's files that sync programs have left, to tell when there are others."""
        files = (self._database(article_id), self._journal(article_id), self._surroundings(article_id))
        return tuple((copy, signature(copy)) for file in files for copy in conflicts.copies_of(file))

    def has_news(self, article_id: str) -> bool:
        """Whether the next `load` has something to tell the reader."""
        return article_id in self._unsaid

    # Writing

    def commit(
        self,
        record: ArticleRecord,
        step: Step,
        kind: journal.EntryKind = "do",
        around: Mapping[str, Surroundings] = MappingProxyType({}),
    ) -> tuple[Annotation, ...]:
        """Make a step durable; return the living annotations of the article as stored, in its order.

        record: the article as it is; it is stored too (alone, when the step changes nothing).
        kind: "undo" and "redo" mark a step that takes back or repeats another, for `history`.
        around: what stands around the annotations that the step puts somewhere; kept if it can be.

        What others changed since `Change.before` was read is merged, not overwritten. Errors: StoreLocked,
        StoreNewer, StoreError; then nothing was changed, and the same commit can be tried again.
        """
        self._expect_folder()
        for folder in (self._database(record.id).parent, self._journal(record.id).parent):
            make_folder(folder, self.place.boundary)
        self._was_there = True
        with locked(self.place.folder):
            for _ in range(WRITE_ATTEMPTS):
                with suppress(OutsideChangeError):
                    annotations = self._commit(record, step, kind)
                    self._keep_surroundings(record.id, around)
                    return annotations
        raise StoreError(
            f"{self._database(record.id)} was not written: another program keeps changing it.",
            "Close the program that writes it, and try again.",
        )

    def turn(self, article_id: str, batch: str, kind: Literal["undo", "redo"]) -> int:
        """Take back, or do again, what a batch did in one article; how many annotations that changes.

        What was done there since stays. Errors: as `commit`.
        """
        kept, history = self.load(article_id), self.history(article_id)
        step = (history.undo(batch) if kind == "undo" else history.redo(batch))[1]
        if step is None or kept.record is None:
            return 0
        there = {one.id: one for one in (*kept.annotations, *kept.tombstones)}
        step = step_again(step, there.get)
        if step.changes:
            self.commit(kept.record, step, kind)
        return len(step.changes)

    # What was done to several articles at once

    def batches(self) -> list[Batch]:
        """What this installation has done to several articles at once, as far as it is kept here."""
        return [batch for batch in batches.load(self._batches) if batch.device == self.device]

    def save_batch(self, batch: Batch) -> None:
        """Keep which articles of this place something is done to at once. Errors: StoreError."""
        batches.save(self._batches, self.place.boundary, batch)

    # What stood around them

    def surroundings(self, article_id: str, annotation_id: str) -> Surroundings | None:
        """What stood around an annotation where it was put; None where that was not kept."""
        found = surroundings.find(self._surroundings(article_id), annotation_id)
        if found is None and self._twin is not None:
            return self._twin.surroundings(article_id, annotation_id)
        return found

    def _keep_surroundings(self, article_id: str, around: Mapping[str, Surroundings]) -> None:
        path = self._surroundings(article_id)
        with suppress(StoreError):  # the annotation itself is on disk
            if around:
                make_folder(path.parent, self.place.boundary)
                surroundings.keep(path, around)

    # Drafts

    def save_draft(self, article_id: str, key: str, text: str) -> None:
        """Keep a note that is being written, durably. Errors: StoreError."""
        self._expect_folder()
        drafts.save(self._drafts, self.place.boundary, _stem(article_id), key, text)

    def hand_out_draft(self, article_id: str, key: str, text: str) -> Path:
        """Keep a note that is being written, and give out a file of it for another program to edit.

        Errors: StoreError.
        """
        self._expect_folder()
        return drafts.hand_out(self._drafts, self.place.boundary, _stem(article_id), key, text)

    def load_drafts(self, article_id: str) -> dict[str, str]:
        """The notes that were being written: key -> text."""
        others = self._twin.load_drafts(article_id) if self._twin else {}
        return {**others, **drafts.load(self._drafts, _stem(article_id))}

    def drop_draft(self, article_id: str, key: str) -> None:
        """Forget a draft. Errors: StoreError."""
        drafts.drop(self._drafts, _stem(article_id), key)
        if self._twin is not None:
            with suppress(StoreError):  # it may be one that cannot be written
                self._twin.drop_draft(article_id, key)

    # Where things are

    def _expect_folder(self) -> None:
        """StoreError where the store was there and is gone, or its library is, as when a drive is unplugged:
        what was made in its stead would be hidden when it is plugged in again."""
        top = self.place.folder if self._was_there else self.place.boundary
        if self._was_there or top == self.place.root:
            with in_words(self.place.folder, "reached"):
                if not top.is_dir():
                    raise FileNotFoundError(errno.ENOENT, "")

    @property
    def _batches(self) -> Path:
        return self.place.folder / "journal" / "batches"

    @property
    def _drafts(self) -> Path:
        return self.place.folder / "drafts"

    def _database(self, article_id: str) -> Path:
        return self._shard(ANNOTATIONS, article_id) / f"{_stem(article_id)}.json"

    def _journal(self, article_id: str) -> Path:
        return self._shard("journal", article_id) / f"{_stem(article_id)}.jsonl"

    def _surroundings(self, article_id: str) -> Path:
        return self._shard("surroundings", article_id) / f"{_stem(article_id)}.jsonl"

    def _shard(self, name: str, article_id: str) -> Path:
        return self.place.folder / name / _stem(article_id)[:2]

    # Under the lock

    def _commit(self, record: ArticleRecord, step: Step, kind: journal.EntryKind) -> tuple[Annotation, ...]:
        storage, written = self._open(record.id)
        tables = self._with_twin(record.id, written)
        if is_newer(tables):
            raise StoreNewer(
                f"{storage.path} was written by a newer version of tread; it was not changed.",
                "Update tread to annotate this article.",
            )
        found = _find(tables)
        now = to_stored(self._now())
        stored = dict(found.annotations)
        number = next_number(stored.values(), self.device, now)
        changes = []
        for change in step.changes:
            before = stored.get(change.id)
            stored[change.id] = after = apply(_as_stored(change), before, now, self.device, number)
            if after is not before:  # else it is there: this commit is tried again
                changes.append(Change(before, after))
        touched = {change.id: stored[change.id] for change in changes}
        record = _remembering(_record(tables, record.id), record, stored.values())
        changed = _with_changes(tables, record, touched, found.numbers, now)
        # After the change, whose author had not seen them.
        copies = conflicts.read_copies(storage.path)
        changed = conflicts.folded(changed, copies)
        is_other = changed != written
        if storage.signature is not None and is_other:
            self._back_up(record.id, now)
        size = None
        if is_other or changes:
            path = self._journal(record.id)
            entry = journal.Entry(
                kind,
                self.device,
                step._replace(changes=tuple(changes)),
                _without_paragraphs(record),
                voids_previous=not journal.is_last_reached(path, self.device, found.annotations),
            )
            size = journal.append(path, entry, now)
        if is_other or record.id in self._doubted:
            try:
                storage.write(changed)
            except (StoreError, OutsideChangeError):
                if signature(storage.path) != storage.signature:
                    self._doubted.add(record.id)
                elif size is not None:
                    with suppress(StoreError):
                        journal.take_back(self._journal(record.id), size)
                raise
            self._doubted.discard(record.id)
        annotations = _find(changed).annotations if copies else stored
        if size is not None and compaction.is_due(size, storage.signature[1] if storage.signature else 0):
            with suppress(StoreError):  # the change is on disk, and the next one tries this again
                compaction.compact(
                    self._journal(record.id),
                    self.device,
                    annotations.values(),
                    _without_paragraphs(record),
                    now,
                )
        if copies:
            self._back_up(record.id, now, again=True)  # what came in is not in this journal
        self._put_aside(record.id, copies)
        let_go(changed, tables, written)
        return _living(annotations.values())

    def _fold_copies(self, article_id: str) -> None:
        """Merge in what sync programs have left, and put it aside; the next `load` says so."""
        try:
            with locked(self.place.folder):
                storage, written = self._open(article_id)
                copies = [] if is_newer(written) else conflicts.read_copies(storage.path)
                changed = conflicts.folded(written, copies)
                if changed != written:
                    make_folder(storage.path.parent, self.place.boundary)
                    storage.write(changed)
                    self._back_up(article_id, self._now(), again=True)
                self._put_aside(article_id, copies)
        except (StoreError, OutsideChangeError) as error:
            self._say(article_id, f"Copies that a sync program left could not be merged in on disk: {error}")

    def _with_copies(self, article_id: str, tables: Tables) -> Tables:
        """The tables with what could not be folded in on disk."""
        if is_newer(tables):
            return tables
        return conflicts.folded(tables, conflicts.read_copies(self._database(article_id)))

    def _put_aside(self, article_id: str, copies: Sequence[conflicts.Copy]) -> None:
        """Move copies that have been merged in out of the way, and those of the journal; it is no harm where
        they stay, since merging them again changes nothing."""
        try:
            kept = conflicts.put_aside(copies, self.place.folder, self.place.boundary)
            for file in (self._journal(article_id), self._surroundings(article_id)):
                conflicts.unite_lines(file, self.place.folder, self.place.boundary)
        except StoreError as error:
            self._say(article_id, f"Copies that a sync program left stay where they are: {error}")
        else:
            if kept:
                self._say(article_id, conflicts.told(kept))

    def _open(self, article_id: str) -> tuple[AtomicStorage, Tables]:
        """Read a database; put a damaged one aside and rebuild it, which the next `load` says."""
        storage = AtomicStorage(self._database(article_id))
        damaged = b""
        try:
            tables = storage.read()
            if tables is not None:
                return storage, tables
        except StoreDamaged:
            with in_words(storage.path, "read"):
                damaged = storage.path.read_bytes()
        if (both := conflicts.merged_sides(damaged)) is not None:
            self._write_sides(article_id, storage, damaged, both)
            return storage, both
        rebuilt = self._rebuilt(article_id, damaged)
        if storage.signature is None and not rebuilt:
            return storage, {}
        if storage.signature is None:
            self._say(
                article_id, f"{storage.path} was missing; it was rebuilt from the journal and the backup."
            )
        else:
            kept = keep_damaged(
                self.place.folder / "damaged", self.place.boundary, _stem(article_id), damaged
            )
            self._say(
                article_id,
                f"{storage.path} was damaged; it was rebuilt from the journal and the backup"
                f" ({len(rebuilt.get(ANNOTATIONS, {}))} annotations). The damaged file is kept as {kept}.",
            )
        storage.write(rebuilt)
        self._back_up(article_id, self._now(), again=True)
        return storage, rebuilt

    def _write_sides(self, article_id: str, storage: AtomicStorage, data: bytes, both: Tables) -> None:
        """Replace a database that git has left with conflict markers by both sides merged."""
        folder, boundary = self.place.folder / "conflicts", self.place.boundary
        kept = keep_damaged(folder, boundary, _stem(article_id), data)
        storage.write(both)
        for file in (self._journal(article_id), self._surroundings(article_id)):
            conflicts.unite_lines(file, self.place.folder, boundary, has_markers=True)
        self._say(
            article_id,
            f"Both sides of a conflict in git were merged; the file with its markers is kept as {kept}.",
        )

    def _with_twin(self, article_id: str, tables: Tables) -> Tables:
        """What this store and its twin hold of an article; a commit writes it all here."""
        if self._twin is None:
            return tables
        try:
            others = AtomicStorage(self._twin._database(article_id)).read()
            others = self._twin._with_copies(article_id, others or {})
        except StoreDamaged:
            others = self._twin._load_damaged(article_id)[1]
        except StoreError as error:
            self._say(article_id, str(error))
            others = None
        return joined(tables, others) if others else tables

    def _say(self, article_id: str, notice: str) -> None:
        self._unsaid.setdefault(article_id, []).append(notice)

    def _load_damaged(self, article_id: str) -> tuple[AtomicStorage, Tables, bool]:
        """As `_open`, without the lock; False where it could be mended in memory only."""
        try:
            with locked(self.place.folder):
                return *self._open(article_id), True
        except (StoreError, OutsideChangeError) as error:
            storage = AtomicStorage(self._database(article_id))
            try:
                damaged = storage.path.read_bytes()
            except OSError:
                damaged = b""
            self._say(article_id, f"{storage.path} is damaged, and could not be rebuilt on disk: {error}")
            return storage, self._rebuilt(article_id, damaged), False

    def _mend(self) -> None:
        """Rebuild the databases that are damaged or missing, once; the next `load` of each says so."""
        if self._is_mended:
            return
        self._is_mended = True
        journals = {f"a-{path.stem}" for path in self.place.folder.glob("journal/*/*.jsonl")}
        missing = {one for one in journals if _ARTICLE_ID.fullmatch(one) and not self._database(one).exists()}
        for article_id in sorted(missing.union(filter(_ARTICLE_ID.fullmatch, self._records.unread()))):
            self._load_damaged(article_id)
        for name in (ANNOTATIONS, "journal", "surroundings"):
            for stem in sorted(conflicts.stems_with_copies(self.place.folder / name)):
                self._fold_copies(f"a-{stem}")

    def _rebuilt(self, article_id: str, damaged: bytes) -> Tables:
        backups = backups_of(self._shard("backup", article_id), _stem(article_id))
        return rebuild(damaged, backups, self._journal(article_id))

    def _back_up(self, article_id: str, now: datetime, *, again: bool = False) -> None:
        """Keep the day's first good copy of a database; `again`: also where the day has one."""
        folder, stem = self._shard("backup", article_id), _stem(article_id)
        if again or not is_backed_up(folder, stem, now.date()):
            database = self._database(article_id)
            with in_words(database, "read"):
                data = database.read_bytes()
            back_up(folder, self.place.boundary, stem, now.date(), data)


def _stem(article_id: str) -> str:
    if not _ARTICLE_ID.fullmatch(article_id):
        raise ValueError(f"{article_id!r} is no article's id")
    return article_id[2:]


def _find(tables: Tables) -> _Found:
    annotations: dict[str, Annotation] = {}
    numbers: dict[str, int] = {}
    unknown = 0
    for number, document in tables.get(ANNOTATIONS, {}).items():
        try:
            annotation = decode(document)
        except ValueError:
            unknown += 1
        else:
            twin = annotations.get(annotation.id)
            annotations[annotation.id] = settle(annotation, twin) if twin else annotation
            numbers[annotation.id] = int(number)
    return _Found(annotations, numbers, unknown)


def _living(annotations: Iterable[Annotation]) -> tuple[Annotation, ...]:
    living = [one for one in annotations if one.deleted is None]
    # Piece by piece: sorting thousands in one call would hold Python's lock, and the screen, all the while.
    pieces = [
        sorted(living[start : start + _SORTED_AT_ONCE], key=_order)
        for start in range(0, len(living), _SORTED_AT_ONCE)
    ]
    return tuple(heapq.merge(*pieces, key=_order))


def _order(annotation: Annotation) -> tuple[Position, Position, datetime, str]:
    """As the article reads; notes on the whole article first."""
    start = annotation.anchor.range.start if annotation.anchor else Position(-1, 0)
    end = annotation.anchor.range.end if annotation.anchor else Position(-1, 0)
    return (start, end, annotation.created, annotation.id)


def _record(tables: Tables, article_id: str) -> ArticleRecord | None:
    try:
        return decode_record({**tables[ARTICLE][RECORD_NUMBER], "id": article_id})
    except (KeyError, ValueError):
        return None


def _as_stored(change: Change) -> Change:
    """The change as it comes back from the store, so that what was read and what is new compare equal."""

    def state(annotation: Annotation | None) -> Annotation | None:
        return None if annotation is None else decode(json.loads(json.dumps(encode(annotation))))

    return Change(state(change.before), state(change.after))


def _remembering(
    known: ArticleRecord | None, record: ArticleRecord, annotations: Iterable[Annotation]
) -> ArticleRecord:
    """The record with the earlier editions that annotations were made in."""
    if known is None or known.paragraphs == record.paragraphs:
        return record._replace(earlier=known.earlier if known else ())
    anchors = [one.anchor for one in annotations if one.anchor]
    return record._replace(earlier=worth_remembering(known.editions, record.paragraphs, anchors))


def _without_paragraphs(record: ArticleRecord) -> dict[str, Any]:
    return encode_record(record._replace(paragraphs=(), earlier=()))


def _with_changes(
    tables: Tables,
    record: ArticleRecord,
    changed: Mapping[str, Annotation],
    numbers: Mapping[str, int],
    now: datetime,
) -> Tables:
    """The tables with these annotations and this record in them; the rest is kept."""
    documents = {numbers.get(id_, document_number(id_)): encode(one) for id_, one in changed.items()}
    # TinyDB copies all it is given; what is kept stays the same objects, which are equal at sight.
    touched = {ARTICLE: (int(RECORD_NUMBER),), ANNOTATIONS: tuple(documents)}
    copy = PrivateCopy(
        {
            name: {str(one): tables[name][str(one)] for one in ones if str(one) in tables[name]}
            for name, ones in touched.items()
            if name in tables
        }
    )
    known = {**tables.get(ARTICLE, {}).get(RECORD_NUMBER, {})}
    before = dict(known)
    known.pop("earlier", None)
    article = {**known, **encode_record(record)}
    if article != before:
        article["seen"] = encode_time(now)  # of two machines' records the later one stands
    _put(Table(copy, ARTICLE, cache_size=0), {int(RECORD_NUMBER): article})
    if documents:
        _put(Table(copy, ANNOTATIONS, cache_size=0), documents)
    return tables | {name: tables.get(name, {}) | table for name, table in copy.tables.items()}


def _put(table: Table, documents: Mapping[int, Mapping[str, Any]]) -> None:
    """Replace these documents whole; `upsert` would leave the keys that are gone."""
    table.remove(doc_ids=[number for number in documents if table.contains(doc_id=number)])
    table.insert_multiple(StoredDocument(document, number) for number, document in documents.items())
