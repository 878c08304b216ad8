"""What the marking commands do to an article's annotations."""

from __future__ import annotations

from dataclasses import replace

import pytest
from foxes import (
    ACROSS,
    DOCUMENT,
    FOX,
    LAST,
    QUICK,
    QUICK_BROWN,
    after_a_restart,
    come_in,
    highlight,
    maker,
    only,
    write,
)
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tread.core.anchor import Placed, capture
from tread.core.annotation import COLOURS, Annotation
from tread.core.document import Document, Paragraph
from tread.core.passage import Passage
from tread.core.position import Range, within
from tread.core.selection import opening
from tread.core.tags import parse_tags
from tread.reading import annotating
from tread.reading.annotating import NoteTarget
from tread.reading.reading import Outcome, Reading


@pytest.fixture
def reading() -> Reading:
    return Reading(DOCUMENT, maker())


# Bookmarks


def bookmarks(reading: Reading) -> list[tuple[str, Range]]:
    placed = [(one, reading.placed(one)) for one in reading.annotations if one.kind == "bookmark"]
    return [(one.letter, place.range) for one, place in placed if place and place.range]


def test_a_letter_stands_for_one_place_and_undo_puts_it_back(reading: Reading) -> None:
    assert annotating.bookmark(reading, QUICK, "a").message == "Bookmark a is set."
    moved = annotating.bookmark(reading, LAST, "a")
    assert moved.message == "Bookmark a moved here."
    assert moved.step is not None and len(moved.step.changes) == 2
    assert bookmarks(reading) == [("a", LAST)]
    assert only(reading).heading == "Dogs"
    reading.undo()
    assert bookmarks(reading) == [("a", QUICK)]
    reading.redo()
    assert bookmarks(reading) == [("a", LAST)]


def test_other_letters_and_bookmarks_without_one_stay(reading: Reading) -> None:
    for place, letter in ((QUICK, "a"), (FOX, "b"), (QUICK, ""), (FOX, ""), (LAST, "b")):
        annotating.bookmark(reading, place, letter)
    assert bookmarks(reading) == [("a", QUICK), ("", QUICK), ("", FOX), ("b", LAST)]


@pytest.mark.parametrize("letter", ["a", ""])
def test_a_bookmark_where_it_stands_already_changes_nothing(reading: Reading, letter: str) -> None:
    annotating.bookmark(reading, QUICK, letter)
    outcome = annotating.bookmark(reading, QUICK, letter)
    assert outcome.step is None and "already" in outcome.message


def test_marking_what_is_bookmarked_leaves_the_bookmark(reading: Reading) -> None:
    annotating.bookmark(reading, QUICK, "a")
    highlight(reading, QUICK)
    write(reading, QUICK, "a note")
    assert [(one.kind, one.note) for one in reading.annotations] == [
        ("bookmark", ""),
        ("highlight", "a note"),
    ]


# Highlights


def test_a_highlight_has_the_quote_the_colour_and_the_heading_it_stands_under(reading: Reading) -> None:
    made = highlight(reading, FOX, "green")
    assert made.anchor is not None
    assert (made.kind, made.colour, made.anchor.quote.exact, made.heading) == (
        "highlight",
        "green",
        "fox",
        "Foxes",
    )
    assert [(mark.range, mark.role) for mark in reading.marks.marks] == [(FOX, "highlight-2")]
    assert highlight(reading, LAST).heading == "Dogs"
    assert highlight(reading, within(4, 0, 4)).heading == "Foxes"


