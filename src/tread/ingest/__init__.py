"""Foreign bytes into documents: one module a format, and the table that says which reads what.

Must never show anything, nor know the store. `tread.library`, `tread.cli` and `tread.tui` import this
package; within it only this module touches the disk.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from tread.core.clean import clean_line
from tread.core.document import Document
from tread.errors import ArticleError
from tread.ingest import text
from tread.ingest.decode import decode

if TYPE_CHECKING:
    from tread.ingest.gradual import GradualReader

Reader = Callable[[str], Document]

LONG_BYTES = 1_000_000
"""A plain text from this size on is read a part at a time."""

MARKDOWN = "markdown"


def _read_markdown(content: str) -> Document:
    from tread.ingest.markdown import read  # here, because plain text does without it

    return read(content)


FORMATS: Mapping[str, tuple[str, Reader]] = {
    "": (text.NAME, text.read),
    ".txt": (text.NAME, text.read),
    ".text": (text.NAME, text.read),
    ".md": (MARKDOWN, _read_markdown),
    ".markdown": (MARKDOWN, _read_markdown),
}
"""The name of the format and its reader, by a file name's suffix in lower case; "" is no suffix."""

EXTRACTOR: Mapping[str, str] = {text.NAME: "text/1", MARKDOWN: "markdown/1"}
"""The version of each format's reader. It goes up when the reader makes another text of the same file,
because annotations anchor to that text."""

_CHECKED_BYTES = 65_536
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,9}")
_NOT_FILES = (
    (stat.S_ISDIR, "is a folder", "Name a file in it, or open the folder as a library."),
    (stat.S_ISFIFO, "is a pipe", "Send it to standard input and read “-”."),
    (stat.S_ISSOCK, "is a socket", "Name a text or Markdown file."),
    (stat.S_ISCHR, "is a device", "Name a text or Markdown file."),
    (stat.S_ISBLK, "is a device", "Name a text or Markdown file."),
)


def extractor(format_name: str) -> str:
    """The reader of a format with its version, "markdown/1"; stored with annotations.

    Raises KeyError for a name that is not in `EXTRACTOR`.
    """
    return EXTRACTOR[format_name]


def is_article(path: Path) -> bool:
    """Whether a file of this name is one that tread reads; hidden files are not. Does not touch the disk."""
    return not path.name.startswith(".") and _suffix(path.name) in FORMATS


def read_document(path: Path) -> Document:
    """The document of a file.

    Raises ArticleError, naming the file, when it is missing, not a regular file, not readable or not text. An
    empty file is a document without paragraphs.
    """
    opened = open_document(path)
    if isinstance(opened, Document):
        return opened
    paragraphs = list(opened.document.paragraphs)
    for part in opened.rest():
        paragraphs += part
    return replace(opened.document, paragraphs=paragraphs, notice=opened.notice)


def open_document(path: Path) -> Document | GradualReader:
    """The document of a file; of a long plain text its first part, in a reader that has the rest.

    Raises ArticleError as `read_document` does.
    """
    with _errors_in_words(path):
        about = path.stat()
        _check_kind(path, about.st_mode)
        is_text = FORMATS.get(_suffix(path.name), FORMATS[""])[0] == text.NAME
        if is_text and about.st_size >= LONG_BYTES and (gradual := _gradual(path, about.st_size)):
            return gradual
        data = path.read_bytes()
    return read_bytes(data, str(path))


def check_document(path: Path) -> None:
    """Judge by a file's first part whether it can be read.

    Raises ArticleError as `read_document` does.
    """
    with _errors_in_words(path):
        _check_kind(path, path.stat().st_mode)
        with path.open("rb") as file:
            data = file.read(_CHECKED_BYTES)
    decode(data, str(path))


def _check_kind(path: Path, mode: int) -> None:
    for is_kind, what, hint in _NOT_FILES:
        if is_kind(mode):
            raise ArticleError(f"{clean_line(str(path))} {what}, not an article.", hint)


@contextmanager
def _errors_in_words(path: Path) -> Iterator[None]:
    """Say what the system's errors mean for an article."""
    name = clean_line(str(path))
    try:
        yield
    except FileNotFoundError as error:
        raise ArticleError(f"{name} does not exist.", "Check the path.") from error
    except PermissionError as error:
        raise ArticleError(f"{name} may not be read.", "Check the file's permissions.") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = error.strerror if isinstance(error, OSError) else None
        raise ArticleError(f"{name} cannot be read: {reason or error}.", "Check the path.") from error


def _gradual(path: Path, size: int) -> GradualReader | None:
    """A long text's reader; None where its encoding is only known from the whole of it."""
    from tread.ingest.gradual import GradualReader  # here, because most articles are not long

    try:
        return GradualReader(path, size)
    except UnicodeDecodeError:
        return None


def read_bytes(data: bytes, name: str) -> Document:
    """The document of a file's bytes; `name` says the format by its suffix (any other is read as text).

    Raises ArticleError, naming the file, when the bytes are not text.
    """
    decoded, guessed = decode(data, name)
    _, reader = FORMATS.get(_suffix(PurePath(name).name), FORMATS[""])
    document = reader(decoded)
    empty = ""
    if not document.paragraphs:
        empty = "This file holds no text." if decoded.strip() else "This file is empty."
    notice = " ".join(filter(None, (empty, guessed, document.notice)))
    return replace(document, notice=notice) if notice != document.notice else document


def _suffix(name: str) -> str:
    """A file name's suffix in lower case, or "" where what follows the last dot is no suffix ("No. 5")."""
    suffix = PurePath(name).suffix
    return suffix.lower() if _SUFFIX.fullmatch(suffix) else ""
