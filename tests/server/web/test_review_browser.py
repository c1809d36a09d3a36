"""The workbench in a browser: words selected in the source become a field's value at the right characters."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from server.cast import log_in
from server.ledger.office import TEXT, Office, open_office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

    from duban.server.people.demo import Cast

playwright_api = pytest.importorskip("playwright.sync_api")
pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed")]
CHROMIUM = os.environ.get("DUBAN_CHROMIUM", "/usr/bin/chromium")
DESK, PHONE = (1400, 900), (360, 740)
#: Characters that are two for script and one for the program, before and inside of what is selected; CR LF; a tab.
ASTRAL = TEXT.replace("节水农具。", "节水𠮷农具，\t先在𪚥村试点𠮷🌾再铺开。").replace("\n", "\r\n")

SELECT = """(words) => {
  const source = document.querySelector('[data-source]');
  const line = [...source.querySelectorAll('.ln')].find((line) => line.textContent.includes(words));
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const start = line.textContent.indexOf(words), end = start + words.length;
  for (let at = 0, node; (node = walker.nextNode()); at += node.data.length) {
    if (at <= start && start < at + node.data.length) range.setStart(node, start - at);
    if (at < end && end <= at + node.data.length) range.setEnd(node, end - at);
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
LIT = "[...document.querySelectorAll('[data-source] .on')].map((piece) => piece.textContent).join('')"


@dataclass
class Visit:
    """An open workbench, and everything its page complained about."""

    page: Page
    office: Office
    complaints: list[str]

    @property
    def source(self) -> str:
        """The text that all offsets point into."""
        version = self.office.item("4").version
        assert version is not None
        return version.source

    def select(self, words: str) -> None:
        """Select words in the source, and wait for what is offered."""
        self.page.evaluate(SELECT, words)
        self.page.wait_for_selector("[data-selection]:not([hidden])")

    def lit(self, quote: str) -> None:
        """Wait until ``quote`` is what is highlighted: hovering acts after a moment."""
        self.page.wait_for_function(f"(quote) => {LIT} === quote", arg=quote)

    def decide(self, words: str, field: str, number: str) -> None:
        """Select, say which item and which field, and confirm with the key that is at hand."""
        self.select(words)
        item = self.office.item(number)
        self.page.select_option("#selection-item", str(item.pk))
        self.page.click(f"[data-selection] button[value={field}]")
        self.page.wait_for_selector(f"#i-{item.pk} .chosen")
        self.page.wait_for_function("document.activeElement.matches('[data-focus]')")
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector(f"#i-{item.pk} .note.good")


@pytest.fixture
def office(cast: Cast) -> Office:
    return open_office(cast, ASTRAL)


@pytest.fixture
def browser(committed: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:  # noqa: ARG001 - closed before the database is
    if not Path(CHROMIUM).is_file():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    # The browser's own loop runs in this thread, and Django would refuse the test its database for that.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with playwright_api.sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        except playwright_api.Error as error:
            pytest.skip(f"Chromium does not start: {error}")
        yield browser
        browser.close()


def opened(
    browser: Browser, server: LiveServer, office: Office, size: tuple[int, int], **options: Any
) -> Visit:
    width, height = size
    context = browser.new_context(locale="zh-CN", viewport={"width": width, "height": height}, **options)
    session = log_in(office.cast.supervisor).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": server.url}])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{server.url}/imports/review/{office.ledger.pk}/")
    return Visit(page, office, complaints)


@pytest.fixture
def desk(office: Office, live_server: LiveServer, browser: Browser) -> Iterator[Visit]:
    visit = opened(browser, live_server, office, DESK)
    yield visit
    assert visit.complaints == []


@pytest.mark.parametrize("words", ["节水𠮷农具", "𪚥村试点𠮷🌾", "再铺开", "推广"])
def test_a_selection_becomes_a_field_at_its_characters(desk: Visit, words: str) -> None:
    desk.decide(words, "lead", "4")
    source = desk.source
    held = desk.office.item("4").assignments.get(until=None)
    assert source[held.start : held.end] == held.written == words
    fact = desk.page.locator(f"#i-{desk.office.item('4').pk} .unit .q", has_text=words).first
    fact.hover()
    desk.lit(words)


def test_blanks_at_the_ends_of_a_selection_are_no_part_of_it(desk: Visit) -> None:
    desk.select("\t先在𪚥村")
    assert desk.page.inner_text("[data-quote]") == "先在𪚥村"
    source = desk.source
    assert desk.page.input_value("[data-selection] [name=start]") == str(source.index("先在"))


def test_a_selection_over_lines_counts_every_character(desk: Visit) -> None:
    desk.page.evaluate("""() => {
      const range = document.createRange();
      const lines = [...document.querySelectorAll('[data-source] .ln')];
      const first = lines.findIndex((line) => line.textContent.startsWith('3.'));
      range.setStart(lines[first], 0);
      range.setEnd(lines[first + 2], lines[first + 2].childNodes.length);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }""")
    desk.page.wait_for_selector("[data-selection]:not([hidden])")
    source = desk.source
    start, end = (int(desk.page.input_value(f"[data-selection] [name={name}]")) for name in ("start", "end"))
    assert source[start:end].startswith("3.清理河道垃圾")
    assert source[start:end].endswith("300套。")


def test_the_item_that_holds_the_selection_is_offered(desk: Visit) -> None:
    desk.select("城区积水点5处")
    assert desk.page.input_value("#selection-item") == str(desk.office.item("2").pk)


def test_a_figure_is_selected_and_its_parts_are_proposed(desk: Visit) -> None:
    before = desk.office.item("4").targets.count()
    desk.decide("推广节水𠮷农具，".removesuffix("，"), "title", "4")
    assert desk.office.item("4").title == "推广节水𠮷农具"
    desk.decide("12月底前清理河道20公里".removeprefix("12月底前"), "add_target", "4")
    added = desk.office.item("4").targets.order_by("-position").first()
    assert desk.office.item("4").targets.count() == before + 1
    assert added is not None
    assert (int(added.value), added.unit) == (20, "公里")


def test_what_was_read_is_one_click_away(desk: Visit) -> None:
    desk.decide("整治城区积水点5处", "title", "2")
    card = f"#i-{desk.office.item('2').pk}"
    assert desk.page.inner_text(f"{card} .decisions del").endswith("整治积水点")
    desk.page.click(f"{card} .decisions button")
    desk.page.wait_for_selector(f"{card} .decisions button", state="detached")
    assert desk.office.item("2").title == "整治积水点"


def test_the_second_reviewer_is_told_in_place_and_loses_nothing(
    desk: Visit, browser: Browser, live_server: LiveServer
) -> None:
    other = opened(browser, live_server, desk.office, DESK)
    item = desk.office.item("1").pk
    for visit in (desk, other):
        visit.page.click(f"#i-{item} [data-edit]")
        visit.page.wait_for_selector(f"#i-{item} [data-field=title]")
    desk.page.fill(f"#i-{item} [data-field=title] textarea", "先到的标题")
    desk.page.click(f"#i-{item} [data-field=title] button")
    desk.page.wait_for_selector(f"#i-{item} .note.good")
    other.page.fill(f"#i-{item} [data-field=title] textarea", "后到的标题")
    other.page.click(f"#i-{item} [data-field=title] button")
    other.page.wait_for_selector(f"#i-{item} .note.care")
    assert other.page.input_value(f"#i-{item} [data-field=title] textarea") == "后到的标题"
    assert "先到的标题" in other.page.inner_text(f"#i-{item} h4")
    other.page.click(f"#i-{item} [data-field=title] button")
    other.page.wait_for_selector(f"#i-{item} .note.good")
    assert desk.office.item("1").title == "后到的标题"


def test_a_finding_is_dealt_with_in_its_place_and_the_filters_follow(
    office: Office, live_server: LiveServer, browser: Browser
) -> None:
    page = opened(browser, live_server, office, DESK).page
    card, chip = f"#i-{office.item('4').pk}", "#chips a[href='?show=finding'] .count"
    shows = f'(count) => document.querySelector("{chip}").textContent === String(count)'
    before = int(page.inner_text(chip))
    page.locator(f"{card} .deal").first.click()
    page.wait_for_function("() => document.activeElement.matches('.answer-form [data-focus]')")
    page.check(f"{card} .answer-form [value=later]")
    page.click(f"{card} .answer-form button")
    page.wait_for_selector(f"{card} .answer-form .error")
    assert page.is_checked(f"{card} .answer-form [value=later]")
    page.fill(f"{card} .answer-form [name=note]", "由办公室11月底前商定")
    page.click(f"{card} .answer-form button")
    page.wait_for_selector(f"{card} .answered")
    page.wait_for_function(shows, arg=before - (office.item("4").open_findings == 0))
    page.click(f"{card} .answered button")
    page.wait_for_selector(f"{card} .answered", state="detached")
    page.wait_for_function(shows, arg=before)


def test_keys_reach_a_fact_and_light_its_quote(desk: Visit) -> None:
    desk.page.locator(f"#i-{desk.office.item('2').pk} .unit .q").first.focus()
    desk.lit("区水务局")
    desk.page.click("[data-source] .k-lead >> nth=0")
    assert desk.page.evaluate("document.activeElement.textContent") == "区住房城乡建设局"


def test_on_a_phone_one_pane_at_a_time(office: Office, live_server: LiveServer, browser: Browser) -> None:
    visit = opened(browser, live_server, office, PHONE, has_touch=True)
    page = visit.page
    assert page.is_visible("#ledger")
    assert not page.is_visible("#source")
    page.tap(f"#i-{office.item('2').pk} .unit .q >> nth=0")
    assert page.is_visible("#source")
    visit.lit("区水务局")
    visit.select("节水𠮷农具")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    page.tap("[data-pane=ledger]")
    assert page.is_visible("#ledger")
    page.tap(f"#i-{office.item('4').pk} [data-edit]")
    page.wait_for_selector(f"#i-{office.item('4').pk} [data-field=add_target]")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert visit.complaints == []


def test_without_script_facts_are_links_and_forms_save(
    office: Office, live_server: LiveServer, browser: Browser
) -> None:
    visit = opened(browser, live_server, office, DESK, java_script_enabled=False)
    page = visit.page
    page.click(f"#i-{office.item('2').pk} .unit .q >> nth=0")
    assert page.inner_text(f"[id={page.url.partition('#')[2]}]") == "区水务局"
    page.click(f"#i-{office.item('1').pk} [data-edit]")
    page.fill("[data-field=number] input[name=value]", "1甲")
    page.click("[data-field=number] button")
    assert office.item("1甲").title == "改造老旧小区"
