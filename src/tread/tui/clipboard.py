"""Copying a text out: through the platform's own tool where there is one, and through the terminal."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tread.core.clean import clean_line
from tread.core.document import Document

if TYPE_CHECKING:
    from textual.app import App

_TIMEOUT_S = 2.0


def copy(app: App[int], text: str) -> str:
    """Copy a text, and say what is known about it: a terminal does not answer whether it took it."""
    app.copy_to_clipboard(text)
    characters = f"{len(text)} characters"
    if command := _tool():
        try:
            subprocess.run(
                command,
                input=text.encode(),
                check=True,
                timeout=_TIMEOUT_S,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except (OSError, subprocess.SubprocessError):
            return f"Sent {characters} to the terminal's clipboard."
        return f"Copied {characters}."
    return f"Sent {characters} to the terminal's clipboard."


def markdown_quote(text: str, document: Document, path: Path) -> str:
    """A text as a Markdown quote with where it is from under it."""
    name = document.title or clean_line(path.name)
    facts = [", ".join(document.authors), name, document.source, document.published]
    return "\n".join([block_quote(text), ">", f"> — {', '.join(fact for fact in facts if fact)}", ""])


def block_quote(text: str) -> str:
    """A text as a Markdown quote."""
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def _tool() -> list[str] | None:
    if sys.platform == "darwin":
        candidates = [["pbcopy"]]
    elif os.environ.get("WAYLAND_DISPLAY"):
        candidates = [["wl-copy"]]
    elif os.environ.get("DISPLAY"):
        candidates = [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    else:
        return None
    return next((command for command in candidates if shutil.which(command[0])), None)
