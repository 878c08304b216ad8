"""Sentences and words of one paragraph's text: where each starts and ends.

Owns the rules and their lists of abbreviations, verbs and letters. Never looks at more than one
paragraph and never changes a text; what to do with the result is the business of `tread.core.motion`.
Anything may import this module. Both functions take time linear in the text.

A stop (a run of . ! ? and their kin, with the quotes, brackets and footnote marks that close after it)
ends a sentence where white space follows, unless a rule holds it back; the stops of Chinese, Japanese, the
Indic scripts, Burmese, Khmer, Tibetan and Ethiopic need no space. Thai and Lao have no stop: there a space
between two of their letters ends what serves as a sentence. A newline always ends one. The rules follow
news copy: a sentence inside a quotation is a sentence, and `“Why?” asked Kim.` is one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from tread.core.syllables import borders


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


_TITLES: Final = _set(
    "Mr Mrs Ms Mx Messrs Mme Mmes Mlle MM Dr Drs Dra Prof Profs Gen Sen Sens Rep Reps Gov Govs Lt Col Maj "
    "Sgt Cpl Pvt Capt Cmdr Cdr Adm Pres Supt Det Insp Hon Rev Revd Msgr Mgr Fr Atty Amb Brig Cllr Sra Srta "
    "Hr Dipl Ing Dott Avv Sig डॉ"
)
"""Never end a sentence; case matters, for "a sales rep." may."""

_NEVER: Final = _set("e.g i.e viz cf vs v approx sq esp incl resp bzw z.b d.h u.a p.ej т.е им ул")
"""Never end a sentence, whatever their case."""

_NUMBERED: Final = _set(
    "no nos nr p pp pg fig figs vol vols ch chap sec sect art arts eq ref refs ver c ca b d ed tel ext op стр"
)
"""Do not end a sentence before a number: "No. 10", "pp. 4", "c. 1900"."""

_MONTHS: Final = _set("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec")

_SOMETIMES: Final = _MONTHS | _set(
    "Inc Corp Ltd Co Cos Bros Jr Sr Esq St Ste Mt Ft Ave Blvd Rd Dept Univ Assn Intl Natl etc al Ph.D PhD "
    "ft lb lbs oz hr hrs mph km kg usw u.s.w ff Yahoo Jeopardy"
)
"""End a sentence only before a starter, as do initials and dotted letters: "J. K.", "U.S.", "p.m."."""

_STARTERS: Final = _set(
    "The A An This That These Those There Here He She It They We I You His Her Its Their Our My Your But And "
    "Or Nor Yet So If When While As At In On For From To By With Without After Before Since Although Though "
    "Because However Meanwhile Moreover Still Now Then Also Not No What Who Where Why How Which Whether Some "
    "Many Most Both Each Every Such Once According During Despite Until Under Among Instead Earlier Later "
    "Last Next Several Nearly Only Even Just All Another Other Others Neither Either Nobody Everyone Nothing "
    "El Los Las En Il Elle Ils Elles Der Das Wir Ein Eine Он Она Они В На Это"
)
"""Words that, with a capital, open a sentence and are hardly ever part of a name."""

_LETTERED: Final = _set(
    "vitamin plan type group hepatitis class grade section part appendix category schedule option model"
)
"""A capital after these is a label, not an initial: "Plan B. Officials said"."""

_AFTER_ORDINAL: Final = _set(
    "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember Jahrhundert"
)
"""German writes an ordinal with a stop: "am 3. Oktober"."""

_SAYING: Final = _set(
    "said says asked asks added adds wrote writes told replied answered shouted cried exclaimed continued "
    "demanded wondered whispered muttered tweeted posted joked yelled insisted declared recalled"
)

_WIDE: Final = "。！？｡．।॥။។៕།༎።"
_PLAIN: Final = ".!?…‥؟۔։‼⁇⁈⁉"
_CLOSERS: Final = "\"'”’“‘»«›‹)\\]}」』）】〉》"
_WIDE_CLOSERS: Final = "\"'”’»›)\\]}」』）】〉》"
_QUOTES: Final = frozenset("\"'”’“‘»«›‹」』》")
_OPENERS: Final = "\"'“”‘’„‚«»‹›([{「『（【〈《¿¡*_–—―-"
_CONTINUERS: Final = frozenset(",;:&)]}、，；：）")

_TOKEN_REACH: Final = 24
"""Code points before a stop in which an abbreviation is looked for."""
_SPEAKER_REACH: Final = 80
_SPEAKER_WORDS: Final = 5
_QUOTE_REACH: Final = 200

_ROW = re.compile(r"\S(?:[^\n]*\S)?")
_SPACE = re.compile(r"\s++")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_STOP = re.compile(
    rf"(?P<stop>\.(?:[ \u00a0]\.(?!\.))++|[{_PLAIN}{_WIDE}]++)"
    rf"(?P<close>(?<=[{_WIDE}])[{_WIDE_CLOSERS}]*+"
    rf"|(?<![{_WIDE}])[{_CLOSERS}]*+(?:[ \u00a0\u202f][»›](?=[\s,;:.!?)]|\Z))?)"
    r"(?P<mark>(?:\[[\w ]{1,20}\]|[ ]\[\d{1,3}\](?=[\s\[]|\Z)|[¹²³⁰⁴-⁹*†‡]"
    r"|(?<=[a-z]{3}\.)\d{1,3}(?=\s|\Z))*+)"
)
_LEAD = re.compile(rf"(?:[{re.escape(_OPENERS)}\s]|\.\.++|…)*+")
_NAME = re.compile(r"[^\W\d_]{1,40}")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+[^\W\d_]{1,2}")
_NUMBER = re.compile(r"[#§]?\d|[IVXLC]+\b")
_ENUMERATOR = re.compile(r"[(\[]?(?:\d{1,3}|[A-Za-z])")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]")
_THAI_SPACE = re.compile("(?<=[ก-ๅ็-๎ກ-ໍ])[ \u00a0]+(?=[ก-ฮเ-ไກ-ຮເ-ໄ])")
_CJK_SAYING = re.compile("と|って|[^。！？，、“「\\s]{0,6}?(?:说|說|问|問|答|喊|称|稱|表示|指出)")


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a paragraph's text: (start, end) in code points, in order, end exclusive.

    They cover every character but the white space between them, and each starts and ends on a
    character that is not white space. A text without a stop is one sentence; blank text has none.
    """
    found: list[tuple[int, int]] = []
    for row in _ROW.finditer(text):
        start, limit = row.span()
        row_start, searched, has_word = start, start, False
        for stop in _STOP.finditer(text, start, limit):
            if not has_word:
                has_word = _LETTER_OR_DIGIT.search(text, searched, stop.start()) is not None
                searched = stop.start()
                if not has_word:
                    continue
            end = stop.end()
            if stop["stop"][-1] in _WIDE:
                if '"' in stop["close"] and _opens_here(text, start, stop.start()):
                    end = stop.start("close")
                ends = end == limit or _wide_stop_ends(text, stop, end, limit)
            else:
                ends = end == limit or _plain_stop_ends(text, start, stop, limit)
            if not ends:
                continue
            found.append((start, end))
            space = _SPACE.match(text, end, limit)
            start = space.end() if space else end
            searched, has_word = start, False
        if start == limit:
            continue
        if start > row_start and not _LETTER_OR_DIGIT.search(text, start, limit):
            found[-1] = (found[-1][0], limit)
        else:
            found.append((start, limit))
    return list(_by_spaces(text, found)) if _THAI_SPACE.search(text) else found


