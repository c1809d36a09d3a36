"""A big office, made up: units, ledgers, items with their parts, targets, moves, and a log whose chain holds.

usage: DUBAN_DATABASE_URL=… python benchmarks/office_builder.py [--items N] [--events N] [--units N]

Rows are written in bulk past the actions, for speed; what they hold is what the actions would have written. The log is
chained as the server chains it, so ``duban verify`` says that it holds.
"""

from __future__ import annotations

import argparse
import random
import time
import uuid
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TODAY = date(2026, 11, 22)
START = datetime(2025, 1, 1, 1, 0, tzinfo=UTC)
PLACES = ("云溪", "青岭", "沙湾", "石桥", "临江", "南塘", "白沙", "东河", "北岭", "西坪")
THINGS = (
    "口袋公园",
    "雨污分流管网",
    "老旧小区改造",
    "标准化菜市场",
    "营商环境评价问题整改",
    "农村公路提档升级",
    "数字化车间",
    "养老服务中心",
    "河道水质达标",
    "碳达峰试点",
)
VERBS = ("新建", "改造", "整治", "建成", "推进", "完成")
STATES = (
    "dispatched",
    "in_progress",
    "in_progress",
    "in_progress",
    "claimed",
    "completed",
    "completed",
    "ongoing",
)
CHUNK = 5_000


def main() -> int:
    """Build what the arguments ask for, and say how long each part took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--items", type=int, default=200_000)
    parser.add_argument("--events", type=int, default=2_000_000)
    parser.add_argument("--units", type=int, default=500)
    sizes = parser.parse_args()
    from duban.server.config.processes import prepare  # noqa: PLC0415 - sets Django up

    prepare()
    build(items=sizes.items, events=sizes.events, units=sizes.units)
    return 0


def build(*, items: int, events: int, units: int) -> None:
    """Fill the empty office that Django points at."""
    chance = random.Random(42)  # noqa: S311 - made-up rows, the same each time
    with Watch("units and people"):
        unit_ids = _units(units)
        _people(unit_ids)
    with Watch(f"{items:,} items"):
        _items(items, unit_ids, chance)
    with Watch(f"{events:,} events"):
        _events(events, items, chance)
    with Watch("statistics of the database"), connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class Watch:
    """Prints how long a part took."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __enter__(self) -> None:
        self.began = time.perf_counter()

    def __exit__(self, *failure: object) -> None:
        print(f"  {self.what:28}{time.perf_counter() - self.began:8.1f} s", flush=True)


def _units(count: int) -> list[int]:
    from duban.server.people.models import Unit  # noqa: PLC0415 - after Django is set up

    root = Unit.objects.create(name="云溪区", level="district", path="")
    Unit.objects.filter(pk=root.pk).update(path=f"/{root.pk}/")
    made = [
        Unit(
            parent=root,
            name=f"{PLACES[number % len(PLACES)]}{number}{'街道' if number % 5 else '局'}",
            level="town" if number % 5 else "department",
            position=number,
            path="",
        )
        for number in range(1, count)
    ]
    made = Unit.objects.bulk_create(made)
    for unit in made:
        unit.path = f"/{root.pk}/{unit.pk}/"
    Unit.objects.bulk_update(made, ["path"], batch_size=CHUNK)
    return [root.pk, *(unit.pk for unit in made)]


def _people(unit_ids: list[int]) -> None:
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415 - after Django is set up

    from duban.server.people.models import Account, Post, Role  # noqa: PLC0415

    password = make_password("load-load-load")
    roles = (Role.SUPERVISOR, Role.LIAISON, Role.VERIFIER, Role.LEADER)
    accounts = Account.objects.bulk_create(
        [Account(username=f"load{number}", name=f"压测{number}", password=password) for number in range(20)]
    )
    Post.objects.bulk_create(
        [
            Post(
                account=account,
                unit_id=unit_ids[0] if roles[number % 4] != Role.LIAISON else unit_ids[number],
                role=roles[number % 4],
                since=START.date(),
            )
            for number, account in enumerate(accounts)
        ]
    )


