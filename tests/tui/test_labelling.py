"""Choosing by label what is in view: sentences, words, highlights, links."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from driving import Driver, reading, stored, write
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tread.themes import Theme, contrast, load_themes
from tread.tui.label_layer import laid_over
from tread.tui.looks import Looks
from tread.tui.measure import ScreenMeasure

TEXT = """The harbour

It was sold in the spring. Nobody asked why it was sold.

The buyer was never named. A clerk remembered the money.

The town forgot.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write(tmp_path / "lib" / "harbour.txt", TEXT)


def shown(tread: Driver) -> list[str]:
    """The labels that are shown, in the order in which they were given out."""
    labels = tread.screen.view.labels
    return [label.text for label in labels.labels] if labels else []


def label_on(tread: Driver, text: str) -> list[str]:
    """The keys that choose the thing whose words are these."""
    shown_now = tread.screen.labelling._shown
    assert shown_now is not None
    words = [tread.reading.document.text_of(thing.range) for thing in shown_now.things]
    (found,) = (label.text for label in shown_now.layer.labels if words[label.thing] == text)
    return list(found)


async def test_a_label_selects_a_sentence_and_a_digit_marks_it(article: Path) -> None:
    async with reading(article, size=(80, 24)) as tread:
        await tread.press("j", "s")
        assert shown(tread) == ["s", "d", "f", "g", "h", "j"]
        # From the selected paragraph on: its own sentences, then the next and the one before in turn.
        await tread.shows(
            "st was sold in the spring. dobody asked", "fhe buyer", "h clerk", "jhe town", "ghe harbour"
        )
        await tread.press("h")
        assert tread.selected == "A clerk remembered the money."
        assert tread.selection.unit == "sentence"
        assert len(shown(tread)) == 6
        await tread.press("3")
        assert shown(tread) == []
        await tread.shows("A clerk remembered")
        assert tread.only().colour == "blue"
        await tread.saved()
        (one,) = stored(article)
        assert one.anchor is not None and one.anchor.quote.exact == "A clerk remembered the money."


@pytest.mark.parametrize(("first", "second"), [("d", "h"), ("h", "d")])
async def test_a_second_label_selects_through_to_it_in_either_direction(
    article: Path, first: str, second: str
) -> None:
    async with reading(article, size=(80, 24)) as tread:
        await tread.press("j", "s", first, second)
        assert tread.selected == (
            "Nobody asked why it was sold.\nThe buyer was never named. A clerk remembered the money."
        )
        await tread.press("f" if first == "d" else "s")
        if first == "d":
            assert tread.selected == "Nobody asked why it was sold.\nThe buyer was never named."
        else:
            assert tread.selected.startswith("It was sold") and tread.selected.endswith("money.")
        assert not tread.selection.extending
        await tread.press("enter")
        assert tread.only().colour == "yellow"
        assert shown(tread) == []


async def test_a_digit_before_any_label_marks_what_was_selected(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "s", "2")
        assert tread.only().colour == "green"
        assert tread.selected.startswith("It was sold") and tread.selected.endswith("why it was sold.")


async def test_the_three_keys_of_a_note_on_the_third_sentence_and_its_text(article: Path) -> None:
    async with reading(article) as tread:
        tread.type_ahead("sfa")
        await tread.until(lambda: tread.screen.sidebar.is_writing, "the note")
        assert tread.selected == "Nobody asked why it was sold."
        await tread.type("sad fed")
        await tread.press("escape")
        assert tread.only().note == "sad fed"


@pytest.mark.parametrize(
    ("key", "selected"),
    [
        ("j", "The buyer was never named. A clerk remembered the money."),
        ("+", None),
        ("l", "The buyer was never named."),
        ("x", None),
        ("y", None),
    ],
)
async def test_a_key_that_is_no_label_ends_the_mode_and_does_what_it_does(
    tmp_path: Path, key: str, selected: str | None
) -> None:
    async with reading(
        write(tmp_path / "one.txt", "One. Two.\n\nThe buyer was never named. A clerk remembered the money.\n")
    ) as tread:
        await tread.press("s", "d")
        assert (tread.selected, shown(tread)) == ("Two.", ["s", "d", "f", "g"])
        await tread.press(key)
        assert shown(tread) == []
        if selected is not None:
            assert tread.selected == selected
        if key == "x":
            assert "There is no annotation here." in tread.status
        if key == "y":
            assert tread.app.clipboard == "Two."


