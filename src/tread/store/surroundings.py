"""What stood around each annotation when it was made. Only `tread.store.repository` imports it.

It owns `surroundings/`: one file an article, a line an annotation, appended, never rewritten; a long line
is compressed. What is here is for reading alone: nothing is anchored by it, a line that cannot be read is
skipped, and one that a power cut took away costs no annotation. So it is not flushed.
"""

from __future__ import annotations

import json
import os
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tread.core.surroundings import Surroundings
from tread.files import file_mode, write_all
from tread.store.disk import in_words

_LONG = 1_000
"""A line of more bytes is compressed."""
_MOST = 1_000_000
"""No line that was kept has more bytes."""


def keep(path: Path, found: Mapping[str, Surroundings]) -> None:
    """Add what stands around annotations, by their ids; the folder must exist. Errors: StoreError."""
    if not found:
        return
    lines = b"".join(_encoded(key, one) + b"\n" for key, one in found.items())
    with in_words(path):
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(path, flags, file_mode(path.parent))
        try:
            size = os.fstat(descriptor).st_size
            torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
            write_all(descriptor, b"\n" * torn + lines)
        finally:
            os.close(descriptor)


def find(path: Path, annotation_id: str) -> Surroundings | None:
    """What stood around an annotation where it was put last; None where that was not kept."""
    found = None
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return None
    for line in lines:
        try:
            stored = _decoded(line)
            if stored["id"] == annotation_id:
                found = Surroundings(_texts(stored["before"]), _texts(stored["after"]))
        except (ValueError, KeyError, TypeError, zlib.error):
            continue
    return found


def _encoded(annotation_id: str, around: Surroundings) -> bytes:
    line = _json({"id": annotation_id, "before": around.before, "after": around.after})
    if len(line) <= _LONG:
        return line
    return _json({"id": annotation_id, "zlib": b64encode(zlib.compress(line)).decode()})


def _decoded(line: bytes) -> dict[str, Any]:
    stored = json.loads(line)
    if "zlib" in stored:
        stored = json.loads(zlib.decompressobj().decompress(b64decode(stored["zlib"]), _MOST))
    return dict(stored)


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _texts(value: Any) -> tuple[str, ...]:
    texts = tuple(value)
    if not texts or not all(isinstance(text, str) for text in texts):
        raise ValueError("these are no paragraphs")
    return texts
