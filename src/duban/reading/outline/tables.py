"""Tables of tasks that conversion flattened to lines.

Three shapes occur: cells parted by bars (``| 1 | 建成数据平台 | 区大数据局 |``), by tabs or runs of spaces, and one
cell a line, the head first (``序号⏎任务⏎责任单位⏎1⏎建成数据平台⏎区大数据局``); rarer ones are in
:mod:`duban.reading.outline.flattened`. A table is believed by its head: two or
more cells that :mod:`duban.reading.outline.heads` knows, one of them for a task or a unit; or, below a line that
announces 指标, by the figures in its first row.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from duban.reading.drafts import Cell
from duban.reading.outline.cells import BAND, MOST_COLUMNS, NUMBER, looks, roles_of
from duban.reading.outline.flattened import even_rows, find_fenced, find_spaced
from duban.reading.outline.heads import head_of
from duban.reading.outline.rows import Row, Table
from duban.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.reading.drafts import CellRole
    from duban.reading.outline.heads import Heads

_BARS = "|｜│┃"
_BAR = re.compile(f"[{_BARS}]")
_WIDE = re.compile(r"\t+|[ \u3000]{2,}")
_GAPS = ("\t", "  ", " \u3000", "\u3000 ", "\u3000\u3000")  # one stands in all that the pattern finds
_RULE = re.compile(r"[\s|｜│┃:：\-—─+＋=]*$")
_FIGURE = re.compile(r"[≥≤<>＜＞]?\s?[0-9][0-9.,，]{0,14}\s?[%％]?(?:以上|左右|以内)?$")
_UNIT_LINE = re.compile(r"(?P<label>单\s?位)\s?[:：]\s?(?P<unit>[^\s：:）)]{1,10})[）)]?$")
# A head over several columns of units and persons.
_GROUPS = frozenset(
    {
        "责任分工",
        "职责分工",
        "任务分工",
        "工作分工",
        "分工",
        "责任落实",
        "工作责任",
        "责任",
        "责任体系",
        "落实责任",
        "分工安排",
    }
)
_ANNOUNCED = ("指标", "目标", "任务", "计划")
_LONGEST_HEAD_LINE = 300
_LONGEST_NUMBER_HEAD = 10
_LONGEST_NAME = 12
# How many cells a row may have gathered from the lines below it and still take more.
_MOST_CARRIED = 120
_MOST_CELL_LINES = 40
# A table without a column of numbers has so many heads at least, and its rows begin so.
_FEWEST_LED = 2
_LED = re.compile(r"([0-9]{1,3})[.、．](?![0-9])")
# Over how many lines a row with bars may be broken.
_MOST_BROKEN = 6


class _Signs(NamedTuple):
    """The signs that part cells, of those that a text holds at all: its lines are asked for no other."""

    bars: list[str]
    gaps: list[str]


def find_tables(text: str, lines: Sequence[tuple[int, int]], heads: Heads) -> list[Table]:
    """The tables among the lines, in order."""
    tables: list[Table] = []
    signs = _Signs([bar for bar in _BARS if bar in text], [gap for gap in _GAPS if gap in text])
    index = 0
    while index < len(lines):
        table = (
            _parted(text, lines, index, heads, signs)
            or _stacked(text, lines, index, heads)
            or _led(text, lines, index, heads)
            or (find_fenced(text, lines, index, heads) if signs.bars else None)
            or (find_spaced(text, lines, index, heads) if text.find("序", *lines[index]) >= 0 else None)
        )
        if table:
            tables.append(table)
            index = table.end
        else:
            index += 1
    return tables


def _separator(text: str, start: int, end: int, signs: _Signs) -> re.Pattern[str] | None:
    """What parts the cells of a line; None where nothing does."""
    if _holds(text, start, end, signs.bars):
        return _BAR
    return _WIDE if _holds(text, start, end, signs.gaps) else None


def _holds(text: str, start: int, end: int, signs: Sequence[str]) -> bool:
    return bool(signs) and any(text.find(sign, start, end) >= 0 for sign in signs)


def _split(text: str, start: int, end: int, separator: re.Pattern[str]) -> list[Span]:
    """The cells of a line, trimmed, the empty ones kept; one cell where nothing parts it."""
    cells = []
    at = start
    for match in separator.finditer(text, start, end):
        cells.append(_trimmed(text, at, match.start()))
        at = match.end()
    cells.append(_trimmed(text, at, end))
    if separator is _BAR:
        # The outer bars of | a | b | are a frame, not empty cells.
        cells = cells[1:] if cells[0].start == cells[0].end and _BAR.match(text, start) else cells
        cells = cells[:-1] if len(cells) > 1 and _BAR.match(text, end - 1) else cells
    return cells


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _parted(
    text: str, lines: Sequence[tuple[int, int]], index: int, heads: Heads, signs: _Signs
) -> Table | None:
    """A table whose head stands at ``index`` with its cells parted on the line."""
    start, end = lines[index]
    separator = _separator(text, start, end, signs) if end - start <= _LONGEST_HEAD_LINE else None
    if separator is None:
        return None
    head = _split(text, start, end, separator)
    roles = roles_of(text, head, heads) or _figure_roles(text, lines, index, separator)
    if roles is None:
        return None
    names = [cell.of(text) for cell in head]
    unit = _unit_above(text, lines, index) if "unit" not in roles else ()
    rows: list[Row] = []
    at = index + 1
    while at < len(lines):
        first, cells = at, _split(text, *lines[at], separator)
        if separator is _BAR and 1 < len(cells) < len(head):
            at, cells = _broken_row(text, lines, at, len(head))
        if len(cells) == 1 and _is_band(text, lines, at, len(head), separator):
            rows.append(Row(cells[0], (), at, at))
        elif not _RULE.match(text, *lines[at]) and not max(2, len(head) - 2) <= len(cells) <= len(head) + 2:
            break
        # A rule (|---|---|) and the head again, on the next page, are passed over.
        elif not _RULE.match(text, *lines[at]) and [cell.of(text) for cell in cells] != names:
            _add_row(text, rows, cells, names, roles, first)
            rows[-1:] = [row._replace(last=max(row.last, at)) for row in rows[-1:]]
        at += 1
    if at == len(lines) and separator is _BAR and rows and rows[-1].last == at - 1:
        frame = _BAR.match(text, end - 1) is not None and at - 1 > index + 1
        if frame and not _BAR.match(text, lines[-1][1] - 1):
            # An excerpt that breaks off within its last row.
            rows.pop()
    rows = [row._replace(cells=(*row.cells, *unit)) if row.cells else row for row in rows]
    # A head without rows still takes its lines (and its repetitions) with it: they are no prose.
    return Table(index, at, tuple(rows) if any(row.cells for row in rows) else ())


def _broken_row(text: str, lines: Sequence[tuple[int, int]], at: int, columns: int) -> tuple[int, list[Span]]:
    """The last line and the cells of a row some of whose cells hold line breaks: | 区水务局⏎区城管局 | 9月底 |.

    Only lines that make up the whole row are put together; they begin with no bar and no number of their own.
    """
    start, alone = lines[at][0], _split(text, *lines[at], _BAR)
    for last in range(at + 1, min(at + _MOST_BROKEN, len(lines))):
        if _BAR.match(text, lines[last][0]) or NUMBER.match(_first_cell(text, lines[last])):
            break
        cells = _split(text, start, lines[last][1], _BAR)
        if len(cells) >= columns:
            return (last, cells) if len(cells) == columns else (at, alone)
    return at, alone


def _first_cell(text: str, line: tuple[int, int]) -> str:
    bar = _BAR.search(text, *line)
    return text[line[0] : bar.start()].strip() if bar else ""


def _figure_roles(
    text: str, lines: Sequence[tuple[int, int]], index: int, separator: re.Pattern[str]
) -> list[CellRole] | None:
    """The roles in a table of figures: its head is unknown, but the lines above announce targets (主要经营指标)."""
    above = [text[max(start, end - 60) : end] for start, end in lines[max(0, index - 3) : index]]
    if not any(word in line for line in above for word in _ANNOUNCED):
        return None
    columns = len(_split(text, *lines[index], separator))
    below = index + 1
    while below < len(lines) and _RULE.match(text, *lines[below]):
        below += 1
    if below >= len(lines):
        return None
    cells = _split(text, *lines[below], separator)
    figures = [bool(_FIGURE.match(text, *cell)) for cell in cells]
    if len(cells) != columns or figures[0] or not any(figures):
        return None
    return ["target" if figure else "task" if place == 0 else "other" for place, figure in enumerate(figures)]


def _unit_above(text: str, lines: Sequence[tuple[int, int]], index: int) -> tuple[Cell, ...]:
    """The unit that a line above the table gives for all of it: 单位：万元."""
    for start, end in lines[max(0, index - 3) : index]:
        match = _UNIT_LINE.search(text, max(start, end - 30), end)
        if match:
            return (Cell("unit", Span(*match.span("unit")), match["label"]),)
    return ()


def _is_band(
    text: str, lines: Sequence[tuple[int, int]], at: int, columns: int, separator: re.Pattern[str]
) -> bool:
    """Whether a line of one cell is a heading across the table: short, with a row below it."""
    start, end = lines[at]
    if end - start > 30 or at + 1 >= len(lines):
        return False
    return columns - 1 <= len(_split(text, *lines[at + 1], separator)) <= columns + 2


def _add_row(
    text: str,
    rows: list[Row],
    cells: Sequence[Span],
    names: Sequence[str],
    roles: Sequence[CellRole],
    line: int,
) -> None:
    """Append a data row; a row without a number or units of its own below one that has them carries it on."""
    cells, columns = _shifted(text, cells, roles), roles
    if len(cells) < len(roles):
        # A cell that spans rows is missing from the later ones; it is one of the first columns, unless the row has
        # its number: then the empty cells at its end are lost.
        numbered = roles[0] == "number" and NUMBER.match(text, *cells[0])
        missing = 0 if numbered else len(roles) - len(cells)
        names, roles = names[missing:], roles[missing:]
    made = tuple(
        Cell(role, cell, name)
        for cell, name, role in zip(cells, names, roles, strict=False)
        if cell.end > cell.start
    )
    if not made:
        return
    span = Span(made[0].span.start, made[-1].span.end)
    if len(made) == 1 and len(cells) > 1:
        carried = rows and made[0].role in {"task", "target"} and made[0].span.start != cells[0].start
        if not carried:
            rows.append(Row(span, (), line, line))
            return
    carries = bool(rows) and 0 < len(rows[-1].cells) <= _MOST_CARRIED
    if carries and (more := _merged(text, made, columns)):
        above = rows[-1]
        rows[-1] = Row(Span(above.span.start, span.end), (*above.cells, *more), above.first, line)
        return
    has = {cell.role for cell in made}
    if carries and "number" in roles and "number" not in has and not has & {"lead", "supporting", "deadline"}:
        above = rows[-1]
        rows[-1] = Row(Span(above.span.start, span.end), (*above.cells, *made), above.first, line)
        return
    rows.append(Row(span, made, line, line))


def _merged(text: str, made: Sequence[Cell], roles: Sequence[CellRole]) -> tuple[Cell, ...]:
    """The cells of a row that only adds dates and units to the row above, whose task cell spans both."""
    if not {"task", "target"} & set(roles) or not 2 <= len(made) < len(roles):
        return ()
    told = [looks(text, cell.span) for cell in made]
    short = all(
        look != "words" or cell.span.end - cell.span.start <= _LONGEST_NAME
        for cell, look in zip(made, told, strict=True)
    )
    if not short or told[0] != "date" or "date" in told[1:]:
        return ()
    return tuple(
        cell._replace(role="deadline" if look == "date" else "lead")
        for cell, look in zip(made, told, strict=True)
    )


def _shifted(text: str, cells: Sequence[Span], roles: Sequence[CellRole]) -> Sequence[Span]:
    """The cells of a row moved right where its first column, spanned from above, left a gap at its end."""
    filled = len(cells)
    while filled and cells[filled - 1].end == cells[filled - 1].start:
        filled -= 1
    if not 1 < filled < len(cells) <= len(roles) or _fits(text, cells[:filled], roles):
        return cells
    gap = len(roles) - filled
    return cells[:filled] if _fits(text, cells[:filled], roles[gap:]) else cells


def _fits(text: str, cells: Sequence[Span], roles: Sequence[CellRole]) -> bool:
    """Whether no date and no unit stands in the column of another."""
    wrong: dict[CellRole, set[str]] = {"deadline": {"units"}, "lead": {"date"}, "task": {"date", "units"}}
    return not any(
        cell.end > cell.start and looks(text, cell) in wrong.get(role, ())
        for cell, role in zip(cells, roles, strict=False)
    )


def _stacked(text: str, lines: Sequence[tuple[int, int]], index: int, heads: Heads) -> Table | None:
    """A table with one cell a line whose head begins at ``index`` with 序号."""
    if lines[index][1] - lines[index][0] > _LONGEST_NUMBER_HEAD:
        return None
    first = head_of(heads, _unbarred(text, lines[index]).of(text))
    if first is None or first.role != "number":
        return None
    head: list[Span] = []
    at = index
    while at < len(lines) and len(head) < MOST_COLUMNS:
        cell = _unbarred(text, lines[at])
        if NUMBER.match(text, *cell) or BAND.match(text, *cell) or cell.end - cell.start > 40:
            break
        head.append(cell)
        at += 1
    head = _ungrouped(text, head, heads)
    roles = roles_of(text, head, heads)
    if roles is None:
        return None
    rows, end = _stacked_rows(text, lines, at, [cell.of(text) for cell in head], roles)
    if end == len(lines) and len(rows) > 1 and rows[-1].cells and _lacks_owner(rows[-1], rows[-2]):
        rows.pop()
    return Table(index, end, tuple(rows)) if rows else None


def _led(text: str, lines: Sequence[tuple[int, int]], index: int, heads: Heads) -> Table | None:
    """A table with one cell a line and no column for its numbers: 任务⏎责任单位⏎1.新建公园3处⏎区园林局⏎2.….

    All its heads must be known, and one of them head units. Without any number each row has all its cells.
    """
    at = index
    while (
        at < len(lines)
        and at - index < MOST_COLUMNS
        and lines[at][1] - lines[at][0] <= _LONGEST_NAME
        and not BAND.match(text, *lines[at])
        and head_of(heads, text[slice(*lines[at])])
    ):
        at += 1
    if at - index < _FEWEST_LED or at >= len(lines):
        return None
    head = [Span(*line) for line in lines[index:at]]
    roles = roles_of(text, head, heads)
    if roles is None or roles[0] not in {"task", "target"} or "lead" not in roles:
        return None
    first = _LED.match(text, *lines[at])
    if first is None:
        return even_rows(text, lines, index, [cell.of(text) for cell in head], roles)
    starts = [at]
    for place in range(at + 1, len(lines)):
        number = _LED.match(text, *lines[place])
        if number and int(number[1]) == int(first[1]) + len(starts):
            starts.append(place)
        elif place - starts[-1] > _MOST_CELL_LINES:
            break
    names = [cell.of(text) for cell in head]
    rows: list[Row] = []
    for begin, stop in pairwise([*starts, min(starts[-1] + len(roles), len(lines))]):
        made = _allotted(text, [Span(*line) for line in lines[begin:stop]], names, roles)[0]
        rows.append(Row(Span(made[0].span.start, made[-1].span.end), made, begin, begin + len(made) - 1))
        if not any(cell.role == "lead" for cell in rows[0].cells):
            return None
    return Table(index, rows[-1].last + 1, tuple(rows))


def _ungrouped(text: str, head: list[Span], heads: Heads) -> list[Span]:
    """The heads of the columns where some stand below a common one: 责任分工 above 牵头单位 and 配合单位.

    Read line by line the lower ones come last; they belong where the common one stands.
    """
    group = next((place for place, cell in enumerate(head) if cell.of(text) in _GROUPS), None)
    if group is None:
        return head
    lower = len(head)
    while lower > group + 1 and _heads_units(head[lower - 1].of(text), heads):
        lower -= 1
    return [*head[:group], *head[lower:], *head[group + 1 : lower]] if lower < len(head) else head


def _heads_units(written: str, heads: Heads) -> bool:
    found = head_of(heads, written)
    return found is not None and (found.role in {"lead", "supporting"} or written.endswith(("人", "领导")))


def _lacks_owner(last: Row, before: Row) -> bool:
    """Whether the last row of an excerpt lost the units that the row before it has."""
    return not any(cell.role == "lead" for cell in last.cells) and any(
        cell.role == "lead" for cell in before.cells
    )


def _unbarred(text: str, line: tuple[int, int]) -> Span:
    """A line without the bar that some converters leave behind each cell."""
    start, end = line
    return _trimmed(text, start, end - 1) if end > start and _BAR.match(text, end - 1) else Span(start, end)


def _stacked_rows(
    text: str, lines: Sequence[tuple[int, int]], at: int, names: Sequence[str], roles: Sequence[CellRole]
) -> tuple[list[Row], int]:
    """The rows below a stacked head: each begins with the next number on a line of its own."""
    starts, stops = _row_starts(text, lines, at, names)
    rows = (
        [Row(_unbarred(text, lines[place]), (), place, place) for place in range(at, starts[0])]
        if starts
        else []
    )
    end = at
    for position, begin in enumerate(starts):
        last = position + 1 == len(starts)
        end = _last_row_end(text, lines, begin, len(roles)) if last else starts[position + 1]
        stop = min(end, stops.get(position, end))
        bands = [
            place
            for place in range(begin + 2, stop)
            if BAND.match(text, *lines[place]) and place - begin >= len(roles) - 1
        ]
        stop = bands[0] if bands else stop
        at_line = begin
        for made in _allotted(text, [_unbarred(text, line) for line in lines[begin:stop]], names, roles):
            rows.append(
                Row(Span(made[0].span.start, made[-1].span.end), made, at_line, at_line + len(made) - 1)
            )
            at_line += len(made)
        rows.extend(Row(_unbarred(text, lines[place]), (), place, place) for place in bands)
    return rows, end


def _row_starts(
    text: str, lines: Sequence[tuple[int, int]], at: int, names: Sequence[str]
) -> tuple[list[int], dict[int, int]]:
    """The lines that begin a row, and where a row is ended by the head standing there again.

    Numbers count up; they may leave some out (an extract of 3, 68, 69) where the row before is complete.
    """
    starts: list[int] = []
    stops: dict[int, int] = {}
    value = 0
    scan = at
    while scan < len(lines) and scan - (starts[-1] if starts else at) <= _MOST_CELL_LINES:
        cell = _unbarred(text, lines[scan])
        if starts and cell.of(text) == names[0] and _repeats(text, lines[scan : scan + len(names)], names):
            # The head again, on the next page.
            stops.setdefault(len(starts) - 1, scan)
            scan += len(names)
            continue
        if cell.end - cell.start <= 6 and NUMBER.match(text, *cell):
            number = int("".join(character for character in cell.of(text) if character.isdecimal()))
            complete = not starts or scan - starts[-1] >= len(names) - 1
            if number == value + 1 or (complete and number > value):
                starts.append(scan)
                value = number
        scan += 1
    return starts, stops


def _repeats(text: str, lines: Sequence[tuple[int, int]], names: Sequence[str]) -> bool:
    return [_unbarred(text, line).of(text) for line in lines] == list(names)


def _last_row_end(text: str, lines: Sequence[tuple[int, int]], begin: int, columns: int) -> int:
    """Where the last row ends, which no further number shows: after as many lines as there are columns."""
    stop = min(begin + columns, len(lines))
    while (
        stop - 1 > begin and text[slice(*lines[stop - 1])].endswith(("。", "：")) and stop - begin > columns
    ):
        stop -= 1
    return stop


def _allotted(
    text: str, cells: Sequence[Span], names: Sequence[str], roles: Sequence[CellRole]
) -> list[tuple[Cell, ...]]:
    """The lines of a numbered row as cells: one each where they are as many as the columns, else by their looks.

    Several units stand a line each under one another; a second task behind a date is a row of its own whose
    number (and perhaps units) it shares with the one above.
    """
    if len(cells) == len(roles) and _plausible(text, cells, roles):
        return [tuple(map(Cell, roles, cells, names))]
    rows: list[list[Cell]] = [[Cell(roles[0], cells[0], names[0])]]
    column = 1
    tasks = next((place for place, role in enumerate(roles) if role == "task"), 1)
    for place, cell in enumerate(cells[1:], 1):
        # 迁建区政务服务中心 ends like a unit, but nothing stands before a task but its number.
        look = "words" if place == 1 and roles[1] == "task" else looks(text, cell)
        if look == "words" and cell.end - cell.start <= _LONGEST_NAME and len(rows[-1]) > 1:
            column = _aside_column(roles, column)
        if look == "words" and len(rows[-1]) > 1 and roles[column] in {"deadline", "lead", "supporting"}:
            if rows[-1][-1].role in {"deadline", "lead", "supporting"}:
                rows.append([])
            column = tasks
        while column < len(roles) - 1 and _belongs_later(look, roles[column], roles[column + 1 :]):
            column += 1
        if look == "units" and len(cells) <= len(roles) and rows[-1][-1].head == names[column]:
            # With a column for each line, further units are those of the next.
            column += roles[column + 1 : column + 2] in (["lead"], ["supporting"])
        rows[-1].append(Cell(roles[column], cell, names[column]))
        left = len(cells) - place - 1
        if look == "words" and column < len(roles) - 1 and left <= len(roles) - column - 1:
            column += 1
    return [tuple(row) for row in rows if row]


def _aside_column(roles: Sequence[CellRole], column: int) -> int:
    """The next column of something else behind one for units, for a few words such as the name of a person."""
    if roles[column] not in {"lead", "supporting"}:
        return column
    later = column + 1
    return later if later < len(roles) and roles[later] == "other" else column


def _plausible(text: str, cells: Sequence[Span], roles: Sequence[CellRole]) -> bool:
    """Whether lines that are as many as the columns also look like them: no sentence stands where units or dates do."""
    return not any(
        role in {"deadline", "lead", "supporting"}
        and text[cell.end - 1] == "。"
        and looks(text, cell) == "words"
        for cell, role in zip(cells, roles, strict=True)
    )


def _belongs_later(looks: str, role: CellRole, later: Sequence[CellRole]) -> bool:
    """Whether a cell that looks like a date or units stands in a column for something else, and a later one fits."""
    if looks == "date":
        return role != "deadline" and "deadline" in later
    if looks == "units":
        return role not in {"lead", "supporting"} and bool({"lead", "supporting"} & set(later))
    return False