def test_a_highlight_does_not_read_the_whole_article(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("tread.reading.edition.fingerprints")
    highlight(reading)
    write(reading, QUICK, "why?")
    reading.undo()
    assert len(reading.marks.marks) == 1


def test_the_colour_used_last_is_the_pen(reading: Reading) -> None:
    highlight(reading, FOX, "purple")
    assert reading.colour == "purple"
    outcome = annotating.write_tags(reading, None, "later", LAST)
    assert outcome.step is not None
    assert {annotation.colour for annotation in reading.annotations} == {"purple"}


@pytest.mark.parametrize("place", [QUICK_BROWN, within(1, 4, 8), within(1, 5, 9), ACROSS])
def test_another_range_is_another_highlight(reading: Reading, place: Range) -> None:
    highlight(reading, QUICK)
    highlight(reading, place, "green")
    assert sorted(mark.range for mark in reading.marks.marks) == sorted((QUICK, place))
    assert {mark.annotation.colour for mark in reading.marks.marks} == {"yellow", "green"}


def test_the_same_range_is_recoloured(reading: Reading) -> None:
    made = highlight(reading)
    outcome = annotating.highlight(reading, QUICK, "red")
    assert outcome.step is not None
    assert outcome.step.label == "recolour"
    assert only(reading) == replace(made, colour="red")


def test_the_same_colour_again_changes_nothing_and_says_so(reading: Reading) -> None:
    highlight(reading)
    assert annotating.highlight(reading, QUICK, "yellow") == Outcome("Already yellow.")
    assert len(reading.history.done) == 1


def test_a_note_that_is_highlighted_keeps_its_text(reading: Reading) -> None:
    write(reading, QUICK, "why?")
    outcome = annotating.highlight(reading, QUICK, "blue")
    assert outcome.step is not None
    assert outcome.step.label == "highlight"
    assert (only(reading).kind, only(reading).colour, only(reading).note) == ("highlight", "blue", "why?")


def test_nothing_selected_is_nothing_highlighted(reading: Reading) -> None:
    assert annotating.highlight(reading, within(1, 4, 4), "yellow").step is None
    assert reading.annotations == []
    assert reading.colour == "yellow"


# Other ranges


def test_a_highlight_is_stretched_with_all_that_is_on_it(reading: Reading) -> None:
    made = highlight(reading)
    write(reading, QUICK, "why?")
    outcome = annotating.highlight(reading, QUICK_BROWN, "red", reading.annotation(made.id))
    assert outcome.step is not None
    assert outcome.step.label == "stretch"
    assert [mark.range for mark in reading.marks.marks] == [QUICK_BROWN]
    assert (only(reading).note, only(reading).colour) == ("why?", "red")
    assert only(reading).anchor == capture(DOCUMENT, QUICK_BROWN)
    reading.undo()
    assert [mark.range for mark in reading.marks.marks] == [QUICK]
    assert only(reading).colour == "yellow"


def test_stretching_and_undoing_it_do_not_read_the_whole_article(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("tread.reading.edition.fingerprints")
    made = highlight(reading)
    annotating.stretch(reading, made, QUICK_BROWN)
    reading.undo()
    reading.redo()
    assert [mark.range for mark in reading.marks.marks] == [QUICK_BROWN]


def test_a_stretch_that_is_not_yet_written_keeps_its_place(reading: Reading) -> None:
    made = highlight(reading)
    annotating.stretch(reading, made, QUICK_BROWN)
    come_in(reading, made, pending=(made.id,))
    assert [mark.range for mark in reading.marks.marks] == [QUICK_BROWN]


def test_a_stretch_elsewhere_is_shown_where_it_now_stands(reading: Reading) -> None:
    made = highlight(reading)
    come_in(reading, replace(made, anchor=capture(DOCUMENT, QUICK_BROWN)))
    assert [mark.range for mark in reading.marks.marks] == [QUICK_BROWN]


def test_highlights_of_one_colour_that_adjoin_become_one(reading: Reading) -> None:
    write(reading, QUICK, "first")
    highlight(reading, QUICK)
    highlight(reading, QUICK_BROWN)
    second = highlight(reading, FOX, "red")
    outcome = annotating.merge(reading, QUICK)
    assert outcome.message == "Merged 2 highlights."
    assert sorted(mark.range for mark in reading.marks.marks) == [QUICK_BROWN, FOX]
    assert reading.annotation(second.id) == second
    reading.undo()
    assert len(reading.marks.marks) == 3


def test_nothing_is_merged_with_another_colour_or_over_other_words(reading: Reading) -> None:
    highlight(reading, QUICK)
    highlight(reading, QUICK_BROWN, "green")
    highlight(reading, LAST)
    assert annotating.merge(reading, QUICK).step is None
    assert annotating.merge(reading, within(0, 0, 1)).step is None


def test_a_split_highlight_is_two_with_the_note_on_the_first(reading: Reading) -> None:
    made = highlight(reading, QUICK_BROWN, "red")
    write(reading, QUICK_BROWN, "why?")
    brown = within(1, QUICK.end.offset + 1, QUICK_BROWN.end.offset)
    annotating.split(reading, brown)
    assert [(mark.range, mark.annotation.note) for mark in reading.marks.marks] == [
        (QUICK, "why?"),
        (brown, ""),
    ]
    assert {mark.annotation.colour for mark in reading.marks.marks} == {"red"}
    reading.undo()
    assert [mark.annotation.id for mark in reading.marks.marks] == [made.id]
    assert [mark.range for mark in reading.marks.marks] == [QUICK_BROWN]


def test_a_highlight_is_not_split_at_its_ends(reading: Reading) -> None:
    highlight(reading, QUICK_BROWN)
    assert annotating.split(reading, QUICK_BROWN).step is None
    assert annotating.split(reading, LAST).message == "There is no highlight here."


# Notes


def test_a_note_is_written_on_the_selection(reading: Reading) -> None:
    outcome = write(reading, ACROSS, "  Whose dog?\n")
    assert outcome.step is not None
    made = only(reading)
    assert (made.kind, made.note, made.colour, made.heading) == ("note", "Whose dog?", None, "Foxes")
    assert [(mark.range, mark.role) for mark in reading.marks.marks] == [(ACROSS, "noted")]


def test_a_note_on_the_range_of_a_highlight_is_the_highlights(reading: Reading) -> None:
    made = highlight(reading)
    write(reading, QUICK, "why?")
    assert only(reading) == replace(made, note="why?")
    write(reading, QUICK_BROWN, "and this?")
    assert len(reading.annotations) == 2


def test_an_empty_note_changes_nothing(reading: Reading) -> None:
    assert write(reading, QUICK, " \n ") == Outcome()
    made = highlight(reading)
    assert write(reading, QUICK, "\n") == Outcome()
    assert only(reading) == made


def test_a_note_left_as_it_was_changes_nothing(reading: Reading) -> None:
    made = replace(highlight(reading), note="from elsewhere\n")
    come_in(reading, made)
    assert annotating.write_note(reading, annotating.note_on(reading, made), "from elsewhere\n") == Outcome()
    assert only(reading).note == "from elsewhere\n"


def test_an_emptied_note_that_was_only_a_note_is_deleted(reading: Reading) -> None:
    write(reading, QUICK, "why?")
    outcome = write(reading, QUICK, "")
    assert outcome.step is not None
    assert outcome.step.label == "delete"
    assert reading.annotations == []
    assert reading.marks.marks == []


def test_an_emptied_note_leaves_a_highlight_or_tags(reading: Reading) -> None:
    highlight(reading)
    write(reading, QUICK, "why?")
    write(reading, QUICK, "")
    assert (only(reading).kind, only(reading).note) == ("highlight", "")
    write(reading, FOX, "what?")
    noted = reading.marks.exactly(FOX)
    assert noted is not None
    annotating.write_tags(reading, noted.annotation, "animal")
    write(reading, FOX, "")
    kept = reading.marks.exactly(FOX)
    assert kept is not None
    assert (kept.annotation.kind, kept.annotation.note, kept.annotation.tags) == ("note", "", ("animal",))


def test_there_is_one_note_on_the_whole_article(reading: Reading) -> None:
    annotating.write_note(reading, annotating.article_note_target(reading), "A fable.")
    annotating.write_note(reading, annotating.article_note_target(reading), "A fable?")
    assert (only(reading).note, only(reading).anchor, only(reading).kind) == ("A fable?", None, "note")
    assert reading.marks.on_article == [only(reading)]
    annotating.write_note(reading, annotating.article_note_target(reading), "")
    assert reading.annotations == []


@pytest.mark.parametrize("document", [Document([]), Document([Paragraph("", "rule")])])
def test_a_note_where_nothing_can_be_selected_is_on_the_article(document: Document) -> None:
    reading = Reading(document, maker())
    annotating.write_note(reading, annotating.note_target(reading, opening(document).range), "empty?")
    assert (only(reading).anchor, only(reading).note) == (None, "empty?")


def test_hostile_text_is_made_safe_and_kept_literal(reading: Reading) -> None:
    write(reading, QUICK, "[/foo] \x1b]52;c;aGk=\x07 \u202eé 世界")
    assert only(reading).note.startswith("[/foo] ")
    assert "é 世界" in only(reading).note
    assert not set(only(reading).note) & {"\x1b", "\x07", "\u202e"}


def test_the_key_of_a_draft_tells_targets_apart(reading: Reading) -> None:
    made = highlight(reading)
    targets = [
        NoteTarget(),
        NoteTarget(None, QUICK),
        NoteTarget(None, ACROSS),
        annotating.note_on(reading, made),
    ]
    assert len({target.key for target in targets}) == len(targets)
    assert annotating.note_target(reading, QUICK).key == annotating.note_on(reading, made).key == made.id


def test_a_note_is_written_on_the_words_it_was_begun_on(reading: Reading) -> None:
    target = annotating.note_target(reading, QUICK)
    document = Document([Paragraph("New."), *DOCUMENT.paragraphs])
    passed = annotating.passed_over(reading, target, Passage(DOCUMENT.paragraphs, document))
    assert passed == NoteTarget(None, within(2, 4, 9))
    gone = Document([Paragraph("The brown fox jumps over the lazy dog.")])
    passed = annotating.passed_over(reading, target, Passage(DOCUMENT.paragraphs, gone))
    assert passed.anchor is not None
    assert passed.anchor.quote.exact == "quick"


# Tags


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", ()),
        (" # ,; ", ()),
        ("fox dog", ("fox", "dog")),
        ("#fox, #dog;cat", ("fox", "dog", "cat")),
        ("fox fox #fox", ("fox",)),
        ("C#  é\t世界\n", ("C#", "é", "世界")),
        ("a\x1b[31mb", ("ab",)),
    ],
)
def test_tags_are_parted_by_commas_and_spaces(typed: str, tags: tuple[str, ...]) -> None:
    assert parse_tags(typed) == tags