def _by_spaces(text: str, found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences, those of Thai and Lao divided at their spaces."""
    for start, end in found:
        for space in _THAI_SPACE.finditer(text, start, end):
            yield start, space.start()
            start = space.end()
        yield start, end


def _opens_here(text: str, start: int, end: int) -> bool:
    """Whether a straight quote at `end` opens: no other is open in the sentence so far."""
    return text.count('"', max(start, end - _QUOTE_REACH), end) % 2 == 0


def _wide_stop_ends(text: str, stop: re.Match[str], end: int, limit: int) -> bool:
    """Whether a stop that needs no space ends its sentence; `end` is where the sentence would."""
    space = _SPACE.match(text, end, limit)
    lead = space.end() if space else end
    if text[lead] in _CONTINUERS:
        return False
    if stop["stop"] == "．" and text[lead].isdigit():
        return False
    quoted = end > stop.start("close") and not _QUOTES.isdisjoint(stop["close"])
    return not (quoted and _CJK_SAYING.match(text, lead, limit))


def _plain_stop_ends(text: str, start: int, stop: re.Match[str], limit: int) -> bool:
    """Whether a stop that needs white space after it ends the sentence that began at `start`."""
    end = stop.end()
    mark, before = stop["stop"], text[stop.start() - 1]
    if not text[end].isspace():
        return mark.strip("!?") == "" and bool(_CJK.match(before)) and bool(_CJK.match(text, end, limit))
    lead_match = _LEAD.match(text, end, limit)
    lead = lead_match.end() if lead_match else end
    if lead == limit or text[lead] in _CONTINUERS or text[lead] in _PLAIN:
        return False
    if text[lead].islower() and not text[lead + 1 : lead + 2].isupper():
        return False
    if before in "([" and stop["close"][:1] in (")", "]"):
        return False
    if mark == ".":
        return not _abbreviates(text, start, stop, lead, limit)
    if mark[0] in ".…‥":
        return not text[lead].isdigit()
    if mark == "!" and _token(text, start, stop.start())[0] in _SOMETIMES:
        return _starts(text, lead, limit)
    return _QUOTES.isdisjoint(stop["close"]) or not _is_attribution(text, lead)


def _token(text: str, start: int, end: int) -> tuple[str, bool]:
    """The word before a stop, without what opens it; and whether something opened it."""
    pieces = text[max(start, end - _TOKEN_REACH) : end].split()
    if not pieces or text[end - 1].isspace():
        return "", False
    piece = pieces[-1].rpartition("—")[2].rpartition("–")[2].rpartition("/")[2]
    token = piece.lstrip(_OPENERS)
    return token, len(token) < len(piece)


def _starts(text: str, lead: int, limit: int) -> bool:
    """Whether the word at `lead` is a starter, and not an initial ("A." "I.")."""
    word = _NAME.match(text, lead, limit)
    return word is not None and word[0] in _STARTERS and text[word.end() : word.end() + 1] != "."


def _listed(token: str, names: frozenset[str]) -> bool:
    """Whether a token is one of the names, as written or in capitals throughout."""
    return token in names or (len(token) > 1 and token.isupper() and token.capitalize() in names)


def _abbreviates(text: str, start: int, stop: re.Match[str], lead: int, limit: int) -> bool:
    """Whether a single full stop belongs to an abbreviation, an initial or an ordinal, and ends nothing."""
    at = stop.start()
    token, opened = _token(text, start, at)
    if not token:
        return False
    if text[start:at] == token and _ENUMERATOR.fullmatch(token):
        return True
    numbered = not stop["close"] and token.lower() in _NUMBERED
    if stop["mark"]:
        return numbered and stop["mark"][0].isdigit()
    last = token.rpartition("-")[2]
    if _listed(last, _TITLES) or token in _NEVER or (len(token) > 1 and token.lower() in _NEVER):
        return True
    number = _NUMBER.match(text, lead, limit)
    if numbered and number and not (number[0] == "I" and token.lower() == "no"):
        return True
    if token in _MONTHS and text[lead].isdigit():
        return True
    if token.isdecimal():
        word = _NAME.match(text, lead, limit)
        return len(token) < 3 and word is not None and word[0] in _AFTER_ORDINAL
    if len(token) == 1 and not _is_initial(text, start, at):
        return False
    if len(token) > 1 and not _listed(token, _SOMETIMES) and not _DOTTED.fullmatch(token):
        return False
    if not opened and not _QUOTES.isdisjoint(stop["close"]):
        return False
    return not _starts(text, lead, limit)


def _is_initial(text: str, start: int, stop: int) -> bool:
    """Whether the single character before a stop is a name's initial, not a pronoun or a label."""
    letter = text[stop - 1]
    if not letter.isalpha() or letter.islower() or _CJK.match(letter):
        return False
    before = text[max(start, stop - 1 - _TOKEN_REACH) : stop - 1].split()
    if not before:
        return True
    return before[-1].lower() not in _LETTERED and not (letter == "I" and before[-1].islower())


def _is_attribution(text: str, lead: int) -> bool:
    """Whether a name and a verb of saying stand at `lead`: the rest of `“Why?” Ms. Kim asked.`"""
    words = text[lead : lead + _SPEAKER_REACH].split(maxsplit=_SPEAKER_WORDS)[:_SPEAKER_WORDS]
    if words[0] in _STARTERS:
        return False
    for word in words[1:]:
        if word.rstrip(".,:;") in _SAYING:
            return True
        if not word[0].isupper():
            return False
    return False


class _Shapes(dict[int, str]):
    """Code point -> one letter that says what part it can have in a word; fills itself as asked.

    a letter, 0 digit, H Han, S Thai and its kin, K hiragana, T katakana, m belongs to what it
    follows (combining marks, variation selectors), j joiner, e emoji, r regional indicator,
    ' - . , : / & themselves, and a space for all else.
    """

    def __missing__(self, code: int) -> str:
        shape = self[code] = _shape(chr(code))
        return shape


def _shape(char: str) -> str:
    code, category = ord(char), unicodedata.category(char)
    if category[0] == "M" or char in "_ー々ｰﾞﾟำຳ" or 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F:
        return "H" if char == "々" else "m"
    if char in "\u200c\u200d":
        return "j"
    if char in "'’＇":
        return "'"
    if char in "-‐‑":
        return "-"
    if char in ".,:/&":
        return char
    if unicodedata.decomposition(char).startswith("<super>") and not char.isalpha():
        return "m"
    if category[0] == "N" and not _CJK.match(char):
        return "0"
    if 0x1F1E6 <= code <= 0x1F1FF:
        return "r"
    if category[0] in "LN":
        return _letter_shape(char, code)
    emoji = 0x2600 <= code <= 0x27BF or 0x2B00 <= code <= 0x2BFF or 0x1F000 <= code <= 0x1FAFF
    return "e" if (emoji and category == "So") or char in "⌚⌛⏩⏰⏱⏲⏳" else " "


def _letter_shape(char: str, code: int) -> str:
    if 0x3041 <= code <= 0x309F:
        return "K"
    if 0x30A1 <= code <= 0x30FF or 0x31F0 <= code <= 0x31FF or 0xFF66 <= code <= 0xFF9D:
        return "T"
    if 0x0E01 <= code <= 0x0EFF or 0x1000 <= code <= 0x109F:
        return "S"
    return "H" if _CJK.match(char) and not 0xAC00 <= code <= 0xD7A3 else "a"


_SHAPES: Final = _Shapes()
_LETTERS: Final = (
    r"(?<![a0mj])a[mj]*\.(?:a[mj]*\.)++(?![a0])"
    r"|[a0][a0mj]*+(?:(?:['\-&]|(?<=[amj])\.(?=a)|(?<=0)[.,:/](?=0))[a0][a0mj]*+)*+"
    r"|K[Kmj]*+|T[Tmj]*+|rr?+m*+|em*+(?:jem*+)*+|S[Smj]*+"
)
_WORD = re.compile(rf"{_LETTERS}|H[mj]*+")
_JAPANESE_WORD = re.compile(rf"{_LETTERS}|H[Hmj]*+")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")


def words(text: str) -> list[tuple[int, int]]:
    """The words of a paragraph's text: (start, end) in code points, in order, end exclusive.

    A word is a run of letters and digits with the apostrophes, hyphens and decimal points inside it
    ("don't", "state-of-the-art", "3.5"), dotted letters with their last stop ("U.S."), or an emoji.
    Punctuation is in none. After Unicode Standard Annex 29, section 4, with hyphens and dotted letters kept
    whole. What takes a dictionary elsewhere goes by the script: in a text with kana a run of Han, of
    hiragana or of katakana; in any other a single character of Han; in Thai, Lao and Burmese a syllable, or a
    few where their border is not sure.
    """
    shapes = text.translate(_SHAPES)
    pattern = _JAPANESE_WORD if _KANA.search(text) else _WORD
    found = [match.span() for match in pattern.finditer(shapes)]
    return list(_by_syllable(text, shapes, found)) if "S" in shapes else found


def _by_syllable(text: str, shapes: str, found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Words, runs of scripts without spaces divided where a syllable begins."""
    cuts = borders(text)
    number = 0
    for start, end in found:
        if shapes[start] == "S":
            number = bisect_right(cuts, start, number)
            while number < len(cuts) and cuts[number] < end:
                yield start, cuts[number]
                start = cuts[number]
                number += 1
        yield start, end
