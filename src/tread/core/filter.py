"""Which annotations are wanted: the small language of the filters over notes. Pure.

    word            in the quote, the note or the tags; a colour's name finds that colour too
    "two words"     both, one after the other
    #tag            a tag that begins so
    colour:green    by the colour, or by what the reader calls it
    kind:note       highlight, note or bookmark
    has:note        note, tags or colour
    -word           not; in front of any of these

All that is typed must hold. A value may be cut short (`kind:b`), so that a list narrows as one types, and
nothing is asked by a word that has only been begun (`#`, `colour:`, `-`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple
from unicodedata import normalize

from tread.core.annotation import ANNOTATION_KINDS, COLOURS, Annotation

_HAS = ("note", "tags", "colour")
_TELLING = 3
"""So many letters of a colour's name mean the colour, without `colour:` in front."""
_TERM = re.compile(
    r"""(?=\S)(?P<no>-?)(?P<field>(?:colour|color|kind|has|tag):|\#)?(?:"(?P<quoted>[^"]*)"?|(?P<bare>\S*))""",
    re.IGNORECASE,
)


class Facts(NamedTuple):
    """What a filter asks of an annotation, prepared once.

    text, tags: folded. colour: empty where there is none.
    """

    text: str
    tags: tuple[str, ...]
    colour: str
    kind: str
    has_note: bool


Test = Callable[[Facts], bool]


class Filter(NamedTuple):
    """What was typed, as tests that must all hold."""

    tests: tuple[Test, ...] = ()

    def holds(self, facts: Facts) -> bool:
        """Whether an annotation is wanted."""
        return all(test(facts) for test in self.tests)


def folded(text: str) -> str:
    """A text in which case and the ways to store an accent make no difference."""
    return normalize("NFC", text).casefold()


def facts_of(annotation: Annotation, *more: str) -> Facts:
    """What a filter asks of an annotation; more: what else its words are looked for in."""
    quote = " ".join(annotation.anchor.quote.exact.split()) if annotation.anchor else ""
    tags = tuple(folded(tag) for tag in annotation.tags)
    words = (quote, annotation.note, *(f"#{tag}" for tag in annotation.tags), *more)
    return Facts(
        folded("\n".join(words)), tags, annotation.colour or "", annotation.kind, bool(annotation.note)
    )


def parse_filter(text: str, colour_names: Mapping[str, str] | None = None) -> Filter:
    """What was typed as a filter. colour_names: what the reader calls a colour, where it has a name."""
    names = _names(colour_names or {})
    tests = []
    for term in _TERM.finditer(text):
        field = folded(term["field"] or "").rstrip(":")
        is_quoted = term["quoted"] is not None
        value = folded(term["quoted"] if is_quoted else term["bare"] or "")
        if value:
            test = _test(field, value, {} if is_quoted and not field else names)
            tests.append(_not(test) if term["no"] else test)
    return Filter(tuple(tests))


def _names(colour_names: Mapping[str, str]) -> dict[str, set[str]]:
    """The colours that a name stands for: its own, and what the reader calls it."""
    names: dict[str, set[str]] = {}
    for colour in dict.fromkeys((*COLOURS, *colour_names)):
        for name in (colour, colour_names.get(colour, "")):
            if name:
                names.setdefault(folded(name), set()).add(colour)
    return names


def _test(field: str, value: str, names: Mapping[str, set[str]]) -> Test:
    if field in ("#", "tag"):
        beginning = value.lstrip("#")
        return lambda facts: any(tag.startswith(beginning) for tag in facts.tags)
    if field in ("colour", "color"):
        colours = set().union(*(some for name, some in names.items() if name.startswith(value)))
        return lambda facts: facts.colour in colours or facts.colour == value
    if field == "kind":
        kinds = _beginning(ANNOTATION_KINDS, value)
        return lambda facts: facts.kind in kinds
    if field == "has":
        wanted = _beginning(_HAS, value)
        return lambda facts: any(what in wanted for what in _what_it_has(facts))
    named = [some for name, some in names.items() if name.startswith(value)]
    if named and len(value) >= _TELLING:
        colours = set().union(*named)
        return lambda facts: facts.colour in colours or value in facts.text
    return lambda facts: value in facts.text


def _beginning(words: Iterable[str], value: str) -> set[str]:
    return {word for word in words if word.startswith(value)}


def _what_it_has(facts: Facts) -> Iterable[str]:
    return (what for what, has in zip(_HAS, (facts.has_note, facts.tags, facts.colour), strict=True) if has)


def _not(test: Test) -> Test:
    return lambda facts: not test(facts)
