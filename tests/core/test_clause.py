"""Clauses: what stands between a sentence's commas, semicolons, colons, dashes and brackets."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.clause import clauses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained.", ["It rained."]),
        ("It rained, and we left.", ["It rained", "and we left."]),
        ("It cost 1,000 or 1:2.", ["It cost 1,000 or 1:2."]),
        ("First; then: last.", ["First", "then", "last."]),
        ("The town – or what is left – sleeps.", ["The town", "or what is left", "sleeps."]),
        ("The town—or what is left—sleeps.", ["The town", "or what is left", "sleeps."]),
        ("A well-known man left.", ["A well-known man left."]),
        ("The mayor (who knew) left.", ["The mayor", "who knew", "left."]),
        ("“It was cold,” he said.", ["It was cold", "he said."]),
        ("“It was cold, but clear.”", ["It was cold", "but clear."]),
        ("He said, “it was cold.”", ["He said", "it was cold."]),
        ("天气很冷，我们走了。", ["天气很冷", "我们走了。"]),
        ("كان الجو باردا، فرحلنا.", ["كان الجو باردا", "فرحلنا."]),
        ("Yes,", ["Yes,"]),
        (", , ,", [", , ,"]),
        ("", []),
    ],
)
def test_a_sentence_in_clauses(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in clauses(text, 0, len(text))] == expected


def test_only_the_sentence_is_looked_at() -> None:
    text = "One, two. Three, four. Five, six."
    assert [text[a:b] for a, b in clauses(text, 10, 22)] == ["Three", "four."]


@given(st.text(st.sampled_from("ab ,;:—–-()“”。，.\n"), max_size=40))
def test_clauses_are_in_order_and_apart(text: str) -> None:
    found = clauses(text, 0, len(text))
    assert all(a < b for a, b in found)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(found))
