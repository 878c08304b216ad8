"""Files that are put aside, byte for byte. Modules of `tread.store` import it; it imports no tinydb.

It owns `conflicts/`: the copies that were merged in.
"""

from __future__ import annotations

from pathlib import Path

from tread.files import flush_folder
from tread.store.disk import Signature, in_words, make_folder, short_hash, signature

CONFLICTS = "conflicts"
DAMAGED = "damaged"


def move(path: Path, seen: Signature | None, folder: Path, boundary: Path) -> Path | None:
    """Move a copy, durably; None, and it stays, where it is another one since it was `seen`.

    Errors: StoreError.
    """
    make_folder(folder, boundary)
    with in_words(path, "put aside"):
        target = folder / path.name
        if target.exists():
            target = folder / f"{path.stem}.{short_hash(path.read_bytes().hex())}{path.suffix}"
        if signature(path) != seen:
            return None
        path.rename(target)
        flush_folder(folder)
        flush_folder(path.parent)
    return target