def _items(count: int, unit_ids: list[int], chance: random.Random) -> None:
    from duban.server.ledger.models import Assignment, DueDate, Item, Target  # noqa: PLC0415

    ledgers = _ledgers(unit_ids[0], max(1, count // 1_000))
    numbers = iter(range(count))
    while block := list(islice(numbers, CHUNK)):
        with transaction.atomic():
            items = Item.objects.bulk_create(
                [_item(number, ledgers[number * len(ledgers) // count], chance) for number in block]
            )
            Assignment.objects.bulk_create(
                Assignment(
                    item=item,
                    unit_id=unit,
                    part="lead" if place == 0 else "supporting",
                    written="云溪区",
                    position=place,
                    since=START.date(),
                )
                for item in items
                for place, unit in enumerate(chance.sample(unit_ids[1:], 1 + item.ordinal % 3))
            )
            DueDate.objects.bulk_create(
                DueDate(item=item, ordinal=1, date=item.due, kind="by_date", origin="read", set_at=START)
                for item in items
            )
            Target.objects.bulk_create(
                Target(
                    item=item,
                    position=0,
                    indicator=item.title[2:],
                    comparator=">=",
                    value=item.ordinal % 90 + 10,
                    unit="处",
                    change="level",
                    due=item.due,
                    text=item.title,
                )
                for item in items
            )


def _ledgers(owner: int, count: int) -> list[int]:
    from duban.server.config.demonstration import adopted  # noqa: PLC0415 - after Django is set up
    from duban.server.ledger.models import Ledger  # noqa: PLC0415

    form = adopted("D1")
    made = Ledger.objects.bulk_create(
        Ledger(
            name=f"第{number}号重点工作任务",
            mechanism="D1",
            mechanism_version=str(form["mechanism"]["version"]),
            adopted=form,
            state="running",
            owner_id=owner,
        )
        for number in range(count)
    )
    return [ledger.pk for ledger in made]


def _item(number: int, ledger: int, chance: random.Random) -> Any:
    from duban.server.ledger.models import Item  # noqa: PLC0415 - after Django is set up

    state = STATES[number % len(STATES)]
    due = TODAY + timedelta(days=chance.randrange(-200, 300))
    closed = state in {"completed", "ongoing"}
    late = not closed and due < TODAY
    place, thing = PLACES[number % 10], THINGS[number // 10 % 10]
    return Item(
        ledger_id=ledger,
        key=f"k{number}",
        ordinal=number,
        number=str(number % 1_000 + 1),
        title=f"{VERBS[number % 6]}{place}{thing}",
        text=f"{VERBS[number % 6]}{place}{thing}{number % 90 + 10}处，{due.year}年底前完成，明确分工，按月报送进展。",
        section=f"第{number // 100 % 11 + 1}部分",
        kind="task",
        state=state,
        outcome=state if closed else "",
        first_due=due,
        due=due,
        due_text=f"{due.year}年底前",
        lamp="grey" if closed else "red" if late else "yellow" if (due - TODAY).days < 15 else "green",
        has_owner=True,
        has_measure=True,
        has_date=True,
        dispatched_on=START.date(),
        closed_on=due if closed else None,
    )


def _events(count: int, items: int, chance: random.Random) -> None:
    from duban.server.audit.models import Chain  # noqa: PLC0415 - after Django is set up
    from duban.server.ledger.models import Item  # noqa: PLC0415

    ids = list(Item.objects.order_by("pk").values_list("pk", flat=True)[:items])
    chain = Chain.objects.get(id=1)
    links = _links(count, ids, chain.number, chain.digest, chance)
    last: tuple[Any, ...] = ()
    with transaction.atomic():
        for block in _blocks(links):
            _write(block)
            last = block[-1]
        Chain.objects.filter(id=1).update(number=last[0], digest=last[-1])


def _links(
    count: int, ids: list[int], number: int, previous: str, chance: random.Random
) -> Iterator[tuple[Any, ...]]:
    from duban.server.audit.chain import Link  # noqa: PLC0415 - after Django is set up

    for step in range(count):
        number += 1
        link = Link(
            number=number,
            action=str(uuid.UUID(int=chance.getrandbits(128), version=4)),
            at=START + timedelta(seconds=step * 20),
            kind="ledger.moved",
            actor=1,
            actor_name="压测",
            subject_kind="item",
            subject=str(ids[step % len(ids)]),
            before={"state": "in_progress"},
            after={"state": "in_progress", "move": "report"},
            reason="",
            previous=previous,
        )
        previous = link.digest()
        yield (*(getattr(link, name) for name in Link.__slots__), previous)


def _blocks(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while block := list(islice(rows, 50_000)):
        yield block


def _write(rows: Iterable[tuple[Any, ...]]) -> None:
    from duban.server.audit.chain import Link  # noqa: PLC0415 - after Django is set up
    from duban.server.audit.models import Event  # noqa: PLC0415

    names = (*Link.__slots__, "digest")
    if connection.vendor == "sqlite":
        Event.objects.bulk_create(Event(**dict(zip(names, row, strict=True))) for row in rows)
        return
    from psycopg.types.json import Jsonb  # noqa: PLC0415 - where PostgreSQL is

    with connection.cursor() as cursor:
        raw = cursor.cursor
        with raw.copy(f"COPY audit_event ({', '.join(names)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(tuple(Jsonb(value) if isinstance(value, dict) else value for value in row))


if __name__ == "__main__":
    raise SystemExit(main())
