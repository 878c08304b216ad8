"""Anchors: what counts as the same text, and where an annotation stands after the article has changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.anchor import (
    CONTEXT,
    ORPHAN,
    Placed,
    Resolver,
    State,
    article_fingerprint,
    capture,
    fingerprint,
    fingerprints,
    fold,
    resolve,
)
from tread.core.annotation import Anchor, Quote
from tread.core.document import Document, Paragraph
from tread.core.position import Position, Range, within


def article(*texts: str) -> Document:
    return Document(tuple(Paragraph(text) for text in texts))


def marked(*texts: str) -> tuple[Document, Range]:
    """An article and a range, from paragraphs with the range in square brackets."""
    start = end = Position(0, 0)
    plain = []
    for index, text in enumerate(texts):
        if "[" in text:
            start = Position(index, text.index("["))
            text = text.replace("[", "")
        if "]" in text:
            end = Position(index, text.index("]"))
            text = text.replace("]", "")
        plain.append(text)
    return article(*plain), Range(start, end)


def after_edit(
    before: tuple[str, ...], after: tuple[str, ...], *, knows_old: bool
) -> tuple[Document, Placed]:
    """Where the range marked in `before` stands in `after`."""
    old, span = marked(*before)
    new = article(*after)
    anchor = capture(old, span)
    seen = fingerprints(old) if knows_old else ()
    return new, Resolver(new, fingerprints(new), seen).resolve(anchor)


def shown(document: Document, placed: Placed) -> tuple[str, ...] | None:
    """The article's paragraphs with the place in square brackets."""
    if placed.range is None:
        return None
    texts = [paragraph.text for paragraph in document.paragraphs]
    end, start = placed.range.end, placed.range.start
    texts[end.paragraph] = texts[end.paragraph][: end.offset] + "]" + texts[end.paragraph][end.offset :]
    texts[start.paragraph] = (
        texts[start.paragraph][: start.offset] + "[" + texts[start.paragraph][start.offset :]
    )
    return tuple(texts)


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


LONG = "The council sold the old harbour for a single pound."

UNCHANGED_PLACES: list[tuple[tuple[str, ...], tuple[str, ...], State, tuple[str, ...] | None]] = [
    (("a [b] c",), ("a b c",), "anchored", ("a [b] c",)),
    (("one", "a [b] c"), ("new", "one", "a b c"), "moved", ("new", "one", "a [b] c")),
    (("one", "a [b] c"), ("a b c",), "moved", ("a [b] c",)),
    # The paragraph was edited around the quote.
    (("He saw [the red fox] run.",), ("Then he saw the red fox run off.",), "anchored", None),
    # Typography changed under the quote.
    (("“So [it’s—gone…]” she said",), ('"So it\'s--gone..." she said',), "anchored", None),
    # The quote crosses paragraphs, and one of them was edited.
    (("End [of it.", "And] on.", "x"), ("The end of it.", "And on.", "x"), "anchored", None),
    # A paragraph was split in the quote.
    (("He came. [He saw. He left] at once.",), ("He came. He saw.", "He left at once."), "anchored", None),
    # Gone altogether.
    (("a [quiet word] here", "z"), ("something else", "z"), "orphan", None),
    (("x", "He met [Robin] there."), ("x",), "orphan", None),
]


@pytest.mark.parametrize(("before", "after", "state", "where"), UNCHANGED_PLACES)
@pytest.mark.parametrize("knows_old", [True, False])
def test_an_annotation_is_found_again(
    before: tuple[str, ...],
    after: tuple[str, ...],
    state: State,
    where: tuple[str, ...] | None,
    knows_old: bool,
) -> None:
    document, placed = after_edit(before, after, knows_old=knows_old)
    assert placed.state == state
    if where is not None:
        assert shown(document, placed) == where
    if placed.range is not None:
        old, span = marked(*before)
        said, says = fold(old.text_of(span)), fold(document.text_of(placed.range))
        assert says.strip() == said.strip()


