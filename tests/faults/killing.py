"""Writers that are killed at any moment with `kill -9`, and what is left of what they were told was saved."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tread.store.leftovers import sweep
from tread.store.place import locate
from tread.store.repository import Store

from .shelf import stored_notes
from .writers import ARTICLE_TEXT, Nursery, database_of

KILLS_AN_ARTICLE = 40
"""An article is left alone after so many kills: its file grows with every one."""


@dataclass
class Killed:
    """What came of it.

    in_the_middle: kills after something was begun and before it was acknowledged. unreadable: kills after
    which the file did not open. lost: acknowledged changes that were not there any more; unlike: notes that
    nobody wrote. rebuilt_lost: changes that were not there when the journal alone had to tell them.
    leftovers: temporary files that were there in the end, and left after they had been swept.
    """

    kills: int = 0
    acknowledged: int = 0
    in_the_middle: int = 0
    unreadable: int = 0
    lost: int = 0
    unlike: int = 0
    rebuilt_lost: int = 0
    leftovers: tuple[int, int] = (0, 0)


class Account:
    """What a writer said of one article: each note as it was acknowledged, and what was begun since."""

    def __init__(self) -> None:
        self.saved: dict[str, str | None] = {}
        self.begun: dict[str, str | None] = {}

    def hear(self, row: list[Any]) -> bool:
        """Take down a row of a writer's; True for one that acknowledges."""
        what, _, id_, note = row
        if what == "begun":
            self.begun = {id_: note}
        elif what == "saved":
            self.saved[id_] = note
            self.begun = {}
        return bool(what == "saved")

    def compare(self, found: dict[str, str | None]) -> tuple[int, int]:
        """How many acknowledged changes are not there, and how many notes are that nobody wrote.

        What was begun and came to be counts as acknowledged from then on; what is lost is counted once.
        """
        for id_, note in self.begun.items():
            if found.get(id_) == note and id_ in found:
                self.saved[id_] = note
        lost = [id_ for id_, note in self.saved.items() if found.get(id_) != note]
        unlike = [id_ for id_ in found if id_ not in self.saved and id_ not in self.begun]
        for id_ in (*lost, *unlike):
            self.saved[id_] = found.get(id_)
        return len(lost), len(unlike)


def kill_writers(
    way: str, folder: Path, kills: int, *, seed: int = 0, tell: Callable[[int], None] = lambda number: None
) -> Killed:
    """Kill so many writers; `way` is one of `writers.WAYS`. The folder must be empty."""
    result = Killed()
    chance = random.Random(seed)
    account, article = Account(), folder / "none"
    with Nursery() as nursery:
        for number in range(kills):
            database = database_of(way, article)
            if number % KILLS_AN_ARTICLE == 0 or (database.exists() and not _opens(database)):
                if way == "tread":
                    _rebuild(article, account, result)
                account, article = Account(), folder / f"article-{number}.txt"
                article.write_text(ARTICLE_TEXT)
            process = nursery.start(
                does="write",
                way=way,
                articles=[str(article)],
                device="desk",
                seed=number,
                steps=10**6,
                waits=True,
            )
            _kill_at_a_moment(nursery, process, chance, account, result)
            _look(database_of(way, article), account, result)
            tell(number + 1)
    if way == "tread":
        _rebuild(article, account, result)
        result.leftovers = sweep_up(folder)
    return result


def _kill_at_a_moment(
    nursery: Nursery, process: int, chance: random.Random, account: Account, result: Killed
) -> None:
    """Let a writer come so far, and a little further; then kill it, and hear what it said until then."""
    rows = []
    for _ in range(1 + chance.randrange(8)):  # rows, not seconds: a busy machine may be slow
        rows.append(nursery.row())
    time.sleep(chance.uniform(0, 0.02))
    os.kill(process, signal.SIGKILL)
    while (row := nursery.row())[0] != "ended":
        rows.append(row)
    for row in rows:
        assert row[0] in ("begun", "saved"), row
        result.acknowledged += account.hear(row)
    result.kills += 1
    result.in_the_middle += rows[-1][0] == "begun"


def _look(database: Path, account: Account, result: Killed) -> None:
    """Open the database as the kill left it, before anything could mend it."""
    try:
        found = stored_notes(database) if database.exists() else {}
    except ValueError:
        result.unreadable += 1
        result.lost += len(account.saved)
        return
    lost, unlike = account.compare(found)
    result.lost += lost
    result.unlike += unlike


def _rebuild(article: Path, account: Account, result: Killed) -> None:
    """Have the journal alone say what there was."""
    database = database_of("tread", article)
    if not database.exists():
        return
    database.write_bytes(b"")
    for backup in (article.parent / ".tread" / "backup").glob(f"*/{database.stem}.*"):
        backup.unlink()
    store = Store(locate(article), "desk", lambda: datetime.now(UTC))
    store.load(f"a-{database.stem}")
    result.rebuilt_lost += account.compare(stored_notes(database))[0]


def sweep_up(folder: Path) -> tuple[int, int]:
    """Temporary files that are there, and that are left when an hour has passed and somebody wrote."""
    there = list(folder.rglob("*.tmp"))
    for path in there:
        os.utime(path, (0, 0))
    sweep(folder / ".tread")
    return len(there), len(list(folder.rglob("*.tmp")))


def _opens(database: Path) -> bool:
    try:
        stored_notes(database)
    except (ValueError, OSError):
        return False
    return True
