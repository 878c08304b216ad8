"""The rows of a page as they are drawn: what stands before the text, what lies on it, and those kept.

    sign  bar  space  text ........................  rail
    †     ▌           The paragraph in focus         ▐

A row that was drawn is kept until something on it changes, so that scrolling draws no more than the rows
that come into view. It looks at a page and changes nothing of it. Only `article_view` uses it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tread.core.document import Paragraph
from tread.core.layout import Spot
from tread.core.overlay import Layer
from tread.core.position import Range
from tread.core.row import Row
from tread.tui.code_colours import CodeColours
from tread.tui.drawing import SPAN_ROLES, row_texts
from tread.tui.pinned import pinned
from tread.tui.widgets.canvas import Text, bookmark_sign

if TYPE_CHECKING:
    from tread.tui.widgets.article_view import ArticleView

GUTTER = 3
"""Cells before the text: the sign, the bar, a space."""
NOTE_SIGN, NOTES_SIGN, CHANGED_SIGN, OVERLAP_SIGN, BAR = "†", "‡", "≠", "║", "▌"
_KEPT_ROWS = 2000
_NOTHING: Text = (" ", "ink")


class PageRows:
    """Draws the rows of one page.

    heading: the rows above the first paragraph, which its blank rows hold.
    """

    def __init__(self, view: ArticleView) -> None:
        self.heading: list[list[Text]] = []
        self._view = view
        self._width = self._left = 0
        self._kept: dict[Spot, tuple[Segment, Strip]] = {}
        self._code_colours = CodeColours(lambda code: view.call_after_refresh(self._colour, code))

    def set_to(self, width: int, left: int) -> None:
        """Draw rows of so many cells whose text begins at cell `left`."""
        if (width, left) != (self._width, self._left):
            self._width, self._left = width, left
            self._kept.clear()  # a row holds its margins

    def forget(self) -> None:
        """Draw every row anew."""
        self._kept.clear()

    def forget_some(self, spots: Iterable[Spot]) -> None:
        """Draw some rows anew."""
        for spot in spots:
            self._kept.pop(spot, None)

    def strip(self, spot: Spot, rail: Segment) -> Strip:
        """A row of the article, with the rail's cell at its end."""
        view = self._view
        kept_rail, strip = self._kept.get(spot, (None, None))
        if strip is None:
            selected = view.selects(spot.paragraph)
            row = self._row(spot, selected)
            if view.focuses_on_paragraph and not selected:
                row = [Segment(text, view.app.looks.dimmed(style or Style())) for text, style, _ in row]
            strip = pinned(Strip([*row, rail], self._width))
            if not selected:
                if len(self._kept) > _KEPT_ROWS:
                    self._kept.clear()
                self._kept[spot] = rail, strip
        elif kept_rail != rail:
            strip = pinned(Strip([*list(strip)[:-1], rail], self._width))
            self._kept[spot] = rail, strip
        if view.labels is not None and view.layout_of_text is not None:
            labels, measure = view.labels, view.layout_of_text.measure
            return pinned(labels.draw(spot, strip, self._left, view.style_of, measure))
        return strip

    def note(self, index: int, row: Row, rail: Segment) -> Strip:
        """A row of a footnote, by its paragraph, that is shown where it is referred to."""
        view = self._view
        layout, reading = view.layout_of_text, view.reading
        assert layout is not None and reading is not None
        layers = self._layers(index, view.selects(index), row)
        texts = row_texts(reading.document.paragraphs[index], row, layers, layout.measure)
        return pinned(Strip([*self._place(texts), rail], self._width))

    def empty(self, y: int, rail: Segment) -> Strip:
        """A row below the article's end; of an article without text, one that may hold its heading."""
        is_heading = self._view.layout_of_text is None and 0 < y <= len(self.heading)
        return pinned(Strip([*self._place(self.heading[y - 1] if is_heading else []), rail], self._width))

    def _row(self, spot: Spot, selected: bool) -> list[Segment]:
        view = self._view
        layout, reading = view.layout_of_text, view.reading
        assert layout is not None and reading is not None
        if spot.paragraph == 0 and spot.row < len(self.heading):
            return self._place(self.heading[spot.row])
        row = layout.row(spot)
        if row is None:
            return self._place([(layout.between(spot), "rule")])
        paragraph = reading.document.paragraphs[spot.paragraph]
        bar = (BAR, "bar" if view.has_focus else "rule") if selected else _NOTHING
        layers = self._layers(spot.paragraph, selected, row)
        return self._place(row_texts(paragraph, row, layers, layout.measure), self._sign(spot), bar)

    def _place(self, texts: list[Text], sign: Text = _NOTHING, bar: Text = _NOTHING) -> list[Segment]:
        """Texts at the text's place, with the margin before and up to the rail after."""
        view, left = self._view, self._left
        row = view.strip(texts, self._width - 1 - left)
        if sign == bar == _NOTHING:
            return [Segment(" " * left, view.style_of("ink")), *row]
        return [*view.segments([(" " * (left - GUTTER), "ink"), sign, bar, _NOTHING]), *row]

    def _layers(self, index: int, selected: bool, row: Row) -> list[Layer]:
        """What lies on a paragraph: spans, then marks, then hits, then the selection on top; of the hits
        only those on one row of it, for there may be a great many."""
        view, reading = self._view, self._view.reading
        assert reading is not None
        paragraph = reading.document.paragraphs[index]
        layers = [Layer(span.start, span.end, SPAN_ROLES.get(span.style, "ink")) for span in paragraph.spans]
        if paragraph.kind == "code":
            layers += self._code_colours.layers(paragraph, row.start, row.end)
        layers += reading.marks.layers(index)
        if view.hits is not None and row.pieces:
            first, last = min(piece.start for piece in row.pieces), max(piece.end for piece in row.pieces)
            layers += [Layer(a, b, "search") for a, b in view.hits.spans(index, first, last)]
        selection = view.selection
        if selected and (selection.unit != "paragraph" or selection.extending):
            start, end = _offsets_in(selection.range, index, paragraph)
            is_hit = view.hits is not None and selection.unit == "free"
            layers.append(Layer(start, end, "found" if is_hit else "selection"))
        return layers

    def _sign(self, spot: Spot) -> Text:
        """The sign in the margin of the row where a note's range begins; doubled for several notes, and where
        a mark begins on top of another one.

        A bookmark that begins there has its letter, in the colour of a note where there is one too. A mark
        whose text was edited has a sign of its own, whether or not it has a note.
        """
        layout, reading = self._view.layout_of_text, self._view.reading
        assert layout is not None and reading is not None
        there = reading.marks.in_paragraph(spot.paragraph)
        begun = [
            mark
            for mark in there
            if mark.range.start.paragraph == spot.paragraph and layout.spot(mark.range.start) == spot
        ]
        notes = [mark for mark in begun if mark.annotation.note or mark.annotation.tags]
        bookmarks = [mark.annotation for mark in begun if mark.is_bookmark]
        if bookmarks:
            return (bookmark_sign(bookmarks[-1]), "note" if notes else "bookmark")
        if any(mark.state == "changed" for mark in begun):
            return (CHANGED_SIGN, "changed")
        is_over_another = any(
            one is not other and not other.is_bookmark and one.range.overlaps(other.range)
            for one in begun
            for other in there
        )
        if not notes:
            return (OVERLAP_SIGN, "note") if is_over_another else _NOTHING
        return (NOTES_SIGN if len(notes) > 1 or is_over_another else NOTE_SIGN, "note")

    def _colour(self, code: Paragraph) -> None:
        self._view.run_worker(lambda: self._work_out(code), thread=True, group="code", exit_on_error=False)

    def _work_out(self, code: Paragraph) -> None:
        """In a worker thread: find what is what in code."""
        self._code_colours.work_out(code)
        self._view.post_message(self._view.Coloured())


def _offsets_in(span: Range, index: int, paragraph: Paragraph) -> tuple[int, int]:
    """The offsets between which a range lies in one of its paragraphs."""
    start = span.start.offset if span.start.paragraph == index else 0
    end = span.end.offset if span.end.paragraph == index else len(paragraph.text)
    return start, end
