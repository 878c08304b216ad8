"""Articles before and after an edit, in marked text."""

from __future__ import annotations

from tread.core.anchor import Placed
from tread.core.document import Document, Paragraph
from tread.core.position import Position, Range


def article(*texts: str) -> Document:
    return Document(tuple(Paragraph(text) for text in texts))


def marked(*texts: str) -> tuple[Document, Range]:
    """An article and a range, from paragraphs with the range in square brackets."""
    start = end = Position(0, 0)
    plain = []
    for index, text in enumerate(texts):
        if "[" in text:
            start = Position(index, text.index("["))
            text = text.replace("[", "")
        if "]" in text:
            end = Position(index, text.index("]"))
            text = text.replace("]", "")
        plain.append(text)
    return article(*plain), Range(start, end)


def shown(document: Document, placed: Placed) -> tuple[str, ...] | None:
    """The article's paragraphs with the place in square brackets."""
    if placed.range is None:
        return None
    texts = [paragraph.text for paragraph in document.paragraphs]
    end, start = placed.range.end, placed.range.start
    texts[end.paragraph] = texts[end.paragraph][: end.offset] + "]" + texts[end.paragraph][end.offset :]
    texts[start.paragraph] = (
        texts[start.paragraph][: start.offset] + "[" + texts[start.paragraph][start.offset :]
    )
    return tuple(texts)
