"""Regular expressions that a reader types."""

from __future__ import annotations

import pytest

from tread.core.find import Query
from tread.errors import PatternError
from tread.patterns import PatternMatcher


def spans(query: Query, *texts: str) -> list[tuple[int, int]]:
    return list(PatternMatcher(query).spans(texts, lambda: None))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"f\w+", ["fox", "Fox", "fig"]),
        (r"F\w+", ["Fox"]),
        (r"\Bo\B", ["o", "o"]),
        (r"^.", ["a", "F"]),
        (r"fig$", ["fig"]),
        (r"x*", ["x", "x"]),
        (r"(?:fox|fig)\b", ["fox", "Fox", "fig"]),
        (r"\p{Lu}", ["F"]),
        ("", []),
        ("^", []),
    ],
)
def test_an_expression_finds_what_it_matches_and_nothing_empty(text: str, expected: list[str]) -> None:
    article = "a fox,\nFox, fig"
    found = spans(Query(text, case="exact" if "Lu" in text else "smart", is_regex=True), article)
    assert [article[start:end] for start, end in found] == expected


def test_hits_are_counted_over_paragraphs_and_cross_none() -> None:
    assert spans(Query("a.b|b", is_regex=True), "a", "b", "", "axb") == [(2, 3), (5, 8)]


def test_whole_words_hold_for_every_alternative() -> None:
    assert spans(Query("fo|fox", whole_word=True, is_regex=True), "fox fo foxes") == [(0, 3), (4, 6)]


@pytest.mark.parametrize("whole_word", [False, True])
def test_a_broken_expression_says_what_is_wrong_with_it(whole_word: bool) -> None:
    with pytest.raises(PatternError, match=r"Not a regular expression: missing \)\."):
        PatternMatcher(Query("(fox", whole_word, is_regex=True))


def test_an_expression_that_backtracks_without_end_is_stopped() -> None:
    with pytest.raises(PatternError, match="takes too long"):
        spans(Query("(a+)+$", is_regex=True), "a" * 5000 + "!")
