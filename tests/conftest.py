"""What holds for every test: a home of its own, no settings from outside, and no timing of properties."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from tread.tui.measure import ScreenMeasure

settings.register_profile("tread", deadline=None)
settings.load_profile("tread")

_FOLDERS = {
    "HOME": "",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
}
_TERMINALS = ("COLUMNS", "LINES", "TMUX", "STY", "VTE_VERSION", "XTERM_VERSION", "ALACRITTY")
_FOREIGN = ("TREAD_", "TEXTUAL", "NO_COLOR", "COLORTERM", "DISPLAY", "WAYLAND_DISPLAY", *_TERMINALS)
_homes = count()


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder that no other test has, made when something is written there."""
    folder = tmp_path_factory.getbasetemp() / "homes" / str(next(_homes))
    for name, below in _FOLDERS.items():
        monkeypatch.setenv(name, str(folder / below))
    for name in [name for name in os.environ if name.startswith(_FOREIGN)]:
        monkeypatch.delenv(name)
    return folder


@pytest.fixture(autouse=True)
def own_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a reader in one test says of its terminal is forgotten before the next."""
    monkeypatch.setattr(ScreenMeasure, "plain_emoji", False)
