"""Two states of one annotation into one, so that no text is lost. Pure; modules of `tread.store` import it.

Merging commutes, and it does not matter in which order or how often states are merged. Of each field the
later write stands. A text that a writer has seen and replaced is gone; two that were written apart are both
in the note. A tag is gone where it was taken off by somebody who had seen it given. A deletion loses to an
edit that it had not seen.

An edit is applied to the state that is stored, which its author may not have seen.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tread.core.annotation import Annotation
from tread.core.history import Change
from tread.store.stamps import (
    FIELDS,
    Part,
    Stamp,
    State,
    Value,
    as_text,
    covers,
    fields_of,
    has_seen,
    holds,
    join,
    last_write,
    note_of,
    state_of,
    written_of,
)


def content(annotation: Annotation) -> tuple[Any, ...]:
    """What a reader would call the annotation, without when, where and how often it was written."""
    return (annotation.note, annotation.tags, *(getattr(annotation, field) for field in FIELDS))


def merge(one: Annotation, other: Annotation, base: Annotation | None = None) -> Annotation:
    """One annotation that holds what both sides did. All have the same id.

    base: the state that both came from, where it is known; it helps only where an earlier tread wrote a side.
    """
    if one == other:
        return one
    state = _joined(_learned(one, base), _learned(other, base))
    return _annotation(
        replace(
            max(one, other, key=lambda side: (last_write(side), side.modified, side.device)),
            id=min(one.id, other.id),
            created=min(one.created, other.created),
            zone=min((one.created, one.zone), (other.created, other.zone))[1],
        ),
        state,
    )


def settle(one: Annotation, other: Annotation, base: Annotation | None = None) -> Annotation:
    """The one that has seen the other (`one`, where they are equally new); both merged, where neither has."""
    if covers(one.version, other.version):
        return one
    return other if covers(other.version, one.version) else merge(one, other, base)


def apply(change: Change, stored: Annotation | None, now: datetime, device: str, number: int) -> Annotation:
    """The state that a change leads to from the stored one, which its author may not have seen.

    It is `stored` itself where the change brings nothing new. now: in UTC, to the millisecond.
    number: that of the write, by `next_number`.
    """
    seen, wanted = change.before, change.after
    if wanted is None:
        assert seen is not None
        wanted = replace(seen, deleted=now)
    known = wanted.version if stored is None else stored.version
    number = max(number, *(seen_number + 1 for seen_number in known.values()), 0)
    stamp = Stamp(number, device, number)
    if stored is None:
        made = replace(wanted, modified=now, device=device, version={**known, device: number}, written={})
        return replace(made, deleted=made.deleted and now)
    state = state_of(stored)
    if seen is not None and not covers(stored.version, seen.version):
        state = _joined(state, state_of(seen))  # the file was replaced by an older one
    state = _edited(state, stored, seen, wanted, stamp)
    state = replace(state, version={**state.version, device: number})
    # A restore is dated after its tombstone, also by a clock that is behind.
    modified = now if stored.deleted is None else max(now, stored.deleted + timedelta(milliseconds=1))
    result = _annotation(replace(stored, modified=modified, device=device), state)
    is_same = content(result) == content(stored) and (result.deleted is None) == (stored.deleted is None)
    return stored if is_same else result


def _annotation(about: Annotation, state: State) -> Annotation:
    """The annotation of a state. about: says who wrote it last and when."""
    deleted = None if state.alive else about.modified
    annotation = replace(about, **fields_of(state), deleted=deleted)
    return replace(annotation, written=written_of(state, last_write(annotation)))


def _joined(one: State, other: State) -> State:
    tags = {
        tag: _kept(one.tags.get(tag, frozenset()), other.tags.get(tag, frozenset()), one, other)
        for tag in sorted({*one.tags, *other.tags})
    }
    return State(
        join(one.version, other.version),
        {name: _later(one.fields[name], other.fields[name]) for name in FIELDS},
        frozenset(_kept_parts(one, other) | _kept_parts(other, one)),
        {tag: stamps for tag, stamps in tags.items() if stamps},
        _later(one.order, other.order),
        _kept(one.alive, other.alive, one, other),
    )


def _later(one: Value, other: Value) -> Value:
    return max(one, other, key=lambda side: (side.stamp, as_text(side.value)))


def _kept(ours: frozenset[Stamp], theirs: frozenset[Stamp], one: State, other: State) -> frozenset[Stamp]:
    """What both sides have, and what one has and the other has not seen."""
    return frozenset(
        (ours & theirs)
        | {stamp for stamp in ours if not has_seen(other.version, stamp)}
        | {stamp for stamp in theirs if not has_seen(one.version, stamp)}
    )


def _kept_parts(one: State, other: State) -> set[Part]:
    """The texts of one side that the other has too, has not seen, or has otherwise from the same write."""
    there = {part.stamp for part in other.parts}
    return {part for part in one.parts if part.stamp in there or not has_seen(other.version, part.stamp)}


def _edited(
    state: State, stored: Annotation, seen: Annotation | None, wanted: Annotation, stamp: Stamp
) -> State:
    """A state with what an author changed from `seen` (None: who made the annotation) to `wanted`."""
    before = stored if seen is None else seen
    fields = {
        name: Value(stamp, getattr(wanted, name)) if getattr(wanted, name) != getattr(before, name) else value
        for name, value in state.fields.items()
    }
    parts, tags, order = state.parts, dict(state.tags), state.order
    version = (wanted if seen is None else seen).version

    def is_unseen(stamp: Stamp) -> bool:
        return not has_seen(version, stamp)

    if wanted.note != before.note:
        had = "" if seen is None else seen.note
        unseen = {part for part in parts if is_unseen(part.stamp) and not holds(had, part.text)}
        parts = frozenset({*unseen, *([Part(stamp, wanted.note)] if wanted.note else [])})
    if wanted.tags != before.tags:
        for tag in set(before.tags) - set(wanted.tags) if seen is not None else ():
            tags.pop(tag, None)
        for tag in wanted.tags:
            if tag not in before.tags:
                tags[tag] = tags.get(tag, frozenset()) | {stamp}
        order = Value(stamp, wanted.tags)
    edited = replace(state, fields=fields, parts=parts, tags=tags, order=order)
    return replace(edited, alive=_alive(edited, state, stored, seen, wanted, stamp))


def _alive(
    edited: State, state: State, stored: Annotation, seen: Annotation | None, wanted: Annotation, stamp: Stamp
) -> frozenset[Stamp]:
    was_deleted = seen is not None and seen.deleted is not None
    if wanted.deleted is not None:
        if was_deleted:
            return state.alive
        if seen is None or content(stored) == content(seen):
            return frozenset()
        return frozenset(one for one in state.alive if not has_seen(seen.version, one))
    if was_deleted or seen is None or fields_of(edited) != fields_of(state):
        return frozenset({stamp})
    return state.alive


def _learned(side: Annotation, base: Annotation | None) -> State:
    """A side by its writes; those that an earlier tread did not stamp are told by what the base had."""
    state = state_of(side)
    if base is None or side.written or not covers(side.version, base.version):
        return state
    past = state_of(base)
    is_same = content(side) == content(base)
    return replace(
        state,
        fields={
            name: past.fields[name] if past.fields[name].value == value.value else value
            for name, value in state.fields.items()
        },
        parts=past.parts if note_of(past.parts) == side.note else state.parts,
        tags={tag: past.tags.get(tag, stamps) for tag, stamps in state.tags.items()},
        order=past.order if side.tags == base.tags else state.order,
        alive=past.alive if is_same and state.alive and past.alive else state.alive,
    )
