from __future__ import annotations

import pytest
from textual.keys import KEY_NAME_REPLACEMENTS, _character_to_key

from tread.errors import SettingsError
from tread.keys import key_name, parse_keys, shown


@pytest.mark.parametrize(
    ("textual_key", "character", "name"),
    [
        ("j", "j", "j"),
        ("G", "G", "G"),
        ("slash", "/", "/"),
        ("left_curly_bracket", "{", "{"),
        ("colon", ":", ":"),
        ("colon", None, ":"),
        ("plus", "+", "+"),
        ("é", "é", "é"),
        ("left_pointing_double_angle_quotation_mark", "«", "«"),
        ("space", " ", "space"),
        ("shift+space", " ", "shift+space"),
        ("enter", "\r", "enter"),
        ("tab", "\t", "tab"),
        ("shift+tab", None, "shift+tab"),
        ("backspace", "\x7f", "backspace"),
        ("escape", "\x1b", "escape"),
        ("ctrl+d", "\x04", "ctrl+d"),
        ("ctrl+right_square_bracket", None, "ctrl+]"),
        ("alt+j", "j", "alt+j"),
        ("alt+shift+j", "J", "alt+shift+j"),
        ("shift+ctrl+up", None, "ctrl+shift+up"),
        ("f5", None, "f5"),
    ],
)
def test_a_key_event_gets_the_name_a_person_would_write(
    textual_key: str, character: str | None, name: str
) -> None:
    assert key_name(textual_key, character) == name
    assert " ".join(parse_keys(name)) == name


def test_every_name_textual_has_for_punctuation_is_known() -> None:
    for code in range(33, 127):
        character = chr(code)
        if not character.isalnum():
            name = _character_to_key(character)
            assert key_name(KEY_NAME_REPLACEMENTS.get(name, name), None) == character


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("slash", ("/",)),
        ("esc", ("escape",)),
        ("Return", ("enter",)),
        ("PgDn", ("pagedown",)),
        ("shift+g", ("G",)),
        ("Ctrl+D", ("ctrl+d",)),
        ("shift+ctrl+left", ("ctrl+shift+left",)),
        ("ctrl++", ("ctrl++",)),
        ("+", ("+",)),
        ("  g   g ", ("g", "g")),
        ("ø", ("ø",)),
    ],
)
def test_other_names_of_a_key_are_understood(written: str, keys: tuple[str, ...]) -> None:
    assert parse_keys(written) == keys


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "space"),
        (" ", "space"),
        ("gg", "'g g'"),
        ("pagedwn", "'pagedown'"),
        ("crtl+d", "'ctrl'"),
        ("shift+1", "character"),
        ("a\x07", "no key"),
        ("\x07", "no key"),
        ("ctrl+i", "Tab"),
        ("ctrl+I", "Tab"),
        ("ctrl+m", "Enter"),
        ("ctrl+j", "newline"),
        ("ctrl+h", "Backspace"),
        ("ctrl+[", "Escape"),
        ("g ctrl+i", "Tab"),
        ("ctrl+q", "leaves tread"),
        ("ctrl+p", "palette"),
    ],
)
def test_a_name_that_is_no_key_is_refused_with_a_way_out(written: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_keys(written)
    assert said in str(caught.value)
    assert caught.value.hint
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("space", "Space"),
        ("enter", "Enter"),
        ("escape", "Esc"),
        ("down", "↓"),
        ("pagedown", "PgDn"),
        ("ctrl+d", "Ctrl+d"),
        ("shift+tab", "Shift+Tab"),
        ("g g", "g g"),
        ("G", "G"),
        ("+", "+"),
        ("ctrl++", "Ctrl++"),
        ("f5", "F5"),
    ],
)
def test_keys_are_shown_in_words(key: str, text: str) -> None:
    assert shown(key) == text
