"""Which paragraph was which, by fingerprints alone; and the pairing of two lists below it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tread.core.lineage import Lineage
from tread.core.patience import Pairing

LISTS = st.lists(st.sampled_from("abcdefgh"), max_size=12)


@given(LISTS, LISTS)
def test_pairs_are_equal_and_rise_and_nothing_is_paired_twice(old: list[str], new: list[str]) -> None:
    pairing = Pairing(old, new)
    pairs = sorted(pairing.pairs.items())
    assert all(old[one] == new[other] for one, other in pairs)
    assert [other for _, other in pairs] == sorted({other for _, other in pairs})
    assert all(
        pairing.head <= one < len(old) - pairing.tail and pairing.head <= other < len(new) - pairing.tail
        for one, other in pairs
    )


@given(LISTS, LISTS)
def test_now_and_seen_are_each_other_turned_round(seen: list[str], now: list[str]) -> None:
    lineage = Lineage(seen, now)
    there = {index: lineage.now_of(index) for index in range(len(seen))}
    back = {index: lineage.seen_of(index) for index in range(len(now))}
    assert {(old, new) for old, new in there.items() if new is not None} == {
        (old, new) for new, old in back.items() if old is not None
    }


@given(LISTS)
def test_a_list_that_did_not_change_is_known_throughout(seen: list[str]) -> None:
    lineage = Lineage(seen, list(seen))
    assert [lineage.now_of(index) for index in range(len(seen))] == list(range(len(seen)))


def test_an_edited_paragraph_is_expected_between_its_neighbours() -> None:
    lineage = Lineage("abcde", "xabCDe")
    assert lineage.now_of(2) is None
    assert (lineage.expected(2), lineage.expected(3)) == (3, 4)
    assert (lineage.edited(2), lineage.edited(3)) == (3, 4)
    assert list(lineage.block(2)) == [3, 4]


def test_a_paragraph_among_as_many_as_there_were_seems_to_be_one_of_them() -> None:
    lineage = Lineage("abcde", "abCdXe")
    assert lineage.is_taken(2)
    assert not lineage.is_taken(4)


def test_a_refrain_is_known_by_its_neighbours_and_not_by_itself() -> None:
    assert Pairing("rarbr", "xrarbr").pairs == {} or Pairing("rarbr", "xrarbr").tail == 5
    assert Pairing("arb", "xarby").pairs == {0: 1, 1: 2, 2: 3}
