"""Where an annotation stands after the article has changed."""

from __future__ import annotations

import pytest
from changing import article, marked, shown
from hypothesis import given
from hypothesis import strategies as st

from tread.core.anchor import ORPHAN, Placed, State, capture
from tread.core.annotation import Anchor, Quote
from tread.core.document import Document
from tread.core.folding import fingerprints, fold
from tread.core.position import Position, Range, within
from tread.core.resolver import Resolver


def after_edit(
    before: tuple[str, ...], after: tuple[str, ...], *, knows_old: bool
) -> tuple[Document, Placed]:
    """Where the range marked in `before` stands in `after`."""
    old, span = marked(*before)
    new = article(*after)
    anchor = capture(old, span)
    seen = [fingerprints(old)] if knows_old else ()
    return new, Resolver(new, fingerprints(new), seen).resolve(anchor)


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
    ("before", "after", "where"),
    [
        ("says [Linus] now", "says Linuses now", "says [Linuses] now"),
        ("then [of the cat] now", "then of the cats now; cat, cat", "then [of the cats] now; cat, cat"),
        ("then [cat of the] now", "then bobcat of the now; cat, cat", "then [bobcat of the] now; cat, cat"),
    ],
)
def test_a_quote_never_ends_inside_a_longer_word(before: str, after: str, where: str) -> None:
    document, placed = after_edit((before,), (after,), knows_old=True)
    assert placed.state in ("changed", "uncertain")
    assert shown(document, placed) == (where,)


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
    before = ("Here it begins.", "[And so] it goes.", "There it ends.", "1", "2", "3", "4")
    after = ("And so it goes.", "1", "2", "3", "4", "Here it begins.", "And so it goes.", "There it ends.")
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


def test_a_long_quote_decides_itself_in_strange_company() -> None:
    document, placed = after_edit(
        ("Before. " + f"[{LONG}]" + " After.", "tail"),
        ("unlike", "never", "P. " + LONG + " Q.", "more", "tail"),
        knows_old=False,
    )
    assert placed.state == "moved"
    assert placed.range is not None
    assert document.text_of(placed.range) == LONG


def test_a_long_quote_whose_one_side_agrees_is_moved() -> None:
    _, placed = after_edit(
        ("Before. " + f"[{LONG}]" + " After.", "tail"), ("unlike", "Before. " + LONG + " Q."), knows_old=False
    )
    assert placed.state == "moved"


@pytest.mark.parametrize("quote", ["no[.] yes", "[no.] yes", "no[. yes]"])
def test_a_quote_with_half_of_an_ellipsis_is_not_the_same(quote: str) -> None:
    _, placed = after_edit((quote,), ("no… yes",), knows_old=False)
    assert placed.state not in ("anchored", "moved")


def test_an_anchor_without_fingerprints_is_placed_by_its_quote() -> None:
    document = article("one two", "three four five")
    anchor = Anchor(within(0, 0, 0), Quote("four", "three ", " five"))
    assert Resolver(document, fingerprints(document)).resolve(anchor) == Placed("moved", within(1, 6, 10))


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
        assert Resolver(new, fingerprints(new), [fingerprints(old)]).resolve(anchor) == placed


def test_an_article_that_lost_everything_has_only_orphans() -> None:
    document, span = marked("a [b] c")
    assert Resolver(article(), ()).resolve(capture(document, span)) == ORPHAN


TEXTS = st.lists(
    st.text(alphabet="ab ’'“\"…—-.\u200b\n", max_size=12) | st.sampled_from(["a b a", "a", "", "a b’a…"]),
    max_size=6,
)


@given(TEXTS, TEXTS, st.booleans(), st.data())
def test_what_is_anchored_or_moved_stands_on_its_quote(
    before: list[str], after: list[str], knows_old: bool, data: st.DataObject
) -> None:
    old, new = article(*before), article(*after, *data.draw(st.permutations(before)))
    if not before:
        return
    places = [Position(i, offset) for i, text in enumerate(before) for offset in range(len(text) + 1)]
    start, end = sorted((data.draw(st.sampled_from(places)), data.draw(st.sampled_from(places))))
    anchor = capture(old, Range(start, end))
    seen = [fingerprints(old)] if knows_old else ()
    placed = Resolver(new, fingerprints(new), seen).resolve(anchor)
    assert (placed.range is None) == (placed.state == "orphan")
    if placed.state in ("anchored", "moved") and placed.range is not None:
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
    placed = Resolver(document, known, [known] if knows_old else ()).resolve(
        capture(document, Range(start, end))
    )
    assert placed == Placed("anchored", Range(start, end))


