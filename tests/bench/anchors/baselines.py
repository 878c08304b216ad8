"""Other ways of finding a quote again, run on the same cases."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.anchors.cases import Cases, offsets
from tests.bench.anchors.judge import Finder

from tread.core.anchor import ORPHAN, Placed
from tread.core.annotation import Anchor
from tread.core.document import Document
from tread.core.folding import fingerprints
from tread.core.position import Position, Range
from tread.core.resolver import Resolver

_CONTEXT = 32
_MOST_ERRORS = 256


def tread(cases: Cases) -> Finder:
    """As the reader does it."""
    now = fingerprints(cases.new)
    return Resolver(cases.new, now, [fingerprints(cases.old)]).resolve


def exact_search(cases: Cases) -> Finder:
    """The quote word for word, where it stands nearest to its old offset."""
    text = _text(cases.new)
    starts, old_starts = offsets(cases.new), offsets(cases.old)

    def find(anchor: Anchor) -> Placed:
        was = old_starts[anchor.range.start.paragraph] + anchor.range.start.offset
        found = min(_everywhere(text, anchor.quote.exact), key=lambda at: abs(at - was), default=None)
        if found is None:
            return ORPHAN
        return Placed("anchored", _range(starts, found, found + len(anchor.quote.exact)))

    return find


def hypothesis_scoring(cases: Cases) -> Finder:
    """As the Hypothesis client does it (hypothesis/client, src/annotator/anchoring/match-quote.ts).

    All places where the quote stands word for word, else those with the fewest errors, up to half of its
    length; each scored 50 for the quote, 20 for prefix and for suffix, 2 for the position; the best is taken,
    whatever its score.
    """
    old, text = _text(cases.old), _text(cases.new)
    starts, old_starts = offsets(cases.new), offsets(cases.old)

    def find(anchor: Anchor) -> Placed:
        first = old_starts[anchor.range.start.paragraph] + anchor.range.start.offset
        last = old_starts[anchor.range.end.paragraph] + anchor.range.end.offset
        exact = old[first:last]
        prefix, suffix = old[max(0, first - _CONTEXT) : first], old[last : last + _CONTEXT]
        found = [(at, at + len(exact), 0) for at in _everywhere(text, exact)]
        if not found:
            found = list(_nearly(text, exact, min(_MOST_ERRORS, len(exact) // 2)))
        if not found:
            return ORPHAN

        def score(place: tuple[int, int, int]) -> float:
            start, end, errors = place
            before = text[max(0, start - len(prefix)) : start]
            after = text[end : end + len(suffix)]
            return (
                50 * (1 - errors / len(exact))
                + 20 * _share(before, prefix)
                + 20 * _share(after, suffix)
                + 2 * (1 - abs(start - first) / len(text))
            )

        start, end, _ = max(found, key=score)
        return Placed("anchored", _range(starts, start, end))

    return find


def _text(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def _everywhere(text: str, exact: str) -> Iterator[int]:
    at = text.find(exact)
    while at >= 0:
        yield at
        at = text.find(exact, at + 1)


def _share(text: str, context: str) -> float:
    """How much of a context stands in a text; 1 where there is no context."""
    if not context:
        return 1.0
    return 1 - min(_distances(context, text)) / len(context)


def _nearly(text: str, pattern: str, most: int) -> Iterator[tuple[int, int, int]]:
    """(start, end, errors) of the places with the fewest errors, if those are not too many."""
    distances = _distances(pattern, text)
    fewest = min(distances)
    if fewest > most:
        return
    for end in (offset for offset, errors in enumerate(distances) if errors == fewest):
        first = max(0, end - len(pattern) - fewest)
        backwards = _distances(pattern[::-1], text[first:end][::-1], starts_here=True)
        longest = max(offset for offset, errors in enumerate(backwards) if errors == fewest)
        yield end - longest, end, fewest


def _distances(pattern: str, text: str, *, starts_here: bool = False) -> list[int]:
    """The errors of ending at each offset of a text; `starts_here`: of beginning where the text does."""
    bits: dict[str, int] = {}
    for index, character in enumerate(pattern):
        bits[character] = bits.get(character, 0) | 1 << index
    full, last = (1 << len(pattern)) - 1, 1 << len(pattern) - 1
    up, down, distance = full, 0, len(pattern)
    distances = [distance]
    for character in text:
        equal = bits.get(character, 0)
        vertical = equal | down
        horizontal = ((equal & up) + up ^ up) | equal
        more, fewer = down | ~(horizontal | up), up & horizontal
        distance += bool(more & last) - bool(fewer & last)
        more = more << 1 | starts_here
        up = (fewer << 1 | ~(vertical | more)) & full
        down = more & vertical & full
        distances.append(distance)
    return distances


def _range(starts: list[int], start: int, end: int) -> Range:
    return Range(_position(starts, start), _position(starts, end))


def _position(starts: list[int], offset: int) -> Position:
    from bisect import bisect_right

    paragraph = bisect_right(starts, offset) - 1
    return Position(paragraph, offset - starts[paragraph])
