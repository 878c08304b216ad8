"""Where the reader is in each open article, written down as they read; and how fast they read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tread.errors import StoreError
from tread.tui.messages import SaveFailed

if TYPE_CHECKING:
    from tread.tui.desk import OpenArticle
    from tread.tui.screens.reader import ReaderScreen
    from tread.tui.widgets.article_view import ArticleView

_DELAY_S = 1.0


class PlaceKeeper:
    """Keeps the places in the articles of a screen, in workers."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._moved: set[ArticleView] = set()
        self._timer_runs = False

    def moved(self, view: ArticleView) -> None:
        """The reader has moved on a page: its place is kept before long."""
        self._moved.add(view)
        self._measure_pace(view)
        if not self._timer_runs:
            self._timer_runs = True
            self._screen.set_timer(_DELAY_S, self.keep)

    def keep(self) -> None:
        """Write down where the reader is; of two places in one article, where they read last."""
        self._timer_runs = False
        screen = self._screen
        for pane in screen.panes.articles:
            is_last = pane is screen.panes.current or pane.article is not screen.article
            if pane.article is not None and pane.view in self._moved and is_last:
                self._keep_place_of(pane.article, pane.view)
        self._moved.clear()

    def _measure_pace(self, view: ArticleView) -> None:
        screen, pacing = self._screen, self._screen.app.pacing
        if view is not screen.view or view.reading is None or screen.context != "article":
            return
        script = pacing.moved(view, view.reading.edition, view.top_position, view.bottom_position)
        if script is not None:
            self._work(lambda: pacing.keep(script))

    def _keep_place_of(self, article: OpenArticle, view: ArticleView) -> None:
        if not article.reading.document.paragraphs:
            return
        place = article.place_at(view.place(), view.fraction_seen)

        def keep() -> None:
            try:
                article.keep_place(place)
            except StoreError as error:
                self._screen.post_message(SaveFailed(article, error))

        self._work(keep)
        self._screen.library.read_to(article.path, place)

    def _work(self, work: Callable[[], None]) -> None:
        self._screen.run_worker(work, thread=True, group="places", exit_on_error=False)
