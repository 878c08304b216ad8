"""The way back over far steps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tread.core.jumps import Jump, Jumps
from tread.core.position import within
from tread.core.selection import selecting
from tread.core.standing import Standing


def at(number: int, article: str = "one") -> Jump:
    return Jump(article, Standing(selecting(within(number, 0, 4), "paragraph")))


def after(*numbers: int) -> Jumps:
    jumps = Jumps()
    for number in numbers:
        jumps = jumps.leaving(at(number))
    return jumps


def walk(jumps: Jumps, here: int, steps: str) -> list[int | None]:
    """Where each step leads: "<" back, ">" forward, "'" where the last jump began; None: nowhere."""
    places: list[int | None] = []
    for step in steps:
        way = {"<": jumps.back, ">": jumps.forward, "'": jumps.swap}[step](at(here))
        if way is None:
            places.append(None)
            continue
        jumps, there = way
        here = there.standing.selection.range.start.paragraph
        places.append(here)
    return places


def test_back_goes_over_every_far_step_and_forward_comes_again() -> None:
    assert walk(after(1, 5, 9), 20, "<<<<>>>>") == [9, 5, 1, None, 5, 9, 20, None]


def test_a_far_step_in_between_forgets_what_lay_ahead() -> None:
    way = after(1, 5).back(at(9))
    assert way is not None
    jumps = way[0].leaving(at(5))
    assert walk(jumps, 30, "><") == [None, 5]


def test_a_place_that_the_reader_is_at_is_no_place_to_go_back_to() -> None:
    assert walk(after(1, 5), 5, "<") == [1]
    assert walk(after(5, 5, 5), 9, "<<") == [5, None]


def test_small_steps_on_the_way_are_come_back_to() -> None:
    way = after(1, 5).back(at(9))
    assert way is not None
    assert walk(way[0], 6, ">") == [9]
    assert walk(way[0], 6, "><<") == [9, 6, 1]


def test_back_and_forth_goes_between_two_places() -> None:
    assert walk(after(1, 5), 9, "''''") == [5, 9, 5, 9]
    assert walk(after(1, 5, 7), 9, "<'") == [7, 9]
    assert walk(Jumps(), 9, "'") == [None]


def test_the_same_place_in_another_article_is_another_place() -> None:
    jumps = Jumps().leaving(at(1, "one"))
    way = jumps.back(at(1, "two"))
    assert way is not None and way[1].article == "one"


def test_another_text_of_one_article_moves_its_places_alone() -> None:
    def ten_further(standing: Standing) -> Standing:
        return at(standing.selection.range.start.paragraph + 10).standing

    jumps = Jumps((at(1), at(2, "two")), (at(3),), at(4)).passing("one", ten_further)
    assert jumps == Jumps((at(11), at(2, "two")), (at(13),), at(14))


def test_the_way_back_is_not_kept_for_ever() -> None:
    jumps = after(*range(1000))
    assert len(jumps.behind) == 100
    assert jumps.behind[-1] == at(999)


@given(st.lists(st.integers(0, 6), max_size=8), st.integers(0, 6), st.integers(1, 10))
def test_going_back_and_as_often_forward_ends_where_it_began(
    places: list[int], here: int, steps: int
) -> None:
    jumps = after(*places)
    taken = [place for place in walk(jumps, here, "<" * steps) if place is not None]
    there = walk(jumps, here, "<" * len(taken) + ">" * len(taken))
    assert ([here, *there])[-1] == here
