"""The reading screen: library, article and sidebar beside one another, a prompt, the status bar.

It puts the parts together and knows which pane has the keys; every message comes in here and is passed to the
module whose subject it is. What each command does is in `tread.tui.actions`.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen

from tread.commands import Context, Pane
from tread.core.annotation import Annotation
from tread.core.jumps import Jump
from tread.reading.annotating import NoteTarget
from tread.reading.reading import Outcome
from tread.tui import actions, jumping, tending
from tread.tui.all_notes import AllNotes
from tread.tui.arranging import Arranger
from tread.tui.asking import Asker
from tread.tui.batching import Batcher
from tread.tui.beside import Beside
from tread.tui.desk import OpenArticle
from tread.tui.finding import Finder
from tread.tui.keeping_place import PlaceKeeper
from tread.tui.keyboard import Keyboard
from tread.tui.leaving import watch_for_the_end
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
from tread.tui.status import status_of
from tread.tui.storing import Storing
from tread.tui.typeahead import TypeAhead
from tread.tui.widgets.article_view import ArticleView
from tread.tui.widgets.canvas import Unpainted
from tread.tui.widgets.item_list import ItemList
from tread.tui.widgets.library_pane import LibraryPane
from tread.tui.widgets.rule import Rule
from tread.tui.widgets.sidebar import Sidebar
from tread.tui.widgets.status_bar import StatusBar
from tread.tui.writing import NoteWriter

if TYPE_CHECKING:
    from tread.config import Settings
    from tread.tui.app import Target, TreadApp
    from tread.tui.labelling import Labelling
    from tread.tui.watching import Watching
    from tread.tui.widgets.note_editor import NoteEditor
    from tread.tui.widgets.prompt import Prompt

_WATCH_DELAY_S = 0.3
_PROBLEMS_SHOWN = 3


class SideBySide(Unpainted, Horizontal):
    """The panes, from left to right."""


class ReaderScreen(Screen[None]):
    """Where everything is read and marked."""

    AUTO_FOCUS = ""  # none: `None` would be the app's, which is any widget (textual 8.2.8 screen.py:1493)

    app: TreadApp

    def __init__(self, settings: Settings, target: Target) -> None:
        super().__init__()
        self.panes: Arranger = Arranger(self, settings, target)
        self.status: StatusBar = StatusBar(id="status")
        self.context: Pane = "library" if target.opens_library else "article"
        self.beside: Beside = Beside()
        self.keyboard: Keyboard = Keyboard(self)
        self.asker: Asker = Asker(self)
        self.saver: Saver = Saver(self.post_message, self.beside)
        self.storing: Storing = Storing(self, self.saver)
        self.opener: Opener = Opener(self)
        self.places: PlaceKeeper = PlaceKeeper(self)
        self.tagged: Annotation | None = None
        self.finder: Finder = Finder(self)
        self.ahead: TypeAhead = TypeAhead(self)
        self.pen = False
        self.visit: tending.Visit | None = None
        self.writer: NoteWriter = NoteWriter(self)
        self.all_notes: AllNotes = AllNotes(self)
        self.naming: Naming = Naming(self)
        self.batcher: Batcher = Batcher(self)
        self._watching: Watching | None = None
        self._labelling: Labelling | None = None

    def compose(self) -> ComposeResult:
        """The panes, from left to right, and the rows under them."""
        with SideBySide(id="panes"):
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
    def is_labelling(self) -> bool:
        """Whether anything has been chosen by label yet."""
        return self._labelling is not None

    @property
    def labelling(self) -> Labelling:
        """Choosing by label what is in view."""
        if self._labelling is None:
            from tread.tui.labelling import Labelling  # when the first labels are shown

            self._labelling = Labelling(self)
        return self._labelling

    # Beginning and ending

    def on_mount(self) -> None:
        """Open what the command line named."""
        watch_for_the_end(self)
        self.storing.begin()
        self.call_after_refresh(self._collect_garbage)
        target = self.app.target
        if target.opens_library:
            self.panes.focus("library")
            self.show_status()
            self.call_after_refresh(self.library.load, target)
        else:
            if self.app.first is not None:
                self.opener.show(self.app.first, self.panes.current)
                self.call_after_refresh(self.opener.read_rest, self.app.first)
            else:
                self.panes.focus("article")
                self.opener.open(target.articles[0])
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

        self._watching = Watching(self, self.writer, self.beside)
        self._watching.start()

    def on_unmount(self) -> None:
        """Watch no more files."""
        if self._watching is not None:
            self._watching.stop()

    def _collect_garbage(self) -> None:
        """From here on, collect garbage; what the start has made stays, and is not looked at again."""
        gc.freeze()
        gc.enable()

    # Keys

    def on_mouse_down(self) -> None:
        """A message stands until the next key, or until something is clicked."""
        self.status.say("")

    def on_key(self, event: events.Key) -> None:
        """Run the command that a key, or the last key of a sequence, stands for."""
        if self.ahead.takes(event) or self.keyboard.press(event.key, event.character):
            event.stop()
            event.prevent_default()

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
        return self.asker.question is not None or self.sidebar.is_writing

    def run_command(self, command_id: str, letter: str = "", count: int = 0) -> None:
        """Run a command of the registry by its id, with the letter that it takes where that is known, and as
        often as was asked for."""
        self.opener.moved_on(self.panes.current)
        self.finder.give_up()
        if self._labelling is not None:
            self._labelling.end()
        if letter:
            jumping.LETTER_ACTIONS[command_id](self, letter)
        elif count:
            actions.run_counted(self, command_id, count)
        else:
            actions.ACTIONS[command_id](self)

    # Panes

    def article_changed(self) -> None:
        """Another pane is read in: let sidebar and status bar follow."""
        self.sidebar.show(self.article.reading if self.article else None)
        self.show_status()
        self.follow()

    def on_resize(self) -> None:
        """Fold and unfold panes."""
        self.panes.fold()
        self.app.notices.settle()

    def on_rule_dragged(self, message: Rule.Dragged) -> None:
        """Make a pane wider and its neighbour narrower."""
        self.panes.drag(message.rule, message.cells)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the focus when a click has moved it, and pass on what was typed before a field had it."""
        if self.is_typing and event.widget in (self.sidebar.editor, self.asker.field):
            self.ahead.field_has_focus()
            return
        stop = self.panes.stop_of(event.widget)
        if stop is None or self.ahead.awaits_field:  # told late: the focus is on its way to the field
            return
        self.asker.drop()
        if stop.context != "sidebar":
            self.writer.keep()
        if stop.context != self.context or stop.pane not in (None, self.panes.current):
            if self._labelling is not None:
                self._labelling.end()
            self.panes.focus(*stop)

    # Opening an article

    def on_article_opened(self, message: ArticleOpened) -> None:
        """Show the article at the place where its reader left it."""
        self.opener.opened(message)

    def on_more_read(self, message: MoreRead) -> None:
        """Show more of a long article."""
        self.opener.more(message)

    def on_all_read(self, message: AllRead) -> None:
        """A long article is there to its end."""
        self.opener.all(message.article)

    def on_article_changed(self, message: ArticleChanged) -> None:
        """Show the article as it is now."""
        article = message.article
        assert self._watching is not None
        self._watching.show(article, message.change)
        self.finder.renew()
        if not article.is_read.is_set():
            # The rest of it could not be read before.
            article.is_read.set()
            self.storing.read(article)

    def on_file_lost(self, message: FileLost) -> None:
        """Say what has become of the article's file."""
        assert self._watching is not None
        self._watching.lost(message.article, message.trouble)

    def on_file_rests(self, message: FileRests) -> None:
        """Let the store know the article as it has come out."""
        message.article.is_settled = True
        self.saver.then(message.article.write_record)

    def on_open_failed(self, message: OpenFailed) -> None:
        """Say why an article cannot be read, and leave everything as it is."""
        self.opener.failed(message)

    def on_annotations_read(self, message: AnnotationsRead) -> None:
        """Show what the store has on an article."""
        self.storing.took(message)

    # Marking

    def apply(self, outcome: Outcome, article: OpenArticle | None = None) -> None:
        """Show what a command did to the annotations, of the article that is read or another, and have it
        written."""
        article = article or self.article
        if outcome.message:
            self.status.say(outcome.message)
        if outcome.step is None or article is None:
            return
        self.saver.save(article, outcome.step, outcome.kind)
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
        self.storing.saved(message.article)

    def on_save_failed(self, message: SaveFailed) -> None:
        """Say that a change is not on disk, and why; it will be tried again."""
        self.storing.failed(message)

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

    # Questions

    def on_prompt_changed(self, message: Prompt.Changed) -> None:
        """Find and filter while the reader types."""
        self.asker.typed(message)

    def on_prompt_answered(self, message: Prompt.Answered) -> None:
        """Do what was asked for."""
        self.asker.answered(message)

    def on_prompt_cancelled(self, message: Prompt.Cancelled) -> None:
        """Take a search or a filter back."""
        self.asker.cancelled(message)

    def on_prompt_key_left(self, message: Prompt.KeyLeft) -> None:
        """Act on a key that was pressed after the one that ended a question."""
        self.ahead.add(message.event)

    def on_note_editor_key_left(self, message: NoteEditor.KeyLeft) -> None:
        """Act on a key that was pressed after the one that ended a note."""
        self.ahead.add(message.event)

    def on_hits_found(self, message: HitsFound) -> None:
        """Show what more has been found, and act on the keys that waited for it."""
        self.finder.took(message)
        self.ahead.go_on()

    def on_search_failed(self, message: SearchFailed) -> None:
        """Say why a search has been left off."""
        self.finder.failed(message)
        self.ahead.go_on()

    # Where the reader is

    def on_article_view_moved(self, message: ArticleView.Moved) -> None:
        """Say where the reader is, and remember it."""
        self.places.moved(message.view)
        self.show_status()
        self.follow()

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

    def on_library_pane_filled(self, message: LibraryPane.Filled) -> None:
        """Say how an article is opened, where there is one."""
        self.show_status()

    def show_status(self) -> None:
        """Bring the status bar up to date."""
        self.status.show(status_of(self))
