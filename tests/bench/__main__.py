"""`python -m tests.bench`: every number, as tables in Markdown."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from tests.bench import texts
from tests.bench.measures import SECTIONS, Bench

_PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
_BEGIN, _END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"


def main() -> None:
    """Measure what was asked for, and print it or write it into the page."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description="How fast tread is, in ratios."
    )
    parser.add_argument("section", nargs="*", help=f"what to measure: {', '.join(SECTIONS)}; else everything")
    parser.add_argument("--write", action="store_true", help=f"put the tables into {_PAGE.name} too")
    parser.add_argument("--tread", default=str(Path(sys.executable).with_name("tread")), metavar="COMMAND")
    parser.add_argument(
        "--frogmouth",
        default=os.environ.get("FROGMOUTH") or shutil.which("frogmouth") or "",
        metavar="COMMAND",
        help="frogmouth, from an environment of its own; else $FROGMOUTH",
    )
    parser.add_argument("--runs", type=int, default=15, help="starts of a program for each time")
    parser.add_argument("--presses", type=int, default=96, help="of each key")
    asked = parser.parse_args()
    if sys.platform != "linux":
        parser.error("CPU and memory are read from /proc: this needs Linux.")
    if unknown := set(asked.section) - set(SECTIONS):
        parser.error(f"there is no section “{sorted(unknown)[0]}”: {', '.join(SECTIONS)}")
    with tempfile.TemporaryDirectory(prefix="tread-bench-") as name:
        folder = Path(name)
        _tell("Writing the files …")
        bench = Bench(asked.tread, asked.frogmouth, texts.make(folder), folder, asked.runs, asked.presses)
        tables = []
        for section in asked.section or SECTIONS:
            _tell(f"Measuring: {section} …")
            tables.append(SECTIONS[section](bench))
            print(tables[-1], flush=True)
    if asked.write:
        _write("\n".join((_machine(asked.runs, asked.presses), *tables)))


def _machine(runs: int, presses: int) -> str:
    """What the numbers were measured on, in general words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"Measured on {platform.system()}, {os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB of "
        f"memory, a load of {os.getloadavg()[2]:.1f} in the last quarter of an hour; Python "
        f"{platform.python_version()}, Textual {version('textual')}. {runs} starts of a program for each "
        f"time, {presses} presses of each key.\n"
    )


def _write(measured: str) -> None:
    page = _PAGE.read_text(encoding="utf-8")
    before, rest = page.split(_BEGIN)
    after = rest.split(_END)[1]
    _PAGE.write_text(f"{before}{_BEGIN}\n{measured}\n{_END}{after}", encoding="utf-8")


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
