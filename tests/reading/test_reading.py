"""An article being read: what is done and taken back, what comes from the store, and another text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from foxes import ACROSS, DOCUMENT, FOX, LAST, QUICK, after_a_restart, come_in, highlight, maker, only, write

from tread.core.anchor import Placed
from tread.core.document import Document, Paragraph
from tread.core.passage import Passage
from tread.core.position import within
from tread.reading import annotating
from tread.reading.edition import Edition
from tread.reading.reading import Outcome, Reading


@pytest.fixture
def reading() -> Reading:
    return Reading(DOCUMENT, maker())


def test_undo_and_redo_say_what_they_did(reading: Reading) -> None:
    highlight(reading, within(1, 0, 44))
    assert reading.undo().message == "Undid: highlight “The quick brown fox jumps over t…”"
    assert reading.undo() == Outcome("Nothing to undo.")
    outcome = reading.redo()
    assert (outcome.kind, outcome.message.split(":")[0]) == ("redo", "Redid")
    assert reading.redo() == Outcome("Nothing to redo.")


def test_a_deletion_of_an_earlier_session_is_undone_and_redone(reading: Reading) -> None:
    made = highlight(reading, ACROSS)
    annotating.delete(reading, made)
    reading = after_a_restart(reading)
    reading.undo()
    assert [(mark.annotation.id, mark.range) for mark in reading.marks.marks] == [(made.id, ACROSS)]
    reading.redo()
    assert reading.annotations == []
    assert reading.marks.marks == []


# What somebody else did


def test_undo_takes_back_only_what_the_step_changed(reading: Reading) -> None:
    made = highlight(reading)
    annotating.highlight(reading, QUICK, "red")
    come_in(reading, replace(made, colour="red", note="theirs", tags=("theirs",)))
    outcome = reading.undo()
    assert only(reading) == replace(made, colour="yellow", note="theirs", tags=("theirs",))
    assert outcome.step is not None
    assert outcome.step.changes[0].before == replace(made, colour="red", note="theirs", tags=("theirs",))
    reading.redo()
    assert only(reading) == replace(made, colour="red", note="theirs", tags=("theirs",))


def test_undo_of_a_note_keeps_what_somebody_else_wrote(reading: Reading) -> None:
    made = highlight(reading)
    write(reading, QUICK, "mine")
    come_in(reading, replace(made, note="theirs\n\nmine"))
    reading.undo()
    assert only(reading).note == "theirs"


def test_undo_does_not_delete_what_somebody_else_wrote_on(reading: Reading) -> None:
    made = highlight(reading)
    come_in(reading, replace(made, note="theirs"))
    outcome = reading.undo()
    assert outcome.step is None
    assert "left alone" in outcome.message
    assert only(reading).note == "theirs"
    assert annotating.delete(reading, only(reading)).step is not None


def test_undo_does_not_bring_back_what_somebody_else_deleted(reading: Reading) -> None:
    highlight(reading)
    annotating.highlight(reading, QUICK, "red")
    come_in(reading)
    for _ in range(2):
        assert reading.undo().step is None
    assert reading.annotations == []
    assert reading.undo() == Outcome("Nothing to undo.")


def test_a_deletion_by_somebody_else_takes_the_mark_away(reading: Reading) -> None:
    kept, gone = highlight(reading, FOX), highlight(reading, QUICK)
    come_in(reading, kept)
    assert [mark.annotation for mark in reading.marks.marks] == [kept]
    assert annotating.delete(reading, gone).step is None


def test_what_was_deleted_here_and_brought_back_elsewhere_is_shown(reading: Reading) -> None:
    made = highlight(reading)
    annotating.delete(reading, made)
    come_in(reading)
    assert reading.annotations == []
    come_in(reading, replace(made, note="theirs"))
    assert only(reading).note == "theirs"
    assert [mark.range for mark in reading.marks.marks] == [QUICK]


def test_what_is_not_yet_written_is_not_lost(reading: Reading) -> None:
    changed, deleted = highlight(reading, FOX), highlight(reading, LAST)
    come_in(reading, changed, deleted)
    annotating.highlight(reading, FOX, "red")
    annotating.delete(reading, deleted)
    new = highlight(reading, QUICK)
    stored = [replace(one, version={"desk": 3}) for one in (changed, deleted)]
    theirs = replace(changed, id="other", note="theirs")
    come_in(reading, *stored, theirs, pending=(changed.id, deleted.id, new.id))
    assert {one.id: (one.colour, one.note) for one in reading.annotations} == {
        changed.id: ("red", ""),
        new.id: ("yellow", ""),
        theirs.id: ("yellow", "theirs"),
    }
    versions = {id_: one.version for id_ in (changed.id, deleted.id) if (one := reading.annotation(id_))}
    assert versions == {changed.id: {"desk": 3}, deleted.id: {"desk": 3}}


def test_a_note_begun_before_somebody_elses_keeps_both(reading: Reading) -> None:
    made = highlight(reading)
    target = annotating.note_on(reading, made)
    come_in(reading, replace(made, colour="red", note="theirs"))
    outcome = annotating.write_note(reading, target, "mine")
    assert (only(reading).colour, only(reading).note) == ("red", "theirs\n\nmine")
    assert outcome.step is not None
    reading.undo()
    assert only(reading).note == "theirs"


def test_a_note_emptied_while_somebody_else_wrote_on_it_stays(reading: Reading) -> None:
    write(reading, QUICK, "mine")
    target = annotating.note_target(reading, QUICK)
    come_in(reading, replace(only(reading), note="mine and theirs"))
    assert annotating.write_note(reading, target, "") == Outcome()
    assert only(reading).note == "mine and theirs"


def test_a_note_emptied_when_it_was_deleted_already_changes_nothing(reading: Reading) -> None:
    write(reading, QUICK, "mine")
    target = annotating.note_target(reading, QUICK)
    annotating.delete(reading, only(reading))
    assert annotating.write_note(reading, target, "") == Outcome()
    assert reading.annotations == []


def test_a_note_written_while_somebody_else_deleted_its_annotation_is_kept(reading: Reading) -> None:
    target = annotating.note_on(reading, highlight(reading))
    come_in(reading)
    annotating.write_note(reading, target, "mine")
    assert (only(reading).note, only(reading).colour) == ("mine", "yellow")


def test_tags_typed_while_somebody_else_tagged_keep_both(reading: Reading) -> None:
    made = replace(highlight(reading), tags=("a", "b"))
    come_in(reading, replace(made, tags=("a", "b", "theirs")))
    annotating.write_tags(reading, made, "b c")
    assert only(reading).tags == ("b", "theirs", "c")


# In an article that has changed


def test_only_what_is_sure_is_marked(reading: Reading) -> None:
    here, gone = highlight(reading, FOX), highlight(reading, LAST)
    whole = replace(gone, id="whole", anchor=None, kind="note")
    edited = Document([Paragraph("A new beginning."), *DOCUMENT.paragraphs[:4]])
    later = Reading(edited, maker())
    placed = later.place([here, gone, whole], reading.fingerprints)
    later.acknowledge(later.news([here, gone, whole], placed))
    (mark,) = later.marks.marks
    assert edited.text_of(mark.range) == "fox"
    assert later.placed(here) == ("moved", within(2, 16, 19))
    assert [annotation for annotation, _ in later.marks.astray] == [gone]
    assert later.marks.on_article == [whole]
    assert later.placed(whole) is None


def test_what_was_seen_tells_the_original_from_a_copy(reading: Reading) -> None:
    made = highlight(reading, FOX)
    copied = Reading(Document([DOCUMENT.paragraphs[1], *DOCUMENT.paragraphs]), maker())
    assert copied.place([made], [reading.fingerprints])[made.id] == ("moved", within(2, 16, 19))
    assert copied.place([made])[made.id].state == "uncertain"


def test_looking_for_places_gives_way_after_each_annotation(reading: Reading) -> None:
    made = [highlight(reading, FOX), *reading.annotations]
    elsewhere = Reading(Document([DOCUMENT.paragraphs[1]]), maker())
    rests: list[None] = []
    placed = elsewhere.place(made, give_way=lambda: rests.append(None))
    assert len(rests) == len(made) and set(placed) == {one.id for one in made}


@pytest.mark.parametrize("index", range(6))
def test_the_heading_above_is_found_as_the_document_finds_it(reading: Reading, index: int) -> None:
    assert reading.heading_of(index) == DOCUMENT.heading_above(index)


# Another text


def changed(reading: Reading, *texts: str) -> Passage:
    """The article has these paragraphs now."""
    document = Document([Paragraph(text) for text in texts])
    passage, edition = Passage(reading.document.paragraphs, document), Edition(document)
    reading.change(edition, reading.place_in(edition, [reading.fingerprints]))
    return passage


def test_marks_go_with_their_words_into_another_text_of_the_article(reading: Reading) -> None:
    mark, lost = highlight(reading), highlight(reading, LAST, "green")
    changed(reading, "New.", "The quick brown fox jumps over the lazy dog.")
    assert reading.placed(mark) == Placed("anchored", QUICK)
    assert [one for one, _ in reading.marks.astray] == [lost]
    changed(reading, "New.", "New too.", "The quick brown fox jumps over the lazy dog.", "Nothing wakes it.")
    assert reading.placed(mark) == Placed("moved", within(2, 4, 9))
    assert [one.annotation for one in reading.marks.marks] == [mark, lost]


def test_what_was_marked_while_a_worker_read_the_article_again_is_placed_too(reading: Reading) -> None:
    edition = Edition(Document([Paragraph("New."), *DOCUMENT.paragraphs]))
    placed = reading.place_in(edition)
    mark = highlight(reading)
    reading.change(edition, placed)
    assert reading.placed(mark) == Placed("moved", within(2, 4, 9))


def test_undo_works_in_another_text_of_the_article(reading: Reading) -> None:
    mark = highlight(reading)
    annotating.delete(reading, mark)
    changed(reading, "New.", *(paragraph.text for paragraph in DOCUMENT.paragraphs))
    reading.undo()
    assert reading.document.text_of(reading.marks.marks[0].range) == "quick"
    reading.undo()
    assert not reading.annotations


def test_places_that_were_found_in_the_old_text_are_not_taken_for_the_new_one(reading: Reading) -> None:
    mark = highlight(reading)
    edition = Edition(Document([Paragraph("New.")]))
    assert reading.place([mark], edition=edition) == {mark.id: Placed("orphan", None)}
