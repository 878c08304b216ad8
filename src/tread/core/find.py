"""Finding a text in an article, a slice at a time.

Owns what counts as the same character: case, and the quotes, dashes and spaces that look alike; how an
article is cut into slices, so that searching a long one can be left off; and what has been found of it
so far. Never changes the text it looks at, so that what it finds is always in the text's own offsets.
Anything may import it. Regular expressions are in `tread.patterns`, full text over a whole library is
not here.

A literal query is compiled to one regular expression with a class of characters for each of its own,
which needs no folded copy of the article: that would cost more than the search, and "İ" and "ß" would
shift every offset behind them.

Slices are cut by characters as `Extent` counts them, whole paragraphs to each:

    characters   0          65,536     131,072    196,608
    paragraphs   aaaa bbb cccc dd eeeeeeeeeeeeeeeeeeeeee f g
    slices       |-- 0 -------|-- 1 ------------------|2: none|- 3 -
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple, Protocol
from unicodedata import normalize

from tread.core.document import Document
from tread.core.extent import Extent
from tread.core.position import Position, Range

Case = Literal["smart", "exact", "any"]
"""smart: a query without a capital finds either case, one with a capital only its own."""

SLICE: Final = 65_536
"""Characters after which another slice begins: some are searched in a millisecond."""
BETWEEN: Final = "\0"
"""What parts paragraphs that are searched together: one character, which no article and no query holds."""

Pause = Callable[[], None]
"""Called every so often in a search, for others to get on with theirs; what it raises ends the search."""

_ALIKE: Final = (
    '"“”„‟″＂',
    "'‘’‚‛′ʼ`´＇",
    "-‐‑‒–—―−",
    " \t\n\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
)
"""Characters that find each other; a space also finds a line break that the author meant."""

_OTHER_CASES: Final = {
    "i": "İ",
    "k": "\u212a",
    "s": "ſ",
    "å": "\u212b",
    "ß": "ẞ",
    "θ": "ϴ",
    "σ": "ς",
    "ς": "σ",
    "ω": "\u2126",
    "\u00b5": "\u03bc",
    "\u03bc": "\u00b5",
}
"""Forms of a letter that `str.upper` does not name (U+212A is the Kelvin sign, U+212B the angstrom)."""

_ELLIPSIS: Final = re.compile(r"\.\.\.|…")
_ACCENTS: Final = "[\u0300-\u036f]"
_LONGEST_FORM: Final = 4
"""Characters that one of a query's may stand for at the most: a letter with three accents, or "..."."""


class Query(NamedTuple):
    """What to find, and how; an empty text finds nothing.

    whole_word: not inside a longer word. is_regex: the text is a regular expression.
    """

    text: str
    whole_word: bool = False
    case: Case = "smart"
    is_regex: bool = False

    @property
    def is_exact(self) -> bool:
        """True when capitals and small letters do not find each other."""
        text = re.sub(r"(?s)\\(?:[pP]\{[^}]*\}|.)", "", self.text) if self.is_regex else self.text
        has_capital = any(char.isupper() or char.istitle() for char in text)
        return self.case == "exact" or (self.case == "smart" and has_capital)


class Matcher(Protocol):
    """Finds a query in texts."""

    def spans(self, texts: Sequence[str], pause: Pause) -> Iterator[tuple[int, int]]:
        """Where it stands in texts that one character parts: (start, end) in code points of all of them.

        In order, none overlapping, none empty, none across two texts.
        """


class LiteralMatcher:
    """Finds a query as it is written."""

    def __init__(self, query: Query) -> None:
        text, exact = _composed(query.text), query.is_exact
        parts = ("".join(_form(char, exact) for char in part) for part in _ELLIPSIS.split(text))
        pattern = r"(?:\.\.\.|…)".join(parts)
        if text and text[-1].isalpha():
            pattern += f"(?!{_ACCENTS})"
        if query.whole_word and text:
            before = r"(?<!\w)" if _is_word(text[0]) else ""
            after = r"(?!\w)" if _is_word(text[-1]) else ""
            pattern = before + pattern + after
        self._pattern = re.compile(pattern) if text and BETWEEN not in text else None
        self._longest = len(text) * _LONGEST_FORM + 1

    def spans(self, texts: Sequence[str], pause: Pause) -> Iterator[tuple[int, int]]:
        """Where the query stands, as `Matcher` says; it pauses after every 65,536 characters."""
        if self._pattern is None:
            return
        joined = BETWEEN.join(texts)
        place = 0
        while place < len(joined):
            end = min(place + SLICE, len(joined))
            # What begins before the end may reach beyond it, and a look ahead goes one further.
            for match in self._pattern.finditer(joined, place, min(end + self._longest, len(joined))):
                if match.start() >= end:
                    break
                yield match.span()
                place = match.end()
            place = max(place, end)
            pause()


def _composed(text: str) -> str:
    """The text with an accent and its letter as one character; what already is one stays as it is."""
    composed = normalize("NFC", text)
    return text if len(composed) == len(text) else composed


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _form(char: str, exact: bool) -> str:
    """A regular expression for one character and those that count as the same."""
    for alike in _ALIKE:
        if char in alike:
            return f"[{re.escape(alike)}]"
    forms = {char, normalize("NFC", char)}
    if not exact:
        forms |= {case for form in forms for case in (form.upper(), form.title(), form.lower())}
        forms |= set(_OTHER_CASES.get(char.lower(), ""))
    single = sorted(form for form in forms if len(form) == 1)
    whole = re.escape(single[0]) if len(single) == 1 else f"[{''.join(map(re.escape, single))}]"
    apart = sorted({normalize("NFD", form) for form in single} - set(single))
    return f"(?:{'|'.join((whole, *map(re.escape, apart)))})" if apart else whole


