from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.annotation import ANNOTATION_KINDS, SCHEMA, Anchor, Annotation, Quote
from tread.core.position import Position, Range
from tread.store.codec import (
    ArticleRecord,
    decode,
    decode_record,
    decode_time,
    document_number,
    encode,
    encode_record,
    encode_time,
    schema_of,
)

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
times = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(
    lambda time: time.replace(microsecond=time.microsecond // 1000 * 1000)
)
positions = st.builds(Position, st.integers(0, 9999), st.integers(0, 9999))
ranges = st.tuples(positions, positions).map(lambda pair: Range(min(pair), max(pair)))
anchors = st.builds(Anchor, ranges, st.builds(Quote, text, text, text), st.lists(text, max_size=3).map(tuple))
unknown = st.dictionaries(text.map(lambda key: f"x-{key}"), st.none() | st.integers() | text, max_size=3)
any_annotation = st.builds(
    Annotation,
    id=st.uuids().map(str),
    kind=st.sampled_from(ANNOTATION_KINDS),
    anchor=st.none() | anchors,
    created=times,
    modified=times,
    colour=st.none() | text,
    style=text,
    note=text,
    tags=st.lists(text, max_size=3).map(tuple),
    heading=text,
    zone=st.just("+02:00"),
    device=text,
    version=st.dictionaries(text, st.integers(1, 99), max_size=3),
    deleted=st.none() | times,
    letter=text,
    source=st.none() | unknown,
    extra=unknown,
)


@given(any_annotation)
def test_an_annotation_comes_back_from_its_document_as_it_was(annotation: Annotation) -> None:
    assert decode(json.loads(json.dumps(encode(annotation)))) == annotation


@given(st.uuids())
def test_a_document_number_is_the_low_53_bits_and_never_zero(uuid: UUID) -> None:
    number = document_number(str(uuid))
    assert 0 < number < 2**53
    assert number == (uuid.int % 2**53 or 1)


def test_ids_that_are_no_uuid_have_numbers_too() -> None:
    assert document_number("kindle:12") != document_number("kindle:13")
    assert document_number(str(UUID(int=1 << 60))) == 1


def test_the_document_has_the_keys_of_the_contract(highlight: Any) -> None:
    document = encode(highlight())
    assert document["paragraph"] == {
        "index": 0,
        "offset": 4,
        "end_index": 0,
        "end_offset": 9,
        "fingerprints": ["aaaaaaaaaaaa"],
    }
    assert document["quote"] == {"exact": "quick", "prefix": "The ", "suffix": " brown"}
    assert document["schema"] == SCHEMA
    assert document["deleted"] is None
    assert "extra" not in document


def test_keys_that_are_not_known_stay_where_they_stood(highlight: Any) -> None:
    document = {**encode(highlight()), "mood": "calm", "extra": 1}
    annotation = decode(document)
    assert annotation.extra == {"mood": "calm", "extra": 1}
    assert encode(annotation) == document


def test_a_document_with_only_what_is_needed_is_understood() -> None:
    minimal = {"id": "x", "kind": "note", "created": "2026-11-22T08:00:00Z", "modified": "2026-11-22"}
    assert decode(minimal).note == ""


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "doodle"},
        {"kind": None},
        {"id": 7},
        {"created": "yesterday"},
        {"created": None},
        {"note": ["x"]},
        {"tags": 3},
        {"version": []},
        {"version": {"desk": "many"}},
        {"quote": "quick"},
        {"paragraph": {"index": 0}},
        {"paragraph": {"index": -1, "offset": 0, "end_index": 0, "end_offset": 1}},
        {"paragraph": {"index": 3, "offset": 0, "end_index": 2, "end_offset": 1}},
    ],
    ids=str,
)
def test_a_document_of_another_shape_is_refused_with_a_reason(highlight: Any, change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        decode({**encode(highlight()), **change})


def test_a_document_without_an_id_is_refused(highlight: Any) -> None:
    document = encode(highlight())
    del document["id"]
    with pytest.raises(ValueError, match="it has no 'id'"):
        decode(document)


def test_times_are_stored_in_utc_to_the_millisecond() -> None:
    berlin = datetime(2026, 11, 22, 9, 0, 0, 123_999, tzinfo=timezone(timedelta(hours=1)))
    assert encode_time(berlin) == "2026-11-22T08:00:00.123Z"
    assert decode_time("2026-11-22T08:00:00") == datetime(2026, 11, 22, 8, tzinfo=UTC)


def test_a_record_comes_back_as_it_was() -> None:
    record = ArticleRecord("a-0123456789abcdef", "sub/é.md", "T", "f", ("p", "q"), "markdown/1", "markdown")
    assert decode_record(json.loads(json.dumps(encode_record(record)))) == record
    with pytest.raises(ValueError, match="path"):
        decode_record({"id": "a-0"})


def test_a_document_that_names_no_schema_is_of_the_present_one() -> None:
    assert schema_of({}) == SCHEMA
    assert schema_of({"schema": 99}) == 99
