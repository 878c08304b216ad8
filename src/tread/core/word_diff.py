"""What was kept, deleted and inserted between two wordings of a passage, word by word.

Pure. What `core.folding.fold` makes equal (quotation marks, dashes, white space) counts as kept. A number
with its points and commas is one word, and so is "don't"; in scripts that put no space between words each
character stands for itself. No character as people see one is ever cut in two.

    old    It was sold in the spring.
    new    It was given away in the summer.
    runs   It was [-sold-]{+given away+} in the [-spring-]{+summer+}.

Which words are the same ones is told by those that are there once (`core.patience`), and between those by
the most that can be kept. Imported by the command line, the exports and the reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from tread.core.folding import fold
from tread.core.graphemes import is_border
from tread.core.patience import Pairing

Kind = Literal["kept", "deleted", "inserted"]

SIGNS = {"kept": ("", ""), "deleted": ("[-", "-]"), "inserted": ("{+", "+}")}
"""What stands before and behind a run where it cannot be told by its look."""

_UNSPACED = (
    ("\u0e00", "\u109f"),  # Thai, Lao, Tibetan, Burmese
    ("\u1780", "\u17ff"),  # Khmer
    ("\u1950", "\u19df"),  # Tai Le, New Tai Lue
    ("\u1a20", "\u1aad"),  # Tai Tham
    ("\u3005", "\u30ff"),  # Kana
    ("\u31f0", "\u31ff"),
    ("\u3400", "\u9fff"),  # Han
    ("\uaa60", "\uaa7f"),
    ("\uf900", "\ufaff"),
    ("\uff66", "\uff9f"),
    ("\U0001b000", "\U0001b16f"),
    ("\U00020000", "\U0003ffff"),
)
"""Letters, first and last, of scripts that put no space between words."""

_ALIGNED = 40_000
"""So many pairs of words between two that are the same are held against each other; where there are more,
that stretch counts as rewritten."""

_LOOSE = 3
"""A kept run with so many times fewer letters than the changes on either side of it goes with them."""


class Run(NamedTuple):
    """A stretch of the old wording, of the new one, or of both, where they differ at most in typography.

    The old texts of all runs joined are the old wording, the new ones the new.
    """

    kind: Kind
    old: str
    new: str

    @property
    def text(self) -> str:
        """What it says: what was kept, as it stands in the new wording."""
        return self.old if self.kind == "deleted" else self.new


def word_diff(old: str, new: str) -> list[Run]:
    """The runs that lead from one wording to another: none is empty, no two of a kind adjoin, and what was
    deleted stands before what was inserted in its place."""
    old_words, new_words = list(_words(old)), list(_words(new))
    old_keys, new_keys = ([fold(word) for word in words] for words in (old_words, new_words))
    stretches: list[_Stretch] = []
    at = new_at = 0
    for i, j in (*_same(old_keys, new_keys), (len(old_words), len(new_words))):
        if i > at or j > new_at:
            _add(stretches, _Stretch(False, "".join(old_words[at:i]), "".join(new_words[new_at:j])))
        if i < len(old_words):
            _add(stretches, _Stretch(True, old_words[i], new_words[j]))
        at, new_at = i + 1, j + 1
    return list(_runs(_with_space_behind(_without_loose_words(_quiet_at_ends(stretches)))))


def in_signs(runs: Sequence[Run]) -> str:
    """Both wordings in one text: "It was [-sold-]{+given away+}."."""
    return "".join(f"{SIGNS[run.kind][0]}{run.text}{SIGNS[run.kind][1]}" for run in runs)


class _Stretch(NamedTuple):
    """What two wordings have in common, or where they differ."""

    is_kept: bool
    old: str
    new: str

    def __add__(self, other: object) -> _Stretch:
        assert isinstance(other, _Stretch)
        return _Stretch(self.is_kept and other.is_kept, self.old + other.old, self.new + other.new)

    @property
    def letters(self) -> int:
        """How many letters and digits it has, in the wording where it has more."""
        return max(sum(map(str.isalnum, text)) for text in (self.old, self.new))


def _add(stretches: list[_Stretch], stretch: _Stretch) -> None:
    if stretches and stretches[-1].is_kept == stretch.is_kept:
        stretch = stretches.pop() + stretch
    stretches.append(stretch)


def _quiet_at_ends(stretches: list[_Stretch]) -> list[_Stretch]:
    """White space alone that was put in or left out at an end is no change."""
    ends = {0, len(stretches) - 1}
    quiet: list[_Stretch] = []
    for index, stretch in enumerate(stretches):
        if index in ends and not fold(stretch.old).strip() and not fold(stretch.new).strip():
            stretch = stretch._replace(is_kept=True)
        _add(quiet, stretch)
    return quiet


def _without_loose_words(stretches: list[_Stretch]) -> list[_Stretch]:
    """The changes with what was kept between two of them, where that is so little that it would only make
    the reader jump."""
    joined: list[_Stretch] = []
    for index, stretch in enumerate(stretches):
        if stretch.is_kept and 0 < index < len(stretches) - 1:
            beside = min(joined[-1].letters, stretches[index + 1].letters)
            if stretch.letters * _LOOSE <= beside:
                joined[-1] += stretch._replace(is_kept=False)
                continue
        _add(joined, stretch)
    return joined


def _with_space_behind(stretches: list[_Stretch]) -> list[_Stretch]:
    """Words that were put in or left out take the space behind them: "in {+the +}spring"."""
    for index in range(1, len(stretches) - 1):
        before, (is_kept, old, new), after = stretches[index - 1 : index + 2]
        lead, gone = _space(old + new), _space(after.old)
        if is_kept or (old and new) or not (lead and gone) or (old + new)[-1].isspace():
            continue
        added, behind = _space(after.new), after.old if old else after.new
        trailing = _space(behind)
        stretches[index - 1] = before + _Stretch(True, lead if old else gone, lead if new else added)
        stretches[index] = _Stretch(
            False, old and old[len(lead) :] + trailing, new and new[len(lead) :] + trailing
        )
        stretches[index + 1] = _Stretch(True, after.old[len(gone) :], after.new[len(added) :])
    return [stretch for stretch in stretches if stretch.old or stretch.new]


def _space(text: str) -> str:
    """The white space that a text begins with; none where it belongs to a character behind it."""
    end = len(text) - len(text.lstrip())
    return text[:end] if is_border(text, end) else ""


def _runs(stretches: Sequence[_Stretch]) -> Iterator[Run]:
    for is_kept, old, new in stretches:
        if is_kept:
            yield Run("kept", old, new)
            continue
        if old:
            yield Run("deleted", old, "")
        if new:
            yield Run("inserted", "", new)


# Words


def _words(text: str) -> Iterator[str]:
    """A text in pieces that are kept or changed as a whole, with nothing left out between them."""
    start, kind = 0, ""
    for place in range(len(text)):
        own = _kind(text, place)
        if not own or not is_border(text, place):
            continue  # what shows nothing, or belongs to the character before it
        if kind == "word" and _is_inside_word(text, place):
            continue
        if kind and (own != kind or own == "sign"):
            yield text[start:place]
            start = place
        kind = own
    if text:
        yield text[start:]


def _kind(text: str, place: int) -> str:
    """What a character is joined with: others of its kind; a sign is by itself. Empty: it shows nothing."""
    character = text[place]
    if not character.isascii():
        character = fold(character)[:1]
    if character.isalnum() or character == "_":
        return "sign" if character > "\u0dff" and _is_unspaced(character) else "word"
    if character == " " or character.isspace():
        return "space"
    return character and {"-": "dash", ".": "dots"}.get(character, "sign")


def _is_unspaced(character: str) -> bool:
    return any(first <= character <= last for first, last in _UNSPACED)


def _is_inside_word(text: str, place: int) -> bool:
    """Whether a sign joins what is before and behind it: "don't", "14,000", "3.5", "10:30"."""
    sign = fold(text[place])
    if sign not in ("'", ".", ",", ":", "/"):
        return False
    before, after = place - 1, place + 1
    while before >= 0 and not fold(text[before]):
        before -= 1
    while after < len(text) and not fold(text[after]):
        after += 1
    if before < 0 or after == len(text):
        return False
    if sign == "'":
        return text[before].isalpha() and _kind(text, after) == "word"
    return text[before].isdigit() and text[after].isdigit()


# Which are the same


def _same(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of equal words, (index in the old wording, index in the new), in order; both rise."""
    found: list[tuple[int, int]] = []
    gaps = [(0, len(old), 0, len(new))]
    while gaps:
        first, last, new_first, new_last = gaps.pop()
        here, new_here = old[first:last], new[new_first:new_last]
        pairs = _paired(here, new_here) or _aligned(here, new_here)
        found += ((first + i, new_first + j) for i, j in pairs)
        if len(pairs) == min(len(here), len(new_here)):
            continue
        at = new_at = 0
        for i, j in (*pairs, (len(here), len(new_here))) if pairs else ():
            if at < i and new_at < j:
                gaps.append((first + at, first + i, new_first + new_at, new_first + j))
            at, new_at = i + 1, j + 1
    return sorted(found)


def _paired(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The words that are the same at both ends, and those between that are there once."""
    pairing = Pairing(old, new)
    head = ((i, i) for i in range(pairing.head))
    tail = ((len(old) - i, len(new) - i) for i in range(pairing.tail, 0, -1))
    return [*head, *sorted(pairing.pairs.items()), *tail]


def _aligned(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs that keep the most letters; none where there are too many words for that."""
    if len(old) * len(new) > _ALIGNED:
        return []
    kept = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        row, below = kept[i], kept[i + 1]
        for j in range(len(new) - 1, -1, -1):
            if old[i] == new[j]:
                row[j] = below[j + 1] + len(old[i]) + 1
            else:
                row[j] = max(below[j], row[j + 1])
    pairs = []
    i = j = 0
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif kept[i + 1][j] >= kept[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs
