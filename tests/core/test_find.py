"""Finding: what counts as the same, and slices that come to the same as the whole."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core import find
from tread.core.document import Document, Paragraph
from tread.core.extent import Extent
from tread.core.find import (
    BETWEEN,
    Case,
    Found,
    Hits,
    LiteralMatcher,
    Matcher,
    Missing,
    Query,
    search_slice,
)
from tread.core.position import Position, Range, within


def nothing() -> None:
    """A pause that is none."""


def spans(query: Query, *texts: str) -> list[tuple[int, int]]:
    return list(LiteralMatcher(query).spans(texts, nothing))


def found_in(query: Query, text: str) -> list[str]:
    return [text[start:end] for start, end in spans(query, text)]


CASES = [
    ("fox", "The fox, the Fox and the FOX", ["fox", "Fox", "FOX"]),
    ("Fox", "The fox, the Fox and the FOX", ["Fox"]),
    ("don't", "Don’t, don't, don`t", ["Don’t", "don't", "don`t"]),
    ("don’t", "Don't", ["Don't"]),
    ("Don't", "Don’t don’t", ["Don’t"]),
    ('"war"', 'a “war” a "war" a „war“', ["“war”", '"war"', "„war“"]),
    ("sub-unit", "sub‑unit sub–unit sub—unit", ["sub‑unit", "sub–unit", "sub—unit"]),
    ("a b", "a\u00a0b a\u202fb a\nb", ["a\u00a0b", "a\u202fb", "a\nb"]),
    ("a\u00a0b", "a b", ["a b"]),
    ("well...", "Well… well...", ["Well…", "well..."]),
    ("well…", "Well... fine", ["Well..."]),
    ("istanbul", "In İstanbul and ISTANBUL", ["İstanbul", "ISTANBUL"]),
    ("straße", "STRAẞE Straße", ["STRAẞE", "Straße"]),
    ("x", "İİİßßß x", ["x"]),
    ("οδος", "ΟΔΟΣ οδος", ["ΟΔΟΣ", "οδος"]),
    ("ångström", "Ångström \u212bngström", ["Ångström", "\u212bngström"]),
    ("élan", "ÉLAN Élan", ["ÉLAN", "Élan"]),
    ("café", "café cafe\u0301 CAFE\u0301 cafe", ["café", "cafe\u0301", "CAFE\u0301"]),
    ("cafe\u0301", "café", ["café"]),
    ("cafe", "cafe\u0301 cafe", ["cafe"]),
    ("москва", "МОСКВА", ["МОСКВА"]),
    ("世界", "你好，世界。", ["世界"]),
    ("\u01c5", "\u01c4 \u01c5 \u01c6", ["\u01c5"]),
    ("a.b", "a.b axb", ["a.b"]),
    ("[/foo]", "see [/foo] and (x|y)*", ["[/foo]"]),
    ("(x|y)*", "see [/foo] and (x|y)*", ["(x|y)*"]),
    ("^a]", "^a] a", ["^a]"]),
    ("\\d", "1 \\d 2", ["\\d"]),
    ("aa", "aaaaa", ["aa", "aa"]),
    ("zebra", "The fox", []),
    ("", "The fox", []),
]


@pytest.mark.parametrize(("query", "text", "expected"), CASES)
def test_a_query_finds_what_reads_the_same(query: str, text: str, expected: list[str]) -> None:
    assert found_in(Query(query), text) == expected


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("art", "Art, art; start the party: art", ["Art", "art", "art"]),
        ("don't", "don’t don’ts", ["don’t"]),
        ("(art)", "(art) p(art)s", ["(art)", "(art)"]),
        ("art.", "art. art.x smart.", ["art.", "art."]),
        ("élan", "élan élans", ["élan"]),
    ],
)
def test_a_whole_word_is_not_found_inside_another(query: str, text: str, expected: list[str]) -> None:
    assert found_in(Query(query, whole_word=True), text) == expected


@pytest.mark.parametrize(
    ("query", "case", "expected"),
    [
        ("fox", "smart", ["fox", "Fox"]),
        ("fox", "exact", ["fox"]),
        ("Fox", "smart", ["Fox"]),
        ("Fox", "any", ["fox", "Fox"]),
        ("İ", "any", []),
    ],
)
def test_the_case_is_as_it_was_asked_for(query: str, case: Case, expected: list[str]) -> None:
    assert found_in(Query(query, case=case), "fox Fox") == expected


@pytest.mark.parametrize(
    ("text", "is_exact"),
    [(r"\Wfox", False), (r"\p{Lu}fox", False), (r"\\Fox", True), ("[A-Z]", True), (r"\bfox\B", False)],
)
def test_the_letters_of_escapes_say_nothing_of_case(text: str, is_exact: bool) -> None:
    assert Query(text, is_regex=True).is_exact is is_exact


def test_every_letter_is_found_in_its_other_cases_where_they_are_one_character() -> None:
    for char in map(chr, range(sys.maxunicode + 1)):
        lower = char.lower()
        if lower != char and len(lower) == 1:
            assert spans(Query(lower), char) == [(0, 1)], (char, lower)


def test_nothing_is_found_across_paragraphs() -> None:
    assert spans(Query("a b"), "a", "b", "a b") == [(4, 7)]
    assert spans(Query(f"a{BETWEEN}b"), "a", "b") == []


LETTERS = st.text(alphabet="aAbB'’“\"-– \u00a0…​İßẞ.", max_size=12)


@given(LETTERS, LETTERS, LETTERS)
def test_a_text_is_found_in_whatever_holds_it(before: str, query: str, after: str) -> None:
    found = spans(Query(query), before + query + after)
    assert bool(found) is bool(query)
    assert all(end - start > 0 for start, end in found)


# Slices


def searched(matcher: Matcher, document: Document) -> Hits:
    """All hits in an article, its slices searched in another order than theirs."""
    extent = Extent(document)
    hits = Hits(extent)
    for number in sorted(hits.missing, key=lambda number: (number % 3, -number)):
        hits.add(number, search_slice(matcher, document, extent, number, nothing))
    return hits


def all_of(query: Query, document: Document) -> list[Range]:
    """Every hit, found in each paragraph as a whole."""
    return [
        within(index, start, end)
        for index, paragraph in enumerate(document.paragraphs)
        for start, end in spans(query, paragraph.text)
    ]


ARTICLES = st.lists(st.text(alphabet="aab b\u0301.é", max_size=14), min_size=1, max_size=12).map(
    lambda texts: Document([Paragraph(text) for text in texts])
)
QUERIES = st.builds(
    Query, st.sampled_from(["a", "aa", "ab", "aab", "b a", "é", "...", "a…"]), whole_word=st.booleans()
)


@pytest.fixture(params=[3, 7, 65_536], ids=lambda size: f"slices of {size}")
def slice_size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "SLICE", request.param)


@pytest.mark.usefixtures("slice_size")
@given(ARTICLES, QUERIES)
def test_hits_found_in_slices_are_those_found_in_the_whole(document: Document, query: Query) -> None:
    hits = searched(LiteralMatcher(query), document)
    expected = all_of(query, document)
    assert hits.is_complete
    assert hits.total == len(expected)
    assert [
        within(index, start, end)
        for index, paragraph in enumerate(document.paragraphs)
        for start, end in hits.spans(index, 0, len(paragraph.text))
    ] == expected
    assert [hits.number_at(hit.start) for hit in expected] == list(range(1, len(expected) + 1))


@pytest.mark.usefixtures("slice_size")
@given(ARTICLES, QUERIES)
def test_there_are_as_many_steps_around_as_hits(document: Document, query: Query) -> None:
    hits = searched(LiteralMatcher(query), document)
    expected = all_of(query, document)
    for forward in (True, False):
        position, walked = Position(0, 0), []
        for _ in range(hits.total + 1):
            place = hits.nearest(position, forward)
            assert isinstance(place, Range) or not expected
            if isinstance(place, Range):
                walked.append(place)
                position = place.end if forward else place.start
        if expected:
            order = expected if forward else expected[::-1]
            assert walked == [*order, order[0]]


@pytest.mark.usefixtures("slice_size")
@given(ARTICLES, QUERIES, st.data())
def test_the_nearest_hit_is_the_nearest_from_anywhere(
    document: Document, query: Query, data: st.DataObject
) -> None:
    hits = searched(LiteralMatcher(query), document)
    expected = all_of(query, document)
    index = data.draw(st.integers(0, len(document.paragraphs) - 1))
    position = Position(index, data.draw(st.integers(0, len(document.paragraphs[index].text))))
    after = [hit for hit in expected if hit.start >= position] or expected
    before = [hit for hit in expected if hit.end <= position] or expected
    assert hits.nearest(position) == (after[0] if after else None)
    assert hits.nearest(position, forward=False) == (before[-1] if before else None)


@pytest.mark.usefixtures("slice_size")
@given(ARTICLES, QUERIES, st.integers(0, 60), st.integers(0, 60))
def test_whether_a_stretch_holds_the_start_of_a_hit_is_told(
    document: Document, query: Query, start: int, length: int
) -> None:
    hits = searched(LiteralMatcher(query), document)
    starts = [hits.extent.before(hit.start) for hit in all_of(query, document)]
    expected = any(start <= place < start + length for place in starts)
    assert hits.any_between(start, start + length) is expected


@pytest.mark.usefixtures("slice_size")
@given(ARTICLES, QUERIES, st.data())
def test_a_part_of_a_paragraph_has_the_hits_that_touch_it(
    document: Document, query: Query, data: st.DataObject
) -> None:
    hits = searched(LiteralMatcher(query), document)
    index = data.draw(st.integers(0, len(document.paragraphs) - 1))
    text = document.paragraphs[index].text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    expected = [span for span in spans(query, text) if span[0] < end and span[1] > start]
    assert hits.spans(index, start, end) == expected


def test_what_has_to_be_searched_first_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "SLICE", 4)
    document = Document([Paragraph(text) for text in ("fox", "no.", "no.", "fox")])
    hits, matcher = Hits(Extent(document)), LiteralMatcher(Query("fox"))
    assert list(hits.missing) == [0, 1, 2, 3]

    def look(number: int) -> None:
        hits.add(number, search_slice(matcher, document, hits.extent, number, nothing))

    assert hits.nearest(Position(1, 0)) == Missing(1)
    look(1)
    assert hits.nearest(Position(1, 0)) == Missing(2)
    assert hits.nearest(Position(1, 0), forward=False) == Missing(0)
    look(3)
    assert (hits.total, hits.is_complete) == (1, False)
    assert hits.nearest(Position(3, 0)) == within(3, 0, 3)
    assert hits.number_at(Position(3, 0)) is None
    look(0)
    look(2)
    assert hits.number_at(Position(3, 0)) == 2
    assert hits.number_at(Position(2, 0)) is None
    assert hits.is_complete


def test_an_article_that_is_still_being_read_may_have_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "SLICE", 8)
    paragraphs = [Paragraph("a fox"), Paragraph("more"), Paragraph("fo")]
    document = Document(paragraphs)
    extent = Extent(document)
    extent.add((), 100)
    hits, matcher = Hits(extent), LiteralMatcher(Query("fox"))
    assert list(hits.missing) == [0]
    hits.add(0, search_slice(matcher, document, extent, 0, nothing))
    assert hits.nearest(Position(0, 0)) == within(0, 2, 5)
    assert hits.nearest(Position(0, 3)) == Missing(1)
    assert hits.nearest(Position(0, 3), forward=False) == Missing(1)
    assert not hits.is_complete
    more = [Paragraph("the last fox")]
    paragraphs += more
    extent.add(more)
    for number in list(hits.missing):
        hits.add(number, search_slice(matcher, document, extent, number, nothing))
    assert hits.is_complete
    assert hits.nearest(Position(0, 3)) == within(3, 9, 12)
    assert hits.nearest(Position(0, 3), forward=False) == within(3, 9, 12)


def test_a_slice_is_counted_once() -> None:
    document = Document([Paragraph("fox fox")])
    hits = searched(LiteralMatcher(Query("fox")), document)
    hits.add(0, search_slice(LiteralMatcher(Query("fox")), document, hits.extent, 0, nothing))
    assert hits.total == 2


def test_what_is_found_from_what_was_held_is_another_value() -> None:
    document = Document([Paragraph("fox")])
    held = Hits(Extent(document))
    more = Hits(held.extent, held)
    more.add(0, search_slice(LiteralMatcher(Query("fox")), document, more.extent, 0, nothing))
    assert (held.total, more.total) == (0, 1)
    assert list(held.missing) == [0]


def test_a_long_search_pauses_and_what_a_pause_raises_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "SLICE", 10)
    pauses = 0

    class Enough(Exception):
        pass

    def pause() -> None:
        nonlocal pauses
        pauses += 1
        if pauses == 3:
            raise Enough

    document = Document([Paragraph("x" * 100)])
    with pytest.raises(Enough):
        search_slice(LiteralMatcher(Query("fox")), document, Extent(document), 0, pause)


def test_a_million_hits_take_few_bytes_each() -> None:
    document = Document([Paragraph("a" * 1000) for _ in range(1000)])
    hits = searched(LiteralMatcher(Query("a")), document)
    assert hits.total == 1_000_000
    held = [found for found in hits._found if isinstance(found, Found)]
    assert sum(sys.getsizeof(one.starts) + sys.getsizeof(one.ends) for one in held) < 12_000_000


def test_an_empty_article_has_nothing_to_search() -> None:
    hits = Hits(Extent(Document(())))
    assert hits.is_complete
    assert not hits.any_between(0, 1)
