"""What stands around a range: kept with an annotation, to be read when the article has become another one.

Pure. `tread.store` keeps it; imported by whoever makes annotations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tread.core.annotation import Anchor
from tread.core.document import Document
from tread.core.history import Change
from tread.core.position import Range

AROUND = 1500
"""Characters kept on either side of a range."""


class Surroundings(NamedTuple):
    """before: the paragraphs above a range, and of its first one what stands before it; after: of its last
    one what stands behind it, and the paragraphs below. Neither is ever empty."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def surroundings(document: Document, span: Range) -> Surroundings:
    """Up to `AROUND` characters on either side of a range; the furthest paragraph is cut at a word."""
    texts = document.paragraphs
    first, last = span.start.paragraph, span.end.paragraph
    own_before = texts[first].text[: span.start.offset]
    own_after = texts[last].text[span.end.offset :]
    above = (texts[index].text for index in range(first - 1, -1, -1))
    below = (texts[index].text for index in range(last + 1, len(texts)))
    before = [_end(text, room) for text, room in _that_fit(own_before, above)]
    after = [_beginning(text, room) for text, room in _that_fit(own_after, below)]
    return Surroundings(tuple(reversed(before)), tuple(after))


def bare(anchor: Anchor) -> Surroundings:
    """What an anchor itself knows of what stood around it."""
    above = (f"…{anchor.above}",) if anchor.above else ()
    below = (f"{anchor.below}…",) if anchor.below else ()
    return Surroundings((*above, anchor.quote.prefix), (anchor.quote.suffix, *below))


def newly_anchored(document: Document, changes: Iterable[Change]) -> Mapping[str, Surroundings]:
    """What stands around the annotations that changes put onto a place in the document, by their ids."""
    found = {}
    for change in changes:
        anchor = change.after.anchor if change.after else None
        if anchor is None or (change.before is not None and change.before.anchor == anchor):
            continue
        span = anchor.range
        if _stands(document, span) and document.text_of(span) == anchor.quote.exact:
            found[change.id] = surroundings(document, span)
    return found


def _stands(document: Document, span: Range) -> bool:
    return span.end.paragraph < len(document.paragraphs) and all(
        document.clamp(position) == position for position in span
    )


def _that_fit(own: str, others: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Texts with the characters that there is room for, while there is any."""
    yield own, AROUND
    room = AROUND - len(own)
    for text in others:
        if room <= 0:
            return
        yield text, room
        room -= len(text)


def _end(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    cut = text[-room:]
    return "…" + cut[cut.find(" ") + 1 :]


def _beginning(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    cut = text[:room]
    return cut[: cut.rfind(" ") + 1 or room] + "…"
