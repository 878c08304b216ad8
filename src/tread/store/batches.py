"""What was done to several articles at once. Only `tread.store.repository` imports it.

It owns `journal/batches/`: one small file a batch, which says to which articles something was done, so that
it can be taken back as one, after a restart too. What was done in each is in that article's own journal,
under the batch's id. The file is written first: an article that a killed process did not come to has
nothing to take back. A file that cannot be read is skipped, and its articles have what was done by itself.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tread.files import write_atomically
from tread.store.codec import decode_time, encode_time
from tread.store.disk import in_words, make_folder


class Batch(NamedTuple):
    """Something that was done to several articles at once.

    id: a UUIDv7. label: what was done, as the reader is told it. articles: the ids of those of one place.
    at: when it was done; turned: when it was last taken back or done again, else as `at`. Both in UTC.
    """

    id: str
    device: str
    label: str
    articles: tuple[str, ...]
    at: datetime
    turned: datetime
    is_undone: bool = False


def save(folder: Path, boundary: Path, batch: Batch) -> None:
    """Keep a batch as it is. Errors: StoreError."""
    stored = batch._asdict() | {"at": encode_time(batch.at), "turned": encode_time(batch.turned)}
    file = folder / f"{batch.id}.json"
    make_folder(folder, boundary)
    with in_words(file):
        write_atomically(file, json.dumps(stored).encode("ascii"))


def load(folder: Path) -> list[Batch]:
    """The batches that are kept, in the order of their ids."""
    found = []
    for file in sorted(folder.glob("*.json")):
        try:
            stored = json.loads(file.read_bytes())
            found.append(
                Batch(
                    id=file.stem,
                    device=str(stored["device"]),
                    label=str(stored["label"]),
                    articles=tuple(map(str, stored["articles"])),
                    at=decode_time(stored["at"]),
                    turned=decode_time(stored["turned"]),
                    is_undone=bool(stored["is_undone"]),
                )
            )
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return found
