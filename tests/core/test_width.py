"""The table of one-cell code points, held against Rich's widths and wcwidth's graphemes."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import iter_graphemes

from tread.core.width import NARROW_RANGES, is_narrow

NARROW = [chr(code) for first, last in NARROW_RANGES for code in range(first, last + 1)]


def test_every_narrow_code_point_takes_one_cell_as_rich_counts() -> None:
    assert [character for character in NARROW if cell_len(character) != 1] == []


def test_no_narrow_code_point_is_a_mark_a_control_or_a_separator_of_rows() -> None:
    refused = {"Mn", "Mc", "Me", "Cc", "Cf", "Cs", "Zl", "Zp"}
    assert [character for character in NARROW if unicodedata.category(character) in refused] == []


def test_no_narrow_code_point_joins_a_neighbour() -> None:
    joined = "".join(f"a{character}{character}" for character in NARROW)
    assert list(iter_graphemes(joined)) == list(joined)


def test_the_ranges_are_in_order_and_do_not_touch() -> None:
    ends = [code for pair in NARROW_RANGES for code in pair]
    assert ends == sorted(ends)
    assert all(before[1] + 1 < after[0] for before, after in pairwise(NARROW_RANGES))


@given(st.text(st.sampled_from(NARROW), max_size=40))
def test_narrow_text_takes_as_many_cells_as_it_has_code_points(text: str) -> None:
    assert is_narrow(text)
    assert cell_len(text) == len(text) == len(list(iter_graphemes(text)))


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.just("\n"), max_size=20))
def test_text_is_narrow_when_all_of_it_is_in_the_table(text: str) -> None:
    assert is_narrow(text) == all(character == "\n" or character in NARROW for character in text)


@pytest.mark.parametrize(
    ("text", "narrow"),
    [
        ("", True),
        ("plain\ntext", True),
        ("“Curly” — and ‘single’ quotes…", True),
        ("“Curly”\nand so on", True),
        ("Größe, naïveté, Łódź, Ελλάδα, Москва, Tiếng Việt", True),
        ("10 000 €, 5 ≤ 6", False),
        ("world 世界", False),
        ("e\u0301", False),
        ("soft\u00adhyphen", False),
        ("\u200b", False),
        ("❤️", False),
        ("😀", False),
        ("𝒜", False),
    ],
)
def test_ordinary_prose_is_narrow_and_wide_or_joined_text_is_not(text: str, narrow: bool) -> None:
    assert is_narrow(text) is narrow
