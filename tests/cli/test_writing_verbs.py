"""The verbs that write: what `annotate` stores, and `export` writes out."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from verbs import TEXT, Tread, marked


def test_annotate_then_notes_tell_the_same_story(tread: Tread) -> None:
    made = marked(tread, "--note", "Really?", "--tag", "#money", "--tag", "ports", "--colour", "green")
    code, out, err = tread("notes", "lib", "--json")
    assert (code, err) == (0, "")
    (row,) = json.loads(out)
    assert (row["id"], row["path"], row["quote"]) == (made, "lib/harbour.txt", "sold in the spring")
    assert (row["tags"], row["colour"], row["state"]) == (["money", "ports"], "green", "anchored")
    _, out, _ = tread("notes", "lib")
    assert out == "The harbour\n  ¶2  green  “sold in the spring”  #money  #ports\n      Really?\n\n"


def test_a_quote_that_is_absent_or_in_doubt_is_an_error_that_says_where(tread: Tread) -> None:
    code, out, err = tread("annotate", "lib/harbour.txt", "--quote", "was sold")
    assert (code, out) == (1, "")
    assert "2 places" in err
    assert "paragraph 2" in err
    assert "paragraph 3: Nobody asked why it [was sold]." in err
    assert "--occurrence" in err
    code, _, err = tread("annotate", "lib/harbour.txt", "--quote", "given away")
    assert code == 1
    assert "not in the article" in err
    code, _, _ = tread("annotate", "lib/harbour.txt", "--quote", "was sold", "--occurrence", "2")
    assert code == 0


def test_an_unknown_colour_is_a_wrong_command_line(tread: Tread) -> None:
    code, _, err = tread("annotate", "lib/harbour.txt", "--quote", "sold in", "--colour", "gren")
    assert code == 2
    assert "Did you mean 'green'?" in err


def test_export_goes_to_standard_output_to_a_file_or_to_a_folder(tread: Tread) -> None:
    made = marked(tread)
    _, out, _ = tread("export", "lib/harbour.txt")
    assert out.startswith('---\ntitle: "The harbour"\n')
    assert f"\n^t-{made.replace('-', '')[-12:]}\n" in out
    assert tread("export", "lib/harbour.txt", "--output", "notes")[0] == 0
    assert Path("notes/harbour.md").read_text("utf-8") == out
    assert [path.name for path in Path("notes").iterdir()] == ["harbour.md"]
    _, sections, _ = tread("export", "lib", "--output", "-")
    assert tread("export", "lib", "--output", "all.md")[0] == 0
    assert Path("all.md").read_text("utf-8") == sections


def test_exporting_again_touches_nothing_and_keeps_what_a_person_wrote(tread: Tread) -> None:
    marked(tread)
    tread("export", "lib", "--output", "notes")
    path = Path("notes/harbour.md").rename("notes/mine.md")
    path.write_text(path.read_text("utf-8") + "\nMy thoughts.\n", encoding="utf-8")
    before = path.stat()
    code, _, err = tread("export", "lib", "--output", "notes")
    assert (code, err) == (0, "unchanged notes/mine.md\n")
    assert path.stat() == before
    marked(tread, "--note", "More")
    _, _, err = tread("export", "lib", "--output", "notes")
    assert err == "wrote notes/mine.md\n"
    assert "More" in path.read_text("utf-8")
    assert path.read_text("utf-8").endswith("\nMy thoughts.\n")
    path.write_text(path.read_text("utf-8").replace("More", "Less"), encoding="utf-8")
    code, _, err = tread("export", "lib", "--output", "notes")
    assert code == 1
    assert "mine.md" in err
    assert "edited" in err
    assert "Less" in path.read_text("utf-8")


@pytest.mark.skipif(sys.platform == "darwin", reason="file names are UTF-8 there")
def test_articles_whose_names_are_not_utf8_keep_their_own_notes(tread: Tread) -> None:
    odd = os.fsdecode(b"lib/harbour\xff.txt")
    Path(odd).write_text(TEXT, encoding="utf-8")
    assert tread("annotate", odd, "--quote", "asked", "--note", "odd")[0] == 0
    assert tread("annotate", "lib/harbour.txt", "--quote", "asked", "--note", "plain")[0] == 0
    Path(odd).write_text(TEXT.replace("spring", "autumn"), encoding="utf-8")
    notes = json.loads(tread("notes", "lib", "--json")[1])
    assert {note["path"]: note["note"] for note in notes} == {odd: "odd", "lib/harbour.txt": "plain"}


def test_notes_of_a_library_that_cannot_be_written_are_kept_elsewhere_and_listed_with_its_own(
    tread: Tread, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked(tread, "--note", "home")
    with monkeypatch.context() as read_only:
        read_only.setattr("tread.store.place._is_writable", lambda folder: False)
        code, out, err = tread("annotate", "lib/harbour.txt", "--quote", "asked", "--note", "away")
        assert (code, len(out.split())) == (0, 1)
        assert "cannot be written; annotations are kept in" in err
        away = json.loads(tread("notes", "lib", "--json")[1])
    assert [note["note"] for note in away] == ["home", "away"]
    assert json.loads(tread("notes", "lib", "--json")[1]) == away


@pytest.mark.parametrize("output", ["out/", "all.md"])
@pytest.mark.parametrize("runs", [[("one", "two")], [("one",), ("two",)]], ids=["at once", "one by one"])
def test_articles_of_two_libraries_that_go_by_one_id_do_not_take_each_others_place(
    tread: Tread, output: str, runs: list[tuple[str, ...]]
) -> None:
    for name in ("one", "two"):
        Path(name).mkdir()
        Path(name, "harbour.txt").write_text(TEXT, encoding="utf-8")
        assert tread("annotate", f"{name}/harbour.txt", "--quote", "asked", "--note", f"in {name}")[0] == 0

    def exported() -> str:
        for libraries in runs:
            assert tread("export", *libraries, "--output", output)[0] == 0
        files = sorted(Path("out").glob("*")) or [Path("all.md")]
        return "".join(file.read_text(encoding="utf-8") for file in files)

    first = exported()
    assert (first.count("in one"), first.count("in two")) == (1, 1)
    assert exported() == first
    assert tread("annotate", "two/harbour.txt", "--quote", "spring", "--note", "more in two")[0] == 0
    again = exported()
    assert (again.count("in one"), again.count("more in two"), again.count("in two")) == (1, 1, 2)
