"""Markdown into documents: CommonMark with tables, footnotes, task lists, strikethrough and front matter.

Must never raise on a hostile file nor lose its words: what is nested too deeply is read as plain text.
markdown-it is imported only when a file is parsed. Only `tread.ingest` imports this module.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tread.core.clean import clean, clean_line
from tread.core.document import CELL_SEPARATOR, Document, Kind, Paragraph, Span, SpanStyle
from tread.ingest import frontmatter, text
from tread.ingest.dates import iso_date
from tread.ingest.spans import StyledText

if TYPE_CHECKING:
    from markdown_it.token import Token

NAME = "markdown"

TAB_COLUMNS = 4
"""CommonMark 0.31, section 2.2."""

_NESTING = 40
"""Depth at which markdown-it stops; a list counts twice. The time for unclosed brackets grows with it."""

_STYLES: dict[str, SpanStyle] = {"strong": "strong", "em": "emphasis", "s": "strike", "link": "link"}
_TAG_STYLES: dict[str, SpanStyle] = {
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "code": "code",
    "del": "strike",
    "s": "strike",
    "sub": "subscript",
    "sup": "superscript",
}
_SIDES = {"text-align:left": "<", "text-align:center": "^", "text-align:right": ">"}
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_HIDDEN_TAGS = frozenset({"script", "style"})
_TASK = re.compile(r"\[([ xX])\]\s+")
_YEAR_OR_MONTH = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")


def read(source: str) -> Document:
    """The document of a Markdown text.

    The title is the front matter's, else the first heading's of level 1, else empty.
    """
    fields, body = frontmatter.split(clean(source.expandtabs(TAB_COLUMNS)))
    name, notice = NAME, ""
    paragraphs: Sequence[Paragraph]
    try:
        paragraphs = _paragraphs(body)
    except RecursionError:
        paragraphs = text.read(body).paragraphs
        name, notice = text.NAME, "Nested too deeply for Markdown: shown as plain text."
    headings = (item.text for item in paragraphs if item.kind == "heading" and item.level == 1)
    return Document(
        tuple(paragraphs),
        format=name,
        title=_first(fields, "title") or clean_line(next(headings, "")),
        authors=(*fields.get("author", ()), *fields.get("authors", ())),
        published=_published(_first(fields, "date", "published")),
        source=_first(fields, "source", "url", "link"),
        language=_first(fields, "lang", "language"),
        tags=_tags((*fields.get("tags", ()), *fields.get("keywords", ()))),
        notice=notice,
    )


def _first(fields: Mapping[str, tuple[str, ...]], *keys: str) -> str:
    return next((fields[key][0] for key in keys if fields.get(key)), "")


def _published(value: str) -> str:
    return iso_date(value) or (value if _YEAR_OR_MONTH.fullmatch(value) else "")


def _tags(values: Sequence[str]) -> tuple[str, ...]:
    """Tags of a list, or of one value with commas between them, each once."""
    single = [tag for value in values for tag in (value.split(",") if len(values) == 1 else [value])]
    return tuple(dict.fromkeys(tag for value in single if (tag := value.strip().lstrip("#"))))


def _paragraphs(body: str) -> list[Paragraph]:
    """The paragraphs of a text without front matter. Raises RecursionError when it is nested too deeply."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin)
    # The plugin's last step throws away the footnotes that nothing refers to.
    parser.disable("footnote_tail")
    # Addresses stay as the author wrote them; markdown-it would percent-encode a local path.
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    environment: dict[str, Any] = {}
    tokens = parser.parse(body, environment)
    # markdown-it-py 4.3 parser_block.py:75: what is nested more deeply is dropped in silence.
    if any(token.level >= _NESTING - 1 for token in tokens):
        raise RecursionError
    footnotes = environment.get("footnotes", {})
    walk = _Walk(footnotes.get("refs", {}))
    walk.blocks(tokens)
    return [*walk.paragraphs, *walk.footnotes(footnotes.get("list", {}))]


class _Container:
    """An open quotation, list item or footnote; `marker` is still to be given to its first paragraph."""

    def __init__(self, kind: Kind, marker: str = "") -> None:
        self.kind = kind
        self.marker = marker


