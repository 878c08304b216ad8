"""The command line: what each verb takes, prints and returns.

Owns the parsing of arguments, the exit codes, and everything that is printed. It must import nothing heavy
at the top: a verb that needs no screen never imports Textual, and what a verb does need is imported inside
it. Nothing imports this module but `tread.__main__` and the installed command.

Exit codes: 0 done; 1 done, but something was not found or some item failed; 2 the command line is wrong;
3 the store could not be read or written; 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tread import __version__
from tread.errors import ArticleError, ExportError, StoreError, TreadError

if TYPE_CHECKING:
    from datetime import datetime

    from tread.config import LoadedSettings
    from tread.core.anchor import Placed
    from tread.core.annotation import Annotation
    from tread.library import Article, Library

FAILED, WRONG, STORE_FAILED, INTERRUPTED = 1, 2, 3, 130

_GARBAGE_THRESHOLD = 50_000
"""How many new objects there are before garbage is looked for; Python's own is 700."""

_QUOTE_SHOWN = 72
"""Characters of a quote in the list of notes."""

_MARKDOWN_SUFFIXES = (".md", ".markdown")

Function = TypeVar("Function", bound=Callable[..., Any])


class _Run:
    """One run of the command: its settings, and whether anything failed on the way."""

    def __init__(self, overrides: Mapping[str, Any]) -> None:
        self.overrides = overrides
        self.code = 0
        self._loaded: LoadedSettings | None = None

    @property
    def loaded(self) -> LoadedSettings:
        """The settings in force, read once; what is wrong with them is said once, on standard error."""
        if self._loaded is None:
            from tread.config import config_path, load_settings

            self._loaded = load_settings(config_path(os.environ), os.environ, self.overrides)
            for problem in self._loaded.problems:
                _say(str(problem))
        return self._loaded

    @property
    def store_folder(self) -> Path | None:
        """The store's folder where one was named."""
        return Path(self.loaded.settings.store) if self.loaded.settings.store else None

    def library(self, path: Path, device: str = "") -> Library:
        """What opens the article, or the articles of the folder, at `path`."""
        from tread.library import Library

        return Library(opened=path if path.is_dir() else None, override=self.store_folder, device=device)

    def failed(self, error: TreadError, where: Path | None = None) -> None:
        """Say what failed, and go on."""
        _say_error(error, where)
        self.code = max(self.code, STORE_FAILED if isinstance(error, StoreError) else FAILED)


