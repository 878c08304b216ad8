"""The library: the articles that can be opened, filtered and sorted, and those that cannot be read.

The list appears at once with file names; titles, minutes and progress are read in a worker and fill it
in. A file that cannot be read is listed with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.worker import get_current_worker

from tread.core.clean import clean_line
from tread.core.wrap import wrap
from tread.errors import TreadError
from tread.tui.measure import ScreenMeasure
from tread.tui.widgets.canvas import Text, Unpainted, fit
from tread.tui.widgets.item_list import ItemList, Rows
from tread.tui.widgets.pane_title import PaneTitle

if TYPE_CHECKING:
    from tread.library import Entry
    from tread.store.places import Place, ReadingState
    from tread.tui.app import Target, TreadApp
    from tread.tui.following import Follower
    from tread.tui.pacing import Pacing
    from tread.walk import NaturalKey

_BATCH_S = 0.1
_WIDEST = 100
"""Cells of a row at the most, so that a title and its progress can be read together."""
_SIGNS = {"new": "●", "reading": "◐", "done": "○", "later": "◌"}
SORTS = ("file name", "title", "date", "last read", "most marked")


class Item(NamedTuple):
    """One file in the list: what is known of it so far, or why it cannot be read.

    order: sorts by folder and file name.
    name: what the article is called: its title, else its first words, else its file name.
    searched: what a filter is looked for in, folded to one case.
    """

    path: Path
    folder: str
    order: tuple[NaturalKey, NaturalKey]
    name: str
    searched: str
    entry: Entry | None = None
    reason: str = ""
    marks: int = 0
    progress: float = 0.0
    state: ReadingState = "new"


class LibraryPane(Unpainted, Vertical):
    """The articles of what was opened."""

    class Listed(Message):
        """The files have been found."""

        def __init__(self, items: list[Item]) -> None:
            super().__init__()
            self.items = items

    class Read(Message):
        """Some articles have been read."""

        def __init__(self, items: list[Item]) -> None:
            super().__init__()
            self.items = items

    class Changed(Message):
        """Some articles are others now, or there for the first time, and some are gone."""

        def __init__(self, items: list[Item], gone: set[Path]) -> None:
            super().__init__()
            self.items = items
            self.gone = gone

    class Filled(Message):
        """There are articles in the list where there were none, or none any more."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        """The items are held in the order of their file names, whatever order they are shown in."""
        super().__init__(id=id)
        self.filtered_by: str = ""
        self._items: dict[Path, Item] = {}
        self._sort = 0
        self._loaded = False
        self._follower: Follower | None = None
        self._title = PaneTitle("Library")
        self.articles: LibraryList = LibraryList(id="library-list")
        self._open: Path | None = None

    def compose(self) -> ComposeResult:
        """A title and the list."""
        yield self._title
        yield self.articles

    @property
    def used_tags(self) -> list[str]:
        """The tags that annotations carry, as they were when the articles were listed."""
        return [tag for item in self._items.values() if item.entry for tag in item.entry.used_tags]

    @property
    def is_followed(self) -> bool:
        """Whether what changes in the folders is shown from here on."""
        return self._follower is not None and self._follower.follows

    def load(self, target: Target) -> None:
        """Find the articles and read them, in a worker; once."""
        if not self._loaded:
            self._loaded = True
            self.run_worker(lambda: self._load(target), thread=True, group="library", exit_on_error=False)

    def _load(self, target: Target) -> None:
        """In a worker thread: list the files at once, then read them, telling the screen in batches."""
        # Here, because a single article does without them.
        from tread.store.disk import signature
        from tread.tui.following import Follower, find

        worker, desk = get_current_worker(), cast("TreadApp", self.app).desk
        folders = target.folders or (() if target.articles else (Path(),))
        library = find(folders, target.articles)
        items = [listed(path, _folder_in(folders, path), why) for path, why in library.files.items()]
        items.sort(key=_by_file_name)
        self.post_message(self.Listed(items))
        seen = {path: signature(path) for path in library.files}
        batch: list[Item] = []
        told = monotonic()
        desk.library.look_again()
        for item in items:
            if worker.is_cancelled:
                return
            if item.reason:
                continue
            batch.append(_read(item, desk.summarise))
            if monotonic() - told > _BATCH_S:
                self.post_message(self.Read(batch))
                batch, told = [], monotonic()
        self.post_message(self.Read(batch))
        desk.library.indexes.save()
        self._follower = Follower(
            folders, target.articles, lambda files, gone: self._tell(folders, files, gone)
        )
        self._follower.start(library, seen)

    def _tell(self, folders: Sequence[Path], files: Mapping[Path, str], gone: set[Path]) -> None:
        """In the thread that follows the library: read what has changed, and tell the screen."""
        desk = cast("TreadApp", self.app).desk
        items = [listed(path, _folder_in(folders, path), why) for path, why in files.items()]
        desk.library.look_again()
        items = [item if item.reason else _read(item, desk.summarise) for item in items]
        self.post_message(self.Changed(items, gone))
        desk.library.indexes.save()

    def on_unmount(self) -> None:
        """Follow the library no more."""
        if self._follower is not None:
            self._follower.stop()

    def on_library_pane_changed(self, message: Changed) -> None:
        """Show what has become of the library; what is under the cursor, and in view, stays."""
        message.stop()
        before = self._items
        changed = {**before, **{item.path: item for item in message.items}}
        for path in message.gone:
            changed.pop(path, None)
        if changed != before:
            self._items = {item.path: item for item in sorted(changed.values(), key=_by_file_name)}
            self._show()

    def on_library_pane_listed(self, message: Listed) -> None:
        """Show the files."""
        message.stop()
        self._items = {item.path: item for item in message.items}
        self._show()

    def on_library_pane_read(self, message: Read) -> None:
        """Fill in what has been read."""
        message.stop()
        self._items |= {item.path: item for item in message.items}
        self._show()

    def filter(self, text: str) -> None:
        """Show only the articles whose title, source or file name holds a text."""
        self.filtered_by = text.strip()
        self._show()

    def sort_next(self) -> str:
        """Sort in the next of the ways there are, and say which."""
        self._sort = (self._sort + 1) % len(SORTS)
        self._show()
        return f"Sorted by {SORTS[self._sort]}."

    def mark_open(self, path: Path) -> None:
        """Show which article is open."""
        self._open = path
        self.articles.open_path = path
        self.articles.changed()

    def rename_tag(self, old: str, new: str) -> None:
        """A tag has another name now."""
        for path, item in self._items.items():
            if item.entry is not None and old in item.entry.used_tags:
                used = dict.fromkeys(new if tag == old else tag for tag in item.entry.used_tags)
                self._items[path] = item._replace(entry=item.entry._replace(used_tags=tuple(used)))

    def count(self, path: Path, annotations: int) -> None:
        """An article has so many annotations now."""
        self._change(path, marks=annotations)

    def read_to(self, path: Path, place: Place) -> None:
        """An article's reader has come to a place in it."""
        self._change(path, progress=place.fraction, state=place.state)

    def _change(self, path: Path, **changes: Any) -> None:
        item = self._items.get(path)
        if item is not None and (changed := item._replace(**changes)) != item:
            self._items[path] = changed
            self.articles.update_item(changed)

    def _show(self) -> None:
        wanted = self.filtered_by.casefold()
        items = [item for item in self._items.values() if wanted in item.searched]
        if bool(items) != bool(self.articles.items):
            self.post_message(self.Filled())
        self.articles.show(_sorted(items, SORTS[self._sort]), self.filtered_by, is_bare=not self._items)
        self._title.show(len(items), self.filtered_by)


