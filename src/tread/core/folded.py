"""An article as it is, made ready for finding quotes in it: folded, in pieces, with its words looked up.

Pure. What many look-ups share is made once, and only when it is needed. Offsets are those of the folded
article, in which one space stands between two paragraphs; `position` and `offset_of` lead from there to the
document and back. Imported by `core.likeness`, `core.resolver` and `tread.quotes`.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from math import log
from typing import NamedTuple

from tread.core.annotation import Quote
from tread.core.document import Document
from tread.core.folding import caseless, fold, joins_word, unfold
from tread.core.position import Position, Range

STRETCH = 1500
"""Characters of a stretch: a paragraph, or so much of a longer one."""

_OFTEN = 0.05
"""A word that stands in a greater share of the stretches than this tells them apart no longer ..."""

_OFTEN_AT_LEAST = 50
"""... unless it stands in no more stretches than this."""

_FIRST_UNSPACED = "\u0e00"
"""From Thai on, most scripts put no space between words: pairs of characters stand for words there."""

_WORD = re.compile(r"\w+")


class Stretch(NamedTuple):
    """Part of one paragraph: its index, and from where to where it lies in the folded article."""

    paragraph: int
    start: int
    end: int


class FoldedArticle:
    """The folded form of one document. What is written about offsets in the module's docstring holds."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def places(self, quote: Quote) -> Iterator[Range]:
        """Everywhere a quote stands, equal after folding, its ends inside a word only where they were.

        Its context says whether an end is inside a word, and nothing else.
        """
        exact = fold(quote.exact).strip()
        starts_inside = joins_word(fold(quote.prefix)[-1:], fold(quote.exact)[:1])
        ends_inside = joins_word(fold(quote.exact)[-1:], fold(quote.suffix)[:1])
        whole = self.whole
        for start in self._occurrences(exact, starts_inside, ends_inside):
            end = start + len(exact)
            if joins_word(whole[start - 1 : start], exact[0]) and not starts_inside:
                continue
            if joins_word(exact[-1], whole[end : end + 1]) and not ends_inside:
                continue
            span = self.range(start, end)
            # Not equal where an end falls inside the plain form of one character ("." in "…").
            if fold(self.document.text_of(span)).strip() == exact:
                yield span

    def is_between(self, place: Range, quote: Quote) -> bool:
        """Whether a place has a quote's prefix before it and its suffix behind it."""
        first = self.document.paragraphs[place.start.paragraph].text
        last = self.document.paragraphs[place.end.paragraph].text
        before = fold(first[: place.start.offset]).rstrip()
        after = fold(last[place.end.offset :]).lstrip()
        return before.endswith(fold(quote.prefix).strip()) and after.startswith(fold(quote.suffix).strip())

    def range(self, start: int, end: int) -> Range:
        """The range between two offsets."""
        return Range(self.position(start, False), self.position(end, True))

    def position(self, offset: int, is_end: bool) -> Position:
        """The position that an offset stands for; is_end: it ends a range."""
        piece = max(0, bisect_right(self._starts, offset - is_end) - 1)
        index, folded = self._pieces[piece]
        text = self.document.paragraphs[index].text
        all_folded = fold(text)
        led_by = len(all_folded) - len(all_folded.lstrip())
        within = min(max(offset - self._starts[piece], 0), len(folded))
        return Position(index, unfold(text, within + led_by, is_end))

    def offset_of(self, position: Position) -> int:
        """Where a position lies; that of a paragraph without text is where the next one begins."""
        piece = bisect_right(self._piece_paragraphs, position.paragraph) - 1
        if piece < 0:
            return 0
        index, folded = self._pieces[piece]
        if index != position.paragraph:
            return self._starts[piece] + len(folded) + 1
        text = self.document.paragraphs[index].text[: position.offset]
        return self._starts[piece] + min(len(fold(text).lstrip()), len(folded))

    def opens_at(self, offset: int) -> bool:
        """Whether a paragraph begins at an offset."""
        piece = bisect_right(self._starts, offset) - 1
        return piece >= 0 and self._starts[piece] == offset

    def closes_at(self, offset: int) -> bool:
        """Whether a paragraph ends at an offset."""
        return offset == len(self.whole) or self.opens_at(offset + 1)

    def paragraph_at(self, offset: int) -> tuple[int, int]:
        """From where to where the paragraph at an offset lies, or the last one before it."""
        piece = max(bisect_right(self._starts, offset) - 1, 0)
        return self._starts[piece], self._starts[piece] + len(self._pieces[piece][1])

    def before_paragraph(self, offset: int, size: int) -> str:
        """The last characters, at most so many and in small letters, of the paragraph before the one at an
        offset."""
        piece = bisect_right(self._starts, offset) - 1
        return caseless(self._pieces[piece - 1][1][-size:]) if piece > 0 else ""

    def after_paragraph(self, offset: int, size: int) -> str:
        """The first characters, at most so many and in small letters, of the paragraph after the one that
        ends at an offset."""
        piece = bisect_right(self._starts, offset - 1)
        return caseless(self._pieces[piece][1][:size]) if piece < len(self._pieces) else ""

    @cached_property
    def whole(self) -> str:
        """The folded article: one space between paragraphs, so that a quote may cross their borders."""
        return " ".join(text for _, text in self._pieces)

    @cached_property
    def caseless(self) -> str:
        """The same in small letters, at the same offsets."""
        return caseless(self.whole)

    def stretches(self, may_hold: Callable[[int], bool]) -> Stretches:
        """The stretches of the paragraphs that may hold what is looked for, told by their index."""
        found = []
        for (index, text), start in zip(self._pieces, self._starts, strict=True):
            if may_hold(index):
                for at in range(0, len(text), STRETCH):
                    found.append(Stretch(index, start + at, start + min(at + STRETCH, len(text))))
        return Stretches(self, found)

    def _occurrences(self, exact: str, starts_inside: bool, ends_inside: bool) -> Iterator[int]:
        """The offsets at which a folded quote stands."""
        if not exact:
            return
        words = list(_WORD.finditer(exact))
        if starts_inside and words and words[0].start() == 0:
            words = words[1:]
        if ends_inside and words and words[-1].end() == len(exact):
            words = words[:-1]
        if words:
            rarest = min(words, key=lambda word: len(self._words.get(word.group(), ())))
            for offset in self._words.get(rarest.group(), ()):
                start = offset - rarest.start()
                if start >= 0 and self.whole.startswith(exact, start):
                    yield start
            return
        start = self.whole.find(exact)
        while start >= 0:
            yield start
            start = self.whole.find(exact, start + 1)

    @cached_property
    def _pieces(self) -> list[tuple[int, str]]:
        """(index, folded text) of every paragraph that has text."""
        folded = ((i, fold(paragraph.text).strip()) for i, paragraph in enumerate(self.document.paragraphs))
        return [(index, text) for index, text in folded if text]

    @cached_property
    def _piece_paragraphs(self) -> list[int]:
        return [index for index, _ in self._pieces]

    @cached_property
    def _starts(self) -> list[int]:
        """Where each piece begins."""
        starts, offset = [], 0
        for _, text in self._pieces:
            starts.append(offset)
            offset += len(text) + 1
        return starts

    @cached_property
    def _words(self) -> dict[str, array[int]]:
        """The offsets of every word."""
        offsets: dict[str, array[int]] = {}
        for word in _WORD.finditer(self.whole):
            offsets.setdefault(word.group(), array("q")).append(word.start())
        return offsets


