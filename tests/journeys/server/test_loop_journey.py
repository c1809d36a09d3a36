"""One item's whole life, by the hands of those who have a part in it, from the file to the look-back that reopens it.

Every step is made on the page on which its person would make it, and what the next person then sees is asked.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

playwright_api = pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect  # noqa: E402 - only where there is a driver

from duban.server.audit.queries import of_subject, prove  # noqa: E402
from duban.server.ledger.models import Item, Move  # noqa: E402
from journeys.server.visits import PHONE, People  # noqa: E402
from server.cast import PASSWORD  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from duban.server.people.demo import Cast

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("committed")]

SAMPLE = Path(__file__).parents[3] / "samples" / "01-key-tasks.txt"
TITLE = "壮大主导产业集群"
#: What the item says of its end, after the passage that the program takes for it.
OTHER_END = "6月底前"
GROUNDS = "抽查发现新增企业中两家尚未纳入统计，附表与名录不符。"
REOPENED = "回访发现一家企业已停产，实际不足二十八家。"
#: Where a page says what was just done.
TOLD = ".told"
RECORD = "企业名录与统计登记.txt"


def test_an_item_goes_round_the_whole_loop(cast: Cast, people: People, tmp_path: Path) -> None:
    assert cast.supervisor.username == "ducha"
    people.expected.add(422)  # a question of the mechanism is left unanswered at first
    supervisor = people.logged_in("ducha", PASSWORD)
    _take_into_use(people, supervisor)
    _import(people, supervisor)
    _correct(people, supervisor)
    _dispatch(people, supervisor)
    evidence = tmp_path / RECORD
    evidence.write_text("已纳入统计的新增企业二十八家，名录附后。", encoding="utf-8")

    liaison = people.logged_in("gongxin", PASSWORD, PHONE)
    _accept_and_report(people, liaison, evidence)
    _claim_without_evidence_is_not_offered(liaison)
    _claim(people, liaison, evidence, "已新增规模以上工业企业28家。")

    verifier = people.logged_in("hecha", PASSWORD)
    _reject(people, verifier)
    _correct_the_work(people, liaison, evidence)
    _pass(people, verifier)
    _close(people, supervisor)
    _reopen(people, verifier)
    _sees_it_again(people, liaison)
    _leader_sees_it(people)
    _auditor_proves_it(people)

    item = Item.objects.get(title=TITLE)
    assert [move.move for move in Move.objects.filter(item=item).order_by("pk")] == [
        "dispatch",
        "accept",
        "report",
        "claim",
        "verify_reject",
        "claim",
        "verify_accept",
        "close_completed",
        "look_back_reopen",
    ]
    assert of_subject("item", str(item.pk)).filter(kind__startswith="item.move.").count() == 9
    proof = prove()
    assert proof.broken is None
    assert proof.events > 9


# --- the supervision office: a file becomes a ledger, a ledger goes out -------------------------------------------


def _take_into_use(people: People, page: Page) -> None:
    page.get_by_role("link", name="导入与审核").click()
    page.get_by_role("link", name="年度重点工作任务").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("年度重点工作任务")
    page.get_by_role("button", name="启用").click()
    expect(page.get_by_role("alert").first).to_contain_text("有2处要改")
    page.get_by_label("责任单位多久报一次进展").select_option(label="每月")
    page.get_by_label("多久通报一次进展").select_option(label="每季度")
    people.picture(page, "mechanism")
    page.get_by_role("button", name="启用").click()
    expect(page.locator(TOLD)).to_contain_text("已启用“年度重点工作任务”")


def _import(people: People, page: Page) -> None:
    expect(page.get_by_role("radio", name="年度重点工作任务")).to_be_checked()
    page.get_by_label("选择文件").set_input_files(SAMPLE)
    expect(page.locator("[data-file-list]")).to_contain_text(SAMPLE.name)
    people.picture(page, "import")
    page.get_by_role("button", name="上传并识读").click()
    expect(page.get_by_role("status")).to_contain_text("1个文件，已完成1个")
    expect(page.get_by_role("row", name=SAMPLE.name)).to_contain_text("已识读")
    people.picture(page, "batch")
    page.get_by_role("link", name="审核台账").click()
    expect(page.locator(".item-card")).to_have_count(18)


def _correct(people: People, page: Page) -> None:
    """The reviewer marks the words in the source and says what they are."""
    card = page.locator(".item-card", has_text=TITLE).first
    expect(card).to_contain_text("年内")
    _select_in_source(page, "推动临江精密仪器产业园二期", OTHER_END)
    bar = page.get_by_role("form", name="选中的文字")
    expect(bar.locator("q")).to_have_text(OTHER_END)
    expect(bar.get_by_label("用于").locator("option:checked")).to_contain_text(TITLE)
    people.picture(page, "selecting")
    bar.get_by_role("button", name="时限").click()
    form = card.locator("form.chosen")
    expect(form.locator("q")).to_have_text(OTHER_END)
    expect(form.get_by_label("最后一天")).to_have_value("2025-06-30")
    form.get_by_role("button", name="保存 时限").click()
    decision = card.locator(".decisions li", has_text="时限")
    expect(decision.locator("del")).to_contain_text("年内")
    expect(decision.locator("ins")).to_contain_text(OTHER_END)
    expect(decision).to_contain_text("周明远")
    people.picture(page, "review")


def _select_in_source(page: Page, after: str, words: str) -> None:
    """Draw the mouse over the words that stand after others in the source; at a pane's edge it would scroll."""
    box = page.evaluate(
        """([after, words]) => {
          const source = document.querySelector("[data-source]");
          const line = [...source.querySelectorAll(".ln")].find((one) => one.textContent.includes(after));
          const from = line.textContent.indexOf(words, line.textContent.indexOf(after));
          const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
          const range = document.createRange();
          let at = 0;
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const end = at + node.length;
            if (from >= at && from < end) range.setStart(node, from - at);
            if (from + words.length > at && from + words.length <= end) range.setEnd(node, from + words.length - at);
            at = end;
          }
          range.startContainer.parentElement.scrollIntoView({ block: "center" });
          return [...range.getClientRects()].map((one) => [one.left, one.right, (one.top + one.bottom) / 2]);
        }""",
        [after, words],
    )
    first, last = box[0], box[-1]
    page.mouse.move(first[0] + 1, first[2])
    page.mouse.down()
    page.mouse.move(last[1] - 1, last[2], steps=5)
    page.mouse.up()


