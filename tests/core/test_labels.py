from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.document import Document, Kind, Paragraph
from tread.core.in_view import Thing, sentences_in, stretches, words_in
from tread.core.labels import LETTERS, Label, begins, chosen, label_texts, nearest_first, set_labels
from tread.core.layout import Layout, Manner, Spot
from tread.core.position import Position, Range, within
from tread.tui.measure import ScreenMeasure

HOME_ROW = "sdfghjkl"
ACTING = "atuvxy"
"""Letters that act on a selection."""


@pytest.mark.parametrize(
    ("count", "first", "last"),
    [
        (0, "", ""),
        (1, "s", "s"),
        (8, "s", "l"),
        (20, "s", "m"),
        (21, "s", "md"),
        (39, "s", "mm"),
        (40, "s", "md"),
        (400, "ss", "mm"),
        (401, "ss", "mm"),
    ],
)
def test_labels_of_one_letter_come_first_and_the_home_row_before_the_others(
    count: int, first: str, last: str
) -> None:
    labels = label_texts(count)
    assert [*labels[:1], *labels[-1:]] == ([first, last] if count else [])


@given(st.integers(0, 1000))
def test_labels_are_unique_short_and_none_begins_with_another(count: int) -> None:
    labels = label_texts(count)
    assert len(labels) == min(count, 400)
    assert len(set(labels)) == len(labels)
    assert all(1 <= len(label) <= 2 and set(label) <= set(LETTERS) for label in labels)
    assert [len(label) for label in labels] == sorted(len(label) for label in labels)
    assert not {label for label in labels if len(label) == 1} & {
        label[0] for label in labels if len(label) == 2
    }


@given(st.integers(1, 400))
def test_there_are_as_many_labels_of_one_letter_as_there_can_be(count: int) -> None:
    single = sum(len(label) == 1 for label in label_texts(count))
    most = max(short for short in range(21) if short + (20 - short) * 20 >= count and short <= count)
    assert single == most


def test_labels_begin_with_the_home_row_and_leave_out_letters_that_act() -> None:
    assert LETTERS.startswith(HOME_ROW)
    assert not set(LETTERS) & set(ACTING)
    assert len(set(LETTERS)) == 20


@pytest.mark.parametrize(
    ("here", "order"),
    [
        ((20, 29), [2, 3, 1, 4, 0]),
        ((0, 9), [0, 1, 2, 3, 4]),
        ((40, 49), [4, 3, 2, 1, 0]),
        ((100, 109), [4, 3, 2, 1, 0]),
        ((10, 29), [1, 2, 3, 0, 4]),
        ((0, 49), [0, 1, 2, 3, 4]),
        ((29, 29), [3, 2, 4, 1, 0]),
    ],
)
def test_things_are_counted_from_the_selection(here: tuple[int, int], order: list[int]) -> None:
    things = [within(0, start, start + 9) for start in range(0, 50, 10)]
    assert nearest_first(things, within(0, *here)) == order


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=30),
    st.integers(0, 60),
    st.integers(0, 20),
)
def test_every_thing_is_counted_once(spans: list[tuple[int, int]], start: int, length: int) -> None:
    things = sorted(within(0, a, a + size) for a, size in spans)
    order = nearest_first(things, within(0, start, start + length))
    assert sorted(order) == list(range(len(things)))


def laid_out(*texts: str, width: int = 40) -> Layout:
    return Layout(
        Document(tuple(Paragraph(text) for text in texts)), width, ScreenMeasure(), Manner(spacing=0)
    )


def page_of(layout: Layout, top: int = 0, rows: int = 20) -> list[Spot]:
    return layout.spots(layout.move(Spot(0, 0), top), rows)


def words_labelled(layout: Layout, top: int = 0, rows: int = 20) -> tuple[list[Thing], list[Label]]:
    page = page_of(layout, top, rows)
    things = words_in(layout.document, stretches(layout, page))
    return things, set_labels(layout, page, things, within(0, 0, 0))


def test_a_label_stands_on_the_first_character_of_its_thing() -> None:
    layout = laid_out("It was sold. Nobody asked.", "The town forgot.", width=16)
    things = sentences_in(layout.document, stretches(layout, page_of(layout)))
    labels = set_labels(layout, page_of(layout), things, layout.document.whole(1))
    # "It was sold." / "Nobody asked." / "The town forgot."
    assert labels == [
        Label("s", 2, Spot(1, 0), 0),
        Label("d", 1, Spot(0, 1), 0),
        Label("f", 0, Spot(0, 0), 0),
    ]


