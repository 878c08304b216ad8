"""A program in a pseudo-terminal, timed from outside: what it was sent, and when its last byte came back.

Any full-screen program is measured alike. Nothing is drawn and nothing parsed while a time is taken; what
the program wrote is searched with its escape sequences left out. CPU and memory are read from /proc, so that
this needs Linux.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

SIZE = (120, 40)
"""Columns and rows."""
QUIET_S = 0.06
"""A frame has ended when nothing has been written for so long."""

_NO_ANSWER_S = 0.4
_FRAME_ENDS = b"\x1b[?2026l"
_ASKED = re.compile(rb"\x1b\[(>?0?c|6n|\?(\d+)\$p)")
_ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[P_\]][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")
_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
_FOREIGN = ("PYTHON", "TREAD_", "TEXTUAL", "NO_COLOR", "LESS", "XDG_", "VIRTUAL_ENV")


def environment(home: Path) -> dict[str, str]:
    """The environment that programs run in: a home of their own, and no settings of whoever measures."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
    own = {"HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    return kept | own


class Program:
    """A running program. Use it in a `with` block, which ends it."""

    def __init__(self, arguments: Sequence[str], environ: Mapping[str, str]) -> None:
        self._fd, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
        self._written = bytearray()
        self._started = time.perf_counter()
        self._process = subprocess.Popen(
            arguments, stdin=inner, stdout=inner, stderr=inner, env=environ, start_new_session=True
        )
        os.close(inner)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._fd)

    def paints(self, mark: str, limit_s: float = 60.0) -> float | None:
        """Seconds from the start until a word was written; None when it was not within the limit."""
        wanted = mark.encode()
        while (left := self._started + limit_s - time.perf_counter()) > 0 and self._process.poll() is None:
            self._read(min(left, 1.0))
            if wanted in self._written:
                return time.perf_counter() - self._started
        return None

    def press(self, keys: str, wait_s: float = _NO_ANSWER_S) -> float | None:
        """Seconds from writing keys to the last byte of what they painted; None when they painted nothing.

        wait_s: how long the first byte is waited for.
        """
        self._written.clear()
        began = time.perf_counter()
        os.write(self._fd, keys.encode())
        last = None
        while self._read(QUIET_S if last else wait_s):
            last = time.perf_counter() - began
        return last

    def frame(self, keys: str) -> bool:
        """Write keys and wait for the next frame and no longer, as when a wheel is turned on and on.

        Only for programs that tell the terminal where a frame ends; False when none came.
        """
        self._written.clear()
        os.write(self._fd, keys.encode())
        while _FRAME_ENDS not in self._written:
            if not self._read(_NO_ANSWER_S):
                return False
        return True

    def press_until(self, keys: str, mark: str, limit_s: float = 60.0) -> float | None:
        """Seconds from writing keys until a text was painted; None when it was not within the limit."""
        self._written.clear()
        began = time.perf_counter()
        os.write(self._fd, keys.encode())
        while (elapsed := time.perf_counter() - began) < limit_s:
            self._read(min(limit_s - elapsed, 0.5))
            if mark in self.text:
                return time.perf_counter() - began
        return None

    def rests(self, limit_s: float = 300.0) -> float:
        """Wait until the program has nothing left to do; seconds from the start until then."""
        end = time.perf_counter() + limit_s
        busy, spent = time.perf_counter(), self.cpu_s
        while time.perf_counter() - busy < 1.0 and time.perf_counter() < end:
            self._read(0.1)
            if self.cpu_s > spent + 0.01:
                busy, spent = time.perf_counter(), self.cpu_s
        return busy - self._started

    @property
    def text(self) -> str:
        """What was written since the last keys, without escape sequences."""
        return _ESCAPES.sub(b"", bytes(self._written)).decode(errors="replace")

    @property
    def cpu_s(self) -> float:
        """CPU seconds of the process so far, of all its threads."""
        about = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8")
        fields = about.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS_A_SECOND

    @property
    def peak_bytes(self) -> int:
        """The most memory that the process has had so far."""
        about = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        found = re.search(r"VmHWM:\s+(\d+) kB", about)
        return int(found[1]) * 1024 if found else 0

    def _read(self, timeout_s: float) -> bool:
        """Take in what is written within a time, and answer what is asked; False when nothing was."""
        if not select.select([self._fd], [], [], timeout_s)[0]:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:  # Linux: the other end is closed
            return False
        self._written += data
        for asked in _ASKED.finditer(data):
            if asked[1] == b"6n":
                answer = "\x1b[1;1R"
            elif asked[2]:
                answer = f"\x1b[?{asked[2].decode()};{2 if asked[2] == b'2026' else 0}$y"
            else:
                answer = "\x1b[?62;22c"
            os.write(self._fd, answer.encode())
        return bool(data)
