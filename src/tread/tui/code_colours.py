"""What is what in code: keywords, strings, comments, numbers and names, as layers of roles.

pygments finds it, in a thread and never before the first paint: a page shows code plain until it is known.
Colours are the theme's; only the roles stand here. It imports no Textual.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable

from tread.core.document import Paragraph
from tread.core.overlay import Layer

LONGEST = 200_000
"""Characters of code at the most; longer code stays plain."""
_KEPT = 256
_ROLES = {
    "Keyword": "code-keyword",
    "Operator.Word": "code-keyword",
    "Name.Tag": "code-keyword",
    "Literal.String": "code-string",
    "Comment": "code-comment",
    "Literal.Number": "code-number",
    "Name.Function": "code-name",
    "Name.Class": "code-name",
    "Name.Decorator": "code-name",
    "Name.Attribute": "code-name",
    "Name.Builtin": "code-name",
}
"""Roles by pygments' kinds of tokens; those inside a kind have its role."""


class CodeColours:
    """The layers of code that was asked for.

    learn: given a paragraph whose layers are not known, has `work_out` called in a thread and the page
    drawn again afterwards.
    """

    def __init__(self, learn: Callable[[Paragraph], object]) -> None:
        self._learn = learn
        self._known: OrderedDict[tuple[str, str], tuple[Layer, ...]] = OrderedDict()

    def layers(self, paragraph: Paragraph, start: int, end: int) -> tuple[Layer, ...]:
        """What is known of a paragraph's characters; what is not is worked out for the next time."""
        if not paragraph.language or len(paragraph.text) > LONGEST:
            return ()
        key = (paragraph.language, paragraph.text)
        if key not in self._known:
            self._known[key] = ()
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
            self._learn(paragraph)
        known = self._known[key]
        first = max(bisect_right(known, start, key=lambda layer: layer.start) - 1, 0)
        return known[first : bisect_left(known, end, key=lambda layer: layer.start)]

    def work_out(self, paragraph: Paragraph) -> None:
        """In a thread: find the layers of a paragraph."""
        self._known[paragraph.language, paragraph.text] = code_layers(paragraph.text, paragraph.language)


def code_layers(text: str, language: str) -> tuple[Layer, ...]:
    """The layers of code in a language by any of its names; none where pygments does not know it."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return ()
    layers = []
    for start, kind, value in lexer.get_tokens_unprocessed(text):
        if role := _role(str(kind).removeprefix("Token.")):
            layers.append(Layer(start, start + len(value), role))
    return tuple(layers)


def _role(kind: str) -> str:
    while kind:
        if kind in _ROLES:
            return _ROLES[kind]
        kind = kind.rpartition(".")[0]
    return ""
