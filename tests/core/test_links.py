from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.document import Document, Paragraph
from tread.core.links import Address, Destination, File, Heading, Nowhere, destination, heading_index, slug


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("https://example.org/a?b=c#d", Address("https://example.org/a?b=c#d")),
        ("  http://example.org ", Address("http://example.org")),
        ("//example.org/a", Address("https://example.org/a")),
        ("https://example.org/a b\"c'd<e>", Address("https://example.org/a%20b%22c%27d%3Ce%3E")),
        ("https://example.org/%20", Address("https://example.org/%20")),
        ("https://münchen.example/straße", Address("https://münchen.example/straße")),
        ("mailto:desk@example.org", Address("mailto:desk@example.org")),
        ("mailto:a@example.org?subject=One%20two&cc=b@example.org", None),
        ("other.md", File("other.md", "")),
        ("../x/My%20notes.md#the%20end", File("../x/My notes.md", "the end")),
        ("file:///tmp/a.txt", File("/tmp/a.txt", "")),
        ("/etc/passwd", File("/etc/passwd", "")),
        ("#the-end", Heading("the-end")),
        ("#", Heading("")),
    ],
)
def test_an_address_says_where_it_leads(address: str, leads_to: Destination | None) -> None:
    expected = leads_to or Address("mailto:a@example.org?subject=One%20two&cc=b%40example.org")
    assert destination(address) == expected


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "file://host/share",
        "vscode://run",
        "ssh://-oProxyCommand=x",
        "https:///path",
        "http://[::1",
        "https://example.org/\x1b[31m",
        "https://example.org/\nrm",
        "a\x00b.md",
        "a%00b.md",
    ],
)
def test_other_addresses_lead_nowhere_and_say_why(address: str) -> None:
    found = destination(address)
    assert isinstance(found, Nowhere)
    assert found.reason.endswith(".")


def test_mail_takes_no_file_along() -> None:
    found = destination("mailto:a@example.org?attach=/etc/passwd&subject=x&Attachment=y")
    assert found == Address("mailto:a@example.org?subject=x")


@given(st.text(max_size=60) | st.text("abc:/#?%.@ -\"'`$;&|", max_size=40).map(lambda s: f"https://{s}"))
def test_what_leaves_tread_is_one_word_with_one_of_three_schemes(address: str) -> None:
    found = destination(address)
    if isinstance(found, Address):
        assert found.text.lower().startswith(("http://", "https://", "mailto:"))
        assert found.text.isprintable()
        assert not set(found.text) & set(" \"'<>\\^`{|}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The end", "the-end"),
        ("What's new?", "whats-new"),
        ("C++ & co.", "c--co"),
        ("Über uns_2", "über-uns_2"),
        ("目次 一", "目次-一"),
    ],
)
def test_a_headings_fragment_is_made_as_others_make_it(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_a_fragment_finds_its_heading_and_the_second_of_the_same_name() -> None:
    texts = [("One", "heading"), ("one", "paragraph"), ("Two", "heading"), ("One", "heading")]
    document = Document(tuple(Paragraph(text, kind) for text, kind in texts))  # type: ignore[arg-type]
    assert [heading_index(document, name) for name in ("one", "One", "two", "one-1", "one-2", "")] == [
        *(0, 0, 2, 3),
        *(None, None),
    ]
