"""Opening an article on the reading screen: its first part at once, the rest and its annotations after.

Reading is done in a worker, which posts messages; what they bring is shown here. A long article grows
while its first page is read, so that how long it is never makes anybody wait.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from tread.core.motion import last_paragraph
from tread.core.standing import Standing
from tread.errors import StoreError, TreadError
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

_WAIT_S = 0.1


class Opener:
    """Reads articles for a screen, one at a time; opening another leaves off reading the one before."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._resumes = False
        self._goes_to_end = False

    def read(self, path: Path) -> None:
        """Read an article in a worker."""
        self._work(lambda: self._read(path))

    def read_rest(self, article: OpenArticle) -> None:
        """Read, in a worker, the rest of an article whose first part is shown, then its annotations."""
        self._work(lambda: self._read_rest(article))

    def begin(self, article: OpenArticle) -> Standing | None:
        """Where its reader left an article, if that has been read yet."""
        self._goes_to_end = False
        standing = article.resume()
        self._resumes = standing is None and article.has_place
        return standing

    def moved_on(self) -> None:
        """The reader has done something: who reads does not want to be taken elsewhere."""
        self._resumes = self._goes_to_end = False

    def go_to_end(self) -> None:
        """Go to the end of the article; of one that is still being read, as soon as that is known."""
        self._screen.view.move(last_paragraph)
        article = self._screen.article
        self._goes_to_end = article is not None and not article.reading.is_whole

    def more(self, message: MoreRead) -> None:
        """Add to a long article what more of it has been read."""
        article = message.article
        article.reading.grow(message.paragraphs, message.characters)
        if article is self._screen.article:
            self._screen.view.grown()
            if self._resumes:
                self._resume(article)

    def all(self, article: OpenArticle) -> None:
        """A long article is there to its end: go there, if that was asked for."""
        article.complete()
        if article is not self._screen.article:
            return
        if article.notice:
            self._screen.app.warn(article.notice)
        if self._resumes:
            self._resume(article)
        if self._goes_to_end:
            self.moved_on()
            self._screen.view.move(last_paragraph)
        self._screen.view.grown()
        self._screen.show_status()

    def _resume(self, article: OpenArticle) -> None:
        """Go on where the reader left a long article, once so much of it has been read."""
        standing = self.begin(article)
        if standing is not None:
            self._screen.view.show(article.reading, standing=standing)

    def _work(self, work: Callable[[], None]) -> None:
        self._screen.run_worker(
            work,
            thread=True,
            exclusive=True,
            group="open",
            exit_on_error=False,
        )

    def _read(self, path: Path) -> None:
        """In a worker thread: read an article, or the first part of a long one, and then the rest."""
        try:
            article = self._screen.app.desk.open(path)
        except TreadError as error:
            self._screen.post_message(OpenFailed(path, error))
            return
        self._screen.post_message(ArticleOpened(article))
        self._read_rest(article)

    def _read_rest(self, article: OpenArticle) -> None:
        """In a worker thread: read the rest of a long article, then what the store has on it."""
        worker, tell = get_current_worker(), self._screen.post_message
        if not article.reading.is_whole:
            try:
                for paragraphs, characters in article.rest():
                    if worker.is_cancelled:
                        return
                    tell(MoreRead(article, paragraphs, characters))
            except TreadError as error:
                tell(OpenFailed(article.path, error))
                return
            tell(AllRead(article))
        while not article.is_read.wait(_WAIT_S):
            if worker.is_cancelled:
                return
        try:
            article.write_record()
            stored = article.read_stored()
        except StoreError as error:
            tell(SaveFailed(article, error))
            return
        tell(AnnotationsRead(article, stored))
