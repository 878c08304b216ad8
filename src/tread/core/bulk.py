"""What a command makes of several annotations, of one article or of many. Pure.

The changes are from the annotations as they are given; whoever carries them out leaves out those that come
to nothing (`tread.core.carry.step_on`). Anything may import it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tread.core.annotation import Annotation
from tread.core.history import Change
from tread.core.tags import parse_tags


def recoloured(annotations: Iterable[Annotation], colour: str) -> list[Change]:
    """Give annotations a colour; notes on the whole article have none, nor bookmarks."""
    return [
        Change(one, replace(one, kind="highlight", colour=colour))
        for one in annotations
        if one.anchor is not None and one.kind != "bookmark"
    ]


def tagged(annotations: Iterable[Annotation], text: str) -> list[Change]:
    """Add the tags that were typed; a tag behind a "-" is taken off."""
    typed = text.replace(",", " ").replace(";", " ").split()
    added = parse_tags(" ".join(word for word in typed if not word.startswith("-")))
    taken = parse_tags(" ".join(word[1:] for word in typed if word.startswith("-")))
    changes = []
    for one in annotations:
        tags = tuple(tag for tag in dict.fromkeys((*one.tags, *added)) if tag not in taken)
        changes.append(Change(one, replace(one, tags=tags)))
    return changes


def deleted(annotations: Iterable[Annotation]) -> list[Change]:
    """Delete annotations."""
    return [Change(one, None) for one in annotations]
