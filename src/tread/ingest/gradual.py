"""Reading a long plain text a part at a time, so that its first page need not wait for its last.

Owns how a long file is cut and decoded on the way. The parts together are what `tread.ingest` makes of the
file as a whole, since a file of this size is always read like this. Nothing here is kept in memory but the
part at hand. Only `tread.ingest` imports this module.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tread.core.document import Paragraph
from tread.errors import ArticleError
from tread.ingest import text
from tread.ingest.decode import decode

_FIRST_BYTES = 131_072
_PART_BYTES = 262_144
_LONGEST_BLOCK = 2_000_000
"""Characters without a blank row after which a text is cut at any row."""


class GradualReader:
    """A long text that is being read.

    document: its first part; its paragraphs are a list, and whoever shows it adds what `rest` yields.
    size, done: bytes of the file, and of it those that have been read.
    notice: a sentence for the reader about how the rest was read, or empty; known when `rest` has ended.
    """

    def __init__(self, path: Path, size: int) -> None:
        """Reads the first part. Errors: ArticleError, OSError; UnicodeDecodeError: it is not all UTF-8."""
        self.size = size
        self.done = 0
        self.notice = ""
        self._path = path
        self._decoder: codecs.IncrementalDecoder = codecs.getincrementaldecoder("utf-8")("strict")
        self._is_ascii = True
        self._left: list[str] = []
        self._width: int | None = None
        with path.open("rb") as file:
            data = file.read(_FIRST_BYTES)
            # What begins like something else, or is not UTF-8, is read whole, where every encoding is known.
            _, notice = decode(data[: data.rfind(b"\n") + 1] or data, str(path))
            if notice or data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                raise UnicodeDecodeError("utf-8", data, 0, 1, "the encoding has to be guessed")
            self.done = len(data)
            first = self._cut(self._decoder.decode(data.removeprefix(codecs.BOM_UTF8)))
            while not first and (data := file.read(_PART_BYTES)):
                self.done += len(data)
                first = self._cut(self._decode(data))
        if not first:
            first, self._left = "".join(self._left), []
        self._is_ascii = first.isascii() and all(map(str.isascii, self._left))
        self.document, self._width = text.begin(first)

    def rest(self) -> Iterator[list[Paragraph]]:
        """The paragraphs that follow, a part at a time. Errors: ArticleError, when the file goes away."""
        try:
            with self._path.open("rb") as file:
                file.seek(self.done)
                yield from self._rest(file)
        except OSError as error:
            reason = error.strerror or str(error)
            raise ArticleError(
                f"{self._path} cannot be read to its end: {reason}.", "Open it again."
            ) from error

    def _rest(self, file: BinaryIO) -> Iterator[list[Paragraph]]:
        while data := file.read(_PART_BYTES):
            self.done += len(data)
            if part := self._cut(self._decode(data)):
                yield text.go_on(part, self._width, is_last=False)
        last = "".join((*self._left, self._decoder.decode(b"", final=True)))
        self._left = []
        yield text.go_on(last, self._width, is_last=True)

    def _decode(self, data: bytes) -> str:
        try:
            decoded = self._decoder.decode(data)
        except UnicodeDecodeError:
            before = self._decoder.getstate()[0]
            if self._is_ascii:
                self.notice = "Encoding guessed: Windows-1252."
                self._decoder = codecs.getincrementaldecoder("cp1252")("replace")
            else:
                self.notice = "Not quite UTF-8: what could not be read shows as \ufffd."
                self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
            decoded = self._decoder.decode(before + data)
        self._is_ascii = self._is_ascii and decoded.isascii()
        return decoded

    def _cut(self, decoded: str) -> str:
        """What is whole of the text so far: up to a blank row, else a row; what follows is left."""
        if "\n" not in decoded and "\r" not in decoded:
            self._left.append(decoded)
            return ""
        joined = "".join((*self._left, decoded))
        if "\r" in joined:
            # The newline of the last carriage return may be the first of the next part.
            end = len(joined) - joined.endswith("\r")
            joined = joined[:end].replace("\r\n", "\n").replace("\r", "\n") + joined[end:]
        end = joined.rfind("\n\n") + 2
        if end < 2 and (self._width is None or len(joined) > _LONGEST_BLOCK):
            end = joined.rfind("\n") + 1
        end = end if end > 1 else 0
        self._left = [joined[end:]]
        return joined[:end]
