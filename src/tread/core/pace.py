"""How fast a reader reads, measured by how long pages of text stay on the screen. Pure; it has no clock.

A stretch is the text that has left the page at its top since it began, as it does whether one turns pages or
goes from sentence to sentence. Its pace counts where somebody may really have read it:

    page    |----- 1 -----|            turned after 70 s: a stretch of 260 words, 223 a minute
    page           |----- 2 -----|     turned after 2 s: skimmed; after ten minutes: away
    page                                          |----- 7 -----|   a jump: what lies between was not read
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from math import ceil
from typing import Literal, get_args

from tread.core.document import WORDS_PER_MINUTE, Document
from tread.core.position import Position

Script = Literal["spaced", "unspaced"]
"""Whether words are parted by spaces; where they are not, two characters count as a word."""
SCRIPTS: tuple[Script, ...] = get_args(Script)

STRETCH_WORDS = 120
"""The least that says something about a pace: about half a page."""
SLOWEST, FASTEST = 60.0, 800.0
"""Words a minute between which somebody may be reading (Brysbaert 2019: most adults read 175 to 300)."""
BOUNDS = (100.0, 600.0)
"""What a reader's own pace is held between."""
ENOUGH = 5
"""From so many stretches on, their median is taken for the reader's pace."""
KEPT = 40
"""So many stretches, the last ones, make the pace."""

_LOOKED_AT = 4_000
_CHARACTERS_PER_WORD = {"spaced": 1400 / 230, "unspaced": 2.0}
"""Of English non-fiction, with what parts them; of scripts without spaces as `word_count` has it."""
_UNSPACED = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"


def script_of(text: str) -> Script:
    """Whether a text's words are parted by spaces, as most of its start has it."""
    start = text[:_LOOKED_AT]
    if max(start, default="") < "\u3040":
        return "spaced"
    return "unspaced" if 2 * len(re.findall(_UNSPACED, start)) > len(start) else "spaced"


def script_of_document(document: Document) -> Script:
    """The script of an article's first paragraphs."""
    start = ""
    for paragraph in document.paragraphs:
        start += paragraph.text[:_LOOKED_AT]
        if len(start) >= _LOOKED_AT:
            break
    return script_of(start)


class Pace:
    """A reader's pace in words a minute, by script; the common one until it is known."""

    def __init__(self, stretches: Mapping[Script, Sequence[float]] | None = None) -> None:
        """stretches: the pace of each stretch that was read, the last at the end."""
        self._stretches = {script: list((stretches or {}).get(script, ())) for script in SCRIPTS}

    def add(self, script: Script, words_a_minute: float) -> None:
        """A stretch was read at a pace."""
        self._stretches[script] = [*self._stretches[script], words_a_minute][-KEPT:]

    def last(self, script: Script) -> float:
        """The pace of the last stretch."""
        return self._stretches[script][-1]

    def is_known(self, script: Script) -> bool:
        """Whether it is the reader's own."""
        return len(self._stretches[script]) >= ENOUGH

    def words_a_minute(self, script: Script) -> float:
        """The pace."""
        if not self.is_known(script):
            return WORDS_PER_MINUTE
        paces = sorted(self._stretches[script])
        middle = len(paces) // 2
        median = (paces[middle] + paces[~middle]) / 2
        return min(max(median, BOUNDS[0]), BOUNDS[1])

    def minutes(self, words: int, script: Script) -> int:
        """Minutes to read so many words, at least 1 for anything at all."""
        return -int(-words // self.words_a_minute(script))

    def minutes_of_characters(self, characters: float, script: Script) -> int:
        """About the same, where the words have not been counted."""
        return ceil(characters / _CHARACTERS_PER_WORD[script] / self.words_a_minute(script))


class Pacer:
    """Measures the pace on one page.

    count: the words between two positions of the article.
    """

    def __init__(self, count: Callable[[Position, Position], int]) -> None:
        self._count = count
        self._first: Position | None = None
        self._began = 0.0
        self._bottom = Position(0, 0)

    def pause(self) -> None:
        """The reader does something else: what is in view is not being read."""
        self._first = None

    def moved(self, now: float, top: Position, bottom: Position) -> float | None:
        """The page shows another part; the pace of the stretch that this ends, or None.

        now: seconds of a clock that never goes back. top, bottom: where the first row begins, the last ends.
        """
        first, seen = self._first, self._bottom
        self._bottom = bottom
        if first is None or not first <= top <= seen:
            self._first, self._began = top, now
            return None
        words = self._count(first, top)
        if words < STRETCH_WORDS:
            return None
        pace = 60 * words / max(now - self._began, 0.001)
        self._first, self._began = top, now
        return pace if SLOWEST <= pace <= FASTEST else None
