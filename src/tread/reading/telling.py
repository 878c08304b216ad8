"""A step in words: what the reader is told when it is taken back or done again.

Imported by `tread.reading`.
"""

from __future__ import annotations

from collections.abc import Mapping

from tread.core.annotation import Annotation
from tread.core.clean import clean_line
from tread.core.history import Step

_TOLD_CHARACTERS = 32
"""How much of a quote is repeated when the reader is told what was undone."""


def told(step: Step, colour_names: Mapping[str, str]) -> str:
    """A step in a few words: what was done, and to which quote."""
    label = clean_line(step.label)
    if not step.changes:
        return label
    change = step.changes[0]
    is_gone = change.after is None or change.after.deleted is not None
    # What a split did is told by what there was before it, and so is what was deleted.
    subject = change.before if change.before and (is_gone or label == "split") else change.after
    if subject is None:
        return label
    # A split, and a bookmark that is moved, change two annotations and are one thing.
    several = len(step.changes) if label not in ("split", "bookmark") else 1
    if label == "recolour" and subject.colour:
        label += f" to {colour_names.get(subject.colour) or clean_line(subject.colour)}"
    elif label == "tags" and subject.tags:
        label += f" {_cut(' '.join(f'#{clean_line(tag)}' for tag in subject.tags))}"
    elif label == "bookmark" and subject.letter:
        label += f" {clean_line(subject.letter)}"
    if several > 1:
        label += f" of {several} annotations"
    return label + _quoted(subject)


def _quoted(annotation: Annotation) -> str:
    if annotation.anchor is None:
        return " on the article"
    return f" “{_cut(clean_line(annotation.anchor.quote.exact))}”"


def _cut(words: str) -> str:
    return words if len(words) <= _TOLD_CHARACTERS else words[:_TOLD_CHARACTERS].rstrip() + "…"
