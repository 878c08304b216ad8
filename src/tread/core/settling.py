"""When a file that is being written is to be read again: once it is quiet. Pure; the clock is passed in.

Programs replace files in many ways: renaming another over them, emptying and filling them, deleting and
making them again, slowly. What is seen in between is not what anybody meant.

    look      same  changing  changing  changing  ready        same
    file      a     ab        abc       abcd      abcd (quiet)  abcd
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Verdict = Literal["same", "changing", "ready", "gone", "empty"]

QUIET_S = 0.2
"""A file that has not changed for so long has been written."""
CAREFUL_S = 1.0
"""The same, where what there is of it looks like half: it shrank, or words that are marked are missing."""
GONE_S = 0.6
"""A file that has been gone or empty for so long is not just being replaced."""
GROWING_S = 1.0
"""A file that only ever grows, as a log does, is read this often while it does."""

_HALF = 0.9
_COSTS = 3.0
"""A file is read again only after so many times what reading it took: a busy one takes no more than that."""


class Sight(NamedTuple):
    """A file as it was seen: time of its last change in ns, size in bytes, inode."""

    modified: int
    size: int
    inode: int


class Settling:
    """One file, looked at now and then.

    shown: as it was when what is shown was read; None where it was not there.
    """

    def __init__(self, shown: Sight | None) -> None:
        self.shown = shown
        self._last: Sight | None = shown
        self._since = 0.0
        self._began: float | None = None
        self._wait = QUIET_S
        self._not_before = 0.0
        self._is_suspect = False

    def look(self, now: float, seen: Sight | None) -> Verdict:
        """What is to be done about the file as it is seen now.

        now: seconds of a clock that never goes back. ready: read it, and say so with `read`.
        """
        if seen == self.shown and not self._is_suspect:
            self._began = None
            self._last = seen
            return "same" if seen is not None else "gone"
        if self._began is None or seen != self._last:
            if self._began is None:
                self._began = now
            self._last, self._since = seen, now
            # Only what goes on growing is shown before it is quiet.
            is_log = seen is not None and self.shown is not None and self.shown.size < seen.size
            if not (is_log and now - self._began >= GROWING_S and now >= self._not_before):
                return "changing"
            return "ready"
        quiet = now - self._since
        if seen is None or (not seen.size and self.shown is not None and self.shown.size):
            return "changing" if quiet < GONE_S else "gone" if seen is None else "empty"
        is_half = self.shown is not None and seen.size < _HALF * self.shown.size
        wait = max(self._wait, CAREFUL_S if is_half else QUIET_S)
        return "changing" if quiet < wait or now < self._not_before else "ready"

    def suspect(self) -> None:
        """Something was written, though the file may look the same: two writes within a tick of its clock."""
        self._is_suspect = True

    def read(self, now: float, seen: Sight | None, cost_s: float) -> None:
        """What was seen has been read and is shown."""
        self.shown = seen
        self._began, self._wait, self._is_suspect = None, QUIET_S, False
        self._not_before = now + _COSTS * cost_s

    def doubt(self) -> None:
        """What was read looks like half of a file: read it again only when it has been quiet for longer."""
        self._wait = CAREFUL_S
