"""Which write each part of an annotation comes from. Pure; modules of `tread.store` import it.

A write is known by its `Stamp`. An annotation's `version` holds, by device, the last write of it that the
state has seen; what is not there any more although it was seen has been taken away. So two states can be
merged without the state that both came from (`tread.store.merge`).

The stamps are kept in `Annotation.written`, those that differ from one they have in common:

    {"": stamp,                       the stamp of what is not named here; without it, that of the last write
     "colour": stamp,                 of a field
     "note": stamp,                   of the note; where it is several texts: [[stamp, text], ...]
     "tags": {"fact": [stamp, ...]},  of a tag: one, or one for each machine that gave it
     "order": stamp,                  of the tags' order; where a merge left another: [stamp, [tag, ...]]
     "alive": [stamp, ...]}           of the edits that no deletion has seen

A stamp is stored as [at, device], or as [at, device, number] where an earlier tread counted the writes.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from tread.core.annotation import Annotation

NOTE_JOINT = "\n\n"
"""What parts two texts that became one note: in Markdown, two paragraphs."""

FIELDS = ("kind", "anchor", "colour", "style", "heading", "letter", "source", "extra")
"""The fields of which one side's value is taken whole."""

_FIRST_TIME = 100_000_000_000
"""Numbers of writes from here on are times; below, they are counts."""


class Stamp(NamedTuple):
    """One write of one annotation; a later one is greater, and so is one that has seen the other.

    at: when, in ms since 1970, by a clock that is never behind what it has seen (`next_number`).
    number: what `version` holds for the device after this write. It is `at`, or a count in older files.
    """

    at: int
    device: str
    number: int


class Part(NamedTuple):
    """A text of a note, with the write that it comes from; a note is several where machines diverged."""

    stamp: Stamp
    text: str


class Value(NamedTuple):
    """The value of a field, with the write that it comes from."""

    stamp: Stamp
    value: Any


@dataclass(frozen=True, slots=True)
class State:
    """An annotation by its writes.

    order: the tags in the order in which they were last put, perhaps with some that are gone.
    alive: the edits that no deletion has seen; a deleted annotation has none.
    """

    version: Mapping[str, int]
    fields: Mapping[str, Value]
    parts: frozenset[Part]
    tags: Mapping[str, frozenset[Stamp]]
    order: Value
    alive: frozenset[Stamp]


def next_number(annotations: Iterable[Annotation], device: str, now: datetime) -> int:
    """The number of a device's next write in an article: the time in ms, later than all that was seen.

    It is a hybrid logical clock (Kulkarni et al. 2014), but one that goes on at the pace of time where
    another machine's clock is ahead: by how much is told by what this device has written after it had seen
    that. So of two machines neither always has the later word once they have synced. And a file that was put
    back to an older state never makes a number twice, as counting would.

    annotations: all of the article, tombstones too.
    """
    latest = ahead = 0
    for one in annotations:
        latest = max(latest, last_write(one).at, *one.version.values())
        if one.device == device and (number := one.version.get(device, 0)) >= _FIRST_TIME:
            ahead = max(ahead, number - milliseconds(one.modified))
    return max(milliseconds(now) + ahead, latest + 1)


def milliseconds(time: datetime) -> int:
    """An aware time in ms since 1970."""
    return round(time.timestamp() * 1000)


