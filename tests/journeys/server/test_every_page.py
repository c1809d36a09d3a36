"""Every page that somebody may open, opened by everybody who may: readable by all, whole at every width, and alone.

The pages are those of the table of doors (``tests/server/web/doors.txt``), so a new page is looked at as soon as it
has its row there; the office is the demonstration's, with the things of the table in it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

playwright_api = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
from django.test import Client  # noqa: E402 - only where there is a driver
from django.utils import timezone  # noqa: E402

from duban.server.config.demonstration import Story  # noqa: E402
from duban.server.ledger.models import Item, Ledger, Part  # noqa: E402
from journeys.server.visits import DESK, PHONE, People, answered  # noqa: E402
from server.web.doors import ASKING, doors, things  # noqa: E402
from server.web.office import Office, office  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Page

__all__ = ["office"]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("committed")]

SAMPLES = Path(__file__).parents[3] / "samples"
#: A screen of 1280 at 200 % zoom.
ZOOMED = (640, 450)
GRAVE = {"serious", "critical"}
#: The first page and all that it loads, in bytes, unpacked.
HEAVIEST = 100 * 1024
#: What sticks out of the page, and what is cut off by an element that hides its overflow.
WRONG_IN_WIDTH = """() => {
  const wrong = [];
  const width = document.documentElement.clientWidth;
  const name = (one) => `${one.tagName.toLowerCase()}.${one.className} “${one.textContent.trim().slice(0, 20)}”`;
  const scrolls = (one) => {
    for (let at = one; at && at !== document.body; at = at.parentElement)
      if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(at).overflowX)) return true;
    return false;
  };
  if (document.documentElement.scrollWidth > width) {
    const out = [...document.querySelectorAll("body *")]
      .filter((one) => one.getBoundingClientRect().right > width + 1 && !scrolls(one));
    wrong.push(`${document.documentElement.scrollWidth} wide in ${width}: ${out.slice(0, 3).map(name).join("; ")}`);
  }
  for (const one of document.querySelectorAll("body *:not(input, select, textarea)")) {
    const hides = ["hidden", "clip"].includes(getComputedStyle(one).overflowX);
    if (hides && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1) wrong.push(`cut: ${name(one)}`);
  }
  return wrong;
}"""


@pytest.fixture
def named(committed: None, office: Office) -> Mapping[str, str]:  # noqa: ARG001 - it comes before the office
    """What the table's addresses name, in an office that has worked for sixty days."""
    found = things(office)
    Story(office.cast, timezone.localdate()).tell(SAMPLES)
    told = Ledger.objects.exclude(pk=office.ledger.pk)
    busy = Item.objects.filter(ledger__in=told, assignments__part=Part.LEAD, dispatched_on__isnull=False)
    plan = told.get(mechanism="D1")
    assert plan.document is not None
    rich: dict[str, object] = {
        "item": busy.filter(assignments__unit=office.unit("区工业和信息化局")).order_by("ordinal")[0].pk,
        "other": busy.filter(assignments__unit=office.unit("区教育体育局")).order_by("ordinal")[0].pk,
        "ledger": told.filter(state="review")[0].pk,
        "document": plan.document.pk,
    }
    return {name: str(thing) for name, thing in {**found, **rich}.items()}


def pages(named: Mapping[str, str], client: Client, column: int) -> list[str]:
    """The addresses that answer whoever stands in this column of the table with a whole page."""
    found = []
    for door in doors():
        if door.method == "GET" and door.answers[column] == "200" and not _is_data(door.address):
            address = door.address.format_map(named)
            response = client.get(address)
            assert response.status_code == 200, address
            html = response.get("Content-Type", "").startswith("text/html")
            if html and b"<!doctype html" in response.getvalue()[:200].lower():
                found.append(address)
            response.close()
    return found


def _is_data(address: str) -> bool:
    return address.startswith("/api/v1/") and address != "/api/v1/docs"


def visitor(people: People, office: Office, name: str, **options: Any) -> tuple[Page, Client]:
    """A browser and a client with one session, of nobody where the name is empty."""
    client = office.browser(name) if name else Client()
    if not name:
        return people.someone(**options), client
    return people.with_session(client.cookies["sessionid"].value, **options), client


@pytest.mark.parametrize("column", range(len(ASKING)), ids=[name or "nobody" for name in ASKING])
def test_every_page_is_accessible_and_whole(
    people: People, office: Office, named: Mapping[str, str], column: int
) -> None:
    page, client = visitor(people, office, ASKING[column])
    wrong = []
    addresses = pages(named, client, column)
    for address in addresses:
        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        answered(page, address)
        wrong += [f"{address} {DESK[0]}: {one}" for one in grave(page)]
        for width, height in (ZOOMED, PHONE):
            page.set_viewport_size({"width": width, "height": height})
            wrong += [f"{address} {width}: {one}" for one in page.evaluate(WRONG_IN_WIDTH)]
        wrong += [f"{address} {PHONE[0]}: {one}" for one in grave(page)]
    page.context.add_cookies([{"name": "letters", "value": "large", "url": people.url}])
    for address in addresses:
        answered(page, address)
        if address.startswith("/api/"):
            continue  # the library's own page has no letters of ours
        assert page.locator("html.large").count() == 1, address
        for width, height in (PHONE, ZOOMED):
            page.set_viewport_size({"width": width, "height": height})
            wrong += [f"{address} {width} large: {one}" for one in page.evaluate(WRONG_IN_WIDTH)]
    print(f"{ASKING[column] or 'nobody'}: {len(addresses)} pages")
    assert len(addresses) >= 2
    assert not wrong, "\n".join(wrong)


def grave(page: Page) -> list[str]:
    """Serious and critical findings of axe, each with the first places where they are.

    The description of the API is drawn by a library, whose colours and buttons are its own.
    """
    if "/api/" in page.url:
        return []
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): " + "; ".join(node["html"][:120] for node in one["nodes"][:3])
        for one in found
        if one["impact"] in GRAVE
    ]


@pytest.mark.parametrize("name", ["", "ducha", "gongxin", "lingdao"])
def test_the_first_page_is_light(people: People, office: Office, named: Mapping[str, str], name: str) -> None:
    assert named
    page, _ = visitor(people, office, name)
    weights: dict[str, int] = {}
    page.on("response", lambda response: weights.update({response.url: len(response.body())}))
    answered(page, "/" if name else "/account/login/")
    page.wait_for_load_state("networkidle")
    print(name or "nobody", sum(weights.values()), weights)
    assert sum(weights.values()) < HEAVIEST
