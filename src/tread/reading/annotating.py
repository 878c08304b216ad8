"""What the marking commands do to an article's annotations.

Each takes the reading and gives an `Outcome`, whose step whoever called hands to the store. Decides
without a screen and without a disk. Imported by `tui`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tread.core.anchor import capture
from tread.core.annotation import Anchor, Annotation
from tread.core.carry import NOTE_JOINT
from tread.core.clean import clean, clean_line
from tread.core.history import Change
from tread.core.position import Range
from tread.reading.reading import Outcome, Reading

if TYPE_CHECKING:
    from tread.core.passage import Passage


class NoteTarget(NamedTuple):
    """What a note is written on: an annotation that is there, or a range (None: the whole article).

    anchor: what the range said, where the article has changed since and its words are gone.
    """

    annotation: Annotation | None = None
    range: Range | None = None
    anchor: Anchor | None = None

    @property
    def key(self) -> str:
        """A name for the target that a draft can be kept under."""
        if self.annotation:
            return self.annotation.id
        if self.range is None:
            return "article"
        start, end = self.range.start, self.range.end
        return f"{start.paragraph}.{start.offset}-{end.paragraph}.{end.offset}"


def highlight(reading: Reading, place: Range, colour: str, held: Annotation | None = None) -> Outcome:
    """Highlight a range, or recolour the highlight that stands on exactly this range.

    held: the annotation that the range was stretched from, which then stands on it instead.
    """
    if place.is_empty:
        return Outcome("Nothing is selected.")
    reading.colour = colour
    mark = reading.marks.exactly(place)
    before = held or (mark.annotation if mark else None)
    if before is None:
        return reading.do("highlight", Change(None, reading.new("highlight", place, colour=colour)))
    placed = reading.placed(before)
    after = replace(before, kind="highlight", colour=colour)
    if placed is None or placed.range != place:
        return stretch(reading, after, place, before)
    if before.colour == colour:
        return Outcome(f"Already {reading.colour_names.get(colour) or clean_line(colour)}.")
    return reading.do("recolour" if before.colour else "highlight", Change(before, after))


def stretch(
    reading: Reading, annotation: Annotation, place: Range, before: Annotation | None = None
) -> Outcome:
    """Let an annotation stand on another range; before: as it was, where more of it changes."""
    change = reading.anchored_on(annotation, place)
    return reading.do("stretch", change if before is None else Change(before, change.after))


def merge(reading: Reading, place: Range) -> Outcome:
    """Make one highlight of those of one colour that touch a range or adjoin what does.

    The first of them stays, with the notes of all in their order and all tags.
    """
    marks = reading.marks.joinable(place)
    if len(marks) < 2:
        return Outcome("No other highlight of this colour adjoins the one here.")
    first, others = marks[0], marks[1:]
    hull = first.range
    for mark in others:
        hull = hull.hull(mark.range)
    merged = replace(
        first.annotation,
        anchor=reading.capture(hull),
        note=NOTE_JOINT.join(mark.annotation.note for mark in marks if mark.annotation.note),
        tags=tuple(dict.fromkeys(tag for mark in marks for tag in mark.annotation.tags)),
    )
    gone = (Change(mark.annotation, None) for mark in others)
    return reading.do("merge", Change(first.annotation, merged), *gone)._replace(
        message=f"Merged {len(marks)} highlights."
    )


def split(reading: Reading, place: Range) -> Outcome:
    """Part the highlight here in two: where a range in it begins, or ends if both begin alike.

    The note stays with the first part; both have the colour and the tags.
    """
    mark = reading.marks.here(place)
    if mark is None or mark.annotation.colour is None:
        return Outcome("There is no highlight here.")
    cut = place.start if place.start > mark.range.start else place.end
    first = reading.document.trimmed(Range(mark.range.start, min(cut, mark.range.end)))
    second = reading.document.trimmed(Range(min(cut, mark.range.end), mark.range.end))
    if first.is_empty or second.is_empty:
        return Outcome("Select words inside the highlight: it is split where they begin.")
    whole = mark.annotation
    made = replace(reading.new("highlight", second, colour=whole.colour), tags=whole.tags)
    return reading.do(
        "split", Change(whole, replace(whole, anchor=reading.capture(first))), Change(None, made)
    )


def note_target(reading: Reading, place: Range) -> NoteTarget:
    """What a note on a range is written on: the annotation on exactly this range, else the range itself;
    the whole article where the range is empty."""
    if place.is_empty:
        return article_note_target(reading)
    mark = reading.marks.exactly(place)
    return NoteTarget(mark.annotation if mark else None, place)


def note_on(reading: Reading, annotation: Annotation) -> NoteTarget:
    """What the note of an annotation is written on."""
    placed = reading.placed(annotation)
    return NoteTarget(annotation, placed.range if placed else None)


def article_note_target(reading: Reading) -> NoteTarget:
    """What a note on the whole article is written on."""
    notes = reading.marks.on_article
    return NoteTarget(notes[0] if notes else None)


def passed_over(reading: Reading, target: NoteTarget, passage: Passage) -> NoteTarget:
    """What a note is written on once the article has the text that a passage leads to.

    Where the words it is on are gone, it is written on what they were, near to where they stood.
    """
    if target.range is None:
        return target
    there = passage.range(target.range)
    if target.annotation is not None or target.anchor is not None or passage.keeps(target.range):
        return target._replace(range=there)
    anchor = capture(reading.document, target.range, reading.edition.known_fingerprints)
    return target._replace(range=there, anchor=anchor)


def write_note(reading: Reading, target: NoteTarget, text: str) -> Outcome:
    """Keep a note's text, and the tags written in it; an empty one removes the note, and with it an
    annotation that was only that."""
    from tread.core.tags import tags_after, tags_in

    text = _as_note(text)
    # As it was when the writing began: what another window wrote meanwhile is then seen as another edit.
    before = target.annotation
    if before is None:
        if not text:
            return Outcome()
        made = reading.new("note", target.range, note=text, anchor=target.anchor)
        return reading.do("note", Change(None, replace(made, tags=tags_in(text))))
    if _as_note(before.note) == text:
        return Outcome()
    tags = tags_after(before.tags, before.note, text)
    if not text and before.kind == "note" and not tags:
        return reading.do("delete", Change(before, None))
    return reading.do("note", Change(before, replace(before, note=text, tags=tags)))


def tags_target(reading: Reading, place: Range) -> Annotation | None:
    """The annotation whose tags are edited at a range: the one here, if there is one."""
    mark = reading.marks.here(place)
    return mark.annotation if mark else None


def write_tags(
    reading: Reading, annotation: Annotation | None, text: str, place: Range | None = None
) -> Outcome:
    """Set tags from what was typed, parted by commas or spaces; on no annotation, highlight `place`."""
    from tread.core.tags import parse_tags

    tags = parse_tags(text)
    if annotation is None:
        if not tags or place is None or place.is_empty:
            return Outcome()
        made = reading.new("highlight", place, colour=reading.colour)
        return reading.do("tags", Change(None, replace(made, tags=tags)))
    if annotation.tags == tags:
        return Outcome()
    return reading.do("tags", Change(annotation, replace(annotation, tags=tags)))


def rename_tag(reading: Reading, old: str, new: str) -> Outcome:
    """Give a tag another name wherever it stands in this article, in notes too."""
    from tread.core.tags import renaming

    step = renaming(reading.annotations, old, new)
    return reading.do(step.label, *step.changes)


def bookmark(reading: Reading, place: Range, letter: str = "") -> Outcome:
    """Set a bookmark on a range; one of the same letter goes, for a letter stands for one place."""
    if place.is_empty:
        return Outcome("Nothing is selected.")
    name = f"Bookmark {letter}" if letter else "A bookmark"
    others = [one for one in reading.annotations if one.kind == "bookmark" and one.letter == letter]
    if any((placed := reading.placed(one)) is not None and placed.range == place for one in others):
        return Outcome(f"{name} stands here already.")
    made = replace(reading.new("bookmark", place), letter=letter)
    moved = [Change(one, None) for one in others if letter]
    outcome = reading.do("bookmark", Change(None, made), *moved)
    return outcome._replace(message=f"{name} {'moved here' if moved else 'is set'}.")


def delete(reading: Reading, *annotations: Annotation) -> Outcome:
    """Delete annotations as they now are, in one step; it can always be undone."""
    current = [reading.annotation(annotation.id) for annotation in annotations]
    changes = [Change(one, None) for one in current if one is not None and one.deleted is None]
    if not changes:
        return Outcome("It has been deleted already.")
    return reading.do("delete", *changes)


# Several at once, and those whose place is not certain


def recolour(reading: Reading, annotations: Iterable[Annotation], colour: str) -> Outcome:
    """Give annotations a colour, in one step; notes on the whole article have none, nor bookmarks."""
    from tread.core.bulk import recoloured

    reading.colour = colour
    return _do_to_several(reading, "recolour", recoloured(annotations, colour), f"Already {colour}.")


def tag(reading: Reading, annotations: Iterable[Annotation], text: str) -> Outcome:
    """Add the tags that were typed to annotations, in one step; a tag behind a "-" is taken off."""
    from tread.core.bulk import tagged

    return _do_to_several(reading, "tags", tagged(annotations, text), "They are tagged so already.")


def place_anew(reading: Reading, annotation: Annotation, place: Range) -> Outcome:
    """Let an annotation stand on a range from here on: its own place was not certain."""
    if place.is_empty:
        return Outcome("Nothing is selected.")
    return reading.do("place", reading.anchored_on(annotation, place))


def accept(reading: Reading, annotations: Iterable[Annotation]) -> Outcome:
    """Let annotations stand where they are proposed to, in one step."""
    changes = []
    for one in annotations:
        placed = reading.placed(one)
        if placed is not None and placed.range is not None and placed.state == "uncertain":
            changes.append(reading.anchored_on(one, placed.range))
    return _do_to_several(reading, "accept", changes, "No place is proposed for it.")


def _do_to_several(reading: Reading, label: str, changes: Sequence[Change], nothing: str) -> Outcome:
    outcome = reading.do(label, *changes)
    number = len(outcome.step.changes) if outcome.step else 0
    if not number:
        return Outcome(nothing)
    return outcome._replace(message=f"Changed {number} annotations." if number > 1 else "")


def _as_note(text: str) -> str:
    return clean(text).strip()
