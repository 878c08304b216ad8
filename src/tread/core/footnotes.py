"""Which footnotes an article's references mean. Pure; the page shows them where they are referred to.

A reference is a raised run of text that is also the marker of a footnote, as "[1]" is; the footnotes stand
at the article's end, each with the paragraphs that go on with it.
"""

from __future__ import annotations

from typing import NamedTuple

from tread.core.document import Document
from tread.core.position import Range, within

_APART = 64
"""Paragraphs without a footnote after which, going up from the end, there are no more."""


class Reference(NamedTuple):
    """Where a footnote is referred to, and the indexes of its paragraphs."""

    range: Range
    notes: tuple[int, ...]


def references(document: Document, span: Range) -> list[Reference]:
    """The references in a range or at its ends; where it has none, those in the paragraph it ends in."""
    notes: dict[str, tuple[int, ...]] | None = None
    found: list[Reference] = []
    for index in range(span.start.paragraph, span.end.paragraph + 1):
        text = document.paragraphs[index].text
        for raised in document.paragraphs[index].spans:
            if raised.style == "superscript":
                notes = _footnotes(document) if notes is None else notes
                if numbers := notes.get(text[raised.start : raised.end]):
                    found.append(Reference(within(index, raised.start, raised.end), numbers))
    inside = [one for one in found if span.start <= one.range.end and one.range.start <= span.end]
    return inside or [one for one in found if one.range.start.paragraph == span.end.paragraph]


def _footnotes(document: Document) -> dict[str, tuple[int, ...]]:
    """The paragraphs of each footnote by its marker."""
    notes: dict[str, tuple[int, ...]] = {}
    after: list[int] = []
    paragraphs = document.paragraphs
    for index in range(len(paragraphs) - 1, -1, -1):
        after.append(index)
        if paragraphs[index].kind == "footnote" and paragraphs[index].marker:
            notes[paragraphs[index].marker] = tuple(reversed(after))
            after.clear()
        elif len(after) > _APART:
            break
    return notes