async def test_escape_only_takes_the_labels_away(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "s", "d", "escape")
        assert (shown(tread), tread.selected) == ([], "Nobody asked why it was sold.")
        await tread.hides("a letter selects")
        await tread.press("escape")
        assert tread.selected.startswith("It was sold")


async def test_the_status_bar_says_what_to_type(article: Path) -> None:
    async with reading(article, size=(80, 24)) as tread:
        await tread.press("s")
        await tread.shows("a letter selects, a second as far as that one   1–5 mark   Esc ends it")
        await tread.press("G")
        await tread.shows("¶ 4/4")


async def test_labels_extend_a_selection_that_is_being_extended(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "w", "v", "s")
        await tread.press(*label_on(tread, "Nobody asked why it was sold."))
        assert tread.selected == "It was sold in the spring. Nobody asked why it was sold."
        assert tread.selection.extending


async def test_words_are_chosen_for_exact_ends_with_labels_of_two_letters(article: Path) -> None:
    async with reading(article, size=(80, 24)) as tread:
        await tread.press("j", "W")
        labels = shown(tread)
        assert sorted({len(label) for label in labels}) == [1, 2]
        assert len(label_on(tread, "It")) == 1
        buyer, money = label_on(tread, "buyer"), label_on(tread, "money")
        assert [len(buyer), len(money)] == [1, 2] or [len(buyer), len(money)] == [2, 2]
        await tread.press(*buyer, *money)
        assert tread.selected == "buyer was never named. A clerk remembered the money"
        assert tread.selection.unit == "word"
        await tread.press("1")
        await tread.saved()
        (one,) = stored(article)
        assert one.anchor is not None
        assert one.anchor.quote.exact == "buyer was never named. A clerk remembered the money"


async def test_after_the_first_of_two_letters_the_other_labels_are_dim(article: Path) -> None:
    async with reading(article, size=(80, 24)) as tread:
        await tread.press("j", "W")
        first, second = label_on(tread, "money")
        row, x = find(tread, f"{first}{second}ney")
        view = tread.screen.view
        bright, dim = view.style_of("label"), view.style_of("label-dim")
        assert [style_at(tread, x + step, row) for step in (0, 1)] == [bright, bright]
        await tread.press(first)
        assert [style_at(tread, x + step, row) for step in (0, 1)] == [dim, bright]
        other = "".join(label_on(tread, "spring"))
        assert other[0] != first
        here, there = find(tread, other + "spring"[len(other) :])
        assert style_at(tread, there, here) == dim
        await tread.press("backspace")
        assert [style_at(tread, x + step, row) for step in (0, 1)] == [bright, bright]
        await tread.press(first, "x")  # mistyped: neither a label nor a command
        assert style_at(tread, x, row) == bright
        assert "There is no annotation" not in tread.status
        await tread.press(first, "4")
        assert shown(tread) == []
        assert tread.only().colour == "red"


def find(tread: Driver, text: str) -> tuple[int, int]:
    rows = tread.text.split("\n")
    row = next(y for y, shown in enumerate(rows) if text in shown)
    return row, rows[row].index(text)


def style_at(tread: Driver, x: int, y: int) -> Style:
    style = tread.app.screen.get_style_at(x, y)
    return Style(
        color=style.color, bgcolor=style.bgcolor, bold=style.bold, reverse=style.reverse, dim=style.dim
    )


