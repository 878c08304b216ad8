"""The notes of many articles: which are listed, under which headings, and in whatever slices they come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.filter import Facts, parse_filter
from tread.core.gathered import GROUPINGS, Grouping, Listed, Note, Sieve, Sifter

NAMES = {"yellow": "claim", "green": "green"}


def note(name: str, article: str, *, colour: str | None = "yellow", tags: str = "", day: str = "01") -> Note:
    words = tuple(tags.split())
    return Note(
        id=name,
        path=f"/{article}",
        title=article.title(),
        is_gone=article.startswith("gone"),
        kind="highlight",
        colour=colour,
        quote=name,
        text="",
        tags=words,
        heading="",
        day=f"2026-11-{day}",
        facts=Facts(name, words, colour or "", "highlight", False),
        store="/.tread",
        article=article,
    )


ALL = (
    note("a", "one", tags="water", day="03"),
    note("b", "one", colour="green", tags="Air water", day="01"),
    note("g", "gone", colour=None, day="02"),
    note("c", "two", colour="mauve", day="03"),
    note("d", "two", tags="air", day="02"),
)


def sifted(grouping: Grouping, text: str = "", slice_: int = 100) -> Listed:
    sifter = Sifter(parse_filter(text, NAMES), grouping, NAMES)
    while not sifter.is_through(ALL):
        sifter.take(ALL, slice_)
    return sifter.listed()


def shown(listed: Listed) -> str:
    parts = []
    for row, index in enumerate(listed.rows):
        parts += [f"[{listed.starts[row]}]"] if row in listed.starts else []
        parts.append(ALL[index].id)
    return " ".join(parts)


@pytest.mark.parametrize(
    ("grouping", "text", "expected"),
    [
        ("article", "", "[One] a b [Two] c d [Gone, whose file is gone] g"),
        ("tag", "", "[#Air] b [#air] d [#water] a b [No tag] g c"),
        ("colour", "", "[claim] a d [green] b [mauve] c [No colour] g"),
        ("day", "", "[2026-11-03] a c [2026-11-02] g d [2026-11-01] b"),
        ("article", "#water", "[One] a b"),
        ("colour", "colour:claim", "[claim] a d"),
        ("tag", "nowhere", ""),
    ],
)
def test_notes_are_listed_in_groups(grouping: Grouping, text: str, expected: str) -> None:
    assert shown(sifted(grouping, text)) == expected


@given(st.sampled_from(GROUPINGS), st.integers(1, 7), st.sampled_from(["", "#water", "-#air", "a"]))
def test_slices_of_any_size_come_to_the_same(grouping: Grouping, slice_: int, text: str) -> None:
    assert sifted(grouping, text, slice_) == sifted(grouping, text)


@given(st.sampled_from(GROUPINGS))
def test_every_note_is_listed_once_or_under_each_of_its_tags(grouping: Grouping) -> None:
    rows = sifted(grouping).rows
    expected = [max(len(one.tags), 1) if grouping == "tag" else 1 for one in ALL]
    assert [rows.count(index) for index in range(len(ALL))] == expected


def test_more_notes_can_come_while_some_are_listed() -> None:
    coming: list[Note] = [*ALL[:2]]
    sifter = Sifter(parse_filter(""), "article", {})
    sifter.take(coming, 100)
    assert sifter.listed().rows == [0, 1]
    coming += ALL[2:]
    sifter.take(coming, 100)
    assert (sifter.listed().rows, sifter.found) == ([0, 1, 3, 4, 2], [0, 1, 2, 3, 4])


# Letter by letter

typed = st.lists(
    st.tuples(st.text('wateri #-c:o"', max_size=10), st.sampled_from(GROUPINGS)), min_size=1, max_size=8
)


@given(typed)
def test_filters_one_in_the_other_find_what_each_finds_by_itself(steps: list[tuple[str, Grouping]]) -> None:
    sieve = Sieve(NAMES)
    for text, grouping in steps:
        for end in range(len(text) + 1):
            sifter = sieve.sifter(parse_filter(text[:end], NAMES), grouping)
            while not sifter.is_through(ALL):
                sifter.take(ALL, 2)
            sieve.keep(sifter)
            assert sifter.listed() == sifted(grouping, text[:end])


def test_a_narrower_filter_goes_through_no_more_than_the_wider_one_found() -> None:
    sieve = Sieve(NAMES)
    taken = []
    for text in ("", "#", "#w", "#wa", "#w", "", "a"):
        sifter = sieve.sifter(parse_filter(text, NAMES), "article")
        was_through = sifter.taken
        while not sifter.is_through(ALL):
            sifter.take(ALL, 2)
        sieve.keep(sifter)
        taken.append(sifter.taken - was_through)
    assert taken == [5, 0, 5, 2, 0, 0, 5]
    sieve.forget()
    assert sieve.sifter(parse_filter("a", NAMES), "article").taken == 0
