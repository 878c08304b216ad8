"""Notes as Markdown: a file a person can go on writing in, with one block in it that tread keeps current.

Owns the form of the block, the escaping of quotes and the rules of writing it again. It must never change
a byte outside its block, nor overwrite what a person changed inside it. Imported by the command line and
the reader; `render`, `render_section` and `merge_into` are pure.

    ---                                             written when the file is made, then the reader's own
    title: "..."
    tread-article: a-5f0c...
    ---

    # Title

    %% tread:begin v=1 article=a-5f0c... %%         from here ...

    ### Heading

    > Its sentence, and **the words that were marked** in it.

    The note.

    yellow · #tag · 2026-11-22 09:00 +01:00

    ^t-0123456789ab

    %% tread:end sha=0123456789ab %%                ... to here: tread's

`sha` is of the block as it was written, so that an edit inside it shows. The text is CommonMark; the
comments (`%%`) and block ids (`^t-`) are those of Obsidian, and plain text elsewhere.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import timedelta, timezone
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tread.core.annotation import Annotation
from tread.core.clean import clean, clean_line
from tread.core.document import Document
from tread.core.marks import Marks
from tread.core.position import Range
from tread.core.segment import sentences
from tread.errors import ExportError
from tread.files import publish, write_aside

_STEM_BYTES = 220
"""File systems take names of 255 bytes."""

LOST_HEADING = "No longer found in the article"
_NOT_PROSE = ("code", "table")
"""Kinds of paragraph whose text is not prose, so that a quote from them gets no sentence around it."""

_BEGIN = re.compile(r"^%% tread:begin v=(\S+) article=(\S+) %%[ \t]*\r?$", re.MULTILINE)
_END = re.compile(r"^%% tread:end sha=([0-9a-f]*) %%[ \t]*\r?$", re.MULTILINE)
_MARKER = re.compile(r"%%\s*tread:(?:begin|end)\b")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.MULTILINE | re.DOTALL)
_FRONT_MATTER_ARTICLE = re.compile(r"^tread-article:[ \t]*[\"']?([^\s\"']+)", re.MULTILINE)

_INLINE = re.compile(
    r"[\\`*_\[\]<>~$]|&(?=#?\w+;)|(?<==)=|(?<=%)%|(?<!\S)#(?=\w)|(?<!\S)\^(?=\S+$)", re.MULTILINE
)
_ROW_START = re.compile(r"^(\s*)(?:([-+=|#^])|(\d{1,9})([.)]))", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(`{3,}(?=[^`]*$)|~{3,})", re.MULTILINE)
_OPEN_HTML = re.compile(r"^( {0,3})<(?=!|\?|script|pre|style|textarea)", re.MULTILINE | re.IGNORECASE)
_ZONE = re.compile(r"([+-])(\d\d):(\d\d)\Z")
_BLOCK_ID = re.compile(r"^\^t-([0-9a-f]{12})[ \t]*\r?$", re.MULTILINE)
_BOLD = ("\ufdd0", "\ufdd1")
"""Stand for the two ends of what is bold until the text is escaped; `clean` lets no such character in."""


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
    return Owner(article_id, frozenset(_block_id(annotation) for annotation in annotations))


def render(
    document: Document, article_id: str, marks: Marks, colour_names: Mapping[str, str], *, name: str = ""
) -> str:
    """The whole file for one article: front matter, title, and the block with its notes.

    colour_names: what the reader calls a colour; an empty name stands for the colour's own.
    name: what the article is called where it has no title.
    """
    section = render_section(document, article_id, marks, colour_names, name=name)
    return f"{_front_matter(document, article_id, name)}\n{section}"


def render_section(
    document: Document, article_id: str, marks: Marks, colour_names: Mapping[str, str], *, name: str = ""
) -> str:
    """One article's part of a file that holds several: its title, and the block with its notes."""
    rows = [f"# {escape(clean_line(document.title or name or article_id))}", ""]
    byline = " · ".join(escape(clean_line(part)) for part in (*document.authors, document.published) if part)
    if byline:
        rows += [byline, ""]
    body = "\n".join(_block_rows(document, marks, colour_names))
    rows += [f"%% tread:begin v=1 article={article_id} %%", body, f"%% tread:end sha={_sha(body)} %%", ""]
    return "\n".join(rows)


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
    if existing.strip() and not _MARKER.search(existing):
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


def write(path: Path, text: str) -> bool:
    """Write a file whole, through a symlink if it is one; False, and not touched, when it says so already.

    Raises ExportError when it cannot be written; the old file is whole then.
    """
    data = text.encode("utf-8", "replace")
    path = path.resolve()
    try:
        mode = path.stat().st_mode if path.exists() else None
        if mode is not None and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = write_aside(path, data)
        if mode is not None:
            temporary.chmod(mode)
        publish(temporary, path)
    except OSError as error:
        raise ExportError(
            f"{path} cannot be written: {error.strerror}.", "Name another place with --output."
        ) from error
    return True


