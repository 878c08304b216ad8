"""What workers tell the screen; worker threads never touch a widget."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from tread.core.document import Paragraph
from tread.core.find import Found, Hits
from tread.errors import TreadError
from tread.tui.desk import OpenArticle, Stored

if TYPE_CHECKING:
    from tread.tui.rereading import Change
    from tread.tui.widgets.article_pane import ArticlePane


class ArticleOpened(Message):
    """An article, or its first part, has been read for a pane; its annotations are still on their way."""

    def __init__(self, article: OpenArticle, pane: ArticlePane) -> None:
        super().__init__()
        self.article = article
        self.pane = pane


class MoreRead(Message):
    """More of a long article has been read; it has about so many characters in all."""

    def __init__(self, article: OpenArticle, paragraphs: list[Paragraph], characters: int) -> None:
        super().__init__()
        self.article = article
        self.paragraphs = paragraphs
        self.characters = characters


class AllRead(Message):
    """The whole of an article has been read, and given out by `MoreRead`."""

    def __init__(self, article: OpenArticle) -> None:
        super().__init__()
        self.article = article


class OpenFailed(Message):
    """An article could not be read."""

    def __init__(self, path: Path, error: TreadError) -> None:
        super().__init__()
        self.path = path
        self.error = error


class AnnotationsRead(Message):
    """What the store has on an article."""

    def __init__(self, article: OpenArticle, stored: Stored) -> None:
        super().__init__()
        self.article = article
        self.stored = stored


class AnnotationSaved(Message):
    """A change is on disk, and the article's annotations are as the store has them."""

    def __init__(self, article: OpenArticle) -> None:
        super().__init__()
        self.article = article


class SaveFailed(Message):
    """A change is not on disk; it is kept and tried again."""

    def __init__(self, article: OpenArticle, error: TreadError) -> None:
        super().__init__()
        self.article = article
        self.error = error


class ArticleChanged(Message):
    """The file of an open article has changed, and has been read again."""

    def __init__(self, article: OpenArticle, change: Change) -> None:
        super().__init__()
        self.article = article
        self.change = change


class FileLost(Message):
    """The file of an open article is not to be had, or is again; then `trouble` is empty."""

    def __init__(self, article: OpenArticle, trouble: str) -> None:
        super().__init__()
        self.article = article
        self.trouble = trouble


class FileRests(Message):
    """The file of an open article has not changed for a while since it was read again."""

    def __init__(self, article: OpenArticle) -> None:
        super().__init__()
        self.article = article


class HitsFound(Message):
    """Slices of the article have been searched: their numbers, and what was found in each.

    hits: what they are to be added to, which tells one search from the next.
    """

    def __init__(self, hits: Hits, found: list[tuple[int, Found]]) -> None:
        super().__init__()
        self.hits = hits
        self.found = found


class SearchFailed(Message):
    """A search has been left off, for this reason."""

    def __init__(self, hits: Hits, error: TreadError) -> None:
        super().__init__()
        self.hits = hits
        self.error = error
