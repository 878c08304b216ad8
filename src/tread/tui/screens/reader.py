"""The reading screen: library, article and sidebar beside one another, a prompt, the status bar.

It knows which pane has the focus, what key sequence has been begun, and which article is open; it hands
slow work to workers and takes their messages. What each command does is in `tread.tui.actions`.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen

from tread.commands import Command, Context, Pane
from tread.core.annotation import COLOURS, Annotation
from tread.core.clean import clean_line
from tread.core.jumps import Jump
from tread.errors import StoreError
from tread.keymap import Matched, Pending, Unbound
from tread.keys import is_letter, key_name, shown
from tread.reading.annotating import NoteTarget
from tread.reading.reading import Outcome
from tread.tui import actions, jumping, tending
from tread.tui.all_notes import AllNotes
from tread.tui.arranging import Arranger
from tread.tui.desk import OpenArticle
from tread.tui.finding import Finder
from tread.tui.marking import tags_answered
from tread.tui.messages import (
    AllRead,
    AnnotationSaved,
    AnnotationsRead,
    ArticleChanged,
    ArticleOpened,
    FileLost,
    FileRests,
    HitsFound,
    MoreRead,
    OpenFailed,
    SaveFailed,
    SearchFailed,
)
from tread.tui.naming import Naming
from tread.tui.opening import Opener
from tread.tui.saving import Saver
from tread.tui.signals import HANG_UP, end_without_terminal, has_terminal, on_end
from tread.tui.typeahead import TypeAhead
from tread.tui.widgets.article_pane import ArticlePane
from tread.tui.widgets.article_view import ArticleView
from tread.tui.widgets.canvas import Text
from tread.tui.widgets.item_list import ItemList
from tread.tui.widgets.library_pane import LibraryPane
from tread.tui.widgets.rule import Rule
from tread.tui.widgets.sidebar import Sidebar
from tread.tui.widgets.status_bar import Status, StatusBar
from tread.tui.writing import NoteWriter

if TYPE_CHECKING:
    from tread.config import Settings
    from tread.tui.app import Target, TreadApp
    from tread.tui.beside import Beside
    from tread.tui.labelling import Labelling
    from tread.tui.watching import Watching
    from tread.tui.widgets.note_editor import NoteEditor
    from tread.tui.widgets.prompt import Prompt, Question

_PLACE_DELAY_S = 1.0
_HINT_DELAY_S = 0.4
_OUTSIDE_CHECK_S = 1.5
_WATCH_DELAY_S = 0.3
_PROBLEMS_SHOWN = 3


class ReaderScreen(Screen[None]):
    """Where everything is read and marked."""

    AUTO_FOCUS = ""  # none: `None` would be the app's, which is any widget (textual 8.2.8 screen.py:1493)

    app: TreadApp

    def __init__(self, settings: Settings, target: Target) -> None:
        super().__init__()
        self.panes: Arranger = Arranger(self, settings, target)
        self.status: StatusBar = StatusBar(id="status")
        self.context: Pane = "library" if target.opens_library else "article"
        self._prompt: Prompt | None = None
        self._pending: tuple[str, ...] = ()
        self._awaiting: Command | None = None
        self._saver = Saver(self.post_message)
        self._opener = Opener(self)
        self.tagged: Annotation | None = None
        self.finder: Finder = Finder(self)
        self.ahead: TypeAhead = TypeAhead(self)
        self.pen = False
        self.visit: tending.Visit | None = None
        self.writer: NoteWriter = NoteWriter(self)
        self.all_notes: AllNotes = AllNotes(self)
        self.naming: Naming = Naming(self)
        self._watching: Watching | None = None
        self._labelling: Labelling | None = None
        self._place_timer_runs = False
        self._moved: set[ArticleView] = set()
        self._told_failure = ""

    def compose(self) -> ComposeResult:
        """The panes, from left to right, and the rows under them."""
        with Horizontal(id="panes"):
            yield from self.panes.widgets(self.app.size)
        yield self.status

    # The parts

    @property
    def view(self) -> ArticleView:
        """The page that is read: of two, the one that has or last had the keys."""
        return self.panes.current.view

    @property
    def article(self) -> OpenArticle | None:
        """The article that is read, if one is open."""
        return self.panes.current.article

    @property
    def library(self) -> LibraryPane:
        """The articles there are."""
        return self.panes.library

    @property
    def sidebar(self) -> Sidebar:
        """The annotations of the article that is read."""
        return self.panes.sidebar

    @property
    def prompt(self) -> Prompt | None:
        """The row that asks, once something has been asked."""
        return self._prompt

    @property
    def is_asking(self) -> bool:
        """Whether a question is on the screen."""
        return self._prompt is not None and self._prompt.is_asking

    @property
    def beside(self) -> Beside:
        """What lets long work beside the screen give way to keys."""
        return self._opener.beside

    @property
    def labelling(self) -> Labelling:
        """Choosing by label what is in view."""
        if self._labelling is None:
            from tread.tui.labelling import Labelling  # when the first labels are shown

            self._labelling = Labelling(self)
        return self._labelling

    def ask(self, question: Question, label: str, text: str = "", words: Sequence[str] = ()) -> None:
        """Ask for a text in the row above the status bar."""
        from tread.tui.widgets.prompt import Prompt  # after the first paint

        if self._prompt is None:
            self._prompt = Prompt(id="prompt")
            self.mount(self._prompt, before=self.status)
        self.ahead.wait_for_field()
        self._prompt.ask(question, label, text, words)
        self.panes.fold()

    def offer_tags(self, words: Sequence[str]) -> None:
        """Offer more tags where tags are being typed."""
        if self._prompt is not None and self.is_asking and self._prompt.question == "tags":
            self._prompt.offer(words)

    # Beginning and ending

    def on_mount(self) -> None:
        """Open what the command line named."""
        on_end(lambda code: self.run_worker(self.end(code), group="leave", exit_on_error=False))
        self.run_worker(self._saver.run(), group="saver", exit_on_error=False)
        self.set_interval(_OUTSIDE_CHECK_S, self._look_outside)
        if has_terminal():
            self.set_interval(_OUTSIDE_CHECK_S, self._look_for_terminal)
        self.call_after_refresh(self._collect_garbage)
        target = self.app.target
        if target.opens_library:
            self.panes.focus("library")
            self.show_status()
            self.call_after_refresh(self.library.load, target)
        else:
            if self.app.first is not None:
                self._show_article(self.app.first, self.panes.current)
                self.call_after_refresh(self._opener.read_rest, self.app.first)
            else:
                self.panes.focus("article")
                self.open_article(target.articles[0])
            if len(target.articles) > 1:
                self.call_after_refresh(self.library.load, target)
        self.call_after_refresh(self.set_timer, _WATCH_DELAY_S, self._watch)
        problems = [str(problem) for problem in self.app.problems]
        if len(problems) > _PROBLEMS_SHOWN:
            problems[_PROBLEMS_SHOWN:] = [f"And {len(problems) - _PROBLEMS_SHOWN} more problems like these."]
        for problem in problems:
            self.app.warn(problem)

    def _watch(self) -> None:
        """Show from here on what happens to the files of the articles."""
        from tread.tui.watching import Watching  # after the first paint

        self._watching = Watching(self, self.writer, self._opener.beside)
        self._watching.start()

    def on_unmount(self) -> None:
        """Watch no more files."""
        if self._watching is not None:
            self._watching.stop()

    def _collect_garbage(self) -> None:
        """From here on, collect garbage; what the start has made stays, and is not looked at again."""
        gc.freeze()
        gc.enable()

    async def leave(self) -> None:
        """Keep the place, write what is not written, and quit; ask first when that cannot be done."""
        if not await self._keep_all():
            from tread.tui.screens.unsaved import UnsavedScreen

            failure = self._saver.failure
            self.app.push_screen(
                UnsavedScreen(self._saver.unsaved, str(failure) if failure else ""), self._after_asking
            )
            return
        self.app.exit()

    async def end(self, code: int) -> None:
        """Keep what can be kept and quit with an exit code: there is nobody to ask."""
        with self.app.batch_update():  # a paint could wait for a terminal that is gone
            await self._keep_all()
        end_without_terminal(code)
        self.app.exit(code)

    async def _keep_all(self) -> bool:
        """Keep the note that is being written, the place, and every change; False when some could not be."""
        self.writer.keep()
        self.keep_places()
        if not await self._saver.finish():
            return False
        places = [worker for worker in self.workers if worker.group == "places" and not worker.is_finished]
        if places:  # textual 8.2.8 worker_manager.py: of none, it waits for all, this one among them
            await self.workers.wait_for_complete(places)
        return True

    def _after_asking(self, quit_anyway: bool | None) -> None:
        if quit_anyway:
            self.app.exit()

    # Keys

    def on_mouse_down(self) -> None:
        """A message stands until the next key, or until something is clicked."""
        self.status.say("")

    def on_key(self, event: events.Key) -> None:
        """Run the command that a key, or the last key of a sequence, stands for."""
        if self.ahead.takes(event) or self.press(event.key, event.character):
            event.stop()
            event.prevent_default()

    def press(self, textual_key: str, character: str | None) -> bool:
        """Act on a key, named as Textual does; False when it means nothing here."""
        self._opener.beside.key_came()
        key = key_name(textual_key, character)
        if self.is_typing:
            return self._switch_while_typing(key)
        self.status.say("")
        if self._labelling is not None and self._labelling.takes(key):
            return True
        found = self.app.keymap.feed(self.context, self._pending, key)
        if self._awaiting is not None:
            found = Matched(self._awaiting.id, key) if is_letter(key) else Unbound()
            self._awaiting = None
        if self._pending:
            self.status.show_hint([])
        self._pending = ()
        match found:
            case Matched(command_id, letter, count):
                self.run_command(command_id, letter, count)
                # At once, and not only when the page says that it moved: one paint shows both.
                self.show_status()
                self.follow()
            case Pending(keys, _):
                self._pending = keys
                self.set_timer(_HINT_DELAY_S, self._show_continuations)
            case _:
                return False
        return True

    def _switch_while_typing(self, key: str) -> bool:
        """Run a command that changes how a text is found, while it is being typed."""
        found = self.app.keymap.feed("article", (), key)
        is_finding = self._prompt is not None and self.is_asking and self._prompt.question == "find"
        if not is_finding or not isinstance(found, Matched) or found.command_id not in actions.WHILE_TYPING:
            return False
        self.run_command(found.command_id)
        return True

    @property
    def commands_for(self) -> Context:
        """Whose commands can be run: the pane's that has the keys, those of a note that is written, or of the
        list of all notes."""
        if self.all_notes.screen is not None:
            return "notes"
        return "note" if self.sidebar.is_writing else self.context

    @property
    def is_typing(self) -> bool:
        """True while keys are meant for a field."""
        return self.is_asking or self.sidebar.is_writing

    def _show_continuations(self) -> None:
        if not self._pending:
            return
        found = self.app.keymap.feed(self.context, self._pending[:-1], self._pending[-1])
        if isinstance(found, Pending):
            hint: list[Text] = [(" ".join(shown(key) for key in found.keys) + "  ", "muted")]
            for keys, command in found.continuations:
                hint += jumping.continuations(self, keys, command)
            if not found.continuations:
                hint += [("a number and a motion go so many steps", "muted")]
            self.status.show_hint(hint)

    def run_command(self, command_id: str, letter: str = "", count: int = 0) -> None:
        """Run a command of the registry by its id, with the letter that it takes where that is known, and as
        often as was asked for."""
        self._opener.moved_on(self.panes.current)
        self.finder.give_up()
        if self._labelling is not None:
            self._labelling.end()
        if letter:
            jumping.LETTER_ACTIONS[command_id](self, letter)
        elif count:
            actions.run_counted(self, command_id, count)
        else:
            actions.ACTIONS[command_id](self)

    def await_letter(self, command: Command) -> None:
        """Take the next key for the letter of a command that was run by its name."""
        self._awaiting = command
        self.status.say(f"{command.title}: type a letter.")

    # Panes

    def article_changed(self) -> None:
        """Another pane is read in: let sidebar and status bar follow."""
        self.sidebar.show(self.article.reading if self.article else None)
        self.show_status()
        self.follow()

    def on_resize(self) -> None:
        """Fold and unfold panes."""
        self.panes.fold()

    def on_rule_dragged(self, message: Rule.Dragged) -> None:
        """Make a pane wider and its neighbour narrower."""
        self.panes.drag(message.rule, message.cells)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the focus when a click has moved it, and pass on what was typed before a field had it."""
        if self.is_typing and event.widget in (self.sidebar.editor, self._prompt and self._prompt.field):
            self.ahead.field_has_focus(event.time)
            return
        stop = self.panes.stop_of(event.widget)
        if stop is None or self.ahead.awaits_field:  # told late: the focus is on its way to the field
            return
        if self._prompt is not None and self._prompt.is_asking:
            self._prompt.close()
            self.panes.fold()
        if stop.context != "sidebar":
            self.writer.keep()
        if stop.context != self.context or stop.pane not in (None, self.panes.current):
            if self._labelling is not None:
                self._labelling.end()
            self.panes.focus(*stop)

    # Opening an article

    def open_article(self, path: Path) -> None:
        """Read an article in a worker, and show it when it is there."""
        if self.article is not None and self.article.path == path:
            self.panes.focus("article")
            return
        self.writer.keep()
        self.keep_places()
        shown = next((pane.article for pane in self.panes.articles if pane.article_path == path), None)
        if (known := shown or self._saver.article_at(path)) is not None:
            self._show_article(known, self.panes.current)
            return
        self._opener.read(path, self.panes.current)

    def on_article_opened(self, message: ArticleOpened) -> None:
        """Show the article at the place where its reader left it."""
        self._show_article(message.article, message.pane)
        self._opener.read_rest(message.article)

    def _show_article(self, article: OpenArticle, pane: ArticlePane) -> None:
        left = jumping.here(pane)
        before, pane.article = pane.article, article
        article.reading.colour = self.app.settings.default_colour
        if not article.reading.colour_names:
            article.reading.colour_names = self.naming.names({})
        self.finder.forget(pane.view)
        pane.view.show(article.reading, standing=self._opener.begin(article, pane))
        jumping.arrive(pane, left)
        self._let_go_of(before)
        self.library.mark_open(article.path)
        self.panes.focus("article", pane)
        self.article_changed()
        if self._labelling is not None:
            self._labelling.arrived(article)

    def _let_go_of(self, article: OpenArticle | None) -> None:
        """Stop reading an article that no pane shows any more, unless it has changes to be written."""
        if article is None or self.panes.showing(article):
            return
        if self._saver.article_at(article.path) is None:
            self._opener.leave(article)

    def split(self) -> bool:
        """Show the article in a second pane, at the same place; False where there are two panes already."""
        article, before = self.article, self.view
        if article is None or (pane := self.panes.split()) is None:
            return False
        pane.article, pane.jumps = article, self.panes.current.jumps
        pane.view.show(article.reading, standing=before.standing)
        self.panes.focus("article")
        self.article_changed()
        return True

    def close_pane(self) -> bool:
        """Close the pane that is read in; False where it is the only one."""
        if not self.panes.is_split:
            return False
        self.writer.keep()
        self.keep_places()
        closed = self.panes.current
        self.panes.close(closed)
        self._let_go_of(closed.article)
        return True

    def on_more_read(self, message: MoreRead) -> None:
        """Show more of a long article."""
        self._opener.more(message)

    def on_all_read(self, message: AllRead) -> None:
        """A long article is there to its end."""
        self._opener.all(message.article)

    def on_article_changed(self, message: ArticleChanged) -> None:
        """Show the article as it is now."""
        article = message.article
        assert self._watching is not None
        self._watching.show(article, message.change)
        self.finder.renew()
        if not article.is_read.is_set():
            # The rest of it could not be read before.
            article.is_read.set()
            self._saver.then(lambda: self._read_annotations(article))

    def on_file_lost(self, message: FileLost) -> None:
        """Say what has become of the article's file."""
        assert self._watching is not None
        self._watching.lost(message.article, message.trouble)

    def on_file_rests(self, message: FileRests) -> None:
        """Let the store know the article as it has come out."""
        message.article.is_settled = True
        self._saver.then(message.article.write_record)

    def go_to_end(self) -> None:
        """Go to the end of the article."""
        self._opener.go_to_end(self.panes.current)

    def on_open_failed(self, message: OpenFailed) -> None:
        """Say why an article cannot be read, and leave everything as it is."""
        if self.article is None and not self.app.target.opens_library:
            self.app.fail(message.error)
            return
        self.status.say(str(message.error), error=True)

    def on_annotations_read(self, message: AnnotationsRead) -> None:
        """Show what the store has on an article."""
        article, stored = message.article, message.stored
        if stored.edition is not article.reading.edition:
            # The file has changed while the annotations' places were looked for.
            self._saver.then(lambda: self._read_annotations(article))
            return
        self._take_back_failure()
        article.reading.acknowledge(stored.annotations, stored.placed, pending=self._saver.pending(article))
        is_first = not article.has_history
        if is_first:
            article.has_history = True
            article.reading.remember(stored.history)
        article.reading.colour_names = self.naming.names(stored.colour_names)
        article.drafts = dict(stored.drafts)
        article.is_kept = "read only" if stored.read_only else "saved" if stored.annotations else ""
        if not self.panes.showing(article):
            return
        self.annotations_changed(article)
        self.all_notes.arrive(article)
        if is_first:
            self.writer.offer(article)
        for notice in (*stored.notices, article.store_place.reason):
            if notice:
                self.app.warn(notice)
        self.show_status()

    # Marking

    def apply(self, outcome: Outcome, article: OpenArticle | None = None) -> None:
        """Show what a command did to the annotations, of the article that is read or another, and have it
        written."""
        article = article or self.article
        if outcome.message:
            self.status.say(outcome.message)
        if outcome.step is None or article is None:
            return
        self._saver.save(article, outcome.step, outcome.kind)
        self.annotations_changed(article)
        self.show_status()

    def annotations_changed(self, article: OpenArticle) -> None:
        """Draw an article's annotations anew wherever they are shown."""
        for pane in self.panes.showing(article):
            pane.view.marks_changed()
        if article is self.article:
            self.sidebar.show(article.reading)
            self.follow()

    def follow(self) -> None:
        """Light the annotation in the sidebar that the reader is at."""
        if self.article is None or not self.panes.is_shown("sidebar"):
            return
        reading = self.article.reading
        place = self.view.selection.range
        mark = reading.marks.here(place) or reading.marks.before(place.start)
        self.sidebar.notes.follow(mark)

    def on_annotation_saved(self, message: AnnotationSaved) -> None:
        """Say that a change is on disk, and show what the store made of it."""
        article = message.article
        self._take_back_failure()
        article.is_kept = "saved"
        self.all_notes.read_again()
        if not self._saver.unsaved:
            self.annotations_changed(article)
        self.show_status()
        self.library.count(article.path, len(article.reading.annotations))

    def on_save_failed(self, message: SaveFailed) -> None:
        """Say that a change is not on disk, and why; it will be tried again."""
        self._told_failure = clean_line(str(message.error))
        self.status.say(self._told_failure, error=True)
        self.show_status()

    def _take_back_failure(self) -> None:
        if self._saver.failure is None and self.status.message == self._told_failure:
            self.status.say("")

    def _look_for_terminal(self) -> None:
        if not has_terminal():
            self.run_worker(self.end(HANG_UP), group="leave", exit_on_error=False)

    def _look_outside(self) -> None:
        articles = dict.fromkeys(pane.article for pane in self.panes.articles if pane.article)
        if articles and not self._saver.unsaved:
            # By the thread that writes: what was read beside it could arrive after a later write.
            self._saver.then(lambda: self._read_outside(articles))

    def _read_outside(self, articles: Iterable[OpenArticle]) -> None:
        """In the store's thread: read again what another process has written to."""
        for article in articles:
            try:
                if article.has_changed_outside():
                    self.post_message(AnnotationsRead(article, article.read_stored()))
            except StoreError as error:
                self.post_message(SaveFailed(article, error))

    def _read_annotations(self, article: OpenArticle) -> None:
        """In the store's thread: read what it has on an article."""
        try:
            self.post_message(AnnotationsRead(article, article.read_stored()))
        except StoreError as error:
            self.post_message(SaveFailed(article, error))

    # Notes

    def write_note(self, target: NoteTarget) -> None:
        """Open the editor for a note."""
        self.ahead.wait_for_field()
        self.writer.write(target)

    def on_note_editor_typed(self, message: NoteEditor.Typed) -> None:
        """Keep a draft."""
        self.writer.typed(message.text)

    def on_note_editor_left(self, message: NoteEditor.Left) -> None:
        """Keep the note, and go on reading."""
        self.writer.leave()

    def keep_note(self) -> None:
        """Keep the note that is being written: the reader turns to something else."""
        self.writer.keep()

    def after_saving(self, work: Callable[[], object]) -> None:
        """Do some work on the store once everything asked for so far is on disk."""
        self._saver.then(work)

    # Questions

    def on_prompt_changed(self, message: Prompt.Changed) -> None:
        """Find and filter while the reader types."""
        match message.question:
            case "find":
                self.finder.typed(message.text)
            case "filter-library":
                self.library.filter(message.text)
            case "filter-notes":
                self.sidebar.filter(message.text)

    def on_prompt_answered(self, message: Prompt.Answered) -> None:
        """Do what was asked for."""
        self.panes.focus(self.context)
        match message.question:
            case "find":
                self.finder.answered(message.text)
            case "tags":
                tags_answered(self, message.text)
            case "rename-tag":
                self.naming.renaming_answered(message.text)
            case "colour-name":
                self.naming.colour_answered(message.text)
            case "tag-picked":
                tending.tags_answered(self, message.text)
            case "export":
                actions.export_answered(self, message.text)
            case "export-picked":
                tending.export_answered(self, message.text)

    def on_prompt_key_left(self, message: Prompt.KeyLeft) -> None:
        """Act on a key that was pressed after the one that ended a question."""
        self.ahead.add(message.key, message.character)

    def on_note_editor_key_left(self, message: NoteEditor.KeyLeft) -> None:
        """Act on a key that was pressed after the one that ended a note."""
        self.ahead.add(message.key, message.character)

    def on_hits_found(self, message: HitsFound) -> None:
        """Show what more has been found, and act on the keys that waited for it."""
        self.finder.took(message)
        self.ahead.go_on()

    def on_search_failed(self, message: SearchFailed) -> None:
        """Say why a search has been left off."""
        self.finder.failed(message)
        self.ahead.go_on()

    def on_prompt_cancelled(self, message: Prompt.Cancelled) -> None:
        """Take a search or a filter back."""
        self.panes.focus(self.context)
        match message.question:
            case "find":
                self.finder.cancelled()
            case "filter-library":
                self.library.filter("")
            case "filter-notes":
                self.sidebar.filter("")

    # Where the reader is

    def on_article_view_moved(self, message: ArticleView.Moved) -> None:
        """Say where the reader is, and remember it."""
        self._moved.add(message.view)
        self._measure_pace(message.view)
        self.show_status()
        self.follow()
        if not self._place_timer_runs:
            self._place_timer_runs = True
            self.set_timer(_PLACE_DELAY_S, self.keep_places)

    def _measure_pace(self, view: ArticleView) -> None:
        pacing = self.app.pacing
        if view is not self.view or view.reading is None or self.context != "article":
            return
        script = pacing.moved(view, view.reading.edition, view.top_position, view.bottom_position)
        if script is not None:
            self.run_worker(lambda: pacing.keep(script), thread=True, group="places", exit_on_error=False)

    def on_article_view_leapt(self, message: ArticleView.Leapt) -> None:
        """Remember where the rail was taken hold of."""
        for pane in self.panes.articles:
            if pane.view is message.view and pane.article is not None:
                jumping.record(pane, Jump(str(pane.article.path), message.before))

    def on_article_view_marked(self, message: ArticleView.Marked) -> None:
        """Light the annotation that was clicked."""
        self.sidebar.notes.move_to_annotation(message.annotation_id)

    def on_item_list_chosen(self, message: ItemList.Chosen) -> None:
        """Open what was clicked in a list."""
        if message.item_list is self.library.articles:
            self.run_command("library.open")
        else:
            self.run_command("sidebar.open")

    def keep_places(self) -> None:
        """Write down where the reader is, in workers; of two places in one article, where they read last."""
        self._place_timer_runs = False
        for pane in self.panes.articles:
            is_last = pane is self.panes.current or pane.article is not self.article
            if pane.article is not None and pane.view in self._moved and is_last:
                self._keep_place_of(pane.article, pane.view)
        self._moved.clear()

    def _keep_place_of(self, article: OpenArticle, view: ArticleView) -> None:
        if not article.reading.document.paragraphs:
            return
        place = article.place_at(view.place(), view.fraction_seen)
        self.run_worker(
            lambda: self._keep_place(article, lambda: article.keep_place(place)),
            thread=True,
            group="places",
            exit_on_error=False,
        )
        self.library.read_to(article.path, place)

    def _keep_place(self, article: OpenArticle, keep: Callable[[], None]) -> None:
        try:
            keep()
        except StoreError as error:
            self.post_message(SaveFailed(article, error))

    def show_status(self) -> None:
        """Bring the status bar up to date."""
        article = self.article
        if article is None or not article.reading.document.paragraphs:
            keys = self.app.keymap.keys_of("library.open", "library")
            hint = f"{shown(keys[0])} opens an article" if keys and self.context == "library" else ""
            self.status.show(Status(place=hint))
            return
        reading = article.reading
        selection = self.view.selection
        last = len(reading.document.paragraphs)
        head = selection.head.end
        fraction = reading.extent.fraction(head) if head.paragraph < last - 1 else 1.0
        place = f"{fraction * 100:.0f} %"
        if left := self.app.pacing.time_left(reading, fraction):
            place += f"  {left} left"
        place += f" · ¶ {selection.head.start.paragraph + 1}/{last}"
        number = COLOURS.index(reading.colour) + 1 if reading.colour in COLOURS else 1
        failure = self._saver.failure
        if failure is not None:
            saved = f"NOT SAVED ({self._saver.unsaved})"
        elif self._saver.unsaved:
            saved = "saving…"
        else:
            saved = article.is_kept
        name = reading.colour_names.get(reading.colour) or clean_line(reading.colour)
        unit = f"{selection.unit}, extending" if selection.extending else selection.unit
        self.status.show(
            Status(
                place=place,
                unit="selection" if unit == "free" else unit,
                pen=(f"pen: {name}" if self.pen else name, f"highlight-{number}"),
                saved=saved,
                file=article.trouble,
                unsaved=failure is not None,
                found=self.finder.status,
            )
        )
