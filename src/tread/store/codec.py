"""Annotations and article records <-> the documents that TinyDB keeps. Modules of `tread.store` import it.

It owns the stored form: its keys, its dates, its document numbers. Pure: no disk, no clock. A key that it
does not know goes to `Annotation.extra` and is written back where it stood.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from sys import intern
from typing import Any, NamedTuple
from uuid import UUID

from tread.core.annotation import ANNOTATION_KINDS, SCHEMA, Anchor, Annotation, Quote
from tread.core.position import Position, Range

_NUMBER_BITS = 53
"""Document numbers stay exact in every reader of JSON, also in those that know only doubles."""

_KNOWN = frozenset(
    (
        *("id", "kind", "paragraph", "quote", "colour", "style", "note", "tags", "heading"),
        *("created", "modified", "zone", "device", "version", "written", "deleted"),
        *("letter", "source", "schema"),
    )
)


class ArticleRecord(NamedTuple):
    """What the store knows of an article.

    id: "a-" and 16 hex digits.
    path: from the store's root, with `/`.
    fingerprint: of the whole article; paragraphs: of each paragraph in order, as last seen.
    earlier: the same of earlier editions that annotations were made in, newest first.
    extractor: which reader made the document, and its version ("markdown/1"); format: "markdown".
    """

    id: str
    path: str
    title: str = ""
    fingerprint: str = ""
    paragraphs: tuple[str, ...] = ()
    extractor: str = ""
    format: str = ""
    earlier: tuple[tuple[str, ...], ...] = ()

    @property
    def editions(self) -> tuple[tuple[str, ...], ...]:
        """The fingerprints of the paragraphs of all editions that are remembered, newest first."""
        return (self.paragraphs, *self.earlier)


def document_number(annotation_id: str) -> int:
    """TinyDB's number for an annotation: the low 53 bits of its UUID, or of a hash where it is none; never 0.

    It follows from the id alone, so that two machines never give one number to two annotations.
    """
    try:
        bits = UUID(annotation_id).int
    except ValueError:
        digest = hashlib.blake2b(annotation_id.encode("utf-8", "surrogatepass"), digest_size=8)
        bits = int.from_bytes(digest.digest(), "big")
    return bits & ((1 << _NUMBER_BITS) - 1) or 1


def encode(annotation: Annotation) -> dict[str, Any]:
    """The document of an annotation: values that JSON can hold."""
    anchor = annotation.anchor
    return {
        **annotation.extra,
        **({"letter": annotation.letter} if annotation.letter else {}),
        **({"written": dict(annotation.written)} if annotation.written else {}),
        "id": annotation.id,
        "kind": annotation.kind,
        "paragraph": anchor and _encode_place(anchor),
        "quote": anchor and _encode_quote(anchor),
        "colour": annotation.colour,
        "style": annotation.style,
        "note": annotation.note,
        "tags": list(annotation.tags),
        "heading": annotation.heading,
        "created": encode_time(annotation.created),
        "modified": encode_time(annotation.modified),
        "zone": annotation.zone,
        "device": annotation.device,
        "version": dict(annotation.version),
        "deleted": annotation.deleted and encode_time(annotation.deleted),
        "source": None if annotation.source is None else dict(annotation.source),
        "schema": SCHEMA,
    }


def decode(document: Mapping[str, Any]) -> Annotation:
    """The annotation in a document; ValueError, with the reason, when it holds none."""
    try:
        kind = document["kind"]
        if kind not in ANNOTATION_KINDS:
            raise ValueError(f"{kind!r} is no kind of annotation")
        source = document.get("source")
        deleted = document.get("deleted")
        colour = document.get("colour")
        return Annotation(
            id=_text(document["id"]),
            kind=kind,
            anchor=_decode_anchor(document),
            created=decode_time(document["created"]),
            modified=decode_time(document["modified"]),
            colour=None if colour is None else _text(colour),
            style=_text(document.get("style", "highlight")),
            note=_text(document.get("note", "")),
            tags=tuple(_text(tag) for tag in document.get("tags", ())),
            heading=_text(document.get("heading", "")),
            zone=_text(document.get("zone", "+00:00")),
            device=_text(document.get("device", "")),
            version={_text(device): int(writes) for device, writes in document.get("version", {}).items()},
            written=written if isinstance(written := document.get("written"), dict) else {},
            deleted=None if deleted is None else decode_time(deleted),
            letter=_text(document.get("letter", "")),
            source=None if source is None else dict(source),
            extra={key: value for key, value in document.items() if key not in _KNOWN},
        )
    except KeyError as error:
        raise ValueError(f"it has no {error}") from error
    except (TypeError, AttributeError, OverflowError) as error:
        raise ValueError(str(error)) from error


def encode_record(record: ArticleRecord) -> dict[str, Any]:
    """The document of an article's record."""
    encoded = {
        "id": record.id,
        "path": record.path,
        "title": record.title,
        "fingerprint": record.fingerprint,
        "paragraphs": list(record.paragraphs),
        "extractor": record.extractor,
        "format": record.format,
        "schema": SCHEMA,
    }
    if record.earlier:
        encoded["earlier"] = [" ".join(edition) for edition in record.earlier]
    return encoded


