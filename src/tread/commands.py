"""The one registry of commands: their ids, titles and help, where each may be run, and its default keys.

Keys, help, palette, documentation and settings all read `COMMANDS`. Never imports Textual, reads a file or
runs a command. Anything but `core` and `keys` may import it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, get_args

from tread.keys import LETTER, shown

Pane = Literal["article", "library", "sidebar"]
"""The kinds of pane that may have the focus."""
PANES: tuple[Pane, ...] = get_args(Pane)

Context = Literal[Pane, "note", "notes"]
"""Where the keys go: a pane; a note that is being written, which takes all keys that mean a character; or the
screen with all notes of the library."""
CONTEXTS: tuple[Context, ...] = (*PANES, "note", "notes")

Group = Literal[
    "Moving", "Marking", "Finding", "Page", "Panes", "Library", "Sidebar", "Writing", "All notes", "tread"
]
GROUPS: tuple[Group, ...] = get_args(Group)
"""The headings of the help, in its order."""


class Command(NamedTuple):
    """Something the reader can be told to do.

    title: two or three words, for lists; help: one sentence.
    keys: the default keys and sequences, the one to show first; empty when only the palette runs it.
    takes_letter: the key that follows, a letter or digit, says on which of several it acts.
    """

    id: str
    title: str
    help: str
    group: Group
    contexts: tuple[Context, ...]
    keys: tuple[str, ...] = ()
    takes_letter: bool = False

    def sequence(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """What is typed for the command whose keys these are."""
        return (*keys, LETTER) if self.takes_letter else keys


_ARTICLE: tuple[Context, ...] = ("article",)
_LIBRARY: tuple[Context, ...] = ("library",)
_SIDEBAR: tuple[Context, ...] = ("sidebar",)
_NOTES: tuple[Context, ...] = ("notes",)
_LISTS: tuple[Context, ...] = (*PANES, "notes")
_MARKS: tuple[Context, ...] = ("article", "sidebar")
_MARKS_AND_NOTES: tuple[Context, ...] = (*_MARKS, "notes")
_NOTE: tuple[Context, ...] = ("note",)


def _move(name: str, title: str, text: str, *keys: str) -> Command:
    return Command(f"article.{name}", title, text, "Moving", _ARTICLE, keys)


def _select(name: str, title: str, text: str, *keys: str) -> Command:
    return Command(f"selection.{name}", title, text, "Moving", _ARTICLE, keys)


def _mark(name: str, title: str, text: str, *keys: str, contexts: tuple[Context, ...] = _MARKS) -> Command:
    return Command(f"mark.{name}", title, text, "Marking", contexts, keys)


def _find(name: str, title: str, text: str, *keys: str) -> Command:
    return Command(f"find.{name}", title, text, "Finding", _ARTICLE, keys)


def _page(name: str, title: str, text: str, *keys: str) -> Command:
    return Command(f"page.{name}", title, text, "Page", _ARTICLE, keys)


def _view(name: str, title: str, text: str, *keys: str) -> Command:
    return Command(f"view.{name}", title, text, "Panes", PANES, keys)


def _library(name: str, title: str, text: str, *keys: str) -> Command:
    return Command(f"library.{name}", title, text, "Library", _LIBRARY, keys)


def _sidebar(name: str, title: str, text: str, *keys: str) -> Command:
    return Command(f"sidebar.{name}", title, text, "Sidebar", _SIDEBAR, keys)


def _note(name: str, title: str, text: str, *keys: str) -> Command:
    return Command(f"note.{name}", title, text, "Writing", _NOTE, keys)


def _notes(name: str, title: str, text: str, *keys: str) -> Command:
    return Command(f"notes.{name}", title, text, "All notes", _NOTES, keys)


def _app(name: str, title: str, text: str, *keys: str, contexts: tuple[Context, ...] = _LISTS) -> Command:
    return Command(f"app.{name}", title, text, "tread", contexts, keys)


_INSIDE = (
    ("word", "w", ""),
    ("clause", ",", ": what stands between commas, dashes or brackets"),
    ("quotation", "q", ", without its marks"),
    ("sentence", "s", ""),
    ("paragraph", "p", ""),
    ("section", "c", ", without its heading"),
    ("link", "l", ""),
)
_AROUND = (
    ("word", "W", "the space after it"),
    ("quotation", "Q", "its marks"),
    ("sentence", "S", "the space after it"),
    ("section", "C", "its heading"),
)

COMMANDS: tuple[Command, ...] = (
    _move("next-paragraph", "Next paragraph", "Select the next paragraph.", "j", "down"),
    _move("previous-paragraph", "Previous paragraph", "Select the previous paragraph.", "k", "up"),
    _move("next-sentence", "Next sentence", "Select the next sentence.", "l", "right"),
    _move("previous-sentence", "Previous sentence", "Select the previous sentence.", "h", "left"),
    _move("next-word", "Next word", "Select the next word.", "w"),
    _move("previous-word", "Previous word", "Select the previous word.", "b"),
    _move("next-heading", "Next heading", "Go to the next heading.", "}"),
    _move("previous-heading", "Previous heading", "Go to the previous heading.", "{"),
    _move("next-quotation", "Next quotation", "Select the next quotation, without marks.", '"'),
    _move("previous-quotation", "Previous quotation", "Select the previous quotation, without marks.", "Q"),
    _move("next-annotation", "Next annotation", "Go to the next highlight or note.", "]"),
    _move("previous-annotation", "Previous annotation", "Go to the previous highlight or note.", "["),
    _move("page-down", "Page down", "Read on by a screenful.", "space", "pagedown"),
    _move("page-up", "Page up", "Go back by a screenful.", "pageup", "shift+space"),
    _move("half-page-down", "Half a page down", "Read on by half a screenful.", "ctrl+d"),
    _move("half-page-up", "Half a page up", "Go back by half a screenful.", "ctrl+u"),
    _move("top", "Top", "Go to the start of the article.", "g g", "home"),
    _move("end", "End", "Go to the end of the article.", "G", "end"),
    _move(
        "jump-back", "Jump back", "Go back to where the last jump began, and from there further.", "ctrl+o"
    ),
    _move("jump-forward", "Jump forward", "Go on again to where you jumped back from.", "ctrl+n"),
    _move("jump-last", "Back and forth", "Go to where the last jump began; once more comes back.", "' '"),
    _move(
        "go-to-bookmark", "Go to a bookmark", "Go to the bookmark of the letter that you type.", "'"
    )._replace(takes_letter=True),
    _select("extend", "Extend", "Let the motions that follow stretch the selection, or stop doing so.", "v"),
    _select("swap-ends", "Swap ends", "Move the other end of the selection from here on.", "o"),
    _select("grow", "Grow", "Select the next larger thing around it, from word to section.", "+"),
    _select("shrink", "Shrink", "Select what the selection grew from, or the next smaller thing in it.", "-"),
    _select("again", "Select again", "Select again what was stretched last.", "g v"),
    *(
        _select(f"inside-{name}", f"The {name}", f"Select the {name} here{but}.", f"i {key}")
        for name, key, but in _INSIDE
    ),
    *(
        _select(f"around-{name}", f"The {name} and more", f"Select the {name} here with {more}.", f"i {key}")
        for name, key, more in _AROUND
    ),
    _select(
        "label-sentences",
        "Sentences by label",
        "Put a letter on every sentence in view: one selects it, a second selects as far as that one.",
        "s",
    ),
    _select(
        "label-words",
        "Words by label",
        "Put letters on every word in view: the first selects it, a second selects as far as that one.",
        "W",
    ),
    _select(
        "label-highlights",
        "Highlights by label",
        "Put a letter on every highlight and note in view, to select the one that is typed.",
        "H",
    ),
    _select(
        "label-links",
        "Follow a link",
        "Put a letter on every link in view, to follow the one that is typed.",
        "f",
    ),
    _select("let-go", "Let go", "Stop extending, and select the paragraph again.", "escape"),
    _mark(
        "highlight",
        "Highlight",
        "Highlight the selection in the current colour; on a highlight, edit its note.",
        "enter",
        contexts=_ARTICLE,
    ),
    *(
        _mark(
            f"colour-{number}",
            f"Colour {number}",
            f"Highlight the selection in colour {number} ({name}), or recolour the highlight here.",
            str(number),
            contexts=_MARKS_AND_NOTES,
        )
        for number, name in enumerate(("yellow", "green", "blue", "red", "purple"), 1)
    ),
    _mark(
        "pen",
        "Pen",
        "Let Enter mark whatever is selected, in the colour chosen last.",
        "p",
        contexts=_ARTICLE,
    ),
    _mark(
        "merge",
        "Merge highlights",
        "Make one of the highlights of one colour that adjoin here.",
        "J",
        contexts=_ARTICLE,
    ),
    _mark(
        "split",
        "Split the highlight",
        "Part the highlight here where the selection in it begins.",
        "K",
        contexts=_ARTICLE,
    ),
    _mark("note", "Note", "Write a note on the selection, or edit the note here.", "a"),
    _mark(
        "article-note", "Note on the article", "Write a note on the whole article.", "A", contexts=_ARTICLE
    ),
    _mark(
        "bookmark", "Bookmark", "Set the bookmark of the letter that you type.", "m", contexts=_ARTICLE
    )._replace(takes_letter=True),
    _mark(
        "bare-bookmark", "Bookmark without a letter", "Set one more bookmark.", "m enter", contexts=_ARTICLE
    ),
    _mark("tags", "Tags", "Edit the tags of the annotation here.", "t", contexts=_MARKS_AND_NOTES),
    _mark("rename-tag", "Rename a tag", "Give a tag another name in every article of the library."),
    _mark("name-colour", "Name this colour", "Say what the colour here means in this library."),
    _mark(
        "wordings",
        "Old and new wording",
        "Show how what is marked here was edited since, or only what was marked.",
        "d",
    ),
    _mark("delete", "Delete", "Delete the annotation here.", "x", contexts=_MARKS_AND_NOTES),
    _mark(
        "undo",
        "Undo",
        "Take back the last change to the annotations, in all articles that it was made in.",
        "u",
        contexts=_MARKS_AND_NOTES,
    ),
    _mark("redo", "Redo", "Do again what was taken back.", "ctrl+r", contexts=_MARKS_AND_NOTES),
    _mark("copy", "Copy", "Copy the text.", "y"),
    _mark("copy-quote", "Copy as a quote", "Copy the text as a Markdown quote with its source.", "Y"),
    _find("open", "Find", "Find a text in the article.", "/"),
    _find("next", "Next match", "Go to the next place where the text was found.", "n"),
    _find("previous", "Previous match", "Go to the previous place where the text was found.", "N"),
    _find("whole-word", "Whole words", "Find whole words only, or parts of words too.", "alt+w"),
    _find(
        "case", "Case", "Find either case, unless a capital is typed; only the case typed; or any.", "alt+c"
    ),
    _find(
        "regex", "Regular expression", "Find what a regular expression matches, or the text itself.", "alt+r"
    ),
    _page("footnote", "Footnote", "Show the footnote that is referred to here, or hide it again.", "r"),
    _page("image", "Image", "Draw the image here, where the setting `images` asks for it.", "z i"),
    _page("code-right", "Scroll code right", "Show more of code that is cut at the measure.", ">"),
    _page("code-left", "Scroll code left", "Go back to the beginning of code that is cut.", "<"),
    _page("wider", "Wider text", "Make the measure of the text wider.", "z +"),
    _page("narrower", "Narrower text", "Make the measure of the text narrower.", "z -"),
    _page("justify", "Justify", "Set both edges of the text even, or the right one ragged.", "z j"),
    _page("wrap-code", "Wrap code", "Wrap long lines of code, or cut them at the measure.", "z c"),
    _view("next-pane", "Next pane", "Move the focus to the next pane.", "tab"),
    _view("previous-pane", "Previous pane", "Move the focus to the previous pane.", "shift+tab"),
    _view("split", "Split", "Show a second place of the article, or another article, beside it.", "ctrl+w v"),
    _view("other-pane", "Other article", "Move the focus to the other of two articles.", "ctrl+w w"),
    _view("close-pane", "Close this article", "Show only the other of two articles.", "ctrl+w q"),
    _view("widen", "Wider pane", "Make the pane with the focus wider.", "ctrl+w >"),
    _view("narrow", "Narrower pane", "Make the pane with the focus narrower.", "ctrl+w <"),
    _view("even", "Even panes", "Give every pane the width it has at first.", "ctrl+w ="),
    _view("library", "Library", "Show or hide the library.", "L"),
    _view("sidebar", "Sidebar", "Show or hide the highlights and notes of the article.", "S"),
    _view(
        "only-article",
        "Only the article",
        "Hide all but the article, or bring it back; Escape does too.",
        "Z",
    ),
    _view("focus-mode", "Focus mode", "Dim all but the paragraph you are reading, or nothing.", "F"),
    _view("theme", "Theme", "Choose the colours."),
    _library("open", "Open", "Open the article.", "enter", "l", "right"),
    _library("next", "Next article", "Go to the next article in the list.", "j", "down"),
    _library("previous", "Previous article", "Go to the previous article in the list.", "k", "up"),
    _library("page-down", "Page down", "Go down the list by a screenful.", "space", "pagedown"),
    _library("page-up", "Page up", "Go up the list by a screenful.", "pageup"),
    _library("top", "Top", "Go to the first article in the list.", "g g", "home"),
    _library("end", "End", "Go to the last article in the list.", "G", "end"),
    _library("filter", "Filter", "Show only the articles that hold what you type.", "/"),
    _library("show-all", "Show all", "Show every article again, after a filter.", "escape"),
    _library("sort", "Sort", "Order the list in another way.", "s"),
    _sidebar("open", "Go to it", "Go to the annotation in the article; Escape there comes back.", "enter"),
    _sidebar("next", "Next annotation", "Go to the next annotation in the list.", "j", "down"),
    _sidebar("previous", "Previous annotation", "Go to the previous annotation in the list.", "k", "up"),
    _sidebar("page-down", "Page down", "Go down the list by a screenful.", "space", "pagedown"),
    _sidebar("page-up", "Page up", "Go up the list by a screenful.", "pageup"),
    _sidebar("top", "Top", "Go to the first annotation in the list.", "g g", "home"),
    _sidebar("end", "End", "Go to the last annotation in the list.", "G", "end"),
    _sidebar("filter", "Filter", "Show only some: words, #tag, colour:green, kind:note, has:note.", "/"),
    _sidebar("order", "Order", "Order the list by place, by time or by colour.", "s"),
    _sidebar("fold", "Fold", "Show all of the quote and note here, or only how they begin.", "o"),
    _sidebar("fold-all", "Fold all", "Show all of every quote and note, or only how they begin.", "z"),
    _sidebar("pick", "Pick", "Pick this one for what you do next: colour, tags, delete, export.", "v"),
    _sidebar("pick-all", "Pick all", "Pick all that are listed, or none of them.", "*"),
    _sidebar("accept", "Accept its place", "Keep the annotation where it is proposed to stand.", "="),
    _sidebar(
        "places",
        "Places like it",
        "Put a letter on each place that is like what was marked, to choose where it stands.",
        "f",
    ),
    _sidebar("place", "Place it here", "Put an annotation that has lost its place on what is selected.", "p"),
    _sidebar(
        "back", "Back to reading", "Pick none, or end the filter; else go back to the article.", "escape"
    ),
    _note("keep", "Keep the note", "Keep the note, and go back to where you were.", "escape", "ctrl+s"),
    _note("quote", "Insert the quote", "Put the words that the note is on into it, as a quote.", "ctrl+o"),
    _note("editor", "Your own editor", "Go on with the note in $VISUAL or $EDITOR.", "ctrl+e"),
    _note("page-down", "Read on", "Scroll the article by a page, and go on writing.", "pagedown"),
    _note("page-up", "Read back", "Scroll the article back by a page.", "pageup"),
    _note("scroll-down", "Scroll down", "Scroll the article by a row.", "ctrl+down", "alt+j"),
    _note("scroll-up", "Scroll up", "Scroll the article back by a row.", "ctrl+up", "alt+k"),
    _note("undo", "Undo typing", "Take back what was typed last in the note.", "ctrl+z"),
    _note("redo", "Redo typing", "Type again what was taken back.", "ctrl+y"),
    _notes("show", "All notes", "List the annotations of every article of the library.", "g n")._replace(
        contexts=PANES
    ),
    _notes("open", "Open", "Open the article at the annotation; Escape there comes back.", "enter"),
    _notes("next", "Next note", "Go to the next note in the list.", "j", "down"),
    _notes("previous", "Previous note", "Go to the previous note in the list.", "k", "up"),
    _notes("page-down", "Page down", "Go down the list by a screenful.", "space", "pagedown"),
    _notes("page-up", "Page up", "Go up the list by a screenful.", "pageup"),
    _notes("next-group", "Next group", "Go to the next article, tag, colour or day.", "}"),
    _notes("previous-group", "Previous group", "Go to the previous article, tag, colour or day.", "{"),
    _notes("top", "Top", "Go to the first note in the list.", "g g", "home"),
    _notes("end", "End", "Go to the last note in the list.", "G", "end"),
    _notes("filter", "Filter", "Show only some: words, #tag, colour:green, kind:note, has:note.", "/"),
    _notes("group", "Group", "Group the list by article, by tag, by colour or by day.", "s"),
    _notes("pick", "Pick", "Pick this one for what you do next: colour, tags, delete, export.", "v"),
    _notes("pick-all", "Pick all", "Pick all that are listed, or none of them.", "*"),
    _notes("back", "Back", "Pick none, or end the filter; else go back to where you were.", "escape"),
    _notes("leave", "Leave", "Go back to the article or the library.", "q"),
    _app("export", "Export", "Write the highlights and notes of the article as Markdown.", "e"),
    _app("keys", "Keys", "Show the keys.", "?"),
    _app("commands", "Commands", "Run any command by its name.", ":"),
    _app("suspend", "Suspend", "Leave tread waiting and go to the shell; `fg` there comes back.", "ctrl+z"),
    _app("quit", "Quit", "Go back to the library, and from there leave tread.", "q", contexts=PANES),
)
COMMAND_BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}


def key_table_markdown() -> str:
    """The commands and their default keys as Markdown: a heading and a table for each group."""
    blocks = []
    for group in GROUPS:
        rows = [f"### {group}", "", "| Keys | Command | What it does |", "|---|---|---|"]
        for command in COMMANDS:
            if command.group == group:
                typed = [" ".join(command.sequence(tuple(keys.split()))) for keys in command.keys]
                keys = " ".join(f"`{shown(keys)}`" for keys in typed) or "–"
                rows.append(f"| {keys} | `{command.id}` | {command.help} |")
        blocks.append("\n".join(rows))
    return "\n\n".join(blocks) + "\n"
