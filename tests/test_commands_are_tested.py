"""Every command of the registry is in the palette and in the help, and is pressed or run in a test of its
subject.

A test of a command is one in a file of the command's group that hands its keys, or its id, to what presses
keys and runs commands. The test that runs all of them wherever they are offered does not count.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from tread.commands import COMMANDS, GROUPS, Command, Group
from tread.keymap import Keymap, build_keymap
from tread.keys import key_name
from tread.tui.palette import offered
from tread.tui.screens.keys import KeysScreen

TESTS = Path(__file__).parent

WHERE: Mapping[Group, tuple[str, ...]] = {
    "Moving": (
        "tui/test_reading_screen.py",
        "tui/test_selecting_objects.py",
        "tui/test_jumping.py",
        "tui/test_labelling.py",
        "tui/test_marking.py",
        "tui/test_marks_in_hand.py",
        "tui/test_page_links.py",
        "e2e/test_marking_in_few_keys.py",
    ),
    "Marking": (
        "tui/test_marking.py",
        "tui/test_marks_in_hand.py",
        "tui/test_jumping.py",
        "tui/test_naming.py",
        "tui/test_tending.py",
        "tui/test_comparing.py",
    ),
    "Finding": ("tui/test_finding.py",),
    "Page": ("tui/test_typesetting.py", "tui/test_images.py", "tui/test_footnotes_on_screen.py"),
    "Panes": (
        "tui/test_windows.py",
        "tui/test_two_articles.py",
        "tui/test_reading_aids.py",
        "tui/test_commands.py",
    ),
    "Library": ("tui/test_library_screen.py",),
    "Sidebar": ("tui/test_tending.py", "tui/test_comparing.py"),
    "Writing": ("tui/test_writing.py",),
    "All notes": ("tui/test_all_notes.py",),
    "tread": (
        "tui/test_commands.py",
        "tui/test_reading_screen.py",
        "tui/test_marking.py",
        "tui/test_windows.py",
        "e2e/test_reading_in_a_terminal.py",
    ),
}
"""The files that a group's commands are tested in."""

_PRESSING = ("press", "type_ahead", "run_command", "parametrize")
_NAMES = {
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "asterisk": "*",
    "equals_sign": "=",
    "quotation_mark": '"',
    "apostrophe": "'",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "question_mark": "?",
    "colon": ":",
    "comma": ",",
    "greater_than_sign": ">",
    "less_than_sign": "<",
}


@cache
def pressed(file: str) -> frozenset[tuple[str, ...]]:
    """What the tests of a file press or run: the strings in each call, in their order."""
    found: set[tuple[str, ...]] = set()
    for node in ast.walk(ast.parse((TESTS / file).read_text())):
        if isinstance(node, ast.Call) and _called(node) in _PRESSING:
            texts = [text for argument in node.args for text in _texts(argument)]
            found.add(tuple(_NAMES.get(key, key) for text in texts for key in text.split()))
    return frozenset(found)


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _texts(node: ast.expr) -> Iterator[str]:
    """The texts in an expression, as they stand in it."""
    inside = [one for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    yield from (str(one.value) for one in sorted(inside, key=lambda one: (one.lineno, one.col_offset)))


def is_tested(command: Command) -> bool:
    runs = [(command.id,), *(tuple(keys.split()) for keys in command.keys)]
    return any(
        keys[start : start + len(run)] == run
        for file in WHERE[command.group]
        for keys in pressed(file)
        for run in runs
        for start in range(len(keys) - len(run) + 1)
    )


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_is_pressed_or_run_in_a_test_of_its_subject(command: Command) -> None:
    assert is_tested(command), f"no test in {' or '.join(WHERE[command.group])} presses or runs it"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_is_in_the_palette_wherever_it_can_be_run(command: Command) -> None:
    if command.id == "app.commands":  # which is the palette
        return
    for context in command.contexts:
        assert command in offered(context)


@pytest.fixture(scope="module")
def keymap() -> Keymap:
    return build_keymap({})[0]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_has_a_line_in_the_help(command: Command, keymap: Keymap) -> None:
    help_text = " ".join(KeysScreen(keymap, command.contexts[0])._text().plain.split())
    assert command.help in help_text
    for keys in command.keys:
        assert keymap.keys_of(command.id), keys


def test_a_command_that_nothing_presses_is_told() -> None:
    assert not is_tested(Command("app.none", "None", "Do nothing.", "tread", ("article",), ("ctrl+x",)))
    assert set(WHERE) == set(GROUPS)
    assert key_name("slash", "/") == "/"
