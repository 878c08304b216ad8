"""An article about a harbour, with annotations of every kind, for the tests of what is exported."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tread.core.anchor import ORPHAN, Placed, capture
from tread.core.annotation import Annotation
from tread.core.document import Document, Paragraph
from tread.core.marks import Marks
from tread.core.position import Position, Range, within
from tread.export.blocks import owner
from tread.export.markdown import render

MADE = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
NO_NAMES: dict[str, str] = {}

HARBOUR = Document(
    paragraphs=(
        Paragraph("The harbour", kind="heading", level=1),
        Paragraph("It was sold in 1910. Nobody asked why. The price was *low*."),
        Paragraph("What came after", kind="heading", level=2),
        Paragraph("- Cranes [came], and #rust came."),
        Paragraph("Then silence."),
        Paragraph("a = 1\nb == 2", kind="code"),
    ),
    format="markdown",
    title="The harbour",
    authors=("A. Writer", "B. Writer"),
    published="2025-04-28",
    source="https://example.org/harbour",
    tags=("ports", "money"),
)


def annotation(number: int, place: Range | None, **given: object) -> Annotation:
    made = MADE + timedelta(minutes=number)
    values: dict[str, object] = {
        "id": f"0192f0c1-7b9e-7c3a-9f7e-{number:012x}",
        "kind": "highlight",
        "anchor": None if place is None else capture(HARBOUR, place),
        "created": made,
        "modified": made,
        "colour": "yellow",
        "zone": "+01:00",
    }
    return Annotation(**(values | given))  # type: ignore[arg-type]


def marks_of(*annotations: Annotation, document: Document = HARBOUR) -> Marks:
    placed = {
        one.id: Placed("anchored", one.anchor.range) if one.id[-1] != "f" else ORPHAN
        for one in annotations
        if one.anchor
    }
    return Marks(document, annotations, placed)


EVERYTHING = marks_of(
    annotation(1, within(1, 21, 38), note="Really?\n\n* nobody\n* at all", tags=("sale", "two words")),
    annotation(2, within(1, 0, 20), colour="green"),
    annotation(3, None, kind="note", colour=None, note="On the whole."),
    annotation(4, Range(Position(3, 9), Position(4, 4)), colour="blue", zone="-03:30"),
    annotation(5, within(5, 6, 12), colour="mauve"),
    annotation(6, within(1, 28, 33), kind="note", colour=None, note="Not asked"),
    annotation(7, within(4, 0, 0), kind="bookmark", colour=None, letter="a"),
    annotation(15, within(4, 5, 12), note="Gone"),
)

OWNER = owner("a-0123456789abcdef", [annotation(number, None) for number in range(1, 16)])
STRANGER = owner("a-0123456789abcdef", [annotation(99, None)])
"""An article of another library, whose id is the same."""

FEWER = marks_of(annotation(2, within(1, 0, 20), note="changed"))


def rendered(marks: Marks = EVERYTHING) -> str:
    return render(HARBOUR, "a-0123456789abcdef", marks, {"green": "keep", "yellow": ""})
