"""The walk through a folder: which articles it holds, and what cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tread.walk import scan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "lib"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in scan(folder).articles]


def test_articles_are_found_in_folders_and_sorted_as_people_count(folder: Path) -> None:
    for name in ("10 b.txt", "9 a.md", "Sub/2.txt", "sub/10.markdown", "apple.TXT", "plain", "picture.png"):
        write(folder / name, "Some text.")
    write(folder / ".hidden" / "x.txt", "no")
    write(folder / ".tread" / "x.txt", "no")
    write(folder / ".x.txt", "no")
    (folder / "binary").write_bytes(b"\x7fELF\0\0")
    found = names(folder)
    assert found[:2] == ["9 a.md", "10 b.txt"]
    assert sorted(found) == sorted(
        ["10 b.txt", "9 a.md", "Sub/2.txt", "sub/10.markdown", "apple.TXT", "plain"]
    )


def test_a_loop_of_links_is_walked_once(folder: Path) -> None:
    write(folder / "a" / "one.txt", "One.")
    (folder / "a" / "again").symlink_to(folder)
    (folder / "self").symlink_to(folder / "self")
    assert len(scan(folder).articles) == 1


def test_what_cannot_be_read_is_listed_with_the_reason(folder: Path) -> None:
    write(folder / "good.txt", "Good.")
    os.mkfifo(folder / "pipe.txt")
    (folder / "broken.md").symlink_to(folder / "nowhere")
    found = scan(folder)
    assert [path.name for path in found.articles] == ["good.txt"]
    assert {one.path.name: one.reason for one in found.unreadable} == {
        "pipe.txt": "It is not a regular file.",
        "broken.md": "It cannot be read: No such file or directory.",
    }
    gone = scan(folder / "absent")
    assert gone.articles == ()
    assert "No such file" in gone.unreadable[0].reason
