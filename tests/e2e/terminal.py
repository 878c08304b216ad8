"""A terminal for tests: runs the installed command in a pseudo-terminal and keeps its screen in pyte.

It answers what a terminal is asked (its attributes, the cursor's position, the modes it knows), because a
program may wait for the answers.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte
from wcwidth import wcwidth

DEADLINE_S = 30.0
"""How long anything is waited for; nothing is measured by it."""

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "ctrl+s": "\x13",
    "ctrl+q": "\x11",
    "ctrl+z": "\x1a",
}

_ASKED = re.compile(rb"\x1b\[(>?0?c|6n|\?(\d+)\$p|\?u)")
# Private and intermediate sequences that pyte 0.8.2 takes for text or for other sequences.
_NOT_FOR_PYTE = re.compile(rb"\x1b\[[<>=?][\d;]*[umt]|\x1b\[\?\d+\$p|\x1bP[^\x1b]*\x1b\\")

# The first terminal that the leader of a session opens becomes its controlling one.
_TAKE_TERMINAL = "import os, sys; os.open(os.ttyname(1), os.O_RDWR); os.execv(sys.argv[1], sys.argv[1:])"


def command() -> str:
    """The installed command `tread` of the environment that runs the tests."""
    return str(Path(sys.executable).with_name("tread"))


class Terminal:
    """A program in a terminal of its own. Use it in a `with` block, which kills what is left of it."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        size: tuple[int, int] = (80, 24),
        cwd: Path | None = None,
        stdin: bytes | None = None,
        controls: bool = True,
    ) -> None:
        """size: columns and rows. stdin: what is piped in; the terminal is then only the controlling one.

        controls: whether it is the controlling terminal, whose closing sends a signal.
        """
        self.written = b""
        self._unparsed = b""
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._fd, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        environment = os.environ | {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-S", "-c", _TAKE_TERMINAL, *arguments] if controls else arguments,
            stdin=inner if stdin is None else subprocess.PIPE,
            stdout=inner,
            stderr=inner,
            cwd=cwd,
            env=environment,
            start_new_session=True,
        )
        os.close(inner)
        if self._process.stdin is not None:
            self._process.stdin.write(stdin or b"")
            self._process.stdin.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        if self._fd >= 0:
            os.close(self._fd)

    @property
    def code(self) -> int | None:
        """The exit code; None while the program runs."""
        return self._process.poll()

    @property
    def text(self) -> str:
        """The screen, row by row."""
        # pyte 0.8.2 screens.py:241 stumbles over the right half of a wide character whose left half is gone.
        for row in self._screen.buffer.values():
            for x, cell in list(row.items()):
                if cell.data == "" and (x == 0 or wcwidth(row[x - 1].data[:1]) < 2):
                    row[x] = cell._replace(data=" ")
        return "\n".join(row.rstrip() for row in self._screen.display)

    def grounds(self, y: int) -> list[tuple[str, str]]:
        """The characters of a row, each with its background as pyte names it: "default", or hex digits."""
        row = self._screen.buffer[y]
        return [(row[x].data, row[x].bg) for x in range(self._screen.columns)]

    def press(self, *keys: str) -> None:
        """Type keys: a character as itself, others by name.

        Wait for what Escape does before another key: the two together would be Alt and that key.
        """
        for key in keys:
            os.write(self._fd, KEYS.get(key, key).encode())
            self._read(0.05)

    def type(self, text: str) -> None:
        """Type a text at once."""
        os.write(self._fd, text.encode())
        self._read(0.05)

    def until(self, is_so: Callable[[], object], what: str) -> None:
        """Read what the program writes until something is so."""
        deadline = time.monotonic() + DEADLINE_S
        while not is_so():
            if time.monotonic() > deadline or self.code is not None:
                raise AssertionError(f"{what} did not come about; the screen:\n{self.text}")
            self._read(0.1)

    def shows(self, *texts: str) -> None:
        """Wait for texts to stand on the screen."""
        for text in texts:
            self.until(lambda text=text: text in self.text, repr(text))  # type: ignore[misc]

    def send(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self._process.send_signal(number)

    def close(self) -> None:
        """Close the terminal's window: the program gets SIGHUP and has nothing to write to any more."""
        os.close(self._fd)
        self._fd = -1

    def exits(self) -> int:
        """Wait for a program whose terminal is closed to end; its exit code."""
        return self._process.wait(DEADLINE_S)

    @property
    def is_stopped(self) -> bool:
        """True while the program is stopped, as Ctrl+Z stops it."""
        return os.waitid(os.P_PID, self._process.pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT) is not None

    def kill(self) -> None:
        """End the program as `kill -9` does."""
        self._process.kill()
        self._process.wait()

    def ends(self) -> int:
        """Wait for the program to end; its exit code."""
        deadline = time.monotonic() + DEADLINE_S
        while self.code is None and time.monotonic() < deadline:
            self._read(0.1)
        self._read(0.1)
        if self.code is None:
            raise AssertionError(f"it did not end; the screen:\n{self.text}")
        return self.code

    def modes(self) -> list[int]:
        """The terminal's settings, as `termios.tcgetattr` gives the flags."""
        return list(termios.tcgetattr(self._fd)[:4])

    def _read(self, timeout_s: float) -> None:
        """Take in what is written within a time, and answer what is asked."""
        while select.select([self._fd], [], [], timeout_s)[0]:
            try:
                data = os.read(self._fd, 65536)
            except OSError:  # Linux: the other end is closed
                data = b""
            if not data:
                return
            self.written += data
            for asked in _ASKED.finditer(data):
                self._answer(asked)
            data = self._unparsed + data
            # A sequence may be cut in two by the read; the rest of it is parsed with what follows.
            cut = data.rfind(b"\x1b")
            self._unparsed = data[cut:] if cut >= max(len(data) - 32, 0) else b""
            data = data[: len(data) - len(self._unparsed)]
            self._stream.feed(_NOT_FOR_PYTE.sub(b"", data))
            timeout_s = 0.0
        if self._unparsed:
            self._stream.feed(_NOT_FOR_PYTE.sub(b"", self._unparsed))
            self._unparsed = b""

    def _answer(self, asked: re.Match[bytes]) -> None:
        if asked[1] == b"6n":
            cursor = self._screen.cursor
            answer = f"\x1b[{cursor.y + 1};{cursor.x + 1}R"
        elif asked[2]:
            answer = f"\x1b[?{asked[2].decode()};0$y"
        elif asked[1] == b"?u":
            return
        else:
            answer = "\x1b[?62;22c"
        os.write(self._fd, answer.encode())