class _Walk:
    """A walk over markdown-it's tokens. `numbers`: of footnotes by label, from 0; -1 without a reference."""

    def __init__(self, numbers: Mapping[str, int], *containers: _Container) -> None:
        self.numbers = numbers
        self.containers = list(containers)
        self.paragraphs: list[Paragraph] = []
        self.next_items: list[int | None] = []
        self.rows: list[list[tuple[str, tuple[Span, ...]]]] | None = None
        self.sides = ""
        self.heading: int | None = None
        self.outer: list[list[Paragraph]] = []
        self.notes: dict[str, list[Paragraph]] = {}

    def blocks(self, tokens: Sequence[Token]) -> None:
        """Turns block tokens into paragraphs."""
        for token in tokens:
            match token.type:
                case "blockquote_open":
                    self.containers.append(_Container("quote"))
                case "ordered_list_open":
                    self.next_items.append(int(token.attrs.get("start", 1)))
                case "bullet_list_open":
                    self.next_items.append(None)
                case "bullet_list_close" | "ordered_list_close":
                    self.next_items.pop()
                case "list_item_open":
                    self.containers.append(_Container("list-item", self._marker(token)))
                case "footnote_reference_open":
                    self._open_footnote(token.meta["label"])
                case "footnote_reference_close":
                    self.containers.pop()
                    self.paragraphs = self.outer.pop()
                case "blockquote_close" | "list_item_close":
                    self.containers.pop()
                case "heading_open":
                    self.heading = int(token.tag[1:])
                case "heading_close":
                    self.heading = None
                case "table_open":
                    self.rows, self.sides = [], ""
                case "th_open":
                    self.sides += _SIDES.get(str(token.attrs.get("style", "")), " ")
                case "tr_open" if self.rows is not None:
                    self.rows.append([])
                case "table_close":
                    self._table()
                case "inline":
                    self._inline(token.children or [])
                case "fence" | "code_block":
                    named = clean_line(token.info).split()
                    language = named[0].strip("{}.").lower() if named else ""
                    self._emit(clean(token.content).strip("\n"), kind="code", language=language)
                case "hr":
                    self.paragraphs.append(Paragraph("", kind="rule", quoted=self._quotations()))
                case "html_block":
                    from tread.ingest.html_text import paragraphs_of  # few articles have any

                    for block in paragraphs_of(token.content):
                        self._emit(block)

    def footnotes(self, listed: Mapping[int, Mapping[str, Any]]) -> list[Paragraph]:
        """The footnotes' paragraphs in the order of the references to them, then those without any."""
        ordered: list[Paragraph] = []
        for number, note in listed.items():
            if "tokens" in note:
                inner = _Walk(self.numbers, _Container("footnote", _reference(number)))
                inner._inline(note["tokens"])
                ordered += inner.paragraphs
            else:
                ordered += self.notes.pop(note["label"], [])
        return [*ordered, *(paragraph for note in self.notes.values() for paragraph in note)]

    def _open_footnote(self, label: str) -> None:
        number = self.numbers.get(f":{label}", -1)
        marker = _reference(number) if number >= 0 else f"[{clean_line(label)}]"
        self.containers.append(_Container("footnote", marker))
        self.outer.append(self.paragraphs)
        self.paragraphs = self.notes.setdefault(label, [])

    def _marker(self, token: Token) -> str:
        number = self.next_items[-1]
        if number is None:
            return "•"
        self.next_items[-1] = number + 1
        return f"{number}{token.markup}"

    def _inline(self, children: Sequence[Token]) -> None:
        """Turns the content of a paragraph, a heading or a cell into one."""
        if self.rows is not None:
            self.rows[-1].append(_styled(children))
            return
        if self.heading is not None:
            self._emit(*_styled(children), kind="heading", level=self.heading)
            return
        image = _only_image(children)
        if image is not None:
            self._emit(*_styled(children), kind="image", target=clean_line(str(image.attrs.get("src", ""))))
            return
        container = self.containers[-1] if self.containers else None
        if container and container.kind == "list-item" and container.marker and children:
            task = _TASK.match(children[0].content) if children[0].type == "text" else None
            if task:
                container.marker = "☐" if task[1] == " " else "☑"
                children[0].content = children[0].content[task.end() :]
        self._emit(*_styled(children))

    def _table(self) -> None:
        """Joins the cells of a table into one paragraph, and moves their spans along."""
        pieces: list[str] = []
        spans: list[Span] = []
        length = 0
        for row in self.rows or []:
            for index, (cell, inner) in enumerate(row):
                pieces.append(CELL_SEPARATOR if index else "\n" if length else "")
                length += len(pieces[-1])
                # A separator inside a cell would be taken for one between two; no-break spaces look the same.
                pieces.append(cell.replace("\n", " ").replace(CELL_SEPARATOR, "\u00a0|\u00a0"))
                spans += (Span(s.start + length, s.end + length, s.style, s.href) for s in inner)
                length += len(cell)
        self.rows = None
        self._emit("".join(pieces), tuple(spans), kind="table", sides=self.sides.rstrip())

    def _emit(
        self,
        content: str,
        spans: tuple[Span, ...] = (),
        kind: Kind | None = None,
        level: int | None = None,
        target: str = "",
        language: str = "",
        sides: str = "",
    ) -> None:
        """Adds a paragraph: of the kind of the innermost container unless it has its own."""
        if not content and not target:
            return
        marker = next((open_.marker for open_ in reversed(self.containers) if open_.marker), "")
        for open_ in self.containers:
            open_.marker = ""
        if kind is None:
            kind = self.containers[-1].kind if self.containers else "paragraph"
            if kind in ("quote", "list-item"):
                level = sum(open_.kind == kind for open_ in self.containers)
        quoted = self._quotations() if kind != "quote" else 0
        self.paragraphs.append(
            Paragraph(content, kind, level, marker, spans, target, language, quoted, sides)
        )

    def _quotations(self) -> int:
        """How many quotations are open."""
        return sum(open_.kind == "quote" for open_ in self.containers)


