from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tread.core.annotation import Annotation
from tread.core.history import Change
from tread.store.merge import apply, content, merge, settle
from tread.store.stamps import NOTE_JOINT, covers, join, milliseconds, next_number

MOMENT = datetime(2026, 11, 22, tzinfo=UTC)
MADE = Annotation("x", "highlight", None, MOMENT, MOMENT, "yellow", note="base", tags=("a", "b"))

Write = Callable[..., Annotation]


@pytest.fixture
def base() -> Annotation:
    """What both machines have: made on the desk."""
    return apply(Change(None, MADE), None, MOMENT, "desk", next_number((), "desk", MOMENT))


def write(before: Annotation, device: str, seconds: int = 1, **fields: Any) -> Annotation:
    """The state after somebody changed these fields of `before`."""
    now = MOMENT + timedelta(seconds=seconds)
    number = next_number([before], device, now)
    return apply(Change(before, replace(before, **fields)), before, now, device, number)


def delete(before: Annotation, device: str, seconds: int = 1) -> Annotation:
    return write(before, device, seconds, deleted=MOMENT)


def both_ways(one: Annotation, other: Annotation) -> Annotation:
    merged = merge(one, other)
    assert merge(other, one) == merged
    return merged


def test_fields_that_were_changed_apart_are_both_kept(base: Annotation) -> None:
    merged = both_ways(write(base, "desk", 1, note="mine"), write(base, "laptop", 2, colour="red"))
    assert (merged.note, merged.colour, merged.tags) == ("mine", "red", ("a", "b"))


def test_of_two_colours_the_later_one_stands(base: Annotation) -> None:
    assert (
        both_ways(write(base, "desk", 2, colour="red"), write(base, "laptop", 1, colour="blue")).colour
        == "red"
    )


def test_an_older_colour_does_not_come_back_with_a_newer_note(base: Annotation) -> None:
    red = write(base, "desk", 1, colour="red")
    noted = write(base, "laptop", 5, note="five")
    assert both_ways(red, noted).colour == "red"


def test_two_diverged_notes_keep_both_texts_once(base: Annotation) -> None:
    mine, theirs = write(base, "desk", 2, note="mine"), write(base, "laptop", 1, note="theirs")
    merged = both_ways(mine, theirs)
    assert merged.note == f"theirs{NOTE_JOINT}mine"
    for again in (mine, theirs, base):
        assert both_ways(merged, again) == merged


def test_two_joined_notes_that_were_put_in_order_stay_in_order(base: Annotation) -> None:
    mine, theirs = write(base, "desk", 2, note="mine"), write(base, "laptop", 1, note="theirs")
    tidy = write(merge(mine, theirs), "desk", 9, note="mine and theirs")
    for again in (mine, theirs, merge(mine, theirs)):
        assert both_ways(tidy, again) == tidy


def test_a_note_that_was_replaced_by_somebody_who_had_read_it_is_gone(base: Annotation) -> None:
    mine, theirs = write(base, "desk", 1, note="first"), write(base, "laptop", 2, note="theirs")
    second = write(mine, "desk", 3, note="second")
    for order in permutations((mine, theirs, second)):
        merged = merge(merge(order[0], order[1]), order[2])
        assert merged.note == f"theirs{NOTE_JOINT}second"


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("", "theirs", "theirs"),
        ("ours and more", "ours and", "ours and more"),
        ("same", "same", "same"),
        ("no", "I know.", "no\n\nI know."),
        ("no", "No, no!", "No, no!"),
        ("base\n\none", "base\n\ntwo", "base\n\none\n\ntwo"),
        ("one\n\nbase", "two\n\nbase", "one\n\nbase\n\ntwo"),
        ("a\n\nb\n\nc", "b\n\na", "a\n\nb\n\nc\n\nb\n\na"),
    ],
)
def test_notes_merge(base: Annotation, mine: str, theirs: str, expected: str) -> None:
    assert (
        both_ways(write(base, "desk", 1, note=mine), write(base, "laptop", 2, note=theirs)).note == expected
    )


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("ab", "ab", "ab"),
        ("b", "abc", "bc"),
        ("abd", "abc", "abcd"),
        ("", "abx", "x"),
        ("ba", "ab", "ab"),
        ("abx", "abx", "abx"),
    ],
)
def test_tags_merge_as_sets(base: Annotation, mine: str, theirs: str, expected: str) -> None:
    merged = both_ways(write(base, "desk", 1, tags=tuple(mine)), write(base, "laptop", 2, tags=tuple(theirs)))
    assert sorted(merged.tags) == sorted(expected)


