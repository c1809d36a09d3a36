"""What becomes of a rung once it is issued: answered or not, upheld or withdrawn, and closed when it is remedied.

A unit may always answer where the rung says so; nothing is decided before it did or its time is up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from duban.governing.clock import after_working_days
from duban.governing.ladders.errors import NoticeError

if TYPE_CHECKING:
    from datetime import date

    from duban.governing.clock import Calendar, Working
    from duban.governing.ladders.climbing import Call


class Stage(StrEnum):
    """Where a notice stands."""

    ISSUED = "issued"
    ANSWERED = "answered"
    UPHELD = "upheld"
    WITHDRAWN = "withdrawn"
    REMEDIED = "remedied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One issued rung; every step gives a new one and keeps what was said before.

    ``reply_by`` shows its working; it is ``None`` where the rung may not be answered.
    """

    key: str
    rung: str
    subject: str
    issuer: str
    issued: date
    reply_by: Working | None
    stage: Stage = Stage.ISSUED
    answered: date | None = None
    answer: str = ""
    decided: date | None = None
    decision: str = ""
    closed: date | None = None

    @property
    def answered_late(self) -> bool:
        """Whether the answer came after its time: it is kept and marked, not refused."""
        return self.answered is not None and self.reply_by is not None and self.answered > self.reply_by.day


def issue(call: Call, day: date, calendar: Calendar) -> Notice:
    """The notice of a call, with the day by which it may be answered."""
    days = call.rung.reply_days
    return Notice(
        key=call.key,
        rung=call.rung.id,
        subject=call.subject,
        issuer=call.rung.issuer,
        issued=day,
        reply_by=None if days is None else after_working_days(day, days, calendar=calendar),
    )


def answer(notice: Notice, text: str, day: date) -> Notice:
    """The unit's answer; once, in words, and not before it was issued."""
    if notice.reply_by is None:
        raise NoticeError(f"{notice.key} may not be answered")
    if notice.stage is not Stage.ISSUED:
        raise NoticeError(f"{notice.key} is {notice.stage} and takes no answer")
    _refuse(notice, text, day)
    return replace(notice, stage=Stage.ANSWERED, answered=day, answer=text)


def decide(notice: Notice, *, uphold: bool, why: str, day: date) -> Notice:
    """Upheld or withdrawn, with the reason; not before the unit answered or its time is up."""
    if notice.stage not in {Stage.ISSUED, Stage.ANSWERED}:
        raise NoticeError(f"{notice.key} is {notice.stage} already")
    if notice.stage is Stage.ISSUED and notice.reply_by is not None and day <= notice.reply_by.day:
        raise NoticeError(f"{notice.key} may be answered until {notice.reply_by.day}")
    _refuse(notice, why, day)
    stage = Stage.UPHELD if uphold else Stage.WITHDRAWN
    return replace(notice, stage=stage, decided=day, decision=why)


def remedy(notice: Notice, day: date) -> Notice:
    """What it was about is put right."""
    if notice.stage is not Stage.UPHELD or notice.decided is None:
        raise NoticeError(f"{notice.key} is {notice.stage}, so there is nothing to remedy")
    if day < notice.decided:
        raise NoticeError(f"{notice.key} was upheld on {notice.decided}, after {day}")
    return replace(notice, stage=Stage.REMEDIED, closed=day)


def _refuse(notice: Notice, text: str, day: date) -> None:
    if not text.strip():
        raise NoticeError(f"{notice.key}: nothing is said")
    first = notice.answered or notice.issued
    if day < first:
        raise NoticeError(f"{notice.key}: {day} is before {first}")