def read(path: Path) -> str | None:
    """A file's text with its row ends as they are; None where there is none. Raises ExportError."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise ExportError(f"{path} is not UTF-8 text.", "Name another place with --output.") from error
    except OSError as error:
        raise ExportError(
            f"{path} cannot be read: {error.strerror}.", "Name another place with --output."
        ) from error


def exported_files(folder: Path) -> dict[Path, Owner]:
    """Which file of a folder holds which article's notes, whatever it is called; no unreadable ones."""
    found: dict[Path, Owner] = {}
    for path in sorted(folder.glob("*.md")):
        try:
            text = read(path)
        except ExportError:
            continue
        article_id = _article_of(text or "")
        if article_id:
            found[path] = Owner(article_id, _block_ids(text or ""))
    return found


def file_of(owner: Owner, taken: Mapping[Path, Owner]) -> Path | None:
    """The file that holds an article's notes: one with a note of its own before one with none at all."""
    own = [path for path, held in taken.items() if owner.owns(*held)]
    return min(own, key=lambda path: not taken[path].block_ids, default=None)


def file_for(folder: Path, owner: Owner, stem: str, taken: Mapping[Path, Owner]) -> Path:
    """Where an article's notes go in a folder: where they are, else a name of its own that is free.

    taken: as `exported_files` gives it, with what was written since. A file that is not tread's (the
    article itself, perhaps) is never the answer.
    """
    if (own := file_of(owner, taken)) is not None:
        return own
    stem = _safe_stem(stem) or owner.article_id
    names = [stem, f"{stem}-notes"]
    number = 2
    while True:
        for name in names:
            path = folder / f"{name}.md"
            if not path.exists() and path not in taken:
                return path
        names = [f"{stem}-notes-{number}"]
        number += 1


def _safe_stem(stem: str) -> str:
    """A file's name for a file beside it: one line, nothing invisible, with room for a longer ending."""
    return clean_line(stem).encode()[:_STEM_BYTES].decode(errors="ignore").strip()


def escape(text: str) -> str:
    """Text as Markdown that shows it as it is: nothing in it is markup, a comment, a tag or a block id."""
    text = _INLINE.sub(lambda match: "\\" + match.group(), text)
    return _ROW_START.sub(
        lambda match: f"{match[1]}\\{match[2]}" if match[2] else f"{match[1]}{match[3]}\\{match[4]}", text
    )


def _front_matter(document: Document, article_id: str, name: str) -> str:
    rows = ["---", f"title: {_yaml(document.title or name)}"]
    rows += _yaml_list("authors", document.authors)
    if document.source:
        rows.append(f"source: {_yaml(document.source)}")
    if document.published:
        rows.append(f"date: {_yaml(document.published)}")
    rows += _yaml_list("tags", document.tags)
    rows += [f"tread-article: {article_id}", "---", ""]
    return "\n".join(rows)


def _yaml(text: str) -> str:
    """A text as a YAML scalar: JSON's strings are YAML's double-quoted ones."""
    return json.dumps(clean_line(text), ensure_ascii=False)


def _yaml_list(key: str, values: Sequence[str]) -> list[str]:
    return [f"{key}:", *(f"  - {_yaml(value)}" for value in values)] if values else []


def _block_rows(document: Document, marks: Marks, colour_names: Mapping[str, str]) -> Iterator[str]:
    """What stands between the markers, in the article's order; a blank row first, and after each part."""
    yield ""
    for annotation in marks.on_article:
        yield from _entry([], annotation, colour_names)
    heading = title = clean_line(document.title)
    for mark in marks.marks:
        under = clean_line(document.heading_above(mark.range.start.paragraph)) or title
        if under != heading:
            yield from (f"### {escape(under)}", "")
        heading = under
        yield from _entry(_quoted(document, mark.range), mark.annotation, colour_names)
    if marks.astray:
        yield from (f"### {LOST_HEADING}", "")
    for annotation, _ in marks.astray:
        exact = clean(annotation.anchor.quote.exact) if annotation.anchor else ""
        yield from _entry(_block_quote(exact.split("\n")), annotation, colour_names)


def _entry(quoted: list[str], annotation: Annotation, colour_names: Mapping[str, str]) -> Iterator[str]:
    """One annotation: its quote, its note, a row about it, its block id."""
    if quoted:
        yield from (*quoted, "")
    note = _contained(clean(annotation.note).strip())
    if note:
        yield from (note, "")
    about = []
    if annotation.kind == "bookmark":
        about.append(escape(clean_line(f"bookmark {annotation.letter}".strip())))
    if annotation.colour:
        about.append(escape(clean_line(colour_names.get(annotation.colour) or annotation.colour)))
    about += [_tag(tag) for tag in annotation.tags]
    about.append(_local_time(annotation))
    yield from (" · ".join(about), "", f"^t-{_block_id(annotation)}", "")


def _block_id(annotation: Annotation) -> str:
    return annotation.id.replace("-", "")[-12:]


def _block_ids(text: str) -> frozenset[str]:
    return frozenset(_BLOCK_ID.findall(text))


