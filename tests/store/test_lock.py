from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tread.errors import StoreLocked
from tread.store.lock import locked

HOLDER = """
import sys, time
from pathlib import Path
from tread.store.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def hold(tmp_path: Path) -> Callable[[], subprocess.Popen[str]]:
    """Start a process that holds the lock, and wait until it does."""

    def start() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, tmp_path], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        return process

    return start


def test_a_held_lock_says_by_whom_and_one_whose_holder_died_never_blocks(
    tmp_path: Path, hold: Callable[[], subprocess.Popen[str]]
) -> None:
    with hold() as process:
        with pytest.raises(StoreLocked) as raised, locked(tmp_path, wait_s=0.05):
            pass
        process.kill()
        process.wait()
    if sys.platform == "linux":
        assert f"process {process.pid}" in raised.value.message
    assert raised.value.hint
    with locked(tmp_path, wait_s=0):
        pass


def test_threads_of_one_process_exclude_each_other(tmp_path: Path) -> None:
    inside = 0
    together: list[int] = []

    def enter() -> None:
        nonlocal inside
        for _ in range(30):
            with locked(tmp_path):
                inside += 1
                together.append(inside)
                inside -= 1

    threads = [threading.Thread(target=enter) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == [1] * 90


def test_an_error_inside_gives_the_lock_back(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path):
        _ = 1 / 0
    with locked(tmp_path, wait_s=0):
        pass
