"""Quotes with the places where they truly are after an edit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from random import Random
from typing import NamedTuple

from tests.bench.anchors.edits import NEW, Article

from tread.core.anchor import capture
from tread.core.annotation import Anchor
from tread.core.document import Document, Paragraph
from tread.core.folding import fingerprints
from tread.core.patience import Pairing
from tread.core.position import Position, Range, within
from tread.core.segment import sentences, words

_SHORT, _SENTENCE = 0.38, 0.50
_GONE, _THERE = 0.3, 0.6
_TOKEN = re.compile(r"\w[\w-]*|[^\w\s]")


class Case(NamedTuple):
    """One quote. truth: where it is, in offsets of the new text; None where it is gone."""

    anchor: Anchor
    truth: tuple[int, int] | None


class Cases(NamedTuple):
    """An old and a new article, and what is sought in the new one."""

    old: Document
    new: Document
    cases: tuple[Case, ...]


def article(texts: Sequence[str]) -> Document:
    """A document of plain paragraphs."""
    return Document(tuple(Paragraph(text) for text in texts))


def offsets(document: Document) -> list[int]:
    """Where each paragraph begins in the text of a document, one character between two."""
    found, offset = [], 0
    for paragraph in document.paragraphs:
        found.append(offset)
        offset += len(paragraph.text) + 1
    return found


def quotes(document: Document, count: int, chance: Random) -> Iterator[Range]:
    """Ranges to mark: 38 % of two to four words, 50 % sentences, 12 % whole paragraphs."""
    long_enough = [i for i, one in enumerate(document.paragraphs) if len(one.text) >= 20]
    for _ in range(count):
        index = chance.choice(long_enough)
        text = document.paragraphs[index].text
        lot = chance.random()
        if lot < _SHORT and (found := words(text)):
            size = chance.randint(2, 4)
            first = chance.randrange(max(1, len(found) - size + 1))
            some = found[first : first + size]
            yield within(index, some[0][0], some[-1][1])
        elif lot < _SHORT + _SENTENCE:
            start, end = chance.choice(sentences(text))
            yield document.trimmed(within(index, start, end))
        else:
            yield document.whole(index)


def edited(texts: Sequence[str], new: Article, count: int, chance: Random) -> Cases:
    """Cases of an edit whose every character is known."""
    document = article(texts)
    changed = article(["".join(character for character, _ in text) for text in new])
    stands_at: dict[int, int] = {}
    for text, start in zip(new, offsets(changed), strict=True):
        stands_at |= {origin: start + at for at, (_, origin) in enumerate(text) if origin != NEW}
    starts, known = offsets(document), fingerprints(document)
    cases = []
    for span in quotes(document, count, chance):
        first = starts[span.start.paragraph]
        own = range(first + span.start.offset, first + span.end.offset)
        there = [stands_at[offset] for offset in own if offset in stands_at]
        is_there = 2 * len(there) >= len(own)
        truth = (min(there), max(there) + 1) if is_there else None
        cases.append(Case(capture(document, span, known), truth))
    return Cases(document, changed, tuple(cases))


def of_editions(old: Document, new: Document, count: int, chance: Random) -> Cases:
    """Cases of two real editions, of quotes whose own words or paragraph have changed.

    Where they are is told by comparing the words of what is changed between what is not. A quote of which
    that finds neither most nor next to nothing is left out: nobody knows.
    """
    known, known_new = fingerprints(old), fingerprints(new)
    pairing = Pairing(known, known_new)
    starts, new_starts = offsets(old), offsets(new)
    stands_at: dict[int, tuple[int, int]] = {}
    unclear: set[int] = set()
    seen_blocks = set()
    for index in range(len(old.paragraphs)):
        block = pairing.gap(index)
        if index < pairing.head or index >= len(known) - pairing.tail or index in pairing.pairs:
            continue
        if block in seen_blocks:
            continue
        seen_blocks.add(block)
        first, last, new_first, new_last = block
        ours, theirs = _tokens(old, starts, first, last), _tokens(new, new_starts, new_first, new_last)
        if len(ours) * len(theirs) > 4_000_000:
            unclear.update(range(first, last))
            continue
        matcher = SequenceMatcher(None, [t for t, _, _ in ours], [t for t, _, _ in theirs], autojunk=False)
        for match in matcher.get_matching_blocks():
            for step in range(match.size):
                _, start, _ = ours[match.a + step]
                _, new_start, new_end = theirs[match.b + step]
                stands_at[start] = (new_start, new_end)
    changed = [
        index
        for index in range(pairing.head, len(known) - pairing.tail)
        if index not in pairing.pairs
        and index not in pairing.moved
        and index not in unclear
        and old.paragraphs[index].kind in ("paragraph", "heading", "list-item", "quote")
    ]
    everywhere = _squashed("".join(paragraph.text for paragraph in new.paragraphs))
    cases: list[Case] = []
    pool = Document(tuple(old.paragraphs[i] for i in changed))
    for picked in quotes(pool, 6 * count, chance):
        if len(cases) >= count:
            break
        index = changed[picked.start.paragraph]
        span = within(index, picked.start.offset, picked.end.offset)
        first = starts[index]
        tokens = list(_TOKEN.finditer(old.paragraphs[index].text))
        places = [stands_at.get(first + token.start()) for token in tokens]
        own = [
            number
            for number, token in enumerate(tokens)
            if span.start.offset <= token.start() < span.end.offset
        ]
        there = [place for number in own if (place := places[number]) is not None]
        share = len(there) / max(1, len(own))
        if share <= _GONE and _squashed(old.text_of(span)) not in everywhere:
            cases.append(Case(capture(old, span, known), None))
        if share < _THERE:
            continue
        # What stands between the quote and its neighbours is what became of its own first and last words.
        before = places[own[0] - 1] if own[0] and places[own[0]] is None else None
        after = places[own[-1] + 1] if own[-1] + 1 < len(places) and places[own[-1]] is None else None
        start = before[1] if before else min(first for first, _ in there)
        end = after[0] if after else max(last for _, last in there)
        size = span.end.offset - span.start.offset
        if 0 < end - start < 2 * size + 20:
            cases.append(Case(capture(old, span, known), (start, end)))
    return Cases(old, new, tuple(cases))


def _tokens(document: Document, starts: Sequence[int], first: int, last: int) -> list[tuple[str, int, int]]:
    return [
        (
            _squashed(found.group()) or found.group(),
            starts[index] + found.start(),
            starts[index] + found.end(),
        )
        for index in range(first, last)
        for found in _TOKEN.finditer(document.paragraphs[index].text)
    ]


def _squashed(text: str) -> str:
    """Letters and digits alone: "to-morrow" and "tomorrow" are one."""
    return re.sub(r"\W|_", "", text).casefold()


def span_of(document: Document, starts: Sequence[int], span: Range) -> tuple[int, int]:
    """A range in offsets of the document's text."""
    return (_offset(starts, span.start), _offset(starts, span.end))


def _offset(starts: Sequence[int], position: Position) -> int:
    return starts[position.paragraph] + position.offset
