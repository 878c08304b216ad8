"""The verb `changes`: which marked passages were edited since, with the old and the new wording."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from verbs import TEXT, Tread

from tread.core.edited import edited_since

HARBOUR = Path("lib/harbour.txt")


def edit(old: str, new: str) -> None:
    """Edit the article."""
    text = HARBOUR.read_text(encoding="utf-8")
    assert old in text
    HARBOUR.write_text(text.replace(old, new), encoding="utf-8")


def mark_sentence(tread: Tread) -> str:
    """Highlight a sentence, with a note and a tag; its id."""
    quote = "It was sold in the spring of that year."
    code, out, err = tread(
        "annotate", str(HARBOUR), "--quote", quote, "--note", "By whom?", "--tag", "sale", "--colour", "green"
    )
    assert (code, err) == (0, "")
    return out.strip()


def test_a_passage_that_was_edited_is_listed_with_both_wordings(tread: Tread) -> None:
    mark_sentence(tread)
    edit("in the spring", "late in the summer")
    code, out, err = tread("changes", "lib")
    assert (code, err) == (0, "")
    (made,) = json.loads(tread("notes", "lib", "--json")[1])
    when = edited_since(datetime.fromisoformat(made["created"]), datetime.now().astimezone())
    assert out == (
        "The harbour\n"
        f"  ¶2  green  {when}  #sale\n"
        "    It was sold {+late +}in the [-spring-]{+summer+} of that year.\n"
        "      By whom?\n"
        "\n"
    )


def test_the_json_has_both_wordings_and_the_runs_between_them(tread: Tread) -> None:
    made = mark_sentence(tread)
    edit("in the spring", "in the summer")
    code, out, err = tread("changes", str(HARBOUR), "--json")
    assert (code, err) == (0, "")
    (row,) = json.loads(out)
    assert list(row) == [
        "id", "article", "path", "title", "kind", "paragraph", "start", "end", "end_paragraph", "old", "new",
        "runs", "heading", "colour", "note", "tags", "created", "modified",
    ]  # fmt: skip
    assert (row["id"], row["path"], row["paragraph"]) == (made, "lib/harbour.txt", 1)
    assert row["old"] == "It was sold in the spring of that year."
    assert row["new"] == "It was sold in the summer of that year."
    assert row["runs"][1:3] == [
        {"kind": "deleted", "old": "spring", "new": ""},
        {"kind": "inserted", "old": "", "new": "summer"},
    ]
    assert "".join(run["old"] for run in row["runs"]) == row["old"]
    assert "".join(run["new"] for run in row["runs"]) == row["new"]


def test_what_moved_or_was_set_otherwise_was_not_edited(tread: Tread) -> None:
    mark_sentence(tread)
    assert tread("changes", "lib") == (0, "", "No marked passage was edited.\n")
    HARBOUR.write_text(TEXT.replace("The harbour\n", "The harbour\n\nNew.\n").replace("sold in", "sold  in"))
    assert tread("changes", "lib") == (0, "", "No marked passage was edited.\n")
    assert tread("changes", "lib", "--json") == (0, "[]\n", "")


def test_what_is_not_surely_found_is_not_shown_as_edited_but_counted(tread: Tread) -> None:
    mark_sentence(tread)
    HARBOUR.write_text("The harbour\n\nNothing of it is left here at all, not one word.\n", encoding="utf-8")
    code, out, err = tread("changes", "lib")
    assert (code, out) == (0, "")
    assert err == ("No marked passage was edited.\n1 is no longer surely found; `tread notes` has it.\n")


def test_articles_come_in_order_and_one_that_failed_is_named(tread: Tread) -> None:
    mark_sentence(tread)
    code, _, _ = tread("annotate", "lib/other.md", "--quote", "Another text altogether.")
    assert code == 0
    edit("spring", "summer")
    Path("lib/other.md").write_text("# Other\n\nAnother book altogether.\n", encoding="utf-8")
    code, out, err = tread("changes", "lib/other.md", "nowhere", "lib/harbour.txt")
    assert (code, err) == (1, "tread: nowhere does not exist.\n  Check the path.\n")
    assert [row for row in out.splitlines() if row and not row.startswith(" ")] == ["Other", "The harbour"]


def test_colours_are_for_a_terminal_and_no_color_is_honoured(
    tread: Tread, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark_sentence(tread)
    edit("spring", "summer")
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda stream, color=None: color is False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[31m[-spring-]\x1b[0m\x1b[32m{+summer+}\x1b[0m" in tread("changes", "lib")[1]
    monkeypatch.setenv("NO_COLOR", "")
    out = tread("changes", "lib")[1]
    assert "[-spring-]{+summer+}" in out
    assert "\x1b" not in out


def test_hostile_wording_is_printed_as_harmless_text(tread: Tread) -> None:
    mark_sentence(tread)
    edit("spring", "spring [/foo] \x1b]52;c;eHg=\x07\u202e")
    code, out, err = tread("changes", "lib")
    assert (code, err) == (0, "")
    assert "[/foo]" in out
    assert not set(out) & set("\x1b\x07\u202e")


def test_the_states_show_in_notes_and_exports_and_exporting_twice_changes_nothing(tread: Tread) -> None:
    mark_sentence(tread)
    assert tread("annotate", str(HARBOUR), "--quote", "Nobody asked why it was sold.")[0] == 0
    edit("in the spring", "in the summer")
    edit("Nobody asked why it was sold.", "A committee was formed on Tuesday.")
    states = [row["state"] for row in json.loads(tread("notes", "lib", "--json")[1])]
    assert states == ["changed", "orphan"]
    out = tread("notes", "lib")[1]
    assert "  ¶2  changed  green  “It was sold in the spring of that year.”" in out
    assert "  orphan  yellow  “Nobody asked why it was sold.”" in out
    assert tread("export", "lib", "--output", "out/") == (0, "", "wrote out/harbour.md\n")
    first = Path("out/harbour.md").read_bytes()
    assert b"> It was sold in the summer of that year.\n" in first
    assert b"### No longer found in the article\n\n> Nobody asked why it was sold.\n" in first
    assert tread("export", "lib", "--output", "out/") == (0, "", "unchanged out/harbour.md\n")
    assert Path("out/harbour.md").read_bytes() == first
