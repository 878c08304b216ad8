from __future__ import annotations

from pathlib import Path

from tread.core.pace import KEPT
from tread.store.paces import Paces


def test_paces_are_kept_by_script_and_only_the_last_ones(tmp_path: Path) -> None:
    paces = Paces(tmp_path / "state" / "pace.txt")
    assert paces.load() == {"spaced": [], "unspaced": []}
    for number in range(KEPT + 5):
        paces.add("spaced", 200 + number)
    Paces(paces.file).add("unspaced", 180)
    assert paces.load() == {"spaced": [205.0 + n for n in range(KEPT)], "unspaced": [180.0]}


def test_what_is_damaged_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "pace.txt"
    file.write_bytes(b"spaced 200 x nan -5 1e9 inf 210\nnonsense\nunspaced\n\n")
    assert Paces(file).load() == {"spaced": [200.0, 210.0], "unspaced": []}
    file.write_bytes(b"\xff\xfe\0")
    assert Paces(file).load() == {"spaced": [], "unspaced": []}
