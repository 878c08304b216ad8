"""Running verbs in a test, and the article that most of them are run on."""

from __future__ import annotations

from collections.abc import Callable

TEXT = "The harbour\n\nIt was sold in the spring of that year.\n\nNobody asked why it was sold.\n"

Tread = Callable[..., tuple[int, str, str]]
"""Runs the command: exit code, standard output, standard error."""


def marked(tread: Tread, *more: str) -> str:
    """Highlight words in `lib/harbour.txt`; the id of the highlight."""
    code, out, err = tread("annotate", "lib/harbour.txt", "--quote", "sold in the spring", *more)
    assert (code, err) == (0, "")
    return out.strip()
