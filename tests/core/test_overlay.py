"""A row cut into runs by the layers that lie on it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tread.core.overlay import Layer, Run, runs

layers = st.lists(
    st.builds(Layer, st.integers(-2, 14), st.integers(-2, 14), st.sampled_from("abcd")), max_size=6
)


@given(st.integers(0, 12), st.integers(0, 12), layers)
def test_the_runs_partition_the_row_and_none_is_empty(start: int, end: int, found: list[Layer]) -> None:
    cut = runs(start, end, found)
    assert [place for run in cut for place in range(run.start, run.end)] == list(range(start, end))
    assert all(run.start < run.end for run in cut)


@given(st.integers(0, 12), st.integers(0, 12), layers)
def test_each_character_carries_exactly_the_roles_that_cover_it_in_the_order_given(
    start: int, end: int, found: list[Layer]
) -> None:
    for run in runs(start, end, found):
        for place in range(run.start, run.end):
            assert run.roles == tuple(layer.role for layer in found if layer.start <= place < layer.end)


@given(st.integers(0, 12), st.integers(0, 12), layers)
def test_runs_are_cut_only_where_a_layer_begins_or_ends(start: int, end: int, found: list[Layer]) -> None:
    borders = {border for layer in found for border in (layer.start, layer.end)}
    assert all(run.start in borders for run in runs(start, end, found)[1:])


@pytest.mark.parametrize(
    ("given_layers", "expected"),
    [
        ([], [Run(2, 9, ())]),
        ([Layer(2, 9, "strong")], [Run(2, 9, ("strong",))]),
        ([Layer(0, 99, "strong")], [Run(2, 9, ("strong",))]),
        (
            [Layer(3, 6, "strong"), Layer(5, 8, "yellow")],
            [
                Run(2, 3, ()),
                Run(3, 5, ("strong",)),
                Run(5, 6, ("strong", "yellow")),
                Run(6, 8, ("yellow",)),
                Run(8, 9, ()),
            ],
        ),
        ([Layer(0, 2, "before"), Layer(9, 12, "after"), Layer(4, 4, "empty")], [Run(2, 9, ())]),
        ([Layer(2, 9, "yellow"), Layer(2, 9, "green")], [Run(2, 9, ("yellow", "green"))]),
    ],
)
def test_layers_cut_the_row_from_2_to_9(given_layers: list[Layer], expected: list[Run]) -> None:
    assert runs(2, 9, given_layers) == expected


def test_an_empty_row_has_no_runs() -> None:
    assert runs(4, 4, [Layer(0, 9, "strong")]) == []


def test_layers_may_come_from_a_generator() -> None:
    assert runs(0, 2, (Layer(place, place + 1, "x") for place in range(2))) == [
        Run(0, 1, ("x",)),
        Run(1, 2, ("x",)),
    ]
