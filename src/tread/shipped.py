"""Where the files that come with tread are: the themes and the sample library.

Owns that one question. Reads nothing. Anything may import it.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped_folder(name: str) -> Path:
    """The folder of that name ("themes", "articles"): inside the installed package, or in a checkout."""
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parents[1] / name
