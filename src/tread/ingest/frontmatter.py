"""The block of metadata at the head of a Markdown file. Only `tread.ingest.markdown` imports this module.

Understands the part of YAML that such blocks use: `key: value`, quotes, `[a, b]`, `- item` rows and folded
text. Whatever it does not understand it skips; it never raises.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tread.core.clean import clean_line

_BLOCK = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"([A-Za-z_][\w -]{0,60}?)[ \t]*:(?:[ \t]+(.*)|[ \t]*)")
_SKIPPED = re.compile(r"[ \t#\]}]|$")  # what belongs to a value that is not understood, comments, blank rows
_ITEM = re.compile(r"[ \t]*-[ \t]+(?:name:[ \t]+)?(.*)")
_QUOTED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*(?:#.*)?""")
_LIST_ITEM = re.compile(r"""[ \t]*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,]*)[ \t]*(?:,|$)""")
_COMMENT = re.compile(r"(?:^|[ \t])#.*")
_ESCAPE = re.compile(r"\\(.)")
_FOLDED = frozenset({">", ">-", ">+", "|", "|-", "|+"})


def split(text: str) -> tuple[Mapping[str, tuple[str, ...]], str]:
    """The fields of the block at the head of `text`, and the text after it.

    Keys are in lower case, "-" and " " as "_"; each value is a tuple of clean lines, one for each item of a
    list. A text that begins with "---" but goes on in prose has no block: nothing is cut off.
    """
    found = _BLOCK.match(text)
    if not found:
        return {}, text
    fields: dict[str, list[str]] = {}
    folded: set[str] = set()
    key = ""
    for row in found[1].split("\n"):
        field = _KEY.fullmatch(row)
        item = _ITEM.fullmatch(row)
        if field:
            key = re.sub("[ -]", "_", field[1].lower())
            value = (field[2] or "").strip()
            folded.discard(key)
            if value in _FOLDED:
                folded.add(key)
            fields[key] = [] if key in folded else _values(value)
        elif key in folded and row[:1] in (" ", "\t"):
            fields[key].append(row)
        elif item and key and key not in folded:
            fields[key].extend(_present(_scalar(item[1])))
        elif not _SKIPPED.match(row):
            return {}, text
    if not fields:
        return {}, text
    for key in folded:
        fields[key] = _present(clean_line(" ".join(fields[key])))
    return {key: tuple(values) for key, values in fields.items()}, text[found.end() :]


def _values(value: str) -> list[str]:
    """The values of one `key:`, of which there are several only in `[a, b]`."""
    inner = _COMMENT.sub("", value) if value.startswith("[") else ""
    if inner.rstrip().endswith("]"):
        items = _LIST_ITEM.findall(inner.strip()[1:-1])
        return [text for item in items for text in _present(_scalar(item))]
    return _present(_scalar(value))


def _scalar(value: str) -> str:
    """A value without its quotes or the comment after it."""
    value = value.strip()
    quoted = _QUOTED.fullmatch(value)
    if not quoted:
        return clean_line(_COMMENT.sub("", value))
    inner = quoted[1][1:-1]
    if quoted[1][0] == "'":
        return clean_line(inner.replace("''", "'"))
    return clean_line(_ESCAPE.sub(r"\1", inner))


def _present(value: str) -> list[str]:
    return [value] if value and value not in ("null", "~") else []
