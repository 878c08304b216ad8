"""Long work beside the screen: in a worker thread, and so that whoever types does not feel it.

Python runs one thread at a time. Work that goes through a whole article therefore gives way to keys: it
lets the screen's thread have its turn sooner than threads usually do, leaves the garbage alone, which
would be looked for among 200,000 paragraphs while everything waits, and rests between two slices while
keys come in. Knows no article and no widget.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic, sleep

_TURN_S = 0.0005
"""A thread that waits for its turn gets it after so long; usually after 5 ms, and a key takes several."""
_KEY_S = 0.03
"""After a key the screen is left alone for so long: till it is painted."""
_LONGEST_REST_S = 0.05
"""Where keys never cease a slice is done all the same after so long."""


class Beside:
    """Work beside the screen."""

    def __init__(self) -> None:
        self._working = 0
        self._usual_turn_s = 0.0
        self._lock = Lock()
        self._key_at = 0.0

    def key_came(self) -> None:
        """A key has been pressed, or the page has moved."""
        self._key_at = monotonic()

    @contextmanager
    def working(self) -> Iterator[None]:
        """In a worker thread: while the work is done, the screen's thread has the right of way."""
        self._begin()
        try:
            yield
        finally:
            self._end()

    def give_way(self) -> None:
        """Between two slices of the work: rest while keys come in."""
        end = monotonic() + _LONGEST_REST_S
        while (rest := min(self._key_at + _KEY_S, end) - monotonic()) > 0:
            sleep(rest)

    def _begin(self) -> None:
        with self._lock:
            self._working += 1
            if self._working == 1:
                self._usual_turn_s = sys.getswitchinterval()
                sys.setswitchinterval(_TURN_S)
                gc.disable()

    def _end(self) -> None:
        with self._lock:
            self._working -= 1
            if not self._working:
                gc.freeze()  # what was read stays: it need not be looked at again
                gc.enable()
                sys.setswitchinterval(self._usual_turn_s)