def _dispatch(people: People, page: Page) -> None:
    page.get_by_role("link", name="启动并交办").click()
    expect(page.locator(".send-count")).to_contain_text("共18项待交办")
    expect(page.get_by_role("heading", name="暂不能交办")).to_be_visible()
    people.picture(page, "sending")
    button = page.get_by_role("button", name=re.compile(r"^交办\d+项$"))
    count = re.sub(r"\D", "", button.inner_text())
    button.click()
    expect(page.locator(TOLD)).to_contain_text(f"已交办{count}项")
    expect(page.locator(".item-card", has_text=TITLE).first).to_contain_text("已交办")
    page.get_by_role("link", name="台账", exact=True).click()
    row = page.get_by_role("row", name=TITLE)
    expect(row).to_contain_text("已交办待签收")
    expect(row).to_contain_text("逾期")
    people.picture(page, "list")


# --- the unit -----------------------------------------------------------------------------------------------------


def _open_from(page: Page, heading: str) -> None:
    """The item, from the list of the own work under this heading."""
    page.goto("/")
    page.get_by_role("region", name=heading).get_by_role("link", name=TITLE, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)


def _form(page: Page, move: str) -> Locator:
    """The form of a move, opened."""
    page.locator("summary").get_by_text(move, exact=True).click()
    return page.locator("details.way[open]")


def _done(page: Page, move: str, state: str) -> None:
    page.locator("details.way[open]").get_by_role("button", name=move, exact=True).click()
    expect(page.locator(TOLD)).to_contain_text(f"已办：{move}")
    expect(page.locator(".page-head")).to_contain_text(state)


def _accept_and_report(people: People, page: Page, evidence: Path) -> None:
    people.picture(page, "liaison-work")
    _open_from(page, "待签收")
    expect(page.locator("mark")).to_contain_text("（牵头单位：区工业和信息化局")
    expect(page.get_by_role("region", name="时限")).to_contain_text("2025-06-30")
    people.picture(page, "liaison-item")
    _form(page, "签收")
    _done(page, "签收", "办理中")
    form = _form(page, "反馈进展")
    form.get_by_label("做了什么").fill("新增二十家，八家在办理统计登记。")
    form.get_by_label("规模以上工业企业").fill("20")
    form.get_by_label("佐证材料").set_input_files(evidence)
    people.picture(page, "liaison-report")
    _done(page, "反馈进展", "办理中")
    steps = page.get_by_role("region", name="办理经过")
    expect(steps).to_contain_text("新增二十家，八家在办理统计登记。")
    expect(steps.get_by_role("link", name=RECORD)).to_be_visible()
    expect(page.get_by_role("region", name="目标与完成情况")).to_contain_text("20家")


