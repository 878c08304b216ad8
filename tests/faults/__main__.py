"""`python -m tests.faults`: every fault at full size, against stock TinyDB too, as tables in Markdown."""

from __future__ import annotations

import argparse
import errno
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from tread.store import storage

from .damage import Damaged, flipped, of_another_shape, overwritten, read_damaged, truncated
from .disk import refuse_in_turn
from .full import SIZE_KB, fill, small_disk
from .killing import kill_writers
from .running import kill_the_program
from .shelf import Shelf
from .together import DEVICES, write_together

_PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
_NAMES = {"tread": "tread", "stock": "TinyDB, `JSONStorage`", "cache": "TinyDB, `CachingMiddleware`"}


class Size(NamedTuple):
    """How much of everything: kills of writers and of the program; changes of each of four processes; how
    many bytes, and how many bits, are between two places that are damaged."""

    kills: int
    program_kills: int
    changes: int
    bytes: int
    bits: int


SIZES = {"full": Size(1000, 1000, 1000, 1, 1), "small": Size(40, 4, 40, 53, 211)}


def main() -> None:
    """Run what was asked for, and print it or write it into the page."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="What faults cost.")
    parser.add_argument("section", nargs="*", help=f"what to run: {', '.join(SECTIONS)}; else everything")
    parser.add_argument("--size", choices=SIZES, default="full", help="full takes an hour, small a minute")
    parser.add_argument("--write", action="store_true", help=f"put the tables into {_PAGE.name} too")
    asked = parser.parse_args()
    if unknown := set(asked.section) - set(SECTIONS):
        parser.error(f"there is no section “{sorted(unknown)[0]}”: {', '.join(SECTIONS)}")
    with tempfile.TemporaryDirectory(prefix="tread-faults-") as name:
        os.environ |= {"HOME": name, "XDG_STATE_HOME": f"{name}/state", "XDG_CONFIG_HOME": f"{name}/config"}
        os.environ |= {"XDG_DATA_HOME": f"{name}/data", "XDG_CACHE_HOME": f"{name}/cache"}
        tables = {}
        for section in asked.section or SECTIONS:
            folder = Path(name, "libraries", section.replace(" ", "-"))
            tables[section] = SECTIONS[section](SIZES[asked.size], folder)
            print(tables[section], flush=True)
    if asked.write:
        write_page(tables, asked.size)


def write_page(tables: Mapping[str, str], size: str) -> None:
    """Put tables into the page; those of other sections stay as they are."""
    page = _PAGE.read_text(encoding="utf-8")
    for section, table in tables.items():
        begin, end = f"<!-- {section}: begin -->\n", f"<!-- {section}: end -->"
        head, rest = page.split(begin)
        page = f"{head}{begin}\n{table}\n{_machine(size)}\n\n{end}{rest.split(end, 1)[1]}"
    _PAGE.write_text(page, encoding="utf-8")


def _machine(size: str) -> str:
    return (
        f"<sub>Size: {size}. {platform.system()}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, TinyDB {version('tinydb')}.</sub>"
    )


def _kills(size: Size, folder: Path) -> str:
    rows = []
    for way in _NAMES:
        found = kill_writers(way, _made(folder / way), size.kills, tell=_progress(f"kills, {way}"))
        left = f"{found.leftovers[0]}, {found.leftovers[1]} after a sweep" if way == "tread" else "–"
        again = found.rebuilt_lost if way == "tread" else "–"
        cells = (found.kills, found.in_the_middle, found.acknowledged, found.unreadable, found.lost)
        rows.append((_NAMES[way], *cells, again, left))
    heads = ("kills", "in the middle of a change", "acknowledged", "files unreadable", "lost")
    return _table(("", *heads, "lost, of the journal alone", "temporary files"), rows)


def _program(size: Size, folder: Path) -> str:
    found = kill_the_program(_made(folder), size.program_kills, tell=_progress("kills of the program"))
    return _table(
        ("", "kills", "while marks were being written", "marks said to be saved", "files unreadable", "lost"),
        [("tread", found.kills, found.in_the_middle, found.acknowledged, found.unreadable, found.lost)],
    )


def _together(size: Size, folder: Path) -> str:
    rows = []
    for way in ("tread", "stock"):
        for articles in (1, 20):
            _tell(f"{len(DEVICES)} processes, {articles} articles, {way} …")
            found = write_together(way, _made(folder / f"{way}-{articles}"), size.changes, articles)
            where = "one article" if articles == 1 else f"{articles} articles"
            counts = (found.acknowledged, found.raised, found.lost, found.unreadable)
            rows.append((f"{_NAMES[way]}: {where}", *counts, f"{found.wrong} of {found.reads}"))
    heads = ("acknowledged", "raised", "lost", "files unreadable", "reads beside them that went wrong")
    return _table((f"{len(DEVICES)} processes × {size.changes} changes", *heads), rows)


def _full(size: Size, folder: Path) -> str:
    rows: list[tuple[object, ...]] = []
    for way in ("tread", "stock"):
        with small_disk(_made(folder / way)) as is_mounted:
            if not is_mounted:
                return "A small disk could not be mounted here: that takes root.\n"
            found = fill(way, folder / way)
            opens, goes_on = ("yes" if one else "no" for one in (found.opens, found.goes_on))
            rows.append((_NAMES[way], found.acknowledged, found.refused, found.lost, opens, goes_on))
    heads = ("acknowledged", "refused", "lost", "file opens", "goes on when there is room")
    return _table((f"a disk of {SIZE_KB} KB", *heads), rows)


def _refusals(size: Size, folder: Path) -> str:
    rows = []
    for number in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EACCES):
        name = errno.errorcode[number]
        _tell(f"refusals: {name} …")
        found = [
            refuse_in_turn(_made(folder / f"{name}-{lasting}"), number, is_lasting=lasting)
            for lasting in (False, True)
        ]
        rows.append((f"`{name}`", *(sum(column) for column in zip(*found, strict=True))))
    heads = ("calls refused", "changes refused for it", "files unreadable", "changes lost when tried again")
    return _table(("each call in turn, once and from then on", *heads), rows)


def _damage(size: Size, folder: Path) -> str:
    storage.READ_PAUSE_S = 0
    rows = []
    for way in ("tread", "stock"):
        shelf = Shelf(folder / way)
        shelf.commit(shelf.adding("one"))
        shelf.commit(shelf.adding("two é 世界", tags=("a", "b")))
        shelf.commit(shelf.editing("one", note="the last word"))
        data = shelf.database.read_bytes()
        kinds: Mapping[str, Iterable[bytes]] = {
            "cut off": truncated(data, size.bytes),
            "one bit flipped": flipped(data, size.bits),
            "NULs, garbage, nothing": overwritten(data),
            "JSON of another shape": of_another_shape(),
        }
        for kind, files in kinds.items():
            _tell(f"damage: {kind}, {way} …")
            found: Damaged = read_damaged(way, shelf, files)
            rows.append((f"{_NAMES[way]}: {kind}", found.files, found.right, found.refused, found.silent))
    heads = ("files", "shows all there was", "does not open", "shows something else, and says nothing")
    return _table(("", *heads), rows)


SECTIONS: Mapping[str, Callable[[Size, Path], str]] = {
    "kills": _kills,
    "program": _program,
    "together": _together,
    "full disk": _full,
    "refusals": _refusals,
    "damage": _damage,
}


def _table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    heads = list(heads)
    lines = [heads, ["---"] + ["---:"] * (len(heads) - 1)]
    for row in rows:
        lines.append([f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _progress(what: str) -> Callable[[int], None]:
    return lambda number: _tell(f"{what}: {number}") if number % 50 == 0 else None


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
