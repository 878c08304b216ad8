"""What lies on a row of text: spans, highlights, search hits, the selection, cut into runs. Pure.

layers     strong       |-----|
           highlight        |---------|
runs       plain  strong  both  highlight  plain
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple


class Layer(NamedTuple):
    """A role that lies on the characters start to end of a paragraph, end exclusive."""

    start: int
    end: int
    role: str


class Run(NamedTuple):
    """Characters start to end that carry the same roles, in the order the layers were given."""

    start: int
    end: int
    roles: tuple[str, ...]


def runs(start: int, end: int, layers: Iterable[Layer]) -> list[Run]:
    """The characters start to end of a paragraph cut where a layer begins or ends.

    The runs partition start to end, none is empty, and a later layer's role comes later, so that
    whoever draws lets it lie on top. Layers may reach beyond the row and may cross.
    """
    if start >= end:
        return []
    present = [
        Layer(max(layer.start, start), min(layer.end, end), layer.role)
        for layer in layers
        if layer.start < end and start < layer.end and layer.start < layer.end
    ]
    if not present:
        return [Run(start, end, ())]
    cuts = sorted({start, end, *(layer.start for layer in present), *(layer.end for layer in present)})
    return [
        Run(a, b, tuple(layer.role for layer in present if layer.start <= a and b <= layer.end))
        for a, b in pairwise(cuts)
    ]
