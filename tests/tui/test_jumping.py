"""Far steps and the way back over them; bookmarks."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import databases, reading, stored, write
from textual.command import CommandPalette


def numbered(first: int, last: int) -> str:
    return "\n\n".join(f"Paragraph {number} has {number} words or more." for number in range(first, last + 1))


@pytest.fixture
def article(tmp_path: Path) -> Path:
    parts = [f"# Part {part}\n\n{numbered(20 * part, 20 * part + 19)}" for part in range(5)]
    return write(tmp_path / "lib" / "article.md", "\n\n".join(parts) + "\n")


FAR = {
    "G": "G",
    "g g": "g g",
    "a heading": "}",
    "an annotation": "]",
    "a match": "n",
    "a search": "/ Paragraph space 66 enter",
    "a bookmark": "' a",
    "the sidebar": "tab G enter",
}


@pytest.mark.parametrize("keys", FAR.values(), ids=FAR)
async def test_every_far_step_can_be_gone_back_over_to_the_same_page(article: Path, keys: str) -> None:
    async with reading(article, size=(120, 24)) as tread:
        await tread.press("G", "1", "k", "m", "a", "g", "g", "/")
        await tread.type("Paragraph 7")
        await tread.press("enter", "space", "space", "j", "l")
        page, selected = tread.text.split("\n")[:-1], tread.selected
        await tread.press(*keys.split(" "))
        there = tread.selected
        assert there != selected
        await tread.press("ctrl+o")
        assert (tread.selected, tread.text.split("\n")[:-1][:3]) == (selected, page[:3])
        await tread.press("ctrl+n")
        assert tread.selected == there


async def test_small_steps_are_not_jumps(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "l", "w", "space", "ctrl+d", "k", "ctrl+o")
        assert "There is no jump to go back over." in tread.status
        await tread.press("'", "'")
        assert "There has been no jump yet." in tread.status
        await tread.press("ctrl+n")
        assert "There is no jump to go on to." in tread.status


async def test_back_and_forth_between_two_places(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "G")
        for expected in ("Paragraph 0 has", "Paragraph 99 has", "Paragraph 0 has"):
            await tread.press("'", "'")
            assert tread.selected.startswith(expected)


async def test_a_search_that_is_given_up_is_no_jump(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("/")
        await tread.type("Paragraph 77")
        await tread.press("escape", "ctrl+o")
        assert "There is no jump to go back over." in tread.status


async def test_a_link_to_a_heading_is_a_jump(article: Path) -> None:
    write(article, "See [the fourth](#part-4) first.\n\n" + article.read_text())
    async with reading(article) as tread:
        await tread.press("w", "f", "s")  # s is the label of the first link
        await tread.until(lambda: tread.selected == "Part 4", "the heading")
        await tread.press("ctrl+o")
        assert tread.selected == "See"


async def test_another_article_is_a_jump_and_the_way_leads_back_to_the_place(article: Path) -> None:
    write(article.parent / "other.md", "# Other\n\nSomething else.\n")
    async with reading(article.parent, size=(150, 24)) as tread:
        await tread.press("enter")
        await tread.until(lambda: tread.screen.article, "the article")
        await tread.press("space", "space", "l")
        selected = tread.selected
        await tread.press("q", "G", "enter")
        await tread.shows("Something else.")
        await tread.press("j", "ctrl+o")
        await tread.until(lambda: tread.article.path == article, "the first article")
        assert tread.selected == selected
        await tread.press("ctrl+n")
        await tread.until(lambda: tread.article.path != article, "the other one")
        assert tread.selected == "Something else."


async def test_the_way_back_leads_to_where_a_step_began_and_not_to_where_the_article_was_left(
    article: Path,
) -> None:
    other = write(article.parent / "other.md", "# Other\n\nSomething else.\n")
    async with reading(article, size=(150, 24)) as tread:
        await tread.press("space", "l")
        selected = tread.selected
        for path, keys in ((other, "j"), (article, "jjj"), (other, "")):
            tread.screen.opener.open(path)
            await tread.until(lambda path=path: tread.article.path == path, "the article")  # type: ignore[misc]
            await tread.press(*keys)
        for path in (article, other, article):
            await tread.press("ctrl+o")
            await tread.until(lambda path=path: tread.article.path == path, "the article")  # type: ignore[misc]
        assert tread.selected == selected


async def test_the_way_back_leads_to_the_same_words_after_the_file_has_changed(article: Path) -> None:
    async with reading(article, size=(90, 24)) as tread:
        await tread.press("space", "l")
        selected = tread.selected
        await tread.press("G")
        write(article, "Something new in front.\n\n" + article.read_text())
        await tread.until(lambda: len(tread.reading.document.paragraphs) == 106, "the new text")
        await tread.press("ctrl+o")
        assert tread.selected == selected


# Bookmarks


async def test_a_bookmark_is_set_gone_to_and_found_again_after_a_restart_and_an_edit(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("space", "space", "j", "l", "m", "a")
        assert "Bookmark a is set." in tread.status
        selected = tread.selected
        await tread.press("G", "'", "a")
        assert tread.selected == selected
        await tread.saved()
        (one,) = stored(article)
        assert (one.kind, one.letter, one.colour) == ("bookmark", "a", None)
        assert one.anchor is not None and one.anchor.quote.exact == selected
    write(article, "Something new in front.\n\n" + article.read_text())
    async with reading(article) as tread:
        await tread.until(lambda: tread.reading.annotations, "the bookmark")
        await tread.press("G", "'", "a")
        assert tread.selected == selected


async def test_a_letter_set_again_moves_and_undo_takes_it_back(article: Path) -> None:
    async with reading(article) as tread:
        await tread.press("j", "m", "a", "j", "m", "a")
        assert "Bookmark a moved here." in tread.status
        await tread.press("m", "a")
        assert "Bookmark a stands here already." in tread.status
        await tread.press("G", "'", "a")
        assert tread.selected.startswith("Paragraph 1 ")
        await tread.press("u", "G", "'", "a")
        assert tread.selected.startswith("Paragraph 0 ")
        await tread.press("u", "G", "'", "a")
        assert "Bookmark a is not set." in tread.status
        assert tread.selected.startswith("Paragraph 99")
        await tread.press("ctrl+r", "ctrl+r", "'", "a")
        assert tread.selected.startswith("Paragraph 1 ")
        await tread.saved()
        (one,) = stored(article)
        assert one.anchor is not None and one.anchor.quote.exact.startswith("Paragraph 1 ")


async def test_bookmarks_are_shown_in_the_margin_and_in_the_sidebar_and_paint_nothing(article: Path) -> None:
    async with reading(article, size=(120, 24)) as tread:
        await tread.press("j", "l", "m", "q", "j", "m", "enter", "k", "k")
        rows = tread.text.split("\n")
        begun = [row[:78] for row in rows if "Paragraph 0" in row[:78] or "Paragraph 1 " in row[:78]]
        assert [row.strip()[0] for row in begun] == ["q", "◆"]
        assert "q “Paragraph 0 has" in tread.text
        assert "bookmark q" in tread.text and "bookmark  just now" in tread.text
        row = next(y for y, text in enumerate(rows) if "Paragraph 0 has" in text[:78])
        style = tread.app.screen.get_style_at(rows[row].index("Paragraph 0"), row)
        assert not style.underline and style.bgcolor == tread.screen.view.style_of("ink").bgcolor


async def test_a_bookmark_stays_out_of_the_way_of_marking(article: Path) -> None:
    async with reading(article, size=(120, 24)) as tread:
        await tread.press("j", "m", "a", "1")
        assert [one.kind for one in tread.reading.annotations] == ["bookmark", "highlight"]
        await tread.press("x", "x")
        assert tread.reading.annotations == []
        await tread.press("u", "u")
        assert [one.kind for one in tread.reading.annotations] == ["bookmark", "highlight"]


async def test_enter_on_what_is_bookmarked_highlights_it(article: Path) -> None:
    async with reading(article, size=(120, 24)) as tread:
        await tread.press("j", "m", "a", "m", "b", "enter")
        assert [one.kind for one in tread.reading.annotations] == ["bookmark", "bookmark", "highlight"]
        assert tread.app.screen is tread.screen and not tread.screen.sidebar.is_writing


async def test_the_row_of_hints_shows_the_bookmarks_there_are(article: Path) -> None:
    async with reading(article, size=(120, 24)) as tread:
        await tread.press("'")
        await tread.shows("' Back and forth", "a–z Go to a bookmark")
        await tread.press("escape", "j", "m", "b", "j", "m", "a", "'")
        await tread.shows("a Paragraph 1 has 1 words…   b Paragraph 0 has 0 words…")
        await tread.press("escape", "m")
        await tread.shows("a–z Bookmark", "Enter Bookmark without a letter")


async def test_bookmarks_can_be_set_by_the_name_of_the_command(article: Path) -> None:
    async with reading(article, size=(120, 24)) as tread:
        await tread.press("j", ":")
        await tread.until(lambda: isinstance(tread.app.screen, CommandPalette), "the palette")
        await tread.type("bookmark the")
        await tread.press("escape")
        tread.screen.run_command("mark.bookmark")
        await tread.shows("Bookmark: type a letter.")
        await tread.press("k")
        assert tread.only().letter == "k"
        tread.screen.run_command("mark.bookmark")
        await tread.press("escape", "j")
        assert len(tread.reading.annotations) == 1
        assert tread.selected.startswith("Paragraph 1 ")


async def test_a_bookmark_is_exported_and_one_that_lost_its_place_says_so(
    article: Path, tmp_path: Path
) -> None:
    async with reading(article, size=(120, 24)) as tread:
        await tread.press("j", "m", "a", "e")
        await tread.shows("export to")
        await tread.press("ctrl+u")
        await tread.type(str(tmp_path / "out.md"))
        await tread.press("enter")
        await tread.shows("Exported to")
        assert "bookmark a · " in (tmp_path / "out.md").read_text()
    write(article, "Nothing of it is left.\n")
    async with reading(article, size=(120, 24)) as tread:
        await tread.until(lambda: tread.reading.annotations, "the bookmark")
        await tread.press("'", "a")
        assert "Bookmark a has lost its place in the article." in tread.status


async def test_a_letter_that_somebody_else_stored_is_shown_safely(article: Path) -> None:
    async with reading(article, size=(120, 24)) as tread:
        await tread.press("j", "m", "a", "j")
        await tread.saved()
    (database,) = databases(article.parent)
    hostile = r"\u001b]52;c;eHg=\u0007[/foo]"
    database.write_text(database.read_text().replace('"letter": "a"', f'"letter": "{hostile}"'))
    async with reading(article, size=(120, 24)) as tread:
        await tread.until(lambda: tread.reading.annotations, "the bookmark")
        await tread.press("'")
        await tread.shows("Back and forth")
        assert "52;c" not in tread.text and "\x1b" not in tread.text