def test_a_short_quote_stays_in_its_paragraph_when_all_around_it_was_rewritten() -> None:
    document, placed = after_edit(
        ("above", "He met [Robin] there.", "below"), ("above", "So Robin it was.", "below"), knows_old=True
    )
    assert placed.state == "anchored"
    assert shown(document, placed) == ("above", "So [Robin] it was.", "below")


def test_a_quote_does_not_jump_to_a_namesake_in_another_known_paragraph() -> None:
    before = ("Robin came first.", "He met [Robin] there.")
    _, placed = after_edit(before, ("Robin came first.", "He met Elisa there."), knows_old=True)
    assert placed == ORPHAN


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("says [Linus] now", "says Linuses now"),
        ("then [of the cat] now", "then of the cats now; cat, cat"),
        ("then [cat of the] now", "then bobcat of the now; cat, cat"),
    ],
)
def test_a_quote_does_not_land_inside_a_longer_word(before: str, after: str) -> None:
    _, placed = after_edit((before,), (after,), knows_old=True)
    assert placed == ORPHAN


def test_a_part_of_a_word_is_found_in_the_word_again() -> None:
    document, placed = after_edit(("an un[frequent]ed path",), ("An unfrequented path",), knows_old=True)
    assert shown(document, placed) == ("An un[frequent]ed path",)


def test_a_lookalike_of_a_deleted_paragraph_keeps_its_own_text_to_itself() -> None:
    before = ("Team Alpha wins [the cup] today.", "Team Beta wins the cup today.")
    _, placed = after_edit(before, ("Team Beta wins the cup today.",), knows_old=True)
    assert placed == ORPHAN


def test_the_copy_between_the_same_neighbours_is_the_moved_one() -> None:
    refrain = "And so it goes."
    before = (refrain, "one", "[And so] it goes.", "two", refrain)
    after = ("new", refrain, "one", refrain, "two", refrain)
    document, placed = after_edit(before, after, knows_old=True)
    assert placed == Placed("moved", within(3, 0, 6))
    assert document.text_of(within(3, 0, 6)) == "And so"


def test_a_new_copy_nearer_by_does_not_take_the_place_of_the_original() -> None:
    before = ("a", "[And so] it goes.", "b")
    _, placed = after_edit(before, ("And so it goes.", "p", "q", "a", "And so it goes.", "b"), knows_old=True)
    assert placed == Placed("moved", within(4, 0, 6))


def test_of_two_copies_in_edited_company_the_one_that_kept_its_order_is_taken() -> None:
    before = ("s", "a", "[And so] it goes.", "b", "e")
    _, placed = after_edit(before, ("And so it goes.", "s", "A", "And so it goes.", "B", "e"), knows_old=True)
    assert placed == Placed("moved", within(3, 0, 6))


def test_of_two_copies_the_one_that_moved_with_its_neighbours_is_taken() -> None:
    before = ("h", "[And so] it goes.", "t", "1", "2", "3", "4")
    after = ("And so it goes.", "1", "2", "3", "4", "h", "And so it goes.", "t")
    _, placed = after_edit(before, after, knows_old=True)
    assert placed == Placed("moved", within(6, 0, 6))


def test_copies_that_nothing_tells_apart_are_uncertain_with_the_nearest_proposed() -> None:
    before = ("x", "y", "[And so] it goes.")
    after = ("And so it goes.", "p", "q", "And so it goes.")
    _, placed = after_edit(before, after, knows_old=False)
    assert placed == Placed("uncertain", within(3, 0, 6))


def test_a_quote_that_stands_twice_in_an_edited_paragraph_is_told_apart_by_its_context() -> None:
    document, placed = after_edit(
        ("first cat, then [cat] again",), ("Well, first cat, then cat again",), knows_old=False
    )
    assert shown(document, placed) == ("Well, first cat, then [cat] again",)


