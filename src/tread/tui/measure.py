"""Widths as Textual draws them: Rich's cell widths over wcwidth's graphemes.

Rich decides how many cells a text takes on the screen, so the layout must agree with it; its own
division into graphemes fails a third of Unicode's break tests, so that part is wcwidth's. It imports
no Textual, so that layouts can be tested without it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

_JOINER = "\u200d"


class ScreenMeasure:
    """A `tread.core.width.Measure` that agrees with what is drawn."""

    def cells(self, text: str) -> int:
        """Cells that the text takes: as many as its graphemes together."""
        # rich 15.0.0 cells.py:147: whatever follows a joiner counts nothing, also where the two do not
        # join; a terminal draws it, so such a text is measured grapheme by grapheme.
        if _JOINER in text:
            return sum(cells for _, cells in self.graphemes(text))
        return cell_len(text)

    def graphemes(self, text: str) -> Iterator[tuple[int, int]]:
        """For each grapheme of the text, in order: (code points, cells)."""
        from wcwidth import iter_graphemes  # here, because most articles are one cell a character

        for grapheme in iter_graphemes(text):
            yield len(grapheme), cell_len(grapheme)
