"""What stands above an article's first paragraph: title, byline, source, date, minutes."""

from __future__ import annotations

from tread.core.row import visible_end
from tread.core.wrap import wrap
from tread.reading.reading import Reading
from tread.tui.measure import ScreenMeasure
from tread.tui.widgets.canvas import Text, fit


def heading_rows(reading: Reading, width: int, time: str) -> list[list[Text]]:
    """The rows above the first paragraph, blank ones included.

    time: how long the article takes to read, in words.

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
    facts = [document.source, document.published, time]
    if line := " · ".join(fact for fact in facts if fact):
        rows.append([(fit(line, width), "muted")])
    if document.notice:
        rows += _wrapped(document.notice, width, "note")
    return [*rows, []] if len(rows) > 1 else rows


def _wrapped(text: str, width: int, roles: str) -> list[list[Text]]:
    rows = wrap(text, width, ScreenMeasure())
    return [[(text[start : visible_end(text, start, end)], roles)] for start, end in rows]
