"""Showing the working: how a date was reached and why a lamp shines, as a sentence."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING

from duban.governing.clock.wording import TABLES
from duban.governing.clock.workings import Clamped, Rolled, Run, Stopped, Tally, Working

if TYPE_CHECKING:
    from datetime import date

    from duban.governing.clock.lamps import Reason
    from duban.governing.clock.wording import Words
    from duban.governing.clock.workdays import Source
    from duban.governing.clock.workings import Step
    from duban.governing.names import Language


def explain(working: Working | Stopped | Tally, language: Language) -> str:
    """How the date, the lack of one, or the count was reached: every day counted or skipped, and why.

    自2026-02-13次日起数5个工作日：2026-02-14春节调休上班计1天；2026-02-15周末不计；…；得2026-02-27（星期五）。
    """
    words = TABLES[language]
    parts = [_step(step, words) for step in working.steps]
    match working:
        case Tally():
            rule = words.tally.format(start=working.start, end=working.end, count=working.days)
        case Stopped():
            rule = words.rules[working.rule].format(start=working.start, count=working.count)
            parts.append(words.stopped.format(since=working.since, left=working.left))
        case Working():
            rule = words.rules[working.rule].format(start=working.start, count=working.count)
            parts.append(words.due.format(day=working.day, weekday=_weekday(working.day, words)))
    if not isinstance(working, Stopped):
        if working.provisional_from is not None:
            parts.append(words.provisional.format(since=working.provisional_from))
        parts += [_source(source, words) for source in working.sources]
    return words.after_rule.join((rule, words.between.join(parts))) + words.end if parts else rule + words.end


def say(reason: Reason, language: Language) -> str:
    """Why a lamp shines, without a full stop: it stands beside the lamp."""
    arguments = {field.name: _plain(getattr(reason, field.name)) for field in fields(reason)}
    return TABLES[language].reasons[type(reason)].format(**arguments)


def _plain(value: object) -> object:
    """Figures as people write them: 540 and 1200, neither 540.000000 nor 1.2E+3."""
    if not isinstance(value, Decimal):
        return value
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _step(step: Step, words: Words) -> str:
    match step:
        case Clamped(wanted, day):
            return words.clamped.format(wanted=wanted, day=day)
        case Rolled(wanted, day):
            return words.rolled.format(wanted=wanted, day=day)
        case Run():
            days = (
                words.stretch.format(first=step.first, last=step.last) if step.days > 1 else str(step.first)
            )
            why = words.named if step.name else words.treatments
            reason = why[step.treatment].format(name=step.name)
            sentence = words.counted if step.counts else words.skipped
            return sentence.format(days=days, why=reason, count=step.days)


def _source(source: Source, words: Words) -> str:
    sentence = words.by_notice if source.notice else words.by_state
    return sentence.format(year=source.year, notice=source.notice)


def _weekday(day: date, words: Words) -> str:
    names = words.weekdays.split() if " " in words.weekdays else words.weekdays
    return names[day.weekday()]
