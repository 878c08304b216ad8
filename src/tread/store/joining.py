"""Two databases of one article into one, so that nothing is lost. Pure; modules of `tread.store` import it.

As with the annotations in them (`tread.store.merge`), it does not matter in which order or how often
databases are joined. Of the article itself, what was seen later stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import reduce
from typing import Any, NamedTuple

from tread.core.annotation import SCHEMA, Annotation
from tread.store.codec import decode, document_number, encode, schema_of
from tread.store.disk import short_hash
from tread.store.merge import merge
from tread.store.rebuild import ANNOTATIONS, ARTICLE
from tread.store.storage import Tables, json_of

Document = Mapping[str, Any]
Documents = Mapping[str, Document]
Join = Callable[[Document, Document], Document]


class _Entry(NamedTuple):
    """A document as it stands in a table, and the annotation in it; None where it holds none."""

    number: int
    document: Mapping[str, Any]
    annotation: Annotation | None


def joined(one: Tables, other: Tables, base: Tables | None = None) -> Tables:
    """What two databases of one article hold together.

    base: what both came from, where it is known; it tells which side changed what carries no stamp.
    """
    base = base or {}
    tables: Tables = {}
    for name in sorted({*one, *other}):
        ours, theirs = one.get(name, {}), other.get(name, {})
        if ours == theirs:
            tables[name] = ours
        elif name == ANNOTATIONS:
            tables[name] = _joined_annotations(ours, theirs, base.get(name, {}))
        else:
            join = _joined_record if name == ARTICLE else _chosen
            tables[name] = _joined_documents(ours, theirs, base.get(name, {}), join)
    return tables


def is_newer(tables: Tables) -> bool:
    """True when a newer tread wrote any of it."""
    return any(
        schema_of(document) > SCHEMA
        for name in (ANNOTATIONS, ARTICLE)
        for document in tables.get(name, {}).values()
    )


def _joined_documents(ours: Documents, theirs: Documents, base: Documents, join: Join) -> dict[str, Any]:
    """Document by document; of two that differ the one that was changed since the base, or both joined."""
    result: dict[str, Any] = {}
    for number in {**ours, **theirs}:
        sides = [side[number] for side in (ours, theirs) if number in side]
        changed = [side for side in sides if side != base.get(number)]
        result[number] = reduce(join, changed or sides)
    return result


def _chosen(one: Document, other: Document) -> Document:
    """One of two documents that nothing is known of: the same one on every machine."""
    return max(one, other, key=json_of)


def _joined_record(one: Document, other: Document) -> Document:
    """What was seen of an article later, with the editions that both know it by, in one order everywhere."""

    def rank(record: Document) -> tuple[str, str]:
        return str(record.get("seen", "")), json_of({**record, "earlier": None})

    later = max(one, other, key=rank)
    editions = {_edition(one), _edition(other), *_earlier(one), *_earlier(other)} - {_edition(later), ""}
    return {**later, "earlier": sorted(editions)} if editions else later


def _edition(record: Document) -> str:
    """The fingerprints of the paragraphs of an article, as `earlier` has them."""
    paragraphs = record.get("paragraphs")
    return " ".join(map(str, paragraphs)) if isinstance(paragraphs, list) else ""


def _earlier(record: Document) -> list[str]:
    earlier = record.get("earlier")
    return [edition for edition in earlier if isinstance(edition, str)] if isinstance(earlier, list) else []


def _joined_annotations(ours: Documents, theirs: Documents, base: Documents) -> dict[str, Any]:
    past = {entry.annotation.id: entry.annotation for entry in _entries(base) if entry.annotation}
    merged: dict[str, _Entry] = {}
    foreign: dict[str, _Entry] = {}
    for entry in (*_entries(ours), *_entries(theirs)):
        key = entry.annotation.id if entry.annotation else json_of(entry.document)
        known = merged if entry.annotation else foreign
        known[key] = _together(known[key], entry, past.get(key)) if key in known else entry
    result: dict[str, Any] = {}
    for key in sorted(merged):
        _place(result, merged[key], document_number(key))
    for key in sorted(foreign, key=lambda key: (foreign[key].number, key)):
        _place(result, foreign[key], int(short_hash(key, 12), 16))
    return result


def _together(one: _Entry, other: _Entry, base: Annotation | None) -> _Entry:
    """Two entries of one annotation, or of one document that holds none."""
    number = min(one.number, other.number)
    if one.annotation is None or other.annotation is None or one.document == other.document:
        return one._replace(number=number)
    annotation = merge(one.annotation, other.annotation, base)
    return _Entry(number, encode(annotation), annotation)


def _place(result: dict[str, Any], entry: _Entry, spare: int) -> None:
    """Put a document under its number; under a spare one where that is taken."""
    number = entry.number
    while str(number) in result:
        number, spare = spare, spare + 1
    result[str(number)] = dict(entry.document)


def _entries(documents: Documents) -> Iterator[_Entry]:
    numbers: Iterable[str] = sorted(documents, key=int)
    for number in numbers:
        document = documents[number]
        annotation = None
        if schema_of(document) <= SCHEMA:
            with suppress(ValueError):
                annotation = decode(document)
        yield _Entry(int(number), document, annotation)