class _Verbs(click.Group):
    """Verbs, and the reader for everything that is none: `tread list` lists, `tread ./list` reads a file."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb, or the reader with all arguments."""
        if args[0] in self.commands:
            return super().resolve_command(ctx, args)
        return "tread", _read, args

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What the first row of the help says after "tread"."""
        return ["[OPTIONS]", "[PATH]... | VERB ..."]


def _reading_options(function: Function) -> Function:
    """The options of the reader, which may stand before or after its paths."""
    for option in (
        click.option("--measure", type=click.IntRange(40, 200), help="The width of the text in cells."),
        click.option("--theme", help="The colours: a name that `tread themes` lists."),
        _store_option,
    ):
        function = option(function)
    return function


def _store_option(function: Function) -> Function:
    return click.option(
        "--store", type=click.Path(file_okay=False), help="The folder that keeps the annotations."
    )(function)


_json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
_paths_argument = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


@click.group(
    cls=_Verbs,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="PATH is a folder or a file; - reads standard input. No PATH: the folder you are in.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@_reading_options
@click.pass_context
def cli(ctx: click.Context, /, **overrides: Any) -> None:
    """Read articles in the terminal, with a pen in hand."""
    ctx.obj = _Run(overrides)
    if ctx.invoked_subcommand is None:
        ctx.invoke(_read)


def _settle(ctx: click.Context, /, **overrides: Any) -> _Run:
    """The run, with the options that stood behind the verb laid over those before it."""
    run: _Run = ctx.obj
    run.overrides = {**run.overrides, **{key: value for key, value in overrides.items() if value is not None}}
    return run


# The reader


@click.command("tread")
@_paths_argument
@_reading_options
@click.pass_context
def _read(ctx: click.Context, /, paths: tuple[Path, ...], **overrides: Any) -> None:
    """Open the reader."""
    run = _settle(ctx, **overrides)
    missing = [path for path in paths if str(path) != "-" and not os.path.lexists(path)]
    if missing:
        from tread.problems import did_you_mean

        hint = did_you_mean(str(missing[0]), cli.commands) or "`tread --help` lists what tread does."
        raise ArticleError(f"There is no file, folder or verb {_name(missing[0])!r}.", hint)
    piped = _keep_standard_input() if any(str(path) == "-" for path in paths) else None
    named = [piped if piped and str(path) == "-" else path for path in paths]
    try:
        _open_reader(run, named or (Path(),))
    finally:
        if piped:
            _forget_unmarked(run, piped)


def _open_reader(run: _Run, paths: Sequence[Path]) -> None:
    if not sys.stdout.isatty() or not sys.stdin.isatty():
        _take_terminal()
    # Collecting garbage while some thousand modules' objects are made takes a tenth of the start; the
    # reader turns it on again after its first paint.
    gc.disable()
    loaded = run.loaded
    from tread.tui.app import run_reader

    run.code = run_reader(paths, loaded)


def _take_terminal() -> None:
    """Read keys from the terminal where standard input is a pipe; an error where there is no terminal."""
    try:
        if not sys.stdout.isatty():
            raise OSError("standard output is no terminal")
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        raise TreadError(
            "The reader needs a terminal.", "`tread show FILE` prints an article, `tread notes` its notes."
        ) from error
    os.dup2(terminal, 0)
    os.close(terminal)


def _keep_standard_input() -> Path:
    """A file that holds what stands on standard input, so that it can be marked like any article.

    It is named after its content: the same text piped again has its annotations again.
    """
    from hashlib import blake2b

    from platformdirs import user_data_path

    from tread.files import write_atomically
    from tread.ingest import read_bytes

    if sys.stdin.isatty():
        raise ArticleError("There is nothing on standard input.", "Pipe a text in: `... | tread -`.")
    data = sys.stdin.buffer.read()
    read_bytes(data, "standard input")
    path = (
        user_data_path("tread", appauthor=False) / "piped" / f"{blake2b(data, digest_size=6).hexdigest()}.txt"
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)
    except OSError as error:
        raise ArticleError(f"Standard input cannot be kept in {path}: {error.strerror}.") from error
    return path


def _forget_unmarked(run: _Run, path: Path) -> None:
    """Delete what was read from standard input unless something was written on it."""
    article = run.library(path).open(path)
    if not article.kept.annotations and not article.store.load_drafts(article.id):
        path.unlink()


@cli.command("tutor")
@_reading_options
@click.pass_context
def _tutor(ctx: click.Context, /, **overrides: Any) -> None:
    """Open the tour, which teaches the keys."""
    from platformdirs import user_data_path

    from tread.files import write_atomically
    from tread.shipped import shipped_folder

    tour = user_data_path("tread", appauthor=False) / "tour" / "tour.md"
    try:
        if not tour.exists():
            tour.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(tour, (shipped_folder("articles") / "tour.md").read_bytes())
    except OSError as error:
        raise ArticleError(f"The tour cannot be copied to {tour}: {error.strerror}.") from error
    _open_reader(_settle(ctx, **overrides), (tour,))


# Verbs over articles


def _articles(run: _Run, paths: Sequence[Path]) -> Iterator[tuple[Library, Path]]:
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


def _opened(run: _Run, paths: Sequence[Path]) -> Iterator[Article]:
    """Every article that the paths name, opened; then those of the folders whose file is gone."""
    opened: list[Article] = []
    folders: dict[Path, Library] = {path: run.library(path) for path in paths or (Path(),) if path.is_dir()}
    for library, path in _articles(run, paths):
        try:
            opened.append(library.open(path))
        except TreadError as error:
            run.failed(error, path)
            continue
        yield opened[-1]
    for folder, library in folders.items():
        try:
            yield from library.gone(folder, opened)
        except StoreError as error:
            run.failed(error, folder)


@cli.command("list")
@_paths_argument
@_json_option
@_store_option
@click.pass_context
def _list(ctx: click.Context, paths: tuple[Path, ...], as_json: bool, store: str | None) -> None:
    """List the articles."""
    from tread.library import entry_json
    from tread.store.places import Places

    run = _settle(ctx, store=store)
    places = Places()
    entries = []
    for library, path in _articles(run, paths):
        try:
            entries.append(library.summarise(path, places))
        except TreadError as error:
            run.failed(error, path)
    if as_json:
        _print_json([entry_json(entry) for entry in entries])
        return
    if not entries:
        _say("There are no articles here.")
    for entry in entries:
        count = sum(entry.annotations.values())
        about = [
            f"{entry.minutes} min",
            f"{round(entry.progress * 100)} %" if entry.progress else entry.state,
        ]
        about += [f"{count} note{'s' if count > 1 else ''}"] if count else []
        _print(f"{_bold(_line(entry.title) or _name(Path(entry.path)))}  {' · '.join(about)}")
        _print(f"  {_name(Path(entry.path))}")


@cli.command("show")
@click.argument("file", type=click.Path(path_type=Path))
@_json_option
@_store_option
@click.pass_context
def _show(ctx: click.Context, file: Path, as_json: bool, store: str | None) -> None:
    """Print an article as tread understands it."""
    from tread.ingest import read_document
    from tread.library import show_json

    run = _settle(ctx, store=store)
    if as_json:
        _print_json(show_json(run.library(file).open(file)))
        return
    document = read_document(file)
    if document.notice:
        _say(document.notice)
    for number, paragraph in enumerate(document.paragraphs):
        lead = f"{paragraph.marker} " if paragraph.marker else ""
        _print(("\n" if number else "") + lead + (paragraph.text or "* * *"))


@cli.command("notes")
@_paths_argument
@click.option("--tag", help="Only those with this tag.")
@click.option("--colour", help="Only those in this colour, by its name or yours.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only those changed on this day or later.")
@click.option("--orphans", is_flag=True, help="Only those that no longer find their place.")
@_json_option
@_store_option
@click.pass_context
def _notes(
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
    from tread.library import in_order, note_json

    run = _settle(ctx, store=store)
    wanted = _filter(run, tag, colour, since)
    rows = []
    for article in _opened(run, paths):
        chosen = [
            (annotation, placed)
            for annotation, placed in in_order(article)
            if wanted(annotation) and (not orphans or (placed is not None and placed.state == "orphan"))
        ]
        if as_json:
            rows += [note_json(article, annotation, placed) for annotation, placed in chosen]
        elif chosen:
            _print(_bold(_line(article.document.title) or _name(article.path)))
            for annotation, placed in chosen:
                _print_note(run, annotation, placed)
            _print("")
    if as_json:
        _print_json(rows)


def _print_note(run: _Run, annotation: Annotation, placed: Placed | None) -> None:
    place = placed.range if placed else None
    about = [f"¶{place.start.paragraph + 1}"] if place else []
    if placed is not None and placed.state in ("changed", "uncertain", "orphan"):
        about.append(placed.state)
    if annotation.colour:
        about.append(_line(run.loaded.settings.colours.get(annotation.colour) or annotation.colour))
    quote = _line(annotation.anchor.quote.exact) if annotation.anchor else ""
    if quote:
        about.append(f"“{quote if len(quote) <= _QUOTE_SHOWN else quote[:_QUOTE_SHOWN].rstrip() + '…'}”")
    about += [f"#{_line(tag)}" for tag in annotation.tags]
    _print("  " + "  ".join(about or ["the whole article"]))
    for row in _text(annotation.note).splitlines():
        _print(f"      {row}")


def _filter(
    run: _Run, tag: str | None, colour: str | None, since: datetime | None
) -> Callable[[Annotation], bool]:
    """What chooses annotations by tag, colour and day."""
    name = _colour(run, colour) if colour else None
    first = since.astimezone() if since else None
    plain = tag.lstrip("#").casefold() if tag else None

    def is_wanted(annotation: Annotation) -> bool:
        return (
            (plain is None or plain in (one.casefold() for one in annotation.tags))
            and (name is None or annotation.colour == name)
            and (first is None or annotation.modified >= first)
        )

    return is_wanted


def _colour(run: _Run, given: str) -> str:
    """A colour by its own name or the reader's."""
    from tread.core.annotation import COLOURS
    from tread.problems import did_you_mean

    names = run.loaded.settings.colours
    for colour in COLOURS:
        if given.casefold() in (colour, names.get(colour, "").casefold()):
            return colour
    known = [*COLOURS, *filter(None, names.values())]
    raise click.UsageError(f"There is no colour {given!r}. {did_you_mean(given, known) or ', '.join(known)}")


