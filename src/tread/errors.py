"""Every error that tread raises on purpose. Anything may import this module; it imports nothing.

    TreadError(message, hint)
    ├── ArticleError        an article cannot be read: missing, binary, empty, no permission
    ├── QuoteError          a quote is absent from an article, or stands in several places
    ├── PatternError        a regular expression is broken, or takes too long
    ├── SettingsError       config.toml, a key binding or a theme is not valid
    ├── ExportError         notes cannot be written out
    └── StoreError          the store cannot be read or written      (exit code 3)
        ├── StoreLocked     another process holds the lock for too long
        ├── StoreNewer      a newer tread wrote the file: it can be read, not written
        └── StoreDamaged    a file is not what tread or TinyDB wrote

`message` says what and where; `hint` says what to do, and may be empty.
"""


class TreadError(Exception):
    """The root: one sentence that says what and where, and a hint that says what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class ArticleError(TreadError):
    """An article cannot be read."""


class QuoteError(TreadError):
    """A quote is absent from an article, or stands in several places with nothing to tell them apart."""


class PatternError(TreadError):
    """A regular expression is broken, or takes too long."""


class SettingsError(TreadError):
    """A setting, a key binding or a theme is not valid."""


class ExportError(TreadError):
    """Notes cannot be written out."""


class StoreError(TreadError):
    """The store cannot be read or written."""


class StoreLocked(StoreError):
    """Another process holds the lock for longer than tread waits."""


class StoreNewer(StoreError):
    """A newer version of tread wrote the file."""


class StoreDamaged(StoreError):
    """A file of the store is not what tread or TinyDB wrote."""
