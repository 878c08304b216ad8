import pytest
from marked import parse, render

from tread.core.document import Document, Paragraph
from tread.core.position import within
from tread.core.selection import Selection, extend, has_text, let_go, opening, selecting, swap_ends


@pytest.mark.parametrize(
    "marked",
    [
        "#[One.|]#\n\nTwo.",
        "---\n\n   \n\n#[One.|]#\n\nTwo.",
        "# #[Title|]#\n\nOne.",
    ],
)
def test_an_article_opens_on_its_first_paragraph_with_text(marked: str) -> None:
    document, expected = parse(marked)
    assert opening(document) == expected


@pytest.mark.parametrize("paragraphs", [(), (Paragraph(""), Paragraph("", "rule"))])
def test_an_article_without_text_opens_on_an_empty_range(paragraphs: tuple[Paragraph, ...]) -> None:
    document = Document(paragraphs)
    selection = opening(document)
    assert selection.range == within(0, 0, 0)
    assert let_go(document, selection).range == within(0, 0, 0)


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (Paragraph("a"), True),
        (Paragraph("alt text", "image"), True),
        (Paragraph(""), False),
        (Paragraph(" \n\u00a0"), False),
        (Paragraph("***", "rule"), False),
    ],
)
def test_rules_and_blank_paragraphs_have_no_text(paragraph: Paragraph, expected: bool) -> None:
    assert has_text(paragraph) is expected


def test_the_range_holds_anchor_and_head_in_either_order() -> None:
    first, second = within(0, 4, 9), within(2, 0, 3)
    for anchor, head in ((first, second), (second, first)):
        selected = Selection(anchor, head, "word", extending=True).range
        assert (selected.start, selected.end) == (first.start, second.end)


def test_extending_changes_nothing_until_a_motion() -> None:
    selection = selecting(within(0, 4, 9), "word")
    extended = extend(selection)
    assert extended.extending
    assert (extended.anchor, extended.head, extended.unit) == (selection.anchor, selection.head, "word")
    assert extend(extended) == extended


def test_swapping_ends_keeps_the_range_and_is_its_own_inverse() -> None:
    selection = Selection(within(0, 0, 3), within(1, 0, 4), "sentence", extending=True)
    swapped = swap_ends(selection)
    assert (swapped.anchor, swapped.head) == (selection.head, selection.anchor)
    assert swapped.range == selection.range
    assert swap_ends(swapped) == selection


def test_letting_go_keeps_the_head_first_and_then_its_paragraph() -> None:
    document, selection = parse("#(One)# two.\n\nThree #[four|]# five.", "word", extending=True)
    once = let_go(document, selection)
    assert render(document, once) == "One two.\n\nThree #[four|]# five."
    assert (once.unit, once.extending) == ("word", False)
    twice = let_go(document, once)
    assert render(document, twice) == "One two.\n\n#[Three four five.|]#"
    assert (twice.unit, twice.extending) == ("paragraph", False)
    assert let_go(document, twice) == twice


@pytest.mark.parametrize(
    "marked",
    [
        "The #[quick|]# fox.",
        "# #[Title|]#\n\n---\n\nOne.",
        "#(One)# two.\n\nThree #[four|]#.",
        "#(One #[two|]# three.)#",
        "#[One.\n\nTwo|]#.",
    ],
)
def test_marked_text_reads_back_what_it_writes(marked: str) -> None:
    assert render(*parse(marked)) == marked
