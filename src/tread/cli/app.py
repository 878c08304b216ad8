"""The group of verbs, and what click makes of a command line.

Knows verbs by their names (`tread.cli.VERBS`) and imports the module of one when it is run. Only `tread.cli`
imports this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from tread import __version__
from tread.cli import VERBS
from tread.cli.edge import guarded
from tread.cli.opening import refuse_missing
from tread.cli.options import reading_options
from tread.cli.run import INTERRUPTED, Run


class _Verbs(click.Group):
    """Verbs, and the reader for everything that is none: `tread list` lists, `tread ./list` reads a file."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the verbs, in the order of the help."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A verb, whose module is imported for it; None where there is none of that name."""
        if cmd_name not in VERBS:
            return None
        verb: click.Command = getattr(import_module(f"tread.cli.{VERBS[cmd_name]}"), f"{cmd_name}_verb")
        return verb

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb, or the reader with all arguments."""
        if args[0] in VERBS:
            return super().resolve_command(ctx, args)
        if not args[0].startswith("-"):
            # Before its options are looked at, which are not the reader's where it is a misspelt verb.
            refuse_missing([Path(args[0])])
        return "tread", _read(), args

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What the first row of the help says after "tread"."""
        return ["[OPTIONS]", "[PATH]... | VERB ..."]


@click.group(
    cls=_Verbs,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="PATH is a folder or a file; - reads standard input. No PATH: the folder you are in.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@reading_options
@click.pass_context
def cli(ctx: click.Context, /, **overrides: Any) -> None:
    """Read articles in the terminal, with a pen in hand."""
    ctx.obj = Run(overrides)
    if ctx.invoked_subcommand is None:
        ctx.invoke(_read())


def _read() -> click.Command:
    from tread.cli.reader import read

    return read


def run(arguments: Sequence[str]) -> int:
    """Run `tread` on its arguments and return its exit code."""
    return guarded(lambda: _invoke(arguments))


def _invoke(arguments: Sequence[str]) -> int:
    try:
        with cli.make_context("tread", list(arguments)) as context:
            cli.invoke(context)
            done = context.find_object(Run)
            return done.code if done else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        if isinstance(error, click.UsageError) and error.ctx:
            root = error.ctx.find_root()
            if error.ctx.info_name == root.info_name:  # the reader is no verb: "tread", not "tread tread"
                error.ctx = root
        if isinstance(error, click.NoSuchOption) and error.ctx:
            error = _with_nearest(error, error.ctx)
        error.show()
        return error.exit_code
    except click.Abort:
        return INTERRUPTED


def _with_nearest(error: click.NoSuchOption, ctx: click.Context) -> click.NoSuchOption:
    """An error over an option with the nearest of the verb's own, found by the name behind the dashes.

    With the dashes, which every option has, click finds `--colr` near to `--store` (click 8.5.1
    exceptions.py).
    """
    from tread.problems import nearest

    options = (name for one in ctx.command.get_params(ctx) for name in one.opts if name.startswith("--"))
    known = {name.lstrip("-"): name for name in options}
    found = nearest(error.option_name.lstrip("-"), known)
    hint = f" Did you mean {known[found]!r}?" if found else ""
    return click.NoSuchOption(error.option_name, f"No such option {error.option_name!r}.{hint}", ctx=ctx)
