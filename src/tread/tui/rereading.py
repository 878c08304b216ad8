"""Reading an article again whose file has changed. Called from workers; nothing here touches a widget.

What takes long in a long article is done here, all of it: the text, its fingerprints, where each position
of the old text stands in the new one, and where the annotations stand. The screen only takes it over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tread.core.anchor import Placed
from tread.core.document import Document, Paragraph
from tread.core.folding import fingerprint
from tread.core.passage import Passage
from tread.core.settling import Sight
from tread.ingest import open_document
from tread.reading.edition import Edition
from tread.store.disk import signature

if TYPE_CHECKING:
    from tread.tui.desk import OpenArticle

_SLICE = 2_000
"""Paragraphs that are worked through before keys may go first."""
_SURE = ("anchored", "moved", "changed")


class Change(NamedTuple):
    """What has become of an article.

    before: the text it was compared with; edition: the text it has.
    placed: where the annotations stand in it. lost: how many of them have lost their place.
    sight: the file as it was when it was read.
    """

    before: Edition
    edition: Edition
    passage: Passage
    placed: Mapping[str, Placed]
    lost: int
    sight: Sight | None

    @property
    def is_none(self) -> bool:
        """Whether it reads as it did."""
        old, new = self.before.document, self.edition.document
        return (
            self.before.is_whole
            and self.passage.is_same
            and replace(old, paragraphs=()) == replace(new, paragraphs=())
            and list(old.paragraphs) == list(new.paragraphs)
        )

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing left to read."""
        return not self.edition.document.paragraphs and bool(self.before.document.paragraphs)


def sight_of(path: Path) -> Sight | None:
    """A file as it is; None where it is not there."""
    seen = signature(path)
    return Sight(*seen) if seen else None


def read_again(
    article: OpenArticle, is_cancelled: Callable[[], bool], give_way: Callable[[], None]
) -> Change | None:
    """What has become of an article; None when that was cancelled. Errors: ArticleError.

    give_way: rests while keys come in; called between two slices of the work.
    """
    before, sight = article.reading.edition, sight_of(article.path)
    opened = open_document(article.path)
    if isinstance(opened, Document):
        document = opened
    else:
        document, held = opened.document, before.document.paragraphs
        paragraphs = document.paragraphs
        assert isinstance(paragraphs, list)
        shared = _share(paragraphs, held, 0)
        for part in opened.rest():
            paragraphs += part
            shared = _share(paragraphs, held, shared)
            give_way()
            if is_cancelled():
                return None
        document = replace(document, notice=opened.notice)
    passage = Passage(before.document.paragraphs, document)
    edition = Edition(document, _fingerprints(before.known_fingerprints, passage, document, give_way))
    placed = article.reading.place_in(edition, article.editions, give_way)
    lost = sum(
        one.state not in _SURE
        for one, old in ((one, article.reading.placed_by_id(key)) for key, one in placed.items())
        if old is not None and old.state in _SURE
    )
    return Change(before, edition, passage, placed, lost, sight)


def _share(paragraphs: list[Paragraph], held: Sequence[Paragraph], done: int) -> int:
    """Keep one copy of the paragraphs that are the same from the start on; how many there are so far."""
    while done < len(paragraphs) and done < len(held) and paragraphs[done] == held[done]:
        paragraphs[done] = held[done]
        done += 1
    return done


def _fingerprints(
    known: tuple[str, ...] | None, passage: Passage, document: Document, give_way: Callable[[], None]
) -> tuple[str, ...] | None:
    """The fingerprints of a text, those of what it has in common with the old one taken over."""
    if not known:
        return None
    end = len(document.paragraphs) - passage.tail
    between: list[str] = []
    for first in range(passage.head, end, _SLICE):
        here = document.paragraphs[first : min(first + _SLICE, end)]
        between += [fingerprint(paragraph.text) for paragraph in here]
        give_way()
    return (*known[: passage.head], *between, *known[len(known) - passage.tail :])
