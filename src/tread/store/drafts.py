"""Notes that are being written. Only `tread.store.repository` imports it.

It owns the files in `drafts/`: one a note, replaced whole, so that a crash costs only what was typed since
the last save. A draft that cannot be read is skipped, and never removed.
"""

from __future__ import annotations

import json
from pathlib import Path

from tread.files import write_atomically
from tread.store.disk import in_words, make_folder, short_hash


def save(folder: Path, boundary: Path, stem: str, key: str, text: str) -> None:
    """Keep a text under `key`: an annotation's id, or what it will be a note on. Errors: StoreError."""
    file = _file(folder, stem, key)
    make_folder(folder, boundary)
    with in_words(file):
        write_atomically(file, json.dumps({"key": key, "text": text}).encode("ascii"))


def load(folder: Path, stem: str) -> dict[str, str]:
    """The drafts of an article: key -> text."""
    drafts: dict[str, str] = {}
    for file in sorted(folder.glob(f"{stem}-*.json")):
        try:
            stored = json.loads(file.read_bytes())
            drafts[str(stored["key"])] = str(stored["text"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return drafts


def drop(folder: Path, stem: str, key: str) -> None:
    """Remove a draft, if there is one. Errors: StoreError."""
    file = _file(folder, stem, key)
    with in_words(file, "removed"):
        file.unlink(missing_ok=True)


def _file(folder: Path, stem: str, key: str) -> Path:
    return folder / f"{stem}-{short_hash(key)}.json"
