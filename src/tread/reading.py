"""An article being read: its annotations, and what the marking commands do to them.

Decides without a screen and without a disk: a command gives an `Outcome`, whose step whoever called
hands to the store. The annotations here are at once as the reader sees them; `acknowledge` takes over
what the store wrote. Imported by `tui`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from tread.core.anchor import Placed, Resolver, State, article_fingerprint, capture, fingerprints
from tread.core.annotation import Anchor, Annotation, AnnotationKind
from tread.core.carry import NOTE_JOINT, carried
from tread.core.clean import clean, clean_line
from tread.core.document import Document, Paragraph
from tread.core.extent import Extent
from tread.core.history import Change, History, Step
from tread.core.marks import Marks
from tread.core.position import Range

if TYPE_CHECKING:
    from tread.core.passage import Passage

StepKind = Literal["do", "undo", "redo"]
_TOLD_CHARACTERS = 32
"""How much of a quote is repeated when the reader is told what was undone."""


class Outcome(NamedTuple):
    """What a command did: a message for the reader, and the step to keep, if anything changed."""

    message: str = ""
    step: Step | None = None
    kind: StepKind = "do"


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


class Edition:
    """The text of an article at one time, and what follows from the text alone.

    A file that changes has another one; it is made by a worker, and taken over whole.

    captured: anchors that were made in this text, with the places that they were made from.
    """

    def __init__(self, document: Document, fingerprints: tuple[str, ...] | None = None) -> None:
        """fingerprints: of the paragraphs, where they are known."""
        self.document = document
        self.extent = Extent(document)
        self.is_whole = True
        self.captured: dict[Anchor, Placed] = {}
        self._fingerprints = fingerprints
        self._headings: list[int] | None = None

    @property
    def known_fingerprints(self) -> tuple[str, ...] | None:
        """The paragraphs' fingerprints, if they have been worked out."""
        return self._fingerprints

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """The paragraphs' fingerprints, worked out when first asked for; none while more is to be read."""
        if not self.is_whole:
            return ()
        if self._fingerprints is None:
            self._fingerprints = fingerprints(self.document)
        return self._fingerprints

    @property
    def headings(self) -> list[int]:
        """The indexes of the headings, worked out when first asked for."""
        if self._headings is None:
            paragraphs = self.document.paragraphs
            self._headings = [i for i, paragraph in enumerate(paragraphs) if paragraph.kind == "heading"]
        return self._headings

    def grow(self, paragraphs: Sequence[Paragraph], characters: int) -> None:
        """More of the text has been read; it has about so many characters in all."""
        held = self.document.paragraphs
        assert isinstance(held, list), "only a document that is read gradually grows"
        if self._headings is not None:
            first = len(held)
            self._headings += [first + i for i, one in enumerate(paragraphs) if one.kind == "heading"]
        held += paragraphs
        self.extent.add(paragraphs, characters)


