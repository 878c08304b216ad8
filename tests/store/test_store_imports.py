from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["place", "places", "identity", "codec", "drafts"])
def test_what_needs_no_database_does_not_import_tinydb(module: str) -> None:
    probe = (
        f"import sys, tread.store.{module}; "
        "print(sorted({'tinydb', 'filelock', 'platformdirs', 'textual', 'click'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
