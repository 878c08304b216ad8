"""tread's block in a file: brought up to date, and nothing a person wrote is ever lost."""

from __future__ import annotations

import pytest
from harbour import (
    EVERYTHING,
    FEWER,
    HARBOUR,
    NO_NAMES,
    OWNER,
    STRANGER,
    annotation,
    marks_of,
    rendered,
)
from hypothesis import given
from hypothesis import strategies as st

from tread.core.position import within
from tread.errors import ExportError
from tread.export.blocks import merge_into, merge_sections
from tread.export.markdown import render_section


def test_exporting_again_replaces_the_block_and_nothing_else() -> None:
    old, new = rendered(), rendered(FEWER)
    mine = old.replace('title: "The harbour"', "title: Mine\nrating: 5").replace("# The harbour", "# My port")
    merged = merge_into(mine + "\nMy thoughts.\n", new, OWNER)
    assert merged == (
        new.replace('title: "The harbour"', "title: Mine\nrating: 5").replace("# The harbour", "# My port")
        + "\nMy thoughts.\n"
    )


OUTSIDE = st.text(alphabet="ab\n\r #%-:é\x00", max_size=40)


@given(OUTSIDE, OUTSIDE)
def test_every_byte_outside_the_block_is_kept(before: str, after: str) -> None:
    section = rendered()[rendered().index("%% tread:begin") :].rstrip("\n")
    new = rendered(FEWER)[rendered(FEWER).index("%% tread:begin") :].rstrip("\n")
    assert merge_into(f"{before}\n{section}\n{after}", rendered(FEWER), OWNER) == f"{before}\n{new}\n{after}"


def test_exporting_twice_gives_the_same_bytes() -> None:
    assert merge_into(rendered(), rendered(), OWNER) == rendered()


def test_a_file_that_an_editor_gave_other_row_ends_is_no_edit() -> None:
    windows = rendered().replace("\n", "\r\n")
    assert merge_into(windows, rendered(), OWNER) == windows
    assert merge_into(windows, rendered(FEWER), OWNER) == rendered(FEWER).replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("Really?", "Really!"), "edited"),
        (lambda text: text.replace("%% tread:begin", "tread:begin"), "missing"),
        (lambda text: text.replace("%% tread:end", "tread:end"), "damaged"),
        (lambda text: text + text, "twice"),
        (lambda text: text.replace("v=1", "v=2"), "newer"),
        (lambda text: "My own file.\n", "missing"),
    ],
)
def test_a_block_that_cannot_be_replaced_safely_is_refused_with_the_reason(change: object, said: str) -> None:
    assert callable(change)
    with pytest.raises(ExportError, match=said) as caught:
        merge_into(change(rendered()), rendered(FEWER), OWNER)
    assert caught.value.hint


def test_a_block_that_was_emptied_is_filled_again() -> None:
    text = rendered()
    start, end = text.index("%%\n") + 3, text.index("%% tread:end")
    assert merge_into(text[:start] + text[end:], text, OWNER) == text


def test_one_file_takes_several_articles_and_new_ones_at_its_end() -> None:
    one = render_section(HARBOUR, "a-1", EVERYTHING, NO_NAMES)
    two = render_section(HARBOUR, "a-2", FEWER, NO_NAMES)
    both = [(one, OWNER._replace(article_id="a-1")), (two, OWNER._replace(article_id="a-2"))]
    assert merge_sections("", both) == f"{one}\n{two}"
    assert merge_sections(one + "mine\n", both) == f"{one}mine\n\n{two}"
    with pytest.raises(ExportError, match="no notes"):
        merge_sections("A shopping list.\n", both[:1])


def test_the_notes_of_an_article_that_goes_by_the_same_id_are_another_section() -> None:
    with pytest.raises(ExportError, match="another article"):
        merge_into(rendered(), rendered(FEWER), STRANGER)
    other = marks_of(annotation(99, within(1, 0, 20)))
    mine, theirs = (render_section(HARBOUR, OWNER.article_id, one, NO_NAMES) for one in (EVERYTHING, other))
    both = merge_sections(mine, [(theirs, STRANGER)])
    assert both == f"{mine}\n{theirs}"
    fewer = render_section(HARBOUR, OWNER.article_id, FEWER, NO_NAMES)
    assert merge_sections(both, [(theirs, STRANGER), (fewer, OWNER)]) == f"{fewer}\n{theirs}"
