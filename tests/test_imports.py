"""What is imported when: a verb that needs no screen never pays for one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("textual", "rich", "tinydb", "markdown_it")


def loaded_after(code: str) -> set[str]:
    """Which of the heavy packages a fresh interpreter has loaded after running `code`."""
    report = f"{code}\nimport sys\nprint(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split()) if done.stdout.strip() else set()


@pytest.mark.parametrize(
    "module",
    [
        "tread.cli",
        "tread.commands",
        "tread.config",
        "tread.core.anchor",
        "tread.core.annotation",
        "tread.core.clean",
        "tread.core.document",
        "tread.core.find",
        "tread.core.history",
        "tread.core.layout",
        "tread.core.marks",
        "tread.core.motion",
        "tread.core.segment",
        "tread.core.selection",
        "tread.export.files",
        "tread.export.markdown",
        "tread.export.rows",
        "tread.keymap",
        "tread.keys",
        "tread.library",
        "tread.quotes",
        "tread.store.place",
        "tread.store.places",
        "tread.walk",
    ],
)
def test_importing_a_module_loads_nothing_heavy(module: str) -> None:
    assert loaded_after(f"import {module}") == set()


def test_the_store_loads_tinydb_and_no_screen() -> None:
    assert loaded_after("import tread.store.repository") == {"tinydb"}


@pytest.mark.parametrize("verb", [["--version"], ["--help"], ["keys"], ["config"], ["config", "--default"]])
def test_a_verb_over_settings_loads_nothing_heavy(verb: list[str]) -> None:
    assert loaded_after(f"from tread.cli import main\nmain({verb!r})\nprint()") == set()


@pytest.mark.parametrize(("verb", "module"), [("config", "settings"), ("list", "articles")])
def test_a_verb_imports_its_own_module_and_no_other_verbs(verb: str, module: str, tmp_path: Path) -> None:
    code = (
        f"import os, sys\nos.chdir({str(tmp_path)!r})\nfrom tread.cli import main, VERBS\nmain([{verb!r}])\n"
        "print('loaded', *(name for name in set(VERBS.values()) if 'tread.cli.' + name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == f"loaded {module}"


def test_listing_a_library_loads_no_screen(tmp_path: Path) -> None:
    code = (
        f"from tread.cli import main\nmain(['list', {str(tmp_path)!r}])\nmain(['notes', {str(tmp_path)!r}])"
    )
    assert not loaded_after(code) & {"textual", "rich"}


def test_the_reader_does_without_pygments_and_hyphens_until_they_are_needed() -> None:
    code = "import tread.tui.app, sys\nprint(*({'pyphen', 'pygments.lexers', 'PIL'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
