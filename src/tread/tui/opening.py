"""Articles in the panes of the reading screen: opening, showing, splitting and closing.

Reading is done in a worker, which posts messages; what they bring is shown here. A long article grows
while its first page is read, so that how long it is never makes anybody wait.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from tread.core.standing import Standing
from tread.errors import StoreError, TreadError
from tread.tui import jumping
from tread.tui.desk import OpenArticle
from tread.tui.messages import (
    AllRead,
    AnnotationsRead,
    ArticleOpened,
    MoreRead,
    OpenFailed,
    SaveFailed,
)

if TYPE_CHECKING:
    from tread.tui.screens.reader import ReaderScreen
    from tread.tui.widgets.article_pane import ArticlePane

_WAIT_S = 0.1


class Opener:
    """Opens articles in a screen's panes; opening another in a pane leaves off reading for that pane."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._resumes: set[ArticlePane] = set()
        self._goes_to_end: set[ArticlePane] = set()
        self._bound_for: dict[ArticlePane, Standing] = {}

    def open(self, path: Path) -> None:
        """Show an article in the pane that is read in; one that is not in memory is read in a worker."""
        screen = self._screen
        pane = screen.panes.current
        if screen.article is not None and screen.article.path == path:
            screen.panes.focus("article")
            return
        screen.writer.keep()
        screen.places.keep()
        shown = next((one.article for one in screen.panes.articles if one.article_path == path), None)
        if (known := shown or screen.saver.article_at(path)) is not None:
            self.show(known, pane)
            return
        self._work(lambda: self._read(path, pane), f"open {pane.id}")

    def opened(self, message: ArticleOpened) -> None:
        """Show what has been read of an article, and read the rest."""
        self.show(message.article, message.pane)
        self.read_rest(message.article)

    def failed(self, message: OpenFailed) -> None:
        """Say why an article cannot be read, and leave everything as it is."""
        screen = self._screen
        if screen.article is None and not screen.app.target.opens_library:
            screen.app.fail(message.error)
            return
        screen.status.say(str(message.error), error=True)

    def show(self, article: OpenArticle, pane: ArticlePane) -> None:
        """Show an article in a pane, at the place where its reader left it."""
        screen = self._screen
        left = jumping.here(pane)
        before, pane.article = pane.article, article
        article.reading.colour = screen.app.settings.default_colour
        if not article.reading.colour_names:
            article.reading.colour_names = screen.naming.names({})
        screen.finder.forget(pane.view)
        pane.view.show(article.reading, standing=self._begin(article, pane))
        jumping.arrive(screen, pane, left)
        self._let_go_of(before)
        screen.library.mark_open(article.path)
        screen.panes.focus("article", pane)
        screen.article_changed()
        if screen.is_labelling:
            screen.labelling.arrived(article)

    def split(self) -> bool:
        """Show the article in a second pane, at the same place; False where there are two panes already."""
        screen = self._screen
        article, before = screen.article, screen.view
        if article is None or (pane := screen.panes.split()) is None:
            return False
        pane.article, pane.jumps = article, screen.panes.current.jumps
        pane.view.show(article.reading, standing=before.standing)
        screen.panes.focus("article")
        screen.article_changed()
        return True

    def close_pane(self) -> bool:
        """Close the pane that is read in; False where it is the only one."""
        screen = self._screen
        if not screen.panes.is_split:
            return False
        screen.writer.keep()
        screen.places.keep()
        closed = screen.panes.current
        screen.panes.close(closed)
        self._let_go_of(closed.article)
        return True

    def _let_go_of(self, article: OpenArticle | None) -> None:
        """Stop reading an article that no pane shows any more, unless it has changes to be written."""
        if article is None or self._screen.panes.showing(article):
            return
        if self._screen.saver.article_at(article.path) is None:
            self._screen.workers.cancel_group(self._screen, _group(article))

    def read_rest(self, article: OpenArticle) -> None:
        """Read, in a worker, the rest of an article whose first part is shown, then its annotations."""
        self._work(lambda: self._read_rest(article), _group(article))

    def _begin(self, article: OpenArticle, pane: ArticlePane) -> Standing | None:
        """Where its reader left an article, to show it there in a pane, if that has been read yet."""
        self.moved_on(pane)
        standing = article.resume()
        if standing is None and article.has_place:
            self._resumes.add(pane)
        return standing

    def moved_on(self, pane: ArticlePane) -> None:
        """The reader has done something: who reads does not want to be taken elsewhere."""
        self._resumes.discard(pane)
        self._goes_to_end.discard(pane)
        self._bound_for.pop(pane, None)

    def stand(self, pane: ArticlePane, standing: Standing) -> None:
        """Go where the reader stood in a pane's article; in one that is still being read, on to there as soon
        as so much of it is there."""
        self.moved_on(pane)
        pane.view.stand(standing)
        if pane.article is not None and not _is_there(pane.article, standing):
            self._bound_for[pane] = standing

    def _go_on(self, article: OpenArticle, pane: ArticlePane) -> None:
        """Go where a pane is bound for, or where its reader left the article, once that has been read."""
        standing = self._bound_for.get(pane)
        if standing is not None and _is_there(article, standing):
            self.moved_on(pane)
            pane.view.stand(standing)
        elif pane in self._resumes:
            self._resume(article, pane)

    def go_to_end(self) -> None:
        """Go to the end of the article; of one that is still being read, as soon as that is known."""
        pane = self._screen.panes.current
        pane.view.to_end()
        if pane.article is not None and not pane.article.reading.is_whole:
            self._goes_to_end.add(pane)

    def more(self, message: MoreRead) -> None:
        """Add to a long article what more of it has been read."""
        article = message.article
        article.reading.grow(message.paragraphs, message.characters)
        for pane in self._screen.panes.showing(article):
            pane.view.grown()
            self._go_on(article, pane)

    def all(self, article: OpenArticle) -> None:
        """A long article is there to its end: go there, if that was asked for."""
        article.complete()
        panes = self._screen.panes.showing(article)
        if panes and article.notice:
            self._screen.app.warn(article.notice)
        for pane in panes:
            self._go_on(article, pane)
            if pane in self._goes_to_end:
                self.moved_on(pane)
                pane.view.to_end()
            pane.view.grown()
        self._screen.show_status()

    def _resume(self, article: OpenArticle, pane: ArticlePane) -> None:
        """Go on where the reader left a long article, once so much of it has been read."""
        standing = self._begin(article, pane)
        if standing is not None:
            pane.view.show(article.reading, standing=standing)

    def _work(self, work: Callable[[], None], group: str) -> None:
        self._screen.run_worker(work, thread=True, exclusive=True, group=group, exit_on_error=False)

    def _read(self, path: Path, pane: ArticlePane) -> None:
        """In a worker thread: read an article, or the first part of a long one."""
        worker = get_current_worker()
        try:
            article = self._screen.app.desk.open(path)
        except TreadError as error:
            self._screen.post_message(OpenFailed(path, error))
            return
        if not worker.is_cancelled:
            self._screen.post_message(ArticleOpened(article, pane))

    def _read_rest(self, article: OpenArticle) -> None:
        """In a worker thread: read the rest of a long article, then what the store has on it."""
        with self._screen.beside.working():
            self._read_on(article)

    def _read_on(self, article: OpenArticle) -> None:
        worker, tell = get_current_worker(), self._screen.post_message
        if not article.reading.is_whole:
            try:
                for paragraphs, characters in article.rest():
                    if worker.is_cancelled:
                        return
                    tell(MoreRead(article, paragraphs, characters))
                    if not self._goes_to_end:
                        self._screen.beside.give_way()
            except TreadError as error:
                article.give_up()
                tell(OpenFailed(article.path, error))
                return
            tell(AllRead(article))
        while not article.is_read.wait(_WAIT_S):
            if worker.is_cancelled:
                return
        try:
            article.write_record()
            stored = article.read_stored(self._screen.beside.give_way)
        except StoreError as error:
            tell(SaveFailed(article, error))
            return
        tell(AnnotationsRead(article, stored))


def _is_there(article: OpenArticle, standing: Standing) -> bool:
    """Whether so much of an article has been read."""
    reading = article.reading
    needed = standing.selection.range.end.paragraph
    if standing.top is not None:
        needed = max(needed, standing.top.position.paragraph)
    return reading.is_whole or needed < len(reading.document.paragraphs)


def _group(article: OpenArticle) -> str:
    return f"read {article.path}"
