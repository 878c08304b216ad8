from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.commands import COMMAND_BY_ID, COMMANDS, CONTEXTS, Context
from tread.keymap import Digits, Keymap, Matched, Pending, Unbound, build_keymap
from tread.keys import LETTER, parse_keys

DEFAULT, DEFAULT_PROBLEMS = build_keymap({})


def type_keys(keymap: Keymap, context: Context, keys: str) -> Matched | Pending | Unbound:
    pending: tuple[str, ...] = ()
    answer: Matched | Pending | Unbound = Unbound()
    for key in keys.split():
        answer = keymap.feed(context, pending, key)
        pending = answer.keys if isinstance(answer, Pending) else ()
    return answer


def test_the_default_keys_have_no_problems() -> None:
    assert DEFAULT_PROBLEMS == ()


def test_every_default_key_runs_its_command_in_every_context_of_it() -> None:
    for command in COMMANDS:
        for context in command.contexts:
            for keys in command.keys:
                if command.takes_letter:
                    assert isinstance(type_keys(DEFAULT, context, keys), Pending)
                    assert type_keys(DEFAULT, context, f"{keys} q") == Matched(command.id, "q")
                else:
                    assert type_keys(DEFAULT, context, keys) == Matched(command.id)


def test_a_sequence_that_is_begun_shows_what_may_follow() -> None:
    all_notes = ("n", COMMAND_BY_ID["notes.show"])
    follows = (("g", COMMAND_BY_ID["article.top"]), ("v", COMMAND_BY_ID["selection.again"]), all_notes)
    assert DEFAULT.feed("article", (), "g") == Pending(("g",), follows)
    assert DEFAULT.feed("notes", (), "g") == Pending(("g",), (("g", COMMAND_BY_ID["notes.top"]),))


def test_every_continuation_of_one_command_is_shown() -> None:
    keymap, problems = build_keymap({"mark.note": ["; a", "; b c"], "mark.tags": "; t"})
    answer = keymap.feed("article", (), ";")
    assert problems == ()
    assert isinstance(answer, Pending)
    assert [(keys, command.id) for keys, command in answer.continuations] == [
        ("a", "mark.note"),
        ("b c", "mark.note"),
        ("t", "mark.tags"),
    ]
    assert type_keys(keymap, "article", "; b c") == Matched("mark.note")


@pytest.mark.parametrize("letter", ["a", "Z", "m", "7", "é", "я", "字"])
def test_a_command_that_takes_a_letter_is_run_with_the_one_that_follows(letter: str) -> None:
    assert type_keys(DEFAULT, "article", f"m {letter}") == Matched("mark.bookmark", letter)


@pytest.mark.parametrize("key", [".", "space", "ctrl+a", "left", "escape"])
def test_another_key_than_a_letter_ends_what_takes_one(key: str) -> None:
    assert type_keys(DEFAULT, "article", f"m {key}") == Unbound()


def test_what_takes_a_letter_goes_beside_sequences_that_go_on_otherwise() -> None:
    answer = type_keys(DEFAULT, "article", "'")
    assert isinstance(answer, Pending)
    assert [(keys, command.id) for keys, command in answer.continuations] == [
        ("'", "article.jump-last"),
        (LETTER, "article.go-to-bookmark"),
    ]
    assert type_keys(DEFAULT, "article", "' '") == Matched("article.jump-last")
    assert type_keys(DEFAULT, "article", "m enter") == Matched("mark.bare-bookmark")


def test_what_takes_a_letter_is_bound_by_the_keys_before_it() -> None:
    keymap, problems = build_keymap({"mark.bookmark": "M"})
    assert problems == ()
    assert keymap.keys_of("mark.bookmark") == (f"M {LETTER}",)
    assert type_keys(keymap, "article", "M x") == Matched("mark.bookmark", "x")
    assert type_keys(keymap, "article", "m x") == Unbound()


def test_a_sequence_that_goes_on_with_a_letter_clashes_with_what_takes_one() -> None:
    keymap, problems = build_keymap({"mark.note": "m n"})
    (problem,) = problems
    assert "mark.bookmark" in str(problem) and "mark.note" in str(problem)
    assert type_keys(keymap, "article", "m n") == Matched("mark.note")
    assert type_keys(keymap, "article", "m x") == Unbound()


