"""The content of an article: what every reader of a format returns and everything else reads.

A `Document` is immutable. Its paragraphs' `text` is plain and already safe to show (see
`tread.core.clean`); annotations anchor to it, so a format's reader that changes it moves them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from tread.core.position import Position, Range, within

Kind = Literal[
    "heading", "paragraph", "quote", "list-item", "code", "table", "rule", "image", "caption", "footnote"
]
SpanStyle = Literal["strong", "emphasis", "code", "strike", "link", "superscript", "subscript"]
KINDS: tuple[Kind, ...] = get_args(Kind)

WORDS_PER_MINUTE = 230
"""Silent reading of English non-fiction: 238 words a minute (Brysbaert 2019), rounded down for news."""

CELL_SEPARATOR = " | "
"""What stands between two cells of a table's row in `Paragraph.text`; rows are parted by a newline."""

_FIRST_CJK = "\u3040"
_CJK_WORD = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_CJK_CHARACTERS_PER_WORD = 2


class Span(NamedTuple):
    """A styled run inside a paragraph: offsets in code points, end exclusive; `href` for links only."""

    start: int
    end: int
    style: SpanStyle
    href: str | None = None


class Paragraph(NamedTuple):
    """A block of an article.

    text: plain text; a newline in it is a line break the author meant (verse, code, a table's rows).
    level: a heading's rank (1-6), a list item's or a quote's depth (from 1), else None.
    marker: what a list item or a footnote is led by ("•", "3.", "☐", "[1]"); drawn, not part of the text.
    spans: by start; they may nest, they never cross the text's ends.
    target: an image's path or address, as written in the article.
    language: of code, as the article names it ("python"); empty where it does not.
    quoted: how many quotations it stands in, where it is not itself one (a list, code, a table).
    sides: of a table, where the article says so: at which side each column's cells stand, one of "<^>" a
        column, or a space for one of which nothing is said.
    """

    text: str
    kind: Kind = "paragraph"
    level: int | None = None
    marker: str = ""
    spans: tuple[Span, ...] = ()
    target: str = ""
    language: str = ""
    quoted: int = 0
    sides: str = ""

    @property
    def quotations(self) -> int:
        """How many quotations it stands in, a quotation's own counted."""
        return max(self.level or 1, 1) if self.kind == "quote" else self.quoted


@dataclass(frozen=True, slots=True)
class Document:
    """An article's content and what it says about itself; what is not known is empty, never guessed.

    format: the name of the format it was read from ("text", "markdown").
    notice: one sentence for the reader about how it was read ("encoding guessed: cp1252"), or empty.
    """

    paragraphs: Sequence[Paragraph]
    format: str = "text"
    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    source: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    notice: str = ""

    def text_of(self, span: Range) -> str:
        """The characters of a range; paragraphs are joined by a newline."""
        return "\n".join(
            self.paragraphs[part.start.paragraph].text[part.start.offset : part.end.offset]
            for part in self.slices(span)
        )

    def slices(self, span: Range) -> Iterator[Range]:
        """A range cut at paragraph borders: one range within one paragraph for each it touches."""
        first, last = span.start, span.end
        for index in range(first.paragraph, last.paragraph + 1):
            start = first.offset if index == first.paragraph else 0
            end = last.offset if index == last.paragraph else len(self.paragraphs[index].text)
            yield within(index, start, end)

    def whole(self, index: int) -> Range:
        """The range of a whole paragraph."""
        return within(index, 0, len(self.paragraphs[index].text))

    def trimmed(self, place: Range) -> Range:
        """A range without the white space, and without the paragraphs that hold nothing else, at its ends."""
        start, end = place
        while start < end:
            text = self.paragraphs[start.paragraph].text
            last = end.offset if start.paragraph == end.paragraph else len(text)
            piece = text[start.offset : last]
            if piece.strip():
                start = start._replace(offset=start.offset + len(piece) - len(piece.lstrip()))
                break
            start = Position(start.paragraph + 1, 0) if start.paragraph < end.paragraph else end
        while start < end:
            first = start.offset if start.paragraph == end.paragraph else 0
            piece = self.paragraphs[end.paragraph].text[first : end.offset]
            if piece.strip():
                return Range(start, end._replace(offset=first + len(piece.rstrip())))
            if end.paragraph == start.paragraph:
                return Range(start, start)
            end = Position(end.paragraph - 1, len(self.paragraphs[end.paragraph - 1].text))
        return Range(end, end)

    def clamp(self, position: Position) -> Position:
        """The nearest position that exists in this document (which must have a paragraph)."""
        index = min(max(position.paragraph, 0), len(self.paragraphs) - 1)
        return Position(index, min(max(position.offset, 0), len(self.paragraphs[index].text)))

    def heading_above(self, index: int) -> str:
        """The text of the nearest heading before paragraph `index`, or empty."""
        for above in range(index - 1, -1, -1):
            if self.paragraphs[above].kind == "heading":
                return self.paragraphs[above].text
        return ""


def word_count(text: str) -> int:
    """Words of a text; scripts without spaces count two characters a word."""
    words = len(text.split())
    if text.isascii() or max(text) < _FIRST_CJK:
        return words
    return words + len(re.findall(_CJK_WORD, text)) // _CJK_CHARACTERS_PER_WORD


def words(document: Document) -> int:
    """Words of a whole article."""
    return sum(word_count(paragraph.text) for paragraph in document.paragraphs)


def minutes(word_total: int) -> int:
    """Minutes to read so many words, at least 1 for anything at all."""
    return -(-word_total // WORDS_PER_MINUTE)