@cli.command("annotate")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--quote", required=True, help="The words to mark, as they stand in the article.")
@click.option("--prefix", default="", help="What stands before them.")
@click.option("--suffix", default="", help="What stands behind them.")
@click.option("--occurrence", type=click.IntRange(min=1), help="Which of several places, from 1.")
@click.option("--note", default="", help="A note on them, in Markdown.")
@click.option("--tag", "tags", multiple=True, help="A tag; may be given again.")
@click.option("--colour", help="The colour, by its name or yours.")
@click.option("--kind", type=click.Choice(["highlight", "note", "bookmark"]), default="highlight")
@_store_option
@click.pass_context
def _annotate(
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
    from tread.library import find_quote
    from tread.store.identity import device_id

    run = _settle(ctx, store=store)
    name = _colour(run, colour) if colour else None
    if name is None and kind == "highlight":
        name = run.loaded.settings.default_colour
    document = read_document(file)
    place = find_quote(document, Quote(quote, prefix, suffix), occurrence)
    library = run.library(file, device_id())
    article = library.attach(file, document)
    tags = tuple(tag.lstrip("#") for tag in tags)
    _print(library.annotate(article, place, kind=kind, colour=name, note=note, tags=tags).id)


@cli.command("export")
@_paths_argument
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="A folder for a file an article; a .md file for all of them in one; - for standard output.",
)
@click.option("--tag", help="Only those with this tag.")
@click.option("--colour", help="Only those in this colour, by its name or yours.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only those changed on this day or later.")
@_store_option
@click.pass_context
def _export(
    ctx: click.Context,
    paths: tuple[Path, ...],
    output: Path | None,
    tag: str | None,
    colour: str | None,
    since: datetime | None,
    store: str | None,
) -> None:
    """Write the notes as Markdown: to standard output, unless --output or a setting says where."""
    from dataclasses import replace

    run = _settle(ctx, store=store)
    settings = run.loaded.settings
    wanted = _filter(run, tag, colour, since)
    articles = []
    for article in _opened(run, paths):
        chosen = tuple(one for one in article.kept.annotations if wanted(one))
        articles.append(replace(article, kept=replace(article.kept, annotations=chosen)))
    if output is None and settings.export_folder:
        output = Path(settings.export_folder)
    if output is None or str(output) == "-":
        _export_to_output(articles, settings.colours, is_single=len(paths) == 1 and not paths[0].is_dir())
    elif output.suffix.lower() in _MARKDOWN_SUFFIXES and not output.is_dir():
        _export_to_file(articles, settings.colours, output)
    else:
        _export_to_folder(run, articles, settings.colours, output)


