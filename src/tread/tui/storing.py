"""What the store has of the open articles, brought to the screen: read, written, or written by others.

Steps are written by `tread.tui.saving`, whose thread does all work on the store; here is what the screen
makes of what comes back.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tread.core.clean import clean_line
from tread.errors import StoreError
from tread.tui.messages import AnnotationsRead, SaveFailed

if TYPE_CHECKING:
    from tread.tui.desk import OpenArticle
    from tread.tui.saving import Saver
    from tread.tui.screens.reader import ReaderScreen

_OUTSIDE_CHECK_S = 1.0


class Storing:
    """The store as one screen sees it; saver: writes the screen's steps."""

    def __init__(self, screen: ReaderScreen, saver: Saver) -> None:
        self._screen = screen
        self._saver = saver
        self._told_failure = ""
        self._has_swept = False

    def begin(self) -> None:
        """Write what there is to write, and look for what other processes have written."""
        self._screen.run_worker(self._saver.run(), group="saver", exit_on_error=False)
        self._screen.set_interval(_OUTSIDE_CHECK_S, self._look_outside)

    def read(self, article: OpenArticle) -> None:
        """Read an article's annotations once everything asked for so far is on disk."""
        self._saver.then(lambda: self._read(article))

    def took(self, message: AnnotationsRead) -> None:
        """Show what the store has on an article."""
        screen, article, stored = self._screen, message.article, message.stored
        if stored.edition is not article.reading.edition:
            # The file has changed while the annotations' places were looked for.
            self.read(article)
            return
        self._take_back_failure()
        article.reading.acknowledge(stored.news, pending=self._saver.pending(article))
        is_first = not article.has_history
        if is_first:
            article.has_history = True
            article.reading.remember(stored.history)
        article.reading.colour_names = screen.naming.names(stored.colour_names)
        article.drafts = dict(stored.drafts)
        article.is_kept = "read only" if stored.read_only else "saved" if stored.news.stored else ""
        if not screen.panes.showing(article):
            return
        screen.annotations_changed(article)
        screen.all_notes.arrive(article)
        if is_first:
            screen.writer.offer(article)
        for notice in (*stored.notices, article.store_place.reason):
            if notice:
                screen.app.warn(notice)
        screen.show_status()

    def saved(self, article: OpenArticle) -> None:
        """Say that a change is on disk, and show what the store made of it."""
        screen = self._screen
        self._take_back_failure()
        article.is_kept = "saved"
        if not self._has_swept:
            self._has_swept = True
            self._saver.then(article.sweep)
        screen.all_notes.read_again()
        if not self._saver.unsaved:
            screen.annotations_changed(article)
        screen.show_status()
        screen.library.count(article.path, len(article.reading.marks))

    def failed(self, message: SaveFailed) -> None:
        """Say that a change is not on disk, and why; it will be tried again."""
        self._told_failure = clean_line(str(message.error))
        self._screen.status.say(self._told_failure, error=True)
        self._screen.show_status()

    def _take_back_failure(self) -> None:
        if self._saver.failure is None and self._screen.status.message == self._told_failure:
            self._screen.status.say("")

    def _look_outside(self) -> None:
        articles = dict.fromkeys(pane.article for pane in self._screen.panes.articles if pane.article)
        if articles and not self._saver.unsaved:
            # By the thread that writes: what was read beside it could arrive after a later write.
            self._saver.then(lambda: self._read_outside(articles))

    # In the store's thread

    def _read_outside(self, articles: Iterable[OpenArticle]) -> None:
        """Read again what another process has written to."""
        for article in articles:
            try:
                if article.has_changed_outside():
                    self._screen.post_message(AnnotationsRead(article, article.read_stored()))
            except StoreError as error:
                self._screen.post_message(SaveFailed(article, error))

    def _read(self, article: OpenArticle) -> None:
        """Read what the store has on an article."""
        try:
            self._screen.post_message(AnnotationsRead(article, article.read_stored()))
        except StoreError as error:
            self._screen.post_message(SaveFailed(article, error))
