"""A reading as a table in a terminal: the ledger, and below it what to check."""

from __future__ import annotations

from io import StringIO
from itertools import groupby
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from duban.formats.papers.characters import one_line, width_of
from duban.formats.papers.phrasing import amount, due, labelled, summary, title_of, unit_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.formats.wording import Words
    from duban.reading import Finding, Item, Reading, Target

_SEVERITY_SIGNS = {"info": ("·", "dim"), "warning": ("!", "yellow"), "error": ("✗", "red")}


def draw(reading: Reading, *, name: str, words: Words, width: int, colour: bool) -> str:
    """The table, ``width`` columns wide; colours only where somebody looks at it."""
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
    )
    _print_head(console, reading, name, words)
    if reading.items:
        _print_items(console, reading.items, words)
    else:
        console.print(words.no_items)
    _print_findings(console, reading, words)
    return out.getvalue()


def _print_head(console: Console, reading: Reading, name: str, words: Words) -> None:
    console.print(Text(one_line(reading.document.title or name), style="bold"))
    facts = [f"{label} {one_line(value)}" for label, value in labelled(reading, words)]
    named = [one_line(name)] if reading.document.title else []
    console.print(Text("  ".join([*named, *facts[len(named) :]]), style="dim"))
    console.print(Text(summary(reading, words)))
    console.print()


def _print_items(console: Console, items: Sequence[Item], words: Words) -> None:
    """One table for each heading, all with the same columns; the first carries the column heads."""
    number_width = min(8, max(4, *(width_of(item.number or "") for item in items)))
    show_head = True
    for path, group in groupby(items, key=lambda item: item.path):
        if path:
            console.print(Text(" › ".join(map(one_line, path)), style="bold cyan"))
        table = _table(words, number_width, show_head=show_head)
        for item in group:
            table.add_row(*_row(item, words))
        console.print(table)
        show_head = False


def _table(words: Words, number_width: int, *, show_head: bool) -> Table:
    table = Table(
        box=SIMPLE_HEAD, expand=True, show_header=show_head, padding=(0, 1), pad_edge=False, leading=0
    )
    table.add_column(words.number, width=number_width, overflow="fold")
    for head, ratio in (
        (words.title, 6),
        (words.lead_units, 4),
        (words.supporting_units, 4),
        (words.deadlines, 4),
        (words.targets, 6),
    ):
        table.add_column(head, ratio=ratio, overflow="fold")
    return table


def _row(item: Item, words: Words) -> list[Text]:
    return [
        Text(one_line(item.number or "")),
        Text(one_line(title_of(item, words))),
        Text(one_line(unit_names(item.lead_units))),
        Text(one_line(unit_names(item.supporting_units))),
        Text("\n".join(one_line(due(deadline, words)) for deadline in item.deadlines)),
        Text("\n".join(map(_target, item.targets))),
    ]


def _target(target: Target) -> str:
    day = f"（{target.due.isoformat()}）" if target.due else ""
    return one_line(f"{target.indicator} {amount(target)}{day}")


def _print_findings(console: Console, reading: Reading, words: Words) -> None:
    if not reading.findings:
        console.print(words.no_findings)
        return
    console.print(Text(f"{words.findings}（{len(reading.findings)}）", style="bold"))
    items = {item.id: item for item in reading.items}
    for finding in reading.findings:
        sign, style = _SEVERITY_SIGNS[finding.severity]
        line = Text(f"{sign} {words.severities[finding.severity]} ", style=style)
        line.append(f"{_where(finding, items.get(finding.item or ''), words)} ", style="dim")
        line.append(one_line(finding.message), style="default")
        console.print(line, overflow="fold")


def _where(finding: Finding, item: Item | None, words: Words) -> str:
    place = f"[{finding.span.start}–{finding.span.end}]"
    return f"{item.number or one_line(title_of(item, words))[:12]} {place}" if item else place
