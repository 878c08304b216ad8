"""Where the reader was in each article. `library`, `cli` and `tui` may import it; it is light.

It owns small files in the user's state folder, not in `.tread/`, which appears only with the first
annotation. A place is a convenience: a damaged file is ignored, and the reader starts at the top.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from tread.files import write_atomically
from tread.folders import user_folder
from tread.store.disk import in_words, make_folder, short_hash

ReadingState = Literal["new", "reading", "done", "later"]
READING_STATES: tuple[ReadingState, ...] = get_args(ReadingState)


class Place(NamedTuple):
    """The position of the reader in an article, which is the same word at any width of the window.

    paragraph, offset: the position; context: about 24 characters after it, to find it in a changed article.
    fraction: how much of the article lies above, 0 to 1.
    seen: when; aware, in UTC.
    """

    paragraph: int
    offset: int
    context: str
    fraction: float
    state: ReadingState
    seen: datetime


class Places:
    """The reading places of this user, one file an article."""

    def __init__(self, folder: Path | None = None) -> None:
        """folder: where the files are; the user's state folder unless given."""
        self.folder = folder or user_folder("state") / "places"

    def load(self, path_key: Path | str) -> Place | None:
        """The place in the article at an absolute path; None where there is none, or its file is damaged."""
        try:
            text = self._file(path_key).read_text("utf-8")
            return _decode(text)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def save(self, path_key: Path | str, place: Place) -> None:
        """Keep a place, durably. Errors: StoreError."""
        import json

        file = self._file(path_key)
        make_folder(file.parent, self.folder)
        stored = {
            "path": os.fspath(path_key),
            "paragraph": place.paragraph,
            "offset": place.offset,
            "context": place.context,
            "fraction": place.fraction,
            "state": place.state,
            "seen": place.seen.astimezone(UTC).isoformat(),
        }
        with in_words(file):
            write_atomically(file, json.dumps(stored, indent=1).encode("ascii"))

    def _file(self, path_key: Path | str) -> Path:
        name = short_hash(os.fspath(path_key))
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
    )
    if place.state not in READING_STATES or place.paragraph < 0 or place.offset < 0:
        raise ValueError("no reading place")
    return place
