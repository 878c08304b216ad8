"""The verbs that look at articles: list, show, notes. Only `tread.cli` imports this module."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tread.cli.choosing import articles, opened, wanted
from tread.cli.options import choosing_options, json_option, library_argument, readable_argument, store_option
from tread.cli.piped import NAME, is_piped, piped, place_of
from tread.cli.printing import bold, put, put_json, say, shown
from tread.cli.run import settle
from tread.core.clean import clean, clean_line
from tread.errors import ArticleError, TreadError

if TYPE_CHECKING:
    from datetime import datetime

    from tread.core.anchor import Placed
    from tread.core.annotation import Annotation
    from tread.library import Entry, Library

_WORDS_SHOWN = 72
"""Characters of a quote in the list of notes, and of the first words of an article without a title."""


@click.command("list")
@library_argument
@json_option
@store_option
@click.pass_context
def list_verb(ctx: click.Context, paths: tuple[Path, ...], as_json: bool, store: str | None) -> None:
    """List the articles."""
    from tread.export.rows import entry_json
    from tread.store.places import Places

    run = settle(ctx, store=store)
    places = Places()
    entries = []
    for library, path in articles(run, paths):
        try:
            entries.append(library.summarise(path, places))
        except TreadError as error:
            run.failed(error, path)
    if as_json:
        put_json([entry_json(entry) for entry in entries])
    else:
        _print_entries(entries, is_sure=not run.code)
    run.indexes.save()


def _print_entries(entries: Sequence[Entry], *, is_sure: bool) -> None:
    """is_sure: nothing failed that may have been one."""
    if not entries and is_sure:
        say("There are no articles here.")
    for entry in entries:
        count = sum(entry.annotations.values())
        about = [
            f"{entry.minutes} min",
            f"{round(entry.progress * 100)} %" if entry.progress else entry.state,
        ]
        about += [f"{count} mark{'s' if count > 1 else ''}"] if count else []
        where = shown(Path(entry.path))
        name = clean_line(entry.title) or _cut(entry.lead)
        put(f"{bold(name or where)}  {' · '.join(about)}")
        if name:
            put(f"  {where}")


@click.command("show")
@readable_argument
@click.option("--as-of", metavar="ID", help="The passage of an annotation, as it was when it was marked.")
@json_option
@store_option
@click.pass_context
def show_verb(ctx: click.Context, file: Path, as_of: str | None, as_json: bool, store: str | None) -> None:
    """Print an article; - reads standard input."""
    from tread.export.rows import show_json
    from tread.ingest import read_bytes, read_document

    run = settle(ctx, store=store)
    if as_of is not None:
        if is_piped(file):
            raise click.UsageError("--as-of needs the article's file.")
        _show_as_of(run.library(file), file, as_of, as_json=as_json)
        return
    place = file
    if is_piped(file):
        data = piped()
        document, place = read_bytes(data, NAME), place_of(data)
    else:
        document = read_document(file)
    if as_json:
        put_json(show_json(run.library(place).attach(place, document)._replace(path=file)))
        return
    if document.notice:
        say(document.notice)
    for number, paragraph in enumerate(document.paragraphs):
        lead = f"{paragraph.marker} " if paragraph.marker else ""
        put(("\n" if number else "") + lead + (paragraph.text or "* * *"))


def _show_as_of(library: Library, file: Path, wanted_id: str, *, as_json: bool) -> None:
    """The passage of the annotation whose id begins like this, as it was when it was put there."""
    from tread.export.rows import passage_json

    kept, surroundings_of = library.kept_of(file)
    everyone = (*kept.annotations, *kept.tombstones)
    found = [one for one in everyone if one.anchor and one.id.startswith(wanted_id)]
    if len(found) != 1 or not wanted_id:
        what = "Several annotations" if len(found) > 1 else "No annotation on a passage"
        raise ArticleError(
            f"{what} of {shown(file)} {'have ids that begin' if len(found) > 1 else 'has an id that begins'} "
            f"with “{clean_line(wanted_id)}”.",
            f"`tread notes --json {shown(file)}` has the ids.",
        )
    (annotation,) = found
    around = surroundings_of(annotation)
    if as_json:
        put_json(passage_json(annotation, around))
        return
    assert annotation.anchor is not None
    say(f"As it was on {annotation.created:%Y-%m-%d}, when it was marked:")
    quote = bold(clean(annotation.anchor.quote.exact))
    own = f"{clean(around.before[-1])}{quote}{clean(around.after[0])}"
    put("\n\n".join((*map(clean, around.before[:-1]), own, *map(clean, around.after[1:]))))


@click.command("notes")
@library_argument
@choosing_options
@click.option("--orphans", is_flag=True, help="Only those that no longer find their place.")
@json_option
@store_option
@click.pass_context
def notes_verb(
    ctx: click.Context,
    paths: tuple[Path, ...],
    tag: str | None,
    colour: str | None,
    since: datetime | None,
    orphans: bool,
    as_json: bool,
    store: str | None,
) -> None:
    """List the annotations, in the order of their articles."""
    from tread.export.rows import note_json
    from tread.library import in_order

    run = settle(ctx, store=store)
    is_wanted = wanted(run, paths, tag, colour, since)
    rows = []
    is_any = False
    for article in opened(run, paths):
        chosen = [
            (annotation, placed)
            for annotation, placed in in_order(article)
            if is_wanted(article, annotation)
            and (not orphans or (placed is not None and placed.state == "orphan"))
        ]
        if as_json:
            rows += [note_json(article, annotation, placed) for annotation, placed in chosen]
        elif chosen:
            is_any = True
            put(bold(clean_line(article.document.title) or shown(article.path)))
            for annotation, placed in chosen:
                _print_note(annotation, placed, run.colour_names(article.store.place))
            put("")
    if as_json:
        put_json(rows)
    elif not is_any and not run.code:
        say(
            "There are no such notes here."
            if tag or colour or since or orphans
            else "There are no notes here."
        )


def _print_note(annotation: Annotation, placed: Placed | None, colour_names: Mapping[str, str]) -> None:
    place = placed.range if placed else None
    about = [f"¶{place.start.paragraph + 1}"] if place else []
    if placed is not None and placed.state in ("changed", "uncertain", "orphan"):
        about.append(placed.state)
    if annotation.kind == "bookmark":
        about.append(clean_line(f"bookmark {annotation.letter}".strip()))
    if annotation.colour:
        about.append(colour_names.get(annotation.colour) or clean_line(annotation.colour))
    quote = clean_line(annotation.anchor.quote.exact) if annotation.anchor else ""
    if quote:
        about.append(f"“{_cut(quote)}”")
    about += [f"#{clean_line(tag)}" for tag in annotation.tags]
    put("  " + "  ".join(about or ["the whole article"]))
    for row in clean(annotation.note).splitlines():
        put(f"      {row}")


def _cut(words: str) -> str:
    return words if len(words) <= _WORDS_SHOWN else words[:_WORDS_SHOWN].rstrip() + "…"
