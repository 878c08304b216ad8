"""What is wrong with the files of a store. `tread.checkup` imports it.

It looks, without the lock, and changes nothing: not even what reading an article would mend on the way. What
is found is told in sentences, with the file it is about; `mending` mends it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from tread.core.annotation import SCHEMA, Annotation
from tread.store import journal
from tread.store.codec import ArticleRecord, decode, decode_record, schema_of
from tread.store.conflicts import stem_of_copy
from tread.store.leftovers import is_temporary, stale
from tread.store.rebuild import ANNOTATIONS, ARTICLE, RECORD_NUMBER
from tread.store.storage import Tables, parse

Kind = Literal[
    "damaged",
    "missing",
    "no record",
    "not understood",
    "newer",
    "conflict copy",
    "journal",
    "backup",
    "draft",
    "batch",
    "leftover",
    "link",
    "unreadable",
    "stray",
    "article gone",
    "article unreadable",
    "orphan",
    "uncertain",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
MENDABLE: frozenset[Kind] = frozenset(
    ("damaged", "missing", "conflict copy", "journal", "backup", "draft", "batch", "leftover")
)

_DATABASE = re.compile(r"[0-9a-f]{16}\.json")
_JOURNAL = re.compile(r"[0-9a-f]{16}\.jsonl")
_BACKUP = re.compile(r"[0-9a-f]{16}\.\d{4}-\d\d-\d\d\.json")
_DRAFT = re.compile(r"[0-9a-f]{16}-[0-9a-f]{16}\.(?:json|md)")


class Finding(NamedTuple):
    """One thing that is wrong.

    path: the file it is about. message: a sentence; hint: what a person can do, or empty.
    article: the id of the article it is about, where it is about one. annotation: the same.
    mended: what was done about it, or empty.
    """

    kind: Kind
    path: Path
    message: str
    hint: str = ""
    article: str = ""
    annotation: str = ""
    mended: str = ""


class Whole(NamedTuple):
    """An article whose database is whole: its record, where it has one, and its living annotations."""

    id: str
    database: Path
    record: ArticleRecord | None
    annotations: tuple[Annotation, ...]


class Health(NamedTuple):
    """What was found in a store, and what of it is whole."""

    findings: tuple[Finding, ...]
    articles: tuple[Whole, ...]


def look(folder: Path) -> Health:
    """Look through the store in `folder`."""
    findings: list[Finding] = []
    articles: list[Whole] = []
    for path in stale(folder):
        findings.append(Finding("leftover", path, "A write that was cut off left this temporary file."))
    for path in _files(folder / ANNOTATIONS, findings):
        if _DATABASE.fullmatch(path.name):
            article = _database(path, findings)
            articles += [article] if article else []
        else:
            findings.append(_out_of_place(path))
    for path in _files(folder / "journal", findings):
        findings += _batch(path) if path.parent.name == "batches" else _journal(path, folder)
    for path in _files(folder / "surroundings", findings):
        findings += [] if _JOURNAL.fullmatch(path.name) else [_out_of_place(path)]
    for path in _files(folder / "backup", findings):
        findings += _backup(path)
    for path in _files(folder / "drafts", findings):
        findings += _draft(path)
    order = {kind: place for place, kind in enumerate(KINDS)}
    findings.sort(key=lambda one: (order[one.kind], one.path))
    return Health(tuple(findings), tuple(articles))


def _files(folder: Path, findings: list[Finding]) -> Iterator[Path]:
    """The files below a folder, sorted; links and what cannot be looked at are found to be wrong."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        findings.append(_unreadable(folder, error))
        return
    for entry in entries:
        path = folder / entry.name
        if entry.is_symlink():
            findings.append(
                Finding(
                    "link",
                    path,
                    "It is a symbolic link: tread does not write through it.",
                    "Put the file or folder itself in its place.",
                )
            )
        elif entry.is_dir():
            yield from _files(path, findings)
        elif not is_temporary(entry.name):
            yield path


