"""A widget that draws its own rows: styles by role, resolved once, and rows put together from texts.

The base of the article's page, the lists beside it and the status bar; and containers that draw none.
Text must have gone through `tread.core.clean`: segments reach the terminal as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tread.core.annotation import Annotation
from tread.core.clean import clean_line
from tread.core.marks import role_of
from tread.core.width import is_narrow
from tread.tui.measure import ScreenMeasure
from tread.tui.pinned import is_frame, pinned

if TYPE_CHECKING:
    from tread.tui.app import TreadApp

Text = tuple[str, str]
"""What to draw and in which role: one role's name, or several parted by spaces, the later on top."""


_MEASURE = ScreenMeasure()


class Unpainted:
    """A container that paints nothing: what its children leave free, the screen behind it has in the same
    colour. Textual has every container make a blank row for each of its rows in each frame."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """No rows."""
        return []


class Canvas(Widget):
    """Draws rows of text in the roles of `tread.tui.looks`."""

    ALLOW_SELECT = False

    app: TreadApp

    def style_of(self, roles: str) -> Style:
        """The style of one role, or of several parted by spaces laid over one another."""
        return self.app.looks.style(roles)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a region. Not by way of Textual, which looks at every row for borders, padding and
        opacity, none of which a canvas has: that is a third of a frame (8.2.8 _styles_cache.py:163)."""
        strips = self.rows(crop)
        if filters := self.get_line_filters():
            _, background = self.background_colors
            for line_filter in filters:
                strips = [strip.apply_filter(line_filter, background) for strip in strips]
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def rows(self, crop: Region) -> list[Strip]:
        """The rows of a region at their full width, pinned."""
        return [pinned(self.render_line(y)) for y in crop.line_range]

    def notify_style_update(self) -> None:
        """Forget what was drawn: the theme may have changed."""
        super().notify_style_update()
        self.forget_rows()

    def forget_rows(self) -> None:
        """Forget rows that were drawn and kept; for widgets that keep some."""

    def segments(self, texts: Iterable[Text]) -> list[Segment]:
        """Texts as segments, the empty ones left out."""
        return [Segment(text, self.style_of(roles)) for text, roles in texts if text]

    def blank(self, width: int) -> Strip:
        """An empty row; the same strip each time, for what Textual works out about a strip it keeps."""
        return _blank(width, self.style_of("ink"))

    def strip(self, texts: Iterable[Text], width: int, fill: str = "ink") -> Strip:
        """One row of exactly `width` cells: the texts, cut with an ellipsis or filled with spaces."""
        segments: list[Segment] = []
        used = filled = 0  # cells as we measure them, and as Rich counts what is in the segments
        for text, roles in texts:
            if not text:
                continue
            text = _MEASURE.drawn(text)
            cells = _MEASURE.cells(text)
            if used + cells > width:
                text = fit(text, width - used)
                cells = _MEASURE.cells(text)
            used += cells
            if filled < used - cells and is_frame(text):
                text = " " * (used - cells - filled) + text  # so that the frame stands where it was meant to
            if text:
                segments.append(Segment(text, self.style_of(roles)))
                filled += cell_len(text)
            if used >= width:
                break
        if filled < width:
            segments.append(Segment(" " * (width - filled), self.style_of(fill)))
        return Strip(segments, width)


@lru_cache(64)
def _blank(width: int, style: Style) -> Strip:
    return Strip([Segment(" " * width, style)], width)


def bookmark_sign(annotation: Annotation) -> str:
    """The sign of a bookmark, one cell: its letter where it has one of that width."""
    letter = clean_line(annotation.letter)[:1]
    return letter if cell_len(letter) == 1 else "◆"


def sign_role(annotation: Annotation) -> str:
    """The role of a small sign that stands for an annotation, on the rail and in the sidebar."""
    if annotation.kind == "bookmark":
        return "bookmark"
    return "mark-note" if annotation.colour is None else role_of(annotation).replace("highlight", "mark")


def fit(text: str, width: int) -> str:
    """The text in at most `width` cells, an ellipsis at its end where it was cut."""
    if width <= 0:
        return ""
    if _MEASURE.cells(text) <= width:
        return text
    if is_narrow(text):
        return text[: width - 1].rstrip() + "…"
    end = used = 0
    for length, cells in _MEASURE.graphemes(text):
        if used + cells > width - 1:
            break
        end, used = end + length, used + cells
    return text[:end].rstrip() + "…"
