"""What workers tell the screen; worker threads never touch a widget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from textual.message import Message

from tread.core.anchor import Placed
from tread.core.annotation import Annotation
from tread.errors import TreadError
from tread.tui.desk import OpenArticle, Stored


@dataclass
class ArticleOpened(Message):
    """An article has been read; its annotations may still be on their way."""

    article: OpenArticle


@dataclass
class OpenFailed(Message):
    """An article could not be read."""

    path: Path
    error: TreadError


@dataclass
class AnnotationsRead(Message):
    """What the store has on an article."""

    article: OpenArticle
    stored: Stored


@dataclass
class AnnotationSaved(Message):
    """A change is on disk; the annotations are as the store has them."""

    article: OpenArticle
    annotations: tuple[Annotation, ...]
    placed: Mapping[str, Placed]


@dataclass
class SaveFailed(Message):
    """A change is not on disk; it is kept and tried again."""

    article: OpenArticle
    error: TreadError
