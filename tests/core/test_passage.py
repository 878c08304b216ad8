from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import parse

from tread.core.document import Document, Paragraph
from tread.core.passage import Passage
from tread.core.position import Position, Range, within
from tread.core.selection import Unit

CASES: list[tuple[str, Unit, str, str]] = [
    ("paragraph above", "word", "One.\n\nThe #[quick|]# fox.", "Zero.\n\nOne.\n\nThe #[quick|]# fox."),
    ("paragraph below", "word", "The #[quick|]# fox.", "The #[quick|]# fox.\n\nMore."),
    ("paragraph gone above", "word", "One.\n\nTwo.\n\nThe #[quick|]# fox.", "Two.\n\nThe #[quick|]# fox."),
    ("words before", "word", "The #[quick|]# fox.", "See: the very #[quick|]# fox."),
    ("words after", "word", "The #[quick|]# fox.", "The #[quick|]# brown fox."),
    ("words on both sides", "sentence", "A b. #[C d.|]# E f.", "A x. #[C d.|]# E y."),
    ("between edits", "word", "aa bb #[quick fox|]# cc dd", "aa xx bb #[quick fox|]# cc yy dd"),
    ("moved down", "word", "The #[quick|]# fox.\n\nB.\n\nC.", "B.\n\nC.\n\nThe #[quick|]# fox."),
    (
        "moved and another edited",
        "word",
        "The #[quick|]# fox.\n\nB b.\n\nC.",
        "B x.\n\nC.\n\nThe #[quick|]# fox.",
    ),
    (
        "edited beside a new one",
        "word",
        "A.\n\nThe #[quick|]# fox ran.\n\nB.",
        "A.\n\nNew.\n\nThe #[quick|]# fox sat.\n\nB.",
    ),
    (
        "whole paragraph edited",
        "paragraph",
        "A.\n\n#[The quick fox.|]#\n\nB.",
        "A.\n\n#[The slow fox.|]#\n\nB.",
    ),
    (
        "whole paragraph moved",
        "paragraph",
        "#[The quick fox.|]#\n\nB.\n\nC.",
        "B.\n\n#[The quick fox.|]#\n\nC.",
    ),
    ("paragraph gone", "paragraph", "A.\n\n#[The quick fox.|]#\n\nB.", "A.\n\n#[B.|]#"),
    ("last paragraph gone", "paragraph", "A.\n\n#[The quick fox.|]#", "#[A.|]#"),
    ("word gone", "word", "A.\n\nThe #[quick|]# fox.", "A.\n\n#[The fox.|]#"),
    (
        "among copies",
        "word",
        "A.\n\nSame.\n\nB.\n\n#[Same|]#.\n\nC.",
        "A.\n\nSame.\n\nX.\n\nB.\n\n#[Same|]#.\n\nC.",
    ),
    (
        "over two paragraphs",
        "free",
        "A.\n\nOne #[two.\n\nThree|]# four.",
        "Z.\n\nA.\n\nOne #[two.\n\nThree|]# four.",
    ),
    ("everything new", "paragraph", "#[Once upon a time.|]#\n\nB.", "#[Something else altogether.|]#"),
    ("a rule in its place", "paragraph", "A.\n\n#[The quick fox.|]#\n\nB.", "A.\n\n---\n\n#[B.|]#"),
]


@pytest.mark.parametrize("case, unit, old, new", CASES, ids=[case[0] for case in CASES])
def test_the_selection_stays_on_its_words_or_goes_to_the_nearest_paragraph(
    case: str, unit: Unit, old: str, new: str
) -> None:
    before, selection = parse(old, unit)
    after, wanted = parse(new, unit)
    found = Passage(before.paragraphs, after).selection(selection)
    assert after.text_of(found.range) == after.text_of(wanted.range)
    assert found.range == wanted.range


def test_an_article_that_was_emptied_has_no_place_but_its_start() -> None:
    before, selection = parse("A.\n\n#[B.|]#")
    passage = Passage(before.paragraphs, Document(()))
    assert passage.selection(selection).range == within(0, 0, 0)
    assert passage.position(Position(1, 1)) == Position(0, 0)


def test_an_article_that_was_empty_has_its_first_paragraph_selected() -> None:
    before, selection = parse("#[A.|]#")
    assert Passage((), before).selection(selection).range == within(0, 0, 2)


def test_what_is_added_at_the_end_is_told_from_what_changes_the_text() -> None:
    old = _paragraphs("A", "B")
    assert Passage(old, Document(_paragraphs("A", "B", "C"))).only_adds
    assert not Passage(old, Document(_paragraphs("A", "B"))).only_adds
    assert not Passage(old, Document(_paragraphs("A", "C", "B"))).only_adds
    assert Passage(old, Document(_paragraphs("A", "B"))).is_same
    assert not Passage(old, Document(_paragraphs("A"))).is_same


def test_words_that_are_gone_are_not_kept() -> None:
    passage = Passage(_paragraphs("The quick fox.", "B."), Document(_paragraphs("The fox.", "B.")))
    assert not passage.keeps(within(0, 4, 9))
    assert passage.keeps(within(0, 10, 13))
    assert passage.keeps(Range(Position(0, 10), Position(1, 2)))


def test_a_very_long_paragraph_is_passed_over_without_a_step_a_character() -> None:
    long = "word " * 400_000
    passage = Passage(_paragraphs(long), Document(_paragraphs("New. " + long)))
    assert passage.position(Position(0, 1_000_000)) == Position(0, 1_000_005)


texts = st.lists(st.sampled_from(["", "A a.", "B b.", "C c.", "D d e f.", "A a.", "x", "x y"]), max_size=12)


@given(texts, texts, st.data())
def test_every_position_passes_to_one_that_exists(
    old: list[str], new: list[str], data: st.DataObject
) -> None:
    document = Document(_paragraphs(*new))
    passage = Passage(_paragraphs(*old), document)
    for index, text in enumerate(old):
        offset = data.draw(st.integers(0, len(text)))
        found = passage.position(Position(index, offset))
        assert found == (document.clamp(found) if new else Position(0, 0))


@given(texts)
def test_nothing_moves_in_an_article_that_is_the_same(old: list[str]) -> None:
    paragraphs = _paragraphs(*old)
    passage = Passage(paragraphs, Document(_paragraphs(*old)))
    for index, text in enumerate(old):
        for offset in range(len(text) + 1):
            assert passage.position(Position(index, offset)) == Position(index, offset)


@given(st.lists(st.text("abc ", max_size=8), unique=True, max_size=10), st.data())
def test_a_paragraph_that_nothing_was_done_to_is_found_wherever_it_went(
    old: list[str], data: st.DataObject
) -> None:
    new = data.draw(st.permutations(old))
    passage = Passage(_paragraphs(*old), Document(_paragraphs(*new)))
    for index, text in enumerate(old):
        if text:
            assert passage.position(Position(index, 0)) == Position(new.index(text), 0)


def _paragraphs(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text) for text in texts)
