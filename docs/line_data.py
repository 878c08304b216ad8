"""Makes src/tread/core/line_data.py from the Unicode Character Database.

    python docs/line_data.py FOLDER

FOLDER holds LineBreak.txt, EastAsianWidth.txt, emoji-data.txt and DerivedGeneralCategory.txt of one version.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src/tread/core/line_data.py"
HANGUL = range(0xAC00, 0xD7A4)
HEAD = '''"""Which characters are of which line breaking class, by Unicode Standard Annex 14.

Data alone, made by docs/line_data.py from the Unicode Character Database {version}; imported by
`line_breaks` when the first text comes that is not one cell a character. From Unicode data files,
copyright Unicode, Inc., under the Unicode License (tests/data/unicode/LICENSE).
"""

from __future__ import annotations

from typing import Final

UNICODE: Final = "{version}"

RANGES: Final = {{
{ranges}}}
"""Class -> its ranges of code points in hexadecimal; what is in none is AL.

AI, SG and XX are AL, and CJ is NS; SA is CM where it is a mark and else AL; QU is QI where it opens and QF
where it closes; DC is the dotted circle; EB holds the unassigned pictographs. A class with a plus holds the
characters that are wide in East Asia. Hangul syllables, H2 and H3, are told apart by their number.
"""
'''


def ranges(path: Path) -> Iterator[tuple[int, int, str]]:
    """The ranges of a data file, with their value."""
    for row in path.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)", row):
            yield int(match[1], 16), int(match[2] or match[1], 16), match[3]


def holding(path: Path, values: set[str]) -> set[int]:
    """The code points that have one of some values."""
    return {code for a, b, value in ranges(path) if value in values for code in range(a, b + 1)}


def classes(folder: Path) -> dict[int, str]:
    """Code point -> class, for those that are not AL."""
    category = folder / "DerivedGeneralCategory.txt"
    marks, opening, closing = (holding(category, values) for values in ({"Mn", "Mc"}, {"Pi"}, {"Pf"}))
    pictographs = holding(folder / "emoji-data.txt", {"Extended_Pictographic"}) & holding(category, {"Cn"})
    wide = holding(folder / "EastAsianWidth.txt", {"F", "W", "H"})
    found = {}
    for first, last, value in ranges(folder / "LineBreak.txt"):
        for code in range(first, last + 1):
            name = {"AI": "AL", "SG": "AL", "XX": "AL", "CJ": "NS"}.get(value, value)
            if value == "SA":
                name = "CM" if code in marks else "AL"
            elif value == "QU":
                name = "QI" if code in opening else "QF" if code in closing else "QU"
            elif code == 0x25CC:
                name = "DC"
            elif value == "ID" and code in pictographs:
                name = "EB"
            name += "+" if code in wide else ""
            if name != "AL" and code not in HANGUL:
                found[code] = name
    return found


def made(folder: Path) -> str:
    """The module's text."""
    version = re.search(r"LineBreak-([\d.]+)\.txt", (folder / "LineBreak.txt").read_text(encoding="utf-8"))
    assert version is not None
    runs: dict[str, list[list[int]]] = defaultdict(list)
    for code, name in sorted(classes(folder).items()):
        if runs[name] and runs[name][-1][1] == code - 1:
            runs[name][-1][1] = code
        else:
            runs[name].append([code, code])
    rows = []
    for name in sorted(runs):
        text = " ".join(f"{a:X}-{b:X}" if a < b else f"{a:X}" for a, b in runs[name])
        pieces = textwrap.wrap(text, 96, break_long_words=False, break_on_hyphens=False)
        if len(pieces) == 1:
            rows.append(f'    "{name}": "{pieces[0]}",\n')
        else:
            body = "".join(f'        "{piece} "\n' for piece in pieces[:-1]) + f'        "{pieces[-1]}"\n'
            rows.append(f'    "{name}": (\n{body}    ),\n')
    return HEAD.format(version=version[1], ranges="".join(rows))


if __name__ == "__main__":
    TARGET.write_text(made(Path(sys.argv[1])), encoding="utf-8")
