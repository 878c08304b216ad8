from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tread.commands import COMMANDS
from tread.config import (
    SETTING_BY_NAME,
    SETTINGS,
    LoadedSettings,
    Settings,
    config_path,
    default_config_text,
    load_settings,
    themes_folder,
)
from tread.core.annotation import COLOURS
from tread.keymap import build_keymap


def load(folder: Path, text: str, environ: dict[str, str] | None = None, **overrides: Any) -> LoadedSettings:
    path = folder / "config.toml"
    path.write_text(text, "utf-8")
    return load_settings(path, environ or {}, overrides)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    for path in (None, tmp_path / "config.toml"):
        loaded = load_settings(path, {})
        assert loaded.settings == Settings()
        assert loaded.problems == ()
        assert set(loaded.origins.values()) == {"default"}
        assert loaded.path == path


def test_every_setting_is_explained() -> None:
    assert [setting.name for setting in SETTINGS] == list(Settings._fields)
    for setting in SETTINGS:
        assert setting.explanation.endswith(".") and "\n" not in setting.explanation
        assert bool(setting.choices) == (setting.kind == "choice")
        assert (setting.bounds != (0, 0)) == (setting.kind == "number")


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ('theme = "sepia"', "theme", "sepia"),
        ("measure = 40", "measure", 40),
        ("measure = 200", "measure", 200),
        ("paragraph_spacing = 0", "paragraph_spacing", 0),
        ('default_colour = "red"', "default_colour", "red"),
        ('library_pane = "off"', "library_pane", "off"),
        ('sidebar = "on"', "sidebar", "on"),
        ('store = "/notes"', "store", "/notes"),
        ('export_folder = "/out"', "export_folder", "/out"),
        ('[colours]\nred = " doubt "', "colours", dict.fromkeys(COLOURS, "") | {"red": "doubt"}),
        ('[keys]\n"mark.note" = "z"', "keys", {"mark.note": "z"}),
        ("[keys]\nmark.note = []", "keys", {"mark.note": ()}),
        ('[keys.mark]\nnote = ["z", "g n"]', "keys", {"mark.note": ("z", "g n")}),
    ],
)
def test_a_setting_in_the_file_holds(tmp_path: Path, text: str, name: str, value: object) -> None:
    loaded = load(tmp_path, text)
    assert loaded.problems == ()
    assert getattr(loaded.settings, name) == value
    assert {key for key, origin in loaded.origins.items() if origin == "file"} == {name}


def test_the_command_line_wins_over_the_environment_over_the_file_over_the_default(tmp_path: Path) -> None:
    text, environ = "measure = 50", {"TREAD_MEASURE": "60"}
    asked = [load(tmp_path, ""), load(tmp_path, text), load(tmp_path, text, environ)]
    asked += [load(tmp_path, text, environ, measure=70), load(tmp_path, text, environ, measure=None)]
    assert all(loaded.problems == () for loaded in asked)
    assert [loaded.settings.measure for loaded in asked] == [72, 50, 60, 70, 60]
    assert [loaded.origins["measure"] for loaded in asked] == [
        "default",
        "file",
        "environment",
        "command line",
        "environment",
    ]


def test_every_plain_setting_can_come_from_the_environment() -> None:
    for setting in SETTINGS:
        if setting.env:
            value = str(setting.choices[-1] if setting.choices else setting.bounds[1] or "/x")
            loaded = load_settings(None, {setting.env: value})
            assert str(getattr(loaded.settings, setting.name)) == value
            assert loaded.origins[setting.name] == "environment"


def test_a_bad_value_leaves_what_stands_below_it(tmp_path: Path) -> None:
    loaded = load(tmp_path, "measure = 50", {"TREAD_MEASURE": "wide"}, measure=3)
    assert loaded.settings.measure == 50
    assert loaded.origins["measure"] == "file"
    assert [problem.where for problem in loaded.problems] == ["TREAD_MEASURE", "command line: measure"]


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("mesure = 50", "mesure", "'measure'"),
        ("measure = 39", "measure", "from 40 to 200"),
        ("measure = 201", "measure", "from 40 to 200"),
        ("measure = true", "measure", "True"),
        ("paragraph_spacing = true", "paragraph_spacing", "True"),
        ('measure = "72"', "measure", "from 40 to 200"),
        ("measure = 72.5", "measure", "72.5"),
        ("paragraph_spacing = -1", "paragraph_spacing", "from 0 to 2"),
        ('default_colour = "gren"', "default_colour", "'green'"),
        ("default_colour = []", "default_colour", "'yellow'"),
        ('sidebar = "of"', "sidebar", "'off'"),
        ("theme = 3", "theme", "quotes"),
        ('theme = "\\u001b[31m"', "theme", "'\\x1b[31m'"),
        ('store = "~nobody-of-that-name/x"', "store", "home"),
        ("colours = 3", "colours", "[colours]"),
        ('[colours]\nyelow = "fact"', "colours.yelow", "'yellow'"),
        ("[colours]\nyellow = 3", "colours.yellow", "quotes"),
        ("keys = 3", "keys", "[keys]"),
        ("[keys]\nmark.note = 3", "keys.mark.note", '"j"'),
        ('[keys]\n"mark.note" = ["a", 3]', "keys.mark.note", '"j"'),
    ],
)
def test_a_bad_setting_is_named_and_the_rest_holds(tmp_path: Path, text: str, where: str, said: str) -> None:
    loaded = load(tmp_path, f'export_folder = "/out"\n{text}')
    (problem,) = loaded.problems
    assert problem.where == f"{tmp_path / 'config.toml'}: {where}"
    assert said in str(problem)
    assert problem.hint
    assert str(problem).isprintable()
    assert loaded.settings == Settings(export_folder="/out")