def test_a_letter_is_no_key_to_bind() -> None:
    _, (problem,) = build_keymap({"mark.note": f"z {LETTER}"})
    assert "is no key" in str(problem)


def test_a_key_that_does_not_go_on_with_a_sequence_ends_it() -> None:
    assert DEFAULT.feed("article", ("g",), "x") == Unbound()
    assert DEFAULT.feed("article", (), "ctrl+y") == Unbound()


def test_a_key_means_what_its_context_says() -> None:
    assert DEFAULT.feed("article", (), "enter") == Matched("mark.highlight")
    assert DEFAULT.feed("library", (), "enter") == Matched("library.open")
    assert DEFAULT.feed("sidebar", (), "enter") == Matched("sidebar.open")
    assert DEFAULT.feed("library", (), "v") == Unbound()


def test_an_override_takes_the_place_of_all_default_keys() -> None:
    keymap, problems = build_keymap({"article.next-paragraph": ["ctrl+y", "f2"]})
    assert problems == ()
    assert keymap.keys_of("article.next-paragraph") == ("ctrl+y", "f2")
    assert keymap.feed("article", (), "j") == Unbound()
    assert keymap.feed("library", (), "j") == Matched("library.next")


def test_an_empty_list_unbinds() -> None:
    keymap, problems = build_keymap({"mark.delete": []})
    assert problems == ()
    assert keymap.keys_of("mark.delete") == ()
    assert keymap.feed("article", (), "x") == Unbound()


def test_two_commands_can_exchange_their_keys() -> None:
    keymap, problems = build_keymap({"find.next": "N", "find.previous": "n"})
    assert problems == ()
    assert keymap.feed("article", (), "n") == Matched("find.previous")


def test_an_unknown_command_is_named_with_the_nearest_one() -> None:
    keymap, (problem,) = build_keymap({"mark.nots": ";"})
    assert problem.where == "keys.mark.nots"
    assert "'mark.note'" in problem.hint
    assert keymap == DEFAULT


def test_of_a_list_only_the_bad_keys_are_passed_over() -> None:
    keymap, (problem,) = build_keymap({"mark.note": ["pgdwn!", ";"]})
    assert problem.where == "keys.mark.note" and "pgdwn!" in problem.message
    assert keymap.keys_of("mark.note") == (";",)


def test_the_default_keys_stay_where_every_own_key_is_bad() -> None:
    keymap, (problem,) = build_keymap({"mark.note": "ctrl+m"})
    assert "Enter" in problem.hint
    assert keymap.keys_of("mark.note") == ("a",)


def test_the_readers_own_key_wins_over_a_default_and_both_are_named() -> None:
    keymap, (problem,) = build_keymap({"mark.note": "w"})
    assert problem.where == "keys.mark.note"
    assert "article.next-word" in problem.message and "'w'" in problem.message
    assert keymap.feed("article", (), "w") == Matched("mark.note")
    assert keymap.keys_of("article.next-word") == ()


def test_of_two_own_keys_the_first_wins_and_both_are_named() -> None:
    keymap, (problem,) = build_keymap({"mark.tags": ";", "mark.note": [";", "ctrl+y"]})
    assert problem.where == "keys.mark.note"
    assert "mark.tags" in problem.message and "mark.note" in problem.message
    assert keymap.feed("article", (), ";") == Matched("mark.tags")
    assert keymap.keys_of("mark.note") == ("ctrl+y",)


def test_a_clash_takes_a_key_only_in_the_context_where_it_is() -> None:
    keymap, (problem,) = build_keymap({"sidebar.open": "a"})
    assert "the sidebar" in problem.message and "the article" not in problem.message
    assert keymap.feed("sidebar", (), "a") == Matched("sidebar.open")
    assert keymap.feed("article", (), "a") == Matched("mark.note")
    assert keymap.keys_of("mark.note", "sidebar") == ()
    assert keymap.keys_of("mark.note", "article") == ("a",)


def test_a_clash_of_the_same_two_commands_in_two_contexts_is_one_problem() -> None:
    _, (problem,) = build_keymap({"mark.note": "x"})
    assert "the article and the sidebar" in problem.message


