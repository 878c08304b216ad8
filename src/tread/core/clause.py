"""Clauses: the pieces of a sentence between its commas, semicolons, colons, dashes and brackets. Pure.

Not grammar: what a reader takes for one piece. For `tread.core.objects`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

_BREAK: Final = re.compile(
    r"[,;:…،؛]+[\"'”’»›)\]]*(?=\s)"  # a comma or its kin, with what closes after it, before white space
    r"|[，、；：]+[」』”’）]*"  # which need no space
    r"|\s[-–—―]+(?=\s)|[—―]+"  # a dash between words
    r"|(?=[(\[（])|(?<=[)\]）])"  # a bracket's outer sides
)
_EDGES: Final = " \t\n\u00a0\u202f,;:،؛，、；：-–—―\"'“”„«»‹›‘’‚()[]（）「」『』"
_QUOTE: Final = re.compile("[“”„«»「」『』]")
_CLOSERS: Final = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』"}
_OPENERS: Final = {
    "”": "“„”",
    "“": "„",
    "’": "‘‚",
    "»": "«",
    "«": "»",
    '"': '"',
    ")": "(",
    "]": "[",
    "」": "「",
    "』": "『",
}


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of the sentence text[start:end]: (start, end) in code points, in order.

    The marks and white space between them belong to none. A sentence without such marks is one clause, the
    sentence itself; so is one of which nothing else would be left.
    """
    cuts = [start]
    for match in _BREAK.finditer(text, start, end):
        cuts.append(match.end())
    cuts.append(end)
    found = []
    for a, b in pairwise(_cut_at_quotes(text, cuts)):
        piece = text[a:b]
        left = len(piece) - len(piece.lstrip(_EDGES))
        kept = piece[left:].rstrip() if b == end else piece[left:].rstrip(_EDGES)
        kept = _without_stray_closers(kept)
        if re.search(r"\w", kept):
            found.append((a + left, a + left + len(kept)))
    if len(found) < 2:
        return [(start, end)] if start < end else []
    return found


def _cut_at_quotes(text: str, cuts: list[int]) -> Iterator[int]:
    """The cuts, and one at each quote that opens in a piece and closes in another, or the other way round."""
    for a, b in pairwise(cuts):
        yield a
        piece = text[a:b]
        for match in _QUOTE.finditer(piece):
            mark, before, after = match[0], piece[: match.start()], piece[match.end() :]
            if mark in _CLOSERS and not set(_CLOSERS[mark]) & set(after):
                yield a + match.start()
            elif mark in _OPENERS and not set(_OPENERS[mark]) & set(before):
                yield a + match.end()
    yield cuts[-1]


def _without_stray_closers(piece: str) -> str:
    """A piece without marks at its end that close what was opened outside it."""
    while piece and (opener := _OPENERS.get(piece[-1])) and not set(opener) & set(piece[:-1]):
        piece = piece[:-1]
    return piece
