"""How long ago something was, and on which day, in a few characters."""

from __future__ import annotations

from datetime import datetime

_UNITS = ((60, 60, "min"), (3600, 24, "h"), (86400, 7, "d"))
"""(seconds of the unit, how many of it are told, its name)"""


def age(then: datetime, now: datetime) -> str:
    """ "just now", "5 min ago", "2 h ago", "3 d ago", and from a week on the date, "2026-11-20"."""
    seconds = (now - then).total_seconds()
    if seconds < 60:
        return "just now"
    for unit, limit, name in _UNITS:
        if seconds < unit * limit:
            return f"{int(seconds // unit)} {name} ago"
    return then.astimezone(now.tzinfo).date().isoformat()


def day(then: datetime, now: datetime) -> str:
    """ "Today", "Yesterday", or the date, "2026-11-20", where the reader is."""
    date = then.astimezone(now.tzinfo).date()
    days = (now.date() - date).days
    return {0: "Today", 1: "Yesterday"}.get(days, date.isoformat())
