"""The parts of a very long text, for work that should not wait for the whole of it. Pure.

A paragraph may be a book in one line: it is wrapped, and searched for sentences, a part at a time.
"""

from __future__ import annotations

from functools import lru_cache

from tread.core.graphemes import is_border

LONGEST_PART = 16_384
"""Characters of a part at the most; wrapping so many of any script takes some ten milliseconds."""

_ONE_PART = (0,)
_KEPT = 16


def parts_of(text: str) -> tuple[int, ...]:
    """Where the parts of a text start; a text of ordinary length is one part, which starts at 0.

    A part starts after a newline, else a sentence, else a space, else between two characters; never inside
    one, unless a single one is longer than half a part.
    """
    return _ONE_PART if len(text) <= LONGEST_PART else _cut(text)


@lru_cache(maxsize=_KEPT)
def _cut(text: str) -> tuple[int, ...]:
    cuts = [0]
    while len(text) - cuts[-1] > LONGEST_PART:
        low, high = cuts[-1] + LONGEST_PART // 2, cuts[-1] + LONGEST_PART
        for mark in ("\n", ". ", "。", " "):
            found = text.rfind(mark, low, high)
            while found >= 0 and not is_border(text, found + len(mark)):
                found = text.rfind(mark, low, found)
            if found >= 0:
                cuts.append(found + len(mark))
                break
        else:
            places = (place for place in range(high, low, -1) if is_border(text, place))
            cuts.append(next(places, high))
    return tuple(cuts)
