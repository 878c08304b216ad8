"""The list in the sidebar: an article's annotations in its order, the one under the reader lit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from tread.core.annotation import Annotation
from tread.core.clean import clean, clean_line
from tread.core.marks import Mark
from tread.core.position import Range
from tread.core.row import visible_end
from tread.core.wrap import wrap
from tread.reading import Reading
from tread.tui.age import age
from tread.tui.measure import ScreenMeasure
from tread.tui.widgets.canvas import Text, fit, sign_role
from tread.tui.widgets.item_list import ItemList, Rows

_QUOTE_ROWS = 3
_NOTE_ROWS = 4
_OPENING_MARKS = ("“", "”", "„", '"', "«", "»", "「", "『", "‘", "‚")
_MEASURE = ScreenMeasure()


class Entry(NamedTuple):
    """An annotation in the list; `range` is None where it has no certain place; `group` is the heading
    it stands under, where the one before it stands under another."""

    annotation: Annotation
    range: Range | None
    state: str
    group: str

    @property
    def is_astray(self) -> bool:
        """Whether the annotation's place in the article is not certain."""
        return self.state in ("uncertain", "orphan")


class NotesList(ItemList):
    """The annotations of one article."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.entries: list[Entry] = []
        self.filter: str = ""
        self._reading: Reading | None = None

    def show(self, reading: Reading | None) -> None:
        """List the annotations of an article as they now are, the cursor staying on its annotation."""
        current = self.current
        self._reading = reading
        self.entries = _entries(reading, self.filter) if reading else []
        self.changed()
        if current is not None:
            self.move_to_annotation(current.annotation.id)

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
        for index, entry in enumerate(self.entries):
            if entry.annotation.id == annotation_id:
                self.move_to(index)
                return

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
        """The rows of an annotation: its heading where that is new, quote, note, tags and age."""
        entry = self.entries[index]
        annotation = entry.annotation
        lit = " current" if current else ""
        side = ("▌" if annotation.colour else "▏", sign_role(annotation))
        rows: Rows = []
        if entry.group:
            if index:
                rows.append([])
            rows += [[(fit(f" {entry.group}", width), "muted strong")]]
        quote = " ".join(annotation.anchor.quote.exact.split()) if annotation.anchor else ""
        if entry.is_astray:
            label = "Place uncertain" if entry.state == "uncertain" else "Place not found"
            rows.append([side, (f" {label}", "error")])
        if quote:
            texts = _wrapped(_quoted(clean_line(quote)), width - 3, "", f"ink{lit}")
            rows += [[side, (" ", f"ink{lit}"), *_filled(row, width - 2)] for row in _cut(texts, _QUOTE_ROWS)]
        elif not annotation.anchor:
            rows.append([side, (" On the whole article", f"muted{lit}")])
        if annotation.note:
            limit = 1000 if current and self.has_focus else _NOTE_ROWS
            note = _wrapped(clean(annotation.note), width - 4, "", "note")
            rows += [[side, ("  ", "ink"), *row] for row in _cut(note, limit)]
        tags = " ".join([*self._colour_name(annotation), *(f"#{clean_line(tag)}" for tag in annotation.tags)])
        when = age(annotation.modified, datetime.now(UTC).astimezone())
        rows.append([side, (f"  {tags}  " if tags else "  ", "tag"), (when, "muted")])
        return [*rows, []]

    def _colour_name(self, annotation: Annotation) -> list[str]:
        """What the colour is called, where it is called anything but itself."""
        name = self._reading.colour_names.get(annotation.colour or "") if self._reading else None
        return [name] if name and name != annotation.colour else []


def _entries(reading: Reading, wanted: str) -> list[Entry]:
    entries: list[Entry] = []
    group = ""

    def add(annotation: Annotation, span: Range | None, state: str, heading: str) -> None:
        nonlocal group
        if wanted and not _holds(annotation, reading.colour_names, wanted.casefold()):
            return
        entries.append(Entry(annotation, span, state, heading if heading != group else ""))
        group = heading

    for annotation in reading.marks.on_article:
        add(annotation, None, "anchored", "")
    for mark in reading.marks.marks:
        heading = reading.heading_of(mark.range.start.paragraph)
        add(mark.annotation, mark.range, "anchored", heading)
    for annotation, placed in reading.marks.astray:
        add(annotation, placed.range, placed.state, "Place not certain")
    return entries


def _holds(annotation: Annotation, colour_names: Mapping[str, str], wanted: str) -> bool:
    quote = annotation.anchor.quote.exact if annotation.anchor else ""
    tags = " ".join(f"#{tag}" for tag in annotation.tags)
    colour = annotation.colour or ""
    name = colour_names.get(colour, "")
    return wanted in " ".join((quote, annotation.note, tags, colour, name)).casefold()


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
    text, roles = rows[limit - 1][0]
    return [*rows[: limit - 1], [(text.rstrip("”") + "…", roles)]]
