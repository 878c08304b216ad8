"""Where a reader stands in an article: what is selected, and what is at the top of the page. Pure values.

A `Spot` is a row, and rows are others at another width. A `Top` is the word that the first row begins with,
and how many blank rows the page shows above that word's row:

    page begins  →  (blank)                 Top(Position(3, 0), above=1)
                    The third paragraph

Light enough for `tread.store.places`, which keeps it over a restart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tread.core.position import Position
from tread.core.selection import Selection

if TYPE_CHECKING:
    from tread.core.layout import Layout, Spot

_ALL = 1 << 16
"""More blank rows than can stand above a paragraph."""


class Top(NamedTuple):
    """The first row of a page: that of the position, or `above` rows further up.

    Negative where the row shows no word itself, as one that parts two lines of a table: so many rows down.
    """

    position: Position
    above: int = 0


START = Top(Position(0, 0), _ALL)
"""The start of the article, its heading in view however many rows that takes."""


class Standing(NamedTuple):
    """Where a reader stands. top: None where it does not matter; the selection is in view then."""

    selection: Selection
    top: Top | None = None


def top_at(layout: Layout, spot: Spot) -> Top:
    """What a page that begins at a spot has at its top."""
    if spot == (0, 0):
        return START
    position = layout.position(spot)
    return Top(position, layout.spot(position).row - spot.row)


def spot_of(layout: Layout, top: Top) -> Spot:
    """Where a page begins that has this at its top; in an article that has changed, the nearest place."""
    spot = layout.spot(layout.document.clamp(top.position))
    if not top.above:
        return spot
    return spot._replace(row=min(max(spot.row - top.above, 0), layout.last_spot(spot.paragraph).row))
