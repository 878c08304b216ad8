"""The running program, killed while marks are made in it as fast as keys can be pressed."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable
from pathlib import Path

from .killing import Killed, sweep_up
from .shelf import stored_notes
from .writers import database_of

sys.path.append(str(Path(__file__).parents[1] / "e2e"))
from terminal import Terminal, command

PARAGRAPHS = 120
_NOTES = re.compile(r"Notes +(\d+)")


class _Watcher:
    """Reads off the screen how many marks are on it, and whether it says that they are saved."""

    def __init__(self, screen: Terminal) -> None:
        self._screen = screen
        self._last = 0
        self.acknowledged = 0

    def look(self) -> None:
        """Take in what has been drawn. A count that was seen twice is one: a frame may be half drawn."""
        self._screen.type("")
        text = self._screen.text
        counted = _NOTES.search(text)
        count = int(counted[1]) if counted and "· saved" in text else 0
        if count == self._last:
            self.acknowledged = max(self.acknowledged, count)
        self._last = count


def kill_the_program(
    folder: Path, kills: int, *, seed: int = 0, tell: Callable[[int], None] = lambda number: None
) -> Killed:
    """Kill the program so often, each time over another article of one library. The folder must be empty."""
    result = Killed()
    chance = random.Random(seed)
    text = "Title\n\n" + "\n\n".join(f"Paragraph {number} has words." for number in range(PARAGRAPHS))
    for number in range(kills):
        article = folder / f"article-{number}.txt"
        article.write_text(text)
        pressed = 0
        with Terminal([command(), str(article)], size=(110, 20)) as screen:
            screen.shows("Paragraph 0 has words.")
            watcher = _Watcher(screen)
            for _ in range(1 + chance.randrange(25)):
                screen.type("j1")
                pressed += 1
                if chance.random() < 0.3:
                    screen.type("3")
                watcher.look()
                while chance.random() < 0.6 and watcher.acknowledged < pressed:
                    watcher.look()
            screen.kill()
        _count(database_of("tread", article), pressed, watcher.acknowledged, result)
        tell(number + 1)
    result.leftovers = sweep_up(folder)
    return result


def _count(database: Path, pressed: int, acknowledged: int, result: Killed) -> None:
    result.kills += 1
    result.acknowledged += acknowledged
    try:
        found = len(stored_notes(database)) if database.exists() else 0
    except ValueError:
        result.unreadable += 1
        result.lost += acknowledged
        return
    result.in_the_middle += found != acknowledged or acknowledged != pressed
    result.lost += max(acknowledged - found, 0)
    result.unlike += max(found - pressed, 0)
