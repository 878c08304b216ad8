"""Hostile text in every place that shows text: it is plain and harmless, and nothing falls over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from driving import HOSTILE, SHOWN, Driver, databases, reading, write
from textual.command import CommandPalette

from tread.tui.widgets.library_pane import LibraryPane, listed

MARKUP = "[/foo] [@click=app.quit]"
NAME = HOSTILE.replace("/", "")
FORBIDDEN = "\x1b\x07\u202e\u202c\x9d\x00"

ARTICLE = f"""---
title: {HOSTILE}
author: {HOSTILE}
source: https://example.org/{HOSTILE}
date: 2024-02-03
tags: [x]
---

# A heading {HOSTILE}

A paragraph {HOSTILE} in full.

[a link {HOSTILE}](<https://example.org/{HOSTILE}>)

![An image {HOSTILE}](picture.png)

> A quote {HOSTILE}

- An item {HOSTILE}

| A | {HOSTILE} |
|---|---|
| 1 | {HOSTILE} |

```
code {HOSTILE}
```

{"w" * 10_000}
"""


def harmless(tread: Driver) -> str:
    """The text on the screen, which holds nothing that a terminal would act on."""
    text = tread.text
    assert not set(text) & set(FORBIDDEN)
    assert "52;c" not in text
    return text


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "lib"
    write(folder / f"{NAME}.md", ARTICLE)
    (folder / f"z {NAME}.txt").symlink_to(folder / "nowhere")
    write(folder / f"sub {NAME}" / "plain.txt", f"Some words {HOSTILE}.\n\nAnd more.\n")
    return folder


async def test_library_page_and_rail_show_hostile_text_as_it_reads(library: Path) -> None:
    async with reading(library, size=(160, 50)) as tread:
        text = harmless(tread)
        assert f"● {SHOWN}" in text
        assert f"✗ z {SHOWN.replace('/', '')}.txt" in text
        assert f" sub {SHOWN.replace('/', '')}" in text
        await tread.press("G", "k", "enter")
        harmless(tread)
        await tread.press("g", "g", "enter")
        await tread.shows("A heading")
        text = harmless(tread)
        for words in ("A heading", "A paragraph", "a link", "A quote", "An item", "code"):
            assert f"{words} {MARKUP}" in " ".join(text.split()), words
        for _ in range(9):
            await tread.press("space")
            harmless(tread)
        assert tread.app.is_running


async def test_notes_tags_messages_and_prompts_show_it_as_it_reads(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = library / f"{NAME}.md"
    async with reading(path, size=(160, 40)) as tread:
        await tread.press("j", "l", "1", "a")
        await tread.shows("Note on “")
        await tread.paste(HOSTILE)
        await tread.shows("[/foo]")
        harmless(tread)
        await tread.press("escape")
        assert tread.only().note == SHOWN
        assert SHOWN in harmless(tread)
        await tread.press("t")
        await tread.paste(MARKUP)
        await tread.press("enter")
        assert f"#[/foo] #{MARKUP.split()[1]}" in harmless(tread)
        await tread.press("/")
        await tread.type("[/fox]")
        await tread.press("enter")
        assert "“[/fox]” is not in this article." in harmless(tread)
        await tread.press("/")
        await tread.paste(MARKUP)
        await tread.press("enter")
        assert f"/{MARKUP}" in harmless(tread)
        await tread.press("escape", "escape", "e")
        assert "export to" in harmless(tread)
        await tread.press("enter")
        await tread.shows("Exported to")
        harmless(tread)
        tread.screen.status.say(HOSTILE)
        assert SHOWN in harmless(tread)
        tread.app.warn(HOSTILE)
        await tread.shows("[@click=app.quit]")
        harmless(tread)
        await tread.press(":")
        await tread.until(lambda: isinstance(tread.app.screen, CommandPalette), "the palette")
        await tread.paste(MARKUP)
        harmless(tread)
        await tread.press("escape")
        assert tread.app.is_running


async def test_clicking_on_markup_does_nothing_but_select(library: Path) -> None:
    async with reading(library / f"{NAME}.md", size=(100, 40)) as tread:
        rows = tread.text.split("\n")
        row = next(y for y, text in enumerate(rows) if "A paragraph [/foo]" in text)
        await tread.pilot.click("#article", offset=(rows[row].index("@click"), row))
        assert tread.selected.startswith("A paragraph [/foo]")
        assert tread.app.is_running


async def test_a_store_that_somebody_else_wrote_is_shown_harmlessly(library: Path) -> None:
    path = library / f"{NAME}.md"
    async with reading(path) as tread:
        await tread.press("j", "1")
        await tread.saved()
    (database,) = databases(library)
    tables = json.loads(database.read_text())
    (document,) = tables["annotations"].values()
    document["quote"]["exact"] = f"Not in it {HOSTILE}"
    document["note"], document["tags"], document["colour"] = HOSTILE, [HOSTILE], HOSTILE
    document["heading"], tables["article"]["1"]["title"] = HOSTILE, HOSTILE
    database.write_text(json.dumps(tables))
    async with reading(path, size=(160, 40)) as tread:
        await tread.shows("Not in it", f"#{SHOWN[:20]}")
        harmless(tread)
        await tread.press("tab", "a")
        await tread.shows("Note on “Not in it")
        harmless(tread)
        await tread.press("escape", "t")
        await tread.shows("tags [/foo]")
        harmless(tread)
        await tread.press("escape", "y", "escape")
        assert "\x1b" not in tread.app.clipboard
        await tread.press("t")
        await tread.type("[")
        harmless(tread)
        await tread.press("escape", "u")
        harmless(tread)
        await tread.press("tab", "x")
        harmless(tread)


async def test_a_theme_called_like_markup_is_listed_by_its_title(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = "[/foo] [@click=app.quit] é 世界"
    monkeypatch.setenv("TREAD_CONFIG", str(write(tmp_path / "config.toml", f'theme = "{MARKUP}"\n')))
    sepia = (Path(__file__).parents[2] / "themes" / "sepia.toml").read_text()
    write(tmp_path / "themes" / "mine.toml", sepia.replace('"Sepia"', f'"{title}"'))
    write(tmp_path / "themes" / f"{NAME}.toml", 'title = "broken"\n')
    async with reading(library, size=(100, 40)) as tread:
        await tread.shows("There is no theme")
        harmless(tread)
        tread.screen.run_command("view.theme")
        await tread.until(lambda: isinstance(tread.app.screen, CommandPalette), "the palette")
        await tread.type("[/f")
        await tread.shows(f"{title}  mine")
        harmless(tread)
        await tread.press("enter")
        await tread.until(lambda: tread.app.theme == "mine", "the theme")


async def test_hostile_text_that_is_pasted_is_made_harmless(library: Path) -> None:
    async with reading(library / f"{NAME}.md", size=(120, 40)) as tread:
        await tread.press("/")
        await tread.paste(HOSTILE)
        await tread.shows(f"find {SHOWN}")
        harmless(tread)
        await tread.press("escape", "a")
        await tread.shows("Note on “")
        await tread.paste(HOSTILE)
        await tread.pilot.pause()
        harmless(tread)
        await tread.press("escape")
        assert tread.only().note == SHOWN


async def test_a_reason_with_a_hostile_path_in_it_is_listed_harmlessly(library: Path) -> None:
    async with reading(library, size=(100, 20)) as tread:
        item = listed(library / NAME, "", f"{HOSTILE} could not be read.")
        tread.screen.library.post_message(LibraryPane.Listed([item]))
        await tread.until(lambda: tread.screen.library.articles.count() == 1, "the list")
        assert f"{SHOWN} could not be read." in harmless(tread)
        await tread.press("enter")
        assert f"{SHOWN} could not be read." in tread.status
        harmless(tread)
