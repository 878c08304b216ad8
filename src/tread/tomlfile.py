"""Reading a TOML file that a person wrote: a table, or the reason why there is none.

Owns the reading and nothing of what the file means. Never raises for what is in the file or for a
file that cannot be read. Imported by `tread.config` and `tread.themes`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tread.problems import Problem


def read_table(path: Path) -> tuple[dict[str, Any], Problem | None]:
    """The table in a TOML file, UTF-8 with or without a BOM; an empty one and the problem when it is none."""
    import tomllib  # here, because a start without a settings file needs no TOML

    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        return {}, Problem(str(path), f"The file cannot be read: {reason}.", "Nothing of it is used.")
    try:
        return tomllib.loads(data.decode("utf-8-sig")), None
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        message = f"The file is not UTF-8: line {row} holds the byte 0x{data[error.start]:02x}."
    except ValueError as error:  # TOMLDecodeError, or int() of thousands of digits
        message = f"The file is not TOML: {error}."
    except RecursionError:
        message = "The file is not TOML that can be read: it nests too deeply."
    return {}, Problem(str(path), message, "Nothing of it is used until that is mended.")
