from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.tui.age import age

NOW = datetime(2026, 11, 27, 0, 30, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("ago", "told"),
    [
        (timedelta(seconds=-90), "just now"),
        (timedelta(0), "just now"),
        (timedelta(seconds=59.9), "just now"),
        (timedelta(seconds=60), "1 min ago"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (timedelta(minutes=60), "1 h ago"),
        (timedelta(hours=23, minutes=59), "23 h ago"),
        (timedelta(hours=24), "1 d ago"),
        (timedelta(days=6, hours=23), "6 d ago"),
        (timedelta(days=7), "2026-11-20"),
        (timedelta(days=400), "2025-10-23"),
    ],
)
def test_ages_are_told_in_the_largest_unit_that_fits(ago: timedelta, told: str) -> None:
    assert age(NOW - ago, NOW) == told


def test_a_date_is_the_readers_own() -> None:
    half_past_ten_in_the_evening = datetime(2026, 11, 9, 22, 30, tzinfo=UTC)
    assert age(half_past_ten_in_the_evening, NOW) == "2026-11-10"


@given(st.timedeltas(timedelta(minutes=1), timedelta(days=7) - timedelta(seconds=1)))
def test_an_age_is_rounded_down_and_never_by_more_than_a_half(ago: timedelta) -> None:
    count, unit, _ = age(NOW - ago, NOW).split()
    told = int(count) * {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}[unit]
    assert told <= ago < 2 * told
