"""The door for foreign text: what it takes out, what it leaves, and that it needs to be passed only once."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.clean import clean, clean_line

HOSTILE = "[/foo] [@click=app.quit] \x1b]52;c;aGVsbG8=\x07\u202e 👩‍👩‍👧 é 世界"

# What a terminal or a screen could act on, drawn often, among letters of several scripts.
_PIECES = st.sampled_from(
    [
        *"ab \n\t\r\x00\x07\x08\x0b\x0c\x18\x1b\x7f\x85\x90\x9b\x9c\x9d",
        *"[]P;0m_\\-é世漢مخक्ष💥👩🏴👧\ufe0f\u0301\u00a0",
        *"\u00ad\u034f\u180e\u200b\u200c\u200d\u200e\u2028\u2029\u202e\u2060\u2066\u3164\ufeff\ufff9\uffff\ud800\udc00",
        *"\U000e0001\U000e0067\U000e0062\U000e0065\U000e007f\U000e0100\U0001fffe\U0001d173",
        "\x1b]0;t\x07",
        "\x1b[31m",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ]
)
_HOSTILE_TEXTS = st.lists(_PIECES | st.characters(), max_size=40).map("".join)

_NEVER = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # line breaks
        ("a\r\nb\rc\x85d\u2028e\x0bf", "a\nb\nc\nd\ne\nf"),
        ("a\x0cb\u2029c", "a\n\nb\n\nc"),
        # whole sequences, 7- and 8-bit, ended and not
        ("a\x1b[31;1mred\x1b[0m", "ared"),
        ("a\x9b31mred", "ared"),
        ("a\x1b[31", "a"),
        ("a\x1b]52;c;aGk=\x07b", "ab"),
        ("a\x1b]0;title\x1b\\b", "ab"),
        ("a\x9d0;title\x9cb", "ab"),
        ("a\x1bPq#0\x1b\\b\x1b_x\x1b\\c\x1b^x\x07d\x1bXx\x9ce", "abcde"),
        ("a\x90x\x9cb\x98x\x9cc\x9ex\x9cd\x9fx\x9ce", "abcde"),
        ("a\x1b]0;never ended\nthe next line", "a\nthe next line"),
        ("a\x1b]0;cut off\x1b[1mb", "ab"),
        ("a\x1b(Bb\x1bcc\x1b", "abc"),
        # single controls
        ("a\x00b\x07c\x7fd\x80e", "abcde"),
        # overstriking, as nroff prints bold and underlined
        ("N\x08NA\x08AM\x08ME\x08E", "NAME"),
        ("_\x08w_\x08o_\x08r_\x08d", "word"),
        ("x\x08x\x08x\x08xy", "xy"),
        ("one\x08two", "onetwo"),
        # invisible characters
        ("a\u202eb\u202c \u2066c\u2069\u200f\u061c", "ab c"),
        ("\ufeffso\u00adft z\u200bw\u2060j\u180e\u034f\u3164\uffa0\u115f", "soft zwj"),
        ("a\ufffe\uffff\ufdd0\U0001ffff\U0010fffeb", "ab"),
        ("a\U000e0001\U000e0068\U000e0069b", "ab"),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f!",) * 2,
        ("🏴\U000e0067\U000e0062 cut", "🏴 cut"),
        ("葛\U000e0100飾 a\U000e0100", "葛\U000e0100飾 a"),
        ("a\ud800b\udc00", "a\ufffdb\ufffd"),
        # joiners stay where they join
        ("👩‍👩‍👧 ❤️‍🔥 🧑🏽‍🚀",) * 2,
        ("می‌خواهم ه‍ क्‍ष",) * 2,
        ("pass\u200dword zero\u200cwidth", "password zerowidth"),
        ("👩\u200d mother", "👩 mother"),
        ("👩\u200d\u200d\u200c👧", "👩\u200d👧"),
        ("می\u200c\u200d\u200cخ", "می\u200cخ"),
        # tabs and spaces
        ("a\tb\n1234567\tc\n12345678\td", "a       b\n1234567 c\n12345678        d"),
        ("no\u00a0break\u202fspace",) * 2,
        (HOSTILE, "[/foo] [@click=app.quit]  👩‍👩‍👧 é 世界"),
    ],
)
def test_text_comes_out_safe_to_show(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_text_that_is_clean_is_returned_as_it_is() -> None:
    text = "“Quoted” — and ‘so’ on… é 世界 👩 \u00a0\n\n[/foo]"
    assert clean(text) is text


@given(_HOSTILE_TEXTS)
def test_no_forbidden_character_comes_out(text: str) -> None:
    cleaned = clean(text)
    assert not _NEVER.search(cleaned)
    # Every format character goes but the joiners, the tags of a flag and signs that are seen.
    unseen = {character for character in cleaned if unicodedata.category(character) == "Cf"}
    kept = {
        "\u200c",
        "\u200d",
        *map(chr, range(0x600, 0x606)),
        "\u06dd",
        "\u070f",
        "\u0890",
        "\u0891",
        "\u08e2",
    }
    kept |= {"\U000110bd", "\U000110cd", *map(chr, range(0x13430, 0x13440))}
    assert not {c for c in unseen - kept if not ("🏴" in cleaned and 0xE0020 <= ord(c) <= 0xE007F)}
    cleaned.encode("utf-8")


@given(_HOSTILE_TEXTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(
    st.text(st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="\u115f\u1160\u3164\uffa0"))
)
def test_letters_digits_and_punctuation_are_never_lost(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  A title\r\n in \t two lines ", "A title in two lines"),
        ("Où\u00a0? \u3000 Là", "Où\u00a0? Là"),
        ("\x1b]0;x\x07name.txt", "name.txt"),
        ("\n\u00a0\n", ""),
    ],
)
def test_a_line_has_no_breaks_and_no_blanks_at_its_ends(text: str, expected: str) -> None:
    assert clean_line(text) == expected
