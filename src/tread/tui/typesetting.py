"""What the commands over the page do: its width, its edges, its code, footnotes and images.

The changes last as long as tread runs; config.toml keeps what a reader settles on. `tread.tui.actions`
takes these into its table.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tread.core.document import Paragraph
from tread.errors import TreadError
from tread.tui.page_style import NARROWEST, WIDEST, PageStyle

if TYPE_CHECKING:
    from tread.tui.screens.reader import ReaderScreen

_MEASURE_STEP = 4


def resize_measure(steps: int) -> Callable[[ReaderScreen], None]:
    """Make the text wider or, with a negative number, narrower."""

    def run(screen: ReaderScreen) -> None:
        style, layout = screen.app.page_style, screen.view.layout_of_text
        here = min(style.measure, layout.width) if layout and steps < 0 else style.measure
        measure = min(max(here + steps * _MEASURE_STEP, NARROWEST), WIDEST)
        _set(screen, style._replace(measure=measure), f"Measure: {measure} cells")

    return run


def toggle_justified(screen: ReaderScreen) -> None:
    """Set both edges even, or the right one ragged."""
    style = screen.app.page_style
    is_justified = not style.manner.justified
    style = style._replace(manner=style.manner._replace(justified=is_justified))
    _set(screen, style, "Justified" if is_justified else "Ragged")


def toggle_wrapped_code(screen: ReaderScreen) -> None:
    """Wrap code, or cut it at the measure."""
    style = screen.app.page_style
    wraps = not style.manner.wraps_code
    style = style._replace(manner=style.manner._replace(wraps_code=wraps))
    _set(screen, style, "Code is wrapped" if wraps else "Code is cut at the measure")


def scroll_code(direction: int) -> Callable[[ReaderScreen], None]:
    """Scroll code sideways, by half the page."""

    def run(screen: ReaderScreen) -> None:
        layout = screen.view.layout_of_text
        if layout is not None and not screen.view.scroll_code(direction * max(layout.width // 2, 1)):
            screen.status.say("No code here goes on beyond the page.")

    return run


def toggle_footnotes(screen: ReaderScreen) -> None:
    """Show the footnotes that are referred to here, or hide them."""
    if not screen.view.toggle_footnotes():
        screen.status.say("No footnote is referred to here.")


def show_image(screen: ReaderScreen) -> None:
    """Draw the image that is selected, where the setting asks for it."""
    article = screen.article
    if article is None or not article.reading.document.paragraphs:
        return
    paragraph = article.reading.document.paragraphs[screen.view.selection.head.start.paragraph]
    if paragraph.kind != "image":
        screen.status.say("Select an image first: j and k go from paragraph to paragraph.")
    elif screen.app.settings.images == "off":
        screen.status.say('Images are not drawn: write images = "on" in config.toml.')
    else:
        work = _draw_image(screen, article.path, paragraph)
        screen.run_worker(work, group="image", exclusive=True, exit_on_error=False)


async def _draw_image(screen: ReaderScreen, article: Path, paragraph: Paragraph) -> None:
    import asyncio

    from tread.tui.images import MISSING, image_file, read_image

    try:
        path = image_file(article, paragraph.target)
        image = await asyncio.to_thread(read_image, path)
    except TreadError as error:
        screen.status.say(str(error), error=True)
        return
    try:
        import textual_image.widget  # noqa: F401 - the screen needs it

        from tread.tui.screens.image import ImageScreen

        await screen.app.push_screen(ImageScreen(image, paragraph.text or paragraph.target))
    except ImportError:
        screen.status.say(MISSING, error=True)


def _set(screen: ReaderScreen, style: PageStyle, said: str) -> None:
    screen.app.set_page_style(style)
    screen.status.say(f"{said}; a setting in config.toml keeps it so.")
