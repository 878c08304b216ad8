"""What is said of a passage whose text is not what was marked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tread.core.edited import edited_since

EAST = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("marked", "now", "day"),
    [
        (datetime(2026, 11, 2, 8, 0, tzinfo=UTC), datetime(2026, 11, 25, tzinfo=UTC), "2 Nov"),
        (datetime(2025, 11, 2, 8, 0, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC), "2 Nov 2025"),
        # By the clock of the reader, not of where it was marked.
        (datetime(2025, 12, 31, 20, 0, tzinfo=UTC), datetime(2026, 1, 3, tzinfo=EAST), "1 Jan"),
    ],
)
def test_the_day_is_the_readers_and_has_a_year_where_it_is_another(
    marked: datetime, now: datetime, day: str
) -> None:
    assert edited_since(marked, now) == f"edited since you marked it, on {day}"
