from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tread.store.uniting import united


def journal(*entries: str) -> bytes:
    """Lines from words like "d1": who wrote it, and when; a "!" behind it voids the one before."""
    return b"".join(line(entry) + b"\n" for entry in entries)


def line(entry: str) -> bytes:
    at = entry[1:].rstrip("!")
    return json.dumps({"at": at, "device": entry[0], "voids_previous": entry.endswith("!")}).encode()


def words(data: bytes) -> list[str]:
    entries = [json.loads(one) for one in data.splitlines()]
    return [one["device"] + one["at"] + "!" * one["voids_previous"] for one in entries]


def test_entries_are_each_there_once_and_by_time() -> None:
    desk, laptop = journal("d1", "d3", "d5"), journal("d1", "l2", "l4")
    assert words(united(desk, laptop)) == ["d1", "l2", "d3", "l4", "d5"]
    assert united(laptop, desk) == united(desk, laptop)


def test_an_entry_stays_behind_what_came_before_it_whatever_the_clocks_say() -> None:
    desk, laptop = journal("d1", "d9", "d2"), journal("d1", "d9", "l1", "l3")
    assert words(united(desk, laptop)) == ["d1", "d9", "l1", "d2", "l3"]


def test_what_one_side_has_before_a_common_entry_stays_before_it() -> None:
    desk, laptop = journal("d1", "d2"), journal("d1", "l5", "d2")
    assert words(united(desk, laptop)) == words(united(laptop, desk)) == ["d1", "l5", "d2"]


def test_what_voids_an_entry_stays_behind_it() -> None:
    desk, laptop = journal("d1", "d3", "d5!"), journal("d1", "l4")
    assert words(united(desk, laptop)) == ["d1", "d3", "d5!", "l4"]
    assert words(united(journal("d1", "d3"), desk)) == ["d1", "d3", "d5!"]


def test_a_torn_line_stays_where_it_is_and_costs_nothing() -> None:
    torn = b'{"at": "2", "dev'
    mine = journal("d1") + torn + b"\n" + journal("d3")
    assert united(mine, journal("d1", "l2")).splitlines() == [line("d1"), torn, line("l2"), line("d3")]


def test_a_journal_united_with_nothing_is_itself() -> None:
    assert united(b"", journal("d1", "d2")) == journal("d1", "d2")
    assert united(b"", b"") == b""


entries = st.lists(st.builds(lambda number: f"d{number}", st.integers(10, 99)), unique=True, max_size=6)


@given(entries, entries, entries)
def test_each_side_keeps_its_order(start: list[str], mine: list[str], theirs: list[str]) -> None:
    ours = [*start, *(f"a{one[1:]}" for one in mine)]
    others = [*start, *(f"b{one[1:]}" for one in theirs)]
    both = words(united(journal(*ours), journal(*others)))
    assert [one for one in both if one in ours] == ours
    assert [one for one in both if one in others] == others
    assert len(both) == len(set(both))
    assert united(journal(*others), journal(*ours)) == united(journal(*ours), journal(*others))
    assert united(journal(*both), journal(*ours)) == journal(*both)
