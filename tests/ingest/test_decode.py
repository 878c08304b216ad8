"""Bytes into text: every encoding tread knows, the guesses it owns up to, and what is no text."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.errors import ArticleError
from tread.ingest.decode import decode

ENGLISH = "The “old” harbour — closed at 5 €.\n" * 3
HINDI = "नमस्ते दुनिया\n"
CHINESE = "港口今天關閉。沒有人感到驚訝。\n" * 30


@pytest.mark.parametrize("text", [ENGLISH, CHINESE, ""])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x.txt") == (text, "")


@pytest.mark.parametrize(
    ("mark", "encoding"), [(b"\xfe\xff", "utf-16-be"), (b"\x00\x00\xfe\xff", "utf-32-be")]
)
def test_a_big_endian_mark_decides_too(mark: bytes, encoding: str) -> None:
    assert decode(mark + ENGLISH.encode(encoding), "x.txt") == (ENGLISH, "")


@pytest.mark.parametrize("text", [ENGLISH, CHINESE, HINDI])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_guessed_and_said(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x.txt") == (text, "Encoding guessed: UTF-16.")


def test_a_stray_nul_does_not_make_a_text_utf_16() -> None:
    text = "The harbour closed at five.\n" * 20 + "\0The end.\n"
    assert decode(text.encode(), "x.txt") == (text, "")


@pytest.mark.parametrize("text", [ENGLISH, "Ça coûte 5 €, naturellement — « déjà vu ».", "Übergröße"])
def test_windows_1252_is_guessed_and_said(text: str) -> None:
    assert decode(text.encode("cp1252"), "x.txt") == (text, "Encoding guessed: Windows-1252.")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_utf_8_comes_back_as_it_was_written(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert decode(text.encode(), "x.txt") == (text, "")


@pytest.mark.parametrize(
    ("data", "text", "notice"),
    [
        (
            "é世".encode() + b"\xff.",
            "é世\ufffd.",
            "Not quite UTF-8: 1 place could not be read and show as \ufffd.",
        ),
        (
            "éé é".encode() + b" \xff \xe9 \xff.",
            "éé é \ufffd \ufffd \ufffd.",
            "Not quite UTF-8: 3 places could not be read and show as \ufffd.",
        ),
        ("a caf\ufffd é".encode() + b"\xff", "a caf\ufffd é\ufffd", "Not quite UTF-8: 1 place"),
    ],
)
def test_a_few_wrong_bytes_do_not_spoil_utf_8(data: bytes, text: str, notice: str) -> None:
    decoded, said = decode(data, "x.txt")
    assert decoded == text
    assert said.startswith(notice)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n", "a PDF document"),
        (b"PK\x03\x04\x14\x00", "EPUB"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (gzip.compress(b"text", mtime=0), "gzip"),
        (bytes(range(256)) * 4, "no text has"),
        (b"ab\x00cd\x00\x00e", "no text has"),
        (b"abc\x00def", "no text has"),
        (b"one two\x00three four\x00", "no text has"),
        (b"\x01\x02\x03\x04" * 9, "no text has"),
    ],
)
def test_what_is_not_text_is_refused_by_name(data: bytes, what: str) -> None:
    with pytest.raises(ArticleError) as caught:
        decode(data, "bad\x1b[2J.txt")
    assert caught.value.message == "bad.txt is not a text file."
    assert what in caught.value.hint


def test_a_stray_nul_does_not_make_a_text_binary() -> None:
    assert decode(b"word " * 100 + b"\x00", "x.txt") == ("word " * 100 + "\x00", "")


def test_typescripts_with_terminal_sequences_are_text() -> None:
    data = b"\x1b[1mN\x08NA\x08A\x1b[0m\n" * 5
    assert decode(data, "x.txt") == (data.decode(), "")
