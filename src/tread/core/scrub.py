"""Taking out of a text what `tread.core.clean` does not let through. Only that module imports this one.

Patterns that few texts need are kept as strings: `re` compiles them at their first use and keeps them.
"""

from __future__ import annotations

import re

# Invisible: soft hyphen, combining grapheme joiner, Arabic letter mark, Hangul fillers, Khmer inherent
# vowels, Mongolian vowel separator, zero-width space and direction marks, embeddings and overrides, word
# joiner to nominal digits, byte order mark, interlinear annotation.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb"
)
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_NON_CHARACTERS = "\ufdd0-\ufdef\ufffe\uffff"
_SURROGATES = "\ud800-\udfff"
_JOINERS = "\u200c\u200d"
_GONE = f"{_CONTROLS}{_INVISIBLE}{_NON_CHARACTERS}"
# Beyond the basic plane: shorthand and musical format controls, non-characters.
_GONE_BEYOND = "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a" + "".join(
    chr((plane << 16) | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF)
)
# Plane 14 holds the tag characters and the ideographic variation selectors, and nothing else.
_PLANE_14 = "\U000e0000-\U000effff"

# CPython's `re` looks up a set within the basic plane in a table and walks one beyond it range by range:
# hence a second pattern, which looks closely only at characters beyond the basic plane. The complement of
# that plane would do in the place of `_BEYOND`, and take 4 ms to compile.
_BEYOND = "[\U00010000-\U0010ffff]"
_SUSPECT = re.compile(f"[\t\u2028\u2029{_GONE}{_SURROGATES}{_JOINERS}]")
_SUSPECT_BEYOND = re.compile(f"{_BEYOND}(?<=[{_PLANE_14}{_GONE_BEYOND}])")
_LINE_BREAK = re.compile("[\x0b\x85\u2028]")
_PARAGRAPH_BREAK = re.compile("[\x0c\u2029]")

# ECMA-48: control strings (DCS, SOS, OSC, PM, APC), control sequences (CSI), then every other escape. A
# control string ends at BEL or ST; one that does not end takes no more than the rest of its line.
_TERMINAL_SEQUENCE = (
    "(?:\x1b[PX\\]^_]|[\x90\x98\x9d-\x9f])[^\x07\x18\x1a\x1b\x9c\n]*(?:\x07|\x1b\\\\|\x9c)?"
    "|(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?"
    "|\x1b[ -/]*[0-~]?"
)
_TERMINAL_START = re.compile("[\x1b\x90\x98\x9b\x9d-\x9f]")
_OVERSTRIKE = "_\x08(?=[^\n])|([^\n\x08])\x08(?=\\1)"
_FORBIDDEN = re.compile(f"[{_GONE}]+")
_FORBIDDEN_BEYOND = f"{_BEYOND}(?<=[{_GONE_BEYOND}])"
_SURROGATE = re.compile(f"[{_SURROGATES}]")

# A flag of a region (Unicode Technical Standard 51, ED-14a): a black flag, tag letters, a cancel tag.
_TAGS = (
    "(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
    "|[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff][\U000e0100-\U000e01ef])"
    f"|[{_PLANE_14}]"
)
_EMOJI = "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
# The blocks whose letters join or take conjunct forms: Arabic to Mandaic, the Indic scripts, Tibetan,
# Myanmar, Khmer, Mongolian and their neighbours, Javanese, the presentation forms, and the same beyond
# the basic plane.
_JOINING = (
    "\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u1aff\u1b00-\u1c4f\u1cd0-\u1cff\ua840-\ua9ff"
    "\uaa00-\uaa7f\uaae0-\uaaff\uabc0-\uabff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
    "\U00010a00-\U00010aff\U00010d00-\U00010d3f\U00010f00-\U00011fff\U0001e900-\U0001e95f\U0001ee00-\U0001eeff"
)
_JOINER_RUN = re.compile(f"[{_JOINERS}]+")
_EMOJI_BEFORE = f"[{_EMOJI}\ufe0f\U000e007f]"
_EMOJI_AFTER = f"[{_EMOJI}]"
_JOINING_LETTER = f"[{_JOINING}]"


def scrub(text: str) -> str:
    """The text without what may not be shown; tabs are left."""
    has_beyond = _SUSPECT_BEYOND.search(text) is not None
    if not has_beyond and not _SUSPECT.search(text):
        return text
    text = _PARAGRAPH_BREAK.sub("\n\n", _LINE_BREAK.sub("\n", text))
    if _TERMINAL_START.search(text):
        text = re.sub(_TERMINAL_SEQUENCE, "", text)
    if "\x08" in text:
        text = re.sub(_OVERSTRIKE, "", text)
    text = _SURROGATE.sub("\ufffd", _FORBIDDEN.sub("", text))
    if has_beyond:
        text = re.sub(_TAGS, lambda match: match[1] or "", re.sub(_FORBIDDEN_BEYOND, "", text))
    return _JOINER_RUN.sub(_joiner, text)


def _joiner(run: re.Match[str]) -> str:
    """The one joiner of a run that joins its neighbours, or nothing."""
    text = run.string
    before = text[run.start() - 1] if run.start() else ""
    after = text[run.end()] if run.end() < len(text) else ""
    if re.match(_JOINING_LETTER, before) or re.match(_JOINING_LETTER, after):
        return run[0][0]
    if "\u200d" in run[0] and re.match(_EMOJI_BEFORE, before) and re.match(_EMOJI_AFTER, after):
        return "\u200d"
    return ""
