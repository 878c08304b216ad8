"""A widget that draws its own rows: styles by role, resolved once, and rows put together from texts.

The base of the article's page, the lists beside it and the status bar. Text given to it must have gone
through `tread.core.clean`: segments reach the terminal as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

Text = tuple[str, str]
"""What to draw and in which role: one role's name, or several parted by spaces, the later on top."""


_TEXT = ("ink", "muted", "rule", "heading", "link", "code", "quote", "note", "key", "error")
_FACES = ("strong", "emphasis", "strike")
_LAID_OVER = ("selection", "search", "current", *(f"highlight-{number}" for number in range(1, 6)))
_SIGNS = ("bar", "track", "thumb", "mark-search", *(f"mark-{number}" for number in range(1, 6)))
ROLES = (*_TEXT, *_FACES, *_LAID_OVER, *_SIGNS)
"""What text can be drawn as; the style sheet gives each a look, as `.tread--ROLE`."""


class Canvas(Widget):
    """Draws rows of text in roles; a role is the component class `tread--ROLE` of the style sheet."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"tread--{role}" for role in ROLES}
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._styles_by_roles: dict[str, Style] = {}

    def style_of(self, roles: str) -> Style:
        """The style of one role, or of several parted by spaces laid over one another."""
        style = self._styles_by_roles.get(roles)
        if style is None:
            style = self.rich_style
            for role in roles.split():
                style += self.get_component_rich_style(f"tread--{role}", partial=True)
            self._styles_by_roles[roles] = style
        return style

    def notify_style_update(self) -> None:
        """Forget the resolved styles: the theme or a class has changed."""
        super().notify_style_update()
        self._styles_by_roles.clear()
        self.forget_rows()

    def forget_rows(self) -> None:
        """Forget rows that were drawn and kept; for widgets that keep some."""

    def segments(self, texts: Iterable[Text]) -> list[Segment]:
        """Texts as segments, the empty ones left out."""
        return [Segment(text, self.style_of(roles)) for text, roles in texts if text]

    def strip(self, texts: Iterable[Text], width: int, fill: str = "ink") -> Strip:
        """One row of exactly `width` cells: the texts, cut with an ellipsis or filled with spaces."""
        segments: list[Segment] = []
        used = 0
        for text, roles in texts:
            if not text:
                continue
            cells = cell_len(text)
            if used + cells > width:
                text = fit(text, width - used)
                cells = cell_len(text)
            if text:
                segments.append(Segment(text, self.style_of(roles)))
            used += cells
            if used >= width:
                break
        if used < width:
            segments.append(Segment(" " * (width - used), self.style_of(fill)))
        return Strip(segments, width)


def fit(text: str, width: int) -> str:
    """The text in at most `width` cells, an ellipsis at its end where it was cut."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    end = min(len(text), width)
    while end and cell_len(text[:end]) > width - 1:
        end -= 1
    return text[:end].rstrip() + "…"
