"""Where syllables begin in scripts that put no space between words: Thai, Lao, Burmese.

Telling their words apart takes a dictionary; these few borders are sure without one. Pure; imported by
`wrap`, which may end a row at one, and by `segment`, for which what lies between two is a word.

Thai and Lao: before a vowel that is written before its consonant (เด็ก|ไป), and after one that always ends
a syllable, or the sign that repeats a word (จะ|มา, ทำ|งาน). Burmese: before a consonant that is neither
stacked under another nor closes a syllable (မြန်|မာ). Khmer is only divided by its spaces and signs.
"""

from __future__ import annotations

import re
from typing import Final

BORDER: Final = (
    "(?<=[\u0e01-\u0e4e\u0e81-\u0ecd])(?=[\u0e40-\u0e44\u0ec0-\u0ec4])"
    "|(?<=[\u0e30\u0e33\u0e46\u0eb0\u0eb3\u0ec6])(?=[\u0e01-\u0e2e\u0e81-\u0eae])"
    "|(?<=[\u1000-\u109f])(?<!\u1039)(?=[\u1000-\u1021\u1023-\u102a\u103f](?![\u1039\u103a]))"
)
"""A pattern of no width that matches at a border; compiled when the first text wants it."""


def borders(text: str) -> list[int]:
    """The offsets in code points at which a syllable begins after another."""
    return [match.start() for match in re.finditer(BORDER, text)]
