"""An annotation whose text or place is not what it was, as rows of the sidebar: what was marked beside what
stands there, what stood around what is lost.

Decides how that looks, and nothing else. Imported by the list in the sidebar when it first has such a one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tread.core.annotation import Anchor
from tread.core.clean import clean_line
from tread.core.overlay import Layer, runs
from tread.core.row import visible_end
from tread.core.word_diff import SIGNS, Run, word_diff
from tread.core.wrap import wrap
from tread.tui.measure import ScreenMeasure
from tread.tui.widgets.canvas import Text

_LONG_KEPT = 120
"""A longer stretch that was kept is shown by its two ends ..."""
_KEPT_END = 40
"""... of at least so many characters."""
_MEASURE = ScreenMeasure()


def diff_rows(
    old: str, new: str, width: int, lit: str = "", *, signs: bool, whole: bool = False
) -> list[list[Text]]:
    """Two wordings as one text, wrapped: what was deleted, what was inserted, each in its look.

    signs: put them into signs too, where a look may not be seen. whole: leave nothing out of what was kept.
    lit: a role that all of it lies on.
    """
    parts = word_diff(_flat(old), _flat(new))
    if not whole:
        parts = list(_shortened(parts))
    texts: list[tuple[str, str]] = []
    for part in parts:
        if part.kind == "inserted" and texts and texts[-1][1] == "deleted" and not signs:
            texts.append((" ", "ink"))
        before, behind = SIGNS[part.kind] if signs else ("", "")
        role = "ink" if part.kind == "kept" else part.kind
        texts.append((f"{before}{part.text}{behind}", role))
    return styled_rows(texts, width, lit)


def surrounding_rows(anchor: Anchor, width: int, lit: str = "") -> list[list[Text]]:
    """What stood around a quote, and the quote in it: the end of the paragraph above, its own paragraph, the
    beginning of the one below."""
    quote = anchor.quote
    own = [(_flat(quote.prefix, ends=True), "muted"), (_flat(quote.exact, ends=True), "ink strong")]
    own.append((_flat(quote.suffix, ends=True), "muted"))
    rows: list[list[Text]] = []
    if anchor.above:
        rows += styled_rows([(f"…{_flat(anchor.above)}", "muted")], width, lit)
    rows += styled_rows(own, width, lit)
    if anchor.below:
        rows += styled_rows([(f"{_flat(anchor.below)}…", "muted")], width, lit)
    return rows


def styled_rows(texts: Sequence[Text], width: int, lit: str = "") -> list[list[Text]]:
    """Texts one after the other as rows of a width, in cells; each text keeps its role."""
    whole, layers = "", []
    for text, role in texts:
        layers.append(Layer(len(whole), len(whole) + len(text), role))
        whole += text
    rows: list[list[Text]] = []
    for start, end in wrap(whole, width, _MEASURE):
        row: list[Text] = []
        for run in runs(start, visible_end(whole, start, end), layers):
            row.append((whole[run.start : run.end], " ".join((*run.roles, *filter(None, [lit])))))
        used = sum(_MEASURE.cells(text) for text, _ in row)
        rows.append([*row, (" " * max(width - used, 0), f"ink {lit}".strip())])
    return rows


def _shortened(parts: Sequence[Run]) -> Iterator[Run]:
    """The runs, of those that were kept and are long only the ends that are near to a change."""
    for index, part in enumerate(parts):
        if part.kind != "kept" or len(part.text) <= _LONG_KEPT:
            yield part
            continue
        text = part.text
        head = text[: text.find(" ", _KEPT_END) + 1] if index else ""
        tail = text[text.rfind(" ", 0, -_KEPT_END) :] if index + 1 < len(parts) else ""
        if len(head) + len(tail) >= len(text):
            yield part
        else:
            shown = f"{head}…{tail}" if head or tail else text
            yield Run("kept", shown, shown)


def _flat(text: str, *, ends: bool = False) -> str:
    """Foreign text that is safe to show, on one row; ends: with a space at an end that has one."""
    flat = " ".join(clean_line(text.replace("\n", " ")).split())
    if not ends:
        return flat
    lead, trail = (" " if text[place].isspace() else "" for place in (0, -1)) if text else ("", "")
    return f"{lead}{flat}{trail}" if flat else lead
