"""An office to try things in: the sample district, everybody in it, and sixty days of work on the sample documents.

Everything is done through the same actions as in a real office, in the order of its days, so the log tells a story that
verifies. Who gets what is fixed by the items' order: two demonstrations made on one day are alike.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from duban.formats import tables
from duban.formats.tables import Column, Table
from duban.governing.clock import after_working_days
from duban.mechanisms import adopt, load_all
from duban.server.documents.actions import add_version
from duban.server.ledger import actions, clock
from duban.server.ledger.actions import Handed, Upload
from duban.server.ledger.adoption import in_use, kept, take_into_use
from duban.server.ledger.models import Item, Ledger, Part
from duban.server.ledger.registration import register
from duban.server.ledger.workdays import calendar
from duban.server.notices.actions import begin_day, mark_read, tell_of_moves
from duban.server.people.access import Actor, actor_of
from duban.server.people.demo import PEOPLE, SUPERVISOR, VERIFIER, make_cast
from duban.server.people.models import Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from duban.server.people.demo import Cast

#: The password of everybody in the demonstration: it guards nothing, and the pages say so.
PASSWORD = "yunxi-2026-demo"  # noqa: S105 - see above
#: Which sample runs under which mechanism. The others are read and kept as documents.
RUNS: Mapping[str, str] = {"01": "D1", "02": "A1", "06": "C6"}
ANSWERS: Mapping[str, Mapping[str, object]] = {
    "D1": {
        "report_interval": "monthly",
        "bulletin_interval": "quarterly",
        "consequence": "发督办通知",
        "consequence_days": 10,
        "acceptance_days": 3,
    },
    "A1": {
        "closure_signatory": "区整改办主任",
        "proof": ["整改前后照片", "制度文件", "验收单"],
        "evidence_pieces": 1,
        "acceptance_days": 3,
    },
    "C6": {"hearing_interval": "monthly"},
}
DAYS = 60
#: A year as a date of a document writes it.
YEARS = re.compile(r"(?<!\d)20[12]\d(?=年|-\d\d|〕|－|—|-)")


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: how many items, and who can log in with what."""

    items: int
    people: tuple[tuple[str, str, str], ...]


def adopted(mechanism: str) -> dict[str, Any]:
    """The shipped mechanism with the demonstration's answers, as a ledger keeps it."""
    return kept(adopt(load_all()[mechanism], ANSWERS[mechanism]))


def make(folder: Path, *, today: date | None = None) -> Made:
    """Fill an empty office with the samples in ``folder`` and sixty days of work up to ``today``."""
    day = today or timezone.localdate()
    cast = make_cast(day, {username: PASSWORD for username, *_ in PEOPLE})
    story = Story(cast, day)
    story.tell(folder)
    names = {str(role): str(label) for role, label in Role.choices}
    people = tuple(
        (f"{name}（{unit}，{names[role]}）", username, PASSWORD) for username, name, unit, role in PEOPLE
    )
    return Made(Item.objects.count(), people)


def moved(content: bytes, year: int) -> bytes:
    """A sample with its years moved so that it speaks most of ``year``: its dates lie around today."""
    text = content.decode()
    said = Counter(YEARS.findall(text)).most_common(1)
    by = year - int(said[0][0]) if said else 0
    return YEARS.sub(lambda found: str(int(found[0]) + by), text).encode()


@dataclass
class Story:
    """Sixty days, told in order; ``plan`` collects what happens on which day."""

    cast: Cast
    today: date
    plan: list[tuple[int, int, str, int, str, Handed]] = field(default_factory=list)

    def tell(self, folder: Path) -> None:
        """Import, dispatch, and let the units and the verifier work; the clock ticks every ten days."""
        for path in sorted(folder.glob("*.txt")):
            self._take_in(path)
        steps = sorted(self.plan)
        for number in range(DAYS + 1):
            day = self.today - timedelta(days=DAYS - number)
            for step in [step for step in steps if step[0] == number]:
                self._make(step, day)
            if number % 10 == 0 or number == DAYS:
                clock.tick(day, self._at(day, 18))
                tell_of_moves(day, self._at(day, 18))
                begin_day(day, self._at(day, 18))
        for account in self.cast.accounts.values():
            if account.username in {"lingdao", "jiaoti"}:
                mark_read(actor_of(account, self.today), None, self._at(self.today, 18))

    def _take_in(self, path: Path) -> None:
        first = self.today - timedelta(days=DAYS)
        at = self._at(first, 9)
        supervisor = self._actor(SUPERVISOR, first)
        content = moved(path.read_bytes(), self.today.year)
        version, new = add_version(supervisor, content, file_name=path.name, dated=None, at=at)
        mechanism = RUNS.get(path.name[:2])
        if not new or mechanism is None:
            return
        if in_use(mechanism) is None:
            take_into_use(supervisor, mechanism, ANSWERS[mechanism], at=at)
        found = in_use(mechanism)
        if found is None:
            raise LookupError(mechanism)
        owner = self.cast.units["区政府督查室"].pk
        ledger = register(supervisor, version, adopted=found, owner=owner, at=at)
        self._plan(ledger)

    def _plan(self, ledger: Ledger) -> None:
        """Who does what with the items of a ledger: eight courses, dealt out in order to units with people."""
        liaisons = {self.cast.units[unit].pk: name for name, _, unit, role in PEOPLE if role == Role.LIAISON}
        dealt: Counter[str] = Counter()
        for item in ledger.items.order_by("ordinal"):
            leads = item.assignments.filter(part=Part.LEAD, unit__isnull=False).values_list("unit", flat=True)
            if not leads:
                continue
            self._say(2, SUPERVISOR, item, "dispatch", waive=True)
            who = next((liaisons[unit] for unit in leads if unit in liaisons), None)
            if who is None:
                continue
            course = COURSES[dealt[ledger.mechanism] % len(COURSES)]
            dealt[ledger.mechanism] += 1
            for step in course:
                self._say(step.day, step.who or who, item, step.move, **step.hand(item, self.today))

    def _say(self, number: int, who: str, item: Item, move: str, **handed: Any) -> None:
        self.plan.append((number, len(self.plan), who, item.pk, move, Handed(**handed)))

    def _make(self, step: tuple[int, int, str, int, str, Handed], day: date) -> None:
        number, _, who, item, move, handed = step
        at = self._at(day, 9) + timedelta(minutes=len(self.plan) % 47 + number)
        try:
            actions.move(self._actor(who, day), item, move, handed, revision=None, today=day, at=at)
        except actions.RefusedError:
            if (
                move != "dispatch"
            ):  # an item that may not go out stays with the supervision office; nothing else may fail
                raise

    def _actor(self, username: str, day: date) -> Actor:
        return actor_of(self.cast.accounts[username], day)

    @staticmethod
    def _at(day: date, hour: int) -> datetime:
        return datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_current_timezone())


