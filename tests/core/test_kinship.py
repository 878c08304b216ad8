"""Whether an article that is gone is another one, renamed and edited."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.kinship import Kinship, kinship, proposals, the_same, told_by_many


@pytest.mark.parametrize(
    ("old", "new", "common", "expected"),
    [
        ("abcdef", "abcdef", "", (6, 6)),
        ("abcdef", "abXdef", "", (5, 6)),
        ("abcdef", "fedcba", "", (1, 6)),
        ("abcdef", "XdefabcY", "", (3, 6)),
        ("aabcd", "aabcd", "", (3, 3)),
        ("abcd", "abbcd", "", (3, 4)),
        ("abcdef", "abcdef", "abc", (3, 3)),
        ("", "abc", "", (0, 0)),
        ("abc", "", "", (0, 3)),
    ],
)
def test_what_two_articles_share_is_what_stands_in_both_in_order(
    old: str, new: str, common: str, expected: tuple[int, int]
) -> None:
    assert kinship(old, new, common) == Kinship(*expected)


@given(st.text("abcdefghij", max_size=12), st.text("abcdefghij", max_size=12))
def test_as_much_is_shared_whichever_is_the_old_one(one: str, other: str) -> None:
    assert kinship(one, other).shared == kinship(other, one).shared
    assert kinship(one, other).shared <= min(len(set(one)), len(set(other)))


@pytest.mark.parametrize(
    ("new", "gone", "expected"),
    [
        ("abcdef", {"one": "abcdef"}, "one"),
        ("abcXYZ", {"one": "abcdef"}, "one"),
        ("abXYZW", {"one": "abcdef"}, None),  # less than half
        ("ab", {"one": "ab"}, None),  # a greeting and a farewell are in many
        ("abcdef", {"one": "abcdef", "two": "abcXYZ"}, None),  # another comes near
        ("abcdef", {"one": "abcdef", "two": "aXYZWV"}, "one"),
        ("abcdef", {}, None),
    ],
)
def test_an_article_is_the_same_where_half_of_it_is_there_and_no_other_is_near(
    new: str, gone: dict[str, str], expected: str | None
) -> None:
    assert the_same(new, gone) == expected


def test_what_is_not_sure_is_proposed_the_nearest_first() -> None:
    gone = {"far": "aXYZWV", "near": "abcXYZ", "none": "UVW"}
    assert the_same("abcdef", gone) == "near"
    assert proposals("abcdef", gone) == ["near", "far"]


def test_what_stands_in_many_articles_tells_nothing() -> None:
    articles = ["abcXYZ", "abcUVW", "Qab"]
    assert told_by_many(articles) == set("abc")
    assert the_same("abcDEF", {"one": "abcXYZ"}) == "one"
    assert the_same("abcDEF", {"one": "abcXYZ"}, told_by_many(articles)) is None
