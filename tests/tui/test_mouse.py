"""The mouse: clicks, drags, the wheel, the rail."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import Driver, reading, write
from textual.events import MouseScrollDown, MouseScrollUp


def numbered(count: int) -> str:
    sentence = "The {0}th paragraph says {0} things. It says them at some length, so that it wraps."
    return "\n\n".join(sentence.format(number) for number in range(1, count + 1)) + "\n"


@pytest.fixture
def long(tmp_path: Path) -> Path:
    return write(tmp_path / "lib" / "long.txt", numbered(80))


def cell(tread: Driver, text: str, *, nth: int = 0) -> tuple[int, int]:
    """The first cell of a text that stands on the page in one row."""
    rows = [row[: tread.screen.view.region.right] for row in tread.text.split("\n")]
    return [(row.index(text), y) for y, row in enumerate(rows) if text in row][nth]


def last(place: tuple[int, int], text: str) -> tuple[int, int]:
    """The last cell of a text of narrow characters that begins at a cell."""
    return place[0] + len(text) - 1, place[1]


async def drag(tread: Driver, *places: tuple[int, int], shift: bool = False) -> None:
    """Press at the first place, move over the others, let go at the last."""
    await tread.pilot.mouse_down(offset=places[0], shift=shift)
    for place in places[1:]:
        await tread.pilot.hover(offset=place)
    await tread.pilot.mouse_up(offset=places[-1])
    await tread.pilot.pause()


async def click(tread: Driver, place: tuple[int, int], times: int = 1, *, shift: bool = False) -> None:
    await tread.pilot.click(offset=place, times=times, shift=shift)
    await tread.pilot.pause()


async def turn(tread: Driver, place: tuple[int, int], notches: int) -> None:
    """Turn the wheel over a place, down, or up when negative, and wait until everything rests."""
    kind = MouseScrollDown if notches > 0 else MouseScrollUp
    for _ in range(abs(notches)):
        await tread.pilot._post_mouse_events([kind], offset=place)
    await tread.until(lambda: tread.screen.view.pointer.rests, "the end of the gliding")
    await tread.pilot.pause()


@pytest.mark.parametrize(
    ("begin", "end", "selected"),
    [
        ("4th", "says 4", "4th paragraph says 4"),
        (
            "4th",
            "5th",
            "4th paragraph says 4 things. It says them at some length, so that it wraps.\nThe 5th",
        ),
        ("4th", "4th", "4th"),
    ],
)
async def test_a_drag_selects_the_characters_from_end_to_end_either_way(
    long: Path, begin: str, end: str, selected: str
) -> None:
    async with reading(long, size=(100, 40)) as tread:
        first, until = cell(tread, begin), last(cell(tread, end), end)
        await drag(tread, first, until)
        assert (tread.selected, tread.screen.view.selection.unit) == (selected, "free")
        await drag(tread, until, first)
        assert tread.selected == selected
        await tread.press("2")
        assert tread.only().anchor is not None
        assert tread.only().anchor.quote.exact == selected  # type: ignore[union-attr]


async def test_a_drag_goes_on_past_the_foot_for_as_long_as_the_pointer_rests_there(long: Path) -> None:
    async with reading(long, size=(90, 20)) as tread:
        view = tread.screen.view
        begin = cell(tread, "3th")
        await tread.pilot.mouse_down(offset=begin)
        await tread.pilot.hover(offset=(begin[0], 19))
        await tread.until(lambda: view.top_position.paragraph > 6, "scrolling on")
        assert view.selection.range.start.paragraph == 2
        await tread.pilot.hover(offset=(begin[0] + 2, 9))
        assert view.pointer.rests
        top = view.top_position
        await tread.pilot.mouse_up(offset=(begin[0] + 2, 9))
        await tread.pilot.pause()
        span = view.selection.range
        assert tread.selected.startswith("3th paragraph")
        assert top.paragraph <= span.end.paragraph <= top.paragraph + 10
        assert view.top_position == top


async def test_a_drag_goes_on_over_the_head_where_the_page_begins_in_the_first_row(long: Path) -> None:
    async with reading(long, size=(90, 20)) as tread:
        await tread.press("G")
        view = tread.screen.view
        begin = cell(tread, "80th")
        await tread.pilot.mouse_down(offset=begin)
        await tread.pilot.hover(offset=(begin[0], 0))
        await tread.until(lambda: view.top_position.paragraph < 60, "scrolling back")
        await tread.pilot.mouse_up(offset=(begin[0], 0))
        await tread.pilot.pause()
        assert view.pointer.rests
        assert tread.selected.endswith("\nThe 8")
        assert view.selection.range.start.paragraph < 62


async def test_a_double_click_takes_a_word_and_a_drag_from_there_goes_by_words(long: Path) -> None:
    async with reading(long, size=(100, 40)) as tread:
        word, later = cell(tread, "paragraph says 3"), cell(tread, "things. It says them", nth=2)
        place = (word[0] + 4, word[1])
        await click(tread, place, 2)
        assert (tread.selected, tread.screen.view.selection.unit) == ("paragraph", "word")
        await tread.pilot.click(offset=(2, 0))
        await tread.pilot.click(offset=place)
        await drag(tread, place, (later[0] + 2, later[1]))
        assert tread.selected == "paragraph says 3 things"
        await tread.press("w")
        assert tread.selected == "It"


async def test_a_triple_click_takes_a_sentence_and_a_drag_from_there_goes_by_sentences(long: Path) -> None:
    async with reading(long, size=(100, 40)) as tread:
        place = cell(tread, "things. It", nth=1)
        await click(tread, place, 3)
        assert (tread.selected, tread.screen.view.selection.unit) == (
            "The 2th paragraph says 2 things.",
            "sentence",
        )
        await tread.pilot.click(offset=(2, 0))
        await click(tread, place, 2)
        await drag(tread, place, cell(tread, "The 3th"))
        assert tread.selected.startswith("The 2th") and tread.selected.endswith(
            "\nThe 3th paragraph says 3 things."
        )


async def test_a_click_with_shift_reaches_from_the_cell_clicked_before(long: Path) -> None:
    async with reading(long, size=(100, 40)) as tread:
        await click(tread, cell(tread, "2th"))
        assert tread.screen.view.selection.unit == "paragraph"
        await click(tread, last(cell(tread, "3th"), "3th"), shift=True)
        assert tread.selected.startswith("2th paragraph") and tread.selected.endswith("\nThe 3th")
        await click(tread, cell(tread, "1th"), shift=True)
        assert tread.selected.startswith("1th paragraph") and tread.selected.endswith("\nThe 2")


async def test_a_click_with_shift_reaches_from_what_the_keys_selected_by_the_same_unit(long: Path) -> None:
    async with reading(long, size=(100, 40)) as tread:
        await tread.press("j", "l", "w")
        assert tread.selected == "The"
        await click(tread, last(cell(tread, "2th par"), "2th par"), shift=True)
        assert tread.selected == "The 2th paragraph"
        await tread.press("escape")
        await click(tread, cell(tread, "4th"), shift=True)
        assert tread.selected.startswith("The 2th") and tread.selected.endswith("wraps.")
        assert tread.screen.view.selection.range.end.paragraph == 3


async def test_a_click_on_a_highlight_takes_it_and_lights_it_in_the_sidebar(long: Path) -> None:
    async with reading(long, size=(130, 40)) as tread:
        await tread.press("j", "l", "1", "j", "l", "2", "g", "g")
        notes = tread.screen.sidebar.notes
        for nth, text in ((1, "The 3th"), (0, "The 2th")):
            await click(tread, cell(tread, text))
            assert tread.selected.startswith(f"{text} paragraph") and tread.selected.endswith("things.")
            assert notes.cursor == nth


async def test_a_wheel_glides_by_three_rows_a_notch_and_a_turn_back_stops_it(long: Path) -> None:
    async with reading(long, size=(90, 20)) as tread:
        view, place = tread.screen.view, (20, 10)
        selected = tread.selected
        rows = tread.text.split("\n")
        await turn(tread, place, 1)
        assert tread.text.split("\n")[0][:80] == rows[3][:80]
        await turn(tread, place, 4)
        await turn(tread, place, -5)
        assert tread.text.split("\n")[:10] == rows[:10]
        assert tread.selected == selected
        view.pointer.wheel(20)
        view.pointer.wheel(-1)
        await tread.until(lambda: view.pointer.rests, "the end of the gliding")
        assert view.top_position.paragraph < 8


async def test_a_wheel_while_dragging_takes_the_selection_along(long: Path) -> None:
    async with reading(long, size=(90, 20)) as tread:
        begin = cell(tread, "2th")
        await tread.pilot.mouse_down(offset=begin)
        await tread.pilot.hover(offset=(begin[0] + 2, begin[1] + 4))
        before = tread.screen.view.selection.range
        await turn(tread, (begin[0] + 2, begin[1] + 4), 2)
        after = tread.screen.view.selection.range
        assert after.start == before.start and after.end > before.end
        await tread.pilot.mouse_up(offset=(begin[0] + 2, begin[1] + 4))


async def test_the_lists_glide_too(long: Path) -> None:
    for number in range(40):
        write(long.parent / f"{number}.txt", f"Article {number}.\n")
    async with reading(long.parent, size=(90, 20)) as tread:
        await tread.shows("Article 0.")
        await tread.pilot._post_mouse_events([MouseScrollDown] * 6, offset=(20, 10))
        await tread.hides("Article 0.")
        await tread.pilot._post_mouse_events([MouseScrollUp] * 9, offset=(20, 10))
        await tread.shows("Article 0.")


async def test_the_rail_is_clicked_and_dragged_and_the_way_back_is_known(long: Path) -> None:
    async with reading(long, size=(90, 21)) as tread:
        view = tread.screen.view
        x = view.region.right - 1
        await tread.press("l")
        await click(tread, (x, 10))
        assert 30 < view.top_position.paragraph < 50
        await drag(tread, (x, 10), (x, 5), (x - 30, 2))
        assert view.top_position.paragraph < 12
        await tread.pilot.hover(offset=(x, 18))
        assert view.top_position.paragraph < 12
        await tread.press("ctrl+o")
        assert 30 < view.top_position.paragraph < 50
        await tread.press("ctrl+o")
        assert tread.selected == "The 1th paragraph says 1 things."


async def test_another_button_selects_nothing(long: Path) -> None:
    async with reading(long, size=(90, 21)) as tread:
        selected = tread.selected
        place = cell(tread, "3th")
        await tread.pilot.mouse_down(offset=place, button=3)
        await tread.pilot.hover(offset=(place[0] + 5, place[1] + 2))
        await tread.pilot.mouse_up(offset=place)
        assert tread.selected == selected


@pytest.mark.parametrize("text", ["", "One.\n"], ids=["empty", "short"])
async def test_pressing_where_there_is_no_text_does_no_harm(tmp_path: Path, text: str) -> None:
    async with reading(write(tmp_path / "a.txt", text), size=(60, 20)) as tread:
        for place in ((0, 0), (59, 3), (30, 15), (59, 18), (1, 18)):
            await click(tread, place, 3)
            await drag(tread, place, (30, 10), (58, 1))
        assert tread.app.is_running


async def test_wide_and_joined_characters_are_dragged_whole(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "ab世界👩‍👩‍👧é end.\n")
    async with reading(path, size=(60, 20)) as tread:
        x, y = cell(tread, "ab")
        await drag(tread, (x + 3, y), (x + 6, y))
        assert tread.selected == "世界👩‍👩‍👧"
        await drag(tread, (x + 7, y), (x + 5, y))
        assert tread.selected == "界👩‍👩‍👧"
