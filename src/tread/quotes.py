"""Finding the one place that a quoted text means, or saying why there is not one.

Owns the words in which a quote is refused: where else it stands, and what is nearest to it. Pure. Imported
by the command line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tread.core.annotation import Quote
from tread.core.clean import clean, clean_line
from tread.core.document import Document
from tread.core.folded import FoldedArticle
from tread.core.folding import fold
from tread.core.position import Range
from tread.errors import QuoteError

_CONTEXT_SHOWN = 24
"""Characters on either side of a quote when its places are listed."""

_WORD = re.compile(r"\w+")


def find_quote(document: Document, quote: Quote, occurrence: int | None = None) -> Range:
    """The one place where a quote stands, its prefix before it and its suffix behind it where they are given.

    occurrence: which of several, from 1. Raises QuoteError, which lists the places where it is in doubt.
    """
    article = FoldedArticle(document)
    wanted = Quote(clean(quote.exact).strip(), clean(quote.prefix), clean(quote.suffix))
    if not wanted.exact:
        raise QuoteError("The quote is empty.", "Give the words to mark with --quote.")
    everywhere = sorted(article.places(wanted))
    places = [place for place in everywhere if article.is_between(place, wanted)]
    if not places and everywhere:
        raise QuoteError(
            "The quote does not stand between that prefix and suffix. It stands here:"
            + _listed(document, everywhere),
            "Correct --prefix and --suffix, or leave them out.",
        )
    if not places:
        raise QuoteError("The quote is not in the article.", _nearest(document, wanted.exact))
    if occurrence is not None:
        if not 1 <= occurrence <= len(places):
            raise QuoteError(
                f"There is no occurrence {occurrence}: the quote stands here:" + _listed(document, places),
                f"Give --occurrence from 1 to {len(places)}.",
            )
        return places[occurrence - 1]
    if len(places) > 1:
        raise QuoteError(
            f"The quote stands in {len(places)} places:" + _listed(document, places),
            "Say which with --occurrence N, or with --prefix and --suffix.",
        )
    return places[0]


def _listed(document: Document, places: Sequence[Range]) -> str:
    """The places of a quote, a row each: number, paragraph (from 1, as people count), context."""
    rows = []
    for number, place in enumerate(places, start=1):
        first = document.paragraphs[place.start.paragraph].text
        last = document.paragraphs[place.end.paragraph].text
        start, end = place.start.offset, place.end.offset
        before = ("…" if start > _CONTEXT_SHOWN else "") + first[max(0, start - _CONTEXT_SHOWN) : start]
        after = last[end : end + _CONTEXT_SHOWN] + ("…" if end + _CONTEXT_SHOWN < len(last) else "")
        shown = clean_line(f"{before}[{document.text_of(place)}]{after}")
        rows.append(f"\n  {number}. paragraph {place.start.paragraph + 1}: {shown}")
    return "".join(rows)


def _nearest(document: Document, exact: str) -> str:
    """Where something like a quote stands, as a hint; empty where nothing is like it."""
    plain = fold(exact).casefold()
    wanted = set(_WORD.findall(plain))
    best, shared = None, 0
    for index, paragraph in enumerate(document.paragraphs):
        text = fold(paragraph.text).casefold()
        if plain in text:
            return f"Paragraph {index + 1} has it in other letters: {_shortened(paragraph.text)}"
        count = len(wanted.intersection(_WORD.findall(text)))
        if count > shared:
            best, shared = index, count
    if best is None or 2 * shared < len(wanted):
        return "`tread show FILE` prints the text that quotes are looked up in."
    return f"The nearest is in paragraph {best + 1}: {_shortened(document.paragraphs[best].text)}"


def _shortened(text: str) -> str:
    line = clean_line(text)
    return line if len(line) <= 4 * _CONTEXT_SHOWN else line[: 4 * _CONTEXT_SHOWN].rstrip() + "…"
