"""What a plain text says about itself in its first paragraphs: title, authors, date.

Must never guess: a row that could be prose is prose. Only `tread.ingest.text` imports this module.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tread.core.document import Paragraph
from tread.ingest.dates import iso_date
from tread.ingest.rows import middle

_TITLE_LENGTH = 150
_TITLE_SHARE = 0.9
_BYLINE_LENGTH = 100
_POINTER_LENGTH = 200

_TITLE_END = re.compile(r"[.,;:…][\"'”’»)\]]*$")
_INITIALS_END = re.compile(r"\b(?:[A-Z]\.){2,}$")
_BYLINE = re.compile(r"by:? +(?!(?:the|an?) )(\S.*)", re.IGNORECASE)
_BYLINE_PARTS = re.compile(r" +[|·•–—] +")
_NAMES = re.compile(r", and | and | & ")
_PARTICLES = "van|von|der|den|de|del|della|di|da|do|dos|la|le|el|al|bin|ibn|ben|ter|ten|zu|y|e"
_NAME = rf"(?:[^\W\d_a-zß-öø-ÿ][\w'’.-]*)(?: (?:{_PARTICLES}|[^\W\d_a-zß-öø-ÿ][\w'’.-]*)){{1,5}}"
_POINTER = re.compile(
    r"[(\[*_]*(?:(?:read|see|view|continue|click|find|watch|listen|subscribe|sign up|follow)\b.*"
    r"\b(?:here|article|story|post|version|original|reading|more|full|newsletter|us on)\b.*"
    r"|(?:originally|first) published\b.*|(?:source|via|link|url):? +\S.*|<?https?://\S+>?)",
    re.IGNORECASE,
)


def title(paragraphs: Sequence[Paragraph]) -> str:
    """The first paragraph's text when it reads as a title: one short row that is no sentence; else empty."""
    if len(paragraphs) < 2 or paragraphs[0].kind != "paragraph":
        return ""
    text = paragraphs[0].text
    if "\n" in text or len(text) > _TITLE_LENGTH or not any(map(str.isalnum, text)):
        return ""
    if _TITLE_END.search(text) and not _INITIALS_END.search(text):
        return ""
    if is_credit(text) or is_pointer(text):
        return ""
    others = [len(other.text) for other in paragraphs[1:] if other.kind == "paragraph"]
    return text if others and len(text) < _TITLE_SHARE * middle(others) else ""


def credits_of(paragraphs: Sequence[Paragraph]) -> tuple[tuple[str, ...], str]:
    """The authors and the date that the paragraphs under a title name."""
    authors: tuple[str, ...] = ()
    published = ""
    for paragraph in paragraphs:
        names, day = _byline(paragraph.text)
        authors = authors or names
        published = published or day or iso_date(paragraph.text)
    return authors, published


def is_credit(row: str) -> bool:
    """Whether a row names the authors or the date, and nothing else."""
    return bool(_byline(row)[0] or iso_date(row.strip()))


def is_pointer(row: str) -> bool:
    """Whether a row only points to another place, as the last one of a copied article often does."""
    return len(row) <= _POINTER_LENGTH and bool(_POINTER.fullmatch(row.strip()))


def _byline(text: str) -> tuple[tuple[str, ...], str]:
    """The names and the date of a row such as "By Ann Lee and Bo Ek | 3 May 2024"; else both empty."""
    text = text.strip()
    found = _BYLINE.fullmatch(text) if len(text) <= _BYLINE_LENGTH else None
    if not found:
        return (), ""
    people, *rest = _BYLINE_PARTS.split(found[1])
    published = next(filter(None, map(iso_date, rest)), "")
    several = _NAMES.split(people)
    # A comma parts names only where "and" closes the list; else a role or an agency follows it.
    names = (
        [name for part in several for name in part.split(", ")]
        if len(several) > 1
        else people.split(", ")[:1]
    )
    authors = tuple(name for name in names if re.fullmatch(_NAME, name))
    return (authors, published) if authors else ((), "")
