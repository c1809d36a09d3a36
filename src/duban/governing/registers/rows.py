"""A register as rows of a sheet, in and out: what goes out comes back the same, and every bad cell is told.

A row is a mapping from the column's title to its text. Titles and words are read in both languages. What is personal
has no column, and a register about persons is never written out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from duban.governing.names import Name
from duban.governing.registers import fields, reasons
from duban.governing.registers.errors import ExportError
from duban.governing.registers.events import Entered, Entry, Moved
from duban.governing.registers.fields import FieldKind
from duban.governing.registers.kinds import COLUMNS, Relation
from duban.governing.registers.replaying import refuse
from duban.governing.registers.wording import COMMA

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from duban.governing.names import Language
    from duban.governing.registers.fields import Field, Value
    from duban.governing.registers.kinds import RegisterKind
    from duban.governing.registers.reasons import Wanted
    from duban.governing.registers.replaying import Standing

Row: TypeAlias = Mapping[str, str]

KEY: Final = ""  # a field's key is never empty
BATCH: Final = "batch"
TIER: Final = "tier"
ENTERED: Final = "entered"
EXPIRES: Final = "expires"
_FIRST: Final = 2  # the row below the titles


class RowError(NamedTuple):
    """One thing that is wrong: the row's number in the sheet, the column's title, the text, and what is wanted."""

    row: int
    column: str
    value: str
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Import:
    """What a sheet gives: the entries of the rows without an error, and every error of the others."""

    entries: tuple[Entry, ...]
    errors: tuple[RowError, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet as it was handed in: its rows, by whom and on which day; ``taken`` are keys in the register already."""

    rows: Sequence[Row]
    told: date
    by: str
    taken: Collection[str] = ()
    first: int = _FIRST


class _Column(NamedTuple):
    """A column of a kind of register; ``own`` marks those that every register has."""

    key: str
    title: Name
    own: bool


class _Cell(NamedTuple):
    column: str
    text: str


def titles(kind: RegisterKind, language: Language) -> tuple[str, ...]:
    """The titles of the columns, in the order in which they are written."""
    return tuple(column.title.said(language) for column in _columns(kind))


def write_row(kind: RegisterKind, now: Standing, language: Language) -> Row:
    """An entry as a row; raises `ExportError` for a register about persons. What is not known is an empty cell."""
    if kind.of_persons:
        raise ExportError(f"{kind.key!r} is about persons and is not written out")
    names = {tier.key: tier.name.said(language) for tier in kind.tiers}
    own = {
        KEY: now.key,
        TIER: COMMA.said(language).join(names[tier] for tier in kind.order if tier in now.tiers),
        BATCH: now.batch,
        ENTERED: now.entered.isoformat(),
        EXPIRES: "" if now.expires is None else now.expires.isoformat(),
    }
    return {
        column.title.said(language): own[column.key]
        if column.own
        else _written(kind, now, column.key, language)
        for column in _columns(kind)
    }


def read_rows(kind: RegisterKind, sheet: Sheet) -> Import:
    """The entries that a sheet writes, each with its first events; all errors of all rows at once.

    Rows without a word are passed over. An entry that stands in the register or in an earlier row is an error: it is
    for a person to say which one holds. Without its titles no row is read.
    """
    titles_of = {word: column.key for column in _columns(kind) for word in column.title}
    errors = list(_in_titles(kind, sheet, titles_of))
    if any(isinstance(error.wanted, reasons.MissingColumn | reasons.SameColumn) for error in errors):
        return Import((), tuple(errors))
    entries: list[Entry] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(sheet.rows, start=sheet.first):
        if not any(text.strip() for text in row.values()):
            continue
        cells = {
            titles_of[title.strip()]: _Cell(title.strip(), text)
            for title, text in row.items()
            if title.strip() in titles_of
        }
        reader = _Reader(kind, number, cells)
        entry = reader.entry(sheet)
        doubled = list(_doubled(reader, number, seen, sheet.taken))
        errors += [*reader.errors, *doubled]
        if entry is not None and not doubled:
            entries.append(entry)
    return Import(tuple(entries), tuple(errors))


def _in_titles(kind: RegisterKind, sheet: Sheet, titles_of: Mapping[str, str]) -> Iterator[RowError]:
    """What is wrong with the columns: strange ones, one in both languages, and those that are missing."""
    if not sheet.rows:
        return
    above = max(sheet.first - 1, 0)
    first: dict[str, str] = {}
    for title in dict.fromkeys(title.strip() for row in sheet.rows for title in row):
        key = titles_of.get(title)
        if key is None:
            yield RowError(above, title, "", reasons.UnknownColumn())
        elif (other := first.setdefault(key, title)) != title:
            yield RowError(above, title, "", reasons.SameColumn(other))
    needed = {KEY, ENTERED, *(field.key for field in kind.fields if field.required and not field.personal)}
    for column in _columns(kind):
        if column.key in needed - first.keys():
            yield RowError(above, column.title.zh, "", reasons.MissingColumn())


