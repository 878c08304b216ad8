"""Rows in terminals that take another view of widths: the frame stands, and nothing stale is left."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from driving import HOSTILE, reading, write
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tread.tui.measure import ScreenMeasure
from tread.tui.pinned import PinnedStrip, pinned

CONSOLE = Console()
INK = Style(color="red")
STALE = "×"
SCRIPTS = [
    *(
        "the ",
        "a",
        " ",
        "é",
        "e\u0301",
        "日本語",
        "。",
        "「",
        "한글",
        "दादी ",
        "क्षत्रि",
        "நி",
        "မြန်မာ",
        "ไทยน้ำ",
    ),
    *(
        "العِلْمُ ",
        "שָׁלוֹם",
        "👩\u200d👩\u200d👧",
        "👍🏽",
        "🇮🇸",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        "ක්\u200dර",
        "\u1112\u1161\u11ab",
    ),
]

Widths = Callable[[str], int]


class Terminal:
    """A row of cells, drawn in as `widths` says; it knows save, restore and moves to the right."""

    def __init__(self, widths: Widths, size: int = 200) -> None:
        self.widths = widths
        self.cells = [STALE] * size
        self.at = 0
        self.saved: list[int] = []

    def feed(self, sent: str) -> None:
        for save, restore, move, other, char in re.findall(
            r"(\x1b7)|(\x1b8)|\x1b\[(\d+)C|(\x1b\[[\d;]*[mH])|(.)", sent, re.DOTALL
        ):
            if save:
                self.saved.append(self.at)
            elif restore:
                self.at = self.saved.pop()
            elif move:
                self.at += int(move)
            elif not other:
                assert char != "\x1b"
                width = self.widths(char)
                self.cells[self.at : self.at + width] = [char] + [""] * (width - 1) if width else []
                self.at += width

    @property
    def text(self) -> str:
        return "".join(self.cells)


def as_rich(char: str) -> int:
    return cell_len(char)


def per_code_point(char: str) -> int:
    """As terminals do that know no sequences: a cell for a spacing mark, two for a skin tone."""
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if 0x1F3FB <= ord(char) <= 0x1F3FF else max(cell_len(char), 1)


def generous(char: str) -> int:
    """As a terminal might that gives two cells to all that could have them."""
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" or char > "\U0001efff" else 1


def scarce(char: str) -> int:
    """As a terminal might that counts all marks, joined letters and emoji for less than Rich."""
    return min(per_code_point(char), 1)


TERMINALS = [as_rich, per_code_point, generous, scarce]
texts = st.lists(st.sampled_from(SCRIPTS), min_size=1, max_size=12).map("".join)


def row(text: str, width: int, rail: str = "┃") -> Strip:
    """A row as the article's page has them: bar, text, fill, rail."""
    room = width - 4
    kept = ""
    for length, cells in ScreenMeasure().graphemes(text):
        if cells > room:
            break
        kept, room = text[: len(kept) + length], room - cells
    fill = width - 4 - cell_len(kept)
    pieces = ["▌ ", kept, " " * (fill + 1), rail]
    return pinned(Strip([Segment(piece, INK) for piece in pieces if piece], width))


@pytest.mark.parametrize("widths", TERMINALS)
@given(text=texts, width=st.integers(10, 60))
def test_frame_and_what_follows_stand_in_their_columns_whatever_the_terminal_thinks(
    widths: Widths, text: str, width: int
) -> None:
    terminal = Terminal(widths)
    terminal.feed(row(text, width).render(CONSOLE))
    terminal.feed("│")
    assert terminal.cells[0] == "▌"
    assert terminal.cells[width - 1] == "┃"
    assert terminal.cells[width] == "│"


@pytest.mark.parametrize("widths", TERMINALS)
@given(text=texts, width=st.integers(10, 60))
def test_no_cell_of_the_row_keeps_what_was_there_and_none_beyond_it_is_touched(
    widths: Widths, text: str, width: int
) -> None:
    terminal = Terminal(widths)
    terminal.feed(row(text, width).render(CONSOLE))
    assert STALE not in terminal.cells[:width]
    assert set(terminal.cells[width:]) == {STALE}


@pytest.mark.parametrize("widths", TERMINALS)
@given(text=texts, cut=st.integers(1, 39))
def test_a_row_that_is_cut_under_another_widget_is_pinned_in_both_parts(
    widths: Widths, text: str, cut: int
) -> None:
    terminal = Terminal(widths)
    first, second = row(text, 40).divide([cut, 40])
    terminal.feed(first.render(CONSOLE))
    assert terminal.at == cut
    terminal.feed(second.render(CONSOLE))
    assert terminal.at == 40 and terminal.cells[39] == "┃"
    terminal = Terminal(widths)
    terminal.feed(row(text, 40).crop(0, cut).render(CONSOLE))
    assert terminal.at == cut and set(terminal.cells[cut:]) == {STALE}


