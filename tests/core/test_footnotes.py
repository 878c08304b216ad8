"""Which footnotes a range refers to."""

from __future__ import annotations

import pytest

from tread.core.document import Document, Paragraph, Span
from tread.core.footnotes import references
from tread.core.position import Position, Range, within

TEXT = "One.[1] Two.[2] Three.[9]"
RAISED = tuple(Span(at, at + 3, "superscript") for at in (4, 12, 22))
DOCUMENT = Document(
    [
        Paragraph(TEXT, spans=RAISED),
        Paragraph("x\u00b2 and 2", spans=(Span(1, 2, "superscript"),)),
        Paragraph("first", "footnote", marker="[1]"),
        Paragraph("second", "footnote", marker="[2]"),
        Paragraph("more of it", "footnote"),
        Paragraph("item in it", "list-item", 1, "•"),
    ]
)


@pytest.mark.parametrize(
    ("start", "end", "notes"),
    [
        (0, 25, [(2,), (3, 4, 5)]),
        (0, 4, [(2,)]),
        (0, 7, [(2,)]),
        (8, 12, [(3, 4, 5)]),
        (5, 6, [(2,)]),
        (9, 10, [(2,), (3, 4, 5)]),
    ],
)
def test_the_references_in_or_at_a_range_are_found_else_those_of_its_paragraph(
    start: int, end: int, notes: list[tuple[int, ...]]
) -> None:
    assert [found.notes for found in references(DOCUMENT, within(0, start, end))] == notes


def test_a_reference_stands_where_it_is_drawn() -> None:
    first, second = references(DOCUMENT, Range(Position(0, 0), Position(1, 3)))
    assert (first.range, second.range) == (within(0, 4, 7), within(0, 12, 15))


def test_what_is_raised_for_another_reason_is_no_reference() -> None:
    assert references(DOCUMENT, within(1, 0, 8)) == []
    assert (
        references(Document([Paragraph("x[1]", spans=(Span(1, 4, "superscript"),))]), within(0, 0, 4)) == []
    )


def test_footnotes_are_looked_for_at_the_end_of_the_article_only() -> None:
    far = Document([DOCUMENT.paragraphs[0], *DOCUMENT.paragraphs[2:4], *[Paragraph("word")] * 500])
    assert references(far, within(0, 0, 25)) == []
