"""Several processes that write at once, over one article and over several, with readers beside them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .shelf import stored_notes
from .writers import ARTICLE_TEXT, Nursery, database_of

DEVICES = ("desk", "laptop", "tablet", "phone")


@dataclass
class Together:
    """What came of it.

    acknowledged: changes; raised: changes that ended in an error. lost: acknowledged changes that were not
    there in the end. unreadable: files that did not open in the end. reads: by the readers; wrong: those that
    failed, or were told of damage.
    """

    acknowledged: int = 0
    raised: int = 0
    lost: int = 0
    unreadable: int = 0
    reads: int = 0
    wrong: int = 0


def write_together(way: str, folder: Path, steps: int, articles: int) -> Together:
    """Four processes make so many changes each, over so many articles. The folder must be empty."""
    result = Together()
    files = [folder / f"article-{number}.txt" for number in range(articles)]
    for file in files:
        file.write_text(ARTICLE_TEXT)
    saved: list[dict[str, str | None]] = [{} for _ in files]
    names = list(map(str, files))
    with Nursery() as nursery:
        nursery.start(does="read", way=way, articles=names)
        for device in DEVICES:
            nursery.start(does="write", way=way, articles=names, device=device, seed=1, steps=steps)
        while result.acknowledged + result.raised < steps * len(DEVICES):
            what, which, id_, note = nursery.row()
            assert what != "failed", note
            if what == "saved":
                saved[which][id_] = note
                result.acknowledged += 1
            result.raised += what == "raised"
        (folder / "done").touch()
        while (row := nursery.row())[0] != "read":
            pass
        result.reads, result.wrong = int(row[1]), int(row[2])
    for file, notes in zip(files, saved, strict=True):
        try:
            found = stored_notes(database_of(way, file))
        except (ValueError, OSError):
            result.unreadable += 1
            found = {}
        result.lost += sum(1 for id_, note in notes.items() if found.get(id_) != note)
    return result
