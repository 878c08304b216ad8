"""The words of the library on the reading screen: what its colours are called, and its tags.

Both are asked for in the prompt and written beside the annotations, in a thread; every open article of the
library shows them.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tread.core.clean import clean_line
from tread.core.colours import names_in_force
from tread.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping
    from typing import Any

    from tread.core.annotation import Annotation
    from tread.reading.reading import Reading
    from tread.tui.desk import OpenArticle
    from tread.tui.screens.reader import ReaderScreen


class Naming:
    """What is named on a screen, and the tags that are known there."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._colour = ""
        self._tags: list[str] | None = None

    # Colours

    def names(self, library: Mapping[str, str]) -> dict[str, str]:
        """What the colours are called in a library that has these names for them."""
        return names_in_force(library, self._screen.app.settings.colours)

    def ask_for_colour_name(self, annotation: Annotation | None, reading: Reading) -> None:
        """Ask what the colour of an annotation is called, or the one that is in use."""
        colour = annotation.colour if annotation and annotation.colour else reading.colour
        name = reading.colour_names.get(colour)
        if name is None:
            self._screen.status.say(f"{clean_line(colour)} is none of the five colours.")
            return
        self._colour = colour
        self._screen.asker.ask("colour-name", f"{colour} means", "" if name == colour else name)

    def colour_answered(self, text: str) -> None:
        """Call the colour so in the library of the article that is read."""
        article, colour = self._screen.article, self._colour
        if article is not None:
            self._run(self._name_colour(article, colour, text))

    async def _name_colour(self, article: OpenArticle, colour: str, text: str) -> None:
        try:
            names = self.names(await asyncio.to_thread(article.name_colour, colour, text))
        except StoreError as error:
            self._screen.status.say(str(error), error=True)
            return
        for pane in self._screen.panes.articles:
            if pane.article is not None and pane.article.store_place == article.store_place:
                pane.article.reading.colour_names = names
                self._screen.annotations_changed(pane.article)
        self._screen.show_status()
        self._screen.status.say(f"{colour} is called {names[colour]} here." if text.strip() else "")

    # Tags

    def words(self, reading: Reading) -> list[str]:
        """Tags to complete to: the article's, then the library's."""
        library = self._screen.library.used_tags or self._tags or []
        return [clean_line(tag) for tag in dict.fromkeys([*reading.tags_in_use(), *library])]

    def learn_tags(self, known: Callable[[], object]) -> None:
        """Find out the library's tags where no list of articles has brought them; then say that they are
        known."""
        article = self._screen.article
        if self._tags is None and article is not None and not self._screen.app.target.opens_library:
            self._tags = []
            self._run(self._learn_tags(article, known))

    async def _learn_tags(self, article: OpenArticle, known: Callable[[], object]) -> None:
        try:
            self._tags = await asyncio.to_thread(article.library_tags)
        except StoreError:
            return  # it was said when the annotations were read
        known()

    def ask_for_renaming(self, annotation: Annotation | None, reading: Reading) -> None:
        """Ask for a tag and its new name."""
        tag = f"{annotation.tags[0]} " if annotation and annotation.tags else ""
        self._screen.asker.ask("rename-tag", "rename tag: old new", tag, self.words(reading))

    def renaming_answered(self, text: str) -> None:
        """Rename a tag in all articles of the library, as one step."""
        from tread.core.tags import parse_tags

        tags, screen = parse_tags(text), self._screen
        if not tags:
            return
        if len(tags) != 2:
            screen.status.say("Type two words: the tag, and its new name.", error=True)
            return
        if screen.article is not None:
            self._run(self._rename(screen.article, *tags))

    async def _rename(self, article: OpenArticle, old: str, new: str) -> None:
        from tread.core.tags import renaming

        screen = self._screen
        done = await screen.batcher.carry_out(
            f"rename #{old} to #{new}",
            lambda opened: article.renaming_parts(old, new, opened),
            lambda opened: renaming(opened.reading.annotations, old, new).changes,
        )
        if done is None:
            return
        screen.library.rename_tag(old, new)
        self._tags = None
        if done.annotations:
            what = "annotation" if done.annotations == 1 else "annotations"
            where = f", in {done.articles} articles" if done.articles > 1 else ""
            screen.status.say(f"#{old} is #{new} in {done.annotations} {what}{where}.")
        elif not done.failures:
            screen.status.say(f"There is no tag {old} here.")

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        self._screen.run_worker(work, group="naming", exit_on_error=False)
