"""The command line: what each verb takes, prints and returns.

Owns the verbs and which module holds each; `main` is the installed command. A module is imported when its
verb is run, and imports inside a verb what only that verb needs: every millisecond of this is waited for,
so nothing here may be heavy at the top, and a verb that needs no screen never imports Textual. Nothing
imports this package but `tread.__main__` and the installed command.

    app        the group of verbs, and the program's edge: errors, exit codes
    reader     opening the reader; tutor
    articles   list, show, notes
    writing    annotate, export
    settings   keys, themes, config
    run        one run of the command: its settings, its exit code, its library
    choosing   the articles that paths name, the annotations that options choose
    options    options that several verbs take
    printing   everything that is printed

Exit codes: 0 done; 1 done, but something was not found or some item failed; 2 the command line is wrong;
3 the store could not be read or written; 130 interrupted.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Mapping, Sequence

VERBS: Mapping[str, str] = {
    "annotate": "writing",
    "config": "settings",
    "export": "writing",
    "keys": "settings",
    "list": "articles",
    "notes": "articles",
    "show": "articles",
    "themes": "settings",
    "tutor": "reader",
}
"""The module of each verb, which defines it as `<verb>_verb`; in the order of the help."""

_GARBAGE_THRESHOLD = 50_000
"""How many new objects there are before garbage is looked for; Python's own is 700."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `tread` and return its exit code. No traceback reaches the user."""
    # A verb is over soon: looking for garbage while modules are imported is a tenth of its time.
    gc.set_threshold(_GARBAGE_THRESHOLD)
    # Nor is what is left looked through on the way out, which takes as long.
    atexit.register(gc.freeze)
    from tread.cli.app import run

    return run(arguments)
