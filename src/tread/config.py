"""The settings: what they are, their defaults, and where each one in force came from.

Owns `Settings`, the table that explains them, and the reading of config.toml, the environment and the
command line. Never writes a file, never stops for a bad setting (it is named and passed over), and
does not judge what it cannot know: key bindings are for `tread.keymap`, a theme's name is for
`tread.themes`. Imported by the library, the command line and the reader.

Precedence: command line, environment (TREAD_...), file, default.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from tread.core.annotation import COLOURS
from tread.errors import SettingsError
from tread.folders import user_folder
from tread.problems import Problem, did_you_mean
from tread.tomlfile import read_table

if TYPE_CHECKING:
    from tread.keymap import Digits

Origin = Literal["default", "file", "environment", "command line"]
Alignment = Literal["ragged", "justified"]
Hyphenation = Literal["off", "justified", "always"]
Code = Literal["cut", "wrapped"]
Switch = Literal["auto", "on", "off"]
Images = Literal["off", "on"]
Kind = Literal["text", "path", "number", "choice", "colour names", "keys"]


class Settings(NamedTuple):
    """The settings in force; `SETTINGS` says what each is for. Paths have their "~" expanded."""

    theme: str = "tread-dark"
    measure: int = 72
    margin: int = 0
    paragraph_spacing: int = 1
    first_line_indent: int = 0
    alignment: Alignment = "ragged"
    hyphenation: Hyphenation = "justified"
    language: str = "en"
    code: Code = "cut"
    images: Images = "off"
    default_colour: str = "yellow"
    library_pane: Switch = "auto"
    sidebar: Switch = "auto"
    library_width: int = 30
    sidebar_width: int = 34
    focus_mode: Literal["off", "on"] = "off"
    plain_emoji: Switch = "auto"
    digits: Digits = "colours"
    store: str = ""
    export_folder: str = ""
    colours: Mapping[str, str] = MappingProxyType(dict.fromkeys(COLOURS, ""))
    keys: Mapping[str, str | tuple[str, ...]] = MappingProxyType({})


class Setting(NamedTuple):
    """What one setting is for and what it may be.

    explanation: one sentence. bounds: of a number, both allowed. choices: of a choice.
    """

    name: str
    kind: Kind
    explanation: str
    bounds: tuple[int, int] = (0, 0)
    choices: tuple[str, ...] = ()

    @property
    def default(self) -> Any:
        """The value where nobody says otherwise."""
        return getattr(Settings(), self.name)

    @property
    def env(self) -> str:
        """The environment variable that sets it; empty for a table, which only the file can hold."""
        return "" if self.kind in ("colour names", "keys") else f"TREAD_{self.name.upper()}"


_SWITCH = ("auto", "on", "off")
SETTINGS: tuple[Setting, ...] = (
    Setting("theme", "text", "The colours: the name of a theme, as `tread themes` lists them."),
    Setting("measure", "number", "The width of the article's text in cells, 40 to 200.", bounds=(40, 200)),
    Setting(
        "margin",
        "number",
        "Empty cells on either side of the text where there is room, 0 to 40.",
        bounds=(0, 40),
    ),
    Setting("paragraph_spacing", "number", "Empty rows between paragraphs, 0 to 2.", bounds=(0, 2)),
    Setting(
        "first_line_indent",
        "number",
        "Cells that a paragraph after another is indented by, 0 to 8; goes well with no empty rows.",
        bounds=(0, 8),
    ),
    Setting(
        "alignment",
        "choice",
        'Whether the right edge of the text is "ragged" or both edges are "justified".',
        choices=get_args(Alignment),
    ),
    Setting(
        "hyphenation",
        "choice",
        'Whether words are divided at the end of a row: "off", only in "justified" text, or "always".',
        choices=get_args(Hyphenation),
    ),
    Setting(
        "language",
        "text",
        'The language to divide words in where an article does not say its own: "en", "de-AT".',
    ),
    Setting(
        "code",
        "choice",
        'Whether long lines of code are "cut" at the measure, to be scrolled sideways, or "wrapped".',
        choices=get_args(Code),
    ),
    Setting(
        "images",
        "choice",
        'Whether images can be drawn: "off", or "on", which takes the extra `tread-reader[images]`.',
        choices=get_args(Images),
    ),
    Setting("default_colour", "choice", "The colour that Enter highlights in.", choices=COLOURS),
    Setting(
        "library_pane",
        "choice",
        'Whether the library is shown: "on", "off", or "auto" where there is room and more than one article.',
        choices=_SWITCH,
    ),
    Setting(
        "sidebar",
        "choice",
        'Whether the highlights and notes are shown: "on", "off", or "auto" where there is room.',
        choices=_SWITCH,
    ),
    Setting("library_width", "number", "The width of the library in cells, 20 to 90.", bounds=(20, 90)),
    Setting("sidebar_width", "number", "The width of the sidebar in cells, 20 to 90.", bounds=(20, 90)),
    Setting(
        "focus_mode",
        "choice",
        'Whether all but the paragraph you are reading is dimmed at first: "on" or "off".',
        choices=("off", "on"),
    ),
    Setting(
        "plain_emoji",
        "choice",
        'Whether families, flags and skin tones are drawn as plain emoji: "on", "off", or "auto" in '
        "terminals that are known to draw the parts of one apart.",
        choices=_SWITCH,
    ),
    Setting(
        "digits",
        "choice",
        'What digits do: "colours" mark and c 3 j counts; "counts" count (3 j) and c 2 marks.',
        choices=("colours", "counts"),
    ),
    Setting("store", "path", "A folder to keep all annotations in, instead of beside the articles."),
    Setting("export_folder", "path", "The folder that notes are exported to, instead of the current one."),
    Setting("colours", "colour names", "What the five colours mean to you; shown wherever they are named."),
    Setting("keys", "keys", "Keys of your own: a key, a list of keys, or [] for none, by command."),
)
SETTING_BY_NAME: Mapping[str, Setting] = {setting.name: setting for setting in SETTINGS}


class LoadedSettings(NamedTuple):
    """The settings in force, all that was wrong with what was read, and where each setting came from.

    path: the file that was looked for, whether or not there is one.
    """

    settings: Settings
    problems: tuple[Problem, ...]
    origins: Mapping[str, Origin]
    path: Path | None


def config_path(environ: Mapping[str, str]) -> Path:
    """Where config.toml is, or would be: TREAD_CONFIG, else in the platform's folder for settings."""
    if environ.get("TREAD_CONFIG"):
        return Path(environ["TREAD_CONFIG"])
    return user_folder("config") / "config.toml"


