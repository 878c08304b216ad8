"""The notes of many articles as one list: which are wanted, and under which heading each stands. Pure.

100,000 of them are gone through a slice at a time (`Sifter.take`), so that whoever shows them can do
something else between two slices. Nothing is ever sorted as a whole: notes come in the order of their
articles, and are laid into groups.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from tread.core.filter import Facts, Filter, folded
from tread.core.listing import colour_rank

Grouping = Literal["article", "tag", "colour", "day"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)


class Note(NamedTuple):
    """An annotation of some article, as it is listed.

    path: of the article. title: as it is shown, clean. is_gone: the article's file is not there.
    quote, text: how the quote and the note begin, on one row, clean. day: when it was made, "2026-11-20".
    facts: what a filter asks.
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


class Listed(NamedTuple):
    """A list of notes. rows: their indexes; one with two tags has two rows among the tags.

    starts: the heading of each group, by its first row.
    """

    rows: list[int]
    starts: Mapping[int, str]


class Sifter:
    """Notes being gone through: those that are wanted, in groups.

    colour_names: what a colour is called. taken: how many have been gone through; found: how many are wanted.
    """

    def __init__(self, wanted: Filter, grouping: Grouping, colour_names: Mapping[str, str]) -> None:
        self.taken = 0
        self.found = 0
        self._wanted = wanted
        self._grouping = grouping
        self._names = colour_names
        self._groups: dict[str, list[int]] = {}
        self._gone: dict[str, list[int]] = {}
        self._titles: dict[str, str] = {}

    def take(self, notes: Sequence[Note], number: int) -> None:
        """Go through the next so many notes."""
        holds, keys_of = self._wanted.holds, self._keys
        end = min(self.taken + number, len(notes))
        for index in range(self.taken, end):
            note = notes[index]
            if not holds(note.facts):
                continue
            self.found += 1
            groups = self._gone if note.is_gone and self._grouping == "article" else self._groups
            for key in keys_of(note):
                groups.setdefault(key, []).append(index)
        self.taken = end

    def listed(self) -> Listed:
        """What has been found so far."""
        rows: list[int] = []
        starts: dict[int, str] = {}
        for key in (*self._in_order(), *self._gone):
            starts[len(rows)] = self._heading(key)
            rows += self._groups.get(key) or self._gone[key]
        return Listed(rows, starts)

    def _keys(self, note: Note) -> tuple[str, ...]:
        match self._grouping:
            case "article":
                self._titles[note.path] = f"{note.title}, whose file is gone" if note.is_gone else note.title
                return (note.path,)
            case "tag":
                return note.tags or ("",)
            case "colour":
                return (note.colour or "",)
            case _:
                return (note.day,)

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
