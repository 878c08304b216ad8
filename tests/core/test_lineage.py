"""Which paragraph was which, by fingerprints alone; and the pairing of two lists below it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tread.core.anchor import is_of
from tread.core.annotation import Anchor, Quote
from tread.core.lineage import MOST_EDITIONS, Lineage, worth_remembering
from tread.core.patience import Pairing
from tread.core.position import within

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


def made_in(edition: str, index: int) -> Anchor:
    """An anchor on one paragraph of an edition."""
    return Anchor(within(index, 0, 1), Quote("x"), (edition[index],))


def test_an_edition_is_remembered_while_an_anchor_was_made_in_it_and_in_no_newer_one() -> None:
    anchors = [made_in("abc", 0), made_in("xbc", 0), made_in("zbz", 2)]
    assert worth_remembering(["xbc", "abc"], "zbz", anchors) == (tuple("xbc"), tuple("abc"))
    assert worth_remembering(["xbc", "abc"], "zbz", anchors[:1]) == (tuple("abc"),)
    assert worth_remembering(["xbc", "abc"], "zbz", anchors[2:]) == ()


def test_only_so_many_editions_are_remembered_the_newest_of_them() -> None:
    editions = [f"{chr(200 + number)}bc" for number in range(MOST_EDITIONS + 3)]
    anchors = [made_in(edition, 0) for edition in editions]
    assert worth_remembering(editions, "zbc", anchors) == tuple(map(tuple, editions[:MOST_EDITIONS]))


def test_an_anchor_without_fingerprints_is_of_no_edition() -> None:
    assert not is_of(Anchor(within(0, 0, 1), Quote("x")), "abc")
