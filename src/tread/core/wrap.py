"""Breaking a paragraph's text into rows of at most so many cells.

Text whose every character is one cell is broken by searching for spaces; anything else grapheme by
grapheme. Pure; imported by `layout` and by whoever shows a few rows of text in a list.

A row is a pair of offsets (start, end) in code points of the text; the rows of a text partition it:
each starts where the one before ends. White space at a row's end and a newline belong to the row they
end, take no room in it, and are not drawn.
"""

from __future__ import annotations

import re

from tread.core.width import Measure, is_narrow

Row = tuple[int, int]

_NO_ROW_START = frozenset(
    "、。，．・：；？！」』】）〕〉》〗〙〛’”…‥ー～々〻ゝゞヽヾ"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ!),.:;?]}%°′″℃»›"
)
"""Characters that do not start a row (JIS X 4051, "line-start prohibition")."""
_NO_ROW_END = frozenset("「『【（〔〈《〖〘〚‘“([{«‹$£¥＄￥￡")
"""Characters that do not end a row (JIS X 4051, "line-end prohibition")."""

_HYPHEN = re.compile(r"(?<=\w)[-‐–](?=\w)|—(?=\S)|(?<=\w)/(?=\w)")
"""Where a row may end without a space: after a hyphen or a slash inside a word, after a dash."""


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
    while end - start > width:
        cut = text.rfind(" ", start, start + width + 1)
        # A break inside the last word is only worth it when the word's hyphen leaves a fuller row.
        word = cut + 1 if cut > start else start
        if match := _last(text, word, start + width):
            cut = match
        elif cut <= start:
            cut = start + width
        while cut < end and text[cut] == " ":
            cut += 1
        rows.append((start, cut))
        start = cut
    if start < end or not rows:
        rows.append((start, end))
    return rows


def _last(text: str, start: int, end: int) -> int:
    """The end of the last inner break in text[start:end], or 0."""
    found = 0
    for match in _HYPHEN.finditer(text, start, end):
        found = match.end()
    return found


def _wrap_wide(text: str, width: int, measure: Measure) -> list[Row]:
    rows: list[Row] = []
    start = place = 0  # of the row; of the grapheme
    used = 0  # cells of the row up to `place`
    break_at = break_used = 0  # the last place where the row may end, and the cells up to it
    before = " "  # the last character of the grapheme before
    before_wide = False
    for length, cells in measure.graphemes(text):
        first = text[place]
        if place > start and _may_break(before, before_wide, first, cells > 1):
            break_at, break_used = place, used
        if first != " " and used + cells > width and place > start:
            if break_at > start:
                rows.append((start, break_at))
                start, used = break_at, used - break_used
            else:
                rows.append((start, place))
                start, used = place, 0
            break_at, break_used = start, 0
        place += length
        used += cells
        before, before_wide = text[place - 1], cells > 1
    if start < len(text) or not rows:
        rows.append((start, len(text)))
    return rows


def _may_break(before: str, before_wide: bool, after: str, after_wide: bool) -> bool:
    if after == " ":
        return False
    if before == " ":
        return True
    if after in _NO_ROW_START or before in _NO_ROW_END:
        return False
    return before_wide or after_wide or before in "-‐–—"
