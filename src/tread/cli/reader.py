"""The verbs that open the reader: on paths, and on the tour. Only `tread.cli` imports this module."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tread.cli import opening
from tread.cli.options import paths_argument, reading_options
from tread.cli.run import settle
from tread.errors import ArticleError
from tread.folders import user_folder


@click.command("tread")
@paths_argument
@reading_options
@click.pass_context
def read(ctx: click.Context, /, paths: tuple[Path, ...], **overrides: Any) -> None:
    """Open the reader."""
    opening.read_paths(settle(ctx, **overrides), paths)


@click.command("tutor")
@reading_options
@click.pass_context
def tutor_verb(ctx: click.Context, /, **overrides: Any) -> None:
    """Open the tour, which teaches the keys."""
    from tread.files import write_atomically
    from tread.shipped import shipped_folder

    tour = user_folder("data") / "tour" / "tour.md"
    try:
        if not tour.exists():
            tour.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(tour, (shipped_folder("articles") / "tour.md").read_bytes())
    except OSError as error:
        raise ArticleError(f"The tour cannot be copied to {tour}: {error.strerror}.") from error
    opening.open_reader(settle(ctx, **overrides), (tour,))
