"""Tables whose cells conversion left apart by next to nothing: a line with a bar, or a single space.

``1⏎|⏎新建公园3处⏎|⏎区园林局`` has one cell between two bars; ``1 新建公园3处。 区园林局 10月底`` parts its cells as any
words are parted. So both are believed only below a head of known names, and row by row: a row begins with the next
number, and what stands at its end has to look like units or a date.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.drafts import Cell
from duban.reading.outline.cells import BAND, NUMBER, looks, roles_of
from duban.reading.outline.heads import head_of
from duban.reading.outline.rows import Row, Table
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duban.reading.drafts import CellRole
    from duban.reading.outline.heads import Heads

_ONLY_BAR = re.compile(r"[|｜│┃]\s*$")
_WORD = re.compile(r"\S+")
_NUMBERED = re.compile(r"([0-9０-９]{1,3})[.、．]?[ \t\u3000]+(?=\S)")
_FEWEST_HEADS = 3
_FEWEST_ROWS = 2
_LONGEST_HEAD = 12
_LONGEST_RUN = 60
# How many lines a cell or a row may be broken over.
_MOST_LINES = 6
# How far from the head the first number may stand.
_MOST_BEFORE_NUMBER = 30
_TRAILING = frozenset({"lead", "supporting", "deadline"})


class _Fenced(NamedTuple):
    """A cell between two bars; its span is empty where nothing stands there."""

    span: Span
    first: int
    last: int


def find_fenced(text: str, lines: Sequence[tuple[int, int]], index: int, heads: Heads) -> Table | None:
    """A table that begins at ``index`` and has a bar on a line of its own between any two cells."""
    if index + 1 >= len(lines) or not _ONLY_BAR.match(text, *lines[index + 1]):
        return None
    cells = _fenced_cells(text, lines, index, most=_MOST_BEFORE_NUMBER)
    head = 0
    while head < len(cells) and head_of(heads, cells[head].span.of(text)):
        head += 1
    roles = roles_of(text, [cell.span for cell in cells[:head]], heads) if head >= _FEWEST_HEADS else None
    if roles is None:
        return None
    if not any(NUMBER.match(text, *cell.span) for cell in cells[head:]):
        return None
    names = [cell.span.of(text) for cell in cells[:head]]
    cells = _fenced_cells(text, lines, index, most=len(lines))
    rows = list(_fenced_rows(text, cells, head, names, roles))
    if not any(row.cells for row in rows):
        return None
    return Table(index, rows[-1].last + 1, tuple(rows))


def _fenced_cells(text: str, lines: Sequence[tuple[int, int]], index: int, *, most: int) -> list[_Fenced]:
    """The cells from ``index`` on, to the last bar and the line behind it, or so many."""
    cells: list[_Fenced] = []
    held: list[int] = []
    at = index
    while at < len(lines) and len(held) <= _MOST_LINES and len(cells) < most:
        if _ONLY_BAR.match(text, *lines[at]):
            start = lines[held[0]][0] if held else lines[at][0]
            cells.append(_Fenced(Span(start, lines[held[-1]][1] if held else start), (held or [at])[0], at))
            held = []
        else:
            held.append(at)
        at += 1
    if held:
        cells.append(_Fenced(Span(*lines[held[0]]), held[0], held[0]))
    return cells


def _fenced_rows(
    text: str, cells: Sequence[_Fenced], head: int, names: Sequence[str], roles: Sequence[CellRole]
) -> Iterator[Row]:
    """The rows: a number, and behind it as many cells as there are heads but the first.

    The first head is that of the number, or of a cell that spans rows and stands before the number of the first.
    """
    columns = len(names) - 1
    at, value = head, 0
    while at < len(cells):
        cell = cells[at]
        number = cell.span.of(text)
        digits = "".join(character for character in number if character.isdecimal())
        if not NUMBER.match(text, *cell.span) or int(digits) <= value:
            if cell.span.end > cell.span.start:
                yield Row(cell.span, (), cell.first, cell.last)
            at += 1
            continue
        value = int(digits)
        made = [Cell("number", cell.span, names[0])]
        taken = cells[at + 1 : at + 1 + columns]
        made.extend(
            Cell(role, one.span, name)
            for role, one, name in zip(roles[1:], taken, names[1:], strict=False)
            if one.span.end > one.span.start
        )
        last = taken[-1].last if taken else cell.last
        yield Row(Span(made[0].span.start, made[-1].span.end), tuple(made), cell.first, last)
        at += 1 + len(taken)


def find_spaced(text: str, lines: Sequence[tuple[int, int]], index: int, heads: Heads) -> Table | None:
    """A table whose head is on the line ``index``, or at its end, and whose cells are parted by single spaces."""
    start, end = lines[index]
    at = text.rfind("序", start, end)
    if at < 0 or index + 1 >= len(lines) or not _begins_rows(text, lines, index + 1):
        return None
    head = [Span(*word.span()) for word in _WORD.finditer(text, at, end)]
    if len(head) == 1:
        head = _run_together(text, head[0], heads)
    if len(head) < _FEWEST_HEADS or any(word.end - word.start > _LONGEST_HEAD for word in head):
        return None
    first = head_of(heads, head[0].of(text))
    roles = roles_of(text, head, heads)
    if first is None or first.role != "number" or roles is None or not _TRAILING & set(roles):
        return None
    rows, last = _spaced_rows(text, lines, index + 1, [word.of(text) for word in head], roles)
    told = sum(any(cell.role in _TRAILING for cell in row.cells) for row in rows)
    if told * 2 <= sum(bool(row.cells) for row in rows):
        return None
    return Table(index if at == start else index + 1, last, tuple(rows))


def _run_together(text: str, written: Span, heads: Heads) -> list[Span]:
    """The heads of 序号名称工作任务责任单位, whose spaces are lost; what is between two known ones is one, too."""
    found: list[Span] = []
    at = unknown = written.start
    if written.end - written.start > _LONGEST_RUN:
        return []
    while at < written.end:
        known = next(
            (
                size
                for size in range(min(_LONGEST_HEAD, written.end - at), 1, -1)
                if text[at : at + size] in heads.words
            ),
            0,
        )
        if known:
            if at > unknown:
                found.append(Span(unknown, at))
            found.append(Span(at, at + known))
            unknown = at + known
        at += known or 1
    return found if unknown == written.end else []


def _begins_rows(text: str, lines: Sequence[tuple[int, int]], index: int) -> bool:
    """Whether the first row, or a heading across the table and the first row, stand there."""
    return any(_NUMBERED.match(text, *line) for line in lines[index : index + 2])


def _spaced_rows(
    text: str, lines: Sequence[tuple[int, int]], at: int, names: Sequence[str], roles: Sequence[CellRole]
) -> tuple[list[Row], int]:
    rows: list[Row] = []
    value = 0
    while at < len(lines):
        number = _NUMBERED.match(text, *lines[at])
        if number is None and BAND.match(text, *lines[at]):
            rows.append(Row(Span(*lines[at]), (), at, at))
            at += 1
            continue
        if number is None or int(number[1]) != value + 1:
            break
        value += 1
        below = _row_end(text, lines, at, value)
        words = [Span(*word.span()) for line in lines[at:below] for word in _WORD.finditer(text, *line)][1:]
        made = (
            Cell("number", Span(*number.span(1)), names[0]),
            *_told(text, words, names[1:], roles[1:]),
        )
        rows.append(Row(Span(number.start(), made[-1].span.end), made, at, below - 1))
        at = below
    return rows, at


def _row_end(text: str, lines: Sequence[tuple[int, int]], at: int, value: int) -> int:
    """Behind the lines of a row: those up to the next number; the last row has its own line alone."""
    for below in range(at + 1, min(at + 1 + _MOST_LINES, len(lines))):
        number = _NUMBERED.match(text, *lines[below])
        if (number and int(number[1]) == value + 1) or BAND.match(text, *lines[below]):
            return below
    return at + 1


def _told(
    text: str, words: Sequence[Span], names: Sequence[str], roles: Sequence[CellRole]
) -> Iterator[Cell]:
    """The cells of a row from its words: dates and units from its end backwards, the rest is what is to be done."""
    left = list(words)
    trailing: list[Cell] = []
    column = len(roles) - 1
    while column > 0 and len(left) > 1 and roles[column] in {*_TRAILING, "other"}:
        role, looked = roles[column], looks(text, left[-1])
        if (role == "deadline" and looked == "date") or (
            role in {"lead", "supporting"} and looked == "units"
        ):
            trailing.insert(0, Cell(role, left.pop(), names[column]))
        column -= 1
    tasks = [place for place, role in enumerate(roles) if role in {"task", "target"}]
    if len(left) > 1 and len(tasks) > 1 and len(left) >= len(tasks):
        # 道路提升工程 改造道路12条: a name and what is to be done, each in its column.
        for place, word in zip(tasks[:-1], left[: len(tasks) - 1], strict=True):
            yield Cell(roles[place], word, names[place])
        left = left[len(tasks) - 1 :]
    place = tasks[-1] if tasks else 0
    yield Cell("task" if not tasks else roles[place], Span(left[0].start, left[-1].end), names[place])
    yield from trailing


def even_rows(
    text: str, lines: Sequence[tuple[int, int]], index: int, names: Sequence[str], roles: Sequence[CellRole]
) -> Table | None:
    """The table below a head of one name a line whose rows have no number: each has as many lines as the head.

    Believed as long as units stand where units belong, for two rows at least; headings across it may stand between.
    """
    columns = len(names)
    rows: list[Row] = []
    at = index + columns
    while at < len(lines):
        if BAND.match(text, *lines[at]):
            rows.append(Row(Span(*lines[at]), (), at, at))
            at += 1
            continue
        cells = [Span(*line) for line in lines[at : at + columns]]
        if len(cells) < columns or not _in_place(text, cells, roles):
            break
        rows.append(
            Row(
                Span(cells[0].start, cells[-1].end),
                tuple(map(Cell, roles, cells, names)),
                at,
                at + columns - 1,
            )
        )
        at += columns
    while rows and not rows[-1].cells:
        rows.pop()
    return Table(index, rows[-1].last + 1, tuple(rows)) if len(rows) >= _FEWEST_ROWS else None


def _in_place(text: str, cells: Sequence[Span], roles: Sequence[CellRole]) -> bool:
    wanted = {"lead": "units", "supporting": "units", "deadline": "date"}
    return all(
        looks(text, cell) == wanted.get(role, "words") for cell, role in zip(cells, roles, strict=True)
    )
