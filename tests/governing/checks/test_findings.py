"""Findings: what counts, what does not and why, and that claimed and verified values are both kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.governing.checks import (
    NAMES,
    Claim,
    Demand,
    Distance,
    Finding,
    FindingError,
    Method,
    Reason,
    Standing,
    Verdict,
    say,
    stand,
)
from duban.governing.checks.wording import REASONS

DAY = date(2026, 11, 2)
CLAIM = Claim(id="口袋公园", unit="区园林局", day=DAY, value=Decimal(5), evidence=("照片", "验收单"))
TWICE = Demand(checks=2, different_units=True)


def found(checker: str = "张", **said: Any) -> Finding:
    usual: dict[str, Any] = {
        "claim": "口袋公园",
        "unit": f"{checker}的单位",
        "distance": Distance.OTHER_UNIT,
        "method": Method.ON_SITE,
        "day": DAY,
        "verdict": Verdict.CONFIRMED,
    }
    return Finding(checker=checker, **(usual | said))


def corrected(checker: str, value: int, **said: Any) -> Finding:
    return found(checker, verdict=Verdict.CORRECTED, value=Decimal(value), **said)


CASES: tuple[tuple[str, Demand, list[Finding], bool, int | None, list[str]], ...] = (
    ("one check is enough where one is asked", Demand(), [found()], True, 5, []),
    ("none is not", Demand(), [], False, None, ["有效核查0次，须1次"]),
    ("the doer's own does not count", Demand(), [found(unit="区园林局", distance=Distance.SELF)], False, None,
     ["张属本单位，须由其他单位以外围单位核查，不计入", "有效核查0次，须1次"]),
    ("nor does one from nearer than asked", Demand(distance=Distance.OUTSIDE), [found()], False, None,
     ["张属其他单位，须由第三方以外围单位核查，不计入", "有效核查0次，须1次"]),
    ("the doer's own never counts, whatever is asked", Demand(distance=Distance.SELF),
     [found(unit="区园林局", distance=Distance.SELF)], False, None,
     ["张属本单位，须由本单位以外围单位核查，不计入", "有效核查0次，须1次"]),
    ("two by different units", TWICE, [found(), found("李")], True, 5, []),
    ("two by one unit are one", TWICE, [found(), found("李", unit="张的单位")], False, 5,
     ["张（张的单位）已核查过，以最近一次为准", "有效核查1次，须2次"]),
    ("two by one unit where that is allowed", Demand(checks=2), [found(), found("李", unit="张的单位")], True, 5, []),
    ("the latest of one checker counts", Demand(),
     [corrected("张", 4, day=date(2026, 11, 9)), corrected("张", 3)], True, 4,
     ["张（张的单位）已核查过，以最近一次为准"]),
    ("a correction is verified at its own figure", Demand(), [corrected("张", 3)], True, 3, []),
    ("two corrections that agree", TWICE, [corrected("张", 3), corrected("李", 3)], True, 3, []),
    ("two that do not agree are for a person", TWICE, [corrected("张", 3), corrected("李", 4)], False, None,
     ["核查结论不一致：核减核增 3、核减核增 4，由人裁定"]),
    ("nor do a yes and a no", TWICE, [found(), found("李", verdict=Verdict.REFUTED)], False, None,
     ["核查结论不一致：属实 5、不属实，由人裁定"]),
    ("all say no", TWICE, [found("张", verdict=Verdict.REFUTED), found("李", verdict=Verdict.REFUTED)], False, None,
     ["核查不属实：张、李"]),
    ("not seen is neither", Demand(), [found(verdict=Verdict.NOT_SEEN), found("李")], True, 5, ["张未能核实"]),
    ("evidence that is missing", Demand(evidence=3), [found()], False, 5, ["佐证材料2件，须3件"]),
)  # fmt: skip


@pytest.mark.parametrize(
    ("what", "demand", "findings", "verified", "value", "reasons"), CASES, ids=[row[0] for row in CASES]
)
def test_a_claim_stands(
    what: str,
    demand: Demand,
    findings: list[Finding],
    verified: bool,
    value: int | None,
    reasons: list[str],
) -> None:
    standing = stand(CLAIM, findings, demand)
    assert standing.verified is verified, what
    assert standing.claimed == 5
    assert standing.found == value
    assert [say(reason, "zh") for reason in standing.reasons] == reasons
    assert standing.difference == (None if value is None else value - 5)


REFUSED = (
    ("on another claim", found(claim="别的"), "a finding on '别的' says nothing of '口袋公园'"),
    ("too early", found(day=date(2026, 11, 1)), "found on 2026-11-01, before it was claimed on 2026-11-02"),
    ("by nobody", found(""), "a finding needs its checker and the checker's unit"),
    (
        "the doer as a stranger",
        found(unit="区园林局"),
        "'区园林局' did it, so its own check is no other_unit one",
    ),
    (
        "a correction without a figure",
        found(verdict=Verdict.CORRECTED),
        "corrected with the value None: a corrected value belongs to a correction",
    ),
    (
        "a figure without a correction",
        found(value=Decimal(3)),
        "confirmed with the value 3: a corrected value belongs to a correction",
    ),
)


@pytest.mark.parametrize(("what", "finding", "message"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_finding_that_cannot_be_is_refused(what: str, finding: Finding, message: str) -> None:
    with pytest.raises(FindingError) as refusal:
        stand(CLAIM, [finding], Demand())
    assert str(refusal.value) == message, what


def test_everything_has_words_in_both_languages() -> None:
    assert set(REASONS) == set(get_args(Reason))
    assert set(NAMES) == {*Method, *Verdict, *Distance}
    assert all(name.zh and name.en for name in (*REASONS.values(), *NAMES.values()))


def test_reasons_are_said_in_english() -> None:
    standing = stand(CLAIM, [found(verdict=Verdict.NOT_SEEN)], Demand(evidence=3))
    assert [say(reason, "en") for reason in standing.reasons] == [
        "张 could not see it",
        "checks that count: 0, wanted: 1",
        "pieces of evidence: 2, wanted: 3",
    ]


VERDICTS = st.sampled_from([Verdict.CONFIRMED, Verdict.REFUTED, Verdict.NOT_SEEN])
FINDINGS = st.lists(
    st.builds(found, st.sampled_from("张李王赵"), distance=st.sampled_from(list(Distance)), verdict=VERDICTS)
)


@given(FINDINGS, st.integers(1, 3))
def test_more_is_never_verified_with_less(findings: list[Finding], checks: int) -> None:
    def verified(count: int) -> bool:
        return stand(CLAIM, findings, Demand(checks=count)).verified

    assert verified(checks) or not verified(checks + 1)


@given(FINDINGS)
def test_what_counts_was_made_by_others_and_each_once(findings: list[Finding]) -> None:
    standing: Standing = stand(CLAIM, findings, Demand(distance=Distance.SUPERIOR))
    assert all(one.distance > Distance.SELF for one in standing.counted)
    assert len({one.checker for one in standing.counted}) == len(standing.counted)
    assert (standing.claimed, standing.claim) == (Decimal(5), CLAIM)
