from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tread.core.position import Position
from tread.core.standing import Top
from tread.errors import StoreError
from tread.store.places import Place, Places, ReadingState, state_at

X = Path("/x")
PLACE = Place(12, 340, "and then the fox \u202e世界", 0.41, "reading", datetime(2026, 11, 22, 8, tzinfo=UTC))


def test_a_place_comes_back_after_a_restart(tmp_path: Path) -> None:
    Places(tmp_path / "places").save(Path("/a/x.txt"), PLACE)
    assert Places(tmp_path / "places").load(Path("/a/x.txt")) == PLACE
    assert Places(tmp_path / "places").load(Path("/a/y.txt")) is None


def test_what_was_selected_and_the_page_come_back_too(tmp_path: Path) -> None:
    place = PLACE._replace(end=Position(13, 2), unit="free", top=Top(Position(9, 80), 1))
    Places(tmp_path).save(X, place)
    assert Places(tmp_path).load(X) == place


def test_a_place_that_an_earlier_version_kept_is_found(tmp_path: Path) -> None:
    places = Places(tmp_path)
    places.save(X, PLACE)
    (file,) = tmp_path.rglob("*.json")
    kept = json.loads(file.read_text())
    file.write_text(json.dumps({key: kept[key] for key in kept if key not in ("end", "unit", "top")}))
    assert places.load(X) == PLACE


def test_a_symlink_keeps_a_place_of_its_own_however_it_is_reached(tmp_path: Path) -> None:
    folder = tmp_path / "lib"
    folder.mkdir()
    (folder / "article.txt").write_text("text")
    (folder / "link.txt").symlink_to("article.txt")
    (tmp_path / "way").symlink_to("lib")
    places = Places(tmp_path / "places")
    places.save(folder / "link.txt", PLACE)
    assert places.load(tmp_path / "way" / "link.txt") == PLACE
    assert places.load(folder / "article.txt") is None


@pytest.mark.parametrize(
    ("fraction", "before", "after"),
    [(0.2, "new", "reading"), (0.2, "later", "reading"), (0.999, "reading", "done"), (0.2, "done", "done")],
)
def test_an_article_read_to_its_end_is_done_and_stays_it(
    fraction: float, before: ReadingState, after: ReadingState
) -> None:
    assert state_at(fraction, before) == after


def test_the_last_place_stands(tmp_path: Path) -> None:
    places = Places(tmp_path)
    places.save(X, PLACE)
    places.save(X, PLACE._replace(offset=7, state="done"))
    assert places.load(X) == PLACE._replace(offset=7, state="done")
    assert len(list(tmp_path.rglob("*.json"))) == 1
    assert list(tmp_path.rglob("*.tmp")) == []


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "{}", '{"paragraph": "x"}', "\0\0"])
def test_a_damaged_place_is_ignored_and_replaced(tmp_path: Path, text: str) -> None:
    places = Places(tmp_path)
    places.save(X, PLACE)
    (file,) = tmp_path.rglob("*.json")
    file.write_text(text)
    assert places.load(X) is None
    places.save(X, PLACE)
    assert places.load(X) == PLACE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"reading"', '"asleep"'),
        ("340", "-1"),
        ('"offset"', '"gone"'),
        ('"unit": "paragraph"', '"unit": "verse"'),
    ],
)
def test_a_place_that_makes_no_sense_is_ignored(tmp_path: Path, old: str, new: str) -> None:
    places = Places(tmp_path)
    places.save(X, PLACE)
    (file,) = tmp_path.rglob("*.json")
    file.write_text(file.read_text().replace(old, new))
    assert places.load(X) is None


def test_a_place_that_cannot_be_kept_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="could not be written"):
        Places(tmp_path / "file").save(X, PLACE)