async def test_highlights_are_chosen_recoloured_and_deleted(article: Path) -> None:
    async with reading(article, size=(80, 24)) as tread:
        await tread.press("H")
        assert "There is no highlight in view." in tread.status
        await tread.press("j", "l", "1", "j", "l", "2", "g", "g", "H")
        assert shown(tread) == ["s", "d"]
        await tread.press("d", "5")
        assert tread.selected == "The buyer was never named."
        assert sorted(str(one.colour) for one in tread.reading.annotations) == ["purple", "yellow"]
        await tread.press("g", "g", "H", "s", "+")
        assert tread.selected == "It was sold in the spring. Nobody"
        assert len(tread.reading.annotations) == 2
        await tread.press("g", "g", "H", "s", "x")
        assert [one.colour for one in tread.reading.annotations] == ["purple"]


async def test_a_sentence_that_began_above_the_view_has_its_label_where_it_is_seen(tmp_path: Path) -> None:
    long = "It goes on and on " * 60 + "to its end."
    async with reading(write(tmp_path / "one.txt", f"{long} The last.\n"), size=(60, 12)) as tread:
        await tread.press("ctrl+d", "s")
        assert tread.text.split("\n")[0].strip(" ▌")[:1] in shown(tread)
        await tread.press(*label_on(tread, long))
        assert tread.selected == long
        assert len(shown(tread)) >= 1


@pytest.mark.parametrize("how", ["the wheel", "another size", "a click", "another article", "another pane"])
async def test_labels_go_when_something_else_comes_into_view(article: Path, how: str) -> None:
    write(article.parent / "other.txt", "Other words. " * 200)
    async with reading(article.parent / "other.txt", size=(110, 14)) as tread:
        await tread.press("s", "d")
        assert shown(tread)
        match how:
            case "the wheel":
                tread.screen.view.on_mouse_scroll_down()
            case "another size":
                await tread.resize(60, 14)
            case "a click":
                await tread.pilot.click("#article", offset=(30, 5))
            case "another article":
                tread.screen.opener.open(article)
                await tread.shows("Nobody asked")
            case "another pane":
                await tread.pilot.click("NotesList", offset=(4, 4))
                assert tread.screen.context == "sidebar"
        await tread.pilot.pause()
        assert shown(tread) == []
        await tread.hides("a letter selects")
        before = tread.selected
        tread.screen.panes.focus("article")
        await tread.press("f")
        assert "There is no link in view." in tread.status
        assert tread.selected == before


async def test_labels_go_when_the_file_changes_on_disk(article: Path) -> None:
    async with reading(article, size=(80, 24)) as tread:
        await tread.press("s")
        article.write_text(TEXT.replace("The town forgot.", "The town remembered."))
        await tread.shows("The town remembered.")
        assert shown(tread) == []


async def test_only_the_article_that_is_read_has_labels(article: Path) -> None:
    async with reading(article, size=(140, 24)) as tread:
        await tread.press("ctrl+w", "v", "s")
        left, right = (pane.view for pane in tread.screen.panes.articles)
        assert (left.labels, right.labels is not None) == (None, True)
        await tread.press("f")
        await tread.press("ctrl+w", "w")
        assert (left.labels, right.labels) == (None, None)
        await tread.press("s")
        assert left.labels is not None and right.labels is None
        await tread.press(*label_on(tread, "The town forgot."), "1")
        assert left.selection.range != right.selection.range
        assert tread.selected == "The town forgot."


async def test_labels_lie_over_wide_characters_and_nothing_moves(tmp_path: Path) -> None:
    text = "世界は広い。海も広い。👩‍👩‍👧 family! 🇫🇷 flag. E\u0301te\u0301 done.\n"
    async with reading(write(tmp_path / "one.txt", text), size=(80, 12)) as tread:
        before = tread.text.split("\n")
        row = next(y for y, shown_row in enumerate(before) if "世界" in shown_row)
        widths = [strip.cell_length for strip in tread.app.screen._compositor.render_strips()]
        await tread.press("s")
        after = tread.text.split("\n")
        assert [strip.cell_length for strip in tread.app.screen._compositor.render_strips()] == widths
        assert after[row].strip("▌ ").startswith("s 界は広い。d も広い。f  family! g  flag. hte\u0301 done.")
        await tread.press("W")
        assert "広" not in tread.text.split("\n")[row]
        await tread.press("escape")
        assert tread.text.split("\n")[row] == before[row]