def _reference(number: int) -> str:
    """How a footnote is referred to; number: from 0."""
    return f"[{number + 1}]"


def _only_image(children: Sequence[Token]) -> Token | None:
    """The image that stands alone in its paragraph, inside a link or not."""
    seen = [
        child
        for child in children
        if child.type not in ("link_open", "link_close", "softbreak")
        and (child.type != "text" or child.content)
    ]
    return seen[0] if len(seen) == 1 and seen[0].type == "image" else None


def _styled(children: Sequence[Token]) -> tuple[str, tuple[Span, ...]]:
    """The text and the spans of inline tokens."""
    built = StyledText()
    hidden = ""
    for index, child in enumerate(children):
        if child.type == "html_inline":
            found = _TAG.match(child.content)
            closes, tag = (found[1], found[2].lower()) if found else ("", "")
            if hidden:
                hidden = "" if closes and tag == hidden else hidden
            elif tag in _HIDDEN_TAGS and not closes and _is_closed(tag, children[index + 1 :]):
                hidden = tag
            elif tag == "br":
                built.add_verbatim("\n")
            elif tag in _TAG_STYLES:
                (built.close if closes else built.open)(_TAG_STYLES[tag])
        elif not hidden:
            _add(built, child)
    return built.result()


def _is_closed(tag: str, following: Sequence[Token]) -> bool:
    return any(
        child.type == "html_inline" and child.content.lower().startswith(f"</{tag}") for child in following
    )


def _add(built: StyledText, token: Token) -> None:
    """Adds one inline token that is not HTML."""
    match token.type:
        case "text":
            built.add(token.content)
        case "softbreak":
            built.add(" ")
        case "hardbreak":
            built.add_verbatim("\n")
        case "code_inline":
            built.open("code")
            built.add_verbatim(token.content)
            built.close("code")
        case "image":
            built.add(_styled(token.children or [])[0])
        case "footnote_ref":
            built.open("superscript")
            built.add(_reference(token.meta["id"]))
            built.close("superscript")
        case "link_open":
            built.open("link", clean_line(str(token.attrs.get("href", ""))))
        case _:
            name, _, end = token.type.rpartition("_")
            if name in _STYLES:
                (built.open if end == "open" else built.close)(_STYLES[name])
