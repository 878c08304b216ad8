"""The files that are measured on: made-up news copy, the same on every machine, and two odd shapes.

Every file of news copy begins with the same paragraphs, so that the first pages of a short and of a long
article show the same rows.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FIRST = "Quillmark"
"""A word of the first sentence: once the terminal has it, the page is painted."""
LAST = "Farewellmark"
"""A word of the last sentence of news copy."""
OFTEN = "harbourmaster"
OFTEN_EVERY = 5
"""A word, and of which paragraphs: of every fifth."""

_SEED = 20_240_131
_SENTENCES = 4_000
_WORDS = """
    the of and to in that was for on with as at by from after before over under between against during
    council minister report river border village harbour market court school bridge winter morning
    border officials residents doctors soldiers engineers farmers teachers witnesses reporters judges
    workers said told described announced denied confirmed refused accepted expected followed reached
    opened closed rebuilt measured counted published quoted carried crossed waited returned remained new
    old small large early late public private northern southern several hundred thousand first second
    water power food medicine weather traffic evidence permission money steel timber grain paper glass
"""


class Texts(NamedTuple):
    """Where the files are. The number in a name is the size in bytes."""

    kb10: Path
    mb1: Path
    mb10: Path
    mb100: Path
    one_row: Path
    short_row: Path
    empty_rows: Path


def make(folder: Path) -> Texts:
    """Write every file; about 230 MB."""
    texts = Texts(
        folder / "10-kb.txt",
        folder / "1-mb.txt",
        folder / "10-mb.txt",
        folder / "100-mb.txt",
        folder / "5-mb-in-one-row.txt",
        folder / "10-kb-in-one-row.txt",
        folder / "1000000-empty-rows.txt",
    )
    for path, size in ((texts.kb10, 10**4), (texts.mb1, 10**6), (texts.mb10, 10**7), (texts.mb100, 10**8)):
        _write_news(path, size)
    row = texts.mb10.read_text(encoding="utf-8").replace("\n\n", " ")
    texts.one_row.write_text(row[:5_000_000], encoding="utf-8")
    texts.short_row.write_text(row[:10_000], encoding="utf-8")
    texts.empty_rows.write_text(FIRST + "\n" * 10**6 + LAST, encoding="utf-8")
    return texts


def _write_news(path: Path, size: int) -> None:
    written = 0
    with path.open("w", encoding="utf-8") as file:
        for paragraph in _paragraphs():
            written += len(paragraph.encode()) + 2
            file.write(f"{paragraph}\n\n")
            if written >= size:
                break
        file.write(f"That is all there is to say, {LAST}.\n")


def _paragraphs() -> Iterator[str]:
    """News copy without end, some 500 characters a paragraph, each paragraph unlike the others."""
    chance = random.Random(_SEED)
    sentences = [_sentence(chance) for _ in range(_SENTENCES)]
    yield f"{FIRST} is where it began. {' '.join(chance.choices(sentences, k=4))}"
    number = 1
    while True:
        opening = f"Report {number} of the day."
        if number % OFTEN_EVERY == 0:
            opening += f" The {OFTEN} signed it."
        yield f"{opening} {' '.join(chance.choices(sentences, k=5))}"
        number += 1


def _sentence(chance: random.Random) -> str:
    words = chance.choices(_WORDS.split(), k=chance.randrange(8, 19))
    text = " ".join(words)
    if chance.random() < 0.1:
        text = f"“{text},” {chance.choice(('he', 'she', 'the mayor'))} said"
    return f"{text[0].upper()}{text[1:]}."
