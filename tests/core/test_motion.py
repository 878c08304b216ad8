import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import parse, render

from tread.core import motion
from tread.core.document import Document, Kind, Paragraph
from tread.core.position import Position, Range, within
from tread.core.selection import Selection, Unit, extend, has_text, opening, selecting, swap_ends

Motion = Callable[[Document, Selection, int], Selection]

MOTIONS: dict[str, Motion] = {
    "j": motion.next_paragraph,
    "k": motion.previous_paragraph,
    "l": motion.next_sentence,
    "h": motion.previous_sentence,
    "w": motion.next_word,
    "b": motion.previous_word,
    "}": motion.next_heading,
    "{": motion.previous_heading,
    "g": motion.first_paragraph,
    "G": motion.last_paragraph,
    '"': motion.next_quotation,
    "Q": motion.previous_quotation,
}
UNITS: dict[str, Unit] = {
    "j": "paragraph",
    "k": "paragraph",
    "l": "sentence",
    "h": "sentence",
    "w": "word",
    "b": "word",
    "}": "paragraph",
    "{": "paragraph",
    "g": "paragraph",
    "G": "paragraph",
    '"': "quotation",
    "Q": "quotation",
}


def press(document: Document, selection: Selection, keys: str) -> Selection:
    """The selection after keys; a number before one repeats it, `v` extends, `o` swaps ends."""
    for count, key in re.findall(r"(\d*)(\D)", keys):
        if key == "v":
            selection = extend(selection)
        elif key == "o":
            selection = swap_ends(selection)
        else:
            selection = MOTIONS[key](document, selection, int(count or 1))
    return selection


