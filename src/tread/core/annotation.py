"""Annotations: what a reader adds to an article. Pure values; `tread.store` writes them down.

An annotation never changes in place: `dataclasses.replace` makes the next state of it, and a `Change`
(`tread.core.history`) holds the state before and after.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, NamedTuple, get_args

from tread.core.position import Range

AnnotationKind = Literal["highlight", "note", "bookmark"]
ANNOTATION_KINDS: tuple[AnnotationKind, ...] = get_args(AnnotationKind)

Colour = Literal["yellow", "green", "blue", "red", "purple"]
COLOURS: tuple[Colour, ...] = get_args(Colour)
"""The five highlight colours, in the order of the keys 1-5. Stored by name, shown as the theme says."""

SCHEMA = 1
"""The version of the stored form of an annotation."""


class Quote(NamedTuple):
    """The marked text and up to 32 characters on either side, cut at word borders where there are any.

    W3C Web Annotation Data Model, section 4.2.4 (Text Quote Selector). A quote over several paragraphs
    joins them with a newline; prefix and suffix do not leave their paragraph.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""


class Anchor(NamedTuple):
    """What is stored to find a range again.

    range: where it was when it was made, in the article as it was then.
    fingerprints: of the paragraphs that the range touched, in order (`tread.core.folding.fingerprint`).
    above, below: how the paragraph above the range ended and the one below it began, in up to 32 characters;
    empty where there is none, or where it was not kept.
    """

    range: Range
    quote: Quote
    fingerprints: tuple[str, ...] = ()
    above: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class Annotation:
    """One highlight, note or bookmark.

    id: a UUIDv7 in its usual text form.
    anchor: None for a note on the whole article.
    colour: one of `COLOURS`, or a name from elsewhere that is kept; None where there is none.
    note: Markdown.
    heading: the heading it stood under when it was made.
    created, modified: aware, in UTC.
    zone: the author's offset from UTC when it was made, "+02:00".
    device: the id of the installation that wrote it last.
    version: the last write by each device ({device: number}); tells a newer state from a diverged one.
    written: which write each part comes from, as `tread.store.stamps` keeps it; nobody else reads it.
    deleted: when it was deleted; a deleted annotation is kept as a tombstone.
    letter: what a bookmark is called by, a letter or digit; empty for one that has no name.
    source: where it was imported from, or None.
    extra: keys that this version of tread does not know; kept as they are.
    """

    id: str
    kind: AnnotationKind
    anchor: Anchor | None
    created: datetime
    modified: datetime
    colour: str | None = None
    style: str = "highlight"
    note: str = ""
    tags: tuple[str, ...] = ()
    heading: str = ""
    zone: str = "+00:00"
    device: str = ""
    version: Mapping[str, int] = field(default_factory=dict)
    written: Mapping[str, Any] = field(default_factory=dict)
    deleted: datetime | None = None
    letter: str = ""
    source: Mapping[str, Any] | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
