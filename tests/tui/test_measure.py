"""Widths as the screen draws them: Rich's cells, wcwidth's graphemes, and where the two meet."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import iter_graphemes

from tread.core.width import Measure
from tread.tui.measure import ScreenMeasure

MEASURE: Measure = ScreenMeasure()

foreign = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"])
    | st.sampled_from("\u200c\u200d\ufe0f👩❤1क्ष"),
    max_size=20,
)


@given(foreign)
def test_graphemes_partition_the_text_as_wcwidth_does(text: str) -> None:
    lengths = [length for length, _ in MEASURE.graphemes(text)]
    assert lengths == [len(grapheme) for grapheme in iter_graphemes(text)]
    assert sum(lengths) == len(text)


@given(foreign)
def test_a_text_takes_as_many_cells_as_its_graphemes_together(text: str) -> None:
    assert MEASURE.cells(text) == sum(cells for _, cells in MEASURE.graphemes(text))


@given(foreign)
def test_a_text_takes_no_fewer_cells_than_rich_draws(text: str) -> None:
    assert MEASURE.cells(text) >= cell_len(text)
    assert "\u200d" in text or MEASURE.cells(text) == cell_len(text)


@pytest.mark.parametrize(
    ("text", "graphemes"),
    [
        ("", []),
        ("aé", [(1, 1), (1, 1)]),
        ("ae\u0301", [(1, 1), (2, 1)]),
        ("世界", [(1, 2), (1, 2)]),
        ("👩\u200d👩\u200d👧!", [(5, 2), (1, 1)]),
        ("🇫🇷🇩🇪", [(2, 2), (2, 2)]),
        ("❤\ufe0f", [(2, 2)]),
        ("1\ufe0f\u20e3", [(3, 2)]),
        ("क्ष", [(3, 2)]),
        ("\u1100\u1161\u11a8", [(3, 2)]),
    ],
)
def test_graphemes_with_their_code_points_and_cells(text: str, graphemes: list[tuple[int, int]]) -> None:
    assert list(MEASURE.graphemes(text)) == graphemes


def test_rich_counts_nothing_for_what_follows_a_joiner_that_does_not_join() -> None:
    sinhala = "ක්\u200dර"
    assert len(list(iter_graphemes(sinhala))) == 2
    assert cell_len(sinhala) == 1
    assert MEASURE.cells(sinhala) == 2


def test_importing_it_brings_no_textual_and_says_nothing() -> None:
    code = "import sys, tread.tui.measure; sys.exit('textual' in sys.modules)"
    found = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")
