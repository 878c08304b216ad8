"""Two states of one annotation into one, so that no text is lost. Pure; `repository` and `rebuild` import it.

Three-way: a field that only one side changed since `base` takes that side. Where both changed it, notes keep
both texts, tags merge as sets, and any other field is taken from the side that was modified later. A deletion
loses to an edit that it had not seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from tread.core.annotation import Annotation

NOTE_JOINT = "\n\n"
"""What parts two texts that became one note: in Markdown, two paragraphs."""

_PICKED = ("kind", "anchor", "colour", "style", "heading", "letter", "source", "extra")
"""The fields of which one side's value is taken whole."""


def content(annotation: Annotation) -> tuple[Any, ...]:
    """What a reader would call the annotation, without when, where and how often it was written."""
    return (annotation.note, annotation.tags, *(getattr(annotation, field) for field in _PICKED))


def merge(base: Annotation | None, mine: Annotation, theirs: Annotation) -> Annotation:
    """One annotation that holds what both sides did since `base` (None: what both came from is not known).

    All three have the same id. The result's `modified` is the later one and its `version` covers both.
    """
    earlier, later = sorted((mine, theirs), key=_recency)

    def pick(field: str) -> Any:
        ours, other = getattr(mine, field), getattr(theirs, field)
        if base is not None and getattr(base, field) in (ours, other):
            return other if getattr(base, field) == ours else ours
        return getattr(later, field)

    return replace(
        later,
        **{field: pick(field) for field in _PICKED},
        note=_merge_notes(None if base is None else base.note, earlier.note, later.note),
        tags=_merge_tags(None if base is None else base.tags, earlier.tags, later.tags),
        created=min(mine.created, theirs.created),
        version=join(mine.version, theirs.version),
        deleted=_merge_deleted(base, mine, theirs),
    )


def settle(one: Annotation, other: Annotation, base: Annotation | None = None) -> Annotation:
    """The one that has seen the other (`one`, where they are equally new); both merged, where neither has."""
    if covers(one.version, other.version):
        return one
    return other if covers(other.version, one.version) else merge(base, one, other)


def join(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """The least version that covers both."""
    return {device: max(one.get(device, 0), other.get(device, 0)) for device in {**one, **other}}


def covers(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    """True when `one` has seen every write that `other` has."""
    return all(one.get(device, 0) >= writes for device, writes in other.items())


def _recency(annotation: Annotation) -> tuple[Any, ...]:
    # The time decides; what follows it only makes a tie fall the same way on every machine.
    return (
        annotation.modified,
        annotation.device,
        sorted(annotation.version.items()),
        repr(content(annotation)),
    )


def _merge_notes(base: str | None, earlier: str, later: str) -> str:
    if earlier == base or later == earlier:
        return later
    if later == base or later in earlier:
        return earlier
    if earlier in later:
        return later
    return NOTE_JOINT.join((earlier, later))


def _merge_tags(
    base: tuple[str, ...] | None, earlier: tuple[str, ...], later: tuple[str, ...]
) -> tuple[str, ...]:
    if earlier == base:
        return later
    if later == base:
        return earlier
    removed = (set(base or ()) - set(earlier)) | (set(base or ()) - set(later))
    return tuple(tag for tag in dict.fromkeys((*earlier, *later)) if tag not in removed)


def _merge_deleted(base: Annotation | None, mine: Annotation, theirs: Annotation) -> datetime | None:
    if mine.deleted and theirs.deleted:
        return max(mine.deleted, theirs.deleted)
    if not mine.deleted and not theirs.deleted:
        return None
    if base is None or base.deleted:  # not known to be seen, or restored since
        return None
    tombstone, living = (mine, theirs) if mine.deleted else (theirs, mine)
    return tombstone.deleted if content(living) == content(base) else None
