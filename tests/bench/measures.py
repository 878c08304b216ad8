"""What is measured, section by section; each gives its table."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.bench import empty_app, markdown_app
from tests.bench.highlights import NEAR, highlight
from tests.bench.program import environment
from tests.bench.report import Row, ms, percentile_95, ratio, table, times
from tests.bench.situations import (
    BACK,
    NAMES,
    first_paints,
    keys_in_turns,
    keys_while_reading,
    running,
)
from tests.bench.texts import FIRST, LAST, OFTEN, OFTEN_EVERY, Texts

_DOWN = "\x1b[B"
_WHEEL = "\x1b[<65;40;20M"
_FRAMES = 200
_MANY = 10_000
_EMPTY = [sys.executable, empty_app.__file__]
_PATIENCE_S = 90.0
_SLOW_S = 10.0
"""What takes so long is started once."""
_CHANGED = "Changedmark"
_SAMPLE = Path(__file__).parents[2] / "articles"
_YOUNG_S = 3.0
"""A file that has changed within two seconds is not believed to stay as it is."""


class Bench(NamedTuple):
    """What the measures need: the command to run tread, frogmouth's if it is there, the files.

    runs: of a program, for each first paint. presses: of each key.
    """

    tread: str
    frogmouth: str
    texts: Texts
    folder: Path
    runs: int
    presses: int

    def reads(self, path: Path) -> list[str]:
        """tread on a file."""
        return [self.tread, str(path)]


def start(bench: Bench) -> str:
    """A start beside an empty Textual app's."""
    file = bench.texts.kb10
    reader, empty = first_paints([bench.reads(file), _EMPTY], bench.runs, [FIRST, "Painted"])
    rows = [Row("`tread FILE`, first paint", times(reader), times(empty), ratio(reader, empty), goal=1.35)]
    for verb in (["show", str(file)], ["list", str(file)], ["notes", str(file)], ["themes"]):
        took, beside = _to_the_end([bench.tread, *verb], bench.runs)
        name = f"`tread {verb[0]}`, to its end"
        rows.append(Row(name, times(took), times(beside), ratio(took, beside), goal=0.5))
    rows += _listing(bench)
    return table("Start, beside a Textual app that shows one word", rows)


def size(bench: Bench) -> str:
    """First paint, the way to the end, and memory, by size."""
    texts, rows = bench.texts, []
    for what, path, goal in (
        ("1 MB", texts.mb1, 1.2),
        ("10 MB", texts.mb10, 1.2),
        ("100 MB, 200,000 paragraphs", texts.mb100, 1.2),
        ("5 MB in one row", texts.one_row, 1.2),
        ("1,000,000 empty rows", texts.empty_rows, 1.2),
    ):
        some, base = first_paints([bench.reads(path), bench.reads(texts.kb10)], bench.runs, [FIRST, FIRST])
        rows.append(Row(f"first paint of {what}", times(some), times(base), ratio(some, base), goal=goal))
    ends: list[float] = []
    for _ in range(bench.runs):
        with running(bench.reads(texts.mb100)) as (program, _):
            if (seconds := program.press_until("G", LAST)) is not None:
                ends.append(seconds)
    rows.append(
        Row(
            "`G` at once after the first paint of 100 MB: its end is shown",
            times(ends),
            "",
            _middle(ends),
            "s",
            1.0,
        )
    )
    for what, path in (
        ("100 MB", texts.mb100),
        (f"100 MB with {_MANY:,} highlights", _marked(bench, texts.mb100, _MANY)),
    ):
        with running(bench.reads(path)) as (program, _):
            program.rests()
            peak, held = program.peak_bytes, path.stat().st_size
        megabytes = f"{peak / 1e6:.0f} MB", f"{held / 1e6:.0f} MB"
        rows.append(Row(f"most memory, {what}", *megabytes, peak / held, goal=4.0))
    return table("Size, beside the same text of 10 KB", rows)


