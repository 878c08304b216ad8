"""Where a quote most likely stands in an article that was edited: places that are like it, with how much.

Pure. It proposes and scores; whether a place is good enough is for `core.resolver` to say.

A few stretches of the article are chosen by the words that they share with the quote and its context, and
by where it should be. In each of them prefix, quote and suffix are aligned as one pattern, and the ends of
the quote are read off the alignment's path, so that edits of its first and last words do no harm. A long
quote is found by its two ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import nlargest
from math import log
from typing import NamedTuple

from tread.core.alignment import Pattern
from tread.core.anchor import CONTEXT
from tread.core.annotation import Anchor
from tread.core.folded import FoldedArticle, Stretches
from tread.core.folding import caseless, fold, joins_word

CANDIDATES = 7
"""So many stretches are looked at closely, at most."""

LONG = 800
"""A folded quote of more characters is found by its two ends ..."""

END = 300
"""... each of so many characters."""

_OWN_WEIGHT = 16
"""Characters that a quote counts for beyond its own, against its context."""

_BORDER_WEIGHT = 12
"""Characters of context that the border of a paragraph counts for."""

_FAR = 0.04
"""What a place loses at most by being far from where it should be ..."""

_HALF_FAR = 1000
"""... and it loses half of that so many characters away."""

_AMONG = 0.2
"""What a place gains, against others, by standing between the paragraphs that the quote stood between."""

_LEAST = 0.34
"""A place whose text is less like the quote is none, whatever stands beside it."""

_CLEAR = 0.9
_CLEAR_VOTES = 0.6
"""Where the likeness is so clear, stretches with less than this share of its votes are not looked at."""

_REACH = 48
"""Characters of the paragraphs beside a place that are compared with what stood beside the quote's."""

_WORD_REACH = 24
"""Characters from the end of an alignment in which a border between words is looked for."""

_BORDER_REACH = 24
"""Characters, at most, from a place to the border of its paragraph that are taken for what the quote began or
ended with, edited ..."""

_BORDER_SHARE = 0.5
"""... and at most so much of the quote."""

_EDGE = 2
"""Characters that tell whether a quote's beginning, or its end, is still there."""

_ENDS_JOINED = 3
"""So many places of either end of a long quote are tried with each other."""

_STRETCHED = 0.2
"""What a long quote loses where it is e times as long as it was, or as short."""


class Likely(NamedTuple):
    """A place, by offsets in the folded article. They are ordered by rank.

    rank: its score, and more where it stands among what it stood among.

    score: how much it is like the quote and its context, 0 to 1, less what it loses by its distance.
    own: how much its text is like the quote, 0 to 1.
    context: how much what stands beside it is like what stood beside the quote, 0 to 1.
    rival: the rank of the next best place in the same stretch of text.
    """

    rank: float
    score: float
    start: int
    end: int
    own: float
    context: float
    rival: float = 0.0

    @property
    def is_among(self) -> bool:
        """Whether it stands between the paragraphs that the quote stood between."""
        return self.rank > self.score


class Wanted(NamedTuple):
    """A quote to be found, folded and in small letters, without white space at its ends.

    opens, closes: it began, or ended, at the border of its paragraph.
    above, below: how the paragraph above it ended, and how the one below it began.
    by_ends: whether its ends are looked for alone, because it is long or stood in several paragraphs; then
    head_size, tail_size: so many characters of each.
    """

    prefix: str
    exact: str
    suffix: str
    opens: bool
    closes: bool
    above: str
    below: str
    by_ends: bool
    head_size: int
    tail_size: int

    @property
    def head(self) -> Wanted:
        """Its beginning alone."""
        return self._replace(exact=self.exact[: self.head_size], suffix="", closes=False, below="")

    @property
    def tail(self) -> Wanted:
        """Its end alone."""
        return self._replace(exact=self.exact[-self.tail_size :], prefix="", opens=False, above="")

    @property
    def parts(self) -> tuple[str, str, str]:
        """What is aligned."""
        return (self.prefix, self.exact, self.suffix)


