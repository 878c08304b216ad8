"""Aligning a pattern with the stretch of a text that is most like it, in the fewest edits.

Pure. Bit-parallel, one step a character of the text for the whole pattern: G. Myers, "A fast bit-vector
algorithm for approximate string matching based on dynamic programming", JACM 46 (1999); the way back after
H. Hyyrö, "A note on bit-parallel alignment computation" (2004). Imported by `core.likeness`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Alignment(NamedTuple):
    """Where the parts of a pattern stand in a text.

    starts, ends: the offsets in the text at which each part begins and ends.
    edits: the characters substituted, missing and put in, in each part and behind it.

    What stands in the text between two parts belongs to the one whose end is not there as it was; where
    both ends are, it was put in between, and belongs to neither.

        parts   it is |an |illness        it is corpses illness        "corpses" is what became of "an"

    rival: the fewest edits of the whole pattern at another place, further away than its second part is long
    by half; None where there is no other place.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    edits: tuple[int, ...]
    rival: int | None


class _Step(NamedTuple):
    """Where a path comes to a gap of the pattern: an offset in the text, with the edits from there on.

    match: the offset of the character behind the gap, where the text has the same one; else -1.
    """

    offset: int
    edits: int
    match: int


class Pattern:
    """A text in parts, to be aligned with several others."""

    def __init__(self, parts: Sequence[str]) -> None:
        """parts: at least one, and together at least one character."""
        self._parts = tuple(parts)
        self._whole = "".join(parts)
        self._bits: dict[str, int] = {}
        for index, character in enumerate(self._whole):
            self._bits[character] = self._bits.get(character, 0) | 1 << index

    def __len__(self) -> int:
        return len(self._whole)

    def align(self, text: str, near: int = 0, rivals: range | None = None) -> Alignment:
        """The alignment with the fewest edits; of equal ones that which ends nearest to the offset `near`.

        rivals: the offsets at which a rival may end; None: all.
        """
        fewest, columns, distances = self._columns(text)
        ends = [offset for offset, distance in enumerate(distances) if distance == fewest]
        end = min(ends, key=lambda offset: abs(offset - near))
        apart = max(4, len(self._parts[min(1, len(self._parts) - 1)]) // 2)
        others = [
            distances[offset]
            for offset in rivals or range(len(distances))
            if abs(offset - end) > apart and offset < len(distances)
        ]
        return self._in_parts(self._way_back(text, columns, end), min(others, default=None))

    def _columns(self, text: str) -> tuple[int, list[tuple[int, int]], list[int]]:
        """The fewest edits, the differences behind each character, the edits of ending there.

        The differences of a column are two sets of bits: where the number of edits goes up from one row to
        the next, and where it goes up from the column before. Column 0 stands before the text.
        """
        size = len(self._whole)
        full = (1 << size) - 1
        last = 1 << size - 1
        bits = self._bits.get
        up, down, distance = full, 0, size
        columns, distances = [(up, 0)], [size]
        for character in text:
            equal = bits(character, 0)
            vertical = equal | down
            horizontal = ((equal & up) + up ^ up) | equal
            more = down | ~(horizontal | up)
            fewer = up & horizontal
            if more & last:
                distance += 1
            elif fewer & last:
                distance -= 1
            right = more & full
            more <<= 1
            up = (fewer << 1 | ~(vertical | more)) & full
            down = more & vertical & full
            columns.append((up, right))
            distances.append(distance)
        return min(distances), columns, distances

    def _way_back(self, text: str, columns: Sequence[tuple[int, int]], end: int) -> list[_Step]:
        """The path that ends at an offset: a step for each gap between characters of the pattern."""
        row, column, edits = len(self._whole), end, 0
        path = [_Step(end, 0, -1)] * (row + 1)
        while row:
            bit = 1 << row - 1
            match = -1
            if column and text[column - 1] == self._whole[row - 1]:
                # Of equal characters the step is never worse, and the parts stay together.
                row, column = row - 1, column - 1
                match = column
            elif column and columns[column][1] & bit:
                # Before a character of the pattern is left out, so that a part is as long as it can be.
                column, edits = column - 1, edits + 1
                continue
            elif not column or columns[column][0] & bit:
                row, edits = row - 1, edits + 1
            else:
                row, column, edits = row - 1, column - 1, edits + 1
            path[row] = _Step(column, edits, match)
        return path

    def _in_parts(self, path: Sequence[_Step], rival: int | None) -> Alignment:
        starts, ends, edits = [path[0].offset], [], []
        first = 0
        for part, following in zip(self._parts, (*self._parts[1:], ""), strict=True):
            border = first + len(part)
            edits.append(path[first].edits - path[border].edits)
            end = start = path[border].offset
            if part and following:
                left, right = path[border - 1].match, path[border].match
                if left >= 0:
                    end = left + 1
                if right >= 0:
                    start = right
                if left < 0 <= right:
                    end = right
                elif right < 0 <= left:
                    start = end
            ends.append(end)
            starts.append(start)
            first = border
        return Alignment(tuple(starts[:-1]), tuple(ends), tuple(edits), rival)
