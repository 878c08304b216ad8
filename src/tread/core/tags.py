"""Tags: what a reader types, and `#tag` among the Markdown of a note. Pure. Anything may import it.

A tag in a note is a `#` where a word could begin and what follows it: no space, no punctuation but `-`, `_`
and `/`, and at least one letter. A heading's `#` has a space after it. What stands in code, in a quote or in
the target of a link is no tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tread.core.annotation import Annotation
from tread.core.clean import clean_line
from tread.core.history import Change, Step

_WORD = "[^\\s!-,.:-@\\[-^`{-~\u00a1-\u00bf\u2010-\u206f\u3000-\u303f\uff01-\uff0f]+"
_BEGINS = "(?<![^\\s(\\[{\"'“‘«„\u3000-\u303f\uff08])(?<!\\]\\()#"
_TAG = re.compile(f"{_BEGINS}({_WORD})")
_TYPED = re.compile(f"{_BEGINS}({_WORD})\\Z")
# CommonMark 0.31, sections 4.5 (fenced code), 5.1 (quotes), 6.1 (code spans).
_NOT_PROSE = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,}).*?(?:^ {0,3}(?P=fence)[`~]*[ ]*$|\Z)"
    r"|^ {0,3}>[^\n]*$"
    r"|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)


def parse_tags(text: str) -> tuple[str, ...]:
    """Tags from what a reader typed: parted by commas, semicolons or spaces, a leading # dropped."""
    words = clean_line(text).replace(",", " ").replace(";", " ").split()
    return tuple(dict.fromkeys(tag for word in words if (tag := word.lstrip("#"))))


def tags_in(note: str) -> tuple[str, ...]:
    """The tags written in a note, each once, in its order."""
    return tuple(dict.fromkeys(tag for tag, _ in _found(note)))


def tags_after(tags: tuple[str, ...], before: str, after: str) -> tuple[str, ...]:
    """An annotation's tags once its note has been edited: those written into it come, those taken out go.

    What was in the text and stays there changes nothing: a tag may have been taken off by itself.
    """
    was, is_now = tags_in(before), tags_in(after)
    kept = [tag for tag in tags if tag not in was or tag in is_now]
    return tuple(dict.fromkeys((*kept, *(tag for tag in is_now if tag not in was))))


def renaming(annotations: Iterable[Annotation], old: str, new: str) -> Step:
    """The step that gives a tag another name in an article's annotations and in their notes.

    Where an annotation has both, they become one. There are no changes where none has the old one.
    """
    changes = (
        Change(
            one,
            replace(
                one,
                tags=tuple(dict.fromkeys(new if tag == old else tag for tag in one.tags)),
                note=renamed_in(one.note, old, new),
            ),
        )
        for one in annotations
        if old in one.tags and old != new
    )
    return Step(f"rename #{old} to #{new}", tuple(changes))


def renamed_in(note: str, old: str, new: str) -> str:
    """A note with a tag that is written in it under another name, where that can be written there."""
    if tags_in(f"#{new}") != (new,):
        return note
    for tag, start in reversed(list(_found(note))):
        if tag == old:
            note = f"{note[:start]}{new}{note[start + len(old) :]}"
    return note


def completions(before: str, words: Iterable[str]) -> list[str]:
    """The tags that what stands before the cursor may become, if a tag is being typed there.

    before: the text from the start of the row.
    """
    match = _TYPED.search(before)
    if match is None:
        return []
    typed = match[1]
    fitting = dict.fromkeys(word for word in words if word.startswith(typed) and word != typed)
    return [word for word in fitting if tags_in(f"#{word}") == (word,)]


def typed_length(before: str) -> int:
    """How much of a tag has been typed before the cursor, without its #."""
    match = _TYPED.search(before)
    return len(match[1]) if match else 0


def _found(note: str) -> Iterator[tuple[str, int]]:
    """Each tag written in a note, and where it begins behind its #."""
    if "#" not in note:
        return
    prose = _NOT_PROSE.sub(lambda match: "`" * len(match.group()), note)  # which is part of no tag
    for match in _TAG.finditer(prose):
        tag = match[1].rstrip("-/")
        if any(character.isalpha() for character in tag):
            yield tag, match.start(1)