@given(text=texts, width=st.integers(10, 60))
def test_where_terminal_and_measure_agree_all_of_the_text_is_drawn(text: str, width: int) -> None:
    def agreed(char: str) -> int:
        # Sequences that only a whole grapheme has a width for are not for a terminal of single characters.
        return ScreenMeasure().cells(char) if unicodedata.category(char) != "Mc" else 1

    text = re.sub("[\u200d\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\u1100-\u11ff\u0e33]", "", text)
    strip = row(text, width)
    terminal = Terminal(agreed)
    terminal.feed(strip.render(CONSOLE))
    shown = "".join(char for char in strip.text if agreed(char))
    assert terminal.text.rstrip(STALE).split() == shown.split()


def test_plain_rows_are_sent_as_textual_sends_them() -> None:
    strip = Strip([Segment("▌ “Größe” — an ordinary row │ ┃", INK)])
    assert pinned(strip) is strip


def test_what_is_seen_of_a_pinned_row_in_exports_and_tests_is_its_text() -> None:
    strip = row("दादी कहती थीं", 30)
    assert isinstance(strip, PinnedStrip)
    assert "\x1b" not in strip.text


def test_rich_counts_the_parts_of_a_sequence_that_it_cuts_wrongly() -> None:
    """rich 15.0.0 segment.py:108: the day this fails, a pinned strip can be cut as any other is."""
    first, second = Segment("❤\ufe0f!").split_cells(1)
    assert cell_len(first.text) + cell_len(second.text) != cell_len("❤\ufe0f!")


def test_textual_makes_plain_strips_of_what_a_widget_returns(tmp_path: Path) -> None:
    """textual 8.2.8 _styles_cache.py:511: the day this fails, a widget can return pinned ones."""

    class Row(Widget):
        def render_line(self, y: int) -> Strip:
            return row("दादी", self.size.width)

    class OneRow(App[None]):
        def compose(self) -> ComposeResult:
            yield Row()

    async def made() -> Strip:
        async with OneRow().run_test(size=(20, 2)) as pilot:
            return pilot.app.query_one(Row).render_lines(Region(0, 0, 20, 1))[0]

    assert type(asyncio.run(made())) is Strip


async def test_rows_on_the_screen_keep_their_frame_when_all_of_it_is_drawn_and_when_a_part_is(
    tmp_path: Path,
) -> None:
    text = "# दादी की बात\n\nदादी कहती थीं, “जहाँ चाह, वहाँ राह।” 👍🏽 and 👩\u200d👩\u200d👧 went home 🇮🇸.\n\n"
    path = write(tmp_path / "scripts.md", text * 8)
    async with reading(path, size=(120, 40), overrides={"sidebar": "on"}) as driver:
        await driver.press("1")
        await driver.saved()
        for _ in range(2):
            whole = driver.screen._compositor.render_full_update()
            assert rows_end_at(whole.render_segments(CONSOLE)) == {120}
            await driver.press("ctrl+b")  # the panes close, and rows that were drawn are drawn elsewhere
        article = driver.screen.query("ArticleView").first()
        article.refresh(Region(0, 0, *article.size))
        driver.screen._compositor._dirty_regions.add(article.region)
        part = driver.screen._compositor.render_partial_update()
        assert part is not None
        assert rows_end_at(part.render_segments(CONSOLE)) == {article.size.width}


def rows_end_at(sent: str) -> set[int]:
    """The columns, from where it began, that each row which was sent ends in."""
    ends = set()
    for sent_row in filter(None, re.split(r"\x1b\[\d+;\d+H", sent.replace("\n", ""))):
        terminal = Terminal(per_code_point)
        terminal.feed(sent_row)
        ends.add(terminal.at)
    return ends


async def test_hostile_text_in_a_pinned_row_sends_no_sequence_of_its_own(tmp_path: Path) -> None:
    path = write(tmp_path / "hostile.txt", f"Title दादी {HOSTILE}\n\nदादी {HOSTILE} end\n")
    async with reading(path) as driver:
        sent = driver.screen._compositor.render_full_update().render_segments(CONSOLE)
        sequences = re.findall(r"\x1b(?:7|8|\[\d+C|\[[\d;]*m|\[\d+;\d+H)", sent)
        assert sent.count("\x1b") == len(sequences)
        assert not re.search("[\x00-\x09\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202e]", sent)
