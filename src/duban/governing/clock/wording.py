"""The words in which the clock explains itself, one table for each language; braces are places that are filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from duban.governing.clock import lamps
from duban.governing.clock.workings import Rule, Treatment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duban.governing.names import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language."""

    rules: Mapping[Rule, str]
    treatments: Mapping[Treatment, str]
    named: Mapping[Treatment, str]
    reasons: Mapping[type, str]
    weekdays: str
    stretch: str
    counted: str
    skipped: str
    clamped: str
    rolled: str
    between: str
    after_rule: str
    end: str
    due: str
    stopped: str
    tally: str
    provisional: str
    by_state: str
    by_notice: str


ZH: Final = Words(
    rules={
        Rule.AFTER_WORKING_DAYS: "自{start}次日起数{count}个工作日",
        Rule.BEFORE_WORKING_DAYS: "自{start}前一日起倒数{count}个工作日",
        Rule.AFTER_DAYS: "自{start}次日起数{count}日",
        Rule.BEFORE_DAYS: "{start}前{count}日",
        Rule.AFTER_MONTHS: "自{start}起{count}个月",
        Rule.BEFORE_MONTHS: "{start}前{count}个月",
        Rule.MOVED_WORKING_DAYS: "原定{start}，停表占去{count}个工作日，顺延",
        Rule.MOVED_DAYS: "原定{start}，停表占去{count}日，顺延",
        Rule.FIXED: "本期止于{start}，按固定日期",
    },
    treatments={
        Treatment.COUNTED: "",
        Treatment.MAKE_UP: "调休上班",
        Treatment.WEEKEND: "周末",
        Treatment.HOLIDAY: "放假",
        Treatment.PAUSED: "停表",
    },
    named={Treatment.MAKE_UP: "{name}调休上班", Treatment.HOLIDAY: "{name}放假"},
    reasons={
        lamps.Closed: "已于{on}销号",
        lamps.Paused: "自{since}起缓办",
        lamps.Undated: "没有时限，也没有计划进度",
        lamps.Unsent: "尚未交办",
        lamps.UnsentPast: "时限{due}已过，尚未交办",
        lamps.Overdue: "应于{due}完成，已逾期{days}日（{working_days}个工作日）",
        lamps.InGrace: "应于{due}完成，宽限至{until}",
        lamps.DueToday: "今日（{due}）到期",
        lamps.NearDue: "{due}到期，还有{working_days}个工作日",
        lamps.InTime: "{due}到期，还有{working_days}个工作日",
        lamps.Behind: "{day}监测值{observed}，计划到{plan_day}为{planned}，落后{by}",
        lamps.Unobserved: "计划自{since}起，尚无监测值",
        lamps.Stale: "最近一次监测值在{day}，已过{working_days}个工作日",
        lamps.OnCourse: "{day}监测值{observed}，计划到{plan_day}为{planned}",
    },
    weekdays="一二三四五六日",
    stretch="{first}至{last}",
    counted="{days}{why}计{count}天",
    skipped="{days}{why}不计",
    clamped="当月没有{wanted}日，取月末{day}",
    rolled="{wanted}不能到期，取{day}",
    between="；",
    after_rule="：",
    end="。",
    due="得{day}（星期{weekday}）",
    stopped="自{since}起停表，还差{left}天，暂无日期",
    tally="{start}之后至{end}共{count}个工作日",
    provisional="{since}起的放假安排尚未公布，此数暂定",
    by_state="{year}年放假安排据国务院办公厅通知",
    by_notice="{year}年放假安排据本单位录入的{notice}",
)

EN: Final = Words(
    rules={
        Rule.AFTER_WORKING_DAYS: "working days counted from the day after {start}: {count}",
        Rule.BEFORE_WORKING_DAYS: "working days counted back from the day before {start}: {count}",
        Rule.AFTER_DAYS: "days counted from the day after {start}: {count}",
        Rule.BEFORE_DAYS: "days before {start}: {count}",
        Rule.AFTER_MONTHS: "months from {start}: {count}",
        Rule.BEFORE_MONTHS: "months before {start}: {count}",
        Rule.MOVED_WORKING_DAYS: "set for {start}, working days given back for a stopped clock: {count}",
        Rule.MOVED_DAYS: "set for {start}, days given back for a stopped clock: {count}",
        Rule.FIXED: "a set day for the period that ends on {start}",
    },
    treatments={
        Treatment.COUNTED: "",
        Treatment.MAKE_UP: " (make-up workday)",
        Treatment.WEEKEND: " (weekend)",
        Treatment.HOLIDAY: " (holiday)",
        Treatment.PAUSED: " (clock stopped)",
    },
    named={Treatment.MAKE_UP: " (make-up workday for {name})", Treatment.HOLIDAY: " ({name} holiday)"},
    reasons={
        lamps.Closed: "closed on {on}",
        lamps.Paused: "suspended since {since}",
        lamps.Undated: "no deadline and no planned course",
        lamps.Unsent: "not dispatched yet",
        lamps.UnsentPast: "its date {due} has passed and it was not dispatched",
        lamps.Overdue: "was due on {due}, overdue by days: {days}, working days: {working_days}",
        lamps.InGrace: "was due on {due}, grace until {until}",
        lamps.DueToday: "due today ({due})",
        lamps.NearDue: "due on {due}, working days left: {working_days}",
        lamps.InTime: "due on {due}, working days left: {working_days}",
        lamps.Behind: "{observed} observed on {day}, {planned} planned for {plan_day}, behind by {by}",
        lamps.Unobserved: "planned from {since}, nothing observed yet",
        lamps.Stale: "last observed on {day}, working days since: {working_days}",
        lamps.OnCourse: "{observed} observed on {day}, {planned} planned for {plan_day}",
    },
    weekdays="Mon Tue Wed Thu Fri Sat Sun",
    stretch="{first} to {last}",
    counted="{days}{why} counted: {count}",
    skipped="{days}{why} skipped",
    clamped="that month has no day {wanted}, its last day {day} is taken",
    rolled="nothing falls due on {wanted}, {day} is taken",
    between="; ",
    after_rule=". ",
    end=".",
    due="gives {day} ({weekday})",
    stopped="the clock has stood still since {since}, days left to count: {left}, no date yet",
    tally="working days after {start} up to {end}: {count}",
    provisional="holidays from {since} on are not announced yet, so this is provisional",
    by_state="holidays of {year} by the notice of the State Council's office",
    by_notice="holidays of {year} by {notice}, entered by the office",
)

TABLES: Final[Mapping[Language, Words]] = {"zh": ZH, "en": EN}
