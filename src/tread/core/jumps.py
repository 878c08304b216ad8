"""The way back: where the reader stood before each far step. Pure; a pane holds one.

    behind        here        ahead
    A   B   C      *                      a far step from C came here
    A   B          C          *           back: to C; forward comes here again

A far step from somewhere in between forgets what lay ahead, as in a browser.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tread.core.standing import Standing

_KEPT = 100


class Jump(NamedTuple):
    """Where the reader stood. article: what tells it from other articles."""

    article: str
    standing: Standing

    def is_at(self, other: Jump) -> bool:
        """True when both have the same selected, whatever else was on the page."""
        return (self.article, self.standing.selection.range) == (
            other.article,
            other.standing.selection.range,
        )


class Jumps(NamedTuple):
    """The places that lie behind, the last one last, and those ahead, the nearest first.

    last: where the last jump began, of whichever kind it was.
    """

    behind: tuple[Jump, ...] = ()
    ahead: tuple[Jump, ...] = ()
    last: Jump | None = None

    def leaving(self, here: Jump) -> Jumps:
        """After a far step from here."""
        return Jumps((*self._other(here), here)[-_KEPT:], (), here)

    def back(self, here: Jump) -> tuple[Jumps, Jump] | None:
        """The place before this one, and what is left of the way; None where none lies behind."""
        behind = self._other(here)
        return (Jumps(behind[:-1], (here, *self.ahead), here), behind[-1]) if behind else None

    def forward(self, here: Jump) -> tuple[Jumps, Jump] | None:
        """The place that was last gone back from; None where none lies ahead."""
        if not self.ahead:
            return None
        return Jumps((*self._other(here), here)[-_KEPT:], self.ahead[1:], here), self.ahead[0]

    def passing(self, article: str, carry: Callable[[Standing], Standing]) -> Jumps:
        """After an article has got another text: its places where they are in that."""

        def passed(jump: Jump) -> Jump:
            return jump._replace(standing=carry(jump.standing)) if jump.article == article else jump

        last = passed(self.last) if self.last else None
        return Jumps(tuple(map(passed, self.behind)), tuple(map(passed, self.ahead)), last)

    def swap(self, here: Jump) -> tuple[Jumps, Jump] | None:
        """Where the last jump began; None where there was none. Once more comes back here."""
        return (self.leaving(here), self.last) if self.last else None

    def _other(self, here: Jump) -> tuple[Jump, ...]:
        """What lies behind, without the places at its end that are this one."""
        behind = self.behind
        while behind and behind[-1].is_at(here):
            behind = behind[:-1]
        return behind
