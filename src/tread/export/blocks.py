"""tread's block in a file that a person goes on writing in: whose it is, and bringing it up to date.

It must never change a byte outside its block, nor overwrite what a person changed inside it. Pure. What a
block says is in `markdown`, which has a picture of one. Imported by `tread.export`, the command line and the
reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from hashlib import sha256
from typing import NamedTuple

from tread.core.annotation import Annotation
from tread.errors import ExportError

BEGIN = re.compile(r"^%% tread:begin v=(\S+) article=(\S+) %%[ \t]*\r?$", re.MULTILINE)
_END = re.compile(r"^%% tread:end sha=([0-9a-f]*) %%[ \t]*\r?$", re.MULTILINE)
MARKER = re.compile(r"%%\s*tread:(?:begin|end)\b")
_BLOCK_ID = re.compile(r"^\^t-([0-9a-f]{12})[ \t]*\r?$", re.MULTILINE)


class Owner(NamedTuple):
    """Whose a block of notes is.

    The id of an article follows from its path in its library, and articles of two libraries may have the same
    one. Annotations never have: a block is an article's if one of the annotations in it is.

    block_ids: of all annotations that the article has or had.
    """

    article_id: str
    block_ids: frozenset[str]

    def owns(self, article_id: str, block_ids: Set[str]) -> bool:
        """Whether a block under an article's id, with these annotations in it, is this article's."""
        return article_id == self.article_id and (not block_ids or not self.block_ids.isdisjoint(block_ids))


def owner(article_id: str, annotations: Iterable[Annotation]) -> Owner:
    """Whose a block is that belongs to an article; annotations: all that it has or had."""
    return Owner(article_id, frozenset(block_id(annotation) for annotation in annotations))


def merge_into(existing: str, rendered: str, owner: Owner) -> str:
    """A file as it is, with the block of `rendered` in the place of its own; every other byte is kept.

    Raises ExportError where the block cannot be replaced without losing what a person wrote (its markers are
    missing, doubled or damaged, or its text was edited), and where it is another article's.
    """
    block = _only_block(rendered)
    start, end = _find_block(existing, owner)
    return existing[:start] + _with_row_ends_of(existing[start:end], block) + existing[end:]


def merge_sections(existing: str, sections: Iterable[tuple[str, Owner]]) -> str:
    """A file of several articles, brought up to date: blocks replaced, sections that are new appended.

    Raises ExportError as `merge_into` does, and where the file holds no block of tread's at all.
    """
    if existing.strip() and not MARKER.search(existing):
        raise ExportError("The file holds no notes written by tread.", "Name another file with --output.")
    for section, owner in sections:
        if has_block(existing, owner):
            existing = merge_into(existing, section, owner)
        else:
            existing = f"{existing.rstrip()}\n\n{section}" if existing.strip() else section
    return existing


def has_block(existing: str, owner: Owner) -> bool:
    """Whether a file holds a block of an article."""
    return bool(_own_blocks(existing, owner))


def block_id(annotation: Annotation) -> str:
    """What an annotation goes by in a block: the end of its id."""
    return annotation.id.replace("-", "")[-12:]


def block_ids(text: str) -> frozenset[str]:
    """What the annotations in a text go by."""
    return frozenset(_BLOCK_ID.findall(text))


def sha(body: str) -> str:
    """The sum of what stands in a block, whatever its row ends."""
    return sha256(body.replace("\r\n", "\n").strip().encode("utf-8", "replace")).hexdigest()[:12]


def _only_block(rendered: str) -> str:
    """The block of a text that was rendered here."""
    begin = BEGIN.search(rendered)
    end = _END.search(rendered)
    assert begin is not None
    assert end is not None
    return rendered[begin.start() : end.end()]


def _own_blocks(existing: str, owner: Owner) -> list[re.Match[str]]:
    """Where the blocks of an article begin in a file."""
    own = []
    for begin in BEGIN.finditer(existing):
        closing = MARKER.search(existing, begin.end())
        body = existing[begin.end() : closing.start() if closing else len(existing)]
        if owner.owns(begin[2], block_ids(body)):
            own.append(begin)
    return own


def _find_block(existing: str, owner: Owner) -> tuple[int, int]:
    """Where an article's block begins and ends in a file; ExportError unless it is whole and unedited."""
    begins = _own_blocks(existing, owner)
    if not begins and any(begin[2] == owner.article_id for begin in BEGIN.finditer(existing)):
        raise ExportError(
            "It holds the notes of another article that goes by the same id.", "Name another file."
        )
    if not begins:
        raise ExportError(
            "The markers of tread's block for this article are missing.",
            "Put them back, or move the file away to have it written anew.",
        )
    if len(begins) > 1:
        raise ExportError("tread's block for this article stands there twice.", "Delete one of the two.")
    begin = begins[0]
    if begin[1] != "1":
        raise ExportError("A newer tread wrote the block.", "Update tread, or move the file away.")
    end = _END.search(existing, begin.end())
    if end is None or MARKER.search(existing, begin.end(), end.start()):
        raise ExportError(
            "The markers of tread's block for this article are damaged.",
            "Mend them, or move the file away to have it written anew.",
        )
    body = existing[begin.end() : end.start()]
    if body.strip() and end[1] != sha(body):
        raise ExportError(
            "tread's block was edited since it was written, and is left as it is.",
            "Move your changes out of it, delete all between its two markers, and export again.",
        )
    return begin.start(), end.end()


def _with_row_ends_of(old: str, block: str) -> str:
    """A block with the row ends of the one it replaces, which an editor may have changed."""
    if "\r\n" not in old:
        return block
    return block.replace("\n", "\r\n") + ("\r" if old.endswith("\r") else "")
