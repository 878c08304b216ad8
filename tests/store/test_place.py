from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tread.store.place import locate


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    (folder / "sub" / "deep").mkdir(parents=True)
    (folder / "sub" / "deep" / "x.txt").write_text("x")
    return folder


def test_the_nearest_store_above_the_article_keeps_it(library: Path) -> None:
    article = library / "sub" / "deep" / "x.txt"
    (library / ".tread").mkdir()
    assert locate(article).root == library
    assert locate(article, opened=library / "sub" / "deep").root == library
    (library / "sub" / ".tread").mkdir()
    place = locate(article, opened=library)
    assert (place.root, place.folder) == (library / "sub", library / "sub" / ".tread")
    assert place.relative(article) == "deep/x.txt"
    assert place.absolute("deep/x.txt") == article


def test_without_a_store_the_folder_that_was_opened_gets_it(library: Path) -> None:
    article = library / "sub" / "deep" / "x.txt"
    assert locate(article, opened=library).folder == library / ".tread"
    assert locate(article, opened=library / "sub").folder == library / "sub" / ".tread"


def test_without_either_the_articles_own_folder_gets_it(library: Path, tmp_path: Path) -> None:
    article = library / "sub" / "deep" / "x.txt"
    assert locate(article).root == article.parent
    assert locate(article, opened=tmp_path / "elsewhere").root == article.parent
    assert locate(article, opened=article).root == article.parent


def test_a_folder_is_its_own_place(library: Path) -> None:
    assert locate(library).folder == library / ".tread"


def test_looking_makes_nothing(library: Path) -> None:
    before = sorted(library.rglob("*"))
    locate(library / "sub" / "deep" / "x.txt", opened=library)
    assert sorted(library.rglob("*")) == before


def test_a_file_named_like_a_store_is_none(library: Path) -> None:
    (library / "sub" / ".tread").write_text("")
    assert locate(library / "sub" / "deep" / "x.txt", opened=library).root == library


def test_a_store_that_is_named_wins(library: Path, tmp_path: Path) -> None:
    (library / ".tread").mkdir()
    article = library / "sub" / "deep" / "x.txt"
    place = locate(article, opened=library, override=tmp_path / "mine")
    assert place.folder == tmp_path / "mine"
    assert place.relative(article) == "library/sub/deep/x.txt"


def test_a_named_store_elsewhere_keeps_whole_paths_so_that_libraries_can_share_it(
    library: Path, tmp_path: Path
) -> None:
    (tmp_path / "shelf").mkdir()
    article = library / "sub" / "deep" / "x.txt"
    place = locate(article, override=tmp_path / "shelf" / "mine")
    assert place.absolute(place.relative(article)) == article
    assert place.relative(article) == str(article)[1:]


@pytest.fixture
def readable_by_all() -> Iterator[Path]:
    """A folder that another user can reach, which those that pytest makes are not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder.resolve()
    shutil.rmtree(folder)


def test_a_place_that_cannot_be_written_falls_back_and_says_so(readable_by_all: Path) -> None:
    library = readable_by_all / "library"
    library.mkdir()
    library.chmod(0o555)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)  # permissions do not stop root
    try:
        place = locate(library / "x.txt", fallback=readable_by_all / "stores")
        other = locate(readable_by_all / "y.txt", fallback=readable_by_all / "stores") if user == 0 else None
    finally:
        os.seteuid(user)
        library.chmod(0o755)
    assert place.is_fallback
    assert place.root == library
    assert place.folder.parent == readable_by_all / "stores"
    assert str(place.folder) in place.reason
    assert "cannot be written" in place.reason
    assert other is None or other.folder != place.folder
