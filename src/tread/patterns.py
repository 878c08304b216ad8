"""Regular expressions that a reader types, run so that none can hold up whoever searches.

Owns the dialect (that of the `regex` package, which is that of Python's `re` and more), what is said of an
expression that is broken, and how long one may take. A search lets other threads run while it matches, and
an expression that backtracks without end is stopped. `regex` is imported when the first is compiled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tread.core.find import Pause, Query
from tread.errors import PatternError

_LIMIT_S = 0.25
"""How long a search of one paragraph may take, and so much more for each million characters of it."""


class PatternMatcher:
    """Finds what a regular expression matches; `^` and `$` stand at the ends of every row of a paragraph."""

    def __init__(self, query: Query) -> None:
        """Errors: PatternError, when it is no regular expression."""
        import regex

        text = rf"\b(?:{query.text})\b" if query.whole_word else query.text
        case = 0 if query.is_exact else regex.IGNORECASE
        try:
            self._pattern = regex.compile(text, regex.VERSION0 | regex.MULTILINE | case)
        except regex.error as error:
            reason = error.msg  # type: ignore[attr-defined]  # types-regex 2026.11 does not know it
            raise PatternError(f"Not a regular expression: {reason}.") from error

    def spans(self, texts: Sequence[str], pause: Pause) -> Iterator[tuple[int, int]]:
        """Where the expression matches, as `Matcher` says. Errors: PatternError, when it takes too long."""
        base = 0
        for text in texts:
            limit_s = _LIMIT_S * (1 + len(text) / 1_000_000)
            try:
                for match in self._pattern.finditer(text, concurrent=True, timeout=limit_s):
                    start, end = match.span()
                    if start < end:
                        yield base + start, base + end
            except TimeoutError as error:
                raise PatternError("This regular expression takes too long.") from error
            base += len(text) + 1
        # Only for what it may raise: others could run whenever something was matched.
        pause()
