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
    from tread.walk import scan

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
    run: Run, paths: Sequence[Path], tag: str | None, colour: str | None, since: datetime | None
) -> Callable[[Article, Annotation], bool]:
    """What chooses annotations by tag, colour and day; a colour may be given by its name in their library."""
    from tread.core.colours import colours_called

    if colour:
        colours_named(run, colour, paths)
    first = since.astimezone() if since else None
    plain = tag.lstrip("#").casefold() if tag else None

    def is_wanted(article: Article, annotation: Annotation) -> bool:
        return (
            (plain is None or plain in (one.casefold() for one in annotation.tags))
            and (not colour or annotation.colour in colours_called(colour, names(article)))
            and (first is None or annotation.modified >= first)
        )

    def names(article: Article) -> dict[str, str]:
        return run.colour_names(article.store.place)

    return is_wanted


def colours_named(run: Run, given: str, paths: Sequence[Path]) -> list[str]:
    """The colours that a word means at the paths, by their own names, their library's or the reader's."""
    from tread.core.annotation import COLOURS
    from tread.core.colours import colours_called
    from tread.problems import did_you_mean

    known: dict[str, None] = dict.fromkeys(COLOURS)
    found: list[str] = []
    for path in paths or (Path(),):
        names = run.colour_names(run.library(path).place_of(path))
        known.update(dict.fromkeys(names.values()))
        found += colours_called(given, names)
    if not found:
        hint = did_you_mean(given, known) or f"There are {', '.join(known)}."
        raise click.UsageError(f"There is no colour {given!r}. {hint}")
    return found
