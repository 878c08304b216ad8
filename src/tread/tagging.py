"""The tags of a library: counted, and renamed over all its articles.

Works on what the stores keep, without reading an article; it writes through the store only, a step an
article, so that each can be undone there. Imported by the command line and the reader.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tread.core.tags import renaming
from tread.errors import StoreError
from tread.library import Library
from tread.store.place import canonical

if TYPE_CHECKING:
    from tread.store.codec import ArticleRecord
    from tread.store.repository import Kept, Store


class TagCount(NamedTuple):
    """A tag as it is used: by how many annotations, in how many articles."""

    tag: str
    annotations: int
    articles: int


class Renamed(NamedTuple):
    """What a renaming came to.

    known: the tags there were before. failures: the articles that could not be changed, and why.
    """

    annotations: int = 0
    articles: int = 0
    known: frozenset[str] = frozenset()
    failures: tuple[tuple[Path, StoreError], ...] = ()


def count_tags(library: Library, path: Path) -> list[TagCount]:
    """The tags of the article, or of the articles below the folder, at `path`, the most used first.

    Errors: StoreError.
    """
    annotations, articles = Counter[str](), Counter[str]()
    for _, _, kept in _kept(library, path):
        used = Counter(tag for annotation in kept.annotations for tag in annotation.tags)
        annotations.update(used)
        articles.update(used.keys())
    counts = (TagCount(tag, count, articles[tag]) for tag, count in annotations.items())
    return sorted(counts, key=lambda one: (-one.annotations, one.tag))


def rename_tag(library: Library, path: Path, old: str, new: str, leave: Collection[Path] = ()) -> Renamed:
    """Give a tag another name wherever it stands; where both stand, they become one. In notes too.

    leave: articles that are not touched. An article that cannot be written does not hold up the others.
    Errors: StoreError.
    """
    left = {canonical(one) for one in leave}
    annotations, articles = 0, 0
    known: set[str] = set()
    failures: list[tuple[Path, StoreError]] = []
    for store, record, kept in _kept(library, path):
        known.update(tag for annotation in kept.annotations for tag in annotation.tags)
        if (where := store.place.absolute(record.path)) in left:
            continue
        step = renaming(kept.annotations, old, new)
        if not step.changes:
            continue
        try:
            store.commit(record, step)
        except StoreError as error:
            failures.append((where, error))
            continue
        annotations += len(step.changes)
        articles += 1
    return Renamed(annotations, articles, frozenset(known), tuple(failures))


def _kept(library: Library, path: Path) -> Iterator[tuple[Store, ArticleRecord, Kept]]:
    """What the stores keep of every annotated article at or below a path."""
    below = canonical(path)
    for store in library.stores_at(path):
        for record in store.records():
            if store.place.absolute(record.path).is_relative_to(below):
                yield store, record, store.load(record.id)
