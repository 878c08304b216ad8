"""The notes of many articles as one list: which are wanted, and under which heading each stands. Pure.

100,000 of them are gone through a slice at a time (`Sifter.take`), so that whoever shows them can do
something else between two slices. Letters that are added to a filter go on in what was found before
(`Sieve`). Nothing is ever sorted as a whole: notes come in the order of their articles, and are laid into
groups.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from tread.core.filter import Facts, Filter, folded
from tread.core.listing import colour_rank

Grouping = Literal["article", "tag", "colour", "day"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)


class Note(NamedTuple):
    """An annotation of some article, as it is listed.

    path: of the article. title: as it is shown, clean. is_gone: the article's file is not there.
    quote, text: how the quote and the note begin, on one row, clean. day: when it was made, "2026-11-20".
    facts: what a filter asks. store, article: the folder of the store that keeps it, the article's id there.
    """

    id: str
    path: str
    title: str
    is_gone: bool
    kind: str
    colour: str | None
    quote: str
    text: str
    tags: tuple[str, ...]
    heading: str
    day: str
    facts: Facts
    store: str
    article: str


class Listed(NamedTuple):
    """A list of notes. rows: their indexes; one with two tags has two rows among the tags.

    starts: the heading of each group, by its first row.
    """

    rows: list[int]
    starts: Mapping[int, str]


class Sifter:
    """Notes being gone through: those that are wanted, in groups.

    colour_names: what a colour is called. taken: how many have been gone through; found: the wanted ones.
    """

    def __init__(
        self,
        wanted: Filter,
        grouping: Grouping,
        colour_names: Mapping[str, str],
        wider: Sifter | None = None,
    ) -> None:
        """wider: one that is through, whose filter this one narrows: only what it found is gone through."""
        self.wanted = wanted
        self.taken = 0
        self.found: list[int] = []
        self._among = None if wider is None else wider.found
        self._grouping = grouping
        self._names = colour_names
        self._groups: dict[str, list[int]] = {}
        self._gone: dict[str, list[int]] = {}
        self._titles: dict[str, str] = {}

    def finds(self, wanted: Filter, grouping: Grouping) -> bool:
        """Whether it finds these, in these groups."""
        return (self.wanted.tests, self._grouping) == (wanted.tests, grouping)

    def is_through(self, notes: Sequence[Note]) -> bool:
        """Whether none of the notes is left."""
        return self.taken >= len(notes if self._among is None else self._among)

    def take(self, notes: Sequence[Note], number: int) -> None:
        """Go through the next so many notes."""
        holds, start = self.wanted.holds, self.taken
        if self._among is None:
            self.taken = min(start + number, len(notes))
            found = [index for index in range(start, self.taken) if holds(notes[index].facts)]
        else:
            among = self._among[start : start + number]
            self.taken += len(among)
            found = [index for index in among if holds(notes[index].facts)]
        self.found += found
        self._put(found, notes)

    def listed(self) -> Listed:
        """What has been found so far."""
        rows: list[int] = []
        starts: dict[int, str] = {}
        for key in (*self._in_order(), *self._gone):
            starts[len(rows)] = self._heading(key)
            rows += self._groups.get(key) or self._gone[key]
        return Listed(rows, starts)

    def _put(self, found: Iterable[int], notes: Sequence[Note]) -> None:
        """Lay notes into their groups."""
        groups = self._groups
        match self._grouping:
            case "article":
                path, group = "", list[int]()
                for index in found:
                    note = notes[index]
                    if note.path != path:
                        path, group = note.path, self._group_of_article(note)
                    group.append(index)
            case "tag":
                for index in found:
                    for tag in notes[index].tags or ("",):
                        groups.setdefault(tag, []).append(index)
            case "colour":
                for index in found:
                    groups.setdefault(notes[index].colour or "", []).append(index)
            case _:
                for index in found:
                    groups.setdefault(notes[index].day, []).append(index)

    def _group_of_article(self, note: Note) -> list[int]:
        self._titles[note.path] = f"{note.title}, whose file is gone" if note.is_gone else note.title
        return (self._gone if note.is_gone else self._groups).setdefault(note.path, [])

    def _in_order(self) -> Sequence[str]:
        match self._grouping:
            case "article":
                return list(self._groups)
            case "tag":
                return sorted(self._groups, key=lambda tag: (not tag, folded(tag), tag))
            case "colour":
                return sorted(self._groups, key=lambda colour: colour_rank(colour or None))
            case _:
                return sorted(self._groups, reverse=True)

    def _heading(self, key: str) -> str:
        match self._grouping:
            case "article":
                return self._titles[key]
            case "tag":
                return f"#{key}" if key else "No tag"
            case "colour":
                return self._names.get(key) or key or "No colour"
            case _:
                return key


class Sieve:
    """Filters that are typed letter by letter, each set into the one before: a narrower one goes through no
    more than the wider one has found, and what is wider again has been found already."""

    def __init__(self, colour_names: Mapping[str, str]) -> None:
        self._names = colour_names
        self._through: list[Sifter] = []

    def forget(self) -> None:
        """There are other notes."""
        self._through = []

    def sifter(self, wanted: Filter, grouping: Grouping) -> Sifter:
        """What finds the notes that are wanted: one that has found them, where there is one."""
        through = self._through
        while through and not wanted.narrows(through[-1].wanted):
            through.pop()
        if through and through[-1].finds(wanted, grouping):
            return through[-1]
        return Sifter(wanted, grouping, self._names, through[-1] if through else None)

    def keep(self, sifter: Sifter) -> None:
        """One is through with all the notes there are."""
        through = self._through
        while through and through[-1].wanted.tests == sifter.wanted.tests:
            through.pop()
        through.append(sifter)
