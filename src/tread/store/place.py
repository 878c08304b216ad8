"""Which folder keeps the annotations of an article. `library`, `cli` and `tui` may import it; it is light.

It owns the rule "the nearest `.tread/` at or above the article". It only looks: nothing is made on disk here,
since a `.tread/` appears with the first annotation and not before.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from tread.folders import user_folder
from tread.store.disk import short_hash

STORE_FOLDER = ".tread"


class StorePlace(NamedTuple):
    """Where a store is, or will be.

    root: the folder that articles' paths are relative to; absolute.
    folder: what holds `annotations/` and the rest: usually `root/.tread`.
    is_fallback: True when `folder` is the user's data folder because the right place cannot be written.
    reason: then, one sentence that says so; else empty.
    twin: another folder that holds annotations of the same root: the library's own, where this is the
        fallback; the fallback, where something was kept in it and the library can be written again.
    """

    root: Path
    folder: Path
    is_fallback: bool = False
    reason: str = ""
    twin: Path | None = None

    @property
    def is_there(self) -> bool:
        """Whether anything may be kept here."""
        return self.twin is not None or self.folder.is_dir()

    @property
    def boundary(self) -> Path:
        """The folder nothing is written outside of: a `.tread` that links out of its library is refused."""
        return self.root if self.folder == self.root / STORE_FOLDER else self.folder

    def relative(self, path: Path) -> str:
        """An article's path as records have it: from the root, with `/`; absolute where it is not below."""
        absolute = canonical(path)
        if absolute.is_relative_to(self.root):
            return absolute.relative_to(self.root).as_posix()
        return absolute.as_posix()

    def absolute(self, relative: str) -> Path:
        """The path of an article from its record's; the inverse of `relative`."""
        return self.root / relative


def canonical(path: Path) -> Path:
    """One absolute path for a file however it was named: its folder resolved, its own name kept."""
    if path.is_dir():
        return path.resolve()
    absolute = path.absolute()
    return absolute.parent.resolve() / absolute.name


def derived_id(relative: str, salt: int = 0) -> str:
    """The id of an article that has no record yet: it follows from the path that its record would have.

    salt: told apart from another article whose id it would be.
    """
    return "a-" + short_hash(f"{relative}\0{salt}" if salt else relative)


def locate(
    path: Path, opened: Path | None = None, override: Path | None = None, fallback: Path | None = None
) -> StorePlace:
    """The store of the article (or folder) at `path`.

    opened: the folder that was opened; it gets the new `.tread/` where none is at or above the article.
    override: the store folder itself, as `--store DIR` names it; nothing else is looked at.
    fallback: the folder that holds fallback stores; the user's data folder unless given.
    """
    absolute = canonical(path)
    own_folder = absolute if absolute.is_dir() else absolute.parent
    if override is not None:
        folder = override.resolve()
        root = folder.parent.resolve()
        # A store that is not above the article keeps absolute paths, so that every library can share it.
        return StorePlace(root if own_folder.is_relative_to(root) else Path(own_folder.anchor), folder)

    root = _nearest(own_folder) or _opened_above(own_folder, opened) or own_folder
    folder = root / STORE_FOLDER
    shelf = (fallback or user_folder("data") / "stores") / short_hash(root.as_posix())
    if _is_writable(folder if folder.is_dir() else root):
        return StorePlace(root, folder, twin=shelf if shelf.is_dir() else None)
    return StorePlace(
        root,
        shelf,
        is_fallback=True,
        reason=f"{folder} cannot be written; annotations are kept in {shelf}.",
        twin=folder if folder.is_dir() else None,
    )


def _nearest(folder: Path) -> Path | None:
    return next((above for above in (folder, *folder.parents) if (above / STORE_FOLDER).is_dir()), None)


def _opened_above(own_folder: Path, opened: Path | None) -> Path | None:
    if opened is None:
        return None
    folder = opened.resolve()
    return folder if folder.is_dir() and own_folder.is_relative_to(folder) else None


def _is_writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids)
