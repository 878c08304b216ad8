"""The list in the sidebar: an article's annotations in some order, the one under the reader lit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tread.core.annotation import Annotation
from tread.core.clean import clean, clean_line
from tread.core.edited import PLACES, edited_since
from tread.core.listing import Entry, Listing, Order
from tread.core.marks import Mark
from tread.core.position import Range
from tread.core.row import visible_end
from tread.core.wrap import wrap
from tread.keys import shown
from tread.reading.reading import Reading
from tread.tui.age import age, day
from tread.tui.measure import ScreenMeasure
from tread.tui.widgets.canvas import Text, bookmark_sign, fit, sign_role
from tread.tui.widgets.item_list import ItemList, Rows

if TYPE_CHECKING:
    from tread.core.filter import Facts

_QUOTE_ROWS = 3
_NOTE_ROWS = 4
_UNFOLDED_ROWS = 1000
_OPENING_MARKS = ("“", "”", "„", '"', "«", "»", "「", "『", "‘", "‚")
_MEASURE = ScreenMeasure()


class NotesList(ItemList):
    """The annotations of one article.

    filter: in the language of `tread.core.filter`. picked: the ids of those that commands act on together,
    listed or not.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.filter: str = ""
        self.order: Order = "place"
        self.picked: set[str] = set()
        self._reading: Reading | None = None
        self._listing: Listing | None = None
        self._listed: tuple[object, ...] = ()
        self._facts: dict[str, tuple[Annotation, Facts]] = {}
        self._is_unfolded = False
        self._folded_otherwise: set[str] = set()
        self._compared: set[str] = set()
        self._offered_to = ""
        self._offered: Sequence[tuple[str, Range]] = ()
        self._stands_on = ""
        self._left_on = ""

    def show(self, reading: Reading | None) -> None:
        """List the annotations of an article as they now are, the cursor staying on its annotation, and
        coming back to it where a filter had hidden it."""
        if reading is not self._reading:
            self._reading = reading
            self.picked, self._facts, self._folded_otherwise, self._left_on = set(), {}, set(), ""
            self._compared = set()
        self.picked = {one.id for one in self.picked_annotations}
        listed = (reading and reading.marks, self.order, self.filter, self.filter and dict(self.colour_names))
        if listed != self._listed:
            self._listed = listed
            self._listing = Listing(reading.marks, self.order, self._wanted()) if reading else None
        elif self._listing is not None:
            self._listing.follow()
        self.changed()
        if (index := self._index_of(self._stands_on)) is not None:
            super().move_to(index)

    @property
    def entries(self) -> Sequence[Entry]:
        """The annotations that are listed."""
        return self._listing.entries if self._listing else ()

    @property
    def counts(self) -> Mapping[str, int]:
        """How many of those there are of each colour."""
        return self._listing.counts if self._listing else {}

    def _index_of(self, annotation_id: str) -> int | None:
        return self._listing.index_of(annotation_id) if self._listing else None

    @property
    def colour_names(self) -> Mapping[str, str]:
        """What the colours are called in this article."""
        return self._reading.colour_names if self._reading else {}

    def move_to(self, index: int) -> None:
        """Put the cursor on an annotation of the list."""
        super().move_to(index)
        self._stands_on = self.annotation.id if self.annotation else ""

    def _wanted(self) -> Callable[[Annotation], bool] | None:
        """What the filter lets through; None where there is none."""
        if not self.filter:
            return None
        from tread.core.filter import facts_of, parse_filter  # with the first filter

        wanted = parse_filter(self.filter, self.colour_names)

        def is_wanted(annotation: Annotation) -> bool:
            facts = self._facts.get(annotation.id)
            if facts is None or facts[0] is not annotation:
                facts = self._facts[annotation.id] = (annotation, facts_of(annotation))
            return wanted.holds(facts[1])

        return is_wanted

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entries[self.cursor] if self.entries else None

    @property
    def annotation(self) -> Annotation | None:
        """The annotation under the cursor."""
        return self.current.annotation if self.current else None

    def move_to_annotation(self, annotation_id: str) -> None:
        """Put the cursor on an annotation, if it is listed."""
        if (index := self._index_of(annotation_id)) is not None:
            self.move_to(index)

    @property
    def picked_annotations(self) -> list[Annotation]:
        """The annotations that are picked, as they are."""
        found = [self._reading.annotation(one) for one in self.picked] if self._reading else []
        return [one for one in found if one is not None and one.deleted is None]

    def pick(self) -> None:
        """Pick the annotation under the cursor, or pick it no more, and go on to the next."""
        if self.annotation is not None:
            self.picked ^= {self.annotation.id}
            self.forget_rows()
            self.move_by(1)

    def pick_all(self) -> None:
        """Pick all that are listed, or none of them where all are."""
        ids = set(self._listing.ids()) if self._listing else set()
        self.picked = self.picked - ids if ids <= self.picked else self.picked | ids
        self.changed()

    def pick_none(self) -> None:
        """Pick none any more."""
        self.picked = set()
        self.changed()

    def fold(self) -> None:
        """Show all of the quote and note under the cursor, or only how they begin."""
        if self.annotation is not None:
            self._folded_otherwise ^= {self.annotation.id}
            self.changed()

    def fold_all(self) -> None:
        """Show all of every quote and note, or only how they begin."""
        self._is_unfolded = not self._is_unfolded
        self._folded_otherwise = set()
        self.changed()

    def compare(self, annotation_id: str) -> None:
        """Show both wordings of an annotation whose text was edited, or only what was marked."""
        self._compared ^= {annotation_id}
        self.changed()

    def offer(self, annotation_id: str, places: Sequence[tuple[str, Range]]) -> None:
        """Show places, each with its label, for an annotation that may stand at one of them; or none."""
        self._offered_to, self._offered = annotation_id, places
        self.changed()

    def on_focus(self) -> None:
        """Come back to the annotation whose place the reader has looked for meanwhile."""
        super().on_focus()
        if (index := self._index_of(self._left_on)) is not None and self.entries[index].is_astray:
            self.move_to(index)

    def on_blur(self) -> None:
        """Remember an annotation without a certain place: the reader goes to look for it."""
        super().on_blur()
        current = self.current
        self._left_on = current.annotation.id if current is not None and current.is_astray else ""

    def follow(self, mark: Mark | None) -> None:
        """Light the annotation that the reader is at."""
        if mark is None or self.has_focus:
            return
        current = self.current
        if current is None or current.annotation.id != mark.annotation.id:
            self.move_to_annotation(mark.annotation.id)

    def count(self) -> int:
        """How many annotations are listed."""
        return len(self.entries)

    def empty(self, width: int) -> Rows:
        """What stands in an empty list."""
        if self.filter:
            text = f"Nothing here holds “{self.filter}”."
        elif self._reading is None:
            text = "Highlights and notes stand here."
        else:
            text = "Nothing marked yet. Press 1 to 5 to highlight what is selected, a to write a note."
        return [[], *_wrapped(text, width - 2, " ", "muted")]

    def item(self, index: int, width: int, current: bool) -> Rows:
        """The rows of an annotation: its group where that is new, quote, note, tags and age."""
        entry = self.entries[index]
        annotation = entry.annotation
        lit = " current" if current else ""
        is_unfolded = self._is_unfolded != (annotation.id in self._folded_otherwise)
        quote_rows, note_rows = (_UNFOLDED_ROWS,) * 2 if is_unfolded else (_QUOTE_ROWS, _NOTE_ROWS)
        side = ("▌" if annotation.colour else "▏", sign_role(annotation))
        rows: Rows = []
        group = self._group(index)
        if index and group != self._group(index - 1):
            rows.append([])
        if group and (not index or group != self._group(index - 1)):
            rows.append([(fit(f" {group}", width), "muted strong")])
        start = len(rows)
        is_bookmark = annotation.kind == "bookmark"
        quote = " ".join(annotation.anchor.quote.exact.split()) if annotation.anchor else ""
        if entry.state == "changed":
            since = edited_since(annotation.created, datetime.now(UTC).astimezone())
            rows += [[side, *row] for row in _wrapped(f"≠ {since}", width - 3, " ", "changed")]
        elif entry.is_astray:
            rows.append([side, (f" {PLACES[entry.state]}", "error")])
            if current and self.has_focus:
                rows += [[side, *row] for row in _wrapped(self._remedies(entry), width - 3, " ", "muted")]
        if unlike := self._unlike(entry, width - 3, lit, current=current):
            rows += [[side, (" ", f"ink{lit}"), *row] for row in unlike]
        elif quote:
            texts = _wrapped(_quoted(clean_line(quote)), width - 3, "", f"ink{lit}")
            texts = _cut(texts, 1 if is_bookmark and not is_unfolded else quote_rows)
            sign = (bookmark_sign(annotation), "bookmark") if is_bookmark else side
            signs = [sign, *[side] * (len(texts) - 1)]
            rows += [
                [sign, (" ", f"ink{lit}"), *_filled(row, width - 2)]
                for sign, row in zip(signs, texts, strict=True)
            ]
        elif not annotation.anchor:
            rows.append([side, (" On the whole article", f"muted{lit}")])
        if entry.is_astray and annotation.id == self._offered_to:
            rows += [[side, (" ", f"ink{lit}"), *row] for row in self._offers(entry, width - 3, lit)]
        elif entry.state == "uncertain" and entry.range is not None:
            proposal = self._proposal(entry, width - 3, lit)
            limit = _UNFOLDED_ROWS if current or is_unfolded else quote_rows
            rows += [[side, (" ", f"ink{lit}"), *row] for row in _cut(proposal, limit)]
        if annotation.note:
            note = _wrapped(clean(annotation.note), width - 4, "", "note")
            rows += [[side, ("  ", "ink"), *row] for row in _cut(note, note_rows)]
        about = [f"bookmark {clean_line(annotation.letter)[:1]}".strip()] if is_bookmark else []
        about += self._colour_name(annotation)
        tags = " ".join([*about, *(f"#{clean_line(tag)}" for tag in annotation.tags)])
        told = annotation.created if self.order == "time" else annotation.modified
        when = age(told, datetime.now(UTC).astimezone())
        rows.append([side, (f"  {tags}  " if tags else "  ", "tag"), (when, "muted")])
        if annotation.id in self.picked:
            rows[start][0] = ("✓", "key")
        return [*rows, []]

    def _unlike(self, entry: Entry, width: int, lit: str, *, current: bool) -> Rows:
        """What is shown in place of a quote that is not what stands in the article: both wordings as one, if
        that is asked for; what is lost, under the cursor, with what stood around it. Else nothing."""
        anchor = entry.annotation.anchor
        if entry.state == "changed" and entry.annotation.id in self._compared:
            return self._diff(entry, width, lit)
        if entry.state == "orphan" and current and anchor is not None:
            from tread.tui.wordings import surrounding_rows  # with the first that is lost

            return surrounding_rows(anchor, width, lit)
        return []

    def _proposal(self, entry: Entry, width: int, lit: str) -> Rows:
        """Where it is proposed that an annotation stands, and how the text there differs from its quote."""
        assert entry.range is not None
        diff = self._diff(entry, width, lit)
        head = f"Perhaps in ¶{entry.range.start.paragraph + 1}:"
        return [[(f"{head}{' ' * (width - len(head))}", f"muted{lit}")], *diff]

    def _offers(self, entry: Entry, width: int, lit: str) -> Rows:
        """The places that an annotation may be put on, each with its label and how its text differs."""
        rows: Rows = []
        for label, place in self._offered:
            diff = _cut(self._diff(entry._replace(range=place), width - 2, lit), _QUOTE_ROWS)
            head = f"¶{place.start.paragraph + 1}"
            rows.append(
                [(label, "label"), (f" {head}{' ' * (width - 1 - len(label) - len(head))}", f"muted{lit}")]
            )
            rows += [[("  ", f"ink{lit}"), *row] for row in diff]
        return rows

    def _diff(self, entry: Entry, width: int, lit: str) -> Rows:
        """What was marked and what stands at an annotation's place, as one text."""
        from tread.tui.wordings import diff_rows  # with the first that was edited

        assert self._reading is not None and entry.range is not None and entry.annotation.anchor is not None
        now, signs = self._reading.document.text_of(entry.range), self.app.looks.is_colourless
        is_whole = self._is_unfolded != (entry.annotation.id in self._folded_otherwise)
        return diff_rows(entry.annotation.anchor.quote.exact, now, width, lit, signs=signs, whole=is_whole)

    def _colour_name(self, annotation: Annotation) -> list[str]:
        """What the colour is called, where it is called anything but itself."""
        name = self.colour_names.get(annotation.colour or "")
        return [name] if name and name != annotation.colour else []

    def _group(self, index: int) -> str:
        """What an annotation of the list stands under; empty for nothing."""
        entry = self.entries[index]
        if entry.is_astray:
            return "Place not certain"
        annotation = entry.annotation
        if self.order == "time":
            return day(annotation.created, datetime.now(UTC).astimezone())
        if self.order == "colour":
            colour = annotation.colour
            return self.colour_names.get(colour) or clean_line(colour) if colour else "No colour"
        if entry.range is None or self._reading is None:
            return ""
        return self._reading.heading_of(entry.range.start.paragraph)

    def _remedies(self, entry: Entry) -> str:
        """The keys for an annotation without a certain place."""
        remedies = [("sidebar.accept", "accepts what is proposed")] if entry.range else []
        remedies += [
            ("sidebar.place", "places it on what is selected"),
            ("sidebar.places", "shows places like it"),
            ("mark.delete", "deletes it"),
        ]
        keymap = self.app.keymap
        found = [(keymap.keys_of(command, "sidebar"), does) for command, does in remedies]
        return " · ".join(f"{shown(keys[0])} {does}" for keys, does in found if keys)


def _wrapped(text: str, width: int, lead: str, roles: str) -> list[list[Text]]:
    rows = wrap(text, width, _MEASURE)
    return [[(lead + text[start : visible_end(text, start, end)], roles)] for start, end in rows]


def _quoted(quote: str) -> str:
    """A quote in quotation marks, unless it brings its own."""
    return quote if quote.startswith(_OPENING_MARKS) else f"“{quote}”"


def _filled(row: list[Text], width: int) -> list[Text]:
    text, roles = row[0]
    return [(text + " " * max(width - _MEASURE.cells(text), 0), roles)]


def _cut(rows: list[list[Text]], limit: int) -> list[list[Text]]:
    if len(rows) <= limit:
        return rows
    *parts, (text, roles) = rows[limit - 1]
    return [*rows[: limit - 1], [*parts, (text.rstrip("”") + "…", roles)]]
