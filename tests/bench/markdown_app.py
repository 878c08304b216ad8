"""Textual's own Markdown viewer on a file, as its documentation shows it."""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import MarkdownViewer


class MarkdownApp(App[None]):
    """The viewer and nothing else."""

    AUTO_FOCUS = "MarkdownViewer"

    def compose(self) -> ComposeResult:
        """The viewer."""
        viewer = MarkdownViewer(Path(sys.argv[1]).read_text(encoding="utf-8"), show_table_of_contents=False)
        viewer.can_focus = True
        yield viewer


if __name__ == "__main__":
    MarkdownApp().run()
