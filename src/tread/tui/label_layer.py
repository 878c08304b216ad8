"""Labels drawn over rows of the page: over the first cells of what they stand for, so that nothing moves.

Owns their look as they are typed and laying them over a row. The page asks it for each row while labels
are shown; what the labels mean is `tread.tui.labelling`'s business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tread.core.labels import Label
from tread.core.layout import Spot
from tread.core.width import Measure, is_narrow

Patch = tuple[int, list[Segment]]
"""What is laid over a row, and from which cell on."""


class LabelLayer:
    """The labels that are shown on a page.

    typed: the letters of a label that have been typed so far. gone: called when the page takes the labels
    away by itself, because something else is in view.
    """

    def __init__(self, labels: Sequence[Label], gone: Callable[[], None]) -> None:
        self.labels = labels
        self.gone = gone
        self.typed = ""
        self._by_spot: dict[Spot, list[Label]] = {}
        for label in sorted(labels, key=lambda label: label.x):
            self._by_spot.setdefault(label.spot, []).append(label)

    def draw(
        self, spot: Spot, strip: Strip, left: int, style_of: Callable[[str], Style], measure: Measure
    ) -> Strip:
        """A row of the page with its labels; left: the cell where the text begins."""
        labels = self._by_spot.get(spot)
        if not labels:
            return strip
        patches = [(left + label.x, self._segments(label, style_of)) for label in labels]
        return Strip(laid_over(strip, patches, measure), strip.cell_length)

    def _segments(self, label: Label, style_of: Callable[[str], Style]) -> list[Segment]:
        """A label's letters: those that are still to be typed stand out, the others are dim."""
        matched = len(self.typed) if label.text.startswith(self.typed) else len(label.text)
        texts = [(label.text[:matched], "label-dim"), (label.text[matched:], "label")]
        return [Segment(text, style_of(role)) for text, role in texts if text]


def laid_over(row: Iterable[Segment], patches: Sequence[Patch], measure: Measure) -> list[Segment]:
    """A row with other segments laid over its cells; of a wide character cut by one, a space is left.

    patches: from left to right; they do not overlap. Where the row itself is drawn reversed, what is laid
    over it is not, and stands out from it.
    """
    drawn: list[Segment] = []
    waiting = list(reversed(patches))
    cell = hidden = 0
    for segment in row:
        text, style, _ = segment
        while text:
            if hidden:
                before, text = _split(text, hidden, measure)
                cells = measure.cells(before)
                hidden, cell = hidden - cells, cell + cells
            elif not waiting or waiting[-1][0] >= cell + (cells := measure.cells(text)):
                drawn.append(Segment(text, style))
                cell += measure.cells(text)
                text = ""
            else:
                x, patch = waiting.pop()
                before, text = _split(text, x - cell, measure)
                if before:
                    drawn.append(Segment(before, style))
                drawn += [_turned(one, style) for one in patch]
                cell, hidden = x, sum(measure.cells(one.text) for one in patch)
    return drawn


def _turned(segment: Segment, under: Style | None) -> Segment:
    """A segment that stands out from what it is laid over, where that is reversed."""
    if under is None or not under.reverse or segment.style is None:
        return segment
    return Segment(segment.text, segment.style + Style(reverse=not segment.style.reverse))


def _split(text: str, cells: int, measure: Measure) -> tuple[str, str]:
    """A text cut after so many cells; a wide character that lies across the cut is a space on either side."""
    if is_narrow(text):
        return text[:cells], text[cells:]
    place = used = 0
    for length, wide in measure.graphemes(text):
        if used + wide > cells:
            if used == cells:
                break
            over = used + wide - cells
            return text[:place] + " " * (cells - used), " " * over + text[place + length :]
        place, used = place + length, used + wide
    return text[:place], text[place:]