EDITED: list[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = [
    # A typing error was mended in the quote, and one beside it.
    (
        ("The minster said [he had recieved no lettr] on that day.",),
        ("The minister said he had received no letter on that day.",),
        ("The minister said [he had received no letter] on that day.",),
    ),
    # Its first and its last word were exchanged.
    (
        ("Then, he said, [several ships left the old harbour quietly], one after the other.",),
        ("Then, he said, many ships left the old harbour unseen, one after the other.",),
        ("Then, he said, [many ships left the old harbour unseen], one after the other.",),
    ),
    # Words were put in before, within and behind it; those at its borders do not belong to it.
    (
        ("We know that [the bridge will be closed for repairs] in the last week.",),
        ("We know that indeed the bridge will be closed again for repairs in the last week.",),
        ("We know that indeed [the bridge will be closed again for repairs] in the last week.",),
    ),
    # Two of its first words changed places.
    (
        ("Before.", "[It’s been widely reported for months that the harbour will be sold.]"),
        ("Before.", "It’s been reported widely for a month that the harbour will be sold."),
        ("Before.", "[It’s been reported widely for a month that the harbour will be sold.]"),
    ),
    # In small letters.
    (("[THE COUNCIL DECIDES] today",), ("The Council decides today",), ("[The Council decides] today",)),
    # Without spaces between words.
    (
        ("会议昨天决定，[旧港口将在明年春天关闭]，市长说。",),
        ("会议在星期二决定，旧港口将于明年春天关闭，市长说。",),
        ("会议在星期二决定，[旧港口将于明年春天关闭]，市长说。",),
    ),
    (("ที่ประชุม[ตัดสินใจปิดท่าเรือเก่า]ในปีหน้า",), ("ที่ประชุม[ตัดสินใจจะปิดท่าเรือเก่า]ในปีหน้า",), ()),
    # With emoji and combining marks.
    (
        ("They wrote [👩‍👩‍👧 cafe\u0301 is open] on the door.",),
        ("They wrote 👩‍👩‍👧 cafe\u0301 is now open on the door.",),
        ("They wrote [👩‍👩‍👧 cafe\u0301 is now open] on the door.",),
    ),
    # Over paragraphs, of which the first and the last were edited.
    (
        ("a", "He said [the old harbour is closed.", "For ever.", "Nobody came] to see it.", "b"),
        ("a", "He has said the old harbour is closed.", "For ever.", "Nobody ever came to see it.", "b"),
        ("a", "He has said [the old harbour is closed.", "For ever.", "Nobody ever came] to see it.", "b"),
    ),
]


@pytest.mark.parametrize(("before", "after", "where"), EDITED)
@pytest.mark.parametrize("knows_old", [True, False])
def test_a_quote_that_was_edited_is_found_with_both_its_ends(
    before: tuple[str, ...], after: tuple[str, ...], where: tuple[str, ...], knows_old: bool
) -> None:
    plain = tuple(text.replace("[", "").replace("]", "") for text in after)
    document, placed = after_edit(before, plain, knows_old=knows_old)
    assert placed.state == "changed"
    assert shown(document, placed) == (where or after)


def test_a_long_quote_is_found_by_its_ends() -> None:
    middle = " ".join(f"Number {number} was counted twice." for number in range(60))
    before = (
        "above",
        f"It begins: [the count went on all night. {middle} In the end nobody knew] why.",
        "below",
    )
    new_middle = middle.replace("Number 30 was counted twice. ", "")
    after = ("above", f"It begins: the count went on all the night. {new_middle} In the end nobody knew why.")
    document, placed = after_edit(before, after, knows_old=True)
    assert placed.state == "changed"
    assert placed.range is not None
    text = document.text_of(placed.range)
    assert text.startswith("the count went on all the night.")
    assert text.endswith("In the end nobody knew")


def test_a_caption_that_stands_many_times_is_told_by_what_is_above_and_below_it() -> None:
    stories = [f"{chr(97 + n % 26) * 7} {chr(97 + n // 26) * 5} is the story here." for n in range(60)]
    texts = [text for story in stories for text in (story, "Picture: a harbour")]
    before = (*texts[:41], "[Picture: a harbour]", *texts[42:])
    after = tuple(text.replace("story", "tale").replace("Picture", "Image") for text in texts)
    document, placed = after_edit(before, after, knows_old=True)
    assert placed == Placed("changed", document.whole(41))


def test_an_edited_original_keeps_its_note_from_an_unedited_copy_elsewhere() -> None:
    quote = "The council sold the old harbour for a pound."
    before = ("one", "two", f"[{quote}]", "three", "four", "five")
    after = ("one", "two", "The council has sold the harbour for one pound.", "three", "four", quote, "five")
    document, placed = after_edit(before, after, knows_old=True)
    assert placed.range == document.whole(2)


def test_a_quote_of_short_words_needs_its_context() -> None:
    before = ("It was [to be] or else, they all said in the end, and went home.",)
    _, placed = after_edit(
        before, ("So he is to do, as one says; nobody minds it any more.",), knows_old=True
    )
    assert placed.state in ("uncertain", "orphan")


def test_the_places_most_like_a_quote_are_offered_best_first() -> None:
    old = article("One clerk remembered the money well.", "Ships come in at night.")
    anchor = capture(old, within(0, 0, 36))
    new = article(
        "A clerk remembered the money well.",
        "Nothing else is here to be read.",
        "No clerk remembered the monkey well at all.",
    )
    found = Resolver(new, fingerprints(new)).places_like(anchor, 5)
    assert [place.start.paragraph for place in found] == [0, 2]
    assert Resolver(new, fingerprints(new)).places_like(anchor, 1) == found[:1]


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("[The money was paid in cash.]", "The money was paid in coins.", "[The money was paid in coins.]"),
        ("[It was sold in the spring of that year.]", "It was given away in the spring of that year.",
         "[It was given away in the spring of that year.]"),
        ("[It was sold in the spring.] Nobody asked.", "They sold it in the spring. Nobody asked.",
         "[They sold it in the spring.] Nobody asked."),
        # What was put in beside it is none of it.
        ("[The money was paid in cash.]", "He said the money was paid in cash. And left.",
         "He said [the money was paid in cash.] And left."),
    ],
)  # fmt: skip
def test_a_quote_at_the_border_of_its_paragraph_is_found_up_to_there(
    before: str, after: str, where: str
) -> None:
    above, below = "The harbour was quiet, and nobody was about.", "The town forgot it by the autumn."
    new, placed = after_edit((above, before, below), (above, after, below), knows_old=True)
    assert shown(new, placed) == (above, where, below)
