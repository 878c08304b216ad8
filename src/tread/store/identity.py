"""Ids of annotations, and the id of this installation. `cli`, `library` and `tui` may import it.

It owns the one source of randomness for annotations and the file that names this installation. The caller
brings the time.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from tread.core.annotation import Anchor, Annotation, AnnotationKind
from tread.files import flush_folder, write_aside
from tread.folders import user_folder
from tread.store.codec import to_stored
from tread.store.disk import short_hash

_DEVICE_DIGITS = 12


def new_id(now: datetime) -> str:
    """A UUIDv7 as text (RFC 9562, section 5.7): ids sort by the millisecond they were made in."""
    milliseconds = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    value = milliseconds << 80 | 0x7 << 76 | _random(12) << 64 | 0b10 << 62 | _random(62)
    return str(UUID(int=value))


def _random(bits: int) -> int:
    # As `secrets.randbits` does, whose import takes 2 ms.
    return int.from_bytes(os.urandom(8), "big") >> (64 - bits)


def new_annotation(
    kind: AnnotationKind,
    anchor: Anchor | None,
    *,
    now: datetime,
    device: str,
    colour: str | None = None,
    note: str = "",
    tags: tuple[str, ...] = (),
    heading: str = "",
    source: Mapping[str, Any] | None = None,
) -> Annotation:
    """An annotation that was made at `now`: aware, in the author's zone, which is kept as `zone`."""
    stored = to_stored(now)
    return Annotation(
        id=new_id(now),
        kind=kind,
        anchor=anchor,
        created=stored,
        modified=stored,
        colour=colour,
        note=note,
        tags=tags,
        heading=heading,
        zone=now.isoformat()[-6:],
        device=device,
        source=source,
    )


def device_id(state: Path | None = None) -> str:
    """The id of this installation, made at its first use; processes that race for it agree.

    state: the folder that keeps it; the user's state folder unless given. Where that cannot be written the id
    follows from the machine's name and the user.
    """
    path = (state or user_folder("state")) / "device"
    try:
        return _read_device(path) or _make_device(path)
    except OSError:
        import platform

        return short_hash(f"{platform.node()}\n{os.getuid()}", _DEVICE_DIGITS)


def _read_device(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return ""


def _make_device(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = write_aside(path, os.urandom(_DEVICE_DIGITS // 2).hex().encode() + b"\n")
    try:
        os.link(temporary, path)  # fails where another process was first
        flush_folder(path.parent)
    except FileExistsError:
        if not _read_device(path):  # a file without an id is damaged
            temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return _read_device(path)
