"""An article in a pane: its page, and above it, where two articles stand side by side, its title."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from tread.core.clean import clean_line
from tread.core.jumps import Jump, Jumps
from tread.tui.widgets.article_view import ArticleView
from tread.tui.widgets.canvas import Unpainted
from tread.tui.widgets.pane_title import PaneTitle

if TYPE_CHECKING:
    from tread.tui.desk import OpenArticle


class ArticlePane(Unpainted, Vertical):
    """One article, and one place in it; another pane may show the same article.

    article: what is shown; None before anything was opened here. jumps: the way back over far steps here.
    bound_for: where a step along that way leads while the other article is being read, and what is then
        left of the way. searched_from: where the search began that is being typed.
    """

    def __init__(self, view: ArticleView, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.view = view
        self.article: OpenArticle | None = None
        self.jumps = Jumps()
        self.bound_for: tuple[Jumps, Jump] | None = None
        self.searched_from: Jump | None = None
        self._title: PaneTitle | None = None

    @property
    def article_path(self) -> Path | None:
        """The path of the article that is shown."""
        return self.article.path if self.article else None

    def compose(self) -> ComposeResult:
        """The page, under its title where there is a second pane already."""
        if self._title is not None:
            yield self._title
        yield self.view

    def entitle(self, shown: bool, *, lit: bool) -> None:
        """Show the article's title above the page or take it away; lit: this pane has the keys."""
        if not shown:
            if self._title is not None:
                self._title.display = False
            return
        if self._title is None:
            self._title = PaneTitle("")
            if self.view.is_attached:
                self.mount(self._title, before=self.view)
        article = self.article
        title = article.reading.document.title or article.path.stem if article else ""
        self._title.display = True
        self._title.name_it(clean_line(title), lit=lit)
