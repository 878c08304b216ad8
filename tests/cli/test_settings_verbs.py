"""The verbs that print what is in force: `keys`, `themes` and `config`."""

from __future__ import annotations

import json

import pytest
from verbs import Tread


def test_keys_themes_and_config_print_what_is_in_force(tread: Tread, monkeypatch: pytest.MonkeyPatch) -> None:
    _, out, _ = tread("keys", "--json")
    keys = {row["command"]: row["keys"] for row in json.loads(out)}
    assert keys["article.next-paragraph"][0] == "j"
    assert "article.next-paragraph" in tread("keys")[1]
    monkeypatch.setenv("TREAD_MEASURE", "80")
    _, out, _ = tread("--theme", "sepia", "config", "--json")
    settings = json.loads(out)["settings"]
    assert settings["measure"] == {"value": 80, "origin": "environment"}
    assert settings["theme"] == {"value": "sepia", "origin": "command line"}
    assert "measure            80  (environment)" in tread("config")[1]
    assert tread("config", "--path")[1].endswith("tread/config.toml\n")
    assert "#measure = 72" in tread("config", "--default")[1]


def test_themes_lists_those_that_ship(tread: Tread) -> None:
    code, out, err = tread("themes", "--json")
    assert (code, err) == (0, "")
    rows = {row["name"]: row for row in json.loads(out)}
    assert rows["tread-dark"]["dark"] is True
    assert rows["tread-dark"]["current"] is True
    assert "tread-light" in tread("themes")[1]


def test_a_bad_setting_is_named_and_the_verb_goes_on(tread: Tread, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TREAD_MEASURE", "wide")
    code, out, err = tread("config", "--json")
    assert code == 0
    assert "TREAD_MEASURE" in err
    assert json.loads(out)["settings"]["measure"]["origin"] == "default"


@pytest.mark.parametrize("verb", ["config", "themes"])
def test_a_theme_that_there_is_not_is_named(tread: Tread, verb: str) -> None:
    code, out, err = tread("--theme", "sepiaa", verb)
    assert code == 0
    assert "sepia" in out
    assert "'sepiaa'" in err
    assert "Did you mean 'sepia'?" in err
