"""Where rows end in the scripts that readers meet."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tread.core.line_breaks import line_breaks
from tread.core.syllables import borders
from tread.core.wrap import wrap
from tread.tui.measure import ScreenMeasure

LINES = {
    "chinese": "你|好，|世|界。|“再|见！”",
    "chinese brackets": "他|说|「你|好」|了",
    "japanese small letters": "ちょっ|と|コー|ヒー|を",
    "korean": "나|는 |간|다",
    "number": "共|1,234.5|元",
    "price": "$5 |和 |￥500",
    "percent": "涨|了|50%|了",
    "dashes": "世|界|——|中|国",
    "hebrew and hyphen": "א-|ב |א-a",
    "no-break space": "第\u00a01\u00a0章",
    "flags": "🇫🇷|🇩🇪",
    "skin tones": "👍🏽|👍",
    "joined": "👩\u200d👩|👧",
    "hindi": "जहाँ |चाह, |वहाँ |राह।",
}


@pytest.mark.parametrize("marked", LINES.values(), ids=LINES.keys())
def test_lines_may_end_where_the_annex_says(marked: str) -> None:
    text = marked.replace("|", "")
    cuts = [0, *line_breaks(text), len(text)]
    assert "|".join(text[a:b] for a, b in pairwise(cuts)) == marked


ROWS = [
    # width, rows
    (6, "你好，|世界。"),
    (4, "你|好，|世|界。"),
    (10, "「千里之|行，始於足|下。」"),
    (12, "가는 말이 |고와야 오는 |말이 곱다"),
    (9, "가나다라|마바사"),
    (12, "아 가나다라|마바사아"),
    (10, "Quoi ? |« Oui »."),
    (8, "a |« oui »."),
    (14, "राम घर गया ।"),
    (8, "น้ำขึ้น|ให้รีบตักไป"),
    (6, "မြန်မာ|စာ"),
    (12, "he said — 世|界"),
    (5, "👩\u200d👩\u200d👧👍🏽|🇮🇸❤\ufe0f"),
]


@pytest.mark.parametrize(("width", "marked"), ROWS)
def test_rows_read_as_they_would_in_print(width: int, marked: str) -> None:
    text = marked.replace("|", "")
    rows = [text[start:end] for start, end in wrap(text, width, ScreenMeasure())]
    assert "|".join(rows) == marked


@pytest.mark.parametrize(
    ("marked"), ["น้ำ|ขึ้น|ให้รีบตัก", "จะ|ไปทำ|งาน", "คนต่าง ๆ", "မြန်|မာ|စာ", "ပစ္စည်း", "ພາສາລາວ|ເຮົາ", "plain"]
)
def test_syllables_begin_where_it_is_sure(marked: str) -> None:
    text = marked.replace("|", "")
    cuts = [0, *borders(text), len(text)]
    assert "|".join(text[a:b] for a, b in pairwise(cuts)) == marked
