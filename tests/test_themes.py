from __future__ import annotations

import itertools
import math
import tomllib
from pathlib import Path

import pytest
from textual.color import Color

from tread.shipped import shipped_folder
from tread.themes import ANSI_COLOURS, ROLES, STAND_INS, Theme, contrast, load_theme, load_themes

SHIPPED = load_themes(None)
PALETTES = [theme for theme in SHIPPED.themes.values() if not theme.ansi]
HIGHLIGHTS = [f"highlight-{number}" for number in range(1, 6)]
TEXTS = ("ink", "muted", "heading", "link", "code", "quote", "note", *STAND_INS)


def a_theme(**changes: str | None) -> str:
    """A theme's file with some roles in other colours, or left out."""
    roles = dict.fromkeys(ROLES, "#102030") | {name.replace("_", "-"): to for name, to in changes.items()}
    rows = [f'{role} = "{colour}"' for role, colour in roles.items() if colour is not None]
    return "\n".join(['title = "Mine"', "dark = true", "[roles]", *rows])


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, "utf-8")
    return path


def oklab(colour: str) -> tuple[float, float, float]:
    """Ottosson 2020, "A perceptual color space for image processing"."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def distance(one: str, other: str) -> float:
    return math.dist(oklab(one), oklab(other))


def test_every_shipped_theme_is_whole() -> None:
    assert SHIPPED.problems == ()
    files = {path.stem for path in shipped_folder("themes").glob("*.toml")}
    assert set(SHIPPED.themes) == files
    assert {"tread-dark", "tread-light", "sepia", "high-contrast", "terminal"} <= files
    assert {theme.dark for theme in PALETTES} == {True, False}


def test_every_shipped_theme_says_each_of_its_colours_itself() -> None:
    for path in shipped_folder("themes").glob("*.toml"):
        assert set(tomllib.loads(path.read_text("utf-8"))["roles"]) == set(ROLES), path.name


def test_a_theme_that_says_nothing_of_code_takes_its_other_colours(tmp_path: Path) -> None:
    text = a_theme(link="#111111", note="#222222", **dict.fromkeys(STAND_INS))
    theme, problems = load_theme(write(tmp_path, "mine", text))
    assert problems == () and theme is not None
    assert (theme.roles["code-keyword"], theme.roles["code-string"]) == ("#111111", "#222222")


def test_titles_are_told_apart() -> None:
    assert len({theme.title for theme in SHIPPED.themes.values()}) == len(SHIPPED.themes)


@pytest.mark.parametrize("theme", PALETTES, ids=lambda theme: theme.name)
def test_every_text_stands_out_from_the_page_and_from_the_selection(theme: Theme) -> None:
    least = 7.0 if "contrast" in theme.name else 4.5
    for text in TEXTS:
        assert contrast(theme.roles[text], theme.roles["page"]) >= least, text
        assert contrast(theme.roles[text], theme.roles["selection"]) >= 4.5, text
    assert contrast(theme.roles["cursor"], theme.roles["page"]) >= 3
    assert contrast(theme.roles["cursor"], theme.roles["selection"]) >= 3


@pytest.mark.parametrize("theme", PALETTES, ids=lambda theme: theme.name)
def test_text_stands_out_from_every_mark(theme: Theme) -> None:
    least = 7.0 if "contrast" in theme.name else 4.5
    for highlight in HIGHLIGHTS:
        assert contrast(theme.roles["highlight-ink"], theme.roles[highlight]) >= least, highlight
    for mark in ("selection", "search"):
        assert contrast(theme.roles["ink"], theme.roles[mark]) >= least, mark


@pytest.mark.parametrize("theme", PALETTES, ids=lambda theme: theme.name)
def test_marks_are_told_apart_from_one_another_and_from_the_page(theme: Theme) -> None:
    for one, other in itertools.combinations([*HIGHLIGHTS, "search", "selection", "page"], 2):
        faint = {one, other} == {"selection", "page"}
        assert distance(theme.roles[one], theme.roles[other]) >= (0.05 if faint else 0.07), (one, other)


@pytest.mark.parametrize("theme", PALETTES, ids=lambda theme: theme.name)
def test_a_theme_is_as_dark_as_it_says(theme: Theme) -> None:
    assert (contrast(theme.roles["page"], "#000000") < 4.5) is theme.dark


@pytest.mark.parametrize("name", ["terminal", "terminal-light"])
def test_the_terminal_themes_use_nothing_but_the_terminals_colours(name: str) -> None:
    theme = SHIPPED.themes[name]
    assert theme.ansi and theme.roles["page"] == "default"
    assert set(theme.roles.values()) <= set(ANSI_COLOURS)
    marks = [theme.roles[mark] for mark in (*HIGHLIGHTS, "search", "selection", "page")]
    assert len(set(marks)) == len(marks)


def test_the_reader_can_draw_in_every_colour_a_theme_may_name() -> None:
    for colour in ANSI_COLOURS:
        Color.parse("ansi_default" if colour == "default" else colour)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#123456", "#123456", 1.0),
    ],
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)


def test_a_readers_own_theme_is_loaded_beside_the_others(tmp_path: Path) -> None:
    write(tmp_path, "mine", a_theme(page="#ABCDEF"))
    loaded = load_themes(tmp_path)
    assert loaded.problems == ()
    assert loaded.themes["mine"].title == "Mine"
    assert loaded.themes["mine"].roles["page"] == "#abcdef"
    assert set(loaded.themes) == {*SHIPPED.themes, "mine"}


def test_a_readers_own_theme_wins_over_a_shipped_one_of_that_name(tmp_path: Path) -> None:
    write(tmp_path, "sepia", a_theme())
    assert load_themes(tmp_path).themes["sepia"].title == "Mine"


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        (a_theme(page=None), "roles.page", "page ="),
        (a_theme(hihglight_1="#000000"), "roles.hihglight-1", "'highlight-1'"),
        (a_theme(ink="#12345"), "roles.ink", "#rrggbb"),
        (a_theme(ink="red"), "roles.ink", "'red'"),
        (a_theme(ink="ansi_red"), "roles.ink", "ansi = true"),
        (a_theme().replace("dark = true", 'dark = "yes"'), "dark", "dark = false"),
        (a_theme().replace("dark = true\n", ""), "dark", "dark = false"),
        (a_theme().replace('title = "Mine"', ""), "title", "title ="),
        (a_theme().replace('"Mine"', '"\\u001b[31m"'), "title", "title ="),
        (a_theme().replace("title", "titel"), "titel", "'title'"),
        (a_theme().replace("dark = true", "dark = true\nansi = 3"), "ansi", "3"),
        ('title = "Mine"\ndark = true\nroles = 3', "roles", "[roles]"),
        (a_theme().replace("[roles]", "[roles"), "", "line 3"),
        ("", "title", "title ="),
    ],
)
def test_a_broken_theme_is_named_and_hides_no_other(tmp_path: Path, text: str, where: str, said: str) -> None:
    path = write(tmp_path, "broken", text)
    write(tmp_path, "mine", a_theme())
    loaded = load_themes(tmp_path)
    assert set(loaded.themes) == {*SHIPPED.themes, "mine"}
    assert any(
        problem.where.startswith(str(path)) and problem.where.endswith(where) and said in str(problem)
        for problem in loaded.problems
    )
    assert all(str(problem).isprintable() for problem in loaded.problems)


def test_a_broken_theme_leaves_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    write(tmp_path, "sepia", a_theme(page=None))
    loaded = load_themes(tmp_path)
    assert loaded.themes["sepia"] == SHIPPED.themes["sepia"]
    assert len(loaded.problems) == 1


def test_all_that_is_wrong_with_a_theme_is_said_at_once(tmp_path: Path) -> None:
    theme, problems = load_theme(write(tmp_path, "broken", a_theme(page=None, ink="red", lnik="#000000")))
    assert theme is None
    assert len(problems) == 3


def test_a_near_miss_of_a_terminal_colour_is_answered_with_the_right_one(tmp_path: Path) -> None:
    text = a_theme(ink="ansi_purpel", page="default", link="ansi_bright_bleu")
    _, problems = load_theme(write(tmp_path, "mine", text.replace("[roles]", "ansi = true\n[roles]")))
    assert any("'ansi_bright_blue'" in problem.hint for problem in problems)
    assert len(problems) == 2


def test_hidden_files_and_other_files_are_no_themes(tmp_path: Path) -> None:
    write(tmp_path, ".mine", "not a theme")
    (tmp_path / "notes.txt").write_text("not a theme")
    assert load_themes(tmp_path) == SHIPPED


def test_a_folder_that_does_not_exist_is_no_problem(tmp_path: Path) -> None:
    assert load_themes(tmp_path / "themes") == SHIPPED


def test_a_theme_that_does_not_exist_is_answered_with_the_nearest() -> None:
    problem = SHIPPED.unknown("tred-dark")
    assert problem.where == "theme" and "'tread-dark'" in problem.hint