class Reading:
    """One article, open.

    make: makes a new annotation of a kind on an anchor, with its id, time and device.
    colour: what is highlighted in; colour_names: what each colour is called here.
    edition: its text; another one when the file has changed.
    """

    def __init__(
        self, document: Document, make: Callable[[AnnotationKind, Anchor | None], Annotation]
    ) -> None:
        self.edition = Edition(document)
        self.colour = "yellow"
        self.colour_names: Mapping[str, str] = {}
        self.history = History()
        self._make = make
        self._annotations: dict[str, Annotation] = {}
        self._placed: dict[str, Placed] = {}
        self.marks = Marks(document, (), {})

    @property
    def document(self) -> Document:
        """What the article says."""
        return self.edition.document

    @property
    def extent(self) -> Extent:
        """How far into the article a place is."""
        return self.edition.extent

    @property
    def is_whole(self) -> bool:
        """Whether all of the article has been read."""
        return self.edition.is_whole

    def expect(self, characters: int) -> None:
        """The document is the first part of an article of about so many characters: `grow` adds the rest."""
        self.edition.is_whole = False
        self.extent.add((), characters)

    def grow(self, paragraphs: Sequence[Paragraph], characters: int) -> None:
        """More of the article has been read; it has about so many characters in all."""
        self.edition.grow(paragraphs, characters)

    def complete(self) -> None:
        """All of the article has been read."""
        self.edition.is_whole = True
        self.extent.add(())

    def change(self, edition: Edition, placed: Mapping[str, Placed]) -> None:
        """The article has another text now, in which annotations stand at `placed`, as `place` found them."""
        # The places first: a worker that finds the new edition must not find the old places with it.
        self._placed = dict(placed)
        self.edition = edition
        # Those that were made since the worker looked; few, and most often none.
        self._placed |= self.place(one for one in self._annotations.values() if one.id not in placed)
        self._index()

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """The paragraphs' fingerprints, worked out when first asked for; none while more is to be read."""
        return self.edition.fingerprints

    @property
    def fingerprint(self) -> str:
        """The whole article's fingerprint."""
        return article_fingerprint(self.fingerprints)

    def heading_of(self, index: int) -> str:
        """The text of the nearest heading before a paragraph, or empty; quick however long the article."""
        headings = self.edition.headings
        place = bisect_left(headings, index)
        return self.document.paragraphs[headings[place - 1]].text if place else ""

    @property
    def annotations(self) -> list[Annotation]:
        """The annotations that are not deleted."""
        return [annotation for annotation in self._annotations.values() if annotation.deleted is None]

    def annotation(self, annotation_id: str) -> Annotation | None:
        """An annotation by its id, deleted or not."""
        return self._annotations.get(annotation_id)

    def placed(self, annotation: Annotation) -> Placed | None:
        """Where an annotation stands in the article as it is; None for a note on the whole of it."""
        return self._placed.get(annotation.id)

    def placed_by_id(self, annotation_id: str) -> Placed | None:
        """Where the annotation with an id stands, deleted or not; None for one that is not placed."""
        return self._placed.get(annotation_id)

    def place(
        self, annotations: Iterable[Annotation], seen: Sequence[str] = (), edition: Edition | None = None
    ) -> dict[str, Placed]:
        """Where annotations stand, by id; may be called from another thread, and is slow for a long article.

        seen: the paragraphs' fingerprints when the annotations were last written.
        edition: the text to look in, where it is not the one being read.
        """
        looked_in = edition or self.edition
        known_places = self._placed if looked_in is self.edition else {}
        resolver: Resolver | None = None
        placed: dict[str, Placed] = {}
        for annotation in annotations:
            if annotation.anchor is None:
                continue
            known = self._annotations.get(annotation.id)
            if known is not None and known.anchor == annotation.anchor and annotation.id in known_places:
                placed[annotation.id] = known_places[annotation.id]
                continue
            if (made_here := looked_in.captured.get(annotation.anchor)) is not None:
                placed[annotation.id] = made_here
                continue
            if resolver is None:
                resolver = Resolver(looked_in.document, looked_in.fingerprints, seen)
            placed[annotation.id] = resolver.resolve(annotation.anchor)
        return placed

    def place_in(self, edition: Edition, seen: Sequence[str] = ()) -> dict[str, Placed]:
        """Where all annotations, deleted ones too, would stand in another text; as `place` is."""
        return self.place(list(self._annotations.values()), seen, edition)

    def acknowledge(
        self, annotations: Iterable[Annotation], placed: Mapping[str, Placed], *, pending: Iterable[str] = ()
    ) -> None:
        """Take over an article's annotations as the store has them, with their places.

        pending: ids with changes here that are not written yet; those stay as they are here, but count
        as made on top of what the store has.
        """
        stored = {annotation.id: annotation for annotation in annotations}
        # What was deleted here and lives in the store was brought back by somebody else.
        held = {
            key: mine
            for key, mine in self._annotations.items()
            if mine.deleted is not None and key not in stored
        }
        for key in pending:
            if (mine := self._annotations.get(key)) is not None:
                held[key] = replace(mine, version=stored[key].version) if key in stored else mine
        self._annotations = stored | held
        # The place of what is still to be written goes with its anchor as it is here.
        self._placed |= {key: place for key, place in placed.items() if key not in held}
        self._index()

    def highlight(self, place: Range, colour: str, held: Annotation | None = None) -> Outcome:
        """Highlight a range, or recolour the highlight that stands on exactly this range.

        held: the annotation that the range was stretched from, which then stands on it instead.
        """
        if place.is_empty:
            return Outcome("Nothing is selected.")
        self.colour = colour
        mark = self.marks.exactly(place)
        before = held or (mark.annotation if mark else None)
        if before is None:
            return self._do("highlight", Change(None, self._new("highlight", place, colour=colour)))
        placed = self._placed.get(before.id)
        after = replace(before, kind="highlight", colour=colour)
        if placed is None or placed.range != place:
            return self.stretch(after, place, before)
        if before.colour == colour:
            return Outcome(f"Already {self.colour_names.get(colour) or clean_line(colour)}.")
        return self._do("recolour" if before.colour else "highlight", Change(before, after))

    def stretch(self, annotation: Annotation, place: Range, before: Annotation | None = None) -> Outcome:
        """Let an annotation stand on another range; before: as it was, where more of it changes."""
        change = self._anchored_on(annotation, place)
        return self._do("stretch", change if before is None else Change(before, change.after))

    def merge(self, place: Range) -> Outcome:
        """Make one highlight of those of one colour that touch a range or adjoin what does.

        The first of them stays, with the notes of all in their order and all tags.
        """
        marks = self.marks.joinable(place)
        if len(marks) < 2:
            return Outcome("No other highlight of this colour adjoins the one here.")
        first, others = marks[0], marks[1:]
        hull = first.range
        for mark in others:
            hull = hull.hull(mark.range)
        merged = replace(
            first.annotation,
            anchor=self._capture(hull),
            note=NOTE_JOINT.join(mark.annotation.note for mark in marks if mark.annotation.note),
            tags=tuple(dict.fromkeys(tag for mark in marks for tag in mark.annotation.tags)),
        )
        gone = (Change(mark.annotation, None) for mark in others)
        return self._do("merge", Change(first.annotation, merged), *gone)._replace(
            message=f"Merged {len(marks)} highlights."
        )

    def split(self, place: Range) -> Outcome:
        """Part the highlight here in two: where a range in it begins, or ends if both begin alike.

        The note stays with the first part; both have the colour and the tags.
        """
        mark = self.marks.here(place)
        if mark is None or mark.annotation.colour is None:
            return Outcome("There is no highlight here.")
        cut = place.start if place.start > mark.range.start else place.end
        first = self.document.trimmed(Range(mark.range.start, min(cut, mark.range.end)))
        second = self.document.trimmed(Range(min(cut, mark.range.end), mark.range.end))
        if first.is_empty or second.is_empty:
            return Outcome("Select words inside the highlight: it is split where they begin.")
        whole = mark.annotation
        made = replace(self._new("highlight", second, colour=whole.colour), tags=whole.tags)
        return self._do(
            "split", Change(whole, replace(whole, anchor=self._capture(first))), Change(None, made)
        )

    def note_target(self, place: Range) -> NoteTarget:
        """What a note on a range is written on: the annotation on exactly this range, else the range itself;
        the whole article where the range is empty."""
        if place.is_empty:
            return self.article_note_target()
        mark = self.marks.exactly(place)
        return NoteTarget(mark.annotation if mark else None, place)

    def note_on(self, annotation: Annotation) -> NoteTarget:
        """What the note of an annotation is written on."""
        placed = self._placed.get(annotation.id)
        return NoteTarget(annotation, placed.range if placed else None)

    def article_note_target(self) -> NoteTarget:
        """What a note on the whole article is written on."""
        notes = self.marks.on_article
        return NoteTarget(notes[0] if notes else None)

    def passed_over(self, target: NoteTarget, passage: Passage) -> NoteTarget:
        """What a note is written on once the article has the text that a passage leads to.

        Where the words it is on are gone, it is written on what they were, near to where they stood.
        """
        if target.range is None:
            return target
        there = passage.range(target.range)
        if target.annotation is not None or target.anchor is not None or passage.keeps(target.range):
            return target._replace(range=there)
        anchor = capture(self.document, target.range, self.edition.known_fingerprints)
        return target._replace(range=there, anchor=anchor)

    def write_note(self, target: NoteTarget, text: str) -> Outcome:
        """Keep a note's text, and the tags written in it; an empty one removes the note, and with it an
        annotation that was only that."""
        from tread.core.tags import tags_after, tags_in

        text = _as_note(text)
        # As it was when the writing began: what another window wrote meanwhile is then seen as another edit.
        before = target.annotation
        if before is None:
            if not text:
                return Outcome()
            made = self._new("note", target.range, note=text, anchor=target.anchor)
            return self._do("note", Change(None, replace(made, tags=tags_in(text))))
        if _as_note(before.note) == text:
            return Outcome()
        tags = tags_after(before.tags, before.note, text)
        if not text and before.kind == "note" and not tags:
            return self._do("delete", Change(before, None))
        return self._do("note", Change(before, replace(before, note=text, tags=tags)))

    def tags_target(self, place: Range) -> Annotation | None:
        """The annotation whose tags are edited at a range: the one here, if there is one."""
        mark = self.marks.here(place)
        return mark.annotation if mark else None

    def write_tags(self, annotation: Annotation | None, text: str, place: Range | None = None) -> Outcome:
        """Set tags from what was typed, parted by commas or spaces; on no annotation, highlight `place`."""
        from tread.core.tags import parse_tags

        tags = parse_tags(text)
        if annotation is None:
            if not tags or place is None or place.is_empty:
                return Outcome()
            made = self._new("highlight", place, colour=self.colour)
            return self._do("tags", Change(None, replace(made, tags=tags)))
        if annotation.tags == tags:
            return Outcome()
        return self._do("tags", Change(annotation, replace(annotation, tags=tags)))

    def rename_tag(self, old: str, new: str) -> Outcome:
        """Give a tag another name wherever it stands in this article, in notes too."""
        from tread.core.tags import renaming

        step = renaming(self.annotations, old, new)
        return self._do(step.label, *step.changes)

    def bookmark(self, place: Range, letter: str = "") -> Outcome:
        """Set a bookmark on a range; one of the same letter goes, for a letter stands for one place."""
        if place.is_empty:
            return Outcome("Nothing is selected.")
        name = f"Bookmark {letter}" if letter else "A bookmark"
        others = [one for one in self.annotations if one.kind == "bookmark" and one.letter == letter]
        if any((placed := self.placed(one)) is not None and placed.range == place for one in others):
            return Outcome(f"{name} stands here already.")
        made = replace(self._new("bookmark", place), letter=letter)
        moved = [Change(one, None) for one in others if letter]
        outcome = self._do("bookmark", Change(None, made), *moved)
        return outcome._replace(message=f"{name} {'moved here' if moved else 'is set'}.")

    def delete(self, *annotations: Annotation) -> Outcome:
        """Delete annotations as they now are, in one step; it can always be undone."""
        current = [self._annotations.get(annotation.id) for annotation in annotations]
        changes = [Change(one, None) for one in current if one is not None and one.deleted is None]
        if not changes:
            return Outcome("It has been deleted already.")
        return self._do("delete", *changes)

    # Several at once, and those whose place is not certain

    def recolour(self, annotations: Iterable[Annotation], colour: str) -> Outcome:
        """Give annotations a colour, in one step; notes on the whole article have none, nor bookmarks."""
        changes = [
            Change(one, replace(one, kind="highlight", colour=colour))
            for one in annotations
            if one.anchor is not None and one.kind != "bookmark"
        ]
        self.colour = colour
        return self._do_to_several("recolour", changes, f"Already {colour}.")

    def tag(self, annotations: Iterable[Annotation], text: str) -> Outcome:
        """Add the tags that were typed to annotations, in one step; a tag behind a "-" is taken off."""
        from tread.core.tags import parse_tags

        typed = text.replace(",", " ").replace(";", " ").split()
        added = parse_tags(" ".join(word for word in typed if not word.startswith("-")))
        taken = parse_tags(" ".join(word[1:] for word in typed if word.startswith("-")))
        changes = []
        for one in annotations:
            tags = tuple(tag for tag in dict.fromkeys((*one.tags, *added)) if tag not in taken)
            changes.append(Change(one, replace(one, tags=tags)))
        return self._do_to_several("tags", changes, "They are tagged so already.")

    def place_anew(self, annotation: Annotation, place: Range) -> Outcome:
        """Let an annotation stand on a range from here on: its own place was not certain."""
        if place.is_empty:
            return Outcome("Nothing is selected.")
        return self._do("place", self._anchored_on(annotation, place))

    def accept(self, annotations: Iterable[Annotation]) -> Outcome:
        """Let annotations stand where they are proposed to, in one step."""
        changes = []
        for one in annotations:
            placed = self._placed.get(one.id)
            if placed is not None and placed.range is not None and placed.state == "uncertain":
                changes.append(self._anchored_on(one, placed.range))
        return self._do_to_several("accept", changes, "No place is proposed for it.")

    def _anchored_on(self, annotation: Annotation, place: Range) -> Change:
        heading = self.heading_of(place.start.paragraph)
        return Change(annotation, replace(annotation, anchor=self._capture(place), heading=heading))

    def _do_to_several(self, label: str, changes: Sequence[Change], nothing: str) -> Outcome:
        outcome = self._do(label, *changes)
        number = len(outcome.step.changes) if outcome.step else 0
        if not number:
            return Outcome(nothing)
        return outcome._replace(message=f"Changed {number} annotations." if number > 1 else "")

    def undo(self) -> Outcome:
        """Take back the last step, and say which it was."""
        history, step = self.history.undo()
        if step is None:
            return Outcome("Nothing to undo.")
        return self._again(history, step, "undo", f"Undid: {self._told(step.reversed())}")

    def redo(self) -> Outcome:
        """Do again the step that was undone last."""
        history, step = self.history.redo()
        if step is None:
            return Outcome("Nothing to redo.")
        return self._again(history, step, "redo", f"Redid: {self._told(step)}")

    def remember(self, earlier: History) -> None:
        """Take over what could be undone and redone the last time, before what was done since."""
        if self.history.done:
            self.history = History(earlier.done + self.history.done)
        else:
            self.history = earlier

    def tags_in_use(self) -> list[str]:
        """The tags of this article's annotations, the most used first."""
        counts: dict[str, int] = {}
        for annotation in self.annotations:
            for tag in annotation.tags:
                counts[tag] = counts.get(tag, 0) + 1
        return sorted(counts, key=lambda tag: (-counts[tag], tag))

    def _new(
        self,
        kind: AnnotationKind,
        place: Range | None,
        *,
        colour: str | None = None,
        note: str = "",
        anchor: Anchor | None = None,
    ) -> Annotation:
        state: State = "uncertain" if anchor else "anchored"
        if anchor is None and place is not None:
            anchor = self._capture(place)
        heading = self.heading_of(place.start.paragraph) if place else ""
        annotation = replace(self._make(kind, anchor), colour=colour, note=note, heading=heading)
        if place is not None:
            self._placed[annotation.id] = Placed(state, place)
        return annotation

    def _capture(self, place: Range) -> Anchor:
        anchor = capture(self.document, place, self.edition.known_fingerprints)
        self.edition.captured[anchor] = Placed("anchored", place)
        return anchor

    def _do(self, label: str, *changes: Change) -> Outcome:
        step = self._on_what_is(Step(label, changes))
        if not step.changes:
            return Outcome()
        self.history = self.history.add(step)
        self._apply(step)
        return Outcome("Deleted." if label == "delete" else "", step)

    def _again(self, history: History, step: Step, kind: StepKind, told: str) -> Outcome:
        self.history = history
        # What this step changed and somebody else has deleted since is not brought back by it.
        mine = Step(step.label, tuple(change for change in step.changes if not self._is_void(change)))
        again = self._on_what_is(mine)
        if not again.changes:
            return Outcome(f"Changed elsewhere since, and left alone: {told.partition(': ')[2]}")
        self._apply(again)
        return Outcome(told, again, kind)

    def _told(self, step: Step) -> str:
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
        several = f" of {len(step.changes)} annotations" if len(step.changes) > 1 and label != "split" else ""
        if label == "recolour" and subject.colour:
            label += f" to {self.colour_names.get(subject.colour) or clean_line(subject.colour)}"
        elif label == "tags" and subject.tags:
            label += f" {_cut(' '.join(f'#{clean_line(tag)}' for tag in subject.tags))}"
        label += several
        return label + _quoted(subject)

    def _is_void(self, change: Change) -> bool:
        current = self._annotations.get(change.id)
        is_gone = current is None or current.deleted is not None
        return is_gone and change.before is not None and change.before.deleted is None

    def _on_what_is(self, step: Step) -> Step:
        """A step from the annotations as they now are, without the changes that come to nothing."""
        changes = []
        for change in step.changes:
            current = self._annotations.get(change.id)
            after = carried(change, current)
            was_there = current is not None and current.deleted is None
            if after != current and (was_there or after is not None):
                changes.append(Change(current or change.before, after))
        return Step(step.label, tuple(changes))

    def _apply(self, step: Step) -> None:
        # What comes back from a step of an earlier session has not been placed yet, and another anchor is
        # another place.
        changed = [change.after for change in step.changes if change.after is not None]
        self._placed |= self.place(one for one in changed if not self._is_placed(one))
        for change in step.changes:
            if change.after is not None:
                self._annotations[change.id] = change.after
            elif change.before is not None:
                self._annotations[change.id] = replace(change.before, deleted=change.before.modified)
        self._index()

    def _is_placed(self, annotation: Annotation) -> bool:
        known = self._annotations.get(annotation.id)
        return annotation.id in self._placed and (known is None or known.anchor == annotation.anchor)

    def marks_of(self, annotations: Iterable[Annotation]) -> Marks:
        """Some of the annotations by where they stand."""
        return Marks(self.document, annotations, self._placed)

    def _index(self) -> None:
        self.marks = self.marks_of(self.annotations)


def _as_note(text: str) -> str:
    return clean(text).strip()


def _quoted(annotation: Annotation) -> str:
    if annotation.anchor is None:
        return " on the article"
    return f" “{_cut(clean_line(annotation.anchor.quote.exact))}”"


def _cut(words: str) -> str:
    return words if len(words) <= _TOLD_CHARACTERS else words[:_TOLD_CHARACTERS].rstrip() + "…"
