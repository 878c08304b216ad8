"""Where a row of text may end, by Unicode Standard Annex 14 (revision 55, Unicode 17).

Owns the annex's rules and nothing of tread's own taste, which is in `wrap`. Pure; imported by `wrap` when the
first text comes that is not one cell a character.

A rule looks at the character before a gap and the one after it, at little that comes before (spaces, a
number begun, an opening bracket) and at one more that follows. What comes before is a `_Before`; what a
character makes of one is worked out once and kept, so that a text costs one look into a table a character.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import add
from typing import Final, NamedTuple

from tread.core.line_data import RANGES

_NAMES: Final = ("AL", "H2+", "H3+", "IS#", "", *RANGES)
"""The classes; IS# is IS before a digit, and nothing is where the text ends."""
_SIGNS: Final = {name: chr(0x100 + number) for number, name in enumerate(_NAMES)}
_NAME_OF: Final = {sign: name for name, sign in _SIGNS.items()}
_HANGUL: Final = range(0xAC00, 0xD7A4)


class _Signs(dict[int, str]):
    """Code point -> the sign of its class; fills itself as asked."""

    def __init__(self) -> None:
        super().__init__()
        self._ranges = sorted(
            (int(first, 16), int(last or first, 16), _SIGNS[name])
            for name, ranges in RANGES.items()
            for first, _, last in (pair.partition("-") for pair in ranges.split())
        )

    def __missing__(self, code: int) -> str:
        sign = self[code] = self._sign(code)
        return sign

    def _sign(self, code: int) -> str:
        if code in _HANGUL:
            return _SIGNS["H3+" if (code - _HANGUL.start) % 28 else "H2+"]
        place = bisect_right(self._ranges, code, key=lambda entry: entry[0]) - 1
        if place >= 0 and code <= self._ranges[place][1]:
            return self._ranges[place][2]
        return _SIGNS["AL"]


_CODES: Final = _Signs()
_ALONE = "".join(_SIGNS[name] for name in ("SP", "BK", "CR", "LF", "NL", "ZW"))
_JOINER: Final = _SIGNS["ZWJ"]
_MARKS = "".join(_SIGNS[name] for name in ("CM", "CM+", "ZWJ"))
# LB9 and LB10: marks belong to what they follow, and are letters where they follow nothing.
_MARK: Final = re.compile(f"[{_MARKS}]")
_UNIT: Final = re.compile(f"[{_ALONE}]|[^{_MARKS}{_ALONE}][{_MARKS}]*|[{_MARKS}]+")

_END: Final = frozenset({"BK", "CR", "LF", "NL"})
_LETTER: Final = frozenset({"AL", "HL", "DC"})
_PICTURE: Final = frozenset({"ID", "EB", "EM"})
_HANGUL_CLASSES: Final = frozenset({"JL", "JV", "JT", "H2", "H3"})
_QUOTE: Final = frozenset({"QU", "QI", "QF"})
_AKSARA: Final = frozenset({"AK", "DC", "AS"})
_NEVER_BEFORE: Final = frozenset({"CL", "CP", "EX", "SY"})
_OPENS_AFTER: Final = frozenset({"", *_END, "OP", *_QUOTE, "GL", "SP", "ZW"})
_CLOSES_BEFORE: Final = frozenset(
    {"", *_END, "SP", "GL", "WJ", "CL", *_QUOTE, "CP", "EX", "IS", "IS#", "SY", "ZW"}
)
_HYPHEN_AFTER: Final = frozenset({"", *_END, "SP", "ZW", "CB", "GL"})
_SPACED: Final = frozenset({"ZW", "OP", "open", "CL", "CP", "B2"})


class _Before(NamedTuple):
    """What lies before a gap.

    last, wide: the class of the character before it, and whether that is wide in East Asia. before,
    before_wide: of the one before that. solid: what stood before spaces, where a rule asks for it. number:
    "N" in a number, "C" after the bracket that closes one. is_odd: whether flags' letters come to an odd
    number.
    """

    last: str = ""
    wide: bool = False
    before: str = ""
    before_wide: bool = False
    solid: str = ""
    number: str = ""
    is_odd: bool = False


def line_breaks(text: str) -> list[int]:
    """The offsets, in code points, at which a row may end; not 0, and not the end of the text."""
    signs = text.translate(_CODES).replace(_SIGNS["IS"] + _SIGNS["NU"], _SIGNS["IS#"] + _SIGNS["NU"])
    starts: Sequence[int] = range(len(signs))
    units = signs
    if _MARK.search(signs):
        starts = [match.start() for match in _UNIT.finditer(signs)]
        units = "".join([signs[start] for start in starts])
    breaks: list[int] = []
    steps = _START
    for start, pair in zip(starts, map(add, units, units[1:] + _SIGNS[""]), strict=True):
        step = steps.get(pair)
        if step is None:
            step = steps[pair] = _step(steps, pair)
        may_break, steps = step
        if may_break:
            breaks.append(start)
    if _JOINER in signs:
        return [place for place in breaks if signs[place - 1] != _JOINER]  # LB8a
    return breaks


class _Steps(dict[str, tuple[bool, "_Steps"]]):
    """What follows from a state: a character's class and the next one's -> whether a row may end before it,
    and what follows from the state after it; filled as it is asked."""

    def __init__(self, state: _Before) -> None:
        super().__init__()
        self.state = state


_START: Final = _Steps(_Before())
_STEPS_OF: Final[dict[_Before, _Steps]] = {_START.state: _START}


