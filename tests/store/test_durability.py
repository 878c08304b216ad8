"""Processes that write, are killed, and write at once: nothing that was acknowledged is lost."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from tinydb import TinyDB

from tread.core.annotation import Annotation
from tread.core.history import Change, Step
from tread.store.codec import ArticleRecord
from tread.store.place import locate
from tread.store.repository import Store

WRITER = """
import json, random, sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tread.core.annotation import Anchor, Quote
from tread.core.history import Change, Step
from tread.core.position import within
from tread.store.codec import ArticleRecord
from tread.store.identity import new_annotation
from tread.store.place import locate
from tread.store.repository import Store

article, device, seed, steps = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
now = lambda: datetime.now(UTC)
store = Store(locate(article), device, now)
record = ArticleRecord(store.identify(article, "f"), article.name, "The fox", "f", ("p",))
choose = random.Random(seed)
mine = {one.id: one for one in store.load(record.id).annotations if one.device == device}
for number in range(steps):
    kind = choose.choice(["add", "add", "edit", "delete"]) if len(mine) > 3 else "add"
    if kind == "add":
        anchor = Anchor(within(0, number, number + 3), Quote("q" * choose.randint(1, 400)), ("p",))
        note = f"{device} {number}"
        before, after = None, new_annotation("highlight", anchor, now=now(), device=device, note=note)
    else:
        before = mine[choose.choice(sorted(mine))]
        after = replace(before, note=f"edited {number}") if kind == "edit" else replace(before, deleted=now())
    print(json.dumps(["intent", after.id, None if after.deleted else after.note]), flush=True)
    living = {one.id: one for one in store.commit(record, Step(kind, (Change(before, after),)))}
    print(json.dumps(["saved", after.id, None if after.deleted else after.note]), flush=True)
    mine = {id_: one for id_, one in living.items() if one.device == device}
"""


def start(article: Path, device: str, seed: int, steps: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, article, device, str(seed), str(steps)],
        stdout=subprocess.PIPE,
        text=True,
    )


def follow(saved: dict[str, str | None], output: str) -> dict[str, str | None]:
    """Bring `saved` up to what a writer acknowledged; returns what it had begun and not acknowledged."""
    begun: dict[str, str | None] = {}
    for row in output.splitlines():
        if not row.endswith("]"):
            continue  # torn by the kill
        what, id_, note = json.loads(row)
        if what == "intent":
            begun = {id_: note}
        else:
            saved[id_] = note
            begun = {}
    return begun


def notes_in(database: Path) -> dict[str, str | None]:
    """The notes by id, None for a deleted one, as plain TinyDB reads them."""
    with TinyDB(database) as plain:
        documents = plain.table("annotations").all()
    return {document["id"]: None if document["deleted"] else document["note"] for document in documents}


def kill_writers(article: Path, database: Path, store: Store, record: ArticleRecord, kills: int) -> None:
    saved: dict[str, str | None] = {}
    begun: dict[str, str | None] = {}
    found: dict[str, str | None] = {}
    chance = random.Random(kills)
    acknowledged = 0
    for seed in range(kills):
        with start(article, "desk", seed, 10_000) as process:
            assert process.stdout
            # Rows, not seconds, say how far a writer comes: a busy machine may be slow.
            first = "".join(process.stdout.readline() for _ in range(1 + chance.randrange(8)))
            time.sleep(chance.uniform(0, 0.03))
            process.kill()
            output = first + process.stdout.read()
        acknowledged += output.count('"saved"')
        left = follow(saved, output)
        # What was begun stays in the journal until another step follows it there.
        begun = left if '"saved"' in output else begun | left
        # The database is opened as the kill left it, before anything could mend it.
        found = notes_in(database) if database.exists() else {}
        for id_, note in saved.items():
            assert id_ in found
            assert found[id_] == note or (id_ in begun and found[id_] == begun[id_])
            saved[id_] = found[id_]
    assert acknowledged > kills
    kept = store.load(record.id)
    assert kept.notices == ()
    assert {one.id: one.note for one in kept.annotations} == {
        id_: note for id_, note in notes_in(database).items() if note is not None
    }

    # The journal alone holds as much: every acknowledged state, and at most what was begun since.
    database.write_bytes(b"")
    rebuilt = store.load(record.id)
    states = {
        one.id: None if one.deleted else one.note for one in (*rebuilt.annotations, *rebuilt.tombstones)
    }
    for id_, note in saved.items():
        assert states[id_] == note or (id_ in begun and states[id_] == begun[id_])
    assert states.keys() <= found.keys() | begun.keys()
    store.commit(record, Step("", ()))
    leftovers = [path for path in store.place.folder.rglob("*.tmp") if path.parent == database.parent]
    assert leftovers == []


def test_killed_writers_lose_no_acknowledged_change(
    article: Path, database: Path, store: Store, record: ArticleRecord
) -> None:
    kill_writers(article, database, store, record, kills=20)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_two_hundred_killed_writers_lose_no_acknowledged_change(
    article: Path, database: Path, store: Store, record: ArticleRecord
) -> None:
    kill_writers(article, database, store, record, kills=200)


def test_two_processes_that_write_one_article_lose_nothing(article: Path, database: Path) -> None:
    writers = [start(article, device, seed, 60) for seed, device in enumerate(("desk", "laptop"))]
    saved: dict[str, str | None] = {}
    for writer in writers:
        output, _ = writer.communicate()
        assert writer.returncode == 0
        assert output.count('"saved"') == 60
        follow(saved, output)
    assert notes_in(database) == saved


def test_two_threads_that_write_one_article_lose_nothing(
    store: Store, record: ArticleRecord, highlight: Callable[..., Annotation]
) -> None:
    made = [highlight(number) for number in range(40)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda one: store.commit(record, Step("highlight", (Change(None, one),))), made))
    assert {one.id for one in store.load(record.id).annotations} == {one.id for one in made}


def test_a_reader_beside_a_writer_always_sees_a_whole_database(article: Path, database: Path) -> None:
    with start(article, "desk", 7, 80) as writer:
        seen = 0
        while writer.poll() is None:
            if database.exists():
                seen = max(seen, len(notes_in(database)))
            kept = Store(locate(article), "laptop", _no_clock).load(f"a-{database.stem}")
            assert kept.notices == ()
        writer.communicate()
    assert seen > 10


def _no_clock() -> datetime:
    raise AssertionError("reading needs no clock")
