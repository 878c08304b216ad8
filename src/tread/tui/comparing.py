"""The commands for marks whose text was edited: both wordings, shown and hidden again.

Imported by `tread.tui.actions`. How the wordings look is in `tread.tui.wordings`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tread.tui.marking import Action, reading_of

if TYPE_CHECKING:
    from tread.core.annotation import Annotation
    from tread.reading.reading import Reading
    from tread.tui.screens.reader import ReaderScreen


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


COMPARING: Mapping[str, Action] = {"mark.wordings": _compare}
