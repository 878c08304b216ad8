"""The rows of a plain text: were they broken at a width, and how to join them again.

A row is a line of the file; a block is a run of rows that are not blank. Must never change a word. Only
`tread.ingest.text` imports this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

_SAMPLE_BLOCKS = 2_000
_SAMPLE_ROWS = 20_000
_NARROWEST, _WIDEST = 30, 116
"""Widths that text is broken at by hand or by a program, in characters."""
_SLACK = 10
_OVERSHOOT = 5
_STANDS_ALONE = 20
_BROKEN_SHARE = 0.7
_NARROW_SHARE = 0.95
_NARROW_PAIRS = 4
_LOWER_SHARE = 0.6
_LOWER_WIDTH = 45
_WRAPPED_SHARE = 0.25
_SENTENCE_SHARE = 0.5

SENTENCE_END = re.compile(r"[.!?:…。！？][\"'”’»)\]」』]*$")
"""The end of a row that ends a sentence, or announces what follows."""

_CJK = "[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]"
_FIRST_CJK = "\u3000"
_FIRST_WORD = re.compile(r"\S*")
_DASH_AT_END = re.compile(r"\w(?:--|[-–—])$")


def split_blocks(text: str) -> list[list[str]]:
    """The runs of rows that are not blank, white space at the ends of rows cut off."""
    blocks: list[list[str]] = []
    block: list[str] = []
    for row in text.split("\n"):
        row = row.rstrip()
        if row:
            block.append(row)
        elif block:
            blocks.append(block)
            block = []
    if block:
        blocks.append(block)
    return blocks


def break_width(blocks: Iterable[Sequence[str]]) -> int | None:
    """The width that these blocks' rows were broken at, in characters; None when each row is a paragraph.

    Decided on a sample: the first 2,000 blocks, and the first 20,000 rows of each.
    """
    several = [block[:_SAMPLE_ROWS] for block in islice(blocks, _SAMPLE_BLOCKS) if len(block) > 1]
    lengths = sorted(len(row) for block in several for row in block[:-1] if _NARROWEST <= len(row) <= _WIDEST)
    if not lengths:
        return None
    width = lengths[len(lengths) * 98 // 100]
    broken = [block for block in several if is_broken(block, width)]
    if sum(map(len, broken)) < sum(map(len, several)) * _WRAPPED_SHARE:
        return None
    # A row of news copy ends where its sentence does; one that was broken at a width seldom does.
    breaks = [row for block in broken for row in block[:-1]]
    sentences = sum(1 for row in breaks if SENTENCE_END.search(row))
    return width if sentences < len(breaks) * _SENTENCE_SHARE else None


def is_broken(block: Sequence[str], width: int) -> bool:
    """Whether a greedy wrapper would have made this block's breaks: each next word did not fit.

    A block narrower than the text (a verse, an inset quotation) is held to its own width, without slack.
    """
    pairs = list(pairwise(block))
    if sum(_did_not_fit(a, b, width) for a, b in pairs) >= len(pairs) * _BROKEN_SHARE:
        return True
    widest = max(map(len, block))
    if widest < width - _SLACK and len(pairs) >= _NARROW_PAIRS:
        exact = sum(len(a) + 1 + _first_word(b) > widest for a, b in pairs)
        if exact >= len(pairs) * _NARROW_SHARE:
            return True
    lower = sum(b.lstrip()[0].islower() for _, b in pairs)
    return (
        lower >= len(pairs) * _LOWER_SHARE
        and middle([len(a) for a, _ in pairs]) > _LOWER_WIDTH
        and widest <= width + _OVERSHOOT
        and bool(SENTENCE_END.search(block[-1]))
    )


def _is_cjk(character: str) -> bool:
    # Compiled when the first such character comes: it takes 2 ms.
    return character >= _FIRST_CJK and re.match(_CJK, character) is not None


def middle(lengths: Sequence[int]) -> int:
    """The middle one of some lengths; the upper of two (`statistics.median` takes long to import)."""
    return sorted(lengths)[len(lengths) // 2]


def _did_not_fit(row: str, following: str, width: int) -> bool:
    """Whether the first word of `following` would have overrun `width` behind `row`."""
    longest = width + _OVERSHOOT
    if len(row) > longest or len(following) > longest:
        return False
    return overruns(row, following, width)


def overruns(row: str, following: str, width: int) -> bool:
    """Whether `row` has no room, give or take, for the first word of the row after it."""
    return len(row) + 1 + _first_word(following) > width - _SLACK


def _first_word(row: str) -> int:
    """The length of the first thing in a row that cannot be broken: a word, or one CJK character."""
    row = row.lstrip()
    if _is_cjk(row[:1]):
        return 1
    found = _FIRST_WORD.match(row)
    return len(found[0]) if found else 0


def long_rows_apart(block: Sequence[str], width: int) -> Iterator[Sequence[str]]:
    """The block cut so that a row much longer than the width stands alone."""
    start = 0
    for index, row in enumerate(block):
        if len(row) > width + _STANDS_ALONE:
            if start < index:
                yield block[start:index]
            yield block[index : index + 1]
            start = index + 1
    if start < len(block):
        yield block[start:]


def indented_parts(block: Sequence[str]) -> Iterator[Sequence[str]]:
    """The block cut at each indented row, where an indent stands for a new paragraph.

    It does where there are two depths, at least two apart, and either the block begins with the deeper or
    each indented row follows the end of a sentence (else it is a hanging indent or a verse).
    """
    depths = [indent(row) for row in block]
    base, deep = min(depths), max(depths)
    marked = deep - base >= 2 and set(depths) == {base, deep}
    firsts = [index for index, depth in enumerate(depths) if index and depth == deep]
    begins_deep = depths[0] == deep
    ends = all(SENTENCE_END.search(block[index - 1]) for index in firsts)
    if not marked or not (begins_deep or (ends and len(firsts) > 1)) or len(firsts) * 2 > len(block):
        yield block
        return
    start = 0
    for index in (*firsts, len(block)):
        part = list(block[start:index])
        yield [part[0].lstrip(), *part[1:]] if len(part) > 1 else part
        start = index


def join(rows: Sequence[str]) -> str:
    """Rows as one; no space between CJK characters, nor after a word's hyphen or dash at the end of a row."""
    text = rows[0].strip()
    parts = [text]
    for row in rows[1:]:
        row = row.strip()
        tight = (_is_cjk(text[-1:]) and _is_cjk(row[:1])) or (_DASH_AT_END.search(text) and row[0].isalnum())
        parts.append(row if tight else f" {row}")
        text = row
    return "".join(parts)


def dedent(rows: Sequence[str]) -> str:
    """Rows as they stand, without the indent that all of them share."""
    shared = min(map(indent, rows))
    return "\n".join(row[shared:] for row in rows)


def indent(row: str) -> int:
    """How many blanks a row begins with."""
    return len(row) - len(row.lstrip())
