"""One thing done to several articles: carried out, taken back and done again through the store.

A batch is a step in each of its articles, all under one id, so that it is undone as one, after a restart
too (`tread.store.batches`). Works on what the stores keep, without reading an article; what is done to an
article that is open goes through its `Reading`, under the same id. Imported by the command line and the
reader.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from tread.core.carry import step_on
from tread.core.history import Change, Step
from tread.errors import StoreError
from tread.store.batches import Batch
from tread.store.identity import new_id

if TYPE_CHECKING:
    from tread.core.annotation import Annotation
    from tread.store.codec import ArticleRecord
    from tread.store.place import StorePlace
    from tread.store.repository import Store

Way = Literal["undo", "redo"]


class Part(NamedTuple):
    """What is done in one article."""

    store: Store
    record: ArticleRecord
    step: Step

    @property
    def path(self) -> Path:
        """Where the article is, or was."""
        return self.store.place.absolute(self.record.path)


class Done(NamedTuple):
    """What a batch came to: how many annotations in how many articles, and which could not be written."""

    annotations: int = 0
    articles: int = 0
    failures: tuple[tuple[Path, StoreError], ...] = ()


def new_batch_id() -> str:
    """An id for what is going to be done."""
    return new_id(datetime.now(UTC))


def part_of(
    store: Store,
    article_id: str,
    ids: Collection[str],
    label: str,
    change: Callable[[Iterable[Annotation]], Sequence[Change]],
) -> Part | None:
    """What is to be done to some annotations of an article; None where that comes to nothing.

    Errors: StoreError.
    """
    kept = store.load(article_id)
    if kept.record is None:
        return None
    there = {one.id: one for one in kept.annotations}
    changes = change(there[one] for one in ids if one in there)
    step = step_on(Step(label, tuple(changes)), there.get)
    return Part(store, kept.record, step) if step.changes else None


def carry_out(
    batch_id: str, told: str, parts: Sequence[Part], opened: Mapping[Store, Sequence[str]] | None = None
) -> Done:
    """Do the parts of a batch. An article that cannot be written does not hold up the others.

    told: what is done, in words. opened: the ids of articles whose part is done elsewhere, by their store.
    Errors: StoreError, where it cannot be kept which articles are meant; then nothing has been done.
    """
    stores = {store.place: store for store in (*(opened or {}), *(part.store for part in parts))}
    articles: dict[StorePlace, list[str]] = {place: [] for place in stores}
    for opened_in, ids in (opened or {}).items():
        articles[opened_in.place] += ids
    for part in parts:
        articles[part.store.place].append(part.record.id)
    now = datetime.now(UTC)
    for place, ids in articles.items():
        store = stores[place]
        store.save_batch(Batch(batch_id, store.device, told, tuple(ids), now, now))
    done = Done()
    for part in parts:
        try:
            part.store.commit(part.record, part.step._replace(batch=batch_id))
        except StoreError as error:
            done = done._replace(failures=(*done.failures, (part.path, error)))
        else:
            done = Done(done.annotations + len(part.step.changes), done.articles + 1, done.failures)
    return done


def find(stores: Iterable[Store], way: Way, batch_id: str = "") -> list[tuple[Store, Batch]]:
    """What is to be undone or done again next: the batch, in each store that has articles of it.

    batch_id: that one, instead of the next. Empty where there is none.
    """
    kept = [(store, batch) for store in stores for batch in store.batches()]
    if not batch_id:
        last = max((batch.at for _, batch in kept), default=None)
        wanted = [batch for _, batch in kept if batch.is_undone == (way == "redo")]
        if way == "redo":
            # What was done since forgets what could be done again.
            wanted = [batch for batch in wanted if last is not None and batch.turned >= last]
        chosen = max(wanted, key=lambda batch: batch.at if way == "undo" else batch.turned, default=None)
        batch_id = chosen.id if chosen else ""
    return [(store, batch) for store, batch in kept if batch.id == batch_id]


def turn(
    found: Iterable[tuple[Store, Batch]], way: Way, leave: Collection[tuple[StorePlace, str]] = ()
) -> Done:
    """Take a batch back, or do it again; leave: the articles where that is done elsewhere, by place and id.

    Errors: StoreError.
    """
    done = Done()
    for store, batch in found:
        store.save_batch(batch._replace(is_undone=way == "undo", turned=datetime.now(UTC)))
        for article_id in batch.articles:
            if (store.place, article_id) in leave:
                continue
            try:
                changed = store.turn(article_id, batch.id, way)
            except StoreError as error:
                done = done._replace(failures=(*done.failures, (store.place.root / article_id, error)))
            else:
                done = Done(done.annotations + changed, done.articles + bool(changed), done.failures)
    return done
