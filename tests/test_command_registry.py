from __future__ import annotations

from tread.commands import COMMAND_BY_ID, COMMANDS, CONTEXTS, GROUPS, key_table_markdown
from tread.keys import parse_keys


def test_every_default_key_is_written_as_the_reader_receives_it() -> None:
    for command in COMMANDS:
        for keys in command.keys:
            assert " ".join(parse_keys(keys)) == keys


def test_the_registry_is_consistent() -> None:
    assert len(COMMAND_BY_ID) == len(COMMANDS)
    assert {command.group for command in COMMANDS} == set(GROUPS)
    for command in COMMANDS:
        assert command.contexts and set(command.contexts) <= set(CONTEXTS)
        assert command.title and not command.title.endswith(".")
        assert command.help.endswith(".") and command.help.count(". ") == 0


def test_the_key_table_holds_every_command_once() -> None:
    table = key_table_markdown()
    for command in COMMANDS:
        assert table.count(f"| `{command.id}` | {command.help} |") == 1
    for row in table.splitlines():
        assert not row.startswith("|") or row.count("|") == 4
    assert "| `j` `↓` | `article.next-paragraph` |" in table
