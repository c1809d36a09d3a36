"""Units from a workbook's rows: previewed by really doing it and taking it back, so that the preview is what happens.

Rows are full statements: a column that the sheet has says all there is (an alias that is not in it goes), a column that
it has not says nothing; units without a row stay as they are. With any error nothing is changed at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from duban.server.people import workbook
from duban.server.people.actions import names, units
from duban.server.people.acts import one_act
from duban.server.people.errors import RefusedError
from duban.server.people.models import Alias, Collective, CollectiveMember, Unit
from duban.server.people.workbook import (
    ALIASES,
    CODE,
    COLLECTIVES,
    LEVEL,
    LONGEST_CELL,
    NAME,
    PARENT,
    SHORT,
    SINCE,
    UNTIL,
    Belonging,
    belongings_in,
    day_of,
    names_in,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from duban.server.audit.actions import Happening
    from duban.server.people.access import Actor
    from duban.server.people.workbook import SheetRow

LEVELS = {label: value for value, label in workbook.LEVELS.items()} | {
    value: value for value in workbook.LEVELS
}
#: Which column a refusal of an action is about, where they are named differently.
COLUMN_OF = {"alias": ALIASES, "written": COLLECTIVES, "unit": COLLECTIVES}


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with a cell: its row's number in the sheet, its column, and why."""

    row: int
    column: str
    why: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """What a row changes: one event."""

    row: int
    name: str
    happening: Happening


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did or would do: either errors, or changes (none where the office is as the book says)."""

    rows: int
    changes: tuple[RowChange, ...] = ()
    errors: tuple[RowError, ...] = ()


class _TakeBackError(Exception):
    """Ends the transaction of a preview, or of an import with errors."""


@dataclass(slots=True)
class _Line:
    """A row on its way: its unit once it is known."""

    row: SheetRow
    unit: Unit | None = None
    since: date | None = None
    until: date | None = None
    belongings: list[Belonging] = field(default_factory=list)

    @property
    def name(self) -> str:
        """As the row writes it."""
        return self.row.cells.get(NAME, "")

    @property
    def depth(self) -> int:
        """How far below the top the unit hangs."""
        return self.unit.path.count("/") if self.unit else 0

    def says(self, column: str) -> bool:
        """Whether the sheet has the column."""
        return column in self.row.cells


def preview_units(actor: Actor, rows: Sequence[SheetRow]) -> Outcome:
    """What :func:`import_units` would do; nothing is changed."""
    return _import(actor, rows, keep=False)


def import_units(actor: Actor, rows: Sequence[SheetRow]) -> Outcome:
    """Bring the units to what the rows say, as one act; nothing is changed where there are errors."""
    return _import(actor, rows, keep=True)


def _import(actor: Actor, rows: Sequence[SheetRow], *, keep: bool) -> Outcome:
    run = _Run(actor)
    lines = run.prepare(rows)
    wrong = {error.row for error in run.errors}
    right = [line for line in lines if line.row.number not in wrong]
    try:
        with one_act(actor):
            units.lock_tree()
            for line in lines:
                run.step(line, run.drop_aliases)
            for line in run.parents_first(right):
                run.step(line, run.place)
            for line in right:
                run.step(line, run.add_aliases)
                run.step(line, run.belong)
            for line in sorted(right, key=lambda line: -line.depth):
                run.step(line, run.end)
            run.finish(keep=keep)
    except _TakeBackError:
        pass
    errors = tuple(sorted(run.errors, key=lambda error: error.row))
    changes = () if errors else tuple(sorted(run.changes, key=lambda change: change.row))
    return Outcome(len(rows), changes, errors)


class _Run:
    """One import: what it has found wrong and what it has changed."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.errors: list[RowError] = []
        self.changes: list[RowChange] = []
        self.by_name = {unit.name: unit for unit in Unit.objects.all()}
        self.by_code = {unit.code: unit for unit in self.by_name.values() if unit.code}
        self.aliases: dict[int, dict[str, Alias]] = {}
        for alias in Alias.objects.all():
            self.aliases.setdefault(alias.unit_id, {})[alias.written] = alias
        self.members: dict[int, dict[Belonging, CollectiveMember]] = {}
        for member in CollectiveMember.objects.select_related("collective", "unit"):
            kept = Belonging(member.collective.written, member.since, member.until)
            self.members.setdefault(member.unit_id, {})[kept] = member
        self.collectives = {collective.written: collective for collective in Collective.objects.all()}

    def step(self, line: _Line, work: Callable[[_Line], None]) -> None:
        """One step of one row; a refusal becomes an error of its cell, and the other rows go on."""
        try:
            with one_act(self.actor) as happened:
                work(line)
                self.changes.extend(RowChange(line.row.number, line.name, one) for one in happened)
        except RefusedError as refused:
            column = COLUMN_OF.get(refused.field, refused.field) or NAME
            self.errors.append(RowError(line.row.number, column, str(refused)))

    def finish(self, *, keep: bool) -> None:
        """Let the act stand, or take it back."""
        if self.errors or not keep:
            raise _TakeBackError

    def wrong(self, line: _Line, column: str, why: str) -> None:
        """Note an error of a cell."""
        self.errors.append(RowError(line.row.number, column, why))

    def prepare(self, rows: Sequence[SheetRow]) -> list[_Line]:
        """Everything that can be said about the rows before anything is changed."""
        lines = [_Line(row) for row in rows]
        seen: dict[tuple[str, str], int] = {}
        for line in lines:
            self._find(line)
            for column in (NAME, CODE):
                given = line.row.cells.get(column, "")
                earlier = seen.setdefault((column, given), line.row.number) if given else line.row.number
                if earlier != line.row.number:
                    why = _("与第%(row)s行重复：%(given)s") % {"row": earlier, "given": given}
                    self.wrong(line, column, why)
            for column, cell in line.row.cells.items():
                if len(cell) > LONGEST_CELL:
                    self.wrong(line, column, _("内容过长"))
            self._read_days(line)
        named = {line.name for line in lines}
        for line in lines:
            parent = line.row.cells.get(PARENT, "")
            if parent and parent not in named and parent not in self.by_name:
                self.wrong(line, PARENT, _("没有名为“%(name)s”的机构") % {"name": parent})
        return lines

    def _find(self, line: _Line) -> None:
        """The unit that the row is about: by its code, else by its name; the two may not be two units."""
        if not line.name:
            self.wrong(line, NAME, _("名称不能为空"))
            return
        by_code = self.by_code.get(line.row.cells.get(CODE, ""))
        by_name = self.by_name.get(line.name)
        if by_code and by_name and by_code.pk != by_name.pk:
            why = _("编码属于“%(code)s”，名称却是另一个机构") % {"code": by_code.name}
            self.wrong(line, CODE, why)
        line.unit = by_code or by_name
        level = line.row.cells.get(LEVEL, "")
        if (level or line.unit is None or line.says(LEVEL)) and level not in LEVELS:
            given = {"level": level, "levels": "、".join(workbook.LEVELS.values())}
            self.wrong(line, LEVEL, _("没有“%(level)s”这一层级，可填：%(levels)s") % given)

    def _read_days(self, line: _Line) -> None:
        for column in (SINCE, UNTIL, COLLECTIVES):
            cell = line.row.cells.get(column, "")
            try:
                if column == SINCE:
                    line.since = day_of(cell)
                elif column == UNTIL:
                    line.until = day_of(cell)
                else:
                    line.belongings = belongings_in(cell)
            except ValueError:
                self.wrong(line, column, _("“%(cell)s”里的日期看不懂，请写成2025-07-01") % {"cell": cell})
        if line.since and line.until and line.until < line.since:
            self.wrong(line, UNTIL, _("撤销日期早于设立日期"))

    def parents_first(self, lines: list[_Line]) -> list[_Line]:
        """The rows in an order in which each one's parent is there; rows that are each other's parents are refused."""
        by_name = {line.name: line for line in lines}
        ordered: list[_Line] = []
        done: set[str] = set()
        for line in lines:
            way: list[_Line] = []
            step: _Line | None = line
            while step is not None and step.name not in done and step not in way:
                way.append(step)
                step = by_name.get(step.row.cells.get(PARENT, ""))
            if step is not None and step in way:
                self.wrong(line, PARENT, _("上下级关系成了一个圈"))
            ordered.extend(reversed(way))
            done.update(one.name for one in way)
        return ordered

    def place(self, line: _Line) -> None:
        """Make the unit or bring name, details and parent to what the row says."""
        cells = line.row.cells
        parent = self.by_name.get(cells.get(PARENT, ""))
        if line.unit is None:
            fields = units.UnitFields(
                level=LEVELS[cells[LEVEL]],
                short=cells.get(SHORT, ""),
                code=cells.get(CODE, ""),
                position=line.row.number,
                since=line.since,
            )
            line.unit = units.create_unit(self.actor, line.name, fields, parent=parent)
        else:
            unit = line.unit
            if unit.until is not None and line.says(UNTIL) and line.until is None:
                unit = units.revive_unit(self.actor, unit)
            if unit.name != line.name:
                unit = units.rename_unit(self.actor, unit, line.name, keep_old=not line.says(ALIASES))
            fields = self._fields(line, unit)
            if fields != units.fields_of(unit):
                unit = units.change_unit(self.actor, unit, fields)
            if line.says(PARENT) and unit.parent_id != (parent.pk if parent else None):
                unit = units.move_unit(self.actor, unit, parent)
            line.unit = unit
        self.by_name[line.name] = line.unit

    def _fields(self, line: _Line, unit: Unit) -> units.UnitFields:
        cells, fields = line.row.cells, units.fields_of(unit)
        if LEVEL in cells:
            fields = replace(fields, level=LEVELS[cells[LEVEL]])
        if SHORT in cells:
            fields = replace(fields, short=cells[SHORT])
        if CODE in cells:
            fields = replace(fields, code=cells[CODE])
        return replace(fields, since=line.since) if line.says(SINCE) else fields

    def drop_aliases(self, line: _Line) -> None:
        """Remove the ways of writing that the row no longer has, before another row may take them."""
        if line.unit is not None and line.says(ALIASES):
            wanted = names_in(line.row.cells[ALIASES])
            for written, alias in self.aliases.get(line.unit.pk, {}).items():
                if written not in wanted:
                    names.remove_alias(self.actor, alias)

    def add_aliases(self, line: _Line) -> None:
        """Add the ways of writing that are new."""
        if line.unit is not None and line.says(ALIASES):
            kept = self.aliases.get(line.unit.pk, {})
            for written in names_in(line.row.cells[ALIASES]):
                if written not in kept:
                    names.add_alias(self.actor, line.unit, written)

    def belong(self, line: _Line) -> None:
        """Bring the collective names to what the row says; a name that is not there is made."""
        if line.unit is None or not line.says(COLLECTIVES):
            return
        kept = self.members.get(line.unit.pk, {})
        for belonging, member in kept.items():
            if belonging not in line.belongings:
                names.remove_member(self.actor, member)
        for belonging in line.belongings:
            if belonging not in kept:
                collective = self.collectives.get(belonging.written)
                if collective is None:
                    collective = names.create_collective(self.actor, belonging.written)
                    self.collectives[belonging.written] = collective
                names.add_member(
                    self.actor, collective, line.unit, since=belonging.since, until=belonging.until
                )

    def end(self, line: _Line) -> None:
        """End the unit where the row says so; those below first."""
        if line.unit is not None and line.until is not None and line.unit.until != line.until:
            line.unit = units.end_unit(self.actor, line.unit, line.until)
