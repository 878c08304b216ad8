"""What is kept of the text around a range."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from changing import article, marked
from hypothesis import given
from hypothesis import strategies as st

from tread.core.anchor import capture
from tread.core.annotation import Anchor, Annotation
from tread.core.history import Change
from tread.core.position import Position, Range, within
from tread.core.surroundings import AROUND, Surroundings, bare, newly_anchored, surroundings
from tread.store.identity import new_annotation

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def made(anchor: Anchor | None) -> Annotation:
    return new_annotation("highlight", anchor, now=NOW, device="tests")


def test_the_rest_of_its_paragraph_and_those_beside_it_stand_around_a_range() -> None:
    document, span = marked("Above.", "Before [it is", "and is] after.", "Below.")
    assert surroundings(document, span) == Surroundings(("Above.", "Before "), (" after.", "Below."))


def test_far_text_is_cut_at_a_word() -> None:
    document, span = marked("far " * 1000, "[x]", "near " * 1000)
    found = surroundings(document, span)
    assert found.before[0].startswith("…far ") and found.after[-1].endswith("near …")
    assert max(map(len, (*found.before, *found.after))) <= AROUND + 2


@given(st.lists(st.text(alphabet="ab \n", max_size=30), min_size=1, max_size=8), st.data())
def test_what_is_kept_is_text_of_the_article(texts: list[str], data: st.DataObject) -> None:
    document = article(*texts)
    places = [Position(i, offset) for i, text in enumerate(texts) for offset in range(len(text) + 1)]
    start, end = sorted((data.draw(st.sampled_from(places)), data.draw(st.sampled_from(places))))
    found = surroundings(document, Range(start, end))
    assert (*texts[: start.paragraph], texts[start.paragraph][: start.offset]) == found.before
    assert (texts[end.paragraph][end.offset :], *texts[end.paragraph + 1 :]) == found.after


def test_only_what_a_change_puts_somewhere_is_kept() -> None:
    document, span = marked("one [two] three")
    first, other = made(capture(document, span)), made(capture(document, within(0, 0, 3)))
    moved = Change(first, replace(first, anchor=other.anchor))
    recoloured = Change(first, replace(first, colour="red"))
    assert set(newly_anchored(document, [Change(None, first)])) == {first.id}
    assert set(newly_anchored(document, [moved])) == {first.id}
    assert newly_anchored(document, [recoloured]) == {}
    assert newly_anchored(document, [Change(first, None)]) == {}
    assert newly_anchored(document, [Change(None, made(None))]) == {}


def test_nothing_is_kept_of_a_place_in_another_text() -> None:
    document, span = marked("one [two] three")
    change = [Change(None, made(capture(document, span)))]
    assert newly_anchored(article("one six three"), change) == {}
    assert newly_anchored(article(), change) == {}


def test_an_anchor_knows_a_little_of_what_stood_around_it() -> None:
    document, span = marked("Above.", "a [b] c", "Below.")
    assert bare(capture(document, span)) == Surroundings(("…Above.", "a "), (" c", "Below.…"))
