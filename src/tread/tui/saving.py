"""Writing changes to the store, one after the other, off the screen's thread.

A change stays here until the store has acknowledged it: what cannot be written is kept, in order, and
tried again. The article's annotations are brought up to date here, and the screen is told by messages.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from textual.message import Message

from tread.core.annotation import Annotation
from tread.core.carry import carried, is_same
from tread.core.history import Change, Step
from tread.errors import StoreError
from tread.reading.edition import Edition
from tread.reading.reading import News, StepKind
from tread.tui.beside import Beside
from tread.tui.desk import OpenArticle
from tread.tui.messages import AnnotationSaved, SaveFailed

RETRY_S = 3.0
_MUCH = 500
"""So many annotations of an article take a while to write."""

_log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class _Job:
    article: OpenArticle
    step: Step
    kind: StepKind


class Saver:
    """Keeps the steps that are not on disk yet and writes them.

    post: tells the screen. beside: lets it have its turn while much is written.

    The steps of one article are written in order; an article that cannot be written does not hold up
    the others.
    """

    def __init__(self, post: Callable[[Message], object], beside: Beside) -> None:
        self._post = post
        self._beside = beside
        self._jobs: deque[_Job] = deque()
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._afterwards: deque[Callable[[], object]] = deque()
        self._wake = asyncio.Event()
        self._writing = asyncio.Lock()
        self._failures: dict[OpenArticle, StoreError] = {}

    def save(self, article: OpenArticle, step: Step, kind: StepKind) -> None:
        """Write a step, after those that came before it."""
        self._jobs.append(_Job(article, step, kind))
        self._wake.set()

    def then(self, work: Callable[[], object]) -> None:
        """Do some work on the store once everything asked for so far is on disk."""
        self._afterwards.append(work)
        self._wake.set()

    @property
    def unsaved(self) -> int:
        """How many steps are not on disk."""
        return len(self._jobs)

    @property
    def failure(self) -> StoreError | None:
        """Why the oldest step that could not be written could not be; None when there is no such step."""
        return next(
            (self._failures[job.article] for job in self._jobs if job.article in self._failures), None
        )

    def article_at(self, path: Path) -> OpenArticle | None:
        """The article at a path that has changes not on disk, or None."""
        return next((job.article for job in self._jobs if job.article.path == path), None)

    def pending(self, article: OpenArticle) -> set[str]:
        """The ids of an article's annotations that have changes not on disk."""
        return {change.id for job in self._jobs if job.article is article for change in job.step.changes}

    async def run(self) -> None:
        """Write what there is to write, for as long as the reader is open."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            while not await self.finish():
                await self._pause()

    async def finish(self) -> bool:
        """Try once more to write everything; True when nothing is left unsaved."""
        failed: set[OpenArticle] = set()
        # Two writers would write the oldest step twice, the second time over what others wrote since.
        async with self._writing:
            while self._jobs or self._afterwards:
                job = next((job for job in self._jobs if job.article not in failed), None)
                if job is not None:
                    if not await self._write(job):
                        failed.add(job.article)
                elif self._jobs:
                    return False
                else:
                    await self._do(self._afterwards.popleft())
        return True

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), RETRY_S)
        except TimeoutError:
            return
        self._wake.clear()

    async def _do(self, work: Callable[[], object]) -> None:
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._executor, work)
        except Exception:
            _log.exception("Work on the store failed.")

    async def _write(self, job: _Job) -> bool:
        loop, article = asyncio.get_running_loop(), job.article
        try:
            is_much = len(article.reading.annotations) > _MUCH
            annotations = await loop.run_in_executor(self._executor, self._commit, job, is_much)
            self._jobs.remove(job)
            edition = None
            while edition is not article.reading.edition:
                # The places are those of one text; the file may change while they are looked for.
                edition = article.reading.edition
                news = await loop.run_in_executor(self._executor, _news, article, annotations, edition)
        except Exception as error:
            failure = error
            if not isinstance(failure, StoreError):
                _log.exception("A change could not be written.")
                failure = StoreError(f"The change was not written: {error!r}.", "It is tried again.")
            self._failures[article] = failure
            self._post(SaveFailed(article, failure))
            return False
        self._failures.pop(article, None)
        self._rebase(news.stored)
        article.reading.acknowledge(news, pending=self.pending(article))
        self._post(AnnotationSaved(article))
        return True

    def _commit(self, job: _Job, is_much: bool) -> tuple[Annotation, ...]:
        """In the store's thread: write a step."""
        with self._beside.working() if is_much else nullcontext():
            return job.article.commit(job.step, job.kind)

    def _rebase(self, stored: Mapping[str, Annotation]) -> None:
        """Let later steps start from what the store has, where it has merged in what somebody else wrote.

        Else the store would take the step before for somebody else's, and keep both states of a note.
        """
        states: dict[str, Annotation | None] = {}
        for job in self._jobs:
            changes = []
            for change in job.step.changes:
                state = states[change.id] if change.id in states else stored.get(change.id)
                if state is not None and (change.before is None or not is_same(change.before, state)):
                    change = Change(state, carried(change, state))
                states[change.id] = change.after
                changes.append(change)
            job.step = job.step._replace(changes=tuple(changes))


def _news(article: OpenArticle, annotations: tuple[Annotation, ...], edition: Edition) -> News:
    """In the store's thread: what of an article's annotations, as they have been written, is not so here."""
    reading = article.reading
    return reading.news(annotations, reading.place(annotations, (), edition))
