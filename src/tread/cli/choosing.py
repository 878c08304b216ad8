"""Which articles the paths of a verb name, and which annotations its options choose.

Prints nothing but what is amiss on the way. Only `tread.cli` imports this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tread.cli.printing import say
from tread.cli.run import Run
from tread.errors import ArticleError, StoreError, TreadError

if TYPE_CHECKING:
    from datetime import datetime

    from tread.core.annotation import Annotation
    from tread.library import Article, Library


def articles(run: Run, paths: Sequence[Path]) -> Iterator[tuple[Library, Path]]:
    """Every article that the paths name, with its library; what is amiss is said and passed over."""
    from tread.library import scan

    for path in paths or (Path(),):
        library = run.library(path)
        if not path.is_dir():
            yield library, path
            continue
        found = scan(path)
        for unreadable in found.unreadable:
            run.failed(ArticleError(unreadable.reason), unreadable.path)
        for article in found.articles:
            yield library, article


def opened(run: Run, paths: Sequence[Path]) -> Iterator[Article]:
    """Every article that the paths name and that may have annotations, opened; then those of the folders
    whose file is gone. What was named itself is opened in any case."""
    from tread.ingest import check_document

    found: list[Article] = []
    folders: dict[Path, Library] = {path: run.library(path) for path in paths or (Path(),) if path.is_dir()}
    for library, path in articles(run, paths):
        try:
            if path not in paths and not library.may_be_annotated(path):
                check_document(path)
                continue
            found.append(library.open(path))
        except TreadError as error:
            run.failed(error, path)
            continue
        for notice in found[-1].kept.notices:
            say(f"tread: {notice}")
        yield found[-1]
    for folder, library in folders.items():
        try:
            yield from library.gone(folder, found)
        except StoreError as error:
            run.failed(error, folder)


def wanted(
    run: Run, tag: str | None, colour: str | None, since: datetime | None
) -> Callable[[Annotation], bool]:
    """What chooses annotations by tag, colour and day."""
    name = colour_named(run, colour) if colour else None
    first = since.astimezone() if since else None
    plain = tag.lstrip("#").casefold() if tag else None

    def is_wanted(annotation: Annotation) -> bool:
        return (
            (plain is None or plain in (one.casefold() for one in annotation.tags))
            and (name is None or annotation.colour == name)
            and (first is None or annotation.modified >= first)
        )

    return is_wanted


def colour_named(run: Run, given: str) -> str:
    """A colour by its own name or the reader's."""
    from tread.core.annotation import COLOURS
    from tread.problems import did_you_mean

    names = run.loaded.settings.colours
    for colour in COLOURS:
        if given.casefold() in (colour, names.get(colour, "").casefold()):
            return colour
    known = [*COLOURS, *filter(None, names.values())]
    raise click.UsageError(f"There is no colour {given!r}. {did_you_mean(given, known) or ', '.join(known)}")
