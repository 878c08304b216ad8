"""Palettes as Textual themes: each role becomes the style sheets' variable `$tread-ROLE`."""

from __future__ import annotations

from textual.color import Color
from textual.theme import Theme as TextualTheme

from tread.themes import Theme

_STRONGER = 0.18
"""How much lighter or darker than a highlight its sign is; 1 is from black to white."""


def textual_theme(theme: Theme) -> TextualTheme:
    """A palette for `App.register_theme`; its values have been checked when it was loaded."""
    role = theme.roles
    page = _colour(role["page"])
    variables = {f"tread-{name}": _colour(value) for name, value in role.items()}
    variables |= {
        "input-cursor-background": variables["tread-cursor"],
        "input-cursor-foreground": page if not theme.ansi else "ansi_black",
        "input-selection-background": variables["tread-selection"],
        "input-selection-foreground": variables["tread-ink"],
        "block-cursor-background": variables["tread-selection"],
        "block-cursor-foreground": variables["tread-ink"],
        "block-cursor-text-style": "none",
        "scrollbar": variables["tread-rule"],
        "scrollbar-background": page,
    }
    if theme.ansi:
        # Textual derives these where colours can be mixed, and wants them said where they are the
        # terminal's own (textual 8.2.8 theme.py, "ansi-dark").
        variables |= {
            "ansi-background": "ansi_black" if theme.dark else "ansi_white",
            "ansi-foreground": "ansi_white" if theme.dark else "ansi_black",
            "border-blurred": variables["tread-rule"],
            "input-cursor-text-style": "none",
            "screen-selection-background": variables["tread-selection"],
            "screen-selection-foreground": variables["tread-ink"],
        }
    return TextualTheme(
        name=theme.name,
        primary=variables["tread-cursor"],
        secondary=variables["tread-muted"],
        accent=variables["tread-link"],
        warning=variables["tread-note"],
        error=variables["tread-note"],
        foreground=variables["tread-ink"],
        background=page,
        surface=page,
        panel=page,
        dark=theme.dark,
        ansi=theme.ansi,
        variables=variables,
    )


def variable_defaults(theme: Theme) -> dict[str, str]:
    """Values for every role's variable, so that a style sheet is valid under Textual's own themes too."""
    return {f"tread-{role}": _colour(value) for role, value in theme.roles.items()}


def mark_colour(theme: Theme, role: str) -> str:
    """The colour of a small sign that stands for a highlight: stronger than its background."""
    highlight = theme.roles[role]
    if not highlight.startswith("#"):
        return _colour(highlight)
    colour = Color.parse(highlight)
    return (colour.lighten(_STRONGER) if theme.dark else colour.darken(_STRONGER)).hex


def _colour(value: str) -> str:
    return "ansi_default" if value == "default" else value
