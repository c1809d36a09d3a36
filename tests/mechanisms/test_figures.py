"""Figures that most texts leave out: the text's own hold, else the office's answers, else what is usual."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from duban.mechanisms import Archetype, Mechanism, MechanismError, adopt, archetype, parameters, parse
from duban.mechanisms.consistency import figure_slips
from duban.mechanisms.figures import LampFigures, ReturnFigures, usual_lamps
from duban.mechanisms.wording import Open
from mechanisms.factories import NAME, WHOLE, with_change

if TYPE_CHECKING:
    from duban.mechanisms.parameters import Parameter

ANSWERS: dict[str, object] = {"interval": "monthly", "pieces": 1}
USUAL = LampFigures(5, Decimal("0.1"), Decimal("0.25"))
BASE = archetype("ledger-loop")


def stating(lamps: str = "", returns: str = "") -> Mechanism:
    """The made-up mechanism with lines of a table of lamps, and lines at the cadence of its returns."""
    text = with_change(('by = "lead"\n', f'by = "lead"\n{returns}\n'))
    return parse(f"{text}\n[lamps]\n{lamps}\n", NAME)


def test_what_is_usual_holds_where_nobody_says_otherwise() -> None:
    adopted = adopt(parse(WHOLE, NAME), ANSWERS)
    assert adopted.lamps == usual_lamps(BASE) == USUAL
    assert adopted.returns("report") == ReturnFigures(due_days=0, grace_days=0, remind_days=2)


@pytest.mark.parametrize(
    ("answer", "lamps"),
    [
        ({"near_due_days": 0}, LampFigures(0, Decimal("0.1"), Decimal("0.25"))),  # nought is an answer
        ({"near_due_days": "10"}, LampFigures(10, Decimal("0.1"), Decimal("0.25"))),
        ({"behind_percent": "7.5"}, LampFigures(5, Decimal("0.075"), Decimal("0.25"))),
        ({"behind_percent": 30, "far_behind_percent": 30}, LampFigures(5, Decimal("0.3"), Decimal("0.3"))),
        ({"near_due_days": "", "behind_percent": None}, USUAL),
    ],
)
def test_an_office_answers_otherwise(answer: dict[str, object], lamps: LampFigures) -> None:
    assert adopt(parse(WHOLE, NAME), {**ANSWERS, **answer}).lamps == lamps


def test_a_stated_figure_holds_and_its_question_is_not_asked() -> None:
    mechanism = stating(
        "near_due = 3\nbehind = 5\nfar_behind = 12.5", "due_days = 5\ngrace_days = 2\nremind_days = 1"
    )
    adopted = adopt(mechanism, ANSWERS)
    assert adopted.lamps == LampFigures(3, Decimal("0.05"), Decimal("0.125"))
    assert adopted.returns("report") == ReturnFigures(5, 2, 1)
    asked = parameters(mechanism)
    assert not {"near_due_days", "behind_percent", "far_behind_percent", "return_due_days"} & asked.keys()
    assert "acceptance_days" in asked
    with pytest.raises(MechanismError, match="nothing asks this"):
        adopt(mechanism, {**ANSWERS, "near_due_days": 4})


def test_a_mechanism_without_returns_is_not_asked_when_they_are_due() -> None:
    text = with_change(('activity = "report"', 'activity = "review_meeting"'))
    assert (
        not {"return_due_days", "return_grace_days", "return_remind_days"}
        & parameters(parse(text, NAME)).keys()
    )


def test_a_text_may_ask_in_its_own_words_and_the_usual_figure_holds_until_it_is_answered() -> None:
    mechanism = stating('near_due = { ask = "late_days" }', 'due_days = { ask = "late_days" }')
    assert adopt(mechanism, {**ANSWERS, "late_days": 8}).lamps.near_due == 8
    assert adopt(mechanism, {**ANSWERS, "late_days": 8}).returns("report").due_days == 8
    unanswered = adopt(mechanism, ANSWERS)
    assert (unanswered.lamps.near_due, unanswered.returns("report").due_days) == (5, 0)
    assert "report" in unanswered.settled.cadences


def test_red_before_yellow_is_refused_in_a_file_and_in_an_answer() -> None:
    with pytest.raises(MechanismError, match="lamps: red at 25% comes before yellow at 40%"):
        stating("behind = 40")
    with pytest.raises(MechanismError) as refused:
        adopt(parse(WHOLE, NAME), {**ANSWERS, "behind_percent": 40})
    assert [fault.keys for fault in refused.value.faults] == ["answers.behind_percent"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("near_due = -1", "lamps.near_due: Input should be greater than or equal to 0"),
        ("behind = 101", "lamps.behind: Input should be less than or equal to 100"),
        ('near_due = { ask = "nobody" }', "lamps.near_due.ask: no such key: 'nobody'"),
        ("nearly_due = 3", "lamps.nearly_due: Extra inputs are not permitted"),
    ],
)
def test_a_wrong_figure_of_a_file_is_told_with_its_place(line: str, fault: str) -> None:
    with pytest.raises(MechanismError) as refused:
        stating(line)
    assert any(fault in str(one) for one in refused.value.faults)


def changed(**parts: object) -> Archetype:
    return BASE.model_copy(update=parts)


def asked(key: str, **parts: object) -> dict[str, Parameter]:
    return {**BASE.parameters, key: BASE.parameters[key].model_copy(update=parts)}


@pytest.mark.parametrize(
    ("base", "slips"),
    [
        (BASE, []),
        (
            changed(parameters=asked("near_due_days", usual=-1)),
            [(("parameters", "near_due_days", "usual"), "-1 is below 0")],
        ),
        (
            changed(parameters=asked("near_due_days", required=True)),
            [(("parameters", "near_due_days", "usual"), "what must be answered has no usual answer")],
        ),
        (
            changed(lamps=BASE.lamps.model_copy(update={"behind": Open(ask="acceptance_days")})),
            [(("lamps", "behind", "ask"), "'acceptance_days' asks for no figure that is usual")],
        ),
        (
            changed(parameters=asked("behind_percent", usual=30)),
            [(("lamps",), "red at 25% comes before yellow at 30%")],
        ),
    ],
)
def test_an_archetype_names_every_figure(base: Archetype, slips: list[object]) -> None:
    assert list(figure_slips(base)) == slips


def test_an_archetype_without_the_figures_is_none() -> None:
    table = BASE.model_dump(exclude={"lamps", "returns"})
    with pytest.raises(ValueError, match=r"(?s)lamps.*Field required.*returns.*Field required"):
        Archetype.model_validate(table)
