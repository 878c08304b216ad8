"""Marks whose text was edited since: their sign, what the sidebar and the status bar say, both wordings."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from driving import HOSTILE, Driver, reading, write

from tread.cli import main
from tread.core.edited import day_of, edited_since

TEXT = """The harbour

The city sold its harbour in the spring of that year. Nobody asked why it was sold.

The buyer was never named, though the papers went from desk to desk.
"""
QUOTE = "The city sold its harbour in the spring of that year."


@pytest.fixture
def article(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """An article with a highlight on its first sentence, edited since; and one that was not."""
    path = write(tmp_path / "lib" / "harbour.txt", TEXT)
    assert main(["annotate", str(path), "--quote", QUOTE, "--note", "By whom?"]) == 0
    assert main(["annotate", str(path), "--quote", "The buyer was never named", "--colour", "green"]) == 0
    return write(path, TEXT.replace("in the spring", "early in the summer"))


def since() -> str:
    return edited_since(datetime.now(UTC), datetime.now().astimezone())


def words(tread: Driver) -> str:
    """What stands in the sidebar, on one row."""
    notes = tread.screen.sidebar.notes
    rows = [row for index in range(notes.count()) for row in notes.item(index, notes.size.width, False)]
    return " ".join(" ".join(text for text, _ in row).replace("▌", " ") for row in rows)


def roles(tread: Driver, index: int) -> set[tuple[str, str]]:
    """The texts of an annotation in the sidebar, each with its role."""
    notes = tread.screen.sidebar.notes
    rows = notes.item(index, notes.size.width, False)
    return {(text.strip(), role.split()[0]) for row in rows for text, role in row if role}


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("theme", ["tread-light", "tread-dark", "terminal"])
@pytest.mark.parametrize("colourless", [False, True])
async def test_a_mark_that_was_edited_has_a_sign_and_says_since_when(
    article: Path, theme: str, colourless: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if colourless:
        monkeypatch.setenv("NO_COLOR", "1")
    async with reading(article, size=(120, 30), overrides={"theme": theme}) as tread:
        await tread.shows("≠", "1 min")
        (row,) = [row for row in tread.text.split("\n") if "The city sold its harbour early" in row]
        assert row.lstrip().startswith("≠")
        assert since() in flat(words(tread))
        assert tread.text.count("≠") == 2, (
            "one in the margin and one in the sidebar; the other mark is as it was"
        )


async def test_a_key_shows_both_wordings_in_the_sidebar_and_hides_them_again(article: Path) -> None:
    async with reading(article, size=(120, 30)) as tread:
        await tread.shows("≠")
        await tread.press("g", "g", "j")
        day = day_of(datetime.now(UTC), datetime.now().astimezone())
        assert f"≠ edited since {day} (d)" in tread.status
        assert QUOTE in flat(words(tread))
        await tread.press("d")
        assert "sold its harbour early in the spring summer of that year." in flat(words(tread))
        assert QUOTE not in flat(words(tread))
        await tread.press("d")
        assert QUOTE in flat(words(tread))
        await tread.press("tab", "g", "g", "d")
        assert "early in the spring summer" in flat(words(tread)), "from the sidebar too"
        await tread.press("j", "d")
        assert "It has not been edited since you marked it." in tread.status


async def test_where_there_are_no_colours_the_wordings_have_signs(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(article, size=(120, 30)) as tread:
        await tread.shows("≠")
        await tread.press("g", "g", "j", "d")
        assert "harbour {+early +} in the [-spring-] {+summer+} of" in flat(words(tread))


async def test_deleted_and_inserted_words_look_different_from_what_was_kept(article: Path) -> None:
    async with reading(article, size=(120, 30)) as tread:
        await tread.shows("≠")
        await tread.press("g", "g", "j", "d")
        notes = tread.screen.sidebar.notes
        role_of = dict(roles(tread, 0))
        assert (role_of["spring"], role_of["summer"], role_of["early"]) == ("deleted", "inserted", "inserted")
        styles = {role: notes.style_of(role) for role in ("deleted", "inserted", "ink")}
        assert styles["deleted"].strike and styles["inserted"].bold and not styles["ink"].bold
        assert len({styles["deleted"].color, styles["inserted"].color, styles["ink"].color}) == 3


async def test_the_status_bar_says_so_in_a_window_of_eighty_cells(article: Path) -> None:
    async with reading(article, size=(80, 24)) as tread:
        await tread.shows("≠")
        await tread.press("g", "g", "j")
        assert "≠ edited since" in tread.status and "(d)" in tread.status
        await tread.press("j")
        assert "edited" not in tread.status


async def test_in_a_narrow_window_the_wordings_take_the_articles_place(article: Path) -> None:
    async with reading(article, size=(60, 24)) as tread:
        await tread.press("g", "g", "j", "d")
        assert tread.screen.context == "sidebar"
        await tread.shows("early in the spring")
        await tread.press("escape")
        await tread.shows("Nobody asked why")


async def test_what_is_not_marked_has_no_other_wording(article: Path) -> None:
    async with reading(article, size=(120, 30)) as tread:
        await tread.shows("≠")
        await tread.press("g", "g", "d")
        assert "Nothing is marked here." in tread.status


async def test_an_edit_under_the_reader_shows_at_once_and_goes_when_it_is_taken_back(article: Path) -> None:
    async with reading(article, size=(120, 30)) as tread:
        await tread.shows("≠")
        write(article, TEXT)
        await tread.hides("≠")
        write(article, TEXT.replace("in the spring of that", f"in the {HOSTILE} of that"))
        await tread.shows("≠")
        await tread.press("g", "g", "j", "d")
        assert "[/foo] [@click=app.quit]" in flat(words(tread))


async def test_of_a_long_passage_only_what_is_near_a_change_is_shown_until_it_is_unfolded(
    tmp_path: Path,
) -> None:
    long, more = (" ".join(f"{word}{number}" for number in range(120)) for word in ("word", "term"))
    path = write(tmp_path / "lib" / "long.txt", f"Title\n\n{long} spring {more}\n\nEnd of it.\n")
    assert main(["annotate", str(path), "--quote", f"{long} spring {more}"]) == 0
    write(path, f"Title\n\n{long} summer {more}\n\nEnd of it.\n")
    async with reading(path, size=(120, 30)) as tread:
        await tread.press("g", "g", "j", "d")
        shown = flat(words(tread))
        assert "word119 spring summer term0" in shown
        assert "word60" not in shown
        await tread.press("tab", "g", "g", "o")
        assert flat(words(tread)).count("word60") == 1


# Choosing a place

TWICE = """The harbour

