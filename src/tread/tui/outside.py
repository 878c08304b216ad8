"""Going on with a note in the reader's own editor: leaving the screen to it, and what came of that.

It never touches a note: it runs a program on a file, and says what went wrong. Imported with its first use.
"""

from __future__ import annotations

import shlex
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import SuspendNotSupported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App


def editor_command(environ: Mapping[str, str]) -> list[str]:
    """The reader's editor with its arguments: $VISUAL, else $EDITOR; empty where neither says one."""
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environ.get(name, ""))
        except ValueError:  # a quotation mark that is not closed
            words = environ[name].split()
        if words:
            return words
    return []


def run_editor(app: App[Any], command: Sequence[str], file: Path) -> str:
    """Leave the terminal to a program that edits a file, until it ends; what went wrong, or empty."""
    problem = ""
    try:
        with app.suspend(), _interrupts_left_to_it():
            try:
                code = subprocess.run([*command, str(file)], check=False).returncode
            except OSError as error:  # caught inside: tread would not come back to its screen
                problem = f"{command[0]} cannot be run: {error.strerror}."
            else:
                problem = _ended(command[0], code)
    except SuspendNotSupported:
        return "This terminal cannot be left to another program; go on here."
    return problem


def _ended(name: str, code: int) -> str:
    if code < 0:
        return f"{name} was ended by signal {-code}; what it had saved is here."
    return f"{name} ended with exit code {code}; what it had saved is here." if code else ""


@contextmanager
def _interrupts_left_to_it() -> Iterator[None]:
    """Let Ctrl+C mean what it means to the program in front, which gets the default handler anew."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
