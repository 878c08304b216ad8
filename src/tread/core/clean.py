"""The one door for foreign text: what comes out is safe to show and to store.

Owns which characters an article, a title, a note or a file name may hold. Must never parse a format or
know a screen. Everything may import it; every reader of a format passes its texts through it, because
annotations anchor to its output.

What goes, in this order: terminal sequences as a whole, overstriking, then single control and invisible
characters, then joiners that join nothing. What stays: line breaks, the no-break space, the joiners of
emoji and of the scripts that need them. `clean` of clean text is that text.

Here is the door, which lets ordinary prose through after one search; `tread.core.scrub` does the work on
the rest, and its patterns, slow to compile, are made when the first such text comes.
"""

from __future__ import annotations

import re

TAB_COLUMNS = 8
"""A tab reaches to the next multiple of so many columns."""

# Invisible: soft hyphen, combining grapheme joiner, Arabic letter mark, Hangul fillers, Khmer inherent
# vowels, Mongolian vowel separator, zero-width space and direction marks, embeddings and overrides, word
# joiner to nominal digits, byte order mark, interlinear annotation.
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb"
)
CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
NON_CHARACTERS = "\ufdd0-\ufdef\ufffe\uffff"
SURROGATES = "\ud800-\udfff"
JOINERS = "\u200c\u200d"
GONE = f"{CONTROLS}{INVISIBLE}{NON_CHARACTERS}"
_SUSPECT = re.compile(f"[\t\u2028\u2029{GONE}{SURROGATES}{JOINERS}]")
_BEYOND = re.compile("[^\x00-\uffff]")
_CARRIAGE_RETURN = re.compile("\r\n?")
_BLANKS = re.compile("[^\\S\u00a0\u2007\u202f]+")


def clean(text: str) -> str:
    """`text` made safe to show: several paragraphs, line breaks kept as newlines.

    CR, CRLF, VT, NEL and U+2028 become a newline, FF and U+2029 a blank line, tabs spaces, lone
    surrogates U+FFFD. Returns `text` itself when there is nothing to do, which one search tells.
    """
    if "\r" in text:
        text = _CARRIAGE_RETURN.sub("\n", text)
    has_beyond = _BEYOND.search(text) is not None
    if not has_beyond and not _SUSPECT.search(text):
        return text
    from tread.core.scrub import is_suspect_beyond, scrub

    has_beyond = has_beyond and is_suspect_beyond(text)
    if not has_beyond and not _SUSPECT.search(text):
        return text
    return scrub(text, has_beyond=has_beyond).expandtabs(TAB_COLUMNS)


def clean_line(text: str) -> str:
    """`text` made safe to show as one line: a title, an author, a tag, a file name.

    Whitespace runs, line breaks too, become one space; those at the ends go; no-break spaces stay.
    """
    return _BLANKS.sub(" ", clean(text)).strip()
