"""The article's page: one widget that draws the rows in view and nothing else.

It shows a `Reading`: which rows are in view it asks `core.layout`, how they are drawn `page_rows`. It changes
nothing but its own scroll place and the selection, and reports a new selection to its screen as `Moved`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from tread.core import motion
from tread.core.document import Document
from tread.core.find import Hits
from tread.core.footnotes import references
from tread.core.layout import Layout, Spot
from tread.core.position import Position, Range
from tread.core.selection import Selection, opening, selecting
from tread.core.standing import START, Standing, spot_of, top_at
from tread.reading.reading import Reading
from tread.tui.footnotes import Footnotes
from tread.tui.heading import heading_rows
from tread.tui.measure import ScreenMeasure
from tread.tui.page_rows import GUTTER, PageRows
from tread.tui.page_style import PageStyle
from tread.tui.rail import Rail
from tread.tui.widgets.canvas import Canvas, Text

if TYPE_CHECKING:
    from tread.core.passage import Passage
    from tread.tui.label_layer import LabelLayer
    from tread.tui.pointer import Pointer

_RAIL = 2
"""Cells after the text: a space and the rail."""


class ArticleView(Canvas, can_focus=True):
    """The page of one article.

    held: the id of an annotation whose ends follow the selection, until something else is selected.
    """

    class Moved(Message):
        """The selection, or what is in view, is another one."""

        def __init__(self, view: ArticleView) -> None:
            super().__init__()
            self.view = view

        def can_replace(self, message: Message) -> bool:
            """Of several from one page only the last matters."""
            return isinstance(message, ArticleView.Moved) and message.view is self.view

    class Coloured(Message):
        """The colours of some code in view are known."""

    class Leapt(Message):
        """The rail was used to go from one place to another. before: where the reader stood."""

        def __init__(self, view: ArticleView, before: Standing) -> None:
            super().__init__()
            self.view = view
            self.before = before

    class Marked(Message):
        """A highlight was clicked."""

        def __init__(self, annotation_id: str) -> None:
            super().__init__()
            self.annotation_id = annotation_id

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.reading: Reading | None = None
        self.focuses_on_paragraph = False
        self.selection: Selection = opening(Document(()))
        self._stretched: Selection | None = None
        self.hits: Hits | None = None
        self.held: str | None = None
        self._layout_of_text: Layout | None = None
        self._top = Spot(0, 0)
        self._page: list[Spot] = []
        self._rows = PageRows(self)
        self._rail = Rail()
        self._footnotes = Footnotes()
        self._set_for = Size(0, 0)
        self._set_in: PageStyle | None = None
        self._held = START
        self._labels: LabelLayer | None = None

    # What is shown

    def show(self, reading: Reading | None, *, standing: Standing | None = None) -> None:
        """Show an article from its start with its first paragraph selected, or as its reader left it.

        Where the selection would be out of view, as in a smaller window, the page is another one.
        """
        self.reading = reading
        document = reading.document if reading else Document(())
        self.selection = opening(document)
        self._stretched = None
        self.held = None
        if standing is not None:
            self.selection = standing.selection
        self.hits = None
        self._footnotes.forget()
        self._layout_of_text = None
        self._set_for = Size(0, 0)  # what is not on the screen has no size: it is set when it is painted
        self._held = (standing.top if standing else None) or START
        self._set()
        self._draw()
        self.post_message(self.Moved(self))

    def pass_over(self, passage: Passage) -> None:
        """The article has another text: let the page begin with the word it began with, or near it."""
        self._footnotes.forget()
        was_seen, held = self._is_seen(), self._held
        if held != START:
            held = held._replace(position=passage.position(held.position))
        self.selection, self._held = passage.selection(self.selection), held
        self.hits = None
        self._set()
        if not was_seen and self._layout_of_text is not None:
            self._set_top(spot_of(self._layout_of_text, held))
        self._draw()
        self.post_message(self.Moved(self))

    def place(self) -> Standing:
        """Where the reader is, to be kept: at the selection if that is in view, else at the page's start."""
        if self._is_in_view() or self.reading is None or not self._page:
            return self.standing
        top = self.top_position
        rest = Range(top, self.reading.document.whole(top.paragraph).end)
        return Standing(selecting(rest, "paragraph"), self._held)

    def grown(self) -> None:
        """More of a long article is there."""
        if self._layout_of_text is None:
            self._set()
            self._draw()
        elif len(self._page) < self.size.height:
            self._fill_page(self._top)
            self._draw()
        else:
            self._rail.scrolled(self)

    def marks_changed(self) -> None:
        """Draw the annotations anew."""
        self._rail.forget()
        self.redraw()

    def show_hits(self, hits: Hits | None) -> None:
        """Show where a text has been found, or nowhere."""
        self.hits = hits
        self._rail.forget_hits()
        self.redraw()

    def focus_on_paragraph(self, on: bool) -> None:
        """Dim all but the paragraphs that the selection is in, or nothing."""
        self.focuses_on_paragraph = on
        self.redraw()

    def hits_added(self, slices: Collection[int]) -> None:
        """More slices of the article have been searched."""
        hits, page = self.hits, self._page
        self._rail.forget_hits()
        self.refresh(Region(self.size.width - 1, 0, 1, self.size.height))
        if hits and page:
            first, last = hits.slice_of(page[0].paragraph), hits.slice_of(page[-1].paragraph)
            if any(first <= number <= last for number in slices):
                self.redraw()

    @property
    def labels(self) -> LabelLayer | None:
        """The labels that are shown."""
        return self._labels

    def show_labels(self, labels: LabelLayer | None) -> None:
        """Draw labels over the page, or none; they go when something else comes into view."""
        self._labels = labels
        self.refresh(Region(0, 0, *self.size))

    def _drop_labels(self) -> None:
        if self._labels is not None:
            labels, self._labels = self._labels, None
            self.refresh(Region(0, 0, *self.size))
            labels.gone()

    def forget_rows(self) -> None:
        """Forget the rows that were drawn and kept."""
        self._rows.forget()
        self._rail.forget()

    def redraw(self) -> None:
        """Draw the whole page anew."""
        self._rows.forget()
        self._draw()

    @property
    def layout_of_text(self) -> Layout | None:
        """The article set to the page's width; None while there is nothing to show."""
        return self._layout_of_text

    @property
    def spots_in_view(self) -> list[Spot]:
        """The rows in view, of the size that the page now has."""
        if self._set_for != self.size:
            self._set()
        return self._page

    def shows_note(self, y: int) -> bool:
        """Whether a footnote stands in row y of the view."""
        return y in self._footnotes.rows

    @property
    def standing(self) -> Standing:
        """Where the reader is; the same when the window had another size for a while."""
        return Standing(self.selection, self._held)

    def stand(self, standing: Standing) -> None:
        """Go where the reader stood before."""
        layout, reading = self._layout_of_text, self.reading
        if layout is None or reading is None:
            return
        selection, document = standing.selection, reading.document
        anchor, head = (
            Range(document.clamp(span.start), document.clamp(span.end))
            for span in (selection.anchor, selection.head)
        )
        self.selection = replace(selection, anchor=anchor, head=head)
        if standing.top is not None:
            self._set_top(spot_of(layout, standing.top))
        if not self._is_seen():
            self._bring_into_view(self.selection, self._set_top)
        self._draw()
        self.post_message(self.Moved(self))

    @property
    def left_of_text(self) -> int:
        """The cell where the text begins."""
        return self._left

    @property
    def top_position(self) -> Position:
        """Where the first row in view starts."""
        layout = self._layout_of_text
        return layout.position(self._top) if layout else Position(0, 0)

    @property
    def bottom_position(self) -> Position:
        """Where the last row in view ends."""
        layout = self._layout_of_text
        if not layout or not self._page:
            return Position(0, 0)
        row = layout.row(self._page[-1])
        return Position(self._page[-1].paragraph, row.end if row else 0)

    @property
    def fraction_seen(self) -> float:
        """How much of the article lies above the foot of the page, 0 to 1."""
        reading, bottom = self.reading, self.bottom_position
        if reading is None or not reading.document.paragraphs:
            return 0.0
        last = len(reading.document.paragraphs) - 1
        if bottom >= Position(last, len(reading.document.paragraphs[last].text)):
            return 1.0
        return reading.extent.fraction(bottom)

    def selects(self, paragraph: int) -> bool:
        """Whether anything of a paragraph is selected."""
        span = self.selection.range
        return span.start.paragraph <= paragraph <= span.end.paragraph

    # Moving

    def select(self, selection: Selection, *, scroll: bool = True) -> None:
        """Take a selection, draw the rows it leaves and those it takes, and bring it into view."""
        reading = self.reading
        if reading is None or selection == self.selection:
            return
        before, self.selection = self.selection, selection
        if before.extending and not selection.extending:
            self._stretched = before
        if not (before.extending and selection.extending):
            self.held = None
        if scroll and self._bring_into_view(selection, self._set_top):
            self._draw()
        else:
            self._draw_paragraphs(before.range)
            self._draw_paragraphs(selection.range)
        self.post_message(self.Moved(self))

    def select_again(self) -> bool:
        """Select again what was stretched last, in this article; False when nothing was."""
        if self._stretched is None:
            return False
        self.select(self._stretched)
        return True

    def move(self, step: Callable[..., Selection]) -> None:
        """Move the selection by one of `core.motion`'s motions."""
        if self.reading is not None:
            self.select(step(self.reading.document, self.selection))

    def next_paragraph(self) -> None:
        """Select the next paragraph; where this one goes on below the page, scroll first."""
        layout, reading = self._layout_of_text, self.reading
        if layout is None or reading is None:
            return
        here = self.selection.head.end.paragraph
        first, last = layout.first_spot(here), layout.last_spot(here)
        in_view = self._page and self._page[0].paragraph <= here
        is_tall = layout.distance(first, last, self.size.height) > self.size.height - 3
        if in_view and self._page[-1] < last and is_tall:
            self.scroll_rows(min(self.size.height - 2, layout.distance(self._page[-1], last, 10_000)))
        else:
            self.move(motion.next_paragraph)

    def previous_paragraph(self) -> None:
        """Select the previous paragraph; where this one begins above the page, scroll first."""
        layout, reading = self._layout_of_text, self.reading
        if layout is None or reading is None:
            return
        here = self.selection.head.start.paragraph
        first, last = layout.first_spot(here), layout.last_spot(here)
        in_view = self._page and self._page[-1].paragraph >= here
        is_tall = layout.distance(first, last, self.size.height) > self.size.height - 3
        if in_view and first < self._top and is_tall:
            self.scroll_rows(-min(self.size.height - 2, layout.distance(first, self._top, 10_000)))
        else:
            self.move(motion.previous_paragraph)

    def page(self, pages: float) -> None:
        """Read on by a page or half of one, back when negative; the selection comes along."""
        rows = int(pages * self.size.height)
        rows -= (rows > 2) * 2 - (rows < -2) * 2  # two rows stay in view, to read on from
        before = self._top
        self.scroll_rows(rows, follow=True)
        if self._top == before:
            self.move(motion.last_paragraph if pages > 0 else motion.first_paragraph)

    def scroll_rows(self, rows: int, *, follow: bool = False) -> None:
        """Scroll by rows; with `follow` the selection moves to the first paragraph that begins in view."""
        layout = self._layout_of_text
        if layout is None or not self._page:
            return
        self._set_top(layout.move(self._top, rows))
        if follow:
            self._select_in_view(forward=rows > 0)
        self._draw()
        self.post_message(self.Moved(self))

    def show_range(self, place: Range) -> None:
        """Select a range, as a match or an annotation is, and bring it into view."""
        if self.reading is not None:
            self.select(motion.to_range(self.reading.document, self.selection, place, "free"))

    def to_end(self) -> None:
        """Go to the article's end: its last paragraph is selected, its last row stands at the page's foot."""
        layout = self._layout_of_text
        self.move(motion.last_paragraph)
        if layout is not None and self.reading is not None and self._page:
            self._set_top(layout.last_spot(len(self.reading.document.paragraphs) - 1))
            self._draw()
            self.post_message(self.Moved(self))

    def scroll_to_fraction(self, fraction: float) -> None:
        """Show the place that so much of the article lies before."""
        if self.reading is None or self._layout_of_text is None:
            return
        self._set_top(self._layout_of_text.spot(self.reading.extent.position(fraction)))
        self._select_in_view(forward=True)
        self._draw()
        self.post_message(self.Moved(self))

    def _select_in_view(self, *, forward: bool) -> None:
        layout, reading = self._layout_of_text, self.reading
        assert layout is not None and reading is not None
        if self._is_in_view():
            return
        paragraphs = reading.document.paragraphs
        begin = [
            spot.paragraph
            for spot in self._page
            if spot == layout.first_spot(spot.paragraph) and paragraphs[spot.paragraph].text
        ]
        index = (begin[0] if forward else begin[-1]) if begin else self._page[0].paragraph
        self.selection = motion.paragraph_at(reading.document, index, self.selection)

    def _bring_into_view(self, selection: Selection, begin_at: Callable[[Spot], None]) -> bool:
        """Bring the moving end into view with some rows around it; True when that took scrolling.

        begin_at: lets the page begin at a spot.
        """
        layout = self._layout_of_text
        if layout is None or not self._page:
            return False
        head = selection.head
        first, last = layout.spot(head.start), layout.spot(head.end)
        if selection.unit == "paragraph":
            last = layout.last_spot(head.end.paragraph)
        height = self.size.height - len(self._footnotes.rows)
        margin = max(min(height // 5, 4), 0)
        above = layout.distance(self._top, first, 2 * height)
        below = layout.distance(self._top, last, 2 * height)
        before = self._top
        is_revealed = selection.unit != "paragraph" and layout.reveal(head)
        if is_revealed:
            self._rows.forget()
        if above - margin < 0 or below - above >= height - 2 * margin:
            far = above <= -height or above >= 2 * height
            begin_at(layout.move(first, -(height // 3 if far else margin)))
        elif below + margin >= height:
            far = above >= 2 * height - 1
            lead = -(height // 3) if far else margin + 1 - height
            begin_at(layout.move(first if far else last, lead))
        return is_revealed or self._top != before

    def toggle_footnotes(self) -> bool:
        """Show the footnotes that the selection refers to under its rows, or hide them; False without any.

        The page begins where it did, unless a note would be below it.
        """
        layout, reading = self._layout_of_text, self.reading
        if layout is None or reading is None or not self._page:
            return False
        span, document = self.selection.range, reading.document
        first, last = self._page[0].paragraph, self._page[-1].paragraph
        start = max(span.start, Position(first, 0))
        end = min(span.end, document.whole(last).end)
        seen = Range(start, end) if start <= end else self.selection.head
        if not self._footnotes.toggle(references(document, seen)):
            return False
        self._fill_page(self._top)
        if self._footnotes.below:
            self._set_top(layout.move(self._top, self._footnotes.below))
        self._draw()
        self.post_message(self.Moved(self))
        return True

    def scroll_code(self, cells: int) -> bool:
        """Scroll the code that is selected, else the first in view, sideways; True when it moved."""
        layout, reading = self._layout_of_text, self.reading
        if layout is None or reading is None:
            return False
        here = self.selection.head.start
        in_view = (spot for spot in self._page if reading.document.paragraphs[spot.paragraph].kind == "code")
        if reading.document.paragraphs[here.paragraph].kind != "code":
            spot = next(in_view, None)
            here = layout.position(spot) if spot else here
        moved = layout.scroll_code(here, cells)
        if moved:
            self.redraw()
        return moved

    def _set_top(self, spot: Spot) -> None:
        """Scroll: the page begins at a spot, and what stands there is kept when the size changes."""
        self._fill_page(spot)
        assert self._layout_of_text is not None
        self._held = top_at(self._layout_of_text, self._top)

    def _fill_page(self, spot: Spot) -> None:
        layout = self._layout_of_text
        assert layout is not None
        height = max(self.size.height, 1)
        self._drop_labels()
        self._top = spot
        self._page = self._footnotes.fit_in(layout, layout.spots(spot, height), height)
        if len(self._page) < height:
            self._top = layout.last_top(height)
            self._page = self._footnotes.fit_in(layout, layout.spots(self._top, height), height)
            if notes := len(self._footnotes.rows) + self._footnotes.below:
                self._top = layout.last_top(max(height - notes, 1))
                self._page = self._footnotes.fit_in(layout, layout.spots(self._top, height), height)
        self._rail.scrolled(self)

    # Setting the page

    def style_changed(self) -> None:
        """Set the article in another manner, with the word at the top of the page kept there."""
        self._set()
        self._draw()
        self.post_message(self.Moved(self))

    def on_resize(self) -> None:
        """Say that something else is in view."""
        self._draw()
        self.post_message(self.Moved(self))

    def _set(self) -> None:
        reading, size = self.reading, self.size
        if not size.width or not size.height:
            return
        self._set_for = size
        self._rows.set_to(size.width, self._left)
        if reading is None or not reading.document.paragraphs:
            self._layout_of_text, self._page = None, []
            self._drop_labels()
            self._rows.heading = self._heading_rows(reading, self._text_width) if reading else []
            self._rows.forget()
            return
        width, layout, style = self._text_width, self._layout_of_text, self.app.page_style
        is_new = layout is None or layout.document is not reading.document
        was_seen = is_new or self._is_seen()
        if is_new or layout is None or (layout.width, self._set_in) != (width, style):
            self._set_in = style
            self._rows.heading = self._heading_rows(reading, width)
            self._layout_of_text = layout = Layout(
                reading.document,
                width,
                ScreenMeasure(),
                style.manner,
                hyphens=style.hyphens(reading.document.language),
                heading_rows=len(self._rows.heading),
            )
            self._rows.forget()
        self._rail.forget()
        self._fill_page(spot_of(layout, self._held))
        if was_seen and not self._is_seen():
            # In a smaller window only for as long as it is small: `_held` brings the first page back.
            self._bring_into_view(self.selection, self._set_top if is_new else self._fill_page)

    def _heading_rows(self, reading: Reading, width: int) -> list[list[Text]]:
        return heading_rows(reading, width, self.app.pacing.reading_time(reading))

    def _is_in_view(self) -> bool:
        """Whether the selection's moving end begins in view."""
        layout = self._layout_of_text
        if layout is None or not self._page:
            return False
        return self._page[0] <= layout.spot(self.selection.head.start) <= self._page[-1]

    def _is_seen(self) -> bool:
        """Whether anything of the selection's moving end is in view."""
        layout, head = self._layout_of_text, self.selection.head
        if layout is None or not self._page:
            return False
        return layout.spot(head.start) <= self._page[-1] and self._page[0] <= layout.spot(head.end)

    @property
    def _text_width(self) -> int:
        return self.app.page_style.text_width(self._set_for.width - GUTTER - _RAIL)

    @property
    def _left(self) -> int:
        """The cell where the text begins."""
        return max((self._set_for.width - 1 - self._text_width) // 2, GUTTER)

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """Rows of the view; where its size is a new one the article is set to that first, the word at the
        top kept. Here, so that the first paint already shows the page: a resize is told only afterwards."""
        if self._set_for != self.size:
            self._set()
        return super().render_lines(crop)

    def rows(self, crop: Region) -> list[Strip]:
        """The rows of a region, which are pinned when they are drawn and not once again in each frame."""
        return [self.render_line(y) for y in crop.line_range]

    def render_line(self, y: int) -> Strip:
        """Row y of the view."""
        rail = self._rail.segment(self, y)
        if y in self._footnotes.rows:
            return self._rows.note(*self._footnotes.rows[y], rail)
        if y < len(self._page):
            return self._rows.strip(self._page[y], rail)
        return self._rows.empty(y, rail)

    def on_article_view_coloured(self) -> None:
        """Draw code whose colours are known."""
        self.redraw()

    def _draw_paragraphs(self, span: Range) -> None:
        rows = [
            y
            for y, spot in enumerate(self._page)
            if span.start.paragraph <= spot.paragraph <= span.end.paragraph
        ]
        self._rows.forget_some(self._page[y] for y in rows)
        if rows:
            self.refresh(Region(0, rows[0], self.size.width, rows[-1] - rows[0] + 1))

    def _draw(self) -> None:
        if self.reading:
            self._rows.forget_some(spot for spot in self._page if self.selects(spot.paragraph))
        # A region spares the rest of the screen (textual 8.2.8 widget.py:4324).
        self.refresh(Region(0, 0, *self.size))

    def on_focus(self) -> None:
        """The bar is drawn brighter where keys go."""
        self.redraw()

    def on_blur(self) -> None:
        """The bar is drawn fainter where keys do not go."""
        self.redraw()

    # The mouse

    @cached_property
    def pointer(self) -> Pointer:
        """What the mouse does here."""
        from tread.tui.pointer import Pointer  # after the first paint

        return Pointer(self)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the text or the rail."""
        self._drop_labels()
        self.pointer.pressed(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Go on with a drag."""
        self.pointer.moved(event)

    def on_mouse_up(self) -> None:
        """Let go."""
        self.pointer.released()

    def on_mouse_release(self) -> None:
        """Somebody else has taken the mouse."""
        self.pointer.let_go()

    def on_mouse_scroll_down(self) -> None:
        """Scroll on with the wheel."""
        self.pointer.wheel(1)

    def on_mouse_scroll_up(self) -> None:
        """Scroll back with the wheel."""
        self.pointer.wheel(-1)
