"""Articles and selections written as marked text, for tables of cases.

    "The #[quick|]# fox.\n\nA #(paragraph)#."

Paragraphs stand between blank lines; `# ` opens a heading and `---` is a rule. The head stands in
`#[...|]#`; `#(...)#` marks the anchor where that is another range than the head, as it may be in a
selection that is extending. The two may overlap.
"""

from __future__ import annotations

import re

from tread.core.document import Document, Paragraph
from tread.core.position import Position, Range
from tread.core.selection import Selection, Unit

_MARK = re.compile(r"#\[|\|\]#|#\(|\)#")


def parse(marked: str, unit: Unit = "paragraph", extending: bool = False) -> tuple[Document, Selection]:
    """The document of a marked text, and the selection that its marks stand for."""
    paragraphs: list[Paragraph] = []
    places: dict[str, Position] = {}
    for index, block in enumerate(marked.split("\n\n")):
        heading = block.startswith("# ")
        text, last = "", 0
        body = block.removeprefix("# ")
        for mark in _MARK.finditer(body):
            text += body[last : mark.start()]
            last = mark.end()
            places[mark[0]] = Position(index, len(text))
        text += body[last:]
        if text == "---":
            paragraphs.append(Paragraph("", "rule"))
        else:
            paragraphs.append(Paragraph(text, "heading" if heading else "paragraph"))
    head = Range(places["#["], places["|]#"])
    anchor = Range(places["#("], places[")#"]) if "#(" in places else head
    return Document(paragraphs), Selection(anchor, head, unit, extending)


def render(document: Document, selection: Selection) -> str:
    """The marked text of a selection: what `parse` reads."""
    marks = [(selection.head.start, "#["), (selection.head.end, "|]#")]
    if selection.anchor != selection.head:
        marks = [(selection.anchor.start, "#("), (selection.anchor.end, ")#"), *marks]
    blocks = []
    for index, paragraph in enumerate(document.paragraphs):
        text = "---" if paragraph.kind == "rule" else paragraph.text
        here = sorted(
            ((place.offset, mark) for place, mark in marks if place.paragraph == index), reverse=True
        )
        for offset, mark in here:
            text = text[:offset] + mark + text[offset:]
        blocks.append("# " + text if paragraph.kind == "heading" else text)
    return "\n\n".join(blocks)