def test_what_begins_above_the_view_has_its_label_where_it_comes_into_view() -> None:
    layout = laid_out("One long sentence that goes on over rows. Short.", width=16)
    page = page_of(layout, top=1)
    things = sentences_in(layout.document, stretches(layout, page))
    labels = set_labels(layout, page, things, within(0, 0, 0))
    assert [(label.thing, label.spot, label.x) for label in labels] == [
        (0, Spot(0, 1), 0),
        (1, Spot(0, 3), 6),
    ]


def test_a_label_stands_at_the_cell_where_a_wide_character_begins() -> None:
    layout = laid_out("世界 👩‍👩‍👧 is here")
    _, labels = words_labelled(layout)
    assert sorted(label.x for label in labels) == [0, 2, 5, 8, 11]


def test_words_that_are_narrower_than_their_labels_share_no_cell() -> None:
    text = "เ" * 60  # Thai: each begins a syllable, and is a word of one cell
    things, labels = words_labelled(laid_out(text, width=30))
    assert len(things) == 60
    for spot in {label.spot for label in labels}:
        row = sorted(label.x for label in labels if label.spot == spot)
        assert row == list(range(0, 30, 2))


def test_two_things_that_begin_together_have_their_labels_beside_one_another() -> None:
    layout = laid_out("It was sold in the spring.")
    things = [Thing(within(0, 0, end), Position(0, 0)) for end in (6, 11)]
    assert [label.x for label in set_labels(layout, page_of(layout), things, within(0, 0, 0))] == [0, 1]


@st.composite
def pages(draw: st.DrawFn) -> tuple[Layout, list[Spot]]:
    """A page of an article of several kinds of paragraphs, set to some width in some manner."""
    texts = st.text(st.sampled_from("ab  .é世👩ก—|"), min_size=1, max_size=80)
    kinds: st.SearchStrategy[Kind] = st.sampled_from(["paragraph", "table", "code", "list-item"])
    paragraphs = st.tuples(texts, kinds).map(lambda both: Paragraph(*both))
    document = Document(draw(st.lists(paragraphs, min_size=1, max_size=4)))
    manner = Manner(draw(st.integers(0, 1)), justified=draw(st.booleans()), wraps_code=draw(st.booleans()))
    layout = Layout(document, draw(st.integers(4, 40)), ScreenMeasure(), manner)
    layout.scroll_code(
        Position(draw(st.integers(0, len(document.paragraphs) - 1)), 0), draw(st.integers(0, 9))
    )
    return layout, page_of(layout, draw(st.integers(0, 5)), draw(st.integers(1, 8)))


@given(pages(), st.sampled_from([words_in, sentences_in]))
def test_labels_never_lie_on_one_another_and_always_on_their_thing(
    page: tuple[Layout, list[Spot]], find: Callable[[Document, list[Range]], list[Thing]]
) -> None:
    layout, spots = page
    things = find(layout.document, stretches(layout, spots))
    labels = set_labels(layout, spots, things, within(0, 0, 0))
    cells: set[tuple[Spot, int]] = set()
    for label in labels:
        assert label.spot in spots
        assert 0 <= label.x < layout.width
        under = layout.hit(label.spot, label.x)
        assert things[label.thing].range.start <= under < things[label.thing].range.end
        own = {(label.spot, label.x + step) for step in range(len(label.text))}
        assert not cells & own
        cells |= own
    assert len({label.thing for label in labels}) == len(labels)


def test_with_more_things_than_labels_the_farthest_have_none() -> None:
    layout = laid_out(*["one two three four five"] * 100, width=30)
    things, labels = words_labelled(layout, rows=100)
    assert len(things) == 500
    assert sorted(label.thing for label in labels) == list(range(400))


def test_typing_finds_a_label_or_begins_one() -> None:
    labels = [Label(text, 0, Spot(0, 0), 0) for text in ("s", "md", "mf")]
    assert chosen(labels, "s") is labels[0]
    assert chosen(labels, "m") is None and begins(labels, "m")
    assert chosen(labels, "mf") is labels[2]
    assert not begins(labels, "mx") and not begins(labels, "d")


def test_a_thing_of_which_nothing_is_drawn_has_no_label() -> None:
    document = Document((Paragraph("short\nlong " + "word " * 20, "code"),))
    layout = Layout(document, 20, ScreenMeasure())
    page = page_of(layout)
    things = words_in(document, stretches(layout, page))
    labels = set_labels(layout, page, things, within(0, 0, 0))
    assert [document.text_of(things[label.thing].range) for label in labels] == [
        *("short", "long", "word", "word", "word")
    ]