class Stretches:
    """Stretches of an article by the words that stand in them."""

    def __init__(self, article: FoldedArticle, stretches: Sequence[Stretch]) -> None:
        self._article = article
        self._all = stretches
        self._starts = [stretch.start for stretch in stretches]

    def __len__(self) -> int:
        return len(self._all)

    def at(self, offset: int) -> int | None:
        """The number of the stretch at an offset, or of the last one before it; None before the first."""
        number = bisect_right(self._starts, offset) - 1
        return number if number >= 0 else None

    def stretch(self, number: int) -> Stretch:
        return self._all[number]

    def votes(self, text: str) -> dict[int, float]:
        """The stretches that share words with a text in small letters: number -> the weight of those words.

        A word weighs the more the fewer stretches it stands in; one that stands in very many, nothing.
        """
        often = max(_OFTEN_AT_LEAST, _OFTEN * len(self._all))
        votes: dict[int, float] = {}
        for word in dict.fromkeys(words_of(text)):  # in order, so that each run adds up to the same
            holders = self._holders.get(word, ())
            if 0 < len(holders) <= often:
                weight = log(1 + len(self._all) / len(holders))
                for number in holders:
                    votes[number] = votes.get(number, 0.0) + weight
        return votes

    def around(self, number: int, margin: int) -> tuple[int, int]:
        """From where to where a stretch and what is beside it lies: at most `margin` characters on either
        side, and nothing of a paragraph that is not among the stretches."""
        start, end = self._all[number].start, self._all[number].end
        first = last = number
        while first and start - self._all[first - 1].end <= 1 and self._all[number].start - start < margin:
            first -= 1
            start = self._all[first].start
        while (
            last + 1 < len(self._all)
            and self._all[last + 1].start - end <= 1
            and end - self._all[number].end < margin
        ):
            last += 1
            end = self._all[last].end
        return max(start, self._all[number].start - margin), min(end, self._all[number].end + margin)

    @cached_property
    def _holders(self) -> dict[str, list[int]]:
        holders: dict[str, list[int]] = {}
        whole = self._article.caseless
        for number, stretch in enumerate(self._all):
            for word in set(words_of(whole[stretch.start : stretch.end])):
                holders.setdefault(word, []).append(number)
        return holders


def words_of(text: str) -> Iterator[str]:
    """The words of a folded text; for scripts without spaces, each two characters that stand together."""
    if text.isascii():
        yield from _WORD.findall(text)
        return
    for word in _WORD.findall(text):
        if len(word) > 1 and max(word) >= _FIRST_UNSPACED:
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        else:
            yield word
