"""Which annotation stands where: the rules against looking at every mark."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.anchor import ORPHAN, Placed, State, capture
from tread.core.annotation import COLOURS, Annotation
from tread.core.document import Document, Paragraph
from tread.core.marks import Mark, Marks, role_of
from tread.core.overlay import Layer
from tread.core.position import Position, Range, within

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TEXTS = ("The fox.", "", "A dog sleeps.", "No.")
DOCUMENT = Document([Paragraph(text) for text in TEXTS])

positions = st.integers(0, len(TEXTS) - 1).flatmap(
    lambda index: st.integers(0, len(TEXTS[index])).map(lambda offset: Position(index, offset))
)
ranges = st.tuples(positions, positions).map(lambda ends: Range(min(ends), max(ends)))


def annotation(place: Range | None, number: int = 0, colour: str | None = "yellow") -> Annotation:
    """The annotation that was made as the `number`th."""
    made = NOON + timedelta(seconds=number)
    anchor = capture(DOCUMENT, place) if place else None
    return Annotation(f"id-{number}", "highlight" if colour else "note", anchor, made, made, colour)


def marks_on(*places: Range) -> Marks:
    """An article with a highlight on each range, made in this order."""
    made = [annotation(place, number) for number, place in enumerate(places)]
    return Marks(
        DOCUMENT,
        made,
        {one.id: Placed("anchored", place) for one, place in zip(made, places, strict=True)},
    )


articles = st.lists(ranges, max_size=6).map(lambda places: marks_on(*places))


def number(mark: Mark | None) -> int | None:
    return int(mark.annotation.id.removeprefix("id-")) if mark else None


# What is a mark


@pytest.mark.parametrize("state", ["anchored", "moved", "changed"])
def test_an_annotation_whose_place_is_sure_is_a_mark(state: State) -> None:
    one, place = annotation(within(0, 4, 7)), within(2, 2, 5)
    marks = Marks(DOCUMENT, [one], {one.id: Placed(state, place)})
    assert (marks.marks, marks.astray, marks.on_article) == ([Mark(one, place, state)], [], [])


@pytest.mark.parametrize("placed", [ORPHAN, Placed("uncertain", within(0, 4, 7))])
def test_nothing_is_painted_where_the_place_is_in_doubt(placed: Placed) -> None:
    one = annotation(within(0, 4, 7))
    marks = Marks(DOCUMENT, [one], {one.id: placed})
    assert (marks.marks, marks.astray) == ([], [(one, placed)])
    assert marks.layers(0) == []
    assert marks.here(within(0, 4, 7)) is None


def test_the_astray_come_in_the_order_they_once_stood_and_notes_on_the_article_as_they_were_made() -> None:
    late, early = annotation(within(2, 0, 1), 0), annotation(within(0, 0, 3), 1)
    second, first = annotation(None, 3, None), annotation(None, 2, None)
    marks = Marks(DOCUMENT, [late, early, second, first], {late.id: ORPHAN, early.id: ORPHAN})
    assert [one for one, _ in marks.astray] == [early, late]
    assert marks.on_article == [first, second]


@pytest.mark.parametrize(
    ("colour", "role"),
    [
        *((colour, f"highlight-{index}") for index, colour in enumerate(COLOURS, start=1)),
        ("ultraviolet", "highlight-1"),
        (None, "noted"),
    ],
)
def test_a_mark_is_painted_by_its_colour(colour: str | None, role: str) -> None:
    one = annotation(within(0, 0, 3), 0, colour)
    assert role_of(one) == role
    assert Mark(one, within(0, 0, 3)).role == role


# What is painted


def test_the_mark_that_was_made_last_is_painted_on_top() -> None:
    inner, outer = annotation(within(0, 4, 7), 1, "green"), annotation(within(0, 0, 8), 2, "red")
    placed = {inner.id: Placed("anchored", within(0, 4, 7)), outer.id: Placed("anchored", within(0, 0, 8))}
    marks = Marks(DOCUMENT, [outer, inner], placed)
    assert marks.layers(0) == [Layer(4, 7, "highlight-2"), Layer(0, 8, "highlight-4")]


def test_a_mark_across_paragraphs_is_painted_in_each() -> None:
    marks = marks_on(Range(Position(0, 4), Position(2, 5)))
    assert [marks.layers(index) for index in range(4)] == [
        [Layer(4, 8, "highlight-1")],
        [Layer(0, 0, "highlight-1")],
        [Layer(0, 5, "highlight-1")],
        [],
    ]


def test_a_note_on_words_is_underlined_and_one_on_a_whole_paragraph_is_not() -> None:
    words, whole = annotation(within(0, 4, 7), 0, None), annotation(within(2, 0, 13), 1, None)
    placed = {words.id: Placed("anchored", within(0, 4, 7)), whole.id: Placed("anchored", within(2, 0, 13))}
    marks = Marks(DOCUMENT, [words, whole], placed)
    assert marks.layers(0) == [Layer(4, 7, "noted")]
    assert marks.layers(2) == []
    assert marks.in_paragraph(2) == [Mark(whole, within(2, 0, 13))]


@given(articles, st.integers(0, len(TEXTS) - 1))
def test_exactly_the_characters_of_the_marks_are_painted(marks: Marks, index: int) -> None:
    painted = {at for layer in marks.layers(index) for at in range(layer.start, layer.end)}
    assert painted == {
        at
        for at in range(len(TEXTS[index]))
        if any(mark.range.start <= (index, at) < mark.range.end for mark in marks.marks)
    }


# What lies here


@given(articles, ranges)
def test_marks_touch_a_range_that_they_share_a_character_with(marks: Marks, place: Range) -> None:
    assert marks.touching(place) == [mark for mark in marks.marks if mark.range.overlaps(place)]


@given(articles, ranges)
def test_only_the_newest_mark_on_exactly_a_range_is_exactly_there(marks: Marks, place: Range) -> None:
    there = [number(mark) for mark in marks.marks if mark.range == place]
    assert number(marks.exactly(place)) == max((one for one in there if one is not None), default=None)


@pytest.mark.parametrize(
    ("places", "here", "expected"),
    [
        ([within(2, 2, 5), within(2, 0, 13)], within(2, 0, 13), 1),
        ([within(2, 0, 13), within(2, 2, 5), within(2, 2, 12)], within(2, 2, 4), 1),
        ([within(2, 6, 12), within(2, 0, 5)], within(2, 0, 13), 1),
        ([within(2, 6, 12), within(2, 0, 5)], within(2, 4, 7), 1),
        ([within(2, 0, 5)], within(2, 5, 7), None),
        ([within(2, 0, 5), within(2, 0, 5)], within(2, 0, 5), 1),
        ([Range(Position(0, 4), Position(2, 5)), Range(Position(0, 0), Position(2, 2))], within(2, 0, 1), 0),
    ],
    ids=[
        "exactly here",
        "the smallest around",
        "the first inside",
        "the first across",
        "beside is not here",
        "the newest of twins",
        "measured in characters",
    ],
)
def test_a_command_acts_on_the_mark_that_a_reader_means(
    places: list[Range], here: Range, expected: int | None
) -> None:
    assert number(marks_on(*places).here(here)) == expected


@given(articles, ranges)
def test_there_is_a_mark_here_where_any_touches(marks: Marks, place: Range) -> None:
    here, touching = marks.here(place), [mark for mark in marks.marks if mark.range.overlaps(place)]
    assert (here is None) == (not touching)
    assert here is None or here in touching


# What comes next


@given(articles, positions)
def test_the_next_mark_is_the_first_that_starts_later(marks: Marks, position: Position) -> None:
    later = [mark for mark in marks.marks if mark.range.start > position]
    earlier = [mark for mark in marks.marks if mark.range.start < position]
    assert marks.after(position) == (later[0] if later else None)
    assert marks.before(position) == (earlier[-1] if earlier else None)


@given(articles, positions)
def test_the_nearest_mark_starts_here_or_is_the_last_before(marks: Marks, position: Position) -> None:
    reached = [index for index, mark in enumerate(marks.marks) if mark.range.start <= position]
    assert marks.nearest(position) == (reached[-1] if reached else 0)


@given(articles)
def test_marks_come_as_the_text_reads(marks: Marks) -> None:
    assert [mark.range for mark in marks.marks] == sorted(mark.range for mark in marks.marks)


def bookmark(place: Range, number: int, letter: str = "") -> Annotation:
    """The bookmark that was made as the `number`th."""
    return replace(annotation(place, number, None), kind="bookmark", letter=letter)


def marks_of(*made: Annotation) -> Marks:
    placed = {one.id: Placed("anchored", one.anchor.range) for one in made if one.anchor}
    return Marks(DOCUMENT, made, placed)


def test_a_bookmark_is_in_order_with_the_marks_and_paints_nothing() -> None:
    marks = marks_of(annotation(within(2, 0, 5), 0), bookmark(within(0, 4, 7), 1))
    assert [number(mark) for mark in marks.marks] == [1, 0]
    assert marks.layers(0) == []


def test_a_command_acts_on_a_bookmark_only_where_there_is_nothing_else() -> None:
    place, inner = within(2, 0, 13), within(2, 2, 5)
    both = marks_of(bookmark(place, 5), annotation(inner, 0))
    assert both.exactly(place) is None
    assert number(both.here(place)) == 0
    assert number(marks_of(bookmark(place, 5)).here(place)) == 5


def test_of_several_bookmarks_of_one_letter_the_last_made_counts() -> None:
    made = [
        bookmark(within(index, 0, 3), at, letter)
        for index, at, letter in ((2, 1, "b"), (0, 4, "a"), (3, 2, "a"), (2, 3, ""))
    ]
    lettered = marks_of(*made).lettered
    assert [(letter, number(mark)) for letter, mark in lettered.items()] == [("a", 4), ("b", 1)]


# One that changes

made = st.builds(
    lambda number, place, letter, made: replace(
        annotation(place, number, None if letter else "yellow"),
        kind="bookmark" if letter else "highlight",
        letter=letter,
        created=NOON + timedelta(seconds=made),
    ),
    st.integers(0, 5),
    st.one_of(ranges, ranges, st.none()),
    st.sampled_from(("", "", "a", "b")),
    st.integers(0, 2),
)
placings = st.sampled_from(("anchored", "anchored", "uncertain", "orphan"))
"""How certain a place is."""
changes = st.lists(
    st.one_of(*[st.tuples(made, placings)] * 3, st.integers(0, 5).map(lambda number: f"id-{number}")),
    max_size=12,
)
"""What is put there one after the other, and ids of what is taken away."""


def in_turn(marks: Marks, steps: list[tuple[Annotation, State] | str]) -> Marks:
    """The marks after changes, and all of them made anew from what is there then."""
    there: dict[str, tuple[Annotation, Placed]] = {}
    for step in steps:
        if isinstance(step, str):
            marks.remove(step)
            there.pop(step, None)
        else:
            one, state = step
            placed = Placed(state, None if state == "orphan" or one.anchor is None else one.anchor.range)
            marks.put(one, placed)
            there[one.id] = (one, placed)
    return Marks(DOCUMENT, [one for one, _ in there.values()], {key: at for key, (_, at) in there.items()})


@given(changes)
def test_marks_that_change_one_by_one_are_those_that_are_made_anew(
    steps: list[tuple[Annotation, State] | str],
) -> None:
    marks = Marks(DOCUMENT, (), {})
    anew = in_turn(marks, steps)
    assert (marks.marks, marks.astray, marks.on_article) == (anew.marks, anew.astray, anew.on_article)
    assert marks.lettered == anew.lettered
    assert list(marks.lettered) == list(anew.lettered)
    assert len(marks) == len(anew) == len(marks.marks) + len(marks.astray) + len(marks.on_article)
    for index in range(len(TEXTS)):
        assert marks.in_paragraph(index) == anew.in_paragraph(index)
    for mark in anew.marks:
        assert marks.after(mark.range.start) == anew.after(mark.range.start)
        assert marks.before(mark.range.start) == anew.before(mark.range.start)
        assert marks.where(mark.annotation.id) == mark
