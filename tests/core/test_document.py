"""A document's text by range, and what is counted in it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.document import Document, Paragraph, minutes, word_count, words
from tread.core.position import Position, Range, within

texts = st.lists(st.text("ab \n世", max_size=6), min_size=1, max_size=5)


@dataclass(frozen=True)
class Marked:
    """A document, a range in it, and the characters of that range."""

    document: Document
    range: Range
    exact: str


@st.composite
def marked_documents(draw: st.DrawFn) -> Marked:
    """A range, drawn as two places in the paragraphs' texts joined by newlines."""
    paragraphs = draw(texts)
    flat = "\n".join(paragraphs)
    start, end = sorted(draw(st.tuples(st.integers(0, len(flat)), st.integers(0, len(flat)))))
    gaps = [
        Position(index, offset) for index, text in enumerate(paragraphs) for offset in range(len(text) + 1)
    ]
    return Marked(
        Document([Paragraph(text) for text in paragraphs]), Range(gaps[start], gaps[end]), flat[start:end]
    )


@given(marked_documents())
def test_the_text_of_a_range_joins_its_paragraphs_with_a_newline(marked: Marked) -> None:
    assert marked.document.text_of(marked.range) == marked.exact


@given(marked_documents())
def test_slices_are_one_to_a_paragraph_and_touch_end_to_end(marked: Marked) -> None:
    document, whole = marked.document, marked.range
    slices = list(document.slices(whole))
    assert [part.start.paragraph for part in slices] == [part.end.paragraph for part in slices]
    assert [part.start.paragraph for part in slices] == list(
        range(whole.start.paragraph, whole.end.paragraph + 1)
    )
    assert slices[0].start == whole.start and slices[-1].end == whole.end
    for part in slices[1:]:
        assert part.start.offset == 0
    for part in slices[:-1]:
        assert part.end == document.whole(part.end.paragraph).end


@given(texts, st.integers(-2, 7), st.integers(-2, 9))
def test_clamp_gives_a_position_that_exists_and_leaves_those_alone(
    paragraphs: list[str], paragraph: int, offset: int
) -> None:
    document = Document([Paragraph(text) for text in paragraphs])
    position = Position(paragraph, offset)
    clamped = document.clamp(position)
    assert 0 <= clamped.paragraph < len(paragraphs)
    assert 0 <= clamped.offset <= len(paragraphs[clamped.paragraph])
    if 0 <= paragraph < len(paragraphs) and 0 <= offset <= len(paragraphs[paragraph]):
        assert clamped == position
    assert document.clamp(clamped) == clamped


def test_the_whole_of_a_paragraph_is_its_text() -> None:
    document = Document([Paragraph("one"), Paragraph(""), Paragraph("three")])
    assert [document.text_of(document.whole(index)) for index in range(3)] == ["one", "", "three"]
    assert document.whole(2) == within(2, 0, 5)


@pytest.mark.parametrize(("index", "heading"), [(0, ""), (1, ""), (2, "A"), (3, "A"), (4, "B"), (5, "B")])
def test_the_heading_above_is_the_nearest_before_and_not_the_paragraph_itself(
    index: int, heading: str
) -> None:
    kinds = [("x", "paragraph"), ("A", "heading"), ("y", "paragraph"), ("B", "heading"), ("z", "paragraph")]
    document = Document(
        tuple(Paragraph(text, "heading" if kind == "heading" else "paragraph") for text, kind in kinds)
    )
    assert document.heading_above(index) == heading


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" \n ", 0),
        ("one", 1),
        ("one two\nthree", 3),
        ("“Ein Wort”, sagte sie — nein", 6),
        ("日本語の文章", 1 + 3),
        ("한국어 문장", 2),
    ],
)
def test_words_are_counted_by_spaces_and_two_cjk_characters_a_word(text: str, count: int) -> None:
    assert word_count(text) == count


def test_the_words_of_an_article_are_those_of_its_paragraphs() -> None:
    assert words(Document([Paragraph("one two"), Paragraph("three")])) == 3


@pytest.mark.parametrize(("total", "expected"), [(0, 0), (1, 1), (230, 1), (231, 2), (2300, 10)])
def test_minutes_round_up_and_nothing_takes_no_time(total: int, expected: int) -> None:
    assert minutes(total) == expected