def _export_to_output(articles: Sequence[Article], colours: Mapping[str, str], *, is_single: bool) -> None:
    from tread.export.markdown import render, render_section

    write_out = render if is_single else render_section
    texts = [
        write_out(article.document, article.id, article.marks, colours, name=article.path.stem)
        for article in articles
        if article.kept.annotations
    ]
    click.echo("\n".join(texts), nl=False)


def _export_to_file(articles: Sequence[Article], colours: Mapping[str, str], output: Path) -> None:
    from tread.export.markdown import merge_sections, read, render_section, write

    existing = read(output) or ""
    sections = [
        render_section(article.document, article.id, article.marks, colours, name=article.path.stem)
        for article in articles
        if article.kept.annotations or f"article={article.id} " in existing
    ]
    try:
        text = merge_sections(existing, sections)
    except ExportError as error:
        raise ExportError(f"{_name(output)}: {error.message}", error.hint) from error
    _tell_written(output, write(output, text) if text else None)


def _export_to_folder(
    run: _Run, articles: Sequence[Article], colours: Mapping[str, str], folder: Path
) -> None:
    from tread.export.markdown import exported_files, file_for, merge_into, read, render, write

    taken = exported_files(folder)
    for article in articles:
        if not article.kept.annotations and article.id not in taken:
            continue
        path = file_for(folder, article.id, article.path.stem, taken)
        text = render(article.document, article.id, article.marks, colours, name=article.path.stem)
        try:
            existing = read(path)
            is_written = write(path, text if existing is None else merge_into(existing, text))
        except ExportError as error:
            run.failed(error, path)
            continue
        taken[article.id] = path
        _tell_written(path, is_written)