class LibraryList(ItemList):
    """The articles, one of them under the cursor."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.items: list[Item] = []
        self.open_path: Path | None = None
        self._filter = ""
        self._is_bare = False

    def show(self, items: Sequence[Item], filtered_by: str, *, is_bare: bool) -> None:
        """List these; the cursor stays on its article, and the page begins with the one it began with.

        is_bare: what was opened holds no article.
        """
        held, before = self.held(), self.items
        self.items, self._filter, self._is_bare = list(items), filtered_by, is_bare
        index_of = {item.path: index for index, item in enumerate(self.items)}
        self.hold(held, lambda index: index_of.get(before[index].path))

    def update_item(self, item: Item) -> None:
        """Show what has changed about one article."""
        for index, held in enumerate(self.items):
            if held.path == item.path:
                self.items[index] = item
                self.changed()
                return

    def chosen_path(self) -> Path | None:
        """The article under the cursor, unless it cannot be read."""
        return self.items[self.cursor].path if self.items and not self.items[self.cursor].reason else None

    def reason(self) -> str:
        """Why the file under the cursor cannot be read, or empty."""
        return self.items[self.cursor].reason if self.items else ""

    def count(self) -> int:
        """How many articles are listed."""
        return len(self.items)

    def empty(self, width: int) -> Rows:
        """What stands in an empty list."""
        if self._filter:
            text = f"Nothing here holds “{self._filter}”."
            rows = wrap(text, max(width - 2, 2), ScreenMeasure())
            return [[], *([(f" {text[start:end]}", "muted")] for start, end in rows)]
        if self._is_bare:
            return [[], [(" No articles yet.", "muted")], [], [(" tread reads .txt and .md files.", "muted")]]
        return []

    def item(self, index: int, width: int, current: bool) -> Rows:
        """An article: its folder where that is new, its title and progress, its source and minutes."""
        item = self.items[index]
        width = min(width, _WIDEST)
        before = self.items[index - 1].folder if index else ""
        lit = " current" if current else ""
        title = "strong" if item.path == self.open_path or (current and self.has_focus) else ""
        rows: Rows = []
        if item.folder != before:
            rows += [[], [(fit(f" {clean_line(item.folder)}", width), "muted strong")]]
        sign = "✗" if item.reason else _SIGNS[item.state]
        percent = f"{item.progress * 100:.0f} %" if item.progress else ""
        name = fit(item.name, width - 5 - len(percent))
        rows.append(
            [
                (" " if not current else "▌", "bar" if self.has_focus else "rule"),
                (f"{sign} ", f"muted{lit}"),
                (f"{name} ", f"ink {title}{lit}".replace("  ", " ")),
                *_right(percent, width - 4 - ScreenMeasure().cells(name), f"muted{lit}"),
            ]
        )
        rows.append(
            [
                ("   ", "ink"),
                (fit(_facts(item, self.app.pacing), width - 4), "error" if item.reason else "muted"),
            ]
        )
        return rows


def listed(path: Path, folder: str, reason: str = "") -> Item:
    """A file as it is listed before it has been read; `reason` says why it cannot be."""
    from tread.walk import natural_key

    return Item(
        path,
        folder,
        order=(natural_key(Path(folder)), natural_key(path)),
        name=clean_line(path.name),
        searched=f"{path.name} {folder}".casefold(),
        reason=reason,
    )


def _by_file_name(item: Item) -> tuple[NaturalKey, NaturalKey]:
    return item.order


def _read(item: Item, summarise: Callable[[Path], Entry]) -> Item:
    try:
        entry = summarise(item.path)
    except TreadError as error:
        return item._replace(reason=str(error))
    known = (item.searched, entry.title, entry.lead, entry.source, *entry.authors, *entry.tags)
    return item._replace(
        name=entry.title or entry.lead or item.name,
        searched=" ".join(known).casefold(),
        entry=entry,
        marks=sum(entry.annotations.values()),
        progress=entry.progress,
        state=entry.state,
    )


def _folder_in(roots: Sequence[Path], path: Path) -> str:
    """The folder that an article is listed under, from the one that was opened; empty for that itself.

    An article that was named by itself has none.
    """
    folder = path.parent
    for root in roots:
        if folder == root:
            return ""
        if root in folder.parents:
            return folder.relative_to(root).as_posix()
    return ""


def _sorted(items: list[Item], by: str) -> list[Item]:
    match by:
        case "title":
            return sorted(items, key=lambda item: item.name.casefold())
        case "date":
            return sorted(items, key=lambda item: item.entry.published if item.entry else "", reverse=True)
        case "last read":
            return sorted(items, key=lambda item: item.entry.seen if item.entry else "", reverse=True)
        case "most marked":
            return sorted(items, key=lambda item: -item.marks)
        case _:
            return items


def _facts(item: Item, pacing: Pacing) -> str:
    if item.reason:
        return clean_line(item.reason)
    entry = item.entry
    if entry is None:
        return "…"
    source = clean_line(_site(entry.source)) or clean_line(item.path.name)
    minutes = f"{pacing.minutes(entry)} min" if entry.words else ""
    marks = "" if not item.marks else "1 mark" if item.marks == 1 else f"{item.marks} marks"
    return " · ".join(fact for fact in (minutes, marks, entry.published, source) if fact)


def _site(source: str) -> str:
    if "://" in source:
        return source.split("://", 1)[1].split("/", 1)[0].removeprefix("www.")
    return source


def _right(text: str, width: int, roles: str) -> list[Text]:
    return [(text.rjust(max(width, len(text))), roles)]
