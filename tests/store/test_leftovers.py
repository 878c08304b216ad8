from __future__ import annotations

import os
import time
from pathlib import Path

from tread.files import write_aside
from tread.store.leftovers import STALE_S, stale, sweep


def test_only_what_no_writer_will_rename_any_more_is_removed(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    old = write_aside(tmp_path / "deep" / "er" / "5f.json", b"half")
    new = write_aside(tmp_path / "deep" / "er" / "5f.json", b"in use")
    others = [tmp_path / "deep" / name for name in ("mine.tmp", ".hidden", "5f.json")]
    for other in others:
        other.write_text("x")
    outside = tmp_path / "outside"
    outside.mkdir()
    linked = write_aside(outside / "x", b"another's")
    (tmp_path / "deep" / "link").symlink_to(outside)
    past = time.time() - STALE_S - 60
    for path in (old, linked, *others):
        os.utime(path, (past, past))
    assert list(stale(tmp_path / "deep")) == [old]
    assert sweep(tmp_path / "deep") == [old]
    assert sorted((tmp_path / "deep").rglob("*.*")) == sorted([new, *others])
    assert linked.exists()


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert sweep(tmp_path / "none") == []
