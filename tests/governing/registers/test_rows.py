"""Sheets in and out: what goes out comes back, and every bad cell is told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.governing.names import Name
from duban.governing.registers import (
    Entered,
    Entry,
    ExpiresBefore,
    ExportError,
    FieldKind,
    InRegister,
    Location,
    MissingColumn,
    NotOpaque,
    Relation,
    RowError,
    SameColumn,
    Sheet,
    TwiceInSheet,
    UnknownColumn,
    WantedChoice,
    WantedKind,
    WantedSomething,
    append,
    parse,
    read_rows,
    standing,
    tell,
    titles,
    write_row,
)
from governing.registers.registers_of import (
    ELDERS,
    FIRMS,
    LATE,
    MARKS,
    POWERS,
    at,
    entered,
    entry,
    field,
    kind,
    moved,
)

if TYPE_CHECKING:
    from duban.governing.names import Language
    from duban.governing.registers import RegisterKind, Row, Value

D = Decimal
TODAY = at("11-22")
GOOD = {"权力事项": "施工许可", "来源": "省级", "办件量（件）": "1,208", "入库日期": "2023年3月1日"}


def sheet(*rows: Row, **said: Any) -> Sheet:
    return Sheet(rows=rows, told=TODAY, by="区编办", **said)


def test_a_row_becomes_an_entry() -> None:
    found = read_rows(
        POWERS, sheet(GOOD | {"批次": "第一批", "网办": "是", "位置": "120.1,36.05", "备注": " 试点 "})
    )
    assert found.errors == ()
    (power,) = found.entries
    assert power == Entry(
        "施工许可",
        (
            Entered(
                day=at("03-01"),
                told=TODAY,
                by="区编办",
                batch="第一批",
                values={
                    "来源": "p",
                    "办件量": D(1208),
                    "网办": True,
                    "位置": Location(D("120.1"), D("36.05")),
                    "备注": "试点",
                },
            ),
        ),
    )


CHOICES = WantedChoice((Name("省级", "province"), Name("市级", "city")))
BAD: tuple[tuple[str, dict[str, str], RowError], ...] = (
    ("a figure with its unit", {"办件量（件）": "约5000件"},
     RowError(2, "办件量（件）", "约5000件", WantedKind("number"))),
    ("commas in the wrong place", {"办件量（件）": "1,20"},
     RowError(2, "办件量（件）", "1,20", WantedKind("number"))),
    ("a day that there is not", {"起始": "2023-02-30"}, RowError(2, "起始", "2023-02-30", WantedKind("day"))),
    ("a month is no day", {"入库日期": "2023年3月"}, RowError(2, "入库日期", "2023年3月", WantedKind("day"))),
    ("neither yes nor no", {"网办": "部分"}, RowError(2, "网办", "部分", WantedKind("flag"))),
    ("no such choice", {"来源": "国家级"}, RowError(2, "来源", "国家级", CHOICES)),
    ("off the earth", {"位置": "36.05,120.1"}, RowError(2, "位置", "36.05,120.1", WantedKind("place"))),
    ("half a place", {"位置": "120.1"}, RowError(2, "位置", "120.1", WantedKind("place"))),
    ("nothing where something must be", {"来源": " "}, RowError(2, "来源", " ", WantedSomething())),
    ("no name", {"权力事项": ""}, RowError(2, "权力事项", "", WantedSomething())),
    ("no day", {"入库日期": ""}, RowError(2, "入库日期", "", WantedSomething())),
    ("expired before it begins", {"有效期至": "2023-01-01"},
     RowError(2, "有效期至", "2023-01-01", ExpiresBefore(at("01-01"), at("03-01")))),
    ("a column that there is not", {"联系电话": "1"}, RowError(1, "联系电话", "", UnknownColumn())),
)  # fmt: skip


@pytest.mark.parametrize(("what", "cells", "error"), BAD, ids=[row[0] for row in BAD])
def test_every_bad_cell_is_told(what: str, cells: dict[str, str], error: RowError) -> None:
    assert read_rows(POWERS, sheet(GOOD | cells)).errors == (error,), what


def test_all_errors_of_all_rows_are_told_and_good_rows_are_kept() -> None:
    rows = [
        GOOD | {"网办": "也许", "起始": "昨天"},
        GOOD | {"权力事项": "占道许可"},
        GOOD | {"权力事项": "取水许可", "办件量（件）": "-"},
    ]
    found = read_rows(POWERS, sheet(*rows))
    assert [(error.row, error.column) for error in found.errors] == [
        (2, "网办"),
        (2, "起始"),
        (4, "办件量（件）"),
    ]
    assert [one.key for one in found.entries] == ["占道许可"]


def test_a_missing_column_is_told_once_and_not_in_every_row() -> None:
    found = read_rows(POWERS, sheet({"权力事项": "甲"}, {"权力事项": "乙"}))
    assert found.entries == ()
    assert found.errors == (
        RowError(1, "来源", "", MissingColumn()),
        RowError(1, "入库日期", "", MissingColumn()),
    )


def test_what_stands_there_twice_is_told() -> None:
    found = read_rows(POWERS, sheet(GOOD, GOOD | {"权力事项": "甲"}, GOOD, taken={"甲"}))
    assert [one.key for one in found.entries] == ["施工许可"]
    assert found.errors == (
        RowError(3, "权力事项", "甲", InRegister()),
        RowError(4, "权力事项", "施工许可", TwiceInSheet(2)),
    )


def test_blank_rows_are_passed_over_and_counted() -> None:
    found = read_rows(POWERS, sheet(GOOD, dict.fromkeys(GOOD, " "), GOOD | {"权力事项": "甲", "来源": "?"}))
    assert [one.key for one in found.entries] == ["施工许可"]
    assert [error.row for error in found.errors] == [4]


def test_one_column_in_both_languages_is_refused() -> None:
    found = read_rows(POWERS, sheet(GOOD | {"power": "甲"}))
    assert found.entries == ()
    assert found.errors == (RowError(1, "power", "", SameColumn("权力事项")),)


def test_an_empty_sheet_has_no_errors() -> None:
    assert read_rows(POWERS, sheet()).errors == ()


def test_titles_are_read_in_both_languages() -> None:
    row = {"power": "甲", "来源 (en)": "city", "entered": "2023-03-01", "办件量 (en) (件)": "7"}
    found = read_rows(POWERS, sheet(row))
    assert found.errors == ()
    assert isinstance(found.entries[0].events[0], Entered)
    assert found.entries[0].events[0].values == {"来源": "c", "办件量": D(7)}


PARSED: tuple[tuple[FieldKind, str, Any], ...] = (
    (FieldKind.NUMBER, "１２.５", D("12.5")),
    (FieldKind.NUMBER, "-3", D(-3)),
    (FieldKind.DAY, "2023/3/1", date(2023, 3, 1)),
    (FieldKind.DAY, "2023.3.1", date(2023, 3, 1)),
    (FieldKind.DAY, "2023年03月01日", date(2023, 3, 1)),
    (FieldKind.FLAG, "否", False),
    (FieldKind.FLAG, "Yes", True),
    (FieldKind.TEXT, " （甲） ", "（甲）"),
    (FieldKind.UNIT, "区住建局", "区住建局"),
)


@pytest.mark.parametrize(("of", "text", "value"), PARSED)
def test_text_becomes_a_value(of: FieldKind, text: str, value: Value) -> None:
    assert parse(field("a", of), text) == value


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "第2行“办件量（件）”（约5000件）：应填写数字（不带单位）"),
        ("en", "row 2, 办件量（件） (约5000件): wanted: a number without its unit"),
    ],
)
def test_an_error_is_told_in_words(language: Language, text: str) -> None:
    (error,) = read_rows(POWERS, sheet(GOOD | {"办件量（件）": "约5000件"})).errors
    assert tell(error, POWERS, language) == text


def test_choices_are_told_by_their_names() -> None:
    (error,) = read_rows(POWERS, sheet(GOOD | {"来源": "国家级"})).errors
    assert tell(error, POWERS, "zh") == "第2行“来源”（国家级）：应为以下之一：省级、市级"


def test_what_is_personal_has_no_column() -> None:
    of = kind(fields=(field("负责人", FieldKind.REFERENCE, personal=True),))
    firm = entry(of, "甲", entered("03-01", values={"负责人": "p-8c1d22"}))
    now = standing(firm, LATE)
    assert now is not None
    assert "负责人" not in titles(of, "zh")
    assert "p-8c1d22" not in write_row(of, now, "zh").values()


def test_a_sheet_gives_nothing_personal() -> None:
    of = kind(fields=(field("负责人", FieldKind.REFERENCE, personal=True),))
    found = read_rows(of, sheet({"企业": "甲", "负责人": "王某某", "入库日期": "2023-03-01"}))
    assert found.errors == (RowError(1, "负责人", "", UnknownColumn()),)
    assert found.entries == (Entry("甲", (Entered(day=at("03-01"), told=TODAY, by="区编办"),)),)


@pytest.mark.parametrize(("text", "value"), [("王某某", NotOpaque()), ("p-8c1d22", "p-8c1d22")])
def test_a_personal_cell_is_a_reference(text: str, value: object) -> None:
    assert parse(field("负责人", FieldKind.REFERENCE, personal=True), text) == value


def test_a_register_about_persons_is_never_written_out() -> None:
    elder = entry(ELDERS, "ref-7f3a9c", entered("03-01", expires=at("12-31"), values={"类别": "a"}))
    now = standing(elder, LATE)
    assert now is not None
    with pytest.raises(ExportError):
        write_row(ELDERS, now, "zh")


def test_a_sheet_about_persons_with_their_names_is_refused() -> None:
    row = {"编号": "王某某", "类别": "独居", "入库日期": "2023-03-01", "有效期至": "2023-12-31"}
    found = read_rows(ELDERS, sheet(row))
    assert found.entries == ()
    assert tell(found.errors[0], ELDERS, "zh").endswith("只能填写不含个人信息的编号")


def test_tiers_go_out_and_in() -> None:
    firm = entry(MARKS, "甲", entered("03-01", tier="绿色工厂"), moved("03-01", None, "实验室"))
    now = standing(firm, LATE)
    assert now is not None
    row = write_row(MARKS, now, "zh")
    assert row["梯次"] == "实验室、绿色工厂"
    (back,) = read_rows(MARKS, sheet(row)).entries
    again = standing(back, LATE)
    assert again == now
    bad = read_rows(FIRMS, sheet({"企业": "甲", "梯次": "科小、高企", "入库日期": "2023-03-01"}))
    assert isinstance(bad.errors[0].wanted, WantedChoice)
    twice = read_rows(MARKS, sheet({**row, "梯次": "实验室、实验室"}))
    assert isinstance(twice.errors[0].wanted, WantedChoice)


TEXTS = st.text(min_size=1, max_size=12).map(str.strip).filter(bool)
DAYS = st.dates(date(1, 1, 1), date(2029, 12, 31))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "承接单位": TEXTS,
    "办件量": st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12),
    "网办": st.booleans(),
    "起始": DAYS,
    "位置": st.builds(Location, st.decimals(-180, 180, places=6), st.decimals(-90, 90, places=6)),
    "备注": TEXTS,
}


@st.composite
def powers(draw: st.DrawFn) -> tuple[RegisterKind, Entry]:
    of = kind(
        entry=POWERS.entry, fields=POWERS.fields, tiers=MARKS.tiers, relation=draw(st.sampled_from(Relation))
    )
    values = draw(st.fixed_dictionaries({"来源": st.sampled_from("pc")}, optional=VALUES))
    day = draw(DAYS)
    return of, append(
        of,
        Entry(draw(TEXTS)),
        Entered(
            day=day,
            told=day,
            by="区编办",
            batch=draw(st.just("") | TEXTS),
            tier=draw(st.none() | st.sampled_from(of.order)),
            values=values,
            expires=draw(st.none() | st.dates(day, LATE)),
        ),
    )


@given(powers(), st.sampled_from(["zh", "en"]))
def test_what_goes_out_comes_back(power: tuple[RegisterKind, Entry], language: Language) -> None:
    of, one = power
    now = standing(one, LATE)
    assert now is not None
    row = write_row(of, now, language)
    assert tuple(row) == titles(of, language)
    found = read_rows(of, sheet(row))
    assert found.errors == ()
    assert standing(found.entries[0], LATE) == now


@given(st.dictionaries(st.sampled_from([*titles(POWERS, "zh"), "x"]), st.text(max_size=8)))
def test_any_row_gives_an_entry_or_an_error(row: dict[str, str]) -> None:
    found = read_rows(POWERS, sheet(row))
    if any(text.strip() for text in row.values()):
        assert found.entries or found.errors
    else:
        assert not found.entries
