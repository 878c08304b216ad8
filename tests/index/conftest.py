"""A clock that can be put on."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Lets the time that files are judged by go on, without waiting."""
    passed = 0

    def go_on(nanoseconds: int) -> None:
        nonlocal passed
        passed += nanoseconds

    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + passed)
    return go_on
