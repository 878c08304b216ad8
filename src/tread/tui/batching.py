"""One thing done to notes of several articles, from the reading screen or the list of all notes: a batch.

In articles that are open it is a step of their readings, in the others it goes through the store, in a thread
(`tread.batches`); all under one id, so that it is taken back as one wherever that is asked for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tread.core.clean import clean_line
from tread.errors import StoreError, TreadError
from tread.reading.reading import Outcome
from tread.reading.telling import told

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from tread.batches import Done, Part, Way
    from tread.core.annotation import Annotation
    from tread.core.gathered import Note
    from tread.core.history import Change
    from tread.library import Article
    from tread.store.repository import Store
    from tread.tui.desk import OpenArticle
    from tread.tui.screens.reader import ReaderScreen

    ChangesOf = Callable[[Iterable[Annotation]], Sequence[Change]]


class Batcher:
    """The batches of one screen."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    # Doing

    def do_to_notes(self, notes: Sequence[Note], label: str, change: ChangesOf, nothing: str) -> None:
        """Do something to notes of the list; nothing: what is said where that comes to nothing."""
        ids = {note.id for note in notes}

        def parts(opened: Sequence[Path]) -> list[Part]:
            from tread.batches import part_of

            left = set(map(str, opened))
            of_article: dict[tuple[str, str], list[str]] = {}
            for note in notes:
                if note.path not in left:
                    of_article.setdefault((note.store, note.article), []).append(note.id)
            gatherer = self._screen.all_notes.gatherer
            found = (
                part_of(gatherer.store(of), one, ids, label, change) for (of, one), ids in of_article.items()
            )
            return [part for part in found if part is not None]

        def in_article(article: OpenArticle) -> Sequence[Change]:
            return change(one for one in article.reading.annotations if one.id in ids)

        self._run(self._do_to_notes(label, parts, in_article, nothing))

    async def _do_to_notes(
        self,
        label: str,
        parts: Callable[[Sequence[Path]], list[Part]],
        in_article: Callable[[OpenArticle], Sequence[Change]],
        nothing: str,
    ) -> None:
        self.say(f"{label.capitalize()}…")
        if (done := await self.carry_out(label, parts, in_article)) is None:
            return
        self._screen.all_notes.read_again()
        if not done.annotations:
            self.say(nothing)
            return
        keys = self._screen.app.keymap.keys_of("mark.undo")
        many = "1 note" if done.annotations == 1 else f"{done.annotations:,} notes"
        what = "Deleted" if label == "delete" else "Changed"
        self.say(f"{what} {many}{f'; {keys[0]} takes it back' if keys else ''}.")

    async def carry_out(
        self,
        label: str,
        parts: Callable[[Sequence[Path]], list[Part]],
        in_article: Callable[[OpenArticle], Sequence[Change]],
    ) -> Done | None:
        """Do something in the open articles, and its parts in the others; None where it could not be begun.

        parts: what is done in the articles that are not among the paths it gets; called in a thread.
        """
        from tread.batches import Done, carry_out, new_batch_id
        from tread.core.history import Step

        batch_id, opened = new_batch_id(), self._opened()
        try:
            others = await asyncio.to_thread(parts, [article.path for article in opened])
            steps = []
            changed: list[OpenArticle] = []
            for article in opened:
                outcome = article.reading.do(label, *in_article(article), batch=batch_id)
                if outcome.step is not None:
                    self._screen.apply(outcome._replace(message=""), article)
                    steps.append(outcome.step)
                    changed.append(article)
            steps += [part.step for part in others]
            if not steps:
                return Done()
            together = Step(label, tuple(change for step in steps for change in step.changes))
            names = self._screen.naming.names(self._screen.all_notes.gatherer.colour_names())
            write = partial(carry_out, batch_id, told(together, names), others)
            done = await asyncio.to_thread(lambda: write(_by_store(changed)))
        except StoreError as error:
            self.say(str(error), error=True)
            return None
        self._tell_failures(done)
        failed = sum(len(part.step.changes) for part in others) - done.annotations
        return done._replace(
            annotations=len(together.changes) - failed, articles=done.articles + len(changed)
        )

    # Taking back

    def turn(self, way: Way) -> None:
        """Take back what was last done to several articles at once, or do it again."""
        self._run(self._turn(way, "", None))

    def go_on(self, outcome: Outcome, article: OpenArticle) -> None:
        """A step of an article has been taken back or done again; of a batch, the rest is too."""
        step = outcome.step
        if step is not None and step.batch and outcome.kind != "do":
            self._run(self._turn(outcome.kind, step.batch, article))

    async def _turn(self, way: Way, batch_id: str, done_in: OpenArticle | None) -> None:
        from tread.batches import find, turn

        try:
            stores = await asyncio.to_thread(self._stores)
            found = await asyncio.to_thread(find, stores, way, batch_id)
            if not found:
                if not batch_id:
                    self.say(f"Nothing to {way} that was done to several articles or from this list.")
                return
            label, batch_id = found[0][1].label, found[0][1].id
            self.say(f"{way.capitalize()}: {label}…")
            opened = [done_in] if done_in is not None else []
            elsewhere = 0
            for article in self._opened():
                if article is done_in:
                    continue
                outcome = article.reading.undo(batch_id) if way == "undo" else article.reading.redo(batch_id)
                if outcome.step is not None:
                    self._screen.apply(outcome._replace(message=""), article)
                    elsewhere += 1
                    opened.append(article)
            leave = await asyncio.to_thread(lambda: {article.kept_as for article in opened})
            done = await asyncio.to_thread(turn, found, way, leave)
        except StoreError as error:
            self.say(str(error), error=True)
            return
        self._tell_failures(done)
        self._screen.all_notes.read_again()
        others = done.articles + elsewhere
        here = "" if done_in is None else f", in {others} more article{'s' if others > 1 else ''}"
        if done_in is None or others:
            self.say(f"{'Undid' if way == 'undo' else 'Redid'}: {label}{here}")

    # Taking out

    def export(self, notes: Sequence[Note], text: str) -> None:
        """Write notes of several articles into one Markdown file, where the reader said."""
        path = Path(text).expanduser()
        self.say(f"Writing {path}…")
        self._run(self._export(notes, path))

    async def _export(self, notes: Sequence[Note], path: Path) -> None:
        try:
            changed = await asyncio.to_thread(self._write_out, notes, path)
        except TreadError as error:
            self.say(str(error), error=True)
            return
        self.say(f"Exported to {path}." if changed else f"Nothing has changed since: {path}.")

    def _write_out(self, notes: Sequence[Note], path: Path) -> bool:
        """In a thread. Errors: TreadError."""
        from tread.export.blocks import merge_sections, owner
        from tread.export.files import read, write
        from tread.export.markdown import render_section

        gatherer = self._screen.all_notes.gatherer
        names = self._screen.naming.names(gatherer.colour_names())
        of_article: dict[tuple[str, str, str, bool], set[str]] = {}
        for note in notes:
            of_article.setdefault((note.path, note.store, note.article, note.is_gone), set()).add(note.id)
        sections = []
        for (at, folder, article_id, is_gone), ids in of_article.items():
            article = self._article(gatherer.store(folder), Path(at), article_id, is_gone)
            if article is None:
                continue
            kept = article.kept
            chosen = tuple(one for one in kept.annotations if one.id in ids)
            marks = article._replace(kept=kept._replace(annotations=chosen)).marks
            name = clean_line(article.path.stem)
            section = render_section(article.document, article.id, marks, names, name=name)
            sections.append((section, owner(article.id, (*kept.annotations, *kept.tombstones))))
        return write(path, merge_sections(read(path) or "", sections))

    def _article(self, store: Store, path: Path, article_id: str, is_gone: bool) -> Article | None:
        from tread.library import without_file

        if not is_gone:
            return self._screen.app.desk.library.open(path)
        record = store.load(article_id).record
        return without_file(store, record, path) if record is not None else None

    def say(self, message: str, *, error: bool = False) -> None:
        """Say something on the screen that is seen."""
        screen = self._screen.all_notes.screen or self._screen
        screen.status.say(message, error=error)

    # What there is

    def _opened(self) -> list[OpenArticle]:
        """The articles that are read here and whose annotations are known."""
        shown = dict.fromkeys(pane.article for pane in self._screen.panes.articles)
        return [article for article in shown if article is not None and article.has_history]

    def _stores(self) -> list[Store]:
        """The stores of the library. In a thread."""
        app = self._screen.app
        desk, target, library = app.desk, app.target, app.desk.library
        shown = [pane.article for pane in self._screen.panes.articles if pane.article is not None]
        folders = target.folders or [article.library_folder for article in shown] or [Path()]
        places = dict.fromkeys(store.place for folder in folders for store in library.stores_at(folder))
        places |= dict.fromkeys(article.store_place for article in shown)
        return [desk.store(place) for place in places if place.is_there]

    def _tell_failures(self, done: Done) -> None:
        for path, failure in done.failures:
            self._screen.app.warn(f"{path}: {failure}")

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        self._screen.run_worker(work, group="batch", exit_on_error=False)


def _by_store(articles: Iterable[OpenArticle]) -> dict[Store, list[str]]:
    """The ids of open articles, by their store. In a thread."""
    found: dict[Store, list[str]] = {}
    for article in articles:
        found.setdefault(article.store, []).append(article.kept_as[1])
    return found
