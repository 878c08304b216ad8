"""The reading screen: library, article and sidebar beside one another, a prompt, the status bar.

It knows which pane has the focus, what key sequence has been begun, and which article is open; it hands
slow work to workers and takes their messages. What each command does is in `tread.tui.actions`.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widget import Widget

from tread.core.annotation import COLOURS, Annotation
from tread.core.clean import clean_line
from tread.core.selection import Selection
from tread.errors import StoreError
from tread.keymap import Context, Matched, Pending, key_name, shown
from tread.reading import NoteTarget, Outcome, Reading
from tread.tui import actions
from tread.tui.desk import OpenArticle
from tread.tui.heading import minutes_left
from tread.tui.messages import (
    AllRead,
    AnnotationSaved,
    AnnotationsRead,
    ArticleOpened,
    MoreRead,
    OpenFailed,
    SaveFailed,
)
from tread.tui.opening import Opener
from tread.tui.panes import SMALLEST, Wish, panes
from tread.tui.saving import Saver
from tread.tui.widgets.article_view import ArticleView
from tread.tui.widgets.canvas import Text
from tread.tui.widgets.item_list import ItemList
from tread.tui.widgets.library_pane import LibraryPane
from tread.tui.widgets.rule import Rule, TooSmall
from tread.tui.widgets.sidebar import Sidebar
from tread.tui.widgets.status_bar import Status, StatusBar
from tread.tui.writing import NoteWriter

if TYPE_CHECKING:
    from textual.geometry import Size

    from tread.config import Settings
    from tread.tui.app import Target, TreadApp
    from tread.tui.widgets.note_editor import NoteEditor
    from tread.tui.widgets.prompt import Prompt, Question

_PLACE_DELAY_S = 1.0
_HINT_DELAY_S = 0.4
_OUTSIDE_CHECK_S = 1.5
_PROBLEMS_SHOWN = 3


class ReaderScreen(Screen[None]):
    """Where everything is read and marked."""

    AUTO_FOCUS = None

    app: TreadApp

    def __init__(self, settings: Settings, target: Target) -> None:
        super().__init__()
        self.view: ArticleView = ArticleView(
            measure_cells=settings.measure, spacing=settings.paragraph_spacing, id="article"
        )
        self.library: LibraryPane = LibraryPane(id="library")
        self.sidebar: Sidebar = Sidebar(id="sidebar")
        self.status: StatusBar = StatusBar(id="status")
        self._library_rule = Rule(id="library-rule", classes="rule")
        self._sidebar_rule = Rule(id="sidebar-rule", classes="rule")
        self.article: OpenArticle | None = None
        self.context: Context = "library" if target.opens_library else "article"
        self.library_wish: Wish = settings.library_pane
        if not target.opens_library and settings.library_pane != "on":
            self.library_wish = "off"
        self.sidebar_wish: Wish = settings.sidebar
        self.only_article = False
        self.query_text = ""
        self._prompt: Prompt | None = None
        self._too_small: TooSmall | None = None
        self._pending: tuple[str, ...] = ()
        self._saver = Saver(self.post_message)
        self._opener = Opener(self)
        self.tagged: Annotation | None = None
        self.found_from: Selection | None = None
        self._writer = NoteWriter(self)
        self._place_timer_runs = False
        self._typing_from = inf
        self._typed_ahead: list[tuple[str, str | None]] = []
        self._said_saved = ""
        self._told_failure = ""

    def compose(self) -> ComposeResult:
        """The panes, from left to right, and the rows under them."""
        self.fold_panes(self.app.size)
        with Horizontal(id="panes"):
            if self.app.target.has_library or self.library.has_class("-shown"):
                yield self.library
                yield self._library_rule
            yield self.view
            yield self._sidebar_rule
            yield self.sidebar
        yield self.status

    # The parts

    @property
    def prompt(self) -> Prompt | None:
        """The row that asks, once something has been asked."""
        return self._prompt

    def ask(self, question: Question, label: str, text: str = "", words: Sequence[str] = ()) -> None:
        """Ask for a text in the row above the status bar."""
        from tread.tui.widgets.prompt import Prompt  # after the first paint

        if self._prompt is None:
            self._prompt = Prompt(id="prompt")
            self.mount(self._prompt, before=self.status)
        self._typing_from = inf
        self._prompt.ask(question, label, text, words)

    # Beginning and ending

    def on_mount(self) -> None:
        """Open what the command line named."""
        self.run_worker(self._saver.run(), group="saver", exit_on_error=False)
        self.set_interval(_OUTSIDE_CHECK_S, self._look_outside)
        target = self.app.target
        if target.opens_library:
            self.focus_pane("library")
            self.show_status()
            self.call_after_refresh(self.library.load, target)
        else:
            if self.app.first is not None:
                self._show_article(self.app.first)
                self.call_after_refresh(self._opener.read_rest, self.app.first)
            else:
                self.focus_pane("article")
                self.open_article(target.articles[0])
            if len(target.articles) > 1:
                self.call_after_refresh(self.library.load, target)
        self.call_after_refresh(self._collect_garbage)
        problems = [str(problem) for problem in self.app.problems]
        if len(problems) > _PROBLEMS_SHOWN:
            problems[_PROBLEMS_SHOWN:] = [f"And {len(problems) - _PROBLEMS_SHOWN} more problems like these."]
        for problem in problems:
            self.app.warn(problem)

    def _collect_garbage(self) -> None:
        """From here on, collect garbage; what the start has made stays, and is not looked at again."""
        gc.freeze()
        gc.enable()

    async def leave(self) -> None:
        """Keep the place, write what is not written, and quit; ask first when that cannot be done."""
        self._writer.keep()
        self.keep_place()
        if not await self._saver.finish():
            from tread.tui.screens.unsaved import UnsavedScreen

            failure = self._saver.failure
            self.app.push_screen(
                UnsavedScreen(self._saver.unsaved, str(failure) if failure else ""), self._after_asking
            )
            return
        places = [worker for worker in self.workers if worker.group == "places" and not worker.is_finished]
        if places:  # textual 8.2.8 worker_manager.py: of none, it waits for all, this one among them
            await self.workers.wait_for_complete(places)
        self.app.exit()

    def _after_asking(self, quit_anyway: bool | None) -> None:
        if quit_anyway:
            self.app.exit()

    # Keys

    def on_key(self, event: events.Key) -> None:
        """Run the command that a key, or the last key of a sequence, stands for."""
        if self._is_typing:
            self._type_ahead(event)
            return
        self.status.say("")
        key = key_name(event.key, event.character)
        found = self.app.keymap.feed(self.context, self._pending, key)
        if self._pending:
            self.status.show_hint([])
        self._pending = ()
        match found:
            case Matched(command_id):
                self.run_command(command_id)
                # At once, and not only when the page says that it moved: one paint shows both.
                self.show_status()
                self.follow()
            case Pending(keys, _):
                self._pending = keys
                self.set_timer(_HINT_DELAY_S, self._show_continuations)
            case _:
                return
        event.stop()
        event.prevent_default()

    @property
    def _is_typing(self) -> bool:
        is_asking = self._prompt is not None and self._prompt.is_asking
        return is_asking or self.sidebar.is_writing

    def _type_ahead(self, event: events.Key) -> None:
        """Pass on a key that was pressed before the field had the focus; without this it would be lost."""
        if event.time < self._typing_from:
            event.stop()
            self._typed_ahead.append((event.key, event.character))
            if self._typing_from < inf:
                self._pass_on_keys()

    def _pass_on_keys(self) -> None:
        for key, character in self._typed_ahead:
            # A new event: what a field does not want comes back here, and must not look typed ahead. It
            # bubbles no further than its sender (textual 8.2.8 message_pump.py), and the app runs bindings.
            self.app.post_message(events.Key(key, character).set_sender(self.app))
        self._typed_ahead.clear()

    def _show_continuations(self) -> None:
        if not self._pending:
            return
        found = self.app.keymap.feed(self.context, self._pending[:-1], self._pending[-1])
        if isinstance(found, Pending):
            hint: list[Text] = [(" ".join(shown(key) for key in found.keys) + "  ", "muted")]
            for keys, command in found.continuations:
                hint += [(shown(keys), "key"), (f" {command.title}   ", "muted")]
            self.status.show_hint(hint)

    def run_command(self, command_id: str) -> None:
        """Run a command of the registry by its id."""
        self._opener.moved_on()
        actions.ACTIONS[command_id](self)

    # Panes

    def focus_pane(self, context: Context) -> None:
        """Send the keys to a pane, showing it if it is folded away."""
        self.context = context
        self.fold_panes()
        target: Widget = {
            "library": self.library.articles,
            "article": self.view,
            "sidebar": self.sidebar.notes,
        }[context]
        if target.is_attached:
            self.set_focus(target)
        else:
            self.call_after_refresh(self.set_focus, target)

    def fold_panes(self, size: Size | None = None) -> None:
        """Show the panes that there is room for; `size` where the screen has none of its own yet."""
        width, height = size or self.size
        is_too_small = width < SMALLEST[0] or height < SMALLEST[1]
        if is_too_small and self._too_small is None:
            self._too_small = TooSmall(SMALLEST, id="too-small")
            self.mount(self._too_small)
        if self._too_small is not None:
            self._too_small.set_class(is_too_small, "-shown")
        library, sidebar = self.library_wish, self.sidebar_wish
        if self.only_article:
            library = sidebar = "off"
        shown_panes = panes(width, self.context, library, sidebar, is_open=self.article is not None)
        if shown_panes.library and self.is_mounted and not self.library.is_attached:
            self.query_one("#panes").mount(self.library, self._library_rule, before=self.view)
        self.library.set_class(shown_panes.library, "-shown")
        self.view.set_class(shown_panes.article, "-shown")
        self.sidebar.set_class(shown_panes.sidebar, "-shown")
        self.library.set_class(not shown_panes.article, "-alone")
        self.sidebar.set_class(not shown_panes.article, "-alone")
        self._library_rule.set_class(shown_panes.library and shown_panes.article, "-shown")
        self._sidebar_rule.set_class(shown_panes.sidebar and shown_panes.article, "-shown")

    def is_shown(self, context: Context) -> bool:
        """Whether a pane is on the screen."""
        pane: Widget = {"library": self.library, "article": self.view, "sidebar": self.sidebar}[context]
        return pane.has_class("-shown")

    def on_resize(self) -> None:
        """Fold and unfold panes."""
        self.fold_panes()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the focus when a click has moved it, and pass on what was typed before a field had it."""
        if self._is_typing and event.widget in (self.sidebar.editor, self._prompt and self._prompt.field):
            self._typing_from = event.time
            self._pass_on_keys()
            return
        context: Context | None = None
        if event.widget is self.library.articles:
            context = "library"
        elif event.widget is self.view:
            context = "article"
        elif event.widget is self.sidebar.notes:
            context = "sidebar"
        if context is None:
            return
        if self._prompt is not None and self._prompt.is_asking:
            self._prompt.close()
        if context != "sidebar":
            self._writer.keep()
        if context != self.context:
            self.context = context
            self.fold_panes()

    # Opening an article

    def open_article(self, path: Path) -> None:
        """Read an article in a worker, and show it when it is there."""
        if self.article is not None and self.article.path == path:
            self.focus_pane("article")
            return
        self._writer.keep()
        self.keep_place()
        if (unsaved := self._saver.article_at(path)) is not None:
            self._show_article(unsaved)
            return
        self._opener.read(path)

    def on_article_opened(self, message: ArticleOpened) -> None:
        """Show the article at the place where its reader left it."""
        self._show_article(message.article)

    def _show_article(self, article: OpenArticle) -> None:
        self.article = article
        reading = article.reading
        reading.colour = self.app.settings.default_colour
        self.query_text = ""
        self.view.show(reading, standing=self._opener.begin(article))
        self.sidebar.show(reading)
        self._said_saved = ""
        self.focus_pane("article")
        self.library.mark_open(article.path)
        self.show_status()

    def on_more_read(self, message: MoreRead) -> None:
        """Show more of a long article."""
        self._opener.more(message)

    def on_all_read(self, message: AllRead) -> None:
        """A long article is there to its end."""
        self._opener.all(message.article)

    def go_to_end(self) -> None:
        """Go to the end of the article."""
        self._opener.go_to_end()

    def on_open_failed(self, message: OpenFailed) -> None:
        """Say why an article cannot be read, and leave everything as it is."""
        if self.article is None and not self.app.target.opens_library:
            self.app.fail(message.error)
            return
        self.status.say(str(message.error), error=True)

    def on_annotations_read(self, message: AnnotationsRead) -> None:
        """Show what the store has on an article."""
        article, stored = message.article, message.stored
        article.reading.acknowledge(stored.annotations, stored.placed, pending=self._saver.pending(article))
        is_first = not article.has_history
        if is_first:
            article.has_history = True
            article.reading.remember(stored.history)
        article.drafts = dict(stored.drafts)
        if article is not self.article:
            return
        self.annotations_changed()
        if is_first:
            self._writer.offer(stored.drafts)
        for notice in (*stored.notices, article.store_place.reason):
            if notice:
                self.app.warn(notice)
        if stored.read_only:
            self._said_saved = "read only"
        elif stored.annotations:
            self._said_saved = "saved"
        self.show_status()

    # Marking

    def apply(self, outcome: Outcome) -> None:
        """Show what a command did to the annotations, and have it written."""
        if outcome.message:
            self.status.say(outcome.message)
        if outcome.step is None or self.article is None:
            return
        self._saver.save(self.article, outcome.step, outcome.kind)
        self.annotations_changed()
        self.show_status()

    def words_for_tags(self, reading: Reading) -> list[str]:
        """Tags to complete to: this article's, then the library's."""
        return [clean_line(tag) for tag in dict.fromkeys([*reading.tags_in_use(), *self.library.used_tags])]

    def annotations_changed(self) -> None:
        """Draw the annotations anew wherever they are shown."""
        self.view.marks_changed()
        self.sidebar.show(self.article.reading if self.article else None)
        self.follow()

    def follow(self) -> None:
        """Light the annotation in the sidebar that the reader is at."""
        if self.article is None or not self.is_shown("sidebar"):
            return
        reading = self.article.reading
        place = self.view.selection.range
        mark = reading.marks.here(place) or reading.marks.before(place.start)
        self.sidebar.notes.follow(mark)

    def on_annotation_saved(self, message: AnnotationSaved) -> None:
        """Say that a change is on disk, and show what the store made of it."""
        article = message.article
        if self._saver.failure is None and self.status.message == self._told_failure:
            self.status.say("")
        if article is self.article:
            self._said_saved = "saved"
            if not self._saver.unsaved:
                self.annotations_changed()
            self.show_status()
        self.library.count(article.path, len(article.reading.annotations))

    def on_save_failed(self, message: SaveFailed) -> None:
        """Say that a change is not on disk, and why; it will be tried again."""
        self._told_failure = clean_line(str(message.error))
        self.status.say(self._told_failure, error=True)
        self.show_status()

    def _look_outside(self) -> None:
        article = self.article
        if article is None or self._saver.unsaved:
            return
        # By the thread that writes: what was read beside it could arrive after a later write.
        self._saver.then(lambda: self._read_outside(article))

    def _read_outside(self, article: OpenArticle) -> None:
        """In the store's thread: read it again when another process has written to it."""
        try:
            if article.has_changed_outside():
                self.post_message(AnnotationsRead(article, article.read_stored()))
        except StoreError as error:
            self.post_message(SaveFailed(article, error))

    # Notes

    def write_note(self, target: NoteTarget) -> None:
        """Open the editor for a note."""
        self._typing_from = inf
        self._writer.write(target)

    def on_note_editor_typed(self, message: NoteEditor.Typed) -> None:
        """Keep a draft."""
        self._writer.typed(message.text)

    def on_note_editor_left(self, message: NoteEditor.Left) -> None:
        """Keep the note, and go on reading."""
        self._writer.leave()

    def after_saving(self, work: Callable[[], object]) -> None:
        """Do some work on the store once everything asked for so far is on disk."""
        self._saver.then(work)

    # Questions

    def on_prompt_changed(self, message: Prompt.Changed) -> None:
        """Find and filter while the reader types."""
        match message.question:
            case "find":
                actions.find_as_typed(self, message.text)
            case "filter-library":
                self.library.filter(message.text)
            case "filter-notes":
                self.sidebar.filter(message.text)

    def on_prompt_answered(self, message: Prompt.Answered) -> None:
        """Do what was asked for."""
        self.focus_pane(self.context)
        match message.question:
            case "find":
                actions.find_answered(self, message.text)
            case "tags":
                actions.tags_answered(self, message.text)
            case "export":
                actions.export_answered(self, message.text)

    def on_prompt_cancelled(self, message: Prompt.Cancelled) -> None:
        """Take a search or a filter back."""
        self.focus_pane(self.context)
        match message.question:
            case "find":
                actions.find_cancelled(self)
            case "filter-library":
                self.library.filter("")
            case "filter-notes":
                self.sidebar.filter("")

    # Where the reader is

    def on_article_view_moved(self) -> None:
        """Say where the reader is, and remember it."""
        self.show_status()
        self.follow()
        if not self._place_timer_runs:
            self._place_timer_runs = True
            self.set_timer(_PLACE_DELAY_S, self.keep_place)

    def on_article_view_marked(self, message: ArticleView.Marked) -> None:
        """Light the annotation that was clicked."""
        self.sidebar.notes.move_to_annotation(message.annotation_id)

    def on_item_list_chosen(self, message: ItemList.Chosen) -> None:
        """Open what was clicked in a list."""
        if message.item_list is self.library.articles:
            self.run_command("library.open")
        else:
            self.run_command("sidebar.open")

    def keep_place(self) -> None:
        """Write down where the reader is, in a worker."""
        self._place_timer_runs = False
        article = self.article
        if article is None or not article.reading.document.paragraphs:
            return
        place = article.place_at(self.view.place(), self.view.fraction_seen)
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
        if left := minutes_left(reading, fraction):
            place += f"  {left} left"
        place += f" · ¶ {selection.head.start.paragraph + 1}/{last}"
        number = COLOURS.index(reading.colour) + 1 if reading.colour in COLOURS else 1
        failure = self._saver.failure
        if failure is not None:
            saved = f"NOT SAVED ({self._saver.unsaved})"
        elif self._saver.unsaved:
            saved = "saving…"
        else:
            saved = self._said_saved
        name = self.app.settings.colours.get(reading.colour, "") or reading.colour
        unit = f"{selection.unit}, extending" if selection.extending else selection.unit
        self.status.show(
            Status(
                place=place,
                unit="selection" if unit == "free" else unit,
                pen=(clean_line(name), f"highlight-{number}"),
                saved=saved,
                unsaved=failure is not None,
                found=self.found,
            )
        )

    @property
    def found(self) -> str:
        """Which match the reader is at, or empty."""
        return actions.match_count(self)