@pytest.mark.parametrize("size", [(40, 12), (24, 12)])
async def test_labels_fit_a_narrow_window(tmp_path: Path, size: tuple[int, int]) -> None:
    text = (
        "I am a b c d e f g h i j k l m n o p q r s t u v w x y z I am a b c d e f g h i j k l m n o p q.\n"
    )
    async with reading(write(tmp_path / "one.txt", text * 3), size=size) as tread:
        rows = [strip.cell_length for strip in tread.app.screen._compositor.render_strips()]
        await tread.press("W")
        assert max(len(label) for label in shown(tread)) <= 2
        assert [strip.cell_length for strip in tread.app.screen._compositor.render_strips()] == rows


# What is laid over a row


@pytest.mark.parametrize(
    ("row", "x", "label", "expected"),
    [
        (["The quick"], 4, "s", "The suick"),
        (["The ", "quick"], 4, "md", "The mdick"),
        (["The quick"], 8, "md", "The quicmd"),
        (["世界 a"], 0, "s", "s 界 a"),
        (["世界 a"], 1, "s", " s界 a"),
        (["世界 a"], 1, "md", " md  a"),
        (["a👩‍👩‍👧b"], 1, "s", "as b"),
        (["a", "👩‍👩‍👧", "b"], 1, "md", "amdb"),
        (["e\u0301te\u0301"], 0, "s", "ste\u0301"),
        (["ab", "cd", "ef"], 1, "mnop", "amnopf"),
    ],
)
def test_a_label_takes_the_place_of_as_many_cells(row: list[str], x: int, label: str, expected: str) -> None:
    drawn = laid_over([Segment(text) for text in row], [(x, [Segment(label)])], ScreenMeasure())
    assert "".join(segment.text for segment in drawn)[: len(expected)] == expected[: len(expected)]


def test_several_labels_on_one_row_keep_its_width_and_what_lies_between() -> None:
    strip = Strip([Segment("one two "), Segment("three", Style(bold=True)), Segment(" 世界")])
    patches = [
        (0, [Segment("s")]),
        (4, [Segment("m"), Segment("d")]),
        (8, [Segment("f")]),
        (14, [Segment("g")]),
    ]
    drawn = Strip(laid_over(strip, patches, ScreenMeasure()))
    assert drawn.text == "sne mdo fhree g 界"
    assert drawn.cell_length == strip.cell_length


# How labels look

THEMES = list(load_themes(None).themes.values())


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_labels_stand_out_from_all_they_lie_on_and_are_readable(theme: Theme) -> None:
    looks = Looks(theme, colourless=False)
    label, dim, plain = (looks.style(role) for role in ("label", "label-dim", "ink"))
    assert len({label, dim, plain}) == 3
    assert label.reverse and label.bold and not dim.reverse
    if not theme.ansi:
        least = 7.0 if "contrast" in theme.name else 4.5
        for style in (label, dim):
            assert style.color is not None and style.bgcolor is not None
            colours = [str(colour.get_truecolor().hex) for colour in (style.color, style.bgcolor)]
            assert contrast(*colours) >= least


def test_where_there_are_no_colours_a_label_is_told_from_text_selected_or_not() -> None:
    looks = Looks(THEMES[0], colourless=True)
    measure = ScreenMeasure()
    for under in ("ink", "ink selection", "ink highlight-1"):
        faces = []
        for role in ("label", "label-dim"):
            row = laid_over(
                [Segment("text", looks.style(under))], [(0, [Segment("s", looks.style(role))])], measure
            )
            beneath = looks.style(under).reverse or False
            assert row[0].style is not None
            assert (row[0].style.reverse or False) is ((role == "label") is not beneath)
            faces += [
                (style.reverse or False, style.bold, style.dim, style.underline)
                for segment in row
                if (style := segment.style)
            ]
        assert len(set(faces)) == 3, faces
        assert all(one != other for one, other in itertools.pairwise(faces))
