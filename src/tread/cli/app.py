"""The group of verbs, and the program's edge: every way a run can end, and its exit code.

Knows verbs by their names (`tread.cli.VERBS`) and imports the module of one when it is run. Only `tread.cli`
imports this module.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from tread import __version__
from tread.cli import VERBS
from tread.cli.options import reading_options
from tread.cli.printing import say, say_error
from tread.cli.run import FAILED, INTERRUPTED, Run, exit_code
from tread.errors import TreadError


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


def run(arguments: Sequence[str] | None = None) -> int:
    """Run `tread` and return its exit code. No traceback reaches the user."""
    for stream in (sys.stdout, sys.stderr):
        # What the terminal's encoding lacks, and names of files that are not text, are printed escaped.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has seen enough; nothing may fail again when the interpreter flushes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _run(arguments: Sequence[str] | None) -> int:
    try:
        with cli.make_context("tread", list(sys.argv[1:] if arguments is None else arguments)) as context:
            cli.invoke(context)
            done = context.find_object(Run)
            return done.code if done else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except TreadError as error:
        say_error(error)
        return exit_code(error)
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:
        say(f"tread: Something went wrong inside tread: {type(error).__name__}. {_log_traceback()}")
        return FAILED


def _log_traceback() -> str:
    """Write the traceback where it can be found; a sentence that says where."""
    import traceback
    from datetime import UTC, datetime

    from tread.folders import user_folder

    path = user_folder("state") / "errors.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(
                f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} tread {__version__}\n{traceback.format_exc()}\n"
            )
    except OSError as error:
        return f"(The traceback could not be written to {path}: {error.strerror}.)"
    return f"The traceback is in {path}."
