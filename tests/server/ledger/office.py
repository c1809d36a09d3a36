"""An office at work: a document of four tasks in the cast's district, its ledger, and everybody who moves it on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from duban.mechanisms import adopt, load_all
from duban.server.documents.actions import add_version
from duban.server.ledger.actions import Handed, Upload, move, move_many
from duban.server.ledger.models import Item
from duban.server.ledger.registration import register
from server.cast import TODAY, actor

if TYPE_CHECKING:
    from duban.mechanisms import Adopted
    from duban.server.ledger.models import Ledger, Move
    from duban.server.people.access import Actor
    from duban.server.people.demo import Cast

#: Four tasks: one with a figure, one of two units, one of a collective name, one without a unit.
TEXT = """云溪区2025年城乡建设重点任务

云政办发〔2025〕3号

一、城市更新

1.改造老旧小区。9月底前改造老旧小区12个，同步更新燃气管道。（牵头单位：区住房城乡建设局）

2.整治积水点。10月底前整治城区积水点5处，建立巡查台账。（牵头单位：区水务局；配合单位：区住房城乡建设局）

二、乡村建设

3.清理河道垃圾。12月底前清理河道20公里。（牵头单位：各街道）

4.推广节水农具。11月底前推广节水农具300套。

云溪区人民政府办公室
2025年7月28日
"""
ANSWERS = {"report_interval": "monthly", "bulletin_interval": "quarterly"}
PAPER = Upload("验收单.txt", "经现场查看，已经完成。".encode())


def at(day: date, hour: int = 9) -> datetime:
    """An hour of a day in the office."""
    return datetime.combine(day, time(hour), ZoneInfo("Asia/Shanghai"))


def adopted(**answers: object) -> Adopted:
    """The mechanism of annual key tasks, with answers."""
    return adopt(load_all()["D1"], {**ANSWERS, **answers})


@dataclass
class Office:
    """One ledger and its people, on a day that a test moves on."""

    cast: Cast
    ledger: Ledger
    today: date = TODAY

    @property
    def supervisor(self) -> Actor:
        """Of the supervision office."""
        return actor(self.cast.supervisor)

    @property
    def verifier(self) -> Actor:
        """Of the audit bureau, which has no item."""
        return actor(self.cast.verifier)

    @property
    def leader(self) -> Actor:
        """Of the district."""
        return actor(self.cast.leader)

    def liaison(self, unit: str) -> Actor:
        """Of the unit of this short name."""
        return actor(self.cast.liaison(unit))

    def unit(self, short: str) -> int:
        """The id of the unit of this short name."""
        return self.cast.units[short].pk

    def item(self, number: str) -> Item:
        """The item of this number, as it is now; a withdrawn one only where there is no other."""
        items = Item.objects.select_related("ledger", "version").filter(ledger=self.ledger, number=number)
        found = items.order_by("withdrawn", "id").first()
        assert found is not None, number
        return found

    def later(self, days: int) -> None:
        """Let days pass."""
        self.today += timedelta(days=days)

    def do(self, who: Actor, number: str, name: str, handed: Handed | None = None, **more: object) -> Move:
        """One move on the item of this number."""
        given = handed or Handed(**more)  # type: ignore[arg-type] # as the test writes it
        return move(
            who, self.item(number).pk, name, given, revision=None, today=self.today, at=at(self.today)
        )

    def dispatch(self, *numbers: str) -> None:
        """Send items out."""
        ids = [self.item(number).pk for number in numbers]
        outcome = move_many(self.supervisor, ids, "dispatch", today=self.today, at=at(self.today))
        assert not outcome.refused, outcome.refused

    def claim(self, number: str = "1", unit: str = "区住房城乡建设局") -> Move:
        """From the dispatch to a claim of completion with a paper and every value."""
        liaison = self.liaison(unit)
        self.dispatch(number)
        self.do(liaison, number, "accept")
        values = {target.pk: target.value for target in self.item(number).targets.all()}
        return self.do(liaison, number, "claim", Handed(done="全部完成", evidence=(PAPER,), values=values))


def open_office(cast: Cast, text: str = TEXT, **answers: object) -> Office:
    """The ledger of a document, registered and not sent out."""
    supervisor = actor(cast.supervisor)
    version, _ = add_version(supervisor, text.encode(), file_name="任务.txt", dated=None, at=at(TODAY))
    owner = cast.units["区政府督查室"].pk
    ledger = register(supervisor, version, adopted=adopted(**answers), owner=owner, at=at(TODAY))
    return Office(cast, ledger)
