from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tread.errors import StoreError, StoreLocked
from tread.store import lock
from tread.store.lock import locked

HOLDER = """
import fcntl, os, sys, time
from pathlib import Path
from tread.store.lock import locked
def refuse(descriptor, operation):
    raise OSError(int(sys.argv[2]), os.strerror(int(sys.argv[2])))
if len(sys.argv) > 2:
    fcntl.flock = refuse
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""

Hold = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def hold(tmp_path: Path) -> Hold:
    """Start a process that holds the lock, and wait until it does; `error`: of the locks there."""

    def start(*error: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, tmp_path, *error], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        return process

    return start


def test_a_held_lock_says_by_whom_and_one_whose_holder_died_never_blocks(tmp_path: Path, hold: Hold) -> None:
    with hold() as process:
        with pytest.raises(StoreLocked) as raised, locked(tmp_path, wait_s=0.05):
            pass
        process.kill()
        process.wait()
    assert f"process {process.pid} " in raised.value.message
    assert f"on {os.uname().nodename}, since 20" in raised.value.message
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


def test_what_a_dead_holder_wrote_is_not_said_of_the_next(tmp_path: Path, hold: Hold) -> None:
    with hold() as process:
        process.kill()
        process.wait()
    assert f"pid={process.pid}" in (tmp_path / lock.LOCK_NAME).read_text()
    with locked(tmp_path):
        assert f"pid={os.getpid()}" in (tmp_path / lock.LOCK_NAME).read_text()
    assert (tmp_path / lock.LOCK_NAME).read_text().strip() == ""


def test_a_lock_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("mine")
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / lock.LOCK_NAME).symlink_to(outside)
    with pytest.raises(StoreError, match="symbolic link"), locked(tmp_path / "store"):
        pass
    assert outside.read_text() == "mine"


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL])
def test_a_disk_without_locks_is_locked_by_a_file(
    tmp_path: Path, hold: Hold, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(descriptor: int, operation: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with hold(str(number)) as process:
        with pytest.raises(StoreLocked, match=f"process {process.pid} "), locked(tmp_path, wait_s=0.05):
            pass
        process.kill()
        process.wait()
    with locked(tmp_path):  # its holder died
        pass
    assert not (tmp_path / lock.MARKER_NAME).exists()


def test_a_file_that_a_machine_left_that_is_off_blocks_for_seconds_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    monkeypatch.setattr(lock, "LEASE_S", 0.2)
    marker = tmp_path / lock.MARKER_NAME
    with locked(tmp_path):
        left = marker.read_text()
    marker.write_text(left.replace(f"host={os.uname().nodename}", "host=elsewhere"))
    with locked(tmp_path, wait_s=20):
        assert "host=elsewhere" not in marker.read_text()


def test_a_full_disk_does_not_keep_anybody_from_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(descriptor: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, "write", refuse)
        with locked(tmp_path):
            pass


def test_one_who_waits_while_others_take_turns_is_not_told_that_somebody_keeps_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, turn = threading.Event(), threading.Event()

    def hold() -> None:
        with locked(tmp_path):
            held.set()
            turn.wait()

    waiter = threading.Thread(target=hold, daemon=True)
    waiter.start()
    held.wait()
    rounds = []

    def look(path: Path) -> bytes:
        # The holder is another one after the first wait, and gives the lock back in the second.
        rounds.append(path)
        if len(rounds) == 3:
            turn.set()
            waiter.join()
        return str(len(rounds)).encode()

    monkeypatch.setattr(lock, "_bytes", look)
    with locked(tmp_path, wait_s=0.05):
        assert len(rounds) == 3
