"""Every refusal there is, each brought about once; a refused move writes nothing at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from duban.governing.lifecycle import Lifecycle, Refusal
from duban.mechanisms import adopt, load_all
from duban.server.audit.models import Event
from duban.server.ledger.actions import RefusedError, Upload, refusals, undo
from duban.server.ledger.adoption import kept, lifecycle_of
from duban.server.ledger.models import Item, Ledger, Move
from duban.server.people.models import Level, Role, Unit
from server.cast import actor, make_account
from server.ledger.office import PAPER, Office, at

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db

HOUSING, WATER = "区住房城乡建设局", "区水务局"
LATER = date(2025, 12, 1)
Case = tuple[str, "Callable[[Office], None]"]
CASES: list[Case] = []


def refused(code: str) -> Callable[[Callable[[Office], None]], Callable[[Office], None]]:
    """The last move of this story is refused with this code."""

    def register(story: Callable[[Office], None]) -> Callable[[Office], None]:
        CASES.append((code, story))
        return story

    return register


def out(office: Office) -> None:
    office.dispatch("1")
    office.do(office.liaison(HOUSING), "1", "accept")


def verified(office: Office) -> None:
    office.claim()
    office.do(office.verifier, "1", "verify_accept", finding="属实")


def under_a1(office: Office, **changes: object) -> None:
    """The same items under the rectification ledger, which asks for more at the end."""
    answers = {"closure_signatory": "主任", "proof": ["照片"], "evidence_pieces": 1} | changes
    adopted = adopt(load_all()["A1"], answers)
    Ledger.objects.filter(pk=office.ledger.pk).update(adopted=kept(adopted))
    office.ledger.refresh_from_db()


def second_hat(office: Office, account: str, unit: str, role: Role) -> None:
    """One person with one more post."""
    office.cast.accounts[account].posts.create(
        unit=office.cast.units[unit], role=role, since=date(2024, 1, 1)
    )


# --- the loop's own ------------------------------------------------------------------------------------------------


@refused("no_such_state")
def _(office: Office) -> None:
    Item.objects.filter(pk=office.item("1").pk).update(state="gone")
    office.do(office.supervisor, "1", "dispatch")


@refused("no_such_move")
def _(office: Office) -> None:
    office.do(office.supervisor, "1", "dance")


@refused("wrong_state")
def _(office: Office) -> None:
    office.do(office.supervisor, "1", "recall")


@refused("not_your_part")
def _(office: Office) -> None:
    office.do(office.verifier, "1", "dispatch")


@refused("state_before_unknown")
def _(office: Office) -> None:
    office.dispatch("1")
    office.do(office.supervisor, "1", "suspend", reason="等", until=LATER)
    Item.objects.filter(pk=office.item("1").pk).update(state_before="")
    office.do(office.supervisor, "1", "resume")


@refused("missing_reason")
def _(office: Office) -> None:
    office.dispatch("1")
    office.do(office.liaison(HOUSING), "1", "return")


@refused("missing_statement")
def _(office: Office) -> None:
    out(office)
    office.do(office.liaison(HOUSING), "1", "report")


@refused("missing_evidence")
def _(office: Office) -> None:
    office.do(office.supervisor, "1", "add_evidence")


@refused("missing_until")
def _(office: Office) -> None:
    out(office)
    office.do(office.liaison(HOUSING), "1", "request_extension", reason="汛期")


@refused("missing_unit")
def _(office: Office) -> None:
    office.dispatch("1")
    office.do(office.supervisor, "1", "transfer", reason="职责调整")


@refused("missing_tests")
def _(office: Office) -> None:
    under_a1(office)
    verified(office)
    office.do(office.supervisor, "1", "close_completed", institution="管护办法")


@refused("three_tests_passed")
def _(office: Office) -> None:
    under_a1(office)
    verified(office)
    tests = frozenset({"facts_cleared"})
    office.do(office.supervisor, "1", "close_completed", institution="管护办法", tests=tests)


@refused("missing_institution")
def _(office: Office) -> None:
    under_a1(office)
    verified(office)
    office.do(office.supervisor, "1", "close_completed", tests=frozenset({"facts_cleared"}))


@refused("institution_named")
def _(office: Office) -> None:
    under_a1(office)
    verified(office)
    office.do(office.supervisor, "1", "close_completed", tests=frozenset({"facts_cleared"}))


@refused("has_lead")
def _(office: Office) -> None:
    office.do(office.supervisor, "4", "dispatch")


@refused("has_due_or_ongoing")
def _(office: Office) -> None:
    Item.objects.filter(pk=office.item("1").pk).update(due=None)
    office.do(office.supervisor, "1", "dispatch")


@refused("measurable_or_waived")
def _(office: Office) -> None:
    Item.objects.filter(pk=office.item("1").pk).update(has_measure=False)
    office.do(office.supervisor, "1", "dispatch")


@refused("nobody_accepted")
def _(office: Office) -> None:
    out(office)
    Item.objects.filter(pk=office.item("1").pk).update(state="dispatched")
    office.do(office.supervisor, "1", "recall")


@refused("unit_is_another")
def _(office: Office) -> None:
    out(office)
    office.do(office.supervisor, "1", "transfer", reason="移交", unit=office.unit(HOUSING))


@refused("evidence_enough")
def _(office: Office) -> None:
    out(office)
    office.do(office.liaison(HOUSING), "1", "claim", done="完成")


@refused("ground_on_file")
def _(office: Office) -> None:
    office.do(office.supervisor, "1", "close_not_to_be_done", reason="取消")


@refused("values_reported")
def _(office: Office) -> None:
    out(office)
    office.do(office.liaison(HOUSING), "1", "claim", done="完成", evidence=(PAPER,))


@refused("verifier_not_owner")
def _(office: Office) -> None:
    office.claim()
    account = make_account(office.cast.units[HOUSING], Role.VERIFIER, since=date(2024, 1, 1))
    office.do(actor(account), "1", "verify_accept", finding="属实")


@refused("verifier_not_owner")
def _(office: Office) -> None:
    """The office below a bureau is one house with it."""
    office.claim()
    above = office.cast.units[HOUSING]
    below = Unit.objects.create(name="房屋征收中心", parent=above, level=Level.DEPARTMENT, path="")
    Unit.objects.filter(pk=below.pk).update(path=f"{above.path}{below.pk}/")
    below.refresh_from_db()
    office.do(
        actor(make_account(below, Role.VERIFIER, since=date(2024, 1, 1))),
        "1",
        "verify_accept",
        finding="属实",
    )


@refused("verifier_not_doer")
def _(office: Office) -> None:
    second_hat(office, "zhujian", "区审计局", Role.VERIFIER)
    office.claim()
    office.do(office.liaison(HOUSING), "1", "verify_accept", finding="属实")


@refused("second_verifier_differs")
def _(office: Office) -> None:
    verified(office)
    office.do(office.leader, "1", "order_second_check", reason="金额大")
    office.do(office.verifier, "1", "second_accept", finding="属实")


@refused("enough_verifications")
def _(office: Office) -> None:
    verified(office)
    Move.objects.filter(move="verify_accept").update(move="comment")
    office.do(office.supervisor, "1", "close_completed")


@refused("not_yet_verified")
def _(office: Office) -> None:
    verified(office)
    Item.objects.filter(pk=office.item("1").pk).update(state="claimed")
    office.do(office.liaison(HOUSING), "1", "withdraw_claim")


@refused("closer_not_doer")
def _(office: Office) -> None:
    second_hat(office, "zhujian", "区政府督查室", Role.SUPERVISOR)
    verified(office)
    office.do(office.liaison(HOUSING), "1", "close_completed")


@refused("closer_not_verifier")
def _(office: Office) -> None:
    second_hat(office, "hecha", "区政府督查室", Role.SUPERVISOR)
    verified(office)
    office.do(office.verifier, "1", "close_completed")


@refused("children_closed")
def _(office: Office) -> None:
    out(office)
    office.do(office.supervisor, "1", "split", units=(office.unit(WATER),))
    office.do(office.liaison(HOUSING), "1", "claim", done="完成")


@refused("no_open_problem")
def _(office: Office) -> None:
    out(office)
    office.do(office.liaison(HOUSING), "1", "raise_problem", statement="缺料")
    office.do(office.liaison(HOUSING), "1", "claim", done="完成")


@refused("problem_is_open")
def _(office: Office) -> None:
    out(office)
    office.do(office.supervisor, "1", "solve_problem", statement="好了")


@refused("until_after_due")
def _(office: Office) -> None:
    out(office)
    office.do(office.liaison(HOUSING), "1", "request_extension", reason="汛期", until=date(2025, 9, 30))


@refused("until_in_future")
def _(office: Office) -> None:
    office.dispatch("1")
    office.do(office.supervisor, "1", "suspend", reason="等", until=office.today)


@refused("no_extension_pending")
def _(office: Office) -> None:
    out(office)
    for _number in range(2):
        office.do(office.liaison(HOUSING), "1", "request_extension", reason="汛期", until=LATER)


@refused("extension_is_pending")
def _(office: Office) -> None:
    out(office)
    office.do(office.supervisor, "1", "grant_extension", until=LATER)


# --- the store's -----------------------------------------------------------------------------------------------------


@refused("no_such_item")
def _(office: Office) -> None:
    office.do(office.liaison(WATER), "1", "accept")


@refused("withdrawn")
def _(office: Office) -> None:
    Item.objects.filter(pk=office.item("1").pk).update(withdrawn=True)
    office.do(office.supervisor, "1", "dispatch")


@refused("evidence_not_taken")
def _(office: Office) -> None:
    office.do(office.supervisor, "1", "dispatch", evidence=(PAPER,))


@refused("values_not_taken")
def _(office: Office) -> None:
    office.do(office.supervisor, "1", "dispatch", values={1: Decimal(1)})


@refused("no_such_target")
def _(office: Office) -> None:
    out(office)
    target = office.item("2").targets.get()
    office.do(office.liaison(HOUSING), "1", "report", done="开工", values={target.pk: Decimal(1)})


@refused("no_such_unit")
def _(office: Office) -> None:
    out(office)
    Unit.objects.filter(pk=office.unit(WATER)).update(until=date(2025, 8, 1))
    office.do(office.supervisor, "1", "transfer", reason="移交", unit=office.unit(WATER))


@refused("unit_has_part")
def _(office: Office) -> None:
    out(office)
    for _number in range(2):
        office.do(office.supervisor, "1", "split", units=(office.unit(WATER),))


@refused("one_unit")
def _(office: Office) -> None:
    out(office)
    units = (office.unit(WATER), office.unit("青石街道"))
    office.do(office.supervisor, "1", "transfer", reason="移交", units=units)


@refused("no_such_duty")
def _(office: Office) -> None:
    out(office)
    office.do(office.liaison(HOUSING), "1", "report", done="开工", duty=0)


@refused("evidence_empty")
def _(office: Office) -> None:
    office.do(office.supervisor, "1", "add_evidence", evidence=(Upload("空.txt", b""),))


@refused("evidence_too_large")
def _(office: Office) -> None:
    office.do(
        office.supervisor, "1", "add_evidence", evidence=(Upload("大.txt", b"a" * (20 * 1024 * 1024 + 1)),)
    )


@refused("evidence_type")
def _(office: Office) -> None:
    office.do(office.supervisor, "1", "add_evidence", evidence=(Upload("程序.exe", b"MZ\x90\x00"),))


@pytest.mark.parametrize(("code", "story"), CASES, ids=[f"{code}-{n}" for n, (code, _) in enumerate(CASES)])
def test_a_refusal_says_why_and_writes_nothing(
    office: Office, code: str, story: Callable[[Office], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, int, int]] = []
    do = Office.do

    def watched(self: Office, *args: object, **more: object) -> Move:
        seen.append(_state(self))
        return do(self, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Office, "do", watched)
    with pytest.raises(RefusedError) as error:
        story(office)
    told = {refusal.code for refusal in error.value.refusals}
    assert code in told
    assert all(refusal.zh and refusal.en for refusal in error.value.refusals)
    assert _state(office) == seen[-1]


def _state(office: Office) -> tuple[int, int, int]:
    revisions = sum(Item.objects.filter(ledger=office.ledger).values_list("revision", flat=True))
    return Event.objects.count(), Move.objects.count(), revisions


def reachable(lifecycle: Lifecycle) -> set[str]:
    """The codes that a table can refuse with."""
    codes = {"no_such_state", "no_such_move", "wrong_state", "not_your_part", "state_before_unknown"}
    for rule in lifecycle.moves:
        codes |= {f"missing_{ask.value}" for ask in rule.asks} | set(rule.guards)
    return codes


def test_no_refusal_is_left_out(office: Office) -> None:
    loops = [lifecycle_of(office.ledger)]
    under_a1(office)
    loops.append(lifecycle_of(office.ledger))
    codes = set().union(*(reachable(loop) for loop in loops))
    stores = {one.code for one in vars(refusals).values() if isinstance(one, Refusal)}
    stores |= {"evidence_empty", "evidence_too_large", "evidence_type"}
    undoing = {"no_undo", "not_last"}  # in test_moves
    assert {code for code, _ in CASES} == codes | stores - undoing


def test_what_cannot_be_taken_back_is_said(office: Office) -> None:
    row = office.do(office.supervisor, "1", "comment", statement="请抓紧")
    with pytest.raises(RefusedError, match="不能撤销"):
        undo(office.supervisor, row.pk, today=office.today, at=at(office.today))