CASES: list[tuple[str, Unit, str, str]] = [
    # quotations
    ("#[A “b” c.|]#\n\n“D.”", "paragraph", '"', "A “#[b|]#” c.\n\n“D.”"),
    ("A “#[b|]#” c.\n\n“D.”", "quotation", '"', "A “b” c.\n\n“#[D.|]#”"),
    ("A “b” c.\n\n“#[D.|]#”", "quotation", "Q", "A “#[b|]#” c.\n\n“D.”"),
    ("#[A “b” and “c”.|]#", "paragraph", "Q", "A “b” and “#[c|]#”."),
    ("#[A “b” and “c”.|]#", "paragraph", '2"', "A “b” and “#[c|]#”."),
    ("#[None.|]#", "paragraph", '"', "#[None.|]#"),
    # paragraphs
    ("#[One.|]#\n\nTwo.", "paragraph", "j", "One.\n\n#[Two.|]#"),
    ("One.\n\n#[Two.|]#", "paragraph", "k", "#[One.|]#\n\nTwo."),
    ("#[One.|]#\n\n---\n\n \n\nTwo.", "paragraph", "j", "One.\n\n---\n\n \n\n#[Two.|]#"),
    ("One.\n\n---\n\n\n\n#[Two.|]#", "paragraph", "k", "#[One.|]#\n\n---\n\n\n\nTwo."),
    ("One.\n\n#[Two.|]#", "paragraph", "j", "One.\n\n#[Two.|]#"),
    ("#[One.|]#\n\nTwo.", "paragraph", "k", "#[One.|]#\n\nTwo."),
    ("#[One.|]#\n\nTwo.\n\nThree.\n\nFour.", "paragraph", "2j", "One.\n\nTwo.\n\n#[Three.|]#\n\nFour."),
    ("#[One.|]#\n\nTwo.\n\nThree.", "paragraph", "999999999999j", "One.\n\nTwo.\n\n#[Three.|]#"),
    ("One.\n\nTwo #[and|]# two.\n\nThree.", "word", "j", "One.\n\nTwo and two.\n\n#[Three.|]#"),
    ("One.\n\nTwo #[and|]# two.\n\nThree.", "word", "k", "#[One.|]#\n\nTwo and two.\n\nThree."),
    ("One.\n\n#[Two.|]# And.\n\nThree.", "sentence", "j", "One.\n\nTwo. And.\n\n#[Three.|]#"),
    # sentences
    ("#[One. Two.|]#", "paragraph", "l", "#[One.|]# Two."),
    ("#[One. Two.|]#", "paragraph", "h", "One. #[Two.|]#"),
    ("#[One. Two. Three.|]#", "paragraph", "2l", "One. #[Two.|]# Three."),
    ("#[One. Two. Three.|]#", "paragraph", "2h", "One. #[Two.|]# Three."),
    ("#[One.|]# Two.", "sentence", "l", "One. #[Two.|]#"),
    ("One. #[Two.|]#", "sentence", "h", "#[One.|]# Two."),
    ("One. #[Two.|]#\n\n---\n\nThree. Four.", "sentence", "l", "One. Two.\n\n---\n\n#[Three.|]# Four."),
    ("One. Two.\n\n---\n\n#[Three.|]# Four.", "sentence", "h", "One. #[Two.|]#\n\n---\n\nThree. Four."),
    ("One. #[Two.|]#", "sentence", "l", "One. #[Two.|]#"),
    ("#[One.|]# Two.", "sentence", "h", "#[One.|]# Two."),
    ("One and #[one|]#. Two. Three.", "word", "l", "One and one. #[Two.|]# Three."),
    ("One. Two and #[two|]#. Three.", "word", "h", "#[One.|]# Two and two. Three."),
    ("# #[No stop|]#\n\nTwo. Three.", "paragraph", "l", "# #[No stop|]#\n\nTwo. Three."),
    ("# #[No stop|]#\n\nTwo. Three.", "paragraph", "2l", "# No stop\n\n#[Two.|]# Three."),
    # words
    ("The #[quick|]# fox.", "word", "w", "The quick #[fox|]#."),
    ("The #[quick|]# fox.", "word", "b", "#[The|]# quick fox."),
    ("#[The quick fox.|]#", "sentence", "w", "#[The|]# quick fox."),
    ("#[The quick fox.|]#", "sentence", "b", "The quick #[fox|]#."),
    ("#[The quick. A fox.|]#", "paragraph", "b", "The quick. A #[fox|]#."),
    ("The. #[A quick fox.|]# Ran.", "sentence", "2w", "The. A #[quick|]# fox. Ran."),
    ("“The #[quick|]#,” — fox.\n\n***\n\nRan.", "word", "3w", "“The quick,” — fox.\n\n***\n\n#[Ran|]#."),
    ("A fox.\n\n***\n\n#[Ran|]#.", "word", "b", "A #[fox|]#.\n\n***\n\nRan."),
    ("A #[fox|]#.\n\n***", "word", "w", "A #[fox|]#.\n\n***"),
    ("#[***|]#\n\nA fox.", "paragraph", "w", "***\n\n#[A|]# fox."),
    # from a range that is no unit
    ("The qu#[ick fo|]#x ran. It hid.", "free", "w", "The quick fox #[ran|]#. It hid."),
    ("The qu#[ick fo|]#x ran. It hid.", "free", "b", "#[The|]# quick fox ran. It hid."),
    ("So. The qu#[ick fo|]#x ran. It hid.", "free", "l", "So. The quick fox ran. #[It hid.|]#"),
    ("So. The qu#[ick fo|]#x ran. It hid.", "free", "h", "#[So.|]# The quick fox ran. It hid."),
    ("Zero.\n\nO#[ne.\n\nTw|]#o.\n\nThree.", "free", "j", "Zero.\n\nOne.\n\nTwo.\n\n#[Three.|]#"),
    ("Zero.\n\nO#[ne.\n\nTw|]#o.\n\nThree.", "free", "k", "#[Zero.|]#\n\nOne.\n\nTwo.\n\nThree."),
    ("O#[ne.\n\n|]#Two.", "free", "j", "One.\n\n#[Two.|]#"),
    # headings, top and end
    ("#[One.|]#\n\n# A\n\nTwo.\n\n# B", "paragraph", "}", "One.\n\n# #[A|]#\n\nTwo.\n\n# B"),
    ("#[One.|]#\n\n# A\n\nTwo.\n\n# B", "paragraph", "2}", "One.\n\n# A\n\nTwo.\n\n# #[B|]#"),
    ("# A\n\nTwo #[and|]# two.", "word", "{", "# #[A|]#\n\nTwo and two."),
    ("# A\n\n# #[B|]#", "paragraph", "{", "# #[A|]#\n\n# B"),
    ("# #[A|]#\n\nOne.", "paragraph", "}", "# #[A|]#\n\nOne."),
    ("#[One.|]#\n\n# A", "paragraph", "{", "#[One.|]#\n\n# A"),
    ("---\n\nOne.\n\nTwo.\n\n#[Three.|]#", "paragraph", "g", "---\n\n#[One.|]#\n\nTwo.\n\nThree."),
    ("---\n\nOne.\n\nTwo.\n\n#[Three.|]#", "paragraph", "2g", "---\n\nOne.\n\n#[Two.|]#\n\nThree."),
    ("#[One.|]#\n\nTwo.\n\nThree.\n\n---", "paragraph", "G", "One.\n\nTwo.\n\n#[Three.|]#\n\n---"),
    ("#[One.|]#\n\nTwo.\n\nThree.\n\n---", "paragraph", "2G", "One.\n\n#[Two.|]#\n\nThree.\n\n---"),
    ("#[One.|]#\n\nTwo.", "paragraph", "9g", "One.\n\n#[Two.|]#"),
    # extending
    ("#[One|]# two three.", "word", "v2w", "#(One)# two #[three|]#."),
    ("One two #[three|]#.", "word", "v2b", "#[One|]# two #(three)#."),
    ("One two #[three|]#.", "word", "v2b2w", "One two #[three|]#."),
    ("#[One|]# two three four.", "word", "v2wob", "#[One|]# two #(three)# four."),
    ("One #[two|]# three four.", "word", "vwob", "#[One|]# two #(three)# four."),
    ("#[One.|]#\n\nTwo.\n\nThree.", "paragraph", "v2j", "#(One.)#\n\nTwo.\n\n#[Three.|]#"),
    ("#[One.|]#\n\nTwo.\n\nThree.", "paragraph", "v2jk", "#(One.)#\n\n#[Two.|]#\n\nThree."),
    ("One. #[Two.|]#\n\nThree. Four.", "sentence", "vl", "One. #(Two.)#\n\n#[Three.|]# Four."),
    ("#[One.|]# Two and two. Three.", "sentence", "vlw", "#(One.)# #[Two|]# and two. Three."),
    ("#[One.|]# Two and two. Three.", "sentence", "vlb", "#(One.)# Two and #[two|]#. Three."),
    ("#[One.|]# Two and two. Three.", "sentence", "vw", "#(One.)# #[Two|]# and two. Three."),
    ("One and one. #[Two.|]# Three.", "sentence", "vb", "One and #[one|]#. #(Two.)# Three."),
    ("#[One. Two.|]#\n\nThree. Four.", "paragraph", "vl", "#(One. Two.)#\n\n#[Three.|]# Four."),
    ("O#[ne t|]#wo three.", "free", "vw", "O#(ne t)#wo #[three|]#."),
    ("One.\n\n#[Two.|]#\n\nThree.", "paragraph", "vG", "One.\n\n#(Two.)#\n\n#[Three.|]#"),
    ("One.\n\n#[Two.|]#\n\nThree.", "paragraph", "vg", "#[One.|]#\n\n#(Two.)#\n\nThree."),
]