@pytest.mark.parametrize(
    ("overrides", "winner", "loser"),
    [
        (
            {"article.page-down": "g", "selection.again": [], "notes.show": []},
            "article.page-down",
            "article.top",
        ),
        ({"article.page-down": "v v"}, "article.page-down", "selection.extend"),
    ],
)
def test_a_key_that_begins_another_sequence_is_reported(
    overrides: dict[str, Any], winner: str, loser: str
) -> None:
    keymap, (problem,) = build_keymap(overrides)
    assert winner in problem.message and loser in problem.message
    assert type_keys(keymap, "article", overrides[winner]) == Matched(winner)
    assert not set(keymap.keys_of(loser)) & set(COMMAND_BY_ID[loser].keys[:1])


def test_a_key_listed_twice_is_no_clash() -> None:
    keymap, problems = build_keymap({"mark.note": [";", ";"]})
    assert problems == ()
    assert keymap.keys_of("mark.note") == (";",)


some_keys = st.lists(st.sampled_from(["a", "b", "g", "z", "ctrl+d", "enter"]), min_size=1, max_size=3)
some_overrides = st.dictionaries(
    st.sampled_from([command.id for command in COMMANDS]),
    st.lists(some_keys.map(" ".join), max_size=3),
    max_size=6,
)


def typed(keymap: Keymap, context: Context, keys: tuple[str, ...]) -> str | None:
    """The command that a sequence runs, with a letter typed where one is wanted."""
    answer = type_keys(keymap, context, " ".join("q" if key == LETTER else key for key in keys))
    return answer.command_id if isinstance(answer, Matched) else None


@given(some_overrides)
def test_whatever_is_bound_every_binding_can_be_typed(overrides: dict[str, list[str]]) -> None:
    keymap, _ = build_keymap(overrides)
    for context in CONTEXTS:
        for keys, command_id in keymap.bindings[context].items():
            assert context in COMMAND_BY_ID[command_id].contexts
            assert typed(keymap, context, keys) == command_id


@given(some_overrides)
def test_no_key_is_lost_without_being_reported(overrides: dict[str, list[str]]) -> None:
    keymap, problems = build_keymap(overrides)
    told = " ".join(map(str, problems))
    for command in COMMANDS:
        for context in command.contexts:
            for keys in overrides.get(command.id, command.keys):
                held = typed(keymap, context, command.sequence(parse_keys(keys))) == command.id
                assert held or (command.id in told and repr(keys) in told)


# Counts


def fed(keymap: Keymap, keys: str, context: Context = "article") -> Matched | Pending | Unbound:
    """What the last of some keys does."""
    pending: tuple[str, ...] = ()
    found: Matched | Pending | Unbound = Unbound()
    for key in keys.split():
        found = keymap.feed(context, pending, key)
        pending = found.keys if isinstance(found, Pending) else ()
    return found


@pytest.mark.parametrize(
    ("digits", "keys", "expected"),
    [
        ("colours", "c 3 j", Matched("article.next-paragraph", times=3)),
        ("colours", "c 1 0 g g", Matched("article.top", times=10)),
        ("colours", "c j", Matched("article.next-paragraph")),
        ("colours", "3", Matched("mark.colour-3")),
        ("colours", "c 1 2 3 4 5 6 j", Matched("article.next-paragraph", times=9999)),
        ("colours", "c 0", Unbound()),
        ("colours", "c", Pending(("c",), ())),
        ("counts", "3 j", Matched("article.next-paragraph", times=3)),
        ("counts", "1 0 ' a", Matched("article.go-to-bookmark", "a", 10)),
        ("counts", "c 3", Matched("mark.colour-3")),
        ("counts", "0", Unbound()),
    ],
)
def test_a_count_stands_before_a_command(digits: Digits, keys: str, expected: object) -> None:
    keymap, problems = build_keymap({}, digits)
    assert problems == ()
    assert fed(keymap, keys) == expected


def test_a_count_is_for_articles_only() -> None:
    assert fed(build_keymap({})[0], "c", "library") == Unbound()


def test_a_readers_own_key_wins_over_the_key_for_counts() -> None:
    keymap, problems = build_keymap({"mark.copy": "c"})
    assert problems == ()
    assert fed(keymap, "c") == Matched("mark.copy")
