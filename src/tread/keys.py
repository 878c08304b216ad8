"""Keys by name: what a person writes, what the terminal sends, and what is shown.

Keys are named as a person writes them: a printable character as itself ("j", "G", "/"), the others by
name ("space", "enter", "pagedown", "f1"), modifiers in front ("ctrl+d"), and a sequence with a space
between its keys ("g g").

A command that takes a letter ("m a" sets bookmark a) has a sequence that ends in `LETTER`, which any
letter or digit matches.

Knows no command and never imports Textual. Anything but `core` may import it.
"""

from __future__ import annotations

from tread.errors import SettingsError
from tread.problems import did_you_mean

LETTER = "a–z"
"""Stands in a sequence for any letter or digit."""

_MODIFIERS = ("alt", "ctrl", "hyper", "meta", "shift", "super")
_NAMED_KEYS = (
    *("space", "enter", "escape", "tab", "backspace", "delete", "insert"),
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    *(f"f{number}" for number in range(1, 25)),
)
_OTHER_NAMES = {"esc": "escape", "return": "enter", "pgup": "pageup", "pgdn": "pagedown", "del": "delete"}

# textual 8.2.8 keys.py: _character_to_key names a character that is no letter or digit after Unicode,
# with some names shortened by KEY_NAME_REPLACEMENTS.
_PUNCTUATION = {
    "exclamation_mark": "!",
    "quotation_mark": '"',
    "number_sign": "#",
    "dollar_sign": "$",
    "percent_sign": "%",
    "ampersand": "&",
    "apostrophe": "'",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "asterisk": "*",
    "plus": "+",
    "comma": ",",
    "minus": "-",
    "full_stop": ".",
    "slash": "/",
    "colon": ":",
    "semicolon": ";",
    "less_than_sign": "<",
    "equals_sign": "=",
    "greater_than_sign": ">",
    "question_mark": "?",
    "at": "@",
    "left_square_bracket": "[",
    "backslash": "\\",
    "right_square_bracket": "]",
    "circumflex_accent": "^",
    "underscore": "_",
    "grave_accent": "`",
    "left_curly_bracket": "{",
    "vertical_line": "|",
    "right_curly_bracket": "}",
    "tilde": "~",
}

_REFUSED = {
    "ctrl+i": "Terminals send Tab for it.",
    "ctrl+m": "Terminals send Enter for it.",
    "ctrl+j": "Terminals send a newline for it, as for Enter.",
    "ctrl+h": "Many terminals send Backspace for it.",
    "ctrl+[": "Terminals send Escape for it.",
    "ctrl+q": "It always leaves tread, whatever the other keys do.",
    "ctrl+p": "It always opens the command palette, whatever the other keys do.",
}

_SHOWN = {
    LETTER: LETTER,
    "escape": "Esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "delete": "Del",
    "insert": "Ins",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


def _split(key: str) -> tuple[list[str], str]:
    """A key's modifiers, and the key itself (which may be "+")."""
    head, plus, base = key.rpartition("+")
    if plus and not base:
        head, base = head.removesuffix("+"), "+"
    return (head.split("+") if head else []), base


def canonical(key: str) -> str:
    """The one name of a key, for any of the names it goes by; a name that is not known stays as it is."""
    modifiers, base = _split(key)
    base = "space" if base == " " else _PUNCTUATION.get(base, base)
    if len(base) > 1:
        base = _OTHER_NAMES.get(base.lower(), base.lower())
    elif modifiers == ["shift"] and base.isalpha() and len(base.upper()) == 1:
        return base.upper()
    elif modifiers:
        base = base.lower()
    return "+".join([*sorted({modifier.lower() for modifier in modifiers}), base])


def key_name(textual_key: str, character: str | None) -> str:
    """The name of the key of a Textual `Key` event, from its `key` and `character`.

    A printable character wins ("/" for "slash"), unless a modifier other than Shift is held.
    """
    modifiers, _ = _split(textual_key)
    if character and character != " " and character.isprintable() and set(modifiers) <= {"shift"}:
        return character
    return canonical(textual_key)


def parse_keys(text: str) -> tuple[str, ...]:
    """The keys of a sequence as a person wrote it: "g g" is ("g", "g").

    Raises SettingsError for a name that is no key, for a key that a terminal does not send, and for one
    that tread keeps to itself.
    """
    keys = tuple(canonical(key) for key in text.split())
    if not keys:
        raise SettingsError("An empty name is no key.", "The space bar is called 'space'.")
    for key in keys:
        modifiers, base = _split(key)
        if reason := _REFUSED.get(key):
            raise SettingsError(f"{key!r} cannot be bound.", f"{reason} Choose another key.")
        for modifier in modifiers:
            if modifier not in _MODIFIERS:
                hint = did_you_mean(modifier, _MODIFIERS) or f"There are {', '.join(_MODIFIERS)}."
                raise SettingsError(f"{modifier!r} in {key!r} is no modifier key.", hint)
        if len(base) > 1 and base not in _NAMED_KEYS:
            hint = did_you_mean(base, _NAMED_KEYS)
            raise SettingsError(
                f"{base!r} is no key.", hint or "Put a space between the keys of a sequence: 'g g'."
            )
        if len(base) == 1 and not base.isprintable():
            raise SettingsError(f"{base!r} is no key.", "Use a printable character or a key's name.")
        if modifiers == ["shift"] and len(base) == 1:
            raise SettingsError(
                f"{key!r} never arrives.", "Write the character that the two keys make together."
            )
    return keys


def shown(key: str) -> str:
    """A key or a sequence as it is shown: "Space", "PgDn", "↓", "Ctrl+d", "g g"."""
    return " ".join(_shown_key(part) for part in key.split())


def is_letter(key: str) -> bool:
    """Whether a key is a letter or digit, of any script: what bookmarks are called by."""
    return len(key) == 1 and key.isalnum()


def _shown_key(key: str) -> str:
    modifiers, base = _split(key)
    base = _SHOWN.get(base, base.capitalize() if len(base) > 1 else base)
    return "+".join([*(modifier.capitalize() for modifier in modifiers), base])
