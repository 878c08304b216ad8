"""Writing a note on the reading screen: the editor beside the text, and the draft behind it.

What is typed is on disk as a draft within a second, and stays there until the note itself is saved; a draft
that a crash left is offered again where it was written.
"""

from __future__ import annotations

import os
from threading import Lock
from typing import TYPE_CHECKING

from tread.commands import Pane
from tread.core.clean import clean, clean_line
from tread.errors import StoreError
from tread.keymap import Matched
from tread.keys import key_name, shown
from tread.reading import annotating
from tread.reading.annotating import NoteTarget
from tread.tui.clipboard import block_quote

if TYPE_CHECKING:
    from tread.core.passage import Passage
    from tread.tui.desk import OpenArticle
    from tread.tui.screens.reader import ReaderScreen
    from tread.tui.widgets.note_editor import NoteEditor

_DRAFT_DELAY_S = 0.5
"""So long after a letter it is written; the rest of the second is for the disk."""
_TOLD = (
    ("note.keep", "keep"),
    ("note.page-down", "on"),
    ("note.quote", "quote"),
    ("note.editor", "edit"),
    ("note.undo", "undo"),
)
"""The keys that the row under the editor tells, and what each does in a word."""
_QUOTE_SHOWN = 60
_UNKEPT = "This is a draft that was not kept when tread ended."


