"""Writing changes to the store, one after the other, off the screen's thread.

A change stays here until the store has acknowledged it: what cannot be written is kept, in order, and
tried again. The screen is told by messages.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace

from textual.message import Message

from tread.core.annotation import Annotation
from tread.core.history import Change, Step
from tread.errors import StoreError
from tread.reading import StepKind
from tread.tui.desk import OpenArticle
from tread.tui.messages import AnnotationSaved, SaveFailed

RETRY_S = 3.0


@dataclass(slots=True)
class _Job:
    article: OpenArticle
    step: Step
    kind: StepKind


class Saver:
    """Keeps the steps that are not on disk yet and writes them.

    post: tells the screen. `failure` is why the oldest step could not be written, or None.
    """

    def __init__(self, post: Callable[[Message], object]) -> None:
        self._post = post
        self._jobs: deque[_Job] = deque()
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._afterwards: list[Callable[[], object]] = []
        self._wake = asyncio.Event()
        self.failure: StoreError | None = None

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

    def pending(self, article: OpenArticle) -> set[str]:
        """The ids of an article's annotations that have changes not on disk."""
        return {change.id for job in self._jobs if job.article is article for change in job.step.changes}

    async def run(self) -> None:
        """Write what there is to write, for as long as the reader is open."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._jobs:
                if not await self._write(self._jobs[0]):
                    await self._pause()
            await self._do_afterwards()

    async def finish(self) -> bool:
        """Try once more to write everything; True when nothing is left unsaved."""
        while self._jobs:
            if not await self._write(self._jobs[0]):
                return False
        await self._do_afterwards()
        return True

    async def _do_afterwards(self) -> None:
        loop = asyncio.get_running_loop()
        work, self._afterwards = self._afterwards, []
        for one in work:
            with suppress(StoreError):
                await loop.run_in_executor(self._executor, one)

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), RETRY_S)
        except TimeoutError:
            return
        self._wake.clear()

    async def _write(self, job: _Job) -> bool:
        loop = asyncio.get_running_loop()
        try:
            annotations = await loop.run_in_executor(self._executor, job.article.commit, job.step, job.kind)
            placed = await loop.run_in_executor(self._executor, job.article.reading.place, annotations)
        except StoreError as error:
            self.failure = error
            self._post(SaveFailed(job.article, error))
            return False
        self.failure = None
        if self._jobs and self._jobs[0] is job:
            self._jobs.popleft()
        self._rebase(job, annotations)
        self._post(AnnotationSaved(job.article, annotations, placed))
        return True

    def _rebase(self, done: _Job, annotations: tuple[Annotation, ...]) -> None:
        """Let later steps on the same annotations count as made on top of the one just written.

        Not where the store has merged in what somebody else wrote: those the later steps had not seen.
        """
        stored = {annotation.id: annotation for annotation in annotations}
        for change in done.step.changes:
            written = stored.get(change.id)
            if written is None or change.after is None or not _same_content(written, change.after):
                continue
            seen = change.before.version if change.before else {}
            for job in self._jobs:
                if job.article is done.article:
                    job.step = replace(
                        job.step,
                        changes=tuple(
                            _on_top(later, written, seen) if later.id == written.id else later
                            for later in job.step.changes
                        ),
                    )


def _on_top(change: Change, written: Annotation, seen: object) -> Change:
    if change.before is None or change.before.version != seen:
        return change
    return replace(change, before=replace(change.before, version=written.version))


def _same_content(one: Annotation, other: Annotation) -> bool:
    return (one.note, one.tags, one.colour, one.kind) == (other.note, other.tags, other.colour, other.kind)
