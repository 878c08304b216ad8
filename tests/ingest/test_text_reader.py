"""Plain text into documents: both habits, what is not joined, and what the text says about itself."""

from __future__ import annotations

import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.clean import clean
from tread.core.document import Document, Paragraph
from tread.ingest.text import read

LONG = (
    "The council met on Tuesday to decide whether the old harbour should be closed to large ships, and it "
    "heard from nine people who live beside the water before it put the question off until the autumn."
)
QUOTED = (
    "“Nobody was surprised,” said Ann Lee, who has sold well-known charts on the quay for thirty years. "
    "“They meet, they talk, they go home, and the ships come in all the same, as they did before.”"
)
SHORT = "The vote is due in October, and the mayor has promised to read out every letter that she is sent."
ARTICLE = (LONG, QUOTED, SHORT, LONG)


def wrapped(*paragraphs: str, width: int = 72, between: str = "\n\n", indent: str = "") -> str:
    return between.join(textwrap.fill(text, width, initial_indent=indent) for text in paragraphs)


def texts(document: Document) -> tuple[str, ...]:
    return tuple(paragraph.text for paragraph in document.paragraphs)


def shapes(document: Document) -> list[tuple[str, int | None, str, str]]:
    return [(item.kind, item.level, item.marker, item.text) for item in document.paragraphs]


@pytest.mark.parametrize(
    "source",
    [
        "\n".join(ARTICLE),
        "\r\n".join(ARTICLE) + "\r\n",
        "\n\n".join(ARTICLE),
        "\n \n\n".join(ARTICLE) + "  \n",
        "   " + "\n   ".join(ARTICLE),
    ],
)
def test_news_copy_has_one_paragraph_a_row(source: str) -> None:
    assert texts(read(source)) == ARTICLE


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize(
    ("between", "indent"), [("\n\n", ""), ("\n\n\n", ""), ("\n", "    "), ("\n\n", "  ")]
)
def test_wrapped_paragraphs_are_joined_at_every_width(width: int, between: str, indent: str) -> None:
    assert texts(read(wrapped(*ARTICLE, width=width, between=between, indent=indent))) == ARTICLE


def test_wrapped_paragraphs_without_blank_rows_end_with_a_short_row() -> None:
    assert texts(read(wrapped(LONG, LONG, between="\n"))) == (LONG, LONG)


def test_flush_first_paragraph_and_indented_others_are_told_apart() -> None:
    others = "\n".join(textwrap.fill(text, 72, initial_indent="   ") for text in ARTICLE[1:])
    assert texts(read(f"{wrapped(LONG)}\n{others}")) == ARTICLE


def test_short_rows_of_news_copy_are_not_joined() -> None:
    rows = tuple(
        f"Item {number} of the news is told in a row of much the same width." for number in range(40)
    )
    assert texts(read("\n".join(rows))) == rows


def test_headlines_without_stops_are_not_joined() -> None:
    rows = [
        f"{word} {'council ' * (number % 4)}harbour vote"
        for number, word in enumerate(["a", "old", "mayor"] * 90)
    ]
    assert texts(read("\n".join(rows))) == tuple(rows)


def test_a_row_much_longer_than_the_width_stands_alone() -> None:
    source = f"{wrapped(*ARTICLE)}\n\n{wrapped(LONG)}\n{QUOTED}\n{wrapped(LONG)}"
    assert texts(read(source)) == (*ARTICLE, LONG, QUOTED, LONG)


def test_long_rows_without_stops_are_not_joined() -> None:
    rows = tuple(f"{'harbour ' * 14}{number}" for number in range(10, 13)) + tuple(
        f"{'council ' * 22}{number}" for number in range(10, 40)
    )
    assert texts(read("\n".join(rows))) == rows


def test_an_inset_quotation_is_held_to_its_own_width() -> None:
    inset = textwrap.indent(textwrap.fill(QUOTED, 38), "    ")
    assert texts(read(f"{wrapped(*ARTICLE)}\n\n{inset}\n\n{wrapped(LONG)}")) == (*ARTICLE, QUOTED, LONG)


def test_ragged_rows_that_go_on_in_lower_case_are_joined() -> None:
    ragged = [
        "The council met on Tuesday to decide whether the",
        "old harbour should be closed to large ships, and it heard from nine",
        "people who live beside the water before it put",
        "the question off until the autumn.",
    ]
    source = f"{wrapped(*ARTICLE)}\n\n" + "\n".join(ragged)
    assert texts(read(source)) == (*ARTICLE, " ".join(ragged))


