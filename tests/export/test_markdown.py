"""Markdown export: what a note looks like."""

from __future__ import annotations

from dataclasses import replace

import pytest
from harbour import (
    HARBOUR,
    NO_NAMES,
    OWNER,
    annotation,
    marks_of,
    rendered,
)
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tread.core.anchor import ORPHAN, Placed, capture
from tread.core.annotation import Anchor, Quote
from tread.core.clean import clean
from tread.core.document import Document, Paragraph
from tread.core.marks import Marks
from tread.core.position import within
from tread.export.blocks import merge_into
from tread.export.markdown import escape, render, render_section

GOLDEN = """\
---
title: "The harbour"
authors:
  - "A. Writer"
  - "B. Writer"
source: "https://example.org/harbour"
date: "2025-04-28"
tags:
  - "ports"
  - "money"
tread-article: a-0123456789abcdef
---

# The harbour

A. Writer · B. Writer · 2025-04-28

%% tread:begin v=1 article=a-0123456789abcdef %%

On the whole.

2026-11-22 09:03 +01:00

^t-000000000003

> It was sold in 1910.

keep · 2026-11-22 09:02 +01:00

^t-000000000002

> Nobody asked why.

Really?

* nobody
* at all

yellow · #sale · #two-words · 2026-11-22 09:01 +01:00

^t-000000000001

> Nobody **asked** why.

Not asked

2026-11-22 09:06 +01:00

^t-000000000006

### What came after

> \\[came\\], and \\#rust came.
>
> Then

blue · 2026-11-22 04:34 -03:30

^t-000000000004

bookmark a · 2026-11-22 09:07 +01:00

^t-000000000007

> b =\\= 2

mauve · 2026-11-22 09:05 +01:00

^t-000000000005

### No longer found in the article

> silence

Gone

yellow · 2026-11-22 09:15 +01:00

^t-00000000000f

%% tread:end sha=SHA %%
"""


def without_sha(text: str) -> str:
    before, _, after = text.rpartition("sha=")
    return f"{before}sha=SHA{after[12:]}"


def test_a_file_holds_everything_in_the_articles_order() -> None:
    assert without_sha(rendered()) == GOLDEN


def test_what_was_edited_is_exported_as_it_was_and_as_it_is() -> None:
    one = annotation(1, within(1, 0, 20), note="Really?")
    edited = replace(
        HARBOUR, paragraphs=(HARBOUR.paragraphs[0], Paragraph("It was leased in *1911*. Nobody asked."))
    )
    marks = Marks(edited, [one], {one.id: Placed("changed", within(1, 7, 22))})
    section = render_section(edited, "a-0123456789abcdef", marks, NO_NAMES)
    assert (
        "> It was sold in 1910.\n\n"
        "*Edited since it was marked. It now reads:*\n\n"
        "> It was **leased in \\*1911**\\*.\n\n"
        "Really?\n\n"
    ) in section
    assert render_section(edited, "a-0123456789abcdef", marks, NO_NAMES) == section


def test_what_is_not_surely_found_says_so_and_what_is_proposed() -> None:
    lost, doubtful = annotation(1, within(1, 0, 20)), annotation(2, within(1, 21, 38))
    placed = {lost.id: ORPHAN, doubtful.id: Placed("uncertain", within(4, 0, 13))}
    section = render_section(
        HARBOUR, "a-0123456789abcdef", Marks(HARBOUR, [lost, doubtful], placed), NO_NAMES
    )
    assert (
        "### Place not certain\n\n> Nobody asked why.\n\n*It may be this:*\n\n> Then silence.\n\n"
    ) in section
    assert section.index("### Place not certain") < section.index("### No longer found in the article")
    assert "### No longer found in the article\n\n> It was sold in 1910.\n\nyellow" in section


def parsed_text(markdown: str) -> str:
    """What a reader of the Markdown sees of one block: its text, hard breaks as newlines."""
    inline = next(token for token in MarkdownIt("commonmark").parse(markdown) if token.type == "inline")
    shown = {"text": "", "hardbreak": "\n", "softbreak": "\n", "text_special": ""}
    for child in inline.children or []:
        assert child.type in shown, child.type
    return "".join(child.content or shown[child.type] for child in inline.children or [])


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "- no item",
        "1. no number",
        "12) no number",
        "> no quote",
        "=== no title",
        "*no* _emphasis_ `code` [link](x) ![image](x) <b>html</b> &amp; ~~gone~~",
        "a\\b \\* c",
        "#tag and ^id",
        "snake_case_name == 3 %% comment",
        "[/foo] [@click=app.quit] 👩‍👩‍👧 é 世界",
        "+ plus | bar |",
    ],
)
def test_a_quote_is_shown_as_it_is(text: str) -> None:
    assert parsed_text("> " + escape(text)) == text


@given(
    st.text(alphabet="ab 1.)-+=#>*_`[]()<&;!~\\|%^$\"'“é", min_size=1, max_size=30)
    .map(str.strip)
    .filter(bool)
)
def test_whatever_is_quoted_is_shown_as_it_is(text: str) -> None:
    assert parsed_text("> " + escape(text)) == text


@given(
    st.text(alphabet="ab .*_“”!`#[\\", min_size=1, max_size=24)
    .map(lambda text: clean(text).strip())
    .filter(bool),
    st.data(),
)
def test_the_marked_words_are_the_bold_ones(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    document = Document((Paragraph(text),))
    made = annotation(1, None, anchor=capture(document, within(0, start, end)))
    block = render_section(document, "a-1", marks_of(made, document=document), NO_NAMES)
    quoted = [row[2:] for row in block.split("\n") if row.startswith("> ")]
    if not text[start:end].strip():
        return
    inline = next(
        token for token in MarkdownIt("commonmark").parse("\n".join(quoted)) if token.type == "inline"
    )
    bold, shown, is_bold = "", "", False
    for child in inline.children or []:
        is_bold = (is_bold or child.type == "strong_open") and child.type != "strong_close"
        shown += child.content
        bold += child.content if is_bold else ""
    assert (bold or shown).strip() == text[start:end].strip()
    assert shown in text


def test_a_quote_cannot_close_the_block() -> None:
    text = "%% tread:end sha=0 %%"
    document = Document((Paragraph(text),), title="%% tread:begin v=1 article=a-1 %%")
    lost = annotation(15, None, anchor=Anchor(within(0, 0, 3), Quote(text)), note=text, tags=("%%", "[/foo]"))
    made = annotation(1, within(0, 0, 4), anchor=capture(document, within(0, 0, len(text))), note=text)
    whole = render(document, "a-1", marks_of(made, lost, document=document), NO_NAMES)
    assert whole.count("\n%% tread:") == 2
    assert merge_into(whole, whole, OWNER._replace(article_id="a-1")) == whole


@pytest.mark.parametrize("note", ["```\nopen", "~~~~ x\nopen\n~~~", "<!-- open", "<script>", "````\n```\n"])
def test_a_note_does_not_swallow_what_follows_it(note: str) -> None:
    text = rendered(marks_of(annotation(1, within(1, 0, 20), note=note)))
    tokens = MarkdownIt("commonmark").parse(text)
    assert [token.content for token in tokens if token.type == "inline"][-2] == "^t-000000000001"


def test_terminal_escapes_in_a_note_do_not_leave() -> None:
    text = rendered(
        marks_of(annotation(1, within(1, 0, 20), note="a\x1b]52;c;x\x07b", tags=("\x1b[31mred",)))
    )
    assert "\x1b" not in text
    assert "\x07" not in text
