"""What the colours are called in a library. `library`, `cli` and `tui` may import it; it is light.

It owns `colours.toml` in a store's folder: a row `yellow = "fact"` for each colour that has a name there. A
person may edit it; what tread does not know in it is kept. It travels with the annotations, and since each
name has a row of its own, two machines that name different colours do not conflict.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from tread.core.annotation import COLOURS
from tread.core.clean import clean_line
from tread.errors import StoreError
from tread.files import write_atomically
from tread.problems import Problem
from tread.store.disk import Signature, in_words, make_folder, signature
from tread.store.place import StorePlace
from tread.tomlfile import read_table

FILE_NAME = "colours.toml"
_HEAD = "# What the colours mean in this library; `tread colours` shows and sets it.\n"


def path_of(place: StorePlace) -> Path:
    """Where the names are, or would be."""
    return place.folder / FILE_NAME


def signature_of(place: StorePlace) -> tuple[Signature | None, ...]:
    """A value that changes when anyone writes the names."""
    return tuple(signature(path) for path in _paths(place))


def read_names(place: StorePlace) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The name of each colour that has one, and what is wrong in the file.

    Where a library has two folders, the one that is written goes before its twin.
    """
    names: dict[str, str] = {}
    problems: list[Problem] = []
    for path in _paths(place):
        table, problem = read_table(path) if path.exists() else ({}, None)
        problems += [problem] if problem else []
        for colour in COLOURS:
            name = table.get(colour, "")
            if not isinstance(name, str):
                hint = "Put it in quotes."
                problems.append(Problem(f"{path}: {colour}", f"{name!r} is not a name.", hint))
            elif plain := clean_line(name):
                names.setdefault(colour, plain)
    return names, tuple(problems)


def write_names(place: StorePlace, names: Mapping[str, str]) -> None:
    """Give some colours other names, an empty one for none; the others keep theirs, durably.

    Errors: StoreError, also when the file is not TOML: what a person wrote in it is not overwritten.
    """
    from tread.store.lock import locked

    path = path_of(place)
    make_folder(place.folder, place.boundary)
    with locked(place.folder):
        text = _HEAD
        if path.exists():
            _, problem = read_table(path)
            if problem is not None:
                raise StoreError(f"{problem.where}: {problem.message}", "Mend the file, or move it away.")
            with in_words(path, "read"):
                text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        for colour, name in names.items():
            text = _with_name(text, colour, clean_line(name))
        if not _is_table(text):
            raise StoreError(f"{path} is written in a way that tread cannot change.", "Change it by hand.")
        with in_words(path):
            write_atomically(path, text.encode("utf-8"))


def _paths(place: StorePlace) -> list[Path]:
    return [folder / FILE_NAME for folder in (place.folder, place.twin) if folder is not None]


def _with_name(text: str, colour: str, name: str) -> str:
    """The file's text with one row changed, added or taken out."""
    row = f"{colour} = {json.dumps(name, ensure_ascii=False)}\n" if name else ""
    table = re.search(r"^[ \t]*\[", text, re.MULTILINE)  # what follows it belongs to that table
    top, rest = (text[: table.start()], text[table.start() :]) if table else (text, "")
    held = re.search(rf"""^[ \t]*["']?{colour}["']?[ \t]*=.*\n?""", top, re.MULTILINE)
    if held is not None:
        return top[: held.start()] + row + top[held.end() :] + rest
    return top + ("\n" if row and top and not top.endswith("\n") else "") + row + rest


def _is_table(text: str) -> bool:
    import tomllib  # here, because nothing is written in most runs

    try:
        tomllib.loads(text)
    except ValueError:
        return False
    return True
