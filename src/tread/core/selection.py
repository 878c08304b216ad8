"""The selection: the range that the keys act on. There is always one.

Owns the value and what changes it without moving: extending, swapping ends, letting go. Moving is
`tread.core.motion`. Never knows a key, a screen or an annotation; anything may import it.

    The quick brown fox.        `v` on "quick", then two words onward
        [---]|                  anchor and head are one range while nothing is extended
        [---] [---] [-]|        anchor "quick", head "fox": the selection is "quick brown fox"
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

from tread.core.document import Document, Paragraph
from tread.core.position import Range, within

Unit = Literal["word", "clause", "quotation", "link", "sentence", "paragraph", "section", "free"]
"""What was last moved by or selected; "free" is a range that is none of these: a search hit, a mouse drag."""
UNITS: tuple[Unit, ...] = get_args(Unit)

OBJECTS: tuple[Unit, ...] = ("word", "clause", "quotation", "sentence", "paragraph", "section", "link")
SURROUNDED: tuple[Unit, ...] = ("word", "quotation", "sentence", "section")
"""The objects that have something around them worth selecting."""

Reach = Literal["inside", "around"]
"""Without or with what surrounds an object: a quotation's marks, a section's heading, the space after it."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A range with a fixed end and a moving one.

    anchor: stays while motions extend the selection; equal to `head` when they do not.
    head: what motions move.
    grown_from: the selection that this one was grown from, to shrink back to.
    """

    anchor: Range
    head: Range
    unit: Unit
    extending: bool = False
    grown_from: Selection | None = None

    @property
    def range(self) -> Range:
        """All that is selected: from the first to the last of anchor and head."""
        return self.anchor.hull(self.head)


def selecting(range: Range, unit: Unit) -> Selection:  # noqa: A002
    """The selection of just this range: a click, a search hit, an annotation."""
    return Selection(range, range, unit)


def has_text(paragraph: Paragraph) -> bool:
    """Whether a paragraph can be selected: it is no rule, and holds more than white space."""
    return bool(paragraph.text) and paragraph.kind != "rule" and not paragraph.text.isspace()


def opening(document: Document) -> Selection:
    """The selection in an article that was just opened: its first paragraph with text.

    An article without such a paragraph has the empty range at its start.
    """
    for index, paragraph in enumerate(document.paragraphs):
        if has_text(paragraph):
            return selecting(document.whole(index), "paragraph")
    return selecting(within(0, 0, 0), "paragraph")


def extend(selection: Selection) -> Selection:
    """The same selection, whose anchor stays when motions move its head."""
    return replace(selection, extending=True)


def swap_ends(selection: Selection) -> Selection:
    """The same range, with the other end to be moved."""
    return replace(selection, anchor=selection.head, head=selection.anchor)


def let_go(document: Document, selection: Selection) -> Selection:
    """One step back: while extending, only the head stays selected; otherwise its whole paragraph."""
    if selection.extending:
        return selecting(selection.head, selection.unit)
    if not document.paragraphs:
        return selection
    return selecting(document.whole(selection.head.start.paragraph), "paragraph")