def test_tags_on_unmarked_text_highlight_it_first(reading: Reading) -> None:
    assert annotating.tags_target(reading, FOX) is None
    outcome = annotating.write_tags(reading, None, "#animal", FOX)
    assert outcome.step is not None
    assert (only(reading).kind, only(reading).colour, only(reading).tags) == (
        "highlight",
        "yellow",
        ("animal",),
    )
    assert reading.marks.exactly(FOX) is not None


def test_no_tags_on_unmarked_text_mark_nothing(reading: Reading) -> None:
    assert annotating.write_tags(reading, None, " # ", FOX) == Outcome()
    assert annotating.write_tags(reading, None, "animal", within(1, 0, 0)) == Outcome()
    assert reading.annotations == []


def test_tags_go_to_the_annotation_around_the_selection(reading: Reading) -> None:
    made = highlight(reading, QUICK_BROWN)
    assert annotating.tags_target(reading, QUICK) == made
    annotating.write_tags(reading, made, "speed, fox")
    assert only(reading).tags == ("speed", "fox")
    assert annotating.write_tags(reading, only(reading), "#speed fox") == Outcome()
    annotating.write_tags(reading, only(reading), "")
    assert only(reading).tags == ()


def test_the_most_used_tags_come_first(reading: Reading) -> None:
    for place, tags in ((QUICK, "b a"), (FOX, "c b"), (LAST, "d")):
        annotating.write_tags(reading, None, tags, place)
    deleted = reading.marks.exactly(LAST)
    assert deleted is not None
    annotating.delete(reading, deleted.annotation)
    assert reading.tags_in_use() == ["b", "a", "c"]


