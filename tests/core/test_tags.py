"""Tags as they are typed, and among the Markdown of a note."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.tags import completions, parse_tags, renamed_in, tags_after, tags_in, typed_length

WORDS = ["economy", "ecology", "eco", "east/asia", "c++", "2024", "हिंदी"]


@pytest.mark.parametrize(
    ("note", "tags"),
    [
        ("", ()),
        ("#money and #power-play, then #money.", ("money", "power-play")),
        ("(#a) [#b] “#c” 'x' #east/asia_2", ("a", "b", "c", "east/asia_2")),
        ("#हिंदी #日本、#été", ("हिंदी", "日本", "été")),
        ("# heading, ## another, no#tag, a#b, #", ()),
        ("#1 and #2024 are numbers, #2024-plan is none", ("2024-plan",)),
        ("[link](#place) and https://a.example/#part", ()),
        ("`#code` and ``a ` #code``, #tag", ("tag",)),
        ("```\n#code\n```\n#tag", ("tag",)),
        ("~~~ python\n#code\n", ()),
        ("> a #quoted word\n#mine", ("mine",)),
        ("a `tick and #tag", ("tag",)),
        ("#tag- and #more/", ("tag", "more")),
        ("#`code` and #a`code`", ("a",)),
    ],
)
def test_a_tag_is_a_sign_at_a_words_beginning_outside_code_and_quotes(
    note: str, tags: tuple[str, ...]
) -> None:
    assert tags_in(note) == tags


@pytest.mark.parametrize(
    ("tags", "before", "after", "left"),
    [
        ((), "", "see #a", ("a",)),
        (("x",), "", "#a #x", ("x", "a")),
        (("a", "x"), "#a", "nothing", ("x",)),
        (("x",), "#a stays written", "#a stays written there", ("x",)),
        (("a",), "#a", "#b", ("b",)),
    ],
)
def test_what_changes_in_a_note_changes_the_tags(
    tags: tuple[str, ...], before: str, after: str, left: tuple[str, ...]
) -> None:
    assert tags_after(tags, before, after) == left


@pytest.mark.parametrize(
    ("note", "old", "new", "after"),
    [
        ("#a, #ab and `#a`: #a", "a", "long-one", "#long-one, #ab and `#a`: #long-one"),
        ("> #a\n#a-b", "a", "c", "> #a\n#a-b"),
        ("#a", "a", "c++", "#a"),
        ("no tag: a", "a", "b", "no tag: a"),
    ],
)
def test_a_tag_is_renamed_where_it_is_one(note: str, old: str, new: str, after: str) -> None:
    assert renamed_in(note, old, new) == after


NOTES = st.text(st.sampled_from("ab#-/ `>\n~(é"), max_size=40)


@given(NOTES)
def test_renaming_there_and_back_is_the_identity(note: str) -> None:
    new = "zz"
    for tag in tags_in(note):
        assert renamed_in(renamed_in(note, tag, new), new, tag) == note


@given(NOTES)
def test_every_tag_in_a_note_is_one_that_could_be_typed(note: str) -> None:
    for tag in tags_in(note):
        assert parse_tags(f"#{tag}") == (tag,)


@pytest.mark.parametrize(
    ("before", "offered", "length"),
    [
        ("see #e", ["economy", "ecology", "eco", "east/asia"], 1),
        ("see #eco", ["economy", "ecology"], 3),
        ("#east/", ["east/asia"], 5),
        ("#c", [], 1),
        ("#", [], 0),
        ("# e", [], 0),
        ("no#e", [], 0),
        ("#eco and", [], 0),
        ("#हि", ["हिंदी"], 2),
    ],
)
def test_a_tag_that_is_being_typed_is_completed(before: str, offered: list[str], length: int) -> None:
    assert completions(before, [*WORDS, "economy"]) == offered
    assert typed_length(before) == length
