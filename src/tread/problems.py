"""What is wrong in something a reader wrote (a setting, a key, a theme) and did not stop the rest.

Owns the `Problem` value and the phrase that names the nearest right word. Never raises, prints or
logs; who shows a problem decides how. Anything may import it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing that is wrong and was passed over.

    where: the file, variable or setting ("keys.mark.note"); message: what is wrong with it, a sentence;
    hint: what to do, or empty. Texts quoted in them are escaped as Python's `repr` does.
    """

    where: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.message} {self.hint}".strip()


def nearest(name: str, known: Iterable[str]) -> str:
    """The nearest of the known names, or empty when none is near."""
    import difflib  # here, because nearly every start has nothing to report

    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return found[0] if found else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A question that names the nearest of the known names, or empty when none is near."""
    found = nearest(name, known)
    return f"Did you mean {found!r}?" if found else ""
