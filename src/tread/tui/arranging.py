"""The panes of the reading screen: which are shown, how wide they are, and which one has the keys.

    library │ article │ article │ sidebar

One article pane is always there; splitting adds a second, with the same article or another. What fits a
window is decided in `tread.tui.panes`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from tread.commands import Pane
from tread.tui.panes import SMALLEST, SPLIT_CELLS, Panes, Sizes, Wish, panes
from tread.tui.widgets.article_pane import ArticlePane
from tread.tui.widgets.article_view import ArticleView
from tread.tui.widgets.library_pane import LibraryPane
from tread.tui.widgets.rule import Rule, TooSmall
from tread.tui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from textual.geometry import Size
    from textual.widget import Widget

    from tread.config import Settings
    from tread.tui.app import Target
    from tread.tui.screens.reader import ReaderScreen

_STEP_CELLS = 4


class Stop(NamedTuple):
    """A pane that Tab stops at."""

    context: Pane
    pane: ArticlePane | None = None


class Arranger:
    """The panes of a screen.

    articles: the article panes, from left to right, one or two. current: the one that is read in.
    """

    def __init__(self, screen: ReaderScreen, settings: Settings, target: Target) -> None:
        self._screen = screen
        self._settings = settings
        self.library: LibraryPane = LibraryPane(id="library")
        self.sidebar: Sidebar = Sidebar(id="sidebar")
        self.focus_mode = settings.focus_mode == "on"
        self.current = self._new_pane("article-pane")
        self.articles = [self.current]
        self.library_wish: Wish = settings.library_pane
        if not target.opens_library and settings.library_pane != "on":
            self.library_wish = "off"
        self.sidebar_wish: Wish = settings.sidebar
        self.only_article = False
        self._has_library = target.has_library
        self._sizes = self._default_sizes
        self._library_rule = Rule(id="library-rule", classes="rule")
        self._sidebar_rule = Rule(id="sidebar-rule", classes="rule")
        self._split_rule: Rule | None = None
        self._too_small: TooSmall | None = None

    def widgets(self, size: Size) -> Iterable[Widget]:
        """What stands side by side in a window of a size, from left to right; the library if it is shown."""
        self.fold(size)
        if self._has_library or self.library.has_class("-shown"):
            yield self.library
            yield self._library_rule
        yield self.current
        yield self._sidebar_rule
        yield self.sidebar

    # Which pane has the keys

    def focus(self, context: Pane, pane: ArticlePane | None = None) -> None:
        """Send the keys to a pane, showing it if it is folded away; pane: which article, else the current."""
        screen = self._screen
        screen.context = context
        if pane is not None and pane is not self.current:
            self.current = pane
            screen.article_changed()
        self.fold()
        target: Widget = {
            "library": self.library.articles,
            "article": self.current.view,
            "sidebar": self.sidebar.notes,
        }[context]
        if target.is_attached:
            screen.set_focus(target)
        else:
            screen.call_after_refresh(screen.set_focus, target)

    def focus_next(self, step: int) -> None:
        """Move the focus on by so many panes, round and round."""
        stops = self._stops()
        here = Stop(self._screen.context, self.current if self._screen.context == "article" else None)
        place = stops.index(here) if here in stops else 0
        self.focus(*stops[(place + step) % len(stops)])

    def focus_other(self) -> None:
        """Read on in the other article pane; with one alone, come back to it."""
        others = [pane for pane in self.articles if pane is not self.current]
        self.focus("article", others[0] if others and self._screen.context == "article" else None)

    def stop_of(self, widget: Widget) -> Stop | None:
        """The pane that a focused widget belongs to; None for a prompt or an editor."""
        for stop in (Stop("library"), Stop("sidebar"), *(Stop("article", pane) for pane in self.articles)):
            if widget is self._focused(stop):
                return stop
        return None

    def _focused(self, stop: Stop) -> Widget:
        if stop.pane is not None:
            return stop.pane.view
        return self.library.articles if stop.context == "library" else self.sidebar.notes

    def _stops(self) -> list[Stop]:
        library = [Stop("library")] if self._has_library else []
        if self.current.article is None:
            return library or [Stop("article", self.current)]
        return [*library, *(Stop("article", pane) for pane in self.articles), Stop("sidebar")]

    # What is shown

    def fold(self, size: Size | None = None) -> None:
        """Show the panes that there is room for; `size` where the screen has none of its own yet."""
        screen = self._screen
        width, height = size or screen.size
        is_too_small = width < SMALLEST[0] or height < SMALLEST[1]
        if is_too_small and self._too_small is None:
            self._too_small = TooSmall(SMALLEST, id="too-small")
            screen.mount(self._too_small)
        if self._too_small is not None:
            self._too_small.set_class(is_too_small, "-shown")
        shown = self._panes(width)
        if shown.library and screen.is_mounted and not self.library.is_attached:
            screen.query_one("#panes").mount(self.library, self._library_rule, before=self.articles[0])
        self.library.set_class(shown.library, "-shown")
        self.sidebar.set_class(shown.sidebar, "-shown")
        self.library.styles.width = self._sizes.library if shown.articles else "1fr"
        self.sidebar.styles.width = self._sizes.sidebar if shown.articles else "1fr"
        for pane, share in zip(self.articles, (self._sizes.first, 1 - self._sizes.first), strict=False):
            pane.set_class(shown.articles == 2 or (shown.articles == 1 and pane is self.current), "-shown")
            pane.styles.width = f"{share:.4f}fr"
            pane.entitle(self.is_split and not self.only_article, lit=pane is self.current)
        self._library_rule.set_class(shown.library and bool(shown.articles), "-shown")
        self._sidebar_rule.set_class(shown.sidebar and bool(shown.articles), "-shown")
        if self._split_rule is not None:
            self._split_rule.set_class(shown.articles == 2, "-shown")
        is_reading = screen.context == "article" and screen.asker.question is None
        screen.status.keep_quiet(self.only_article and is_reading)
        if not is_reading:
            screen.app.pacing.pause()

    def _panes(self, width: int) -> Panes:
        library, sidebar = self.library_wish, self.sidebar_wish
        if self.only_article:
            library = sidebar = "off"
        return panes(
            width,
            self._screen.context,
            library,
            sidebar,
            self._sizes,
            is_open=self.current.article is not None,
            is_split=self.is_split and not self.only_article,
        )

    def toggle_focus_mode(self) -> None:
        """Dim all but the paragraph that is read, or nothing."""
        self.focus_mode = not self.focus_mode
        for pane in self.articles:
            pane.view.focus_on_paragraph(self.focus_mode)

    def show_only_article(self, only: bool) -> None:
        """Show nothing but the article that is read, or the panes again."""
        self.only_article = only
        self.focus("article")

    def show_sidebar(self) -> None:
        """Show the sidebar beside the article, or in its place where there is no room for both."""
        self.sidebar_wish, self.only_article = "on", False
        self.fold()
        if not self.is_shown("sidebar"):
            self.focus("sidebar")

    def is_shown(self, context: Pane) -> bool:
        """Whether a pane is on the screen."""
        pane: Widget = {"library": self.library, "article": self.current, "sidebar": self.sidebar}[context]
        return pane.has_class("-shown")

    # One article pane, or two

    @property
    def is_split(self) -> bool:
        """Whether there are two article panes."""
        return len(self.articles) == 2

    def showing(self, article: object) -> list[ArticlePane]:
        """The panes that show an article."""
        return [pane for pane in self.articles if pane.article is article]

    def split(self) -> ArticlePane | None:
        """Add a second pane beside the current one, and read in it; None where there are two already."""
        if self.is_split:
            return None
        name = "article-pane-2" if self.current.id == "article-pane" else "article-pane"
        pane = self._new_pane(name)
        self._split_rule = Rule(id="split-rule", classes="rule")
        self._screen.query_one("#panes").mount(self._split_rule, pane, after=self.current)
        self.articles.append(pane)
        self.current = pane
        return pane

    def close(self, pane: ArticlePane) -> None:
        """Take one of two article panes away, and read on in the other."""
        self.articles.remove(pane)
        self.current = self.articles[0]
        if self._split_rule is not None:
            self._split_rule.remove()
            self._split_rule = None
        # Hidden before it is removed: Textual moves the focus of a widget that is removed to its neighbour.
        self.focus("article")
        pane.remove()
        self._screen.article_changed()

    def _new_pane(self, name: str) -> ArticlePane:
        view = ArticleView(id=name.replace("-pane", ""))
        view.focuses_on_paragraph = self.focus_mode
        return ArticlePane(view, id=name)

    # How wide they are

    @property
    def _default_sizes(self) -> Sizes:
        return Sizes(self._settings.library_width, self._settings.sidebar_width)

    def widen(self, steps: int) -> bool:
        """Make the pane with the keys wider, by a step each; False when nothing is beside it."""
        context = self._screen.context
        if context != "article":
            self._resize(context, steps * _STEP_CELLS)
        elif self.is_split and self._screen.size.width >= SPLIT_CELLS:
            self._resize("article", steps * _STEP_CELLS * (1 if self.current is self.articles[0] else -1))
        elif beside := next((one for one in _BESIDE if self.is_shown(one)), None):
            self._resize(beside, -steps * _STEP_CELLS)
        else:
            return False
        return True

    def even(self) -> None:
        """Give every pane the width it has by default."""
        self._sizes = self._default_sizes
        self.fold()

    def drag(self, rule: Rule, cells: int) -> None:
        """Move a rule between two panes so many cells to the right."""
        if rule is self._library_rule:
            self._resize("library", cells)
        elif rule is self._sidebar_rule:
            self._resize("sidebar", -cells)
        else:
            self._resize("article", cells)

    def _resize(self, pane: Pane, cells: int) -> None:
        room = sum(one.size.width for one in self.articles)
        self._sizes = self._sizes.widened(pane, cells, room)
        self.fold()


_BESIDE: tuple[Pane, ...] = ("sidebar", "library")
