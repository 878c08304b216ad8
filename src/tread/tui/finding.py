"""Finding on the reading screen: as the reader types, `n` and `N`, and the count of all hits.

The searching is done by a worker, a slice of the article at a time and the nearest first; the next
keystroke ends it. What it finds comes in messages and is shown here. So however long the article and
however slow the expression, no key waits for a search, but for those that act on its answer: they are kept
until it is there (`typeahead`), and dropped, which is said, where that takes too long.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.worker import get_current_worker

from tread.core.document import Document
from tread.core.find import Case, Found, Hits, LiteralMatcher, Matcher, Missing, Query, search_slice
from tread.core.position import Position
from tread.core.selection import Selection
from tread.errors import PatternError
from tread.keys import shown
from tread.tui import jumping
from tread.tui.messages import HitsFound, SearchFailed
from tread.tui.widgets.canvas import Text, fit

if TYPE_CHECKING:
    from tread.tui.desk import OpenArticle
    from tread.tui.screens.reader import ReaderScreen
    from tread.tui.widgets.article_view import ArticleView

_TELL_S = 0.05
"""How often a search tells what it has found."""
_WAIT_S = 0.1
_PATIENCE_S = 2.0
"""How long keys wait for the answer to a search."""
_QUERY_CELLS = 24
_ROOM_FOR_KEYS = 72
_CASES: dict[Case, str] = {"smart": "smart case", "exact": "exact case", "any": "any case"}
_NEXT_CASE: dict[Case, Case] = {"smart": "exact", "exact": "any", "any": "smart"}


class _Wish(NamedTuple):
    """Where the reader wants to be taken: to the hit that is nearest to a position.

    is_asked: Enter, n or N was pressed, not just another letter typed. holds_keys: what is pressed waits.
    """

    position: Position
    forward: bool = True
    is_asked: bool = False
    holds_keys: bool = False


class Finder:
    """What is looked for in the article that a screen shows."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._modes = Query("")
        self._query = Query("")
        self._kept = Query("")
        self._hits: Hits | None = None
        self._is_shown = False
        self._matcher: Matcher | None = None
        self._view: ArticleView = screen.view
        self._problem = ""
        self._origin: Selection | None = None
        self._wish: _Wish | None = None

    # What the reader does

    def open(self) -> None:
        """Ask what to find."""
        view = self._screen.view
        if view.reading is None or not view.reading.document.paragraphs:
            return
        self._take_view(view)
        self._origin = view.selection
        jumping.begin_search(self._screen)
        self._screen.asker.ask("find", "find")
        self._show_modes()

    def typed(self, text: str) -> None:
        """Go to the first hit at or after the place where the search began."""
        if self._origin is None:
            return
        if not text.strip():
            self.hide()
            self._view.select(self._origin)
        elif self._begin(self._modes._replace(text=text)):
            self._want(_Wish(self._origin.range.start))
        else:
            self._view.select(self._origin)
        self._show_modes()
        self._screen.show_status()

    def answered(self, text: str) -> None:
        """Keep the search: `n` and `N` go on from here. An empty one repeats the last."""
        origin, query = self._origin, self._modes._replace(text=text)
        if origin is None:
            return
        if not text.strip():
            if self._kept.text:
                self.go(forward=True)
            else:
                self.cancelled()
            return
        self._kept = query
        if (query != self._query or self._hits is None) and not self._begin(query):
            self._view.select(origin)
            self._screen.status.say(self._problem, error=True)
            return
        self._want(_Wish(origin.range.start, is_asked=True))

    def cancelled(self) -> None:
        """Go back to where the search began."""
        self.hide()
        if self._origin is not None:
            self._view.select(self._origin)

    def go(self, *, forward: bool) -> None:
        """Go to the next hit, or to the one before; without a search, ask what to find."""
        view = self._screen.view
        if view.reading is None:
            return
        self._take_view(view)
        if not self._kept.text:
            self.open()
            return
        jumping.begin_search(self._screen)
        head = view.selection.head
        position = head.end if forward else head.start
        is_stale = self._hits is None or self._hits.extent is not view.reading.extent
        if is_stale or self._query != self._kept:
            if not self._begin(self._kept):
                self._screen.status.say(self._problem, error=True)
                return
        elif view.hits is not self._hits:
            view.show_hits(self._hits)
            self._is_shown = True
        self._want(_Wish(position, forward, is_asked=True))

    def switch_whole_word(self) -> None:
        """Find whole words only, or parts of words too."""
        self._switch(self._modes._replace(whole_word=not self._modes.whole_word))

    def switch_case(self) -> None:
        """Another rule for capitals and small letters."""
        self._switch(self._modes._replace(case=_NEXT_CASE[self._modes.case]))

    def switch_regex(self) -> None:
        """Take what is typed for a regular expression, or as it is."""
        self._switch(self._modes._replace(is_regex=not self._modes.is_regex))

    def _switch(self, modes: Query) -> None:
        """Find in other ways, also while the text is being typed."""
        self._modes = modes
        prompt = self._screen.asker.prompt
        if prompt is not None and prompt.is_asking:
            self.typed(prompt.field.value)
            return
        self._kept = modes._replace(text=self._kept.text)
        if self._view is self._screen.view and self._view.hits is not None:
            self._origin = self._view.selection
            self.answered(self._kept.text)
        self._screen.status.say("Finding: " + ", ".join(name for name, _ in self._mode_names()) + ".")

    def hide(self) -> None:
        """Show no hits, and leave off searching."""
        self.give_up()
        self._is_shown = False
        self._screen.workers.cancel_group(self._screen, "find")
        if self._view.hits is not None:
            self._view.show_hits(None)

    def _take_view(self, view: ArticleView) -> None:
        """Find on a page; the hits that are shown on another go."""
        if view is not self._view:
            self.hide()
            self._view = view

    def give_up(self) -> None:
        """The reader does not want to be taken anywhere any more."""
        self._wish = None

    def forget(self, view: ArticleView) -> None:
        """Another article will be shown on a page."""
        if view is not self._view:
            return
        self.hide()
        self._hits = self._origin = None
        self._query = self._kept = Query("")

    def renew(self) -> None:
        """An article has another text: what is looked for in it is looked for in that, and nobody moved."""
        reading, hits = self._view.reading, self._hits
        if reading is None or hits is None or hits.extent is reading.extent:
            return
        self.give_up()
        if self._is_shown and self._begin(self._query):
            self._search(_Wish(self._view.selection.head.start))

    @property
    def is_awaited(self) -> bool:
        """True while keys have to wait for the answer to a search."""
        return self._wish is not None and self._wish.holds_keys

    # What is found

    def took(self, message: HitsFound) -> None:
        """Show what more has been found."""
        hits, view = message.hits, self._view
        if hits is not self._hits or view.reading is None or hits.extent is not view.reading.extent:
            return
        for number, found in message.found:
            hits.add(number, found)
        if view.hits is hits:
            view.hits_added([number for number, _ in message.found])
        else:
            view.show_hits(hits)
        self._settle()
        self._screen.show_status()

    def failed(self, message: SearchFailed) -> None:
        """A search has been left off; what it has found until then stays."""
        if message.hits is not self._hits:
            return
        self._problem = str(message.error)
        if self._wish is not None and self._wish.is_asked:
            self._screen.status.say(self._problem, error=True)
        self.give_up()
        self._show_modes()

    @property
    def status(self) -> str:
        """What is looked for and which hit the reader is at: "/reef 3 of 41"; or empty."""
        hits, view = self._view.hits, self._view
        if hits is None or hits is not self._hits or view is not self._screen.view:
            return ""
        is_complete = hits.is_complete
        total = f"{hits.total:,}{'' if is_complete else '+'}"
        number = hits.number_at(view.selection.head.start)
        if number is not None:
            count = f"{number:,} of {total}"
        elif hits.total:
            count = f"{total} found"
        else:
            count = "not found" if is_complete else "…"
        return f"/{fit(self._query.text, _QUERY_CELLS)} {count}"

    # Searching

    def _begin(self, query: Query) -> bool:
        """Find something else from here on; False when it is no query, and `_problem` says why."""
        reading = self._view.reading
        assert reading is not None
        self._query, self._problem = query, ""
        try:
            self._matcher = _matcher(query)
        except PatternError as error:
            self._problem = str(error)
            self.hide()
            self._hits = None
            return False
        self._hits, self._is_shown = Hits(reading.extent), True
        return True

    def _want(self, wish: _Wish) -> None:
        """Go to a hit at once where it is known, and else as soon as the search has come to it."""
        self._wish = wish
        self._settle()
        if self._wish is not None and wish.is_asked:
            self._wish = wish = wish._replace(holds_keys=True)
            self._screen.set_timer(_PATIENCE_S, partial(self._lose_patience, wish))
        if self._hits is not None and not self._hits.is_complete:
            self._search(wish)

    def _settle(self) -> None:
        """Take the reader where they want to be, if that can be told yet."""
        wish, hits, view = self._wish, self._hits, self._view
        if wish is None or hits is None:
            return
        place = hits.nearest(wish.position, wish.forward)
        if isinstance(place, Missing):
            return
        self._wish = None
        if place is not None:
            view.show_range(place)
            if wish.is_asked:
                jumping.found(self._screen, view)
            went_round = place.start < wish.position if wish.forward else place.end > wish.position
            if wish.is_asked and went_round:
                end = "top" if wish.forward else "end"
                self._screen.status.say(f"The search went on at the {end}.")
            return
        if self._origin is not None and wish.position == self._origin.range.start:
            view.select(self._origin)
        if wish.is_asked:
            self._screen.status.say(f"“{self._query.text}” is not in this article.")

    def _lose_patience(self, wish: _Wish) -> None:
        if self._wish is wish:
            self._wish = wish._replace(holds_keys=False)
            if self._screen.ahead.drop():
                self._screen.status.say("Still searching: the keys that were meant for its hit do nothing.")

    def _search(self, wish: _Wish) -> None:
        """Search what has not been searched yet, the slices first that tell where the wish leads."""
        article, reading, hits = self._screen.article, self._view.reading, self._hits
        if article is None or reading is None or hits is None or self._matcher is None:
            return
        document, matcher = reading.document, self._matcher
        self._screen.run_worker(
            # No partial: Textual takes its repr, and that of the document is as long as the article (textual
            # 8.2.8 dom.py:531).
            lambda: self._work(article, document, hits, matcher, wish),
            thread=True,
            exclusive=True,
            group="find",
            exit_on_error=False,
        )

    def _work(
        self, article: OpenArticle, document: Document, hits: Hits, matcher: Matcher, wish: _Wish
    ) -> None:
        """In a worker thread: search, and tell what has been found to be added to `hits`."""
        mine = Hits(hits.extent, hits)
        worker, post = get_current_worker(), self._screen.post_message
        found: list[tuple[int, Found]] = []
        told = time.monotonic()

        def pause() -> None:
            time.sleep(0)  # lets another thread run, which the interpreter alone does only after 5 ms
            if worker.is_cancelled:
                raise _LeftOff

        def look(number: int) -> None:
            one = search_slice(matcher, document, mine.extent, number, pause)
            mine.add(number, one)
            found.append((number, one))
            if time.monotonic() - told > _TELL_S:
                tell()

        def tell() -> None:
            nonlocal found, told
            if found:
                post(HitsFound(hits, found))
            found, told = [], time.monotonic()

        try:
            while isinstance(answer := mine.nearest(wish.position, wish.forward), Missing):
                if answer.number >= mine.slices:
                    break
                look(answer.number)
            tell()
            while not mine.is_complete:
                for number in mine.missing:
                    look(number)
                tell()
                if not mine.is_complete:
                    article.is_read.wait(_WAIT_S)
                    pause()
        except PatternError as error:
            post(SearchFailed(hits, error))
        except _LeftOff:
            return

    # The modes

    def _mode_names(self) -> list[tuple[str, bool]]:
        """What each mode is called, and whether it is another than the usual."""
        modes = self._modes
        return [
            ("whole words" if modes.whole_word else "any words", modes.whole_word),
            (_CASES[modes.case], modes.case != "smart"),
            ("regular expression" if modes.is_regex else "literal", modes.is_regex),
        ]

    def _show_modes(self) -> None:
        """Show in the prompt what is switched on and with which key, or what is wrong."""
        prompt = self._screen.asker.prompt
        if prompt is None or prompt.question != "find":
            return
        if self._problem:
            prompt.hint.show([(f" {self._problem} ", "note")])
            return
        modes = self._modes
        has_room = self._screen.size.width >= _ROOM_FOR_KEYS
        texts: list[Text] = []
        for command, name, is_on in (
            ("find.whole-word", "word", modes.whole_word),
            ("find.case", _CASES[modes.case], modes.case != "smart"),
            ("find.regex", "regex", modes.is_regex),
        ):
            keys = self._screen.app.keymap.keys_of(command, "article")
            if has_room and keys:
                texts.append((f" {shown(keys[0])}", "key"))
            if is_on or (has_room and keys):
                texts += [(" ", "muted"), (name, "current" if is_on else "muted"), (" ", "muted")]
        prompt.hint.show(texts)


class _LeftOff(Exception):
    """Nobody waits for this search any more."""


def _matcher(query: Query) -> Matcher:
    """What finds a query. Errors: PatternError."""
    if not query.is_regex:
        return LiteralMatcher(query)
    from tread.patterns import PatternMatcher  # brings a package of its own

    return PatternMatcher(query)