def covers(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    """True when `one` has seen every write that `other` has."""
    return all(one.get(device, 0) >= number for device, number in other.items())


def join(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """The least version that covers both."""
    return {device: max(one.get(device, 0), other.get(device, 0)) for device in {**one, **other}}


def has_seen(version: Mapping[str, int], stamp: Stamp) -> bool:
    """True when a state of this version has seen the write; one without a number nobody has surely seen."""
    return 0 < stamp.number <= version.get(stamp.device, 0)


def last_write(annotation: Annotation) -> Stamp:
    """The write that made an annotation what it is, where nothing more is known."""
    version, device = annotation.version, annotation.device
    if device not in version and version:  # who wrote it did not say so
        device = max(version, key=lambda one: (version[one], one))
    number = version.get(device, 0)
    at = number if number >= _FIRST_TIME else milliseconds(annotation.modified)
    return Stamp(at, device, number)


def state_of(annotation: Annotation) -> State:
    """An annotation by its writes. What another program wrote without a stamp counts as the last write."""
    written, last = annotation.written, last_write(annotation)
    common = _stamp(written.get("")) or last
    tags = written.get("tags")
    tags = tags if isinstance(tags, dict) else {}
    return State(
        annotation.version,
        {name: Value(_stamp(written.get(name)) or common, getattr(annotation, name)) for name in FIELDS},
        _parts(written.get("note"), annotation.note, common, last),
        {tag: _stamps(tags.get(tag)) or frozenset({common}) for tag in annotation.tags},
        _order(written.get("order"), annotation.tags, common),
        frozenset() if annotation.deleted else _stamps(written.get("alive")) or frozenset({common}),
    )


def fields_of(state: State) -> dict[str, Any]:
    """The fields of an annotation in this state, all but who wrote it and when; `written` needs those."""
    return {
        **{name: state.fields[name].value for name in FIELDS},
        "note": note_of(state.parts),
        "tags": tags_of(state),
        "version": dict(state.version),
    }


def written_of(state: State, last: Stamp) -> dict[str, Any]:
    """What `Annotation.written` is to hold. last: the stamp of the annotation's last write."""
    note, tags = note_of(state.parts), tags_of(state)
    named = {"order": state.order.stamp, **{name: value.stamp for name, value in state.fields.items()}}
    counted = Counter([*named.values(), *state.alive])
    common = max(counted, key=lambda stamp: (counted[stamp], stamp))
    written: dict[str, Any] = {
        name: _encode(stamp) for name, stamp in sorted(named.items()) if stamp != common
    }
    if common != last:
        written[""] = _encode(common)
    if state.order.value != tags:
        written["order"] = [_encode(state.order.stamp), list(state.order.value)]
    if len(state.parts) == 1 and (only := next(iter(state.parts))).text == note:
        if only.stamp != common:
            written["note"] = _encode(only.stamp)
    elif state.parts:
        written["note"] = [[_encode(part.stamp), part.text] for part in sorted(state.parts)]
    if others := {tag: state.tags[tag] for tag in tags if state.tags[tag] != {common}}:
        written["tags"] = {tag: [_encode(stamp) for stamp in sorted(others[tag])] for tag in others}
    if state.alive and state.alive != {common}:
        written["alive"] = [_encode(stamp) for stamp in sorted(state.alive)]
    return written


def note_of(parts: Iterable[Part]) -> str:
    """The note: its texts in the order they were written in, each once, without those that another holds.

    Two texts that went on from one, or up to one, share its paragraphs: a later text leaves them out.
    """
    texts = list(dict.fromkeys(part.text for part in sorted(parts)))
    note = ""
    for text in texts:
        if not any(holds(other, text) for other in texts if other != text):
            note = NOTE_JOINT.join((note, _without_shared(text, note))) if note else text
    return note


def _without_shared(text: str, note: str) -> str:
    """A text without the paragraphs at its start and its end that a note has already."""
    there, paragraphs = set(note.split(NOTE_JOINT)), text.split(NOTE_JOINT)
    own = [place for place, paragraph in enumerate(paragraphs) if paragraph not in there]
    return NOTE_JOINT.join(paragraphs[own[0] : own[-1] + 1]) if own else text


def tags_of(state: State) -> tuple[str, ...]:
    """The tags in the order they were last put in, then those that came from elsewhere."""
    places = {tag: place for place, tag in enumerate(state.order.value)}

    def place(tag: str) -> tuple[int, Stamp, str]:
        return (places.get(tag, len(places)), min(state.tags[tag]), tag)

    return tuple(sorted(state.tags, key=place))


def holds(text: str, part: str) -> bool:
    """True when one text stands in another, not only as the middle of a word."""
    if part not in text:
        return False
    before = r"(?<!\w)" if part[:1].isalnum() else ""
    after = r"(?!\w)" if part[-1:].isalnum() else ""
    return re.search(before + re.escape(part) + after, text) is not None


def as_text(value: Any) -> str:
    """A text for a value of a field, the same on every machine: it decides where two stamps are equal."""
    return json.dumps(value, sort_keys=True, default=repr)


def _parts(stored: Any, note: str, common: Stamp, last: Stamp) -> frozenset[Part]:
    if not note:
        return frozenset()
    if stored is None or _stamp(stored):
        return frozenset({Part(_stamp(stored) or common, note)})
    try:
        parts = frozenset(Part(stamp, text) for entry, text in stored if (stamp := _stamp(entry)))
        if note_of(parts) == note:
            return parts
    except (TypeError, ValueError):
        pass
    return frozenset({Part(last, note)})


def _order(stored: Any, tags: tuple[str, ...], common: Stamp) -> Value:
    if stamp := _stamp(stored):
        return Value(stamp, tags)
    try:
        entry, order = stored
        return Value(_stamp(entry) or common, tuple(map(str, order)))
    except (TypeError, ValueError):
        return Value(common, tags)


def _stamp(stored: Any) -> Stamp | None:
    match stored:
        case [int(at), str(device)]:
            return Stamp(at, device, at)
        case [int(at), str(device), int(number)]:
            return Stamp(at, device, number)
    return None


def _stamps(stored: Any) -> frozenset[Stamp]:
    entries = stored if isinstance(stored, list) else ()
    return frozenset(stamp for entry in entries if (stamp := _stamp(entry)))


def _encode(stamp: Stamp) -> list[Any]:
    return [stamp.at, stamp.device] if stamp.at == stamp.number else list(stamp)