def themes_folder(path: Path) -> Path:
    """Where a reader's own themes are, given the path of config.toml."""
    return path.parent / "themes"


def load_settings(
    path: Path | None, environ: Mapping[str, str], overrides: Mapping[str, Any] | None = None
) -> LoadedSettings:
    """The settings from a file (None: no file), the environment and the command line.

    overrides: what the command line says, by name; None stands for "not said". A bad value is named
    and passed over, so that what stands below it in precedence holds. A file that does not exist is
    no problem, unless TREAD_CONFIG names it.
    """
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    origins: dict[str, Origin] = {setting.name: "default" for setting in SETTINGS}

    def take(setting: Setting, value: object, where: str, origin: Origin) -> None:
        def report(name: str, message: str, hint: str) -> None:
            problems.append(Problem(f"{where}.{name}" if name else where, message, hint))

        try:
            values[setting.name] = _READERS[setting.kind](setting, value, report)
            origins[setting.name] = origin
        except SettingsError as error:
            report("", error.message, error.hint or f"The default is {setting.default!r}.")

    table: dict[str, Any] = {}
    if path is not None and (path.exists() or environ.get("TREAD_CONFIG")):
        table, problem = read_table(path)
        problems += [problem] if problem else []
    for name, value in table.items():
        where = f"{path}: {name}"
        if name in SETTING_BY_NAME:
            take(SETTING_BY_NAME[name], value, where, "file")
        else:
            problems.append(_unknown(where, name, SETTING_BY_NAME, "setting"))
    for setting in SETTINGS:
        if environ.get(setting.env):
            take(setting, _from_environment(setting, environ[setting.env]), setting.env, "environment")
    for name, value in (overrides or {}).items():
        if value is not None:
            take(SETTING_BY_NAME[name], value, f"command line: {name}", "command line")
    return LoadedSettings(Settings(**values), tuple(problems), origins, path)


def _from_environment(setting: Setting, text: str) -> object:
    """The value of a variable: a number where the setting is one and the text reads as one."""
    if setting.kind != "number":
        return text
    try:
        return int(text)
    except ValueError:
        return text


