"""What is left of a damaged database, and the copies that help. Only `tread.store.repository` imports it.

It owns `damaged/` (bytes that could not be read, never changed or removed) and `backup/` (last good
copies). It decides nothing about when: it is told, under the lock.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tread.core.annotation import SCHEMA, Annotation
from tread.files import write_atomically
from tread.store import journal
from tread.store.codec import decode, document_number, encode, schema_of
from tread.store.disk import in_words, make_folder, short_hash
from tread.store.merge import settle
from tread.store.storage import Row, Tables, parse, salvage

ANNOTATIONS = "annotations"
ARTICLE = "article"
RECORD_NUMBER = "1"
KEPT_BACKUPS = 3


def keep_damaged(folder: Path, boundary: Path, stem: str, data: bytes, suffix: str = ".json") -> Path:
    """Put damaged bytes aside, durably; return the file. Equal bytes are kept once. Errors: StoreError."""
    make_folder(folder, boundary)
    file = folder / f"{stem}-{short_hash(data.hex())}{suffix}"
    with in_words(file):
        if not file.exists():
            write_atomically(file, data)
    return file


def rebuild(damaged: bytes, backups: list[Path], journal_path: Path) -> Tables:
    """The database from what is left: whole lines of the damaged bytes, the backups, the journal.

    Each source is trusted more than the one before it; a state gives way to one that has seen it, and two
    that diverged are merged. backups: oldest first.
    """
    tables: Tables = {}
    rows = list(salvage(damaged, (ANNOTATIONS, ARTICLE)))
    has_checksums = any(row.is_sure for row in rows)
    doubtful = [row for row in rows if has_checksums and not row.is_sure]
    for row in rows:
        if row.is_sure or not has_checksums:
            table = row.table or (ANNOTATIONS if "kind" in row.document else ARTICLE)
            _fold(tables, table, row.number, row.document)
    for backup in backups:
        for table, documents in _read_backup(backup).items():
            for number, document in documents.items():
                _fold(tables, table, number, document)
    has_record = any(row.is_sure and row.table == ARTICLE for row in rows)
    for entry in journal.read(journal_path):
        if not has_record:  # what the database says of the article is never older
            _fold_record(tables, entry.article)
        for change in entry.step.changes:
            if change.after is not None:
                _fold_annotation(tables, str(document_number(change.id)), change.after, change.before)
    for row in doubtful:
        _fold_doubtful(tables, row)
    return tables


def backups_of(folder: Path, stem: str) -> list[Path]:
    """The backups of a database, oldest first."""
    return sorted(folder.glob(f"{stem}.*.json"))


def is_backed_up(folder: Path, stem: str, day: date) -> bool:
    """True when the database has a backup of this day."""
    return _backup(folder, stem, day).exists()


def back_up(folder: Path, boundary: Path, stem: str, day: date, data: bytes) -> None:
    """Keep the bytes of a good database as the day's copy, and only the newest few. Errors: StoreError."""
    make_folder(folder, boundary)
    file = _backup(folder, stem, day)
    with in_words(file):
        write_atomically(file, data)
        for old in backups_of(folder, stem)[:-KEPT_BACKUPS]:
            old.unlink(missing_ok=True)


def _backup(folder: Path, stem: str, day: date) -> Path:
    return folder / f"{stem}.{day.isoformat()}.json"


def _read_backup(path: Path) -> Tables:
    """What a backup holds; of a damaged one, the documents that are as they were written."""
    try:
        data = path.read_bytes()
    except OSError:
        return {}
    try:
        return parse(data)
    except ValueError:
        tables: Tables = {}
        for row in salvage(data):
            if row.is_sure:
                tables.setdefault(row.table, {})[row.number] = row.document
        return tables


def _fold(tables: Tables, table: str, number: str, document: dict[str, Any]) -> None:
    if table == ANNOTATIONS and schema_of(document) <= SCHEMA:
        try:
            annotation = decode(document)
        except ValueError:
            pass
        else:
            _fold_annotation(tables, number, annotation, None)
            return
    tables.setdefault(table, {})[number] = document


def _fold_doubtful(tables: Tables, row: Row) -> None:
    """Fold in a document that is not as it was written, unless it is a known one but for a byte.

    Else somebody changed it by hand, and that is what it says from now on.
    """
    known = [
        (table, number, document)
        for table, documents in tables.items()
        for number, document in documents.items()
    ]
    if any(row.is_nearly(*one) for one in known):
        return
    try:
        edited = decode(row.document)
    except ValueError:
        present = tables.setdefault(row.table, {}).setdefault(row.number, row.document)
        if row.table == ARTICLE and present.get("fingerprint") == row.document.get("fingerprint"):
            present["paragraphs"] = present.get("paragraphs") or row.document.get("paragraphs", [])
        return
    number = str(document_number(edited.id))
    documents = tables.setdefault(ANNOTATIONS, {})
    version = documents.get(number, row.document).get("version", {})
    documents[number] = {**documents.get(number, {}), **row.document, "version": version}


def _fold_annotation(tables: Tables, number: str, annotation: Annotation, base: Annotation | None) -> None:
    documents = tables.setdefault(ANNOTATIONS, {})
    if schema_of(documents.get(number, {})) > SCHEMA:
        return
    try:
        settled = settle(annotation, decode(documents[number]), base)
    except (KeyError, ValueError):
        settled = annotation
    documents[number] = encode(settled)


def _fold_record(tables: Tables, article: Mapping[str, Any]) -> None:
    """Bring the article's record up to the journal's, which knows all but the paragraphs."""
    records = tables.setdefault(ARTICLE, {})
    present = records.get(RECORD_NUMBER, {})
    paragraphs = (
        present.get("paragraphs", []) if present.get("fingerprint") == article.get("fingerprint") else []
    )
    records[RECORD_NUMBER] = {**present, **article, "paragraphs": paragraphs}
