"""The page in a browser, as a reviewer uses it: with a mouse, with keys only, on a phone, on paper, without network."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from duban.formats.papers.page import page as page_html
from duban.formats.wording import EN, ZH
from factories import item, ledger_reading, reading, taken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from duban.reading import Reading

playwright_api = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser
CHROMIUM = os.environ.get("DUBAN_CHROMIUM", "/usr/bin/chromium")
DESK, PHONE = (1400, 900), (360, 740)
LIT = "[...document.querySelectorAll('#source .on')].map(piece => piece.textContent).join('')"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).is_file():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with playwright_api.sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        except playwright_api.Error as error:
            pytest.skip(f"Chromium does not start: {error}")
        yield browser
        browser.close()


class Visit:
    """An open page and everything it complained about or asked the network for."""

    def __init__(self, browser: Browser, file: Path, size: tuple[int, int], **options: Any) -> None:
        width, height = size
        self.context = browser.new_context(viewport={"width": width, "height": height}, **options)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(file.as_uri())

    def lit(self) -> str:
        """The text of the source that is highlighted."""
        return str(self.page.evaluate(LIT))

    def comes_to_light(self, quote: str) -> None:
        """Wait until ``quote`` is what is highlighted: hovering acts after a moment."""
        for _ in range(40):
            if self.lit() == quote:
                return
            self.page.wait_for_timeout(50)
        assert self.lit() == quote


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path, ledger_reading())


def written(folder: Path, read: Reading) -> Path:
    file = folder / "page.html"
    file.write_text(page_html(read, taken(read), ZH), encoding="utf-8")
    return file


@pytest.fixture
def desk(browser: Browser, file: Path) -> Iterator[Visit]:
    visit = Visit(browser, file, DESK)
    yield visit
    visit.context.close()
    assert visit.complaints == []
    assert visit.requests == [file.as_uri()] * len(visit.requests)


@pytest.fixture
def phone(browser: Browser, file: Path) -> Iterator[Visit]:
    visit = Visit(browser, file, PHONE, has_touch=True)
    yield visit
    visit.context.close()
    assert visit.complaints == []


def test_a_hovered_field_lights_its_quote_and_leaving_puts_it_out(desk: Visit) -> None:
    desk.page.hover("#i1 .k-target >> nth=1")
    desk.comes_to_light("年内规上企业研发覆盖率达到85%以上")
    desk.page.hover("h1")
    desk.comes_to_light("")


def test_keys_alone_reach_every_field_and_each_lights_its_own_quote(desk: Visit) -> None:
    source = ledger_reading().source
    spans = {target.span.start: target.text for entry in ledger_reading().items for target in entry.targets}
    seen: list[str] = []
    desk.page.keyboard.press("j")
    for _ in range(60):
        focused = desk.page.evaluate(
            "({at: document.activeElement.hash?.slice(2), kind: document.activeElement.className})"
        )
        if "k-target" in focused["kind"]:
            assert desk.lit().startswith(spans[int(focused["at"])][:6])
        assert desk.lit() in source
        seen.append(focused["kind"] + focused["at"])
        desk.page.keyboard.press("ArrowDown")
    in_view = "[...document.querySelectorAll('#ledger .q')].filter(field => field.checkVisibility()).length"
    assert len(set(seen)) == desk.page.evaluate(in_view) > 12
    desk.page.keyboard.press("k")
    assert desk.lit()


def test_a_clicked_field_stays_until_it_is_released(desk: Visit) -> None:
    desk.page.click("#i1 .k-lead")
    desk.page.hover("#i2 .k-lead")
    desk.page.hover("h1")
    desk.comes_to_light("区发展改革局")
    assert desk.page.get_attribute("#i1 .k-lead", "aria-current") == "true"
    desk.page.keyboard.press("Escape")
    assert desk.lit() == ""


def test_a_click_in_the_source_leads_to_the_field(desk: Visit) -> None:
    desk.page.check("#check")
    assert not desk.page.is_visible("#i2")
    desk.page.click("#source .k-lead >> nth=1")
    assert desk.page.is_visible("#i2")
    assert desk.page.evaluate("document.activeElement.textContent") == "区行政审批局"


def test_a_quote_out_of_view_is_scrolled_to(browser: Browser, tmp_path: Path) -> None:
    text = "前言。\n" * 300 + "1.建设公园。\n"
    visit = Visit(browser, written(tmp_path, reading(text, items=(item(text, "1.建设公园。"),))), DESK)
    visit.page.keyboard.press("j")
    box = visit.page.locator("#source .on").bounding_box()
    assert box is not None
    assert 100 < box["y"] < 800
    visit.context.close()


def test_filters(desk: Visit) -> None:
    def shown() -> list[str]:
        return [entry.get_attribute("id") or "" for entry in desk.page.locator(".item:visible").all()]

    assert shown() == ["i1", "i2", "i3"]
    desk.page.check("#check")
    assert shown() == ["i3"]
    assert desk.page.inner_text("#shown") == "显示 1 / 3 项"
    assert not desk.page.is_visible("text=一、产业提升 >> visible=true >> css=#ledger *")
    desk.page.reload()
    assert shown() == ["i3"], "the address reproduces the filters"
    desk.page.uncheck("#check")
    desk.page.select_option("#unit", label="青石街道（1）")
    assert shown() == ["i1"]
    desk.page.fill("#search", "没有这样的事")
    assert desk.page.is_visible("#none")
    desk.page.click("#clear")
    desk.page.fill("#search", "民生 投资")
    assert shown() == ["i3"]


def test_english_and_large(desk: Visit) -> None:
    size = desk.page.evaluate("parseFloat(getComputedStyle(document.querySelector('.item h4')).fontSize)")
    desk.page.click("#large")
    desk.page.click("#language")
    grown = desk.page.evaluate("parseFloat(getComputedStyle(document.querySelector('.item h4')).fontSize)")
    assert grown > 1.25 * size
    assert desk.page.get_attribute("html", "lang") == "en"
    assert EN.lead_units in desk.page.inner_text("#i1")
    assert desk.page.inner_text("#shown") == "3 of 3 items shown"
    assert desk.page.inner_text(".sum").startswith("items: 3,")
    assert desk.page.get_attribute("#i1 time", "title") == "Sunday"
    words = desk.page.evaluate(
        "[...document.querySelectorAll('[data-w]')].map(element => element.textContent)"
    )
    left = [word for word in words if any("\u4e00" <= character <= "\u9fff" for character in word)]
    assert [word for word in left if word not in (ZH.other_language, EN.other_language, EN.made_by)] == []
    desk.page.click("#language")
    assert desk.page.inner_text(".sum").startswith("3 项事项")


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_nothing_is_wider_than_a_phone(phone: Visit, large: bool) -> None:
    if large:
        phone.page.click("#large")
    for tab in ("source", "ledger"):
        phone.page.click(f"#tab-{tab}")
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_on_a_phone_a_field_opens_its_quote_and_the_way_back(phone: Visit) -> None:
    assert phone.page.is_visible("#i1")
    assert not phone.page.is_visible("#source")
    phone.page.tap("#i1 .k-deadline")
    assert phone.page.is_visible("#source")
    assert phone.lit() == "6月底前"
    assert phone.page.get_attribute("#tab-source", "aria-selected") == "true"
    phone.page.click("#back")
    assert phone.page.is_visible("#i1")


def test_on_paper_the_source_comes_first_and_nothing_scrolls(desk: Visit) -> None:
    desk.page.emulate_media(media="print")
    assert not desk.page.is_visible("#filters")
    source, ledger = desk.page.locator("#source").bounding_box(), desk.page.locator("#ledger").bounding_box()
    assert source is not None
    assert ledger is not None
    assert source["y"] + source["height"] <= ledger["y"]
    overflow = "[...document.querySelectorAll('.pane')].map(pane => getComputedStyle(pane).overflow)"
    assert desk.page.evaluate(overflow) == ["visible", "visible"]


def test_without_script_fields_are_links_into_the_source(browser: Browser, file: Path) -> None:
    for size in (DESK, PHONE):
        visit = Visit(browser, file, size, java_script_enabled=False)
        assert visit.page.is_visible("#source")
        assert visit.page.is_visible("#i1")
        visit.page.click("#i1 .k-lead")
        place = visit.page.url.partition("#")[2]
        assert visit.page.inner_text(f"[id={place}]") == "区发展改革局"
        visit.context.close()


def test_the_text_of_a_document_never_runs(browser: Browser, tmp_path: Path) -> None:
    text = "<script>document.title='x'</script><img src=x onerror=\"document.title='x'\">"
    visit = Visit(browser, written(tmp_path, reading(text, items=(item(text, text),))), DESK)
    assert visit.page.title() != "x"
    assert visit.page.inner_text(".text") == text
    assert visit.complaints == []
    visit.context.close()


CONTRAST = """() => {
  const number = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = number(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const poor = new Set();
  for (const element of document.body.querySelectorAll("*")) {
    const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!text || element.offsetParent === null) continue;
    const [a, b] = [light(number(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.add(`${element.className} ${ratio.toFixed(2)}`);
  }
  return [...poor];
}"""


def test_text_stands_out_from_its_ground(desk: Visit) -> None:
    desk.page.click("#large")
    desk.page.click("#i1 .k-lead")
    for details in desk.page.locator("details").all():
        details.locator("summary").click()
    assert desk.page.evaluate(CONTRAST) == []


def test_every_control_has_a_name_and_a_visible_focus(desk: Visit) -> None:
    unnamed = """[...document.querySelectorAll('button, input, select, [role=tab]')].filter(control =>
      !(control.textContent.trim() || control.getAttribute('aria-label') || control.closest('label'))).length"""
    assert desk.page.evaluate(unnamed) == 0
    for _ in range(8):
        desk.page.keyboard.press("Tab")
        outline = desk.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