def keys(bench: Bench) -> str:
    """The 95th percentile of each key."""
    texts, rows = bench.texts, []
    situations: tuple[tuple[str, Path, Path, str, Mapping[str, str]], ...] = (
        ("100 MB", texts.mb100, texts.kb10, "jlw n", {}),
        (
            f"100 MB, {_MANY:,} highlights, sidebar",
            _marked(bench, texts.mb100, _MANY),
            _marked(bench, texts.kb10, NEAR),
            "jlw ]n",
            {"TREAD_SIDEBAR": "on"},
        ),
        ("5 MB in one row (beside 10 KB in one)", texts.one_row, texts.short_row, "lw ", {}),
        ("1,000,000 empty rows", texts.empty_rows, texts.kb10, "w", {}),
    )
    for what, path, base, names, settings in situations:
        found = keys_in_turns([bench.reads(path), bench.reads(base)], names, bench.presses, settings)
        rows += [_keys_row(f"`{NAMES.get(key, key)}`, {what}", *found[key]) for key in names]
    for what, path, base in (
        ("100 MB while it is read", texts.mb100, texts.kb10),
        ("the same with highlights", _marked(bench, texts.mb100, _MANY), _marked(bench, texts.kb10, NEAR)),
    ):
        found_while = keys_while_reading([bench.reads(path), bench.reads(base)], "jlw", bench.runs)
        rows.append(_keys_row(f"`j` `l` `w`, {what}", *found_while))
    for what, pressed in (("wheel", _WHEEL), ("`j`", "j"), ("Space", " ")):
        cost = _cpu_ms(bench.reads(texts.mb100), pressed)
        goal = 4.0 if pressed == _WHEEL else None
        rows.append(
            Row(
                f"CPU of a frame on 100 MB, {what}: the whole program", f"{cost:.1f} ms", "", cost, "ms", goal
            )
        )
    return table("Keys: 95th percentile from key to painted screen, beside the same keys in 10 KB", rows)


def finding(bench: Bench) -> str:
    """The first hit, and keys while 100 MB are searched."""
    texts = bench.texts
    near: list[float] = []
    far: list[float] = []
    while_searching: list[list[float]] = [[], []]
    for _ in range(bench.runs):
        for number, path in enumerate((texts.mb100, texts.kb10)):
            with running(bench.reads(path)) as (program, _):
                program.rests()
                program.press(f"/{OFTEN[:-1]}")
                program.rests()
                if number == 0 and (seconds := program.press_until(OFTEN[-1], " of ")) is not None:
                    near.append(seconds)
                program.rests()
                program.press("\x1b")
                program.press(BACK)
                program.press_until(f"/{OFTEN}\r", f"¶ {OFTEN_EVERY + 1}/")
                for paragraph in range(OFTEN_EVERY + 2, OFTEN_EVERY + 6):
                    if (seconds := program.press_until("j", f"¶ {paragraph}/")) is not None:
                        while_searching[number].append(seconds)
                program.rests()
                program.press(BACK)
                if number == 0 and (seconds := program.press_until(f"/{LAST}\r", f", {LAST}.")) is not None:
                    far.append(seconds)
    rows = [
        Row("first hit, the text is near", times(near), "", _middle(near, 1000), "ms", 100),
        Row("first hit, the text is at the end of 100 MB", times(far), "", _middle(far, 1000), "ms"),
        _keys_row("`j` while the hits in 100 MB are counted", *while_searching),
    ]
    return table("Finding in 100 MB", rows)


