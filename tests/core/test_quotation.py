"""Quotations: opening and closing marks told apart from each other and from apostrophes."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.document import Document, Paragraph
from tread.core.position import Position, Range, within
from tread.core.quotation import next_quotation, previous_quotation, quotations


def held(text: str) -> list[str]:
    """The quotations that hold the | in a text, the innermost first, without their marks."""
    at = text.index("|")
    document = Document([Paragraph(text.replace("|", ""))])
    return [document.text_of(one.inner) for one in quotations(document, within(0, at, at))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “it was | cold” and left.", ["it was  cold"]),
        ("He |said “it was cold” and left.", []),
        ("He said “it was cold” and |left.", []),
        ("Er sagte „es |war kalt“ und ging.", ["es war kalt"]),
        ("Powiedział „było |zimno” i wyszedł.", ["było zimno"]),
        ("Il a dit « il faisait |froid » et partit.", [" il faisait froid "]),
        ("Er sagte »es |war kalt« und ging.", ["es war kalt"]),
        ("Han sa ”det |var kallt” och gick.", ["det var kallt"]),
        ("Er sagte ‚es |war kalt‘ und ging.", ["es war kalt"]),
        ("他说「天气|很冷」就走了。", ["天气很冷"]),
        ("彼は『|寒い』と言った。", ["寒い"]),
        ('He said "it was |cold" and left.', ["it was cold"]),
        ('One "a" and two "|b" here.', ["b"]),
        ('A 6" |pipe and "a word" of it.', []),
        ('A 6" pipe and "a |word" of it.', ["a word"]),
        ("He said 'it was |cold' and left.", ["it was cold"]),
        ("He didn’t |say it wasn’t cold.", []),
        ("He didn't |say it wasn't cold.", []),
        ("He said ‘it |wasn’t cold’ and left.", ["it wasn’t cold"]),
        ("He said ‘the boys’ bikes |are gone’ and left.", ["the boys’ bikes are gone"]),
        ("The ‘boys’ and |the ‘girls’ left.", []),
        ("The ‘boys’ and the ‘|girls’ left.", ["girls"]),
        ("“He said ‘it was |cold’ to me,” she wrote.", ["it was cold", "He said ‘it was cold’ to me,"]),
        ("“He said ‘it was cold’ |to me,” she wrote.", ["He said ‘it was cold’ to me,"]),
        ("«Ella dijo “hace |frío” ayer», contó.", ["hace frío", "Ella dijo “hace frío” ayer"]),
        ("「彼は『寒|い』と言った」と書いた。", ["寒い", "彼は『寒い』と言った"]),
        ("the ’90s |were ’tis said good", []),
        ("“Rock ’n’ |roll,” he said.", ["Rock ’n’ roll,"]),
        ("“Get 'em |out,” he said.", ["Get 'em out,"]),
        ("A quotation “that |never ends.", []),
        ("It was “|”.", [""]),
        ("(“so |it goes”)", ["so it goes"]),
        ("|“All of it.”", ["All of it."]),
        ("“All of it.”|", ["All of it."]),
        ("“One.”|“Two.”", ["Two."]),
    ],
)
def test_the_quotations_that_hold_a_place(text: str, expected: list[str]) -> None:
    assert held(text) == expected


RUN = Document(
    [
        Paragraph("Before."),
        Paragraph("She said: “It was cold."),
        Paragraph("“Nobody ‘came’ by."),
        Paragraph("“We left.” So they did."),
        Paragraph("“Another one.”"),
    ]
)


@pytest.mark.parametrize("index", [1, 2, 3])
def test_a_quotation_over_several_paragraphs_is_one(index: int) -> None:
    place = within(index, 11, 12) if index == 1 else within(index, 1, 2)
    found = quotations(RUN, place)[-1]
    assert found.outer == Range(Position(1, 10), Position(3, 10))
    assert found.inner == Range(Position(1, 11), Position(3, 9))


def test_a_quotation_within_a_paragraph_of_several_comes_first() -> None:
    inner, outer = quotations(RUN, within(2, 10, 11))
    assert RUN.text_of(inner.inner) == "came"
    assert outer.outer.start.paragraph == 1


def test_a_selection_over_paragraphs_of_a_quotation_is_held_by_it() -> None:
    (found,) = quotations(RUN, Range(Position(1, 12), Position(2, 4)))
    assert found.outer == Range(Position(1, 10), Position(3, 10))
    assert quotations(RUN, Range(Position(0, 0), Position(2, 4))) == []


def test_a_quotation_that_is_never_closed_ends_with_its_last_paragraph() -> None:
    document = Document([Paragraph("“One."), Paragraph(""), Paragraph("“Two."), Paragraph("Three.")])
    (found,) = quotations(document, within(2, 1, 2))
    assert found.outer == found.inner._replace(start=Position(0, 0)) == Range(Position(0, 0), Position(2, 5))


def test_a_heading_between_ends_a_quotation() -> None:
    document = Document([Paragraph("“One."), Paragraph("“Head", "heading", 2), Paragraph("“Two.”")])
    (found,) = quotations(document, within(2, 1, 2))
    assert found.outer == within(2, 0, 6)


def test_a_quotation_is_found_far_inside_a_very_long_paragraph() -> None:
    text = "word " * 100_000 + "“a quotation here” " + "word " * 100_000
    at = text.index("quotation")
    (found,) = quotations(Document([Paragraph(text)]), within(0, at, at + 9))
    assert text[found.inner.start.offset : found.inner.end.offset] == "a quotation here"


PIECES = st.lists(
    st.sampled_from([*"“”„«»‹›‘’‚\"'「」『』", " ", "word", "don’t", "s", ".", ",", "寒"]), max_size=30
)


@given(PIECES, st.data())
def test_quotations_nest_and_hold_the_place(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    at = data.draw(st.integers(0, len(text)))
    found = quotations(Document([Paragraph(text)]), within(0, at, at))
    for inner, outer in itertools.pairwise(found):
        assert outer.outer.contains(inner.outer)
        assert outer.outer != inner.outer
    for one in found:
        assert one.outer.start.offset <= at <= one.outer.end.offset
        assert (
            one.inner.end.offset - one.inner.start.offset == one.outer.end.offset - one.outer.start.offset - 2
        )


SEVERAL = Document(
    [
        Paragraph("“One ‘a’ b” and “two”."),
        Paragraph('None, and 6" of it.'),
        Paragraph("She said: “It was cold."),
        Paragraph("“We left.” So they did, “soon”."),
    ]
)


def test_quotations_follow_one_another() -> None:
    place, found = Position(0, 0), []
    while (one := next_quotation(SEVERAL, place)) is not None:
        found.append(SEVERAL.text_of(one.inner))
        place = one.outer.end
    assert found == ["One ‘a’ b", "two", "It was cold.\n“We left.", "soon"]


def test_quotations_precede_one_another() -> None:
    place, found = SEVERAL.whole(3).end, []
    while (one := previous_quotation(SEVERAL, place)) is not None:
        found.append(SEVERAL.text_of(one.inner))
        place = one.outer.start
    assert found == ["soon", "It was cold.\n“We left.", "two", "One ‘a’ b"]


def test_an_article_without_quotations_has_no_next_one() -> None:
    assert next_quotation(Document([Paragraph("None.")]), Position(0, 0)) is None
    assert next_quotation(Document([]), Position(0, 0)) is None
    assert previous_quotation(Document([]), Position(0, 0)) is None
