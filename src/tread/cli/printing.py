"""Everything that the verbs print: results to standard output, what is said about them to standard error.

Owns the one way text leaves the command line: clean where it is foreign, without colour where none is
wanted, as JSON that the output's encoding can hold. Never decides what is printed. Only `tread.cli` imports
this module.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tread.core.clean import clean, clean_line
from tread.errors import TreadError


def put(text: str) -> None:
    """Print a result; what is foreign in it must be clean."""
    import click  # here, because the reader is opened without it

    click.echo(text, color=False if "NO_COLOR" in os.environ else None)


def put_json(value: object) -> None:
    """Print a result as one JSON document."""
    import json

    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(value, ensure_ascii=not is_utf8, indent=2))


def say(text: str) -> None:
    """Narrate, on standard error."""
    print(clean(text), file=sys.stderr)


def say_error(error: TreadError, where: Path | None = None) -> None:
    """Say what failed, where, and what to do."""
    name = shown(where) if where else ""
    led_by = f"{name}: " if name and name not in error.message else ""
    say(f"tread: {led_by}{error.message}" + (f"\n  {error.hint}" if error.hint else ""))


def bold(text: str) -> str:
    """`text` in bold, where the output has such a thing."""
    import click

    return click.style(text, bold=True)


def shown(path: Path) -> str:
    """A path that is safe to show."""
    return clean_line(str(path))
