"""The verbs that look at articles: what `list`, `show` and `notes` print."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from verbs import TEXT, Tread, marked


def test_list_prints_every_article_once(tread: Tread) -> None:
    marked(tread)
    code, out, err = tread("list", "lib", "--json")
    assert (code, err) == (0, "")
    rows = json.loads(out)
    assert [(row["path"], row["title"]) for row in rows] == [
        ("lib/harbour.txt", "The harbour"),
        ("lib/other.md", "Other"),
    ]
    assert rows[0]["annotations"] == {"highlight": 1, "note": 0, "bookmark": 0}
    _, out, _ = tread("list", "lib")
    assert out.splitlines()[0] == "The harbour  1 min · new · 1 mark"


def test_an_article_without_a_title_is_listed_by_its_first_words(tread: Tread) -> None:
    Path("lib/other.md").unlink()
    long = "It was late when " + "they came and " * 9 + "left."
    Path("lib/untitled.txt").write_text(f"{long}\n\n{long}\n", encoding="utf-8")
    Path("lib/void.txt").write_text("", encoding="utf-8")
    assert tread("list", "lib")[1].splitlines()[2:] == [
        f"{long[:72].rstrip()}…  1 min · new",
        "  lib/untitled.txt",
        "lib/void.txt  0 min · new",
    ]


@pytest.mark.parametrize("verb", ["list", "notes", "export"])
def test_where_something_failed_that_is_all_that_is_said(tread: Tread, verb: str) -> None:
    code, out, err = tread(verb, "nowhere")
    assert (code, out, err) == (1, "", "tread: nowhere does not exist.\n  Check the path.\n")


def test_show_prints_the_text_and_its_json(tread: Tread) -> None:
    code, out, _ = tread("show", "lib/harbour.txt")
    assert (code, out) == (0, TEXT)
    code, out, _ = tread("show", "lib/other.md", "--json")
    shown = json.loads(out)
    assert list(shown) == [
        "id", "path", "format", "title", "authors", "published", "source", "language", "words", "minutes",
        "paragraphs",
    ]  # fmt: skip
    assert shown["paragraphs"][1]["spans"] == [{"start": 8, "end": 12, "style": "emphasis"}]
    assert tread("show", "lib/none.txt")[0] == 1


@pytest.mark.parametrize("fate", ["kept", "overwritten", "removed"])
def test_a_passage_is_shown_as_it_was_when_it_was_marked(tread: Tread, fate: str) -> None:
    made = marked(tread).strip()
    if fate == "overwritten":
        Path("lib/harbour.txt").write_text("Something else altogether stands here.\n", encoding="utf-8")
    if fate == "removed":
        Path("lib/harbour.txt").unlink()
    code, out, err = tread("show", "--as-of", made[:13], "lib/harbour.txt")
    assert (code, out) == (0, TEXT)
    assert err.startswith("As it was on 20") and err.endswith(", when it was marked:\n")
    passage = json.loads(tread("show", "--as-of", made, "lib/harbour.txt", "--json")[1])
    assert passage["id"] == made
    own = passage["before"][-1] + passage["quote"] + passage["after"][0]
    assert "\n\n".join((*passage["before"][:-1], own, *passage["after"][1:])) == TEXT.strip("\n")


def test_a_passage_that_nobody_marked_is_named(tread: Tread) -> None:
    marked(tread)
    code, out, err = tread("show", "--as-of", "zz", "lib/harbour.txt")
    assert (code, out) == (1, "") and "begins with “zz”" in err
    assert tread("show", "--as-of", "zz", "-")[0] == 2


def test_a_long_passage_is_cut_and_its_start_is_known_without_what_was_kept(tread: Tread) -> None:
    made = marked(tread).strip()
    for kept in Path("lib/.tread/surroundings").glob("*/*"):
        kept.unlink()
    _, out, _ = tread("show", "--as-of", made, "lib/harbour.txt", "--json")
    assert json.loads(out)["quote"] in TEXT


def test_show_reads_standard_input(tread: Tread, monkeypatch: pytest.MonkeyPatch) -> None:
    def pipe(data: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))

    pipe(TEXT.encode())
    assert tread("show", "-") == (0, TEXT, "")
    pipe(TEXT.encode())
    shown = json.loads(tread("show", "-", "--json")[1])
    assert (shown["path"], shown["title"]) == ("-", "The harbour")
    pipe(b"\x7fELF\0\0\1\0")
    code, out, err = tread("show", "-")
    assert (code, out) == (1, "")
    assert "standard input is not a text file" in err


@pytest.mark.parametrize(
    "verb", [["list", "-"], ["notes", "lib", "-"], ["annotate", "-", "--quote", "a"], ["export", "-"]]
)
def test_a_verb_that_needs_files_says_so_of_standard_input(tread: Tread, verb: list[str]) -> None:
    code, out, err = tread(*verb)
    assert (code, out) == (2, "")
    assert f"'{verb[0]}' works on files and folders, not on standard input." in err


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (("--tag", "Money"), 1),
        (("--tag", "#none"), 0),
        (("--colour", "fact"), 1),
        (("--colour", "green"), 0),
        (("--since", "2020-01-01"), 1),
        (("--since", "2990-01-01"), 0),
        (("--orphans",), 0),
    ],
)
def test_notes_are_chosen_by_tag_colour_and_day(
    tread: Tread, own_home: Path, given: tuple[str, ...], found: int
) -> None:
    config = own_home / ".config" / "tread" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[colours]\nyellow = "Fact"\n')
    marked(tread, "--tag", "money")
    _, out, _ = tread("notes", "lib", "--json", *given)
    assert len(json.loads(out)) == found


def test_notes_of_an_article_that_is_gone_are_listed_as_orphans(tread: Tread) -> None:
    made = marked(tread)
    Path("lib/harbour.txt").unlink()
    code, out, _ = tread("notes", "lib", "--orphans", "--json")
    assert code == 0
    assert [(row["id"], row["state"], row["path"]) for row in json.loads(out)] == [
        (made, "orphan", "lib/harbour.txt")
    ]


def test_one_bad_article_does_not_stop_the_others(tread: Tread) -> None:
    Path("lib/broken.txt").write_bytes(b"\x7fELF\0\0\1\0" * 9)
    for verb in (["list", "lib", "--json"], ["notes", "lib", "--json"], ["export", "lib"]):
        code, out, err = tread(*verb)
        assert code == 1
        assert "broken.txt" in err
    code, out, err = tread("list", "nowhere.txt", "lib", "--json")
    assert (code, len(json.loads(out))) == (1, 2)
    assert "nowhere.txt" in err


def database() -> Path:
    (found,) = Path("lib/.tread/annotations").rglob("*.json")
    return found


@pytest.mark.parametrize("left", [b"", b'{"annotations": {"1": {"id"', b"[]", None])
def test_notes_in_a_damaged_or_missing_database_are_listed_and_the_mending_is_said(
    tread: Tread, left: bytes | None
) -> None:
    marked(tread)
    if left is None:
        database().unlink()
    else:
        database().write_bytes(left)
    code, out, err = tread("notes", "lib")
    assert code == 0
    assert "sold in the spring" in out
    assert "it was rebuilt from the journal and the backup" in err
    assert tread("notes", "lib")[1:] == (out, "")


def test_notes_of_a_renamed_article_are_listed_though_their_database_is_damaged(tread: Tread) -> None:
    marked(tread)
    Path("lib/harbour.txt").rename("lib/port.txt")
    database().write_bytes(b"")
    code, out, err = tread("notes", "lib/port.txt")
    assert code == 0
    assert "sold in the spring" in out
    assert "rebuilt" in err
