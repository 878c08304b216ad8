"""The folders of the user that tread keeps its own files in: settings, data, state, caches.

Owns that one question. Makes nothing on disk. Anything may import it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

Kind = Literal["config", "data", "state", "cache"]

_XDG: Mapping[Kind, tuple[str, str]] = {
    "config": ("XDG_CONFIG_HOME", "~/.config"),
    "data": ("XDG_DATA_HOME", "~/.local/share"),
    "state": ("XDG_STATE_HOME", "~/.local/state"),
    "cache": ("XDG_CACHE_HOME", "~/.cache"),
}


def user_folder(kind: Kind) -> Path:
    """Where tread's settings, its data, what it remembers, or what it could make again are, or would be.

    On Linux as the XDG Base Directory Specification 0.8 says, elsewhere as the platform has it.
    """
    if sys.platform == "linux":  # platformdirs says the same, and takes 6 ms to import
        variable, usual = _XDG[kind]
        named = os.environ.get(variable, "")
        return Path(named if os.path.isabs(named) else os.path.expanduser(usual)) / "tread"  # noqa: PTH111, PTH117
    from platformdirs import PlatformDirs

    folders = PlatformDirs("tread", appauthor=False)
    return {
        "config": folders.user_config_path,
        "data": folders.user_data_path,
        "state": folders.user_state_path,
        "cache": folders.user_cache_path,
    }[kind]
