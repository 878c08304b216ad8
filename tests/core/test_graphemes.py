"""Borders between characters that are found without the tables, and ranges grown to them."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from tread.core.graphemes import is_border, whole

PIECES = [
    *(
        "a",
        " ",
        "é",
        "e\u0301",
        "世",
        "한",
        "\u1112\u1161\u11ab",
        "क्ष",
        "दा",
        "நி",
        "น้ำ",
        "العِلْمُ",
        "👩\u200d👩\u200d👧",
    ),
    *(
        "👍🏽",
        "🇮🇸",
        "🇮",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        "ක්\u200dර",
        "\u0600",
        "\u200d",
        "\u0301",
        "🏽",
        "مم\u200c",
        "\r\n",
    ),
]
texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=20)


@given(texts)
def test_a_border_is_one_that_wcwidth_finds_too(text: str) -> None:
    borders = {0, *accumulate(map(len, iter_graphemes(text)))}
    assert {place for place in range(len(text) + 1) if is_border(text, place)} <= borders


@given(texts, st.integers(0, 40), st.integers(0, 40))
def test_a_range_that_was_grown_cuts_nothing_and_holds_what_it_held(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    low, high = whole(text, start, end)
    assert low <= start and (high >= end or start == end)
    assert is_border(text, low) and is_border(text, high)
    assert whole(text, low, high) == (low, high)


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("plain", 1, 3, (1, 3)),
        ("cafe\u0301s", 3, 4, (3, 5)),
        ("a👩\u200d👩\u200d👧b", 3, 4, (1, 6)),
        ("🇮🇸🇫🇷", 1, 3, (0, 4)),
        ("🇮🇸🇫🇷", 2, 4, (2, 4)),
        ("क्षत्रि", 2, 3, (0, 3)),
        ("👍🏽", 1, 1, (0, 0)),
        ("", 0, 0, (0, 0)),
        ("e" + "\u0301" * 5000, 2500, 2501, (2436, 2565)),
    ],
)
def test_a_range_is_grown_to_whole_characters_of_any_ordinary_length(
    text: str, start: int, end: int, expected: tuple[int, int]
) -> None:
    assert whole(text, start, end) == expected