def live(bench: Bench) -> str:
    """A file that is changed while it is open."""
    rows = []
    for what, path in (
        ("10 KB", bench.texts.kb10),
        ("10 MB", bench.texts.mb10),
        ("100 MB", bench.texts.mb100),
    ):
        took: list[float] = []
        for _ in range(max(bench.runs // 3, 1)):
            changing = bench.folder / f"changing-{path.name}"
            shutil.copyfile(path, changing)
            with running(bench.reads(changing)) as (program, _):
                program.rests()
                text = path.read_bytes()
                aside = changing.with_suffix(".new")
                aside.write_bytes(text.replace(FIRST.encode(), f"{FIRST} {_CHANGED}".encode(), 1))
                aside.replace(changing)
                if (seconds := program.press_until("", _CHANGED)) is not None:
                    took.append(seconds)
            changing.unlink()
        rows.append(Row(f"{what} changed on disk: shown anew", times(took), "", _middle(took), "s", 1.0))
    return table("Live", rows)


def store(bench: Bench) -> str:
    """A save beside its bytes, and what the index answers."""
    rows = []
    for what, articles, notes, saves in (
        ("10 annotations in one article", 1, 10, 60),
        ("100,000 over 20,000 articles", 20_000, 5, 60),
        ("10,000 in one article", 1, 10_000, 3),
    ):
        found = _library(bench, articles, notes, saves)
        save, bare = found["save"], found["bare"]
        goal = 2.5 if notes <= 10 else None
        rows.append(Row(f"a change, {what}", times(save), times(bare), ratio(save, bare), goal=goal))
        if notes > 10:
            held, idle = found["held"], found["idle"]
            name = f"the screen’s thread held by it, {what} (beside: by nothing)"
            rows.append(Row(name, times(held), times(idle), _middle(held, 1000), "ms", 5.0))
        if articles > 1:
            rebuilt, looked = found["rebuild"], found["look"]
            rows.append(Row(f"the index made anew, {what}", times(rebuilt), "", _middle(rebuilt), "s", 10.0))
            rows.append(Row("all databases looked at", times(looked), "", _middle(looked, 1000), "ms"))
            for name, asked in (
                ("newest", "the newest 100"),
                ("tag", "of a tag"),
                ("colour", "of a colour"),
                ("text", "with a text that is in many"),
                ("nowhere", "with a text that is in none"),
            ):
                took = found[name]
                rows.append(Row(f"from the index: {asked}", times(took), "", _middle(took, 1000), "ms", 10.0))
    return table(
        "The store, beside a bare write of the same bytes, flushed, renamed, its folder flushed", rows
    )


def _library(bench: Bench, articles: int, notes: int, saves: int) -> dict[str, list[float]]:
    """What a library took, measured in a process of its own."""
    with tempfile.TemporaryDirectory(dir=bench.folder) as folder, tempfile.TemporaryDirectory() as home:
        numbers = map(str, (articles, notes, saves))
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.library", folder, *numbers],
            env=environment(Path(home)),
            stdout=subprocess.PIPE,
            check=True,
        )
    found: dict[str, list[float]] = json.loads(done.stdout)
    return found


def peers(bench: Bench) -> str:
    """Other readers on the same files."""
    texts = bench.texts
    markdown = [sys.executable, markdown_app.__file__]
    readers: list[tuple[str, Callable[[Path], list[str]]]] = [
        ("tread", bench.reads),
        ("less", lambda path: ["less", str(path)]),
        ("Textual’s MarkdownViewer", lambda path: [*markdown, str(path)]),
    ]
    if bench.frogmouth:
        readers.append(("frogmouth", lambda path: [bench.frogmouth, str(_as_markdown(bench, path))]))
    lines = [
        "### Beside other readers",
        "",
        "| reader | file | first paint | most memory | ↓ (tread: a paragraph, others: a row), 95th p. |",
        "|---|---|---|---|---|",
    ]
    for name, command in readers:
        for what, path in (("10 KB", texts.kb10), ("1 MB", texts.mb1), ("100 MB", texts.mb100)):
            if path is texts.mb100 and name not in ("tread", "less"):
                lines.append(f"| {name} | {what} | not tried | | |")
                continue
            lines.append(f"| {name} | {what} | {' | '.join(_read_by(command(path), bench))} |")
    return "\n".join(lines) + "\n"


def _read_by(command: list[str], bench: Bench) -> tuple[str, str, str]:
    """First paint, memory and the 95th percentile of the down key."""
    painted: list[float] = []
    pressed: list[float] = []
    peak = 0
    for _ in range(3):
        with running(command, limit_s=_PATIENCE_S) as (program, seconds):
            if seconds is None:
                return f"not within {_PATIENCE_S:.0f} s", "", ""
            painted.append(seconds)
            if not pressed:
                program.rests()
                found = (program.press(_DOWN) for _ in range(min(bench.presses, 24)))
                pressed = [took for took in found if took is not None]
                peak = program.peak_bytes
        if seconds > _SLOW_S:
            break
    return times(painted), f"{peak / 1e6:.0f} MB", ms(percentile_95(pressed)) if len(pressed) > 1 else "–"


def _keys_row(what: str, some: list[float], base: list[float]) -> Row:
    if len(some) < 2 or len(base) < 2:
        return Row(what, "not painted", "", None, goal=1.25)
    both = percentile_95(some), percentile_95(base)
    shown = [
        f"{ms(high)} (median {ms(statistics.median(all_))})"
        for high, all_ in zip(both, (some, base), strict=True)
    ]
    return Row(what, shown[0], shown[1], both[0] / both[1], goal=1.25)


def _middle(seconds: list[float], factor: float = 1.0) -> float | None:
    return statistics.median(seconds) * factor if seconds else None


def _cpu_ms(command: list[str], keys_pressed: str) -> float:
    """Milliseconds of CPU that the whole program takes for a frame, over many."""
    with running(command) as (program, _):
        program.rests()
        before = program.cpu_s
        painted = sum(program.frame(keys_pressed) for _ in range(_FRAMES))
        return (program.cpu_s - before) / max(painted, 1) * 1000


def _listing(bench: Bench) -> list[Row]:
    """A folder with Markdown in it: listed for the first time, and from then on."""
    folder = bench.folder / "articles"
    shutil.copytree(_SAMPLE, folder)
    time.sleep(_YOUNG_S)
    command, rows = [bench.tread, "list", str(folder)], []
    what = "`tread list` of the sample library, half of it Markdown"
    took, beside = _to_the_end(command, bench.runs)
    rows.append(Row(f"{what}: for the first time", times(took), times(beside), ratio(took, beside)))
    with tempfile.TemporaryDirectory() as home:
        took, beside = _to_the_end(command, bench.runs, Path(home))
    rows.append(Row(f"{what}: its index warm", times(took), times(beside), ratio(took, beside), goal=0.5))
    return rows


def _to_the_end(command: list[str], runs: int, kept: Path | None = None) -> tuple[list[float], list[float]]:
    """Seconds that a command takes, and to the first paint of the empty app, in turns.

    kept: the home of all runs; else each has one of its own, with nothing in it.
    """
    took: list[float] = []
    beside: list[float] = []
    for turn in range(runs + 1):
        with tempfile.TemporaryDirectory() as own:
            home = kept or Path(own)
            began = time.perf_counter()
            subprocess.run(command, env=environment(home), stdout=subprocess.DEVNULL, check=True)
            seconds = time.perf_counter() - began
        with running(_EMPTY, "Painted") as (_, painted):
            if turn and painted is not None:
                took.append(seconds)
                beside.append(painted)
    return took, beside


def _marked(bench: Bench, path: Path, count: int) -> Path:
    """The same text in a folder with highlights on it, made when first asked for."""
    folder = bench.folder / "marked"
    folder.mkdir(exist_ok=True)
    marked = folder / path.name
    if not marked.exists():
        os.link(path, marked)
        highlight(marked, count)
    return marked


def _as_markdown(bench: Bench, path: Path) -> Path:
    """The same text under a name that a reader of Markdown opens."""
    link = bench.folder / f"{path.stem}.md"
    if not link.exists():
        os.link(path, link)
    return link


SECTIONS: Mapping[str, Callable[[Bench], str]] = {
    "start": start,
    "size": size,
    "keys": keys,
    "finding": finding,
    "live": live,
    "store": store,
    "peers": peers,
}
"""What can be measured, in the order of the report."""
