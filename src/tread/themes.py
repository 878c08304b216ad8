"""Themes: palettes by role, read from TOML and checked field by field.

Owns what a theme must hold and which themes there are. Never draws and never stops for a bad theme:
it is named, skipped, and hides no other. Imported by the command line and the reader.

A theme is one file, called after the theme:

    title = "Sepia"
    dark = false
    ansi = false            # optional: true where roles may be the terminal's own colours

    [roles]
    page = "#f1e4c9"        # every one of ROLES
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tread.problems import Problem, did_you_mean
from tread.shipped import shipped_folder
from tread.tomlfile import read_table

ROLES = (
    *("page", "ink", "muted", "rule", "heading", "link", "code", "quote", "note"),
    *("cursor", "selection", "search"),
    *("highlight-1", "highlight-2", "highlight-3", "highlight-4", "highlight-5", "highlight-ink"),
    *("code-keyword", "code-string", "code-comment", "code-number", "code-name"),
)
"""What the colours of a theme are for.

page, selection, search and highlight-1 to highlight-5 are backgrounds; highlight-ink is the text on a
highlight, ink the text on the others; the rest are drawn on the page.
"""

STAND_INS: Mapping[str, str] = {
    "code-keyword": "link",
    "code-string": "note",
    "code-comment": "muted",
    "code-number": "note",
    "code-name": "heading",
}
"""Roles that a theme may leave out, and those whose colours stand in for them."""

DEFAULT_THEME = "tread-dark"
"""The theme where nobody names one, or the one that is named cannot be had."""

_HUES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
ANSI_COLOURS = ("default", *(f"ansi_{hue}" for hue in _HUES), *(f"ansi_bright_{hue}" for hue in _HUES))
"""The terminal's own sixteen colours, and whatever it draws in when it is not told."""

_HEX = re.compile(r"#[0-9a-f]{6}")
_FIELDS = ("title", "dark", "ansi", "roles")


class Theme(NamedTuple):
    """A palette. roles: each of `ROLES` to "#rrggbb", or where `ansi` is set to one of `ANSI_COLOURS`."""

    name: str
    title: str
    dark: bool
    ansi: bool
    roles: Mapping[str, str]


class LoadedThemes(NamedTuple):
    """The themes that are whole, by name, and what is wrong with the others."""

    themes: Mapping[str, Theme]
    problems: tuple[Problem, ...]

    def unknown(self, name: str) -> Problem:
        """What to say of a name that no theme has."""
        hint = did_you_mean(name, self.themes) or "`tread themes` lists the themes."
        return Problem("theme", f"There is no theme {name!r}.", hint)


def load_themes(user_folder: Path | None) -> LoadedThemes:
    """The themes that come with tread and a reader's own, which win over those of the same name."""
    themes: dict[str, Theme] = {}
    problems: list[Problem] = []
    for folder in (shipped_folder("themes"), user_folder):
        if folder is None or not folder.is_dir():
            continue
        try:
            paths = [path for path in folder.iterdir() if path.suffix == ".toml"]
        except OSError as error:
            reason = error.strerror or str(error)
            problems.append(Problem(str(folder), f"The folder cannot be read: {reason}."))
            continue
        for path in sorted(paths, key=lambda path: path.stem):
            if not path.name.startswith("."):
                theme, wrong = load_theme(path)
                problems += wrong
                if theme:
                    themes[theme.name] = theme
    return LoadedThemes(themes, tuple(problems))


def choose_theme(name: str, user_folder: Path | None) -> tuple[Theme, tuple[Problem, ...]]:
    """The theme of that name; the default and what is wrong, where there is none or it is not whole.

    Only its own file is read, since every start waits for it.
    """
    problems: list[Problem] = []
    for folder in (user_folder, shipped_folder("themes")):
        path = folder / f"{name}.toml" if folder and name == Path(name).name else None
        if path is not None and path.is_file():
            theme, wrong = load_theme(path)
            problems += wrong
            if theme:
                return theme, tuple(problems)
    if not problems:
        problems.append(load_themes(user_folder).unknown(name))
    theme, wrong = load_theme(shipped_folder("themes") / f"{DEFAULT_THEME}.toml")
    assert theme is not None, wrong
    return theme, tuple(problems)


def load_theme(path: Path) -> tuple[Theme | None, tuple[Problem, ...]]:
    """The theme in a file, or None and everything that is wrong with it."""
    table, problem = read_table(path)
    if problem:
        return None, (problem,)
    problems: list[Problem] = []

    def wrong(name: str, message: str, hint: str) -> None:
        problems.append(Problem(f"{path}: {name}", message, hint))

    for name in table:
        if name not in _FIELDS:
            hint = did_you_mean(name, _FIELDS)
            wrong(name, f"A theme has no field {name!r}.", hint or f"It has {', '.join(_FIELDS)}.")
    title, dark, ansi = table.get("title"), table.get("dark"), table.get("ansi", False)
    if not isinstance(title, str) or not title.strip() or not title.isprintable():
        wrong("title", "A theme needs a title.", f'Write title = "{path.stem.capitalize()}".')
    if not isinstance(dark, bool):
        wrong("dark", "A theme says whether it is dark.", "Write dark = true or dark = false.")
    if not isinstance(ansi, bool):
        wrong("ansi", f"{ansi!r} is neither true nor false.", "Write ansi = true or leave it out.")
    roles = table.get("roles", {})
    if not isinstance(roles, dict):
        wrong("roles", f"{roles!r} is not a table.", "Write [roles], and the colours below it.")
        return None, tuple(problems)
    for role in roles:
        if role not in ROLES:
            wrong(f"roles.{role}", f"There is no role {role!r}.", did_you_mean(role, ROLES))
    colours: dict[str, str] = {}
    for role in ROLES:
        if role not in roles:
            if role in STAND_INS:
                continue
            wrong(f"roles.{role}", "The role has no colour.", f'Write {role} = "#rrggbb".')
        elif colour := _colour(roles[role], ansi is True):
            colours[role] = colour
        else:
            wrong(
                f"roles.{role}", f"{roles[role]!r} is not a colour.", _colour_hint(roles[role], ansi is True)
            )
    if problems:
        return None, tuple(problems)
    colours |= {role: colours[other] for role, other in STAND_INS.items() if role not in roles}
    return Theme(path.stem, str(title).strip(), dark is True, ansi is True, colours), ()


def _colour(value: Any, ansi: bool) -> str:
    """A colour in lower case, or empty when the value is none."""
    text = value.strip().lower() if isinstance(value, str) else ""
    return text if _HEX.fullmatch(text) or (ansi and text in ANSI_COLOURS) else ""


def _colour_hint(value: Any, ansi: bool) -> str:
    if ansi:
        return (
            did_you_mean(str(value), ANSI_COLOURS) or f'Write "#rrggbb" or one of {", ".join(ANSI_COLOURS)}.'
        )
    if str(value).lower() in ANSI_COLOURS:
        return "The terminal's own colours need ansi = true."
    return 'Write "#rrggbb", six hexadecimal digits.'


def contrast(one: str, other: str) -> float:
    """The contrast of two colours "#rrggbb", 1 to 21, in either order (WCAG 2.2, contrast ratio)."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """How bright a colour is, 0 to 1 (WCAG 2.2, relative luminance)."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