def test_a_long_quote_in_strange_company_is_proposed_and_not_painted() -> None:
    document, placed = after_edit(
        ("Before. " + f"[{LONG}]" + " After.", "tail"),
        ("unlike", "never", "P. " + LONG + " Q.", "more", "tail"),
        knows_old=False,
    )
    assert placed.state == "uncertain"
    assert placed.range is not None
    assert document.text_of(placed.range) == LONG


def test_a_long_quote_whose_one_side_agrees_is_moved() -> None:
    _, placed = after_edit(
        ("Before. " + f"[{LONG}]" + " After.", "tail"), ("unlike", "Before. " + LONG + " Q."), knows_old=False
    )
    assert placed.state == "moved"


@pytest.mark.parametrize("quote", ["no[.] yes", "[no.] yes", "no[. yes]"])
def test_half_of_an_ellipsis_is_not_a_place(quote: str) -> None:
    _, placed = after_edit((quote,), ("no… yes",), knows_old=False)
    assert placed == ORPHAN


def test_an_anchor_without_fingerprints_is_placed_by_its_quote() -> None:
    document = article("one two", "three four five")
    anchor = Anchor(within(0, 0, 0), Quote("four", "three ", " five"))
    assert resolve(document, fingerprints(document), anchor) == Placed("moved", within(1, 6, 10))


def test_a_bookmark_follows_its_paragraph_and_is_lost_with_it() -> None:
    old = article("a", "b b", "c")
    anchor = capture(old, within(1, 2, 2))
    for after, placed in [
        (("a", "b b", "c"), Placed("anchored", within(1, 2, 2))),
        (("n", "a", "b b", "c"), Placed("moved", within(2, 2, 2))),
        (("a", "b", "c"), Placed("anchored", within(1, 1, 1))),
        (("a", "c"), ORPHAN),
    ]:
        new = article(*after)
        assert Resolver(new, fingerprints(new), fingerprints(old)).resolve(anchor) == placed


def test_an_article_that_lost_everything_has_only_orphans() -> None:
    document, span = marked("a [b] c")
    assert resolve(article(), (), capture(document, span)) == ORPHAN


TEXTS = st.lists(
    st.text(alphabet="ab ’'“\"…—-.\u200b\n", max_size=12) | st.sampled_from(["a b a", "a", "", "a b’a…"]),
    max_size=6,
)


@given(TEXTS, TEXTS, st.booleans(), st.data())
def test_a_placed_annotation_always_stands_on_its_quote(
    before: list[str], after: list[str], knows_old: bool, data: st.DataObject
) -> None:
    old, new = article(*before), article(*after, *data.draw(st.permutations(before)))
    if not before:
        return
    places = [Position(i, offset) for i, text in enumerate(before) for offset in range(len(text) + 1)]
    start, end = sorted((data.draw(st.sampled_from(places)), data.draw(st.sampled_from(places))))
    anchor = capture(old, Range(start, end))
    seen = fingerprints(old) if knows_old else ()
    placed = Resolver(new, fingerprints(new), seen).resolve(anchor)
    assert (placed.range is None) == (placed.state == "orphan")
    if placed.range is not None:
        assert fold(new.text_of(placed.range)).strip() == fold(anchor.quote.exact).strip()


@given(TEXTS, st.booleans(), st.data())
def test_nothing_moves_in_an_article_that_did_not_change(
    texts: list[str], knows_old: bool, data: st.DataObject
) -> None:
    if not texts:
        return
    document = article(*texts)
    places = [Position(i, offset) for i, text in enumerate(texts) for offset in range(len(text) + 1)]
    start, end = sorted((data.draw(st.sampled_from(places)), data.draw(st.sampled_from(places))))
    known = fingerprints(document)
    placed = Resolver(document, known, known if knows_old else ()).resolve(
        capture(document, Range(start, end))
    )
    assert placed == Placed("anchored", Range(start, end))
