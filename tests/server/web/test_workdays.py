"""The page of the working calendar, and the office's own table that it shows: read, used, and refused with a fault."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from duban.governing.clock import after_working_days
from duban.server.config import beginning
from duban.server.config.options import OptionError, Options
from duban.server.ledger import workdays
from duban.server.ledger.workdays import Standing
from server.cast import log_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django.fixtures import Settings

    from duban.server.people.demo import Cast

TABLE = """
[[notice]]
year = 2031
number = "放假通知〔2030〕9号"
whole = true

[[notice.holiday]]
name = "元旦"
first = 2031-01-01

[[notice.holiday]]
name = "国庆节"
first = 2031-10-01
last = 2031-10-07

[[notice.make_up]]
name = "国庆节"
day = 2031-09-28

[[notice]]
year = 2025
number = "云溪政办〔2025〕3号"
whole = false

[[notice.holiday]]
name = "建区纪念日"
first = 2025-11-24
"""
ADDRESS = "/administration/workdays/"


@pytest.fixture
def table(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """An own table in the office's folder; calendars that were made before are made anew, and so afterwards."""
    path = tmp_path / "calendar.toml"
    path.write_text(TABLE, encoding="utf-8")
    settings.OPTIONS = replace(settings.OPTIONS, home=tmp_path, calendar=path)
    workdays.calendar.cache_clear()
    yield path
    workdays.calendar.cache_clear()


@pytest.mark.usefixtures("table")
def test_the_clock_counts_by_the_office_s_own_days() -> None:
    working = after_working_days(date(2025, 11, 21), 1, calendar=workdays.calendar())
    assert working.day == date(2025, 11, 25)
    shown = workdays.shown(working)
    assert "2025-11-24建区纪念日放假不计" in shown["zh"]
    assert "2025年放假安排据本单位录入的云溪政办〔2025〕3号" in shown["zh"]
    assert "entered by the office" in shown["en"]


@pytest.mark.usefixtures("table")
def test_a_year_that_the_office_entered_is_no_guess_any_more() -> None:
    working = after_working_days(date(2031, 9, 26), 3, calendar=workdays.calendar())
    assert (working.day, working.provisional) == (date(2031, 9, 30), False)


def standings(*, until: int) -> dict[int, Standing]:
    return {year.year: year.standing for year in workdays.years(workdays.calendar(), until=until)}


@pytest.mark.usefixtures("table")
def test_years_are_published_own_or_provisional() -> None:
    found = standings(until=2030)
    assert (found[2025], found[2030], found[2031]) == (
        Standing.PUBLISHED,
        Standing.PROVISIONAL,
        Standing.OWN,
    )
    assert 2032 not in found
    year = next(year for year in workdays.years(workdays.calendar(), until=2030) if year.year == 2025)
    assert year.notices == ("云溪政办〔2025〕3号",)
    assert [days.name for days in year.holidays if days.notice] == ["建区纪念日"]
    spring = next(days for days in year.holidays if days.name == "春节")
    assert (spring.first, spring.last) == (date(2025, 1, 29), date(2025, 2, 4))  # over a weekend


def test_the_page_says_where_each_year_comes_from(cast: Cast, table: Path) -> None:
    page = log_in(cast.administrator).get(ADDRESS).content.decode()
    for words in (
        "国务院办公厅通知",
        "本单位录入",
        "暂定",
        "云溪政办〔2025〕3号",
        "放假通知〔2030〕9号",
        "建区纪念日",
        str(table),
    ):
        assert words in page
    assert "10-01—10-07" in page


@pytest.mark.django_db
def test_a_start_names_every_mistake_with_its_line(table: Path) -> None:
    beginning.check()
    table.write_text(TABLE.replace("whole = true", "whole = 1").replace("2025-11-24", "2024-11-24"), "utf-8")
    with pytest.raises(OptionError) as refused:
        beginning.check()
    said = str(refused.value).splitlines()
    assert [line.partition("calendar.toml:")[2].partition(":")[0] for line in said] == ["5", "25"]


@pytest.mark.django_db
def test_a_table_that_was_named_must_be_there(table: Path, settings: Settings) -> None:
    table.unlink()
    beginning.check()
    settings.OPTIONS = replace(settings.OPTIONS, calendar_named=True)
    with pytest.raises(OptionError, match=r"calendar .*calendar\.toml cannot be read"):
        beginning.check()


@pytest.mark.django_db
def test_what_is_no_text_is_refused(table: Path) -> None:
    table.write_bytes("[[notice]] # 节".encode("gb18030"))
    with pytest.raises(OptionError, match="cannot be read"):
        beginning.check()


def test_the_table_stands_in_the_office_s_folder_or_where_it_is_named(tmp_path: Path) -> None:
    own = Options.read({"DUBAN_HOME": str(tmp_path)})
    assert (own.calendar, own.calendar_named) == (tmp_path / "calendar.toml", False)
    named = Options.read({"DUBAN_CALENDAR": str(tmp_path / "days.toml")})
    assert (named.calendar, named.calendar_named) == (tmp_path / "days.toml", True)
