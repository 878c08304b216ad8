"""Dates as articles write them."""

from __future__ import annotations

import pytest

from tread.ingest.dates import iso_date


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-03",
        "2024-05-03T10:20:30.123+02:00",
        "2024-05-03 10:20",
        "3 May 2024",
        "03 may 2024",
        "3rd May, 2024",
        "May 3, 2024",
        "May 3rd 2024",
        "Friday, May 3, 2024",
        "Fri 3 May 2024",
        "Published: 3 May 2024 10:15 GMT",
        "Updated on May 3, 2024, 4:05 p.m.",
        "First published on Fri 3 May 2024 at 10.15 BST",
    ],
)
def test_a_date_is_read_in_each_way_of_writing_it(text: str) -> None:
    assert iso_date(text) == "2024-05-03"


@pytest.mark.parametrize(
    ("name", "month"), [("Jan.", "01"), ("Sept", "09"), ("September", "09"), ("DEC", "12")]
)
def test_months_are_known_by_name_and_abbreviation(name: str, month: str) -> None:
    assert iso_date(f"9 {name} 1999") == f"1999-{month}-09"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "03/05/2024",
        "31 February 2024",
        "2024-13-01",
        "May 2024",
        "On 3 May 2024 the council met",
        "3 May 2024 was a Friday",
        "3 Mayor 2024",
        "9" * 10_000,
    ],
)
def test_what_can_be_misread_is_not_a_date(text: str) -> None:
    assert iso_date(text) == ""
