"""Choosing by label: letters on what is in view, and what the keys do while they are shown.

Owns the mode. It is begun by a command, its labels are drawn by the page (`tread.tui.label_layer`), and
it ends with the first key that is no label, which then does what it does otherwise; so a colour's digit
marks what has been chosen. It also ends when something else comes into view.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tread.core.in_view import Thing, links_in, marks_in, sentences_in, stretches, words_in
from tread.core.labels import begins, chosen, labels_at, set_labels
from tread.core.position import Range
from tread.core.selection import Selection, Unit, selecting
from tread.reading.reading import Reading
from tread.tui.label_layer import LabelLayer
from tread.tui.links import Following

if TYPE_CHECKING:
    from tread.tui.desk import OpenArticle
    from tread.tui.screens.reader import ReaderScreen
    from tread.tui.widgets.article_view import ArticleView
    from tread.tui.widgets.canvas import Text


class _Shown(NamedTuple):
    """The labels that are shown, on which page, for which things, and what choosing one does.

    left: called when Escape ends it; ended: when anything does.
    """

    view: ArticleView
    layer: LabelLayer
    things: list[Thing]
    choose: Callable[[Thing], None]
    left: Callable[[], None] = lambda: None
    ended: Callable[[], None] = lambda: None


class Labelling:
    """Labels on the page of a reading screen."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._following = Following(screen)
        self._shown: _Shown | None = None
        self._anchor: Range | None = None

    # The four commands

    def sentences(self) -> None:
        """Label the sentences in view, to select from one to another."""
        self._select_among("sentence", lambda reading, seen: sentences_in(reading.document, seen))

    def words(self) -> None:
        """Label the words in view, to select from one to another."""
        self._select_among("word", lambda reading, seen: words_in(reading.document, seen))

    def highlights(self) -> None:
        """Label the highlights and notes in view, to select one and have it in hand."""
        self._select_among("free", lambda reading, seen: marks_in(reading.marks, seen), "highlight")

    def links(self) -> None:
        """Label the links in view, to follow one."""
        hint: list[Text] = [("a letter", "key"), (" follows the link   ", "muted"), *_LEAVE]
        self._begin("link", lambda reading, seen: links_in(reading.document, seen), self._follow, hint)

    def places(
        self,
        places: Sequence[Range],
        choose: Callable[[Range], None],
        left: Callable[[], None],
        ended: Callable[[], None],
    ) -> list[str]:
        """Label places of the article, in view or not, to choose one; their labels, in order.

        left: called when Escape leaves it at that; ended: when anything does.
        """
        view = self._screen.view
        layout = view.layout_of_text
        if layout is None:
            return []
        self.end()
        things = [Thing(place, place.start) for place in places]
        layer = LabelLayer(labels_at(layout, things), self.end)

        def chosen_one(thing: Thing) -> None:
            self.end()
            choose(thing.range)

        self._shown = _Shown(view, layer, things, chosen_one, left, ended)
        view.show_labels(layer)
        hint: list[Text] = [("a letter", "key"), (" says where it stands   ", "muted"), *_LEAVE]
        self._screen.status.show_hint(hint)
        return [label.text for label in layer.labels]

    def arrived(self, article: OpenArticle) -> None:
        """An article is shown: go to where a link into it led."""
        self._following.arrived(article)

    # The mode

    def takes(self, key: str) -> bool:
        """Whether a key belongs to the labels that are shown; any other one takes them away."""
        shown = self._shown
        if shown is None:
            return False
        typed = shown.layer.typed + key
        if (label := chosen(shown.layer.labels, typed)) is not None:
            self._type("")
            shown.choose(shown.things[label.thing])
            return True
        if len(key) == 1 and begins(shown.layer.labels, typed):
            self._type(typed)
            return True
        if shown.layer.typed and (key == "backspace" or (len(key) == 1 and key.isalpha())):
            # The second letter was mistyped: as a command of its own it could be any.
            self._type("")
            return True
        self.end()
        if key == "escape":
            shown.left()
        return key == "escape"

    def end(self) -> None:
        """Take the labels away."""
        if self._shown is not None:
            shown, self._shown = self._shown, None
            self._screen.status.show_hint([])
            if shown.view.labels is shown.layer:
                shown.view.show_labels(None)
            shown.ended()

    def _type(self, typed: str) -> None:
        shown = self._shown
        if shown is not None and shown.layer.typed != typed:
            shown.layer.typed = typed
            shown.view.show_labels(shown.layer)

    def _begin(
        self,
        name: str,
        find: Callable[[Reading, list[Range]], list[Thing]],
        choose: Callable[[Thing], None],
        hint: list[Text],
    ) -> None:
        screen, view = self._screen, self._screen.view
        self.end()
        spots = view.spots_in_view
        layout, reading = view.layout_of_text, view.reading
        things = find(reading, stretches(layout, spots)) if layout and reading else []
        if layout is None or not things:
            screen.status.say(f"There is no {name} in view.")
            return
        layer = LabelLayer(set_labels(layout, spots, things, view.selection.head), self.end)
        self._shown = _Shown(view, layer, things, choose)
        view.show_labels(layer)
        screen.status.show_hint(hint)

    # Choosing

    def _select_among(
        self, unit: Unit, find: Callable[[Reading, list[Range]], list[Thing]], name: str = ""
    ) -> None:
        selection = self._screen.view.selection
        self._anchor = selection.anchor if selection.extending else None
        hint: list[Text] = [
            ("a letter", "key"),
            (" selects, ", "muted"),
            ("a second", "key"),
            (" as far as that one   ", "muted"),
            *self._marking_keys(),
            *_LEAVE,
        ]
        self._begin(name or unit, find, lambda thing: self._select(thing, unit), hint)

    def _marking_keys(self) -> list[Text]:
        keymap = self._screen.app.keymap
        first, last = (keymap.keys_of(f"mark.colour-{number}", "article") for number in (1, 5))
        return [(f"{first[0]}–{last[0]}", "key"), (" mark   ", "muted")] if first and last else []

    def _select(self, thing: Thing, unit: Unit) -> None:
        """Select a thing; after a first one, all from that to this one."""
        view = self._screen.view
        if self._anchor is None:
            self._anchor = thing.range
            selection = selecting(thing.range, unit)
        else:
            selection = Selection(self._anchor, thing.range, unit)
        view.select(replace(selection, extending=view.selection.extending), scroll=False)
        if unit == "free" and view.reading and (mark := view.reading.marks.exactly(selection.range)):
            view.held = mark.annotation.id
        self._screen.show_status()
        self._screen.follow()

    def _follow(self, thing: Thing) -> None:
        self.end()
        self._following.follow(thing.address)


_LEAVE: list[Text] = [("Esc", "key"), (" ends it", "muted")]
