"""What a change comes to on an annotation that has been edited elsewhere since the change was made."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.annotation import Annotation
from tread.core.carry import NOTE_JOINT, carried
from tread.core.history import Change
from tread.store.stamps import NOTE_JOINT as STORED_JOINT

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PLAIN = Annotation("a", "highlight", None, NOON, NOON, colour="yellow", note="mine", tags=("a", "b"))
TOMBSTONE = replace(PLAIN, deleted=NOON)

texts = st.sampled_from(["", "mine", "theirs", "mine too", f"mine{NOTE_JOINT}theirs"])
states = st.builds(
    lambda note, tags, colour: replace(PLAIN, note=note, tags=tuple(dict.fromkeys(tags)), colour=colour),
    texts,
    st.lists(st.sampled_from("abcd"), max_size=3),
    st.sampled_from(["yellow", "green", None]),
)


def test_two_texts_are_parted_as_the_store_parts_them() -> None:
    assert NOTE_JOINT == STORED_JOINT


@given(states, states)
def test_a_change_to_the_state_it_knew_leads_to_its_own_state(before: Annotation, after: Annotation) -> None:
    assert carried(Change(before, after), before) == after


@given(states, states, states)
def test_a_change_leaves_alone_what_it_did_not_change(
    before: Annotation, after: Annotation, current: Annotation
) -> None:
    made = carried(Change(before, after), current)
    assert made is not None
    if after.note == before.note:
        assert made.note == current.note
    if after.tags == before.tags:
        assert made.tags == current.tags
    if after.colour == before.colour:
        assert made.colour == current.colour


@given(states, states, states)
def test_tags_are_added_and_removed_one_by_one(
    before: Annotation, after: Annotation, current: Annotation
) -> None:
    made = carried(Change(before, after), current)
    assert made is not None
    b, a, c = set(before.tags), set(after.tags), set(current.tags)
    assert len(set(made.tags)) == len(made.tags)
    assert set(made.tags) == (c - (b - a)) | (a - b)


@pytest.mark.parametrize(
    ("before", "after", "current", "expected"),
    [
        ("", "mine", "theirs", "theirs\n\nmine"),
        ("mine", "mine, again", "theirs\n\nmine", "theirs\n\nmine, again"),
        ("mine", "mine, again", "mine\n\ntheirs", "mine, again\n\ntheirs"),
        ("mine", "", "theirs\n\nmine", "theirs"),
        ("mine", "", "mine\n\ntheirs", "theirs"),
        ("mine", "", "theirs", "theirs"),
        ("mine", "mine, again", "theirs", "theirs\n\nmine, again"),
        ("mine", "mine, again", "", "mine, again"),
        ("mine", "again", "undermined", "undermined\n\nagain"),
        ("mine", "mine too", "mine too, and more", "mine too, and more"),
    ],
)
def test_a_note_that_was_edited_elsewhere_keeps_its_text(
    before: str, after: str, current: str, expected: str
) -> None:
    change = Change(replace(PLAIN, note=before), replace(PLAIN, note=after))
    made = carried(change, replace(PLAIN, note=current))
    assert made is not None
    assert made.note == expected


@pytest.mark.parametrize("deletion", [Change(PLAIN, None), Change(PLAIN, TOMBSTONE)])
def test_a_deletion_takes_what_it_knew_and_leaves_what_was_edited_since(deletion: Change) -> None:
    edited = replace(PLAIN, note="edited elsewhere")
    written_again = replace(PLAIN, version={"desk": 2}, device="desk")
    assert carried(deletion, PLAIN) is None
    assert carried(deletion, written_again) is None
    assert carried(deletion, edited) == edited
    assert carried(deletion, None) is None
    assert carried(deletion, replace(edited, deleted=NOON)) is None


def test_what_is_made_again_comes_back_as_it_was_last() -> None:
    last = replace(TOMBSTONE, note="edited before it was deleted")
    assert carried(Change(None, PLAIN), None) == PLAIN
    assert carried(Change(None, PLAIN), last) == replace(last, deleted=None)
    assert carried(Change(TOMBSTONE, PLAIN), last) == replace(last, deleted=None)


def test_an_edit_brings_back_what_was_deleted_since() -> None:
    made = carried(Change(PLAIN, replace(PLAIN, colour="red")), TOMBSTONE)
    assert made == replace(PLAIN, colour="red")
