import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.document import Document, Paragraph
from tread.core.find import Query, all_matches, matches, next_match
from tread.core.position import Position, Range, within

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
    assert [text[start:end] for start, end in matches(Query(query), text)] == expected


def test_every_letter_is_found_in_its_other_cases_where_they_are_one_character() -> None:
    for char in map(chr, range(sys.maxunicode + 1)):
        lower = char.lower()
        if lower != char and len(lower) == 1:
            assert matches(Query(lower), char) == [(0, 1)], (char, lower)


DOCUMENT = Document([Paragraph("a fox, a fox"), Paragraph("", "rule"), Paragraph("no"), Paragraph("Fox fox")])
FOUND = [within(0, 2, 5), within(0, 9, 12), within(3, 0, 3), within(3, 4, 7)]


def test_all_matches_come_in_the_order_of_the_article() -> None:
    assert list(all_matches(DOCUMENT, Query("fox"))) == FOUND
    assert list(all_matches(DOCUMENT, Query("Fox"))) == [FOUND[2]]
    assert list(all_matches(DOCUMENT, Query(""))) == []


@pytest.mark.parametrize(
    ("paragraph", "offset", "forward", "wrap", "expected"),
    [
        (0, 0, True, True, FOUND[0]),
        (0, 2, True, True, FOUND[0]),
        (0, 3, True, True, FOUND[1]),
        (0, 5, True, True, FOUND[1]),
        (0, 12, True, True, FOUND[2]),
        (1, 0, True, True, FOUND[2]),
        (3, 7, True, True, FOUND[0]),
        (3, 7, True, False, None),
        (3, 7, False, True, FOUND[3]),
        (3, 6, False, True, FOUND[2]),
        (3, 0, False, True, FOUND[1]),
        (0, 9, False, True, FOUND[0]),
        (0, 2, False, True, FOUND[3]),
        (0, 2, False, False, None),
        (9, 0, True, True, None),
    ],
)
def test_the_next_match_is_the_nearest_and_goes_round(
    paragraph: int, offset: int, forward: bool, wrap: bool, expected: Range | None
) -> None:
    assert next_match(DOCUMENT, Query("fox"), Position(paragraph, offset), forward, wrap) == expected


def test_a_lone_match_is_found_from_every_place_in_its_own_paragraph() -> None:
    document = Document([Paragraph("a fox ran")])
    for offset in range(10):
        for forward in (True, False):
            assert next_match(document, Query("fox"), Position(0, offset), forward) == within(0, 2, 5)


def test_nothing_is_found_in_an_article_without_paragraphs_or_without_the_text() -> None:
    assert next_match(Document(()), Query("fox"), Position(0, 0)) is None
    for forward in (True, False):
        assert next_match(DOCUMENT, Query("zebra"), Position(0, 3), forward) is None
        assert next_match(DOCUMENT, Query(""), Position(0, 3), forward) is None


LETTERS = st.text(alphabet="aAbB'’“\"-– \u00a0…​İßẞ.", max_size=12)


@given(LETTERS, LETTERS, LETTERS)
def test_a_text_is_found_in_whatever_holds_it(before: str, query: str, after: str) -> None:
    spans = matches(Query(query), before + query + after)
    assert bool(spans) is bool(query)
    assert all(end - start > 0 for start, end in spans)


@given(
    st.lists(st.text(alphabet="ab ", max_size=8), min_size=1, max_size=5),
    st.text("ab", min_size=1, max_size=2),
)
def test_next_match_walks_through_all_matches_both_ways(texts: list[str], text: str) -> None:
    document, query = Document([Paragraph(text) for text in texts]), Query(text)
    every = list(all_matches(document, query))
    walked, place = [], Position(0, 0)
    while found := next_match(document, query, place, wrap=False):
        walked.append(found)
        place = found.end
    assert walked == every
    for match in every:
        assert next_match(document, query, match.start) == match
        assert next_match(document, query, match.start, wrap=False) == match
