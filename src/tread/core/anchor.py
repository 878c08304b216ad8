"""Anchors: what is stored to find a range again, and finding it in an article that may have changed.

Owns the folded form of a text (what two editions of one sentence have in common), the fingerprints made
of it, and the rules by which a place counts as the same place. It must never answer with a range whose
text is not the quote: where it is in doubt it says `uncertain`, where it finds nothing, `orphan`. Pure;
everything may import it.

A place is found by fingerprint first: a paragraph that has not changed keeps its offsets at no cost.
Where the paragraph has changed, its quote is looked up, equal after folding, and the places where it
stands are told apart by evidence (`Resolver`).
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from hashlib import blake2b
from typing import Literal, NamedTuple

from tread.core.annotation import Anchor, Quote
from tread.core.document import Document
from tread.core.position import Position, Range

State = Literal["anchored", "moved", "changed", "uncertain", "orphan"]

CONTEXT = 32
"""Characters kept on either side of a quote."""

_CONTEXT_ENOUGH = 12
"""So many characters next to the quote, equal, and that side of it agrees."""

_TELLING = 24
"""A quote of so many characters is evidence by its length alone."""

_SURE = 2
"""The evidence that a place needs to be painted."""

_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"
_SPACED = rf"\s{_INVISIBLE}"
_FOLDED_TO = {
    **dict.fromkeys("“”„‟«»″〝〞", '"'),
    **dict.fromkeys("‘’‚‛‹›′`´", "'"),
    "…": "...",
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
_FOLDABLE = (
    rf"[{''.join(_FOLDED_TO)}]"
    rf"|-(?:[{_INVISIBLE}]*[-{_DASHES}])+|[{_DASHES}](?:[{_INVISIBLE}]*[-{_DASHES}])*"
    rf"| [{_SPACED}]+|(?! )[{_SPACED}]+"
)
_OFTEN_FOLDED = (*((character, _FOLDED_TO[character]) for character in "“”‘’…"), ("–", "-"), ("—", "-"))
_FOLDABLE_ASCII = ("  ", "--", "`")
_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """What two editions of a text have in common: plain quotes, dashes, dots and single spaces.

    Quotation marks, dashes (a run counts as one), ellipses, ligatures and white space (a run counts as
    one space) become their plain forms; characters that show nothing go. Case is kept. Idempotent.
    """
    plain = text
    if not text.isascii():
        for character, replacement in _OFTEN_FOLDED:
            plain = plain.replace(character, replacement)
    # Most prose is folded by this; what it leaves, and runs of blanks and dashes, are looked at closely.
    if plain.isascii() and plain.isprintable() and not any(map(plain.__contains__, _FOLDABLE_ASCII)):
        return plain
    return _foldable().sub(_replacement, text)


def fingerprint(text: str) -> str:
    """The fingerprint of a paragraph's text: 12 hex digits, equal for texts that fold to the same."""
    return blake2b(fold(text).strip().encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def fingerprints(document: Document) -> tuple[str, ...]:
    """The fingerprints of all paragraphs, in order."""
    return tuple(fingerprint(paragraph.text) for paragraph in document.paragraphs)


def article_fingerprint(fingerprints: Sequence[str]) -> str:
    """The fingerprint of a whole article, of those of its paragraphs: 12 hex digits."""
    return blake2b("\n".join(fingerprints).encode(), digest_size=6).hexdigest()


def capture(document: Document, span: Range, fingerprints: Sequence[str] | None = None) -> Anchor:
    """The anchor of a range: where it is, what it says, what stands on either side.

    fingerprints: those of the document, where they are known; else those of the range are made here.
    """
    first, last = span.start.paragraph, span.end.paragraph
    before = document.paragraphs[first].text[: span.start.offset]
    after = document.paragraphs[last].text[span.end.offset :]
    if fingerprints is None:
        touched = tuple(fingerprint(paragraph.text) for paragraph in document.paragraphs[first : last + 1])
    else:
        touched = tuple(fingerprints[first : last + 1])
    quote = Quote(document.text_of(span), _last_words(before), _first_words(after))
    return Anchor(span, quote, touched)


class Placed(NamedTuple):
    """Where an annotation stands in the article as it is.

    range: None for an orphan (and for a note on the whole article); for `uncertain` it is a proposal,
    not to be painted.
    """

    state: State
    range: Range | None


ORPHAN = Placed("orphan", None)


def resolve(document: Document, fingerprints: Sequence[str], anchor: Anchor) -> Placed:
    """Where one anchor stands; for many anchors of one article keep a `Resolver`."""
    return Resolver(document, fingerprints).resolve(anchor)


class Resolver:
    """Finds anchors in one article; what many anchors share is made once, and only when it is needed.

    fingerprints: those of the document's paragraphs as they are.
    seen: those of its paragraphs when the annotations were last written, where that is known. It tells an
    edited paragraph from another one, and a copy from the original.

    Where no paragraph with the anchor's fingerprint is left, each place where the quote stands (equal
    after folding, and cutting words only where the original did) gathers evidence:

        the text before it agrees, the text after it agrees       1 each
        the quote is long                                         1
        its paragraph has the index that it had                   1
        ... and the quote stands nowhere else                     2
        its paragraph is known to be the original one, edited     2

    The one place with the most evidence is taken if that is at least `_SURE`; several such places, or a
    lone place with less, are `uncertain`.
    """

    def __init__(self, document: Document, fingerprints: Sequence[str], seen: Sequence[str] = ()) -> None:
        self._document = document
        self._fingerprints = fingerprints
        self._seen = seen
        self._is_as_seen = tuple(seen) == tuple(fingerprints)

    def resolve(self, anchor: Anchor) -> Placed:
        """Where the anchor stands in the article as it is."""
        size = len(anchor.fingerprints)
        first = anchor.range.start.paragraph
        knows_old = bool(size) and tuple(self._seen[first : first + size]) == anchor.fingerprints
        if (not knows_old or self._is_as_seen) and self._has_fingerprints(first, anchor.fingerprints):
            span = self._within(anchor, first)
            if span is not None:
                return Placed("anchored", span)
        copies = self._copies(anchor.fingerprints)
        if knows_old:
            copies = [index for index in copies if self._may_be(index, first)]
        if copies:
            return self._among_copies(anchor, copies, knows_old)
        if not anchor.quote.exact:
            return self._empty(anchor, knows_old)
        return self._by_quote(anchor, knows_old)

    def _has_fingerprints(self, index: int, wanted: Sequence[str]) -> bool:
        return bool(wanted) and tuple(self._fingerprints[index : index + len(wanted)]) == tuple(wanted)

    def _copies(self, wanted: Sequence[str]) -> list[int]:
        """The indexes at which the paragraphs of a range stand unchanged."""
        if not wanted:
            return []
        return [i for i in self._index_of.get(wanted[0], ()) if self._has_fingerprints(i, wanted)]

    def _among_copies(self, anchor: Anchor, copies: list[int], knows_old: bool) -> Placed:
        """The copy of an unchanged paragraph that has the same neighbours and kept its order."""
        first = anchor.range.start.paragraph
        if knows_old and len(copies) > 1:
            after = first + len(anchor.fingerprints)
            evidence = {
                index: _equal_at(self._seen, first - 1, self._fingerprints, index - 1)
                + _equal_at(self._seen, after, self._fingerprints, index + after - first)
                + (self._old_index.get(index) == first)
                for index in copies
            }
            copies = [index for index in copies if evidence[index] == max(evidence.values())]
        nearest = min(copies, key=lambda index: abs(index - first))
        span = self._within(anchor, nearest)
        if span is None:
            return ORPHAN
        if len(copies) > 1:
            return Placed("uncertain", span)
        return Placed("anchored" if nearest == first else "moved", span)

    def _within(self, anchor: Anchor, index: int) -> Range | None:
        """The anchor's range in unchanged paragraphs from `index` on; None if the quote is not there."""
        document, old, quote = self._document, anchor.range, anchor.quote
        start = Position(index, old.start.offset)
        end = Position(index + old.end.paragraph - old.start.paragraph, old.end.offset)
        if end.paragraph >= len(document.paragraphs):
            return None
        first_text, last_text = document.paragraphs[index].text, document.paragraphs[end.paragraph].text
        span = Range(start, end)
        if (
            start.offset <= len(first_text)
            and end.offset <= len(last_text)
            and first_text.endswith(quote.prefix, 0, start.offset)
            and last_text.startswith(quote.suffix, end.offset)
            and document.text_of(span) == quote.exact
        ):
            return span
        if not quote.exact:
            return Range(document.clamp(start), document.clamp(start))
        places = [place for place in self.places(anchor.quote) if place.start.paragraph == index]
        return min(
            places,
            key=lambda place: (
                -sum(self.agreement(anchor.quote, place)),
                abs(place.start.offset - start.offset),
            ),
            default=None,
        )

    def _empty(self, anchor: Anchor, knows_old: bool) -> Placed:
        """A place without text is kept where its paragraph is known, and is otherwise lost."""
        index = self._new_index.get(anchor.range.start.paragraph) if knows_old else None
        if index is None:
            return ORPHAN
        place = self._document.clamp(Position(index, anchor.range.start.offset))
        return Placed("anchored" if index == anchor.range.start.paragraph else "moved", Range(place, place))

    def _by_quote(self, anchor: Anchor, knows_old: bool) -> Placed:
        first = anchor.range.start.paragraph
        expected = self._new_index.get(first) if knows_old else None
        places = list(self.places(anchor.quote))
        if knows_old:
            places = [place for place in places if self._may_be(place.start.paragraph, first)]
        if not places:
            return ORPHAN
        scored: list[tuple[int, Range]] = []
        for place in places:
            evidence = sum(self.agreement(anchor.quote, place)) + (len(anchor.quote.exact) >= _TELLING)
            if place.start.paragraph == expected or (place.start.paragraph == first and len(places) == 1):
                evidence += 2
            elif place.start.paragraph == first:
                evidence += 1
            scored.append((evidence, place))
        most = max(evidence for evidence, _ in scored)
        best = [place for evidence, place in scored if evidence == most]
        nearest = min(best, key=lambda place: _distance(place.start, anchor.range.start))
        if most >= _SURE:
            if len(best) > 1:
                return Placed("uncertain", nearest)
            return Placed("anchored" if nearest.start.paragraph == first else "moved", nearest)
        if most and len(places) == 1:
            return Placed("uncertain", nearest)
        return ORPHAN

    def _may_be(self, index: int, old: int) -> bool:
        """False when the paragraph at `index` is known to have been another one than `old`."""
        return self._old_index.get(index, old) == old

    def places(self, quote: Quote) -> Iterator[Range]:
        """Everywhere a quote stands, equal after folding, its ends inside a word only where they were.

        Its context says whether an end is inside a word, and nothing else: `agreement` compares it.
        """
        exact = fold(quote.exact).strip()
        starts_inside = _joins_word(fold(quote.prefix)[-1:], fold(quote.exact)[:1])
        ends_inside = _joins_word(fold(quote.exact)[-1:], fold(quote.suffix)[:1])
        whole = self._whole
        for start in self._occurrences(exact, starts_inside, ends_inside):
            end = start + len(exact)
            if _joins_word(whole[start - 1 : start], exact[0]) and not starts_inside:
                continue
            if _joins_word(exact[-1], whole[end : end + 1]) and not ends_inside:
                continue
            span = Range(self._position(start, False), self._position(end, True))
            # Not equal where an end falls inside the plain form of one character ("." in "…").
            if fold(self._document.text_of(span)).strip() == exact:
                yield span

    def _occurrences(self, exact: str, starts_inside: bool, ends_inside: bool) -> Iterator[int]:
        """The offsets in the folded article at which a folded quote stands."""
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
                if start >= 0 and self._whole.startswith(exact, start):
                    yield start
            return
        start = self._whole.find(exact)
        while start >= 0:
            yield start
            start = self._whole.find(exact, start + 1)

    def agreement(self, quote: Quote, place: Range) -> tuple[bool, bool]:
        """Whether the text before a place, and the text after it, is what stood beside the quote."""
        first = self._document.paragraphs[place.start.paragraph].text
        last = self._document.paragraphs[place.end.paragraph].text
        before = fold(first[max(0, place.start.offset - 2 * CONTEXT) : place.start.offset]).strip()
        after = fold(last[place.end.offset : place.end.offset + 2 * CONTEXT]).strip()
        prefix, suffix = fold(quote.prefix).strip(), fold(quote.suffix).strip()
        agrees_before = before.endswith(prefix[-_CONTEXT_ENOUGH:]) if prefix else not before
        agrees_after = after.startswith(suffix[:_CONTEXT_ENOUGH]) if suffix else not after
        return agrees_before, agrees_after

    @cached_property
    def _index_of(self) -> dict[str, list[int]]:
        indexes: dict[str, list[int]] = {}
        for index, value in enumerate(self._fingerprints):
            indexes.setdefault(value, []).append(index)
        return indexes

    @cached_property
    def _alignment(self) -> Sequence[tuple[str, int, int, int, int]]:
        from difflib import SequenceMatcher  # here, because most articles stand as they were last seen

        return SequenceMatcher(None, list(self._seen), list(self._fingerprints)).get_opcodes()

    @cached_property
    def _old_index(self) -> dict[int, int]:
        """New index -> old index, of the paragraphs that are known to be unchanged."""
        return {
            new + step: old + step
            for tag, old, old_end, new, _ in self._alignment
            if tag == "equal"
            for step in range(old_end - old)
        }

    @cached_property
    def _new_index(self) -> dict[int, int]:
        """Old index -> new index, of the paragraphs that are the same ones, edited or not."""
        return {
            old + step: new + step
            for _, old, old_end, new, new_end in self._alignment
            if old_end - old == new_end - new
            for step in range(old_end - old)
        }

    @cached_property
    def _pieces(self) -> list[tuple[int, str]]:
        """(index, folded text) of every paragraph that has text."""
        folded = ((i, fold(paragraph.text).strip()) for i, paragraph in enumerate(self._document.paragraphs))
        return [(index, text) for index, text in folded if text]

    @cached_property
    def _whole(self) -> str:
        """The folded article: one space between paragraphs, so that a quote may cross their borders."""
        return " ".join(text for _, text in self._pieces)

    @cached_property
    def _starts(self) -> list[int]:
        """Where each piece begins in the folded article."""
        starts, offset = [], 0
        for _, text in self._pieces:
            starts.append(offset)
            offset += len(text) + 1
        return starts

    @cached_property
    def _words(self) -> dict[str, array[int]]:
        """The offsets of every word in the folded article."""
        offsets: dict[str, array[int]] = {}
        for word in _WORD.finditer(self._whole):
            offsets.setdefault(word.group(), array("q")).append(word.start())
        return offsets

    def _position(self, folded_offset: int, is_end: bool) -> Position:
        """The position that an offset in the folded article stands for."""
        piece = bisect_right(self._starts, folded_offset - is_end) - 1
        index = self._pieces[piece][0]
        text = self._document.paragraphs[index].text
        folded = fold(text)
        led_by = len(folded) - len(folded.lstrip())
        return Position(index, _unfold(text, folded_offset - self._starts[piece] + led_by, is_end))


@cache
def _foldable() -> re.Pattern[str]:
    return re.compile(_FOLDABLE)  # here, because it takes 1 ms, and a list of articles folds nothing


def _replacement(match: re.Match[str]) -> str:
    found = match.group()
    plain = _FOLDED_TO.get(found)
    if plain is not None:
        return plain
    if found[0] == "-" or found[0] in _DASHES:
        return "-"
    return " " if any(character.isspace() for character in found) else ""


def _unfold(text: str, folded_offset: int, is_end: bool) -> int:
    """The offset in `text` of an offset in `fold(text)`.

    is_end: the offset ends a range, so that it belongs to the character before it.
    """
    folded = raw = 0
    for match in _foldable().finditer(text):
        copied = match.start() - raw
        if folded_offset - is_end < folded + copied:
            break
        folded, raw = folded + copied, match.start()
        size = len(_replacement(match))
        if folded_offset - is_end < folded + size:
            return match.end() if is_end else raw
        folded, raw = folded + size, match.end()
    return raw + folded_offset - folded


def _joins_word(left: str, right: str) -> bool:
    """True when a border between two characters lies inside a word."""
    return bool(left and right and _WORD.match(left) and _WORD.match(right))


def _equal_at(old: Sequence[str], old_index: int, new: Sequence[str], new_index: int) -> bool:
    """True when both lists have an entry there, and it is the same."""
    if not (0 <= old_index < len(old) and 0 <= new_index < len(new)):
        return False
    return old[old_index] == new[new_index]


def _distance(one: Position, other: Position) -> tuple[int, int]:
    return abs(one.paragraph - other.paragraph), abs(one.offset - other.offset)


def _last_words(text: str) -> str:
    """The last `CONTEXT` characters at most, from a word's beginning where there is one."""
    if len(text) <= CONTEXT:
        return text
    cut = text[-CONTEXT:]
    if _joins_word(text[-CONTEXT - 1], cut[0]):
        space = re.search(r"\s", cut)
        if space is not None and space.end() < len(cut):
            return cut[space.end() :]
    return cut


def _first_words(text: str) -> str:
    """The first `CONTEXT` characters at most, to a word's end where there is one."""
    if len(text) <= CONTEXT:
        return text
    cut = text[:CONTEXT]
    if _joins_word(cut[-1], text[CONTEXT]):
        space = re.search(r"\s\S*$", cut)
        if space is not None and space.start() > 0:
            return cut[: space.start()]
    return cut
