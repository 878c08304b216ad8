"""`store.surroundings`: what stood around annotations, kept on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from tread.core.surroundings import Surroundings
from tread.store.surroundings import find, keep

AROUND = Surroundings(("Above.", "“before ”\n世界"), ("\ud800 after", "Below."))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "5f.jsonl"


@pytest.mark.parametrize("around", [AROUND, Surroundings(("word " * 900,), ("x", "y"))])
def test_what_is_kept_is_found(path: Path, around: Surroundings) -> None:
    keep(path, {"other": Surroundings(("a",), ("b",)), "one": around})
    assert find(path, "one") == around
    assert find(path, "none") is None


def test_a_long_one_is_compressed(path: Path) -> None:
    keep(path, {"one": Surroundings(("word " * 900,), ("",))})
    assert path.stat().st_size < 400


def test_the_last_place_counts(path: Path) -> None:
    keep(path, {"one": AROUND})
    keep(path, {"one": Surroundings(("new",), ("",))})
    assert find(path, "one") == Surroundings(("new",), ("",))


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[]",
        b"null",
        b'{"id": "one"}',
        b'{"id": "one", "before": [], "after": []}',
        b'{"id": "one", "before": [1], "after": [2]}',
        b'{"zlib": "AAAA"}',
        b'{"zlib": 5}',
        b"\xff\xfe",
    ],
)
def test_a_line_that_is_damaged_costs_no_other(path: Path, line: bytes) -> None:
    keep(path, {"one": AROUND})
    with path.open("ab") as file:
        file.write(line)
    keep(path, {"two": AROUND})
    assert find(path, "one") == AROUND
    assert find(path, "two") == AROUND


def test_a_symbolic_link_is_not_written_through(path: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    path.symlink_to(elsewhere)
    with pytest.raises(Exception, match=r"5f\.jsonl"):
        keep(path, {"one": AROUND})
    assert elsewhere.read_text() == "mine"


def test_where_nothing_was_kept_nothing_is_found(path: Path) -> None:
    assert find(path, "one") is None
    keep(path, {})
    assert not path.exists()
