"""Anchors: what is stored to find a range again, and what can be said of its place. Pure; everything may
import it. `core.resolver` finds the place in an article that may have changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from tread.core.annotation import Anchor, Quote
from tread.core.document import Document
from tread.core.folding import fingerprint, joins_word
from tread.core.position import Range

State = Literal["anchored", "moved", "changed", "uncertain", "orphan"]

CONTEXT = 32
"""Characters kept on either side of a quote."""


def capture(document: Document, span: Range, fingerprints: Sequence[str] | None = None) -> Anchor:
    """The anchor of a range: where it is, what it says, what stands on either side.

    fingerprints: those of the document, where they are known; else those of the range are made here.
    """
    first, last = span.start.paragraph, span.end.paragraph
    before = document.paragraphs[first].text[: span.start.offset]
    after = document.paragraphs[last].text[span.end.offset :]
    if fingerprints is None:
        touched = tuple(fingerprint(paragraph.text) for paragraph in document.paragraphs[first : last + 1])
    else:
        touched = tuple(fingerprints[first : last + 1])
    quote = Quote(document.text_of(span), _last_words(before), _first_words(after))
    above = _last_words(document.paragraphs[first - 1].text) if first else ""
    below = _first_words(document.paragraphs[last + 1].text) if last + 1 < len(document.paragraphs) else ""
    return Anchor(span, quote, touched, above, below)


def is_of(anchor: Anchor, fingerprints: Sequence[str]) -> bool:
    """Whether an anchor was made in the edition that has these fingerprints, as far as they tell."""
    first = anchor.range.start.paragraph
    size = len(anchor.fingerprints)
    return bool(size) and tuple(fingerprints[first : first + size]) == anchor.fingerprints


class Placed(NamedTuple):
    """Where an annotation stands in the article as it is.

    range: None for an orphan (and for a note on the whole article); for `uncertain` it is a proposal,
    not to be painted.
    """

    state: State
    range: Range | None


ORPHAN = Placed("orphan", None)


def _last_words(text: str) -> str:
    """The last `CONTEXT` characters at most, from a word's beginning where there is one."""
    if len(text) <= CONTEXT:
        return text
    cut = text[-CONTEXT:]
    if joins_word(text[-CONTEXT - 1], cut[0]):
        space = re.search(r"\s", cut)
        if space is not None and space.end() < len(cut):
            return cut[space.end() :]
    return cut


def _first_words(text: str) -> str:
    """The first `CONTEXT` characters at most, to a word's end where there is one."""
    if len(text) <= CONTEXT:
        return text
    cut = text[:CONTEXT]
    if joins_word(cut[-1], text[CONTEXT]):
        space = re.search(r"\s\S*$", cut)
        if space is not None and space.start() > 0:
            return cut[: space.start()]
    return cut
