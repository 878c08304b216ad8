"""How articles are set on the page, from the settings, and changed while reading.

Owns the width of the text and its manner, and where words may be divided; pyphen is imported when the
first text is set that needs it. It imports no Textual.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tread.config import SETTING_BY_NAME, Hyphenation, Settings
from tread.core.flow import Hyphens
from tread.core.layout import Manner

NARROWEST, WIDEST = SETTING_BY_NAME["measure"].bounds
_BEFORE, _AFTER = 2, 3
"""Letters that a divided word keeps before and after the hyphen, at the least."""
_KEPT_WORDS = 4096


class PageStyle(NamedTuple):
    """How articles are set. measure, margin: cells; language: where an article does not say its own."""

    measure: int
    margin: int
    manner: Manner
    hyphenation: Hyphenation
    language: str

    def text_width(self, room: int) -> int:
        """Cells of the text on a page with `room` cells for it; margins go before the text gets narrow."""
        with_margins = max(room - 2 * self.margin, NARROWEST)
        return max(min(self.measure, with_margins, room), 4)

    def hyphens(self, language: str) -> Hyphens | None:
        """Where words of an article in this language (empty: it does not say) may be divided."""
        if self.hyphenation == "off" or (self.hyphenation == "justified" and not self.manner.justified):
            return None
        return hyphens_of(language or self.language)


def page_style(settings: Settings) -> PageStyle:
    """The style that the settings ask for."""
    manner = Manner(
        spacing=settings.paragraph_spacing,
        indent=settings.first_line_indent,
        justified=settings.alignment == "justified",
        wraps_code=settings.code == "wrapped",
    )
    return PageStyle(settings.measure, settings.margin, manner, settings.hyphenation, settings.language)


@lru_cache(maxsize=8)
def hyphens_of(language: str) -> Hyphens | None:
    """Where words of a language ("en", "de-AT", in any case) may be divided; None when that is not known."""
    import pyphen  # takes some 30 ms, and a language's patterns 50

    primary, *others = language.replace("_", "-").split("-")
    parts = [primary.lower(), *(part.upper() if len(part) == 2 else part.title() for part in others)]
    known = pyphen.language_fallback("_".join(parts))
    if known is None:
        return None
    patterns = pyphen.Pyphen(lang=known, left=_BEFORE, right=_AFTER)

    @lru_cache(maxsize=_KEPT_WORDS)
    def places(word: str) -> Sequence[int]:
        # A place with data is one where the letters change when the word is divided there.
        return tuple(int(place) for place in patterns.positions(word) if place.data is None)

    return places
