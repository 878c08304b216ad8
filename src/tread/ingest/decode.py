"""Bytes into text: which encoding a file is in, and whether it is text at all.

Must never touch the disk or make text safe to show (`tread.core.clean` does). Only `tread.ingest`
imports this module.
"""

from __future__ import annotations

import codecs
import unicodedata

from tread.core.clean import clean_line
from tread.errors import ArticleError

NEARLY_UTF8_BYTES = 3
"""So many bytes may be wrong in a file that is otherwise UTF-8."""

_BYTE_ORDER_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive, an EPUB or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh91AY&SY", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
_SAMPLE_BYTES = 65_536
_CONTROL_BYTES = bytes({*range(0x20)} - {*b"\b\t\n\v\f\r\x1b"})
_ASCII_GRAPHIC = bytes(range(0x21, 0x7F))
_ASCII = _ASCII_GRAPHIC + b" \t\n\v\f\r"
_CONTROLS_PER_CENT = 3
_NO_TEXT = frozenset({"Cc", "Cn", "Co", "Cs"})


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of a file, and a notice for the reader when its encoding was guessed or is damaged.

    In this order: a byte order mark; NULs on one side only (UTF-16); UTF-8; nearly UTF-8, each wrong byte
    shown as U+FFFD; else Windows-1252. Raises ArticleError, naming the file, when it is not text.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), ""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise _not_text(name, f"It looks like {what}.")
    sample = data[:_SAMPLE_BYTES]
    if b"\0" in sample:
        utf_16 = _utf_16(sample)
        if utf_16:
            return data.decode(utf_16, "replace"), "Encoding guessed: UTF-16."
    controls = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    if controls * 100 > len(sample) * _CONTROLS_PER_CENT:
        raise _not_text(name, "It holds bytes that no text has.")
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _guess(data)


def _guess(data: bytes) -> tuple[str, str]:
    """The text of bytes that are not UTF-8, and the notice that says what was made of them."""
    text = data.decode("utf-8", "replace")
    shown = text.count("\ufffd")
    wrong = shown - data.count("\ufffd".encode())
    multibyte = len(text) - len(text.encode("ascii", "ignore")) - shown
    # Stray well-formed pairs are rare in an 8-bit encoding: as many of them as errors mean UTF-8.
    if wrong <= NEARLY_UTF8_BYTES and multibyte >= wrong:
        places = "1 place" if wrong == 1 else f"{wrong} places"
        return text, f"Not quite UTF-8: {places} could not be read and show as \ufffd."
    return data.decode("cp1252", "replace"), "Encoding guessed: Windows-1252."


def _utf_16(sample: bytes) -> str:
    """The byte order of UTF-16 without a mark ("utf-16-le"), or empty when the sample is not UTF-16.

    The high byte of a Latin letter, a space and a newline is NUL, and a text has no other NULs. Nothing but
    bytes of ASCII, with letters among the high ones, are words with NULs between.
    """
    even = sample[: len(sample) // 2 * 2]
    high_first, high_last = even[0::2].count(0), even[1::2].count(0)
    if bool(high_first) == bool(high_last):
        return ""
    encoding = "utf-16-be" if high_first else "utf-16-le"
    high = even[0 if high_first else 1 :: 2]
    if any(byte in _ASCII_GRAPHIC for byte in high) and not even.translate(None, _ASCII + b"\0"):
        return ""
    text = even.decode(encoding, "replace")
    wrong = sum(
        character == "\ufffd"
        or (character not in "\t\n\v\f\r" and unicodedata.category(character) in _NO_TEXT)
        for character in text
    )
    return encoding if wrong * 100 <= len(text) else ""


def _not_text(name: str, hint: str) -> ArticleError:
    return ArticleError(f"{clean_line(name)} is not a text file.", f"{hint} tread reads text and Markdown.")
