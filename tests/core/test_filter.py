"""The language of the filters: what each word asks, alone and together, and while it is being typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.annotation import Anchor, Annotation, Quote
from tread.core.filter import facts_of, parse_filter
from tread.core.position import Position, Range

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NAMES = {"yellow": "", "green": "Fact", "blue": "light question"}


def annotation(
    name: str, quote: str = "", *, kind: str = "highlight", colour: str | None = "yellow", **more: object
) -> Annotation:
    place = Range(Position(0, 0), Position(0, max(len(quote), 1)))
    anchor = Anchor(place, Quote(quote)) if quote else None
    return replace(Annotation(name, kind, anchor, NOON, NOON, colour), **more)  # type: ignore[arg-type]


ALL = (
    annotation("a", "Water stands\nin the Harbour.", tags=("Water", "city")),
    annotation("b", "Nobody asked.", colour="green", note="Who did?", tags=("waterworks",)),
    annotation("c", kind="note", colour=None, note="The whole: fact or not?"),
    annotation("d", "Cafe\u0301 d’Or", colour="blue"),
    annotation("e", "A place", kind="bookmark", colour=None),
    annotation("f", "Green fields; see https://example.org/-x", colour="mauve"),
)


def found(text: str) -> str:
    wanted = parse_filter(text, NAMES)
    return "".join(one.id for one in ALL if wanted.holds(facts_of(one)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "abcdef"),
        ("   ", "abcdef"),
        ("harbour", "a"),
        ("stands in", "a"),
        ('"stands in the"', "a"),
        ('"in stands"', ""),
        ("in stands", "a"),
        ("WHO", "bc"),
        ("café", "d"),
        ("caf\u0065\u0301", "d"),
        ("#water", "ab"),
        ("#waterw", "b"),
        ("#water #city", "a"),
        ("tag:city", "a"),
        ("tag:#city", "a"),
        ("colour:green", "b"),
        ("color:green", "b"),
        ("colour:fact", "b"),
        ("COLOUR:FA", "b"),
        ('colour:"light q"', "d"),
        ("colour:mauve", "f"),
        ("colour:pink", ""),
        ("green", "bf"),
        ("fac", "bc"),
        ("ye", ""),
        ("yell", "a"),
        ('"green"', "f"),
        ("fact", "bc"),
        ("kind:note", "c"),
        ("kind:b", "e"),
        ("kind:comment", ""),
        ("has:note", "bc"),
        ("has:tag", "ab"),
        ("has:tags", "ab"),
        ("has:colour", "abdf"),
        ("-has:colour", "ce"),
        ("-#water -colour:blue", "cef"),
        ("-green", "acde"),
        ('-"whole: fact"', "abdef"),
        ("has:note kind:highlight who", "b"),
        ("https://example.org/-x", "f"),
        ('"-x"', "f"),
        ("d’or", "d"),
        ("nowhere", ""),
    ],
)
def test_what_is_typed_says_which_are_wanted(text: str, expected: str) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("begun", ["#", "-", '"', "colour:", "kind:", "has:", "tag:", "-#", '-"', '""'])
def test_a_word_that_has_only_been_begun_asks_nothing(begun: str) -> None:
    assert found(begun) == found("") and found(f"harbour {begun}") == "a"


@given(st.text(max_size=30), st.text(max_size=30))
def test_more_words_never_find_more(one: str, other: str) -> None:
    closed = one.replace('"', "")
    assert set(found(f"{closed} {other}")) <= set(found(closed))


@given(st.text(alphabet='#-":colourkindhastag wé', max_size=20))
def test_whatever_is_typed_is_a_filter(text: str) -> None:
    assert set(found(text)) <= set(found(""))


def test_more_than_the_annotation_itself_can_be_searched() -> None:
    assert parse_filter("gazette").holds(facts_of(ALL[0], "The Gazette"))


# One filter in another

words = st.lists(
    st.builds(
        lambda no, field, value, more: (f"{no}{field}{value}", f"{no}{field}{value}{more}"),
        st.sampled_from(("", "", "-")),
        st.sampled_from(("", "#", "colour:", "kind:", "has:", '"')),
        st.sampled_from(("w", "wa", "gre", "fact", "mauve", "note", "h", "ye", "")),
        st.sampled_from(("", "t", "en", "ll", " x", "s")),
    ),
    max_size=3,
)


@given(words, words)
def test_what_a_narrower_filter_wants_the_wider_one_wants(
    these: list[tuple[str, str]], others: list[tuple[str, str]]
) -> None:
    texts = [" ".join(pair[n] for pair in pairs) for pairs in (these, others) for n in (0, 1)]
    for one in texts:
        for other in texts:
            if parse_filter(one, NAMES).narrows(parse_filter(other, NAMES)):
                assert set(found(one)) <= set(found(other)), (one, other)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("harb", "har", True),
        ("har", "harb", False),
        ("har city", "har", True),
        ("har", "", True),
        ("har", "#", True),
        ("#waterw", "#wat", True),
        ("#wat", "#waterw", False),
        ("yel", "ye", False),
        ("yell", "yel", True),
        ("-har", "-harb", True),
        ("-harb", "-har", False),
        ("colour:green", "colour:gr", True),
        ("colour:mauve", "colour:mau", False),
        ("kind:no", "kind:n", True),
        ("kind:no", "no", False),
        ("has:note", "has:", True),
    ],
)
def test_letters_that_are_added_narrow_a_filter_but_where_they_begin_to_mean_more(
    one: str, other: str, expected: bool
) -> None:
    assert parse_filter(one, NAMES).narrows(parse_filter(other, NAMES)) is expected
