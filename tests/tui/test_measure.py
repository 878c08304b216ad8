"""Widths as the screen draws them: Rich's cells, wcwidth's graphemes, and where the two meet."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import iter_graphemes

from tread.tui.measure import ScreenMeasure, is_plain

MEASURE = ScreenMeasure()

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
    holds_marks = any(unicodedata.category(character) == "Mc" for character in text)
    assert "\u200d" in text or holds_marks or MEASURE.cells(text) == cell_len(text)


@pytest.mark.parametrize(("text", "cells"), [("दादी", 4), ("क्षत्रि", 5), ("நி", 2), ("မြန်မာ", 5), ("น้ำ", 2)])
def test_a_mark_that_stands_beside_its_letter_takes_a_cell_as_most_terminals_count(
    text: str, cells: int
) -> None:
    assert MEASURE.cells(text) == cells


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


PLAIN = {
    "👩\u200d👩\u200d👧\u200d👦": "👩👩👧👦",
    "👍🏽": "👍",
    "🇮🇸": "IS",
    "🇮": "I",
    "❤\ufe0f": "❤",
    "1\ufe0f\u20e3": "1\u20e3",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f": "🏴",
    "a 🏃🏽\u200d♀\ufe0f b": "a 🏃♀ b",
    "ක්\u200dර": "ක්\u200dර",
    "می\u200cخواهم": "می\u200cخواهم",
    "🏽": "🏽",
    "日本語 no emoji": "日本語 no emoji",
}


@pytest.mark.parametrize(("text", "plain"), PLAIN.items())
def test_plain_emoji_are_drawn_and_measured_as_the_characters_they_consist_of(
    text: str, plain: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MEASURE.drawn(text) == text
    cells = MEASURE.cells(plain)
    monkeypatch.setattr(ScreenMeasure, "plain_emoji", True)
    assert MEASURE.drawn(text) == plain
    assert MEASURE.cells(text) == cells


@given(foreign)
def test_no_sequence_is_left_where_emoji_are_plain(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ScreenMeasure, "plain_emoji", True)
        drawn = MEASURE.drawn(text)
        assert MEASURE.drawn(drawn) == drawn
        assert MEASURE.cells(text) >= cell_len(drawn)
        assert sum(length for length, _ in MEASURE.graphemes(text)) == len(text)


@pytest.mark.parametrize(
    ("wanted", "environ", "plain"),
    [
        ("on", {}, True),
        ("off", {"TERM": "linux"}, False),
        ("auto", {"TERM": "xterm-256color"}, False),
        ("auto", {"TERM": "linux"}, True),
        ("auto", {"TERM": "xterm-256color", "VTE_VERSION": "7600"}, True),
        ("auto", {"TERM": "xterm-kitty"}, False),
        ("auto", {"TERM": "tmux-256color", "TMUX": "/tmp/tmux", "VTE_VERSION": "7600"}, False),
    ],
)
def test_emoji_are_plain_as_the_reader_wants_or_where_the_terminal_draws_them_apart(
    wanted: str, environ: dict[str, str], plain: bool
) -> None:
    assert is_plain(wanted, environ) is plain


def test_importing_it_brings_no_textual_and_says_nothing() -> None:
    code = "import sys, tread.tui.measure; sys.exit('textual' in sys.modules)"
    found = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")
