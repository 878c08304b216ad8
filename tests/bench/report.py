"""What is printed: tables in Markdown, one row a number, with its goal and whether it is met."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """One number. goal: the most it may be, None where there is none; unit: of number and goal."""

    what: str
    measured: str
    beside: str
    number: float | None
    unit: str = "×"
    goal: float | None = None


def table(title: str, rows: Sequence[Row]) -> str:
    """The rows under a heading."""
    lines = [
        f"### {title}",
        "",
        "| what | measured | beside | number | goal | |",
        "|---|---|---|---|---|---|",
    ]
    for row in rows:
        number = "–" if row.number is None else _number(row.number, row.unit)
        goal = "" if row.goal is None else f"≤ {_number(row.goal, row.unit)}"
        met = ""
        if row.goal is not None:
            met = "met" if row.number is not None and row.number <= row.goal else "**missed**"
        lines.append(f"| {row.what} | {row.measured} | {row.beside} | {number} | {goal} | {met} |")
    return "\n".join(lines) + "\n"


def _number(value: float, unit: str) -> str:
    return f"{value:.2f} {unit}".replace(" ×", "×")


def ms(seconds: float | None) -> str:
    """Seconds in words that fit a table."""
    if seconds is None:
        return "not in time"
    return f"{seconds * 1000:.0f} ms" if seconds >= 0.1 else f"{seconds * 1000:.1f} ms"


def times(seconds: Sequence[float]) -> str:
    """The median of some runs, and the fastest."""
    return f"{ms(statistics.median(seconds))} (min {ms(min(seconds))})" if seconds else "not in time"


def percentile_95(seconds: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(seconds, n=20, method="inclusive")[-1]


def ratio(some: Sequence[float], others: Sequence[float]) -> float | None:
    """Median by median."""
    return statistics.median(some) / statistics.median(others) if some and others else None