def test_of_a_table_only_the_bad_entries_are_passed_over(tmp_path: Path) -> None:
    loaded = load(tmp_path, '[colours]\nyellow = "fact"\nred = 3\n[keys]\nmark.note = "z"\nmark.tags = 3')
    assert loaded.settings.colours["yellow"] == "fact"
    assert loaded.settings.keys == {"mark.note": "z"}
    assert len(loaded.problems) == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"theme = \n", "line 1"),
        (b'theme = "sepia"\nmeasure == 3\n', "line 2"),
        (b'theme = "sepia"\n\nstore = "caf\xe9"\n', "line 3"),
        (b"x = " + b"[" * 5000, "TOML"),
        (b"measure = " + b"9" * 5000, "TOML"),
    ],
    ids=["no value", "not TOML", "not UTF-8", "nested", "a long number"],
)
def test_a_file_that_is_not_toml_is_named_with_the_place(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(data)
    loaded = load_settings(path, {"TREAD_MEASURE": "60"})
    (problem,) = loaded.problems
    assert problem.where == str(path)
    assert said in problem.message
    assert loaded.settings == Settings(measure=60)


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    loaded = load(tmp_path, "\ufeffmeasure = 50")
    assert loaded.problems == ()
    assert loaded.settings.measure == 50


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (problem,) = load_settings(tmp_path, {}).problems
    assert problem.where == str(tmp_path)
    assert "cannot be read" in problem.message


def test_a_file_that_was_asked_for_and_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "missing.toml"
    (problem,) = load_settings(path, {"TREAD_CONFIG": str(path)}).problems
    assert problem.where == str(path)


def test_the_home_folder_is_written_out(tmp_path: Path) -> None:
    assert load(tmp_path, 'store = "~/notes"').settings.store == str(Path.home() / "notes")


def test_the_file_is_in_the_platforms_folder_unless_the_environment_says_otherwise(tmp_path: Path) -> None:
    assert config_path({"TREAD_CONFIG": str(tmp_path / "x.toml")}) == tmp_path / "x.toml"
    for environ in ({}, {"TREAD_CONFIG": ""}):
        path = config_path(environ)
        assert path.is_absolute() and path.parts[-2:] == ("tread", "config.toml")
    assert themes_folder(tmp_path / "x.toml") == tmp_path / "themes"


def test_the_written_settings_are_toml_that_changes_nothing(tmp_path: Path) -> None:
    assert tomllib.loads(default_config_text()) == {"colours": {}, "keys": {}}
    loaded = load(tmp_path, default_config_text())
    assert loaded.problems == () and loaded.settings == Settings()


def test_the_written_settings_are_the_defaults_when_every_one_is_taken(tmp_path: Path) -> None:
    text = re.sub(r"(?m)^#(?! )", "", default_config_text())
    loaded = load(tmp_path, text)
    assert loaded.problems == ()
    assert loaded.settings == Settings(keys={command.id: command.keys for command in COMMANDS})
    assert set(loaded.origins.values()) == {"file"}
    assert build_keymap(loaded.settings.keys) == build_keymap({})


def test_every_written_setting_follows_its_explanation() -> None:
    rows = default_config_text().splitlines()
    for setting in SETTINGS:
        assert rows[rows.index(f"# {setting.explanation}") + 1].lstrip("#[").startswith(setting.name)


toml_values = st.one_of(
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.lists(st.text(), max_size=3),
    st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.lists(st.text())), max_size=3),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(sorted(SETTING_BY_NAME)), toml_values, max_size=4))
def test_whatever_is_written_settings_are_right_or_a_problem_says_so(values: dict[str, Any]) -> None:
    loaded = load_settings(None, {}, values)
    build_keymap(loaded.settings.keys)
    for name in values:
        told = any(f"command line: {name}" in problem.where for problem in loaded.problems)
        assert told or loaded.origins[name] == "command line"
    assert 40 <= loaded.settings.measure <= 200
    assert loaded.settings.default_colour in COLOURS
    assert set(loaded.settings.colours) == set(COLOURS)
