"""The verbs that write: annotate into the store, export into files. Only `tread.cli` imports this module."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tread.cli.choosing import colours_named, opened, wanted
from tread.cli.options import choosing_options, file_argument, library_argument, store_option
from tread.cli.printing import put, say, shown
from tread.cli.run import Run, settle
from tread.errors import ExportError

if TYPE_CHECKING:
    from datetime import datetime

    from tread.library import Article

_MARKDOWN_SUFFIXES = (".md", ".markdown")
_NOTHING = "There are no notes to export."


@click.command("annotate")
@file_argument
@click.option("--quote", required=True, help="The words to mark, as they stand in the article.")
@click.option("--prefix", default="", help="What stands before them.")
@click.option("--suffix", default="", help="What stands behind them.")
@click.option("--occurrence", type=click.IntRange(min=1), help="Which of several places, from 1.")
@click.option("--note", default="", help="A note on them, in Markdown.")
@click.option("--tag", "tags", multiple=True, help="A tag; may be given again.")
@click.option("--colour", help="The colour, by its name or yours.")
@click.option("--kind", type=click.Choice(["highlight", "note", "bookmark"]), default="highlight")
@store_option
@click.pass_context
def annotate_verb(
    ctx: click.Context,
    file: Path,
    quote: str,
    prefix: str,
    suffix: str,
    occurrence: int | None,
    note: str,
    tags: tuple[str, ...],
    colour: str | None,
    kind: Any,
    store: str | None,
) -> None:
    """Mark words in an article, and print the new annotation's id."""
    from tread.core.annotation import Quote
    from tread.ingest import read_document
    from tread.quotes import find_quote
    from tread.store.identity import device_id

    run = settle(ctx, store=store)
    name = colours_named(run, colour, (file,))[0] if colour else None
    if name is None and kind == "highlight":
        name = run.loaded.settings.default_colour
    document = read_document(file)
    place = find_quote(document, Quote(quote, prefix, suffix), occurrence)
    library = run.library(file, device_id())
    article = library.attach(file, document)
    tags = tuple(tag.lstrip("#") for tag in tags)
    put(library.annotate(article, place, kind=kind, colour=name, note=note, tags=tags).id)
    if article.store.place.reason:
        say(f"tread: {article.store.place.reason}")


@click.command("export")
@library_argument
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="A folder for a file an article; a .md file for all of them in one; - for standard output.",
)
@choosing_options
@store_option
@click.pass_context
def export_verb(
    ctx: click.Context,
    paths: tuple[Path, ...],
    output: Path | None,
    tag: str | None,
    colour: str | None,
    since: datetime | None,
    store: str | None,
) -> None:
    """Write the notes as Markdown: to standard output, unless --output or a setting says where."""
    run = settle(ctx, store=store)
    settings = run.loaded.settings
    is_wanted = wanted(run, paths, tag, colour, since)
    articles = []
    for article in opened(run, paths):
        chosen = tuple(one for one in article.kept.annotations if is_wanted(article, one))
        articles.append(article._replace(kept=article.kept._replace(annotations=chosen)))
    if output is None and settings.export_folder:
        output = Path(settings.export_folder)
    if output is None or str(output) == "-":
        _export_to_output(run, articles, is_single=len(paths) == 1 and not paths[0].is_dir())
        return
    articles = _told_apart(run, articles)
    if output.suffix.lower() in _MARKDOWN_SUFFIXES and not output.is_dir():
        _export_to_file(run, articles, output)
    else:
        _export_to_folder(run, articles, output)


def _told_apart(run: Run, articles: Sequence[Article]) -> list[Article]:
    """The articles without those that a file could not tell from one before; each of these is said.

    An id follows from the path below the folder that holds the store: two libraries may have the same one.
    """
    first: dict[str, Article] = {}
    for article in articles:
        if not article.kept.annotations:
            continue
        before = first.setdefault(article.id, article)
        if before is not article:
            message = f"It was not exported: the notes of {shown(before.path)} go by the same id."
            run.failed(ExportError(message, "Export it by itself, to another folder or file."), article.path)
    return [article for article in articles if first.get(article.id, article) is article]


def _export_to_output(run: Run, articles: Sequence[Article], *, is_single: bool) -> None:
    from tread.export.markdown import render, render_section

    write_out = render if is_single else render_section
    texts = [_rendered(run, write_out, article) for article in articles if article.kept.annotations]
    click.echo("\n".join(texts), nl=False)
    if not texts and not run.code:
        say(_NOTHING)


def _export_to_file(run: Run, articles: Sequence[Article], output: Path) -> None:
    from tread.export.markdown import merge_sections, read, render_section, write

    existing = read(output) or ""
    sections = [
        _rendered(run, render_section, article)
        for article in articles
        if article.kept.annotations or f"article={article.id} " in existing
    ]
    try:
        text = merge_sections(existing, sections)
    except ExportError as error:
        raise ExportError(f"{shown(output)}: {error.message}", error.hint) from error
    _tell_written(output, write(output, text) if text else None)


def _export_to_folder(run: Run, articles: Sequence[Article], folder: Path) -> None:
    from tread.export.markdown import exported_files, file_for, merge_into, read, render, write

    taken = exported_files(folder)
    wanted = [article for article in articles if article.kept.annotations or article.id in taken]
    if not wanted and not run.code:
        say(_NOTHING)
    for article in wanted:
        path = file_for(folder, article.id, article.path.stem, taken)
        text = _rendered(run, render, article)
        try:
            existing = read(path)
            is_written = write(path, text if existing is None else merge_into(existing, text))
        except ExportError as error:
            run.failed(error, path)
            continue
        taken[article.id] = path
        _tell_written(path, is_written)


def _rendered(run: Run, write_out: Callable[..., str], article: Article) -> str:
    names = run.colour_names(article.store.place)
    return write_out(article.document, article.id, article.marks, names, name=article.path.stem)


def _tell_written(path: Path, is_written: bool | None) -> None:
    if is_written is None:
        say(_NOTHING)
    else:
        say(f"{'wrote' if is_written else 'unchanged'} {shown(path)}")
