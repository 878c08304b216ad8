"""What a list says of articles, from the index: never of a file that is another by now."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tread.core.document import Document
from tread.errors import ArticleError
from tread.export.rows import entry_json
from tread.index import Indexes
from tread.ingest import read_document
from tread.library import Entry, Library
from tread.store.places import Places

GoOn = Callable[[int], None]
LATER_NS = 60_000_000_000
TEXT = "# The harbour\n\nIt was sold in spring.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "lib" / "a.md"
    path.parent.mkdir()
    path.write_text(TEXT)
    return path


def read_by(library: Library, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The articles that a library reads from here on."""
    read: list[Path] = []

    def note_and_read(path: Path) -> Document:
        read.append(path)
        return read_document(path)

    monkeypatch.setattr("tread.library.read_document", note_and_read)
    return read


def listed(path: Path) -> Entry:
    """What a list of its own says of an article, and leaves in the index."""
    indexes = Indexes()
    entry = Library(opened=path.parent, indexes=indexes).summarise(path, Places())
    indexes.save()
    indexes.close()
    return entry


def index_file(home: Path) -> Path:
    (file,) = (home / ".cache" / "tread" / "index").glob("*.sqlite")
    return file


def test_an_unchanged_article_is_not_read_again(
    article: Path, clock: GoOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock(LATER_NS)
    first = listed(article)
    indexes = Indexes()
    library = Library(opened=article.parent, indexes=indexes)
    read = read_by(library, monkeypatch)
    assert library.summarise(article, Places()) == first
    assert (read, first.title) == ([], "The harbour")


def test_a_file_that_changed_within_two_seconds_is_not_believed(
    article: Path, clock: GoOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may change once more within a tick of its clock, and look the same."""
    indexes = Indexes()
    library = Library(opened=article.parent, indexes=indexes)
    read = read_by(library, monkeypatch)
    for _ in range(2):
        library.summarise(article, Places())
        indexes.save()
    clock(LATER_NS)
    for _ in range(2):
        library.summarise(article, Places())
        indexes.save()
    assert read == [article] * 3


def test_a_list_from_the_index_imports_no_reader_of_markdown(article: Path, own_home: Path) -> None:
    old = time.time() - 3600
    code = (
        "import sys, time\nreal = time.time_ns\ntime.time_ns = lambda: real() + 10**10\n"
        f"from tread.cli import main\nmain(['list', {str(article.parent)!r}])\n"
        "print(*(name for name in ('markdown_it', 'tinydb', 'textual') if name in sys.modules), 'end')"
    )
    os.utime(article, (old, old))
    run = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in "12"
    ]
    cold, warm = (done.stdout.splitlines() for done in run)
    assert cold[:-1] == warm[:-1]
    assert (cold[-1], warm[-1]) == ("markdown_it end", "end")


@pytest.mark.parametrize("wait_ns", [0, LATER_NS])
def test_an_edit_of_the_same_size_and_time_is_noticed(wait_ns: int, article: Path, clock: GoOn) -> None:
    """Also of one that put the time back, and whether the file is young or old when it is first listed."""
    clock(wait_ns)
    assert listed(article).title == "The harbour"
    about = article.stat()
    with article.open("r+") as file:
        file.write("# The seaside")
    os.utime(article, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert article.stat().st_size == about.st_size
    clock(wait_ns)
    assert listed(article).title == "The seaside"


def test_a_file_that_changes_in_the_moment_it_is_read_is_read_again(
    article: Path, clock: GoOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its stat was looked at before, so that the row is of the file as it was looked at, or of none."""

    def read_and_change(path: Path) -> Document:
        document = read_document(path)
        path.write_text(TEXT.replace("harbour", "seaside"))
        return document

    clock(LATER_NS)
    monkeypatch.setattr("tread.library.read_document", read_and_change)
    assert listed(article).title == "The harbour"
    monkeypatch.setattr("tread.library.read_document", read_document)
    clock(LATER_NS)
    assert listed(article).title == "The seaside"


def test_another_file_in_the_place_of_one_is_noticed(article: Path, clock: GoOn) -> None:
    other = article.with_name("other.md")
    other.write_text(TEXT.replace("harbour", "seaside"))
    about = article.stat()
    os.utime(other, ns=(about.st_atime_ns, about.st_mtime_ns))
    clock(LATER_NS)
    listed(article)
    other.replace(article)
    assert listed(article).title == "The seaside"


def test_two_articles_that_swap_their_names_are_told_apart(article: Path, clock: GoOn) -> None:
    other = article.with_name("b.md")
    other.write_text(TEXT.replace("harbour", "seaside"))
    clock(LATER_NS)
    assert [listed(path).title for path in (article, other)] == ["The harbour", "The seaside"]
    aside = article.with_name("c.md")
    article.rename(aside)
    other.rename(article)
    aside.rename(other)
    assert [listed(path).title for path in (article, other)] == ["The seaside", "The harbour"]


def test_an_article_that_may_no_longer_be_read_is_no_entry(article: Path, clock: GoOn) -> None:
    clock(LATER_NS)
    listed(article)
    article.unlink()
    article.mkdir()
    with pytest.raises(ArticleError, match="is a folder"):
        listed(article)


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_index_is_made_anew(damage: bytes, article: Path, own_home: Path, clock: GoOn) -> None:
    clock(LATER_NS)
    first = listed(article)
    index_file(own_home).write_bytes(damage)
    assert listed(article) == first
    assert sqlite3.connect(index_file(own_home)).execute("SELECT title FROM summaries").fetchall() == [
        ("The harbour",)
    ]


def test_an_index_whose_middle_is_overwritten_is_made_anew(
    article: Path, own_home: Path, clock: GoOn
) -> None:
    clock(LATER_NS)
    first = listed(article)
    file = index_file(own_home)
    data = bytearray(file.read_bytes())
    data[100:] = b"\xa5" * (len(data) - 100)
    file.write_bytes(data)
    assert listed(article) == first
    assert listed(article) == first
    assert file.read_bytes()[:16] == b"SQLite format 3\0"


def test_an_index_of_another_tread_is_made_anew(article: Path, own_home: Path, clock: GoOn) -> None:
    clock(LATER_NS)
    listed(article)
    with sqlite3.connect(index_file(own_home)) as connection:
        connection.execute("UPDATE about SET edition = 'of old'")
        connection.execute("UPDATE summaries SET title = 'of old'")
        connection.execute("ALTER TABLE summaries ADD COLUMN more")
    connection.close()
    assert listed(article).title == "The harbour"
    listed(article)
    with sqlite3.connect(index_file(own_home)) as connection:
        assert connection.execute("SELECT title FROM summaries").fetchall() == [("The harbour",)]
    connection.close()


def test_a_locked_index_is_done_without(article: Path, own_home: Path, clock: GoOn) -> None:
    clock(LATER_NS)
    first = listed(article)
    holder = sqlite3.connect(index_file(own_home), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    assert listed(article) == first
    holder.execute("ROLLBACK")
    holder.close()
    assert listed(article) == first


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_cache_folder_that_may_not_be_written_is_done_without(article: Path, own_home: Path) -> None:
    (own_home / ".cache").mkdir(parents=True)
    (own_home / ".cache").chmod(0o500)
    assert listed(article).title == "The harbour"


def test_a_cache_folder_that_cannot_be_made_is_done_without(
    article: Path, own_home: Path, clock: GoOn
) -> None:
    own_home.mkdir(parents=True)
    (own_home / ".cache").write_text("in the way")
    clock(LATER_NS)
    assert listed(article).title == "The harbour"


def test_a_full_disk_is_done_without(article: Path, own_home: Path, clock: GoOn) -> None:
    """What is not written to the index is read again; the file stays a whole database."""
    clock(LATER_NS)
    listed(article)
    code = (
        "import resource, sys, time\nresource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "real = time.time_ns\ntime.time_ns = lambda: real() + 10**10\n"
        f"from tread.cli import main\nsys.exit(main(['list', {str(article.parent)!r}]))"
    )
    for number in range(40):
        article.with_name(f"{number}.txt").write_text(f"Title {number}\n\n" + "Some words. " * 40)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 2 * 41
    connection = sqlite3.connect(index_file(own_home))
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_two_processes_fill_one_index(article: Path, own_home: Path) -> None:
    for number in range(60):
        article.with_name(f"{number}.txt").write_text(f"Title {number}\n\nSome words.\n")
    code = (
        "import time\nreal = time.time_ns\ntime.time_ns = lambda: real() + 10**10\n"
        f"from tread.cli import main\nmain(['list', '--json', {str(article.parent)!r}])"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    said = [one.communicate() for one in running]
    assert len({out for out, _ in said}) == 1
    assert [error for _, error in said] == [b""] * 3
    connection = sqlite3.connect(index_file(own_home))
    assert connection.execute("SELECT count(*) FROM summaries").fetchone() == (61,)
    connection.close()


def test_rows_of_articles_that_are_gone_go_too(article: Path, own_home: Path, clock: GoOn) -> None:
    clock(LATER_NS)
    listed(article)
    article.unlink()
    other = article.with_name("b.txt")
    other.write_text("Other words.\n")
    listed(other)
    connection = sqlite3.connect(index_file(own_home))
    assert connection.execute("SELECT path FROM summaries").fetchall() == [(b"b.txt",)]
    connection.close()


def test_the_index_is_its_owners_alone(article: Path, own_home: Path, clock: GoOn) -> None:
    clock(LATER_NS)
    listed(article)
    file = index_file(own_home)
    assert (file.stat().st_mode & 0o077, file.parent.stat().st_mode & 0o077) == (0, 0)


def test_a_summary_comes_back_as_it_went(tmp_path: Path, clock: GoOn) -> None:
    """Several authors and tags, other scripts, a name that is not UTF-8."""
    path = tmp_path / os.fsdecode(b"caf\xe9 [b].md")
    path.write_text(
        "---\ntitle: '[@click=app.quit] 世界 👩‍👩‍👧'\nauthor: [Ada L., Bo]\ntags: [one, two words]\n"
        "date: 2025-04-28\nsource: https://example.org/a\n---\n\nThe é text.\n"
    )
    clock(LATER_NS)
    first = listed(path)
    again = listed(path)
    assert (again, entry_json(again)) == (first, entry_json(first))
    assert (first.authors, first.tags) == (("Ada L.", "Bo"), ("one", "two words"))


def test_an_annotated_article_is_recognised_after_a_rename_from_the_index(article: Path, clock: GoOn) -> None:
    """Its fingerprint is asked for only once there is a store: a row without one is made whole."""
    clock(LATER_NS)
    listed(article)
    writing = Library(opened=article.parent, device="tests")
    made = writing.annotate(writing.open(article), None, note="Kept")
    assert made.note == "Kept"
    assert sum(listed(article).annotations.values()) == 1
    article.rename(article.with_name("b.md"))
    assert sum(listed(article.with_name("b.md")).annotations.values()) == 1
    assert sum(listed(article.with_name("b.md")).annotations.values()) == 1
