"""Undo and redo: every step can be taken back and done again, and a new one ends what could be redone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from tread.core.annotation import Annotation
from tread.core.history import Change, History, Step

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
YELLOW = Annotation("a-1", "highlight", None, NOW, NOW, colour="yellow")
GREEN = replace(YELLOW, colour="green")
OTHER = Annotation("a-2", "note", None, NOW, NOW, note="why?")

State = dict[str, Annotation]


def carry_out(state: State, step: Step | None) -> State:
    """The annotations after a step; each change must find what it says was there before."""
    after = dict(state)
    for change in step.changes if step else ():
        assert after.get(change.id) == change.before
        if change.after is None:
            del after[change.id]
        else:
            after[change.id] = change.after
    return after


@st.composite
def steps_in_a_row(draw: st.DrawFn) -> list[Step]:
    """Steps of which each follows from the one before, as a reader's keys would make them."""
    state: State = {}
    steps: list[Step] = []
    for number in range(draw(st.integers(0, 6))):
        changes: list[Change] = []
        for identity in draw(st.lists(st.sampled_from(["a-1", "a-2", "a-3"]), min_size=1, max_size=3)):
            before = state.get(identity)
            made = Annotation(identity, "note", None, NOW, NOW, note=f"{number}.{len(changes)}")
            state[identity] = made
            changes.append(Change(before, made))
        steps.append(Step(f"step {number}", tuple(changes)))
    return steps


@given(steps_in_a_row())
def test_undoing_all_and_redoing_all_passes_through_every_state_again(steps: list[Step]) -> None:
    history, states = History(), [State()]
    for step in steps:
        history = history.add(step)
        states.append(carry_out(states[-1], step))
    full, state = history, states[-1]
    for expected in reversed(states[:-1]):
        history, undo = history.undo()
        state = carry_out(state, undo)
        assert state == expected
    assert history.undo() == (history, None)
    for expected in states[1:]:
        history, redo = history.redo()
        state = carry_out(state, redo)
        assert state == expected
    assert history == full
    assert history.redo() == (history, None)


@given(steps_in_a_row(), st.integers(0, 6))
def test_an_undo_and_a_redo_leave_the_history_as_it_was(steps: list[Step], undone: int) -> None:
    history = History(tuple(steps))
    for _ in range(undone):
        history, _step = history.undo()
    if history.done:
        assert history.undo()[0].redo() == (history, history.done[-1])
    if history.undone:
        assert history.redo()[0].undo()[0] == history


@given(steps_in_a_row(), st.integers(1, 6))
def test_a_new_step_forgets_what_could_be_redone_and_nothing_else(steps: list[Step], undone: int) -> None:
    history = History(tuple(steps))
    for _ in range(undone):
        history, _step = history.undo()
    step = Step("note", (Change(None, OTHER),))
    assert history.add(step) == History((*history.done, step), ())


@given(steps_in_a_row())
def test_a_step_reversed_twice_is_the_step(steps: list[Step]) -> None:
    for step in steps:
        assert step.reversed().reversed() == step
        assert step.reversed().label == step.label


def test_a_change_has_the_id_of_its_annotation_either_way_round() -> None:
    made = Change(None, YELLOW)
    assert made.id == made.reversed().id == "a-1"
    assert made.reversed() == Change(YELLOW, None)


def test_the_changes_of_a_step_are_taken_back_last_first() -> None:
    step = Step("highlight", (Change(None, YELLOW), Change(YELLOW, GREEN), Change(None, OTHER)))
    assert step.reversed().changes == (Change(OTHER, None), Change(GREEN, YELLOW), Change(YELLOW, None))