def _unknown(where: str, name: str, known: Mapping[str, object] | tuple[str, ...], what: str) -> Problem:
    hint = did_you_mean(name, known) or f"There are {', '.join(known)}."
    return Problem(where, f"There is no {what} {name!r}.", hint)


# Reading one value. `report` names what is wrong with a part of it: (the part's name, message, hint).

_Report = Callable[[str, str, str], None]


def _read_text(setting: Setting, value: object, report: _Report) -> str:
    if not isinstance(value, str) or not value.isprintable():
        raise SettingsError(f"{value!r} is not a text.", f'Put it in quotes: {setting.name} = "...".')
    return value


def _read_path(setting: Setting, value: object, report: _Report) -> str:
    text = _read_text(setting, value, report)
    try:
        return str(Path(text).expanduser()) if text else ""
    except RuntimeError as error:
        raise SettingsError(f"{text!r} is in a home folder that is not known.", "Write it out.") from error


def _read_number(setting: Setting, value: object, report: _Report) -> int:
    low, high = setting.bounds
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise SettingsError(f"{value!r} is not a whole number from {low} to {high}.")
    return value


def _read_choice(setting: Setting, value: object, report: _Report) -> str:
    choices = ", ".join(f'"{choice}"' for choice in setting.choices)
    if value not in setting.choices:
        hint = did_you_mean(str(value), setting.choices)
        raise SettingsError(f"{value!r} is none of {choices}.", hint)
    return str(value)


def _read_colour_names(setting: Setting, value: object, report: _Report) -> dict[str, str]:
    names: dict[str, str] = dict.fromkeys(COLOURS, "")
    for colour, name in _table(setting, value).items():
        if colour not in COLOURS:
            problem = _unknown("", colour, COLOURS, "colour")
            report(colour, problem.message, problem.hint)
        elif not isinstance(name, str) or not name.isprintable():
            report(colour, f"{name!r} is not a name.", f'Put it in quotes: {colour} = "fact".')
        else:
            names[colour] = name.strip()
    return names


def _read_keys(setting: Setting, value: object, report: _Report) -> dict[str, str | tuple[str, ...]]:
    keys: dict[str, str | tuple[str, ...]] = {}
    for command_id, given in _leaves(_table(setting, value)):
        if isinstance(given, str):
            keys[command_id] = given
        elif isinstance(given, list) and all(isinstance(key, str) for key in given):
            keys[command_id] = tuple(given)
        else:
            report(
                command_id, f"{given!r} is neither a key nor a list of keys.", 'Write "j" or ["j", "down"].'
            )
    return keys


def _table(setting: Setting, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise SettingsError(
            f"{value!r} is not a table.", f"Write [{setting.name}], and its entries below it."
        )
    return value


def _leaves(table: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    """The entries of a table by dotted name: TOML makes `mark.note = "a"` a table in a table."""
    leaves = []
    for name, value in table.items():
        if isinstance(value, dict):
            leaves += _leaves(value, f"{prefix}{name}.")
        else:
            leaves.append((f"{prefix}{name}", value))
    return leaves


_READERS: Mapping[Kind, Callable[[Setting, object, _Report], Any]] = {
    "text": _read_text,
    "path": _read_path,
    "number": _read_number,
    "choice": _read_choice,
    "colour names": _read_colour_names,
    "keys": _read_keys,
}


def default_config_text() -> str:
    """A config.toml in which every setting stands with its explanation and its default, commented out.

    Explanations follow "# ", settings follow "#": take that one away to set one.
    """
    # Imported here, because only the verb that writes this file needs them.
    import json

    from tread.commands import COMMANDS

    rows = ["# The settings of tread. Take the # away in front of a setting to change it.", ""]
    for setting in SETTINGS:
        rows.append(f"# {setting.explanation}")
        if setting.kind == "colour names":
            rows += ["[colours]", *(f'#{colour} = ""' for colour in COLOURS)]
        elif setting.kind == "keys":
            rows += [
                "[keys]",
                *(f"#{command.id} = {json.dumps(list(command.keys))}" for command in COMMANDS),
            ]
        else:
            rows.append(f"#{setting.name} = {json.dumps(setting.default)}")
        rows.append("")
    return "\n".join(rows)
