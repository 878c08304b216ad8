"""Text with styles, put together piece by piece. For the readers of formats that have styles.

Must never let a character through that `tread.core.clean` would not. Only `tread.ingest` imports this module.
"""

from __future__ import annotations

import re

from tread.core.clean import clean
from tread.core.document import Span, SpanStyle

_BLANKS = re.compile(r"[ \n]+")
_JOINERS = "\u200c\u200d"


class StyledText:
    """A paragraph's text as it grows, and the spans in it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[tuple[int, SpanStyle, str | None]] = []
        self._spans: list[Span] = []

    def add(self, text: str) -> None:
        """Appends `text` made clean; blanks and line breaks that meet become one space."""
        piece = _BLANKS.sub(" ", clean(text))
        after_blank = not self._pieces or self._pieces[-1].endswith((" ", "\n"))
        self._append(piece.removeprefix(" ") if after_blank else piece)

    def add_verbatim(self, text: str) -> None:
        """Appends `text` made clean, blanks and line breaks kept."""
        self._append(clean(text))

    def open(self, style: SpanStyle, href: str | None = None) -> None:
        """Begins a span here."""
        self._open.append((self._length, style, href))

    def close(self, style: SpanStyle) -> None:
        """Ends the innermost open span of this style here; nothing when there is none."""
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index][1] == style:
                start, _, href = self._open.pop(index)
                self._spans.append(Span(start, self._length, style, href))
                return

    def result(self) -> tuple[str, tuple[Span, ...]]:
        """The text without blanks at its ends, and the spans by start, the outer first; none is empty."""
        text = "".join(self._pieces)
        head = len(text) - len(text.lstrip())
        text = text.strip()
        moved = (
            Span(max(span.start - head, 0), min(span.end - head, len(text)), span.style, span.href)
            for span in reversed(self._spans)  # of two alike the outer was closed last
        )
        kept = (span for span in moved if span.start < span.end)
        return text, tuple(sorted(kept, key=lambda span: (span.start, -span.end)))

    def _append(self, piece: str) -> None:
        # Two clean pieces may meet with a joiner each, of which only one joins.
        if self._pieces and self._pieces[-1].endswith(tuple(_JOINERS)):
            piece = piece.lstrip(_JOINERS)
        if piece:
            self._pieces.append(piece)
            self._length += len(piece)