def test_the_order_that_tags_were_last_put_in_stands(base: Annotation) -> None:
    merged = both_ways(
        write(base, "desk", 1, tags=("b", "a")), write(base, "laptop", 2, tags=("c", "b", "a"))
    )
    assert merged.tags == ("c", "b", "a")


def test_a_tag_that_two_gave_stays_until_both_are_seen(base: Annotation) -> None:
    mine = write(base, "desk", 1, tags=("a", "b", "x"))
    theirs = write(base, "laptop", 2, tags=("a", "b", "x"))
    off = write(theirs, "laptop", 3, tags=("a", "b"))
    assert "x" in both_ways(mine, off).tags
    assert "x" not in write(merge(mine, theirs), "phone", 4, tags=("a",)).tags


def test_a_deletion_loses_to_an_edit_it_had_not_seen(base: Annotation) -> None:
    for edited in (
        write(base, "laptop", 1, note="kept"),
        write(base, "laptop", 1, colour="red"),
        write(base, "laptop", 1, tags=("a",)),
    ):
        merged = both_ways(delete(base, "desk", 5), edited)
        assert merged.deleted is None
        assert content(merged) == content(edited)


def test_a_deletion_stands_over_what_it_had_seen(base: Annotation) -> None:
    edited = write(base, "laptop", 1, note="seen")
    gone = delete(edited, "desk", 5)
    assert both_ways(gone, base).deleted
    assert both_ways(gone, edited).deleted
    assert both_ways(gone, delete(base, "phone", 2)).deleted


def test_a_restore_stands_over_its_tombstone_even_by_a_clock_that_is_behind(base: Annotation) -> None:
    gone = delete(base, "desk", 86_400)
    back = write(gone, "laptop", 1, deleted=None)
    assert both_ways(gone, back) == back
    assert back.deleted is None
    assert delete(back, "desk", 2).deleted
    assert both_ways(delete(back, "desk", 2), gone).deleted


def test_an_edit_is_later_than_what_its_author_saw_whatever_the_clocks_say(base: Annotation) -> None:
    tomorrow = write(base, "ahead", 86_400, colour="red", note="tomorrow")
    answer = write(tomorrow, "desk", 60, colour="blue", note="tomorrow, and today")
    merged = both_ways(answer, tomorrow)
    assert (merged.colour, merged.note) == ("blue", "tomorrow, and today")


def test_of_two_clocks_that_are_a_day_apart_neither_always_has_the_later_word(base: Annotation) -> None:
    """Two machines that have synced once set the colour again and again without syncing."""
    day = 86_400
    ours = write(base, "behind", 0, colour="red")
    theirs = write(base, "ahead", day + 1, colour="blue")
    ours = write(merge(ours, theirs), "behind", 2, note="seen")
    for seconds in range(10, 40, 4):
        theirs = write(theirs, "ahead", day + seconds, colour=f"ahead {seconds}")
        ours = write(ours, "behind", seconds + 2, colour=f"behind {seconds}")
        assert both_ways(ours, theirs).colour == f"behind {seconds}"
        theirs = write(theirs, "ahead", day + seconds + 3, colour=f"ahead again {seconds}")
        assert both_ways(ours, theirs).colour == f"ahead again {seconds}"


def test_the_next_write_is_later_than_all_that_was_seen_in_the_article(base: Annotation) -> None:
    assert next_number((), "desk", MOMENT) == milliseconds(MOMENT)
    tomorrow = write(base, "ahead", 86_400, note="x")
    assert next_number([base, tomorrow], "desk", MOMENT) == max(tomorrow.version.values()) + 1
    counted = replace(MADE, version={"old": 3}, device="old", modified=MOMENT + timedelta(days=1))
    assert next_number([counted], "desk", MOMENT) == milliseconds(counted.modified) + 1


def test_an_annotation_is_as_old_as_its_writers_clock_says(base: Annotation) -> None:
    tomorrow = write(base, "ahead", 86_400, note="x")
    answer = write(tomorrow, "desk", 60, note="y")
    assert answer.modified == MOMENT + timedelta(seconds=60)
    assert both_ways(answer, tomorrow) == answer


def test_a_store_that_was_put_back_does_not_write_as_if_it_were_newer(
    base: Annotation,
) -> None:
    newer = write(base, "desk", 5, note="newer")
    again = write(base, "desk", 9, note="from the older state")
    assert set(both_ways(newer, again).note.split(NOTE_JOINT)) >= {"from the older state"}
    now = MOMENT + timedelta(seconds=9)
    change = Change(newer, replace(newer, colour="red"))
    kept = apply(change, base, now, "desk", next_number([base], "desk", now))
    assert (kept.note, kept.colour) == ("newer", "red")


