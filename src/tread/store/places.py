"""Where the reader was in each article. `library`, `cli` and `tui` may import it; it is light.

It owns small files in the user's state folder, not in `.tread/`, which appears only with the first
annotation. A place is a convenience: a damaged file is ignored, and the reader starts at the top.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from tread.core.position import Position
from tread.core.selection import UNITS, Unit
from tread.core.standing import Top
from tread.files import write_atomically
from tread.folders import user_folder
from tread.store.disk import in_words, make_folder, short_hash
from tread.store.place import canonical

ReadingState = Literal["new", "reading", "done", "later"]
READING_STATES: tuple[ReadingState, ...] = get_args(ReadingState)
_DONE_FRACTION = 0.995


class Place(NamedTuple):
    """The position of the reader in an article, which is the same word at any width of the window.

    paragraph, offset: the position; context: about 24 characters after it, to find it in a changed article.
    fraction: how much of the article lies above, 0 to 1.
    seen: when; aware, in UTC.
    end, unit: what was selected from the position on; None where a paragraph was.
    top: what the page began with; None where that is not known.
    """

    paragraph: int
    offset: int
    context: str
    fraction: float
    state: ReadingState
    seen: datetime
    end: Position | None = None
    unit: Unit = "paragraph"
    top: Top | None = None


def state_at(fraction: float, before: ReadingState) -> ReadingState:
    """An article's state when so much of it has been read: once read to its end it stays that."""
    return "done" if fraction >= _DONE_FRACTION or before == "done" else "reading"


class Places:
    """The reading places of this user, one file an article, found by its canonical path."""

    def __init__(self, folder: Path | None = None) -> None:
        """folder: where the files are; the user's state folder unless given."""
        self.folder = folder or user_folder("state") / "places"

    def load(self, path: Path) -> Place | None:
        """The place in the article at a path; None where there is none, or its file is damaged."""
        try:
            text = self._file(canonical(path)).read_text("utf-8")
            return _decode(text)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def save(self, path: Path, place: Place) -> None:
        """Keep a place, durably. Errors: StoreError."""
        import json

        article = canonical(path)
        file = self._file(article)
        make_folder(file.parent, self.folder)
        stored = {
            "path": os.fspath(article),
            "paragraph": place.paragraph,
            "offset": place.offset,
            "context": place.context,
            "fraction": place.fraction,
            "state": place.state,
            "seen": place.seen.astimezone(UTC).isoformat(),
            "end": place.end,
            "unit": place.unit,
            "top": place.top and (*place.top.position, place.top.above),
        }
        with in_words(file):
            write_atomically(file, json.dumps(stored, indent=1).encode("ascii"))

    def _file(self, article: Path) -> Path:
        name = short_hash(os.fspath(article))
        return self.folder / name[:2] / f"{name}.json"


def _decode(text: str) -> Place:
    import json  # here, because most articles of a list have no place

    stored: dict[str, Any] = json.loads(text)
    place = Place(
        paragraph=int(stored["paragraph"]),
        offset=int(stored["offset"]),
        context=str(stored["context"]),
        fraction=float(stored["fraction"]),
        state=stored["state"],
        seen=datetime.fromisoformat(stored["seen"]),
        end=Position(*map(int, end)) if (end := stored.get("end")) else None,
        unit=stored.get("unit", "paragraph"),
        top=Top(Position(int(top[0]), int(top[1])), int(top[2])) if (top := stored.get("top")) else None,
    )
    is_known = place.state in READING_STATES and place.unit in UNITS
    if not is_known or place.paragraph < 0 or place.offset < 0:
        raise ValueError("no reading place")
    return place
