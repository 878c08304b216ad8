"""Far steps and the way back: the jump list of each article pane, and bookmarks.

A far step is a command wrapped in `far`; opening another article is one too. `tread.core.jumps` has the
rules; here they are brought to the screen. The reading screen and its commands import it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tread.commands import COMMAND_BY_ID, Command
from tread.core.clean import clean_line
from tread.core.jumps import Jump, Jumps
from tread.core.motion import paragraph_at, to_range
from tread.keys import LETTER, shown
from tread.reading import annotating
from tread.tui.widgets.canvas import Text, fit

if TYPE_CHECKING:
    from tread.tui.screens.reader import ReaderScreen
    from tread.tui.widgets.article_pane import ArticlePane
    from tread.tui.widgets.article_view import ArticleView

    Action = Callable[[ReaderScreen], None]
    LetterAction = Callable[[ReaderScreen, str], None]

_WORDS_CELLS = 24
"""How much of a bookmark's words is shown where all of them are."""


def here(pane: ArticlePane) -> Jump | None:
    """Where the reader stands in a pane; None where there is nothing to read."""
    article = pane.article
    if article is None or not article.reading.document.paragraphs:
        return None
    return Jump(str(article.path), pane.view.standing)


def record(pane: ArticlePane, before: Jump | None) -> None:
    """Remember where a far step began, if it led anywhere."""
    after = here(pane)
    if before is not None and after is not None and not before.is_at(after):
        pane.jumps = pane.jumps.leaving(before)


def far(action: Action) -> Action:
    """A command that goes far: where it began is remembered."""

    def run(screen: ReaderScreen) -> None:
        pane = screen.panes.current
        before = here(pane)
        action(screen)
        record(pane, before)

    return run


def begin_search(screen: ReaderScreen) -> None:
    """A search begins: where it does is remembered when something is found."""
    screen.panes.current.searched_from = here(screen.panes.current)


def found(screen: ReaderScreen, view: ArticleView) -> None:
    """A search on a page has led to what was looked for."""
    for pane in screen.panes.articles:
        if pane.view is view:
            record(pane, pane.searched_from)


# Along the way


def _go(way: Callable[[Jumps, Jump], tuple[Jumps, Jump] | None], nothing: str) -> Action:
    def run(screen: ReaderScreen) -> None:
        pane = screen.panes.current
        before = here(pane)
        if before is None:
            return
        step = way(pane.jumps, before)
        if step is None:
            screen.status.say(nothing)
            return
        jumps, there = step
        if there.article == before.article:
            pane.jumps = jumps
            screen.opener.stand(pane, there.standing)
        else:
            pane.bound_for = step
            screen.opener.open(Path(there.article))

    return run


def arrive(screen: ReaderScreen, pane: ArticlePane, before: Jump | None) -> None:
    """Another article is shown: go where its reader was bound for, or remember where this step began."""
    bound_for, pane.bound_for = pane.bound_for, None
    after = here(pane)
    if bound_for is not None and after is not None and bound_for[1].article == after.article:
        pane.jumps = bound_for[0]
        screen.opener.stand(pane, bound_for[1].standing)
    else:
        record(pane, before)


# Bookmarks


def bookmark(screen: ReaderScreen, letter: str = "") -> None:
    """Set a bookmark on what is selected."""
    if screen.article is not None:
        screen.apply(annotating.bookmark(screen.article.reading, screen.view.selection.range, letter))


def _go_to_bookmark(screen: ReaderScreen, letter: str) -> None:
    article = screen.article
    if article is None:
        return
    mark = article.reading.marks.lettered.get(letter)
    if mark is None:
        lost = any(one.letter == letter and one.kind == "bookmark" for one in article.reading.annotations)
        why = "has lost its place in the article" if lost else "is not set"
        screen.status.say(f"Bookmark {letter} {why}.")
        return
    document, selection = article.reading.document, screen.view.selection
    if mark.range.is_empty:
        target = paragraph_at(document, mark.range.start.paragraph, selection)
    elif mark.range == document.whole(mark.range.start.paragraph):
        target = to_range(document, selection, mark.range, "paragraph")
    else:
        target = to_range(document, selection, mark.range, "free")
    screen.view.select(target)


def ask_letter(command_id: str) -> Action:
    """Wait for the letter that a command takes: it was run by its name."""

    def run(screen: ReaderScreen) -> None:
        screen.keyboard.await_letter(COMMAND_BY_ID[command_id])

    return run


def continuations(screen: ReaderScreen, keys: str, command: Command) -> list[Text]:
    """What the row of hints says of keys that may follow: for bookmarks, which there are."""
    marks = screen.article.reading.marks.lettered if screen.article else {}
    if command.id != "article.go-to-bookmark" or not marks:
        return [(shown(keys), "key"), (f" {command.title}   ", "muted")]
    hint: list[Text] = []
    for letter, mark in marks.items():
        words = clean_line(mark.annotation.anchor.quote.exact) if mark.annotation.anchor else ""
        start = keys.replace(LETTER, clean_line(letter)[:1])
        hint += [(start, "key"), (f" {fit(words, _WORDS_CELLS)}   ", "muted")]
    return hint


ACTIONS: Mapping[str, Action] = {
    "article.jump-back": _go(Jumps.back, "There is no jump to go back over."),
    "article.jump-forward": _go(Jumps.forward, "There is no jump to go on to."),
    "article.jump-last": _go(Jumps.swap, "There has been no jump yet."),
    "article.go-to-bookmark": ask_letter("article.go-to-bookmark"),
    "mark.bookmark": ask_letter("mark.bookmark"),
    "mark.bare-bookmark": bookmark,
}

LETTER_ACTIONS: Mapping[str, LetterAction] = {
    "article.go-to-bookmark": lambda screen, letter: far(lambda one: _go_to_bookmark(one, letter))(screen),
    "mark.bookmark": bookmark,
}
"""What the commands that take a letter do with it."""