def decode_record(document: Mapping[str, Any]) -> ArticleRecord:
    """The record in a document; ValueError when it holds none."""
    try:
        return ArticleRecord(
            id=_text(document["id"]),
            path=_text(document["path"]),
            title=_text(document.get("title", "")),
            fingerprint=_text(document.get("fingerprint", "")),
            paragraphs=tuple(intern(_text(fingerprint)) for fingerprint in document.get("paragraphs", ())),
            extractor=_text(document.get("extractor", "")),
            format=_text(document.get("format", "")),
            earlier=tuple(tuple(_text(edition).split()) for edition in document.get("earlier", ())),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"it is no article's record: {error}") from error


def schema_of(document: Mapping[str, Any]) -> int:
    """The schema that a document was written in; the present one where it does not say."""
    schema = document.get("schema")
    return schema if isinstance(schema, int) else SCHEMA


def encode_time(time: datetime) -> str:
    """A time as it is stored: UTC to the millisecond, "2026-11-22T08:00:00.123Z"."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def decode_time(text: str) -> datetime:
    """A stored time: aware, in UTC to the millisecond; without a zone it is UTC. Errors: ValueError."""
    time = datetime.fromisoformat(text)
    return to_stored(time.replace(tzinfo=UTC) if time.tzinfo is None else time)


def to_stored(time: datetime) -> datetime:
    """An aware time as it comes back from the store: in UTC, cut to the millisecond."""
    utc = time.astimezone(UTC)
    return utc - timedelta(microseconds=utc.microsecond % 1000)


def _encode_place(anchor: Anchor) -> dict[str, Any]:
    start, end = anchor.range.start, anchor.range.end
    return {
        "index": start.paragraph,
        "offset": start.offset,
        "end_index": end.paragraph,
        "end_offset": end.offset,
        "fingerprints": list(anchor.fingerprints),
    }


def _encode_quote(anchor: Anchor) -> dict[str, str]:
    quote = anchor.quote
    encoded = {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}
    neighbours = {"above": anchor.above, "below": anchor.below}
    return encoded | {side: text for side, text in neighbours.items() if text}


def _decode_anchor(document: Mapping[str, Any]) -> Anchor | None:
    place, quote = document.get("paragraph"), document.get("quote")
    if place is None or quote is None:
        return None
    start = Position(_count(place["index"]), _count(place["offset"]))
    end = Position(_count(place["end_index"]), _count(place["end_offset"]))
    if end < start:
        raise ValueError("its range ends before it starts")
    return Anchor(
        Range(start, end),
        Quote(_text(quote["exact"]), _text(quote.get("prefix", "")), _text(quote.get("suffix", ""))),
        tuple(_text(fingerprint) for fingerprint in place.get("fingerprints", ())),
        _text(quote.get("above", "")),
        _text(quote.get("below", "")),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text")
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise ValueError(f"{value!r} is no number of characters or paragraphs")
    return value
