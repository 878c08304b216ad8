from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import watchfiles
from driving import Driver, reading, write

from tread.tui import following, noticing
from tread.tui.noticing import Folders, any_remote


@pytest.fixture
def library(tmp_path: Path) -> Path:
    for number in range(10, 40):
        write(tmp_path / "articles" / f"{number}.txt", f"Title {number}\n\nA text about number {number}.\n")
    return tmp_path / "articles"


@pytest.fixture(params=["told", "looked through"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """How changes are noticed: as the system tells of them, or by looking where it tells nothing."""
    if request.param == "looked through":
        monkeypatch.setattr(noticing, "MOST_FOLDERS", 0)
        monkeypatch.setattr(following, "LOOK_THROUGH_S", 0.2)
    yield request.param


def cursor(driver: Driver) -> str:
    return driver.screen.library.articles.items[driver.screen.library.articles.cursor].name


async def read(driver: Driver) -> None:
    await driver.shows("Title 10")
    # What is written before the library is followed is noticed too; but then nothing is tested of following.
    await driver.until(lambda: driver.screen.library.is_followed, "following")


async def test_articles_come_change_and_go_while_the_cursor_stays_on_its_own(library: Path, way: str) -> None:
    async with reading(library) as driver:
        await read(driver)
        await driver.press("j", "j", "j", "j")
        assert cursor(driver) == "Title 14"
        write(library / "05.txt", "Title 05\n\nOne more.\n")
        await driver.shows("Title 05")
        assert cursor(driver) == "Title 14"
        write(library / "12.txt", "Another title\n\nWith another text.\n")
        await driver.shows("Another title")
        (library / "11.txt").unlink()
        await driver.hides("Title 11")
        assert cursor(driver) == "Title 14"
        (library / "14.txt").unlink()
        await driver.hides("Title 14")
        assert cursor(driver) == "Title 15"
        write(library / "aside.tmp", "Title 06\n\nRenamed into place.\n").rename(library / "06.txt")
        await driver.shows("Title 06")
        assert cursor(driver) == "Title 15"


async def test_folders_come_and_go_with_what_is_in_them(library: Path, way: str, tmp_path: Path) -> None:
    async with reading(library, size=(100, 80)) as driver:
        await read(driver)
        write(library / "01 new" / "a.txt", "In a new folder\n\nIts text.\n")
        await driver.shows("01 new", "In a new folder")
        write(library / "01 new" / "b.txt", "Later in it\n\nIts text.\n")
        await driver.shows("Later in it")
        (library / "01 new").rename(library / "02 other")
        await driver.shows("02 other")
        await driver.hides("01 new")
        shutil.rmtree(library / "02 other")
        await driver.hides("02 other")
        library.rename(tmp_path / "away")
        await driver.shows("No articles yet.")
        (tmp_path / "away").rename(library)
        await driver.shows("Title 10")


async def test_the_filter_and_what_is_in_view_stay(library: Path, way: str) -> None:
    async with reading(library, size=(60, 24)) as driver:
        await read(driver)
        await driver.press("G")
        await driver.shows("Title 39")
        before = driver.text
        write(library / "05.txt", "Title 05\n\nOne more.\n")
        await driver.until(lambda: driver.screen.library.articles.count() == 31, "one more")
        await driver.pilot.pause()
        assert driver.text.split("\n")[1:-1] == before.split("\n")[1:-1]
        await driver.press("/")
        await driver.type("number 3")
        await driver.press("enter")
        await driver.hides("Title 29")
        count = driver.screen.library.articles.count()
        write(library / "06.txt", "Title 06\n\nIt does not match.\n")
        write(library / "07.txt", "About number 3 only\n\nIt does.\n")
        await driver.until(lambda: driver.screen.library.articles.count() == count + 1, "the match")


async def test_what_cannot_be_read_is_listed_with_the_reason_until_it_can(library: Path, way: str) -> None:
    async with reading(library) as driver:
        await read(driver)
        (library / "05.txt").write_bytes(b"\0\1\2" * 999)
        await driver.shows("✗ 05.txt")
        write(library / "05.txt", "Title 05\n\nText at last.\n")
        await driver.shows("● Title 05")


async def test_what_is_hidden_or_no_article_changes_nothing(library: Path) -> None:
    async with reading(library) as driver:
        await read(driver)
        before = driver.text
        write(library / ".git" / "index.txt", "Hidden")
        write(library / ".hidden.txt", "Hidden")
        write(library / "picture.png", "No text")
        write(library / "05.txt", "Title 05\n\nOne more.\n")
        await driver.shows("Title 05")
        assert driver.screen.library.articles.count() == 31
        assert before.count("✗") == driver.text.count("✗") == 0


async def test_files_that_were_named_one_by_one_are_followed_and_their_neighbours_are_not(
    library: Path, way: str
) -> None:
    async with reading(library / "10.txt", library / "11.txt", size=(140, 30)) as driver:
        await driver.press("L")
        await driver.shows("Title 11")
        await driver.until(lambda: driver.screen.library.is_followed, "following")
        write(library / "12.txt", "Neighbour\n\nWith another text.\n")
        write(library / "11.txt", "Another title\n\nWith another text.\n")
        await driver.shows("Another title")
        assert driver.screen.library.articles.count() == 2


def test_a_folder_on_a_network_disk_is_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = write(
        tmp_path / "mounts",
        "/dev/sda1 / ext4 rw 0 0\n"
        f"server:/home {tmp_path}/a\\040b nfs4 rw 0 0\n"
        f"tmpfs {tmp_path}/a\\040b/c tmpfs rw 0 0\n",
    )
    monkeypatch.setattr(noticing, "MOUNTS", mounts)
    assert any_remote([f"{tmp_path}/a b/articles"])
    assert not any_remote([f"{tmp_path}/a bc", f"{tmp_path}/a b/c/articles"])
    (tmp_path / "a b").mkdir()
    watched = Folders([tmp_path / "a b"])
    assert not watched.is_told
    assert watched.changed() is None


@pytest.mark.parametrize("error", [OSError(28, "OS file watch limit reached."), RuntimeError("?")])
def test_where_no_watches_are_left_folders_are_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def refused(*paths: str, **options: object) -> Iterator[object]:
        raise error
        yield

    monkeypatch.setattr(watchfiles, "watch", refused)
    watched = Folders([tmp_path])
    assert not watched.is_told
    assert watched.changed() is None


def test_where_watchfiles_cannot_be_had_folders_are_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    assert not Folders([tmp_path]).is_told
