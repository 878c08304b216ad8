"""What stands above an article's first paragraph: title, byline, source, date, minutes."""

from __future__ import annotations

from math import ceil

from tread.core.document import Document, minutes, words
from tread.core.row import visible_end
from tread.core.wrap import wrap
from tread.reading import Reading
from tread.tui.measure import ScreenMeasure
from tread.tui.widgets.canvas import Text, fit

_EXACT_CHARACTERS = 2_000_000
"""Up to so many characters the words are counted; beyond, minutes are reckoned from the characters."""
_CHARACTERS_PER_MINUTE = 1400


def heading_rows(reading: Reading, width: int) -> list[list[Text]]:
    """The rows above the first paragraph, blank ones included.

    A title that is also the first paragraph is not repeated: its source and minutes stand above it.
    """
    document = reading.document
    rows: list[list[Text]] = [[]]
    first = document.paragraphs[0] if document.paragraphs else None
    repeated = first is not None and first.kind == "heading" and first.text == document.title
    if document.title and not repeated:
        rows += _wrapped(document.title, width, "heading")
    if document.authors and not (first is not None and first.text.endswith(document.authors[0])):
        rows += _wrapped(" and ".join(document.authors), width, "ink emphasis")
    facts = [document.source, document.published, reading_time(reading)]
    if line := " · ".join(fact for fact in facts if fact):
        rows.append([(fit(line, width), "muted")])
    if document.notice:
        rows += _wrapped(document.notice, width, "note")
    return [*rows, []] if len(rows) > 1 else rows


def article_minutes(document: Document, characters: int) -> int:
    """Minutes to read an article; reckoned from its characters when it is very long."""
    if characters <= _EXACT_CHARACTERS:
        return minutes(words(document))
    return characters // _CHARACTERS_PER_MINUTE


def reading_time(reading: Reading) -> str:
    """How long the article takes to read, in words; empty for one without words."""
    return _in_words(article_minutes(reading.document, reading.extent.total))


def minutes_left(reading: Reading, fraction: float) -> str:
    """How long the rest takes, when so much of the article has been read."""
    total = reading.extent.total / _CHARACTERS_PER_MINUTE
    return _in_words(ceil(total * (1 - fraction)))


def _in_words(total: int) -> str:
    if not total:
        return ""
    return f"{total} min" if total < 120 else f"{total / 60:.0f} h"


def _wrapped(text: str, width: int, roles: str) -> list[list[Text]]:
    rows = wrap(text, width, ScreenMeasure())
    return [[(text[start : visible_end(text, start, end)], roles)] for start, end in rows]
