"""Articles and annotations as rows of plain values: what `--json` prints, and other programs read.

Owns the names and the order of the keys, which stay as they are once published. Pure. Imported by the
command line.
"""

from __future__ import annotations

from typing import Any

from tread.core.anchor import Placed
from tread.core.annotation import Annotation
from tread.core.document import minutes, words
from tread.core.position import Range
from tread.core.surroundings import Surroundings
from tread.library import Article, Entry, stamp


def show_json(article: Article) -> dict[str, Any]:
    """An article as `show --json` prints it."""
    document = article.document
    total = words(document)
    return {
        "id": article.id,
        "path": str(article.path),
        "format": document.format,
        "title": document.title,
        "authors": list(document.authors),
        "published": document.published or None,
        "source": document.source or None,
        "language": document.language or None,
        "words": total,
        "minutes": minutes(total),
        "paragraphs": [
            {
                "index": index,
                "id": f"p-{article.fingerprints[index]}",
                "kind": paragraph.kind,
                "level": paragraph.level if paragraph.kind in ("heading", "list-item") else None,
                "text": paragraph.text,
                "spans": [
                    {"start": span.start, "end": span.end, "style": span.style}
                    | ({"href": span.href} if span.style == "link" else {})
                    for span in paragraph.spans
                ],
            }
            for index, paragraph in enumerate(document.paragraphs)
        ],
    }


def entry_json(entry: Entry) -> dict[str, Any]:
    """An entry as `list --json` prints it."""
    return {
        "id": entry.id,
        "path": entry.path,
        "title": entry.title,
        "authors": list(entry.authors),
        "published": entry.published or None,
        "format": entry.format,
        "words": entry.words,
        "minutes": entry.minutes,
        "progress": round(entry.progress, 4),
        "state": entry.state,
        "annotations": dict(entry.annotations),
    }


def passage_json(annotation: Annotation, around: Surroundings) -> dict[str, Any]:
    """A passage as `show --as-of ID --json` prints it."""
    return {
        "id": annotation.id,
        "created": stamp(annotation.created),
        "heading": annotation.heading,
        "before": list(around.before),
        "quote": annotation.anchor.quote.exact if annotation.anchor else "",
        "after": list(around.after),
    }


def note_json(article: Article, annotation: Annotation, placed: Placed | None) -> dict[str, Any]:
    """An annotation as `notes --json` prints it."""
    place = placed.range if placed else None
    return {
        "id": annotation.id,
        "article": article.id,
        "path": str(article.path),
        "title": article.document.title,
        "kind": annotation.kind,
        "state": placed.state if placed else "anchored",
        "paragraph": place.start.paragraph if place else None,
        "start": place.start.offset if place else None,
        "end": place.end.offset if place else None,
        "end_paragraph": place.end.paragraph if place else None,
        "quote": annotation.anchor.quote.exact if annotation.anchor else "",
        "current": article.document.text_of(place) if place else None,
        "heading": annotation.heading,
        "letter": annotation.letter or None,
        "colour": annotation.colour,
        "note": annotation.note,
        "tags": list(annotation.tags),
        "created": stamp(annotation.created),
        "modified": stamp(annotation.modified),
    }


def change_json(article: Article, annotation: Annotation, place: Range) -> dict[str, Any]:
    """A passage that was edited since it was marked, as `changes --json` prints it; place: where it stands.

    The `old` texts of its runs joined are the old wording, the `new` ones the new; those of a run that was
    kept differ at most in typography.
    """
    from tread.core.word_diff import word_diff  # here, because a list of articles does without

    old = annotation.anchor.quote.exact if annotation.anchor else ""
    new = article.document.text_of(place)
    return {
        "id": annotation.id,
        "article": article.id,
        "path": str(article.path),
        "title": article.document.title,
        "kind": annotation.kind,
        "paragraph": place.start.paragraph,
        "start": place.start.offset,
        "end": place.end.offset,
        "end_paragraph": place.end.paragraph,
        "old": old,
        "new": new,
        "runs": [{"kind": run.kind, "old": run.old, "new": run.new} for run in word_diff(old, new)],
        "heading": annotation.heading,
        "colour": annotation.colour,
        "note": annotation.note,
        "tags": list(annotation.tags),
        "created": stamp(annotation.created),
        "modified": stamp(annotation.modified),
    }