def wanted(anchor: Anchor) -> Wanted:
    """What to look for, to find an anchor's quote."""
    quote = anchor.quote
    exact = caseless(fold(quote.exact))
    core = exact.strip()
    lead = exact[: len(exact) - len(exact.lstrip())]
    trail = exact[len(exact.rstrip()) :]
    prefix = caseless(fold(quote.prefix)) + lead
    suffix = trail + caseless(fold(quote.suffix))
    prefix, suffix = prefix if prefix.strip() else "", suffix if suffix.strip() else ""
    above, below = (caseless(fold(text)).strip() for text in (anchor.above, anchor.below))
    sizes = [END, END]
    is_over_several = anchor.range.start.paragraph < anchor.range.end.paragraph
    if is_over_several:
        rows = quote.exact.strip().split("\n")
        sizes = [min(END, len(fold(row).strip())) or END for row in (rows[0], rows[-1])]
    by_ends = is_over_several or len(core) > LONG
    return Wanted(prefix, core, suffix, not prefix, not suffix, above, below, by_ends, *sizes)


class Expected(NamedTuple):
    """Where a quote should begin: an offset, and from where to where what is between its old neighbours."""

    offset: int
    first: int
    last: int

    def behind(self, characters: int) -> Expected:
        """The same for what stands so many characters behind it."""
        return Expected(self.offset + characters, self.first, self.last + characters)


def likely_places(
    article: FoldedArticle,
    begins: Stretches,
    ends: Stretches,
    sought: Wanted,
    expected: Expected,
    also: Sequence[int] = (),
) -> list[Likely]:
    """The places that are like a quote, best first; of places that overlap the best alone.

    begins, ends: where it may begin, and where it may end; they differ for a quote over several paragraphs.
    also: offsets that are looked at in any case.
    """
    size = len(sought.exact)
    if not sought.by_ends:
        found = list(_aligned(article, begins, sought, expected, also))
    else:
        heads = list(_aligned(article, begins, sought.head, expected, also))
        behind = max(0, size - sought.tail_size)
        also_ends = [offset + behind for offset in also]
        tails = list(_aligned(article, ends, sought.tail, expected.behind(behind), also_ends))
        found = list(_joined(heads, tails, size))
    return _apart(sorted(found, key=lambda one: (-one.rank, one.rival)))


def _aligned(
    article: FoldedArticle, stretches: Stretches, sought: Wanted, expected: Expected, also: Sequence[int]
) -> Iterator[Likely]:
    """The best place in each of the stretches that are looked at."""
    pattern = Pattern(sought.parts)
    whole = article.caseless
    highest = highest_votes = 0.0
    for number, votes, is_sure in _candidates(stretches, sought, expected, also):
        if not is_sure and highest >= _CLEAR and votes < _CLEAR_VOTES * highest_votes:
            break
        first, last = stretches.around(number, len(pattern))
        near = expected.offset + len(sought.exact) + len(sought.suffix) - first
        own = stretches.stretch(number)
        found = pattern.align(whole[first:last], near, range(own.start - first, own.end - first + 1))
        start = _at_word(whole, first + found.starts[1], -1, sought.prefix, sought.exact)
        end = _at_word(whole, first + found.ends[1], 1, sought.exact, sought.suffix)
        start, end = _trimmed(whole, start, end)
        scored = _score(article, start, end, found.edits, sought) if start < end else None
        if scored is None:
            continue
        score, alike, context = scored
        away = abs(start - expected.offset)
        score -= _FAR * away / (away + _HALF_FAR)
        rank = score + (_AMONG if expected.first <= start < expected.last else 0.0)
        rival = rank - (found.rival - sum(found.edits)) / len(pattern) if found.rival is not None else 0.0
        if score > highest:
            highest, highest_votes = score, votes
        yield Likely(rank, score, *_to_borders(article, start, end, sought), alike, context, rival)


def _candidates(
    stretches: Stretches, sought: Wanted, expected: Expected, also: Sequence[int]
) -> list[tuple[int, float, bool]]:
    """The stretches to look at with their votes: those that are in any case, then those with the most."""
    votes = stretches.votes("".join(sought.parts))
    here = stretches.at(expected.offset)
    surely = {stretches.at(offset) for offset in also}
    if here is not None:
        surely |= {number for number in (here - 1, here, here + 1) if 0 <= number < len(stretches)}
    chosen = nlargest(CANDIDATES, votes, key=votes.__getitem__)
    found = [(number, votes.get(number, 0.0), True) for number in surely if number is not None]
    found.sort(key=lambda candidate: candidate[1], reverse=True)
    return found + [(number, votes[number], False) for number in chosen if number not in surely]


