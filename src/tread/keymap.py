"""Which keys run which commands where, and what has been typed so far.

Owns the keys in force, made of the registry's and a reader's own, and the resolving of key sequences and
counts. Never imports Textual, reads a file or runs a command: the reader feeds it keys and gets command
ids. Anything but `core` and what it imports itself may import it.

Of two sequences none begins the other, but that one which goes on with a key that is no letter
("m enter") may stand beside one that takes a letter ("m a").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from tread.commands import COMMAND_BY_ID, COMMANDS, CONTEXTS, Command, Context
from tread.errors import SettingsError
from tread.keys import LETTER, canonical, is_letter, parse_keys
from tread.problems import Problem, did_you_mean

Digits = Literal["colours", "counts"]
"""What a digit is for, typed by itself: it marks in a colour, or begins a count."""
OTHER_DIGITS = "c"
"""Typed before a digit that is meant the other way."""
MOST_TIMES = 9999
"""The largest count."""
_DIGITS = frozenset("0123456789")


class Matched(NamedTuple):
    """The keys run a command, on the bookmark or whatever else of this letter where it takes one.

    times: how often, or on which of many; 0 where none was typed.
    """

    command_id: str
    letter: str = ""
    times: int = 0


class Pending(NamedTuple):
    """The keys begin a sequence.

    keys: what to pass as `pending` with the next key.
    continuations: what may follow, as (the remaining keys, the command), in the registry's order;
        `LETTER` where a letter may.
    """

    keys: tuple[str, ...]
    continuations: tuple[tuple[str, Command], ...]


class Unbound(NamedTuple):
    """The keys mean nothing here; a sequence that was begun is over."""


Bindings = Mapping[Context, Mapping[tuple[str, ...], str]]
"""In each context, the command id that a sequence of keys runs; no sequence begins another."""


class Keymap(NamedTuple):
    """The keys in force; made by `build_keymap`.

    digits: what digits are for in an article. Where they are colours, a count is typed after `OTHER_DIGITS`,
    and where they are counts, a colour is: "c 3 j", "c 2".
    """

    bindings: Bindings
    digits: Digits = "colours"

    def feed(self, context: Context, pending: tuple[str, ...], key: str) -> Matched | Pending | Unbound:
        """What a key does in a context, after the keys of a sequence that was begun.

        key: as `key_name` gives it, or as Textual names it.
        """
        here = self.bindings[context]
        typed = (*pending, canonical(key))
        count, keys = self._counted(context, typed)
        if typed and not keys:
            return Pending(typed, ())
        if keys in here:
            return Matched(here[keys], times=count)
        if is_letter(keys[-1]) and (command_id := here.get((*keys[:-1], LETTER))):
            return Matched(command_id, keys[-1], count)
        found = [(held, rest[len(keys) :]) for rest, held in here.items() if rest[: len(keys)] == keys]
        if not found:
            return Unbound()
        return Pending(
            typed,
            tuple(
                (" ".join(rest), command)
                for command in COMMANDS
                for held, rest in found
                if held == command.id
            ),
        )

    def _counted(self, context: Context, keys: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
        """The count that was typed first, 0 where none was, and the keys behind it."""
        if context != "article":
            return 0, keys
        begun = 0
        if self.digits == "colours":
            if keys[0] != OTHER_DIGITS or any(held[0] == OTHER_DIGITS for held in self.bindings[context]):
                return 0, keys
            begun = 1
        end = begun
        while end < len(keys) and keys[end] in _DIGITS and (end > begun or keys[end] != "0"):
            end += 1
        count = min(int("".join(keys[begun:end]) or 0), MOST_TIMES)
        return count, keys[end:]

    def keys_of(self, command_id: str, context: Context | None = None) -> tuple[str, ...]:
        """The keys of a command, the one to show first: in one context, or in any."""
        contexts = CONTEXTS if context is None else (context,)
        found = (
            " ".join(keys)
            for where in contexts
            for keys, held in self.bindings[where].items()
            if held == command_id
        )
        return tuple(dict.fromkeys(found))


def _check_writing_key(keys: tuple[str, ...]) -> None:
    """Refuse what would be typed into a note."""
    if len(keys) > 1:
        raise SettingsError(
            f"{' '.join(keys)!r} is more than one key.", "While a note is written a command has one."
        )
    if len(keys[0]) == 1 or keys[0] in ("space", "enter", "backspace"):
        raise SettingsError(f"{keys[0]!r} is for writing.", "Use a key with Ctrl or Alt.")


class _Claim(NamedTuple):
    """A command that wants a sequence of keys."""

    command: Command
    keys: tuple[str, ...]
    by_user: bool


def build_keymap(
    overrides: Mapping[str, str | Sequence[str]], digits: Digits = "colours"
) -> tuple[Keymap, tuple[Problem, ...]]:
    """The default keys with a reader's own in their place, and all that is wrong with those.

    overrides: command id to a key, a sequence, or a list of them that replaces the command's defaults;
    an empty list unbinds. Where two commands want the same keys in one context, or one's keys begin
    the other's, the reader's own wins over a default, and of two of the reader's own the first wins.
    """
    problems: list[Problem] = []
    own: dict[str, tuple[tuple[str, ...], ...]] = {}
    for command_id, value in overrides.items():
        where = f"keys.{command_id}"
        if command_id not in COMMAND_BY_ID:
            hint = did_you_mean(command_id, COMMAND_BY_ID) or "`tread keys` lists the commands."
            problems.append(Problem(where, f"There is no command {command_id!r}.", hint))
            continue
        texts = [value] if isinstance(value, str) else list(value)
        sequences = []
        for text in texts:
            try:
                keys = parse_keys(text)
                if COMMAND_BY_ID[command_id].contexts == ("note",):
                    _check_writing_key(keys)
                sequences.append(COMMAND_BY_ID[command_id].sequence(keys))
            except SettingsError as error:
                problems.append(Problem(where, error.message, error.hint))
        if sequences or not texts:
            own[command_id] = tuple(sequences)

    claims = [
        _Claim(COMMAND_BY_ID[command_id], keys, True)
        for command_id, sequences in own.items()
        for keys in sequences
    ]
    for command in COMMANDS:
        if command.id not in own:
            claims += [
                _Claim(command, command.sequence(parse_keys(keys)), False)
                for keys in _default_keys(command, digits)
            ]

    taken: dict[Context, dict[tuple[str, ...], _Claim]] = {context: {} for context in CONTEXTS}
    alike: dict[tuple[Context, str], list[_Claim]] = {}  # those that begin with the same key
    clashes: dict[tuple[_Claim, _Claim], list[Context]] = {}
    for claim in claims:
        for context in claim.command.contexts:
            begins_alike = alike.setdefault((context, claim.keys[0]), [])
            rivals = [held for held in begins_alike if _clash(held, claim)]
            for rival in rivals:
                clashes.setdefault((rival, claim), []).append(context)
            if not rivals:
                taken[context][claim.keys] = claim
                begins_alike.append(claim)
    problems += [_clash_problem(*pair, contexts) for pair, contexts in clashes.items()]
    bindings = {
        context: {keys: claim.command.id for keys, claim in here.items()} for context, here in taken.items()
    }
    return Keymap(bindings, digits), tuple(problems)


def _default_keys(command: Command, digits: Digits) -> tuple[str, ...]:
    """The keys of a command where its user has given it none; a digit stands behind a key where it counts."""
    if digits == "colours":
        return command.keys
    return tuple(f"{OTHER_DIGITS} {keys}" if keys in _DIGITS else keys for keys in command.keys)


def _clash(one: _Claim, other: _Claim) -> bool:
    """True when only one of two claims can hold; a command that lists a key twice does not clash."""
    if one.keys == other.keys:
        return one.command is not other.command
    return all(
        a == b or (a == LETTER and is_letter(b)) or (b == LETTER and is_letter(a))
        for a, b in zip(one.keys, other.keys, strict=False)
    )


def _clash_problem(winner: _Claim, loser: _Claim, contexts: list[Context]) -> Problem:
    won, lost = (" ".join(key for key in one.keys if key != LETTER) for one in (winner, loser))
    places = " and ".join(f"the {context}" for context in contexts)
    if won == lost:
        what = f"{won!r} is both {winner.command.id} and {loser.command.id} in {places}"
    else:
        what = (
            f"{won!r} ({winner.command.id}) and {lost!r} ({loser.command.id}) begin alike in {places}, "
            "so that only one can be typed"
        )
    if winner.by_user and not loser.by_user:
        where = f"keys.{winner.command.id}"
        hint = f"Give {loser.command.id} other keys, or [] for none."
    else:
        where = f"keys.{loser.command.id}"
        hint = "Choose other keys for one of the two."
    return Problem(where, f"{what}: {winner.command.id} has it.", hint)
