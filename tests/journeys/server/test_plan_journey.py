"""A real annual plan of 71 tasks goes out to its units: how many clicks that is, and how long the pages take.

The document stands beside the checkout; its units are made of the names that it writes, as an office would have them.
"""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import pytest

playwright_api = pytest.importorskip("playwright.sync_api")
from django.utils import timezone  # noqa: E402 - only where there is a driver
from playwright.sync_api import expect  # noqa: E402

import duban  # noqa: E402
from duban.server.ledger.adoption import take_into_use  # noqa: E402
from duban.server.ledger.models import Assignment, Item, Part  # noqa: E402
from duban.server.people.resolving import Outcome, resolve_all  # noqa: E402
from server.cast import PASSWORD, actor, make_unit  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from duban.reading import Reading
    from duban.server.people.demo import Cast
    from journeys.server.visits import People

SEEDS = {path.name[:3]: path for path in (Path(__file__).parents[4] / "shared" / "seeds").glob("*.txt")}
pytestmark = [
    pytest.mark.browser,
    pytest.mark.seeds,
    pytest.mark.skipif("003" not in SEEDS, reason="the seed documents are not beside this checkout"),
    pytest.mark.usefixtures("committed"),
]
#: What a practised person needs for one click, in seconds: to find it, to point at it, to see what came.
A_CLICK = 4
MINUTE = 60


def make_units(cast: Cast, reading: Reading) -> None:
    """A unit for each name that the document gives to somebody and that is no unit yet."""
    named = {unit.name for item in reading.items for unit in (*item.lead_units, *item.supporting_units)}
    today = timezone.localdate()
    known = {Outcome.UNIT, Outcome.COLLECTIVE}
    for name, meaning in resolve_all(sorted(named), today).items():
        if meaning.outcome not in known and not name.startswith("各"):
            make_unit(name, parent=cast.district)


def test_71_items_go_out_in_a_minute_of_clicks(cast: Cast, people: People) -> None:
    reading = duban.read(SEEDS["003"].read_text(encoding="utf-8"))
    make_units(cast, reading)
    answers = {"report_interval": "monthly", "bulletin_interval": "quarterly"}
    supervisor = actor(cast.supervisor, timezone.localdate())
    take_into_use(supervisor, "D1", answers, at=timezone.now())
    page = people.logged_in("ducha", PASSWORD)
    clicks = 0

    def click(place: Locator) -> None:
        nonlocal clicks
        clicks += 1
        place.click()

    began = monotonic()
    click(page.get_by_role("link", name="导入与审核"))
    clicks += 2  # the dialog of the system: one to open it, one on the file
    page.get_by_label("选择文件").set_input_files(SEEDS["003"])
    click(page.get_by_role("button", name="上传并识读"))
    click(page.get_by_role("link", name="审核台账"))
    expect(page.locator(".item-card")).to_have_count(71)
    expect(page.locator(".section-head")).to_have_count(11)
    people.picture(page, "plan-review")
    click(page.get_by_role("link", name="启动并交办"))
    click(page.get_by_role("button", name="准予例外"))
    people.picture(page, "plan-sending")
    click(page.get_by_role("button", name="交办"))
    expect(page.locator(".told")).to_contain_text("已交办")
    took = monotonic() - began

    out = Item.objects.filter(dispatched_on__isnull=False)
    led = Assignment.objects.filter(part=Part.LEAD, until=None)
    bracketed = [item for item in Item.objects.all() if "牵头单位" in item.text]
    print(f"\n{clicks} clicks, {took:.1f} s of pages, {out.count()} items to "
          f"{led.filter(item__in=out, unit__isnull=False).values('unit').distinct().count()} units")  # fmt: skip
    assert len(bracketed) == 68
    assert led.values("item").distinct().count() == 69
    assert all(item.dispatched_on for item in bracketed)
    assert clicks * A_CLICK < MINUTE
    assert took < MINUTE
