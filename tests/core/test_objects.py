"""Text objects: growing and shrinking through them, and selecting one by its name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import parse, render

from tread.core.document import Document, Paragraph, Span
from tread.core.objects import grow, select_object, shrink
from tread.core.position import Position, Range, within
from tread.core.selection import Selection, Unit, selecting

TEXT = "# Head\n\nOne. He said “it #[was|]# cold, but clear.” Then two.\n\nMore."


def ladder(marked: str) -> list[tuple[Unit, str]]:
    """What a selection grows through, as (unit, text)."""
    document, selection = parse(marked, "free")
    steps: list[tuple[Unit, str]] = []
    while (grown := grow(document, selection)) != selection:
        selection = grown
        steps.append((grown.unit, document.text_of(grown.range)))
    return steps


def test_a_selection_grows_from_the_word_to_the_article() -> None:
    assert ladder(TEXT) == [
        ("clause", "it was cold"),
        ("quotation", "it was cold, but clear."),
        ("quotation", "“it was cold, but clear.”"),
        ("sentence", "He said “it was cold, but clear.”"),
        ("paragraph", "One. He said “it was cold, but clear.” Then two."),
        ("section", "Head\nOne. He said “it was cold, but clear.” Then two.\nMore."),
    ]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("One #[tw|]#o three.", [("word", "two"), ("paragraph", "One two three.")]),
        ("One #[|]#two three.", [("word", "two"), ("paragraph", "One two three.")]),
        ("An elk. #[Came|]# by.\n\nEnd.", [
            ("sentence", "Came by."),
            ("paragraph", "An elk. Came by."),
            ("section", "An elk. Came by.\nEnd."),
        ]),
        ("An #[elk. Came|]# by. End.", [
            ("sentence", "An elk. Came by."),
            ("paragraph", "An elk. Came by. End."),
        ]),
        ("An elk. It #[came.\n\nThen|]# left. End.", [
            ("sentence", "It came.\nThen left."),
            ("paragraph", "An elk. It came.\nThen left. End."),
        ]),
        ("“Run. Far. #[Away|]#.” He ran.", [
            ("sentence", "Away.”"),
            ("quotation", "“Run. Far. Away.”"),
            ("paragraph", "“Run. Far. Away.” He ran."),
        ]),
    ],
)  # fmt: skip
def test_growing_takes_the_smallest_that_holds_more(
    marked: str, expected: list[tuple[Unit, str]] | None
) -> None:
    if expected is not None:
        assert ladder(marked) == expected


def test_sections_grow_by_the_levels_of_their_headings() -> None:
    document = Document(
        [
            Paragraph("Before."),
            Paragraph("One", "heading", 1),
            Paragraph("One A", "heading", 2),
            Paragraph("Text."),
            Paragraph("One B", "heading", 2),
            Paragraph("Two", "heading", 1),
            Paragraph("End."),
        ]
    )
    selection = selecting(document.whole(3), "paragraph")
    bounds = []
    while (grown := grow(document, selection)) != selection:
        selection = grown
        bounds.append((grown.range.start.paragraph, grown.range.end.paragraph))
    assert bounds == [(2, 3), (1, 4), (0, 6)]


def test_shrinking_goes_back_exactly_the_way_it_grew() -> None:
    document, selection = parse(TEXT, "free")
    path = [selection]
    while (grown := grow(document, path[-1])) != path[-1]:
        path.append(grown)
    for earlier in reversed(path[:-1]):
        selection = shrink(document, path.pop())
        assert selection == earlier


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("#[One two. Three.|]#", "#[One two.|]# Three."),
        ("#[One two.|]# Three.", "#[One|]# two. Three."),
        ("#[“One two,” she said. Three.|]#", "#[“One two,” she said.|]# Three."),
        ("#[One, and two.|]#", "#[One|]#, and two."),
        ("#[One|]#", "#[One|]#"),
        ("#[One two.\n\nThree.|]#\n\nB.", "#[One two.|]#\n\nThree.\n\nB."),
    ],
)
def test_shrinking_what_was_not_grown_takes_the_largest_at_its_start(marked: str, expected: str) -> None:
    document, selection = parse(marked)
    assert render(document, shrink(document, selection)) == expected


CASES: list[tuple[str, Unit, str, str]] = [
    ("One #[t|]#wo three.", "word", "One #[two|]# three.", "One #[two |]#three."),
    ("One #[thre|]#e", "word", "One #[three|]#", "One#[ three|]#"),
    ("One. T#[w|]#o. Three.", "sentence", "One. #[Two.|]# Three.", "One. #[Two. |]#Three."),
    ("One, t#[w|]#o.", "clause", "One, #[two.|]#", "One, #[two.|]#"),
    ("He “sa#[i|]#d” it.", "quotation", "He “#[said|]#” it.", "He #[“said”|]# it."),
    ("He “a ‘#[b|]#’ c” d.", "quotation", "He “#[a ‘b’ c|]#” d.", "He “a #[‘b’|]# c” d."),
    ("He #[said|]# it.", "quotation", "He #[said|]# it.", "He #[said|]# it."),
    (
        "One.\n\nTw#[o|]#.\n\nThree.",
        "paragraph",
        "One.\n\n#[Two.|]#\n\nThree.",
        "One.\n\n#[Two.|]#\n\nThree.",
    ),
    ("# H\n\nO#[n|]#e.\n\nTwo.", "section", "# H\n\n#[One.\n\nTwo.|]#", "# #[H\n\nOne.\n\nTwo.|]#"),
]


@pytest.mark.parametrize(("marked", "unit", "inside", "around"), CASES)
def test_an_object_is_selected_without_and_with_what_surrounds_it(
    marked: str, unit: Unit, inside: str, around: str
) -> None:
    document, selection = parse(marked, "free")
    assert render(document, select_object(document, selection, unit, "inside")) == inside
    assert render(document, select_object(document, selection, unit, "around")) == around


def test_a_quotation_selected_again_is_the_one_around_it() -> None:
    document, selection = parse("He “a ‘b#[|]#’ c” d.", "free")
    found = []
    for _ in range(3):
        selection = select_object(document, selection, "quotation", "inside")
        found.append(document.text_of(selection.range))
    assert found == ["b", "a ‘b’ c", "a ‘b’ c"]


def test_a_link_is_selected_from_anywhere_in_it() -> None:
    document = Document([Paragraph("See the map here.", spans=(Span(4, 11, "link", "https://example.org"),))])
    found = select_object(document, selecting(within(0, 8, 9), "free"), "link", "inside")
    assert (found.unit, found.range) == ("link", within(0, 4, 11))
    outside = selecting(within(0, 12, 13), "free")
    assert select_object(document, outside, "link", "inside") == outside


def test_nothing_grows_in_an_empty_article() -> None:
    document, selection = Document([]), selecting(within(0, 0, 0), "paragraph")
    assert grow(document, selection) == shrink(document, selection) == selection


texts = st.lists(st.text(st.sampled_from("ab.,;“”‘’\"' —()"), max_size=20), min_size=1, max_size=4).map(
    lambda parts: Document([Paragraph(part) for part in parts])
)


@given(texts, st.data())
def test_growing_always_holds_more_and_always_goes_back(document: Document, data: st.DataObject) -> None:
    def position() -> Position:
        index = data.draw(st.integers(0, len(document.paragraphs) - 1))
        return Position(index, data.draw(st.integers(0, len(document.paragraphs[index].text))))

    ends = sorted((position(), position()))
    selection: Selection = selecting(Range(*ends), "free")
    for _ in range(12):
        grown = grow(document, selection)
        if grown == selection:
            break
        assert grown.range.contains(selection.range)
        assert grown.range != selection.range
        assert shrink(document, grown) == selection
        selection = grown
    else:
        raise AssertionError("it grew without an end")
    assert selection.range.contains(Range(*ends))
    shrunk = shrink(document, selecting(selection.range, "free"))
    assert selection.range.contains(shrunk.range)
