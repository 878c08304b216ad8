"""Signals that end tread: a note being written and the reading place are kept, the terminal is given back.

Only `tread.tui.leaving` imports this module.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import termios
from collections.abc import Callable

ENDING = (signal.SIGTERM, signal.SIGHUP)
"""What `kill` sends, and what a terminal that is closed sends."""
HANG_UP = 128 + signal.SIGHUP
"""The exit code when the terminal has gone."""


def on_end(end: Callable[[int], object]) -> None:
    """Call `end` on the screen's thread with an exit code, as shells give it, when a signal asks to end."""
    loop = asyncio.get_running_loop()
    for number in ENDING:
        loop.add_signal_handler(number, end, 128 + number)


def end_without_terminal(code: int) -> None:
    """End at once with an exit code if the terminal is gone; what is left to do is only about the terminal.

    Textual would wait for ever to write to it: on SIGCONT, which comes with the hang-up, it starts another
    thread that writes (textual 8.2.8 drivers/linux_driver.py:79), and that one fails.
    """
    if not has_terminal():
        os._exit(code)


def has_terminal() -> bool:
    """Whether there is a terminal to read keys from.

    One that goes away without a signal, because it was not the controlling one, is read as an end that comes
    again and again (textual 8.2.8 drivers/linux_driver.py:438).
    """
    try:
        termios.tcgetattr(sys.__stdin__.fileno() if sys.__stdin__ else 0)
    except termios.error:
        return False
    return True
