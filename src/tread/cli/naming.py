"""The verbs over the words of a library: colours, tags. Only `tread.cli` imports this module."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tread.cli.options import json_option, store_option
from tread.cli.printing import put, put_json, say, shown
from tread.cli.run import FAILED, Run, settle
from tread.errors import ArticleError

path_argument = click.argument("path", default=".", type=click.Path(path_type=Path))


@click.command("colours")
@path_argument
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="COLOUR=NAME",
    help="Call a colour so in this library; no NAME takes the name away. May be given again.",
)
@json_option
@store_option
@click.pass_context
def colours_verb(
    ctx: click.Context, path: Path, given: tuple[str, ...], as_json: bool, store: str | None
) -> None:
    """Show or set what the colours are called in a library."""
    from tread.core.colours import names_in_force
    from tread.store.colours import read_names, write_names

    run = settle(ctx, store=store)
    names = dict(map(_named_colour, given))
    _check(path)
    place = run.library(path).place_of(path)
    if names:
        write_names(place, names)
    library, problems = read_names(place)
    for problem in problems:
        say(str(problem))
        run.code = FAILED
    own = run.loaded.settings.colours
    rows = [
        {
            "colour": colour,
            "name": name,
            "from": "library" if library.get(colour) else "settings" if own.get(colour) else "default",
        }
        for colour, name in names_in_force(library, own).items()
    ]
    if as_json:
        put_json(rows)
        return
    for number, row in enumerate(rows, 1):
        origin = "" if row["from"] == "default" else f"  ({row['from']})"
        put(f"{number}  {row['colour']:<8}{'' if row['from'] == 'default' else row['name']}{origin}".rstrip())


def _named_colour(given: str) -> tuple[str, str]:
    from tread.core.annotation import COLOURS
    from tread.core.clean import clean_line
    from tread.problems import did_you_mean

    colour, sign, name = given.partition("=")
    if not sign:
        raise click.UsageError(f"{given!r} names nothing. Write --set yellow=fact.")
    wanted = colour.strip().casefold()
    if wanted not in COLOURS:
        hint = did_you_mean(wanted, COLOURS) or f"There are {', '.join(COLOURS)}."
        raise click.UsageError(f"There is no colour {colour!r}. {hint}")
    return wanted, clean_line(name)


@click.command("tags")
@path_argument
@click.option(
    "--rename",
    nargs=2,
    metavar="OLD NEW",
    help="Give a tag another name in every article; where both stand they become one.",
)
@json_option
@store_option
@click.pass_context
def tags_verb(
    ctx: click.Context, path: Path, rename: tuple[str, str] | None, as_json: bool, store: str | None
) -> None:
    """List the tags of a library, or rename one."""
    from tread.core.clean import clean_line
    from tread.tagging import count_tags

    run = settle(ctx, store=store)
    _check(path)
    if rename is not None:
        _rename(run, path, *map(_tag, rename), as_json=as_json)
        return
    counts = count_tags(run.library(path), path)
    if as_json:
        put_json([one._asdict() for one in counts])
        return
    if not counts:
        say("There are no tags here.")
    for one in counts:
        articles = f"  in {_many(one.articles, 'article')}" if one.articles > 1 else ""
        put(f"{one.annotations:>5}  #{clean_line(one.tag)}{articles}")


def _tag(given: str) -> str:
    from tread.core.tags import parse_tags

    tags = parse_tags(given)
    if len(tags) != 1:
        raise click.UsageError(f"{given!r} is not one tag: a tag has no spaces, commas or semicolons.")
    return tags[0]


def _rename(run: Run, path: Path, old: str, new: str, *, as_json: bool) -> None:
    from tread.problems import did_you_mean
    from tread.store.identity import device_id
    from tread.tagging import rename_tag

    done, known = rename_tag(run.library(path, device_id()), path, old, new)
    for where, error in done.failures:
        run.failed(error, where)
    if old not in known:
        say(f"tread: There is no tag {old!r} here. {did_you_mean(old, known)}".rstrip())
        run.code = max(run.code, FAILED)
    count: dict[str, Any] = {"old": old, "new": new, "annotations": done.annotations}
    if as_json:
        put_json({**count, "articles": done.articles})
    elif done.articles:
        told = f"{_many(done.annotations, 'annotation')} of {_many(done.articles, 'article')}"
        say(f"#{old} is #{new} in {told}.")


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _check(path: Path) -> None:
    """Refuse a path that does not exist: a store would be made for it."""
    if not path.exists():
        raise ArticleError(f"{shown(path)} does not exist.")