def test_what_an_earlier_tread_wrote_without_stamps_keeps_both_texts() -> None:
    old = replace(MADE, version={"desk": 1}, device="desk")
    mine = replace(old, note="mine", version={"desk": 2}, modified=MOMENT + timedelta(seconds=2))
    theirs = replace(
        old,
        note="theirs",
        tags=("a", "c"),
        version={"desk": 1, "laptop": 1},
        device="laptop",
        modified=MOMENT + timedelta(seconds=1),
    )
    assert both_ways(old, mine) == mine
    merged = both_ways(mine, theirs)
    assert (merged.note, set(merged.tags)) == (f"theirs{NOTE_JOINT}mine", {"a", "b", "c"})
    with_base = merge(mine, theirs, old)
    assert with_base == merge(theirs, mine, old)
    assert set(with_base.tags) == {"a", "c"}
    assert (
        write(mine, "desk", 9, colour="red").colour
        == merge(write(mine, "desk", 9, colour="red"), theirs).colour
    )


def test_a_note_that_another_program_changed_counts_as_the_last_write(base: Annotation) -> None:
    both = merge(write(base, "desk", 2, note="mine"), write(base, "laptop", 1, note="theirs"))
    changed = replace(both, note="by hand")
    assert merge(changed, write(both, "phone", 5, colour="red")).note.count("by hand") == 1


def test_written_that_is_nonsense_is_passed_over(base: Annotation) -> None:
    for nonsense in (
        {"": "x", "note": 5, "tags": [], "alive": {}, "order": [[1], 2]},
        {"": [1], "note": [[1]], "tags": {"a": 7}, "alive": [9], "colour": {}, "order": None},
    ):
        odd = replace(base, written=nonsense)
        assert content(merge(odd, write(base, "laptop", note="x"))) == content(
            write(base, "laptop", note="x")
        )


def test_the_state_that_has_seen_the_other_stands(base: Annotation) -> None:
    newer, other = write(base, "desk", 1, note="new"), write(base, "laptop", 1, note="other")
    assert settle(base, newer) is newer
    assert settle(newer, base) is newer
    assert set(settle(newer, other).note.split(NOTE_JOINT)) == {"new", "other"}


versions = st.dictionaries(st.sampled_from("abc"), st.integers(1, 3))
stamps = st.tuples(st.integers(1, 3), st.sampled_from("abc"), st.integers(0, 3)).map(list)
states = st.builds(
    lambda seconds, note, tags, colour, gone, device, version, written: replace(
        MADE,
        modified=MOMENT + timedelta(seconds=seconds),
        note=note,
        tags=tuple(tags),
        colour=colour,
        deleted=MOMENT if gone else None,
        device=device,
        version=version,
        written=written,
    ),
    st.integers(0, 2),
    st.sampled_from(["", "x", "y", "x\n\ny"]),
    st.sampled_from(["", "a", "b", "ab", "abc", "bd"]),
    st.sampled_from(["yellow", "red", None]),
    st.booleans(),
    st.sampled_from("abc"),
    versions,
    st.fixed_dictionaries(
        {},
        optional={
            "": stamps,
            "colour": stamps,
            "order": st.one_of(stamps, st.tuples(stamps, st.lists(st.sampled_from("abcd"))).map(list)),
            "alive": st.lists(stamps, max_size=2),
            "tags": st.dictionaries(st.sampled_from("abcd"), st.lists(stamps, max_size=2)),
            "note": st.one_of(stamps, st.just([[[1, "a", 1], "x"], [[2, "b", 1], "y"]])),
        },
    ),
)


@settings(max_examples=300, deadline=None)
@given(states, states)
def test_merging_any_two_states_commutes(one: Annotation, other: Annotation) -> None:
    merged = merge(one, other)
    assert merge(other, one) == merged
    assert merge(merged, merged) == merged
    assert covers(merged.version, join(one.version, other.version))


@settings(max_examples=300, deadline=None)
@given(states, states, states)
def test_it_does_not_matter_in_which_order_any_three_states_are_merged(
    one: Annotation, other: Annotation, third: Annotation
) -> None:
    merged = merge(merge(one, other), third)
    assert content(merge(one, merge(other, third))) == content(merged)
    assert (merge(one, merge(other, third)).deleted is None) == (merged.deleted is None)


@given(versions, versions)
def test_a_join_covers_both_and_no_more(one: dict[str, int], other: dict[str, int]) -> None:
    joined = join(one, other)
    assert covers(joined, one)
    assert covers(joined, other)
    assert join(joined, one) == joined
