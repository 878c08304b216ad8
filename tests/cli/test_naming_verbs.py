"""The verbs over the words of a library: colours, tags."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from verbs import Tread, marked

from tread.store.place import locate
from tread.store.repository import Store


def own_names(home: Path, text: str) -> None:
    config = home / ".config" / "tread" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f"[colours]\n{text}\n")


def test_colours_are_named_for_a_library_and_shown_with_where_the_name_is_from(
    tread: Tread, own_home: Path
) -> None:
    own_names(own_home, 'yellow = "mine"\ngreen = "question"')
    assert tread("colours", "lib", "--set", "yellow=fact", "--set", "Red=a doubt")[0] == 0
    code, out, err = tread("colours", "lib/harbour.txt", "--json")
    assert (code, err) == (0, "")
    assert [tuple(row.values()) for row in json.loads(out)] == [
        ("yellow", "fact", "library"),
        ("green", "question", "settings"),
        ("blue", "blue", "default"),
        ("red", "a doubt", "library"),
        ("purple", "purple", "default"),
    ]
    assert tread("colours", "lib", "--set", "yellow=")[1].splitlines()[0] == "1  yellow  mine  (settings)"


def test_a_librarys_names_are_in_notes_and_export_and_choose_a_colour(tread: Tread, own_home: Path) -> None:
    own_names(own_home, 'yellow = "mine"')
    tread("colours", "lib", "--set", "yellow=fact")
    marked(tread, "--colour", "fact")
    assert "  fact  “" in tread("notes", "lib")[1]
    assert "fact" in tread("export", "lib/harbour.txt")[1]
    assert len(json.loads(tread("notes", "lib", "--colour", "Fact", "--json")[1])) == 1
    assert json.loads(tread("notes", "lib", "--json")[1])[0]["colour"] == "yellow"
    code, _, err = tread("notes", "lib", "--colour", "fcat")
    assert (code, "Did you mean 'fact'?" in err) == (2, True)


@pytest.mark.parametrize("given", ["yellow", "yelow=fact"])
def test_a_colour_that_there_is_not_is_a_wrong_command_line(tread: Tread, given: str) -> None:
    code, out, _ = tread("colours", "lib", "--set", given)
    assert (code, out) == (2, "")
    assert not Path("lib/.tread").exists()


def test_names_that_cannot_be_written_are_an_error_of_the_store(tread: Tread) -> None:
    tread("colours", "lib", "--set", "yellow=fact")
    Path("lib/.tread/colours.toml").write_text("yellow = ")
    code, _, err = tread("colours", "lib", "--set", "yellow=fact")
    assert (code, "colours.toml" in err) == (3, True)
    code, _, err = tread("colours", "lib")
    assert (code, "colours.toml" in err) == (1, True)


def tagged(tread: Tread) -> None:
    marked(tread, "--tag", "economy", "--tag", "war", "--note", "on the #economy")
    tread("annotate", "lib/harbour.txt", "--quote", "Nobody", "--tag", "economy")
    tread("annotate", "lib/other.md", "--quote", "Another", "--tag", "econ", "--tag", "economy")


def counts(tread: Tread, path: str = "lib") -> dict[str, tuple[int, int]]:
    rows = json.loads(tread("tags", path, "--json")[1])
    return {row["tag"]: (row["annotations"], row["articles"]) for row in rows}


def test_tags_are_listed_with_their_counts(tread: Tread) -> None:
    assert tread("tags", "lib")[:2] == (0, "")
    tagged(tread)
    assert counts(tread) == {"economy": (3, 2), "econ": (1, 1), "war": (1, 1)}
    assert counts(tread, "lib/other.md") == {"economy": (1, 1), "econ": (1, 1)}
    assert tread("tags", "lib")[1].splitlines()[0] == "    3  #economy  in 2 articles"


def test_a_tag_is_renamed_over_the_library_and_merged_where_both_stand(tread: Tread) -> None:
    tagged(tread)
    code, out, err = tread("tags", "lib", "--rename", "economy", "#econ")
    assert (code, out, err) == (0, "", "#economy is #econ in 3 annotations of 2 articles.\n")
    assert counts(tread) == {"econ": (3, 2), "war": (1, 1)}
    notes = json.loads(tread("notes", "lib", "--json")[1])
    assert [row["tags"] for row in notes] == [["econ", "war"], ["econ"], ["econ"]]
    assert notes[0]["note"] == "on the #econ"


def test_a_renaming_is_one_step_an_article_that_can_be_undone(tread: Tread) -> None:
    tagged(tread)
    tread("tags", "lib", "--rename", "economy", "econ")
    from datetime import UTC, datetime

    from tread.store.identity import device_id

    store = Store(locate(Path("lib")), device_id(), lambda: datetime.now(UTC))
    for record in store.records():
        _, step = store.history(record.id).undo()
        assert step is not None
        assert step.label == "rename #economy to #econ"
        store.commit(record, step, "undo")
    assert counts(tread) == {"economy": (3, 2), "econ": (1, 1), "war": (1, 1)}


def test_a_tag_that_there_is_not_and_one_that_is_none_are_told(tread: Tread) -> None:
    tagged(tread)
    code, _, err = tread("tags", "lib", "--rename", "econmy", "x")
    assert (code, "There is no tag 'econmy' here. Did you mean 'economy'?" in err) == (1, True)
    assert tread("tags", "lib", "--rename", "econ", "two words")[0] == 2
    assert tread("tags", "nowhere")[0] == 1


def test_an_article_that_cannot_be_written_does_not_hold_up_the_others(tread: Tread) -> None:
    tagged(tread)
    store = Store(locate(Path("lib")), "", lambda: None)  # type: ignore[arg-type,return-value]
    newer = store.records()[0]
    database = Path("lib/.tread/annotations", newer.id[2:4], f"{newer.id[2:]}.json")
    database.write_text(database.read_text().replace('"schema": 1', '"schema": 99'))
    code, out, err = tread("tags", "lib", "--rename", "economy", "econ", "--json")
    assert (code, json.loads(out)["articles"]) == (3, 1)
    assert "newer version" in err
    assert counts(tread)["economy"][1] == 1


def test_a_library_within_the_library_is_part_of_it(tread: Tread) -> None:
    tagged(tread)
    Path("lib/inner").mkdir()
    Path("lib/inner/deep.txt").write_text("Something deep.\n")
    Path("lib/inner/.tread").mkdir()
    tread("annotate", "lib/inner/deep.txt", "--quote", "deep", "--tag", "war")
    assert counts(tread)["war"] == (2, 2)
    assert counts(tread, "lib/inner") == {"war": (1, 1)}
