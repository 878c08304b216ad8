"""Standard input as an article: "-" in the place of a path. Only `tread.cli` imports this module."""

from __future__ import annotations

import sys
from pathlib import Path

from tread.errors import ArticleError
from tread.folders import user_folder

NAME = "standard input"
"""What it is called in messages; without a suffix, so that it is read as plain text."""


def is_piped(path: Path) -> bool:
    """Whether a path stands for standard input."""
    return str(path) == "-"


def piped() -> bytes:
    """What stands on standard input, to its end. Raises ArticleError where nothing is piped in."""
    if sys.stdin.isatty():
        raise ArticleError("There is nothing on standard input.", "Pipe a text in: `... | tread -`.")
    return sys.stdin.buffer.read()


def place_of(data: bytes) -> Path:
    """Where a piped text is kept if it is marked; the same text piped again has its annotations again."""
    from hashlib import blake2b

    return user_folder("data") / "piped" / f"{blake2b(data, digest_size=6).hexdigest()}.txt"