def test_the_tags_written_in_a_note_are_the_annotations(reading: Reading) -> None:
    write(reading, QUICK, "a #fast one, #fox")
    assert (only(reading).tags, only(reading).note) == (("fast", "fox"), "a #fast one, #fox")
    annotating.write_tags(reading, only(reading), "fox animals")
    write(reading, QUICK, "a #fast one, no more")
    assert only(reading).tags == ("animals",)
    reading.undo()
    assert only(reading).tags == ("fox", "animals")


def test_a_note_that_is_emptied_goes_with_the_tags_it_brought(reading: Reading) -> None:
    write(reading, QUICK, "#fast")
    write(reading, QUICK, "")
    assert reading.annotations == []


# Deleting


def test_a_deleted_annotation_is_not_deleted_twice(reading: Reading) -> None:
    made = highlight(reading)
    assert annotating.delete(reading, made).step is not None
    assert annotating.delete(reading, made).step is None
    assert len(reading.history.done) == 2
    reading.undo()
    assert only(reading) == made


# Several at once, and those whose place is not certain


def three(reading: Reading) -> list[Annotation]:
    """Two highlights and a note on the whole article."""
    made = [highlight(reading, QUICK), highlight(reading, FOX, "green")]
    noted = annotating.write_note(reading, annotating.article_note_target(reading), "All of it.").step
    assert noted is not None and noted.changes[0].after is not None
    return [*made, noted.changes[0].after]


