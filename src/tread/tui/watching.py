"""Watching the files of the open articles, and showing an article anew when its file has changed.

A thread looks at the files a few times a second: that is right however a program replaces a file, on every
disk, through links. When a file has come to rest, another thread reads it again; the screen takes over what
that brings.
"""

from __future__ import annotations

import logging
import threading
from contextlib import nullcontext
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from tread.core.settling import Settling, Sight, Verdict
from tread.errors import ArticleError
from tread.ingest import LONG_BYTES
from tread.tui.messages import ArticleChanged, FileLost, FileRests
from tread.tui.rereading import Change, read_again, sight_of

if TYPE_CHECKING:
    from tread.tui.beside import Beside
    from tread.tui.desk import OpenArticle
    from tread.tui.screens.reader import ReaderScreen
    from tread.tui.writing import NoteWriter

_MANY = 50
"""Looking for more annotations than this is long work."""

LOOK_S = 0.15
_RESTS_S = 2.0
"""After so long the text of an article that has changed is what its writer meant it to be."""
_TROUBLE = {"gone": "file gone", "empty": "file empty", "unreadable": "file unreadable"}
_WORDS = {
    "file gone": "The article’s file is gone; its text stays until you leave it.",
    "file empty": "The article’s file is empty; its text stays until you leave it.",
    "file unreadable": "The article’s file cannot be read any more; its text stays until you leave it.",
}

_log = logging.getLogger(__name__)


class _Watched:
    """An open article and what is known of its file."""

    def __init__(self, article: OpenArticle) -> None:
        self.article = article
        self.settling = Settling(Sight(*article.file) if article.file else None)
        self.trouble = ""
        self.is_being_read = False
        self.is_doubted = False
        self.changed_at: float | None = None
        self.refused: int | None = None
        """When the file's permissions were last changed, in ns, where it could not be read."""


class Watching:
    """Watches the articles that are open on a screen."""

    def __init__(self, screen: ReaderScreen, writer: NoteWriter, beside: Beside) -> None:
        """writer: of the note that is being written, which stays on its words. beside: of the screen."""
        self._screen = screen
        self._writer = writer
        self._beside = beside
        self._watched: dict[OpenArticle, _Watched] = {}
        self._stop = threading.Event()

    def start(self) -> None:
        """Begin to watch."""
        threading.Thread(target=self._run, name="watching", daemon=True).start()

    def stop(self) -> None:
        """Watch no more."""
        self._stop.set()

    # In the thread that watches

    def _run(self) -> None:
        while not self._stop.wait(LOOK_S):
            try:
                self._look()
            except Exception:  # a bug here must not end the watching, nor the reading
                _log.exception("Looking at the open files failed.")

    def _look(self) -> None:
        articles = [pane.article for pane in self._screen.panes.articles if pane.article is not None]
        self._watched = {one: self._watched.get(one) or _Watched(one) for one in articles}
        for watched in self._watched.values():
            if not watched.is_being_read and watched.article.is_there:
                self._act(watched, watched.settling.look(monotonic(), sight_of(watched.article.path)))

    def _act(self, watched: _Watched, verdict: Verdict) -> None:
        article = watched.article
        match verdict:
            case "ready":
                watched.is_being_read = True
                threading.Thread(
                    target=self._read, args=(watched,), name="reading again", daemon=True
                ).start()
            case "gone" | "empty":
                self._lose(watched, verdict)
            case "same":
                if watched.refused is None:
                    self._lose(watched, "")
                elif watched.refused != _permissions(article.path):
                    watched.settling.suspect()
                if watched.changed_at is not None and monotonic() - watched.changed_at > _RESTS_S:
                    watched.changed_at = None
                    self._screen.post_message(FileRests(article))

    def _lose(self, watched: _Watched, why: str) -> None:
        trouble = _TROUBLE.get(why, "")
        if trouble != watched.trouble:
            watched.trouble = trouble
            self._screen.post_message(FileLost(watched.article, trouble))

    # In a thread that reads

    def _read(self, watched: _Watched) -> None:
        began = monotonic()
        sight = sight_of(watched.article.path)
        is_long = sight is not None and sight.size >= LONG_BYTES
        try:
            takes_long = is_long or len(watched.article.reading.annotations) > _MANY
            with self._beside.working() if takes_long else nullcontext():
                change = read_again(watched.article, self._stop.is_set, self._beside.give_way)
        except ArticleError:
            # Said once; it is tried again when the file is another one, or may be read.
            watched.refused = _permissions(watched.article.path)
            watched.settling.read(monotonic(), sight, 0.0)
            self._lose(watched, "gone" if sight is None else "unreadable")
            watched.is_being_read = False
            return
        except Exception:
            _log.exception("Reading an article again failed.")
            watched.settling.read(monotonic(), sight, 0.0)
            watched.is_being_read = False
            return
        watched.refused = None
        if change is not None:
            self._tell(watched, change, monotonic() - began)

    def _tell(self, watched: _Watched, change: Change, cost_s: float) -> None:
        now = monotonic()
        if change.is_empty:
            watched.settling.read(now, change.sight, cost_s)
            self._lose(watched, "empty")
        elif (change.lost and not watched.is_doubted) or self._is_outdated(watched, change):
            # Perhaps only half of it has been written.
            watched.is_doubted = True
            watched.settling.doubt()
        else:
            watched.is_doubted = False
            watched.settling.read(now, change.sight, cost_s)
            self._lose(watched, "")
            if not change.is_none:
                watched.changed_at = now
                watched.article.is_settled = False
                self._screen.post_message(ArticleChanged(watched.article, change))
                return  # until the screen has taken it over
        watched.is_being_read = False

    def _is_outdated(self, watched: _Watched, change: Change) -> bool:
        """Whether the file has changed while it was read, otherwise than by growing."""
        seen = sight_of(watched.article.path)
        if seen == change.sight or seen is None or change.sight is None:
            return seen != change.sight
        return seen.size < change.sight.size or seen.inode != change.sight.inode

    # On the screen

    def show(self, article: OpenArticle, change: Change) -> None:
        """Show an article as it is now, every page at the words it was at."""
        screen, reading = self._screen, article.reading
        watched = self._watched.get(article)
        self._writer.pass_over(article, change.passage)
        reading.change(change.edition, change.placed)
        for pane in screen.panes.showing(article):
            pane.view.pass_over(change.passage)
        for pane in screen.panes.articles:
            pane.jumps = pane.jumps.passing(str(article.path), change.passage.standing)
        screen.annotations_changed(article)
        screen.panes.fold()  # the title above a pane may be another one
        screen.status.say(_told(change))
        screen.show_status()
        if watched is not None:
            watched.is_being_read = False

    def lost(self, article: OpenArticle, trouble: str) -> None:
        """Say what has become of an article's file."""
        before, article.trouble = article.trouble, trouble
        if trouble:
            self._screen.status.say(_WORDS[trouble], error=True)
        elif before:
            self._screen.status.say("The article’s file is there again.")
        self._screen.show_status()


def _told(change: Change) -> str:
    what = "has grown" if change.passage.only_adds else "has changed"
    marks = ""
    if change.lost:
        marks = "; one annotation has lost its place"
    if change.lost > 1:
        marks = f"; {change.lost} annotations have lost their places"
    return f"The article {what} on disk{marks}."


def _permissions(path: Path) -> int | None:
    """When the permissions, or anything else about a file, were last changed, in ns."""
    try:
        return path.stat().st_ctime_ns
    except OSError:
        return None