def _tell_written(path: Path, is_written: bool | None) -> None:
    if is_written is None:
        _say("There are no notes to export.")
    else:
        _say(f"{'wrote' if is_written else 'unchanged'} {_name(path)}")


# Verbs over settings


@cli.command("keys")
@_json_option
@click.pass_context
def _keys(ctx: click.Context, as_json: bool) -> None:
    """Print the keys in force."""
    from tread.keymap import COMMANDS, GROUPS, build_keymap, shown

    run: _Run = ctx.obj
    keymap, problems = build_keymap(run.loaded.settings.keys)
    for problem in problems:
        _say(str(problem))
    if as_json:
        _print_json(
            [
                {
                    "command": command.id,
                    "title": command.title,
                    "help": command.help,
                    "group": command.group,
                    "contexts": list(command.contexts),
                    "keys": list(keymap.keys_of(command.id)),
                }
                for command in COMMANDS
            ]
        )
        return
    keys = {command.id: "  ".join(shown(key) for key in keymap.keys_of(command.id)) for command in COMMANDS}
    key_cells = max(map(len, keys.values()))
    id_cells = max(len(command.id) for command in COMMANDS)
    for number, group in enumerate(GROUPS):
        _print(("\n" if number else "") + _bold(group))
        for command in COMMANDS:
            if command.group == group:
                _print(f"  {keys[command.id]:<{key_cells}}  {command.id:<{id_cells}}  {command.help}")


@cli.command("themes")
@_json_option
@click.pass_context
def _themes(ctx: click.Context, as_json: bool) -> None:
    """List the themes."""
    from tread.config import themes_folder
    from tread.themes import load_themes

    run: _Run = ctx.obj
    path = run.loaded.path
    found = load_themes(themes_folder(path) if path else None)
    for problem in found.problems:
        _say(str(problem))
    current = run.loaded.settings.theme
    if as_json:
        _print_json(
            [
                {
                    "name": theme.name,
                    "title": theme.title,
                    "dark": theme.dark,
                    "ansi": theme.ansi,
                    "current": theme.name == current,
                    "roles": dict(theme.roles),
                }
                for theme in found.themes.values()
            ]
        )
        return
    cells = max((len(name) for name in found.themes), default=0)
    for theme in found.themes.values():
        sign = "●" if theme.name == current else " "
        _print(
            f"{sign} {_line(theme.name):<{cells}}  {'dark ' if theme.dark else 'light'}  {_line(theme.title)}"
        )


