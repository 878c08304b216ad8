"""How each role looks: which of the theme's colours it takes, and its face.

The style sheets dress Textual's widgets; what tread draws itself is dressed here, in one table, because
a component class for every role of every widget costs more than the rest of the start together (textual
8.2.8 stylesheet.py:609). No colour stands here: colours are the theme's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color

from tread.themes import Theme
from tread.tui.theming import mark_colour

_SUBDUED = 0.35
"""How much of its colour a highlight keeps where it is dimmed; 0 is the page's, 1 all."""


class Look(NamedTuple):
    """A role's look. ink, ground: roles of the theme; empty: as what it lies on.

    face: bold, italic and so on, as Rich names them; plain: the face where there are no colours.
    """

    ink: str = ""
    ground: str = ""
    face: str = ""
    plain: str = ""


def _highlight(number: int) -> Look:
    return Look("highlight-ink", f"highlight-{number}", plain="underline")


LOOKS: Mapping[str, Look] = {
    "ink": Look("ink"),
    "muted": Look("muted"),
    "rule": Look("rule"),
    "heading": Look("heading", face="bold"),
    "heading-1": Look("heading", face="bold"),
    "heading-2": Look("heading", face="bold"),
    "heading-3": Look("ink", face="bold italic"),
    "heading-4": Look("muted", face="italic"),
    "link": Look("link", face="underline"),
    "tag": Look("link"),
    "code": Look("code"),
    "code-keyword": Look("code-keyword", plain="bold"),
    "code-string": Look("code-string"),
    "code-comment": Look("code-comment", face="italic", plain="italic"),
    "code-number": Look("code-number"),
    "code-name": Look("code-name"),
    "quote": Look("quote"),
    "note": Look("note"),
    "bookmark": Look("cursor", face="bold"),
    "error": Look("note", face="bold"),
    "changed": Look("note", face="bold"),
    "deleted": Look("muted", face="strike"),
    "inserted": Look("link", face="bold", plain="bold underline"),
    "key": Look("ink", face="bold"),
    "strong": Look(face="bold"),
    "emphasis": Look(face="italic"),
    "strike": Look(face="strike"),
    "noted": Look(face="underline"),
    "current": Look("ink", "selection", plain="bold"),
    "selection": Look("ink", "selection", plain="reverse"),
    "selected-highlight": Look(face="bold underline", plain="reverse"),
    "search": Look("ink", "search", plain="bold underline"),
    "found": Look("page", "cursor", face="bold", plain="bold reverse"),
    "label": Look("note", face="bold reverse"),
    "label-dim": Look("muted", plain="dim"),
    "bar": Look("cursor"),
    "track": Look("rule"),
    "thumb": Look("muted"),
    "mark-note": Look("note"),
    "mark-search": Look("search"),
    **{f"highlight-{number}": _highlight(number) for number in range(1, 6)},
    **{f"mark-{number}": Look(f"mark-{number}") for number in range(1, 6)},
}
"""Every role that text can be drawn in."""


class Looks:
    """The roles' styles under one theme."""

    def __init__(self, theme: Theme, *, colourless: bool) -> None:
        self._theme = theme
        self._colourless = colourless
        self._styles: dict[str, Style] = {"": self._style(Look("ink", "page"))}
        self._dimmed: dict[Style, Style] = {}

    @property
    def is_colourless(self) -> bool:
        """Whether nothing can be told by a colour."""
        return self._colourless

    def style(self, roles: str) -> Style:
        """The style of one role on the page, or of several parted by spaces, the later on top."""
        style = self._styles.get(roles)
        if style is None:
            style, is_on_highlight = self._styles[""], False
            for role in roles.split():
                if role == "selection" and is_on_highlight:
                    role = "selected-highlight"  # its ground would hide which colour the highlight has
                is_on_highlight = is_on_highlight or role.startswith("highlight-")
                style += self._style(LOOKS[role])
            self._styles[roles] = style
        return style

    def dimmed(self, style: Style) -> Style:
        """How something looks beside what is being read: fainter, and still to be read.

        Matches keep their look, since they are being looked for.
        """
        dimmed = self._dimmed.get(style)
        if dimmed is None:
            dimmed = self._dimmed[style] = self._dim(style)
        return dimmed

    def _dim(self, style: Style) -> Style:
        if style.bgcolor == self._ground("search"):
            return style
        if self._colourless:
            return style + Style(dim=True)
        muted = self._style(LOOKS["muted"])
        numbers = [number for number in range(1, 6) if style.bgcolor == self._ground(f"highlight-{number}")]
        if self._theme.ansi:
            # Of sixteen colours none is a fainter one of another: the ink says which highlight it is.
            marked = Style(color=style.bgcolor, bgcolor=self._ground("page"), underline=True)
            return style + (marked if numbers else muted + Style(dim=True))
        return style + muted + Style(bgcolor=self._subdued(numbers[0]) if numbers else None)

    def _ground(self, role: str) -> RichColor | None:
        colour = self._colour(role)
        return colour.rich_color if colour else None

    def _subdued(self, highlight: int) -> RichColor | None:
        page, colour = self._colour("page"), self._colour(f"highlight-{highlight}")
        assert page is not None and colour is not None
        return page.blend(colour, _SUBDUED).rich_color

    def _style(self, look: Look) -> Style:
        face = look.plain if self._colourless and look.plain else look.face
        style = Style.parse(face) if face else Style()
        ink, ground = self._colour(look.ink), self._colour(look.ground)
        return style + Style.from_color(
            ink.rich_color if ink else None, ground.rich_color if ground else None
        )

    def _colour(self, role: str) -> Color | None:
        if not role:
            return None
        if role.startswith("mark-"):
            return Color.parse(mark_colour(self._theme, role.replace("mark", "highlight")))
        value = self._theme.roles[role]
        return Color.parse("ansi_default" if value == "default" else value)