def _database(path: Path, findings: list[Finding]) -> Whole | None:
    article = f"a-{path.stem}"
    data = _bytes(path, findings)
    if data is None:
        return None
    try:
        tables = parse(data)
    except ValueError as error:
        findings.append(Finding("damaged", path, f"It is damaged: {_plainly(error)}.", article=article))
        return None
    annotations = []
    unknown = 0
    for document in tables.get(ANNOTATIONS, {}).values():
        try:
            annotations.append(decode(document))
        except ValueError:
            unknown += 1
    if _is_newer(tables):
        findings.append(
            Finding(
                "newer",
                path,
                "A newer version of tread wrote it: it is read, and not changed.",
                "Update tread to go on annotating this article.",
                article,
            )
        )
    if unknown:
        findings.append(
            Finding(
                "not understood",
                path,
                f"{_entries(unknown)} in it cannot be understood; they are kept as they are.",
                "Look at it with TinyDB: another program may have written there.",
                article,
            )
        )
    record = _record(tables, article)
    if record is None:
        findings.append(
            Finding(
                "no record",
                path,
                "It does not say which article its annotations are on.",
                "Open the article they are on: it is found by its path.",
                article,
            )
        )
    return Whole(article, path, record, tuple(one for one in annotations if one.deleted is None))


def _journal(path: Path, folder: Path) -> Iterator[Finding]:
    if not _JOURNAL.fullmatch(path.name):
        yield _out_of_place(path)
        return
    findings: list[Finding] = []
    data = _bytes(path, findings)
    yield from findings
    if data is None:
        return
    article = f"a-{path.stem}"
    if unread := journal.count_unread(data):
        message = f"{_entries(unread)} of the journal cannot be read; the others can."
        yield Finding("journal", path, message, article=article)
    database = folder / ANNOTATIONS / path.parent.name / f"{path.stem}.json"
    if not database.exists() and any(entry.step.changes for entry in journal.read(path)):
        yield Finding("missing", database, "It is missing, but its journal is there.", article=article)


def _batch(path: Path) -> Iterator[Finding]:
    try:
        if not isinstance(json.loads(path.read_bytes()), dict):
            raise ValueError("it is no batch")
    except (ValueError, RecursionError):
        message = (
            "What was done to several articles at once is not told here any more; each has it by itself."
        )
        yield Finding("batch", path, message)
    except OSError as error:
        yield _unreadable(path, error)


def _backup(path: Path) -> Iterator[Finding]:
    if not _BACKUP.fullmatch(path.name):
        yield _out_of_place(path)
        return
    try:
        parse(path.read_bytes())
    except ValueError as error:
        yield Finding(
            "backup", path, f"This backup is damaged: {_plainly(error)}.", article=f"a-{path.name[:16]}"
        )
    except OSError as error:
        yield _unreadable(path, error)


def _draft(path: Path) -> Iterator[Finding]:
    if not _DRAFT.fullmatch(path.name):
        yield _out_of_place(path)
        return
    article = f"a-{path.name[:16]}"
    try:
        if path.suffix == ".json":
            stored = json.loads(path.read_bytes())
            if not isinstance(stored["key"], str) or not isinstance(stored["text"], str):
                raise ValueError("it holds no text")
        elif not path.with_suffix(".json").exists():
            yield Finding("draft", path, "Nothing says what this draft is a note on.", article=article)
    except (ValueError, KeyError, TypeError, RecursionError):
        yield Finding("draft", path, "This draft of a note cannot be read.", article=article)
    except OSError as error:
        yield _unreadable(path, error)


def _out_of_place(path: Path) -> Finding:
    if stem := stem_of_copy(path.name):
        message = "A program that syncs left this copy; what it holds is not among the annotations yet."
        return Finding("conflict copy", path, message, article=f"a-{stem}")
    return Finding("stray", path, "tread keeps no such file here.", "Move it elsewhere, or remove it.")


def _bytes(path: Path, findings: list[Finding]) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError as error:
        findings.append(_unreadable(path, error))
        return None


def _unreadable(path: Path, error: OSError) -> Finding:
    return Finding("unreadable", path, f"It cannot be read: {error.strerror}.", "Look at its permissions.")


def _plainly(error: ValueError) -> str:
    """Why bytes are no database, without the words of parsers."""
    if isinstance(error, json.JSONDecodeError):
        return f"it is cut off, or garbled in line {error.lineno}"
    return "it holds bytes that are no text" if isinstance(error, UnicodeDecodeError) else str(error)


def _record(tables: Tables, article: str) -> ArticleRecord | None:
    try:
        return decode_record({**tables[ARTICLE][RECORD_NUMBER], "id": article})
    except (KeyError, ValueError):
        return None


def _is_newer(tables: Tables) -> bool:
    documents = (one for name in (ANNOTATIONS, ARTICLE) for one in tables.get(name, {}).values())
    return any(schema_of(document) > SCHEMA for document in documents)


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"
