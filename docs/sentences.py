"""How well sentences are found: `python docs/sentences.py FILE...`, treebanks in CoNLL-U.

A treebank says where people think that sentences end (Universal Dependencies, https://universaldependencies.org;
for English news and more, GUM). Its paragraphs are put together again from its sentences, and every place
between two sentences of a paragraph is looked for. Nothing of a treebank is part of the project.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tread.core.segment import sentences


class Paragraph(NamedTuple):
    """A paragraph as a treebank has it. ends: the offsets where its sentences end, but for the last one."""

    genre: str
    text: str
    ends: frozenset[int]


class Score(NamedTuple):
    """Ends of sentences: found and right, found and wrong, not found."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """How many of the ends that were found are right."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """How many of the ends there are were found."""
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)


def paragraphs(path: Path) -> Iterator[Paragraph]:
    """The paragraphs of a treebank that have more than one sentence."""
    genre, held = "", list[str]()
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        document = re.search(r"^# newdoc id = \w+?_(\w+?)_", block, re.M)
        text = re.search(r"^# text = (.*)", block, re.M)
        if document or re.search(r"^# newpar", block, re.M):
            yield from _put_together(genre, held)
            held = []
        genre = document[1] if document else genre
        if text:
            held.append(text[1])
    yield from _put_together(genre, held)


def _put_together(genre: str, held: list[str]) -> Iterator[Paragraph]:
    if len(held) < 2:
        return
    ends, place = set(), 0
    for text in held[:-1]:
        place += len(text)
        ends.add(place)
        place += 1
    yield Paragraph(genre, " ".join(held), frozenset(ends))


def score(paragraph: Paragraph) -> Score:
    """How the ends that tread finds in a paragraph compare with the treebank's."""
    found = {end for _, end in sentences(paragraph.text)[:-1]}
    right = len(found & paragraph.ends)
    return Score(right, len(found) - right, len(paragraph.ends) - right)


def main() -> None:
    """Print the scores as a table in Markdown, by genre and in all, and the time that a megabyte takes."""
    counts: Counter[tuple[str, str]] = Counter()
    held = [paragraph for name in sys.argv[1:] for paragraph in paragraphs(Path(name))]
    for paragraph in held:
        for genre in (paragraph.genre, "all"):
            for name, number in score(paragraph)._asdict().items():
                counts[genre, name] += number
    began = time.process_time()
    for paragraph in held:
        sentences(paragraph.text)
    spent = time.process_time() - began
    print("| genre | ends | precision | recall | F1 |", "|---|---|---|---|---|", sep="\n")
    for genre in [*sorted({paragraph.genre for paragraph in held}), "all"]:
        found = Score(*(counts[genre, name] for name in Score._fields))
        ends = found.right + found.missed
        print(f"| {genre} | {ends} | {found.precision:.1%} | {found.recall:.1%} | {found.f1:.1%} |")
    size = sum(len(paragraph.text.encode()) for paragraph in held)
    print(f"\n{spent / size * 1e6:.2f} s of CPU a megabyte.")


if __name__ == "__main__":
    main()
