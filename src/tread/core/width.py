"""How many cells text takes, and where a character that is several code points begins and ends.

Whoever draws decides the width of a character, so the true widths come from outside, through `Measure`;
this module owns the quick way for text whose every code point is one cell. Pure; imported by `layout`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

NARROW_RANGES: tuple[tuple[int, int], ...] = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0xAC),  # Latin-1, up to the soft hyphen
    (0xAE, 0x2FF),  # Latin-1, Latin Extended, IPA, modifier letters
    (0x370, 0x377),  # Greek
    (0x37A, 0x37F),
    (0x384, 0x38A),
    (0x38E, 0x3A1),
    (0x3A3, 0x482),  # Greek, Cyrillic, up to its combining marks
    (0x48A, 0x52F),  # Cyrillic
    (0x1E00, 0x1F15),  # Latin Extended Additional, Greek Extended
    (0x2010, 0x2027),  # dashes, quotes, daggers, bullet, ellipsis
    (0x202F, 0x2030),
    (0x2032, 0x205E),  # primes, guillemets, fraction slash
    (0x20A0, 0x20C0),  # currency
    (0x2190, 0x2199),  # arrows
    (0x2500, 0x259F),  # box drawing, blocks
)
"""Code points, both ends included, that take exactly one cell and join with no neighbour."""

_NARROW = re.compile(
    "[\n{}]*".format("".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in NARROW_RANGES))
)


class Measure(Protocol):
    """Widths as the screen will draw them."""

    def cells(self, text: str) -> int:
        """Cells that the text takes."""
        ...

    def graphemes(self, text: str) -> Iterator[tuple[int, int]]:
        """For each grapheme of the text, in order: (code points, cells)."""
        ...


def is_narrow(text: str) -> bool:
    """True when each code point of the text is known to take one cell.

    Newlines are let through, and so are ASCII's controls, which cleaned text does not hold.
    """
    return text.isascii() or _NARROW.fullmatch(text) is not None
