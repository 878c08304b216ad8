"""The commands that mark: highlights, notes, tags, undo, copying, and what happens to a mark just made.

A mark that was just made, or that is being stretched, is *held*: its ends can be adjusted, and a colour goes
to it. The page forgets it as soon as something else is selected.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tread.core.annotation import COLOURS, Annotation
from tread.core.clean import clean, clean_line
from tread.core.marks import Mark
from tread.core.selection import extend, selecting
from tread.reading import annotating
from tread.reading.reading import Outcome, Reading

if TYPE_CHECKING:
    from tread.tui.screens.reader import ReaderScreen

Action = Callable[["ReaderScreen"], None]

NOT_CERTAIN = "The article has changed, and this annotation's place is not certain."


def reading_of(screen: ReaderScreen) -> Reading | None:
    """The article that is read, if one is open."""
    return screen.article.reading if screen.article else None


def _with_text(action: Callable[[ReaderScreen, Reading], None]) -> Action:
    """A command that does nothing where there is nothing to read."""

    def run(screen: ReaderScreen) -> None:
        reading = reading_of(screen)
        if reading is not None and reading.document.paragraphs:
            action(screen, reading)

    return run


# Which annotation


def _held(screen: ReaderScreen, reading: Reading) -> Annotation | None:
    """The annotation whose ends follow the selection: it stands there exactly, or is being stretched."""
    view = screen.view
    annotation = reading.annotation(view.held) if view.held else None
    if annotation is None or annotation.deleted is not None:
        return None
    placed = reading.placed(annotation)
    stands_here = placed is not None and placed.range == view.selection.range
    return annotation if stands_here or view.selection.extending else None


def _here(screen: ReaderScreen, reading: Reading) -> Annotation | None:
    """The annotation that a command acts on: under the cursor in the sidebar, held, or at the selection."""
    if screen.context == "sidebar":
        return screen.sidebar.notes.annotation
    if held := _held(screen, reading):
        return held
    mark = reading.marks.here(screen.view.selection.range)
    return mark.annotation if mark else None


# Highlighting


def _highlight(screen: ReaderScreen, reading: Reading, colour: str) -> None:
    """Highlight what is selected, and hold the highlight; what was stretched stops being stretched."""
    selection = screen.view.selection
    outcome = annotating.highlight(reading, selection.range, colour, _held(screen, reading))
    screen.apply(outcome)
    if mark := reading.marks.exactly(selection.range):
        screen.view.select(selecting(selection.range, selection.unit), scroll=False)
        screen.view.held = _changed(outcome) or mark.annotation.id
    screen.show_status()


def _changed(outcome: Outcome) -> str | None:
    return outcome.step.changes[0].id if outcome.step else None


def _enter(screen: ReaderScreen, reading: Reading) -> None:
    """Highlight; on a highlight edit its note, and where several lie over one another ask which is meant."""
    place = screen.view.selection.range
    if screen.pen:
        _highlight(screen, reading, reading.colour)
        return
    held = _held(screen, reading)
    marks = [mark for mark in reading.marks.touching(place) if not mark.is_bookmark]
    around = [mark for mark in marks if mark.range.contains(place)]
    exact = [mark for mark in around if mark.range == place]
    if held is not None and any(mark.annotation.id == held.id for mark in exact):
        _write_note(screen, reading, held)
    elif len(around) > 1:
        _ask_which(screen, reading, around, is_marked=bool(exact))
    elif exact:
        _write_note(screen, reading, exact[0].annotation)
    else:
        _highlight(screen, reading, reading.colour)


def _ask_which(screen: ReaderScreen, reading: Reading, marks: list[Mark], *, is_marked: bool) -> None:
    """Ask which of several marks is meant, and select it; or whether to add another one."""
    from tread.tui.screens.choosing import ChoosingScreen

    def chosen(index: int | None) -> None:
        if index is None:
            return
        if index == len(marks):
            _highlight(screen, reading, reading.colour)
            return
        screen.view.show_range(marks[index].range)
        screen.view.held = marks[index].annotation.id
        screen.follow()

    screen.app.push_screen(
        ChoosingScreen(marks, "" if is_marked else f"highlight it {_named(reading, reading.colour)}"), chosen
    )


def _named(reading: Reading, colour: str) -> str:
    return reading.colour_names.get(colour) or clean_line(colour)


def _colour(colour: str) -> Action:
    def run(screen: ReaderScreen, reading: Reading) -> None:
        if screen.context == "sidebar":
            entry = screen.sidebar.notes.current
            if entry is None or entry.range is None:
                return
            if entry.is_astray:
                screen.status.say(NOT_CERTAIN)
                return
            screen.view.show_range(entry.range)
            screen.view.held = entry.annotation.id
        elif screen.pen:
            reading.colour = colour
            screen.show_status()
            return
        _highlight(screen, reading, colour)

    return _with_text(run)


def _pen(screen: ReaderScreen, reading: Reading) -> None:
    screen.pen = not screen.pen
    screen.show_status()
    if screen.pen:
        keys = screen.app.keymap.keys_of("mark.highlight")
        screen.status.say(f"Pen: 1 to 5 choose its colour, {keys[0] if keys else 'enter'} marks.")


def _adjust(*, outward: bool) -> Action:
    """Move an end of the highlight that is held; with none, grow or shrink the selection."""

    def run(screen: ReaderScreen, reading: Reading) -> None:
        from tread.core.adjust import (
            adjusted,
        )  # here, because sentences and quotations take a while to import
        from tread.core.objects import grow, shrink

        view = screen.view
        held = _held(screen, reading)
        if held is None or view.selection.extending:
            before = view.selection
            view.select((grow if outward else shrink)(reading.document, before))
            if view.selection == before:
                screen.status.say(
                    "All of the article is selected." if outward else "There is nothing smaller in it."
                )
            return
        selection = adjusted(reading.document, view.selection, outward=outward)
        if selection != view.selection:
            view.select(selection)
            view.held = held.id
            screen.apply(annotating.stretch(reading, held, selection.range))

    return _with_text(run)


def _extend(screen: ReaderScreen, reading: Reading) -> None:
    """Stretch the selection, and with it the highlight that it stands on exactly; or stop doing so."""
    view = screen.view
    selection = view.selection
    if selection.extending:
        view.select(selecting(selection.range, selection.unit), scroll=False)
        return
    held = _held(screen, reading)
    mark = reading.marks.exactly(selection.range)
    view.select(extend(selection))
    view.held = held.id if held else mark.annotation.id if mark else None


def _merge(screen: ReaderScreen, reading: Reading) -> None:
    outcome = annotating.merge(reading, screen.view.selection.range)
    screen.apply(outcome)
    if (changed := _changed(outcome)) and (placed := reading.placed_by_id(changed)) and placed.range:
        screen.view.show_range(placed.range)
        screen.view.held = changed


def _split(screen: ReaderScreen, reading: Reading) -> None:
    screen.apply(annotating.split(reading, screen.view.selection.range))


# Notes, tags, deleting


def _write_note(screen: ReaderScreen, reading: Reading, annotation: Annotation) -> None:
    if current := reading.annotation(annotation.id):
        screen.write_note(annotating.note_on(reading, current))


def _note(screen: ReaderScreen, reading: Reading) -> None:
    if screen.context == "sidebar":
        if annotation := screen.sidebar.notes.annotation:
            _write_note(screen, reading, annotation)
    elif held := _held(screen, reading):
        _write_note(screen, reading, held)
    else:
        screen.write_note(annotating.note_target(reading, screen.view.selection.range))


def _article_note(screen: ReaderScreen) -> None:
    if reading := reading_of(screen):
        screen.write_note(annotating.article_note_target(reading))


def _tags(screen: ReaderScreen, reading: Reading) -> None:
    annotation = _here(screen, reading)
    if annotation is None and screen.context == "sidebar":
        return
    screen.tagged = annotation
    text = " ".join(annotation.tags) if annotation else ""
    screen.asker.ask("tags", "tags", f"{text} " if text else "", screen.naming.words(reading))
    screen.naming.learn_tags(lambda: screen.asker.offer_tags(screen.naming.words(reading)))


def tags_answered(screen: ReaderScreen, text: str) -> None:
    """Set the tags that were typed."""
    if reading := reading_of(screen):
        screen.apply(annotating.write_tags(reading, screen.tagged, text, screen.view.selection.range))


def _rename_tag(screen: ReaderScreen, reading: Reading) -> None:
    screen.naming.ask_for_renaming(_here(screen, reading), reading)


def _name_colour(screen: ReaderScreen, reading: Reading) -> None:
    screen.naming.ask_for_colour_name(_here(screen, reading), reading)


def _delete(screen: ReaderScreen, reading: Reading) -> None:
    annotation = _here(screen, reading)
    if annotation is None:
        screen.status.say("There is no annotation here.")
        return
    outcome = annotating.delete(reading, annotation)
    screen.apply(outcome)
    keys = screen.app.keymap.keys_of("mark.undo")
    if outcome.step is not None and keys:
        screen.status.say(f"Deleted; {keys[0]} takes it back.")


def _turn(way: Callable[[Reading], Outcome]) -> Action:
    """Take back the last step, or do it again; of one that was done to several articles at once all of it."""

    def run(screen: ReaderScreen) -> None:
        if article := screen.article:
            outcome = way(article.reading)
            screen.apply(outcome)
            screen.batcher.go_on(outcome, article)

    return run


# Copying


def _selected_text(screen: ReaderScreen, reading: Reading) -> str:
    if screen.context == "sidebar":
        annotation = screen.sidebar.notes.annotation
        anchor = annotation.anchor if annotation else None
        return clean(anchor.quote.exact) if anchor else ""
    return reading.document.text_of(screen.view.selection.range)


def _copy(screen: ReaderScreen, reading: Reading) -> None:
    from tread.tui.clipboard import copy

    if text := _selected_text(screen, reading):
        screen.status.say(copy(screen.app, text))


def _copy_quote(screen: ReaderScreen, reading: Reading) -> None:
    from tread.tui.clipboard import copy, markdown_quote

    text, article = _selected_text(screen, reading), screen.article
    if text and article is not None:
        screen.status.say(copy(screen.app, markdown_quote(text, reading.document, article.path)))


MARKING: Mapping[str, Action] = {
    "selection.grow": _adjust(outward=True),
    "selection.shrink": _adjust(outward=False),
    "selection.extend": _with_text(_extend),
    "mark.highlight": _with_text(_enter),
    **{f"mark.colour-{number}": _colour(colour) for number, colour in enumerate(COLOURS, 1)},
    "mark.pen": _with_text(_pen),
    "mark.merge": _with_text(_merge),
    "mark.split": _with_text(_split),
    "mark.note": _with_text(_note),
    "mark.article-note": _article_note,
    "mark.tags": _with_text(_tags),
    "mark.rename-tag": _with_text(_rename_tag),
    "mark.name-colour": _with_text(_name_colour),
    "mark.delete": _with_text(_delete),
    "mark.undo": _turn(Reading.undo),
    "mark.redo": _turn(Reading.redo),
    "mark.copy": _with_text(_copy),
    "mark.copy-quote": _with_text(_copy_quote),
}
