"""Where an article's annotations stand: the decision about each of them.

Pure. Imported by `library` and `reading`. It must never answer with a place, to be painted, that is not
what was marked: where it is in doubt it says `uncertain`, where it finds nothing, `orphan`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from tread.core.anchor import ORPHAN, Placed, is_of
from tread.core.annotation import Anchor
from tread.core.document import Document
from tread.core.folded import FoldedArticle, Stretches
from tread.core.folding import fold
from tread.core.lineage import Lineage
from tread.core.position import Position, Range

if TYPE_CHECKING:
    from tread.core.likeness import Expected, Likely

SURE = 0.75
"""The likeness from which on a place is painted."""

SURE_ELSEWHERE = 0.9
"""The same for a place in a paragraph that seems to be another one, edited."""

DOUBTFUL = 0.55
"""The likeness from which on a place is proposed."""

_MARGIN = 0.03
"""So much more like than any other place the best has to be."""

_MARGIN_ELSEWHERE = 0.1
"""The same, where one of the two stands among what the quote stood among, and the other does not."""

_LONG_WORD = re.compile(r"\w{4}")
"""A quote without such a word is never painted for being like something ..."""

_CONTEXT_ENOUGH = 0.75
"""... unless what stands beside it is so much like it was."""

# Of several places that say the same, too, one that is elsewhere needs its context.

_OWN_ENOUGH = 0.5
"""Text that is less like the quote is never painted, whatever stands beside it."""

_KNOWN = 0.25
"""What a place gains that says the same, in the paragraph that is known to be the original one."""

_PLACES_TRIED = 8
"""So many of the places where the quote stands word for word are looked at in any case, the nearest ones."""


class Resolver:
    """Finds anchors in one article; what many anchors share is made once, and only when it is needed.

    fingerprints: those of the document's paragraphs as they are.
    editions: those of its paragraphs in the editions that the annotations were made in, newest first, as far
    as they are known. They tell an edited paragraph from another one, and a copy from the original.

    A paragraph with the anchor's fingerprint keeps its offsets at no cost. Where none is left, places that
    are like the quote and its context are scored (`core.likeness`), those left out that are known to have
    been another paragraph. The best is taken if it is like enough and no other is nearly as much.
    """

    def __init__(
        self, document: Document, fingerprints: Sequence[str], editions: Sequence[Sequence[str]] = ()
    ) -> None:
        self._document = document
        self._fingerprints = fingerprints
        self._lineages = [Lineage(edition, fingerprints) for edition in editions]
        self._unknown: dict[Lineage, Stretches] = {}

    def resolve(self, anchor: Anchor) -> Placed:
        """Where the anchor stands in the article as it is."""
        first = anchor.range.start.paragraph
        lineage = self._lineage_of(anchor)
        if (lineage is None or lineage.is_same) and self._has_fingerprints(first, anchor.fingerprints):
            span = self._within(anchor, first)
            if span is not None:
                return Placed("anchored", span)
        if lineage is not None:
            index = lineage.now_of(first)
            if index is not None and self._has_fingerprints(index, anchor.fingerprints):
                return self._unchanged(anchor, index)
        elif copies := self._copies(anchor.fingerprints):
            nearest = min(copies, key=lambda index: abs(index - first))
            placed = self._unchanged(anchor, nearest)
            is_clear = len(copies) == 1 or placed == ORPHAN
            return placed if is_clear else placed._replace(state="uncertain")
        if not fold(anchor.quote.exact).strip():
            return self._empty(anchor, lineage)
        return self._by_likeness(anchor, lineage)

    def places_like(self, anchor: Anchor, most: int) -> list[Range]:
        """The places that are most like what was marked, best first, whatever is known of the paragraphs: for
        a person to choose from. They do not overlap."""
        if not fold(anchor.quote.exact).strip():
            return []
        lineage = self._lineage_of(anchor)
        everywhere = self._any_stretches
        likely, _ = self._likely(anchor, lineage, everywhere, everywhere)
        return [self._article.range(one.start, one.end) for one in likely[:most]]

    def _lineage_of(self, anchor: Anchor) -> Lineage | None:
        """What has become of the edition that an anchor was made in, where that is known."""
        return next((one for one in self._lineages if is_of(anchor, one.seen)), None)

    def _has_fingerprints(self, index: int, wanted: Sequence[str]) -> bool:
        return bool(wanted) and tuple(self._fingerprints[index : index + len(wanted)]) == tuple(wanted)

    def _copies(self, wanted: Sequence[str]) -> list[int]:
        """The indexes at which the paragraphs of a range stand unchanged."""
        if not wanted:
            return []
        return [i for i in self._index_of.get(wanted[0], ()) if self._has_fingerprints(i, wanted)]

    def _unchanged(self, anchor: Anchor, index: int) -> Placed:
        """The anchor's place in paragraphs that say what they said."""
        span = self._within(anchor, index)
        if span is None:
            return ORPHAN
        return Placed("anchored" if index == anchor.range.start.paragraph else "moved", span)

    def _within(self, anchor: Anchor, index: int) -> Range | None:
        """The anchor's range in unchanged paragraphs from `index` on; None if the quote is not there."""
        document, old, quote = self._document, anchor.range, anchor.quote
        start = Position(index, old.start.offset)
        end = Position(index + old.end.paragraph - old.start.paragraph, old.end.offset)
        if end.paragraph >= len(document.paragraphs):
            return None
        first_text, last_text = document.paragraphs[index].text, document.paragraphs[end.paragraph].text
        span = Range(start, end)
        if (
            start.offset <= len(first_text)
            and end.offset <= len(last_text)
            and first_text.endswith(quote.prefix, 0, start.offset)
            and last_text.startswith(quote.suffix, end.offset)
            and document.text_of(span) == quote.exact
        ):
            return span
        if not quote.exact:
            return Range(document.clamp(start), document.clamp(start))
        places = [place for place in self._article.places(anchor.quote) if place.start.paragraph == index]
        return min(
            places,
            key=lambda place: (
                not self._article.is_between(place, quote),
                abs(place.start.offset - start.offset),
            ),
            default=None,
        )

    def _empty(self, anchor: Anchor, lineage: Lineage | None) -> Placed:
        """A place without text is kept where its paragraph is known, and is otherwise lost."""
        index = lineage.same_or_edited(anchor.range.start.paragraph) if lineage else None
        if index is None:
            return ORPHAN
        place = self._document.clamp(Position(index, anchor.range.start.offset))
        return Placed("anchored" if index == anchor.range.start.paragraph else "moved", Range(place, place))

    def _likely(
        self, anchor: Anchor, lineage: Lineage | None, begins: Stretches, ends: Stretches
    ) -> tuple[list[Likely], int]:
        """The places that are like what was marked, best first; and in how many it stands word for word.

        begins, ends: where it may begin and end.
        """
        from tread.core.likeness import likely_places, wanted  # here, because most articles stay as they are

        article = self._article
        expected = self._expected(anchor.range.start, lineage)
        word_for_word = sorted(
            (article.offset_of(place.start) for place in article.places(anchor.quote)),
            key=lambda offset: abs(offset - expected.offset),
        )
        tried = word_for_word[:_PLACES_TRIED]
        return likely_places(article, begins, ends, wanted(anchor), expected, tried), len(word_for_word)

    def _by_likeness(self, anchor: Anchor, lineage: Lineage | None) -> Placed:
        first, last = anchor.range.start.paragraph, anchor.range.end.paragraph
        begins = self._stretches(lineage, first)
        ends = begins if first == last else self._stretches(lineage, last)
        likely, word_for_word = self._likely(anchor, lineage, begins, ends)
        if not likely:
            return ORPHAN
        best = likely[0]
        span = self._article.range(best.start, best.end)
        says_same = fold(self._document.text_of(span)).strip() == fold(anchor.quote.exact).strip()
        score = best.score
        if says_same and lineage and span.start.paragraph == lineage.edited(first):
            score += _KNOWN
        if score < DOUBTFUL:
            return ORPHAN
        is_elsewhere = lineage is not None and not best.is_among and lineage.is_taken(span.start.paragraph)
        if score < (SURE_ELSEWHERE if is_elsewhere else SURE) or not _stands_out(likely):
            return Placed("uncertain", span)
        is_one_of_several = word_for_word > 1 and not best.is_among
        if says_same and is_one_of_several and best.context < _CONTEXT_ENOUGH:
            return Placed("uncertain", span)
        if says_same:
            return Placed("anchored" if span.start.paragraph == first else "moved", span)
        if best.own < _OWN_ENOUGH or (
            best.context < _CONTEXT_ENOUGH and not _LONG_WORD.search(fold(anchor.quote.exact))
        ):
            return Placed("uncertain", span)
        return Placed("changed", span)

    def _expected(self, place: Position, lineage: Lineage | None) -> Expected:
        from tread.core.likeness import Expected

        article = self._article
        if lineage is None:
            offset = article.offset_of(place)
            return Expected(offset, offset, offset)
        offset = article.offset_of(place._replace(paragraph=lineage.expected(place.paragraph)))
        block = lineage.block(place.paragraph)
        first, last = (article.offset_of(Position(index, 0)) for index in (block.start, block.stop))
        return Expected(offset, first, last)

    def _stretches(self, lineage: Lineage | None, old: int) -> Stretches:
        """The stretches that may have been the paragraph at an old index."""
        if lineage is None:
            return self._any_stretches
        if lineage.now_of(old) is not None:
            return self._article.stretches(lambda index: lineage.seen_of(index) in (None, old))
        if lineage not in self._unknown:
            self._unknown[lineage] = self._article.stretches(lambda index: lineage.seen_of(index) is None)
        return self._unknown[lineage]

    @cached_property
    def _any_stretches(self) -> Stretches:
        return self._article.stretches(lambda index: True)

    @cached_property
    def _index_of(self) -> dict[str, list[int]]:
        indexes: dict[str, list[int]] = {}
        for index, value in enumerate(self._fingerprints):
            indexes.setdefault(value, []).append(index)
        return indexes

    @cached_property
    def _article(self) -> FoldedArticle:
        return FoldedArticle(self._document)


def _stands_out(likely: Sequence[Likely]) -> bool:
    """Whether the best of some places is better than any other by enough."""
    best = likely[0]
    if best.rank - best.rival < _MARGIN:
        return False
    margins = (
        (best.rank - other.rank, _MARGIN if other.is_among == best.is_among else _MARGIN_ELSEWHERE)
        for other in likely[1:]
    )
    return all(ahead >= margin for ahead, margin in margins)
