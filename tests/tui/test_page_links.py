"""Following links: out of tread, to another article, to a heading, and to nowhere else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from driving import Driver, reading, write

MAP = """# The map

See the [web](https://example.org/a?b=1&c=d#e), write to [the desk](mailto:d@example.org?attach=/etc/passwd),
read [the other](other.md#the-end), [here](#below), [a picture](chart.png), [a secret](../secret.md),
[what is gone](gone.md), [hidden](.tread/notes.txt), [another program](ftp://example.org/x), [no
heading](#nowhere) or [itself](map.md#below).

Filler.

## Below

Text.
"""
OTHER = "# Other\n\nOne.\n\n## The end\n\nLast.\n"

Opened = Callable[[], list[str]]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "lib"
    for name, text in (("map.md", MAP), ("other.md", OTHER), ("chart.png", "x"), (".tread/notes.txt", "x")):
        write(folder / name, text)
    write(tmp_path / "secret.md", "# Secret\n")
    return folder


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """What a desktop's opener was told to open, each argument a row."""
    log = tmp_path / "opened"
    tool = write(tmp_path / "bin" / "xdg-open", f'#!/bin/sh\nprintf "%s\\n" "$#" "$@" >> "{log}"\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.setattr("sys.platform", "linux")
    return lambda: log.read_text().splitlines() if log.exists() else []


async def follow(tread: Driver, words: str) -> None:
    """Type the label of the link with these words."""
    await tread.press("f")
    shown = tread.screen.labelling._shown
    assert shown is not None, tread.text
    texts = [tread.reading.document.text_of(thing.range) for thing in shown.things]
    (label,) = (label.text for label in shown.layer.labels if texts[label.thing] == words)
    await tread.press(*label)


async def test_an_address_is_opened_by_the_platform_and_said(library: Path, opened: Opened) -> None:
    async with reading(library / "map.md", size=(120, 30)) as tread:
        await follow(tread, "web")
        assert "Opening https://example.org/a?b=1&c=d#e" in tread.status
        assert tread.screen.view.labels is None
        await tread.until(opened, "the opener")
        assert opened() == ["1", "https://example.org/a?b=1&c=d#e"]
        assert tread.selected == "The map"


async def test_mail_is_opened_without_a_file(library: Path, opened: Opened) -> None:
    async with reading(library / "map.md", size=(120, 30)) as tread:
        await follow(tread, "the desk")
        await tread.until(opened, "the opener")
        assert opened() == ["1", "mailto:d@example.org"]


async def test_an_address_that_is_written_out_in_a_text_is_a_link(tmp_path: Path, opened: Opened) -> None:
    article = write(
        tmp_path / "news.txt", "Headline\n\nRead it at https://example.org/story-(1). More follows.\n"
    )
    async with reading(article, size=(80, 24)) as tread:
        await tread.press("f")
        await tread.shows("Read it at sttps://example.org/story-(1).")
        await tread.press("s")
        await tread.until(opened, "the opener")
        assert opened() == ["1", "https://example.org/story-(1)"]


async def test_an_opener_that_fails_is_told_of(library: Path, opened: Opened, tmp_path: Path) -> None:
    write(tmp_path / "bin" / "xdg-open", "#!/bin/sh\nexit 3\n")
    async with reading(library / "map.md", size=(120, 30)) as tread:
        await follow(tread, "web")
        await tread.shows("could not be opened.")


async def test_without_a_browser_the_address_goes_to_the_clipboard(library: Path) -> None:
    async with reading(library / "map.md", size=(120, 30)) as tread:
        await follow(tread, "web")
        assert "No browser here: the address has been sent to the terminal's clipboard." in tread.status
        assert tread.app.clipboard == "https://example.org/a?b=1&c=d#e"


async def test_a_link_to_an_article_opens_it_at_its_heading(library: Path, opened: Opened) -> None:
    async with reading(library, size=(120, 30)) as tread:
        await tread.press("enter")
        await tread.shows("Filler.")
        await follow(tread, "the other")
        await tread.until(lambda: tread.article.path == library / "other.md", "the other article")
        assert tread.selected == "The end"
        assert opened() == []


async def test_a_link_to_an_article_that_was_opened_by_itself_opens_it(library: Path) -> None:
    async with reading(library / "map.md", size=(120, 30)) as tread:
        await follow(tread, "the other")
        await tread.shows("Last.")
        assert tread.selected == "The end"


async def test_a_named_article_is_opened_by_the_name_it_has(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(library)
    async with reading(Path("map.md"), library / "other.md", size=(120, 30)) as tread:
        await follow(tread, "the other")
        await tread.shows("Last.")
        assert tread.article.path == library / "other.md"


@pytest.mark.parametrize("words", ["here", "itself"])
async def test_a_fragment_goes_to_the_heading(library: Path, words: str) -> None:
    async with reading(library / "map.md", size=(120, 30)) as tread:
        await follow(tread, words)
        assert tread.selected == "Below"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("a picture", "tread does not read files like chart.png."),
        ("a secret", "../secret.md is not in the library."),
        ("hidden", ".tread/notes.txt is not in the library."),
        ("what is gone", "There is no file gone.md."),
        ("another program", "tread follows web addresses, mail and articles, not “ftp:”."),
        ("no heading", "There is no heading “nowhere” in this article."),
    ],
)
async def test_what_is_not_followed_says_why_and_runs_nothing(
    library: Path, opened: Opened, words: str, said: str
) -> None:
    async with reading(library / "map.md", size=(120, 30)) as tread:
        await follow(tread, words)
        assert said in tread.status
        assert tread.article.path == library / "map.md"
        assert opened() == []
