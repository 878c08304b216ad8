from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tread import ingest
from tread.core.document import Document
from tread.ingest import gradual, open_document, read_bytes, read_document
from tread.ingest.gradual import GradualReader

LONG_BYTES = 20_000

ROW = "A sentence of some “words”, which is one paragraph of the article.\n"
WRAPPED = (
    "This paragraph was broken at about sixty characters a row by\n"
    "somebody's editor, as text in mail and in old books is, and it\n"
    "ends here.\n\n"
)


@pytest.fixture(autouse=True, scope="module")
def _small_parts() -> Iterator[None]:
    """Long is what takes a few parts, and parts are small, so that many of them meet."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest, "LONG_BYTES", LONG_BYTES)
        patch.setattr(gradual, "_FIRST_BYTES", 4_000)
        patch.setattr(gradual, "_PART_BYTES", 3_001)
        yield


def written(folder: Path, data: str | bytes) -> Path:
    path = folder / "long.txt"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def opened(path: Path) -> GradualReader:
    reader = open_document(path)
    assert isinstance(reader, GradualReader)
    return reader


def texts(document: Document) -> list[tuple[str, str]]:
    return [(paragraph.kind, paragraph.text) for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    "data",
    [
        "A title\n" + ROW * 400,
        WRAPPED * 180,
        (ROW * 400).replace("\n", "\r\n"),
        (WRAPPED * 180).replace("\n", "\r\n"),
        (ROW * 400).replace("\n", "\n\n"),
        "世界和平。" * 20 + "\n" + ROW * 400 + "Read the full article here",
        "\ufeff" + ROW * 400,
    ],
    ids=["news", "wrapped", "crlf", "wrapped crlf", "blank rows", "pointer", "byte order mark"],
)
def test_a_long_text_read_in_parts_is_the_text_read_whole(tmp_path: Path, data: str) -> None:
    path = written(tmp_path, data)
    assert len(path.read_bytes()) >= LONG_BYTES
    reader = opened(path)
    first = len(reader.document.paragraphs)
    paragraphs = [*reader.document.paragraphs, *(one for part in reader.rest() for one in part)]
    assert 0 < first < len(paragraphs)
    whole = read_bytes(path.read_bytes(), path.name)
    assert [(one.kind, one.text) for one in paragraphs] == texts(whole)
    assert reader.document.title == whole.title
    assert reader.done == reader.size
    assert texts(read_document(path)) == texts(whole)


def test_a_short_text_and_one_in_another_encoding_are_read_whole(tmp_path: Path) -> None:
    assert isinstance(open_document(written(tmp_path, ROW)), Document)
    latin = ("é" + ROW.replace("“", "").replace("”", "")) * 400
    assert isinstance(open_document(written(tmp_path, latin.encode("cp1252"))), Document)
    assert isinstance(open_document(written(tmp_path, latin.encode("utf-16"))), Document)


def test_an_encoding_that_shows_late_is_guessed_and_said(tmp_path: Path) -> None:
    plain = ROW.replace("“", "").replace("”", "")
    document = read_document(written(tmp_path, (plain * 400 + "Caf\xe9.\n").encode("cp1252")))
    assert document.paragraphs[-1].text == "Café."
    assert document.notice == "Encoding guessed: Windows-1252."


def test_a_wrong_byte_deep_in_a_long_utf8_text_is_shown_and_said(tmp_path: Path) -> None:
    document = read_document(written(tmp_path, (ROW * 400).encode() + b"Wrong: \xff.\n" + ROW.encode()))
    assert document.paragraphs[-2].text == "Wrong: \ufffd."
    assert "Not quite UTF-8" in document.notice


def test_one_row_of_megabytes_is_one_paragraph(tmp_path: Path) -> None:
    row = "word " * 4_000
    document = read_document(written(tmp_path, "First.\n" + row + "\nLast.\n"))
    assert [len(paragraph.text) for paragraph in document.paragraphs] == [6, len(row) - 1, 5]


def test_a_million_empty_rows_are_no_paragraphs(tmp_path: Path) -> None:
    empty = "\n" * 500_000
    document = read_document(written(tmp_path, "First.\n" + empty + "Middle.\n" + empty + "Last.\n"))
    assert [paragraph.text for paragraph in document.paragraphs] == ["First.", "Middle.", "Last."]


@settings(max_examples=60)
@given(st.data())
def test_nothing_is_lost_where_parts_meet(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    rows = data.draw(
        st.lists(st.sampled_from(["é", "\n", "\r\n", "\r", "a b", "世界", " "]), min_size=1, max_size=6)
    )
    text = (
        "x" * data.draw(st.integers(0, 9))
        + "\n"
        + ("".join(rows) + "y\n") * (LONG_BYTES // len("".join(rows) + "y\n"))
    )
    path = written(tmp_path_factory.mktemp("parts"), text)
    if path.stat().st_size >= LONG_BYTES:
        read = "".join("".join(one.text.split()) for one in read_document(path).paragraphs)
        assert read == "".join(text.split())