def _score(
    article: FoldedArticle, start: int, end: int, edits: tuple[int, ...], sought: Wanted
) -> tuple[float, float, float] | None:
    """How much a place is like what is sought, the quote alone, its context alone; None where the text is
    another."""
    size = len(sought.exact)
    own = 1 - edits[1] / max(size, end - start)
    if own < _LEAST:
        return None
    sides = [
        (len(side), max(0.0, 1 - wrong / len(side)))
        for side, wrong in ((sought.prefix, edits[0]), (sought.suffix, edits[2]))
        if side
    ]
    if sought.opens:
        sides.append((_BORDER_WEIGHT, float(article.opens_at(start))))
    if sought.closes:
        sides.append((_BORDER_WEIGHT, float(article.closes_at(end))))
    # The shorter the context in its own paragraph, the more the paragraphs beside it tell.
    if sought.above and len(sought.prefix) < CONTEXT:
        weight = min(len(sought.above), CONTEXT - len(sought.prefix))
        sides.append((weight, _alike(sought.above, article.before_paragraph(start, _REACH))))
    if sought.below and len(sought.suffix) < CONTEXT:
        weight = min(len(sought.below), CONTEXT - len(sought.suffix))
        sides.append((weight, _alike(sought.below, article.after_paragraph(end, _REACH))))
    weight = sum(size for size, _ in sides)
    alike = sum(size * share for size, share in sides)
    score = ((size + _OWN_WEIGHT) * own + alike) / (size + _OWN_WEIGHT + weight)
    return score, own, alike / weight if weight else 1.0


def _alike(text: str, other: str) -> float:
    """How much of a text stands in another, 0 to 1."""
    return max(0.0, 1 - sum(Pattern((text,)).align(other).edits) / len(text))


def _at_word(whole: str, offset: int, outward: int, left: str, right: str) -> int:
    """The border between words nearest to an offset, where the quote had one there.

    outward: of two that are as near, the one this way: -1 or 1. left, right: what stood beside the border.
    """
    if joins_word(left[-1:], right[:1]):
        return offset
    before, after = whole[max(0, offset - 1) : offset], whole[offset : offset + 1]
    if before == left.rstrip()[-1:] and after == right.lstrip()[:1]:
        return offset  # the space between two words is gone
    for away in range(_WORD_REACH):
        for at in (offset + outward * away, offset - outward * away):
            if 0 <= at <= len(whole) and not joins_word(whole[max(0, at - 1) : at], whole[at : at + 1]):
                return at
    return offset


def _to_borders(article: FoldedArticle, start: int, end: int, sought: Wanted) -> tuple[int, int]:
    """A place, up to the border of its paragraph where the quote had one and its words there were edited: the
    fewest edits leave them out."""
    whole, exact = article.caseless, sought.exact
    reach = min(_BORDER_REACH, int(len(exact) * _BORDER_SHARE))
    if sought.opens and not whole.startswith(exact[:_EDGE], start):
        first, _ = article.paragraph_at(start)
        start = first if start - first <= reach else start
    if sought.closes and not whole.endswith(exact[-_EDGE:], start, end):
        _, last = article.paragraph_at(end - 1)
        end = last if last - end <= reach else end
    return start, end


def _trimmed(whole: str, start: int, end: int) -> tuple[int, int]:
    while start < end and whole[start] == " ":
        start += 1
    while start < end and whole[end - 1] == " ":
        end -= 1
    return start, end


def _joined(heads: Sequence[Likely], tails: Sequence[Likely], size: int) -> Iterator[Likely]:
    """The places that begin like the beginning of a long quote and end like its end.

    One that is much longer or shorter than the quote is less like it.
    """
    for head in nlargest(_ENDS_JOINED, heads):
        for tail in nlargest(_ENDS_JOINED, tails):
            if tail.end <= head.start:
                continue
            stretched = abs(log((tail.end - head.start) / size))
            loss = _STRETCHED * min(1.0, stretched)
            yield Likely(
                (head.rank + tail.rank) / 2 - loss,
                (head.score + tail.score) / 2 - loss,
                head.start,
                tail.end,
                (head.own + tail.own) / 2,
                (head.context + tail.context) / 2,
                max(head.rival, tail.rival),
            )


def _apart(found: Sequence[Likely]) -> list[Likely]:
    """Those that do not overlap a better one."""
    kept: list[Likely] = []
    for one in found:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return kept