def test_an_indented_row_after_a_full_one_begins_a_paragraph() -> None:
    full = "The ships came in at noon as they had done on every day of the week."
    rows = [full, full, f"   {full}", full, f"   {full}", full]
    prose = wrapped(LONG, LONG, LONG, LONG, LONG)
    assert texts(read(f"{prose}\n\n" + "\n".join(rows)))[5:] == (f"{full} {full}",) * 3


def test_a_short_row_within_a_sentence_does_not_end_the_paragraph() -> None:
    rows = textwrap.wrap(f"{LONG} {QUOTED}", 72)
    cut = rows[2].rsplit(" ", 6)[0]
    assert not cut.endswith(".")
    source = "\n".join([*rows[:2], cut, *rows[3:]])
    assert len(read(f"{wrapped(*ARTICLE)}\n\n{source}").paragraphs) == len(ARTICLE) + 1


def test_a_long_list_does_not_hide_that_its_article_is_wrapped() -> None:
    items = "\n".join(f"- thing{' more' * (number % 5)} {number}" for number in range(60))
    assert texts(read(f"{wrapped(*ARTICLE)}\n\n{items}"))[: len(ARTICLE)] == ARTICLE


def test_hyphens_and_dashes_at_the_end_of_a_row_get_no_space() -> None:
    rows = [
        "It was a long and quite uneventful morning on the quay for the well-",
        "known seller of charts, who had opened her shop at six o’clock sharp—",
        "as she did every day of the week - and had sold nothing - not a thing",
        "until noon.",
    ]
    assert texts(read("\n".join(rows))) == (
        "It was a long and quite uneventful morning on the quay for the well-known seller of charts, who had "
        "opened her shop at six o’clock sharp—as she did every day of the week - and had sold nothing - not "
        "a thing until noon.",
    )


def test_wrapped_chinese_is_joined_without_spaces() -> None:
    text = "港口今天關閉沒有人感到驚訝船隻仍然像以前一樣進來市長說她會宣讀每一封信" * 4
    rows = [text[start : start + 36] for start in range(0, len(text), 36)]
    assert texts(read("\n".join(rows))) == (text,)


VERSE = "    So much rain upon\n      the quiet harbour wall,\n    and nobody there"
VERSE_KEPT = "So much rain upon\n  the quiet harbour wall,\nand nobody there"


@pytest.mark.parametrize("prose", ["\n\n".join(ARTICLE), wrapped(*ARTICLE)], ids=["news", "wrapped"])
class TestWhatIsNotJoined:
    def test_verse_is_one_paragraph_with_its_breaks(self, prose: str) -> None:
        assert texts(read(f"{prose}\n\n{VERSE}\n\n{LONG}")) == (*ARTICLE, VERSE_KEPT, LONG)

    def test_columns_are_kept_as_they_stand(self, prose: str) -> None:
        table = "  Name      Age\n  Ann        12\n  Bob         9"
        kept = Paragraph("Name      Age\nAnn        12\nBob         9", kind="code")
        assert read(f"{prose}\n\n{table}\n").paragraphs[-1] == kept

    def test_a_drawn_table_is_kept_as_it_stands(self, prose: str) -> None:
        table = "+------+-----+\n| Name | Age |\n+------+-----+\n| Ann  | 12  |\n+------+-----+"
        assert read(f"{prose}\n\n{table}\n").paragraphs[-1] == Paragraph(table, kind="code")

    def test_list_items_carry_their_markers(self, prose: str) -> None:
        source = f"{prose}\n\n- eggs\n* milk\n• salt\n\n1. first\n2. second\n\n3) third\n"
        assert shapes(read(source))[len(ARTICLE) :] == [
            ("list-item", 1, "•", "eggs"),
            ("list-item", 1, "•", "milk"),
            ("list-item", 1, "•", "salt"),
            ("list-item", 1, "1.", "first"),
            ("list-item", 1, "2.", "second"),
            ("list-item", 1, "3)", "third"),
        ]

    def test_a_list_below_its_introduction_is_a_list(self, prose: str) -> None:
        source = f"{prose}\n\nThings to buy:\n  - eggs\n    - brown\n  - milk\n"
        assert shapes(read(source))[len(ARTICLE) :] == [
            ("paragraph", None, "", "Things to buy:"),
            ("list-item", 1, "•", "eggs"),
            ("list-item", 2, "•", "brown"),
            ("list-item", 1, "•", "milk"),
        ]

    def test_a_row_of_asterisks_is_no_list(self, prose: str) -> None:
        assert texts(read(f"{prose}\n\n* * *\n\n{LONG}")) == (*ARTICLE, "* * *", LONG)

    def test_a_closing_pointer_is_its_own_last_paragraph(self, prose: str) -> None:
        pointer = "Read the full article here"
        assert texts(read(f"{prose}\n{pointer}\n")) == (*ARTICLE, pointer)


