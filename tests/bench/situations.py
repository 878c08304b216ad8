"""The situations that keys are timed in, and how the two articles of one are timed in turns."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench.program import Program, environment
from tests.bench.texts import FIRST, OFTEN

KEYS: Mapping[str, int] = {"j": 8, "l": 8, "w": 8, " ": 3, "]": 8, "n": 3}
"""What is pressed, and how often before going back to the start: the shortest article has no more."""
NAMES: Mapping[str, str] = {" ": "Space"}
BACK = "gg"
_NO_SETTINGS: Mapping[str, str] = {}
_READ_FOR = 14
"""So many keys are pressed while an article is being read, which takes a second or two."""


@contextmanager
def running(
    arguments: Sequence[str],
    mark: str = FIRST,
    settings: Mapping[str, str] = _NO_SETTINGS,
    limit_s: float = 60.0,
) -> Iterator[tuple[Program, float | None]]:
    """A program in a new home, and the seconds until it had painted a mark."""
    with (
        tempfile.TemporaryDirectory() as home,
        Program(arguments, {**environment(Path(home)), **settings}) as program,
    ):
        yield program, program.paints(mark, limit_s)


def first_paints(commands: Sequence[Sequence[str]], runs: int, marks: Sequence[str]) -> list[list[float]]:
    """Seconds to the first paint of each of some commands, in turns; a first turn warms the disk up."""
    times: list[list[float]] = [[] for _ in commands]
    for turn in range(runs + 1):
        order = range(len(commands))
        for number in order if turn % 2 else reversed(order):
            with running(commands[number], marks[number]) as (_, seconds):
                if turn and seconds is not None:
                    times[number].append(seconds)
    return times


def keys_in_turns(
    commands: Sequence[Sequence[str]],
    keys: Sequence[str],
    presses: int,
    settings: Mapping[str, str] = _NO_SETTINGS,
) -> dict[str, list[list[float]]]:
    """For each key the seconds to its last painted byte in each of some programs, one press each in turns.

    The programs are open beside one another, and have come to rest before.
    """
    found: dict[str, list[list[float]]] = {key: [[] for _ in commands] for key in keys}
    with ExitStack() as stack:
        programs = [stack.enter_context(running(command, settings=settings))[0] for command in commands]
        for program in programs:
            program.rests()
        for key in keys:
            if key == "n":
                for program in programs:
                    program.press(f"/{OFTEN}\r")
                    program.rests()
            for press in range(presses):
                order = range(len(programs))
                for number in order if press % 2 else reversed(order):
                    if press % KEYS[key] == 0:
                        programs[number].press(BACK)
                    if (seconds := programs[number].press(key)) is not None:
                        found[key][number].append(seconds)
    return found


def keys_while_reading(commands: Sequence[Sequence[str]], keys: str, runs: int) -> list[list[float]]:
    """Seconds to the last painted byte of keys that are pressed as soon as the first page is there."""
    times: list[list[float]] = [[] for _ in commands]
    for _ in range(runs):
        for number, command in enumerate(commands):
            with running(command) as (program, _):
                for key in (keys * _READ_FOR)[:_READ_FOR]:
                    if (seconds := program.press(key)) is not None:
                        times[number].append(seconds)
    return times
