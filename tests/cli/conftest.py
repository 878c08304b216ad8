"""A library in the current folder, and the command run on it in this process."""

from __future__ import annotations

from pathlib import Path

import pytest
from verbs import TEXT, Tread

from tread.cli import main


@pytest.fixture(autouse=True)
def library(tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder `lib` of two articles, below the current one."""
    folder = tmp_path / "work" / "lib"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder.parent)
    Path("lib/harbour.txt").write_text(TEXT, encoding="utf-8")
    Path("lib/other.md").write_text("# Other\n\nAnother *text* altogether.\n", encoding="utf-8")
    return folder


@pytest.fixture
def tread(capsys: pytest.CaptureFixture[str]) -> Tread:
    """Runs the command in this process: exit code, standard output, standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        out, err = capsys.readouterr()
        return code, out, err

    return run
