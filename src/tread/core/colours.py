"""What the colours are called: by a library, by its reader, or by their own words. Pure.

Anything may import it.
"""

from __future__ import annotations

from collections.abc import Mapping

from tread.core.annotation import COLOURS
from tread.core.clean import clean_line


def names_in_force(library: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """What each colour is called: as the library says, else as its reader's settings do, else as it is.

    Both may say nothing of a colour, or call it by an empty name.
    """
    return {
        colour: clean_line(library.get(colour, "")) or clean_line(own.get(colour, "")) or colour
        for colour in COLOURS
    }


def colours_called(given: str, names: Mapping[str, str]) -> list[str]:
    """The colours that a word means, in either case: the one of that name, or all that are called so.

    names: as `names_in_force` gives them.
    """
    wanted = clean_line(given).casefold()
    if wanted in COLOURS:
        return [wanted]
    return [colour for colour, name in names.items() if name.casefold() == wanted]