def test_several_are_recoloured_in_one_step_that_is_taken_back_in_one(reading: Reading) -> None:
    made = three(reading)
    outcome = annotating.recolour(reading, made, "blue")
    assert [one.colour for one in reading.annotations] == ["blue", "blue", None]
    assert outcome.message == "Changed 2 annotations." and reading.colour == "blue"
    assert reading.undo().message == "Undid: recolour to blue of 2 annotations “quick”"
    assert reading.annotations == made
    assert annotating.recolour(reading, made[2:], "red") == Outcome("Already red.")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("dog", [("fox", "dog"), ("dog",), ("dog",)]),
        ("dog, #cat", [("fox", "dog", "cat"), ("dog", "cat"), ("dog", "cat")]),
        ("-fox", [(), (), ()]),
        ("-#fox cat", [("cat",), ("cat",), ("cat",)]),
    ],
)
def test_several_are_tagged_in_one_step(
    reading: Reading, typed: str, expected: list[tuple[str, ...]]
) -> None:
    made = three(reading)
    annotating.write_tags(reading, made[0], "fox")
    before = reading.annotations
    assert annotating.tag(reading, before, typed).step is not None
    assert [one.tags for one in reading.annotations] == expected
    assert annotating.tag(reading, reading.annotations, typed).step is None
    reading.undo()
    assert reading.annotations == before


def test_several_are_deleted_in_one_step(reading: Reading) -> None:
    made = three(reading)
    assert annotating.delete(reading, *made).message == "Deleted."
    assert reading.annotations == []
    assert annotating.delete(reading, *made) == Outcome("It has been deleted already.")
    reading.undo()
    assert {one.id for one in reading.annotations} == {one.id for one in made}


def astray(reading: Reading) -> tuple[Annotation, Annotation]:
    """An annotation with a proposed place (the fox), and one with none."""
    doubtful, lost = highlight(reading, QUICK), highlight(reading, ACROSS)
    elsewhere = capture(Document([Paragraph("Elsewhere.")]), within(0, 0, 9))
    doubtful, lost = (replace(one, anchor=elsewhere) for one in (doubtful, lost))
    placed = {doubtful.id: Placed("uncertain", FOX), lost.id: Placed("orphan", None)}
    reading.acknowledge(reading.news([doubtful, lost], placed))
    assert [one.id for one, _ in reading.marks.astray] == [doubtful.id, lost.id]
    return doubtful, lost


def test_a_proposed_place_is_accepted_and_that_can_be_undone(reading: Reading) -> None:
    doubtful, lost = astray(reading)
    assert annotating.accept(reading, [doubtful, lost]).step is not None
    (mark,) = reading.marks.marks
    assert (mark.annotation.id, mark.range) == (doubtful.id, FOX)
    assert mark.annotation.anchor == capture(DOCUMENT, FOX, reading.fingerprints)
    assert annotating.accept(reading, [lost]) == Outcome("No place is proposed for it.")
    assert reading.undo().message.startswith("Undid: accept")
    assert {one.id for one, _ in reading.marks.astray} == {doubtful.id, lost.id}


def test_a_lost_one_is_placed_on_what_is_selected_and_that_can_be_undone(reading: Reading) -> None:
    _, lost = astray(reading)
    assert annotating.place_anew(reading, lost, within(1, 4, 4)) == Outcome("Nothing is selected.")
    annotating.place_anew(reading, lost, LAST)
    (mark,) = reading.marks.marks
    assert (mark.annotation.id, mark.range, mark.annotation.heading) == (lost.id, LAST, "Dogs")
    reading.undo()
    assert reading.marks.marks == [] and len(reading.marks.astray) == 2


# Any sequence of keys

Said = tuple[str, str | None, str, tuple[str, ...], Range | None]
places = st.sampled_from([QUICK, QUICK_BROWN, FOX, ACROSS, LAST])


