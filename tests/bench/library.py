"""A library of many annotations, and what its store and its index take: run as a program of its own.

`python -m tests.bench.library FOLDER ARTICLES NOTES SAVES` makes the library, so many notes an article, and
prints the times as one JSON object.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from tests.bench.texts import OFTEN

from tread.core.anchor import capture
from tread.core.annotation import COLOURS
from tread.core.document import Document, Paragraph
from tread.core.folding import article_fingerprint, fingerprints
from tread.core.history import Change, Step
from tread.core.position import within
from tread.files import write_atomically
from tread.index import Index
from tread.library import Library, record_of
from tread.store.codec import ArticleRecord, document_number, encode, encode_record
from tread.store.identity import new_annotation
from tread.store.place import derived_id
from tread.store.storage import serialise
from tread.tui.beside import Beside

Result = TypeVar("Result")

_PARAGRAPHS = 20
_TAGS = 50
_DEVICE = "0" * 12
_TICK_S = 0.001


def make(root: Path, articles: int, annotations: int) -> None:
    """Write the articles, and the databases as the store would have written them."""
    chance = random.Random(1)
    words = f"{OFTEN} council market winter bridge school river report village minister evidence".split()
    began = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(articles):
        path = root / f"{number % 100:02}" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        texts = [
            f"Report {paragraph} of {number}. {' '.join(chance.choices(words, k=40))}"
            for paragraph in range(max(_PARAGRAPHS, annotations // 25))
        ]
        path.write_text("\n\n".join(texts) + "\n")
        document = Document([Paragraph(text) for text in texts])
        known = fingerprints(document)
        made = {}
        for index in range(annotations):
            place = within(chance.randrange(len(texts)), 0, chance.randrange(40, 120))
            annotation = new_annotation(
                "note" if index % 3 == 0 else "highlight",
                capture(document, place, known),
                now=began + timedelta(seconds=chance.randrange(20_000_000)),
                device=_DEVICE,
                colour=chance.choice(COLOURS),
                note="" if index % 3 else " ".join(chance.choices(words, k=12)),
                tags=(f"tag{chance.randrange(_TAGS)}",) if index % 2 else (),
            )
            made[document_number(annotation.id)] = encode(annotation)
        relative = path.relative_to(root).as_posix()
        article_id = derived_id(relative)
        record = ArticleRecord(
            article_id, relative, texts[0], article_fingerprint(known), known, "text/1", "text"
        )
        database = root / ".tread" / "annotations" / article_id[2:4] / f"{article_id[2:]}.json"
        database.parent.mkdir(parents=True, exist_ok=True)
        database.write_bytes(serialise({"annotations": made, "article": {1: encode_record(record)}}))


def measure(root: Path, saves: int) -> dict[str, list[float]]:
    """Seconds by what took them."""
    library = Library(opened=root, device=_DEVICE)
    article = library.open(root / "00" / "0.txt")
    store, record = article.store, record_of(article)
    database = next((root / ".tread").glob(f"annotations/*/{article.id[2:]}.json"))
    kept = article.kept.annotations
    found: dict[str, list[float]] = {"save": [], "bare": [], "held": [], "idle": []}

    def recolour(number: int) -> Step:
        one = kept[number % len(kept)]
        colour = "green" if one.colour == "yellow" else "yellow"
        return Step("recolour", (Change(one, replace(one, colour=colour)),))

    for number in range(saves + 3):
        seconds, kept = _timed(partial(store.commit, record, recolour(number)))
        bare, _ = _timed(lambda: write_atomically(database.with_name("bare.bin"), database.read_bytes()))
        if number >= 3:  # the first ones import, and keep the day's copy
            found["save"].append(seconds)
            found["bare"].append(bare)
    database.with_name("bare.bin").unlink()
    beside = Beside()

    def save() -> None:
        nonlocal kept
        with beside.working():
            kept = store.commit(record, recolour(0))

    for _ in range(3):
        found["held"].append(asyncio.run(_longest_wait(save)))
        found["idle"].append(asyncio.run(_longest_wait(lambda: time.sleep(0.3))))

    index = Index(store.place)
    found["rebuild"] = [_timed(lambda: index.notes.refresh(lambda: store))[0]]
    found["look"] = [_timed(lambda: index.notes.refresh(lambda: store))[0] for _ in range(3)]
    asked: dict[str, dict[str, str]] = {
        "newest": {},
        "tag": {"tag": "tag7"},
        "colour": {"colour": "green"},
        "text": {"text": OFTEN},
        "nowhere": {"text": "stands nowhere"},
    }
    for name, wanted in asked.items():
        found[name] = [_timed(partial(index.notes.newest, 100, **wanted))[0] for _ in range(9)]
    return found


def _timed(work: Callable[[], Result]) -> tuple[float, Result]:
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


async def _longest_wait(work: Callable[[], object]) -> float:
    """How much longer than it should a pause took at the most while another thread worked."""
    longest, loop = 0.0, asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as executor:
        working = loop.run_in_executor(executor, work)
        while not working.done():
            began = time.perf_counter()
            await asyncio.sleep(_TICK_S)
            longest = max(longest, time.perf_counter() - began - _TICK_S)
    return longest


if __name__ == "__main__":
    root, numbers = Path(sys.argv[1]), list(map(int, sys.argv[2:5]))
    make(root, *numbers[:2])
    time.sleep(3.0)  # files younger than two seconds are not believed
    print(json.dumps(measure(root, numbers[2])))
