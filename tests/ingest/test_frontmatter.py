"""The metadata at the head of a Markdown file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.ingest.frontmatter import split


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("title: A plain value", {"title": ("A plain value",)}),
        ("title: 'It''s' # why", {"title": ("It's",)}),
        (r'title: "A \"word\": here"', {"title": ('A "word": here',)}),
        ("title: value # comment", {"title": ("value",)}),
        ("url: https://x.org/a#b", {"url": ("https://x.org/a#b",)}),
        ("tags: [one, 'two, three', \"four\"]", {"tags": ("one", "two, three", "four")}),
        ("tags: []", {"tags": ()}),
        ("authors:\n  - Ann Lee\n  - name: Bo Ek\n    role: editor", {"authors": ("Ann Lee", "Bo Ek")}),
        ("tags:\n- one\n- two\nlang: en", {"tags": ("one", "two"), "lang": ("en",)}),
        ("abstract: >-\n  folded\n  over two\nlang: en", {"abstract": ("folded over two",), "lang": ("en",)}),
        (
            "Reading-Time: 3\n# comment\n\nempty:\nnothing: null",
            {"reading_time": ("3",), "empty": (), "nothing": ()},
        ),
        ("title: \x1b[2Jx\u202e", {"title": ("x",)}),
    ],
)
def test_a_block_gives_its_fields(rows: str, expected: dict[str, tuple[str, ...]]) -> None:
    fields, body = split(f"---\n{rows}\n---\nBody\n")
    assert (dict(fields), body) == (expected, "Body\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---\n",
        "title: x\n",
        "---\ntitle: never closed\n\nBody",
        "---\nA paragraph between rules: with a colon\nthat goes on.\n---\n",
        "---\n---\nBody",
        "\n---\ntitle: not at the head\n---\n",
    ],
)
def test_a_text_without_a_block_stays_whole(text: str) -> None:
    assert split(text) == ({}, text)


@given(st.text("ab:-[]'\"#\\\n ,>|é", max_size=80))
def test_no_block_is_too_odd(rows: str) -> None:
    fields, _ = split(f"---\n{rows}\n---\n")
    assert all(value == value.strip() and "\n" not in value for values in fields.values() for value in values)
