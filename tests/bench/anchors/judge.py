"""What became of the quotes: right, wrong, lost; and what it cost."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from tests.bench.anchors.cases import Cases, offsets, span_of

from tread.core.anchor import Placed
from tread.core.annotation import Anchor

Finder = Callable[[Anchor], Placed]
_ENOUGH = 0.6


class Score(NamedTuple):
    """Counts of quotes.

    there, gone: how many still are, and how many are not, in the new text.
    right: of those there, placed or proposed where they are, by an overlap of 0.6 (intersection over union);
    exact: with both ends within one character. wrong: placed or proposed elsewhere; lost: not at all.
    attached: of those gone, placed with certainty, or proposed. false: of them placed with certainty.
    painted_wrong: placed with certainty where they are not, those that are gone among them.
    """

    there: int
    gone: int
    right: int
    exact: int
    unsure: int
    wrong: int
    lost: int
    attached: int
    false: int
    painted_wrong: int
    seconds: float


def judge(cases: Cases, make: Callable[[Cases], Finder], keep: list[tuple[str, int]] | None = None) -> Score:
    """Let a way of finding place every quote."""
    starts = offsets(cases.new)
    begun = time.perf_counter()
    find = make(cases)
    placed = [find(case.anchor) for case in cases.cases]
    seconds = time.perf_counter() - begun
    counts = dict.fromkeys(Score._fields, 0)
    for number, (case, one) in enumerate(zip(cases.cases, placed, strict=True)):
        is_sure = one.state in ("anchored", "moved", "changed")
        if case.truth is None:
            counts["gone"] += 1
            counts["attached"] += one.range is not None
            counts["false"] += is_sure
            counts["painted_wrong"] += is_sure
            if keep is not None and is_sure:
                keep.append(("false", number))
            continue
        counts["there"] += 1
        if one.range is None:
            counts["lost"] += 1
            if keep is not None:
                keep.append(("lost", number))
            continue
        start, end = span_of(cases.new, starts, one.range)
        first, last = case.truth
        both = min(end, last) - max(start, first)
        if both / (max(end, last) - min(start, first)) >= _ENOUGH:
            counts["right"] += 1
            counts["unsure"] += not is_sure
            counts["exact"] += abs(start - first) <= 1 and abs(end - last) <= 1
        else:
            counts["wrong"] += 1
            counts["painted_wrong"] += is_sure
            if keep is not None:
                keep.append(("wrong, painted" if is_sure else "wrong", number))
    del counts["seconds"]
    return Score(**counts, seconds=seconds)
