"""Rows of text: what they hold, how wide they are, and where they may not begin or end."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import iter_graphemes

from tread.core.row import visible_end
from tread.core.wrap import Row, _wrap_narrow, _wrap_wide, wrap
from tread.tui.measure import ScreenMeasure

MEASURE = ScreenMeasure()
FAMILY = "👩\u200d👩\u200d👧"

pieces = st.sampled_from(
    [
        *(
            "the",
            "a",
            " ",
            " ",
            " ",
            "  ",
            "\n",
            "well-known",
            "and/or",
            "—",
            "–",
            "-",
            ",",
            ".",
            "“",
            "”",
            "’",
        ),
        *(
            "é",
            "e\u0301",
            "世",
            "界",
            "日本語",
            "。",
            "、",
            "「",
            "」",
            "カー",
            "っ",
            "한글",
            "क्ष",
            "त्रि",
            "ක්\u200dර",
        ),
        *(FAMILY, "🇫🇷", "❤\ufe0f", "😀", "\u00a0", "€", "x" * 30, " \u0301", "ا", "لا", "ไทย"),
    ]
)
mixed = st.lists(pieces, max_size=30).map("".join)
foreign = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]) | st.sampled_from(" \n\u200c\u200d"),
    max_size=40,
)
texts = mixed | foreign
widths = st.integers(2, 24)


def rows(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width, MEASURE)]


def borders(text: str) -> set[int]:
    """The offsets between two graphemes, both ends included."""
    return {0, *accumulate(map(len, iter_graphemes(text)))}


@given(texts, widths)
def test_rows_partition_the_text(text: str, width: int) -> None:
    found = wrap(text, width, MEASURE)
    assert found
    assert found[0][0] == 0 and found[-1][1] == len(text)
    assert all(before[1] == after[0] for before, after in pairwise(found))
    assert all(start < end for start, end in found[:-1])


@given(texts, widths)
def test_no_row_is_wider_than_the_width_but_for_a_single_grapheme(text: str, width: int) -> None:
    for start, end in wrap(text, width, MEASURE):
        drawn = text[start : visible_end(text, start, end)]
        assert cell_len(drawn) <= width or len(list(iter_graphemes(drawn))) == 1


@given(texts, widths)
def test_no_row_ends_inside_a_grapheme(text: str, width: int) -> None:
    allowed = borders(text)
    assert all(end in allowed for _, end in wrap(text, width, MEASURE))


@given(texts, widths)
def test_no_row_starts_with_a_space_in_the_middle_of_a_paragraph(text: str, width: int) -> None:
    for start, _ in wrap(text, width, MEASURE)[1:]:
        if text[start - 1] != "\n":
            assert next(iter_graphemes(text[start:])) != " "


@given(texts, widths)
def test_every_newline_ends_a_row_and_the_text_after_it_is_set_by_itself(text: str, width: int) -> None:
    separate: list[str] = []
    for paragraph in text.split("\n"):
        separate += rows(paragraph, width)
        separate[-1] += "\n"
    separate[-1] = separate[-1][:-1]
    assert rows(text, width) == separate


@given(st.text("ab -—/(“,é", max_size=60), widths)
def test_narrow_text_is_broken_alike_by_both_ways_of_breaking(text: str, width: int) -> None:
    def trimmed(found: list[Row]) -> list[str]:
        return [text[start:end] for start, end in found]

    assert trimmed(_wrap_narrow(text, 0, len(text), width)) == trimmed(_wrap_wide(text, width, MEASURE))


@given(st.lists(st.text("abcé", min_size=1, max_size=8), max_size=30), st.integers(8, 30))
def test_words_that_fit_are_set_as_textwrap_sets_them(found: list[str], width: int) -> None:
    text = " ".join(found)
    assert [row.rstrip(" ") for row in rows(text, width)] == (textwrap.wrap(text, width) or [""])


NO_START, NO_END = "、。」ーっ", "「（"


@given(st.text("世界語" + NO_START + NO_END, max_size=40), st.integers(4, 12))
def test_no_row_of_cjk_starts_or_ends_with_what_may_not_where_there_was_another_break(
    text: str, width: int
) -> None:
    def allowed(place: int) -> bool:
        return text[place] not in NO_START and text[place - 1] not in NO_END

    for start, end in wrap(text, width, MEASURE)[:-1]:
        if not allowed(end):
            assert not any(allowed(place) for place in range(start + 1, end))


@given(st.text("世界語" + NO_START + NO_END, max_size=40), st.integers(4, 12))
def test_a_row_of_cjk_is_as_full_as_it_may_be(text: str, width: int) -> None:
    for start, end in wrap(text, width, MEASURE)[:-1]:
        for place in range(end + 1, min(start + width // 2, len(text)) + 1):
            assert place < len(text)
            assert text[place] in NO_START or text[place - 1] in NO_END


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("one", 10, ["one"]),
        ("The quick brown fox", 10, ["The quick ", "brown fox"]),
        ("The quick  brown", 9, ["The quick  ", "brown"]),
        ("exactly ten", 7, ["exactly ", "ten"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("an abcdefghij", 4, ["an ", "abcd", "efgh", "ij"]),
        ("one   ", 3, ["one   "]),
        ("      ", 3, ["      "]),
        ("    abcdef", 8, ["    abcd", "ef"]),
        ("    ab cd", 7, ["    ab ", "cd"]),
        ("      ab", 4, ["      ", "ab"]),
        ("abc", 1, ["ab", "c"]),
    ],
)
def test_rows_end_at_spaces_and_a_word_that_is_too_long_is_cut(
    text: str, width: int, expected: list[str]
) -> None:
    assert rows(text, width) == expected
    assert rows(text + "\n世", width) == [*expected[:-1], expected[-1] + "\n", "世"]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("a well-known fact", 10, ["a well-", "known fact"]),
        ("a well-known fact", 7, ["a well-", "known ", "fact"]),
        ("a well-known fact", 6, ["a ", "well-", "known ", "fact"]),
        ("1914–1918", 5, ["1914–", "1918"]),
        ("both and/or", 9, ["both and/", "or"]),
        ("it was -5 then", 8, ["it was ", "-5 then"]),
        ("a path /usr", 8, ["a path ", "/usr"]),
        ("she came—late", 11, ["she came—", "late"]),
        ("she came—“late”", 11, ["she came—", "“late”"]),
        ("came —dijo Juan", 6, ["came ", "—dijo ", "Juan"]),
        ("he said Juan—.", 13, ["he said ", "Juan—."]),
    ],
)
def test_rows_end_after_a_hyphen_a_dash_or_a_slash_between_words(
    text: str, width: int, expected: list[str]
) -> None:
    assert rows(text, width) == expected
    wide_row_too = rows(text + " " * width + FAMILY, width)
    assert [row.rstrip(" ") for row in wide_row_too] == [*map(str.rstrip, expected), FAMILY]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("日本語の文章", 6, ["日本語", "の文章"]),
        ("日本語の文章", 5, ["日本", "語の", "文章"]),
        ("日本語。文章", 6, ["日本", "語。文", "章"]),
        ("日本「語文」章", 6, ["日本", "「語", "文」章"]),
        ("コンピューター", 6, ["コン", "ピュー", "ター"]),
        ("read 日本語 now", 8, ["read 日", "本語 now"]),
        ("价格$100元", 6, ["价格", "$100元"]),
        ("人口10％増", 6, ["人口", "10％増"]),
        ("一\u00a0二三", 4, ["一\u00a0", "二三"]),
        ("한국어 문장", 6, ["한국어 ", "문장"]),
        ("人口100％増", 6, ["人口", "100％", "増"]),
        ("日bcd」", 4, ["日", "bcd", "」"]),
        ("a世…」", 4, ["a", "世…", "」"]),
    ],
)
def test_cjk_is_broken_between_characters_but_not_before_closing_or_after_opening_ones(
    text: str, width: int, expected: list[str]
) -> None:
    assert rows(text, width) == expected


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        (FAMILY * 3, 4, [FAMILY * 2, FAMILY]),
        ("🇫🇷🇩🇪🇮🇹", 5, ["🇫🇷🇩🇪", "🇮🇹"]),
        ("cafe\u0301s", 4, ["cafe\u0301", "s"]),
        ("हिन्दी क्षत्रिय", 8, ["हिन्दी ", "क्षत्रिय"]),
        ("I❤\ufe0fNY too", 7, ["I❤\ufe0fNY ", "too"]),
        ("great😀work", 8, ["great😀", "work"]),
    ],
)
def test_graphemes_stay_whole_and_words_of_joined_letters_too(
    text: str, width: int, expected: list[str]
) -> None:
    assert rows(text, width) == expected


class CountingMeasure(ScreenMeasure):
    """Counts the code points it was asked about."""

    def __init__(self) -> None:
        self.asked = 0

    def graphemes(self, text: str) -> Iterator[tuple[int, int]]:
        self.asked += len(text)
        return super().graphemes(text)

    def cells(self, text: str) -> int:
        self.asked += len(text)
        return super().cells(text)


@pytest.mark.parametrize("text", ["世" * 5000, "世 " * 2500, FAMILY * 1000, "世\n" * 2500, "世" + " " * 5000])
def test_every_code_point_is_measured_at_most_once(text: str) -> None:
    measure = CountingMeasure()
    assert wrap(text, 40, measure)[-1][1] == len(text)
    assert measure.asked <= len(text)


def test_narrow_text_is_not_measured_at_all() -> None:
    measure = CountingMeasure()
    wrap("“plain” prose—for the most part " * 100, 40, measure)
    assert measure.asked == 0


def test_a_word_of_a_million_letters_is_cut_into_full_rows() -> None:
    found = wrap("a" * 1_000_000, 80, MEASURE)
    assert len(found) == 12_500
    assert found[-1] == (999_920, 1_000_000)
