"""A reading as a table in a terminal: the ledger, and below it what to check."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from duban.cli.columns import packed, padded, shared_out, wrapped
from duban.formats.papers.characters import one_line, width_of
from duban.formats.papers.phrasing import (
    Placed,
    amount,
    due,
    labelled,
    said,
    summary,
    title_of,
    under_headings,
    unit_names,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.formats.wording import Words
    from duban.reading import Finding, Item, Reading, Target

_GAP = "  "
# Number, title, lead units, supporting units, deadlines, targets.
_WEIGHTS = (2, 6, 4, 4, 4, 6)
_SIGNS = {"info": "·", "warning": "!", "error": "✗"}
_BOLD, _DIM, _PATH = "1", "2", "1;36"
_STYLES = {"info": _DIM, "warning": "33", "error": "31"}


class Sheet(NamedTuple):
    """What is drawn on: how wide it is, and whether it shows colours."""

    width: int
    colour: bool

    def styled(self, text: str, style: str) -> str:
        """``text`` in a style, where there are any."""
        return f"\x1b[{style}m{text}\x1b[0m" if self.colour and text else text

    def lines(self, text: str, style: str = "") -> list[str]:
        """``text`` wrapped to the width."""
        return [self.styled(line, style) if style else line for line in wrapped(text, self.width)]


def draw(reading: Reading, *, name: str, words: Words, width: int, colour: bool) -> str:
    """The table, ``width`` columns wide; colours only where somebody looks at it."""
    sheet = Sheet(width, colour)
    lines = [*_head(sheet, reading, name, words), ""]
    lines += _items(sheet, reading.items, words) if reading.items else sheet.lines(words.no_items)
    lines += ["", *_findings(sheet, reading, words), ""]
    return "\n".join(lines) + "\n"


def _head(sheet: Sheet, reading: Reading, name: str, words: Words) -> Iterator[str]:
    facts = [f"{label} {one_line(value)}" for label, value in labelled(reading, words)]
    if reading.document.title:
        facts[0] = one_line(name)
    yield from sheet.lines(one_line(reading.document.title or name), _BOLD)
    yield from (sheet.styled(line, _DIM) for line in packed(facts, _GAP, sheet.width))
    yield from sheet.lines(summary(reading, words))


def _items(sheet: Sheet, items: Sequence[Item], words: Words) -> Iterator[str]:
    """The rows, with a line for each change of heading; columns are as wide as what stands in them."""
    heads = (
        words.number,
        words.title,
        words.lead_units,
        words.supporting_units,
        words.deadlines,
        words.targets,
    )
    groups = [
        (headings, [_row(placed, words) for placed in group]) for headings, group in under_headings(items)
    ]
    rows = [row for _, group in groups for row in group]
    wanted = [max(map(_widest, column)) for column in zip(heads, *rows, strict=True)]
    widths = shared_out(sheet.width - len(_GAP) * (len(heads) - 1), wanted, _WEIGHTS)
    yield from (sheet.styled(line, _BOLD) for line in _cells(heads, widths))
    yield sheet.styled("─" * min(sheet.width, sum(widths) + len(_GAP) * (len(widths) - 1)), _DIM)
    for headings, group in groups:
        if headings:
            yield from sheet.lines(" › ".join(map(one_line, headings)), _PATH)
        for row in group:
            yield from _cells(row, widths)


def _row(placed: Placed, words: Words) -> tuple[str, ...]:
    """The cells of one item; its number is set in by how deep it lies."""
    item = placed.item
    return (
        " " * placed.depth + one_line(item.number or "·" * bool(placed.depth)),
        one_line(title_of(item, words)),
        one_line(unit_names(item.lead_units)),
        one_line(unit_names(item.supporting_units)),
        "\n".join(one_line(due(deadline, words)) for deadline in item.deadlines),
        "\n".join(map(_target, item.targets)),
    )


def _target(target: Target) -> str:
    day = f"（{target.due.isoformat()}）" if target.due else ""
    return one_line(f"{target.indicator} {amount(target)}{day}")


def _cells(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """One row, as many lines as its tallest cell."""
    columns = [wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for line in zip_longest(*columns, fillvalue=""):
        yield _GAP.join(map(padded, line, widths)).rstrip()


def _widest(cell: str) -> int:
    return max(map(width_of, cell.split("\n")))


def _findings(sheet: Sheet, reading: Reading, words: Words) -> Iterator[str]:
    if not reading.findings:
        yield from sheet.lines(words.no_findings)
        return
    yield sheet.styled(f"{words.findings}（{len(reading.findings)}）", _BOLD)
    items = {item.id: item for item in reading.items}
    for finding in reading.findings:
        mark = f"{_SIGNS[finding.severity]} {words.severities[finding.severity]}"
        rest = f"{_where(finding, items.get(finding.item or ''), words)} {one_line(said(finding, words))}"
        first, *others = wrapped(rest, sheet.width - width_of(mark) - 1)
        yield f"{sheet.styled(mark, _STYLES[finding.severity])} {first}"
        yield from (padded("", width_of(mark) + 1) + line for line in others)


def _where(finding: Finding, item: Item | None, words: Words) -> str:
    place = f"[{finding.span.start}–{finding.span.end}]"
    return f"{one_line(item.number or title_of(item, words)[:12])} {place}" if item else place