class NoteWriter:
    """The note that is being written on a screen, if one is."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._target: NoteTarget | None = None
        self._article: OpenArticle | None = None
        self._key = ""
        self._came_from: Pane = "article"
        self._draft = ""
        self._timer_runs = False
        self._drafts = Lock()

    def write(self, target: NoteTarget) -> None:
        """Open the editor for a note, with its draft if one was left by a crash."""
        screen = self._screen
        if screen.article is None or screen.sidebar.is_writing:
            return
        self._target, self._key, self._article = target, target.key, screen.article
        self._came_from = screen.context
        text = target.annotation.note if target.annotation else ""
        draft = screen.article.drafts.get(target.key, "")
        if draft and draft != text:
            screen.status.say(_UNKEPT)
        self._draft = ""
        screen.context = "sidebar"
        screen.panes.fold()
        screen.sidebar.write(self._label(target), self._editor(draft or text))
        screen.app.notices.settle()
        screen.naming.learn_tags(self._offer_tags)

    def _editor(self, text: str) -> NoteEditor:
        from tread.tui.widgets.note_editor import NoteEditor, WritingKeys  # with the first note

        screen, keymap = self._screen, self._screen.app.keymap

        def command_of(key: str, character: str | None) -> str | None:
            found = keymap.feed("note", (), key_name(key, character))
            return found.command_id if isinstance(found, Matched) else None

        told = [
            (shown(keys[0]).replace("Ctrl+", "^"), what)
            for command_id, what in _TOLD
            if (keys := keymap.keys_of(command_id, "note"))
        ]
        return NoteEditor(text, WritingKeys(command_of, screen.run_command, told), self._words())

    def _words(self) -> list[str]:
        return self._screen.naming.words(self._article.reading) if self._article else []

    def _offer_tags(self) -> None:
        if (editor := self._screen.sidebar.editor) is not None:
            editor.offer(self._words())

    def put_quote(self) -> None:
        """Put the words that the note is on into it, as a quote; on the whole article, what is selected."""
        screen, editor = self._screen, self._screen.sidebar.editor
        if editor is None or self._target is None or self._article is None:
            return
        place = self._target.range or (
            screen.view.selection.range if screen.article is self._article else None
        )
        if place is not None and not place.is_empty:
            editor.put_block(block_quote(self._article.reading.document.text_of(place)))

    def scroll(self, rows: int = 0, pages: int = 0) -> None:
        """Scroll the article beside the note; what is selected stays."""
        screen = self._screen
        if screen.panes.is_shown("article"):
            screen.view.scroll_rows(rows + pages * max(screen.view.size.height - 2, 1))
        else:
            screen.status.say("No room to show the article.")

    def undo(self) -> None:
        """Take back what was typed last."""
        if (editor := self._screen.sidebar.editor) is not None:
            editor.undo()

    def redo(self) -> None:
        """Type again what was taken back."""
        if (editor := self._screen.sidebar.editor) is not None:
            editor.redo()

    def go_outside(self) -> None:
        """Go on in the reader's own editor; whatever goes wrong with that, what was written stays."""
        from tread.tui.outside import editor_command, run_editor

        screen, editor, article = self._screen, self._screen.sidebar.editor, self._article
        if editor is None or article is None:
            return
        command = editor_command(os.environ)
        if not command:
            screen.status.say("Neither VISUAL nor EDITOR names an editor; go on here.", error=True)
            return
        try:
            file = article.hand_out_draft(self._key, editor.text)
        except StoreError as error:
            screen.status.say(str(error), error=True)
            return
        article.drafts[self._key] = editor.text  # so that it is dropped once the note is kept
        problem = run_editor(screen.app, command, file)
        try:
            text = file.read_bytes().decode("utf-8", "replace").strip("\r\n")
        except OSError as error:
            problem = problem or f"{file} cannot be read: {error.strerror}."
            text = ""
        if text or not problem:
            editor.replace_all(text)
        screen.status.say(clean_line(problem), error=bool(problem))

    def typed(self, text: str) -> None:
        """Keep what stands in the editor as a draft, within a second."""
        self._draft = text
        if not self._timer_runs:
            self._timer_runs = True
            self._screen.set_timer(_DRAFT_DELAY_S, self._keep_draft)

    def leave(self) -> None:
        """Keep the note and go back to where the reader was."""
        # The focus goes first: Textual moves the focus of a widget that is removed to its neighbour.
        self._screen.panes.focus(self._came_from)
        self._screen.status.say("")
        self.keep()

    def keep(self) -> None:
        """Keep what stands in the editor, if it is open."""
        screen, target, article = self._screen, self._target, self._article
        if target is None or article is None or not screen.sidebar.is_writing:
            return
        text = screen.sidebar.stop_writing()
        self._target = None
        screen.app.notices.settle()
        outcome = annotating.write_note(article.reading, target, text)
        key = self._key
        had_draft = bool(self._draft) or key in article.drafts
        article.drafts.pop(key, None)
        screen.apply(outcome, article)
        if had_draft:
            self._draft = ""
            screen.saver.then(lambda: self._drop_draft(article, key))

    def pass_over(self, article: OpenArticle, passage: Passage) -> None:
        """The article is about to have another text: write on the same words, or on what they were."""
        target = self._target
        if target is None or article is not self._article:
            return
        self._target = annotating.passed_over(article.reading, target, passage)

    def offer(self, article: OpenArticle) -> None:
        """Say that there are drafts a crash has left; they open where they were written."""
        drafts, editor = article.drafts, self._screen.sidebar.editor
        if self._target is not None and self._article is article:
            # The editor was opened before the store had been read.
            if editor is not None and not editor.text and self._key in drafts:
                self._screen.status.say(_UNKEPT)
                editor.insert(clean(drafts[self._key]))
        elif drafts:
            what = "A note that you were writing" if len(drafts) == 1 else f"{len(drafts)} notes"
            keys = self._screen.app.keymap.keys_of("mark.note")
            how = f"{keys[0]} there opens it again" if keys else "it opens there again"
            places = ", ".join(sorted(filter(None, (_place_of(article, key) for key in drafts))))
            self._screen.app.warn(
                f"{what} was not kept when tread ended{places and f', at {places}'}; {how}."
            )

    def _label(self, target: NoteTarget) -> str:
        article = self._screen.article
        if target.annotation is not None and target.annotation.anchor is not None:
            quote = target.annotation.anchor.quote.exact
        elif target.annotation is None and target.range is not None and article is not None:
            quote = article.reading.document.text_of(target.range)
        else:
            return "Note on the article"
        words = clean_line(quote[:200])
        return f"Note on “{words[:_QUOTE_SHOWN]}{'…' if len(words) > _QUOTE_SHOWN else ''}”"

    def _keep_draft(self) -> None:
        self._timer_runs = False
        if self._target is not None and self._draft:
            self._screen.run_worker(self._save_draft, thread=True, group="draft", exit_on_error=False)

    def _save_draft(self) -> None:
        """In a worker thread: what stands there by then, so that the last to write writes the latest."""
        with self._drafts:
            article, key, text = self._article, self._key, self._draft
            if self._target is not None and article is not None and text:
                article.save_draft(key, text)

    def _drop_draft(self, article: OpenArticle, key: str) -> None:
        """In the store's thread: the note has been kept."""
        with self._drafts:
            article.drop_draft(key)


def _place_of(article: OpenArticle, key: str) -> str:
    """Where the draft with a key was written, in words; empty where that is not known."""
    if key == "article":
        return "the article"
    annotation = article.reading.annotation(key)
    placed = article.reading.placed(annotation) if annotation else None
    if placed is not None and placed.range is not None:
        return f"¶ {placed.range.start.paragraph + 1}"
    paragraph = key.partition(".")[0]
    return f"¶ {int(paragraph) + 1}" if paragraph.isdecimal() else ""
