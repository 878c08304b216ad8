"""How much of an article that is gone is in another one: was it renamed and edited? Pure.

Judged by the fingerprints of the paragraphs: as many as stand in both in the same order. A paragraph that
stands in other articles too, or twice in one, tells nothing; where two articles come near, nothing is sure.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

_ENOUGH = 3
"""So many paragraphs must stand in both at the least: a greeting and a farewell are in many."""


class Kinship(NamedTuple):
    """How much two articles share. shared: so many paragraphs stand in both in order; of: so many."""

    shared: int
    of: int

    @property
    def is_enough(self) -> bool:
        """Whether it may be the same article: half of it is there."""
        return self.shared >= _ENOUGH and 2 * self.shared >= self.of


def kinship(old: Sequence[str], new: Sequence[str], common: Collection[str] = ()) -> Kinship:
    """How much of an old article is in a new one. common: the fingerprints that tell nothing."""
    own = _once(old).keys() - set(common)
    places = _once(new)
    # The longest run of places that rise: Schensted 1961.
    ends: list[int] = []
    for fingerprint in old:
        if fingerprint in own and (place := places.get(fingerprint)) is not None:
            at = bisect_left(ends, place)
            ends[at : at + 1] = [place]
    return Kinship(len(ends), len(own))


def proposals(
    new: Sequence[str], gone: Mapping[str, Sequence[str]], common: Collection[str] = ()
) -> list[str]:
    """The articles that are gone of which some is in a new one, the nearest first. gone: paragraphs by id."""
    found = {one: kinship(old, new, common) for one, old in gone.items()}
    return sorted(
        (one for one, kin in found.items() if kin.shared),
        key=lambda one: (-found[one].shared / found[one].of, one),
    )


def the_same(
    new: Sequence[str], gone: Mapping[str, Sequence[str]], common: Collection[str] = ()
) -> str | None:
    """The article that is gone and that a new one surely is; None where that is in doubt.

    Sure is what shares half of its paragraphs, in order, while no other shares half as many.
    """
    found = sorted((kinship(old, new, common), one) for one, old in gone.items())
    if not found or not found[-1][0].is_enough:
        return None
    is_near = len(found) > 1 and 2 * found[-2][0].shared >= found[-1][0].shared
    return None if is_near else found[-1][1]


def told_by_many(articles: Collection[Sequence[str]]) -> set[str]:
    """The fingerprints that stand in more than one article."""
    counts = Counter(fingerprint for paragraphs in articles for fingerprint in set(paragraphs))
    return {fingerprint for fingerprint, count in counts.items() if count > 1}


def _once(paragraphs: Sequence[str]) -> dict[str, int]:
    """The fingerprints that stand once, and where."""
    counts = Counter(paragraphs)
    return {one: place for place, one in enumerate(paragraphs) if counts[one] == 1}
