"""Widths as Textual draws them: Rich's cell widths over wcwidth's graphemes.

Rich decides how many cells a text takes on the screen, so the layout must agree with it; its own
division into graphemes fails a third of Unicode's break tests, so that part is wcwidth's.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from wcwidth import iter_graphemes


class ScreenMeasure:
    """A `tread.core.width.Measure` that agrees with what is drawn."""

    def cells(self, text: str) -> int:
        """Cells that the text takes."""
        return cell_len(text)

    def graphemes(self, text: str) -> Iterator[tuple[int, int]]:
        """For each grapheme of the text, in order: (code points, cells)."""
        for grapheme in iter_graphemes(text):
            yield len(grapheme), cell_len(grapheme)