def test_a_wrapped_list_item_is_joined_and_a_number_in_it_starts_none() -> None:
    items = "1. The answer that everybody had been waiting for was, as it is,\n   42. That is\nall.\n2. Next"
    source = f"{wrapped(*ARTICLE)}\n\n{items}\n"
    assert shapes(read(source))[len(ARTICLE) :] == [
        (
            "list-item",
            1,
            "1.",
            "The answer that everybody had been waiting for was, as it is, 42. That is all.",
        ),
        ("list-item", 1, "2.", "Next"),
    ]


@pytest.mark.parametrize(
    ("head", "title", "authors", "published"),
    [
        ("Harbour vote put off", "Harbour vote put off", (), ""),
        ("Will the harbour close?", "Will the harbour close?", (), ""),
        ("Ships leave for the U.S.", "Ships leave for the U.S.", (), ""),
        ("Harbour  vote\nBy Ann Lee\n3 May 2024", "Harbour vote", ("Ann Lee",), "2024-05-03"),
        ("Harbour vote\n\nMay 3, 2024\n\nBY ANN LEE", "Harbour vote", ("ANN LEE",), "2024-05-03"),
        ("Vote\n\nBy Ann Lee, Bo van Ek and Éva Ács", "Vote", ("Ann Lee", "Bo van Ek", "Éva Ács"), ""),
        ("Vote\n\nBy Ann Lee, Staff Writer", "Vote", ("Ann Lee",), ""),
        ("Vote\n\nBy Ann Lee | Published 3 May 2024", "Vote", ("Ann Lee",), "2024-05-03"),
        ("By Ann Lee", "", ("Ann Lee",), ""),
        ("By the river", "By the river", (), ""),
        ("Vote\n\nBy noon it was over", "Vote", (), ""),
        ("Vote\n\nThe date was 3 May 2024", "Vote", (), ""),
        ("The harbour is shut.", "", (), ""),
        ("“The harbour is shut.”", "", (), ""),
        ("As he said:", "", (), ""),
        (LONG.rstrip("."), "", (), ""),
        ("* * *", "", (), ""),
        ("Read the full article here", "", (), ""),
    ],
)
@pytest.mark.parametrize("body", ["\n".join(ARTICLE), wrapped(*ARTICLE)], ids=["news", "wrapped"])
def test_what_the_head_says(
    head: str, title: str, authors: tuple[str, ...], published: str, body: str
) -> None:
    document = read(f"{head}\n\n{body}\n")
    assert (document.title, document.authors, document.published) == (title, authors, published)
    assert texts(document)[-len(ARTICLE) :] == ARTICLE
    rows = tuple(row for row in head.split("\n") if row)
    assert texts(document)[: len(rows)] == rows
    first = ("heading", 1) if title else ("paragraph", None)
    assert (document.paragraphs[0].kind, document.paragraphs[0].level) == first


def test_a_text_of_one_row_has_no_title() -> None:
    assert read("Harbour vote put off") == Document((Paragraph("Harbour vote put off"),))


@pytest.mark.parametrize("source", ["", "\n\n", " \t\n\u202e\n"])
def test_a_text_without_words_has_no_paragraphs(source: str) -> None:
    assert read(source) == Document(())


_ROWS = st.one_of(
    st.sampled_from(
        [LONG, QUOTED, "By Ann Lee", "3 May 2024", "Read the full story here", "* * *", "", " ", "----"]
    ),
    st.sampled_from([*textwrap.wrap(f"{LONG} {QUOTED}", 60), *VERSE.split("\n")]),
    st.text("ab é世A1.-*|:,)  \t\u00a0\u3000\u202e", max_size=90),
    st.tuples(st.sampled_from(["- ", "1. ", "2) ", "  * ", "10. "]), st.text("ab 12.-", max_size=9)).map(
        "".join
    ),
)


@given(st.lists(_ROWS, max_size=30), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_the_words_of_the_file_are_the_words_of_the_document(rows: list[str], end: str) -> None:
    source = end.join(rows)
    document = read(source)
    found = "".join(f"{paragraph.marker} {paragraph.text} " for paragraph in document.paragraphs)
    assert re.findall(r"\w", found) == re.findall(r"\w", clean(source))
    for paragraph in document.paragraphs:
        assert paragraph.text.strip()
        assert clean(paragraph.text) == paragraph.text
