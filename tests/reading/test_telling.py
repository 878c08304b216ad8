"""What is said of a step that is taken back or done again."""

from __future__ import annotations

import pytest
from foxes import DOCUMENT, QUICK_BROWN, after_a_restart, highlight, maker, only

from tread.core.position import within
from tread.reading import annotating
from tread.reading.reading import Reading


@pytest.fixture
def reading() -> Reading:
    return Reading(DOCUMENT, maker())


def step_of(reading: Reading, name: str) -> None:
    """Do one thing of each kind, on the highlight of “quick brown” and what is around it."""
    made = highlight(reading, QUICK_BROWN)
    match name:
        case "recolour":
            reading.colour_names = {"green": "claim"}
            annotating.highlight(reading, QUICK_BROWN, "green")
        case "note":
            annotating.write_note(reading, annotating.note_on(reading, made), "why?")
        case "note on the article":
            annotating.write_note(reading, annotating.article_note_target(reading), "why?")
        case "tags":
            annotating.write_tags(reading, made, "fast, animals")
        case "no tags":
            annotating.write_tags(reading, made, "fast")
            annotating.write_tags(reading, only(reading), "")
        case "delete":
            annotating.delete(reading, made)
        case "stretch":
            annotating.stretch(reading, made, within(1, 4, 19))
        case "merge":
            highlight(reading, within(1, 16, 19))
            annotating.merge(reading, QUICK_BROWN)
        case "split":
            annotating.split(reading, within(1, 10, 15))
        case "bookmark":
            annotating.bookmark(reading, within(1, 4, 9), "q")
        case "bookmark without a letter":
            annotating.bookmark(reading, within(1, 4, 9))
        case "bookmark that is moved":
            annotating.bookmark(reading, within(1, 16, 19), "q")
            annotating.bookmark(reading, within(1, 4, 9), "q")
        case "place":
            annotating.place_anew(reading, made, within(1, 16, 19))
        case "rename":
            annotating.write_tags(reading, made, "fast")
            annotating.rename_tag(reading, "fast", "swift")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("highlight", "highlight “quick brown”"),
        ("recolour", "recolour to claim “quick brown”"),
        ("note", "note “quick brown”"),
        ("note on the article", "note on the article"),
        ("tags", "tags #fast #animals “quick brown”"),
        ("no tags", "tags “quick brown”"),
        ("delete", "delete “quick brown”"),
        ("stretch", "stretch “quick brown fox”"),
        ("merge", "merge of 2 annotations “quick brown fox”"),
        ("split", "split “quick brown”"),
        ("bookmark", "bookmark q “quick”"),
        ("bookmark without a letter", "bookmark “quick”"),
        ("bookmark that is moved", "bookmark q “quick”"),
        ("place", "place “fox”"),
        ("rename", "rename #fast to #swift “quick brown”"),
    ],
)
def test_every_kind_of_step_is_named_when_it_is_taken_back(reading: Reading, name: str, told: str) -> None:
    step_of(reading, name)
    again = after_a_restart(reading)
    again.colour_names = reading.colour_names
    for one in (reading, again):
        assert one.undo().message == f"Undid: {told}"
        assert one.redo().message == f"Redid: {told}"
