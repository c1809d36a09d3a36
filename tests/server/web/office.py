"""An office for the pages' tests: the cast, one ledger under a real mechanism, and items that really moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from duban.mechanisms import adopt, load_all
from duban.server.documents.models import Document, Version
from duban.server.ledger import actions
from duban.server.ledger.actions import NOTHING, Handed
from duban.server.ledger.adoption import kept
from duban.server.ledger.models import (
    Assignment,
    DueDate,
    Duty,
    Item,
    Lamp,
    Ledger,
    LedgerState,
    Part,
    Target,
)
from server.cast import actor, cast, log_in

if TYPE_CHECKING:
    from datetime import date

    from django.test import Client

    from duban.server.people.demo import Cast
    from duban.server.people.models import Account, Unit

__all__ = ["Office", "cast", "office"]

#: An invented document; each item quotes a line of it.
LINES = (
    "一、产业升级",
    "1.建设云溪软件园二期，年内引进企业30家以上。",
    "2.改造老旧厂房，提升产业承载能力。",
    "二、民生保障",
    "3.新建口袋公园5个，优化营商环境配套。",
    "4.整治内涝点，确保汛期安全。",
)
SOURCE = "\n".join(LINES)
_numbers = count(1)


@dataclass
class Office:
    """The cast with a ledger; ``today`` is the real day, since pages ask the clock."""

    cast: Cast
    ledger: Ledger
    version: Version
    today: date

    def account(self, name: str) -> Account:
        """One of the cast by user name."""
        return self.cast.accounts[name]

    def browser(self, name: str) -> Client:
        """A browser of one of the cast."""
        return log_in(self.account(name))

    def unit(self, short: str) -> Unit:
        """A unit by its short name."""
        return self.cast.units[short]

    def item(
        self,
        title: str = "",
        *,
        lead: str = "区工业和信息化局",
        due: int | None = 30,
        line: int = 1,
        target: str = "",
        lamp: Lamp = Lamp.GREEN,
    ) -> Item:
        """A registered item that quotes a line of the document and is due in so many days."""
        number = next(_numbers)
        start = sum(len(text) + 1 for text in LINES[:line])
        day = None if due is None else self.today + timedelta(days=due)
        item = Item.objects.create(
            ledger=self.ledger,
            key=f"item-{number}",
            ordinal=number,
            number=str(number),
            title=title or f"第{number}项重点工作",
            text=LINES[line],
            section=LINES[0] if line < 3 else LINES[3],
            kind="task",
            version=self.version,
            start=start,
            end=start + len(LINES[line]),
            state="registered",
            first_due=day,
            due=day,
            lamp=lamp,
            has_owner=True,
            has_measure=True,
            has_date=day is not None,
            ongoing=day is None,
        )
        Assignment.objects.create(
            item=item,
            unit=self.unit(lead),
            part=Part.LEAD,
            written=lead,
            since=self.today - timedelta(days=60),
        )
        DueDate.objects.create(
            item=item, ordinal=1, date=day, kind="by_date", origin="document", set_at=timezone.now()
        )
        if target:
            Target.objects.create(
                item=item, position=0, indicator=target, comparator=">=", value=30, unit="家", change="level",
                text=f"{target}30家以上",
            )  # fmt: skip
        return item

    def move(self, who: str, item: Item, name: str, handed: Handed = NOTHING) -> Item:
        """Make a move as one of the cast, today; the item as it is afterwards."""
        made = actor(self.account(who), self.today)
        actions.move(made, item.pk, name, handed, revision=None, today=self.today, at=timezone.now())
        item.refresh_from_db()
        return item

    def working(self, title: str = "", **more: object) -> Item:
        """An item that was dispatched and accepted."""
        item = self.item(title, **more)  # type: ignore[arg-type] # the same keywords
        self.move("ducha", item, "dispatch")
        return self.move("gongxin", item, "accept")

    def claimed(self, title: str = "") -> Item:
        """An item whose unit claims that it is done."""
        item = self.working(title)
        proof = (actions.Upload("验收.txt", f"同意验收 {item.pk}".encode()),)
        return self.move("gongxin", item, "claim", Handed(done="已全部完成", evidence=proof))

    def duty(self, item: Item, *, due: int) -> Duty:
        """A monthly return of the item's lead unit, due in so many days."""
        end = self.today.replace(day=1) - timedelta(days=1)
        unit = Assignment.objects.get(item=item, part=Part.LEAD).unit
        assert unit is not None
        day = self.today + timedelta(days=due)
        return Duty.objects.create(
            item=item, unit=unit, kind="progress", period=f"{end:%Y-%m}", start=end.replace(day=1), end=end, due=day,
            grace_until=day,
        )  # fmt: skip


@pytest.fixture
def office(cast: Cast) -> Office:
    """The office with an empty running ledger."""
    today = timezone.localdate()
    noon = timezone.make_aware(datetime.combine(today, time(12)))
    document = Document.objects.create(
        identity="云政办发〔2026〕1号",
        title="关于印发重点工作任务的通知",
        number="云政办发〔2026〕1号",
        kind="task_plan",
    )
    version = Version.objects.create(
        document=document, ordinal=1, file_name="任务.txt", media_type="text/plain", digest="0" * 64, source=SOURCE,
        reading={}, program="test", imported_by=cast.accounts["ducha"], imported_at=noon,
    )  # fmt: skip
    adopted = adopt(load_all()["D1"], {"report_interval": "monthly", "bulletin_interval": "quarterly"})
    ledger = Ledger.objects.create(
        name="云溪区2026年重点工作台账", document=document, mechanism="D1", mechanism_version="1",
        adopted=kept(adopted),
        state=LedgerState.RUNNING, owner=cast.units["区政府督查室"],
    )  # fmt: skip
    return Office(cast, ledger, version, today)
