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
from typing import Literal, NamedTuple
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


class Test(NamedTuple):
    """One thing that is asked.

    field: what it is asked of. value: a text in it, how a tag begins, or a colour.
    among: the colours, kinds or things to have, one of which will do. is_not: whether it must not be so.
    """

    field: Literal["text", "tag", "colour", "kind", "has"]
    value: str
    among: frozenset[str] = frozenset()
    is_not: bool = False

    def implies(self, other: Test) -> bool:
        """Whether what passes this passes the other too; False also where that is not plain."""
        if (self.field, self.is_not) != (other.field, other.is_not):
            return False
        narrow, wide = (other, self) if self.is_not else (self, other)
        if not narrow.among <= wide.among:
            return False
        if narrow.field == "text":
            return wide.value in narrow.value
        if narrow.field == "tag":
            return narrow.value.startswith(wide.value)
        if narrow.field == "colour":
            return narrow.value == wide.value or narrow.value in wide.among
        return True

    def check(self) -> Callable[[Facts], bool]:
        """The test as a function, for many."""
        value, among = self.value, self.among
        check: Callable[[Facts], bool]
        if self.field == "text" and not among:
            check = lambda facts: value in facts.text  # noqa: E731
        elif self.field == "text":
            check = lambda facts: facts.colour in among or value in facts.text  # noqa: E731
        elif self.field == "tag":
            check = lambda facts: any(tag.startswith(value) for tag in facts.tags)  # noqa: E731
        elif self.field == "colour":
            check = lambda facts: facts.colour in among or facts.colour == value  # noqa: E731
        elif self.field == "kind":
            check = lambda facts: facts.kind in among  # noqa: E731
        else:
            check = lambda facts: any(what in among for what in _what_it_has(facts))  # noqa: E731
        return (lambda facts: not check(facts)) if self.is_not else check


class Filter:
    """What was typed, as tests that must all hold.

    holds: whether an annotation is wanted.
    """

    def __init__(self, tests: Iterable[Test] = ()) -> None:
        self.tests = tuple(tests)
        checks = [test.check() for test in self.tests]
        self.holds: Callable[[Facts], bool] = (
            checks[0] if len(checks) == 1 else lambda facts: all(check(facts) for check in checks)
        )

    def narrows(self, other: Filter) -> bool:
        """Whether all that is wanted by this is wanted by the other; False also where that is not plain."""
        return all(any(mine.implies(test) for mine in self.tests) for test in other.tests)


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
            tests.append(test._replace(is_not=bool(term["no"])))
    return Filter(tests)


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
        return Test("tag", value.lstrip("#"))
    if field == "kind":
        return Test("kind", value, _beginning(ANNOTATION_KINDS, value))
    if field == "has":
        return Test("has", value, _beginning(_HAS, value))
    colours = frozenset().union(*(some for name, some in names.items() if name.startswith(value)))
    if field in ("colour", "color"):
        return Test("colour", value, colours)
    return Test("text", value, colours if len(value) >= _TELLING else frozenset())


def _beginning(words: Iterable[str], value: str) -> frozenset[str]:
    return frozenset(word for word in words if word.startswith(value))


def _what_it_has(facts: Facts) -> Iterable[str]:
    return (what for what, has in zip(_HAS, (facts.has_note, facts.tags, facts.colour), strict=True) if has)
