"""One run of the command: its settings, its exit code, and what opens articles for it.

Only `tread.cli` imports this module.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tread.cli.printing import say, say_error
from tread.errors import StoreError, TreadError

if TYPE_CHECKING:
    import click

    from tread.config import LoadedSettings
    from tread.index import Indexes
    from tread.library import Library
    from tread.store.place import StorePlace

FAILED, STORE_FAILED, INTERRUPTED = 1, 3, 130


class Run:
    """One run of the command: its settings, and whether anything failed on the way."""

    def __init__(self, overrides: Mapping[str, Any]) -> None:
        self.overrides = overrides
        self.code = 0
        self._loaded: LoadedSettings | None = None
        self._colour_names: dict[StorePlace, dict[str, str]] = {}

    @property
    def loaded(self) -> LoadedSettings:
        """The settings in force, read once; what is wrong with them is said once, on standard error."""
        if self._loaded is None:
            from tread.config import config_path, load_settings

            self._loaded = load_settings(config_path(os.environ), os.environ, self.overrides)
            for problem in self._loaded.problems:
                say(str(problem))
        return self._loaded

    @property
    def store_folder(self) -> Path | None:
        """The store's folder where one was named."""
        return Path(self.loaded.settings.store) if self.loaded.settings.store else None

    def library(self, path: Path, device: str = "") -> Library:
        """What opens the article, or the articles of the folder, at `path`."""
        from tread.library import Library

        return Library(
            opened=path if path.is_dir() else None,
            override=self.store_folder,
            device=device,
            indexes=self.indexes,
        )

    @cached_property
    def indexes(self) -> Indexes:
        """What is known of the libraries without reading them."""
        from tread.index import Indexes

        return Indexes()

    def colour_names(self, place: StorePlace) -> dict[str, str]:
        """What each colour is called in a library; what is wrong with its names is said once."""
        if place not in self._colour_names:
            from tread.core.colours import names_in_force
            from tread.store.colours import read_names

            names, problems = read_names(place)
            for problem in problems:
                say(str(problem))
            self._colour_names[place] = names_in_force(names, self.loaded.settings.colours)
        return self._colour_names[place]

    def failed(self, error: TreadError, where: Path | None = None) -> None:
        """Say what failed, and go on."""
        say_error(error, where)
        self.code = max(self.code, exit_code(error))


def exit_code(error: TreadError) -> int:
    """The exit code that an error stands for."""
    return STORE_FAILED if isinstance(error, StoreError) else FAILED


def settle(ctx: click.Context, /, **overrides: Any) -> Run:
    """The run, with the options that stood behind the verb laid over those before it."""
    run: Run = ctx.obj
    run.overrides = {**run.overrides, **{key: value for key, value in overrides.items() if value is not None}}
    return run
