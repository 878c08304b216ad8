"""The program's edge: every way a run can end, and its exit code. No traceback reaches the user.

Knows nothing of verbs or options. Only `tread.cli` imports this module; it must not import click, because
the reader is opened without it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from tread import __version__
from tread.cli.printing import say, say_error
from tread.cli.run import FAILED, INTERRUPTED, exit_code
from tread.errors import TreadError


def guarded(work: Callable[[], int]) -> int:
    """The exit code of some work, which it returns; what it raises is said in one or two rows."""
    for stream in (sys.stdout, sys.stderr):
        # What the terminal's encoding lacks, and names of files that are not text, are printed escaped.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _ended(work)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        _write_no_more()
        return 0
    except OSError as error:
        _write_no_more()
        say(f"tread: Standard output cannot be written: {error.strerror}.")
        return FAILED
    return code


def _write_no_more() -> None:
    """Let nothing fail again when the interpreter flushes standard output."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _ended(work: Callable[[], int]) -> int:
    try:
        return work()
    except TreadError as error:
        say_error(error)
        return exit_code(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None:
            # Of a stream: what fails on the disk names its file, and is a TreadError.
            raise
        say(f"tread: Something went wrong inside tread: {type(error).__name__}. {_log_traceback()}")
        return FAILED


def _log_traceback() -> str:
    """Write the traceback where it can be found; a sentence that says where."""
    import traceback
    from datetime import UTC, datetime

    from tread.folders import user_folder

    path = user_folder("state") / "errors.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(
                f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} tread {__version__}\n{traceback.format_exc()}\n"
            )
    except OSError as error:
        return f"(The traceback could not be written to {path}: {error.strerror}.)"
    return f"The traceback is in {path}."