@pytest.mark.parametrize(("before", "unit", "keys", "after"), CASES)
def test_keys_lead_from_one_selection_to_another(before: str, unit: Unit, keys: str, after: str) -> None:
    document, selection = parse(before, unit)
    assert render(document, press(document, selection, keys)) == after


@pytest.mark.parametrize("key", MOTIONS)
@pytest.mark.parametrize("extending", [False, True])
def test_a_motion_says_what_it_moved_by_and_whether_it_extends(key: str, extending: bool) -> None:
    document, selection = parse(
        "# A\n\n“One.” Two.\n\nOne #[two|]# three.\n\nOne. “Two.”\n\n# B", "word", extending
    )
    moved = press(document, selection, key)
    assert moved.head != selection.head
    assert (moved.unit, moved.extending) == (UNITS[key], extending)
    assert moved.anchor == (selection.anchor if extending else moved.head)


@pytest.mark.parametrize("paragraphs", [[], [Paragraph("")], [Paragraph("", "rule"), Paragraph(" ")]])
@pytest.mark.parametrize("extending", [False, True])
def test_in_an_article_without_text_no_motion_moves(paragraphs: list[Paragraph], extending: bool) -> None:
    document = Document(paragraphs)
    selection = opening(document)
    selection = extend(selection) if extending else selection
    for move in MOTIONS.values():
        assert move(document, selection, 3) == selection
    assert motion.paragraph_at(document, 0, selection) == selection


