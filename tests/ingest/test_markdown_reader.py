"""Markdown into documents: paragraphs, spans, metadata, and hostile files."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.clean import clean
from tread.core.document import Document, Paragraph, Span
from tread.ingest.markdown import read

P = Paragraph


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# One\n\nTwo\n---\n", [P("One", "heading", 1), P("Two", "heading", 2)]),
        ("soft\nbreak  \nhard\\\nbreak", [P("soft break\nhard\nbreak")]),
        ("many   blanks\there", [P("many blanks here")]),
        # containers
        (
            "> one\n>\n> two\n>\n> > deep\n",
            [P("one", "quote", 1), P("two", "quote", 1), P("deep", "quote", 2)],
        ),
        (
            "- a\n\n  more\n- b\n  - c\n",
            [
                P("a", "list-item", 1, "•"),
                P("more", "list-item", 1),
                P("b", "list-item", 1, "•"),
                P("c", "list-item", 2, "•"),
            ],
        ),
        ("3. a\n4. b\n", [P("a", "list-item", 1, "3."), P("b", "list-item", 1, "4.")]),
        ("1) a\n1) b\n", [P("a", "list-item", 1, "1)"), P("b", "list-item", 1, "2)")]),
        (
            "- [ ] a\n- [x] b\n- [c] d\n- [X] *e*\n- [ ]\n",
            [
                P("a", "list-item", 1, "☐"),
                P("b", "list-item", 1, "☑"),
                P("[c] d", "list-item", 1, "•"),
                P("e", "list-item", 1, "☑", (Span(0, 1, "emphasis"),)),
                P("[ ]", "list-item", 1, "•"),
            ],
        ),
        ("- > a\n\n> - b\n", [P("a", "quote", 1, "•"), P("b", "list-item", 1, "•", quoted=1)]),
        (
            "> > - a\n>\n> ```\n> b\n> ```\n>\n> ---\n\nc",
            [
                P("a", "list-item", 1, "•", quoted=2),
                P("b", "code", quoted=1),
                P("", "rule", quoted=1),
                P("c"),
            ],
        ),
        ("- # a\n- - b\n", [P("a", "heading", 1, "•"), P("b", "list-item", 2, "•")]),
        ("1. ```\n   x\n   ```\n\n   then\n", [P("x", "code", None, "1."), P("then", "list-item", 1)]),
        ("-\tx\n\n\ty\n", [P("x", "list-item", 1, "•"), P("y", "list-item", 1)]),
        # code, tables, rules, images
        (
            "```py\na = 1\n\n  b\n```\n\n    four\n",
            [P("a = 1\n\n  b", "code", language="py"), P("four", "code")],
        ),
        ("```\n```\n\n```\nnever closed", [P("never closed", "code")]),
        (
            "| a | b |\n|:--|--:|\n| *c* | `d \\| e` |\n| f |\n",
            [
                P(
                    "a | b\nc | d\u00a0|\u00a0e\nf | ",
                    "table",
                    spans=(Span(6, 7, "emphasis"), Span(10, 15, "code")),
                    sides="<>",
                )
            ],
        ),
        ("| a | b | c |\n|---|:-:|---|\n", [P("a | b | c", "table", sides=" ^")]),
        ("a\n\n***\n\nb", [P("a"), P("", "rule"), P("b")]),
        ('![alt *x*](<my pic é.png> "t")', [P("alt x", "image", target="my pic é.png")]),
        ("![](a.png)", [P("", "image", target="a.png")]),
        ("see ![alt](a.png) here", [P("see alt here")]),
        (
            "[![alt](b.svg)](https://x.org)",
            [P("alt", "image", spans=(Span(0, 3, "link", "https://x.org"),), target="b.svg")],
        ),
        # footnotes
        (
            "a[^n] b[^m] c[^n]\n\n[^m]: M\n[^n]: N\n\n    more\n\n[^u]: U\n",
            [
                P("a[1] b[2] c[1]", spans=tuple(Span(i, i + 3, "superscript") for i in (1, 6, 11))),
                P("N", "footnote", None, "[1]"),
                P("more", "footnote"),
                P("M", "footnote", None, "[2]"),
                P("U", "footnote", None, "[u]"),
            ],
        ),
        (
            "a^[inline *b*]",
            [
                P("a[1]", spans=(Span(1, 4, "superscript"),)),
                P("inline b", "footnote", None, "[1]", (Span(7, 8, "emphasis"),)),
            ],
        ),
        ("no [^such] note", [P("no [^such] note")]),
        # raw HTML
        ("a <u>b</u> <!-- c --> d<br>e", [P("a b d\ne")]),
        ("a<script>b</script>c <style>d", [P("ac d")]),
        ("H<sub>2</sub>O <b>x", [P("H2O x", spans=(Span(1, 2, "subscript"),))]),
        ("<div>\n<p>a &amp;\nb</p><p>c</p>\n<script>d</script></div>\n\ne", [P("a & b"), P("c"), P("e")]),
        ("<!-- never closed\n\na", [P("<!-- never closed"), P("a")]),
        ("<p>a<p>b<!-- c --> d</p>", [P("a"), P("b d")]),
        # nothing at all
        ("", []),
        ("-\n\n>\n\n#\n", []),
    ],
)
def test_paragraphs(source: str, expected: list[Paragraph]) -> None:
    assert list(read(source).paragraphs) == expected


@pytest.mark.parametrize(
    ("source", "text", "spans"),
    [
        ("**a _b_**", "a b", (Span(0, 3, "strong"), Span(2, 3, "emphasis"))),
        ("***a***", "a", (Span(0, 1, "emphasis"), Span(0, 1, "strong"))),
        ("a `b  c` d", "a b  c d", (Span(2, 6, "code"),)),
        ("a ~~b~~", "a b", (Span(2, 3, "strike"),)),
        ("[a *b*](/u?q=é%20x)", "a b", (Span(0, 3, "link", "/u?q=é%20x"), Span(2, 3, "emphasis"))),
        ("<https://x.org>", "https://x.org", (Span(0, 13, "link", "https://x.org"),)),
        ("[r][]\n\n[r]: http://x.org", "r", (Span(0, 1, "link", "http://x.org"),)),
        ("**a**\u202e **b**", "a b", (Span(0, 1, "strong"), Span(2, 3, "strong"))),
        ("&#x202e;&shy;**a** &#8203;`b`", "a b", (Span(0, 1, "strong"), Span(2, 3, "code"))),
        ("a&#x9;&#10;b **c**", "a b c", (Span(4, 5, "strong"),)),
        ("می&zwnj;**&zwnj;خ**", "می\u200cخ", (Span(3, 4, "strong"),)),
        ("[a](&#x202e;b&#8203;)", "a", (Span(0, 1, "link", "b"),)),
        ("a **** b []() c", "a **** b c", ()),
    ],
)
def test_spans_lie_on_their_words(source: str, text: str, spans: tuple[Span, ...]) -> None:
    assert list(read(source).paragraphs) == [P(text, spans=spans)]


def test_a_dangerous_address_is_no_link() -> None:
    assert list(read("[a](javascript:alert(1))").paragraphs) == [P("[a](javascript:alert(1))")]


def test_metadata_comes_from_the_front_matter() -> None:
    source = (
        "---\ntitle: 'The \x1b[1mtitle'\nauthor: [Ann Lee, Bo Ek]\ndate: May 3, 2024\nurl: https://x.org\n"
        "tags: '#a, b c, a'\nlanguage: en\n---\n# Heading\n"
    )
    assert read(source) == Document(
        (P("Heading", "heading", 1),),
        format="markdown",
        title="The title",
        authors=("Ann Lee", "Bo Ek"),
        published="2024-05-03",
        source="https://x.org",
        language="en",
        tags=("a", "b c"),
    )


@pytest.mark.parametrize(
    ("source", "title"),
    [("## Two\n\n# One *x*\n\n# Other", "One x"), ("## Two", ""), ("One\ntwo\n===", "One two"), ("a", "")],
)
def test_the_title_is_else_the_first_heading_of_level_1(source: str, title: str) -> None:
    assert read(source).title == title


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("2024-05-03", "2024-05-03"),
        ("2024-05", "2024-05"),
        ("2024", "2024"),
        ("spring", ""),
        ("03/05/2024", ""),
    ],
)
def test_a_date_that_does_not_parse_is_not_known(written: str, published: str) -> None:
    assert read(f"---\ndate: {written}\n---\n").published == published


@pytest.mark.parametrize("source", [">" * 60 + " deep", "- " * 400 + "deep"])
def test_what_is_nested_too_deeply_is_read_as_plain_text(source: str) -> None:
    document = read(f"---\ntitle: T\n---\nfirst\n\n{source}\n")
    assert document.format == "text"
    assert document.notice == "Nested too deeply for Markdown: shown as plain text."
    assert document.title == "T"
    assert document.paragraphs[0].text == "first"
    assert "deep" in document.paragraphs[-1].text


@pytest.mark.parametrize(
    "source", ["[" * 3000, "![[" * 1000, "*a " * 3000, "<a" * 3000, "<!--" * 3000, "[^a]" * 900, "^[" * 900]
)
def test_unclosed_brackets_stay_as_they_stand(source: str) -> None:
    assert [paragraph.text for paragraph in read(source).paragraphs] == [source.strip()]


@pytest.mark.parametrize(
    ("opening", "closing"), [("^[", "]"), ("![", "](u)"), ("[", "](u)"), ("*a **", "***")]
)
@pytest.mark.parametrize("depth", [3, 39, 400, 3000])
def test_brackets_of_any_depth_keep_their_words(opening: str, closing: str, depth: int) -> None:
    texts = [paragraph.text for paragraph in read(f"{opening * depth}deep{closing * depth}").paragraphs]
    assert "deep" in "".join(texts)


_SIGNS = (
    "# ,> ,- ,1. ,- [x] ,```\n,    ,\n,\n\n,  \n,---\n,|,|-|-|\n,*,**,_,~~,`,``,[,],](u),![,"
    "[^a],[^a]: ,^[,<b>,</b>,<!--,-->,<div>,<br>,&amp;,&#x1b;,&zwj;,&#8232;,"
    "\\,\t,\u200d,\u202e,👩,é,世,می,\u00a0,:,one,two , three,A1"
)
_SOURCES = st.lists(st.sampled_from(_SIGNS.split(",")), max_size=40).map("".join)


@given(_SOURCES)
def test_spans_are_sorted_and_inside_their_text_and_everything_is_clean(source: str) -> None:
    document = read(source)
    for paragraph in document.paragraphs:
        assert clean(paragraph.text) == paragraph.text
        assert paragraph.text or paragraph.kind == "rule" or paragraph.target
        assert [span.start for span in paragraph.spans] == sorted(span.start for span in paragraph.spans)
        assert all(0 <= span.start < span.end <= len(paragraph.text) for span in paragraph.spans)
        assert all("\x1b" not in (span.href or "") for span in paragraph.spans)


@given(
    st.lists(
        st.sampled_from(
            ["*", "**", " ` ", " ~~", "# ", "> ", "- ", "\n", "\n\n", "  \n", " ", "word", "x1", "é世"]
        )
    )
)
def test_the_words_of_the_file_are_the_words_of_the_document(pieces: list[str]) -> None:
    source = "".join(pieces)
    found = "".join(f"{paragraph.text} " for paragraph in read(source).paragraphs)
    assert re.findall(r"\w", found) == re.findall(r"\w", source)


def test_markdown_it_is_not_imported_before_a_file_is_read() -> None:
    code = "import sys, tread.ingest; print({'markdown_it', 'mdit_py_plugins', 'textual'} & {*sys.modules})"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"
