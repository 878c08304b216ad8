from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tread.errors import StoreError
from tread.store.places import Place, Places

PLACE = Place(12, 340, "and then the fox \u202e世界", 0.41, "reading", datetime(2026, 11, 22, 8, tzinfo=UTC))


def test_a_place_comes_back_after_a_restart(tmp_path: Path) -> None:
    Places(tmp_path / "places").save("/a/x.txt", PLACE)
    assert Places(tmp_path / "places").load(Path("/a/x.txt")) == PLACE
    assert Places(tmp_path / "places").load("/a/y.txt") is None


def test_the_last_place_stands(tmp_path: Path) -> None:
    places = Places(tmp_path)
    places.save("/x", PLACE)
    places.save("/x", PLACE._replace(offset=7, state="done"))
    assert places.load("/x") == PLACE._replace(offset=7, state="done")
    assert len(list(tmp_path.rglob("*.json"))) == 1
    assert list(tmp_path.rglob("*.tmp")) == []


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "{}", '{"paragraph": "x"}', "\0\0"])
def test_a_damaged_place_is_ignored_and_replaced(tmp_path: Path, text: str) -> None:
    places = Places(tmp_path)
    places.save("/x", PLACE)
    (file,) = tmp_path.rglob("*.json")
    file.write_text(text)
    assert places.load("/x") is None
    places.save("/x", PLACE)
    assert places.load("/x") == PLACE


@pytest.mark.parametrize(("old", "new"), [('"reading"', '"asleep"'), ("340", "-1"), ('"offset"', '"gone"')])
def test_a_place_that_makes_no_sense_is_ignored(tmp_path: Path, old: str, new: str) -> None:
    places = Places(tmp_path)
    places.save("/x", PLACE)
    (file,) = tmp_path.rglob("*.json")
    file.write_text(file.read_text().replace(old, new))
    assert places.load("/x") is None


def test_a_place_that_cannot_be_kept_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="could not be written"):
        Places(tmp_path / "file").save("/x", PLACE)
