"""The verbs that print what is in force: keys, themes, config. Only `tread.cli` imports this module."""

from __future__ import annotations

import os
from collections.abc import Mapping

import click

from tread.cli.options import json_option
from tread.cli.printing import bold, put, put_json, say
from tread.cli.run import Run
from tread.core.clean import clean_line


@click.command("keys")
@json_option
@click.pass_context
def keys_verb(ctx: click.Context, as_json: bool) -> None:
    """Print the keys in force."""
    from tread.commands import COMMANDS, GROUPS
    from tread.keymap import build_keymap
    from tread.keys import shown

    run: Run = ctx.obj
    keymap, problems = build_keymap(run.loaded.settings.keys, run.loaded.settings.digits)
    for problem in problems:
        say(str(problem))
    if as_json:
        put_json(
            [
                {
                    "command": command.id,
                    "title": command.title,
                    "help": command.help,
                    "group": command.group,
                    "contexts": list(command.contexts),
                    "keys": list(keymap.keys_of(command.id)),
                }
                for command in COMMANDS
            ]
        )
        return
    keys = {command.id: "  ".join(shown(key) for key in keymap.keys_of(command.id)) for command in COMMANDS}
    key_cells = max(map(len, keys.values()))
    id_cells = max(len(command.id) for command in COMMANDS)
    for number, group in enumerate(GROUPS):
        put(("\n" if number else "") + bold(group))
        for command in COMMANDS:
            if command.group == group:
                put(f"  {keys[command.id]:<{key_cells}}  {command.id:<{id_cells}}  {command.help}")


@click.command("themes")
@json_option
@click.pass_context
def themes_verb(ctx: click.Context, as_json: bool) -> None:
    """List the themes."""
    from tread.config import themes_folder
    from tread.themes import load_themes

    run: Run = ctx.obj
    path = run.loaded.path
    found = load_themes(themes_folder(path) if path else None)
    for problem in found.problems:
        say(str(problem))
    current = run.loaded.settings.theme
    if current not in found.themes:
        say(str(found.unknown(current)))
    if as_json:
        put_json(
            [
                {
                    "name": theme.name,
                    "title": theme.title,
                    "dark": theme.dark,
                    "ansi": theme.ansi,
                    "current": theme.name == current,
                    "roles": dict(theme.roles),
                }
                for theme in found.themes.values()
            ]
        )
        return
    cells = max((len(name) for name in found.themes), default=0)
    for theme in found.themes.values():
        sign = "●" if theme.name == current else " "
        name, light = clean_line(theme.name), "dark " if theme.dark else "light"
        put(f"{sign} {name:<{cells}}  {light}  {clean_line(theme.title)}")


@click.command("config")
@click.option("--path", "only_path", is_flag=True, help="Print where config.toml is, or would be.")
@click.option("--default", "only_default", is_flag=True, help="Print a config.toml with every default.")
@json_option
@click.pass_context
def config_verb(ctx: click.Context, only_path: bool, only_default: bool, as_json: bool) -> None:
    """Print the settings in force and where each came from."""
    import json

    from tread.config import SETTINGS, config_path, default_config_text, themes_folder
    from tread.themes import choose_theme

    run: Run = ctx.obj
    if only_path:
        put(str(config_path(os.environ)))
        return
    if only_default:
        click.echo(default_config_text(), nl=False)
        return
    loaded = run.loaded
    for problem in choose_theme(loaded.settings.theme, themes_folder(loaded.path) if loaded.path else None)[
        1
    ]:
        say(str(problem))
    rows = {setting.name: getattr(loaded.settings, setting.name) for setting in SETTINGS}
    if as_json:
        put_json(
            {
                "path": str(loaded.path),
                "settings": {
                    name: {"value": _plain(value), "origin": loaded.origins[name]}
                    for name, value in rows.items()
                },
            }
        )
        return
    cells = max(map(len, rows))
    for name, value in rows.items():
        put(f"{name:<{cells}}  {json.dumps(_plain(value), ensure_ascii=False)}  ({loaded.origins[name]})")


def _plain(value: object) -> object:
    """A setting's value as JSON has it."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return list(value) if isinstance(value, tuple) else value
