"""The verb that checks stores and anchors: doctor. Only `tread.cli` imports this module."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tread.cli.options import json_option, paths_argument, store_option
from tread.cli.printing import bold, put, put_json, say, say_error, shown
from tread.cli.run import FAILED, STORE_FAILED, settle
from tread.core.clean import clean_line

if TYPE_CHECKING:
    from tread.checkup import CheckUp
    from tread.store.health import Finding


@click.command("doctor")
@paths_argument
@click.option("--repair", is_flag=True, help="Mend what can be mended safely.")
@json_option
@store_option
@click.pass_context
def doctor_verb(
    ctx: click.Context, paths: tuple[Path, ...], repair: bool, as_json: bool, store: str | None
) -> None:
    """Check the store and the anchors; mend with --repair."""
    from tread.checkup import check
    from tread.cli.opening import refuse_missing
    from tread.library import Library
    from tread.store.identity import device_id

    run = settle(ctx, store=store)
    refuse_missing(paths)
    looked = paths or (Path(),)
    opened = next((path for path in looked if path.is_dir()), None)
    library = Library(opened=opened, override=run.store_folder, device=device_id() if repair else "")
    found = check(library, looked, repair=repair)
    if as_json:
        put_json([_row(finding) for finding in found.findings])
    else:
        _print(found)
    for failure in found.failures:
        say_error(failure)
    say(_summary(found, repair))
    if found.failures or any(one.kind == "unreadable" for one in found.findings):
        run.code = STORE_FAILED
    elif any(not one.mended for one in found.findings):
        run.code = FAILED


def _print(found: CheckUp) -> None:
    for path, findings in groupby(found.findings, key=lambda one: one.path):
        put(bold(shown(_near(path))))
        for finding in findings:
            put(f"  {finding.kind}: {clean_line(finding.message)}")
            if finding.mended:
                put(f"    mended: {clean_line(finding.mended)}")
            elif finding.hint:
                put(f"    {clean_line(finding.hint)}")


def _near(path: Path) -> Path:
    """A path as short as it can be typed here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _row(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "path": str(finding.path),
        "article": finding.article or None,
        "annotation": finding.annotation or None,
        "message": finding.message,
        "hint": finding.hint,
        "mended": finding.mended or None,
    }


def _summary(found: CheckUp, repair: bool) -> str:
    """What was looked at, and what is left to do."""
    from tread.store.health import MENDABLE

    looked = f"Looked at {_count(found.annotations, 'annotation')} on {_count(found.articles, 'article')}"
    mended = sum(1 for one in found.findings if one.mended)
    left = [one for one in found.findings if not one.mended]
    if not found.findings:
        return f"{looked}: nothing is wrong."
    told = [f"{mended} mended"] if mended else []
    if left:
        told.append(f"{len(left)} left to look at")
    mendable = sum(1 for one in left if one.kind in MENDABLE)
    hint = f" `tread doctor --repair` mends {mendable} of them." if mendable and not repair else ""
    return f"{looked}: {', '.join(told)}.{hint}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
