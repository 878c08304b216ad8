"""Moving one end of what is selected by a word or a sentence, outward or inward. Pure.

One two three four.        outward        inward
    [---------]            two…four       two
    anchor  head           the head is the end that moves; `turned` takes the other
"""

from __future__ import annotations

from dataclasses import replace

from tread.core import motion
from tread.core.document import Document
from tread.core.objects import select_object
from tread.core.position import Range
from tread.core.selection import Selection, Unit, selecting, swap_ends

_BY_WORD: tuple[Unit, ...] = ("word", "clause", "quotation", "link", "free")


def adjusted(document: Document, selection: Selection, *, outward: bool) -> Selection:
    """The selection with its moving end one word further, or one sentence where it is made of those.

    At least one word or sentence stays; where nothing is left in that direction it stays as it was.
    """
    held = _parted(document, selection)
    forward = held.head >= held.anchor
    by_word = selection.unit in _BY_WORD
    step = {
        (True, True): motion.next_word,
        (True, False): motion.previous_word,
        (False, True): motion.next_sentence,
        (False, False): motion.previous_sentence,
    }[by_word, forward == outward]
    unit: Unit = "word" if by_word else "sentence"
    head = step(document, replace(held, unit=unit, extending=True)).head
    if not outward:
        place = held.range
        head = Range(max(head.start, place.start), min(head.end, place.end))
        if head.start >= head.end or head == held.head:
            return selection
    return replace(held, head=head, extending=False)


def turned(document: Document, selection: Selection) -> Selection:
    """The same range, of which `adjusted` moves the other end."""
    held = _parted(document, selection)
    if held.anchor == held.head:
        # Of a single word: an empty end says which way the other one moves.
        end = held.range.end
        return replace(held, anchor=Range(end, end))
    return swap_ends(held)


def _parted(document: Document, selection: Selection) -> Selection:
    """The same range from its first word or sentence (the anchor) to its last (the head)."""
    if selection.anchor != selection.head:
        return selection
    unit: Unit = "word" if selection.unit in _BY_WORD else "sentence"
    start, end = selection.range
    first = select_object(document, selecting(Range(start, start), "free"), unit, "inside").range
    before = motion.previous_word if unit == "word" else motion.previous_sentence
    last = before(document, selecting(Range(end, end), "free")).range
    anchor = Range(start, max(min(first.end, end), start))
    head = Range(min(max(last.start, start), end), end)
    return Selection(anchor, head, selection.unit)
