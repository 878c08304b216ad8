"""Markdown export: what a note looks like, and that nothing a person wrote is ever lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tread.core.anchor import ORPHAN, Placed, capture
from tread.core.annotation import Anchor, Annotation, Quote
from tread.core.clean import clean
from tread.core.document import Document, Paragraph
from tread.core.marks import Marks
from tread.core.position import Position, Range, within
from tread.errors import ExportError
from tread.export.markdown import (
    escape,
    exported_files,
    file_for,
    merge_into,
    merge_sections,
    owner,
    read,
    render,
    render_section,
    write,
)

MADE = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
NO_NAMES: dict[str, str] = {}

HARBOUR = Document(
    paragraphs=(
        Paragraph("The harbour", kind="heading", level=1),
        Paragraph("It was sold in 1910. Nobody asked why. The price was *low*."),
        Paragraph("What came after", kind="heading", level=2),
        Paragraph("- Cranes [came], and #rust came."),
        Paragraph("Then silence."),
        Paragraph("a = 1\nb == 2", kind="code"),
    ),
    format="markdown",
    title="The harbour",
    authors=("A. Writer", "B. Writer"),
    published="2025-04-28",
    source="https://example.org/harbour",
    tags=("ports", "money"),
)


def annotation(number: int, place: Range | None, **given: object) -> Annotation:
    made = MADE + timedelta(minutes=number)
    values: dict[str, object] = {
        "id": f"0192f0c1-7b9e-7c3a-9f7e-{number:012x}",
        "kind": "highlight",
        "anchor": None if place is None else capture(HARBOUR, place),
        "created": made,
        "modified": made,
        "colour": "yellow",
        "zone": "+01:00",
    }
    return Annotation(**(values | given))  # type: ignore[arg-type]


def marks_of(*annotations: Annotation, document: Document = HARBOUR) -> Marks:
    placed = {
        one.id: Placed("anchored", one.anchor.range) if one.id[-1] != "f" else ORPHAN
        for one in annotations
        if one.anchor
    }
    return Marks(document, annotations, placed)


EVERYTHING = marks_of(
    annotation(1, within(1, 21, 38), note="Really?\n\n* nobody\n* at all", tags=("sale", "two words")),
    annotation(2, within(1, 0, 20), colour="green"),
    annotation(3, None, kind="note", colour=None, note="On the whole."),
    annotation(4, Range(Position(3, 9), Position(4, 4)), colour="blue", zone="-03:30"),
    annotation(5, within(5, 6, 12), colour="mauve"),
    annotation(6, within(1, 28, 33), kind="note", colour=None, note="Not asked"),
    annotation(7, within(4, 0, 0), kind="bookmark", colour=None, letter="a"),
    annotation(15, within(4, 5, 12), note="Gone"),
)

OWNER = owner("a-0123456789abcdef", [annotation(number, None) for number in range(1, 16)])
STRANGER = owner("a-0123456789abcdef", [annotation(99, None)])
"""An article of another library, whose id is the same."""

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


def rendered(marks: Marks = EVERYTHING) -> str:
    return render(HARBOUR, "a-0123456789abcdef", marks, {"green": "keep", "yellow": ""})


def test_a_file_holds_everything_in_the_articles_order() -> None:
    assert without_sha(rendered()) == GOLDEN


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


FEWER = marks_of(annotation(2, within(1, 0, 20), note="changed"))


def test_exporting_again_replaces_the_block_and_nothing_else() -> None:
    old, new = rendered(), rendered(FEWER)
    mine = old.replace('title: "The harbour"', "title: Mine\nrating: 5").replace("# The harbour", "# My port")
    merged = merge_into(mine + "\nMy thoughts.\n", new, OWNER)
    assert merged == (
        new.replace('title: "The harbour"', "title: Mine\nrating: 5").replace("# The harbour", "# My port")
        + "\nMy thoughts.\n"
    )


OUTSIDE = st.text(alphabet="ab\n\r #%-:é\x00", max_size=40)


@given(OUTSIDE, OUTSIDE)
def test_every_byte_outside_the_block_is_kept(before: str, after: str) -> None:
    section = rendered()[rendered().index("%% tread:begin") :].rstrip("\n")
    new = rendered(FEWER)[rendered(FEWER).index("%% tread:begin") :].rstrip("\n")
    assert merge_into(f"{before}\n{section}\n{after}", rendered(FEWER), OWNER) == f"{before}\n{new}\n{after}"


def test_exporting_twice_gives_the_same_bytes() -> None:
    assert merge_into(rendered(), rendered(), OWNER) == rendered()


def test_a_file_that_an_editor_gave_other_row_ends_is_no_edit() -> None:
    windows = rendered().replace("\n", "\r\n")
    assert merge_into(windows, rendered(), OWNER) == windows
    assert merge_into(windows, rendered(FEWER), OWNER) == rendered(FEWER).replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("Really?", "Really!"), "edited"),
        (lambda text: text.replace("%% tread:begin", "tread:begin"), "missing"),
        (lambda text: text.replace("%% tread:end", "tread:end"), "damaged"),
        (lambda text: text + text, "twice"),
        (lambda text: text.replace("v=1", "v=2"), "newer"),
        (lambda text: "My own file.\n", "missing"),
    ],
)
def test_a_block_that_cannot_be_replaced_safely_is_refused_with_the_reason(change: object, said: str) -> None:
    assert callable(change)
    with pytest.raises(ExportError, match=said) as caught:
        merge_into(change(rendered()), rendered(FEWER), OWNER)
    assert caught.value.hint


def test_a_block_that_was_emptied_is_filled_again() -> None:
    text = rendered()
    start, end = text.index("%%\n") + 3, text.index("%% tread:end")
    assert merge_into(text[:start] + text[end:], text, OWNER) == text


def test_one_file_takes_several_articles_and_new_ones_at_its_end() -> None:
    one = render_section(HARBOUR, "a-1", EVERYTHING, NO_NAMES)
    two = render_section(HARBOUR, "a-2", FEWER, NO_NAMES)
    both = [(one, OWNER._replace(article_id="a-1")), (two, OWNER._replace(article_id="a-2"))]
    assert merge_sections("", both) == f"{one}\n{two}"
    assert merge_sections(one + "mine\n", both) == f"{one}mine\n\n{two}"
    with pytest.raises(ExportError, match="no notes"):
        merge_sections("A shopping list.\n", both[:1])


def test_an_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "out" / "harbour.md"
    assert write(path, rendered()) is True
    path.chmod(0o640)
    before = path.stat()
    assert write(path, rendered()) is False
    assert path.stat() == before or path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino
    assert write(path, rendered(FEWER)) is True
    assert read(path) == rendered(FEWER)
    assert path.stat().st_mode == before.st_mode
    assert [entry.name for entry in path.parent.iterdir()] == ["harbour.md"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportError, match="file"):
        write(tmp_path / "file" / "x.md", "text")
    (tmp_path / "binary.md").write_bytes(b"\xff\xfe")
    with pytest.raises(ExportError, match="UTF-8"):
        read(tmp_path / "binary.md")
    assert read(tmp_path / "absent.md") is None


def test_an_articles_file_is_found_again_under_another_name(tmp_path: Path) -> None:
    (tmp_path / "renamed by me.md").write_text(rendered(), encoding="utf-8")
    (tmp_path / "bare.md").write_text(render_section(HARBOUR, "a-2", FEWER, NO_NAMES), encoding="utf-8")
    (tmp_path / "latin.md").write_bytes(b"\xff")
    (tmp_path / "mine.md").write_text("mine", encoding="utf-8")
    taken = exported_files(tmp_path)
    assert {path.name: held.article_id for path, held in taken.items()} == {
        "renamed by me.md": "a-0123456789abcdef",
        "bare.md": "a-2",
    }
    assert file_for(tmp_path, OWNER, "harbour", taken) == tmp_path / "renamed by me.md"
    assert file_for(tmp_path, owner("a-3", []), "harbour", taken) == tmp_path / "harbour.md"


def test_the_notes_of_an_article_that_goes_by_the_same_id_are_another_file_and_another_section(
    tmp_path: Path,
) -> None:
    (tmp_path / "harbour.md").write_text(rendered(), encoding="utf-8")
    taken = exported_files(tmp_path)
    assert file_for(tmp_path, STRANGER, "harbour", taken) == tmp_path / "harbour-notes.md"
    with pytest.raises(ExportError, match="another article"):
        merge_into(rendered(), rendered(FEWER), STRANGER)
    other = marks_of(annotation(99, within(1, 0, 20)))
    mine, theirs = (render_section(HARBOUR, OWNER.article_id, one, NO_NAMES) for one in (EVERYTHING, other))
    both = merge_sections(mine, [(theirs, STRANGER)])
    assert both == f"{mine}\n{theirs}"
    fewer = render_section(HARBOUR, OWNER.article_id, FEWER, NO_NAMES)
    assert merge_sections(both, [(theirs, STRANGER), (fewer, OWNER)]) == f"{fewer}\n{theirs}"


def test_a_file_whose_notes_were_all_deleted_is_still_its_articles(tmp_path: Path) -> None:
    (tmp_path / "harbour.md").write_text(rendered(marks_of()), encoding="utf-8")
    assert file_for(tmp_path, OWNER, "harbour", exported_files(tmp_path)) == tmp_path / "harbour.md"


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("two\nrows", "two rows.md"),
        ("\x1b]0;x\x07 bell\u202e", "bell.md"),
        ("caf\udce9", "caf\ufffd.md"),
        ("\n\u200b", "a-1.md"),
        ("é" * 127, "é" * 110 + ".md"),
    ],
)
def test_whatever_an_article_is_called_its_notes_have_a_name_that_is_safe(
    tmp_path: Path, stem: str, name: str
) -> None:
    path = file_for(tmp_path, owner("a-1", []), stem, {})
    assert path == tmp_path / name
    assert write(path, "notes") and read(path) == "notes"


def test_the_article_itself_is_never_taken_for_its_notes(tmp_path: Path) -> None:
    for name in ("harbour.md", "harbour-notes.md"):
        (tmp_path / name).write_text("# An article", encoding="utf-8")
    assert (
        file_for(tmp_path, owner("a-1", []), "harbour", exported_files(tmp_path))
        == tmp_path / "harbour-notes-2.md"
    )
