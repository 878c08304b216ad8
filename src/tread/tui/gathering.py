"""The notes of every article of the library, read from its stores a part at a time; called from workers.

What was read is kept, and read again only where an article's database has changed. Touches no widget.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tread.core.clean import clean_line
from tread.core.filter import facts_of
from tread.core.gathered import Note
from tread.errors import StoreError
from tread.store.colours import read_names
from tread.store.place import StorePlace, canonical, derived_id
from tread.walk import scan

if TYPE_CHECKING:
    from tread.core.annotation import Annotation
    from tread.store.disk import Signature
    from tread.store.repository import Store
    from tread.tui.desk import Desk

_SHOWN_CHARACTERS = 400
"""How much of a quote or a note is listed; all of it is searched."""


class Part(NamedTuple):
    """The notes of one article, or why they could not be read."""

    notes: list[Note]
    trouble: str = ""


class Gatherer:
    """Reads the notes of a library.

    folders: those that were opened. articles: files that were opened by themselves; without a folder, the
    library is all that is kept where their notes are.
    """

    def __init__(self, desk: Desk, folders: Iterable[Path], articles: Iterable[Path]) -> None:
        self._desk = desk
        self._folders = tuple(folders)
        self._articles = tuple(articles)
        self._places: dict[str, StorePlace] = {}
        self._known: dict[tuple[StorePlace, str], tuple[Signature | None, list[Note]]] = {}

    def store(self, folder: str) -> Store:
        """The store that notes came from, by its folder."""
        return self._desk.store(self._places[folder])

    def colour_names(self) -> Mapping[str, str]:
        """What the library calls its colours; quick."""
        opened = (*self._folders, *self._articles)
        return read_names(self._desk.place_of(opened[0]))[0] if opened else {}

    def parts(self) -> Iterator[Part]:
        """The notes of one article after the other: in the order of the library, then those of articles that
        have another name by now, or are gone."""
        paths = dict.fromkeys(path for folder in self._folders for path in scan(folder).articles)
        paths |= dict.fromkeys(self._articles)
        named: dict[Path, Path] = {}
        places: dict[Path, StorePlace] = {}
        left: dict[StorePlace, dict[str, None]] = {}
        for folder in self._folders:
            self._look(self._desk.place_of(folder), left)
        for path, absolute in zip(paths, _canonical(paths), strict=True):
            named[absolute] = path
            if path.parent not in places:
                places[path.parent] = self._desk.place_of(path)
                self._look(places[path.parent], left)
            place = places[path.parent]
            if left[place] and (article_id := derived_id(place.relative(path))) in left[place]:
                del left[place][article_id]
                yield self._part(place, article_id, {absolute: path})
        for place, ids in left.items():
            for article_id in ids:
                yield self._part(place, article_id, named)

    def _look(self, place: StorePlace, left: dict[StorePlace, dict[str, None]]) -> None:
        if place not in left:
            self._places[str(place.folder)] = place
            ids = self._desk.store(place).article_ids() if place.is_there else ()
            left[place] = dict.fromkeys(ids)

    def _part(self, place: StorePlace, article_id: str, named: Mapping[Path, Path]) -> Part:
        store = self._desk.store(place)
        try:
            signature = store.signature(article_id)
            known = self._known.get((place, article_id))
            if known is not None and known[0] == signature is not None and all(map(_still, known[1][:1])):
                return Part(known[1])
            notes = self._notes(store, article_id, named)
        except StoreError as error:
            return Part([], str(error))
        self._known[place, article_id] = (signature, notes)
        return Part(notes)

    def _notes(self, store: Store, article_id: str, named: Mapping[Path, Path]) -> list[Note]:
        kept = store.load(article_id)
        if kept.record is None:
            # Its database was damaged, and what is left of it does not tell whose it is.
            lost = store.place.root / article_id
            return [_note(one, lost, article_id, True, store, article_id) for one in kept.annotations]
        absolute = store.place.absolute(kept.record.path)
        path = named.get(absolute) or named.get(canonical(absolute))
        if path is None:
            if not self._is_opened(absolute):
                return []
            path = absolute
        title = clean_line(kept.record.title) or clean_line(path.name)
        is_gone = not path.exists()
        return [_note(one, path, title, is_gone, store, article_id) for one in kept.annotations]

    def _is_opened(self, path: Path) -> bool:
        if not self._folders:
            return True
        return any(path.is_relative_to(canonical(folder)) for folder in self._folders)


def _still(note: Note) -> bool:
    """Whether the file of an article is there, or gone, as it was."""
    return note.is_gone != Path(note.path).exists()


def _canonical(paths: Iterable[Path]) -> Iterator[Path]:
    """As `canonical`, each folder looked at once."""
    folders: dict[Path, Path] = {}
    for path in paths:
        if path.parent not in folders:
            folders[path.parent] = path.parent.resolve()
        yield folders[path.parent] / path.name


def _note(
    annotation: Annotation, path: Path, title: str, is_gone: bool, store: Store, article_id: str
) -> Note:
    quote = annotation.anchor.quote.exact if annotation.anchor else ""
    return Note(
        id=annotation.id,
        path=str(path),
        title=title,
        is_gone=is_gone,
        kind=annotation.kind,
        colour=annotation.colour,
        quote=clean_line(quote[:_SHOWN_CHARACTERS]),
        text=clean_line(annotation.note[:_SHOWN_CHARACTERS]),
        tags=tuple(clean_line(tag) for tag in annotation.tags),
        heading=clean_line(annotation.heading),
        day=annotation.created.astimezone().date().isoformat(),
        facts=facts_of(annotation, title),
        store=str(store.place.folder),
        article=article_id,
    )