def _claim_without_evidence_is_not_offered(page: Page) -> None:
    """Closing is nobody's to do now, and the page says whose it is."""
    expect(page.locator("summary").get_by_text("销号", exact=False)).to_have_count(0)
    expect(page.locator("summary").get_by_text("核查通过", exact=True)).to_have_count(0)


def _claim(people: People, page: Page, evidence: Path, done: str) -> None:
    form = _form(page, "申请办结")
    form.get_by_label("做了什么").fill(done)
    form.get_by_label("规模以上工业企业").fill("28")
    form.get_by_label("规模以上工业增加值增长").fill("8.1")
    form.get_by_label("佐证材料").set_input_files(evidence)
    _done(page, "申请办结", "申请办结待核查")
    people.picture(page, "liaison-claim")


def _correct_the_work(people: People, page: Page, evidence: Path) -> None:
    page.goto("/")
    back = page.get_by_role("region", name="核查未通过，待重新办理")
    expect(back).to_contain_text(GROUNDS)
    people.picture(page, "liaison-sent-back")
    _open_from(page, "核查未通过，待重新办理")
    _claim(people, page, evidence, "两家已补办统计登记，名录已更正。")


def _sees_it_again(people: People, page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("link", name=TITLE, exact=True).first).to_be_visible()
    people.picture(page, "liaison-reopened")
    page.get_by_role("link", name=TITLE, exact=True).first.click()
    expect(page.locator(".page-head")).to_contain_text("办理中")
    expect(page.get_by_role("region", name="办理经过")).to_contain_text(REOPENED)


# --- the verifier -------------------------------------------------------------------------------------------------


def _reject(people: People, page: Page) -> None:
    people.picture(page, "verifier-work")
    _open_from(page, "待核查")
    aims = page.get_by_role("region", name="目标与完成情况")
    expect(aims.get_by_role("row", name="规模以上工业企业")).to_contain_text("28家")
    with page.expect_download() as waiting:
        page.get_by_role("region", name="办理经过").get_by_role("link", name=RECORD).first.click()
    assert waiting.value.suggested_filename == RECORD
    assert "名录附后" in waiting.value.path().read_text(encoding="utf-8")
    form = _form(page, "核查不通过")
    form.get_by_label("理由").fill(GROUNDS)
    form.get_by_label("规模以上工业企业").fill("26")
    people.picture(page, "verifier-item")
    _done(page, "核查不通过", "办理中")
    row = page.get_by_role("region", name="目标与完成情况").get_by_role("row", name="规模以上工业企业")
    expect(row).to_contain_text("28家")
    expect(row).to_contain_text("26家")


def _pass(people: People, page: Page) -> None:
    _open_from(page, "待核查")
    form = _form(page, "核查通过")
    form.get_by_label("核查情况").fill("逐家比对名录与登记，一致。")
    form.get_by_label("规模以上工业企业").fill("28")
    people.picture(page, "verifier-accepts")
    _done(page, "核查通过", "核查通过待销号")


def _reopen(people: People, page: Page) -> None:
    page.goto("/items/?scope=closed")
    page.get_by_role("link", name=TITLE, exact=True).click()
    form = _form(page, "回头看：重新办理")
    form.get_by_label("理由").fill(REOPENED)
    people.picture(page, "look-back")
    _done(page, "回头看：重新办理", "办理中")


# --- those above and beside ---------------------------------------------------------------------------------------


def _close(people: People, page: Page) -> None:
    _open_from(page, "核查通过，待销号")
    _form(page, "销号（办结）")
    people.picture(page, "closing")
    _done(page, "销号（办结）", "已办结")
    expect(page.get_by_role("region", name="时限").locator("dt", has_text="销号")).to_be_visible()
    people.picture(page, "closed")


def _leader_sees_it(people: People) -> None:
    page = people.logged_in("lingdao", PASSWORD)
    page.get_by_role("link", name="领导一页").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    people.picture(page, "leader")


def _auditor_proves_it(people: People) -> None:
    page = people.logged_in("shenji", PASSWORD)
    page.get_by_role("link", name="审计", exact=True).click()
    page.get_by_role("button", name="现在逐条核对").click()
    expect(page.get_by_role("status").first).to_contain_text("链条完整")
    expect(page.get_by_role("row", name=REOPENED)).to_be_visible()
    people.picture(page, "audit")
