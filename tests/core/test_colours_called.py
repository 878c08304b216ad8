"""What the colours are called."""

from __future__ import annotations

import pytest

from tread.core.colours import colours_called, names_in_force

LIBRARY = {"yellow": "fact", "blue": "claim", "red": "  "}
OWN = {"yellow": "mine", "green": "question", "red": "doubt", "blue": ""}


def test_the_library_names_a_colour_then_the_reader_then_its_own_word() -> None:
    assert names_in_force(LIBRARY, OWN) == {
        "yellow": "fact",
        "green": "question",
        "blue": "claim",
        "red": "doubt",
        "purple": "purple",
    }


def test_a_name_is_foreign_text() -> None:
    assert names_in_force({"yellow": "fa\x1b]52;c;eHg=\x07ct\n"}, {})["yellow"] == "fact"


@pytest.mark.parametrize(
    ("given", "colours"),
    [("Yellow", ["yellow"]), ("FACT", ["yellow"]), ("same", ["blue", "red"]), ("mine", [])],
)
def test_a_colour_is_known_by_its_word_and_by_its_name(given: str, colours: list[str]) -> None:
    names = names_in_force({"yellow": "Fact", "blue": "same", "red": "same"}, {})
    assert colours_called(given, names) == colours
