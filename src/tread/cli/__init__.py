"""The command line: what each verb takes, prints and returns.

Owns the verbs and which module holds each; `main` is the installed command. A module is imported when its
verb is run, and imports inside a verb what only that verb needs: every millisecond of this is waited for,
so nothing here may be heavy at the top, and a verb that needs no screen never imports Textual. Nothing
imports this package but `tread.__main__` and the installed command.

    app        the group of verbs
    edge       the program's edge: errors, exit codes
    opening    opening the reader, on paths and on standard input; does without click
    piped      standard input as an article
    reader     the verbs that open the reader; tutor
    articles   list, show, notes
    changes    changes
    writing    annotate, export
    naming     colours, tags
    doctor     doctor
    merging    merge
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
import os
import sys
from collections.abc import Mapping, Sequence

VERBS: Mapping[str, str] = {
    "annotate": "writing",
    "changes": "changes",
    "colours": "naming",
    "config": "settings",
    "doctor": "doctor",
    "export": "writing",
    "keys": "settings",
    "list": "articles",
    "merge": "merging",
    "notes": "articles",
    "show": "articles",
    "tags": "naming",
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
    words = sys.argv[1:] if arguments is None else list(arguments)
    if words and all(map(_is_path, words)):
        from tread.cli.opening import run
    else:
        from tread.cli.app import run
    return run(words)


def _is_path(word: str) -> bool:
    """Whether an argument can only be the path of something there is."""
    return not word.startswith("-") and word not in VERBS and os.path.lexists(word)
