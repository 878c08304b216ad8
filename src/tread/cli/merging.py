"""The verb that git calls to merge annotations: merge. Only `tread.cli` imports this module."""

from __future__ import annotations

from pathlib import Path

import click

from tread.cli.printing import say_error
from tread.cli.run import FAILED, settle
from tread.errors import StoreError

_version = click.Path(path_type=Path)


@click.command("merge")
@click.argument("base", type=_version)
@click.argument("ours", type=_version)
@click.argument("theirs", type=_version)
@click.pass_context
def merge_verb(ctx: click.Context, base: Path, ours: Path, theirs: Path) -> None:
    """Merge three versions of annotations into OURS, for git."""
    from tread.files import write_atomically
    from tread.store.disk import in_words
    from tread.store.versions import merged

    run = settle(ctx)
    versions = []
    for path in (base, ours, theirs):
        with in_words(path, "read"):
            versions.append(path.read_bytes())
    try:
        result = merged(*versions)
    except ValueError as error:
        say_error(StoreError(f"The annotations were not merged: {error}.", "Nothing was changed."))
        run.code = FAILED
        return
    with in_words(ours):
        write_atomically(ours, result)
