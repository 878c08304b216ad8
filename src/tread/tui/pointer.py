"""The mouse on a page: clicks, drags, the wheel and the rail.

    once             the paragraph, or the highlight that was clicked; the paragraph that a footnote is on
    twice, thrice    the word, the sentence
    drag             by character; by word or sentence after two or three clicks; past the edge it scrolls
    with Shift       what is selected reaches to here
    on the rail      the page goes there, and follows

It asks `core.drag` what is selected and tells the page to select it. Only `article_view` uses it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual import events
from textual.timer import Timer

from tread.core.drag import DRAG_UNITS, Grip, character_at, dragged, unit_at
from tread.core.motion import paragraph_at
from tread.core.position import Range
from tread.core.selection import Selection, Unit, selecting
from tread.core.standing import Standing
from tread.tui.glide import Glide

if TYPE_CHECKING:
    from tread.tui.widgets.article_view import ArticleView

_CHAIN_S = 0.5
"""Clicks on one cell that follow one another within this time count as double and triple."""
_SCROLL_S = 1 / 20
_FASTEST_ROWS = 8
_UNITS: dict[int, Unit] = {1: "free", 2: "word", 3: "sentence"}


class Pointer:
    """What the mouse does on one page."""

    def __init__(self, view: ArticleView) -> None:
        self._view = view
        self._holds: Literal["", "text", "rail"] = ""
        self._grip: Grip | None = None
        self._gripped: Selection | None = None
        self._leapt_from: Standing | None = None
        self._is_dragging = False
        self._at = self._pressed_at = (0, 0)
        self._clicks = 0
        self._clicked_at_s = 0.0
        self._timer: Timer | None = None
        self._glide = Glide(view, self._scroll)

    @property
    def rests(self) -> bool:
        """Whether nothing goes on by itself: no gliding, no scrolling at the edge."""
        return self._timer is None and self._glide.rests

    def pressed(self, event: events.MouseDown) -> None:
        """Take hold of the text or the rail."""
        view = self._view
        if event.button != 1 or view.reading is None or view.layout_of_text is None:
            return
        self._at = _cell(view, event)
        if self._at[0] >= view.size.width - 1:
            self._clicks = 0
            self._hold("rail")
            self._leapt_from = view.standing
            self._go_along_rail()
            return
        character = self._character()
        if character is None:
            return
        if view.shows_note(self._at[1]):
            self._clicks = 0
            self._select_paragraph(character)
            return
        is_again = self._at == self._pressed_at and event.time - self._clicked_at_s <= _CHAIN_S
        self._clicks = self._clicks % 3 + 1 if is_again else 1
        self._pressed_at, self._clicked_at_s = self._at, event.time
        self._hold("text")
        if event.shift and self._clicks == 1:
            self._grip = self._grip_of_selection()
            self._drag()
        else:
            self._take_grip(character)

    def moved(self, event: events.MouseMove) -> None:
        """Go on with a drag."""
        if not self._holds:
            return
        self._at = _cell(self._view, event)
        if self._holds == "rail":
            self._go_along_rail()
        elif self._is_dragging or self._at != self._pressed_at:
            self._drag()
            self._scroll_at_edge()

    def released(self) -> None:
        """Let go; without a drag it was a click."""
        held, was_dragging = self._holds, self._is_dragging
        if not held:
            return
        self.let_go()
        self._view.release_mouse()
        if held == "rail" and self._leapt_from is not None:
            self._view.post_message(self._view.Leapt(self._view, self._leapt_from))
        if held == "text" and not was_dragging and self._clicks == 1:
            self._click()

    def let_go(self) -> None:
        """Hold nothing any more: the mouse was released, or somebody else has taken it."""
        self._holds, self._is_dragging = "", False
        self._stop_scrolling()

    def wheel(self, notches: int) -> None:
        """Scroll with the wheel."""
        self._glide.push(notches)

    # Selecting

    def _hold(self, what: Literal["text", "rail"]) -> None:
        self._holds, self._is_dragging = what, False
        self._view.capture_mouse()

    def _take_grip(self, character: Range) -> None:
        """Begin at a character, or at the word or sentence around it, which is then selected at once."""
        view, unit = self._view, _UNITS[self._clicks]
        assert view.reading is not None
        document = view.reading.document
        self._grip = Grip(unit_at(document, character, unit), unit)
        if self._clicks > 1 and self._grip.range != character:
            self._select(selecting(self._grip.range, unit))
        elif self._clicks > 1:
            self._select_paragraph(character)

    def _grip_of_selection(self) -> Grip:
        """Where what is selected began: at the cell of the last click, or at the selection's fixed end."""
        selection = self._view.selection
        if self._grip is not None and selection == self._gripped:
            return self._grip
        return Grip(selection.anchor, selection.unit if selection.unit in DRAG_UNITS else "free")

    def _click(self) -> None:
        view, character = self._view, self._character()
        reading = view.reading
        if reading is None or character is None:
            return
        place = Range(character.start, character.start)
        mark = reading.marks.here(place)
        if mark is not None and not mark.is_bookmark:
            self._select(selecting(mark.range, "free"))
            view.post_message(view.Marked(mark.annotation.id))
        else:
            self._select_paragraph(place)

    def _select_paragraph(self, place: Range) -> None:
        assert self._view.reading is not None
        document = self._view.reading.document
        self._select(paragraph_at(document, place.start.paragraph, selecting(place, "free")))

    def _drag(self) -> None:
        character, reading = self._character(), self._view.reading
        if character is not None and reading is not None and self._grip is not None:
            self._is_dragging = True
            self._select(dragged(reading.document, self._grip, character))

    def _select(self, selection: Selection) -> None:
        self._gripped = selection
        self._view.select(selection, scroll=False)

    def _character(self) -> Range | None:
        """The character under the pointer; past an edge the one of the row at that edge, on a footnote the
        last one of the row that it stands under."""
        view, (x, y) = self._view, self._at
        page, layout = view.spots_in_view, view.layout_of_text
        if layout is None or not page:
            return None
        y = min(max(y, 0), len(page) - 1)
        return character_at(layout, page[y], layout.width if view.shows_note(y) else x - view.left_of_text)

    # Scrolling

    def _scroll(self, rows: int) -> None:
        self._view.scroll_rows(rows)
        if self._holds == "text" and self._is_dragging:
            self._drag()

    def _rows_past_edge(self) -> int:
        """How far past an edge the pointer is, negative above; the screen's first row is past its edge."""
        y, height = self._at[1], self._view.size.height
        if y >= height:
            return y - height + 1
        if y < 0:
            return y
        return -1 if y == 0 and self._view.region.y == 0 else 0

    def _scroll_at_edge(self) -> None:
        if not self._rows_past_edge():
            self._stop_scrolling()
        elif self._timer is None:
            self._timer = self._view.set_interval(_SCROLL_S, self._scroll_on)

    def _scroll_on(self) -> None:
        past = self._rows_past_edge()
        rows = min(1 + abs(past) // 2, _FASTEST_ROWS)
        self._scroll(rows if past > 0 else -rows)

    def _stop_scrolling(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _go_along_rail(self) -> None:
        height = self._view.size.height
        self._view.scroll_to_fraction(min(max(self._at[1] / max(height - 1, 1), 0.0), 1.0))


def _cell(view: ArticleView, event: events.MouseEvent) -> tuple[int, int]:
    """The cell of the page, also past its edges."""
    offset = event.get_content_offset_capture(view)
    return offset.x, offset.y
