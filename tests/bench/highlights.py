"""Highlights for the articles that are measured, written through the store as one step."""

from __future__ import annotations

import multiprocessing
from datetime import UTC, datetime
from pathlib import Path

from tread.core.anchor import capture
from tread.core.annotation import COLOURS
from tread.core.history import Change, Step
from tread.core.position import within
from tread.library import Library, record_of
from tread.store.identity import new_annotation

NEAR = 10
"""So many stand in the first paragraphs, one in every other; another stands in the last paragraph."""


def highlight(path: Path, count: int) -> None:
    """Highlight some words in `count` paragraphs, those of `NEAR` first and the others all over.

    In a process of its own, which gives back the memory that a long article takes.
    """
    process = multiprocessing.Process(target=_highlight, args=(path, count))
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError(f"no highlights could be made in {path}")


def _highlight(path: Path, count: int) -> None:
    device, moment = "0" * 12, datetime.now(UTC)
    article = Library(opened=path.parent, device=device).open(path)
    last = len(article.document.paragraphs) - 1
    near = list(range(0, 2 * NEAR, 2))[: count - 1]
    far = max(count - len(near), 1)
    first = 2 * NEAR
    indexes = [*near, *(first + (last - first) * (number + 1) // far for number in range(far))]
    changes = []
    for number, index in enumerate(indexes):
        text = article.document.paragraphs[index].text
        anchor = capture(article.document, within(index, 0, min(40, len(text))), article.fingerprints)
        made = new_annotation(
            "highlight", anchor, now=moment, device=device, colour=COLOURS[number % len(COLOURS)]
        )
        changes.append(Change(None, made))
    article.store.commit(record_of(article), Step("highlight", tuple(changes)))