def _quoted(document: Document, place: Range) -> list[str]:
    """A place's text as a block quote: in its sentence, itself in bold, where that adds words."""
    parts = [document.text_of(part) for part in document.slices(place)]
    if len(parts) > 1:
        return _block_quote(parts)
    paragraph = document.paragraphs[place.start.paragraph]
    if paragraph.kind not in _NOT_PROSE:
        in_sentence = _in_sentence(paragraph.text, place.start.offset, place.end.offset)
        if in_sentence:
            return _block_quote([in_sentence])
    return _block_quote(parts)


def _in_sentence(text: str, start: int, end: int) -> str | None:
    """The sentences that a stretch of text touches, the stretch between the signs for bold.

    None where that adds nothing, or where Markdown could not show the stretch in bold.
    """
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    touched = [one for one in sentences(text) if one[0] < end and one[1] > start]
    if start == end or not touched:
        return None
    first, last = min(touched[0][0], start), max(touched[-1][1], end)
    before, bold, after = text[first:start].lstrip(), text[start:end], text[end:last].rstrip()
    if not any(character.isalnum() for character in before + after) or "\n" in bold:
        return None
    # CommonMark 0.31, section 6.2: left- and right-flanking delimiter runs.
    opens = not before or not _is_mark(bold[0]) or before[-1].isspace() or _is_mark(before[-1])
    closes = not after or not _is_mark(bold[-1]) or after[0].isspace() or _is_mark(after[0])
    return f"{before}{_BOLD[0]}{bold}{_BOLD[1]}{after}" if opens and closes else None


def _is_mark(character: str) -> bool:
    """True for what CommonMark calls punctuation: punctuation and symbols."""
    return unicodedata.category(character)[0] in "PS"


def _block_quote(parts: Sequence[str]) -> list[str]:
    """The rows of a block quote of several paragraphs; a newline in one becomes a hard break."""
    rows: list[str] = []
    for part in parts:
        kept = [row.strip() for row in part.split("\n") if row.strip()]
        if not kept:
            continue
        escaped = escape("\n".join(kept)).replace(_BOLD[0], "**").replace(_BOLD[1], "**").split("\n")
        rows += [">"] if rows else []
        rows += [f"> {row}\\" for row in escaped[:-1]] + [f"> {escaped[-1]}"]
    return rows


def _contained(note: str) -> str:
    """A note's Markdown that cannot run on into what follows: fences closed, markers defused."""
    note = _MARKER.sub(lambda match: match.group().replace("%%", "%\\%", 1), note)
    note = _OPEN_HTML.sub(r"\1\\<", note)
    opened = ""
    for match in _FENCE.finditer(note):
        fence = match[1]
        if not opened:
            opened = fence
        elif fence.startswith(opened) and not note[match.end() :].partition("\n")[0].strip():
            opened = ""
    return f"{note}\n{opened}" if opened else note


def _tag(tag: str) -> str:
    # In a tag an underscore stands inside a word, where it is no markup.
    return "#" + escape("-".join(clean_line(tag).split())).replace("\\_", "_")


def _local_time(annotation: Annotation) -> str:
    """When it was made, by its author's clock: "2026-11-20 16:03 +02:00"."""
    match = _ZONE.match(annotation.zone)
    minutes = (int(match[2]) * 60 + int(match[3])) * (-1 if match[1] == "-" else 1) if match else 0
    made = annotation.created.astimezone(timezone(timedelta(minutes=minutes)))
    return f"{made:%Y-%m-%d %H:%M} {annotation.zone if match else '+00:00'}"


def _sha(body: str) -> str:
    return sha256(body.replace("\r\n", "\n").strip().encode("utf-8", "replace")).hexdigest()[:12]


def _only_block(rendered: str) -> str:
    """The block of a text that was rendered here."""
    begin = _BEGIN.search(rendered)
    end = _END.search(rendered)
    assert begin is not None
    assert end is not None
    return rendered[begin.start() : end.end()]


def _own_blocks(existing: str, owner: Owner) -> list[re.Match[str]]:
    """Where the blocks of an article begin in a file."""
    own = []
    for begin in _BEGIN.finditer(existing):
        closing = _MARKER.search(existing, begin.end())
        body = existing[begin.end() : closing.start() if closing else len(existing)]
        if owner.owns(begin[2], _block_ids(body)):
            own.append(begin)
    return own


def _find_block(existing: str, owner: Owner) -> tuple[int, int]:
    """Where an article's block begins and ends in a file; ExportError unless it is whole and unedited."""
    begins = _own_blocks(existing, owner)
    if not begins and any(begin[2] == owner.article_id for begin in _BEGIN.finditer(existing)):
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
    if end is None or _MARKER.search(existing, begin.end(), end.start()):
        raise ExportError(
            "The markers of tread's block for this article are damaged.",
            "Mend them, or move the file away to have it written anew.",
        )
    body = existing[begin.end() : end.start()]
    if body.strip() and end[1] != _sha(body):
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


def _article_of(text: str) -> str | None:
    """The article whose notes a file holds: by its front matter, else by its only block."""
    matter = _FRONT_MATTER.match(text)
    named = _FRONT_MATTER_ARTICLE.search(matter[1]) if matter else None
    if named:
        return named[1]
    begins = _BEGIN.findall(text)
    return begins[0][1] if len(begins) == 1 else None
