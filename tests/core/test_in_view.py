from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core import segment
from tread.core.document import Document, Paragraph, Span
from tread.core.in_view import Thing, addresses, links_in, sentences_in, stretches, words_in
from tread.core.layout import Layout
from tread.core.parts import LONGEST_PART
from tread.core.position import Position, within
from tread.tui.measure import ScreenMeasure


def texts_of(document: Document, things: list[Thing]) -> list[str]:
    return [document.text_of(thing.range) for thing in things]


def test_what_is_seen_is_a_stretch_of_each_paragraph_with_text() -> None:
    document = Document((Paragraph("one two three four"), Paragraph("", "rule"), Paragraph("five six")))
    layout = Layout(document, 10, ScreenMeasure())
    page = layout.spots(layout.move(layout.first_spot(0), 1), 5)
    assert stretches(layout, page) == [within(0, 8, 18), within(2, 0, 8)]


def test_sentences_and_words_are_found_where_a_character_of_them_is_seen() -> None:
    document = Document((Paragraph("It was sold. Nobody asked. The town forgot."),))
    seen = [within(0, 9, 26)]
    assert texts_of(document, sentences_in(document, seen)) == ["It was sold.", "Nobody asked."]
    assert [thing.start.offset for thing in sentences_in(document, seen)] == [9, 13]
    assert texts_of(document, words_in(document, seen)) == ["sold", "Nobody", "asked"]
    assert texts_of(document, sentences_in(document, [within(0, 12, 27)])) == ["Nobody asked."]


def test_only_the_parts_of_a_very_long_paragraph_that_are_seen_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "A sentence of a book in one line. " * 150_000
    document = Document((Paragraph(text),))
    looked_at: list[int] = []
    sentences = segment.sentences

    def counted(part: str) -> list[tuple[int, int]]:
        looked_at.append(len(part))
        return sentences(part)

    monkeypatch.setattr(segment, "sentences", counted)
    start = 100_000 * 34
    found = sentences_in(document, [within(0, start, start + 340)])
    assert texts_of(document, found) == ["A sentence of a book in one line."] * 10
    assert sum(looked_at) <= 2 * LONGEST_PART


@given(st.lists(st.sampled_from(["One. ", "Two three! ", "—", "four ", "世界。"]), max_size=12), st.data())
def test_looking_at_all_of_a_paragraph_finds_all_its_pieces(words: list[str], data: st.DataObject) -> None:
    text = "".join(words)
    document = Document((Paragraph(text),))
    cut = data.draw(st.integers(0, len(text)))
    whole = [thing.range for thing in words_in(document, [document.whole(0)] if text else [])]
    halves = [half for half in (within(0, 0, cut), within(0, cut, len(text))) if not half.is_empty]
    parts = [thing.range for half in halves for thing in words_in(document, [half])]
    assert list(dict.fromkeys(parts)) == whole


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://example.org/a.", ["https://example.org/a"]),
        ("(https://example.org/a_(b))", ["https://example.org/a_(b)"]),
        ("“http://example.org”, he said", ["http://example.org"]),
        ("<https://example.org/x?y=1&z=2#top>", ["https://example.org/x?y=1&z=2#top"]),
        ("on www.example.org, and", ["www.example.org"]),
        ("write to mailto:desk@example.org!", ["mailto:desk@example.org"]),
        ("HTTPS://EXAMPLE.ORG", ["HTTPS://EXAMPLE.ORG"]),
        ("見よhttps://example.org/道。次", ["https://example.org/道"]),
        ("两https://example.org，和", ["https://example.org"]),
        ("ahttps://example.org", []),
        ("https://, http://.", []),
        ("www. is short", []),
        ("javascript:alert(1) file:///etc/passwd ftp://example.org", []),
    ],
)
def test_addresses_are_found_without_what_stands_around_them(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in addresses(text)] == found


def test_links_are_those_of_the_article_and_those_written_out() -> None:
    text = "The map, https://example.org/map, and www.example.org/list; https://example.org."
    end = len(text) - 1
    spans = (
        Span(4, 7, "link", "map.md"),
        Span(0, 3, "strong"),
        Span(end - 19, end, "link", "https://example.org"),
    )
    document = Document((Paragraph(text, spans=tuple(sorted(spans))),))
    links = links_in(document, [document.whole(0)])
    assert [(document.text_of(link.range), link.address) for link in links] == [
        ("map", "map.md"),
        ("https://example.org/map", "https://example.org/map"),
        ("www.example.org/list", "https://www.example.org/list"),
        ("https://example.org", "https://example.org"),
    ]


def test_an_address_that_is_broken_over_rows_is_one_link_wherever_it_is_seen() -> None:
    text = "x " + "https://example.org/" + "a" * 60 + " y"
    document = Document((Paragraph(text),))
    for start, end in ((0, 20), (30, 60), (60, 84)):
        (link,) = links_in(document, [within(0, start, end)])
        assert link.address == text[2:82]
        assert link.start == Position(0, max(start, 2))


def test_only_links_that_are_seen_are_found() -> None:
    spans = tuple(Span(start, start + 4, "link", f"{start}.md") for start in range(0, 50_000, 10))
    document = Document((Paragraph("link text " * 5_000, spans=spans),))
    links = links_in(document, [within(0, 20_002, 20_025)])
    assert [link.address for link in links] == ["20000.md", "20010.md", "20020.md"]
