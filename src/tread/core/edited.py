"""What is said of a passage whose text is not what was marked, in a few words.

Pure. Imported by the command line, the exports and the reader, so that all of them say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tread.core.anchor import State

PLACES: Mapping[State, str] = {"uncertain": "Place uncertain", "orphan": "Place not found"}
"""What is said of an annotation whose place is not certain."""

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def edited_since(marked: datetime, now: datetime) -> str:
    """ "edited since you marked it, on 2 Nov"."""
    return f"edited since you marked it, on {day_of(marked, now)}"


def day_of(marked: datetime, now: datetime) -> str:
    """ "2 Nov": the day where the reader is, with its year where that is another."""
    day = marked.astimezone(now.tzinfo)
    year = "" if day.year == now.year else f" {day.year}"
    return f"{day.day} {_MONTHS[day.month - 1]}{year}"
