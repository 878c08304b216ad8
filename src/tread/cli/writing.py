"""The verbs that write: annotate into the store, export into files. Only `tread.cli` imports this module."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from tread.cli.choosing import colours_named, opened, wanted
from tread.cli.options import choosing_options, file_argument, library_argument, store_option
from tread.cli.printing import put, say, shown
from tread.cli.run import Run, settle
from tread.errors import ExportError

if TYPE_CHECKING:
    from datetime import datetime

    from tread.export.blocks import Owner
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


class _Chosen(NamedTuple):
    """An article with the annotations that were chosen; owner: of its notes in exported files."""

    article: Article
    owner: Owner


@click.command("export", short_help="Write the notes as Markdown.")
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
    from tread.export.blocks import owner

    run = settle(ctx, store=store)
    settings = run.loaded.settings
    is_wanted = wanted(run, paths, tag, colour, since)
    articles = []
    for article in opened(run, paths):
        kept = article.kept
        chosen = tuple(one for one in kept.annotations if is_wanted(article, one))
        held = owner(article.id, (*kept.annotations, *kept.tombstones))
        articles.append(_Chosen(article._replace(kept=kept._replace(annotations=chosen)), held))
    if output is None and settings.export_folder:
        output = Path(settings.export_folder)
    if output is None or str(output) == "-":
        is_single = len(paths) == 1 and not paths[0].is_dir()
        _export_to_output(run, [one.article for one in articles], is_single=is_single)
        return
    if output.suffix.lower() in _MARKDOWN_SUFFIXES and not output.is_dir():
        _export_to_file(run, articles, output)
    else:
        _export_to_folder(run, articles, output)


def _export_to_output(run: Run, articles: Sequence[Article], *, is_single: bool) -> None:
    from tread.export.markdown import render, render_section

    write_out = render if is_single else render_section
    texts = [_rendered(run, write_out, article) for article in articles if article.kept.annotations]
    click.echo("\n".join(texts), nl=False)
    if not texts and not run.code:
        say(_NOTHING)


def _export_to_file(run: Run, articles: Sequence[_Chosen], output: Path) -> None:
    from tread.export.blocks import has_block, merge_sections
    from tread.export.files import read, write
    from tread.export.markdown import render_section

    existing = read(output) or ""
    sections = [
        (_rendered(run, render_section, article), owner)
        for article, owner in articles
        if article.kept.annotations or has_block(existing, owner)
    ]
    try:
        text = merge_sections(existing, sections)
    except ExportError as error:
        raise ExportError(f"{shown(output)}: {error.message}", error.hint) from error
    _tell_written(output, write(output, text) if text else None)


def _export_to_folder(run: Run, articles: Sequence[_Chosen], folder: Path) -> None:
    from tread.export.blocks import merge_into
    from tread.export.files import exported_files, file_for, file_of, read, write
    from tread.export.markdown import render

    taken = exported_files(folder)
    wanted = [one for one in articles if one.article.kept.annotations or file_of(one.owner, taken)]
    if not wanted and not run.code:
        say(_NOTHING)
    for article, owner in wanted:
        path = file_for(folder, owner, article.path.stem, taken)
        text = _rendered(run, render, article)
        try:
            existing = read(path)
            is_written = write(path, text if existing is None else merge_into(existing, text, owner))
        except ExportError as error:
            run.failed(error, path)
            continue
        taken[path] = owner
        _tell_written(path, is_written)


def _rendered(run: Run, write_out: Callable[..., str], article: Article) -> str:
    names = run.colour_names(article.store.place)
    return write_out(article.document, article.id, article.marks, names, name=article.path.stem)


def _tell_written(path: Path, is_written: bool | None) -> None:
    if is_written is None:
        say(_NOTHING)
    else:
        say(f"{'wrote' if is_written else 'unchanged'} {shown(path)}")
