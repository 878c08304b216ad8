"""Mending what is wrong with the files of a store, where that is safe. `tread.checkup` imports it.

Nothing is thrown away but temporary files that nobody will rename any more: what cannot be read is put into
`damaged/` byte for byte before anything stands in its place.
"""

from __future__ import annotations

from pathlib import Path

from tread.errors import StoreError
from tread.files import write_atomically
from tread.store import journal
from tread.store.disk import in_words
from tread.store.health import Finding
from tread.store.lock import locked
from tread.store.rebuild import keep_damaged
from tread.store.repository import Store


def mend(store: Store, finding: Finding) -> str:
    """Mend what was found in a store; a sentence that says how. Errors: StoreError."""
    match finding.kind:
        case "damaged" | "missing":
            return _rebuild(store, finding)
        case "conflict copy":
            return _merge(store, finding)
        case "leftover":
            return _remove(finding.path)
        case "journal":
            return _mend_journal(store, finding.path)
        case "backup" | "draft" | "batch":
            return _put_aside(store, finding.path)
    raise StoreError(f"{finding.path} cannot be mended: {finding.message}", finding.hint)


def _rebuild(store: Store, finding: Finding) -> str:
    kept = store.load(finding.article)
    if kept.read_only:
        raise StoreError(" ".join(kept.notices) or finding.message)
    return kept.notices[0] if kept.notices else "It was rebuilt."


def _merge(store: Store, finding: Finding) -> str:
    store.load(finding.article)
    if finding.path.exists():
        raise StoreError(
            f"{finding.path} could not be merged: it is another article's, or of a newer version of tread.",
            "Look at it with TinyDB, and move it out of the store.",
        )
    return "It was merged into the annotations, and put aside."


def _remove(path: Path) -> str:
    with in_words(path, "removed"):
        path.unlink(missing_ok=True)
    return "It was removed."


def _mend_journal(store: Store, path: Path) -> str:
    with locked(store.place.folder), in_words(path):
        data = path.read_bytes()
        kept = _keep(store, path, data)
        write_atomically(path, b"".join(line + b"\n" for line in journal.effective_lines(data)))
    return f"What can be read of it stands there; all of it is kept as {kept}."


def _put_aside(store: Store, path: Path) -> str:
    with locked(store.place.folder), in_words(path):
        kept = _keep(store, path, path.read_bytes())
        path.unlink()
    return f"It is kept as {kept}."


def _keep(store: Store, path: Path, data: bytes) -> Path:
    """Put the bytes of a file aside, under its name."""
    place = store.place
    return keep_damaged(place.folder / "damaged", place.boundary, path.name, data, path.suffix)
