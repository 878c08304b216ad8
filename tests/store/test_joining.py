from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tread.core.annotation import SCHEMA, Annotation
from tread.core.history import Change
from tread.store.codec import document_number, encode
from tread.store.joining import is_newer, joined
from tread.store.merge import apply
from tread.store.stamps import next_number
from tread.store.storage import Tables, serialise

MOMENT = datetime(2026, 11, 22, tzinfo=UTC)
IDS = ("a", "b", "c")


def state(id_: str, *writes: tuple[str, str]) -> Annotation:
    """An annotation that was made on the desk, and then written by each of these (device, note)."""
    made = Annotation(id_, "note", None, MOMENT, MOMENT)
    kept = apply(Change(None, made), None, MOMENT, "desk", next_number((), "desk", MOMENT))
    for seconds, (device, note) in enumerate(writes, 1):
        now = MOMENT + timedelta(seconds=seconds)
        change = Change(kept, replace(kept, note=note))
        kept = apply(change, kept, now, device, next_number([kept], device, now))
    return kept


def database(*annotations: Annotation, **record: Any) -> Tables:
    return {
        "annotations": {str(document_number(one.id)): encode(one) for one in annotations},
        "article": {"1": {"id": "a-0000000000000000", "path": "x.txt", **record}},
    }


def notes(tables: Tables) -> dict[str, str]:
    return {document["id"]: document["note"] for document in tables["annotations"].values()}


def test_annotations_are_united_by_their_id() -> None:
    ours = database(state("a", ("desk", "ours")), state("b"))
    theirs = database(state("a", ("laptop", "theirs")), state("c", ("laptop", "new")))
    tables = joined(ours, theirs)
    assert serialise(joined(theirs, ours)) == serialise(tables)
    assert notes(tables) == {"a": "ours\n\ntheirs", "b": "", "c": "new"}


def test_of_the_article_what_was_seen_later_stands() -> None:
    older = database(path="zzz.txt", seen="2026-11-22T08:00:00.000Z")
    newer = database(path="moved.txt", seen="2026-11-23T08:00:00.000Z")
    unknown = database(path="~.txt")
    for order in permutations((older, newer, unknown)):
        assert joined(joined(*order[:2]), order[2])["article"]["1"]["path"] == "moved.txt"


def test_the_editions_that_either_machine_knew_are_kept() -> None:
    ours = database(paragraphs=["p", "q"], earlier=["o"], seen="2026-11-23T08:00:00.000Z")
    theirs = database(paragraphs=["r"], earlier=["n"], seen="2026-11-22T08:00:00.000Z")
    article = joined(ours, theirs)["article"]["1"]
    assert (article["paragraphs"], article["earlier"]) == (["p", "q"], ["n", "o", "r"])
    assert joined(theirs, ours)["article"]["1"] == article


def test_the_side_that_changed_the_article_stands_where_the_base_is_known() -> None:
    base, ours, theirs = database(path="z.txt"), database(path="z.txt"), database(path="a.txt")
    assert joined(ours, theirs, base)["article"]["1"]["path"] == "a.txt"
    assert joined(theirs, ours, base)["article"]["1"]["path"] == "a.txt"


def test_entries_that_are_not_understood_are_all_kept() -> None:
    ours = {"annotations": {"1": {"x": 1}, "2": {"y": 1}}, "other": {"1": {"k": 1}}}
    theirs = {"annotations": {"1": {"x": 2}, "2": {"y": 1}}, "more": {"1": {"k": 2}}}
    tables = joined(ours, theirs)
    assert joined(theirs, ours) == tables
    assert joined(joined(tables, ours), theirs) == tables
    kept = sorted(map(str, tables["annotations"].values()))
    assert kept == ["{'x': 1}", "{'x': 2}", "{'y': 1}"]
    assert tables["annotations"]["1"] == {"x": 1}
    assert (tables["other"], tables["more"]) == ({"1": {"k": 1}}, {"1": {"k": 2}})


def test_an_annotation_under_a_number_that_another_has_is_kept() -> None:
    ours = {"annotations": {"7": encode(state("a"))}}
    theirs = {"annotations": {"7": encode(state("b"))}}
    tables = joined(ours, theirs)
    assert joined(theirs, ours) == tables
    assert sorted(notes(tables)) == ["a", "b"]


def test_what_a_newer_tread_wrote_is_kept_as_it_stands() -> None:
    newer = {**encode(state("a", ("desk", "x"))), "schema": SCHEMA + 1}
    tables = joined({"annotations": {"5": newer}}, database(state("a")))
    assert newer in tables["annotations"].values()
    assert is_newer(tables)
    assert not is_newer(database(state("a")))


states = st.builds(
    lambda id_, writes: state(id_, *writes),
    st.sampled_from(IDS),
    st.lists(st.tuples(st.sampled_from(("desk", "laptop")), st.sampled_from(("x", "y", ""))), max_size=3),
)
databases = st.builds(
    lambda kept, path, seen, editions, odd: {
        **database(
            *{one.id: one for one in kept}.values(),
            path=path,
            paragraphs=editions[0].split() if editions else [],
            **({"earlier": editions[1:]} if editions[1:] else {}),
            **({"seen": seen} if seen else {}),
        ),
        "odd": odd,
    },
    st.lists(states, max_size=3),
    st.sampled_from(("x", "y")),
    st.sampled_from(("", "2026", "2027")),
    st.lists(st.sampled_from(("p q", "p", "q r", "r")), max_size=3, unique=True),
    st.dictionaries(st.sampled_from("12"), st.fixed_dictionaries({"k": st.integers(0, 2)})),
)


@settings(deadline=None)
@given(databases, databases, databases)
def test_it_does_not_matter_in_which_order_databases_are_joined(
    one: Tables, other: Tables, third: Tables
) -> None:
    tables = joined(joined(one, other), third)
    assert joined(one, joined(other, third)) == tables
    assert joined(third, joined(other, one)) == tables
    for again in (one, other, third, tables):
        assert joined(tables, again) == tables
