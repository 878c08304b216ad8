"""Three machines that write, delete, undo, restore and sync in any order, against what each has been told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count, permutations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tread.core.annotation import Annotation
from tread.core.carry import carried
from tread.core.history import Change
from tread.store.merge import apply, content, merge
from tread.store.stamps import holds, next_number

MOMENT = datetime(2026, 11, 22, tzinfo=UTC)
MADE = Annotation("x", "highlight", None, MOMENT, MOMENT, "yellow")
DEVICES = ("desk", "laptop", "phone")
WRONG_BY = {"desk": timedelta(0), "laptop": timedelta(days=1), "phone": timedelta(days=-1)}

devices = st.sampled_from(DEVICES)


@dataclass
class Replica:
    """One machine: what it keeps, and what it can undo."""

    kept: Annotation
    steps: list[Change] = field(default_factory=list)


class Replicas(RuleBasedStateMachine):
    """written, given: every text and tag that was acknowledged. replaced, off: those that were taken away
    by somebody who had them on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.ticks = count()
        self.words = count()
        self.replaced: set[str] = set()
        self.written: set[str] = set()
        self.off: set[str] = set()
        self.given: set[str] = set()

    @initialize()
    def make(self) -> None:
        made = apply(Change(None, MADE), None, MOMENT, "desk", next_number((), "desk", MOMENT))
        self.replicas = {device: Replica(made) for device in DEVICES}

    def change(self, device: str, change: Change) -> None:
        now = MOMENT + timedelta(seconds=next(self.ticks)) + WRONG_BY[device]
        replica = self.replicas[device]
        before = replica.kept
        replica.kept = apply(change, before, now, device, next_number([before], device, now))
        if replica.kept is not before:
            replica.steps.append(Change(before, replica.kept))
        # Whoever replaces a note has read what was in it.
        if replica.kept.note != before.note:
            self.replaced |= {text for text in self.written if holds(before.note, text)}
            self.replaced -= {text for text in self.written if holds(replica.kept.note, text)}
        self.off |= set(before.tags) - set(replica.kept.tags)

    def edit(self, device: str, **fields: object) -> None:
        kept = self.replicas[device].kept
        self.change(device, Change(kept, replace(kept, **fields)))  # type: ignore[arg-type]

    @rule(device=devices, is_more=st.booleans())
    def note(self, device: str, is_more: bool) -> None:
        text = f"text{next(self.words)}"
        before = self.replicas[device].kept.note
        self.written.add(text)
        self.edit(device, note=f"{before}\n\n{text}" if is_more and before else text, deleted=None)

    @rule(device=devices)
    def tag(self, device: str) -> None:
        tag = f"tag{next(self.words)}"
        self.given.add(tag)
        self.edit(device, tags=(*self.replicas[device].kept.tags, tag))

    @rule(device=devices)
    def take_a_tag_off(self, device: str) -> None:
        self.edit(device, tags=self.replicas[device].kept.tags[1:])

    @rule(device=devices, colour=st.sampled_from(("red", "blue", "green")))
    def recolour(self, device: str, colour: str) -> None:
        self.edit(device, colour=colour)
        assert self.replicas[device].kept.colour == colour

    @rule(device=devices)
    def delete(self, device: str) -> None:
        self.edit(device, deleted=MOMENT)
        assert self.replicas[device].kept.deleted

    @rule(device=devices)
    def restore(self, device: str) -> None:
        self.edit(device, deleted=None)
        assert self.replicas[device].kept.deleted is None

    @precondition(lambda self: any(replica.steps for replica in self.replicas.values()))
    @rule(device=devices)
    def undo(self, device: str) -> None:
        replica = self.replicas[device]
        if replica.steps:
            step = replica.steps.pop().reversed()
            shown = None if replica.kept.deleted else replica.kept
            undone = len(replica.steps)
            self.change(device, Change(replica.kept, carried(step, shown)))
            del replica.steps[undone:]

    @rule(into=devices, other=devices)
    def sync(self, into: str, other: str) -> None:
        self.replicas[into].kept = merge(self.replicas[into].kept, self.replicas[other].kept)

    @rule(one=devices, other=devices)
    def sync_both_ways(self, one: str, other: str) -> None:
        self.sync(one, other)
        self.sync(other, one)
        assert self.replicas[one].kept == self.replicas[other].kept

    @invariant()
    def every_text_can_be_found_that_nobody_replaced_who_had_read_it(self) -> None:
        states = [replica.kept for replica in self.replicas.values()]
        result = merge(merge(*states[:2]), states[2])
        for one, other, third in permutations(states):
            assert merge(merge(one, other), third) == merge(one, merge(other, third)) == result
        for state in states:
            assert merge(result, state) == result
        for text in self.written - self.replaced:
            assert holds(result.note, text), (text, result)
        assert self.given - self.off <= set(result.tags)
        assert content(merge(result, result)) == content(result)


def test_three_machines_come_to_one_state_that_has_lost_no_text() -> None:
    run_state_machine_as_test(
        Replicas, settings=settings(max_examples=25, stateful_step_count=20, deadline=None)
    )


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_three_machines_come_to_one_state_in_a_thousand_histories() -> None:
    run_state_machine_as_test(
        Replicas, settings=settings(max_examples=1000, stateful_step_count=40, deadline=None)
    )
