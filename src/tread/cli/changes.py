"""The verb over what has become of marked passages: changes. Only `tread.cli` imports this module."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tread.cli.choosing import opened
from tread.cli.options import json_option, library_argument, store_option
from tread.cli.printing import bold, put, put_json, say, shown
from tread.cli.run import settle
from tread.core.clean import clean, clean_line
from tread.core.word_diff import SIGNS, Run, word_diff

if TYPE_CHECKING:
    from datetime import datetime

    from tread.core.annotation import Annotation
    from tread.core.position import Range
    from tread.library import Article

_INKS = {"deleted": "red", "inserted": "green"}


@click.command("changes")
@library_argument
@json_option
@store_option
@click.pass_context
def changes_verb(ctx: click.Context, paths: tuple[Path, ...], as_json: bool, store: str | None) -> None:
    """List the marked passages that were edited since."""
    from datetime import datetime

    from tread.export.rows import change_json
    from tread.library import in_order

    run = settle(ctx, store=store)
    now = datetime.now().astimezone()
    rows = []
    found = astray = 0
    for article in opened(run, paths):
        placed = [(one, place) for one, place in in_order(article) if place is not None]
        edited = [(one, place.range) for one, place in placed if place.state == "changed" and place.range]
        astray += sum(place.state in ("uncertain", "orphan") for _, place in placed)
        found += len(edited)
        if as_json:
            rows += [change_json(article, one, place) for one, place in edited]
        elif edited:
            put(bold(clean_line(article.document.title) or shown(article.path)))
            for one, place in edited:
                _print_change(article, one, place, run.colour_names(article.store.place), now)
    if as_json:
        put_json(rows)
    elif not found and not run.code:
        say("No marked passage was edited.")
    if astray and not as_json:
        are, them = ("is", "it") if astray == 1 else ("are", "them")
        say(f"{astray} {are} no longer surely found; `tread notes` has {them}.")


def _print_change(
    article: Article, annotation: Annotation, place: Range, colour_names: dict[str, str], now: datetime
) -> None:
    """Where it stands, when it was marked, both wordings in one text, the note."""
    from tread.core.edited import edited_since

    assert annotation.anchor is not None
    about = [f"¶{place.start.paragraph + 1}"]
    if annotation.colour:
        about.append(colour_names.get(annotation.colour) or clean_line(annotation.colour))
    about.append(edited_since(annotation.created, now))
    about += [f"#{clean_line(tag)}" for tag in annotation.tags]
    put("  " + "  ".join(about))
    runs = word_diff(clean(annotation.anchor.quote.exact), clean(article.document.text_of(place)))
    for row in "".join(map(_signed, runs)).split("\n"):
        put(f"    {row}".rstrip())
    for row in clean(annotation.note).splitlines():
        put(f"      {row}")
    put("")


def _signed(run: Run) -> str:
    """A run between its signs, in colours where the output has any."""
    if run.kind == "kept":
        return run.new
    before, behind = SIGNS[run.kind]
    # Row by row, so that no colour runs over the indent of the next.
    rows = f"{before}{run.text}{behind}".split("\n")
    return "\n".join(click.style(row, fg=_INKS[run.kind]) if row else "" for row in rows)
