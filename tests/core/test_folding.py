"""What counts as the same text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.folding import article_fingerprint, caseless, fingerprint, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("plain", "plain"),
        ("“curly” ‘quotes’ «here»", '"curly" \'quotes\' "here"'),
        ("a — b – c ‑ d −- e", "a - b - c - d - e"),
        ("wait… what", "wait... what"),
        ("one\u00a0two\u2009three  four\nfive", "one two three four five"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("a \u200b b", "a b"),
        ("ﬁne ﬂour oﬃce", "fine flour office"),
        ("Case Stays", "Case Stays"),
    ],
)
def test_folding_makes_editions_of_one_text_equal(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(alphabet="ab  -’“…—–`\u00a0\n\t" + "\u00ad\ufb01é世", max_size=12))
def test_folding_by_the_short_way_is_folding(text: str) -> None:
    # A letter that is folded and one that is not keep any text from going the short way.
    assert fold(text) == fold(f"{text}aﬁé")[: -len("afié")]


FOLDABLE = st.text(alphabet="ab ’“”…—--ﬁ\u200b\u00ad\u00a0\n.", max_size=30)


@given(FOLDABLE)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_fingerprint_is_twelve_hex_digits_that_ignore_typography_and_not_case() -> None:
    assert fingerprint("It’s here…") == fingerprint(" It's  here...")
    assert fingerprint("It’s here") != fingerprint("it’s here")
    assert len(fingerprint("")) == 12
    assert set(fingerprint("x")) <= set("0123456789abcdef")


def test_the_fingerprint_of_an_article_depends_on_the_order_of_its_paragraphs() -> None:
    assert article_fingerprint(("a", "b")) != article_fingerprint(("b", "a"))


@given(st.text())
def test_small_letters_stand_where_the_capital_ones_stood(text: str) -> None:
    assert len(caseless(text)) == len(text)
    assert caseless(caseless(text)) == caseless(text)


def test_a_letter_whose_small_form_is_longer_stays() -> None:
    assert caseless("İX") == "İx"
