"""Where a character that is several code points certainly ends, without the tables that tell exactly.

For what must never cut one, and may cut elsewhere instead: the parts of a long text, and ranges that come
from outside. A border found here is one by Unicode Standard Annex 29 too; a few of the annex's are not found,
after a virama in scripts without conjuncts and beside rare marks. Pure; anything may import it.
"""

from __future__ import annotations

from typing import Final
from unicodedata import category, combining

_ZWJ: Final = "\u200d"
_PREPENDED: Final = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\U000110bd\U000110cd\U000111c2"
    "\U000111c3\U000113d1\U0001193f\U00011941\U00011a3a\U00011a84\U00011a85\U00011a86\U00011a87\U00011a88"
    "\U00011a89\U00011d46\U00011f02"
)
"""Belong to the character after them."""
_VIRAMA: Final = 9
"""The combining class of signs that may bind the next letter."""
_LONGEST: Final = 64
"""Code points of a grapheme, at the most, of which a border is looked for."""


def is_border(text: str, place: int) -> bool:
    """Whether a grapheme certainly ends at an offset in code points."""
    if not 0 < place < len(text):
        return True
    before, after = text[place - 1], text[place]
    if before < "\u0300" and after < "\u0300":
        return not (before == "\r" and after == "\n")
    if _extends(after) or before == _ZWJ or before in _PREPENDED:
        return False
    if "\U0001f1e6" <= before <= "\U0001f1ff" and "\U0001f1e6" <= after <= "\U0001f1ff":
        return (place - _start_of_letters(text, place)) % 2 == 0
    if _is_hangul(before) and _is_hangul(after):
        return not _is_leading(before) and ("\uac00" <= after <= "\ud7a3" or _is_leading(after))
    return not (category(after) == "Lo" and _binds(text, place))


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """A range of a text, grown until it cuts no grapheme; an empty one is moved to before it."""
    is_empty = start == end
    low = max(start - _LONGEST, 0)
    while start > low and not is_border(text, start):
        start -= 1
    if is_empty:
        return start, start
    high = min(end + _LONGEST, len(text))
    while end < high and not is_border(text, end):
        end += 1
    return start, end


def _extends(char: str) -> bool:
    """Whether a character belongs to the one before it."""
    if char < "\u0300":
        return False
    return (
        category(char)[0] == "M"
        or char in "\u200c\u200d\u0e33\u0eb3\uff9e\uff9f"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
    )


def _start_of_letters(text: str, place: int) -> int:
    """Where the run of flags' letters before an offset begins."""
    while place > 0 and "\U0001f1e6" <= text[place - 1] <= "\U0001f1ff":
        place -= 1
    return place


def _is_hangul(char: str) -> bool:
    return "\u1100" <= char <= "\u11ff" or "\ua960" <= char <= "\ua97c" or "\uac00" <= char <= "\ud7fb"


def _is_leading(char: str) -> bool:
    return "\u1100" <= char <= "\u115f" or "\ua960" <= char <= "\ua97c"


def _binds(text: str, place: int) -> bool:
    """Whether the marks before an offset hold a virama."""
    while place > 0 and category(text[place - 1])[0] in "MC":
        place -= 1
        if combining(text[place]) == _VIRAMA:
            return True
    return False
