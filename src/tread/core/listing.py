"""An article's annotations as a list: in which order, and how many there are of each colour. Pure.

Those whose place is not certain stand at the end of every order, apart from the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, get_args

from tread.core.anchor import State
from tread.core.annotation import COLOURS, Annotation
from tread.core.marks import Marks
from tread.core.position import Range

Order = Literal["place", "time", "colour"]
ORDERS: tuple[Order, ...] = get_args(Order)

_KNOWN: tuple[str, ...] = COLOURS


class Entry(NamedTuple):
    """An annotation in the list; `range` is None where it has no place, and what is proposed where that is
    not certain."""

    annotation: Annotation
    range: Range | None
    state: State

    @property
    def is_astray(self) -> bool:
        """Whether the annotation's place in the article is not certain."""
        return self.state in ("uncertain", "orphan")


def listed(marks: Marks, order: Order) -> list[Entry]:
    """All annotations of an article: by place, the last made first, or by colour and in it by place."""
    entries = [Entry(annotation, None, "anchored") for annotation in marks.on_article]
    entries += [Entry(mark.annotation, mark.range, "anchored") for mark in marks.marks]
    if order == "time":
        entries.sort(key=lambda entry: (entry.annotation.created, entry.annotation.id), reverse=True)
    elif order == "colour":
        entries.sort(key=lambda entry: colour_rank(entry.annotation.colour))
    entries += [Entry(annotation, placed.range, placed.state) for annotation, placed in marks.astray]
    return entries


def colour_rank(colour: str | None) -> tuple[int, str]:
    """A key that sorts colours as the keys 1 to 5 do, then those from elsewhere; none comes last."""
    if colour is None:
        return (len(_KNOWN) + 1, "")
    return (_KNOWN.index(colour), "") if colour in _KNOWN else (len(_KNOWN), colour)


def counts(annotations: Iterable[Annotation]) -> dict[str, int]:
    """How many annotations there are of each colour that is used, in the order of the colours."""
    found: dict[str, int] = {}
    for annotation in annotations:
        if annotation.colour is not None:
            found[annotation.colour] = found.get(annotation.colour, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: colour_rank(pair[0])))
