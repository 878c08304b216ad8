"""Two journals of one article into one. Pure; `tread.store.repository` and `cli` import it.

Both are kept whole: each machine's entries stay in their order, those of two machines are put in by time, and
an entry that voids the one before it stays behind that.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple


class _Group(NamedTuple):
    """An entry, with those that void it: lines as they stand in the file."""

    at: str
    lines: tuple[bytes, ...]

    @property
    def key(self) -> bytes:
        return self.lines[0]


def united(one: bytes, other: bytes) -> bytes:
    """A journal with the entries of both, each once. It commutes."""
    ours, theirs = _groups(one), _groups(other)
    left = [list(reversed(side.values())) for side in (ours, theirs)]
    lines: list[bytes] = []
    done: set[bytes] = set()
    while True:
        for side in left:
            while side and side[-1].key in done:
                side.pop()
        heads = [side[-1] for side in left if side]
        if not heads:
            return b"".join(line + b"\n" for line in lines)
        # What only one side has goes before what both have: it was written between that and what came before.
        alone = [head for head in heads if (head.key in ours) != (head.key in theirs)]
        head = min(alone or heads)
        done.add(head.key)
        same = [side[head.key].lines for side in (ours, theirs) if head.key in side]
        lines += max((len(group), group) for group in same)[1]


def _groups(journal: bytes) -> dict[bytes, _Group]:
    groups: list[_Group] = []
    for line in journal.split(b"\n"):
        if not line.strip():
            continue
        entry = _entry(line)
        if groups and entry.get("voids_previous"):
            groups[-1] = groups[-1]._replace(lines=(*groups[-1].lines, line))
        else:
            at = entry.get("at")
            # What is no entry stays where it is.
            groups.append(_Group(at if isinstance(at, str) else groups[-1].at if groups else "", (line,)))
    return {group.key: group for group in groups}


def _entry(line: bytes) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return entry if isinstance(entry, dict) else {}
