"""Notes as Markdown: a file a person can go on writing in, with one block in it that tread keeps current.

Owns what the file and the block say, and the escaping of quotes. Pure. How a block is brought up to date is
in `blocks`, how files are found and written in `files`. Imported by the command line and the reader.

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
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta, timezone

from tread.core.annotation import Annotation
from tread.core.clean import clean, clean_line
from tread.core.document import Document
from tread.core.marks import Marks
from tread.core.position import Range
from tread.core.segment import sentences
from tread.export.blocks import MARKER, block_id, sha

LOST_HEADING = "No longer found in the article"
DOUBTFUL_HEADING = "Place not certain"
EDITED = "*Edited since it was marked. It now reads:*"
PROPOSED = "*It may be this:*"
_NOT_PROSE = ("code", "table")
"""Kinds of paragraph whose text is not prose, so that a quote from them gets no sentence around it."""


_INLINE = re.compile(
    r"[\\`*_\[\]<>~$]|&(?=#?\w+;)|(?<==)=|(?<=%)%|(?<!\S)#(?=\w)|(?<!\S)\^(?=\S+$)", re.MULTILINE
)
_ROW_START = re.compile(r"^(\s*)(?:([-+=|#^])|(\d{1,9})([.)]))", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(`{3,}(?=[^`]*$)|~{3,})", re.MULTILINE)
_OPEN_HTML = re.compile(r"^( {0,3})<(?=!|\?|script|pre|style|textarea)", re.MULTILINE | re.IGNORECASE)
_ZONE = re.compile(r"([+-])(\d\d):(\d\d)\Z")
_BOLD = ("\ufdd0", "\ufdd1")
"""Stand for the two ends of what is bold until the text is escaped; `clean` lets no such character in."""


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
    rows += [f"%% tread:begin v=1 article={article_id} %%", body, f"%% tread:end sha={sha(body)} %%", ""]
    return "\n".join(rows)


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
        quoted = _quoted(document, mark.range)
        if mark.state == "changed" and not mark.is_bookmark:
            quoted = [*_marked(mark.annotation), "", EDITED, "", *quoted]
        yield from _entry(quoted, mark.annotation, colour_names)
    heading = ""
    for annotation, placed in sorted(marks.astray, key=lambda astray: astray.placed.range is None):
        under = LOST_HEADING if placed.range is None else DOUBTFUL_HEADING
        if under != heading:
            yield from (f"### {under}", "")
        heading = under
        quoted = _marked(annotation)
        if quoted and placed.range is not None:
            quoted += ["", PROPOSED, "", *_quoted(document, placed.range)]
        yield from _entry(quoted, annotation, colour_names)


def _marked(annotation: Annotation) -> list[str]:
    """What was marked, as a block quote, where it is not what stands in the article."""
    exact = clean(annotation.anchor.quote.exact) if annotation.anchor else ""
    return _block_quote(exact.split("\n"))


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
    yield from (" · ".join(about), "", f"^t-{block_id(annotation)}", "")


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
    note = MARKER.sub(lambda match: match.group().replace("%%", "%\\%", 1), note)
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
