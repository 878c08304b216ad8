"""An image of the article over the page, in whatever way the terminal can draw one.

Over the page and not in it: pixels that a terminal draws (sixel, Kitty's protocol) know nothing of rows, and
the page draws nothing but rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Middle
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

if TYPE_CHECKING:
    from PIL.Image import Image


class ImageScreen(ModalScreen[None]):
    """One image and its caption; any key goes back."""

    CSS_PATH = "dialogs.tcss"

    def __init__(self, image: Image, caption: str) -> None:
        super().__init__()
        self._image = image
        self._caption = caption

    def compose(self) -> ComposeResult:
        """The image as large as fits, and the caption under it."""
        from textual_image.widget import Image as ImageWidget

        with Middle(id="image"):
            yield ImageWidget(self._image)
        yield Static(Content(self._caption), id="image-caption")

    def on_key(self, event: events.Key) -> None:
        """Go back."""
        event.stop()
        event.prevent_default()
        self.dismiss()

    def on_click(self) -> None:
        """Go back."""
        self.dismiss()
