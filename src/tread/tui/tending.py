"""The commands of the sidebar's list: its order, going to a place and coming back, folding, picking several,
and those whose place is not certain.

What is done to an annotation by a command of `tread.tui.marking` is done here to all that are picked, in one
step. Imported by `tread.tui.actions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tread.core.annotation import COLOURS
from tread.core.selection import Selection
from tread.core.standing import Standing
from tread.errors import TreadError
from tread.keys import shown
from tread.reading import annotating
from tread.tui.comparing import remedy
from tread.tui.jumping import far
from tread.tui.marking import Action, reading_of

if TYPE_CHECKING:
    from tread.tui.desk import OpenArticle
    from tread.tui.screens.reader import ReaderScreen
    from tread.tui.widgets.article_view import ArticleView


# Going there, and coming back


class Visit(NamedTuple):
    """A place that a list led to. selection: what was selected there.

    before: where the reader stood, to whom the sidebar showed it; None: it was the list of all notes.
    """

    view: ArticleView
    article: OpenArticle | None
    before: Standing | None
    selection: Selection


def _open(screen: ReaderScreen) -> None:
    """Go to the place of the annotation in the article; the list says where the reader came from."""
    entry = screen.sidebar.notes.current
    if entry is None:
        return
    if entry.is_astray and entry.range is None:
        screen.status.say(f"Its place was not found. {remedy(screen)}")
        return
    before = screen.view.standing
    screen.panes.focus("article")
    if entry.range is not None:
        screen.view.show_range(entry.range)
        screen.visit = Visit(screen.view, screen.article, before, screen.view.selection)
    if entry.is_astray:
        screen.status.say("It may have stood here. Back in the list it can be accepted.")


def come_back(screen: ReaderScreen) -> bool:
    """Go back to the list, and on the page to where the reader was before it led somewhere; False where
    nothing has been visited, or the reader has gone on from there."""
    visit, screen.visit = screen.visit, None
    if visit is None or visit.view is not screen.view or visit.article is not screen.article:
        return False
    if visit.selection.range != screen.view.selection.range or screen.view.selection.extending:
        return False
    if visit.before is None:
        screen.all_notes.show()
    else:
        screen.view.stand(visit.before)
        screen.panes.focus("sidebar")
    return True


def _back(screen: ReaderScreen) -> None:
    """Pick none any more; then show all again, if a filter hides some; else go back to the article."""
    if screen.sidebar.notes.picked:
        screen.sidebar.notes.pick_none()
        screen.sidebar.show_title()
    elif screen.sidebar.notes.filter:
        screen.sidebar.filter("")
    else:
        screen.panes.focus("article")


# The list


def _order(screen: ReaderScreen) -> None:
    screen.sidebar.order_next()
    screen.status.say(f"Ordered by {screen.sidebar.notes.order}.")


def _pick(screen: ReaderScreen) -> None:
    screen.sidebar.notes.pick()
    screen.sidebar.show_title()


def _pick_all(screen: ReaderScreen) -> None:
    screen.sidebar.notes.pick_all()
    screen.sidebar.show_title()


# Those whose place is not certain


def _accept(screen: ReaderScreen) -> None:
    reading, notes = reading_of(screen), screen.sidebar.notes
    if reading is not None and notes.annotation is not None:
        screen.apply(annotating.accept(reading, notes.picked_annotations or [notes.annotation]))


def _place(screen: ReaderScreen) -> None:
    reading, entry = reading_of(screen), screen.sidebar.notes.current
    if reading is None or entry is None:
        return
    if not entry.is_astray:
        screen.status.say("Its place is certain.")
        return
    screen.apply(annotating.place_anew(reading, entry.annotation, screen.view.selection.range))


# Several at once


def _picked_or(single: Action, several: Action) -> Action:
    """A command on the annotations that are picked in the sidebar, where some are; else on the one here."""

    def run(screen: ReaderScreen) -> None:
        is_for_several = screen.context == "sidebar" and bool(screen.sidebar.notes.picked)
        (several if is_for_several else single)(screen)

    return run


def _recolour(colour: str) -> Action:
    def run(screen: ReaderScreen) -> None:
        if reading := reading_of(screen):
            screen.apply(annotating.recolour(reading, screen.sidebar.notes.picked_annotations, colour))

    return run


def _tags(screen: ReaderScreen) -> None:
    if reading := reading_of(screen):
        number = len(screen.sidebar.notes.picked)
        screen.asker.ask("tag-picked", f"tags of {number} (-tag takes off)", "", screen.naming.words(reading))


def tags_answered(screen: ReaderScreen, text: str) -> None:
    """Add the tags that were typed to the annotations that are picked."""
    if (reading := reading_of(screen)) and text.strip():
        screen.apply(annotating.tag(reading, screen.sidebar.notes.picked_annotations, text))


def _delete(screen: ReaderScreen) -> None:
    reading = reading_of(screen)
    if reading is None:
        return
    annotations = screen.sidebar.notes.picked_annotations
    outcome = annotating.delete(reading, *annotations)
    screen.apply(outcome)
    keys = screen.app.keymap.keys_of("mark.undo")
    if outcome.step is not None and keys:
        screen.status.say(f"Deleted {len(annotations)}; {shown(keys[0])} takes it back.")


def _export(screen: ReaderScreen) -> None:
    article = screen.article
    if article is not None:
        path = article.export_path(screen.app.settings.export_folder, "picked notes")
        screen.asker.ask("export-picked", f"export {len(screen.sidebar.notes.picked)} to", str(path))


def export_answered(screen: ReaderScreen, text: str) -> None:
    """Write the annotations that are picked where the reader said."""
    article = screen.article
    if article is None or not text.strip():
        return
    path, picked = Path(text.strip()).expanduser(), screen.sidebar.notes.picked_annotations
    try:
        changed = article.export(path, picked)
    except TreadError as error:
        screen.status.say(str(error), error=True)
        return
    screen.status.say(f"Exported to {path}." if changed else f"Nothing has changed since: {path}.")


def with_picked(actions: Mapping[str, Action]) -> Mapping[str, Action]:
    """The commands that act on one annotation, acting on all that are picked where some are."""
    several: Mapping[str, Action] = {
        **{f"mark.colour-{number}": _recolour(colour) for number, colour in enumerate(COLOURS, 1)},
        "mark.tags": _tags,
        "mark.delete": _delete,
        "app.export": _export,
    }
    return {
        name: _picked_or(action, several[name]) if name in several else action
        for name, action in actions.items()
    }


SIDEBAR: Mapping[str, Action] = {
    "sidebar.open": far(_open),
    "sidebar.next": lambda screen: screen.sidebar.notes.move_by(1),
    "sidebar.previous": lambda screen: screen.sidebar.notes.move_by(-1),
    "sidebar.page-down": lambda screen: screen.sidebar.notes.move_by_page(1),
    "sidebar.page-up": lambda screen: screen.sidebar.notes.move_by_page(-1),
    "sidebar.top": lambda screen: screen.sidebar.notes.move_to(0),
    "sidebar.end": lambda screen: screen.sidebar.notes.move_to(screen.sidebar.notes.count()),
    "sidebar.filter": lambda screen: screen.asker.ask("filter-notes", "filter", screen.sidebar.notes.filter),
    "sidebar.order": _order,
    "sidebar.fold": lambda screen: screen.sidebar.notes.fold(),
    "sidebar.fold-all": lambda screen: screen.sidebar.notes.fold_all(),
    "sidebar.pick": _pick,
    "sidebar.pick-all": _pick_all,
    "sidebar.accept": _accept,
    "sidebar.place": _place,
    "sidebar.back": _back,
}
