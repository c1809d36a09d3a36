"""One scheme's result as a leaf of another (并入考核), with the fingerprint it had when it was taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duban.governing.scores.results import Standing
from duban.governing.scores.sheets import Entry, Fed, Source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from duban.governing.scores.results import Result


def source(result: Result) -> Source:
    """The result as another scheme takes it over. One that is not final has no total to take over yet."""
    return Source(
        scheme=result.scheme,
        version=result.version,
        subject=result.subject.key,
        period=result.period,
        total=result.total if result.standing is Standing.FINAL else None,
        digits=result.digits,
        fingerprint=result.fingerprint,
    )


def feed(leaf: str, results: Iterable[Result], *, by: str, on: date) -> Entry:
    """An entry for a leaf that is scored ``FromScheme``; the records behind it are the results' fingerprints."""
    sources = tuple(
        sorted(map(source, results), key=lambda each: (each.subject, each.period.first, each.fingerprint))
    )
    return Entry(
        leaf=leaf,
        value=Fed(sources),
        evidence=tuple(each.fingerprint for each in sources),
        by=by,
        on=on,
    )
