"""Aligning a pattern with a text, held against the plain way of doing it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.alignment import Pattern

TEXT = st.text(alphabet="ab ", max_size=6)


def edits(pattern: str, text: str, *, anywhere: bool) -> int:
    """The fewest edits from a pattern to a text, or to the stretch of it that needs the fewest."""
    row = [0 if anywhere else offset for offset in range(len(text) + 1)]
    for number, character in enumerate(pattern, start=1):
        above, row = row, [number]
        for offset, other in enumerate(text, start=1):
            row.append(min(above[offset] + 1, row[-1] + 1, above[offset - 1] + (character != other)))
    return min(row) if anywhere else row[-1]


@given(st.tuples(TEXT, TEXT, TEXT), st.text(alphabet="abc ", max_size=16), st.integers(0, 16))
def test_an_alignment_has_the_fewest_edits(parts: tuple[str, str, str], text: str, near: int) -> None:
    pattern = "".join(parts)
    if pattern:
        found = Pattern(parts).align(text, near)
        assert sum(found.edits) == edits(pattern, text, anywhere=True)


@given(st.tuples(TEXT, TEXT, TEXT), st.text(alphabet="abc ", max_size=16))
def test_the_parts_lie_in_the_text_one_after_the_other(parts: tuple[str, str, str], text: str) -> None:
    if "".join(parts):
        found = Pattern(parts).align(text)
        borders = [border for pair in zip(found.starts, found.ends, strict=True) for border in pair]
        assert borders == sorted(borders)
        assert 0 <= borders[0] <= borders[-1] <= len(text)


@given(st.tuples(TEXT, TEXT, TEXT), st.text(alphabet="abc ", max_size=8), TEXT)
def test_a_text_that_holds_the_pattern_has_it_without_edits(
    parts: tuple[str, str, str], before: str, after: str
) -> None:
    pattern = "".join(parts)
    if pattern:
        found = Pattern(parts).align(before + pattern + after, len(before) + len(pattern))
        assert found.edits == (0, 0, 0)


@pytest.mark.parametrize(
    ("parts", "text", "second"),
    [
        (
            ("it is ", "a bad illness", ", there"),
            "so it is quoth bad illness, there was",
            "quoth bad illness",
        ),
        (("we know ", "the bridge", " is shut"), "we know that the bridge soon is shut", "the bridge"),
        (("to ", "start", " now"), "to begin now", "begin"),
    ],
)
def test_what_stands_between_two_parts_belongs_to_the_one_that_lost_its_end(
    parts: tuple[str, str, str], text: str, second: str
) -> None:
    found = Pattern(parts).align(text)
    assert text[found.starts[1] : found.ends[1]].strip() == second


def test_of_two_places_the_nearer_one_is_taken_and_the_other_is_its_rival() -> None:
    text = "one cat sat, and one cat ran"
    found = Pattern(("one ", "cat", "")).align(text, near=len(text))
    assert text.index("cat", 10) == found.starts[1]
    assert found.rival == 0
    assert Pattern(("one ", "cat", " ran")).align(text).rival != 0
