from __future__ import annotations

import gc
import sys
from collections.abc import Iterator

import pytest

from tread.tui import beside
from tread.tui.beside import Beside


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """The time, which passes only while somebody sleeps."""
    times = [100.0]
    monkeypatch.setattr(beside, "monotonic", lambda: times[-1])
    monkeypatch.setattr(beside, "sleep", lambda rest: times.append(times[-1] + rest))
    yield times


def test_work_beside_the_screen_gives_it_the_right_of_way_and_ends_that() -> None:
    usual, work = sys.getswitchinterval(), Beside()
    with work.working():
        assert sys.getswitchinterval() < usual
        assert not gc.isenabled()
        with work.working():
            pass
        assert not gc.isenabled(), "other work still goes on"
    assert sys.getswitchinterval() == pytest.approx(usual)
    assert gc.isenabled()


def test_work_does_not_rest_while_no_key_comes(clock: list[float]) -> None:
    Beside().give_way()
    assert len(clock) == 1


def test_work_rests_until_a_key_has_been_painted(clock: list[float]) -> None:
    work = Beside()
    work.key_came()
    work.give_way()
    assert 0.01 < clock[-1] - clock[0] < 0.05
    work.give_way()
    assert len(clock) == 2, "it has rested enough"


def test_work_goes_on_though_keys_never_cease(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    work = Beside()

    def sleep(rest: float) -> None:
        clock.append(clock[-1] + rest)
        work.key_came()

    monkeypatch.setattr(beside, "sleep", sleep)
    work.key_came()
    work.give_way()
    assert clock[-1] - clock[0] < 0.2
