from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from .killing import Killed, kill_writers
from .running import kill_the_program
from .shelf import Shelf
from .together import Together, write_together


def nothing_is_lost(found: Killed) -> bool:
    return (found.unreadable, found.lost, found.unlike, found.rebuilt_lost, found.leftovers[1]) == (0,) * 5


def test_killed_writers_lose_no_acknowledged_change(tmp_path: Path) -> None:
    # Their journals are made shorter all the while; in the end the journals alone have to tell everything.
    found = kill_writers("tread", tmp_path, 15)
    assert nothing_is_lost(found), found
    assert found.kills == 15
    assert found.acknowledged > 10
    assert found.in_the_middle > 5


def test_the_same_kills_cost_stock_tinydb_what_it_said_was_saved(tmp_path: Path) -> None:
    # Else the test above would find nothing if there were something.
    assert kill_writers("cache", tmp_path, 5).lost > 0


def test_the_running_program_is_killed_and_loses_no_mark_that_it_said_was_saved(tmp_path: Path) -> None:
    found = kill_the_program(tmp_path, 2)
    assert nothing_is_lost(found), found
    assert found.acknowledged > 0


@pytest.mark.parametrize("articles", [1, 5])
def test_four_processes_at_once_lose_nothing_and_raise_nothing(tmp_path: Path, articles: int) -> None:
    found = write_together("tread", tmp_path, 15, articles)
    assert found == Together(acknowledged=60, reads=found.reads)
    assert found.reads > 5


def test_threads_that_write_one_article_lose_nothing(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    steps = [shelf.adding(str(number)) for number in range(20)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(shelf.commit, steps))
    assert shelf.notes == sorted(map(str, range(20)))


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_a_thousand_killed_writers_lose_no_acknowledged_change(tmp_path: Path) -> None:
    found = kill_writers("tread", tmp_path, 1000)
    assert nothing_is_lost(found), found


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_the_running_program_is_killed_a_thousand_times(tmp_path: Path) -> None:
    found = kill_the_program(tmp_path, 1000)
    assert nothing_is_lost(found), found


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("articles", [1, 20])
def test_four_thousand_changes_by_four_processes_at_once_are_all_there(tmp_path: Path, articles: int) -> None:
    found = write_together("tread", tmp_path, 1000, articles)
    assert found == Together(acknowledged=4000, reads=found.reads)
