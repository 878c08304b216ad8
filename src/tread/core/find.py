"""Finding literal text in an article.

Owns what counts as the same character: case (smart), and the quotes, dashes and spaces that look
alike. Never changes the text it looks at, so that what it finds is always in the text's own offsets.
Anything may import it. Full text over a whole library is not here.

A query without a capital ignores case; one with a capital is exact. A query is compiled to one regular
expression with a class of characters for each of its own, which needs no folded copy of the article:
that would cost more than the search, and "İ" and "ß" would shift every offset behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from tread.core.document import Document
from tread.core.position import Position, Range, within

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


@dataclass(frozen=True, slots=True)
class Query:
    """What to find, compiled once. An empty text finds nothing."""

    text: str
    pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        exact = any(char.isupper() or char.istitle() for char in self.text)
        parts = ("".join(_class(char, exact) for char in part) for part in _ELLIPSIS.split(self.text))
        object.__setattr__(self, "pattern", re.compile(r"(?:\.\.\.|…)".join(parts)))


def _class(char: str, exact: bool) -> str:
    """A regular expression for one character and those that count as the same."""
    for alike in _ALIKE:
        if char in alike:
            return f"[{re.escape(alike)}]"
    if exact:
        return re.escape(char)
    forms = {char, *_OTHER_CASES.get(char, ""), char.upper(), char.title()}
    single = sorted(form for form in forms if len(form) == 1)
    return re.escape(char) if len(single) == 1 else f"[{''.join(map(re.escape, single))}]"


def matches(query: Query, text: str) -> list[tuple[int, int]]:
    """Where a query stands in one paragraph's text: (start, end) in code points, none overlapping."""
    return list(_spans(query, text, len(text)))


def all_matches(document: Document, query: Query) -> Iterator[Range]:
    """Every match in an article, in its order, found as they are asked for; none crosses paragraphs."""
    for index, paragraph in enumerate(document.paragraphs):
        for start, end in _spans(query, paragraph.text, len(paragraph.text)):
            yield within(index, start, end)


def next_match(
    document: Document, query: Query, position: Position, forward: bool = True, wrap: bool = True
) -> Range | None:
    """The nearest match that starts at `position` or later; backward, that ends there or earlier.

    wrap: go on from the article's other end where there is none.
    """
    total, here = len(document.paragraphs), position.paragraph
    if not query.text or not 0 <= here < total:
        return None
    if forward:
        found = _first(document, query, range(here, total), position.offset)
        return found or (_first(document, query, range(here + 1), 0) if wrap else None)
    found = _last(document, query, range(here, -1, -1), position.offset)
    return found or (_last(document, query, range(total - 1, here - 1, -1), None) if wrap else None)


def _spans(query: Query, text: str, limit: int) -> Iterator[tuple[int, int]]:
    """The matches that end at `limit` or earlier."""
    if query.text:
        for match in query.pattern.finditer(text, 0, limit):
            yield match.span()


def _first(document: Document, query: Query, indexes: Iterable[int], offset: int) -> Range | None:
    """The first match in these paragraphs; in the first of them, one that starts at `offset` or later."""
    for index in indexes:
        text = document.paragraphs[index].text
        for start, end in _spans(query, text, len(text)):
            if start >= offset:
                return within(index, start, end)
        offset = 0
    return None


def _last(document: Document, query: Query, indexes: Iterable[int], offset: int | None) -> Range | None:
    """The last match in these paragraphs; in the first of them, one that ends at `offset` or earlier."""
    for index in indexes:
        text = document.paragraphs[index].text
        spans = list(_spans(query, text, len(text) if offset is None else offset))
        if spans:
            return within(index, *spans[-1])
        offset = None
    return None
