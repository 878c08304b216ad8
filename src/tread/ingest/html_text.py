"""The words in raw HTML that stands inside another format. Only `tread.ingest.markdown` imports this module.

Drops tags, comments, scripts and styles and keeps every other word; it does not lay out a page.
"""

from __future__ import annotations

import html
import re

from tread.core.clean import clean

# Each alternative stops at the next opening of its kind, so that many unclosed ones cost no more than one.
_UNSEEN = re.compile(
    r"<!--(?:(?!<!--|-->).)*-->"
    r"|<(script|style)\b[^<>]*>(?:(?!<\1\b|</\1\b).)*</\1\s*>"
    r"|<!\[CDATA\[|\]\]>|<\?[^<>]*\?>",
    re.DOTALL | re.IGNORECASE,
)
_BORDER = re.compile(
    r"</?(?:address|article|aside|blockquote|br|caption|center|dd|details|div|dl|dt|figcaption|figure|footer|form"
    r"|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|td|tfoot|th|thead|tr|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-z][^<>]*>|<![a-z][^<>]*>", re.IGNORECASE)
_PARTING = re.compile(r"\n\s*\n")


def paragraphs_of(source: str) -> list[str]:
    """The texts of the blocks in `source`, clean, each without line breaks; blank ones left out."""
    text = _TAG.sub("", _BORDER.sub("\n\n", _UNSEEN.sub("", source)))
    blocks = _PARTING.split(clean(html.unescape(text)))
    return [joined for block in blocks if (joined := " ".join(block.split()))]
