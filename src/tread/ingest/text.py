"""Plain text into documents: where a paragraph ends, what is a list, a verse or a table, what is the title.

Two habits are told apart (`tread.ingest.rows`): one paragraph a row, as in news copy, and rows broken at a
width with blank rows between paragraphs. Must never lose a word: what is not understood stays as it
stands, break for break. Only `tread.ingest` imports this module, and its reader of Markdown, for what
cannot be read as Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tread.core.clean import clean, clean_line
from tread.core.document import Document, Paragraph
from tread.ingest.credits import credits_of, is_credit, is_pointer, title
from tread.ingest.rows import (
    SENTENCE_END,
    break_width,
    dedent,
    indented_parts,
    is_broken,
    join,
    long_rows_apart,
    overruns,
    split_blocks,
)

NAME = "text"

_VERSE_ROWS = range(3, 41)
_VERSE_WIDTH = 60
_COLUMN_SHARE = 0.6

_ITEM = re.compile(r"( *)([-*+•·‣▪]|(\d{1,3})[.)]) +(?=\S*\w|\S+ +\S*\w)")
_WIDE_GAP = re.compile(r"\S {3,}\S")
_GRID = re.compile(r" *(?:\|.*\||\+[-=+]+\+|[-=]{3,}(?: +[-=]{3,})+) *$")


def read(text: str) -> Document:
    """The document of a plain text."""
    blocks = split_blocks(clean(text))
    width = _width(blocks)
    _part_head(blocks)
    _part_tail(blocks)
    document = _document(_all_paragraphs(blocks, width))
    return replace(document, paragraphs=tuple(document.paragraphs))


def begin(text: str) -> tuple[Document, int | None]:
    """The document of the first part of a long text, and the width its rows are broken at.

    What follows is read by `go_on`. The document's paragraphs are a list, for what follows to be added to.
    """
    blocks = split_blocks(clean(text))
    width = _width(blocks)
    _part_head(blocks)
    return _document(_all_paragraphs(blocks, width)), width


def go_on(text: str, width: int | None, *, is_last: bool) -> list[Paragraph]:
    """The paragraphs of another part of a long text; the parts are cut between rows, best at a blank one."""
    blocks = split_blocks(clean(text))
    if is_last:
        _part_tail(blocks)
    return _all_paragraphs(blocks, width)


def _all_paragraphs(blocks: Iterable[Sequence[str]], width: int | None) -> list[Paragraph]:
    """The paragraphs of some blocks; of a block of one row, which is what news copy has, at once."""
    paragraphs: list[Paragraph] = []
    for block in blocks:
        if len(block) == 1 and not _is_list(block):
            paragraphs.append(Paragraph(block[0].strip()))
        else:
            paragraphs += _paragraphs(block, width)
    return paragraphs


def _width(blocks: list[list[str]]) -> int | None:
    return break_width(block for block in blocks if not _is_list(block))


def _document(paragraphs: list[Paragraph]) -> Document:
    found = title(paragraphs)
    if found:
        paragraphs[0] = Paragraph(paragraphs[0].text, kind="heading", level=1)
    start = 1 if found else 0
    authors, published = credits_of(paragraphs[start : start + 2])
    return Document(paragraphs, format=NAME, title=clean_line(found), authors=authors, published=published)


def _part_head(blocks: list[list[str]]) -> None:
    """Parts a title from the byline or date right under it."""
    if not blocks:
        return
    head = blocks[0]
    last_credit = max((index for index, row in enumerate(head[:3]) if index and is_credit(row)), default=0)
    if last_credit:
        rest = head[last_credit + 1 :]
        blocks[:1] = [[row] for row in head[: last_credit + 1]] + ([rest] if rest else [])


def _part_tail(blocks: list[list[str]]) -> None:
    """Parts a closing pointer from what it closes."""
    tail = blocks[-1] if blocks else []
    if len(tail) > 1 and is_pointer(tail[-1]):
        blocks[-1:] = [tail[:-1], tail[-1:]]


def _paragraphs(block: Sequence[str], width: int | None) -> Iterator[Paragraph]:
    """The paragraphs of one block."""
    if len(block) > 1 and _is_columns(block):
        yield Paragraph(dedent(block), kind="code")
    elif width is None:
        if _is_verse(block):
            yield Paragraph(dedent(block))
        else:
            yield from _items(block)
    elif _is_list(block):
        yield from _items(block, joined=True)
    elif starts := _list_inside(block):
        yield from _paragraphs(block[:starts], width)
        yield from _items(block[starts:], joined=True)
    else:
        for part in indented_parts(block):
            yield from _prose(part, width)


def _prose(block: Sequence[str], width: int) -> Iterator[Paragraph]:
    """Rows broken at `width` joined again; a block whose breaks mean something is kept break for break."""
    for part in long_rows_apart(block, width):
        if len(part) == 1:
            yield Paragraph(part[0].strip())
        elif is_broken(part, width):
            paragraph = [part[0]]
            for row in part[1:]:
                # A paragraph without a blank row after it ends where a sentence does, short of the width.
                if SENTENCE_END.search(paragraph[-1]) and not overruns(paragraph[-1], row, width):
                    yield Paragraph(join(paragraph))
                    paragraph = []
                paragraph.append(row)
            yield Paragraph(join(paragraph))
        else:
            yield Paragraph(dedent(part))


def _is_list(block: Sequence[str]) -> bool:
    return bool(_ITEM.match(block[0]))


def _list_inside(block: Sequence[str]) -> int:
    """The index of the row where a list begins below its introduction, or 0.

    One row that begins with a dash may be prose: a list has two markers of one kind, or a colon before it.
    """
    for index, row in enumerate(block):
        found = _ITEM.match(row)
        if index and found:
            rest = [other for other in map(_ITEM.match, block[index + 1 :]) if other]
            if found[3]:
                begins = found[3] == "1" and any(other[3] == "2" for other in rest)
            else:
                begins = any(other[2] == found[2] for other in rest) or block[index - 1].endswith(":")
            return index if begins else 0
    return 0


def _items(rows: Sequence[str], *, joined: bool = False) -> Iterator[Paragraph]:
    """One paragraph a row, those led by a marker as list items; `joined`: the others continue an item."""
    lists: list[tuple[int, int]] = []  # the column and the last number of each open list, the outermost first
    item: list[str] = []
    marker = ""
    for row in rows:
        found = _ITEM.match(row)
        if joined and item and not (found and _is_next(found, lists)):
            item.append(row)
            continue
        if item:
            yield Paragraph(join(item), kind="list-item", level=len(lists), marker=marker)
            item = []
        if not found:
            lists.clear()
            yield Paragraph(row.strip())
            continue
        column, number = len(found[1]), int(found[3] or 0)
        while lists and column < lists[-1][0]:
            lists.pop()
        if lists and column <= lists[-1][0] + 1:
            lists[-1] = (lists[-1][0], number)
        else:
            lists.append((column, number))
        marker = found[2] if found[3] else "•"
        item = [row[found.end() :]]
    if item:
        yield Paragraph(join(item), kind="list-item", level=len(lists), marker=marker)


def _is_next(found: re.Match[str], lists: Sequence[tuple[int, int]]) -> bool:
    """Whether a marker begins an item: a number does when it is its list's next, or a new list's 1.

    So a year or a sum at the start of a row that continues an item does not begin another.
    """
    column, number = len(found[1]), int(found[3] or 0)
    last = next((last for place, last in reversed(lists) if abs(place - column) <= 1), 0)
    return not number or number == last + 1


def _is_verse(block: Sequence[str]) -> bool:
    """Whether short rows in a text of one paragraph a row belong together: few of them end a sentence."""
    if len(block) not in _VERSE_ROWS or any(len(row) > _VERSE_WIDTH for row in block):
        return False
    if any(map(_ITEM.match, block)):
        return False
    return sum(1 for row in block if SENTENCE_END.search(row)) * 2 < len(block)


def _is_columns(block: Sequence[str]) -> bool:
    """Whether the rows are a table's: most have a wide gap or are drawn with bars."""
    columns = sum(1 for row in block if ("   " in row and _WIDE_GAP.search(row)) or _GRID.match(row))
    return columns >= 2 and columns >= len(block) * _COLUMN_SHARE
