"""How fast this reader reads, kept from one time to the next. `tui` imports it; it is light.

It owns one small file in the user's state folder: a row a script, its name and then the paces of the last
stretches in words a minute. What is damaged in it is passed over: a pace is a convenience.
"""

from __future__ import annotations

from pathlib import Path

from tread.core.pace import FASTEST, KEPT, SCRIPTS, SLOWEST, Script
from tread.files import write_atomically
from tread.folders import user_folder
from tread.store.disk import in_words, make_folder


class Paces:
    """The paces of this user."""

    def __init__(self, file: Path | None = None) -> None:
        """file: where they are kept; in the user's state folder unless given."""
        self.file = file or user_folder("state") / "pace.txt"

    def load(self) -> dict[Script, list[float]]:
        """The stretches of each script, the last at the end; none where there is no file."""
        found: dict[Script, list[float]] = {script: [] for script in SCRIPTS}
        try:
            rows = self.file.read_text("utf-8").splitlines()
        except (OSError, ValueError):
            return found
        for row in rows:
            name, _, paces = row.partition(" ")
            for script in SCRIPTS:
                if script == name:
                    found[script] = [pace for word in paces.split() if (pace := _pace(word))][-KEPT:]
        return found

    def add(self, script: Script, words_a_minute: float) -> None:
        """Keep the pace of a stretch, after those that other windows have kept. Errors: StoreError."""
        found = self.load()
        found[script] = [*found[script], words_a_minute][-KEPT:]
        make_folder(self.file.parent, self.file.parent)
        rows = (f"{name} {' '.join(f'{pace:.0f}' for pace in paces)}\n" for name, paces in found.items())
        with in_words(self.file):
            write_atomically(self.file, "".join(rows).encode())


def _pace(word: str) -> float:
    """A pace as it is written; 0 for what is none."""
    try:
        pace = float(word)
    except ValueError:
        return 0.0
    return pace if SLOWEST <= pace <= FASTEST else 0.0
