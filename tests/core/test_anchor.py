"""What is stored of a range, to find it again."""

from __future__ import annotations

from changing import marked

from tread.core.anchor import CONTEXT, capture
from tread.core.annotation import Anchor, Quote
from tread.core.folding import fingerprints


def test_an_anchor_keeps_whole_words_on_either_side() -> None:
    document, span = marked(
        "Nobody at the ministry would say where the [money] had gone, nor when it might return."
    )
    quote = capture(document, span).quote
    assert quote == Quote("money", "ministry would say where the ", " had gone, nor when it might")
    assert len(quote.prefix) <= CONTEXT
    assert len(quote.suffix) <= CONTEXT


def test_an_anchor_over_paragraphs_joins_them_and_keeps_all_their_fingerprints() -> None:
    document, span = marked("First [one.", "Middle.", "Last] one.")
    anchor = capture(document, span, fingerprints(document))
    assert anchor == Anchor(span, Quote("one.\nMiddle.\nLast", "First ", " one."), fingerprints(document))
    assert capture(document, span) == anchor


def test_an_anchor_keeps_how_its_neighbours_end_and_begin() -> None:
    document, span = marked("The paragraph above it ends with some words.", "[All] of it.", "Below it.")
    anchor = capture(document, span)
    assert (anchor.above, anchor.below) == ("above it ends with some words.", "Below it.")
