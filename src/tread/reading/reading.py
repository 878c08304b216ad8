"""An article being read: its text, its annotations and where they stand, what was done and what is undone.

Decides without a screen and without a disk: a change gives an `Outcome`, whose step whoever asked for it
hands to the store. The annotations here are at once as the reader sees them; `acknowledge` takes over
what the store wrote. What each marking command does is in `annotating`. Imported by `tui`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from tread.core.anchor import Placed, State, capture
from tread.core.annotation import Anchor, Annotation, AnnotationKind
from tread.core.carry import step_again, step_on
from tread.core.document import Document, Paragraph
from tread.core.extent import Extent
from tread.core.folding import article_fingerprint
from tread.core.history import Change, History, Step
from tread.core.marks import Marks
from tread.core.position import Range
from tread.reading.edition import Edition
from tread.reading.telling import told

if TYPE_CHECKING:
    from tread.core.resolver import Resolver

StepKind = Literal["do", "undo", "redo"]

_MANY = 500
"""So many annotations are put in their places one by one; of more, all are laid out anew."""


class Outcome(NamedTuple):
    """What a command did: a message for the reader, and the step to keep, if anything changed."""

    message: str = ""
    step: Step | None = None
    kind: StepKind = "do"


class News(NamedTuple):
    """What the store has on an article, held against what is here.

    stored: all of it, by id. changed: the ids of those that are otherwise here, or not at all.
    gone: the ids of those that are here alone.
    """

    stored: Mapping[str, Annotation]
    placed: Mapping[str, Placed]
    changed: Sequence[str]
    gone: Sequence[str]


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
        self.marks = self.marks_of(self.annotations)

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
        self,
        annotations: Iterable[Annotation],
        editions: Sequence[Sequence[str]] = (),
        edition: Edition | None = None,
        give_way: Callable[[], None] = lambda: None,
    ) -> dict[str, Placed]:
        """Where annotations stand, by id; may be called from another thread, and is slow for a long article.

        editions: the paragraphs' fingerprints in those that annotations were made in, newest first.
        edition: the text to look in, where it is not the one being read.
        give_way: called between two that are looked for.
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
                resolver = _resolver(looked_in, editions)
            placed[annotation.id] = resolver.resolve(annotation.anchor)
            give_way()
        return placed

    def places_like(
        self, annotation: Annotation, editions: Sequence[Sequence[str]], most: int
    ) -> list[Range]:
        """The places that are most like what an annotation was made on, best first, for the reader to choose
        from; as `place` is, slow for a long article, and may be called from another thread."""
        if annotation.anchor is None:
            return []
        return _resolver(self.edition, editions).places_like(annotation.anchor, most)

    def place_in(
        self,
        edition: Edition,
        editions: Sequence[Sequence[str]] = (),
        give_way: Callable[[], None] = lambda: None,
    ) -> dict[str, Placed]:
        """Where all annotations, deleted ones too, would stand in another text; as `place` is."""
        return self.place(list(self._annotations.values()), editions, edition, give_way)

    def news(self, annotations: Iterable[Annotation], placed: Mapping[str, Placed]) -> News:
        """What of an article's annotations, as the store has them, is not so here.

        May be called from another thread: whatever changes here meanwhile is pending by then.
        """
        stored = {annotation.id: annotation for annotation in annotations}
        changed = [
            key
            for key, one in stored.items()
            if self._annotations.get(key) != one or self._placed.get(key) != placed.get(key)
        ]
        gone = [key for key in list(self._annotations) if key not in stored]
        return News(stored, placed, changed, gone)

    def acknowledge(self, news: News, *, pending: Iterable[str] = ()) -> None:
        """Take over what the store has; costs what has changed, not what there is.

        pending: ids with changes here that are not written yet; those stay as they are here, but count
        as made on top of what the store has.
        """
        held, touched = set(pending), []
        for key in news.changed:
            if key not in held:
                self._annotations[key] = news.stored[key]
                if (place := news.placed.get(key)) is not None:
                    self._placed[key] = place
                touched.append(key)
        for key in news.gone:
            # What was deleted here stays here, so that the deletion can be taken back.
            if key not in held and key in self._annotations and self._annotations[key].deleted is None:
                del self._annotations[key]
                touched.append(key)
        for key in held & news.stored.keys() & self._annotations.keys():
            self._annotations[key] = replace(self._annotations[key], version=news.stored[key].version)
            touched.append(key)
        self._index(touched)

    def undo(self, batch: str = "") -> Outcome:
        """Take back the last step, or what belongs to a batch, and say which it was."""
        history, step = self.history.undo(batch)
        if step is None:
            return Outcome("Nothing to undo.")
        return self._again(history, step, "undo", f"Undid: {told(step.reversed(), self.colour_names)}")

    def redo(self, batch: str = "") -> Outcome:
        """Do again the step that was undone last, or what belongs to a batch."""
        history, step = self.history.redo(batch)
        if step is None:
            return Outcome("Nothing to redo.")
        return self._again(history, step, "redo", f"Redid: {told(step, self.colour_names)}")

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

    def new(
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
            anchor = self.capture(place)
        heading = self.heading_of(place.start.paragraph) if place else ""
        annotation = replace(self._make(kind, anchor), colour=colour, note=note, heading=heading)
        if place is not None:
            self._placed[annotation.id] = Placed(state, place)
        return annotation

    def capture(self, place: Range) -> Anchor:
        anchor = capture(self.document, place, self.edition.known_fingerprints)
        self.edition.captured[anchor] = Placed("anchored", place)
        return anchor

    def anchored_on(self, annotation: Annotation, place: Range) -> Change:
        """What lets an annotation stand on a range."""
        heading = self.heading_of(place.start.paragraph)
        return Change(annotation, replace(annotation, anchor=self.capture(place), heading=heading))

    def do(self, label: str, *changes: Change, batch: str = "") -> Outcome:
        """Change annotations; batch: of what is done to several articles at once."""
        step = step_on(Step(label, changes, batch), self._annotations.get)
        if not step.changes:
            return Outcome()
        self.history = self.history.add(step)
        self._apply(step)
        return Outcome("Deleted." if label == "delete" else "", step)

    def _again(self, history: History, step: Step, kind: StepKind, told: str) -> Outcome:
        self.history = history
        again = step_again(step, self._annotations.get)
        if not again.changes:
            return Outcome(f"Changed elsewhere since, and left alone: {told.partition(': ')[2]}")
        self._apply(again)
        return Outcome(told, again, kind)

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
        self._index([change.id for change in step.changes])

    def _is_placed(self, annotation: Annotation) -> bool:
        known = self._annotations.get(annotation.id)
        return annotation.id in self._placed and (known is None or known.anchor == annotation.anchor)

    def marks_of(self, annotations: Iterable[Annotation]) -> Marks:
        """Some of the annotations by where they stand."""
        return Marks(self.document, annotations, self._placed)

    def _index(self, changed: Collection[str]) -> None:
        if len(changed) > _MANY:
            self.marks = self.marks_of(self.annotations)
            return
        for key in changed:
            annotation = self._annotations.get(key)
            if annotation is None or annotation.deleted is not None:
                self.marks.remove(key)
            else:
                self.marks.put(annotation, self._placed.get(key))


def _resolver(edition: Edition, editions: Sequence[Sequence[str]]) -> Resolver:
    from tread.core.resolver import Resolver  # here, because most annotations stand where they stood

    return Resolver(edition.document, edition.fingerprints, editions)
