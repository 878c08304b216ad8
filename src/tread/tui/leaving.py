"""Leaving tread: keeping what is open, asking where that cannot be done, and ends nobody can be asked at.

The reading screen, its commands and the app import it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tread.tui.signals import HANG_UP, end_without_terminal, has_terminal, on_end

if TYPE_CHECKING:
    from tread.tui.screens.reader import ReaderScreen

_TERMINAL_CHECK_S = 1.5


def watch_for_the_end(screen: ReaderScreen) -> None:
    """From here on, end when a signal asks to, or when the terminal has gone."""

    def end(code: int) -> None:
        screen.run_worker(_end(screen, code), group="leave", exit_on_error=False)

    def look_for_terminal() -> None:
        if not has_terminal():
            end(HANG_UP)

    on_end(end)
    if has_terminal():
        screen.set_interval(_TERMINAL_CHECK_S, look_for_terminal)


async def leave(screen: ReaderScreen) -> None:
    """Keep the place, write what is not written, and quit; ask first when that cannot be done."""
    if await _keep_all(screen):
        screen.app.exit()
        return
    from tread.tui.screens.unsaved import UnsavedScreen

    def answered(quit_anyway: bool | None) -> None:
        if quit_anyway:
            screen.app.exit()

    failure = screen.saver.failure
    screen.app.push_screen(UnsavedScreen(screen.saver.unsaved, str(failure) if failure else ""), answered)


async def _end(screen: ReaderScreen, code: int) -> None:
    """Keep what can be kept and quit with an exit code: there is nobody to ask."""
    with screen.app.batch_update():  # a paint could wait for a terminal that is gone
        await _keep_all(screen)
    end_without_terminal(code)
    screen.app.exit(code)


async def _keep_all(screen: ReaderScreen) -> bool:
    """Keep the note that is being written, the place, and every change; False when some could not be."""
    screen.writer.keep()
    screen.places.keep()
    if not await screen.saver.finish():
        return False
    places = [worker for worker in screen.workers if worker.group == "places" and not worker.is_finished]
    if places:  # textual 8.2.8 worker_manager.py: of none, it waits for all, this one among them
        await screen.workers.wait_for_complete(places)
    return True