@cli.command("config")
@click.option("--path", "only_path", is_flag=True, help="Print where config.toml is, or would be.")
@click.option("--default", "only_default", is_flag=True, help="Print a config.toml with every default.")
@_json_option
@click.pass_context
def _config(ctx: click.Context, only_path: bool, only_default: bool, as_json: bool) -> None:
    """Print the settings in force and where each came from."""
    import json

    from tread.config import SETTINGS, config_path, default_config_text

    run: _Run = ctx.obj
    if only_path:
        _print(str(config_path(os.environ)))
        return
    if only_default:
        click.echo(default_config_text(), nl=False)
        return
    loaded = run.loaded
    rows = {setting.name: getattr(loaded.settings, setting.name) for setting in SETTINGS}
    if as_json:
        _print_json(
            {
                "path": str(loaded.path),
                "settings": {
                    name: {"value": _plain(value), "origin": loaded.origins[name]}
                    for name, value in rows.items()
                },
            }
        )
        return
    cells = max(map(len, rows))
    for name, value in rows.items():
        _print(f"{name:<{cells}}  {json.dumps(_plain(value), ensure_ascii=False)}  ({loaded.origins[name]})")


def _plain(value: object) -> object:
    """A setting's value as JSON has it."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return list(value) if isinstance(value, tuple) else value


# Printing


def _print(text: str) -> None:
    click.echo(text, color=False if "NO_COLOR" in os.environ else None)


def _print_json(value: object) -> None:
    import json

    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    click.echo(json.dumps(value, ensure_ascii=not is_utf8, indent=2))


def _say(text: str) -> None:
    """Narrate, on standard error."""
    click.echo(_text(text), err=True, color=False)


def _say_error(error: TreadError, where: Path | None = None) -> None:
    name = _name(where) if where else ""
    led_by = f"{name}: " if name and name not in error.message else ""
    _say(f"tread: {led_by}{error.message}" + (f"\n  {error.hint}" if error.hint else ""))


def _bold(text: str) -> str:
    return click.style(text, bold=True)


def _text(text: str) -> str:
    from tread.core.clean import clean

    return clean(text)


def _line(text: str) -> str:
    from tread.core.clean import clean_line

    return clean_line(text)


def _name(path: Path) -> str:
    """A path that is safe to show."""
    return _line(str(path))


# The program's edge


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `tread` and return its exit code. No traceback reaches the user."""
    # A verb is over soon: looking for garbage while modules are imported is a tenth of its time.
    gc.set_threshold(_GARBAGE_THRESHOLD)
    for stream in (sys.stdout, sys.stderr):
        # What the terminal's encoding lacks, and names of files that are not text, are printed escaped.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has seen enough; nothing may fail again when the interpreter flushes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _run(arguments: Sequence[str] | None) -> int:
    try:
        with cli.make_context("tread", list(sys.argv[1:] if arguments is None else arguments)) as context:
            cli.invoke(context)
            run = context.find_object(_Run)
            return run.code if run else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except TreadError as error:
        _say_error(error)
        return STORE_FAILED if isinstance(error, StoreError) else FAILED
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:
        _say(f"tread: Something went wrong inside tread: {type(error).__name__}. {_log_traceback()}")
        return FAILED


def _log_traceback() -> str:
    """Write the traceback where it can be found; a sentence that says where."""
    import traceback
    from datetime import UTC, datetime

    from platformdirs import user_state_path

    path = user_state_path("tread", appauthor=False) / "errors.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(
                f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} tread {__version__}\n{traceback.format_exc()}\n"
            )
    except OSError as error:
        return f"(The traceback could not be written to {path}: {error.strerror}.)"
    return f"The traceback is in {path}."