# --- the courses that items take ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a course: on which of the sixty days, by whom (the lead unit's liaison where nobody is named)."""

    day: int
    move: str
    who: str = ""
    share: int = 0
    proof: str = ""
    later: int = 0
    says: Mapping[str, Any] = field(default_factory=dict)

    def hand(self, item: Item, today: date) -> dict[str, Any]:
        """What is handed in with this step for this item."""
        handed = dict(self.says)
        if self.share:
            handed["values"] = {
                target.pk: (target.value * self.share / 100).quantize(_step(target.value))
                for target in item.targets.all()
            }
        if self.proof:
            handed["evidence"] = (Upload(f"{self.proof}.xlsx", sheet(self.proof, str(item))),)
        if self.later:
            handed["until"] = after_working_days(today, self.later, calendar=calendar()).day
        return handed


def _step(value: Decimal) -> Decimal:
    """Whole things are reported in whole figures."""
    return Decimal(1) if value == value.to_integral_value() else Decimal("0.01")


def sheet(name: str, item: str) -> bytes:
    """A small workbook as evidence: a record of what somebody saw on site."""
    seen = (("事项", item), ("内容", name), ("结论", "与目标一致"), ("经办", "示例数据"))
    return tables.write([Table(name, (Column("栏目"), Column("记录", 60)), seen)])


ACCEPTED = Step(3, "accept")
REPORTED = Step(
    20,
    "report",
    share=45,
    says={"done": "已完成前期手续，进场施工，按周调度。", "next_steps": "下月完成主体部分。"},
)
FURTHER = Step(
    48,
    "report",
    share=70,
    says={"done": "主体完成七成，资金已拨付。", "problems": "个别点位征地进度偏慢。"},
)
CLAIMED = Step(
    35,
    "claim",
    share=100,
    proof="现场核验记录",
    says={"done": "已全部完成并通过验收。", "institution": "长效管护办法"},
)
CHECKED = Step(
    40,
    "verify_accept",
    VERIFIER,
    share=100,
    says={"finding": "现场逐处核对，与申报一致。", "method": "实地核验"},
)
TESTS = frozenset({"facts_cleared", "blame_assigned", "fix_complete"})
DONE = {"done": "已完成。", "institution": "管理规定"}
NOT_YET = {"reason": "抽查发现两处未完工，照片与现场不符。", "method": "实地核验"}
MENDED = {"done": "两处已补做完成。", "institution": "管理规定"}
SIGNED = {"statement": "同意销号。", "tests": TESTS, "institution": "长效管护办法"}

COURSES: tuple[tuple[Step, ...], ...] = (
    (ACCEPTED, REPORTED, FURTHER),
    (ACCEPTED, REPORTED, CLAIMED, CHECKED),
    (
        ACCEPTED,
        REPORTED,
        Step(36, "claim", share=100, proof="完工照片清单", says=DONE),
        Step(41, "verify_reject", VERIFIER, share=80, says=NOT_YET),
        Step(55, "claim", share=100, proof="补充完工记录", says=MENDED),
    ),
    (
        ACCEPTED,
        REPORTED,
        Step(52, "request_extension", later=40, says={"reason": "汛期停工二十天，主体工期顺延。"}),
    ),
    (Step(5, "return", says={"reason": "本事项主要职责在业务主管部门，建议由其牵头。"}),),
    (ACCEPTED, Step(30, "raise_problem", says={"statement": "涉及管线迁改，需电力部门配合。"}), FURTHER),
    (
        ACCEPTED,
        REPORTED,
        CLAIMED,
        CHECKED,
        Step(44, "close_completed", SUPERVISOR, says=SIGNED),
    ),
    (ACCEPTED, REPORTED, Step(50, "remind", SUPERVISOR, says={"statement": "进展偏慢，请加快。"})),
)
