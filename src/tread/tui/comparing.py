"""The commands for marks whose text was edited, and for those whose place is to be chosen.

Both wordings are shown and hidden again; the places that are like what was marked are looked for in a worker,
and each gets a letter, in the sidebar and on the page.

Imported by `tread.tui.actions`. How the wordings look is in `tread.tui.wordings`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tread.keys import shown
from tread.reading import annotating
from tread.tui.marking import Action, reading_of

if TYPE_CHECKING:
    from tread.core.annotation import Annotation
    from tread.core.position import Range
    from tread.reading.reading import Reading
    from tread.tui.desk import OpenArticle
    from tread.tui.screens.reader import ReaderScreen


_MOST = 6
"""So many places are offered at most."""


# Both wordings


def _compare(screen: ReaderScreen) -> None:
    """Show in the sidebar what the mark here said and what it says, or hide that again."""
    reading = reading_of(screen)
    if reading is None:
        return
    annotation = _edited_here(screen, reading)
    if annotation is None:
        is_marked = _is_marked(screen, reading)
        screen.status.say(
            "It has not been edited since you marked it." if is_marked else "Nothing is marked here."
        )
        return
    if not screen.panes.is_shown("sidebar"):
        screen.panes.show_sidebar()
    screen.sidebar.notes.compare(annotation.id)
    screen.sidebar.notes.move_to_annotation(annotation.id)


def _edited_here(screen: ReaderScreen, reading: Reading) -> Annotation | None:
    """The annotation that a command is about, if its text was edited; of several here, the first that was."""
    if screen.context == "sidebar":
        entry = screen.sidebar.notes.current
        return entry.annotation if entry is not None and entry.state == "changed" else None
    place = screen.view.selection.range
    here = reading.marks.here(place)
    marks = ([here] if here else []) + reading.marks.touching(place)
    return next((mark.annotation for mark in marks if mark.state == "changed"), None)


def _is_marked(screen: ReaderScreen, reading: Reading) -> bool:
    if screen.context == "sidebar":
        return screen.sidebar.notes.current is not None
    return reading.marks.here(screen.view.selection.range) is not None


# Choosing a place


def _choose_place(screen: ReaderScreen) -> None:
    """Put letters on the places that are like what was marked."""
    entry, article = screen.sidebar.notes.current, screen.article
    if entry is None or article is None:
        return
    if not entry.is_astray:
        screen.status.say("Its place is certain.")
        return
    screen.run_worker(_offer(screen, article, entry.annotation), group="places", exclusive=True)


async def _offer(screen: ReaderScreen, article: OpenArticle, annotation: Annotation) -> None:
    reading, notes = article.reading, screen.sidebar.notes
    edition = reading.edition

    def look() -> list[Range]:
        with screen.beside.working():
            return reading.places_like(annotation, article.editions, _MOST)

    places = await asyncio.to_thread(look)
    is_here = screen.article is article and screen.context == "sidebar"
    if not is_here or reading.edition is not edition or notes.annotation != annotation:
        return  # the reader has gone on
    if not places:
        screen.status.say(f"Nothing here is like it. {remedy(screen)}")
        return
    view = screen.view
    before = view.standing
    view.show_range(places[0])

    def choose(place: Range) -> None:
        screen.apply(annotating.place_anew(reading, annotation, place))
        view.show_range(place)
        if keys := screen.app.keymap.keys_of("mark.undo", "sidebar"):
            screen.status.say(f"Placed; {shown(keys[0])} takes it back.")

    labels = screen.labelling.places(
        places, choose, left=lambda: view.stand(before), ended=lambda: notes.offer("", ())
    )
    notes.offer(annotation.id, list(zip(labels, places, strict=False)))


def remedy(screen: ReaderScreen) -> str:
    """What the reader can do about an annotation whose place is not known."""
    keys = screen.app.keymap.keys_of("sidebar.place", "sidebar")
    back = f"come back and press {shown(keys[0])}" if keys else "come back"
    return f"Select its place in the article, and {back}."


COMPARING: Mapping[str, Action] = {"mark.wordings": _compare, "sidebar.places": _choose_place}
