"""A short article about foxes, a reading of it, and what is done to that in tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from tread.core.annotation import Anchor, Annotation, AnnotationKind
from tread.core.document import Document, Paragraph
from tread.core.history import Change, History, Step
from tread.core.position import Position, Range, within
from tread.reading import annotating
from tread.reading.reading import Outcome, Reading

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DOCUMENT = Document(
    [
        Paragraph("Foxes", "heading", 1),
        Paragraph("The quick brown fox jumps over the lazy dog."),
        Paragraph("The dog sleeps."),
        Paragraph("", "rule"),
        Paragraph("Dogs", "heading", 1),
        Paragraph("Nothing wakes it."),
    ],
    title="Foxes",
)
QUICK, QUICK_BROWN, FOX = within(1, 4, 9), within(1, 4, 15), within(1, 16, 19)
ACROSS = Range(Position(1, 35), Position(2, 7))
LAST = within(5, 0, 17)


def maker() -> Callable[[AnnotationKind, Anchor | None], Annotation]:
    numbers = count()

    def make(kind: AnnotationKind, anchor: Anchor | None) -> Annotation:
        number = next(numbers)
        at = NOON + timedelta(seconds=number)
        return Annotation(f"id-{number:03}", kind, anchor, at, at)

    return make


def highlight(reading: Reading, place: Range = QUICK, colour: str = "yellow") -> Annotation:
    """A new highlight, as it stands in the reading."""
    outcome = annotating.highlight(reading, place, colour)
    assert outcome.step is not None
    made = reading.annotation(outcome.step.changes[0].id)
    assert made is not None
    return made


def write(reading: Reading, place: Range, text: str) -> Outcome:
    return annotating.write_note(reading, annotating.note_target(reading, place), text)


def come_in(reading: Reading, *annotations: Annotation, pending: tuple[str, ...] = ()) -> None:
    """What the store has comes in, its places worked out as a worker would."""
    placed = reading.place(annotations, [reading.fingerprints])
    reading.acknowledge(reading.news(annotations, placed), pending=pending)


def only(reading: Reading) -> Annotation:
    (annotation,) = reading.annotations
    return annotation


def after_a_restart(reading: Reading) -> Reading:
    """The article opened again: living annotations and the history, as the store gives them."""
    again = Reading(reading.document, maker())
    come_in(again, *reading.annotations)
    again.history = History(
        tuple(as_stored(step) for step in reading.history.done),
        tuple(as_stored(step) for step in reading.history.undone),
    )
    return again


def as_stored(step: Step) -> Step:
    """A step as the journal has it: a deletion leads to a tombstone."""
    changes = []
    for before, after in ((change.before, change.after) for change in step.changes):
        if after is None and before is not None:
            after = replace(before, deleted=before.modified)
        changes.append(Change(before, after))
    return Step(step.label, tuple(changes))
