"""The user's folders: where the platform's own convention has them."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from tread.folders import Kind, user_folder


@pytest.mark.parametrize("kind", ["config", "data", "state", "cache"])
@pytest.mark.parametrize("named", [None, "", "/some/where"])
def test_a_folder_is_where_the_platform_has_it(
    kind: Kind, named: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(f"XDG_{kind.upper()}_HOME")
    if named is not None:
        monkeypatch.setenv(f"XDG_{kind.upper()}_HOME", named)
    expected = getattr(platformdirs, f"user_{kind}_path")("tread", appauthor=False)
    assert user_folder(kind) == expected


def test_a_folder_named_from_nowhere_is_not_believed(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "some/where")
    assert user_folder("state").is_relative_to(own_home)
