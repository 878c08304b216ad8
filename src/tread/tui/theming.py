"""Palettes as Textual themes: each role becomes the style sheets' variable `$tread-ROLE`."""

from __future__ import annotations

from collections.abc import Iterable

from textual.theme import Theme as TextualTheme

from tread.themes import ROLES, Theme


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
    return TextualTheme(
        name=theme.name,
        primary=variables["tread-cursor"],
        secondary=variables["tread-muted"],
        accent=variables["tread-link"],
        warning=variables["tread-note"],
        error=variables["tread-error"] if "tread-error" in variables else variables["tread-note"],
        foreground=variables["tread-ink"],
        background=page,
        surface=page,
        panel=page,
        dark=theme.dark,
        ansi=theme.ansi,
        variables=variables,
    )


def variable_defaults(themes: Iterable[Theme]) -> dict[str, str]:
    """Values for every role's variable, so that a style sheet is valid under Textual's own themes too."""
    first = next(iter(themes))
    return {f"tread-{role}": _colour(first.roles[role]) for role in ROLES}


def _colour(value: str) -> str:
    return "ansi_default" if value == "default" else value
