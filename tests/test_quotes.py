"""Finding a quote: its one place, or the reason why there is none."""

from __future__ import annotations

import pytest

from tread.core.annotation import Quote
from tread.core.document import Document, Paragraph
from tread.core.position import within
from tread.errors import QuoteError
from tread.quotes import find_quote

CATS = Document(
    (
        Paragraph("A cat, and a cat."),
        Paragraph("“Then—the end,” said the cat’s owner."),
        Paragraph("Then silence"),
    )
)


def test_a_quote_is_found_whatever_its_typography() -> None:
    place = find_quote(CATS, Quote('"Then--the  end,"'))
    assert CATS.text_of(place) == "“Then—the end,”"


def test_a_quote_may_cross_paragraphs() -> None:
    assert find_quote(CATS, Quote("owner. Then")).end == within(2, 0, 4).end


@pytest.mark.parametrize(
    ("quote", "occurrence", "place"),
    [
        (Quote("cat", "A "), None, within(0, 2, 5)),
        (Quote("cat", "", "."), None, within(0, 13, 16)),
        (Quote("cat"), 2, within(0, 13, 16)),
        (Quote("owne", "", "r"), None, within(1, 31, 35)),
    ],
)
def test_a_quote_in_several_places_is_told_apart(quote: Quote, occurrence: int | None, place: object) -> None:
    assert find_quote(CATS, quote, occurrence) == place


@pytest.mark.parametrize(
    ("quote", "occurrence", "said"),
    [
        (Quote("cat"), None, "3 places"),
        (Quote("cat"), None, r"\n  2\. paragraph 1: A cat, and a \[cat\]\."),
        (Quote("cat"), 9, "no occurrence 9"),
        (Quote("cat", "dog "), None, "between that prefix and suffix"),
        (Quote("dog"), None, "not in the article"),
        (Quote(" "), None, "empty"),
    ],
)
def test_a_quote_that_has_no_single_place_is_an_error_that_says_why(
    quote: Quote, occurrence: int | None, said: str
) -> None:
    with pytest.raises(QuoteError, match=said) as caught:
        find_quote(CATS, quote, occurrence)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("quote", "hint"),
    [("THEN SILENCE", "Paragraph 3"), ("Then came silence", "paragraph 3"), ("dogs", "tread show")],
)
def test_the_nearest_paragraph_to_an_absent_quote_is_named(quote: str, hint: str) -> None:
    with pytest.raises(QuoteError) as caught:
        find_quote(CATS, Quote(quote))
    assert hint in caught.value.hint
