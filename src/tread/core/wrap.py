"""Breaking a paragraph's text into rows of at most so many cells.

Text whose every character is one cell is broken by searching for spaces; anything else grapheme by
grapheme, where Unicode's rules for breaking lines (`line_breaks`) let a row end. Words of Hangul, and phrases
of Thai, Lao and Burmese, are kept whole unless a row would be left too short. Pure; imported by `layout` and
by whoever shows a few rows of text in a list.

A row is a pair of offsets (start, end) in code points of the text; the rows of a text partition it:
each starts where the one before ends. White space at a row's end and a newline belong to the row they
end, take no room in it, and are not drawn.
"""

from __future__ import annotations

import re

from tread.core.syllables import BORDER
from tread.core.width import Measure, is_narrow

Row = tuple[int, int]

_HELD_START = frozenset("!?:;»›)]}।॥؟؛،")
"""What does not start a row though a space stands before it, as in "Quoi ?" and "« oui »"."""
_HELD_END = frozenset("«‹([{")
"""What does not end a row though a space follows."""
_NEAR = _HELD_START | {" "}
"""What stands right after a space at which a row may perhaps not end."""
_INNER_BREAK = re.compile(r"[-‐–/—](?:(?<=\w[-‐–/])(?=\w)|(?<=\S—)(?=[\w“‘«¿¡(\[]))")
"""Where a row may end without a space: after a hyphen or a slash in a word, after a dash between words.

It begins with the characters that it is about, which `re` looks for faster than for what stands around them.
"""
_DASH = "[—–]"
"""Does not start a row, whatever stands before it."""
_FIRST_WIDE = "\u2e7f"
"""All that is narrow comes before it."""
_PART = f"(?<=[\uac00-\ud7a3])(?=[\uac00-\ud7a3])|{BORDER}"
"""Where a word of Hangul, or a phrase of Thai, Lao or Burmese, may be parted."""
_RAGGED = 2 / 3
"""So much of the width a row should fill; else a word that might be parted is not kept whole."""


def wrap(text: str, width: int, measure: Measure) -> list[Row]:
    """The rows of a text, at least one; `width` in cells, at least 2 so that a wide character fits."""
    width = max(width, 2)
    if "\n" not in text:
        return _wrap_piece(text, 0, len(text), width, measure)
    rows: list[Row] = []
    start = 0
    while (newline := text.find("\n", start)) >= 0:
        rows += _wrap_piece(text, start, newline, width, measure)
        rows[-1] = (rows[-1][0], newline + 1)
        start = newline + 1
    return rows + _wrap_piece(text, start, len(text), width, measure)


def _wrap_piece(text: str, start: int, end: int, width: int, measure: Measure) -> list[Row]:
    piece = text if end - start == len(text) else text[start:end]
    if is_narrow(piece):
        return _wrap_narrow(text, start, end, width)
    return [(start + a, start + b) for a, b in _wrap_wide(piece, width, measure)]


def _wrap_narrow(text: str, start: int, end: int, width: int) -> list[Row]:
    rows: list[Row] = []
    first = start  # of the row's words: a row is not broken after the spaces that a piece begins with
    while first < end and text[first] == " ":
        first += 1
    while end - start > width:
        cut = text.rfind(" ", first, start + width + 1)
        while cut > 0 and (text[cut + 1 : cut + 2] in _NEAR or text[cut - 1] in _HELD_END):
            if not _is_held(text, cut, end):
                break
            cut = text.rfind(" ", first, cut)
        # The break is inside the last word where that leaves a fuller row; its pattern looks one ahead.
        if inner := _last(text, max(cut, first), start + width + 1):
            cut = inner
        elif cut < 0:
            cut = start + width
        while cut < end and text[cut] == " ":
            cut += 1
        rows.append((start, cut))
        start = first = cut
    if start < end or not rows:
        rows.append((start, end))
    return rows


def _last(text: str, start: int, end: int) -> int:
    """The end of the last inner break in text[start:end], or 0."""
    found = 0
    for match in _INNER_BREAK.finditer(text, start, end):
        found = match.end()
    return found


def _is_held(text: str, space: int, end: int) -> bool:
    """Whether a row may not end at a space, because of what stands before it or after."""
    place = space + 1
    while place < end and text[place] == " ":
        place += 1
    return place < end and (text[place] in _HELD_START or text[place - 2] in _HELD_END)


def _wrap_wide(text: str, width: int, measure: Measure) -> list[Row]:
    rows: list[Row] = []
    start = place = 0  # of the row; of the grapheme
    used = 0  # cells of the row up to `place`
    break_at = break_used = 0  # the last place where the row may end, and the cells up to it
    part_at = part_used = 0  # the same, of those where it parts a word
    parts = {match.start() for match in re.finditer(_PART, text)}
    breaks = _breaks(text, parts)
    for length, cells in measure.graphemes(text):
        is_space = length == 1 and text[place] == " "
        if place in breaks:
            break_at, break_used = place, used
        elif place in parts:
            part_at, part_used = place, used
        if used + cells > width and not is_space:
            if part_at > break_at and (break_at <= start or break_used < width * _RAGGED):
                break_at, break_used = part_at, part_used
            if break_at > start:
                rows.append((start, break_at))
                start, used, part_used = break_at, used - break_used, part_used - break_used
            if used + cells > width and place > start:
                rows.append((start, place))
                start, used = place, 0
            break_at, break_used = start, 0
        place += length
        used += cells
    if start < len(text) or not rows:
        rows.append((start, len(text)))
    return rows


def _breaks(text: str, parts: set[int]) -> set[int]:
    """Where a row may end: after spaces and within words as in text of one cell a character, else where
    Unicode's rules have it, unless it would part a word."""
    from tread.core.line_breaks import line_breaks  # here, because most texts are one cell a character

    found = {
        place
        for place in line_breaks(text)
        if text[place] > _FIRST_WIDE
        or text[place - 1] > _FIRST_WIDE
        or not is_narrow(text[place - 1 : place + 1])
    }
    spaces = [match.end() for match in re.finditer(" +", text)]
    found.difference_update(parts, spaces, (match.start() for match in re.finditer(_DASH, text)))
    found.update(match.end() for match in _INNER_BREAK.finditer(text))
    first_word = len(text) - len(text.lstrip(" "))
    found.update(end for end in spaces if end > first_word and not _is_held(text, end - 1, len(text)))
    return found
