"""A Textual app with one word in it: what a start costs before a program does anything of its own."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class EmptyApp(App[None]):
    """Nothing but a word to wait for."""

    def compose(self) -> ComposeResult:
        """The word."""
        yield Static("Painted")


if __name__ == "__main__":
    EmptyApp().run()
