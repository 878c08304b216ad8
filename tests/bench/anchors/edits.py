"""Edits made by chance, with the knowledge of where each character of the old text has gone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

Text = list[tuple[str, int]]
"""Characters, each with its offset in the old text; -1 for one that is new."""

Article = list[Text]

NEW = -1
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "--", "–": "-", "…": "..."}
_WORD = re.compile(r"\S+")


def article_of(paragraphs: Sequence[str]) -> Article:
    """The old article; between two paragraphs stands one character that is in neither."""
    article, offset = [], 0
    for text in paragraphs:
        article.append([(character, offset + at) for at, character in enumerate(text)])
        offset += len(text) + 1
    return article


def character_noise(article: Article, chance: Random, share: float = 0.05) -> Article:
    """A share of the characters replaced, missing, or with one more behind them."""

    def noisy(text: Text) -> Text:
        made: Text = []
        for character, origin in text:
            if chance.random() >= share:
                made.append((character, origin))
                continue
            kind = chance.randrange(3)
            if kind == 0:
                made.append((chance.choice(_LETTERS), origin))
            elif kind == 1:
                made += [(character, origin), (chance.choice(_LETTERS), NEW)]
        return made

    return [noisy(text) for text in article]


def word_edits(article: Article, chance: Random, share: float = 0.05) -> Article:
    """A share of the words misspelt, missing, replaced by another, or with a new one behind them."""
    vocabulary = _vocabulary(article)

    def edited(text: Text) -> Text:
        plain = "".join(character for character, _ in text)
        made: Text = []
        at = 0
        for word in _WORD.finditer(plain):
            made += text[at : word.start()]
            own = text[word.start() : word.end()]
            at = word.end()
            if chance.random() >= share:
                made += own
                continue
            kind = chance.randrange(4)
            if kind == 0:
                made += character_noise([own], chance, 0.4)[0]
            elif kind == 2:
                other = chance.choice(vocabulary)
                made += [
                    (character, own[min(place, len(own) - 1)][1]) for place, character in enumerate(other)
                ]
            elif kind == 3:
                made += own + [(character, NEW) for character in " " + chance.choice(vocabulary)]
        return made + text[at:]

    return [edited(text) for text in article]


def structure(article: Article, chance: Random) -> Article:
    """Paragraphs deleted (4 %), put in (4 %), merged (3 %), split (3 %), doubled (3 %) and moved (2 %)."""
    vocabulary = _vocabulary(article)
    made: Article = []
    wandering: Article = []
    for text in article:
        lot = chance.random()
        if lot < 0.04:
            continue
        if lot < 0.08:
            words = " ".join(chance.choice(vocabulary) for _ in range(chance.randint(5, 80)))
            made += [[(character, NEW) for character in words], text]
        elif lot < 0.11 and made:
            made[-1] = [*made[-1], (" ", NEW), *text]
        elif lot < 0.14 and len(text) > 40:
            spaces = [at for at, (character, _) in enumerate(text) if character == " "]
            at = chance.choice(spaces) if spaces else len(text)
            made += [text[:at], text[at + 1 :]]
        elif lot < 0.17:
            made.append(text)
            wandering.append([(character, NEW) for character, _ in text])
        elif lot < 0.19:
            wandering.append(text)
        else:
            made.append(text)
    for text in wandering:
        made.insert(chance.randrange(len(made) + 1), text)
    return [text for text in made if text]


def straight_quotes(article: Article, chance: Random) -> Article:
    """Curly quotation marks, dashes and ellipses as a typewriter has them."""
    return [
        [(plain, origin) for character, origin in text for plain in _STRAIGHT.get(character, character)]
        for text in article
    ]


def rewrapped(article: Article, chance: Random) -> Article:
    """Rows broken after 72 characters at most, as another editor saves them."""

    def wrapped(text: Text) -> Text:
        made, width = list(text), 0
        last_space = None
        for at, (character, _) in enumerate(made):
            width += 1
            if character == " ":
                last_space = at
            if width > 72 and last_space is not None:
                made[last_space] = ("\n", made[last_space][1])
                width, last_space = at - last_space, None
        return made

    return [wrapped(text) for text in article]


def all_together(article: Article, chance: Random) -> Article:
    """Structure, then words, then typography, then rows."""
    for edit in (structure, word_edits, straight_quotes, rewrapped):
        article = edit(article, chance)
    return article


EDITS: dict[str, Callable[[Article, Random], Article]] = {
    "noise in 5 % of the characters": character_noise,
    "5 % of the words edited": word_edits,
    "structure": structure,
    "quotes straightened, rows re-wrapped": lambda article, chance: rewrapped(
        straight_quotes(article, chance), chance
    ),
    "all together": all_together,
}


def _vocabulary(article: Article) -> list[str]:
    return [word for text in article for word in "".join(character for character, _ in text).split()] or [
        "word"
    ]
