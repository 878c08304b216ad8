"""What the commands over the page do: its width, its edges, its code.

The changes last as long as tread runs; config.toml keeps what a reader settles on. `tread.tui.actions`
takes these into its table.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

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


def _set(screen: ReaderScreen, style: PageStyle, said: str) -> None:
    screen.app.set_page_style(style)
    screen.status.say(f"{said}; a setting in config.toml keeps it so.")
