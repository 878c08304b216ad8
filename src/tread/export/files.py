"""Files of exported notes: reading and writing them, and which file of a folder holds whose.

Imported by the command line and the reader.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from tread.core.clean import clean_line
from tread.errors import ExportError
from tread.export.blocks import BEGIN, Owner, block_ids
from tread.files import publish, write_aside

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.MULTILINE | re.DOTALL)
_FRONT_MATTER_ARTICLE = re.compile(r"^tread-article:[ \t]*[\"']?([^\s\"']+)", re.MULTILINE)

_STEM_BYTES = 220
"""File systems take names of 255 bytes."""


def write(path: Path, text: str) -> bool:
    """Write a file whole, through a symlink if it is one; False, and not touched, when it says so already.

    Raises ExportError when it cannot be written; the old file is whole then.
    """
    data = text.encode("utf-8", "replace")
    path = path.resolve()
    try:
        mode = path.stat().st_mode if path.exists() else None
        if mode is not None and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = write_aside(path, data)
        if mode is not None:
            temporary.chmod(mode)
        publish(temporary, path)
    except OSError as error:
        raise ExportError(
            f"{path} cannot be written: {error.strerror}.", "Name another place with --output."
        ) from error
    return True


def read(path: Path) -> str | None:
    """A file's text with its row ends as they are; None where there is none. Raises ExportError."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise ExportError(f"{path} is not UTF-8 text.", "Name another place with --output.") from error
    except OSError as error:
        raise ExportError(
            f"{path} cannot be read: {error.strerror}.", "Name another place with --output."
        ) from error


def exported_files(folder: Path) -> dict[Path, Owner]:
    """Which file of a folder holds which article's notes, whatever it is called; no unreadable ones."""
    found: dict[Path, Owner] = {}
    for path in sorted(folder.glob("*.md")):
        try:
            text = read(path)
        except ExportError:
            continue
        article_id = _article_of(text or "")
        if article_id:
            found[path] = Owner(article_id, block_ids(text or ""))
    return found


def file_of(owner: Owner, taken: Mapping[Path, Owner]) -> Path | None:
    """The file that holds an article's notes: one with a note of its own before one with none at all."""
    own = [path for path, held in taken.items() if owner.owns(*held)]
    return min(own, key=lambda path: not taken[path].block_ids, default=None)


def file_for(folder: Path, owner: Owner, stem: str, taken: Mapping[Path, Owner]) -> Path:
    """Where an article's notes go in a folder: where they are, else a name of its own that is free.

    taken: as `exported_files` gives it, with what was written since. A file that is not tread's (the
    article itself, perhaps) is never the answer.
    """
    if (own := file_of(owner, taken)) is not None:
        return own
    stem = _safe_stem(stem) or owner.article_id
    names = [stem, f"{stem}-notes"]
    number = 2
    while True:
        for name in names:
            path = folder / f"{name}.md"
            if not path.exists() and path not in taken:
                return path
        names = [f"{stem}-notes-{number}"]
        number += 1


def _safe_stem(stem: str) -> str:
    """A file's name for a file beside it: one line, nothing invisible, with room for a longer ending."""
    return clean_line(stem).encode()[:_STEM_BYTES].decode(errors="ignore").strip()


def _article_of(text: str) -> str | None:
    """The article whose notes a file holds: by its front matter, else by its only block."""
    matter = _FRONT_MATTER.match(text)
    named = _FRONT_MATTER_ARTICLE.search(matter[1]) if matter else None
    if named:
        return named[1]
    begins = BEGIN.findall(text)
    return begins[0][1] if len(begins) == 1 else None
