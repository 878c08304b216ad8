"""Notes that are being written. Only `tread.store.repository` imports it.

It owns the files in `drafts/`: one a note, replaced whole, so that a crash costs only what was typed since
the last save. Beside it stands the Markdown that another program edits, while one does. A draft that cannot
be read is skipped, and never removed.
"""

from __future__ import annotations

import json
from pathlib import Path

from tread.files import write_atomically
from tread.store.aside import CONFLICTS, move
from tread.store.disk import in_words, make_folder, short_hash, signature
from tread.store.stamps import NOTE_JOINT


def save(folder: Path, boundary: Path, stem: str, key: str, text: str) -> None:
    """Keep a text under `key`: an annotation's id, or what it will be a note on. Errors: StoreError."""
    file = _file(folder, stem, key)
    make_folder(folder, boundary)
    with in_words(file):
        write_atomically(file, json.dumps({"key": key, "text": text}).encode("ascii"))


def hand_out(folder: Path, boundary: Path, stem: str, key: str, text: str) -> Path:
    """Keep a text as a draft, and as a file for another program to edit: that file. Errors: StoreError.

    What is written to it is the draft from then on, until the draft is saved again.
    """
    save(folder, boundary, stem, key, text)
    file = _file(folder, stem, key).with_suffix(".md")
    with in_words(file):
        write_atomically(file, text.encode("utf-8", "replace"))
    return file


def load(folder: Path, stem: str) -> dict[str, str]:
    """The drafts of an article: key -> text; what was written on two machines is both."""
    drafts: dict[str, str] = {}
    # A copy that a sync program left has a longer name.
    for file in sorted(folder.glob(f"{stem}-*.json"), key=lambda file: (len(file.name), file.name)):
        try:
            stored = json.loads(file.read_bytes())
            key, text = str(stored["key"]), _edited(file) or str(stored["text"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
        there = drafts.get(key, "")
        drafts[key] = there if there and text in there else NOTE_JOINT.join(filter(None, (there, text)))
    return drafts


def drop(folder: Path, stem: str, key: str) -> None:
    """Remove a draft, if there is one; copies of it go to `conflicts/`. Errors: StoreError."""
    file = _file(folder, stem, key)
    for copy in folder.glob(f"{file.stem}[!0-9a-f]*.json"):
        if copy != file:
            move(copy, signature(copy), folder.parent / CONFLICTS, folder.parent)
    with in_words(file, "removed"):
        # In this order: without the draft beside it nobody knows what the Markdown is a note on.
        file.with_suffix(".md").unlink(missing_ok=True)
        file.unlink(missing_ok=True)


def _edited(draft: Path) -> str:
    """What another program has made of a draft since it was saved; empty for nothing."""
    file = draft.with_suffix(".md")
    try:
        if file.stat().st_mtime_ns < draft.stat().st_mtime_ns:
            return ""
        return file.read_text("utf-8", "replace").strip("\n")
    except OSError:
        return ""


def _file(folder: Path, stem: str, key: str) -> Path:
    return folder / f"{stem}-{short_hash(key)}.json"
