"""Make the pictures of the README from the running program: `python docs/pictures.py`.

Plays one short session, in every theme of `PICTURES`, on a copy of an article and with a home of its own, and
writes what is on the screen at its end to docs/pictures. Nothing in a picture changes from day to day.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from pathlib import Path

from tread.config import load_settings
from tread.tui.app import make_app

PROJECT = Path(__file__).resolve().parents[1]
ARTICLE = "troops-in-kursk.txt"
PICTURES = {"reader-dark.svg": "tread-dark", "reader-light.svg": "tread-light"}
COLUMNS, ROWS = 120, 36

SESSION = (
    # The general's praise, and two tags on it.
    *("j", "j", "l", "2", "t", "praise kremlin", "enter"),
    # The first reports.
    *("j", "j", "j", "l", "4"),
    # A number that asks for its source, and the question as a note.
    *("j", "l", "1", "a", "Whose estimate? Ask for the day it was made.", "escape"),
    # Reading on.
    *("j", "l"),
)
"""The keys; what is neither a single key nor one of `NAMED` is typed."""

NAMED = ("enter", "escape")


def keys(session: tuple[str, ...]) -> list[str]:
    """The single keys of a session."""
    single = [key for step in session for key in ([step] if step in NAMED else step)]
    return ["space" if key == " " else key for key in single]


async def picture(article: Path, theme: str) -> str:
    """The screen at the end of the session, as SVG."""
    settings = load_settings(None, {}, {"theme": theme})
    app = make_app([article], settings)
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        await pilot.pause(1)
        for key in keys(SESSION):
            await pilot.press(key)
            await pilot.pause()
        await pilot.pause(1)
        return app.export_screenshot(title="tread")


def main() -> None:
    """Write every picture."""
    folder = PROJECT / "docs" / "pictures"
    folder.mkdir(exist_ok=True)
    for name, theme in PICTURES.items():
        with tempfile.TemporaryDirectory() as home:
            for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
                os.environ[variable] = home
            article = Path(shutil.copy(PROJECT / "articles" / ARTICLE, home))
            (folder / name).write_text(asyncio.run(picture(article, theme)), encoding="utf-8")
        print(f"docs/pictures/{name}")


if __name__ == "__main__":
    main()
