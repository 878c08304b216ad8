"""What the status bar says: where the reader is, what is selected, whether it is saved."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tread.core.annotation import COLOURS
from tread.core.clean import clean_line
from tread.keys import shown
from tread.tui.widgets.status_bar import Status

if TYPE_CHECKING:
    from tread.tui.desk import OpenArticle
    from tread.tui.screens.reader import ReaderScreen


def status_of(screen: ReaderScreen) -> Status:
    """What the status bar of a screen says."""
    article = screen.article
    if article is None or not article.reading.document.paragraphs:
        keys = screen.app.keymap.keys_of("library.open", "library")
        may_open = screen.context == "library" and screen.library.articles.count() > 0
        return Status(place=f"{shown(keys[0])} opens an article" if keys and may_open else "")
    reading, selection = article.reading, screen.view.selection
    number = COLOURS.index(reading.colour) + 1 if reading.colour in COLOURS else 1
    name = reading.colour_names.get(reading.colour) or clean_line(reading.colour)
    unit = f"{selection.unit}, extending" if selection.extending else selection.unit
    return Status(
        place=_place(screen, article),
        unit="selection" if unit == "free" else unit,
        pen=(f"pen: {name}" if screen.pen else name, f"highlight-{number}"),
        saved=_saved(screen, article),
        file=article.trouble,
        unsaved=screen.saver.failure is not None,
        found=screen.finder.status,
        edited=_edited(screen, article),
    )


def _place(screen: ReaderScreen, article: OpenArticle) -> str:
    reading, selection = article.reading, screen.view.selection
    last = len(reading.document.paragraphs)
    head = selection.head.end
    fraction = reading.extent.fraction(head) if head.paragraph < last - 1 else 1.0
    place = f"{fraction * 100:.0f} %"
    if left := screen.app.pacing.time_left(reading, fraction):
        place += f"  {left} left"
    return f"{place} · ¶ {selection.head.start.paragraph + 1}/{last}"


def _edited(screen: ReaderScreen, article: OpenArticle) -> str:
    """What is said where the mark here has another text than it had."""
    mark = article.reading.marks.here(screen.view.selection.range)
    if mark is None or mark.state != "changed":
        return ""
    from tread.core.edited import day_of  # with the first such mark

    keys = screen.app.keymap.keys_of("mark.wordings", "article")
    since = f"≠ edited since {day_of(mark.annotation.created, datetime.now(UTC).astimezone())}"
    return f"{since} ({shown(keys[0])})" if keys else since


def _saved(screen: ReaderScreen, article: OpenArticle) -> str:
    if screen.saver.failure is not None:
        return f"NOT SAVED ({screen.saver.unsaved})"
    return "saving…" if screen.saver.unsaved else article.is_kept
