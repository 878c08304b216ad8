"""Widths as the screen draws them, and what is drawn where a terminal knows no emoji sequences.

Rich decides how many cells a row of Textual's takes, so no text may be counted for less. But its tables count
a spacing mark (a vowel of Hindi, Tamil or Burmese that stands beside its letter) as nothing, where tmux, VTE
and xterm give it a cell; so here it has one, and rows of those scripts are not cut off anywhere. Its division
into graphemes fails a third of Unicode's break tests, so that part is wcwidth's. It imports no Textual, so
that layouts can be tested without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar
from unicodedata import category

from rich.cells import cell_len

from tread.core.width import is_narrow

_SEQUENCE = "[\u200d\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
"""What marks a text that may hold a sequence: joiner, variation selector, flag, skin tone, tag."""
_LETTER_OF_FLAG = 0x1F1E6 - ord("A")
_JOINER = "\u200d"
_APART_IN = ("linux", "alacritty", "rxvt", "st-", "eterm")
"""How TERM begins in terminals that draw the parts of an emoji sequence apart."""
_APART_WHERE = ("STY", "VTE_VERSION", "XTERM_VERSION", "ALACRITTY_WINDOW_ID")
"""Variables that such terminals set."""


class ScreenMeasure:
    """A `tread.core.width.Measure` that agrees with what is drawn."""

    plain_emoji: ClassVar[bool] = False
    """Whether sequences of emoji are drawn, and measured, as the plain characters they consist of; set as
    the reader starts, for a process draws on one terminal."""

    def cells(self, text: str) -> int:
        """Cells that the text takes: as many as its graphemes together."""
        if is_narrow(text):
            return len(text)
        # rich 15.0.0 cells.py:147: whatever follows a joiner counts nothing, also where the two do not join;
        # a terminal draws it, so a text is measured grapheme by grapheme.
        return sum(cells for _, cells in self.graphemes(text))

    def graphemes(self, text: str) -> Iterator[tuple[int, int]]:
        """For each grapheme of the text, in order: (code points, cells)."""
        from wcwidth import iter_graphemes  # here, because most articles are one cell a character

        widths = _PLAIN_WIDTHS if self.plain_emoji else _WIDTHS
        for grapheme in iter_graphemes(text):
            yield len(grapheme), widths[grapheme]

    def drawn(self, text: str) -> str:
        """The text as it is drawn: itself, or without sequences of emoji."""
        if not self.plain_emoji or text.isascii() or not re.search(_SEQUENCE, text):
            return text
        from wcwidth import iter_graphemes

        return "".join(map(_plain, iter_graphemes(text)))


def is_plain(wanted: str, environ: Mapping[str, str]) -> bool:
    """Whether emoji are to be plain: as wanted ("on", "off"), or else where the terminal is known to draw the
    parts of a sequence apart."""
    if wanted != "auto":
        return wanted == "on"
    if environ.get("TMUX"):
        return False  # it keeps a sequence in one cell, and hands on what the terminal around it sets
    return environ.get("TERM", "").startswith(_APART_IN) or any(map(environ.get, _APART_WHERE))


class _Widths(dict[str, int]):
    """Grapheme -> cells; fills itself as asked, and starts anew before it takes much room."""

    def __missing__(self, grapheme: str) -> int:
        if len(self) >= 8192:
            self.clear()
        cells = self[grapheme] = self.measured(grapheme)
        return cells

    def measured(self, grapheme: str) -> int:
        cells = cell_len(grapheme)
        if len(grapheme) == 1 and cells:
            return cells
        beside = [category(character) == "Mc" for character in grapheme]
        return max(cells, sum(map(max, beside, map(cell_len, grapheme)))) if any(beside) else cells


class _PlainWidths(_Widths):
    def measured(self, grapheme: str) -> int:
        return super().measured(_plain(grapheme))


_WIDTHS, _PLAIN_WIDTHS = _Widths(), _PlainWidths()


def _plain(grapheme: str) -> str:
    """A grapheme as terminals agree to draw it that know no sequences: without joiners, skin tones and
    selectors, and a flag as its letters."""
    if not re.search(_SEQUENCE, grapheme):
        return grapheme
    if "\U0001f1e6" <= grapheme[0] <= "\U0001f1ff":
        return "".join(
            chr(ord(char) - _LETTER_OF_FLAG) if "\U0001f1e6" <= char <= "\U0001f1ff" else char
            for char in grapheme
        )
    if _JOINER in grapheme and not re.search(_EMOJI, grapheme):
        return grapheme  # the joiner of a script
    return grapheme[0] + re.sub(_SEQUENCE, "", grapheme[1:])


_EMOJI = "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
