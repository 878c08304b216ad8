"""Opening the reader: on paths, on standard input. Only `tread.cli` imports this module.

It does without click: `tread PATH` is what is typed most and waited for, and paths need no options parsed.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tread.cli import VERBS
from tread.cli.edge import guarded
from tread.cli.piped import NAME, is_piped, piped, place_of
from tread.cli.printing import shown
from tread.cli.run import Run
from tread.errors import ArticleError, TreadError


def run(arguments: Sequence[str]) -> int:
    """Open the reader on paths, without any option, and return the exit code."""
    return guarded(lambda: _read(Run({}), [Path(argument) for argument in arguments]))


def _read(run: Run, paths: Sequence[Path]) -> int:
    read_paths(run, paths)
    return run.code


def read_paths(run: Run, paths: Sequence[Path]) -> None:
    """Open the reader on what was named; on the folder one is in, when nothing was."""
    refuse_missing(paths)
    kept = _keep_standard_input() if any(map(is_piped, paths)) else None
    named = [kept if kept and is_piped(path) else path for path in paths]
    try:
        open_reader(run, named or (Path(),))
    finally:
        if kept:
            _forget_unmarked(run, kept)


def refuse_missing(paths: Sequence[Path]) -> None:
    """Raises ArticleError where one of some paths does not exist: it may be a verb that is misspelt."""
    missing = [path for path in paths if not is_piped(path) and not os.path.lexists(path)]
    if missing:
        from tread.problems import did_you_mean

        hint = did_you_mean(str(missing[0]), VERBS) or "`tread --help` lists what tread does."
        raise ArticleError(f"There is no file, folder or verb {shown(missing[0])!r}.", hint)


def open_reader(run: Run, paths: Sequence[Path]) -> None:
    """Open the reader on paths that exist."""
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
    """A file that holds what stands on standard input, so that it can be marked like any article."""
    from tread.files import write_atomically
    from tread.ingest import read_bytes

    data = piped()
    read_bytes(data, NAME)
    path = place_of(data)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)
    except OSError as error:
        raise ArticleError(f"Standard input cannot be kept in {path}: {error.strerror}.") from error
    return path


def _forget_unmarked(run: Run, path: Path) -> None:
    """Delete what was read from standard input unless something was written on it."""
    article = run.library(path).open(path)
    if not article.kept.annotations and not article.store.load_drafts(article.id):
        path.unlink()
