"""Two wordings of a passage as what was kept, deleted and inserted."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.folding import fold
from tread.core.graphemes import is_border
from tread.core.word_diff import Run, in_signs, word_diff

_PIECES = st.sampled_from(
    [
        *"ab.,-'\"“”‘’—–…/ \n\t\xa0",
        *("don't", "14,000", "sold", "the", "harbour", "ﬁ", "\xad", "\u200b", "--", " \u0301", "\r\n"),
        *("東", "京", "に", "ไป", "เด็ก", "é", "e\u0301", "क्षि", "👩‍👩‍👧", "🇩🇪", "한국", "\u202e"),
    ]
)
TEXTS = st.lists(_PIECES, max_size=24).map("".join) | st.text(max_size=40)
_QUIET = st.lists(st.sampled_from([*"ab.,-'\"“”‘’—–… \n", "don’t", "1.5", "ﬁ", "\xad"]), max_size=24)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("It was sold.", "It was sold.", "It was sold."),
        ("It was sold in the spring.", "It was given away in spring.",
         "It was [-sold-]{+given away+} in [-the -]spring."),
        ("the cat", "the old cat", "the {+old +}cat"),
        ("It costs $1,200.50 now.", "It costs $1,300.50 now.", "It costs $[-1,200.50-]{+1,300.50+} now."),
        ("We don't know.", "We can't know.", "We [-don't-]{+can't+} know."),
        ("The quick brown fox", "A slow red fox", "[-The quick brown-]{+A slow red+} fox"),
        ("私は東京に住む。", "私は京都に住む。", "私は[-東-]京{+都+}に住む。"),
        ("👩‍👩‍👧 came", "👩‍👩‍👦 came", "[-👩‍👩‍👧-]{+👩‍👩‍👦+} came"),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_words_are_kept_deleted_and_inserted(old: str, new: str, shown: str) -> None:
    assert in_signs(word_diff(old, new)) == shown


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("“Don’t,” she said — well …", '"Don\'t," she said -- well ...'),
        ("so much\nfor the harbour", "so  much for the har\xadbour"),
        (" sold by then ", "sold by then"),
        ("sold", " sold\n"),
        ("3\u200b.5 %", "3.5 %"),
    ],
)
def test_white_space_and_typography_are_no_change(old: str, new: str) -> None:
    (run,) = word_diff(old, new)
    assert run == Run("kept", old, new)


def test_a_short_word_kept_between_two_rewritten_stretches_goes_with_them() -> None:
    old, new = "Officials promised the reconstruction soon.", "Engineers postponed the demolition again."
    assert in_signs(word_diff(old, new)) == (
        "[-Officials promised the reconstruction soon-]{+Engineers postponed the demolition again+}."
    )


def test_one_word_of_a_long_passage_is_found() -> None:
    words = [f"word{number % 900}" for number in range(20_000)] + [f"only{number}" for number in range(200)]
    edited = [*words[:10_000], "new", *words[10_001:]]
    runs = word_diff(" ".join(words), " ".join(edited))
    assert [(run.kind, run.text) for run in runs[1:3]] == [("deleted", words[10_000]), ("inserted", "new")]
    assert len(runs) == 4


@given(TEXTS, TEXTS)
def test_the_runs_hold_both_wordings_whole(old: str, new: str) -> None:
    runs = word_diff(old, new)
    assert "".join(run.old for run in runs) == old
    assert "".join(run.new for run in runs) == new


@given(TEXTS, TEXTS)
def test_what_is_kept_reads_alike_and_the_rest_is_in_order(old: str, new: str) -> None:
    runs = word_diff(old, new)
    for run in runs:
        assert run.old or run.new
        if run.kind == "kept":
            assert fold(run.old).strip() == fold(run.new).strip()
        else:
            assert (run.old == "", run.new == "") == (run.kind == "inserted", run.kind == "deleted")
    pairs = [(one.kind, other.kind) for one, other in pairwise(runs)]
    assert not {*pairs} & {(kind, kind) for kind in ("kept", "deleted", "inserted")}
    assert ("inserted", "deleted") not in pairs


@given(TEXTS, TEXTS)
def test_no_character_is_cut(old: str, new: str) -> None:
    places = [0, 0]
    for run in word_diff(old, new):
        for side, (text, part) in enumerate(((old, run.old), (new, run.new))):
            places[side] += len(part)
            assert is_border(text, places[side])


@given(_QUIET.map("".join), _QUIET.map("".join))
def test_texts_that_fold_alike_have_no_changes(old: str, new: str) -> None:
    is_alike = fold(old).strip() == fold(new).strip()
    assert all(run.kind == "kept" for run in word_diff(old, new)) == is_alike
    assert all(run.kind == "kept" for run in word_diff(old, fold(old)))
