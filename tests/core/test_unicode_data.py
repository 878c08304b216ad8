"""Unicode's own tests, version 17, for graphemes and for breaking lines; docs/scripts.md has the figures."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from tread.core.graphemes import is_border
from tread.core.line_breaks import line_breaks
from tread.core.line_data import UNICODE
from tread.tui.measure import ScreenMeasure

DATA = Path(__file__).parents[1] / "data/unicode"
REPORT = Path(__file__).parents[2] / "docs/scripts.md"

GRAPHEME_FLOOR = 762
GRAPHEME_FAILURES = {
    # Unicode 18, which wcwidth 0.9 follows, binds a letter to a virama that follows no letter; 17 did not.
    "÷ 094D ÷ 0915 ÷",
    "÷ 094D × 0308 ÷ 0915 ÷",
    "÷ 0061 × 094D ÷ 0924 ÷",
    "÷ 003F × 094D ÷ 0924 ÷",
}
LINE_FLOOR = 19_336
LINE_FAILURES = {
    # A code point that is kept for a pictograph to come, but has no class yet, before a skin tone.
    "× 1F8FF × 1F3FB ÷",
    "× 1F8FF × 0308 × 1F3FB ÷",
}


def cases(name: str) -> Iterator[tuple[str, str, list[int]]]:
    """Each test: as it is written, its text, and the offsets at which there is a break."""
    data = (DATA / name).read_bytes()
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8")
    for row in text.splitlines():
        test = row.partition("#")[0].strip()
        if test:
            signs = test.split()
            yield test, "".join(chr(int(sign, 16)) for sign in signs[1::2]), breaks_in(signs[::2])


def breaks_in(marks: list[str]) -> list[int]:
    return [place for place, mark in enumerate(marks) if mark == "÷"]


def graphemes(text: str) -> list[int]:
    """The borders that our wrapper of wcwidth finds."""
    borders = [0]
    for length, _ in ScreenMeasure().graphemes(text):
        borders.append(borders[-1] + length)
    return borders


def test_graphemes_end_where_unicode_says_but_for_the_cases_that_are_known() -> None:
    tests = list(cases("GraphemeBreakTest.txt"))
    failed = {test for test, text, expected in tests if graphemes(text) != expected}
    assert failed <= GRAPHEME_FAILURES
    assert len(tests) - len(failed) >= GRAPHEME_FLOOR


def test_a_border_that_is_found_without_tables_is_one_of_unicode_s() -> None:
    found = kept = 0
    for test, text, expected in cases("GraphemeBreakTest.txt"):
        borders = [place for place in range(len(text) + 1) if is_border(text, place)]
        assert set(borders) <= set(expected), test
        found, kept = found + len(borders), kept + len(expected)
    assert found > 0.9 * kept


def test_lines_may_end_where_unicode_says_but_for_the_cases_that_are_known() -> None:
    tests = list(cases("LineBreakTest.txt.gz"))
    failed = {test for test, text, expected in tests if [*line_breaks(text), len(text)] != expected}
    assert failed <= LINE_FAILURES
    assert len(tests) - len(failed) >= LINE_FLOOR


@pytest.mark.parametrize("name", ["GraphemeBreakTest.txt", "LineBreakTest.txt.gz"])
def test_the_tests_are_of_the_version_that_the_classes_are_of(name: str) -> None:
    data = (DATA / name).read_bytes()
    first = (gzip.decompress(data) if name.endswith(".gz") else data).split(b"\n", 1)[0].decode()
    assert f"-{UNICODE}.txt" in first


def test_the_report_gives_the_figures_that_are_held_here() -> None:
    report = REPORT.read_text(encoding="utf-8")
    assert f"{GRAPHEME_FLOOR} of 766" in report
    assert f"{LINE_FLOOR:,} of 19,338" in report
