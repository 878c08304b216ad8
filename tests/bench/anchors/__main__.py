"""`python -m tests.bench.anchors TEXT...`: how many quotes are found again after an edit, as a table.

A TEXT is edited by chance; OLD:NEW are two editions of one text.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.bench.anchors.baselines import exact_search, hypothesis_scoring, tread
from tests.bench.anchors.cases import Cases, edited, of_editions
from tests.bench.anchors.edits import EDITS, article_of
from tests.bench.anchors.judge import Score, judge

from tread.ingest import read_document

WAYS = {"tread": tread, "exact search": exact_search, "Hypothesis’s scoring": hypothesis_scoring}
_COLUMNS = (
    "edit",
    "way",
    "quotes",
    "right",
    "both ends",
    "wrong",
    "lost",
    "gone, painted",
    "painted wrong",
    "ms a quote",
)
_SLOW = "Hypothesis’s scoring"


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.anchors", description=__doc__)
    parser.add_argument("text", nargs="+", help="a text to edit, or OLD:NEW, two editions")
    parser.add_argument("--quotes", type=int, default=1000, help="of each text and edit")
    parser.add_argument("--characters", type=int, default=1_000_000, help="of each text, at most")
    parser.add_argument(
        "--slow", type=int, default=100, help="quotes for the way that takes seconds for each"
    )
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print(f"| {' | '.join(_COLUMNS)} |")
    print("|---" * len(_COLUMNS) + "|")
    for name in [*EDITS, "two real editions"]:
        for way, make in WAYS.items():
            count = asked.slow if way == _SLOW else asked.quotes
            scores = [
                judge(cases, make) for cases in _cases(name, asked.text, count, asked.characters, asked.seed)
            ]
            if scores:
                print(_row(name, way, _sum(scores)), flush=True)


def _cases(name: str, texts: list[str], count: int, characters: int, seed: int) -> Iterator[Cases]:
    for text in texts:
        old, _, new = text.partition(":")
        document = read_document(Path(old))
        if name not in EDITS:
            if new:
                yield of_editions(document, read_document(Path(new)), count, Random(seed))
            continue
        paragraphs, size = [], 0
        for paragraph in document.paragraphs:
            size += len(paragraph.text)
            if paragraph.text and size <= characters:
                paragraphs.append(paragraph.text)
        chance = Random(seed)
        before = article_of(paragraphs)
        yield edited(paragraphs, EDITS[name](before, chance), count, chance)


def _sum(scores: list[Score]) -> Score:
    return Score(*(sum(column) for column in zip(*scores, strict=True)))


def _row(name: str, way: str, score: Score) -> str:
    there, everyone = max(1, score.there), max(1, score.there + score.gone)

    def share(count: int, of: int = there) -> str:
        return f"{100 * count / of:.1f} %"

    cells = (
        name,
        way,
        str(everyone),
        share(score.right),
        share(score.exact),
        share(score.wrong),
        share(score.lost),
        f"{score.false} of {score.gone}",
        f"{100 * score.painted_wrong / everyone:.2f} %",
        f"{1000 * score.seconds / everyone:.1f}",
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
