"""A walk through a folder: which articles it holds, in the order that people count in.

It looks at files without reading them, but for the first bytes of one that no suffix tells of, and writes
nothing. Imported by the library, the command line and the reader.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import NamedTuple

from tread.ingest import FORMATS, is_article

_SNIFFED_BYTES = 4096
_SUFFIXES = frozenset(FORMATS) - {""}

_DIGITS = re.compile(r"(\d+)")

NaturalKey = tuple[tuple[str | int, ...], ...]


class Unreadable(NamedTuple):
    """Something in a folder that should be an article and cannot be read."""

    path: Path
    reason: str


class Scan(NamedTuple):
    """What a folder holds: articles, in natural order, and what could not be looked at.

    folders: those that were looked into, the folder itself among them.
    """

    articles: tuple[Path, ...]
    unreadable: tuple[Unreadable, ...]
    folders: tuple[Path, ...] = ()


def natural_key(path: Path) -> NaturalKey:
    """A key that sorts paths as people count: "9 b" before "10 a", without regard to case."""
    return tuple(
        tuple(int(part) if part.isdecimal() else part for part in _DIGITS.split(name.casefold()))
        for name in path.parts
    )


def scan(folder: Path) -> Scan:
    """The articles of a folder and of those in it, hidden ones left out; each folder is read once."""
    articles: list[Path] = []
    unreadable: list[Unreadable] = []
    folders: list[Path] = []
    visited: set[tuple[int, int]] = set()
    pending = [folder]
    while pending:
        here = pending.pop()
        try:
            about = here.stat()
            if (about.st_dev, about.st_ino) in visited:
                continue
            visited.add((about.st_dev, about.st_ino))
            entries = list(os.scandir(here))
        except OSError as error:
            unreadable.append(Unreadable(here, f"The folder cannot be read: {error.strerror}."))
            continue
        folders.append(here)
        for entry in entries:
            path = here / entry.name
            if entry.name.startswith("."):
                continue
            if path.is_dir():
                pending.append(path)
                continue
            match look_at(path):
                case Unreadable() as found:
                    unreadable.append(found)
                case Path() as article:
                    articles.append(article)
    return Scan(
        tuple(sorted(articles, key=natural_key)),
        tuple(sorted(unreadable, key=lambda one: natural_key(one.path))),
        tuple(folders),
    )


def look_at(path: Path) -> Path | Unreadable | None:
    """What a list shows of a file: the article, or why it cannot be read; None if it is neither."""
    if not is_article(path):
        return None
    if reason := _why_unreadable(path):
        return Unreadable(path, reason)
    return path if path.suffix.lower() in _SUFFIXES or _looks_like_text(path) else None


def _why_unreadable(path: Path) -> str:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return "It is not a regular file."
    except OSError as error:
        return f"It cannot be read: {error.strerror}."
    return "" if os.access(path, os.R_OK) else "It cannot be read: permission denied."


def _looks_like_text(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return b"\0" not in file.read(_SNIFFED_BYTES)
    except OSError:
        return False
