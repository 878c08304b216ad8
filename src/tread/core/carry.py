"""A change, or a step, carried over to states that it did not know: what undo, and a change in waiting, come
to. Pure.

A change holds whole annotations, and an annotation may have been edited elsewhere since. Only what the
change itself changed is changed here; the rest stays as it is, and no text that somebody wrote is lost.
Anything may import it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from tread.core.annotation import Annotation
from tread.core.history import Change, Step

NOTE_JOINT = "\n\n"
"""What parts two texts that became one note (as in `tread.store.stamps`): in Markdown, two paragraphs."""

_BOOKKEEPING = frozenset(("id", "created", "modified", "zone", "device", "version", "written", "deleted"))
_CONTENT = tuple(field.name for field in fields(Annotation) if field.name not in _BOOKKEEPING)


def carried(change: Change, current: Annotation | None) -> Annotation | None:
    """What a change makes of an annotation as it is now; None: deleted.

    current: None where there is none of that id, not even a deleted one.

    A deletion leaves alone what has been edited since; an edit brings back what has been deleted since.
    """
    before, after = change.before, change.after
    if after is None or after.deleted is not None:
        if current is None or current.deleted is not None or before is None or is_same(current, before):
            return None
        return current
    if current is None:
        return after
    if before is None:
        return replace(current, deleted=None)
    changed: dict[str, Any] = {
        name: getattr(after, name) for name in _CONTENT if getattr(after, name) != getattr(before, name)
    }
    if "note" in changed:
        changed["note"] = _carried_note(before.note, after.note, current.note)
    if "tags" in changed:
        changed["tags"] = _carried_tags(before.tags, after.tags, current.tags)
    return replace(current, **changed, deleted=None)


def step_on(step: Step, current: Callable[[str], Annotation | None]) -> Step:
    """A step from the annotations as they now are, without the changes that come to nothing.

    current: an annotation by its id, deleted or not.
    """
    changes = []
    for change in step.changes:
        now = current(change.id)
        after = carried(change, now)
        was_there = now is not None and now.deleted is None
        if after != now and (was_there or after is not None):
            changes.append(Change(now or change.before, after))
    return step._replace(changes=tuple(changes))


def step_again(step: Step, current: Callable[[str], Annotation | None]) -> Step:
    """What a step that is taken back, or done again, comes to: what it changed and somebody else has deleted
    since is not brought back by it."""

    def is_void(change: Change) -> bool:
        now = current(change.id)
        is_gone = now is None or now.deleted is not None
        return is_gone and change.before is not None and change.before.deleted is None

    mine = tuple(change for change in step.changes if not is_void(change))
    return step_on(step._replace(changes=mine), current)


def is_same(one: Annotation, other: Annotation) -> bool:
    """True when two states say the same, whenever and wherever they were written."""
    return all(getattr(one, name) == getattr(other, name) for name in _CONTENT)


def _carried_note(before: str, after: str, current: str) -> str:
    if current == before:
        return after
    if before and current.startswith(before + NOTE_JOINT):
        return _joined(after, current.removeprefix(before + NOTE_JOINT))
    if before and current.endswith(NOTE_JOINT + before):
        return _joined(current.removesuffix(NOTE_JOINT + before), after)
    return current if after in current else _joined(current, after)


def _joined(*texts: str) -> str:
    return NOTE_JOINT.join(text for text in texts if text)


def _carried_tags(
    before: tuple[str, ...], after: tuple[str, ...], current: tuple[str, ...]
) -> tuple[str, ...]:
    if current == before:
        return after
    kept = [tag for tag in current if tag in after or tag not in before]
    return tuple(dict.fromkeys((*kept, *(tag for tag in after if tag not in before))))
