"""Breaking a paragraph's text into rows of at most so many cells.

Text whose every character is one cell is broken by searching for spaces; anything else grapheme by
grapheme. Pure; imported by `layout` and by whoever shows a few rows of text in a list.

A row is a pair of offsets (start, end) in code points of the text; the rows of a text partition it:
each starts where the one before ends. White space at a row's end and a newline belong to the row they
end, take no room in it, and are not drawn.
"""

from __future__ import annotations

import re
import unicodedata

from tread.core.width import Measure, is_narrow

Row = tuple[int, int]

_NO_ROW_START = frozenset(
    "、。，．・：；？！」』】）〕］｝〉》〗〙〛’”…‥ー～〜゠·々〻ゝゞヽヾ％‰℃°′″"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ!),.:;?]}%»›-‐–—\u00a0\u202f"
)
"""Characters that do not start a row (JIS X 4051, "line-start prohibition"), and spaces that join."""
_NO_ROW_END = frozenset("「『【（〔［｛〈《〖〘〚‘“([{«‹$£¥€＄￥￡\u00a0\u202f")
"""Characters that do not end a row (JIS X 4051, "line-end prohibition"), and spaces that join."""

_INNER_BREAK = re.compile(r"(?<=\w)[-‐–/](?=\w)|(?<=\S)—(?=[\w“‘«¿¡(\[])")
"""Where a row may end without a space: after a hyphen or a slash in a word, after a dash between words."""
_MAY_BREAK_AFTER = frozenset("-‐–/—")


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


def _wrap_wide(text: str, width: int, measure: Measure) -> list[Row]:
    rows: list[Row] = []
    start = place = 0  # of the row; of the grapheme
    used = 0  # cells of the row up to `place`
    break_at = break_used = 0  # the last place where the row may end, and the cells up to it
    before_cjk = False
    first_word = len(text) - len(text.lstrip(" "))
    for length, cells in measure.graphemes(text):
        is_space = length == 1 and text[place] == " "
        is_cjk = _is_cjk(text[place])
        if place > first_word and not is_space and _may_break(text, place, before_cjk or is_cjk):
            break_at, break_used = place, used
        if used + cells > width and not is_space:
            if break_at > start:
                rows.append((start, break_at))
                start, used = break_at, used - break_used
            if used + cells > width and place > start:
                rows.append((start, place))
                start, used = place, 0
            break_at, break_used = start, 0
        place += length
        used += cells
        before_cjk = is_cjk
    if start < len(text) or not rows:
        rows.append((start, len(text)))
    return rows


def _is_cjk(character: str) -> bool:
    """True for a character that a row may be broken before and after: East Asian, or an emoji."""
    return character > "\u10ff" and unicodedata.east_asian_width(character) in "WF"


def _may_break(text: str, place: int, cjk: bool) -> bool:
    """Whether a row may end before text[place], which is no space; cjk: a neighbour of the gap is."""
    before = text[place - 1]
    if before == " ":
        return True
    if cjk:
        return before not in _NO_ROW_END and text[place] not in _NO_ROW_START
    return before in _MAY_BREAK_AFTER and _INNER_BREAK.match(text, place - 1) is not None