def _step(steps: _Steps, pair: str) -> tuple[bool, _Steps]:
    state = steps.state
    name, after = _NAME_OF[pair[0]], _NAME_OF[pair[1]]
    here, wide = name.rstrip("+"), name.endswith("+")
    if here in ("CM", "ZWJ"):
        here, wide = "AL", False  # LB10
    may_break = _breaks(state, here, wide, after.rstrip("+"), after.endswith("+"))
    is_odd = here == "RI" and not (state.last == "RI" and state.is_odd)
    new = _Before(here, wide, state.last, state.wide, _solid(state, here), _number(state, here), is_odd)
    if new not in _STEPS_OF:
        _STEPS_OF[new] = _Steps(new)
    return may_break, _STEPS_OF[new]


def _solid(state: _Before, here: str) -> str:
    if here == "SP":
        return state.solid
    if here == "QI" and state.last in _OPENS_AFTER:
        return "open"
    return here if here in _SPACED else ""


def _number(state: _Before, here: str) -> str:
    if here == "NU" or (here in ("SY", "IS", "IS#") and state.number == "N"):
        return "N"
    return "C" if here in ("CL", "CP") and state.number == "N" else ""


def _breaks(state: _Before, b: str, wide: bool, after: str, after_wide: bool) -> bool:
    """The rules in their order: whether a row may end between what lies before and a character of class b.

    wide: whether b is wide in East Asia. after, after_wide: the same of the character after b.
    """
    a, solid = state.last, state.solid
    if a == "" or (a == "CR" and b == "LF"):
        return False  # LB2, LB5
    if a in _END:
        return True  # LB4, LB5
    if b in _END or b in ("SP", "ZW"):
        return False  # LB6, LB7
    if solid == "ZW":
        return True  # LB8
    if "WJ" in (a, b) or a == "GL":
        return False  # LB11, LB12
    if b == "GL" and a not in ("SP", "BA", "HY", "HH"):
        return False  # LB12a
    if b in _NEVER_BEFORE or solid in ("OP", "open"):
        return False  # LB13, LB14, LB15a
    if b == "QF" and after in _CLOSES_BEFORE:
        return False  # LB15b
    if a == "SP" and b == "IS#":
        return True  # LB15c
    if b in ("IS", "IS#") or (b == "NS" and solid in ("CL", "CP")) or (b == solid == "B2"):
        return False  # LB15d, LB16, LB17
    if a == "SP":
        return True  # LB18
    if _holds_quote(state, b, wide, after, after_wide):
        return False  # LB19, LB19a
    if "CB" in (a, b):
        return True  # LB20
    if a in ("HY", "HH") and b in _LETTER and state.before in _HYPHEN_AFTER:
        return False  # LB20a
    if b in ("BA", "HH", "HY", "NS", "IN") or a == "BB":
        return False  # LB21, LB22
    if state.before == "HL" and b != "HL" and a in ("HY", "HH"):
        return False  # LB21a
    if a == "SY" and b == "HL":
        return False  # LB21b
    return not (
        _holds_word(state, b, after) or _holds_bracket(state, b, wide) or _holds_signs(state, b, after)
    )


def _holds_quote(state: _Before, b: str, wide: bool, after: str, after_wide: bool) -> bool:
    a = state.last
    if b in ("QU", "QF") or a in ("QU", "QI"):
        return True
    if b == "QI" and (not state.wide or after == "" or not after_wide):
        return True
    return a == "QF" and (not wide or state.before == "" or not state.before_wide)


def _holds_word(state: _Before, b: str, after: str) -> bool:
    """LB23 to LB25, LB28, LB29: letters, numbers and what is written with them."""
    a, number = state.last, state.number
    a_letter, b_letter = a in _LETTER, b in _LETTER
    if (a_letter and (b_letter or b in ("NU", "PR", "PO"))) or (
        a in ("NU", "PR", "PO", "IS", "IS#") and b_letter
    ):
        return True
    if (a == "PR" and b in _PICTURE) or (a in _PICTURE and b == "PO"):
        return True
    if number and b in ("PO", "PR"):
        return True
    if a in ("PO", "PR") and (b == "NU" or (b == "OP" and after in ("NU", "IS#"))):
        return True
    return b == "NU" and (a in ("HY", "IS", "IS#") or number == "N")


def _holds_bracket(state: _Before, b: str, wide: bool) -> bool:
    """LB30: brackets in a word."""
    a = state.last
    if b == "OP":
        return not wide and (a in _LETTER or a == "NU")
    return a == "CP" and not state.wide and (b in _LETTER or b == "NU")


def _holds_signs(state: _Before, b: str, after: str) -> bool:
    """LB26 to LB28a, LB30a, LB30b: syllables of Hangul and Brahmic scripts, flags, skin tones."""
    a = state.last
    if (a == "JL" and b in ("JL", "JV", "H2", "H3")) or (a in ("JV", "H2") and b in ("JV", "JT")):
        return True
    if (a in ("JT", "H3") and b == "JT") or (a in _HANGUL_CLASSES and b == "PO"):
        return True
    if a == "PR" and b in _HANGUL_CLASSES:
        return True
    if a == "AP" and b in _AKSARA:
        return True
    if a in _AKSARA and (b in ("VF", "VI") or (b in _AKSARA and after == "VF")):
        return True
    if state.before in _AKSARA and a == "VI" and b in ("AK", "DC"):
        return True
    return (a == b == "RI" and state.is_odd) or (a == "EB" and b == "EM")
