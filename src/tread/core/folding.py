"""The folded form of a text: what two editions of one sentence have in common, and fingerprints made of it.

Pure. Offsets in a folded text are mapped back by `unfold`. Everything may import it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from sys import intern

from tread.core.document import Document

_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"
_SPACED = rf"\s{_INVISIBLE}"
_FOLDED_TO = {
    **dict.fromkeys("“”„‟«»″〝〞", '"'),
    **dict.fromkeys("‘’‚‛‹›′`´", "'"),
    "…": "...",
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
_FOLDABLE = (
    rf"[{''.join(_FOLDED_TO)}]"
    rf"|-(?:[{_INVISIBLE}]*[-{_DASHES}])+|[{_DASHES}](?:[{_INVISIBLE}]*[-{_DASHES}])*"
    rf"| [{_SPACED}]+|(?! )[{_SPACED}]+"
)
_OFTEN_FOLDED = (*((character, _FOLDED_TO[character]) for character in "“”‘’…"), ("–", "-"), ("—", "-"))
_FOLDABLE_ASCII = ("  ", "--", "`")
_WORD = re.compile(r"\w")


def fold(text: str) -> str:
    """What two editions of a text have in common: plain quotes, dashes, dots and single spaces.

    Quotation marks, dashes (a run counts as one), ellipses, ligatures and white space (a run counts as
    one space) become their plain forms; characters that show nothing go. Case is kept. Idempotent.
    """
    plain = text
    if not text.isascii():
        for character, replacement in _OFTEN_FOLDED:
            plain = plain.replace(character, replacement)
    # Most prose is folded by this; what it leaves, and runs of blanks and dashes, are looked at closely.
    if plain.isascii() and plain.isprintable() and not any(map(plain.__contains__, _FOLDABLE_ASCII)):
        return plain
    return _foldable().sub(_replacement, text)


def caseless(text: str) -> str:
    """A text in small letters, each character where it was: those whose small form is longer stay."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(one if len(one := character.lower()) == 1 else character for character in text)


def fingerprint(text: str) -> str:
    """The fingerprint of a paragraph's text: 12 hex digits, equal for texts that fold to the same."""
    digest = blake2b(fold(text).strip().encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return intern(digest)  # the store has the same one again, of 200,000 paragraphs maybe


def fingerprints(document: Document) -> tuple[str, ...]:
    """The fingerprints of all paragraphs, in order."""
    return tuple(fingerprint(paragraph.text) for paragraph in document.paragraphs)


def article_fingerprint(fingerprints: Sequence[str]) -> str:
    """The fingerprint of a whole article, of those of its paragraphs: 12 hex digits."""
    return blake2b("\n".join(fingerprints).encode(), digest_size=6).hexdigest()


@cache
def _foldable() -> re.Pattern[str]:
    return re.compile(_FOLDABLE)  # here, because it takes 1 ms, and a list of articles folds nothing


def _replacement(match: re.Match[str]) -> str:
    found = match.group()
    plain = _FOLDED_TO.get(found)
    if plain is not None:
        return plain
    if found[0] == "-" or found[0] in _DASHES:
        return "-"
    return " " if any(character.isspace() for character in found) else ""


def unfold(text: str, folded_offset: int, is_end: bool) -> int:
    """The offset in `text` of an offset in `fold(text)`.

    is_end: the offset ends a range, so that it belongs to the character before it.
    """
    folded = raw = 0
    for match in _foldable().finditer(text):
        copied = match.start() - raw
        if folded_offset - is_end < folded + copied:
            break
        folded, raw = folded + copied, match.start()
        size = len(_replacement(match))
        if folded_offset - is_end < folded + size:
            return match.end() if is_end else raw
        folded, raw = folded + size, match.end()
    return raw + folded_offset - folded


def joins_word(left: str, right: str) -> bool:
    """True when a border between two characters lies inside a word."""
    return bool(left and right and _WORD.match(left) and _WORD.match(right))
