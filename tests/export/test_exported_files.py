"""Files of exported notes: written whole, and found again."""

from __future__ import annotations

from pathlib import Path

import pytest
from harbour import (
    FEWER,
    HARBOUR,
    NO_NAMES,
    OWNER,
    STRANGER,
    marks_of,
    rendered,
)

from tread.errors import ExportError
from tread.export.blocks import owner
from tread.export.files import exported_files, file_for, read, write
from tread.export.markdown import render_section


def test_an_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "out" / "harbour.md"
    assert write(path, rendered()) is True
    path.chmod(0o640)
    before = path.stat()
    assert write(path, rendered()) is False
    assert path.stat() == before or path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino
    assert write(path, rendered(FEWER)) is True
    assert read(path) == rendered(FEWER)
    assert path.stat().st_mode == before.st_mode
    assert [entry.name for entry in path.parent.iterdir()] == ["harbour.md"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportError, match="file"):
        write(tmp_path / "file" / "x.md", "text")
    (tmp_path / "binary.md").write_bytes(b"\xff\xfe")
    with pytest.raises(ExportError, match="UTF-8"):
        read(tmp_path / "binary.md")
    assert read(tmp_path / "absent.md") is None


def test_an_articles_file_is_found_again_under_another_name(tmp_path: Path) -> None:
    (tmp_path / "renamed by me.md").write_text(rendered(), encoding="utf-8")
    (tmp_path / "bare.md").write_text(render_section(HARBOUR, "a-2", FEWER, NO_NAMES), encoding="utf-8")
    (tmp_path / "latin.md").write_bytes(b"\xff")
    (tmp_path / "mine.md").write_text("mine", encoding="utf-8")
    taken = exported_files(tmp_path)
    assert {path.name: held.article_id for path, held in taken.items()} == {
        "renamed by me.md": "a-0123456789abcdef",
        "bare.md": "a-2",
    }
    assert file_for(tmp_path, OWNER, "harbour", taken) == tmp_path / "renamed by me.md"
    assert file_for(tmp_path, owner("a-3", []), "harbour", taken) == tmp_path / "harbour.md"


def test_the_notes_of_an_article_that_goes_by_the_same_id_are_another_file(tmp_path: Path) -> None:
    (tmp_path / "harbour.md").write_text(rendered(), encoding="utf-8")
    assert file_for(tmp_path, STRANGER, "harbour", exported_files(tmp_path)) == tmp_path / "harbour-notes.md"


def test_a_file_whose_notes_were_all_deleted_is_still_its_articles(tmp_path: Path) -> None:
    (tmp_path / "harbour.md").write_text(rendered(marks_of()), encoding="utf-8")
    assert file_for(tmp_path, OWNER, "harbour", exported_files(tmp_path)) == tmp_path / "harbour.md"


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("two\nrows", "two rows.md"),
        ("\x1b]0;x\x07 bell\u202e", "bell.md"),
        ("caf\udce9", "caf\ufffd.md"),
        ("\n\u200b", "a-1.md"),
        ("é" * 127, "é" * 110 + ".md"),
    ],
)
def test_whatever_an_article_is_called_its_notes_have_a_name_that_is_safe(
    tmp_path: Path, stem: str, name: str
) -> None:
    path = file_for(tmp_path, owner("a-1", []), stem, {})
    assert path == tmp_path / name
    assert write(path, "notes") and read(path) == "notes"


def test_the_article_itself_is_never_taken_for_its_notes(tmp_path: Path) -> None:
    for name in ("harbour.md", "harbour-notes.md"):
        (tmp_path / name).write_text("# An article", encoding="utf-8")
    assert (
        file_for(tmp_path, owner("a-1", []), "harbour", exported_files(tmp_path))
        == tmp_path / "harbour-notes-2.md"
    )
