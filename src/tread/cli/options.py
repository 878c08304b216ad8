"""Options and arguments that several verbs take. Only `tread.cli` imports this module."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from tread.cli.piped import is_piped

Function = TypeVar("Function", bound=Callable[..., Any])

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
paths_argument = click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))


def _no_standard_input(ctx: click.Context, argument: click.Parameter, value: Any) -> Any:
    if any(map(is_piped, value if isinstance(value, tuple) else (value,))):
        raise click.UsageError(
            f"{ctx.info_name!r} works on files and folders, not on standard input. "
            "'tread show -' prints what stands there, 'tread -' opens it."
        )
    return value


library_argument = click.argument(
    "paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path), callback=_no_standard_input
)
file_argument = click.argument("file", type=click.Path(path_type=Path), callback=_no_standard_input)
readable_argument = click.argument("file", type=click.Path(path_type=Path))
store_option = click.option(
    "--store", type=click.Path(file_okay=False), help="The folder that keeps the annotations."
)


def reading_options(function: Function) -> Function:
    """The options of the reader, which may stand before or after its paths."""
    for option in (
        click.option("--measure", type=click.IntRange(40, 200), help="The width of the text in cells."),
        click.option("--theme", help="The colours: a name that `tread themes` lists."),
        store_option,
    ):
        function = option(function)
    return function


def choosing_options(function: Function) -> Function:
    """The options that choose annotations."""
    for option in (
        click.option(
            "--since",
            metavar="YYYY-MM-DD",
            type=click.DateTime(["%Y-%m-%d"]),
            help="Only those changed on this day or later.",
        ),
        click.option("--colour", help="Only those in this colour, by its name or yours."),
        click.option("--tag", help="Only those with this tag."),
    ):
        function = option(function)
    return function
