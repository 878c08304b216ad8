from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.annotation import Annotation
from tread.store.merge import NOTE_JOINT, content, covers, join, merge, settle

MOMENT = datetime(2026, 11, 22, tzinfo=UTC)
PLAIN = Annotation("x", "highlight", None, MOMENT, MOMENT, "yellow", note="base", tags=("a", "b"))


@pytest.fixture
def base() -> Annotation:
    return PLAIN


def edited(annotation: Annotation, seconds: int, **fields: Any) -> Annotation:
    return replace(annotation, modified=annotation.modified + timedelta(seconds=seconds), **fields)


def test_fields_that_one_side_changed_merge_apart(base: Annotation) -> None:
    merged = merge(base, edited(base, 1, note="mine"), edited(base, 2, colour="red"))
    assert (merged.note, merged.colour, merged.tags) == ("mine", "red", ("a", "b"))


def test_the_letter_of_the_later_side_stands(base: Annotation) -> None:
    merged = merge(base, edited(base, 1, letter="a"), edited(base, 2, letter="b"))
    assert merged.letter == "b"


def test_two_diverged_notes_keep_both_texts(base: Annotation) -> None:
    merged = merge(base, edited(base, 2, note="mine"), edited(base, 1, note="theirs"))
    assert merged.note == f"theirs{NOTE_JOINT}mine"


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("base", "shorter", "shorter"),
        ("ba", "base", "ba"),
        ("", "base", ""),
        ("", "theirs", "theirs"),
        ("base and more", "base and", "base and more"),
        ("same", "same", "same"),
    ],
)
def test_notes_merge(base: Annotation, mine: str, theirs: str, expected: str) -> None:
    assert merge(base, edited(base, 1, note=mine), edited(base, 2, note=theirs)).note == expected
    assert merge(base, edited(base, 2, note=mine), edited(base, 1, note=theirs)).note == expected


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("ab", "ab", "ab"),
        ("b", "abc", "bc"),
        ("abd", "abc", "abcd"),
        ("", "abx", "x"),
        ("ba", "ab", "ba"),
    ],
)
def test_tags_merge_as_sets(base: Annotation, mine: str, theirs: str, expected: str) -> None:
    merged = merge(base, edited(base, 1, tags=tuple(mine)), edited(base, 2, tags=tuple(theirs)))
    assert sorted(merged.tags) == sorted(expected)


def test_of_two_colours_the_later_one_stands(base: Annotation) -> None:
    red, blue = edited(base, 2, colour="red"), edited(base, 1, colour="blue")
    assert merge(base, red, blue).colour == merge(base, blue, red).colour == "red"


def test_a_deletion_loses_to_an_edit_it_had_not_seen(base: Annotation) -> None:
    gone = edited(base, 5, deleted=base.modified)
    assert merge(base, gone, edited(base, 1, note="kept")).deleted is None
    assert merge(base, edited(base, 1, note="kept"), gone).note == "kept"


def test_a_deletion_of_what_nobody_changed_stands(base: Annotation) -> None:
    gone = edited(base, 5, deleted=base.modified)
    assert merge(base, base, gone).deleted
    assert merge(base, gone, gone).deleted


def test_a_restore_stands(base: Annotation) -> None:
    gone = edited(base, 5, deleted=base.modified)
    assert merge(gone, base, gone).deleted is None


versions = st.dictionaries(st.sampled_from("abc"), st.integers(1, 3))
sides = st.tuples(
    st.integers(0, 2),
    st.sampled_from(["base", "x", "y", ""]),
    st.sampled_from(["", "a", "b", "ab", "abc", "bd"]),
    st.sampled_from(["yellow", "red", None]),
    st.booleans(),
    versions,
)


def side(base: Annotation, drawn: Any) -> Annotation:
    seconds, note, tags, colour, gone, version = drawn
    deleted = base.modified if gone else None
    return edited(base, seconds, note=note, tags=tuple(tags), colour=colour, deleted=deleted, version=version)


@given(sides, sides)
def test_merging_commutes_and_loses_no_note(one: Any, other: Any) -> None:
    base = PLAIN
    mine, theirs = side(base, one), side(base, other)
    merged = merge(base, mine, theirs)
    assert content(merged) == content(merge(base, theirs, mine))
    assert merged.deleted == merge(base, theirs, mine).deleted
    for note in (mine.note, theirs.note):
        assert note == "base" or note in merged.note
    assert covers(merged.version, mine.version)
    assert covers(merged.version, theirs.version)


@given(sides)
def test_merging_a_state_with_itself_changes_nothing(one: Any) -> None:
    base = PLAIN
    mine = side(base, one)
    assert content(merge(base, mine, mine)) == content(mine)
    assert merge(None, mine, mine) == mine


def test_the_state_that_has_seen_the_other_stands(base: Annotation) -> None:
    old, new = replace(base, version={"a": 1}), replace(base, version={"a": 2}, note="new")
    diverged = replace(base, version={"b": 1}, note="other")
    assert settle(old, new) is new
    assert settle(new, old) is new
    assert {"new", "other"} <= set(settle(new, diverged).note.split(NOTE_JOINT))


@given(versions, versions)
def test_a_join_covers_both_and_no_more(one: dict[str, int], other: dict[str, int]) -> None:
    joined = join(one, other)
    assert covers(joined, one)
    assert covers(joined, other)
    assert join(joined, one) == joined