def _columns(kind: RegisterKind) -> Iterator[_Column]:
    yield _Column(KEY, kind.entry, own=True)
    for field in kind.fields:
        if not field.personal:
            yield _Column(field.key, _titled(field), own=False)
    for key, title in COLUMNS.items():
        if key != TIER or kind.tiers:
            yield _Column(key, title, own=True)


def _titled(field: Field) -> Name:
    """The unit stands in the title, so that the cells hold bare numbers: 注册资本（万元）."""
    if not field.counted_in:
        return field.name
    return Name(f"{field.name.zh}（{field.counted_in}）", f"{field.name.en} ({field.counted_in})")


def _written(kind: RegisterKind, now: Standing, key: str, language: Language) -> str:
    field, value = kind.field(key), now.values.get(key)
    return "" if field is None or value is None else fields.write(field, value, language)


def _doubled(
    reader: _Reader, number: int, seen: dict[str, int], taken: Collection[str]
) -> Iterator[RowError]:
    cell = reader.cell(KEY)
    key = cell.text.strip()
    if not key:
        return
    if key in seen:
        yield RowError(number, cell.column, key, reasons.TwiceInSheet(seen[key]))
    elif key in taken:
        yield RowError(number, cell.column, key, reasons.InRegister())
    seen.setdefault(key, number)


class _Reader:
    """One row on its way to an entry; it collects what is wrong. Only `read_rows` sees it."""

    def __init__(self, kind: RegisterKind, number: int, cells: Mapping[str, _Cell]) -> None:
        self.kind = kind
        self.number = number
        self.errors: list[RowError] = []
        self._cells = cells
        self._titles = {column.key: column.title.zh for column in _columns(kind)}

    def cell(self, key: str) -> _Cell:
        return self._cells.get(key, _Cell(self._titles.get(key, ""), ""))

    def entry(self, sheet: Sheet) -> Entry | None:
        """The entry of this row; ``None`` where anything is wrong with it."""
        key = self.cell(KEY).text.strip()
        if not key:
            self._wants(KEY, reasons.WantedSomething())
        entered = self._day(ENTERED, required=True)
        expires = self._day(EXPIRES, required=False)
        tiers = self._tiers()
        values = self._values()
        if self.errors or entered is None:
            return None
        first = Entered(
            day=entered,
            told=sheet.told,
            by=sheet.by,
            batch=self.cell(BATCH).text.strip(),
            tier=tiers[0] if tiers else None,
            values=MappingProxyType(values),
            expires=expires,
        )
        return self._checked(
            Entry(key),
            first,
            *(
                Moved(day=entered, told=sheet.told, by=sheet.by, source=None, target=tier)
                for tier in tiers[1:]
            ),
        )

    def _checked(self, entry: Entry, *events: Entered | Moved) -> Entry | None:
        """The entry with its events, by the same rules as one that is entered by hand."""
        for event in events:
            refusal = refuse(self.kind, entry, event)
            if refusal is not None:
                self._wants(
                    EXPIRES if isinstance(refusal, reasons.ExpiresBefore | reasons.NoExpiry) else KEY, refusal
                )
                return None
            entry = Entry(entry.key, (*entry.events, event))
        return entry

    def _wants(self, key: str, wanted: Wanted) -> None:
        column, text = self.cell(key)
        self.errors.append(RowError(self.number, column, text, wanted))

    def _day(self, key: str, *, required: bool) -> date | None:
        text = self.cell(key).text.strip()
        if not text:
            if required:
                self._wants(key, reasons.WantedSomething())
            return None
        found = fields.day(text)
        if found is None:
            self._wants(key, reasons.WantedKind(FieldKind.DAY.value))
        return found

    def _tiers(self) -> list[str]:
        text = self.cell(TIER).text.strip()
        if not text:
            return []
        names = {tier.key: tier.name for tier in self.kind.tiers}
        several = self.kind.relation is Relation.INDEPENDENT
        words = [word.strip() for word in text.replace(COMMA.zh, ",").split(",")] if several else [text]
        found = [fields.chosen(names, word) for word in words]
        keys = [key for key in found if key is not None]
        if len(keys) < len(words) or max(Counter(keys).values()) > 1:
            self._wants(TIER, reasons.WantedChoice(tuple(names.values())))
            return []
        return keys

    def _values(self) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for field in self.kind.fields:
            if field.personal:
                continue
            found = self._value(field)
            if found is not None:
                values[field.key] = found
        return values

    def _value(self, field: Field) -> Value | None:
        text = self.cell(field.key).text
        if not text.strip():
            if field.required:
                self._wants(field.key, reasons.WantedSomething())
            return None
        found = fields.parse(field, text)
        if isinstance(found, reasons.WantedKind | reasons.WantedChoice | reasons.NotOpaque):
            self._wants(field.key, found)
            return None
        return found