class Found(NamedTuple):
    """The hits in one slice: where each starts and ends, in characters after `base`, and in order."""

    base: int
    starts: array[int]
    ends: array[int]


def search_slice(matcher: Matcher, document: Document, extent: Extent, number: int, pause: Pause) -> Found:
    """Every hit in a slice of an article; it must have been read. May be called from a worker thread."""
    first, last = extent.first_from(number * SLICE), extent.first_from((number + 1) * SLICE)
    starts, ends = array("I"), array("I")
    texts = [paragraph.text for paragraph in document.paragraphs[first:last]]
    for start, end in matcher.spans(texts, pause):
        starts.append(start)
        ends.append(end)
    return Found(extent.start(first), starts, ends)


class Missing(NamedTuple):
    """The slice that has to be searched before it can be told which hit is the nearest."""

    number: int


class Hits:
    """What has been found so far: slices in any order, each with its hits."""

    def __init__(self, extent: Extent, held: Hits | None = None) -> None:
        """held: what has been found of the same query already."""
        self.extent = extent
        self._found: list[Found | None] = list(held._found) if held else []
        self.total: int = held.total if held else 0

    @property
    def slices(self) -> int:
        """How many slices can be searched: while an article is being read, those that are whole."""
        known = self.extent.known
        return -(-known // SLICE) if self.extent.is_whole else known // SLICE

    @property
    def missing(self) -> Iterator[int]:
        """The slices that can be searched and have not been, in order."""
        return (number for number in range(self.slices) if self._at(number) is None)

    @property
    def is_complete(self) -> bool:
        """True when everything has been searched, and nothing more is to be read."""
        return self.extent.is_whole and next(self.missing, None) is None

    def add(self, number: int, found: Found) -> None:
        """A slice has been searched."""
        if self._at(number) is None:
            self._found += [None] * (number + 1 - len(self._found))
            self._found[number] = found
            self.total += len(found.starts)

    def slice_of(self, paragraph: int) -> int:
        """The slice that a paragraph is in."""
        return self.extent.start(paragraph) // SLICE

    def nearest(self, position: Position, forward: bool = True) -> Range | Missing | None:
        """The first hit that starts at a position or later; backward, the last that ends there or earlier.

        Where there is none it goes on from the article's other end; None: there is none at all.
        """
        number, character = self.slice_of(position.paragraph), self.extent.before(position)
        here = self._at(number)
        if here is None:
            return Missing(number)
        if forward:
            place = bisect_left(here.starts, character - here.base)
            if place < len(here.starts):
                return self._range(here, place)
            ahead, behind = range(number + 1, self.slices), range(number + 1)
        else:
            place = bisect_right(here.ends, character - here.base) - 1
            if place >= 0:
                return self._range(here, place)
            ahead, behind = range(number - 1, -1, -1), range(self.slices - 1, number - 1, -1)
        answer = self._first(ahead, forward)
        if answer is not None:
            return answer
        return self._first(behind, forward) if self.extent.is_whole else Missing(self.slices)

    def number_at(self, position: Position) -> int | None:
        """Which hit, from 1, starts at a position; None when none does, or it cannot be told yet."""
        number = self.slice_of(position.paragraph)
        here = self._at(number)
        if here is None or None in self._found[:number]:
            return None
        character = self.extent.before(position) - here.base
        place = bisect_left(here.starts, character)
        if place == len(here.starts) or here.starts[place] != character:
            return None
        return place + 1 + sum(len(found.starts) for found in self._found[:number] if found)

    def spans(self, paragraph: int, start: int, end: int) -> list[tuple[int, int]]:
        """The hits that touch a paragraph's characters start to end, in offsets of the paragraph."""
        here = self._at(self.slice_of(paragraph))
        if here is None:
            return []
        shift = self.extent.start(paragraph) - here.base
        first = bisect_right(here.ends, start + shift)
        last = bisect_left(here.starts, end + shift)
        return [(here.starts[i] - shift, here.ends[i] - shift) for i in range(first, last)]

    def any_between(self, start: int, end: int) -> bool:
        """Whether a hit starts within the characters start to end of the article."""
        number = self.slice_of(self.extent.at(start).paragraph)
        for found in self._found[number : -(-end // SLICE)]:
            if found is not None:
                place = bisect_left(found.starts, start - found.base)
                if place < len(found.starts) and found.base + found.starts[place] < end:
                    return True
        return False

    def _at(self, number: int) -> Found | None:
        return self._found[number] if number < len(self._found) else None

    def _first(self, numbers: Iterable[int], forward: bool) -> Range | Missing | None:
        """The first hit, or the last, of the first of these slices that has any."""
        for number in numbers:
            found = self._at(number)
            if found is None:
                return Missing(number)
            if found.starts:
                return self._range(found, 0 if forward else -1)
        return None

    def _range(self, found: Found, place: int) -> Range:
        start, end = found.base + found.starts[place], found.base + found.ends[place]
        return Range(self.extent.at(start), self.extent.at(end))
