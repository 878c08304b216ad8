"""How many keys it takes, from the opening of a news report, to mark what somebody wants to mark."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal import Terminal, command
from test_reading_in_a_terminal import tread

from tread.shipped import shipped_folder

FIRST = "Within two days of each other, Russia and North Korea have ended half a year of silence"


class Reader:
    """A reader who counts the keys."""

    def __init__(self, screen: Terminal, article: Path) -> None:
        self.screen = screen
        self.keys = 0
        self._article = article

    def press(self, *keys: str) -> None:
        """Press keys, each counted."""
        self.keys += len(keys)
        self.screen.press(*keys)

    def label(self, key: str, *texts: str) -> list[str]:
        """Have labels shown by a key; the keys of those that stand where some texts begin."""
        rows = self.screen.text.split("\n")
        places = [next((y, row.index(text)) for y, row in enumerate(rows) if text in row) for text in texts]
        self.press(key)
        self.screen.until(lambda: self.screen.text.split("\n") != rows, "the labels")
        shown = self.screen.text.split("\n")
        labels = []
        for (y, x), text in zip(places, texts, strict=True):
            two = shown[y][x : x + 2]
            labels.append(two if two[1] != text[1] else two[0])
        return labels

    def marked(self) -> str:
        """What is marked, as a script reads it once it is saved."""
        self.screen.shows("· saved")
        (row,) = json.loads(tread("notes", self._article.name, "--json", cwd=self._article.parent))
        return str(row["quote"])


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    source = shipped_folder("articles")
    assert source is not None
    article = Path(shutil.copy(source / "troops-in-kursk.txt", tmp_path))
    with Terminal([command(), str(article)], size=(120, 40)) as screen:
        screen.shows(FIRST[:40], "¶ 1/")
        yield Reader(screen, article)


def test_the_second_paragraph_takes_two_keys(reader: Reader) -> None:
    reader.press("j", "1")
    assert reader.marked().startswith("Moscow spoke first. On Saturday the Kremlin")
    assert reader.keys == 2


def test_the_third_sentence_in_view_takes_three_keys_by_its_label(reader: Reader) -> None:
    (label,) = reader.label("s", "On Saturday the Kremlin")
    reader.press(*label, "2")
    assert reader.marked().startswith("On Saturday the Kremlin published")
    assert reader.keys == 3


def test_a_quotation_takes_two_keys(reader: Reader) -> None:
    reader.press('"', "3")
    assert reader.marked() == "courage and heroism,"
    assert reader.keys == 2


def test_another_quotation_takes_three_keys(reader: Reader) -> None:
    reader.press('"', '"', "3")
    assert reader.marked() == "shoulder to shoulder"
    assert reader.keys == 3


def test_six_words_inside_a_sentence_take_at_most_six_keys_by_their_labels(reader: Reader) -> None:
    first, last = reader.label("W", "two days", "Russia and North")
    reader.press(*first, *last, "4")
    assert reader.marked() == "two days of each other, Russia"
    assert reader.keys <= 6


def test_three_paragraphs_take_four_keys(reader: Reader) -> None:
    reader.press("v", "j", "j", "5")
    quote = reader.marked()
    assert quote.startswith(FIRST)
    assert quote.endswith("“shoulder to shoulder” with his own men.")
    assert reader.keys == 4
