"""What each command of the registry does, on the reading screen.

`ACTIONS` has a function for every command id; a test holds the two together. Functions here are short:
they ask the article's `Reading` or `tread.core.motion`, and tell the screen what has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tread.core import motion
from tread.core.document import Document
from tread.core.marks import Mark, Marks
from tread.core.position import Position
from tread.core.selection import OBJECTS, SURROUNDED, Reach, Selection, Unit, let_go, swap_ends
from tread.errors import TreadError
from tread.tui import jumping, leaving, typesetting
from tread.tui.all_notes import NOTES, with_all_notes
from tread.tui.comparing import COMPARING
from tread.tui.jumping import far
from tread.tui.marking import MARKING, Action, reading_of
from tread.tui.tending import SIDEBAR, come_back, with_picked

if TYPE_CHECKING:
    from tread.tui.screens.reader import ReaderScreen

# Moving


def _by(step: Callable[..., object]) -> Action:
    return lambda screen: screen.view.move(step)  # type: ignore[arg-type]


def _swap_ends(screen: ReaderScreen) -> None:
    reading = reading_of(screen)
    if reading is None or not reading.document.paragraphs:
        return
    view, held = screen.view, screen.view.held
    if held and not view.selection.extending:
        from tread.core.adjust import turned

        view.select(turned(reading.document, view.selection))
    else:
        view.select(swap_ends(view.selection))
    view.held = held


def _reshape(change: Callable[[Document, Selection], Selection], nothing: str) -> Action:
    def run(screen: ReaderScreen) -> None:
        reading = reading_of(screen)
        if reading is None or not reading.document.paragraphs:
            return
        before = screen.view.selection
        screen.view.select(change(reading.document, before))
        if screen.view.selection == before:
            screen.status.say(nothing)

    return run


def _object(unit: Unit, reach: Reach) -> Action:
    def change(document: Document, selection: Selection) -> Selection:
        from tread.core.objects import select_object

        return select_object(document, selection, unit, reach)

    return _reshape(change, f"There is no {unit} here, or it is selected already.")


def _again(screen: ReaderScreen) -> None:
    if not screen.view.select_again():
        screen.status.say("Nothing was stretched yet.")


def _to_mark(find: Callable[[Marks, Position], Mark | None], nothing: str) -> Action:
    def run(screen: ReaderScreen) -> None:
        reading = reading_of(screen)
        if reading is None:
            return
        if mark := find(reading.marks, screen.view.selection.range.start):
            screen.view.show_range(mark.range)
        else:
            screen.status.say(nothing)

    return run


def _let_go(screen: ReaderScreen) -> None:
    reading = reading_of(screen)
    if reading is None or not reading.document.paragraphs:
        return
    view = screen.view
    selection = let_go(reading.document, view.selection)
    if come_back(screen):
        return
    if view.hits is not None:
        screen.finder.hide()
    elif selection != view.selection:
        view.select(selection)
    elif screen.pen:
        screen.pen = False
        screen.show_status()
    elif screen.panes.only_article:
        screen.panes.show_only_article(False)


# Panes


def _split(screen: ReaderScreen) -> None:
    if screen.article is None:
        screen.status.say("There is no article to show beside this one.")
    elif not screen.opener.split():
        screen.status.say("There are two articles already.")


def _other_pane(screen: ReaderScreen) -> None:
    if screen.panes.is_split:
        screen.panes.focus_other()
    else:
        screen.panes.focus_next(1)


def _close_pane(screen: ReaderScreen) -> None:
    if not screen.opener.close_pane():
        screen.status.say("This is the only article pane.")


def _widen(steps: int) -> Action:
    def run(screen: ReaderScreen) -> None:
        if not screen.panes.widen(steps):
            screen.status.say("There is nothing beside the article.")

    return run


def _toggle_library(screen: ReaderScreen) -> None:
    if screen.panes.is_shown("library"):
        screen.panes.library_wish = "off"
        if screen.context == "library" and screen.article is not None:
            screen.panes.focus("article")
        screen.panes.fold()
        return
    screen.panes.library_wish, screen.panes.only_article = "on", False
    screen.panes.focus("library")
    screen.call_after_refresh(screen.library.load, screen.app.target)


def _toggle_sidebar(screen: ReaderScreen) -> None:
    if screen.panes.is_shown("sidebar"):
        screen.panes.sidebar_wish = "off"
        if screen.context == "sidebar":
            screen.panes.focus("article")
        screen.panes.fold()
        return
    screen.panes.show_sidebar()


def _toggle_only_article(screen: ReaderScreen) -> None:
    if screen.article is not None:
        screen.panes.show_only_article(not screen.panes.only_article)


# The lists


def _open_in_library(screen: ReaderScreen) -> None:
    if path := screen.library.articles.chosen_path():
        screen.opener.open(path)
    elif reason := screen.library.articles.reason():
        screen.status.say(reason, error=True)


# tread itself


def _export(screen: ReaderScreen) -> None:
    article = screen.article
    if article is None:
        return
    if not article.reading.annotations:
        screen.status.say("There is nothing to export: no highlights or notes yet.")
        return
    screen.asker.ask("export", "export to", str(article.export_path(screen.app.settings.export_folder)))


def export_answered(screen: ReaderScreen, text: str) -> None:
    """Write the notes where the reader said."""
    article = screen.article
    if article is None or not text.strip():
        return
    path = Path(text.strip()).expanduser()
    try:
        changed = article.export(path)
    except TreadError as error:
        screen.status.say(str(error), error=True)
        return
    screen.status.say(f"Exported to {path}." if changed else f"Nothing has changed since: {path}.")


def _keys(screen: ReaderScreen) -> None:
    from tread.tui.screens.keys import KeysScreen

    screen.app.push_screen(KeysScreen(screen.app.keymap, screen.commands_for))


def _quit(screen: ReaderScreen) -> None:
    """Leave the article for the library, where there is one; from there, leave tread."""
    target = screen.app.target
    if screen.context == "library" or not target.opens_library or screen.article is None:
        screen.run_worker(leaving.leave(screen), group="leave", exit_on_error=False)
    elif screen.context == "sidebar":
        screen.panes.focus("article")
    else:
        screen.places.keep()
        screen.panes.library_wish = (
            "auto" if screen.panes.library_wish == "off" else screen.panes.library_wish
        )
        screen.panes.focus("library")


_PAGE, _HALF = 1.0, 0.5

WHILE_TYPING = ("find.whole-word", "find.case", "find.regex")
"""Commands that run while the text to be found is being typed."""

ACTIONS: Mapping[str, Action] = {
    "article.next-paragraph": lambda screen: screen.view.next_paragraph(),
    "article.previous-paragraph": lambda screen: screen.view.previous_paragraph(),
    "article.next-sentence": _by(motion.next_sentence),
    "article.previous-sentence": _by(motion.previous_sentence),
    "article.next-word": _by(motion.next_word),
    "article.previous-word": _by(motion.previous_word),
    "article.next-heading": far(_by(motion.next_heading)),
    "article.previous-heading": far(_by(motion.previous_heading)),
    "article.next-quotation": _reshape(motion.next_quotation, "No quotation further down."),
    "article.previous-quotation": _reshape(motion.previous_quotation, "No quotation further up."),
    "article.next-annotation": far(_to_mark(Marks.after, "No annotation further down.")),
    "article.previous-annotation": far(_to_mark(Marks.before, "No annotation further up.")),
    "article.page-down": lambda screen: screen.view.page(_PAGE),
    "article.page-up": lambda screen: screen.view.page(-_PAGE),
    "article.half-page-down": lambda screen: screen.view.page(_HALF),
    "article.half-page-up": lambda screen: screen.view.page(-_HALF),
    "article.top": far(_by(motion.first_paragraph)),
    "article.end": far(lambda screen: screen.opener.go_to_end()),
    **jumping.ACTIONS,
    "selection.swap-ends": _swap_ends,
    "selection.again": _again,
    **{f"selection.inside-{unit}": _object(unit, "inside") for unit in OBJECTS},
    **{f"selection.around-{unit}": _object(unit, "around") for unit in SURROUNDED},
    "selection.label-sentences": lambda screen: screen.labelling.sentences(),
    "selection.label-words": lambda screen: screen.labelling.words(),
    "selection.label-highlights": lambda screen: screen.labelling.highlights(),
    "selection.label-links": lambda screen: screen.labelling.links(),
    "selection.let-go": _let_go,
    **with_all_notes(with_picked(MARKING)),
    "find.open": lambda screen: screen.finder.open(),
    "find.next": lambda screen: screen.finder.go(forward=True),
    "find.previous": lambda screen: screen.finder.go(forward=False),
    "find.whole-word": lambda screen: screen.finder.switch_whole_word(),
    "find.case": lambda screen: screen.finder.switch_case(),
    "find.regex": lambda screen: screen.finder.switch_regex(),
    "view.next-pane": lambda screen: screen.panes.focus_next(1),
    "view.previous-pane": lambda screen: screen.panes.focus_next(-1),
    "view.split": _split,
    "view.other-pane": _other_pane,
    "view.close-pane": _close_pane,
    "view.widen": _widen(1),
    "view.narrow": _widen(-1),
    "view.even": lambda screen: screen.panes.even(),
    "page.footnote": typesetting.toggle_footnotes,
    "page.image": typesetting.show_image,
    "page.code-right": typesetting.scroll_code(1),
    "page.code-left": typesetting.scroll_code(-1),
    "page.wider": typesetting.resize_measure(1),
    "page.narrower": typesetting.resize_measure(-1),
    "page.justify": typesetting.toggle_justified,
    "page.wrap-code": typesetting.toggle_wrapped_code,
    "view.library": _toggle_library,
    "view.sidebar": _toggle_sidebar,
    "view.only-article": _toggle_only_article,
    "view.focus-mode": lambda screen: screen.panes.toggle_focus_mode(),
    "view.theme": lambda screen: screen.app.choose_theme(),
    "library.open": _open_in_library,
    "library.next": lambda screen: screen.library.articles.move_by(1),
    "library.previous": lambda screen: screen.library.articles.move_by(-1),
    "library.page-down": lambda screen: screen.library.articles.move_by_page(1),
    "library.page-up": lambda screen: screen.library.articles.move_by_page(-1),
    "library.top": lambda screen: screen.library.articles.move_to(0),
    "library.end": lambda screen: screen.library.articles.move_to(screen.library.articles.count()),
    "library.filter": lambda screen: screen.asker.ask("filter-library", "filter", screen.library.filtered_by),
    "library.show-all": lambda screen: screen.library.filter(""),
    "library.sort": lambda screen: screen.status.say(screen.library.sort_next()),
    **SIDEBAR,
    **COMPARING,
    **NOTES,
    "note.keep": lambda screen: screen.writer.leave(),
    "note.quote": lambda screen: screen.writer.put_quote(),
    "note.editor": lambda screen: screen.writer.go_outside(),
    "note.page-down": lambda screen: screen.writer.scroll(pages=1),
    "note.page-up": lambda screen: screen.writer.scroll(pages=-1),
    "note.scroll-down": lambda screen: screen.writer.scroll(1),
    "note.scroll-up": lambda screen: screen.writer.scroll(-1),
    "note.undo": lambda screen: screen.writer.undo(),
    "note.redo": lambda screen: screen.writer.redo(),
    **with_all_notes(with_picked({"app.export": _export})),
    "app.keys": _keys,
    "app.commands": lambda screen: screen.app.action_command_palette(),
    "app.suspend": lambda screen: screen.app.action_suspend_process(),
    "app.quit": _quit,
}

REPEATED = frozenset(
    (
        *(command_id for command_id in ACTIONS if command_id.startswith("article.")),
        *("selection.grow", "selection.shrink", "find.next", "find.previous", "mark.undo", "mark.redo"),
    )
) - {"article.top", "article.end"}
"""The commands that a count repeats; others do once what they do, whatever was counted."""


def run_counted(screen: ReaderScreen, command_id: str, count: int) -> None:
    """Run a command so many times; the end of the article with a number is the paragraph of that number."""
    if command_id == "article.end":
        far(_by(lambda document, selection: motion.paragraph_at(document, count - 1, selection)))(screen)
        return
    with screen.app.batch_update():
        for _ in range(count if command_id in REPEATED else 1):
            ACTIONS[command_id](screen)
