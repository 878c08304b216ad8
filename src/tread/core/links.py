"""Where a link leads: an address on the web, a file, a heading, or nowhere that tread goes. Pure.

Owns judging addresses, which are foreign text: only http, https and mailto leave tread, and what is
passed on holds no space, quote or control character. Opening and looking at the disk are `tread.tui`'s.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from tread.core.document import Document

_MAIL_FIELDS = ("subject", "body", "to", "cc", "bcc")
"""What a mailto address may fill in. Some mail programs would attach a file that "attach" names."""

_UNSAFE = re.compile(r"[ \"'<>\\^`{|}]")
_NOT_IN_SLUG = re.compile(r"[^\w\- ]")


class Address(NamedTuple):
    """An address for the platform to open, safe to pass to a program."""

    text: str


class File(NamedTuple):
    """A path as it was written, relative to the article unless it is absolute; and a heading in it."""

    path: str
    fragment: str


class Heading(NamedTuple):
    """A heading of the article itself, by what its address ends in."""

    fragment: str


class Nowhere(NamedTuple):
    """A link that tread does not follow, and why."""

    reason: str


Destination = Address | File | Heading | Nowhere


def destination(address: str) -> Destination:
    """What the address of a link means."""
    address = address.strip()
    if not address or not address.isprintable():
        return Nowhere("The link's address cannot be read.")
    if address.startswith("//"):
        address = f"https:{address}"
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return Nowhere("The link's address cannot be read.")
    match parts.scheme:
        case "http" | "https":
            if not host:
                return Nowhere("The link's address names no site.")
            return Address(_UNSAFE.sub(lambda match: quote(match[0]), address))
        case "mailto":
            fields = [pair for pair in parse_qsl(parts.query) if pair[0].lower() in _MAIL_FIELDS]
            # quote: mail programs do not read "+" as a space (RFC 6068, section 5)
            query = urlencode(fields, quote_via=quote)
            to = quote(unquote(parts.path), safe="@,.-_~+!$&'*/=")
            return Address(urlunsplit(("mailto", "", to, query, "")))
        case "file" if host in (None, "", "localhost"):
            return _file(unquote(parts.path), unquote(parts.fragment))
        case "":
            return _file(unquote(parts.path), unquote(parts.fragment))
        case scheme:
            return Nowhere(f"tread follows web addresses, mail and articles, not “{scheme}:”.")


def _file(path: str, fragment: str) -> Destination:
    if not path.isprintable():
        return Nowhere("The link's address cannot be read.")
    return File(path, fragment) if path else Heading(fragment)


def heading_index(document: Document, fragment: str) -> int | None:
    """The paragraph of the heading that a fragment means; None where there is none.

    A heading's fragment is made as GitHub makes it: lower case, spaces as hyphens, no punctuation, and
    "-1", "-2" … where the same has come before.
    """
    wanted = slug(fragment)
    seen: dict[str, int] = {}
    for index, paragraph in enumerate(document.paragraphs):
        if paragraph.kind != "heading":
            continue
        name = slug(paragraph.text)
        times = seen.get(name, 0)
        seen[name] = times + 1
        if wanted == (f"{name}-{times}" if times else name):
            return index
    return None


def slug(text: str) -> str:
    """What the address of a heading ends in."""
    return _NOT_IN_SLUG.sub("", text.strip().lower()).replace(" ", "-")
