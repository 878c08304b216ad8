from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.settling import CAREFUL_S, Settling, Sight, Verdict

LOOKS_PER_S = 10
A = Sight(1, 100, 1)


def looks(sights: str, shown: Sight = A) -> list[Verdict]:
    """What is said at each look at a file, ten a second.

    a: as shown; b, c, d: other contents of its size; 1 to 9: so many tenths of it; +: it has grown since
    the last look; -: gone; 0: empty.
    """
    settling, said, size = Settling(shown), [], shown.size
    for number, sign in enumerate(sights):
        now = number / LOOKS_PER_S
        size += sign == "+"
        sight: Sight | None = Sight(ord(sign), shown.size, 2)
        match sign:
            case "a":
                sight = shown
            case "-":
                sight = None
            case "+":
                sight = Sight(size, size, 1)
            case "0":
                sight = Sight(2, 0, 1)
            case _ if sign.isdecimal():
                sight = Sight(ord(sign), shown.size * int(sign) // 10, 1)
        verdict = settling.look(now, sight)
        said.append(verdict)
        if verdict == "ready":
            settling.read(now, sight, 0.0)
    return said


def test_a_file_renamed_over_another_is_read_when_it_has_been_quiet() -> None:
    assert looks("aabbbb") == ["same", "same", "changing", "changing", "ready", "same"]


@pytest.mark.parametrize("sights", ["abcdbcd", "a0000bb", "a----bb", "a123456", "a0cccc"[:5]])
def test_a_file_that_is_being_written_is_not_read(sights: str) -> None:
    assert set(looks(sights)[1:-1]) == {"changing"}


def test_half_a_file_is_read_only_when_no_more_comes_for_longer() -> None:
    said = looks("a" + "5" * (LOOKS_PER_S + 3))
    assert said.index("ready") == 1 + LOOKS_PER_S * CAREFUL_S
    assert looks("a" + "5" * (LOOKS_PER_S - 2) + "bbb")[-2:] == ["changing", "ready"]


def test_a_file_that_stays_away_is_gone_and_comes_back() -> None:
    said = looks("a--------aa")
    assert said[1:6] == ["changing"] * 5
    assert said[7:] == ["gone", "gone", "same", "same"]


def test_a_file_that_stays_empty_is_empty_until_it_is_filled() -> None:
    said = looks("a00000000bbb")
    assert said[7:] == ["empty", "empty", "changing", "changing", "ready"]


def test_a_log_that_never_rests_is_read_now_and_then() -> None:
    said = looks("+" * 50)
    assert 2 <= said.count("ready") <= 5


def test_a_file_that_never_rests_and_does_not_only_grow_is_left_alone() -> None:
    assert "ready" not in looks("ab" + "cd" * 40)


def test_a_file_that_takes_long_to_read_is_read_again_only_after_a_while() -> None:
    settling, said = Settling(A), []
    for number in range(100):
        now = number / LOOKS_PER_S
        sight = Sight(1 + number, 100 + number, 1)
        said.append(settling.look(now, sight))
        if said[-1] == "ready":
            settling.read(now, sight, cost_s=1.0)
    assert 2 <= said.count("ready") <= 3


def test_a_write_that_leaves_no_trace_in_the_file_is_read_once_it_was_told_of() -> None:
    settling = Settling(A)
    assert settling.look(0.0, A) == "same"
    settling.suspect()
    assert [settling.look(1.0, A), settling.look(1.3, A)] == ["changing", "ready"]
    settling.read(1.3, A, 0.0)
    assert settling.look(2.0, A) == "same"


def test_what_looks_like_half_once_read_is_read_again_only_when_it_is_quiet_for_longer() -> None:
    settling, other = Settling(A), Sight(2, 100, 2)
    assert [settling.look(0.0, other), settling.look(0.3, other)] == ["changing", "ready"]
    settling.doubt()
    assert settling.look(0.5, other) == "changing"
    assert settling.look(1.1, other) == "ready"


@given(st.text("abcd0-5+", max_size=30))
def test_a_file_that_comes_to_rest_is_always_shown_as_it_is_in_the_end(sights: str) -> None:
    said = looks(sights + "b" * (2 * LOOKS_PER_S))
    assert said[-1] == "same"
