"""A mechanism is taken into use with its questions answered, and stays as it was then."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from duban.governing.clock import Cadence
from duban.mechanisms import Adopted, Mechanism, MechanismError, adopt, load_all, parameters, parse
from duban.mechanisms.parameters import Parameter, Type
from duban.mechanisms.wording import Words
from mechanisms.factories import NAME, WHOLE, with_change

MECHANISM = parse(WHOLE, NAME)
ANSWERS: dict[str, object] = {"interval": "monthly", "pieces": 2, "late_days": "5", "paper": "区报"}


def test_everything_answered() -> None:
    adopted = adopt(MECHANISM, ANSWERS)
    settled = adopted.settled
    assert settled.cadences["report"].every is Cadence.MONTHLY
    assert settled.ladder["slip"].trigger.days == 5
    assert settled.publications["bulletin"].channel == Words(zh="区报", en="区报")
    assert adopted.lifecycle.terms.evidence == 2
    answered = {key: adopted.answers[key] for key in adopted.given}
    assert answered == {"interval": Cadence.MONTHLY, "pieces": 2, "late_days": 5, "paper": "区报"}


def test_what_stays_unanswered_does_not_run() -> None:
    adopted = adopt(MECHANISM, {"interval": "weekly", "pieces": 1, "late_days": None, "paper": ""})
    assert not adopted.settled.ladder
    assert adopted.settled.publications["bulletin"].channel is None  # it comes out all the same
    assert not adopted.limits


def test_limits_of_the_archetype_run_when_answered() -> None:
    adopted = adopt(MECHANISM, {**ANSWERS, "acceptance_days": 3})
    assert {key: (limit.state, limit.working_days) for key, limit in adopted.limits.items()} == {
        "acceptance": ("dispatched", 3)
    }


def test_every_wrong_answer_comes_at_once() -> None:
    with pytest.raises(MechanismError) as caught:
        adopt(MECHANISM, {"interval": "sometimes", "late_days": -1, "colour": "red"})
    assert [(fault.file, fault.keys, fault.message) for fault in caught.value.faults] == [
        ("Z1-made-up", "answers.colour", "nothing asks this"),
        (
            "Z1-made-up",
            "answers.interval",
            "'sometimes' is none of daily, weekly, half-monthly, monthly, bimonthly, quarterly, half-yearly, yearly",
        ),
        ("Z1-made-up", "answers.late_days", "-1 is below 0"),
        ("Z1-made-up", "answers.pieces", "not answered: how many pieces?"),
    ]


@pytest.mark.parametrize("given", [ANSWERS, {"interval": "yearly", "pieces": 1}])
def test_what_is_kept_comes_back_unchanged(given: dict[str, object]) -> None:
    adopted = adopt(MECHANISM, given)
    again = Adopted.model_validate_json(adopted.model_dump_json())
    assert again == adopted
    assert again.settled == adopted.settled
    assert again.lifecycle == adopted.lifecycle


@pytest.mark.parametrize("mechanism", load_all().values(), ids=lambda mechanism: mechanism.id)
def test_every_shipped_mechanism_can_be_adopted_and_kept(mechanism: Mechanism) -> None:
    examples: dict[Type, object] = {
        Type.INTEGER: 3,
        Type.DECIMAL: "0.5",
        Type.CADENCE: "quarterly",
        Type.TEXT: "某",
        Type.TEXTS: ["甲", "乙"],
        Type.DATE: "2026-01-01",
        Type.BOOLEAN: True,
    }
    answers = {key: examples[asked.type] for key, asked in parameters(mechanism).items()}
    adopted = adopt(mechanism, answers)
    assert "'ask'" not in str(adopted.settled.model_dump(exclude={"parameters"}))
    assert len(adopted.limits) == 3 + len(mechanism.limits)
    assert Adopted.model_validate_json(adopted.model_dump_json()) == adopted


def test_a_later_version_changes_nothing_for_those_who_run_an_earlier_one() -> None:
    kept = adopt(MECHANISM, ANSWERS).model_dump_json()
    text = with_change(("version = 1", "version = 2"), ('target = "second_check"', 'zh = "通过"'))
    later = adopt(parse(text, NAME), ANSWERS)
    running = Adopted.model_validate_json(kept)
    assert (running.mechanism.version, later.mechanism.version) == (1, 2)
    assert running.fingerprint != later.fingerprint
    move = running.lifecycle.move("verify_accept")
    assert move is not None
    assert move.target == "second_check"


def test_comments_do_not_make_another_mechanism() -> None:
    commented = parse(f"# a word\n{WHOLE}\n# another", NAME)
    assert adopt(commented, ANSWERS).fingerprint == adopt(MECHANISM, ANSWERS).fingerprint


def question(kind: Type, **said: object) -> Parameter:
    depends = {"zh": "某", "en": "x"}
    return Parameter.model_validate({"zh": "问", "en": "q", "type": kind, "depends": depends, **said})


@pytest.mark.parametrize(
    ("kind", "answer", "value"),
    [
        (Type.INTEGER, 3, 3),
        (Type.INTEGER, " 3 ", 3),
        (Type.DECIMAL, "0.10", Decimal("0.10")),
        (Type.DECIMAL, 2, Decimal(2)),
        (Type.BOOLEAN, False, False),
        (Type.DATE, "2026-11-22", date(2026, 11, 22)),
        (Type.DATE, date(2026, 11, 22), date(2026, 11, 22)),
        (Type.CADENCE, "half-monthly", Cadence.HALF_MONTHLY),
        (Type.TEXT, " 区报 ", "区报"),
        (Type.TEXTS, ["甲", "乙"], ("甲", "乙")),
        (Type.UNIT, "住建局", "住建局"),
    ],
)
def test_an_answer_in_its_type(kind: Type, answer: object, value: object) -> None:
    assert question(kind).read(answer) == value


@pytest.mark.parametrize(
    ("kind", "answer", "message"),
    [
        (Type.INTEGER, "three", "'three' is not a whole number"),
        (Type.INTEGER, True, "True is not a whole number"),
        (Type.INTEGER, 1.5, "1.5 is not a whole number"),
        (Type.DECIMAL, "much", "'much' is not a number"),
        (Type.DECIMAL, "NaN", "'NaN' is not a number"),
        (Type.BOOLEAN, "yes", "'yes' is neither true nor false"),
        (Type.DATE, "soon", "'soon' is not a date such as 2026-11-22"),
        (Type.CADENCE, "often", "'often' is none of daily"),
        (Type.TEXT, "  ", "'  ' is not a text"),
        (Type.TEXT, 3, "3 is not a text"),
        (Type.TEXTS, [], "is not a list of texts"),
        (Type.TEXTS, ["甲", 2], "2 is not a text"),
        (Type.UNIT, None, "None is not a text"),
    ],
)
def test_an_answer_of_the_wrong_type(kind: Type, answer: object, message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("(", r"\(")):
        question(kind).read(answer)


def test_a_choice_is_one_of_those_offered() -> None:
    asked = question(Type.CHOICE, choices={"once": {"zh": "一次", "en": "once"}})
    assert asked.read("once") == "once"
    with pytest.raises(ValueError, match="'twice' is none of once"):
        asked.read("twice")


def test_bounds_hold_at_both_ends() -> None:
    asked = question(Type.INTEGER, minimum=1, maximum=3)
    assert [asked.read(value) for value in (1, 3)] == [1, 3]
    with pytest.raises(ValueError, match="4 is above 3"):
        asked.read(4)
    with pytest.raises(ValueError, match="0 is below 1"):
        asked.read(0)
