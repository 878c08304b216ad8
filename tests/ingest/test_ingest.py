"""Files into documents: which are articles, and what is said of those that cannot be read."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import get_args

import pytest

from tread.core.clean import clean
from tread.core.document import Document, Kind, Paragraph
from tread.errors import ArticleError
from tread.ingest import EXTRACTOR, FORMATS, extractor, is_article, read_bytes, read_document

HOSTILE = "[/foo] [@click=app.quit] \x1b]52;c;aGVsbG8=\x07 \u202e 👩‍👩‍👧 é 世界"


@pytest.mark.parametrize(
    "name", ["a.txt", "a.text", "a.md", "a.markdown", "A.MD", "README", "No. 5", "a.b.txt"]
)
def test_text_and_markdown_are_articles(name: str) -> None:
    assert is_article(Path("folder.x") / name)


@pytest.mark.parametrize("name", ["a.html", "a.pdf", "a.py", ".hidden", ".tread.md", "a.txt~", "a.md.bak"])
def test_other_files_are_not(name: str) -> None:
    assert is_article(Path(name)) == (name == "a.txt~")


@pytest.mark.parametrize(
    ("name", "format_name"),
    [
        ("a.txt", "text"),
        ("a.md", "markdown"),
        ("A.Markdown", "markdown"),
        ("-", "text"),
        ("", "text"),
        ("a.log", "text"),
    ],
)
def test_the_suffix_says_the_format(name: str, format_name: str) -> None:
    document = read_bytes(b"# A *word*\n", name)
    assert document.format == format_name
    assert document.paragraphs[0].text == ("A word" if format_name == "markdown" else "# A *word*")


def test_every_format_names_its_extractor() -> None:
    assert {name for name, _ in FORMATS.values()} == set(EXTRACTOR)
    assert [extractor(name) for name in ("text", "markdown")] == ["text/1", "markdown/1"]


@pytest.mark.parametrize("suffix", ["txt", "md"])
def test_a_hostile_article_is_only_text(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_text(f"{HOSTILE}\n\n{'a' * 10_000}\n", encoding="utf-8")
    texts = [paragraph.text for paragraph in read_document(path).paragraphs]
    assert [" ".join(text.split()) for text in texts] == [
        "[/foo] [@click=app.quit] 👩‍👩‍👧 é 世界",
        "a" * 10_000,
    ]


@pytest.mark.parametrize("suffix", ["txt", "md"])
@pytest.mark.parametrize(
    ("data", "notice"),
    [
        (b"", "This file is empty."),
        (b"\xef\xbb\xbf", "This file is empty."),
        (b" \n\n", "This file is empty."),
    ],
)
def test_an_empty_file_is_a_document_that_says_so(data: bytes, notice: str, suffix: str) -> None:
    document = read_bytes(data, f"a.{suffix}")
    assert (document.paragraphs, document.notice) == ((), notice)


def test_metadata_alone_is_no_empty_file() -> None:
    document = read_bytes(b"---\ntitle: T\n---\n", "a.md")
    assert document == Document((), "markdown", title="T", notice="This file holds no text.")


def test_notices_of_the_encoding_and_of_the_format_both_stand() -> None:
    notice = read_bytes("é".encode("cp1252") + b"\n\n" + b">" * 60 + b" x", "a.md").notice
    assert notice == ("Encoding guessed: Windows-1252. Nested too deeply for Markdown: shown as plain text.")


def test_a_file_in_any_encoding_reads_alike(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"):
        path.write_bytes("“Déjà vu”\n\nÜber alles\n".encode(encoding))
        assert read_document(path).paragraphs == (Paragraph("“Déjà vu”"), Paragraph("Über alles")), encoding


def refused(path: Path) -> ArticleError:
    with pytest.raises(ArticleError) as caught:
        read_document(path)
    error = caught.value
    assert clean(error.message) == error.message
    assert error.hint
    return error


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "no\x1b[2J.txt").message == f"{tmp_path}/no.txt does not exist."


def test_a_folder_is_not_an_article(tmp_path: Path) -> None:
    assert refused(tmp_path).message == f"{tmp_path} is a folder, not an article."


def test_a_pipe_a_socket_and_a_device_are_refused_unopened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
        assert refused(Path("pipe.txt")).message == "pipe.txt is a pipe, not an article."
        assert refused(Path("socket.txt")).message == "socket.txt is a socket, not an article."
    assert refused(Path("/dev/zero")).message == "/dev/zero is a device, not an article."


def test_a_binary_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    assert refused(path).message == f"{path} is not a text file."


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (PermissionError(13, "denied"), "may not be read."),
        (OSError(5, "Input/output error"), "Input/output error"),
    ],
)
def test_an_unreadable_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, says: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("text")

    def fail(_: Path) -> bytes:
        raise error

    # The tests may run as root, which may read everything.
    monkeypatch.setattr(Path, "read_bytes", fail)
    assert says in refused(path).message


@pytest.mark.parametrize("name", ["nul\x00.txt", "a" * 5_000])
def test_an_impossible_path_is_an_error_like_any_other(name: str) -> None:
    assert refused(Path(name)).message


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_every_paragraph_is_of_a_known_kind(name: str) -> None:
    source = b"# A\n\nb\n\n> c\n\n- d\n\n    e\n\n| f |\n|---|\n\n***\n\n![g](h)\n"
    assert {paragraph.kind for paragraph in read_bytes(source, name).paragraphs} <= set(get_args(Kind))