A clerk remembered the money well enough.

The council met on Tuesday, and nobody asked.

A clerk remembered the money well enough.
"""


@pytest.fixture
def doubtful(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """An article in which a highlight may stand in either of two paragraphs, and another one is lost."""
    path = write(
        tmp_path / "lib" / "clerk.txt", TWICE.replace("A clerk remembered the money well enough.", "{}")
    )
    first, second = "One clerk remembered the money well.", "Ships come in at night and pay at the gate."
    write(path, TWICE.replace("A clerk remembered the money well enough.", "{}").format(first, second))
    assert main(["annotate", str(path), "--quote", first]) == 0
    assert main(["annotate", str(path), "--quote", second, "--colour", "green"]) == 0
    return write(path, TWICE)


async def test_an_uncertain_place_is_proposed_beside_the_quote(doubtful: Path) -> None:
    async with reading(doubtful, size=(120, 30)) as tread:
        await tread.shows("Place uncertain", "Place not found")
        assert [entry.state for entry in tread.screen.sidebar.notes.entries] == ["uncertain", "orphan"]
        shown = flat(words(tread))
        assert "“One clerk remembered the money well.” Perhaps in ¶" in shown
        assert ("One", "deleted") in roles(tread, 0)


async def test_the_places_like_it_get_letters_and_one_is_chosen_and_taken_back(doubtful: Path) -> None:
    async with reading(doubtful, size=(120, 30)) as tread:
        await tread.shows("Place uncertain", "Place not found")
        before = tread.screen.view.standing
        await tread.press("tab", "g", "g", "f")
        await tread.shows("a letter says where it stands")
        shown = flat(words(tread))
        assert "s ¶" in shown and "d ¶" in shown and "Perhaps" not in shown
        labels = tread.screen.view.labels
        assert labels is not None and [label.text for label in labels.labels] == ["s", "d"]
        await tread.press("escape")
        assert tread.screen.view.standing == before and "d ¶" not in flat(words(tread))
        assert [entry.state for entry in tread.screen.sidebar.notes.entries] == ["uncertain", "orphan"]
        await tread.press("f")
        await tread.shows("a letter says where it stands")
        wanted = tread.screen.labelling._shown
        assert wanted is not None
        await tread.press("d")
        entry = tread.screen.sidebar.notes.entries[0]
        assert (entry.state, entry.range) == ("anchored", wanted.things[1].range)
        assert "Placed; u takes it back." in tread.status
        await tread.press("u")
        assert [entry.state for entry in tread.screen.sidebar.notes.entries] == ["uncertain", "orphan"]


async def test_where_nothing_is_like_it_the_reader_is_told_what_to_do(doubtful: Path) -> None:
    async with reading(doubtful, size=(120, 30)) as tread:
        await tread.shows("Place uncertain", "Place not found")
        await tread.press("tab", "G", "f")
        await tread.shows(
            "Nothing here is like it. Select its place in the article, and come back and press p."
        )


async def test_what_is_lost_shows_what_stood_around_it_and_is_put_on_what_the_reader_selects(
    doubtful: Path,
) -> None:
    async with reading(doubtful, size=(120, 30)) as tread:
        await tread.shows("Place uncertain", "Place not found")
        await tread.press("tab", "G")
        notes = tread.screen.sidebar.notes
        shown = flat(" ".join(text for row in notes.item(1, notes.size.width, True) for text, _ in row))
        assert "…on Tuesday, and nobody asked. ▌ Ships come in at night" in shown.replace("▌ ▌", "▌")
        await tread.press("tab", "g", "g", "j", "j", "tab", "p")
        assert [entry.state for entry in notes.entries] == ["anchored", "uncertain"]
        assert tread.reading.document.text_of(notes.entries[0].range).startswith("The council met")  # type: ignore[arg-type]
        await tread.press("u")
        assert [entry.state for entry in notes.entries] == ["uncertain", "orphan"]
