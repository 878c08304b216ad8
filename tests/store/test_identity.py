from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from uuid import RFC_4122, UUID

import pytest

from tread.store.codec import document_number
from tread.store.identity import device_id, new_annotation, new_id

NOON = datetime(2026, 11, 22, 12, 0, 0, 123_456, tzinfo=UTC)


def test_an_id_is_a_uuid_of_version_7_that_sorts_by_time() -> None:
    ids = [new_id(NOON + timedelta(milliseconds=n)) for n in range(100)]
    assert ids == sorted(ids)
    assert {UUID(one).version for one in ids} == {7}
    assert {UUID(one).variant for one in ids} == {RFC_4122}
    assert UUID(ids[0]).int >> 80 == int(NOON.timestamp() * 1000)


def test_ids_and_document_numbers_of_one_moment_differ() -> None:
    ids = {new_id(NOON) for _ in range(5000)}
    assert len({document_number(one) for one in ids}) == 5000


def test_an_annotation_keeps_its_authors_zone() -> None:
    delhi = timezone(timedelta(hours=5, minutes=30))
    made = new_annotation("note", None, now=NOON.astimezone(delhi), device="desk", note="x")
    assert made.zone == "+05:30"
    assert made.created == made.modified == NOON.replace(microsecond=123_000)
    assert new_annotation("note", None, now=NOON, device="desk").zone == "+00:00"


def test_the_id_of_an_installation_is_made_once(tmp_path: Path) -> None:
    made = device_id(tmp_path / "state")
    assert len(made) == 12
    assert device_id(tmp_path / "state") == made
    assert device_id(tmp_path / "another") != made
    assert [file.name for file in (tmp_path / "state").iterdir()] == ["device"]


def test_processes_that_race_for_the_first_id_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(device_id, [tmp_path / "state"] * 16))) == 1


@pytest.mark.parametrize("content", [b"", b"\xff"])
def test_a_damaged_id_is_not_an_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "device").write_bytes(content)
    assert device_id(tmp_path)
    assert device_id(tmp_path) == device_id(tmp_path)


def test_a_state_folder_that_cannot_be_made_still_gives_a_stable_id(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert device_id(tmp_path / "file" / "state") == device_id(tmp_path / "file" / "state")
