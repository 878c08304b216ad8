"""A check-up of libraries: the files of their stores, and whether annotations still find their places.

Owns what `tread doctor` finds and mends. Looking changes nothing on disk; mending throws nothing away. It
prints nothing. Only `cli` imports it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from tread.core.clean import clean_line
from tread.core.folding import article_fingerprint, fingerprints
from tread.core.resolver import Resolver
from tread.errors import ArticleError, StoreError
from tread.ingest import read_document
from tread.library import Library
from tread.store.codec import ArticleRecord
from tread.store.health import MENDABLE, Finding, Whole, look
from tread.store.mending import mend
from tread.store.place import canonical
from tread.store.repository import Store
from tread.walk import scan

_QUOTE_SHOWN = 60
"""Characters of a quote in what is said of it."""


class CheckUp(NamedTuple):
    """What was looked at and what was found; `failures`: what was to be mended and could not be."""

    articles: int
    annotations: int
    findings: tuple[Finding, ...]
    failures: tuple[StoreError, ...] = ()


def check(library: Library, paths: Iterable[Path], *, repair: bool = False) -> CheckUp:
    """Look through the stores of what the paths name, each once; `repair` mends what it safely can."""
    articles: dict[Path, Whole] = {}
    findings: list[Finding] = []
    failures: list[StoreError] = []
    for path in paths:
        below = canonical(path)
        for store in _stores(library, path):
            health = look(store.place.folder)
            if repair and any(one.kind in MENDABLE for one in health.findings):
                mended, failed = _mend(store, health.findings)
                findings += mended
                failures += failed
                health = look(store.place.folder)
            findings += health.findings
            whereabouts = _Whereabouts(store, health.articles)
            for article in health.articles:
                if article.database not in articles and _is_below(store, article, below):
                    articles[article.database] = article
                    findings += _check_article(article, whereabouts)
    found = tuple(dict.fromkeys(findings))
    return CheckUp(
        len(articles), sum(len(one.annotations) for one in articles.values()), found, tuple(failures)
    )


def _stores(library: Library, path: Path) -> Iterator[Store]:
    """The stores of what is at or below a path, and those that hold more of the same."""
    for store in library.stores_at(path):
        yield store
        if store.twin is not None:
            yield store.twin


def _mend(store: Store, findings: Iterable[Finding]) -> tuple[list[Finding], list[StoreError]]:
    mended, failed = [], []
    for finding in findings:
        if finding.kind in MENDABLE:
            try:
                mended.append(finding._replace(mended=mend(store, finding)))
            except StoreError as error:
                failed.append(error)
    return mended, failed


def _is_below(store: Store, article: Whole, below: Path) -> bool:
    """Whether an article is what was named, or in it; one that is not known may be."""
    if article.record is None:
        return True
    path = store.place.absolute(article.record.path)
    return path == below or path.is_relative_to(below)


class _Whereabouts:
    """Where the files of a store's articles are: where they were, or wherever their text is found again."""

    def __init__(self, store: Store, articles: Iterable[Whole]) -> None:
        self._place = store.place
        self._known = {self._place.absolute(one.record.path) for one in articles if one.record}

    def of(self, record: ArticleRecord) -> Path | None:
        """The file of an article, or None."""
        path = self._place.absolute(record.path)
        return path if path.exists() else self._strangers.get(record.fingerprint)

    @cached_property
    def _strangers(self) -> dict[str, Path]:
        """The articles of the library that have no record under their path, by fingerprint."""
        found = {}
        for path in scan(self._place.root).articles:
            if canonical(path) not in self._known:
                with suppress(ArticleError):
                    found[article_fingerprint(fingerprints(read_document(path)))] = path
        return found


def _check_article(article: Whole, whereabouts: _Whereabouts) -> Iterator[Finding]:
    """What is wrong with the places of an article's annotations."""
    if article.record is None or not article.annotations:
        return
    path = whereabouts.of(article.record)
    if path is None:
        count = len(article.annotations)
        notes = "An annotation is" if count == 1 else f"{count} annotations are"
        yield Finding(
            "article gone",
            article.database,
            f"{notes} kept for {clean_line(article.record.path)}, which is gone.",
            "Put the file back; wherever in the library it is, it is known again by its text.",
            article.id,
        )
        return
    try:
        document = read_document(path)
    except ArticleError as error:
        yield Finding("article unreadable", path, error.message, error.hint, article.id)
        return
    resolver = Resolver(document, fingerprints(document), article.record.editions)
    for annotation in article.annotations:
        if annotation.anchor is None:
            continue
        state = resolver.resolve(annotation.anchor).state
        quote = _quoted(annotation.anchor.quote.exact)
        if state == "orphan":
            yield Finding(
                "orphan",
                path,
                f"{quote} is no longer found in the article.",
                "Open the article, select where it belongs, and put it there from the sidebar (p).",
                article.id,
                annotation.id,
            )
        elif state == "uncertain":
            yield Finding(
                "uncertain",
                path,
                f"{quote} has a likely place in the article, but not a sure one.",
                "Open the article and accept the place from the sidebar (=), or put it elsewhere (p).",
                article.id,
                annotation.id,
            )


def _quoted(text: str) -> str:
    quote = clean_line(text)
    return f"“{quote if len(quote) <= _QUOTE_SHOWN else quote[:_QUOTE_SHOWN].rstrip() + '…'}”"
