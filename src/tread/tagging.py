"""The tags of a library: counted, and renamed over all its articles.

Works on what the stores keep, without reading an article. A renaming is a batch (`tread.batches`), which is
undone as one. Imported by the command line and the reader.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tread.batches import Done, Part, carry_out, new_batch_id
from tread.core.tags import renaming
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


def count_tags(library: Library, path: Path) -> list[TagCount]:
    """The tags of the article, or of the articles below the folder, at `path`, the most used first.

    Errors: StoreError.
    """
    annotations, articles = Counter[str](), Counter[str]()
    for tag, number in _used(library, path):
        annotations[tag] += number
        articles[tag] += 1
    counts = (TagCount(tag, count, articles[tag]) for tag, count in annotations.items())
    return sorted(counts, key=lambda one: (-one.annotations, one.tag))


def renaming_parts(
    library: Library, path: Path, old: str, new: str, leave: Collection[Path] = ()
) -> tuple[list[Part], frozenset[str]]:
    """What a renaming of a tag comes to in each article where it stands; and the tags that there are.

    leave: articles that are not touched. Errors: StoreError.
    """
    left = {canonical(one) for one in leave}
    parts: list[Part] = []
    known: set[str] = set()
    for store, record, kept in _kept(library, path):
        known.update(tag for annotation in kept.annotations for tag in annotation.tags)
        if store.place.absolute(record.path) not in left:
            step = renaming(kept.annotations, old, new)
            if step.changes:
                parts.append(Part(store, record, step))
    return parts, frozenset(known)


def rename_tag(library: Library, path: Path, old: str, new: str) -> tuple[Done, frozenset[str]]:
    """Give a tag another name wherever it stands; where both stand, they become one. In notes too.

    What that came to, and the tags there were before. An article that cannot be written does not hold up the
    others. Errors: StoreError.
    """
    parts, known = renaming_parts(library, path, old, new)
    if not parts:
        return Done(), known
    return carry_out(new_batch_id(), parts[0].step.label, parts), known


def _kept(library: Library, path: Path) -> Iterator[tuple[Store, ArticleRecord, Kept]]:
    """What the stores keep of every annotated article at or below a path."""
    below = canonical(path)
    for store in library.stores_at(path):
        yield from ((store, record, store.load(record.id)) for record in _below(store, below))


def _below(store: Store, folder: Path) -> Iterator[ArticleRecord]:
    return (one for one in store.records() if store.place.absolute(one.path).is_relative_to(folder))


def _used(library: Library, path: Path) -> Iterator[tuple[str, int]]:
    """The tags of each article at or below a path, with how many of its annotations carry them."""
    below = canonical(path)
    for place in library.places_at(path):
        notes = library.notes_in(place)
        known = notes.tags() if notes else None
        if known is None:
            store = library.store_in(place)
            for record in _below(store, below):
                kept = store.load(record.id)
                yield from Counter(tag for one in kept.annotations for tag in one.tags).items()
        else:
            for tag, relative, number in known:
                if relative and place.absolute(relative).is_relative_to(below):
                    yield tag, number
