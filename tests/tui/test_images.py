"""Images: which files may be drawn, and that they are drawn over the page and only when asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import reading, write
from PIL import Image

from tread.errors import ArticleError
from tread.tui import images
from tread.tui.images import image_file, read_image


def picture(path: Path, size: tuple[int, int] = (20, 10)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, "red").save(path)
    return path


@pytest.mark.parametrize("target", ["images/a b.png", "images/a%20b.png", "./images/../images/a b.png"])
def test_a_file_in_the_articles_folder_or_below_is_found(tmp_path: Path, target: str) -> None:
    path = picture(tmp_path / "images" / "a b.png")
    assert image_file(tmp_path / "article.md", target) == path.resolve()


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/a.png",
        "file:///etc/passwd",
        "//example.org/a.png",
        "data:image/png;base64,AAAA",
        "/etc/hostname",
        "../a.png",
        "images/../../a.png",
        "%2e%2e/a.png",
        "link.png",
        "none.png",
        "",
        "a\x00.png",
        "x" * 5000,
    ],
)
def test_nothing_else_is(tmp_path: Path, target: str) -> None:
    picture(tmp_path / "a.png")
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "link.png").symlink_to(tmp_path / "a.png")
    with pytest.raises(ArticleError):
        image_file(tmp_path / "library" / "article.md", target)


def test_a_file_or_an_image_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = picture(tmp_path / "a.png")
    monkeypatch.setattr(images, "LARGEST_PIXELS", 199)
    with pytest.raises(ArticleError, match="pixels"):
        read_image(path)
    monkeypatch.setattr(images, "LARGEST_BYTES", 10)
    with pytest.raises(ArticleError, match="larger"):
        image_file(tmp_path / "article.md", "a.png")


def test_a_large_image_is_kept_no_larger_than_a_terminal_can_draw(tmp_path: Path) -> None:
    assert read_image(picture(tmp_path / "a.png", (4000, 1000))).size == (1600, 400)


def test_a_file_that_is_no_image_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="no image"):
        read_image(write(tmp_path / "a.png", "not an image"))


async def test_an_image_is_drawn_over_the_page_until_a_key_is_pressed(tmp_path: Path) -> None:
    picture(tmp_path / "images" / "a.png")
    article = write(tmp_path / "a.md", "![A red [/foo] field](images/a.png)\n\nText.\n")
    async with reading(article, overrides={"images": "on"}) as driver:
        await driver.press("z", "i")
        await driver.until(lambda: len(driver.app.screen_stack) == 2, "the image")
        await driver.shows("A red [/foo] field")
        assert "Text." not in driver.text
        await driver.press("j")
        await driver.shows("Text.")
        assert driver.selected == "A red [/foo] field"


@pytest.mark.parametrize(
    ("article", "setting", "said"),
    [
        ("![A field](a.png)", "off", "not drawn"),
        ("![A field](none.png)", "on", "does not exist"),
        ("![A field](../a.png)", "on", "outside"),
        ("![A field](https://example.org/a.png)", "on", "never fetched"),
        ("Text.", "on", "Select an image"),
    ],
)
async def test_an_image_that_is_not_drawn_is_explained(
    tmp_path: Path, article: str, setting: str, said: str
) -> None:
    async with reading(write(tmp_path / "a.md", article), overrides={"images": setting}) as driver:
        await driver.press("z", "i")
        await driver.shows(said)
        assert len(driver.app.screen_stack) == 1
