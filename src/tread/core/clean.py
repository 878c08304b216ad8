"""The one door for foreign text: what comes out is safe to show and to store.

Owns which characters an article, a title, a note or a file name may hold. Must never parse a format or
know a screen. Everything may import it; every reader of a format passes its texts through it, because
annotations anchor to its output.

What goes, in this order: terminal sequences as a whole, overstriking, then single control and invisible
characters, then joiners that join nothing. What stays: line breaks, the no-break space, the joiners of
emoji and of the scripts that need them. `clean` of clean text is that text.

Here is the door, which lets ordinary prose through after a quick look; `tread.core.scrub` does the work on
the rest, and its patterns, slow to compile, are made when the first such text comes.
"""

from __future__ import annotations

import re

TAB_COLUMNS = 8
"""A tab reaches to the next multiple of so many columns."""

# Python counts these as printable, though nothing is drawn for them: combining grapheme joiner, Hangul
# fillers, Khmer inherent vowels; and the variation selectors of plane 14.
_PRINTABLE_INVISIBLE = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
_PLANE_14 = re.compile("[\U000e0000-\U000effff]")
_LET_THROUGH = "\u00a0\u2009\u202f\u3000"
"""The spaces that prose uses; Python does not count them as printable."""
_PLAIN_ASCII = bytes(range(0x20, 0x7F)) + b"\n"
_CARRIAGE_RETURN = re.compile("\r\n?")
_BLANKS = re.compile("[^\\S\u00a0\u2007\u202f]+")


def clean(text: str) -> str:
    """`text` made safe to show: several paragraphs, line breaks kept as newlines.

    CR, CRLF, VT, NEL and U+2028 become a newline, FF and U+2029 a blank line, tabs spaces, lone
    surrogates U+FFFD. Returns `text` itself when there is nothing to do.
    """
    if "\r" in text:
        text = _CARRIAGE_RETURN.sub("\n", text)
    if _is_plain(text):
        return text
    from tread.core.scrub import scrub

    return scrub(text).expandtabs(TAB_COLUMNS)


def _is_plain(text: str) -> bool:
    """True when every character is one that Python counts as printable or a space that is let through;
    a quick answer for ordinary prose, while `scrub` looks closely."""
    # What is plain in ASCII, as a rule most of the text, is taken out by the byte.
    others = (
        text.encode("utf-8", "surrogatepass").translate(None, _PLAIN_ASCII).decode("utf-8", "surrogatepass")
    )
    for space in _LET_THROUGH:
        if space in others:
            others = others.replace(space, "")
    if not others.isprintable() or any(character in others for character in _PRINTABLE_INVISIBLE):
        return False
    return _PLANE_14.search(others) is None


def clean_line(text: str) -> str:
    """`text` made safe to show as one line: a title, an author, a tag, a file name.

    Whitespace runs, line breaks too, become one space; those at the ends go; no-break spaces stay.
    """
    return _BLANKS.sub(" ", clean(text)).strip()