class Marking(RuleBasedStateMachine):
    """A reader's keys against a model: a list of what the article looked like after each."""

    @initialize()
    def open(self) -> None:
        self.reading = Reading(DOCUMENT, maker())
        self.numbers = 0
        self.past: list[dict[str, Said]] = [{}]
        self.future: list[dict[str, Said]] = []

    def seen(self) -> dict[str, Said]:
        return {
            one.id: (one.kind, one.colour, one.note, one.tags, one.anchor.range if one.anchor else None)
            for one in self.reading.annotations
        }

    def expect(self, outcome: Outcome, annotation_id: str | None, said: Said | None) -> None:
        """The annotation (None: a new one) says this after a command (None: it is gone)."""
        before = self.past[-1]
        after = dict(before)
        if annotation_id is None:
            annotation_id = outcome.step.changes[0].id if outcome.step else ""
            assert annotation_id not in before
        if said is None:
            after.pop(annotation_id, None)
        else:
            after[annotation_id] = said
        assert self.seen() == after
        assert (outcome.step is not None) == (after != before)
        if after != before:
            self.past.append(after)
            self.future.clear()

    def on(self, place: Range | None) -> tuple[str, Said] | tuple[None, None]:
        return next(((id_, one) for id_, one in self.past[-1].items() if one[4] == place), (None, None))

    @rule(place=places, colour=st.sampled_from(COLOURS[:3]))
    def highlight(self, place: Range, colour: str) -> None:
        outcome = annotating.highlight(self.reading, place, colour)
        id_, one = self.on(place)
        note, tags = (one[2], one[3]) if one else ("", ())
        self.expect(outcome, id_, ("highlight", colour, note, tags, place))

    @rule(place=places | st.none(), text=st.sampled_from(["", "one", "two", "one\n\ntwo"]))
    def write_note(self, place: Range | None, text: str) -> None:
        target = (
            annotating.article_note_target(self.reading)
            if place is None
            else annotating.note_target(self.reading, place)
        )
        outcome = annotating.write_note(self.reading, target, text)
        id_, one = self.on(place)
        if one is None:
            self.expect(outcome, None, ("note", None, text, (), place) if text else None)
        elif one[0] == "note" and not text and not one[3]:
            self.expect(outcome, id_, None)
        else:
            self.expect(outcome, id_, (one[0], one[1], text, one[3], place))

    @rule(place=places, tags=st.sampled_from(["", "a", "b a"]))
    def write_tags(self, place: Range, tags: str) -> None:
        target = annotating.tags_target(self.reading, place)
        outcome = annotating.write_tags(self.reading, target, tags, place)
        words = tuple(tags.split())
        if target is None:
            made: Said = ("highlight", self.reading.colour, "", words, place)
            self.expect(outcome, None, made if words else None)
        else:
            kind, colour, note, _, where = self.past[-1][target.id]
            self.expect(outcome, target.id, (kind, colour, note, words, where))

    @rule(place=places)
    def delete(self, place: Range) -> None:
        if mark := self.reading.marks.here(place):
            self.expect(annotating.delete(self.reading, mark.annotation), mark.annotation.id, None)

    @rule()
    def undo(self) -> None:
        outcome = self.reading.undo()
        assert (outcome.step is not None) == (len(self.past) > 1)
        if len(self.past) > 1:
            self.future.append(self.past.pop())

    @rule()
    def redo(self) -> None:
        outcome = self.reading.redo()
        assert (outcome.step is not None) == bool(self.future)
        if self.future:
            self.past.append(self.future.pop())

    @rule(lags=st.booleans())
    def be_written(self, lags: bool) -> None:
        """The store acknowledges: everything, or (it lags) nothing of what is here."""
        self.numbers += 1
        if lags:
            come_in(self.reading, pending=tuple(self.reading._annotations))
        else:
            version = {"desk": self.numbers}
            come_in(self.reading, *(replace(one, version=version) for one in self.reading.annotations))

    @rule()
    def restart(self) -> None:
        make = self.reading._make
        self.reading = after_a_restart(self.reading)
        self.reading._make = make

    @invariant()
    def what_is_seen_is_as_it_was(self) -> None:
        assert self.seen() == self.past[-1]

    @invariant()
    def marks_stand_on_their_quotes(self) -> None:
        marks = self.reading.marks
        for mark in marks.marks:
            assert mark.annotation.anchor is not None
            assert DOCUMENT.text_of(mark.range) == mark.annotation.anchor.quote.exact
        living = {annotation.id for annotation in self.reading.annotations}
        shown = [mark.annotation.id for mark in marks.marks] + [one.id for one in marks.on_article]
        assert len(shown) == len(set(shown))
        assert set(shown) == living


TestAnySequenceOfKeys = Marking.TestCase
TestAnySequenceOfKeys.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
