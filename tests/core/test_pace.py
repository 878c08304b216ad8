from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.document import WORDS_PER_MINUTE, Document, Paragraph
from tread.core.pace import BOUNDS, ENOUGH, FASTEST, KEPT, SLOWEST, Pace, Pacer, script_of, script_of_document
from tread.core.position import Position

PAGE = 250
"""Words of a page; each is a paragraph of one word."""


def measured(*visits: tuple[float, int]) -> list[int]:
    """The paces found when a page is turned, or left for another place, at these seconds.

    visits: when the page begins with which word.
    """
    pacer, found = Pacer(lambda first, last: last.paragraph - first.paragraph), []
    for now, word in visits:
        pace = pacer.moved(now, Position(word, 0), Position(word + PAGE, 1))
        if pace is not None:
            found.append(round(pace))
    return found


@pytest.mark.parametrize(
    "visits, paces",
    [
        ([(0, 0), (60, PAGE), (120, 2 * PAGE)], [250, 250]),
        ([(0, 0), (20, 50), (40, 100), (60, 150), (80, 200), (120, 300)], [150, 150]),
        ([(0, 0), (2, PAGE), (4, 2 * PAGE)], []),
        ([(0, 0), (900, PAGE), (960, 2 * PAGE)], [250]),
        ([(0, 0), (60, 5 * PAGE), (120, 6 * PAGE)], [250]),
        ([(0, 5 * PAGE), (60, 0), (120, PAGE)], [250]),
        ([(0, 0), (10, 0), (60, PAGE)], [250]),
        ([(0, 0), (0, PAGE)], []),
    ],
    ids=["pages", "rows", "skimmed", "away", "jump on", "jump back", "no move", "in no time"],
)
def test_only_what_may_have_been_read_says_something(
    visits: list[tuple[float, int]], paces: list[int]
) -> None:
    assert measured(*visits) == paces


def test_what_was_in_view_before_a_pause_is_not_counted() -> None:
    pacer = Pacer(lambda first, last: last.paragraph - first.paragraph)
    pacer.moved(0, Position(0, 0), Position(PAGE, 1))
    pacer.pause()
    assert pacer.moved(60, Position(PAGE, 0), Position(2 * PAGE, 1)) is None
    assert pacer.moved(120, Position(2 * PAGE, 0), Position(3 * PAGE, 1)) == 250


def test_the_common_pace_holds_until_enough_has_been_read() -> None:
    pace = Pace()
    for _ in range(ENOUGH - 1):
        pace.add("spaced", 400)
    assert pace.words_a_minute("spaced") == WORDS_PER_MINUTE
    pace.add("spaced", 400)
    assert pace.words_a_minute("spaced") == 400
    assert pace.words_a_minute("unspaced") == WORDS_PER_MINUTE
    assert (pace.minutes(400, "spaced"), pace.minutes(401, "spaced"), pace.minutes(0, "spaced")) == (1, 2, 0)


def test_a_few_odd_stretches_do_not_move_the_pace() -> None:
    pace = Pace({"spaced": [300.0] * 9})
    for odd in (61, 799, 61, 70):
        pace.add("spaced", odd)
    assert pace.words_a_minute("spaced") == 300


def test_the_pace_follows_a_reader_who_has_become_another() -> None:
    pace = Pace({"spaced": [200.0] * KEPT})
    for _ in range(KEPT // 2 + 1):
        pace.add("spaced", 350)
    assert pace.words_a_minute("spaced") == 350


@given(st.lists(st.floats(SLOWEST, FASTEST), min_size=ENOUGH))
def test_a_pace_is_always_sane(stretches: list[float]) -> None:
    pace = Pace({"spaced": stretches})
    assert BOUNDS[0] <= pace.words_a_minute("spaced") <= BOUNDS[1]
    assert pace.minutes_of_characters(1, "spaced") == 1


@pytest.mark.parametrize(
    "text, script",
    [
        ("The harbour was sold.", "spaced"),
        ("", "spaced"),
        ("港は春に売られた。誰も理由を尋ねなかった。", "unspaced"),
        ("港口在春天被卖掉了。", "unspaced"),
        ("항구는 봄에 팔렸다.", "spaced"),
        ("The word 港 means harbour.", "spaced"),
    ],
)
def test_scripts_without_spaces_are_known_by_their_characters(text: str, script: str) -> None:
    assert script_of(text) == script
    assert script_of_document(Document([Paragraph(text)] * 3)) == script
