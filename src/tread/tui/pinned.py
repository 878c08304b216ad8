"""Rows whose frame stays whole, whatever a terminal thinks of the width of their text.

Terminals, Rich and Unicode do not agree on how many cells a vowel sign, a skin tone or a family of emoji
takes. Where a terminal takes another view than Rich, all that follows on the row is drawn in the wrong
column, and cells that nothing is drawn over keep what was there. So a row that holds more than characters of
one certain cell each is drawn like this:

    save  blanks over the whole row  restore  the text  [to column 78]  ┃  [to column 79]

The text flows as the terminal will have it; whatever belongs to the frame (bars, rails, what stands after
a gap) is put where it belongs, and so is what comes after the row. Columns are counted from the
cursor as it was saved, not from the edge of the screen, so a row that was drawn and kept is still right when
panes open or close. Where the text might reach the frame, it is held back by pins of its own.

The escapes stand in no segment: they are made when the row is sent to the terminal. Text reaches it
through `tread.core.clean` as before, and exports and tests see rows of plain text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.strip import Strip

from tread.core.width import is_narrow
from tread.tui.measure import ScreenMeasure

_SAVE, _RESTORE = "\x1b7", "\x1b8\x1b7"
"""Saved again with every restoring, for terminals that restore what they saved only once."""
_FRAME = re.compile("[ \u2500-\u259f]*")
_MEASURE = ScreenMeasure()


class PinnedStrip(Strip):
    """A strip that puts its frame, and what follows it, where they belong; so does any part of it.

    It is cut here and not by Rich, which cuts into graphemes and then counts the parts wrongly (rich 15.0.0
    segment.py:108).
    """

    def render(self, console: Console) -> str:
        """The row as terminal sequences."""
        if self._render_cache is None:
            color_system = console._color_system or ColorSystem.TRUECOLOR
            self._render_cache = _drawn(self._segments, self.cell_length, color_system)
        return self._render_cache

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """The strip in parts, each of them pinned; cuts in cells."""
        cuts = [cut for cut in cuts if cut <= self.cell_length]
        return [self.crop(a, b) for a, b in pairwise([0, *cuts])]

    def crop(self, start: int, end: int | None = None) -> Strip:
        """The part from cell `start` to before cell `end`, pinned."""
        start, end = max(start, 0), min(self.cell_length, self.cell_length if end is None else end)
        if (start, end) == (0, self.cell_length):
            return self
        part = self._crop_cache.get((start, end))
        if part is None:
            part = pinned(Strip(_part(self._segments, start, end), max(end - start, 0)))
            self._crop_cache[start, end] = part
        return part

    def apply_filter(self, filter: LineFilter, background: Color) -> Strip:  # noqa: A002
        """The strip in other colours, pinned."""
        return pinned(super().apply_filter(filter, background))


def pinned(strip: Strip) -> Strip:
    """The strip itself where each character certainly takes one cell, else one that is pinned."""
    if isinstance(strip, PinnedStrip) or is_narrow(strip.text):
        return strip
    return PinnedStrip(strip, strip.cell_length)


def _part(segments: list[Segment], start: int, end: int) -> Iterator[Segment]:
    """The segments from cell `start` to before cell `end`, with spaces for characters that are cut."""
    first = 0
    for segment in segments:
        last = first + cell_len(segment.text)
        low, high = max(start, first), min(end, last)
        if low < high:
            is_whole = (low, high) == (first, last)
            yield from (segment,) if is_whole else _cut(segment, low - first, high - first)
        first = last


def _cut(segment: Segment, low: int, high: int) -> tuple[Segment, Segment]:
    """The cells `low` to before `high` of a segment; spaces apart, for after a joiner Rich counts none."""
    kept, place, at, end = "", 0, 0, low
    for length, _ in _MEASURE.graphemes(segment.text):
        grapheme = segment.text[place : place + length]
        place, cells = place + length, cell_len(grapheme)
        if low <= at and at + cells <= high:
            kept += " " * (at - end) + grapheme
            end = at + cells
        at += cells
    return Segment(kept, segment.style), Segment(" " * (high - low - cell_len(kept)), segment.style)


def _drawn(segments: list[Segment], width: int, color_system: ColorSystem) -> str:
    def styled(text: str, style: Style | None) -> str:
        return text if style is None else Strip.render_style(style, text, color_system)

    cells = [cell_len(segment.text) for segment in segments]
    columns = [0, *accumulate(cells)]
    limits = _limits(segments, columns, width)
    blanks = [styled(" " * count, style) for count, (_, style, _) in zip(cells, segments, strict=True)]
    out = [_SAVE, *blanks, _RESTORE]
    at = most = 0  # where the cursor is by our measure, and where it may be at the most
    is_certain = True
    for (text, style, _), column, limit in zip(segments, columns, limits, strict=False):
        if is_frame(text):
            ink = text.lstrip(" ")
            start = column + len(text) - len(ink)
            if not is_certain or at != start:
                out.append(_to(start))
            out.append(styled(ink, style) if ink else "")
            at = most = start + len(ink)
            is_certain = True
        elif is_certain and is_narrow(text):
            out.append(styled(text, style))
            at = most = at + len(text)
        else:
            held, at, most = _held_back(text, at, most, limit)
            out += [styled(piece, style) if is_text else piece for piece, is_text in held]
            is_certain = False
    if not is_certain or at != width:
        out.append(_to(width))
    return "".join(out)


def _limits(segments: list[Segment], columns: list[int], width: int) -> list[int]:
    """For each segment the column that its text must not reach: the next ink of the frame, or the end."""
    limits, limit = [], width
    for (text, _, _), column in zip(reversed(segments), columns[-2::-1], strict=True):
        limits.append(limit)
        if is_frame(text) and (ink := text.lstrip(" ")):
            limit = column + len(text) - len(ink)
    return limits[::-1]


def is_frame(text: str) -> bool:
    """Whether a segment is part of the frame: bars and rules, or a gap of more than a space."""
    return text != " " and _FRAME.fullmatch(text) is not None


def _held_back(text: str, at: int, most: int, limit: int) -> tuple[list[tuple[str, bool]], int, int]:
    """Text in pieces, with pins where it might otherwise reach `limit`; then `at` and `most` after it.

    Each piece is (what to send, whether it is text). A single grapheme that might reach beyond is drawn as
    its first character.
    """
    widest = sum(map(_widest, text))
    if most + widest <= limit:
        return [(text, True)], at + _MEASURE.cells(text), most + widest
    pieces: list[tuple[str, bool]] = []
    place = 0
    for length, cells in _MEASURE.graphemes(text):
        grapheme = text[place : place + length]
        place += length
        if at + cells > limit:
            break
        widest = sum(map(_widest, grapheme))
        if most + widest > limit:
            pieces.append((_to(at), False))
            most = at
            if most + widest > limit:
                grapheme, widest = grapheme[0], _widest(grapheme[0])
                if most + widest > limit:
                    break
        pieces.append((grapheme, True))
        at, most = at + cells, most + widest
    return pieces, at, most


def _to(column: int) -> str:
    """To a column, counted from where the cursor was saved."""
    return f"{_RESTORE}\x1b[{column}C" if column else _RESTORE


def _widest(char: str) -> int:
    """The most cells that any terminal gives to a character."""
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf"):
        return char == "\ufe0f"
    if category in ("Cn", "Co", "So", "Sk") and char > "\u20ff":
        return 2
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
