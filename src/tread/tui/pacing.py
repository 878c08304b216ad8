"""The reader's own pace: measured while they read, kept, and used wherever minutes are said.

Imported with the application; what it measures and keeps is in `tread.core.pace` and `tread.store.paces`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING

from tread.core.document import word_count, words
from tread.core.pace import Pace, Pacer, Script, script_of, script_of_document
from tread.core.position import Position, Range
from tread.errors import StoreError
from tread.store.paces import Paces

if TYPE_CHECKING:
    from tread.core.document import Document
    from tread.library import Entry
    from tread.reading.edition import Edition
    from tread.reading.reading import Reading

_EXACT_CHARACTERS = 2_000_000
"""Up to so many characters the words are counted; beyond, minutes are reckoned from the characters."""


class Pacing:
    """The pace of whoever reads."""

    def __init__(self, paces: Paces | None = None, clock: Callable[[], float] = monotonic) -> None:
        """clock: seconds that never go back."""
        self._paces = paces or Paces()
        self._clock = clock
        self._pacers: dict[object, tuple[Edition, Pacer]] = {}
        self._script: tuple[Document, Script] | None = None

    @cached_property
    def pace(self) -> Pace:
        """The pace, as far as it is known."""
        return Pace(self._paces.load())

    # Measuring

    def moved(self, page: object, edition: Edition, top: Position, bottom: Position) -> Script | None:
        """A page shows another part of a text. What script to `keep` the pace of, when that was measured."""
        held, pacer = self._pacers.get(page, (None, None))
        if pacer is None or held is not edition:
            pacer = Pacer(lambda first, last: _words_between(edition.document, first, last))
            self._pacers = {page: (edition, pacer)}  # only one page is read at a time
        found = pacer.moved(self._clock(), top, bottom)
        if found is None:
            return None
        script = self.script(edition.document)
        self.pace.add(script, found)
        return script

    def pause(self) -> None:
        """The reader does something else."""
        self._pacers = {}

    def keep(self, script: Script) -> None:
        """Keep the pace of the last stretch; for a worker. Where that cannot be done it is let go."""
        with suppress(StoreError):
            self._paces.add(script, self.pace.last(script))

    # Minutes, in words

    def script(self, document: Document) -> Script:
        """The script of an article."""
        if self._script is None or self._script[0] is not document:
            self._script = document, script_of_document(document)
        return self._script[1]

    def reading_time(self, reading: Reading) -> str:
        """How long the article takes to read; empty for one without words."""
        script, characters = self.script(reading.document), reading.extent.total
        if characters <= _EXACT_CHARACTERS:
            return _in_words(self.pace.minutes(words(reading.document), script))
        return _in_words(self.pace.minutes_of_characters(characters, script))

    def time_left(self, reading: Reading, fraction: float) -> str:
        """How long the rest takes, when so much of the article has been read."""
        characters = reading.extent.total * (1 - fraction)
        return _in_words(self.pace.minutes_of_characters(characters, self.script(reading.document)))

    def minutes(self, entry: Entry) -> int:
        """How long an article of a list takes."""
        return self.pace.minutes(entry.words, script_of(entry.lead))


def _words_between(document: Document, first: Position, last: Position) -> int:
    if not document.paragraphs:
        return 0
    return sum(word_count(document.text_of(part)) for part in document.slices(Range(first, last)))


def _in_words(minutes: int) -> str:
    if not minutes:
        return ""
    return f"{minutes} min" if minutes < 120 else f"{minutes / 60:.0f} h"
