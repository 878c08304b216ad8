"""Undo and redo, without limit: what was changed, as annotations before and after. Pure values.

A `Change` says what one annotation was and what it became; a `Step` is what one key did (perhaps to
several annotations), and is what undo takes back as a whole. Undoing is itself a change: its
annotations are written anew, with new versions, so that another machine sees an undo as an edit.
"""

from __future__ import annotations

from typing import NamedTuple

from tread.core.annotation import Annotation


class Change(NamedTuple):
    """One annotation before and after; `before` is None when it was made.

    A deletion is a change to a state whose `deleted` is set: `after` is None only where a change that
    made an annotation has been turned round, and stands for "deleted" there.
    """

    before: Annotation | None
    after: Annotation | None

    @property
    def id(self) -> str:
        """The id of the annotation that is changed."""
        annotation = self.after or self.before
        assert annotation is not None
        return annotation.id

    def reversed(self) -> Change:
        """The change that takes this one back."""
        return Change(self.after, self.before)


class Step(NamedTuple):
    """What one command did, and its name as the reader is told it: "highlight", "note", "delete".

    batch: the id of what was done to several articles at once, where this is what it did in one of them.
    """

    label: str
    changes: tuple[Change, ...]
    batch: str = ""

    def reversed(self) -> Step:
        """The step that takes this one back, under the same name."""
        return self._replace(changes=tuple(change.reversed() for change in reversed(self.changes)))


class History(NamedTuple):
    """What can be undone and redone, oldest first; a new step forgets what could be redone."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

    def add(self, step: Step) -> History:
        """The history after a new step."""
        return History((*self.done, step))

    def undo(self, batch: str = "") -> tuple[History, Step | None]:
        """The history after an undo, and the step to carry out; None when there is nothing to undo.

        batch: undo what belongs to this one, which need not be the last.
        """
        step, rest = _taken(self.done, batch)
        if step is None:
            return self, None
        return History(rest, (*self.undone, step)), step.reversed()

    def redo(self, batch: str = "") -> tuple[History, Step | None]:
        """The history after a redo, and the step to carry out; None when there is nothing to redo."""
        step, rest = _taken(self.undone, batch)
        if step is None:
            return self, None
        return History((*self.done, step), rest), step


def _taken(steps: tuple[Step, ...], batch: str) -> tuple[Step | None, tuple[Step, ...]]:
    """The last of the steps, or the last that belongs to a batch, and the others."""
    for index in reversed(range(len(steps))):
        if not batch or steps[index].batch == batch:
            return steps[index], steps[:index] + steps[index + 1 :]
    return None, steps
