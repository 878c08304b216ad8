"""Which panes fit: the one in use always, and never fewer in a wider window."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.commands import PANES, Pane
from tread.tui.panes import NARROWEST, SMALLEST, WIDEST, Panes, Sizes, Wish, panes

WISHES: tuple[Wish, ...] = ("auto", "on", "off")
SIZES = Sizes(library=30, sidebar=34)

focuses = st.sampled_from(PANES)
wishes = st.sampled_from(WISHES)
widths = st.integers(1, 250)


def shown(found: Panes) -> str:
    """The panes as letters, from left to right."""
    return "L" * found.library + "A" * found.articles + "S" * found.sidebar


@pytest.mark.parametrize(
    ("width", "focus", "library", "sidebar", "expected"),
    [
        (40, "article", "auto", "auto", "A"),
        (40, "article", "on", "on", "A"),
        (40, "library", "auto", "auto", "L"),
        (40, "sidebar", "off", "off", "S"),
        (65, "library", "on", "on", "L"),
        (66, "library", "off", "off", "LA"),
        (69, "sidebar", "on", "on", "S"),
        (70, "sidebar", "off", "off", "AS"),
        (80, "library", "off", "on", "LA"),
        (80, "article", "auto", "auto", "A"),
        (80, "article", "off", "on", "AS"),
        (80, "article", "on", "auto", "LA"),
        (97, "article", "auto", "auto", "A"),
        (98, "article", "auto", "auto", "AS"),
        (98, "article", "on", "auto", "LA"),
        (94, "article", "auto", "off", "LA"),
        (99, "article", "on", "on", "AS"),
        (100, "article", "on", "on", "LAS"),
        (127, "article", "auto", "auto", "AS"),
        (128, "article", "auto", "auto", "LAS"),
        (128, "library", "auto", "auto", "LAS"),
        (250, "article", "off", "off", "A"),
    ],
)
def test_panes_fold_as_the_window_narrows(
    width: int, focus: Pane, library: Wish, sidebar: Wish, expected: str
) -> None:
    assert shown(panes(width, focus, library, sidebar, SIZES)) == expected


@given(widths, focuses, wishes, wishes)
def test_the_pane_with_the_focus_is_shown(width: int, focus: Pane, library: Wish, sidebar: Wish) -> None:
    found = panes(width, focus, library, sidebar, SIZES)
    assert {"library": found.library, "article": found.articles > 0, "sidebar": found.sidebar}[focus]


@given(widths, focuses, wishes, wishes)
def test_a_wider_window_never_shows_less(width: int, focus: Pane, library: Wish, sidebar: Wish) -> None:
    narrow, wide = (panes(cells, focus, library, sidebar, SIZES) for cells in (width, width + 1))
    assert set(shown(narrow)) <= set(shown(wide))


@given(st.integers(SMALLEST[0], 250), focuses, wishes, wishes)
def test_the_article_keeps_room_to_read(width: int, focus: Pane, library: Wish, sidebar: Wish) -> None:
    found = panes(width, focus, library, sidebar, SIZES)
    beside = SIZES.library * found.library + SIZES.sidebar * found.sidebar
    assert not found.articles or width - beside >= 36


@given(widths, wishes, wishes)
def test_a_pane_that_was_turned_off_is_shown_only_while_it_has_the_focus(
    width: int, library: Wish, sidebar: Wish
) -> None:
    assert not panes(width, "article", "off", sidebar, SIZES).library
    assert not panes(width, "article", library, "off", SIZES).sidebar


@given(widths, wishes, wishes)
def test_the_library_has_the_window_to_itself_until_an_article_is_open(
    width: int, library: Wish, sidebar: Wish
) -> None:
    assert shown(panes(width, "library", library, sidebar, SIZES, is_open=False)) == "L"


@pytest.mark.parametrize(
    ("width", "focus", "library", "sidebar", "expected"),
    [
        (89, "article", "auto", "auto", "A"),
        (90, "article", "auto", "auto", "AA"),
        (90, "article", "on", "on", "AA"),
        (106, "article", "auto", "on", "AA"),
        (107, "article", "auto", "on", "AAS"),
        (106, "sidebar", "auto", "auto", "AS"),
        (107, "sidebar", "auto", "auto", "AAS"),
        (102, "library", "off", "off", "LA"),
        (103, "library", "off", "off", "LAA"),
        (162, "article", "auto", "auto", "AA"),
        (163, "article", "auto", "auto", "AAS"),
        (137, "article", "on", "on", "LAAS"),
        (60, "sidebar", "auto", "auto", "S"),
    ],
)
def test_two_articles_stand_side_by_side_where_there_is_room(
    width: int, focus: Pane, library: Wish, sidebar: Wish, expected: str
) -> None:
    assert shown(panes(width, focus, library, sidebar, SIZES, is_split=True)) == expected


@given(widths, focuses, wishes, wishes)
def test_a_wider_window_never_shows_fewer_of_two_articles(
    width: int, focus: Pane, library: Wish, sidebar: Wish
) -> None:
    narrow, wide = (
        panes(cells, focus, library, sidebar, SIZES, is_split=True) for cells in (width, width + 1)
    )
    assert narrow.articles <= wide.articles
    assert len(shown(narrow)) <= len(shown(wide))


@given(st.sampled_from(PANES), st.lists(st.integers(-200, 200)), st.integers(0, 250))
def test_a_pane_stays_between_its_narrowest_and_its_widest(pane: Pane, steps: list[int], room: int) -> None:
    sizes = SIZES
    for cells in steps:
        sizes = sizes.widened(pane, cells, room)
    assert NARROWEST <= sizes.library <= WIDEST
    assert NARROWEST <= sizes.sidebar <= WIDEST
    assert 0.2 <= sizes.first <= 0.8


def test_only_the_pane_that_is_meant_grows() -> None:
    assert SIZES.widened("library", 4, 100) == Sizes(34, 34)
    assert SIZES.widened("sidebar", -4, 100) == Sizes(30, 30)
    assert SIZES.widened("article", 10, 100) == Sizes(30, 34, 0.6)