def test_to_range_in_an_article_without_paragraphs_stays() -> None:
    selection = opening(Document(()))
    assert motion.to_range(Document(()), selection, within(3, 1, 2), "free") == selection


@pytest.mark.parametrize(
    ("index", "expected"),
    [(0, 1), (1, 1), (2, 3), (3, 3), (4, 3), (-5, 1), (99, 3)],
)
def test_paragraph_at_takes_the_nearest_with_text_first_after_then_before(index: int, expected: int) -> None:
    document, selection = parse("---\n\n#[One.|]#\n\n---\n\nTwo.\n\n---", "sentence")
    moved = motion.paragraph_at(document, index, selection)
    assert moved == selecting(document.whole(expected), "paragraph")
    extended = motion.paragraph_at(document, index, extend(selection))
    assert (extended.anchor, extended.head) == (selection.anchor, document.whole(expected))


def test_to_range_selects_extends_and_is_cut_to_the_document() -> None:
    document, selection = parse("One #[two|]# three.\n\nFour.", "word")
    assert motion.to_range(document, selection, within(1, 0, 4), "free") == selecting(within(1, 0, 4), "free")
    extended = motion.to_range(document, extend(selection), within(1, 0, 4), "free")
    assert (extended.anchor, extended.head) == (selection.anchor, within(1, 0, 4))
    beyond = motion.to_range(document, selection, Range(Position(1, 2), Position(1, 99)), "free")
    assert beyond.range == within(1, 2, 5)


def test_a_million_empty_paragraphs_are_crossed() -> None:
    paragraphs = [Paragraph("One."), *([Paragraph("")] * 1_000_000), Paragraph("Two.")]
    document = Document(paragraphs)
    selection = opening(document)
    last = within(len(paragraphs) - 1, 0, 4)
    assert press(document, selection, "j").range == last
    assert press(document, selection, "2l").range == last
    assert press(document, selecting(last, "paragraph"), "k") == selection


TEXTS = st.lists(
    st.sampled_from(["One.", "two", "U.S.", "“Why?”", "Kim", "—", "don’t", "世界。", "🎉", " ", "\n"]),
    max_size=8,
).map(" ".join)
KINDS: st.SearchStrategy[Kind] = st.sampled_from(["paragraph", "heading", "rule", "quote"])
DOCUMENTS = st.lists(st.builds(Paragraph, TEXTS, KINDS), max_size=6).map(Document)
KEYS = st.lists(st.sampled_from([*MOTIONS, "v", "o", "3w", "2h"]), max_size=12)


@given(DOCUMENTS, KEYS)
def test_every_motion_stays_in_the_document_and_lands_on_text(document: Document, keys: list[str]) -> None:
    selection = opening(document)
    for key in keys:
        selection = press(document, selection, key)
        for part in (selection.anchor, selection.head):
            if document.paragraphs and any(map(has_text, document.paragraphs)):
                assert document.clamp(part.start) == part.start < part.end == document.clamp(part.end)
                assert document.text_of(part).strip()
            else:
                assert part == within(0, 0, 0)
        assert selection.extending or selection.anchor == selection.head


@given(DOCUMENTS, KEYS, st.sampled_from(["jk", "kj", "lh", "hl", "wb", "bw", "}{", "{}"]))
def test_a_motion_and_its_opposite_come_back(document: Document, keys: list[str], pair: str) -> None:
    there, back = pair[0], pair[1]
    start = press(document, opening(document), "".join(keys) + there)
    once = press(document, start, there)
    if once != start and start.unit == once.unit and _is_on(document, start, there):
        assert press(document, once, back).head == start.head


def _is_on(document: Document, selection: Selection, key: str) -> bool:
    """Whether the head is what this key moves by: a heading for `}`, and a whole unit for the others."""
    paragraph = document.paragraphs[selection.head.start.paragraph]
    return selection.unit == UNITS[key] and (key not in "{}" or paragraph.kind == "heading")


@given(DOCUMENTS, KEYS, st.sampled_from("jklhwb"), st.integers(1, 5))
def test_a_count_is_the_motion_that_many_times(
    document: Document, keys: list[str], key: str, count: int
) -> None:
    start = press(document, opening(document), "".join(keys))
    assert press(document, start, f"{count}{key}") == press(document, start, key * count)
