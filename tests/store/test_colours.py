"""The names of a library's colours, in its store's folder."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path

import pytest

from tread.core.annotation import COLOURS
from tread.errors import StoreError
from tread.store.colours import path_of, read_names, signature_of, write_names
from tread.store.place import StorePlace, locate


def test_names_are_found_from_any_article_below(place: StorePlace, article: Path) -> None:
    assert read_names(place) == ({}, ())
    before = signature_of(place)
    write_names(place, {"yellow": "fact", "red": 'a "doubt" \\'})
    below = article.parent / "deep" / "down"
    below.mkdir(parents=True)
    names = {"yellow": "fact", "red": 'a "doubt" \\'}
    assert read_names(locate(below / "other.txt")) == (names, ())
    assert signature_of(place) != before


def test_naming_one_colour_keeps_the_others_and_what_a_person_wrote(place: StorePlace) -> None:
    write_names(place, {"yellow": "fact"})
    path = path_of(place)
    path.write_text('# ours\r\n"yellow" = "old"  # not mine\nother = 1\nblue = "claim"\n[more]\nred = "x"\n')
    write_names(place, {"yellow": "fact", "green": "question", "blue": ""})
    text = path.read_text()
    assert text == '# ours\nyellow = "fact"\nother = 1\ngreen = "question"\n[more]\nred = "x"\n'
    assert read_names(place) == ({"yellow": "fact", "green": "question"}, ())


def test_every_colour_can_be_named_and_unnamed_again(place: StorePlace) -> None:
    names = {colour: f"the {colour} one" for colour in COLOURS}
    for colour, name in names.items():
        write_names(place, {colour: name})
    assert read_names(place)[0] == names
    write_names(place, dict.fromkeys(COLOURS, ""))
    assert read_names(place) == ({}, ())
    assert tomllib.loads(path_of(place).read_text()) == {}


def test_names_are_clean_when_written_and_when_read(place: StorePlace) -> None:
    write_names(place, {"yellow": "fa\x1b[31mct\nnext"})
    assert read_names(place)[0] == {"yellow": "fact next"}
    path_of(place).write_text('yellow = "a\\u202eb"\n', encoding="utf-8")
    assert read_names(place)[0] == {"yellow": "ab"}


@pytest.mark.parametrize("text", ["yellow = ", b"yellow = '\xff'"])
def test_a_broken_file_is_named_and_left_as_it_is(place: StorePlace, text: str | bytes) -> None:
    write_names(place, {})
    data = text.encode() if isinstance(text, str) else text
    path_of(place).write_bytes(data)
    names, (problem,) = read_names(place)
    assert (names, problem.where) == ({}, str(path_of(place)))
    with pytest.raises(StoreError, match=r"colours\.toml"):
        write_names(place, {"yellow": "fact"})
    assert path_of(place).read_bytes() == data


def test_a_name_that_is_no_text_is_named_and_the_others_hold(place: StorePlace) -> None:
    write_names(place, {"blue": "claim"})
    path_of(place).write_text('yellow = 1\nblue = "claim"\n')
    names, (problem,) = read_names(place)
    assert names == {"blue": "claim"}
    assert problem.where.endswith("colours.toml: yellow")


def test_what_tread_could_only_break_it_does_not_change(place: StorePlace) -> None:
    write_names(place, {})
    text = 'yellow = """a\nb"""\n'
    path_of(place).write_text(text)
    with pytest.raises(StoreError, match="cannot change"):
        write_names(place, {"yellow": "fact"})
    assert path_of(place).read_text() == text


def test_a_private_store_keeps_its_names_private(place: StorePlace) -> None:
    place.folder.mkdir(0o700)
    write_names(place, {"yellow": "fact"})
    assert stat.S_IMODE(path_of(place).stat().st_mode) == 0o600


def test_a_library_that_cannot_be_written_keeps_the_names_it_has(place: StorePlace, tmp_path: Path) -> None:
    write_names(place, {"yellow": "fact", "blue": "claim"})
    elsewhere = place._replace(folder=tmp_path / "elsewhere", is_fallback=True, twin=place.folder)
    assert read_names(elsewhere)[0] == {"yellow": "fact", "blue": "claim"}
    write_names(elsewhere, {"yellow": "mine"})
    assert read_names(elsewhere)[0] == {"yellow": "mine", "blue": "claim"}
    assert read_names(place)[0] == {"yellow": "fact", "blue": "claim"}
